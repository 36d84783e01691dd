"""De lijst van termijnen die verschoven toen het recht wijzigde: wat, van welke dag naar welke, en waarom (PG-13)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.paginering import STANDAARD_LIMIET, Cursors
from core.platform.http.parameters import Cursor, Limiet
from core.platform.huis import Huis
from core.process.dossier.rijen import Verschuivingsregel

_ALLE = """
select v.id, v.dossier_id, v.termijn_id, v.vorige_id, v.soort, v.van_dag, v.naar_dag, v.tijdig_tot, v.van_status,
  v.naar_status, v.reden, v.verschoven_op, d.kenmerk
from meedoen.termijnverschuiving v
join meedoen.dossier d on d.gemeente_id = $1 and d.id = v.dossier_id
where v.gemeente_id = $1 and v.id > $2 and ($3::uuid is null or v.dossier_id = $3)
order by v.id limit $4"""
_BEGIN = UUID(int=0)


class Verschuivingsplaats(msgspec.Struct, frozen=True, array_like=True):
    """De laatste verschuiving van een pagina."""

    id: UUID


class Verschuiving(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een termijn die verschoof. `termijnId` is de termijn zoals zij nu staat, `vorigeId` die zij was; `tijdigTot` is
    tot wanneer iets nog op tijd was of is."""

    id: UUID
    dossier_id: UUID
    kenmerk: str
    termijn_id: UUID
    vorige_id: UUID
    soort: str
    van_dag: date
    naar_dag: date
    tijdig_tot: date
    van_status: str
    naar_status: str
    reden: str
    verschoven_op: datetime


class Verschuivingspagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina verschuivingen, oudste eerst; `volgende` is de cursor van de volgende, leeg op de laatste."""

    verschuivingen: list[Verschuiving]
    volgende: str | None


class VerschuivingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/termijnverschuivingen"
    tags = ("dossiers",)

    @get(
        summary="Welke termijnen verschoven doordat het recht wijzigde, en waarom",
        opt=vraagt("werkvoorraad", "lezen"),
    )
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        request: Request[Any, Any, Any],
        bezoek: NamedDependency[SkipValidation[Bezoek]],
        dossier: Annotated[UUID | None, QueryParameter(description="alleen van dit dossier")] = None,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Verschuivingspagina:
        cursors: Cursors = request.app.state.cursors
        filters = ("termijnverschuivingen", dossier)
        na = _BEGIN
        if cursor is not None:
            na = cursors.lees_als(Verschuivingsplaats, cursor, toegang=bezoek.toegang, filters=filters).id
        async with bezoek.uow() as tx:
            rijen, volgende = await _pagina(tx, bezoek.huis, dossier_id=dossier, na=na, limiet=limiet)
        verder = None if volgende is None else cursors.maak(volgende, toegang=bezoek.toegang, filters=filters)
        return Verschuivingspagina(verschuivingen=rijen, volgende=verder)


async def _pagina(
    tx: Tx, huis: Huis, *, dossier_id: UUID | None, na: UUID, limiet: int
) -> tuple[list[Verschuiving], Verschuivingsplaats | None]:
    rijen = await tx.fetch_als(Verschuivingsregel, _ALLE, tx.gemeente_id, na, dossier_id, limiet + 1)
    getoond = rijen[:limiet]
    dossiers = sorted({rij.dossier_id for rij in getoond})
    await huis.logboek.schrijf(tx, "termijnverschuiving.lezen", "termijnverschuiving", dossiers=dossiers)
    volgende = Verschuivingsplaats(id=getoond[-1].id) if len(rijen) > limiet else None
    return [Verschuiving(**msgspec.structs.asdict(rij)) for rij in getoond], volgende
