"""Het werk dat een brief geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    BRIEF_VERZENDEN = "BRIEF_VERZENDEN", True, True  # de brief ligt klaar; zonder verzending geen bekendmaking
