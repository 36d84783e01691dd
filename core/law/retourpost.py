"""Een brief die van de post terugkomt: art. 3:41 Awb en PG-1.

Of zij telt, hangt af van het adres. Ging zij naar het goede adres (dat van de BRP op die dag, of waar de persoon om
vroeg), dan komt het voor zijn rekening dat hij haar weigerde of niet ophaalde: zij telt, en een besluit is bekend. Ging
zij naar een verkeerd adres, dan is er niets bekend, en zo ook als zij ging naar wie haar niet alleen mag krijgen
(§18.4). Dat ziet een mens; tot hij het zegt, rust er niets op een oproep.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.bekendmaking import Verzendwijze
from core.law.gebreken import maak_gebrek
from core.law.recht import Grond

BEKENDMAKEN = Grond("Awb", "3:41")
_ZORG = Grond("Awb", "3:2")


class Retourreden(StrEnum):
    ONBESTELBAAR = "ONBESTELBAAR"
    VERHUISD = "VERHUISD"
    GEWEIGERD = "GEWEIGERD"
    NIET_AFGEHAALD = "NIET_AFGEHAALD"
    VERKEERD_GERICHT = "VERKEERD_GERICHT"
    """Zij kwam niet terug, en ging niet naar wie voor de persoon optrad, zoals zijn curator."""
    ANDERS = "ANDERS"


class Retouroordeel(StrEnum):
    TE_BEOORDELEN = "TE_BEOORDELEN"
    GOED_ADRES = "GOED_ADRES"
    """Zij ging naar het goede adres; dat zij terugkwam, komt voor rekening van de persoon."""
    ANDERS_BEKEND = "ANDERS_BEKEND"
    """Zij is daarna anders bekendgemaakt, zoals uitgereikt aan de balie; die dag staat als verbetering vast."""
    FOUT_ADRES = "FOUT_ADRES"
    """De persoon kreeg haar niet, en dat komt niet voor zijn rekening: er is niets bekend."""
    VERGISSING = "VERGISSING"
    """Deze brief kwam niet terug; het was verkeerd vastgelegd."""

    @property
    def telt(self) -> bool:
        """Of de brief geldt als aangekomen."""
        return self not in (Retouroordeel.TE_BEOORDELEN, Retouroordeel.FOUT_ADRES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoutAdres:
    """Het adres van een brief aan de persoon dat niet het goede was, zegt een mens, en wanneer zij terugkwam."""

    adres: str
    terug_op: date


def is_onjuist(adresregels: Sequence[str], adres_vanaf: str, gebleken: Iterable[FoutAdres]) -> bool:
    """Of het adres dat de BRP geeft het adres is waarvan bleek dat de persoon daar niet is (art. 5 lid 1, onder d AVG).

    Zolang de BRP hetzelfde geeft krijgt niemand het als zijn adres. Gaf zij het na die terugkomst opnieuw, dan geldt
    het weer; `adres_vanaf` kan onvolledig zijn of leeg, en dan is dat niet gezegd. Waar een briefadres heen gaat doet
    hier niet ter zake: daar haalt iemand zijn post, en dat maakt het adres in de BRP niet goed.
    """
    nu = " ".join(" ".join(adresregels).split())
    return any(nu == " ".join(fout.adres.split()) and adres_vanaf <= fout.terug_op.isoformat() for fout in gebleken)


def toets_retour(
    *,
    terug_op: date,
    reden: Retourreden,
    toelichting: str,
    verzonden_op: date | None,
    wijze: Verzendwijze,
    vandaag: date,
) -> tuple[Gebrek, ...]:
    """Alles waarom dit zo niet kan zijn teruggekomen; leeg als het kan."""
    return tuple(_retour(terug_op, reden, toelichting, verzonden_op, wijze, vandaag))


def _retour(
    terug_op: date, reden: Retourreden, toelichting: str, verzonden_op: date | None, wijze: Verzendwijze, vandaag: date
) -> Iterator[Gebrek]:
    if verzonden_op is None:
        melding = "Deze brief is niet als verzonden vastgelegd; leg eerst de dag van verzending vast."
        yield maak_gebrek("briefId", melding, BEKENDMAKEN)
        return
    if wijze is Verzendwijze.UITGEREIKT:
        melding = "Deze brief is uitgereikt en ging niet met de post. Klopt dat niet, verbeter dan eerst de verzending."
        yield maak_gebrek("briefId", melding, BEKENDMAKEN)
    if not verzonden_op <= terug_op <= vandaag:
        melding = "De dag waarop de brief terugkwam ligt niet tussen de dag van verzending en vandaag."
        yield maak_gebrek("terugOp", melding, BEKENDMAKEN)
    if reden is Retourreden.ANDERS and not toelichting.strip():
        yield maak_gebrek("toelichting", "Noem waarom de brief terugkwam.", _ZORG)


def toets_oordeel(
    oordeel: Retouroordeel,
    *,
    nu: Retouroordeel,
    motief: str,
    reden: Retourreden,
    wijze: Verzendwijze,
    opnieuw_verzonden: bool,
    nieuwe_dagtekening: bool,
    ingetrokken: bool = False,
) -> tuple[Gebrek, ...]:
    """Alles waarom zo niet geoordeeld kan worden; leeg als het kan. `wijze` is hoe zij nu als verzonden vastligt.

    Op een oordeel kan iets rusten: de brief ging opnieuw uit, of haar besluit kreeg een nieuwe dagtekening (PG-6). Is
    het ingetrokken zonder de persoon te horen, omdat hij het niet kende, dan blijft ook dat oordeel staan.
    """
    rust_erop = _OPNIEUW_VERZONDEN if opnieuw_verzonden else _NIEUWE_DAGTEKENING if nieuwe_dagtekening else ""
    if ingetrokken and nu is Retouroordeel.FOUT_ADRES:
        rust_erop = _INGETROKKEN
    in_handen = wijze is Verzendwijze.UITGEREIKT and reden is not Retourreden.VERKEERD_GERICHT
    in_handen = in_handen and nu is not Retouroordeel.ANDERS_BEKEND
    return tuple(_oordeel(oordeel, nu, motief, wijze, rust_erop, in_handen=in_handen))


def _oordeel(
    oordeel: Retouroordeel, nu: Retouroordeel, motief: str, wijze: Verzendwijze, rust_erop: str, *, in_handen: bool
) -> Iterator[Gebrek]:
    if oordeel is Retouroordeel.TE_BEOORDELEN:
        yield maak_gebrek("oordeel", "Kies een oordeel.", _ZORG)
    if nu is Retouroordeel.VERGISSING:
        melding = "Dit was een vergissing, en telt niet meer. Kwam de brief toch terug, leg dat dan opnieuw vast."
        yield maak_gebrek("oordeel", melding, _ZORG)
    elif rust_erop and oordeel is not nu:
        yield maak_gebrek("oordeel", rust_erop, BEKENDMAKEN)
    if oordeel is Retouroordeel.ANDERS_BEKEND and wijze is Verzendwijze.POST:
        melding = (
            "Leg eerst vast hoe en wanneer de persoon de brief toch kreeg: verbeter de verzending, bijvoorbeeld naar"
            " uitgereikt. Oordeel daarna."
        )
        yield maak_gebrek("oordeel", melding, BEKENDMAKEN)
    if oordeel is Retouroordeel.FOUT_ADRES and in_handen:
        melding = (
            "Er staat dat deze brief is uitgereikt; dan kent de persoon haar (ANDERS_BEKEND). Klopt dat niet, verbeter"
            " dan eerst de verzending."
        )
        yield maak_gebrek("oordeel", melding, BEKENDMAKEN)
    if not motief.strip():
        yield maak_gebrek("motief", "Noem waaruit blijkt of de brief naar het goede adres ging.", _ZORG)


def maakt_bekend(nu: Retouroordeel, *, reden: Retourreden, eerder: Verzendwijze, wijze: Verzendwijze) -> bool:
    """Of een brief die naar een verkeerd adres ging bekend is doordat haar verzending zo is verbeterd.

    Wie haar in handen kreeg, of langs een andere weg dan de post, die kent haar: uitreiken is bekendmaken (art. 3:40 en
    3:41 Awb). Ging zij langs een curator heen, dan zegt alleen een mens dat hij haar kreeg (§18.4).
    """
    anders = wijze is Verzendwijze.UITGEREIKT or wijze not in (Verzendwijze.POST, eerder)
    return anders and nu is Retouroordeel.FOUT_ADRES and reden is not Retourreden.VERKEERD_GERICHT


def toets_weer_post(nu: Retouroordeel, wijze: Verzendwijze) -> Iterator[Gebrek]:
    """Rust het oordeel op een uitreiking, dan wordt daarover eerst opnieuw geoordeeld."""
    if nu is Retouroordeel.ANDERS_BEKEND and wijze is Verzendwijze.POST:
        melding = (
            "Bij de retourpost staat dat de persoon deze brief anders dan met de post kreeg (ANDERS_BEKEND). Klopt dat"
            " niet, beoordeel de retourpost dan eerst opnieuw; verbeter daarna de verzending."
        )
        yield maak_gebrek("wijze", melding, BEKENDMAKEN)


def toets_zelfde_adres(zelfde: bool, *, uitreiken: bool) -> Iterator[Gebrek]:
    """Een brief die terugkwam van een verkeerd adres gaat niet nog eens daarheen met de post; uitreiken, of langs een
    andere weg verzenden, kan altijd (art. 3:41 Awb)."""
    if zelfde and not uitreiken:
        melding = (
            "Het adres is nog dat waar de brief vandaan terugkwam. Lees de BRP opnieuw, of leg een briefadres vast. Of"
            " reik haar uit (`uitreiken`, en bij het verzenden de wijze UITGEREIKT)."
        )
        yield maak_gebrek("adres", melding, BEKENDMAKEN)


def toets_beoordelen(te_beoordelen: bool | None) -> Iterator[Gebrek]:
    """Alleen wat terugkwam is te beoordelen; None is: niemand vroeg of er iets is."""
    if te_beoordelen is False:
        yield maak_gebrek("retourpost", "Er is geen post teruggekomen die nog beoordeeld moet worden.", BEKENDMAKEN)


def vraag(wat: str, reden: Retourreden, *, naar_brp_adres: bool) -> str:
    """Het werk dat ontstaat als een brief terugkomt; `wat` noemt haar."""
    adres = "wel" if naar_brp_adres else "niet"
    return (
        f"Er kwam post terug ({_WAAROM[reden]}): {wat}. Zij ging {adres} naar het adres dat de BRP bij de verzending"
        " gaf. Ga na of dat het goede adres was, en leg dat vast; Meedoen leest de BRP opnieuw."
    )


def vraag_gericht(wat: str, wie: str) -> str:
    """Het werk dat ontstaat als later blijkt dat een ander de brief had moeten krijgen; `wie` noemt hem."""
    return (
        f"Op de dag dat {wat} wegging trad {wie} al voor de persoon op, en zij ging niet naar hem. Ga na of hij haar"
        " toch kreeg, en beoordeel dat bij de retourpost. Tot dan rust er niets op een oproep."
    )


def gevolg(oordeel: Retouroordeel, *, is_besluit: bool) -> str:
    """Wat er uit dit oordeel volgt, voor wie het leest."""
    return (_VAN_EEN_BESLUIT if is_besluit else _VAN_EEN_BRIEF)[oordeel]


_OPNIEUW_VERZONDEN = "De brief is daarna opnieuw verzonden, en daarop rust de bekendmaking; dit oordeel blijft staan."
_NIEUWE_DAGTEKENING = (
    "Het besluit in deze brief kreeg daarna een nieuwe dagtekening, en dat besluit geldt nu; dit oordeel blijft staan."
)
_INGETROKKEN = "Het besluit in deze brief is daarna ingetrokken, en dat rust op dit oordeel; het blijft staan."
_WAAROM = {
    Retourreden.ONBESTELBAAR: "onbestelbaar",
    Retourreden.VERHUISD: "verhuisd",
    Retourreden.GEWEIGERD: "geweigerd",
    Retourreden.NIET_AFGEHAALD: "niet afgehaald",
    Retourreden.VERKEERD_GERICHT: "niet naar wie voor de persoon optreedt",
    Retourreden.ANDERS: "om een andere reden",
}
_VAN_EEN_BRIEF = {
    Retouroordeel.TE_BEOORDELEN: "Een mens beoordeelt het adres. Is dit een oproep, dan telt zij tot dan niet.",
    Retouroordeel.GOED_ADRES: "De brief geldt als aangekomen.",
    Retouroordeel.ANDERS_BEKEND: "De brief geldt als aangekomen op de dag die bij de verzending staat.",
    Retouroordeel.FOUT_ADRES: "De brief geldt niet als aangekomen; wat erop rust telt niet.",
    Retouroordeel.VERGISSING: "De brief kwam niet terug; er is niets veranderd.",
}
_VAN_EEN_BESLUIT = _VAN_EEN_BRIEF | {
    Retouroordeel.TE_BEOORDELEN: (
        "Een mens beoordeelt het adres. Tot dan rust er niets nieuws op het besluit; de bezwaartermijn loopt door."
    ),
    Retouroordeel.GOED_ADRES: "Het besluit is bekendgemaakt; de bezwaartermijn loopt vanaf de verzending.",
    Retouroordeel.ANDERS_BEKEND: "Het besluit is bekendgemaakt op de dag die bij de verzending staat.",
    Retouroordeel.FOUT_ADRES: "Het besluit is niet bekendgemaakt en werkt niet; de bezwaartermijn loopt niet.",
}
