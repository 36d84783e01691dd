"""Het werk dat een toewijzing geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    TAALSCHOOL_KIEZEN = "TAALSCHOOL_KIEZEN", True  # het PIP is bekendgemaakt, en er is nog geen school
    # een organisatie antwoordde nog niet op wie haar is aangeboden
    AANBOD_BEANTWOORDEN = "AANBOD_BEANTWOORDEN", True, False, "toewijzing"
