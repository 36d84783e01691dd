"""De rijen van persoon, dossier, termijn en werkvoorraad, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from core.law.aanschrijven import Adressoort
from core.law.fasen import Fase
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep, groep_van
from core.law.leerroutes import Leerroute
from core.law.pip_termijnen import PipRegel
from core.law.termijn import Termijnsoort
from core.platform.db.rij import JSONB, Rij
from core.process.dossier.tables import (
    Briefadres,
    Correctie,
    Dossier,
    Persoon,
    Termijn,
    Termijnbron,
    Termijnstatus,
    Termijnverschuiving,
    Werkitem,
    Werkstatus,
)


class Onleesbaar(msgspec.Struct, frozen=True):
    """Een veld dat in de BRP anders was dan het koppelvlak, met wat er stond."""

    veld: str
    tekst: str


class Wijziging(msgspec.Struct, frozen=True, kw_only=True):
    """Eén veld van een correctie: wat er stond en wat er nu staat, als tekst; zonder is het leeg."""

    veld: str
    oud: str | None
    nieuw: str | None


class PersoonRij(Rij, frozen=True):
    tabel = Persoon

    gemeente_id: UUID
    id: UUID
    voornamen: str
    voorvoegsel: str
    geslachtsnaam: str
    naam_zoek: str
    geboortedatum: str
    naam: str
    aanschrijfnaam: str
    aanhef: str
    adressoort: Adressoort
    adresregel1: str
    adresregel2: str
    adresregel3: str
    adres_vanaf: str
    inschrijving_gemeente: str
    inschrijving_gemeentenaam: str
    opschorting: str
    in_onderzoek: Annotated[tuple[str, ...], JSONB]
    onleesbaar: Annotated[tuple[Onleesbaar, ...], JSONB]
    geheimhouding: bool
    overleden: bool
    overlijdensdatum: str
    inschrijving_op: date | None
    brp_gelezen_op: datetime | None
    naam_gelezen_op: datetime | None
    adres_gelezen_op: datetime | None
    versie: int

    @property
    def adresregels(self) -> tuple[str, ...]:
        return tuple(regel for regel in (self.adresregel1, self.adresregel2, self.adresregel3) if regel)


class BriefadresRij(Rij, frozen=True):
    tabel = Briefadres

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    adresregel1: str
    adresregel2: str
    adresregel3: str
    grond: str
    sinds: date
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    ingetrokken_op: datetime | None
    ingetrokken_door: UUID | None
    overgenomen_van: UUID | None
    overname_id: UUID | None

    @property
    def adresregels(self) -> tuple[str, ...]:
        return tuple(regel for regel in (self.adresregel1, self.adresregel2, self.adresregel3) if regel)


class CorrectieRij(Rij, frozen=True):
    tabel = Correctie

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID | None
    object: str
    object_id: UUID
    wijzigingen: Annotated[tuple[Wijziging, ...], JSONB]
    motief: str
    vastgelegd_door: UUID
    vastgelegd_op: datetime


class DossierRij(Rij, frozen=True):
    tabel = Dossier

    gemeente_id: UUID
    id: UUID
    persoon_id: UUID
    kenmerk: str
    fase: Fase
    doelgroep: Doelgroep | None
    fijne_doelgroep: GedetailleerdeDoelgroep | None
    leerroute: Leerroute | None
    intensiteit: int | None
    derde_partij: str
    derde_wat: str
    derde_onmisbaar: str
    derde_gevraagd_op: date | None
    derde_ontvangen_op: date | None
    behandelaar_id: UUID | None
    plicht_vanaf: date | None
    plicht_tot: date | None
    reden_geen_plicht: str | None
    kennisgeving_op: date | None
    ss139_op: date | None
    vestiging_op: date | None
    ss120_op: date | None
    ss121_op: date | None
    gekozen_regel: PipRegel | None
    gekozen_motief: str
    gekozen_door: UUID | None
    termijn_van: date | None
    termijn_tot: date | None
    termijn_oude_van: date | None
    let_op: str
    oproepronde: int
    eerder_id: UUID | None
    teruggekeerd_op: date | None
    opgevolgd_op: datetime | None
    plan_bekend: bool
    ingelezen_op: date | None
    eigen_pip_op: date | None
    geopend_op: datetime
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None

    @property
    def groep(self) -> Doelgroep | None:
        return groep_van(self.doelgroep, self.fijne_doelgroep)

    @property
    def wacht_op_derde(self) -> bool:
        """Of er aan een derde iets gevraagd is voor het PIP dat er nog niet is (art. 5.3 lid 2 Bi2021)."""
        return self.derde_gevraagd_op is not None and self.derde_ontvangen_op is None


class Gevonden(Rij, frozen=True):
    """Een dossier dat op een nummer gevonden is."""

    id: UUID
    kenmerk: str
    fase: Fase
    behandelaar_id: UUID | None
    naam: str
    geboortedatum: str
    geheimhouding: bool


class GevondenOpNaam(Gevonden, frozen=True):
    """Een dossier dat op naam gevonden is, met zijn plaats in de volgorde."""

    persoon_id: UUID
    rang: int
    onder_eerdere_naam: bool


class TermijnRij(Rij, frozen=True):
    tabel = Termijn

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    soort: Termijnsoort
    start: date
    start_gebeurtenis: str
    oorzaak_id: UUID | None
    ruw_einde: date
    einde: date
    atw: bool
    grond: str
    uitleg: Annotated[tuple[str, ...], JSONB]
    besluit_bekend: bool
    bron: Termijnbron
    status: Termijnstatus
    handeling_op: date | None
    gedrukt_einde: date | None
    recht_versie: str
    bepaald_op: datetime


class TermijnverschuivingRij(Rij, frozen=True):
    tabel = Termijnverschuiving

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    termijn_id: UUID
    vorige_id: UUID
    soort: Termijnsoort
    van_dag: date
    naar_dag: date
    tijdig_tot: date
    van_status: Termijnstatus
    naar_status: Termijnstatus
    reden: str
    recht_versie: str
    verschoven_op: datetime


class Verschuivingsregel(Rij, frozen=True):
    """Een regel van de lijst van verschuivingen."""

    id: UUID
    dossier_id: UUID
    termijn_id: UUID
    vorige_id: UUID
    soort: Termijnsoort
    van_dag: date
    naar_dag: date
    tijdig_tot: date
    van_status: Termijnstatus
    naar_status: Termijnstatus
    reden: str
    verschoven_op: datetime
    kenmerk: str


class Termijnbeeld(Rij, frozen=True):
    """Een termijn met haar afleiding, zoals een medewerker haar leest."""

    tabel = Termijn

    id: UUID
    soort: Termijnsoort
    status: Termijnstatus
    start: date
    start_gebeurtenis: str
    ruw_einde: date
    einde: date
    atw: bool
    grond: str
    uitleg: Annotated[tuple[str, ...], JSONB]
    besluit_bekend: bool
    bron: Termijnbron
    handeling_op: date | None
    gedrukt_einde: date | None
    recht_versie: str


class StaandeTermijn(Rij, frozen=True):
    """Wat nodig is om te zien of een termijn al zo staat."""

    tabel = Termijn

    id: UUID
    soort: Termijnsoort
    start: date
    start_gebeurtenis: str
    oorzaak_id: UUID | None
    einde: date
    bron: Termijnbron
    status: Termijnstatus


class WerkitemRij(Rij, frozen=True):
    tabel = Werkitem

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID | None
    termijn_id: UUID | None
    soort: str
    omschrijving: str
    grond: str
    vervaldatum: date
    status: Werkstatus
    sleutel: str
    behandelaar_id: UUID | None
    ontstaan_op: datetime
    afgehandeld_op: datetime | None
    afgehandeld_door: UUID | None
    afhandeling: str
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None


class OpenWerk(Rij, frozen=True):
    """Wat er van open werk bij een dossier te lezen is."""

    id: UUID
    soort: str
    omschrijving: str
    grond: str
    uiterste_dag: date | None
    sleutel: str
    versie: int


class Dossierregel(Rij, frozen=True):
    """Een dossier in een lijst, met hoeveel open werk er is en wanneer het eerste af moet zijn."""

    id: UUID
    kenmerk: str
    fase: Fase
    doelgroep: Doelgroep | None
    behandelaar_id: UUID | None
    versie: int
    naam: str
    geheimhouding: bool
    overleden: bool
    open_werk: int
    eerste: date | None


class Werkregel(Rij, frozen=True):
    """Een regel van de werkvoorraad; zonder dossier is er geen kenmerk, geen fase en geen naam."""

    id: UUID
    soort: str
    omschrijving: str
    grond: str
    vervaldatum: date
    termijn_id: UUID | None
    dossier_id: UUID | None
    behandelaar_id: UUID | None
    sleutel: str
    versie: int
    kenmerk: str | None
    fase: Fase | None
    naam: str | None
    geheimhouding: bool | None
