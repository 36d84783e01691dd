"""De soorten werk die in de werkvoorraad staan; nieuw werk krijgt hier eerst een naam."""

from enum import StrEnum


class Soort(StrEnum):
    PIP_VASTSTELLEN = "PIP_VASTSTELLEN"  # de termijn van art. 5.3 Bi2021 loopt
    STARTDATUM_KIEZEN = "STARTDATUM_KIEZEN"  # B25: BRP en SS139 verschillen
    NAVRAGEN = "NAVRAGEN"  # de wet kon niet rekenen, of zag iets wat een mens moet weten
    DUO_GEBEURTENIS = "DUO_GEBEURTENIS"  # DUO meldt iets dat hier nog geen eigen verwerking heeft
    DUO_GEEN_TOEGANG = "DUO_GEEN_TOEGANG"  # DUO geeft deze persoon niet (meer) aan deze gemeente
    DUO_GEEN_NUMMER = "DUO_GEEN_NUMMER"  # een notificatie zonder BSN en V-nummer
    BSN_ONTBREEKT = "BSN_ONTBREEKT"  # alleen een V-nummer: er kan nog niet gelezen worden
    DUBBEL_DOSSIER = "DUBBEL_DOSSIER"  # BSN en V-nummer wijzen naar twee dossiers; een mens beslist
    MELDING_HERSTELLEN = "MELDING_HERSTELLEN"  # DUO weigert een melding
    TAAK_MISLUKT = "TAAK_MISLUKT"  # een taak gaf het op; een mens kan haar opnieuw laten doen
    TAAK_VERTRAAGD = "TAAK_VERTRAAGD"  # een buur antwoordt al een tijd niet; Meedoen blijft proberen
    OPROEP_OPVOLGEN = "OPROEP_OPVOLGEN"  # de termijn van een oproep
    BRIEF_VERZENDEN = "BRIEF_VERZENDEN"  # de brief ligt klaar; zonder verzending geen bekendmaking
    TERMIJN_VERSCHILT = "TERMIJN_VERSCHILT"  # DUO geeft een andere termijn dan verwacht
