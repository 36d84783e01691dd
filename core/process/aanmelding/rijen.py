"""De rijen van wat DUO stuurt en geeft, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec

from core.integrations.duo.gebeurtenissen import Hulpbron
from core.law.besluiten import Besluitsoort
from core.law.elders import Intrekking, Intrekkingsbron
from core.law.elders_eigen import EigenPlan, lot_van
from core.law.elders_plan import Planbron
from core.law.gemeenten import naam_van_gemeente
from core.law.leerroutes import Leerroute
from core.platform.clock import NEDERLAND
from core.platform.db.rij import JSONB, Rij
from core.process.aanmelding.tables import (
    DuoGegeven,
    DuoOntvangst,
    DuoVergelijking,
    EldersIngetrokken,
    EldersPlan,
    Gegevensoort,
    Ontvangststatus,
)


class DuoOntvangstRij(Rij, frozen=True):
    tabel = DuoOntvangst

    gemeente_id: UUID
    id: UUID
    bericht_id: UUID
    ontvangen_op: datetime
    cijfer: bytes
    sleutelversie: int
    kenmerk: bytes
    indexversie: int
    gebeurtenis: str | None
    geregistreerd_op: date | None
    status: Ontvangststatus
    dossier_id: UUID | None
    verwerkt_op: datetime | None


class DuoGegevenRij(Rij, frozen=True):
    tabel = DuoGegeven

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    bron: Hulpbron
    soort: Gegevensoort
    dag: date | None
    besloten_op: date | None
    vanaf: date | None
    tot: date | None
    waarde: str
    onderdeel: str
    niveau: str
    reden: str
    aantal: int | None
    gelezen_op: datetime
    vervallen_op: datetime | None


class DuoPlan(Rij, frozen=True):
    """Een PIP zoals DUO het gaf: of zij het nu nog geeft, en of het van deze gemeente is. `zelf` is of deze gemeente er
    ooit een vaststelde; DUO houdt dat ook als het hier is ingetrokken (art. 11 lid 3)."""

    gemeente: str
    dag: date | None
    leerroute: str
    staat: bool
    eigen: bool
    zelf: bool
    van_hier: bool
    """Of het van deze gemeente is, in deze zaak of in een eerdere."""


class EigenPlanRij(Rij, frozen=True):
    """Een PIP dat dit college vaststelde, in deze zaak of in een eerdere, en met welk besluit het is teruggenomen."""

    dag: date
    bekend: bool
    hier: bool
    einde: Besluitsoort | None
    einde_op: date | None
    einde_bekend_op: date | None

    @property
    def plan(self) -> EigenPlan:
        return EigenPlan(
            dag=self.dag,
            lot=lot_van(self.einde, bekend=self.bekend),
            hier=self.hier,
            weg_op=self.einde_op,
            weg_bekend_op=self.einde_bekend_op,
            bekend=self.bekend,
        )


class EldersIngetrokkenRij(Rij, frozen=True):
    tabel = EldersIngetrokken

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    gemeente: str
    pip_van: date
    besluit_van: date
    kenmerk: str
    bron: Intrekkingsbron
    toelichting: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    teruggenomen_op: datetime | None

    @property
    def gemeentenaam(self) -> str:
        return naam_van_gemeente(self.gemeente)

    @property
    def intrekking(self) -> Intrekking:
        """Zoals de wet haar leest."""
        return Intrekking(
            gemeente=self.gemeente, pip_van=self.pip_van, besluit_van=self.besluit_van, bekend_op=self.bekend_op
        )

    @property
    def bekend_op(self) -> date:
        """De dag waarop hier is vastgelegd."""
        return self.vastgelegd_op.astimezone(NEDERLAND).date()


class EldersPlanRij(Rij, frozen=True):
    tabel = EldersPlan

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    gemeente: str
    pip_van: date
    leerroute: Leerroute
    bron: Planbron
    toelichting: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    teruggenomen_op: datetime | None

    @property
    def gemeentenaam(self) -> str:
        return naam_van_gemeente(self.gemeente)


class Verschil(msgspec.Struct, frozen=True, kw_only=True):
    """Eén verschil met DUO; `onderwerp` onderscheidt het van een ander van zijn soort, `code` is een gebeurtenis."""

    soort: str
    onderwerp: str
    wat: str
    code: str = ""


class VergelijkingRij(Rij, frozen=True):
    tabel = DuoVergelijking

    gemeente_id: UUID
    dossier_id: UUID
    begonnen_op: date
    nulmeting: bool
    klaargezet_op: date
    vergeleken_op: datetime | None
    contactpersoon_op: datetime | None
    nulverschillen: Annotated[tuple[Verschil, ...], JSONB]
    verschillen: Annotated[tuple[Verschil, ...], JSONB]


class TeVergelijken(Rij, frozen=True):
    """Een dossier dat vannacht vergeleken wordt."""

    id: UUID
    geopend_op: datetime
    klaargezet_op: date | None


class Vergelijkingsregel(Rij, frozen=True):
    """Een dossier waarin bij de laatste vergelijking iets anders was."""

    dossier_id: UUID
    kenmerk: str
    vergeleken_op: datetime | None
    nulverschillen: Annotated[tuple[Verschil, ...], JSONB]
    verschillen: Annotated[tuple[Verschil, ...], JSONB]
