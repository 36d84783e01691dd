"""De besluiten van de proefstap."""

from core.process.besluitsoort import Besluitsoort


class Soort(Besluitsoort):
    BEGINNEN = "B99"
