"""De lijst van het vergelijken met DUO: hoe ver het is, en in welke dossiers er iets anders was."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.rijen import Vergelijkingsregel

_STAND = """
select count(*) as dossiers, count(vergeleken_op) as vergeleken, max(vergeleken_op) as laatste,
  count(*) filter (where nulmeting) as nulmeting,
  count(*) filter (where verschillen <> '[]' or nulverschillen <> '[]') as verschillen
from meedoen.duo_vergelijking where gemeente_id = $1"""
_PAGINA = """
select v.dossier_id, d.kenmerk, v.vergeleken_op, v.nulverschillen, v.verschillen
from meedoen.duo_vergelijking v
join meedoen.dossier d on d.gemeente_id = $1 and d.id = v.dossier_id
where v.gemeente_id = $1 and (v.verschillen <> '[]' or v.nulverschillen <> '[]') and v.dossier_id > $2
order by v.dossier_id limit $3"""


class Verschilplaats(msgspec.Struct, frozen=True, array_like=True):
    """Het laatste dossier van een pagina."""

    id: UUID


class Vergeleken(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Hoe ver het vergelijken is: van hoeveel dossiers, hoeveel er vergeleken zijn en wanneer het laatst, hoeveel er
    bij de nulmeting hoorden, en in hoeveel er iets anders was."""

    dossiers: int
    vergeleken: int
    laatste: datetime | None
    nulmeting: int
    verschillen: int


class DuoVerschilUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een dossier waarin DUO iets anders had: bij de laatste vergelijking, en bij de nulmeting."""

    dossier_id: UUID
    kenmerk: str
    vergeleken_op: datetime | None
    verschillen: list[str]
    nulmeting: list[str]


async def stand(tx: Tx) -> Vergeleken:
    [rij] = await tx.fetch(_STAND, tx.gemeente_id)
    return Vergeleken(**dict(rij))


async def pagina(tx: Tx, huis: Huis, *, na: UUID, limiet: int) -> tuple[list[DuoVerschilUit], Verschilplaats | None]:
    """Een pagina dossiers op volgorde van openen; het lezen komt als één regel in het leeslog."""
    rijen = await tx.fetch_als(Vergelijkingsregel, _PAGINA, tx.gemeente_id, na, limiet + 1)
    getoond = rijen[:limiet]
    await huis.logboek.schrijf(tx, "duo-vergelijking.lezen", "dossier", dossiers=[r.dossier_id for r in getoond])
    volgende = Verschilplaats(id=getoond[-1].dossier_id) if len(rijen) > limiet else None
    return [
        DuoVerschilUit(
            dossier_id=r.dossier_id,
            kenmerk=r.kenmerk,
            vergeleken_op=r.vergeleken_op,
            verschillen=[v.wat for v in r.verschillen],
            nulmeting=[v.wat for v in r.nulverschillen],
        )
        for r in getoond
    ], volgende
