"""Hoeveel dossiers er zijn, over gemeenten heen: voor wie een opstelling start en wil weten waarop."""

from collections.abc import Iterable

from core.platform.db.uow import Databank
from core.platform.tenancy import Doel, toegang_taak
from core.platform.tenants import Tenant

_TEL = "select count(*) as aantal from meedoen.dossier where gemeente_id = $1"


async def tel_dossiers(databank: Databank, tenants: Iterable[Tenant]) -> int:
    """Hoeveel dossiers deze gemeenten samen hebben, met een transactie per gemeente."""
    aantal = 0
    for tenant in tenants:
        async with databank.uow(toegang_taak(tenant.id, doel=Doel.BEVEILIGING, oorsprong="meedoen run")) as tx:
            aantal += (await tx.fetch(_TEL, tx.gemeente_id))[0]["aantal"]
    return aantal
