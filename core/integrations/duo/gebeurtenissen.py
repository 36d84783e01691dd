"""Wat DUO meldt: elke gebeurtenis, wat zij betekent en welke bronnen de gemeente daarna leest.

Een melding zelf is geen feit: de gemeente leest de genoemde bronnen en werkt met het verschil. Een code
die hier niet staat wordt een werkitem, nooit een gemiste melding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Soort(StrEnum):
    GEBEURTENIS = "gebeurtenis"
    ATTENTIESIGNAAL = "attentiesignaal"  # aangekondigd door DUO, nog niet in gebruik


class Hulpbron(StrEnum):
    """Een gegeven dat bij DUO gelezen kan worden."""

    INBURGERINGSPLICHT = "inburgeringsplicht"
    DOELGROEP = "doelgroep"
    INBURGERINGSTERMIJN = "inburgeringstermijn"
    PIP = "pip"
    LEERBAARHEIDSTOETS = "leerbaarheidstoets"
    EXAMEN = "examen"
    VRIJSTELLING = "vrijstelling"
    ONTHEFFING = "ontheffing"
    VERLENGING = "verlenging"
    BOETE = "boete"
    GEBEURTENIS = "gebeurtenis"  # wat DUO meldde; om te vergelijken, geen gebeurtenis noemt haar


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebeurtenissoort:
    """Een soort gebeurtenis van DUO, wat er dan gelezen wordt, en welke overgang er kan volgen (deel a.2)."""

    code: str
    omschrijving: str
    soort: Soort
    lezen: tuple[Hulpbron, ...] = ()
    """De bronnen die DUO erbij noemt; leeg zolang zij er geen noemt."""
    ook: tuple[Hulpbron, ...] = ()
    """Wat wij ernaast lezen, omdat het ene zonder het andere niet te duiden is."""
    brp: bool = False
    """Of ook de BRP gelezen wordt: DUO geeft geen naam, adres of overlijden."""
    overgang: str = ""
    """`T14`; leeg als het feit alleen bij de zaak komt te staan."""


def _gebeurtenis(
    code: str,
    omschrijving: str,
    *lezen: Hulpbron,
    ook: tuple[Hulpbron, ...] = (),
    brp: bool = False,
    overgang: str = "",
) -> Gebeurtenissoort:
    return Gebeurtenissoort(
        code=code,
        omschrijving=omschrijving,
        soort=Soort.GEBEURTENIS,
        lezen=lezen,
        ook=ook,
        brp=brp,
        overgang=overgang,
    )


def _attentie(code: str, omschrijving: str) -> Gebeurtenissoort:
    return Gebeurtenissoort(code=code, omschrijving=omschrijving, soort=Soort.ATTENTIESIGNAAL)


_PLICHT = Hulpbron.INBURGERINGSPLICHT
_GROEP = Hulpbron.DOELGROEP
_TERMIJN = Hulpbron.INBURGERINGSTERMIJN
_PIP = Hulpbron.PIP
_LBT = Hulpbron.LEERBAARHEIDSTOETS
_EXAMEN = Hulpbron.EXAMEN
_VRIJ = Hulpbron.VRIJSTELLING
_ONTHEF = Hulpbron.ONTHEFFING
_VERLENG = Hulpbron.VERLENGING
_BOETE = Hulpbron.BOETE

_ALLE = (
    _gebeurtenis(
        "SS101", "De persoon is inburgeringsplichtig geworden", _PLICHT, _GROEP, _EXAMEN, brp=True, overgang="T2"
    ),
    _gebeurtenis("SS102", "DUO heeft de inburgeringstermijn vastgesteld", _TERMIJN),
    _gebeurtenis(
        "SS103", "DUO heeft de termijn uit eigen beweging verlengd", _TERMIJN, ook=(_VERLENG,), overgang="T12"
    ),
    _gebeurtenis("SS104", "DUO heeft de termijn op verzoek verlengd", _TERMIJN, _VERLENG, overgang="T12"),
    _gebeurtenis("SS106", "De plicht is geëindigd: diploma behaald", _PLICHT, overgang="T21"),
    _gebeurtenis("SS107", "De plicht is geëindigd: geheel vrijgesteld", _PLICHT, _VRIJ, overgang="T22"),
    _gebeurtenis("SS108", "De plicht is geëindigd: geheel ontheven", _PLICHT, _ONTHEF, overgang="T22"),
    _gebeurtenis("SS109", "De persoon is tijdelijk vrijgesteld", _PLICHT, _VRIJ, overgang="T14"),
    _gebeurtenis(
        "SS110",
        "De plicht is ingetrokken: verblijfsrecht, langer dan een jaar weg, Nederlander geworden of AOW-leeftijd",
        _PLICHT,
        overgang="T22",
    ),
    _gebeurtenis("SS111", "De plicht is geëindigd: overleden", _PLICHT, brp=True, overgang="T22"),
    _gebeurtenis("SS112", "Er is een verzoek om verlenging ingediend", _VERLENG),
    _gebeurtenis("SS113", "DUO heeft een verzoek om verlenging afgewezen", _VERLENG, ook=(_TERMIJN,), overgang="T12"),
    _gebeurtenis("SS114", "DUO heeft een verzoek om gehele vrijstelling afgewezen", _VRIJ),
    _gebeurtenis("SS115", "DUO heeft een verzoek om tijdelijke vrijstelling afgewezen", _VRIJ),
    _gebeurtenis("SS116", "DUO heeft een verzoek om gedeeltelijke vrijstelling afgewezen", _VRIJ),
    _gebeurtenis("SS117", "DUO heeft gedeeltelijke vrijstelling verleend", _VRIJ, _EXAMEN),
    _gebeurtenis("SS118", "DUO heeft een verzoek om ontheffing afgewezen", _ONTHEF, ook=(_VERLENG,)),
    _gebeurtenis("SS119", "DUO heeft gedeeltelijke ontheffing verleend", _ONTHEF, _EXAMEN, ook=(_VERLENG,)),
    _gebeurtenis(
        "SS120", "In de gemeente komen wonen, nog zonder PIP", _PLICHT, _GROEP, _EXAMEN, brp=True, overgang="T20"
    ),
    _gebeurtenis(
        "SS121",
        "In de gemeente komen wonen, met een PIP van de vorige gemeente",
        _PLICHT,
        _GROEP,
        _TERMIJN,
        _PIP,
        _EXAMEN,
        brp=True,
        overgang="T20",
    ),
    _gebeurtenis("SS124", "Van asielstatushouder naar gezins- of overige migrant", _GROEP),
    _gebeurtenis("SS125", "Van gezins- of overige migrant naar asielstatushouder", _GROEP),
    _gebeurtenis(
        "SS128",
        "Inburgeringsplichtig, maar binnen zes maanden AOW-leeftijd",
        _PLICHT,
        _GROEP,
        _EXAMEN,
        brp=True,
        overgang="T2",
    ),
    _gebeurtenis(
        "SS129", "Tijdelijke vrijstelling ingetrokken, er is nog geen PIP", _PLICHT, _VRIJ, _EXAMEN, overgang="T15"
    ),
    _gebeurtenis(
        "SS130",
        "Tijdelijke vrijstelling ingetrokken, er is een PIP",
        _PLICHT,
        _TERMIJN,
        _PIP,
        _VRIJ,
        _EXAMEN,
        overgang="T15",
    ),
    _gebeurtenis("SS131", "De leerbaarheidstoets is afgenomen en de uitslag is bekend", _LBT),
    _gebeurtenis("SS137", "Aangemeld voor de leerbaarheidstoets", _LBT),
    _gebeurtenis(
        "SS139",
        "Inburgeringsplichtig, en de tien weken voor het PIP zijn begonnen",
        _PLICHT,
        _GROEP,
        _EXAMEN,
        brp=True,
        overgang="T2",
    ),
    _gebeurtenis(
        "SS141", "Aan de zelfredzaamheidsroute is voldaan; de tekst voor het certificaat is er", _PLICHT, overgang="T21"
    ),
    _gebeurtenis(
        "SS198", "DUO heeft een boete opgelegd omdat de termijn voorbij is", _BOETE, ook=(_TERMIJN,), overgang="T13"
    ),
    _gebeurtenis("SS199", "De uitslag van een examen is bekend", _EXAMEN),
    _attentie("SS122", "Naar een andere gemeente vertrokken"),
    _attentie("SS123", "Uit Nederland vertrokken"),
    _attentie("SS126", "De tien weken zijn voorbij zonder dat een leerroute bekend is"),
    _attentie("SS127", "De leerroute is bekend, maar er is nog geen inburgeringsaanbod (asiel)"),
    _attentie("SS132", "Er is een opleidingscontract, maar nog geen PIP"),
    _attentie("SS133", "Het taalniveau in het opleidingscontract past niet bij de leerroute"),
    _attentie("SS135", "Het niveau in het opleidingscontract is te hoog voor de zelfredzaamheidsroute"),
    _attentie("SS136", "Er is een contract voor een taalschakeltraject zonder onderwijsroute"),
    _attentie("SS140", "DUO vraagt advies over ontheffing wegens bijzondere individuele omstandigheden"),
    _attentie("SS142", "Een niet-vrijstellende opleiding is geëindigd; het PIP moet worden herzien"),
)

GEBEURTENISSEN: Mapping[str, Gebeurtenissoort] = MappingProxyType({g.code: g for g in _ALLE})
