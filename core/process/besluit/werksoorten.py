"""Het werk dat een brief geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    BRIEF_VERZENDEN = "BRIEF_VERZENDEN", True, True, "brief"  # de brief ligt klaar; zonder verzending geen bekendmaking
    BESLUIT_NIET_VERZONDEN = "BESLUIT_NIET_VERZONDEN", True, True  # te lang vastgesteld, en nog niet bekendgemaakt
    # de persoon kent een te vroege laatste dag voor bezwaar
    BEZWAARDAG_MELDEN = "BEZWAARDAG_MELDEN", False, True, "brief"
