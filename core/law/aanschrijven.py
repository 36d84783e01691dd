"""Of en waarheen er een brief aan iemand kan, en wat er over zijn gegevens te weten is (art. 3:41 Awb, Wet BRP).

Naam, aanhef en adres stelt de BRP samen; hier staat alleen of zij te gebruiken zijn. Een signaal houdt niets tegen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.fouten import Gebrek
from core.law.recht import Grond
from core.law.uitkomsten import Signaal

BEKENDMAKEN = Grond("Awb", "3:41")
BIJGEHOUDEN = Grond("Wet BRP", "2.34", "1")
AUTHENTIEK = Grond("Wet BRP", "1.7", "2")
ZORGVULDIG = Grond("Awb", "3:2")
_BEVOEGD = Grond("Wi2021", "15", "1")
OVERLEDEN = Gebrek(
    veld="overleden",
    melding="De persoon is volgens de BRP overleden. Er gaat geen brief meer uit en er wordt niets meer besloten.",
    grond=str(BEKENDMAKEN),
)
"""Wat elke brief aan wie overleden is tegenhoudt, en elke handeling die op zo'n brief uitloopt."""
GEEN_ADRES, OPGESCHORT = "geen-adres", "opgeschort"
NIET_INGEZETENEN = "GM1999"
"""De code waaronder de BRP wie in het buitenland woont inschrijft; dat is geen gemeente."""


class Adressoort(StrEnum):
    """Wat de BRP over de verblijfplaats zegt."""

    GEEN = "geen"  # niet gelezen, of niet te lezen
    ADRES = "adres"
    LOCATIE = "locatie"  # zonder straat en nummer, zoals een ligplaats
    BUITENLAND = "buitenland"
    ONBEKEND = "onbekend"
    VERLATEN = "verlaten"  # vastgesteld is dat hij niet op het adres woont
    VERHUISD = "verhuisd"  # het adres is van voor de verhuizing naar een andere gemeente


_WAAROM_NIET = {
    Adressoort.GEEN: "Het adres is nog niet bekend.",
    Adressoort.ADRES: "De BRP geeft geen adresregels.",
    Adressoort.LOCATIE: "De BRP geeft geen adresregels.",
    Adressoort.BUITENLAND: "Hij woont volgens de BRP in het buitenland.",
    Adressoort.ONBEKEND: "De BRP kent zijn verblijfplaats niet.",
    Adressoort.VERLATEN: "Vastgesteld is dat hij niet meer woont op het adres in de BRP.",
    Adressoort.VERHUISD: "Hij staat in een andere gemeente ingeschreven; zijn adres daar is hier niet bewaard.",
}
ZONDER_BSN = (
    "Vraag DUO naar het BSN bij dit V-nummer: staat het in een melding van DUO, dan leest Meedoen vanzelf. Heeft de"
    " persoon al een dossier met een BSN, stel dan voor de twee samen te voegen."
)
"""De weg uit een dossier met alleen een V-nummer (T26); op naam wordt niets samengevoegd."""
_WAT_NU = " Lees de persoon opnieuw in de BRP, of leg een briefadres vast met de grond en de datum."
_WAT_NU_VERHUISD = (
    " De BRP wordt daarvoor alleen gelezen als er van hier nog een besluit naar hem toe moet, en dan vanzelf. Moet er"
    " om een andere reden een brief naar hem, leg dan een briefadres vast met de grond en de datum."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoonsbeeld:
    """Wat hiervoor van iemand telt; leeg is onbekend. `gemeente` is waar hij ingeschreven staat (CBS-code)."""

    gelezen: bool
    overleden: bool
    naam: str
    adressoort: Adressoort
    adresregels: tuple[str, ...]
    gemeente: str = ""
    gemeentenaam: str = ""
    opschorting: str = ""
    in_onderzoek: tuple[str, ...] = ()
    onleesbaar: tuple[str, ...] = ()


def toets_aanschrijven(beeld: Persoonsbeeld, *, met_briefadres: bool) -> tuple[Gebrek, ...]:
    """Alles wat een brief aan deze persoon tegenhoudt; leeg als zij kan."""
    if beeld.overleden:
        return (OVERLEDEN,)
    gebreken = []
    if not beeld.naam:
        melding = f"De naam is nog niet bekend; lees de persoon eerst in de BRP. Is er geen BSN? {ZONDER_BSN}"
        gebreken.append(Gebrek(veld="naam", melding=melding, grond=str(BEKENDMAKEN)))
    if not (met_briefadres or _heeft_adres(beeld)):
        melding = _WAAROM_NIET[beeld.adressoort] + _wat_nu(beeld.adressoort)
        gebreken.append(Gebrek(veld="adres", melding=melding, grond=str(BEKENDMAKEN)))
    return tuple(gebreken)


def signalen(
    beeld: Persoonsbeeld, *, hier: str, wacht_op_huisvesting: bool, met_briefadres: bool, onderbroken: bool = False
) -> tuple[Signaal, ...]:
    """Wat een medewerker over deze gegevens moet weten; over wie overleden is, is dat er precies één.

    Wie nog op huisvesting wacht staat ingeschreven waar zijn azc is; dat is geen signaal. Met een briefadres ontbreekt
    er geen adres. Is het verblijf onderbroken, dan is bekend dat hij hier niet woont, en loopt er al een termijn voor.
    """
    if not beeld.gelezen:
        return ()
    gevonden = _signalen(beeld, hier="" if wacht_op_huisvesting else hier)
    bekend = {GEEN_ADRES, OPGESCHORT} if onderbroken else {GEEN_ADRES} if met_briefadres else set()
    return tuple(signaal for signaal in gevonden if signaal.code not in bekend)


def _wat_nu(adressoort: Adressoort) -> str:
    return _WAT_NU_VERHUISD if adressoort is Adressoort.VERHUISD else _WAT_NU


def _signalen(beeld: Persoonsbeeld, *, hier: str) -> Iterator[Signaal]:
    """Van wie naar een andere gemeente ging is geen adres nodig zolang er niets naar hem toe moet (I8)."""
    if beeld.overleden:
        melding = (
            "De BRP meldt dat de persoon is overleden. Brieven, oproepen en toewijzingen zijn gestopt; de plicht"
            " eindigt als DUO dat meldt. Ga na wat er nog moet gebeuren." + _ook(beeld)
        )
        yield Signaal(code="overleden", melding=melding, grond=ZORGVULDIG)
        return
    if not _heeft_adres(beeld) and beeld.adressoort is not Adressoort.VERHUISD:
        melding = "Er kan geen brief naar het adres uit de BRP. " + _WAAROM_NIET[beeld.adressoort] + _WAT_NU
        yield Signaal(code=GEEN_ADRES, melding=melding, grond=BEKENDMAKEN)
    if hier and beeld.gemeente not in ("", NIET_INGEZETENEN, hier):
        waar = f"{beeld.gemeentenaam} ({beeld.gemeente})" if beeld.gemeentenaam else beeld.gemeente
        melding = f"De persoon woont volgens de BRP in een andere gemeente: {waar}. Ga na welke gemeente bevoegd is."
        yield Signaal(code="andere-gemeente", melding=melding, grond=_BEVOEGD)
    if beeld.opschorting:
        melding = f"De BRP houdt deze persoon niet meer bij ({beeld.opschorting}). Ga na of de gegevens nog kloppen."
        yield Signaal(code=OPGESCHORT, melding=melding, grond=BIJGEHOUDEN)
    if beeld.in_onderzoek:
        melding = f"In de BRP is in onderzoek: {_opsomming(beeld.in_onderzoek)}. Ga na wat klopt vóór u het gebruikt."
        yield Signaal(code="in-onderzoek", melding=melding, grond=AUTHENTIEK)
    if beeld.onleesbaar:
        melding = f"Meedoen kon niet alles uit de BRP lezen: {_opsomming(beeld.onleesbaar)}. Bekijk wat de BRP gaf."
        yield Signaal(code="onleesbaar", melding=melding, grond=ZORGVULDIG)


def _heeft_adres(beeld: Persoonsbeeld) -> bool:
    return beeld.adressoort in (Adressoort.ADRES, Adressoort.LOCATIE) and bool(beeld.adresregels)


def _ook(beeld: Persoonsbeeld) -> str:
    delen = []
    if beeld.in_onderzoek:
        delen.append(f" In onderzoek is: {_opsomming(beeld.in_onderzoek)}.")
    if beeld.onleesbaar:
        delen.append(f" Niet te lezen was: {_opsomming(beeld.onleesbaar)}.")
    return "".join(delen)


def _opsomming(velden: tuple[str, ...]) -> str:
    return ", ".join(velden)
