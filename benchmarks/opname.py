"""Which statements the application really sends: recorded from its own code, to be played back without that code.

So the bare handler and the statement measurement do the same transaction by construction, also after it changes.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.bootstrap import maak_huis
from core.instellingen.config import Config
from core.ontwikkeling.medewerkers import onderwerp_van
from core.platform.db.context import opening
from core.platform.db.uow import _NUMMER, Databank, Tx
from core.platform.http.bezoek import _als_gemeente, lidmaatschappen
from core.platform.http.tokens import Identiteit
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor, Rol, Toegang
from core.platform.tenants import Tenant
from core.process.dossier import views, werklijst
from core.process.dossier.werklijst import Filters

LIMIET = 50
_AUDIT = "insert into meedoen.audit"
_PLAATS_ID = 1  # of the id among the values of an audit line; a primary key must be new


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """One statement with the values of the recording."""

    sql: str
    waarden: tuple[object, ...]

    def met(self, vervang: dict[object, object]) -> tuple[object, ...]:
        """The values, with these replaced by others."""
        return tuple(vervang.get(w, w) if isinstance(w, UUID | str) else w for w in self.waarden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One transaction: how it opens, what it reads, and the line in the audit log."""

    opening: str
    lezen: tuple[Opdracht, ...]
    audit: Opdracht
    gemeente_id: UUID
    dossier_id: UUID | None = None

    def verplaats(self, gemeente_id: UUID, dossier_id: UUID | None) -> dict[object, object]:
        """What to replace to play the tape for another gemeente and dossier."""
        ander: dict[object, object] = {self.gemeente_id: gemeente_id}
        if self.dossier_id is not None and dossier_id is not None:
            ander |= {self.dossier_id: dossier_id, str(self.dossier_id): str(dossier_id)}
        return ander

    def auditwaarden(self, vervang: dict[object, object]) -> tuple[object, ...]:
        waarden = list(self.audit.met(vervang))
        waarden[_PLAATS_ID] = nieuw_id()
        return tuple(waarden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opname:
    """Who asks, and what his two transactions look like."""

    toegang: Toegang
    identiteit: Identiteit
    pagina: Band
    dossier: Band


async def neem_op(config: Config, tenant: Tenant, dossier_id: UUID) -> Opname:
    """Read the first page of the work list and this dossier, as the klantmanager of `tenant`, and record it."""
    identiteit = Identiteit(uitgever=config.token_uitgever, onderwerp=onderwerp_van(Rol.KLANTMANAGER, tenant))
    huis = maak_huis(config, actoren=frozenset({Actor.GEMEENTE, Actor.TOEGANG}))
    await huis.databank.open()
    try:
        leden = await lidmaatschappen(huis, identiteit)
        toegang, _ = _als_gemeente(leden, tenant.code, "GET /v1/gemeenten/{gemeentecode:str}/werkvoorraad")
        return Opname(
            toegang=toegang,
            identiteit=identiteit,
            pagina=await _neem_op(
                huis.databank, toegang, lambda tx: werklijst.pagina(tx, huis, filters=Filters(), limiet=LIMIET)
            ),
            dossier=await _neem_op(huis.databank, toegang, lambda tx: views.dossier(tx, huis, dossier_id), dossier_id),
        )
    finally:
        await huis.databank.sluit()


async def _neem_op(
    databank: Databank, toegang: Toegang, lees: Callable[[Tx], Awaitable[Any]], dossier_id: UUID | None = None
) -> Band:
    gezien: list[Opdracht] = []

    def noteer(record: Any) -> None:
        gezien.append(Opdracht(sql=record.query, waarden=tuple(record.args or ())))

    async with databank.uow(toegang) as tx:
        with tx._verbinding.query_logger(noteer):
            await lees(tx)
            # asyncpg hands its records over in the next turn of the event loop.
            await asyncio.sleep(0)
    audit = [o for o in gezien if o.sql.lstrip().startswith(_AUDIT)]
    # Only who computes a MAC needs the number of the transaction.
    lezen = tuple(o for o in gezien if o not in audit and o.sql != _NUMMER)
    if len(audit) != 1 or not lezen:
        raise ValueError("een lezing hoort uit opdrachten en één auditregel te bestaan")
    if toegang.gemeente_id is None:
        raise ValueError("opnemen kan alleen binnen één gemeente")
    return Band(
        opening=opening(toegang),
        lezen=lezen,
        audit=audit[0],
        gemeente_id=toegang.gemeente_id,
        dossier_id=dossier_id,
    )
