"""Het recht als gedateerde gegevens: wat een getal is, sinds wanneer het geldt en waarop het rust.

`Recht` heeft één veld per bestand in `parameters/`; `core.law.lezen` vult het. Geen functie in
`core.law` kent zelf een getal of de datum van vandaag: alles komt uit `Recht` op een genoemde peildatum.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from core.fouten import Conflict

T = TypeVar("T")


class NietVanKracht(Conflict):
    """Op de peildatum geldt (nog) geen waarde; de melding noemt de peildatum en de eerste dag die wel kan."""

    soort = "niet-van-kracht"
    titel = "Op deze datum gold de regel niet"


_REGELINGEN = {
    "Awb": "de Algemene wet bestuursrecht",
    "Bi2021": "het Besluit inburgering 2021",
    "Ri2021": "de Regeling inburgering 2021",
    "Wi2021": "de Wet inburgering 2021",
}
_RANGTELWOORDEN = dict(
    zip(
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
        ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Grond:
    """Waarop een uitkomst rust. `str()` geeft de verwijzing zoals een jurist haar schrijft."""

    regeling: str
    artikel: str
    lid: str = ""
    bron: str = ""

    def __str__(self) -> str:
        if not self.artikel[:1].isdigit():
            return f"{self.regeling}, {self.artikel}" if self.artikel else self.regeling
        lid = f" lid {self.lid}" if self.lid else ""
        return f"art. {self.artikel}{lid} {self.regeling}"

    @property
    def voluit(self) -> str:
        """Zoals zij in een brief staat: artikel 15, eerste lid, van de Wet inburgering 2021.

        Raises:
            KeyError: deze regeling of dit lid heeft geen naam voor in een brief.
        """
        nummer, komma, rest = self.lid.partition(",")
        lid = f", {_RANGTELWOORDEN[nummer]} lid{komma}{rest}" if nummer else ""
        return f"artikel {self.artikel}{lid}{',' if lid else ''} van {_REGELINGEN[self.regeling]}"


class Eenheid(StrEnum):
    DAGEN = "dagen"
    WEKEN = "weken"
    MAANDEN = "maanden"
    JAREN = "jaren"

    @property
    def enkelvoud(self) -> str:
        return {"dagen": "dag", "weken": "week", "maanden": "maand", "jaren": "jaar"}[self.value]


@dataclass(frozen=True, slots=True)
class Duur:
    """Een lengte in de eenheid die de wet noemt; maanden en jaren worden nooit dagen."""

    aantal: int
    eenheid: Eenheid

    def __str__(self) -> str:
        # "3 jaar", zoals men het zegt; bij de andere eenheden wel het meervoud.
        enkel = self.aantal == 1 or self.eenheid is Eenheid.JAREN
        return f"{self.aantal} {self.eenheid.enkelvoud if enkel else self.eenheid.value}"


class Merk(StrEnum):
    """Hoe zeker het getal is; alles behalve CONFIRMED hoort een jurist nog eens te zien."""

    CONFIRMED = "CONFIRMED"
    SECONDARY = "SECONDARY"
    INTERPRETATION = "INTERPRETATION"
    FROM_MEMORY = "FROM-MEMORY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waarde(Generic[T]):
    """Een waarde, de eerste dag waarop zij geldt en haar grond."""

    vanaf: date
    waarde: T
    grond: Grond


@dataclass(frozen=True, slots=True, kw_only=True)
class Gedateerd(Generic[T]):
    """De geschiedenis van één getal; `waarden` loopt op in de tijd en wordt nooit herschreven."""

    naam: str
    omschrijving: str
    merk: Merk
    nagezien_op: date
    waarden: tuple[Waarde[T], ...]

    @property
    def vanaf(self) -> date:
        """De eerste dag waarop er een waarde is."""
        return self.waarden[0].vanaf

    def op(self, peildatum: date) -> Waarde[T]:
        """De waarde die op `peildatum` geldt.

        Raises:
            NietVanKracht: als de eerste waarde pas later geldt.
        """
        geldend = [w for w in self.waarden if w.vanaf <= peildatum]
        if geldend:
            return geldend[-1]
        raise NietVanKracht(
            f"Voor {self.naam} is op {peildatum:%d-%m-%Y} nog geen waarde van kracht; "
            f"de eerste geldt vanaf {self.vanaf:%d-%m-%Y}. Kies een datum vanaf die dag.",
            grond=str(self.waarden[0].grond),
        )


class BijZondag(StrEnum):
    """Wat er gebeurt als een vaste feestdag op zondag valt."""

    BLIJFT = "blijft"
    DAG_EERDER = "dag_eerder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feestdag:
    """Een feestdag van de Atw: een vaste dag (maand en dag) of een aantal dagen na Eerste Paasdag."""

    naam: str
    maand: int | None = None
    dag: int | None = None
    dagen_na_pasen: int | None = None
    bij_zondag: BijZondag = BijZondag.BLIJFT


@dataclass(frozen=True, slots=True, kw_only=True)
class GelijkgesteldJaar:
    """De dagen die een Besluit ex art. 3 lid 3 Atw in één jaar met een feestdag gelijkstelt.

    Een dag telt pas als het Besluit op die dag in werking was (`in_werking`); zonder die dag was het er altijd al.
    `nagezien` is onwaar zolang niemand de Staatscourant nakeek: de dagen tellen, het jaar geldt nog niet als bekend.
    """

    jaar: int
    dagen: tuple[date, ...]
    besluit: str
    bron: str
    ingevoerd_op: date
    opmerking: str = ""
    in_werking: date | None = None
    staatscourant: str = ""
    nagezien: bool = True


class TelwijzeTermijn(StrEnum):
    """Vanaf welke dag de drie jaren van art. 11 worden geteld; verschil alleen rond 29 februari."""

    DAGTEKENING = "DAGTEKENING"
    STARTDAG = "STARTDAG"


class TelwijzeDerde(StrEnum):
    """Hoe de twee weken van art. 5.3 lid 2 Bi2021 zich verhouden tot de tien weken van lid 1."""

    LAATSTE_VAN_BEIDE = "LAATSTE_VAN_BEIDE"
    TWEE_WEKEN_NA_ONTVANGST = "TWEE_WEKEN_NA_ONTVANGST"


class StartRegelB(StrEnum):
    """Vanaf welke dag regel B van art. 5.3 lid 1 Bi2021 loopt."""

    SS139 = "SS139"
    BRP_INSCHRIJVING = "BRP_INSCHRIJVING"


class VerblijfZonderSS139(StrEnum):
    """Waar iemand met asiel woont van wie DUO nog geen SS139 en geen SS120 meldde (art. 5.3 lid 1 Bi2021)."""

    AZC = "AZC"
    VOLGENS_BRP = "VOLGENS_BRP"


class U01Moment(StrEnum):
    """Wanneer DUO een PIP te horen krijgt (PG-6)."""

    BEKENDMAKING = "BEKENDMAKING"
    VASTSTELLING = "VASTSTELLING"


class AdresseringVertegenwoordiger(StrEnum):
    """Wat wie voor iemand optreedt van diens brieven krijgt."""

    AAN_HEM = "AAN_HEM"  # de brief zelf; de persoon een afschrift
    AFSCHRIFT = "AFSCHRIFT"  # altijd een afschrift
    AFSCHRIFT_OP_KEUZE = "AFSCHRIFT_OP_KEUZE"  # een afschrift als de persoon of een mens dat wil
    NIETS = "NIETS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recht:
    """Alle getallen van de wet, één veld per bestand in `parameters/`; `versie` is de vingerafdruk van het geheel."""

    versie: str
    aanmaningstermijn: Gedateerd[Duur]
    aanbod_antwoord: Gedateerd[Duur]
    aanbod_antwoord_voor_start: Gedateerd[Duur]
    aanbod_binnen: Gedateerd[Duur]
    adressering_bewindvoerder: Gedateerd[AdresseringVertegenwoordiger]
    adressering_curator: Gedateerd[AdresseringVertegenwoordiger]
    adressering_gemachtigde: Gedateerd[AdresseringVertegenwoordiger]
    adressering_mentor: Gedateerd[AdresseringVertegenwoordiger]
    adressering_ouder_of_voogd: Gedateerd[AdresseringVertegenwoordiger]
    afspraak_brief_vooraf: Gedateerd[Duur]
    afspraak_minuten: Gedateerd[int]
    atw_feestdagen: Gedateerd[tuple[Feestdag, ...]]
    atw_grens_dagen: Gedateerd[Duur]
    atw_grens_maanden: Gedateerd[Duur]
    atw_grens_weken: Gedateerd[Duur]
    atw_minimum_vanaf: Gedateerd[Duur]
    atw_minimum_werkdagen: Gedateerd[int]
    beslistermijn_aanvraag: Gedateerd[Duur]
    beslistermijn_bezwaar: Gedateerd[Duur]
    beslistermijn_bezwaar_commissie: Gedateerd[Duur]
    betaaltermijn_boete: Gedateerd[Duur]
    bezwaar_na_post: Gedateerd[Duur]
    bezwaartermijn: Gedateerd[Duur]
    boete_brede_intake: Gedateerd[int]
    boete_rapport_verplicht: Gedateerd[int]
    boetevraag_ruimte: Gedateerd[Duur]
    derde_informatie_telwijze: Gedateerd[TelwijzeDerde]
    gelijkgestelde_dagen: Gedateerd[tuple[GelijkgesteldJaar, ...]]
    geschatte_intensiteit_b1_maximum: Gedateerd[int]
    geschatte_intensiteit_b1_minimum: Gedateerd[int]
    inburgeringstermijn: Gedateerd[Duur]
    inburgeringstermijn_telwijze: Gedateerd[TelwijzeTermijn]
    inburgeringstermijn_tolerantie: Gedateerd[Duur]
    kantooruren_tot: Gedateerd[int]
    kantooruren_van: Gedateerd[int]
    map_praktijkuren_minimum: Gedateerd[int]
    meerderjarig_vanaf: Gedateerd[Duur]
    onderbreking_maximum: Gedateerd[Duur]
    melding_herstellen_binnen: Gedateerd[Duur]
    navragen_binnen: Gedateerd[Duur]
    oproep_minimum_dagen: Gedateerd[Duur]
    oproep_na_boete_maximum: Gedateerd[Duur]
    oproep_voorstel_eerste: Gedateerd[Duur]
    oproep_voorstel_volgende: Gedateerd[Duur]
    oproepen_voor_afwezigheid: Gedateerd[int]
    pip_start_regel_b: Gedateerd[StartRegelB]
    pip_start_verschil: Gedateerd[Duur]
    pip_streeftermijn: Gedateerd[Duur]
    pip_termijn: Gedateerd[Duur]
    pip_termijn_na_informatie_derde: Gedateerd[Duur]
    pip_termijn_na_verhuizing: Gedateerd[Duur]
    pip_verblijf_zonder_ss139: Gedateerd[VerblijfZonderSS139]
    pvt_uren_minimum: Gedateerd[int]
    schakelvenster: Gedateerd[Duur]
    u01_moment: Gedateerd[U01Moment]
    verdaging_bezwaar: Gedateerd[Duur]
    verlenging_aanvraag_vroegst: Gedateerd[Duur]
    verlenging_bevalling: Gedateerd[Duur]
    verzenden_binnen_dagen: Gedateerd[Duur]
    verzending_zonder_bewijs: Gedateerd[int]
    vooruitzicht: Gedateerd[Duur]
    z_route_cursusuren: Gedateerd[int]
    z_route_participatieuren: Gedateerd[int]
    zienswijze_kort_minimum_dagen: Gedateerd[Duur]
    zienswijze_minimum_dagen: Gedateerd[Duur]


class WaarschuwingRechtsmiddel(StrEnum):
    """Of de waarschuwing van art. 14 lid 1 Wi2021 een bezwaarclausule krijgt (besluit B02)."""

    BEZWAARCLAUSULE = "bezwaarclausule"
    GEEN_BEZWAAR_WEL_TEGEN_BOETE = "geen_bezwaar_wel_tegen_boete"


class VoornemenPip(StrEnum):
    """Wanneer wie niet bij de intake was, eerst het voornemen van zijn PIP krijgt (PG-10)."""

    ALTIJD = "altijd"
    MET_DERDE_OPROEP = "met_derde_oproep"
    NIET = "niet"


class AanbodGezinsmigranten(StrEnum):
    """Wie de cursus in de zelfredzaamheidsroute regelt van wie geen asielstatushouder is (art. 3.14 lid 1 Bi2021)."""

    ZELF_INKOPEN = "zelf_inkopen"
    COLLEGE_BIEDT_Z_AAN = "college_biedt_z_aan"


class Boetepoort(StrEnum):
    """Waarom het college een asielstatushouder (groep van art. 13 lid 1) geen boete oplegt, per groep één reden."""

    INTERNATIONALE_BESCHERMING = "INTERNATIONALE_BESCHERMING"
    GEZINSLID_STATUSHOUDER = "GEZINSLID_STATUSHOUDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelkeuzes:
    """De keuzes die de wet openlaat en die een gemeente zelf maakt, met de standaard van de specificatie.

    waarschuwing_rechtsmiddel:
        Merk FROM-MEMORY (lijn ABRvS 2018). Geen standaard: de jurist van de gemeente kiest bij de start.
        Zonder keuze kan geen waarschuwing en dus geen tweede oproep worden verstuurd (B02).
    geopende_boetepoorten:
        Merk INTERPRETATION (Keren, C-158/23). Standaard zijn beide poorten dicht: geen boete van art. 22
        voor asielstatushouders. Een poort gaat alleen open door een besluit van het college.
    voornemen_pip_afwezig:
        Merk INTERPRETATION (art. 4:8 lid 2 Awb is omstreden; eigen regel van zorg). Standaard altijd. Wie anders kiest,
        legt per persoon vast waarom er zonder voornemen besloten wordt (PG-10).
    aanbod_gezinsmigranten:
        Merk INTERPRETATION (art. 3.14 lid 1 Bi2021 noemt geen groep). Standaard kopen gezinsmigranten en overigen ook
        in de zelfredzaamheidsroute zelf hun cursus in; in de andere leerroutes doen zij dat altijd.
    """

    waarschuwing_rechtsmiddel: WaarschuwingRechtsmiddel | None = None
    geopende_boetepoorten: frozenset[Boetepoort] = frozenset()
    voornemen_pip_afwezig: VoornemenPip = VoornemenPip.ALTIJD
    aanbod_gezinsmigranten: AanbodGezinsmigranten = AanbodGezinsmigranten.ZELF_INKOPEN
