"""De rijen van de brede intake, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.integrations.duo.contract import Lbtuitslag
from core.law.leerroutes import Leerroute
from core.platform.db.rij import JSONB, Rij
from core.process.intake.tables import BredeIntake, Leerbaarheidstoets, PersoonlijkeOmstandigheden, Toetsstatus
from core.process.intake.vragenlijsten import Lijstantwoord


class LeerbaarheidstoetsRij(Rij, frozen=True):
    tabel = Leerbaarheidstoets

    gemeente_id: UUID
    dossier_id: UUID
    status: Toetsstatus
    examennummer: str
    resultaat: Lbtuitslag | None
    behaalde_score: str
    benodigde_score: str
    afgenomen_op: date | None
    gelezen_op: datetime


class OmstandighedenRij(Rij, frozen=True):
    """De persoonlijke omstandigheden die tellen, versleuteld op de plaats van hun eigen rij."""

    tabel = PersoonlijkeOmstandigheden

    id: UUID
    cijfer: bytes


class BredeIntakeRij(Rij, frozen=True):
    tabel = BredeIntake

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    opleiding_en_werk: str
    vve: str
    vve_nvt: bool
    taalniveau: str
    arbeidsmogelijkheden: str
    zelfredzaamheid: str
    recht_op_individueel_gesprek_gemeld_op: date | None
    wil_onderwijsroute: bool
    onderwijsroute_onderzoek: str
    lbt_ontheffing_besloten_op: date | None
    lbt_motivering: str
    bronnen_bij_afwezigheid: str
    verslag: str
    eigen_woorden: str
    sterke_punten: str
    wensen: str
    omstandigheden_vastgelegd: bool
    heeft_participatiewet_beschikkingen: bool
    lokale_antwoorden: Annotated[tuple[Lijstantwoord, ...], JSONB]
    in_afwezigheid: bool
    leerroute_van_elders: Leerroute | None
    afgerond_op: date | None
    afgerond_door: UUID | None
    weggelegd_op: datetime | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None
