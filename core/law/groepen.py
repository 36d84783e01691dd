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


def groep_van(groep: Doelgroep | None, fijn: GedetailleerdeDoelgroep | None) -> Doelgroep | None:
    """De groep waar iemand in elk deel van de wet bij hoort: het begeleiden, het plan en de boete (art. 13, 15 en 22).

    De vergunning beslist. Zegt een van beide wat DUO meldt dat zij asiel is, dan houdt hij zolang de rechten van art.
    13 lid 1 (INTERPRETATION, §1.4); `zijn_oneens` zegt dat een mens het navraagt. None als DUO nog niets meldde.
    """
    if fijn is not None and is_asiel(fijn):
        return Doelgroep.ASIEL
    return groep


def boetegroep(groep: Doelgroep | None, fijn: GedetailleerdeDoelgroep | None) -> Doelgroep | GedetailleerdeDoelgroep:
    """De groep voor de boetepoort: zo fijn als zij bekend is, en asiel zolang er niets bekend is (§11.5)."""
    hoofd = groep_van(groep, fijn)
    return fijn if fijn is not None and fijn.doelgroep is hoofd else hoofd or Doelgroep.ASIEL


def zijn_oneens(groep: Doelgroep | None, fijn: GedetailleerdeDoelgroep | None) -> bool:
    """De doelgroep en de fijnere indeling van DUO wijzen naar een andere groep."""
    return groep is not None and fijn is not None and fijn.doelgroep is not groep


def heeft_asielvergunning(groep: Doelgroep, fijn: GedetailleerdeDoelgroep | None) -> bool:
    """Art. 13 lid 1, onder a Wi2021. Wie asiel heeft zonder fijne groep geldt als houder (INTERPRETATION)."""
    return is_asiel(groep) and fijn in (None, GedetailleerdeDoelgroep.ASIELSTATUSHOUDER)


def is_asiel(groep: Doelgroep | GedetailleerdeDoelgroep) -> bool:
    """Art. 13 lid 1 Wi2021: houder van een asielvergunning (onder a) of gezinslid met een reguliere (onder b)."""
    return (groep.doelgroep if isinstance(groep, GedetailleerdeDoelgroep) else groep) is Doelgroep.ASIEL
