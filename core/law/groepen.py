"""De twee groepen van de Wi2021 en de fijnere indeling die DUO eronder legt (art. 13 lid 1 Wi2021)."""

from enum import StrEnum


class Doelgroep(StrEnum):
    ASIEL = "ASIEL"
    GEZIN_EN_OVERIG = "GEZIN_EN_OVERIG"


class GedetailleerdeDoelgroep(StrEnum):
    """De waarden zoals DUO ze schrijft."""

    ASIELSTATUSHOUDER = "Asielstatushouder"
    GEZINSHERENIGER_MET_ASIELSTATUSHOUDER = "Gezinshereniger met Asielstatushouder"
    GEZINSVORMER_MET_ASIELSTATUSHOUDER = "Gezinsvormer met Asielstatushouder"
    GEZINSHERENIGER = "Gezinshereniger"
    GEZINSVORMER = "Gezinsvormer"
    GEESTELIJK_BEDIENAAR = "Geestelijk bedienaar"
    OVERIG = "Overig"

    @property
    def doelgroep(self) -> Doelgroep:
        return Doelgroep.ASIEL if self in _ASIEL else Doelgroep.GEZIN_EN_OVERIG


_ASIEL = frozenset(
    {
        GedetailleerdeDoelgroep.ASIELSTATUSHOUDER,
        GedetailleerdeDoelgroep.GEZINSHERENIGER_MET_ASIELSTATUSHOUDER,
        GedetailleerdeDoelgroep.GEZINSVORMER_MET_ASIELSTATUSHOUDER,
    }
)


def heeft_asielvergunning(groep: Doelgroep, fijn: GedetailleerdeDoelgroep | None) -> bool:
    """Art. 13 lid 1, onder a Wi2021. Wie asiel heeft zonder fijne groep geldt als houder (INTERPRETATION)."""
    return is_asiel(groep) and fijn in (None, GedetailleerdeDoelgroep.ASIELSTATUSHOUDER)


def is_asiel(groep: Doelgroep | GedetailleerdeDoelgroep) -> bool:
    """Art. 13 lid 1 Wi2021: houder van een asielvergunning (onder a) of gezinslid met een reguliere (onder b)."""
    return (groep.doelgroep if isinstance(groep, GedetailleerdeDoelgroep) else groep) is Doelgroep.ASIEL
