"""Wat `meedoen mandaat` doet: het register tonen, een mandaat opnemen en intrekken, en de tenantbestanden laden."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date
from uuid import UUID

from core.fouten import OngeldigeInvoer
from core.instellingen.config import Config
from core.instellingen.tabel import Omgeving
from core.law.mandaat import Mandaat, geldende
from core.platform.audit.logboek import Logboek
from core.platform.clock import Klok
from core.platform.db.uow import Databank, Tx
from core.platform.ids import vast_id
from core.platform.tenancy import Actor, Doel, Toegang, toegang_taak
from core.platform.tenants import Mandaatregel, Tenant
from core.process.mandaat import actions
from core.process.mandaat.actions import Opname
from core.process.mandaat.register import lees_rijen
from core.process.mandaat.tables import Herkomst

OORSPRONG = "meedoen mandaat"


async def toon(config: Config, tenant: Tenant) -> str:
    """Het register van een gemeente als tekst.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    async with _in_gemeente(config, tenant) as tx:
        rijen, vandaag = await lees_rijen(tx), await tx.vandaag()
        register = [rij.als_recht() for rij in rijen]
    if not register:
        return f"{tenant.naam} ({tenant.code}): het mandaatregister is leeg; niemand kan een besluit nemen."
    regels = [f"{tenant.naam} ({tenant.code})"]
    for rij, m in zip(rijen, register, strict=True):
        geldt = m in geldende(m.soort, register, groep=m.groep, peildatum=vandaag)
        regels.append(
            f"  {m.id}  {m.soort:<4} {m.functie or m.houder_id}  {_wanneer(m)}  mandaatbesluit"
            f" {m.mandaatbesluit_nummer} van {m.mandaatbesluit_datum:%d-%m-%Y} ({rij.herkomst})"
            f"{'' if geldt else '  GELDT NU NIET'}"
        )
    return "\n".join(regels)


async def leg_vast(config: Config, tenant: Tenant, nieuw: Mandaat, *, door: str) -> None:
    """Neem een mandaat op; dezelfde fouten als `actions.leg_vast`."""
    async with _in_gemeente(config, tenant) as tx:
        await actions.leg_vast(tx, Logboek(config.sleutel_audit), nieuw, Opname(namens=door))


async def trek_in(config: Config, tenant: Tenant, mandaat_id: UUID, *, op: date | None, motief: str, door: str) -> None:
    """Trek een mandaat in, zonder dag vanaf vandaag; dezelfde fouten als `actions.trek_in`."""
    async with _in_gemeente(config, tenant) as tx:
        dag = op or await tx.vandaag()
        await actions.trek_in(tx, Logboek(config.sleutel_audit), mandaat_id, op=dag, motief=motief, namens=door)


async def laad(config: Config, tenants: Iterable[Tenant], *, door: str) -> dict[str, int]:
    """Neem op wat de tenantbestanden noemen en er nog niet staat; geeft per gemeente hoeveel.

    Raises:
        OngeldigeInvoer: in productie staat er een voorbeeld bij, of een regel deugt niet.
        Onbereikbaar: de database antwoordt niet.
    """
    tenants = tuple(tenants)
    if config.omgeving is Omgeving.PRODUCTIE and (proef := [t.naam for t in tenants if _is_voorbeeld(t)]):
        raise OngeldigeInvoer(f"Een voorbeeld van een mandaat hoort niet in productie: {', '.join(proef)}.")
    nieuw = {}
    async with _databank(config) as databank:
        for tenant in tenants:
            async with databank.uow(_toegang(tenant)) as tx:
                nieuw[tenant.code] = await neem_op(tx, Logboek(config.sleutel_audit), tenant, door=door)
    return nieuw


async def neem_op(tx: Tx, logboek: Logboek, tenant: Tenant, *, door: str) -> int:
    """De mandaten van één tenantbestand, in deze transactie; herhalen verandert niets."""
    nieuw = 0
    for regel in tenant.mandaten:
        for mandaat in _mandaten(tenant, regel):
            opname = Opname(herkomst=Herkomst(regel.status), namens=door)
            nieuw += await actions.leg_vast(tx, logboek, mandaat, opname)
    return nieuw


def _mandaten(tenant: Tenant, regel: Mandaatregel) -> list[Mandaat]:
    return [
        Mandaat(
            id=vast_id("mandaat", tenant.code, soort, regel.functie, regel.nummer, regel.vanaf.isoformat()),
            soort=soort,
            functie=regel.functie,
            mandaatbesluit_nummer=regel.nummer,
            mandaatbesluit_datum=regel.datum,
            vanaf=regel.vanaf,
            tot=regel.tot,
            groep=regel.groep,
            beperking=regel.beperking,
        )
        for soort in regel.besluiten
    ]


def _is_voorbeeld(tenant: Tenant) -> bool:
    return any(regel.status == Herkomst.ILLUSTRATIEF for regel in tenant.mandaten)


def _wanneer(mandaat: Mandaat) -> str:
    if mandaat.ingetrokken_op is not None:
        return f"vanaf {mandaat.vanaf:%d-%m-%Y}, ingetrokken per {mandaat.ingetrokken_op:%d-%m-%Y}"
    tot = "" if mandaat.tot is None else f" tot en met {mandaat.tot:%d-%m-%Y}"
    return f"vanaf {mandaat.vanaf:%d-%m-%Y}{tot}"


def _toegang(tenant: Tenant) -> Toegang:
    return toegang_taak(tenant.id, doel=Doel.BEVEILIGING, oorsprong=OORSPRONG)


@asynccontextmanager
async def _databank(config: Config) -> AsyncIterator[Databank]:
    databank = Databank({Actor.GEMEENTE: config.db_gemeente}, klok=Klok(soort=config.klok), verbindingen=1)
    await databank.open()
    try:
        yield databank
    finally:
        await databank.sluit()


@asynccontextmanager
async def _in_gemeente(config: Config, tenant: Tenant) -> AsyncIterator[Tx]:
    async with _databank(config) as databank, databank.uow(_toegang(tenant)) as tx:
        yield tx
