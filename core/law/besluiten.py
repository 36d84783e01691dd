"""De besluiten als gegevens (specificatie, deel c): wat elk is, waarop het rust, wie het neemt en wie niet.

Alles wat het huis van een soort besluit moet weten staat in haar rij van `BESLUITEN`: naam, karakter, vier ogen, brief,
bevoegdheid en parameters. De gronden volgen uit de feiten: alleen artikelen die deze uitkomst dragen, nooit een lijst
die voor ieder gelijk is (art. 3:47 lid 2 Awb). Een soort zonder bevoegdheid bestaat nog niet als handeling.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from core.law.groepen import Doelgroep
from core.law.leerroutes import Leerroute
from core.law.recht import Grond, WaarschuwingRechtsmiddel
from core.law.verrekening import Verrekening, grond_verrekening


class Besluitsoort(StrEnum):
    """De code van de specificatie; samenvoegen, intrekken en loslaten hebben er geen."""

    OPROEP = "B01"
    WAARSCHUWING = "B02"
    ONTHEFFING_LBT = "B03"
    PIP = "B04"
    PIP_WIJZIGING = "B05"
    LEERROUTEWIJZIGING = "B06"
    AFSCHALING = "B07"
    LAGERE_URENNORM = "B08"
    EXAMEN_IN_Z = "B09"
    WEIGERING = "B10"
    BOETE_TWEEDE_OPROEP = "B11"
    BOETE_DERDE_OPROEP = "B12"
    BOETE_MEDEWERKING = "B13"
    GEEN_BOETE = "B14"
    BETALINGSREGELING = "B15"
    AANMANING = "B16"
    ONTZORGEN = "B17"
    VERLAGING_BIJSTAND = "B18"
    GEEN_AANBOD = "B19"
    BIO_ADVIES = "B20"
    AVG_VERZOEK = "B21"
    ELIP = "B22"
    VERREKENING = "B23"
    ANDERS_ONTZORGEN = "B24"
    STARTDATUM = "B25"
    BEWAARREGEL = "B26"
    DOSSIEROVERDRACHT = "B27"
    GEGEVENSVERZOEK = "B28"
    SAMENVOEGING = "SAMENVOEGING"
    INTREKKING = "INTREKKING"
    LOSLATING = "LOSLATING"


class Karakter(StrEnum):
    """Wat het is (art. 1:3 Awb)."""

    BESLUIT = "BESLUIT"  # een beschikking: bekendmaking, bezwaar en beroep
    NAAR_KEUZE = "NAAR_KEUZE"  # de waarschuwing: de jurist van de gemeente koos (PG-15)
    DEEL = "DEEL"  # staat in een ander besluit, en wordt daarmee genomen en bekendgemaakt
    INTERN = "INTERN"  # een vastgelegde beslissing van een mens, zichtbaar in het dossier
    FEITELIJK = "FEITELIJK"


class VierOgen(StrEnum):
    """Wie dit besluit niet ook nog neemt; de omschrijving maakt af: "Een ander dan ... beslist."."""

    omschrijving: str
    grond: Grond

    def __new__(cls, waarde: str, omschrijving: str, grond: Grond) -> "VierOgen":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.omschrijving = omschrijving
        zelf.grond = grond
        return zelf

    AFWEZIGHEID = "AFWEZIGHEID", "wie de intake in afwezigheid afrondde", Grond("Awb", "2:4", "1")
    AANVRAAG = "AANVRAAG", "wie de aanvraag vastlegde", Grond("Awb", "2:4", "1")
    VOORSTEL = "VOORSTEL", "wie dit voorstelde", Grond("Awb", "2:4", "1")
    RAPPORT = "RAPPORT", "wie het rapport van de overtreding opmaakte", Grond("Awb", "10:3", "4")
    ARCHIEF = "ARCHIEF", "wie de vernietiging voorstelde", Grond("Awb", "2:4", "1")
    INGETROKKEN = (
        "INGETROKKEN",
        "wie het besluit nam dat wordt ingetrokken, of wie zei dat de brief daarover niet aankwam,",
        Grond("Awb", "2:4", "1"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitfeiten:
    """De feiten waaruit de gronden volgen; wat een besluit niet aangaat blijft leeg."""

    groep: Doelgroep | None = None
    leerroute: Leerroute | None = None
    in_afwezigheid: bool = False
    leerroute_overgenomen: bool = False
    """Een andere gemeente stelde de leerroute al vast (art. 15 lid 4 Wi2021)."""
    verrekeningen: tuple[Verrekening, ...] = ()
    lagere_norm: bool = False
    """Dit PIP vraagt minder uren of een vaardigheid minder dan de Z-route anders doet (B08)."""
    na_boete: bool = False
    """De derde oproep volgt uit een boetebeschikking (art. 22 lid 2 Wi2021)."""
    nummer: int = 1
    """De hoeveelste oproep."""
    gevraagd: Besluitsoort | None = None
    """Wat er geweigerd wordt."""
    ingetrokken: Besluitsoort | None = None
    """Wat er ingetrokken wordt."""


Gronden = Callable[[Besluitfeiten], tuple[Grond, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitregel:
    """Eén rij van de tabel."""

    naam: str
    """Zoals het in een zin staat: "het persoonlijk plan inburgering en participatie"."""
    karakter: Karakter
    gronden: Gronden
    vier_ogen: Callable[[Besluitfeiten], VierOgen | None] = lambda feiten: None
    deel_van: Besluitsoort | None = None
    brief: str | None = None
    bevoegdheid: tuple[str, str] | None = None
    """De bevoegdheid van `beleid.csv` die de handeling vraagt; zonder is er nog geen handeling."""
    parameters: tuple[str, ...] = ()
    """Waarop het altijd rust; wat er verder gelezen is, noteert het ontvangstbewijs zelf."""


def gronden(soort: Besluitsoort, feiten: Besluitfeiten) -> tuple[Grond, ...]:
    """De artikelen die dit besluit bij deze feiten dragen."""
    return tuple(dict.fromkeys(BESLUITEN[soort].gronden(feiten)))


def heeft_bezwaar(soort: Besluitsoort, keuze: WaarschuwingRechtsmiddel | None) -> bool:
    """Of dit als besluit wordt behandeld: een rij, bekendmaking, en een bezwaarclausule met termijn."""
    karakter = BESLUITEN[soort].karakter
    if karakter is Karakter.NAAR_KEUZE:
        return keuze is WaarschuwingRechtsmiddel.BEZWAARCLAUSULE
    return karakter is Karakter.BESLUIT


def vier_ogen(soort: Besluitsoort, feiten: Besluitfeiten) -> VierOgen | None:
    """Wie bij deze feiten niet ook mag beslissen; None als dat niet uitmaakt."""
    return BESLUITEN[soort].vier_ogen(feiten)


def _wi(artikel: str, lid: str = "") -> Grond:
    return Grond("Wi2021", artikel, lid)


def _bi(artikel: str, lid: str = "") -> Grond:
    return Grond("Bi2021", artikel, lid)


def _awb(artikel: str, lid: str = "") -> Grond:
    return Grond("Awb", artikel, lid)


def _steeds(*vast: Grond) -> Gronden:
    return lambda feiten: vast


_ROUTE: Mapping[Leerroute, Grond] = {Leerroute.B: _wi("7"), Leerroute.O: _wi("8"), Leerroute.Z: _wi("9")}
_LAGERE_NORM = Grond("Ri2021", "3.16", "2")


def _van_de_oproep(feiten: Besluitfeiten) -> tuple[Grond, ...]:
    """De derde volgt uit de boete, of is er opdat aan de drie van art. 14 lid 2 is voldaan (INTERPRETATION)."""
    if feiten.nummer <= 2:
        return (_wi("14", "1"),)
    return (_wi("22", "2"),) if feiten.na_boete else (_wi("14", "1"), _wi("14", "2"))


def _van_het_pip(feiten: Besluitfeiten) -> tuple[Grond, ...]:
    """Art. 15 en de leerroute; de rest alleen als het dit PIP draagt (specificatie, 18.2)."""
    return (
        _wi("15", "1"),
        *((_wi("15", "2"),) if feiten.groep is Doelgroep.ASIEL else ()),
        *((_wi("15", "4"),) if feiten.leerroute_overgenomen else ()),
        *((_wi("14", "2"),) if feiten.in_afwezigheid else ()),
        *((_ROUTE[feiten.leerroute],) if feiten.leerroute is not None else ()),
        _bi("5.3"),
        *((_LAGERE_NORM,) if feiten.lagere_norm else ()),
        *_van_de_verrekeningen(feiten),
    )


def _van_de_verrekeningen(feiten: Besluitfeiten) -> tuple[Grond, ...]:
    route = feiten.leerroute
    gevonden = () if route is None else tuple(grond_verrekening(v, route) for v in feiten.verrekeningen)
    return tuple(grond for grond in gevonden if grond is not None)


def _van_de_weigering(feiten: Besluitfeiten) -> tuple[Grond, ...]:
    """Een geweigerde aanvraag rust op het artikel waarom zij werd gedaan (art. 1:3 lid 2 Awb)."""
    gevraagd = feiten.gevraagd
    if gevraagd is None or gevraagd is Besluitsoort.WEIGERING:
        return (_awb("1:3", "2"),)
    return gronden(gevraagd, feiten)


def _van_de_intrekking(feiten: Besluitfeiten) -> tuple[Grond, ...]:
    """Wie een besluit mag nemen mag het intrekken, op hetzelfde artikel; de wet noemt het niet (INTERPRETATION). Dat
    het op verkeerde feiten rust, is art. 3:2 Awb."""
    van = () if feiten.ingetrokken in (None, Besluitsoort.INTREKKING) else gronden(feiten.ingetrokken, feiten)
    return (*van, _awb("3:2"))


def _in_afwezigheid(feiten: Besluitfeiten) -> VierOgen | None:
    return VierOgen.AFWEZIGHEID if feiten.in_afwezigheid else None


def _van_de_ontheffing(feiten: Besluitfeiten) -> VierOgen | None:
    return VierOgen.AANVRAAG if feiten.gevraagd is Besluitsoort.ONTHEFFING_LBT else None


_B = Besluitsoort
_K = Karakter
_BOETEGRONDEN = (_awb("5:46", "3"),)
BESLUITEN: Mapping[Besluitsoort, Besluitregel] = MappingProxyType(
    {
        _B.OPROEP: Besluitregel(
            naam="de oproep voor de brede intake",
            karakter=_K.FEITELIJK,
            gronden=_van_de_oproep,
            brief="oproep",
            bevoegdheid=("oproep", "opstellen"),
        ),
        _B.WAARSCHUWING: Besluitregel(
            naam="de waarschuwing met de tweede oproep",
            karakter=_K.NAAR_KEUZE,
            gronden=_steeds(_wi("14", "1")),
            brief="oproep",
            bevoegdheid=("oproep", "opstellen"),
        ),
        _B.ONTHEFFING_LBT: Besluitregel(
            naam="de ontheffing van de leerbaarheidstoets",
            karakter=_K.BESLUIT,
            gronden=_steeds(_wi("14", "6")),
            brief="ontheffing_lbt",
            bevoegdheid=("lbt-ontheffing", "besluiten"),
            parameters=("bezwaartermijn", "bezwaar_na_post"),
        ),
        _B.PIP: Besluitregel(
            naam="het persoonlijk plan inburgering en participatie",
            karakter=_K.BESLUIT,
            gronden=_van_het_pip,
            vier_ogen=_in_afwezigheid,
            brief="pip_beschikking",
            bevoegdheid=("pip", "vaststellen"),
            parameters=(
                "inburgeringstermijn",
                "inburgeringstermijn_telwijze",
                "bezwaartermijn",
                "pvt_uren_minimum",
                "map_praktijkuren_minimum",
            ),
        ),
        _B.PIP_WIJZIGING: Besluitregel(
            naam="de wijziging van het plan", karakter=_K.BESLUIT, gronden=_steeds(_wi("15", "1"))
        ),
        _B.LEERROUTEWIJZIGING: Besluitregel(
            naam="de wijziging van de leerroute",
            karakter=_K.BESLUIT,
            gronden=_steeds(_wi("17", "2"), _bi("5.4")),
        ),
        _B.AFSCHALING: Besluitregel(
            naam="het afschalen naar niveau A2", karakter=_K.BESLUIT, gronden=_steeds(_wi("17", "3"), _bi("5.5"))
        ),
        _B.LAGERE_URENNORM: Besluitregel(
            naam="de lagere urennorm",
            karakter=_K.DEEL,
            deel_van=_B.PIP,
            gronden=_steeds(_LAGERE_NORM),
            bevoegdheid=("pip", "vaststellen"),
        ),
        _B.EXAMEN_IN_Z: Besluitregel(
            naam="het examen in de zelfredzaamheidsroute",
            karakter=_K.DEEL,
            deel_van=_B.PIP,
            gronden=_steeds(_bi("3.14", "7")),
        ),
        _B.WEIGERING: Besluitregel(
            naam="de weigering van wat gevraagd is",
            karakter=_K.BESLUIT,
            gronden=_van_de_weigering,
            vier_ogen=_van_de_ontheffing,
            brief="ontheffing_lbt",
            bevoegdheid=("lbt-ontheffing", "besluiten"),
            parameters=("bezwaartermijn", "bezwaar_na_post"),
        ),
        _B.BOETE_TWEEDE_OPROEP: Besluitregel(
            naam="de boete na de tweede oproep",
            karakter=_K.BESLUIT,
            gronden=_steeds(_wi("22", "1"), _wi("22", "2"), *_BOETEGRONDEN),
            vier_ogen=lambda feiten: VierOgen.RAPPORT,
        ),
        _B.BOETE_DERDE_OPROEP: Besluitregel(
            naam="de boete na de derde oproep",
            karakter=_K.BESLUIT,
            gronden=_steeds(_wi("22", "3"), *_BOETEGRONDEN),
            vier_ogen=lambda feiten: VierOgen.RAPPORT,
        ),
        _B.BOETE_MEDEWERKING: Besluitregel(
            naam="de boete wegens onvoldoende medewerking",
            karakter=_K.BESLUIT,
            gronden=_steeds(_wi("23", "1"), _bi("7.1"), *_BOETEGRONDEN),
            vier_ogen=lambda feiten: VierOgen.RAPPORT,
        ),
        _B.GEEN_BOETE: Besluitregel(
            naam="de mededeling dat er geen boete komt",
            karakter=_K.FEITELIJK,
            gronden=_steeds(_awb("5:50", "2, onder a")),
        ),
        _B.BETALINGSREGELING: Besluitregel(
            naam="de betalingsregeling", karakter=_K.BESLUIT, gronden=_steeds(_awb("4:94"))
        ),
        _B.AANMANING: Besluitregel(naam="de aanmaning", karakter=_K.FEITELIJK, gronden=_steeds(_awb("4:112"))),
        _B.ONTZORGEN: Besluitregel(
            naam="het ontzorgen", karakter=_K.BESLUIT, gronden=_steeds(Grond("Participatiewet", "56a"))
        ),
        _B.VERLAGING_BIJSTAND: Besluitregel(
            naam="de verlaging van de bijstand", karakter=_K.BESLUIT, gronden=_steeds(Grond("Participatiewet", "18"))
        ),
        _B.GEEN_AANBOD: Besluitregel(
            naam="de verklaring dat er geen aanbod was", karakter=_K.FEITELIJK, gronden=_steeds(Grond("Ri2021", "4.1"))
        ),
        _B.BIO_ADVIES: Besluitregel(
            naam="het advies over bijzondere individuele omstandigheden",
            karakter=_K.FEITELIJK,
            gronden=_steeds(_bi("2.8", "2"), _bi("2.8", "4")),
        ),
        _B.AVG_VERZOEK: Besluitregel(
            naam="de beslissing op een verzoek over persoonsgegevens",
            karakter=_K.BESLUIT,
            gronden=_steeds(Grond("UAVG", "34")),
        ),
        _B.ELIP: Besluitregel(
            naam="de beslissing over begeleiding bij ELIP", karakter=_K.BESLUIT, gronden=_steeds(_bi("12.1a", "4"))
        ),
        _B.VERREKENING: Besluitregel(
            naam="de verrekening van eerdere uren",
            karakter=_K.DEEL,
            deel_van=_B.PIP,
            gronden=_van_de_verrekeningen,
            bevoegdheid=("pip", "vaststellen"),
        ),
        _B.ANDERS_ONTZORGEN: Besluitregel(
            naam="de andere vorm van ontzorgen",
            karakter=_K.BESLUIT,
            gronden=_steeds(Grond("Participatiewet", "55"), Grond("Participatiewet", "57")),
        ),
        _B.STARTDATUM: Besluitregel(
            naam="de keuze vanaf welke dag de tien weken lopen",
            karakter=_K.INTERN,
            gronden=_steeds(_bi("5.3", "1")),
            bevoegdheid=("startdatum", "kiezen"),
        ),
        _B.BEWAARREGEL: Besluitregel(
            naam="de keuze welke bewaarregel geldt",
            karakter=_K.INTERN,
            gronden=_steeds(_bi("9.9", "1")),
            vier_ogen=lambda feiten: VierOgen.ARCHIEF,
        ),
        _B.DOSSIEROVERDRACHT: Besluitregel(
            naam="de overdracht aan de volgende gemeente", karakter=_K.FEITELIJK, gronden=_steeds(_wi("35", "4"))
        ),
        _B.GEGEVENSVERZOEK: Besluitregel(
            naam="het verzoek om gegevens aan een school",
            karakter=_K.FEITELIJK,
            gronden=_steeds(_bi("9.2", "4"), _wi("35", "3")),
        ),
        _B.SAMENVOEGING: Besluitregel(
            naam="het samenvoegen of weer uiteenhalen van twee dossiers",
            karakter=_K.INTERN,
            gronden=_steeds(_awb("3:2")),
            vier_ogen=lambda feiten: VierOgen.VOORSTEL,
            bevoegdheid=("dossier", "samenvoegen"),
        ),
        _B.INTREKKING: Besluitregel(
            naam="de intrekking van een besluit",
            karakter=_K.BESLUIT,
            gronden=_van_de_intrekking,
            vier_ogen=lambda feiten: VierOgen.INGETROKKEN,
            brief="besluit_intrekking",
            bevoegdheid=("besluit", "intrekken"),
            parameters=("bezwaartermijn", "bezwaar_na_post"),
        ),
        _B.LOSLATING: Besluitregel(
            naam="het loslaten van een besluit dat de persoon niet kent",
            karakter=_K.INTERN,
            gronden=_steeds(_awb("3:40")),
            bevoegdheid=("besluit", "loslaten"),
        ),
    }
)
