"""De lint op brieven: wat er in geen brief mag staan, als gegevens, en welke artikelen elke brief mag noemen.

Zij leest de tekst zoals de persoon die krijgt. Een artikel mag er staan als het een grond van het besluit is
(`core.law.besluiten`), of in `UITLEG` staat: dat is uitleg van een regel, geen grond om te beslissen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from core.law.besluiten import BESLUITEN, Besluitfeiten, Besluitsoort, gronden
from core.law.groepen import Doelgroep
from core.law.leerroutes import Leerroute
from core.law.recht import Grond
from core.law.verrekening import Herkomst, Urencategorie, Verrekening
from core.platform.letters.gegevens import Brief
from core.process.stappen import STAPPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """Wat niet mag, en een voorbeeld waarin zij dat ziet."""

    naam: str
    patroon: str
    voorbeeld: str
    waarom: str


REGELS = (
    Regel(
        naam="code van een waarborg, besluit, termijn of bericht",
        patroon=r"\b(?:PG-\d+|CAL-\d+|SS\d{2,3}|[A-FSTUV]\d{2,3})\b",
        voorbeeld="Dit besluit (B04) volgt PG-5 en T10.",
        waarom="die kent alleen wie de specificatie las (18.2)",
    ),
    Regel(
        naam="naam uit de code",
        patroon=r"\b[A-Za-z]+_\w+|\b[a-z]+[A-Z]\w*|\b(?!PIP\b|PVT\b|MAP\b|KNM\b|DUO\b|COA\b|BRP\b|INB\b)[A-Z]{3,}\b",
        voorbeeld="De uitkomst is TERMIJN_GEMIST bij leerrouteUitleg, groep ASIEL.",
        waarom="een keuze uit een lijst hoort er in woorden te staan (18.2)",
    ),
    Regel(
        naam="waarde van de computer",
        patroon=r"\b(?:None|null|True|False|NaN|undefined)\b|[{}<>#]{1,2}\w|datetime\.",
        voorbeeld="Uw leerroute is None.",
        waarom="er ontbreekt iets dat er had moeten staan",
    ),
    Regel(
        naam="hash of id",
        patroon=r"\b[0-9a-f]{16,}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-",
        voorbeeld="Bewijs: 3f2c9a7be1d04c55aa.",
        waarom="niemand kan er iets mee (18.2)",
    ),
    Regel(
        naam="datum in cijfers",
        patroon=r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}-\d{1,2}-\d{4}\b",
        voorbeeld="U kunt komen tot en met 16-03-2026.",
        waarom="een dag staat voluit: 16 maart 2026",
    ),
    Regel(
        naam="afgekorte wet",
        patroon=r"\b(?:Wi|Bi|Ri)2021\b|\bAwb\b|\bart\. ?\d|\blid \d",
        voorbeeld="Dat staat in art. 14 lid 1 Wi2021.",
        waarom="een wet en een artikel staan voluit (18.2)",
    ),
    Regel(
        naam="leeg veld",
        patroon=r"\S {2,}\S|\| *$|^- *$|“ *”|\( *\)| [.,;:?!](?:\s|$)|[.,;:]{2}|[.!?]”\.|:\n\n",
        voorbeeld="Het niveau is  .",
        waarom="er ontbreekt iets, of er staat een leesteken te veel",
    ),
    Regel(
        naam="zin zonder hoofdletter",
        patroon=r"^[a-z][^|\n]*\.$|[a-z]{3}[.?!] [a-z]",
        voorbeeld="lessen Nederlands, tijdens de brede intake: 36 uur. Deze uren tellen mee.",
        waarom="een zin begint met een hoofdletter",
    ),
)
BIJ_EEN_DICHTE_POORT = Regel(
    naam="boete voor wie haar niet kan krijgen",
    patroon=r"\bboetes?\b|\beuro\b|€",
    voorbeeld="Dan krijgt u een boete van 250 euro.",
    waarom="een brief dreigt alleen met wat kan volgen (PG-8)",
)


def _wi(artikel: str, lid: str = "") -> Grond:
    return Grond("Wi2021", artikel, lid)


UITLEG: dict[str, tuple[Grond, ...]] = {
    # What follows, and the right to talk alone.
    "oproep": (_wi("22", "1"), _wi("22", "3"), _wi("14", "2"), _wi("15", "4"), Grond("Bi2021", "5.2", "2")),
    # When the term begins, what follows, what the plan holds, and why there was no voornemen.
    "pip_beschikking": (
        *(_wi("11", lid) for lid in ("1", "2", "3")),
        _wi("23", "1"),
        _wi("15", "1, onder b"),
        _wi("15", "3"),
        Grond("Bi2021", "4.3", "2"),
        *(Grond("Bi2021", "3.14", lid) for lid in ("2", "3", "4")),  # what the Z-route asks by itself
        Grond("Bi2021", "2.7"),
        Grond("Awb", "4:8", "2"),
        Grond("Awb", "4:11"),
    ),
    "besluit_intrekking": (_wi("11", "3"),),  # why the term runs on
}
GEEN_BESLUIT: dict[str, tuple[Grond, ...]] = {
    "afspraak_verzet": (_wi("14", "1"),),
    "oproep_intrekking": (_wi("14", "1"),),
    "pip_voornemen": (_wi("14", "2"), Grond("Awb", "4:8", "1"), Grond("Awb", "4:9")),
    "bezwaardag": (Grond("Awb", "6:8", "1"), Grond("Awb", "6:11")),
}
"""De gronden van een brief die zelf geen besluit is."""
LEGT_VOOR = {"pip_voornemen": "pip_beschikking"}
"""Een voornemen noemt van elk onderdeel de grond die het besluit eraan geeft (art. 4:8 Awb)."""
_BEZWAAR = "de artikelen 2:1, 6:4 tot en met 6:9, 6:16 en 8:81 van de Algemene wet bestuursrecht"
_ARTIKEL = re.compile(
    r"artikel [\d:.]+[a-z]?(?:,(?: \w+ lid,?)?(?: onder \w,?)?)?"
    r" van (?:de|het) (?:[A-Z]\w+ )?\w+(?: bestuursrecht| 2021)"
)


def overtredingen(geval: str, brief: Brief, tekst: str) -> list[str]:
    """Alles wat er in deze tekst niet mag; `geval` is `<brief>/<geval>`, en noemt `asiel` bij een dichte poort."""
    regels = (*REGELS, BIJ_EEN_DICHTE_POORT) if "asiel" in geval.split("/")[1].split("-") else REGELS
    return [
        *(f"{regel.naam}: {stuk!r} ({regel.waarom})" for regel in regels for stuk in gezien(regel, tekst)),
        *(f"artikel dat geen grond is: {artikel}" for artikel in vreemde_artikelen(brief, tekst)),
    ]


def gezien(regel: Regel, tekst: str) -> list[str]:
    return [treffer.group() for treffer in re.finditer(regel.patroon, tekst, re.MULTILINE)]


def vreemde_artikelen(brief: Brief, tekst: str) -> list[str]:
    """De artikelen in de tekst, of onder de gronden, die deze brief niet dragen en niets uitleggen."""
    naam = brief.soort.naam
    mogelijk = {grond.voluit for grond in gronden_van_de_soort(naam)}
    mag = {*brief.gronden, *(grond.voluit for grond in UITLEG.get(naam, ())), *_van_de_delen(naam)}
    if (besluit := LEGT_VOOR.get(naam)) is not None:
        mag |= {grond.voluit for grond in (*UITLEG[besluit], *gronden_van_de_soort(besluit))} | _van_de_delen(besluit)
    genoemd = _ARTIKEL.findall(tekst.replace(_BEZWAAR, ""))
    return [*(g for g in brief.gronden if g not in mogelijk), *(artikel for artikel in genoemd if artikel not in mag)]


def gronden_van_de_soort(naam: str) -> Iterator[Grond]:
    """Elke grond die de wet aan het besluit in deze brief kan geven, bij welke feiten ook."""
    yield from GEEN_BESLUIT.get(naam, ())
    for soort in _besluiten_in(naam):
        for feiten in _feiten():
            yield from gronden(soort, feiten)


def _besluiten_in(naam: str) -> set[Besluitsoort]:
    """De besluiten die deze brief noemen; noemt geen rij haar en is zij er wel een, dan die van haar stap."""
    genoemd = {soort for soort, regel in BESLUITEN.items() if regel.brief == naam}
    if genoemd or naam in GEEN_BESLUIT:
        return genoemd
    return {soort for stap in STAPPEN if naam in {brief.naam for brief in stap.brieven} for soort in stap.besluiten}


def _van_de_delen(naam: str) -> set[str]:
    """De gronden van wat in dit besluit mee wordt beslist, zoals een lagere urennorm in een PIP."""
    soorten = _besluiten_in(naam)
    delen = [soort for soort, regel in BESLUITEN.items() if regel.deel_van in soorten]
    return {grond.voluit for deel in delen for feiten in _feiten() for grond in gronden(deel, feiten)}


INTREKBAAR = (Besluitsoort.PIP, Besluitsoort.ONTHEFFING_LBT, Besluitsoort.WEIGERING)
"""Wat Meedoen kan intrekken (ADR 0058)."""


def _feiten() -> Iterator[Besluitfeiten]:
    uren = tuple(
        Verrekening(uren=1, categorie=categorie, herkomst=herkomst, toegekend=True)
        for categorie, herkomst in product(Urencategorie, Herkomst)
    )
    for groep, route, ja, nummer, weg in product(Doelgroep, Leerroute, (True, False), (1, 2, 3), INTREKBAAR):
        yield Besluitfeiten(
            groep=groep,
            leerroute=route,
            in_afwezigheid=ja,
            leerroute_overgenomen=ja,
            lagere_norm=ja,
            na_boete=ja,
            nummer=nummer,
            verrekeningen=uren if ja else (),
            gevraagd=Besluitsoort.ONTHEFFING_LBT,
            ingetrokken=weg,
        )
