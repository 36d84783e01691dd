"""De systemen waar deze beheerder over gaat."""

from core.platform.db.uow import Tx
from core.process.machine.rijen import Machineregel

_LIJST = """
select m.id, m.client_id, l.rol, l.naam, m.afdruk, l.vanaf, l.tot, l.ingetrokken_op
from meedoen.machine m
join meedoen.lidmaatschap l on l.gemeente_id = m.gemeente_id and l.id = m.id
where m.gemeente_id = $1 and m.eigenaar_id = $2
order by l.naam, l.vanaf desc, l.id limit 200"""


async def lees(tx: Tx) -> list[Machineregel]:
    """Alle, ook wat voorbij is; de nieuwste sleutel van een systeem eerst."""
    eigenaar = tx.toegang.organisatie_id or tx.gemeente_id
    return await tx.fetch_als(Machineregel, _LIJST, tx.gemeente_id, eigenaar)
