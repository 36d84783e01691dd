"""De gegevens van een brief: bevroren, volledig en getoetst voordat het besluit wordt vastgelegd.

Een brief is drie dingen die samen met het besluit in één commit staan: deze gegevens als canonieke JSON, hun hash en de
versie van de editie (`bevries`). Hier staat wat elke brief heeft; de rest staat bij haar stap.
Opmaken gebeurt later, in een ander proces, en verandert er niets meer aan; alleen de dag van verzending en de laatste
dag voor bezwaar komen er dan bij (`Verzending`, PG-6).

Getallen uit de wet (zes weken, drie jaar, een boetebedrag) komen als tekst van `core.law` binnen en staan nooit in een
sjabloon. Een logo heeft een brief niet: een beeldbestand van een tenant zou een ontleder aan ons proces toevoegen die
wij niet nodig hebben; de naam van de gemeente in haar eigen kleur is het beeldmerk.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.letters.brieftekst import (
    MINSTE_CONTRAST,
    Adresregels,
    Alinea,
    Kleur,
    KorteRegel,
    Naamregel,
    Regel,
    contrast_op_wit,
    gebreken_in,
)
from core.platform.letters.edities import Briefsoort

Regels = Annotated[tuple[Regel, ...], Meta(max_length=30)]
MinstensEenRegel = Annotated[tuple[Regel, ...], Meta(min_length=1, max_length=30)]
Alineas = Annotated[tuple[Alinea, ...], Meta(max_length=30)]
MinstensEenAlinea = Annotated[tuple[Alinea, ...], Meta(min_length=1, max_length=30)]

MEESTE_BYTES = 100_000  # about twenty-five pages of text
MEESTE_REGELEINDEN = 1_000


class Onderdeel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """Wat elk deel van een brief gemeen heeft: onveranderlijk, en onbekende velden worden geweigerd."""


class Briefhoofd(Onderdeel, frozen=True, kw_only=True):
    """Het briefpapier van een gemeente of uitvoeringsorganisatie, uit het tenantbestand.

    Raises:
        OngeldigeInvoer: een veld deugt niet, of de kleur is op wit papier niet goed leesbaar (WCAG 2.1, 1.4.3).
    """

    gemeentenaam: KorteRegel  # zoals zij op papier komt: "Gemeente Voorbeeldstad"
    afdeling: KorteRegel
    adresregels: Adresregels
    postadres: Adresregels
    telefoon: KorteRegel
    email: KorteRegel
    website: KorteRegel
    kleur: Kleur = "#154273"

    def __post_init__(self) -> None:
        gebreken = gebreken_in(self)
        if not any(g.veld == "kleur" for g in gebreken) and contrast_op_wit(self.kleur) < MINSTE_CONTRAST:
            gebreken += (
                Gebrek(
                    veld="kleur",
                    melding=f"De kleur is te licht: kies er een met minstens {MINSTE_CONTRAST} : 1 contrast met wit.",
                    grond="Besluit digitale toegankelijkheid overheid; WCAG 2.1, 1.4.3",
                ),
            )
        _weiger(gebreken)


class Geadresseerde(Onderdeel, frozen=True, kw_only=True):
    """Aan wie de brief gaat, zoals het in het venster van de envelop staat."""

    naamregel: Naamregel
    adresregels: Adresregels


class Ondertekenaar(Onderdeel, frozen=True, kw_only=True):
    """Wie de brief ondertekent; een besluit heeft altijd een mens die het vaststelt."""

    naam: Regel
    functie: Regel


class Bezwaar(Onderdeel, frozen=True, kw_only=True):
    """De rechtsmiddelenclausule (art. 3:45 Awb): bij wie, hoe en binnen welke termijn."""

    adres: Adresregels
    termijn: Regel  # "zes weken", van core.law (art. 6:7 Awb)
    na_post: Regel  # "één week": zo lang na de laatste dag mag een brief per post nog aankomen (art. 6:9 lid 2 Awb)
    rechtbank: Regel  # "Rechtbank Midden-Nederland", voor de voorlopige voorziening (art. 8:81 Awb)
    digitaal: Regel | None = None
    uitleg: Alinea | None = None


class Verzending(Onderdeel, frozen=True, kw_only=True):
    """Wat er pas bij het opmaken op komt: de dag waarop de brief weggaat, de laatste dag voor bezwaar, of de persoon
    dan naar een andere gemeente is verhuisd, en of hij daarna terugkwam. Een editie die dat laatste niet kent, houdt de
    tekst van na de verhuizing. Waarheen staat er nooit op: dat kan geheim zijn, en hij weet het."""

    dag: date
    bezwaar_tot: date | None = None
    na_verhuizing: bool = False
    na_terugkeer: bool = False


class Brief(Onderdeel, frozen=True, kw_only=True):
    """Wat elke brief heeft. Een brief met een gebrek bestaat niet: het maken ervan mislukt.

    Raises:
        OngeldigeInvoer: met alle gebreken tegelijk; een melding noemt nooit de ingevulde waarde.
    """

    soort: ClassVar[Briefsoort]

    briefhoofd: Briefhoofd
    geadresseerde: Geadresseerde
    kenmerk: KorteRegel
    dagtekening: date
    aanhef: Naamregel  # zonder komma: "Beste mevrouw Voorbeeld"
    gronden: MinstensEenRegel
    ondertekenaar: Ondertekenaar
    namens: Regel  # "burgemeester en wethouders van Voorbeeldstad"
    hulp: Alinea | None = None  # tolk, taalhulp, inloopspreekuur
    betreft: Naamregel | None = None  # over wie zij gaat, als een ander dan hij haar krijgt
    gericht_aan: Naamregel | None = None  # alleen op een afschrift: aan wie de brief zelf is gericht
    afschrift_aan: Annotated[tuple[Naamregel, ...], Meta(max_length=10)] = ()  # op een afschrift: wie nog meer

    def __post_init__(self) -> None:
        _weiger((*gebreken_in(self), *self._tegenspraken()) or self._omvang())

    def _omvang(self) -> tuple[Gebrek, ...]:
        """Wat als brief bestaat, moet ook op te maken zijn binnen de grenzen van het opmaakproces."""
        ruw = canoniek(self)
        if len(ruw) <= MEESTE_BYTES and ruw.count(rb"\n") <= MEESTE_REGELEINDEN:
            return ()
        return (Gebrek(veld="", melding="De brief is als geheel te lang; zet een deel ervan in een bijlage."),)

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        """Gebreken die pas blijken uit twee velden samen."""
        return ()


def canoniek(brief: Brief) -> bytes:
    """De gegevens als JSON met gesorteerde sleutels: dezelfde brief geeft altijd dezelfde bytes."""
    return msgspec.json.encode(brief, order="sorted")


def met_verzending(gegevens: bytes, verzending: Verzending) -> bytes:
    """De canonieke gegevens met de dagen van deze opmaak erbij; de bevroren bytes zelf blijven zoals zij zijn."""
    alles = msgspec.json.decode(gegevens)
    return msgspec.json.encode(alles | {"verzending": msgspec.to_builtins(verzending)}, order="sorted")


def gegevens_hash(gegevens: Brief | bytes) -> str:
    """SHA-256 (hex) over de canonieke gegevens: het bewijs dat de brief nog is wat toen is besloten."""
    ruw = gegevens if isinstance(gegevens, bytes) else canoniek(gegevens)
    return hashlib.sha256(ruw).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BevrorenBrief:
    """Wat in de commit van het besluit staat: genoeg om de brief later precies zo op te maken."""

    sjabloon: str
    sjabloon_versie: str
    gegevens: bytes
    gegevens_hash: str


def bevries(brief: Brief) -> BevrorenBrief:
    """Leg een brief vast: canonieke gegevens, hun hash en de versie van de nieuwste editie."""
    gegevens = canoniek(brief)
    return BevrorenBrief(
        sjabloon=brief.soort.naam,
        sjabloon_versie=brief.soort.editie().versie,
        gegevens=gegevens,
        gegevens_hash=gegevens_hash(gegevens),
    )


def _weiger(gebreken: tuple[Gebrek, ...]) -> None:
    if gebreken:
        raise OngeldigeInvoer("De brief kan zo niet gemaakt worden.", gebreken=gebreken)
