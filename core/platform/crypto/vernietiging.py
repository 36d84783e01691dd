"""Een gemeente vernietigen door haar zout te wissen: alles wat van haar versleuteld is opent dan nergens meer, ook niet
in een kopie van de database.

Drie stappen, elk te herhalen: het register zegt dat het begonnen is (met wie en waarom, in het auditlog), het zout gaat
weg, het register zegt dat het af is. Valt het ertussen om, dan maakt opnieuw uitvoeren het af.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.config import Config
from core.platform.crypto.opdrachten import open_rotatie
from core.platform.crypto.rotatie import Cijferkolom
from core.platform.embedded.bestanden import schrijf
from core.platform.tenancy import toegang_sleutels
from core.platform.tenants import Tenant

_BEGIN = """
insert into meedoen.sleutel_vernietiging (gemeente_id, opdrachtgever, grond, uitgevoerd_door, aantal, begonnen_op)
values ($1, $2, $3, $4, $5, $6) on conflict (gemeente_id) do nothing"""
_EINDE = "update meedoen.sleutel_vernietiging set voltooid_op = $2 where gemeente_id = $1 and voltooid_op is null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """Wie de vernietiging opdroeg, op welke grond (kenmerk van de opdracht, artikel), en wie haar uitvoert."""

    opdrachtgever: str
    grond: str
    uitgevoerd_door: str


async def wat_verdwijnt(config: Config, kolommen: Sequence[Cijferkolom], tenant: Tenant) -> dict[str, int]:
    """Per kolom hoeveel cijferteksten na de vernietiging nooit meer openen.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    aantal = {kolom.naam: 0 for kolom in kolommen}
    async with open_rotatie(config, kolommen) as rotatie:
        for telling in await rotatie.tel([tenant.id]):
            aantal[telling.kolom] += telling.aantal
    return aantal


async def vernietig(
    config: Config, kolommen: Sequence[Cijferkolom], tenant: Tenant, opdracht: Opdracht, bestand: Path
) -> None:
    """Wis het zout van een gemeente uit `bestand`, voorgoed, en leg dat vast.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    aantal = sum((await wat_verdwijnt(config, kolommen, tenant)).values())
    toegang = toegang_sleutels(tenant.id, oorsprong="sleutels")
    async with open_rotatie(config, kolommen) as rotatie:
        async with rotatie.databank.uow(toegang) as tx:
            velden = (opdracht.opdrachtgever, opdracht.grond, opdracht.uitgevoerd_door)
            if await tx.voer_uit(_BEGIN, tenant.id, *velden, aantal, await tx.nu()):
                await rotatie.logboek.schrijf(tx, "sleutels.vernietigen", "gemeente", object_id=tenant.id)
        schrijf(bestand, config.sleutel_zout.zonder(tenant.id).als_tekst())
        async with rotatie.databank.uow(toegang) as tx:
            await tx.voer_uit(_EINDE, tenant.id, await tx.nu())
