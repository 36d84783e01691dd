"""Van de rijen van een lijst naar personen: wat er in elke kolom mag staan, met elke fout op haar rij.

Een fout noemt de rij, de kolom, wat er is en wat u doet; nooit wat er in de cel staat.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.inlezen import Bekend, toets_bekend
from core.law.leerroutes import Leerroute
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.crypto.bsn_in_tekst import noemt_bsn
from core.platform.vorm import is_bewaarbaar, ligt_binnen
from core.process.inlezen.blad import Cel, Onwaarde, Rij

NUMMERS = ("bsn", "v-nummer")
OPROEPEN = ("oproep 1", "oproep 2", "oproep 3")
KOLOMMEN = (
    *NUMMERS,
    "behandelaar",
    *OPROEPEN,
    "intake",
    "pip",
    "leerroute",
    "school",
    "school vanaf",
    "boete",
    "boetebedrag",
)
T = TypeVar("T")
_DAG = re.compile(r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<j>[0-9]{4})", re.ASCII)
_ISO = re.compile(r"(?P<j>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})", re.ASCII)
_ROUTES = {
    **{route.value.casefold(): route for route in Leerroute},
    **{route.omschrijving.casefold(): route for route in Leerroute},
    "b1": Leerroute.B,
    "onderwijs": Leerroute.O,
    "z-route": Leerroute.Z,
}
_BEDRAG = re.compile(r"[0-9]{1,5}(?:,[0-9]{2})?", re.ASCII)
_ADRES = re.compile(r"[^@\s]+@[^@\s]+")
_LANGSTE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Fout:
    """Wat er op een rij niet klopt; rij 0 gaat over de hele lijst."""

    rij: int
    kolom: str
    wat: str
    doe: str

    def __str__(self) -> str:
        return f"rij {self.rij}, {self.kolom}: {self.wat} {self.doe}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingelezen:
    """Een persoon op de lijst."""

    rij: int
    bsn: Bsn | None
    vnummer: VNummer | None
    behandelaar: str = ""
    bekend: Bekend


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijst:
    personen: tuple[Ingelezen, ...]
    fouten: tuple[Fout, ...]


class _Weiger(Exception):
    def __init__(self, wat: str, doe: str) -> None:
        super().__init__(wat)
        self.wat, self.doe = wat, doe


@dataclass(slots=True)
class _Lezer:
    rij: int
    cellen: dict[str, Cel]
    fouten: list[Fout] = field(default_factory=list)

    def lees(self, kolom: str, hoe: Callable[[Cel], T], leeg: T) -> T:
        """De waarde in deze kolom; `leeg` als er niets staat, of iets wat niet kan."""
        cel = self.cellen.get(kolom, "")
        if cel == "":
            return leeg
        try:
            if cel is Onwaarde.FORMULE:
                raise _Weiger("Hier staat een formule.", "Plak de waarde (plakken speciaal: waarden).")
            if cel is Onwaarde.FOUT:
                raise _Weiger("Excel kon deze cel niet uitrekenen.", "Vul in wat er hoort te staan.")
            return hoe(cel)
        except _Weiger as fout:
            self.fouten.append(Fout(rij=self.rij, kolom=kolom, wat=fout.wat, doe=fout.doe))
            return leeg


def lees(rijen: Sequence[Rij], *, vandaag: date) -> Lijst:
    """De personen op de lijst, en alles wat eraan te verbeteren is; met een fout is er van niemand iets in te lezen.

    Raises:
        OngeldigeInvoer: de kop deugt niet; dan is er niets te lezen.
    """
    kop = _lees_kop(rijen[0])
    personen: list[Ingelezen] = []
    fouten: list[Fout] = []
    for rij in rijen[1:]:
        lezer = _Lezer(rij=rij.nummer, cellen=dict(zip(kop, rij.cellen, strict=False)))
        if len(rij.cellen) > len(kop):
            wat = "Deze rij heeft meer cellen dan er kolommen zijn."
            lezer.fouten.append(Fout(rij=rij.nummer, kolom="rij", wat=wat, doe="Haal weg wat te veel is."))
        persoon = _lees_persoon(lezer)
        gebreken = toets_bekend(persoon.bekend, vandaag=vandaag)
        lezer.fouten += [_als_fout(rij.nummer, gebrek) for gebrek in gebreken]
        fouten += lezer.fouten
        personen.append(persoon)
    if not personen:
        raise OngeldigeInvoer("Onder de kop staat niemand.")
    return Lijst(personen=tuple(personen), fouten=(*fouten, *_dubbel(personen)))


def _lees_kop(rij: Rij) -> list[str]:
    namen = [_naam(cel) for cel in rij.cellen]
    gebreken = [
        Gebrek(veld=f"kolom {nummer}", melding="Deze kolom heeft geen naam of een die Meedoen niet kent.")
        for nummer, naam in enumerate(namen, start=1)
        if naam not in KOLOMMEN
    ]
    gebreken += [
        Gebrek(veld=naam, melding="Deze kolom staat er meer dan eens; laat er een staan.")
        for naam, aantal in Counter(namen).items()
        if aantal > 1 and naam in KOLOMMEN
    ]
    if not set(NUMMERS) & set(namen):
        gebreken.append(Gebrek(veld="kop", melding="Er is geen kolom bsn en geen kolom v-nummer."))
    if gebreken:
        melding = f"De kop in rij {rij.nummer} deugt niet. Meedoen kent: {', '.join(KOLOMMEN)}."
        raise OngeldigeInvoer(melding, gebreken=tuple(gebreken))
    return namen


def _naam(cel: Cel) -> str:
    """`V-nummer`, `v_nummer` en `Vnummer` zijn dezelfde kolom."""
    kaal = re.sub(r"[\s_-]+", "", cel.casefold()) if isinstance(cel, str) else ""
    return next((kolom for kolom in KOLOMMEN if re.sub(r"[\s_-]+", "", kolom) == kaal), "")


def _lees_persoon(lezer: _Lezer) -> Ingelezen:
    bsn, vnummer = lezer.lees("bsn", _bsn, None), lezer.lees("v-nummer", _vnummer, None)
    if lezer.cellen.get("bsn", "") == "" and lezer.cellen.get("v-nummer", "") == "":
        wat = "Er staat geen BSN en geen V-nummer."
        lezer.fouten.append(Fout(rij=lezer.rij, kolom="bsn", wat=wat, doe="Vul er een in, of haal de rij weg."))
    return Ingelezen(
        rij=lezer.rij,
        bsn=bsn,
        vnummer=vnummer,
        behandelaar=lezer.lees("behandelaar", _adres, ""),
        bekend=Bekend(
            oproepen=tuple(lezer.lees(kolom, _dag, None) for kolom in OPROEPEN),
            intake_op=lezer.lees("intake", _dag, None),
            pip_op=lezer.lees("pip", _dag, None),
            leerroute=lezer.lees("leerroute", _route, None),
            school=lezer.lees("school", _tekst, ""),
            school_vanaf=lezer.lees("school vanaf", _dag, None),
            boete_op=lezer.lees("boete", _dag, None),
            boete_bedrag=lezer.lees("boetebedrag", _bedrag, ""),
        ),
    )


def _cijfers(cel: Cel) -> str:
    """Een nummer zoals het bedoeld is. Een rekenprogramma dat er een getal van maakte, liet de nullen vooraan weg."""
    if isinstance(cel, float) and cel.is_integer():
        cel = int(cel)
    if isinstance(cel, date | float):
        raise _Weiger("Hier staat geen nummer.", "Geef de kolom de opmaak tekst, en vul het nummer in.")
    return re.sub(r"[\s.]", "", str(cel))


def _bsn(cel: Cel) -> Bsn | None:
    cijfers = _cijfers(cel)
    try:
        return Bsn(cijfers.zfill(9) if len(cijfers) == 8 else cijfers)
    except ValueError:
        raise _Weiger("Dit is geen geldig BSN.", "Verbeter het, of gebruik het V-nummer.") from None


def _vnummer(cel: Cel) -> VNummer | None:
    try:
        return VNummer(_cijfers(cel))
    except ValueError:
        raise _Weiger("Dit is geen V-nummer.", "Een V-nummer heeft hoogstens tien cijfers; verbeter het.") from None


def _dag(cel: Cel) -> date | None:
    if isinstance(cel, date):
        dag: date | None = cel
    else:
        gevonden = isinstance(cel, str) and (_DAG.fullmatch(cel) or _ISO.fullmatch(cel))
        try:
            dag = date(*(int(gevonden[deel]) for deel in "jmd")) if gevonden else None
        except ValueError:
            dag = None
    if dag is None or not ligt_binnen(dag):
        doe = "Schrijf haar als dag-maand-jaar (31-12-2025), of geef de cel in Excel de opmaak datum."
        raise _Weiger("Dit is geen dag.", doe)
    return dag


def _route(cel: Cel) -> Leerroute | None:
    route = _ROUTES.get(cel.casefold()) if isinstance(cel, str) else None
    if route is None:
        raise _Weiger("Deze leerroute bestaat niet.", "Kies B1, onderwijs of Z.")
    return route


def _bedrag(cel: Cel) -> str:
    tekst = f"{cel:.2f}".replace(".", ",") if isinstance(cel, int | float) else cel
    if not isinstance(tekst, str) or not _BEDRAG.fullmatch(tekst.removeprefix("€").strip()):
        raise _Weiger("Dit is geen bedrag.", "Schrijf het in euro's, bijvoorbeeld 250 of 250,00.")
    return tekst.removeprefix("€").strip()


def _adres(cel: Cel) -> str:
    tekst = _tekst(cel)
    if not _ADRES.fullmatch(tekst):
        raise _Weiger("Dit is geen e-mailadres.", "Noem de behandelaar met het adres waarmee hij in Meedoen staat.")
    return tekst


def _tekst(cel: Cel) -> str:
    tekst = cel if isinstance(cel, str) else ""
    if not tekst or len(tekst) > _LANGSTE or not tekst.isprintable() or not is_bewaarbaar(tekst):
        raise _Weiger("Dit is geen gewone tekst van één regel.", f"Schrijf het in hoogstens {_LANGSTE} tekens.")
    if noemt_bsn(tekst):
        raise _Weiger("Hier lijkt een BSN te staan.", "Haal het weg; een BSN hoort alleen in de kolom bsn.")
    return tekst


def _als_fout(rij: int, gebrek: Gebrek) -> Fout:
    """De melding van het recht zegt in haar laatste zin wat te doen is."""
    return Fout(rij=rij, kolom=gebrek.veld, wat=gebrek.melding, doe=f"({gebrek.grond})")


def _dubbel(personen: Sequence[Ingelezen]) -> list[Fout]:
    """Wie er twee keer op staat; welke rij klopt weet alleen de gemeente."""
    eerste: dict[Bsn | VNummer, int] = {}
    fouten: list[Fout] = []
    for persoon in personen:
        for kolom, nummer in zip(NUMMERS, (persoon.bsn, persoon.vnummer), strict=True):
            if nummer is None:
                continue
            eerder = eerste.setdefault(nummer, persoon.rij)
            if eerder != persoon.rij:
                wat = f"Dit nummer staat ook in rij {eerder}."
                fouten.append(Fout(rij=persoon.rij, kolom=kolom, wat=wat, doe="Laat één rij over."))
    return fouten
