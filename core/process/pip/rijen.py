"""De rij van het PIP, zoals de code haar leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.verrekening import Verrekening
from core.platform.db.rij import JSONB, Rij
from core.process.pip.tables import Pip, Pipstatus


class PipRij(Rij, frozen=True):
    tabel = Pip

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    volgnummer: int
    status: Pipstatus
    leerroute: Leerroute | None
    niveau: Niveau | None
    ondersteuning: str
    intensiteit_pvt: int | None
    intensiteit_map: int | None
    vve_afspraken: str
    vve_nvt: bool
    intensiteit_leerroute: int | None
    geschatte_intensiteit_b1: int | None
    aantal_voortgangsgesprekken: int | None
    participatiewet_beschikkingen: Annotated[tuple[str, ...], JSONB]
    a2_knm_examenwens: bool
    lagere_urennorm: int | None
    alfabetisering: Alfabetisering | None
    mag_opleiding_afmaken: bool
    motivering: str
    eigen_woorden: str
    sterke_punten: str
    wensen: str
    verrekeningen: Annotated[tuple[Verrekening, ...], JSONB]
    dagtekening: date | None
    vastgesteld_door: UUID | None
    vastgesteld_op: datetime | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None


class Dagtekening(Rij, frozen=True):
    """De dag van een eerdere versie."""

    tabel = Pip

    dagtekening: date | None
