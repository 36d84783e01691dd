"""Wie namens het college beslist (afd. 10.1.1 Awb, PG-19): mandaat, ondermandaat, vier ogen, en het orgaan zelf.

Mandaat is schriftelijk (art. 10:5 lid 2), heeft een begin, en kan eindigen of worden ingetrokken (10:8). Ondermandaat
leeft niet langer dan het mandaat waaruit het komt (10:9). Wie er geen heeft beslist niet; dan beslist het orgaan zelf
(10:7), met nummer en datum van zijn besluit. Stil voorbijgaan kan niet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Gebrek, Waarschuwing
from core.law.besluiten import BESLUITEN, Besluitfeiten, Besluitsoort, Karakter, VierOgen, heeft_bezwaar, vier_ogen
from core.law.collegebesluit import ZELF, toets_nummer
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.groepen import Doelgroep
from core.law.kalender import schrijf_dag
from core.law.recht import Grond, WaarschuwingRechtsmiddel
from core.law.waarschuwingen import Waarschuwingssoort

_MANDAAT = Grond("Awb", "10:3", "1")
_SCHRIFTELIJK = Grond("Awb", "10:5", "2")
_ZORGVULDIG = Grond("Awb", "3:2")
_ONDERMANDAAT = Grond("Awb", "10:9", "1")
OPDRACHT = "meedoen mandaat leg-vast"
TOT_HET_PLAN = (Besluitsoort.WAARSCHUWING, Besluitsoort.ONTHEFFING_LBT, Besluitsoort.WEIGERING, Besluitsoort.PIP)
"""De besluiten die in een lopend dossier te nemen zijn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandaat:
    """Eén regel van het register: één soort besluit, en één medewerker of functie die het mag nemen."""

    id: UUID
    soort: Besluitsoort
    houder_id: UUID | None = None
    functie: str = ""
    mandaatbesluit_nummer: str
    mandaatbesluit_datum: date
    vanaf: date
    tot: date | None = None
    """De laatste dag."""
    groep: Doelgroep | None = None
    """Alleen voor deze groep; leeg is elke groep."""
    beperking: str = ""
    """Een grens in woorden; wie beslist leest haar, en zij blijft bij het besluit te zien."""
    mag_doorgeven: bool = False
    ondermandaat_van: UUID | None = None
    ingetrokken_op: date | None = None

    @property
    def houder(self) -> str:
        """Wie het heeft, zonder naam: een foutmelding noemt er geen; het register wel."""
        return f"wie de functie {self.functie} heeft" if self.functie else "een medewerker, bij naam in het register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collegebesluit:
    """Het orgaan besloot zelf; nummer en datum van zijn besluit."""

    nummer: str
    datum: date
    niet_gevonden_op: date | None = None
    """De dag waarop iemand hier vastlegde dat er geen besluit met dit nummer is; None als dat nu niet zo staat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslisser:
    """Wie er nu handelt, met het hele register van zijn gemeente en, als dat er is, het besluit van het orgaan zelf."""

    medewerker_id: UUID
    functie: str = ""
    mandaten: tuple[Mandaat, ...] = ()
    collegebesluit: Collegebesluit | None = None
    niet_voor: date | None = None
    """De eerste dag waarop het orgaan zelf dit kon besluiten: die van het laatste feit waarop het rust (PG-5)."""


def vraagt_mandaat(soort: Besluitsoort, keuze: WaarschuwingRechtsmiddel | None) -> bool:
    """Een besluit met rechtsgevolg vraagt mandaat; wat intern of feitelijk is niet."""
    return heeft_bezwaar(soort, keuze)


def dragend_mandaat(
    soort: Besluitsoort, beslisser: Beslisser, *, groep: Doelgroep | None, peildatum: date
) -> Mandaat | None:
    """Het mandaat waarop deze mens dit besluit nu kan nemen; persoonlijk gaat voor functie, en oud voor nieuw."""
    van_hem = [
        m
        for m in geldende(soort, beslisser.mandaten, groep=groep, peildatum=peildatum)
        if m.houder_id == beslisser.medewerker_id
        or (m.houder_id is None and zelfde_functie(m.functie, beslisser.functie))
    ]
    return min(van_hem, key=lambda m: (m.houder_id is None, m.vanaf, str(m.id)), default=None)


def geldende(
    soort: Besluitsoort, register: Iterable[Mandaat], *, groep: Doelgroep | None, peildatum: date
) -> list[Mandaat]:
    """Wat er op deze dag geldt voor dit besluit over iemand van deze groep; een onbekende groep past alleen op elk."""
    op_id = {m.id: m for m in register}
    return [
        m
        for m in op_id.values()
        if m.soort is soort and m.groep in (None, groep) and _geldt(m, op_id, peildatum, frozenset())
    ]


def toets_bevoegd(
    soort: Besluitsoort,
    beslisser: Beslisser | None,
    feiten: Besluitfeiten,
    *,
    keuze: WaarschuwingRechtsmiddel | None,
    peildatum: date,
    zelf: bool = False,
) -> tuple[Gebrek, ...]:
    """Wat deze mens tegenhoudt om dit besluit nu te nemen; elk met wie het wel mag en hoe het anders kan.

    `zelf` zegt dat hij zelf vastlegde waarop het besluit rust; zijn vier ogen nodig, dan beslist een ander. Besloot het
    orgaan zelf, dan gelden mandaat en vier ogen niet (art. 10:7), wel nummer en datum van zijn besluit; die ligt niet
    voor de feiten waarop het rust (art. 3:2).
    """
    mandaat_nodig, ogen = vraagt_mandaat(soort, keuze), vier_ogen(soort, feiten)
    if not mandaat_nodig and ogen is None:
        return ()
    if beslisser is None:
        return (maak_gebrek("mandaat", "Een besluit neemt een mens.", _MANDAAT),)
    if beslisser.collegebesluit is not None:
        return tuple(_toets_collegebesluit(beslisser.collegebesluit, peildatum, beslisser.niet_voor))
    geldig = geldende(soort, beslisser.mandaten, groep=feiten.groep, peildatum=peildatum)
    gebreken = []
    if mandaat_nodig and dragend_mandaat(soort, beslisser, groep=feiten.groep, peildatum=peildatum) is None:
        gebreken.append(maak_gebrek("mandaat", _zonder_mandaat(soort, geldig, beslisser.functie), _MANDAAT))
    if ogen is not None and zelf:
        anderen = [m for m in geldig if m.houder_id != beslisser.medewerker_id]
        gebreken.append(maak_gebrek("vierOgen", _tweede_mens(ogen, anderen, mandaat_nodig), ogen.grond))
    return tuple(gebreken)


def waarschuw_overname(
    van: Beslisser,
    naar: Beslisser,
    *,
    keuze: WaarschuwingRechtsmiddel | None,
    vandaag: date,
    vanaf: date,
    groepen: Iterable[Doelgroep] = Doelgroep,
) -> tuple[Waarschuwing, ...]:
    """Of wie een caseload of een dossier overneemt een besluit niet kan nemen dat wie het nu heeft wel neemt.

    Het een op de dag dat ernaar gekeken wordt, het ander op de eerste dag van de overname; voor elke groep apart.
    """
    over = tuple(groepen)
    mist = [
        soort
        for soort in TOT_HET_PLAN
        if vraagt_mandaat(soort, keuze)
        and any(
            dragend_mandaat(soort, van, groep=groep, peildatum=vandaag) is not None
            and dragend_mandaat(soort, naar, groep=groep, peildatum=vanaf) is None
            for groep in over
        )
    ]
    if not mist:
        return ()
    wat = ", ".join(f"{BESLUITEN[soort].naam} ({soort})" for soort in mist)
    melding = (
        f"Wie dit overneemt heeft geen mandaat voor: {wat}. Wie het nu heeft wel. Neem eerst een mandaat in het"
        " register op of kies een ander, of bevestig dat een collega of het college deze besluiten neemt."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.ZONDER_MANDAAT, melding=melding, grond=str(_MANDAAT)),)


def toets_mandaat(
    nieuw: Mandaat, register: Iterable[Mandaat], *, peildatum: date, door: UUID | None, functie: str = ""
) -> tuple[Gebrek, ...]:
    """Wat eraan mankeert om deze regel in het register op te nemen; alle gebreken tegelijk.

    `door` is de medewerker die haar opneemt, met zijn functie: hij neemt er geen op waar hij zelf mee beslist.
    """
    return (
        *_toets_houder(nieuw, door, functie),
        *_toets_soort(nieuw.soort),
        *_toets_dagen(nieuw, peildatum),
        *_toets_ondermandaat(nieuw, {m.id: m for m in register}, peildatum),
    )


def _zonder_mandaat(soort: Besluitsoort, geldig: list[Mandaat], functie: str) -> str:
    naam = BESLUITEN[soort].naam
    wie = _namen(geldig)
    mag = f"Wie dat wel heeft: {wie}." if wie else "In het register staat nu niemand die het heeft."
    eigen = f"Uw functie hier is {functie}." if functie else "U hebt hier geen functie."
    if any(m.functie for m in geldig):
        eigen = f"{eigen} Klopt dat niet, vraag dan de beheerder van uw gemeente die te wijzigen."
    return (
        f"U hebt geen mandaat voor {naam} ({soort}). {eigen} {mag} Een teamleider neemt een mandaatbesluit in het"
        f" register op, of een beheerder met `{OPDRACHT}`. {_HET_ORGAAN}"
    )


def _tweede_mens(ogen: VierOgen, anderen: list[Mandaat], mandaat_nodig: bool) -> str:
    wie = _namen(anderen)
    if not mandaat_nodig:
        mag = "Elke collega met dezelfde bevoegdheid mag het."
    else:
        mag = f"Wie het wel mag: {wie}." if wie else "In het register staat nu geen ander die het mag."
    return f"Een ander dan {ogen.omschrijving} beslist (eigen regel, vier ogen). {mag} {_HET_ORGAAN}"


_HET_ORGAAN = "Of het college besluit zelf: geef dan het nummer en de datum van zijn besluit mee (art. 10:7 Awb)."


def _namen(mandaten: list[Mandaat]) -> str:
    return ", ".join(dict.fromkeys(m.houder for m in mandaten))


def _toets_collegebesluit(besluit: Collegebesluit, peildatum: date, niet_voor: date | None) -> Iterator[Gebrek]:
    yield from toets_nummer("collegebesluit.nummer", besluit.nummer, niet_gevonden_op=besluit.niet_gevonden_op)
    if besluit.datum > peildatum:
        yield maak_gebrek("collegebesluit.datum", IN_DE_TOEKOMST, ZELF)
    if niet_voor is not None and besluit.datum < niet_voor:
        melding = (
            f"Pas op {schrijf_dag(niet_voor)} lagen de feiten vast waarop dit besluit rust; eerder kan het college het"
            " niet hebben genomen. Noem een collegebesluit van die dag of later."
        )
        yield maak_gebrek("collegebesluit.datum", melding, _ZORGVULDIG)


def _geldt(mandaat: Mandaat, op_id: Mapping[UUID, Mandaat], dag: date, gezien: frozenset[UUID]) -> bool:
    """Ondermandaat geldt zolang ook geldt waaruit het komt (art. 10:9); een kring geldt nooit."""
    if mandaat.id in gezien or dag < mandaat.vanaf or (mandaat.tot is not None and dag > mandaat.tot):
        return False
    if mandaat.ingetrokken_op is not None and dag >= mandaat.ingetrokken_op:
        return False
    if mandaat.ondermandaat_van is None:
        return True
    bron = op_id.get(mandaat.ondermandaat_van)
    if bron is None or not bron.mag_doorgeven or bron.soort is not mandaat.soort:
        return False
    return bron.groep in (None, mandaat.groep) and _geldt(bron, op_id, dag, gezien | {mandaat.id})


def _toets_houder(nieuw: Mandaat, door: UUID | None, functie: str) -> Iterator[Gebrek]:
    if (nieuw.houder_id is None) is not bool(nieuw.functie.strip()):
        melding = "Noem een medewerker (`houderId`) of een functie, precies een van de twee."
        yield maak_gebrek("functie", melding, _MANDAAT)
    zelf = door is not None and (nieuw.houder_id == door or (functie and zelfde_functie(nieuw.functie, functie)))
    if zelf:
        melding = "Wie een mandaat opneemt, krijgt het niet zelf; laat een collega of een beheerder dit opnemen."
        yield maak_gebrek("houderId" if nieuw.houder_id is not None else "functie", melding, _SCHRIFTELIJK)


def _toets_soort(soort: Besluitsoort) -> Iterator[Gebrek]:
    regel = BESLUITEN[soort]
    if regel.deel_van is not None:
        melding = f"Dit staat in een ander besluit en wordt daarmee genomen; neem {regel.deel_van} op."
        yield maak_gebrek("besluit", melding, _MANDAAT)
    elif regel.karakter in (Karakter.FEITELIJK, Karakter.INTERN):
        yield maak_gebrek("besluit", "Dit is geen besluit met rechtsgevolg en vraagt geen mandaat.", _MANDAAT)


def _toets_dagen(nieuw: Mandaat, peildatum: date) -> Iterator[Gebrek]:
    if not nieuw.mandaatbesluit_nummer.strip():
        yield maak_gebrek("mandaatbesluit.nummer", "Noem het nummer van het mandaatbesluit.", _SCHRIFTELIJK)
    if nieuw.mandaatbesluit_datum > peildatum:
        melding = "Het mandaatbesluit kan niet in de toekomst liggen; neem het op als het genomen is."
        yield maak_gebrek("mandaatbesluit.datum", melding, _SCHRIFTELIJK)
    if nieuw.vanaf < nieuw.mandaatbesluit_datum:
        dag = schrijf_dag(nieuw.mandaatbesluit_datum)
        yield maak_gebrek("vanaf", f"Mandaat werkt niet terug: het mandaatbesluit is van {dag}.", _SCHRIFTELIJK)
    if nieuw.tot is not None and nieuw.tot < nieuw.vanaf:
        yield maak_gebrek("tot", "De laatste dag ligt voor de eerste.", _MANDAAT)


def _toets_ondermandaat(nieuw: Mandaat, op_id: Mapping[UUID, Mandaat], peildatum: date) -> Iterator[Gebrek]:
    if nieuw.ondermandaat_van is None:
        return
    bron = op_id.get(nieuw.ondermandaat_van)
    if bron is None:
        yield maak_gebrek("ondermandaatVan", "Dit mandaat staat niet in het register van deze gemeente.", _ONDERMANDAAT)
        return
    if not bron.mag_doorgeven:
        yield maak_gebrek("ondermandaatVan", "Dit mandaat staat geen ondermandaat toe.", _ONDERMANDAAT)
    if bron.soort is not nieuw.soort or bron.groep not in (None, nieuw.groep):
        yield maak_gebrek("ondermandaatVan", "Ondermandaat gaat niet verder dan het mandaat zelf.", _ONDERMANDAAT)
    laatste = bron.tot if bron.ingetrokken_op is None else bron.ingetrokken_op
    buiten = nieuw.vanaf < bron.vanaf or (laatste is not None and (nieuw.tot is None or nieuw.tot > laatste))
    if buiten or not _geldt(bron, op_id, max(peildatum, bron.vanaf), frozenset()):
        yield maak_gebrek("ondermandaatVan", "Ondermandaat ligt binnen de tijd van het mandaat zelf.", _ONDERMANDAAT)


def zelfde_functie(een: str, ander: str) -> bool:
    """Of dit dezelfde functie is; hoofdletters en wit tellen niet, en niets is nooit hetzelfde als niets."""
    return bool(een.strip()) and " ".join(een.split()).casefold() == " ".join(ander.split()).casefold()
