"""De gegevens van een brief: bevroren, volledig en getoetst voordat het besluit wordt vastgelegd.

Een brief is drie dingen die samen met het besluit in één commit staan: deze gegevens als canonieke JSON, hun hash en de
versie van het sjabloon (`bevries`). Opmaken gebeurt later, in een ander proces, en verandert er niets meer aan.

Getallen uit de wet (zes weken, drie jaar, een boetebedrag) komen als tekst van `core.law` binnen en staan nooit in een
sjabloon. Een logo heeft een brief niet: een beeldbestand van een tenant zou een ontleder aan ons proces toevoegen die
wij niet nodig hebben; de naam van de gemeente in haar eigen kleur is het beeldmerk.
"""

import hashlib
from datetime import date
from enum import StrEnum
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
    Regel,
    contrast_op_wit,
    gebreken_in,
)

Regels = Annotated[tuple[Regel, ...], Meta(max_length=30)]
MinstensEenRegel = Annotated[tuple[Regel, ...], Meta(min_length=1, max_length=30)]
Alineas = Annotated[tuple[Alinea, ...], Meta(max_length=30)]
MinstensEenAlinea = Annotated[tuple[Alinea, ...], Meta(min_length=1, max_length=30)]

MEESTE_BYTES = 100_000  # about twenty-five pages of text
MEESTE_REGELEINDEN = 1_000


class Sjabloon(StrEnum):
    """De brieven die er zijn; de waarde is de naam van het sjabloonbestand."""

    PIP_BESCHIKKING = "pip_beschikking"
    OPROEP = "oproep"


class Rechtsmiddel(StrEnum):
    """Of tegen de waarschuwing van art. 14 lid 1 Wi2021 bezwaar openstaat: de keuze van de gemeente (besluit B02)."""

    BEZWAARCLAUSULE = "bezwaarclausule"
    GEEN_BEZWAAR_WEL_TEGEN_BOETE = "geen_bezwaar_wel_tegen_boete"


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

    naamregel: Regel
    adresregels: Adresregels


class Ondertekenaar(Onderdeel, frozen=True, kw_only=True):
    """Wie de brief ondertekent; een besluit heeft altijd een mens die het vaststelt."""

    naam: Regel
    functie: Regel


class Bezwaar(Onderdeel, frozen=True, kw_only=True):
    """De rechtsmiddelenclausule (art. 3:45 Awb): bij wie, hoe en binnen welke termijn."""

    adres: Adresregels
    termijn: Regel  # "zes weken", van core.law (art. 6:7 Awb)
    rechtbank: Regel  # "Rechtbank Midden-Nederland", voor de voorlopige voorziening (art. 8:81 Awb)
    digitaal: Regel | None = None
    uitleg: Alinea | None = None


class Verantwoording(Onderdeel, frozen=True, kw_only=True):
    """Het ontvangstbewijs van het besluit: volgens welke stand van de regels het is genomen."""

    peildatum: date
    regelversie: Regel


class Brief(Onderdeel, frozen=True, kw_only=True):
    """Wat elke brief heeft. Een brief met een gebrek bestaat niet: het maken ervan mislukt.

    Raises:
        OngeldigeInvoer: met alle gebreken tegelijk; een melding noemt nooit de ingevulde waarde.
    """

    sjabloon: ClassVar[Sjabloon]

    briefhoofd: Briefhoofd
    geadresseerde: Geadresseerde
    kenmerk: KorteRegel
    dagtekening: date
    aanhef: Regel  # zonder komma: "Beste mevrouw Voorbeeld"
    gronden: MinstensEenRegel
    ondertekenaar: Ondertekenaar
    namens: Regel  # "burgemeester en wethouders van Voorbeeldstad"
    hulp: Alinea | None = None  # tolk, taalhulp, inloopspreekuur

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


class Intensiteit(Onderdeel, frozen=True, kw_only=True):
    """Een regel uit het plan: onderdeel, omvang en grond (art. 15 lid 1 onder c en lid 2 Wi2021)."""

    onderdeel: Regel
    omvang: Regel
    grond: Regel


class Afspraak(Onderdeel, frozen=True, kw_only=True):
    """Een afspraak die niet voor ieder geldt: alfabetisering, een A2-examen in de Z-route, een opleiding afmaken."""

    onderwerp: Regel
    tekst: Alinea
    grond: Regel


class Verrekening(Onderdeel, frozen=True, kw_only=True):
    """Uren van voor het plan die wel of niet meetellen, per tranche beslist en gemotiveerd."""

    omschrijving: Regel
    uren: Annotated[int, Meta(ge=0, le=10_000)]
    toegekend: bool
    motief: Alinea
    grond: Regel


class BijlageBesluit(Onderdeel, frozen=True, kw_only=True):
    """Een beschikking op grond van de Participatiewet die bij het plan hoort (art. 15 lid 3 Wi2021)."""

    onderwerp: Regel
    kenmerk: KorteRegel
    dagtekening: date


class Inburgeringstermijn(Onderdeel, frozen=True, kw_only=True):
    """De termijn van art. 11 Wi2021, beide dagen meegerekend."""

    start: date
    laatste_dag: date


class PipBeschikking(Brief, frozen=True, kw_only=True):
    """Het besluit over het persoonlijk plan inburgering en participatie (art. 15 Wi2021, art. 5.3 Bi2021)."""

    sjabloon: ClassVar[Sjabloon] = Sjabloon.PIP_BESCHIKKING

    leerroute: Regel
    niveau: Regel | None
    intensiteiten: Annotated[tuple[Intensiteit, ...], Meta(min_length=1, max_length=20)]
    voortgangsgesprekken: Annotated[int, Meta(ge=1, le=100)]
    ondersteuning: MinstensEenAlinea
    motivering: Alinea
    termijn: Inburgeringstermijn
    termijn_duur: Regel  # "drie jaar", van core.law (art. 11 lid 1 Wi2021)
    bezwaar: Bezwaar
    verantwoording: Verantwoording
    vve: Alinea | None = None
    participatiewet_beschikkingen: Annotated[tuple[BijlageBesluit, ...], Meta(max_length=20)] = ()
    afspraken: Annotated[tuple[Afspraak, ...], Meta(max_length=20)] = ()
    verrekeningen: Annotated[tuple[Verrekening, ...], Meta(max_length=20)] = ()
    gevolgen: Alineas = ()
    vervangt: date | None = None  # dagtekening van het plan dat dit besluit vervangt

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.termijn.start <= self.termijn.laatste_dag:
            return ()
        melding = "De laatste dag ligt voor het begin van de inburgeringstermijn."
        return (Gebrek(veld="termijn.laatsteDag", melding=melding, grond="art. 11 Wi2021"),)


class AfspraakIntake(Onderdeel, frozen=True, kw_only=True):
    """Waar en wanneer de brede intake is, en de laatste dag van de termijn waarbinnen zij moet plaatsvinden."""

    dag: date
    tijd: Regel
    plaats: Adresregels
    uiterste_dag: date


class OproepBrief(Brief, frozen=True, kw_only=True):
    """De oproep voor de brede intake (art. 14 lid 1 Wi2021); de tweede is tegelijk de schriftelijke waarschuwing."""

    sjabloon: ClassVar[Sjabloon] = Sjabloon.OPROEP

    oproep: Annotated[int, Meta(ge=1, le=3)]
    afspraak: AfspraakIntake
    gevolgen: MinstensEenAlinea
    meenemen: Regels = ()
    waarschuwing: Alinea | None = None
    rechtsmiddel: Rechtsmiddel | None = None
    bezwaar: Bezwaar | None = None

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        tweede = self.oproep == 2
        gebreken = []
        if tweede != (self.waarschuwing is not None):
            melding = "De tweede oproep bevat de waarschuwing; de eerste en de derde niet."
            gebreken.append(Gebrek(veld="waarschuwing", melding=melding, grond="art. 14 lid 1 Wi2021"))
        if tweede != (self.rechtsmiddel is not None):
            melding = "Alleen een waarschuwing noemt een rechtsmiddel; zonder keuze van de gemeente kan zij niet weg."
            gebreken.append(Gebrek(veld="rechtsmiddel", melding=melding, grond="art. 3:45 Awb"))
        if (self.rechtsmiddel is Rechtsmiddel.BEZWAARCLAUSULE) != (self.bezwaar is not None):
            melding = "De bezwaarclausule hoort bij een waarschuwing waartegen bezwaar openstaat, en alleen daar."
            gebreken.append(Gebrek(veld="bezwaar", melding=melding, grond="art. 3:45 Awb"))
        if self.afspraak.uiterste_dag < self.afspraak.dag:
            melding = "De afspraak ligt na de laatste dag van de termijn."
            gebreken.append(Gebrek(veld="afspraak.uitersteDag", melding=melding, grond="art. 14 lid 1 Wi2021"))
        return tuple(gebreken)


def canoniek(brief: Brief) -> bytes:
    """De gegevens als JSON met gesorteerde sleutels: dezelfde brief geeft altijd dezelfde bytes."""
    return msgspec.json.encode(brief, order="sorted")


def gegevens_hash(gegevens: Brief | bytes) -> str:
    """SHA-256 (hex) over de canonieke gegevens: het bewijs dat de brief nog is wat toen is besloten."""
    ruw = gegevens if isinstance(gegevens, bytes) else canoniek(gegevens)
    return hashlib.sha256(ruw).hexdigest()


def _weiger(gebreken: tuple[Gebrek, ...]) -> None:
    if gebreken:
        raise OngeldigeInvoer("De brief kan zo niet gemaakt worden.", gebreken=gebreken)
