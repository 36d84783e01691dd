"""Wat `meedoen leden` doet: de eerste beheerder uitnodigen, zien wie er werkt of genodigd is, en in nood iemand eruit
zetten of een uitnodiging intrekken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from core.instellingen.config import Config
from core.platform.audit.logboek import Logboek
from core.platform.clock import NEDERLAND, Klok
from core.platform.db.uow import Databank, Tx
from core.platform.http.inloggen.deur import UITNODIGING
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor, Toegang, toegang_leden
from core.platform.tenants import Tenant
from core.process.leden import beeindigen, uitnodigen, views
from core.process.leden.regels import Genodigde
from core.process.leden.rijen import Lidregel, Openregel

OORSPRONG = "meedoen leden"


async def toon(config: Config, tenant: Tenant) -> str:
    """Wie hier werkt en wie genodigd is, bij de gemeente en bij elke organisatie, als tekst.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    regels = [f"{tenant.naam} ({tenant.code})"]
    genodigd: dict[UUID, Openregel] = {}
    async with _databank(config) as databank:
        for organisatie in (None, *tenant.organisaties):
            organisatie_id = None if organisatie is None else organisatie.id
            async with databank.uow(_toegang(tenant, organisatie_id)) as tx:
                leden = await _lees_alle(tx)
                # Of de link van een beheerder nog werkt, ziet alleen de gemeente die hem uitnodigde; zij leest eerst.
                genodigd = {regel.id: regel for regel in await _lees_genodigd(tx)} | genodigd
                logboek = Logboek(config.sleutel_audit)
                await logboek.schrijf(tx, "lidmaatschap.lezen", "lidmaatschap")
                await logboek.schrijf(tx, "lidmaatschap.uitnodigingen-lezen", "uitnodiging")
            eigen = [_als_regel(lid) for lid in leden if lid.organisatie_id == organisatie_id]
            eigen += [_als_open(open_) for open_ in genodigd.values() if open_.organisatie_id == organisatie_id]
            if organisatie is not None and eigen:
                regels.append(organisatie.naam)
            regels += eigen
    return "\n".join(regels) if len(regels) > 1 else f"{regels[0]}: hier werkt nog niemand."


async def _lees_alle(tx: Tx) -> list[Lidregel]:
    """Wie er werkt, alle pagina's achter elkaar."""
    alle: list[Lidregel] = []
    while pagina := await views.lees_leden(tx, ook_voorbij=False, na=alle[-1].id if alle else None):
        alle += pagina
    return alle


async def _lees_genodigd(tx: Tx) -> list[Openregel]:
    """De uitnodigingen zonder antwoord, alle pagina's achter elkaar."""
    alle: list[Openregel] = []
    while pagina := await uitnodigen.lees_open(tx, alle[-1].id if alle else None):
        alle += pagina
    return alle


def _als_regel(lid: Lidregel) -> str:
    functie = f", {lid.functie}" if lid.functie else ""
    tot = "" if lid.tot is None else f" tot {lid.tot.astimezone(NEDERLAND):%d-%m-%Y}"
    vanaf = f"{lid.vanaf.astimezone(NEDERLAND):%d-%m-%Y}"
    return f"  {lid.id}  {lid.rol:<36} {lid.naam} <{lid.email}>{functie}  vanaf {vanaf}{tot}"


def _als_open(open_: Openregel) -> str:
    functie = f", {open_.functie}" if open_.functie else ""
    tot = f"{open_.verloopt_op.astimezone(NEDERLAND):%d-%m-%Y %H:%M}"
    stand = f"uitgenodigd, open tot {tot}" if open_.geldt else "uitgenodigd, de link werkt niet meer"
    mail = f", mail niet bezorgd ({open_.niet_bezorgd_reden})" if open_.niet_bezorgd_op is not None else ""
    return f"  {open_.id}  {open_.rol:<36} {open_.naam} <{open_.email}>{functie}  {stand}{mail}"


async def nodig_uit(config: Config, tenant: Tenant, wie: Genodigde, *, door: str) -> str:
    """Nodig iemand uit; geeft de link. Dezelfde fouten als `uitnodigen.nodig_uit`."""
    async with _databank(config) as databank, databank.uow(_toegang(tenant, None)) as tx:
        geheim = await uitnodigen.nodig_uit(tx, Logboek(config.sleutel_audit), tenant, nieuw_id(), wie, namens=door)
    return f"{config.publiek_adres}{UITNODIGING}/{tenant.code}/{geheim}"


async def trek_in(config: Config, tenant: Tenant, uitnodiging_id: UUID, *, organisatie_id: UUID | None) -> None:
    """Trek een uitnodiging in; dezelfde fouten als `uitnodigen.trek_in`."""
    async with _databank(config) as databank, databank.uow(_toegang(tenant, organisatie_id)) as tx:
        await uitnodigen.trek_in(tx, Logboek(config.sleutel_audit), uitnodiging_id)


async def beeindig(
    config: Config, tenant: Tenant, lid_id: UUID, *, organisatie_id: UUID | None, zonder_overdracht: bool, door: str
) -> None:
    """Beëindig een lidmaatschap; dezelfde fouten als `eis_overgedragen` en `beeindigen.beeindig`."""
    toegang = _toegang(tenant, organisatie_id)
    async with _databank(config) as databank:
        if not zonder_overdracht:
            await beeindigen.eis_overgedragen(databank, toegang, lid_id)
        async with databank.uow(toegang) as tx:
            await beeindigen.beeindig(tx, Logboek(config.sleutel_audit), lid_id, namens=door)


async def zie_na(config: Config, tenant: Tenant, lid_id: UUID, *, organisatie_id: UUID | None, door: str) -> None:
    """Leg vast dat een lidmaatschap nog klopt; dezelfde fouten als `beeindigen.zie_na`."""
    async with _databank(config) as databank, databank.uow(_toegang(tenant, organisatie_id)) as tx:
        await beeindigen.zie_na(tx, Logboek(config.sleutel_audit), lid_id, namens=door)


def _toegang(tenant: Tenant, organisatie_id: UUID | None) -> Toegang:
    return toegang_leden(tenant.id, organisatie_id=organisatie_id, medewerker_id=None, oorsprong=OORSPRONG)


@asynccontextmanager
async def _databank(config: Config) -> AsyncIterator[Databank]:
    databank = Databank(
        {Actor.LEDEN: config.db_leden, Actor.GEMEENTE: config.db_gemeente},
        klok=Klok(soort=config.klok),
        verbindingen=1,
    )
    await databank.open()
    try:
        yield databank
    finally:
        await databank.sluit()
