"""De rijen van de toewijzing, en van wat een organisatie van een toegewezen persoon ziet."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.leerroutes import Leerroute
from core.law.retourpost import FoutAdres
from core.law.toewijzen import Inschrijvingsbron, Weigerreden
from core.platform.clock import Klok
from core.platform.db.rij import JSONB, Rij
from core.process.dossier.tables import GEEN_DATUM
from core.process.toewijzing.tables import (
    Begeleide,
    Leerling,
    Leerlingstatus,
    Toewijzing,
    Toewijzingsdoel,
    Toewijzingstatus,
)


class ToewijzingRij(Rij, frozen=True):
    """Zoals de gemeente haar leest."""

    tabel = Toewijzing

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    organisatie_id: UUID
    doel: Toewijzingsdoel
    dienst: str
    grond: str
    status: Toewijzingstatus
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None
    aangeboden_op: datetime
    beeindigd_op: datetime | None
    aangeboden_door: UUID
    beantwoord_op: datetime | None
    inschrijving_bron: Inschrijvingsbron | None
    inschrijving_bekend_op: date | None
    gevraagd_leerroute: Leerroute | None
    gevraagd_uren: int | None
    gevraagd_start: date | None
    weigerreden: Weigerreden | None
    start_op: date | None
    groep: str
    locatie: str
    contact: str
    eigen_nummer: str
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None


class Aanbod(Rij, frozen=True):
    """Zoals de organisatie haar leest aan wie zij is aangeboden: niets van de persoon."""

    tabel = Toewijzing

    dossier_id: UUID
    doel: Toewijzingsdoel
    status: Toewijzingstatus
    versie: int
    gewijzigd_op: datetime | None


class Envelop(Rij, frozen=True, kw_only=True):
    """Welke toewijzing, van wie, en tot wanneer: hiermee begint elke projectie."""

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    organisatie_id: UUID
    status: StrEnum
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None
    versie: int
    grond: str


class Naw(Envelop, frozen=True, kw_only=True):
    """Naam, adres en woonplaats; bij geheimhouding geen adres."""

    kenmerk: str
    eigen_nummer: str
    naam: str
    geheimhouding: bool
    adres_in_onderzoek: bool
    adresregel1: str | None
    adresregel2: str | None
    adresregel3: str | None


class LeerlingRij(Naw, frozen=True, kw_only=True):
    """Lesgeven: NAW, leerroute, termijn, en van asiel de intensiteit (art. 9.2 lid 3 Bi2021). De lijst gaat op uiterste
    dag."""

    tabel = Leerling

    status: Leerlingstatus
    vervaldatum: date
    leerroute: Leerroute | None
    intensiteit: int | None
    termijn_van: date | None
    termijn_tot: date | None
    termijn_wordt_bijgewerkt: bool


class BegeleideRij(Naw, frozen=True, kw_only=True):
    """Begeleiding: wie het is, waar hij woont en om welke dienst het gaat. De lijst gaat op hoe lang al."""

    tabel = Begeleide

    status: Toewijzingstatus
    dienst: str
    sinds: date


class Bron(Envelop, frozen=True, kw_only=True):
    """Waar een projectie uit volgt: de toewijzing, haar dossier en zijn persoon."""

    status: Toewijzingstatus
    doel: Toewijzingsdoel
    dienst: str
    aangeboden_op: datetime
    pip_bekend: bool
    pip_terug: bool
    kenmerk: str
    eigen_nummer: str
    doelgroep: Doelgroep | None
    fijne_doelgroep: GedetailleerdeDoelgroep | None
    leerroute: Leerroute | None
    intensiteit: int | None
    termijn_van: date | None
    termijn_tot: date | None
    termijn_oude_van: date | None
    termijn_wordt_bijgewerkt: bool = False
    naam: str
    geheimhouding: bool
    in_onderzoek: Annotated[tuple[str, ...], JSONB]
    adresregel1: str | None
    adresregel2: str | None
    adresregel3: str | None
    adres_vanaf: str
    fout_gebleken: Annotated[tuple[FoutAdres, ...], JSONB]

    @property
    def adresregels(self) -> tuple[str, ...]:
        return tuple(regel for regel in (self.adresregel1, self.adresregel2, self.adresregel3) if regel)

    @property
    def vervaldatum(self) -> date:
        """De uiterste dag: DUO noemt de dag erna."""
        return GEEN_DATUM if self.termijn_tot is None else self.termijn_tot - timedelta(days=1)

    @property
    def adres_in_onderzoek(self) -> bool:
        """Of de BRP twijfelt aan het adres dat hier staat."""
        return self.adresregel1 is not None and any(
            veld.startswith(("verblijfplaats.", "adressering.adresregel")) for veld in self.in_onderzoek
        )

    @property
    def sinds(self) -> date:
        return Klok.datum(self.aangeboden_op)


class Lijstregel(Rij, frozen=True, kw_only=True):
    """Een regel van een lijst over gemeenten heen, in haar volgorde; van een aanbod is van de persoon alles leeg."""

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    status: Toewijzingstatus
    volgorde: date
    versie: int
    eigen_nummer: str
    naam: str
    geheimhouding: bool
    cbs_code: str
    gemeente: str


class Leerlingregel(Lijstregel, frozen=True, kw_only=True):
    leerroute: Leerroute | None
    gevraagd_leerroute: Leerroute | None
    gevraagd_uren: int | None
    gevraagd_start: date | None


class Begeleideregel(Lijstregel, frozen=True, kw_only=True):
    dienst: str
    grond: str
    kenmerk: str
    adres_in_onderzoek: bool
    adresregel1: str | None
    adresregel2: str | None
    adresregel3: str | None
