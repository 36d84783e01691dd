"""De rijen van dossier, termijn en werkvoorraad, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.fasen import Fase
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.leerroutes import Leerroute
from core.law.pip_termijnen import PipRegel
from core.law.termijn import Termijnsoort
from core.platform.db.rij import JSONB, Rij
from core.process.dossier.tables import Dossier, Termijn, Termijnbron, Termijnstatus, Werkitem, Werkstatus


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
    gekozen_regel: PipRegel | None
    gekozen_motief: str
    gekozen_door: UUID | None
    termijn_van: date | None
    termijn_tot: date | None
    let_op: str
    geopend_op: datetime
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None


class TermijnRij(Rij, frozen=True):
    tabel = Termijn

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    soort: Termijnsoort
    start: date
    start_gebeurtenis: str
    ruw_einde: date
    einde: date
    atw: bool
    grond: str
    uitleg: Annotated[tuple[str, ...], JSONB]
    besluit_bekend: bool
    bron: Termijnbron
    status: Termijnstatus
    recht_versie: str
    bepaald_op: datetime


class StaandeTermijn(Rij, frozen=True):
    """Wat nodig is om te zien of een termijn al zo staat."""

    tabel = Termijn

    id: UUID
    soort: Termijnsoort
    start: date
    start_gebeurtenis: str
    einde: date
    bron: Termijnbron


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


class OpenWerk(Rij, frozen=True):
    """Wat er van open werk bij een dossier te lezen is."""

    tabel = Werkitem

    id: UUID
    soort: str
    omschrijving: str
    grond: str
    vervaldatum: date
    versie: int
