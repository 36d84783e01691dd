"""Een gemeente vernietigen door haar zout te wissen: alles wat van haar versleuteld is opent dan nergens meer, ook niet
in een kopie van de database.

Drie stappen, elk te herhalen: het register zegt dat het begonnen is (met wie en waarom, in het auditlog), het zout gaat
weg, het register zegt dat het af is. Valt het ertussen om, dan maakt opnieuw uitvoeren het af.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.fouten import NietGevonden, VoorwaardeNietVervuld
from core.instellingen.config import Config
from core.instellingen.sleutels import OnjuisteSleutels, lees_zouten
from core.platform.sleutelbeheer.opdrachten import open_rotatie
from core.platform.sleutelbeheer.rotatie import Cijferkolom
from core.platform.sleutelbeheer.sleutelbestand import lees, vervang
from core.platform.tenancy import toegang_sleutels
from core.platform.tenants import Tenant

_BEGIN = """
insert into meedoen.sleutel_vernietiging (gemeente_id, opdrachtgever, grond, uitgevoerd_door, aantal, begonnen_op)
values ($1, $2, $3, $4, $5, $6) on conflict (gemeente_id) do nothing"""
_ZELFDE = """
select 1 from meedoen.sleutel_vernietiging
where gemeente_id = $1 and opdrachtgever = $2 and grond = $3 and uitgevoerd_door = $4"""
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
        OnjuisteSleutels: in `bestand` staat geen zout van haar, of het is hier niet te wijzigen.
        VoorwaardeNietVervuld: het was al begonnen, in een andere opdracht.
        NietGevonden: zij staat niet in de database.
        Onbereikbaar: de database antwoordt niet.
    """
    _zonder(lees(bestand), tenant)
    aantal = sum((await wat_verdwijnt(config, kolommen, tenant)).values())
    toegang = toegang_sleutels(tenant.id, oorsprong="sleutels")
    async with open_rotatie(config, kolommen) as rotatie:
        if tenant.id not in {g.id for g in await rotatie.gemeenten()}:
            raise NietGevonden(f"{tenant.naam} staat niet in de database; er is niets van haar te vernietigen.")
        async with rotatie.databank.uow(toegang) as tx:
            velden = (opdracht.opdrachtgever, opdracht.grond, opdracht.uitgevoerd_door)
            if await tx.voer_uit(_BEGIN, tenant.id, *velden, aantal, await tx.nu()):
                await rotatie.logboek.schrijf(tx, "sleutels.vernietigen", "gemeente", object_id=tenant.id)
            elif await tx.fetchrow(_ZELFDE, tenant.id, *velden) is None:
                raise VoorwaardeNietVervuld(
                    "Het vernietigen van deze gemeente is al begonnen met een andere opdrachtgever, grond of"
                    " uitvoerder. Geef dezelfde op als toen; zij staan in het register."
                )
        vervang(bestand, lambda tekst: _zonder(tekst, tenant))
        async with rotatie.databank.uow(toegang) as tx:
            await tx.voer_uit(_EINDE, tenant.id, await tx.nu())


def _zonder(tekst: str, tenant: Tenant) -> str:
    """De zouten in `tekst` zonder dat van deze gemeente."""
    zouten = lees_zouten(tekst)
    if tenant.id not in zouten.van and tenant.id not in zouten.vernietigd:
        raise OnjuisteSleutels(f"in dit bestand staat geen zout van {tenant.naam}; wijs het goede aan met --bestand")
    return zouten.zonder(tenant.id).als_tekst()
