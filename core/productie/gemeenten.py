"""De gemeenten: haar tenantbestand met plugins, haar zout, haar rij in de database en wie er mag besluiten."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from itertools import product
from uuid import UUID

from core.bootstrap import alleen_met_zout
from core.fouten import Onbereikbaar
from core.law.besluiten import BESLUITEN, Besluitsoort, Karakter
from core.law.groepen import Doelgroep
from core.law.mandaat import geldende
from core.platform.clock import Klok
from core.platform.db.rollen import OnveiligeRol
from core.platform.db.uow import Databank
from core.platform.elektronische_weg import let_op
from core.platform.tenancy import Actor, Doel, toegang_leden, toegang_platform, toegang_taak
from core.platform.tenants import OnjuisteTenants, Tenant
from core.process.mandaat.register import lees_rijen
from core.process.mandaat.rijen import MandaatRij
from core.process.mandaat.tables import Herkomst
from core.productie.bevinding import Bevinding, Ernst, houdt_tegen
from core.productie.installatie import Installatie

NAAM = "gemeenten"
_tegen = houdt_tegen(NAAM)
NODIG = ("tenants", "sleutel_zout", "db_gemeente", "db_leden", "db_zegel")
OORSPRONG = "meedoen productie toets"
_GELADEN = "select id from meedoen.gemeente"
_BEHEERDERS = """
select 1 from meedoen.lidmaatschap
where gemeente_id = $1 and rol = 'beheerder' and ingetrokken_op is null
  and (tot is null or tot > statement_timestamp()) limit 1"""
TE_NEMEN = tuple(
    soort for soort, regel in BESLUITEN.items() if regel.bevoegdheid is not None and regel.karakter is Karakter.BESLUIT
)
"""De besluiten waarvoor er een handeling is: iemand moet ze namens het college kunnen nemen (art. 10:3 Awb)."""


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Alles van elke gemeente."""
    try:
        bestanden = tuple(_bestanden(installatie))
    except OnjuisteTenants as fout:
        yield _tegen(str(fout), "verbeter het bestand en voer `meedoen tenants toets` uit")
        return
    for bevinding in bestanden:
        yield bevinding
    try:
        geladen = await _geladen(installatie)
        async with (
            installatie.databank(Actor.GEMEENTE) as databank,
            installatie.databank(Actor.LEDEN) as van_leden,
        ):
            for tenant in installatie.tenants:
                if tenant.id not in geladen:
                    yield _tegen(f"{tenant.naam} staat niet in de database", "voer `meedoen tenants laad` uit")
                    continue
                if not await _heeft_beheerder(van_leden, tenant):
                    yield _tegen(
                        f"{tenant.naam} heeft geen beheerder: niemand kan er iemand uitnodigen",
                        f"voer `meedoen leden uitnodigen {tenant.code} --rol beheerder …` uit, en laat hem aanvaarden",
                    )
                for bevinding in _mandaten(tenant, await _register(databank, tenant), Klok.datum(installatie.nu)):
                    yield bevinding
    except (Onbereikbaar, OnveiligeRol):
        yield _tegen(
            "wat er van de gemeenten in de database staat is niet na te gaan",
            "maak eerst in orde wat er over de database staat, en kijk dan opnieuw",
        )


def _bestanden(installatie: Installatie) -> Iterator[Bevinding]:
    stand = alleen_met_zout(installatie.plugins, installatie.config.sleutel_zout)
    for tenant in installatie.tenants:
        uitval = stand.uitval.get(tenant.id)
        for probleem in uitval.problemen if uitval else ():
            yield _tegen(f"{tenant.naam}: {probleem}", "zonder dat wordt deze gemeente niet bediend; maak het in orde")
        wegen = let_op(tenant.elektronische_wegen, op=Klok.datum(installatie.nu))
        for wat in (*stand.let_op.get(tenant.id, ()), *wegen):
            yield Bevinding(
                onderdeel=NAAM,
                wat=f"{tenant.naam}: {wat}",
                stap="pas haar tenantbestand aan, of ga na dat het zo bedoeld is",
                ernst=Ernst.LET_OP,
            )


async def _geladen(installatie: Installatie) -> frozenset[UUID]:
    toegang = toegang_platform(Actor.ZEGEL, oorsprong=OORSPRONG)
    async with installatie.databank(Actor.ZEGEL) as databank, databank.uow(toegang) as tx:
        return frozenset(rij["id"] for rij in await tx.fetch(_GELADEN))


async def _heeft_beheerder(databank: Databank, tenant: Tenant) -> bool:
    toegang = toegang_leden(tenant.id, organisatie_id=None, medewerker_id=None, oorsprong=OORSPRONG)
    async with databank.uow(toegang) as tx:
        return await tx.fetchrow(_BEHEERDERS, tenant.id) is not None


async def _register(databank: Databank, tenant: Tenant) -> Sequence[MandaatRij]:
    async with databank.uow(toegang_taak(tenant.id, doel=Doel.BEVEILIGING, oorsprong=OORSPRONG)) as tx:
        return await lees_rijen(tx)


def _mandaten(tenant: Tenant, register: Sequence[MandaatRij], vandaag: date) -> Iterator[Bevinding]:
    if proef := [rij for rij in register if rij.herkomst == Herkomst.ILLUSTRATIEF and rij.ingetrokken_op is None]:
        yield _tegen(
            f"{tenant.naam}: in het mandaatregister staan voorbeelden ({len(proef)})",
            f"trek elk in met `meedoen mandaat trek-in {tenant.code} …`, en neem het echte mandaatbesluit op",
        )
    recht = [rij.als_recht() for rij in register]
    niet: dict[Besluitsoort, list[Doelgroep]] = {}
    for soort, groep in product(TE_NEMEN, Doelgroep):
        if not geldende(soort, recht, groep=groep, peildatum=vandaag):
            niet.setdefault(soort, []).append(groep)
    doe = f"neem het mandaatbesluit op: `meedoen mandaat leg-vast {tenant.code} --besluit …`"
    if len(niet) == len(TE_NEMEN):
        yield _tegen(f"{tenant.naam}: niemand mag namens het college een besluit nemen (art. 10:3 Awb)", doe)
        return
    for soort, groepen in niet.items():
        over = "" if len(groepen) == len(Doelgroep) else f" over {' en '.join(groepen)}"
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"{tenant.naam}: niemand mag {BESLUITEN[soort].naam}{over} vaststellen ({soort})",
            stap=doe,
            ernst=Ernst.LET_OP,
        )
