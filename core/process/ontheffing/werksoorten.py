"""Het werk dat een verzoek om ontheffing geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    ONTHEFFING_BESLISSEN = "ONTHEFFING_BESLISSEN", True, False, "lbt-ontheffing"  # binnen acht weken (art. 4:13 Awb)
