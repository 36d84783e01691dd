"""DUO en de BRP: voor elke gemeente de lijn echt opgezet, en hoe lang haar certificaat nog geldt.

Er gaat één verzoek zonder persoon naar het basisadres; wat de buur daarop antwoordt maakt niet uit, als hij ons
binnenlaat.
"""

import ssl
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path

import httpx2

from core.instellingen.legitimatie import Buur, Legitimatiebron, OnjuisteLegitimatie
from core.integrations.buren import maak_lijn
from core.integrations.lijn import reden_van
from core.platform.tenants import OnjuisteTenants, Tenant
from core.productie.bevinding import Bevinding, houdt_tegen
from core.productie.certificaten import einde
from core.productie.installatie import Installatie

NAAM = "buren"
_tegen = houdt_tegen(NAAM)
NODIG = ("tenants", "duo_adres", "duo_legitimatie", "brp_adres", "brp_legitimatie")
TIJDSLIMIET = httpx2.Timeout(10.0, connect=5.0)
_BUITEN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_NAAM = {Buur.DUO: "DUO", Buur.BRP: "de BRP"}


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Elke gemeente bij elke buur."""
    try:
        tenants = installatie.tenants
    except OnjuisteTenants:
        return  # the gemeenten themselves say so
    for buur in Buur:
        for tenant in tenants:
            async for bevinding in _bij(installatie, buur, tenant):
                yield bevinding


async def _bij(installatie: Installatie, buur: Buur, tenant: Tenant) -> AsyncIterator[Bevinding]:
    map_ = getattr(installatie.config, f"{buur}_legitimatie")
    variabele = f"MEEDOEN_{buur.upper()}_LEGITIMATIE"
    wie = f"{tenant.naam} bij {_NAAM[buur]}"
    oins = {ander.oin: ander.code for ander in installatie.tenants}
    try:
        if map_:
            legitimatie = Legitimatiebron(buur=buur, map=Path(map_), code=tenant.code).lees()
            for bevinding in einde(NAAM, wie, legitimatie.verloopt_op, nu=installatie.nu):
                yield bevinding
        lijn = maak_lijn(buur, getattr(installatie.config, f"{buur}_adres"), map_, oins, tenant)
    except OnjuisteLegitimatie as fout:
        for gebrek in fout.gebreken:
            yield _tegen(f"{wie}: {gebrek}", f"zet de bestanden goed in de map van {variabele}")
        return
    except ssl.SSLError as fout:
        yield _tegen(f"{wie}: OpenSSL leest de bestanden niet ({fout.reason})", f"kijk de map van {variabele} na")
        return
    try:
        antwoord = await lijn.get("", timeout=TIJDSLIMIET)
    except httpx2.HTTPError as fout:
        yield _tegen(
            f"{wie}: de verbinding lukt niet ({reden_van(fout)})",
            f"kijk MEEDOEN_{buur.upper()}_ADRES, de weg erheen en de map van {variabele} na",
        )
    else:
        if antwoord.status_code in _BUITEN:
            yield _tegen(
                f"{wie}: de verbinding lukt, maar de buur laat ons niet binnen ({antwoord.status_code})",
                "vraag de buur of hij dit certificaat of deze sleutel kent, en voor deze gemeente toelaat",
            )
    finally:
        await lijn.aclose()
