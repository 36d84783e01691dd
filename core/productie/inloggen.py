"""Inloggen: of iedereen ergens terechtkan, of elke inlogdienst antwoordt zoals afgesproken, en of wij te vinden
zijn."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from http import HTTPStatus

from core.fouten import Fout
from core.platform.ingangen import TegenstrijdigeAfspraken, verzamel
from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.dienstgegevens import Dienstgegevens
from core.platform.inloggen.sessies import nu_hier
from core.platform.platformbestand import OnjuistPlatform, Platform, lees_platform
from core.platform.tenants import OnjuisteTenants, Tenant
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vragen import Uitgaand
from core.productie.bevinding import Bevinding, Ernst, houdt_tegen
from core.productie.installatie import Installatie

NAAM = "inloggen"
_tegen = houdt_tegen(NAAM)
NODIG = ("tenants", "platform", "publiek_adres", "sleutel_inloggen", "uitgaand_toegestaan", "uitgaand_ca")
Haal = Callable[[str], Awaitable[bytes]]


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """De afspraken, elke dienst één keer echt gevraagd, en ons eigen adres."""
    config = installatie.config
    try:
        platform = lees_platform(config.platform or None)
        ingangen = verzamel(installatie.tenants, platform)
    except (OnjuistPlatform, TegenstrijdigeAfspraken) as fout:
        yield _tegen(str(fout), "verbeter de afspraak in het tenantbestand of in dat van MEEDOEN_PLATFORM")
        return
    except OnjuisteTenants:
        return  # the gemeenten themselves say so
    for bevinding in _wie_nergens(installatie.tenants, platform):
        yield bevinding
    uitgaand = Uitgaand(Uitgaandregels.van(config.uitgaand_toegestaan or ()), eigen_ca=config.uitgaand_ca)

    async def haal(adres: str) -> bytes:
        return (await uitgaand.haal(adres)).inhoud

    try:
        for dienst in ingangen.diensten.values():
            async for bevinding in _dienst(dienst, haal):
                yield bevinding
        async for bevinding in _eigen_adres(config.publiek_adres, uitgaand):
            yield bevinding
    finally:
        await uitgaand.sluit()


def _wie_nergens(tenants: tuple[Tenant, ...], platform: Platform) -> Iterator[Bevinding]:
    if platform.ingangen:
        return
    stap = "spreek in het tenantbestand een `inlogdienst` af, of een ingang in het bestand van MEEDOEN_PLATFORM"
    for tenant in tenants:
        if tenant.inlogdienst is None:
            yield _tegen(f"wie bij {tenant.naam} werkt kan nergens inloggen (docs/inlogdienst.md)", stap)
    for naam in _organisaties_zonder(tenants):
        yield Bevinding(onderdeel=NAAM, wat=f"wie bij {naam} werkt kan nergens inloggen", stap=stap, ernst=Ernst.LET_OP)


def _organisaties_zonder(tenants: tuple[Tenant, ...]) -> Iterable[str]:
    """Elke naam één keer: een organisatie kan voor meer gemeenten werken."""
    scholen = [school.naam for tenant in tenants for school in tenant.taalscholen if school.inlogdienst is None]
    partners = [partner.naam for tenant in tenants for partner in tenant.partners if partner.inlogdienst is None]
    return dict.fromkeys((*scholen, *partners))


async def _dienst(dienst: Inlogdienst, haal: Haal) -> AsyncIterator[Bevinding]:
    if not dienst.niveaus:
        yield _tegen(
            f"{dienst.uitgever}: er is geen niveau afgesproken, dus een wachtwoord alleen is genoeg",
            "vraag de dienst welk niveau zegt dat er meer dan een wachtwoord gevraagd is, en zet het onder `niveaus`",
        )
    gegevens = Dienstgegevens(dienst, haal=haal, nu=nu_hier)
    try:
        await gegevens.sleutels(None)
    except Fout as fout:
        yield _tegen(
            f"{dienst.uitgever}: {fout.melding}",
            "kijk het adres en de afspraken na (docs/inlogdienst.md); het logboek noemt elk gebrek",
        )


async def _eigen_adres(adres: str, uitgaand: Uitgaand) -> AsyncIterator[Bevinding]:
    if not adres:
        yield _tegen(
            "MEEDOEN_PUBLIEK_ADRES is leeg: niemand kan inloggen", "noem het adres waarop mensen Meedoen vinden"
        )
        return
    try:
        antwoord = await uitgaand.haal(f"{adres}/live")
    except Fout:
        goed = False
    else:
        goed = antwoord.status == HTTPStatus.OK
    if not goed:
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"{adres}/live antwoordt hiervandaan niet",
            stap="kijk na of de proxy ervoor draait en zijn certificaat klopt. Is het adres van hieruit niet te zien,"
            " probeer het dan van buiten",
            ernst=Ernst.LET_OP,
        )
