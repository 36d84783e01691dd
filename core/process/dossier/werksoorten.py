"""De soorten werk die bij elk dossier kunnen ontstaan."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    PIP_VASTSTELLEN = "PIP_VASTSTELLEN", True  # de termijn van art. 5.3 Bi2021 loopt
    STARTDATUM_KIEZEN = "STARTDATUM_KIEZEN", True  # B25: BRP en SS139 verschillen
    NAVRAGEN = "NAVRAGEN", False, True  # de wet kon niet rekenen, of zag iets wat een mens moet weten
    BSN_ONTBREEKT = "BSN_ONTBREEKT"  # alleen een V-nummer: er kan nog niet gelezen worden
    DUO_GEEN_TOEGANG = "DUO_GEEN_TOEGANG", False, True  # DUO geeft deze persoon niet (meer) aan deze gemeente
    TAAK_MISLUKT = "TAAK_MISLUKT", False, True  # een taak gaf het op; een mens kan haar opnieuw laten doen
    TAAK_VERTRAAGD = "TAAK_VERTRAAGD", False, True  # een buur antwoordt al een tijd niet; Meedoen blijft proberen
    TERMIJN_VERSCHILT = "TERMIJN_VERSCHILT"  # DUO geeft een andere termijn dan verwacht
    NIETS_GEPLAND = "NIETS_GEPLAND", True  # een open dossier zonder werk, termijn of afspraak; sluit als er iets komt
    VERVOLG = "VERVOLG"  # wat een medewerker zelf plande
    TERMIJN_VERSCHOVEN = "TERMIJN_VERSCHOVEN", False, True  # een Besluit verschoof de laatste dag (PG-13)
    BEZWAAR_NAZIEN = "BEZWAAR_NAZIEN", False, True  # een bezwaar kan ten onrechte te laat zijn genoemd; voor een jurist
    COLLEGEBESLUIT_NAGAAN = "COLLEGEBESLUIT_NAGAAN", False, True  # iemand gaf een collegebesluit op; een ander ziet het
    COLLEGEBESLUIT_ONTBREEKT = "COLLEGEBESLUIT_ONTBREEKT", False, True  # het is er niet; wat erop rust gaat terug
    # iemand stelde voor twee dossiers samen te voegen
    SAMENVOEGING_BESLISSEN = "SAMENVOEGING_BESLISSEN", True, True, "samenvoeging"


VAN_DE_TEAMLEIDER = frozenset({str(Soort.COLLEGEBESLUIT_NAGAAN), str(Soort.COLLEGEBESLUIT_ONTBREEKT)})
"""Staat bij niemand, ook als het dossier een behandelaar heeft: die gaf het collegebesluit meestal zelf op."""
