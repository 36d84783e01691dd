"""De rijen van besluit en brief, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.adresboek import Rol, Weg
from core.law.bekendmaking import Verzendwijze
from core.law.besluiten import Besluitsoort
from core.law.intrekken import Horen
from core.law.leerroutes import Leerroute
from core.platform.db.rij import JSONB, Rij
from core.process.besluit.ontvangstbewijs import Ontvangstbewijs
from core.process.besluit.tables import Besluit, Brief, Briefopmaak, Briefstatus, Briefverzending


class BesluitRij(Rij, frozen=True):
    tabel = Besluit

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    soort: Besluitsoort
    onderwerp_id: UUID
    dagtekening: date
    gronden: Annotated[tuple[str, ...], JSONB]
    ontvangstbewijs: Annotated[Ontvangstbewijs, JSONB]
    vastgesteld_door: UUID
    vastgesteld_op: datetime
    mandaat_id: UUID | None
    college_nummer: str
    college_datum: date | None
    bekendgemaakt_op: date | None
    vervangt: UUID | None
    motief: str
    horen: Annotated[Horen | None, JSONB]
    nog_leerroute: Leerroute | None
    nog_intensiteit: int | None


class Bekendmaking(Rij, frozen=True):
    """Of een besluit bekendgemaakt is, en wanneer."""

    tabel = Besluit

    id: UUID
    dossier_id: UUID
    soort: Besluitsoort
    onderwerp_id: UUID
    bekendgemaakt_op: date | None
    vervangt: UUID | None


class BriefRij(Rij, frozen=True):
    tabel = Brief

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    onderwerp_id: UUID
    afschrift_van: UUID | None
    opnieuw_na: UUID | None
    aan: Rol
    voorgestelde_weg: Weg
    adressering: str
    sjabloon: str
    sjabloon_versie: str
    gegevens_hash: str
    gegevens: bytes
    sleutelversie: int
    status: Briefstatus
    gemaakt_op: datetime | None
    verzonden_op: date | None
    verzonden_door: UUID | None
    verzonden_opmaak: UUID | None
    tijdig_tot: date | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None


class Briefstand(Rij, frozen=True):
    """Waar een brief is; zonder haar inhoud."""

    tabel = Brief

    id: UUID
    onderwerp_id: UUID
    afschrift_van: UUID | None
    opnieuw_na: UUID | None
    aan: Rol
    voorgestelde_weg: Weg
    adressering: str
    sjabloon: str
    sjabloon_versie: str
    status: Briefstatus
    gemaakt_op: datetime | None
    verzonden_op: date | None
    verzonden_opmaak: UUID | None
    tijdig_tot: date | None
    versie: int


class OpmaakRij(Rij, frozen=True):
    """Een opmaak zonder haar PDF."""

    tabel = Briefopmaak

    id: UUID
    dossier_id: UUID
    brief_id: UUID
    volgnummer: int
    verzenddag: date | None
    bezwaar_tot: date | None
    na_verhuizing: bool
    na_terugkeer: bool
    pdf_hash: str | None
    gevraagd_op: datetime
    gevraagd_door: UUID | None
    opgemaakt_op: datetime | None

    @property
    def stand(self) -> tuple[bool, bool]:
        """Of erop staat dat de persoon verhuisde, en dat hij terugkwam."""
        return self.na_verhuizing, self.na_terugkeer


class OpmaakPdf(Rij, frozen=True):
    tabel = Briefopmaak

    id: UUID
    brief_id: UUID
    pdf: bytes | None


class VerzendingRij(Rij, frozen=True):
    tabel = Briefverzending

    id: UUID
    brief_id: UUID
    opmaak_id: UUID
    verzonden_op: date
    wijze: Verzendwijze
    adres: str
    brp_adres: str
    ontvanger: str
    toelichting: str
    eerder_op: date | None
    motief: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
