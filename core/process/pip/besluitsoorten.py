"""De besluiten over het PIP."""

from core.process.besluitsoort import Besluitsoort


class Soort(Besluitsoort):
    VASTSTELLEN = "B04"
