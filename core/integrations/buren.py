"""De buren van een gemeente: DUO en de BRP, elk met een eigen lijn per gemeente, de mailserver van het huis, en de weg
naar webhooks.

Gemeenten delen geen verbinding: een buur kent een gemeente aan haar certificaat of sleutel, en die hoort bij de lijn.
"""

import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import httpx2

from core.instellingen.config import Config
from core.instellingen.legitimatie import Buur, Legitimatiebron, zonder
from core.instellingen.tabel import Omgeving
from core.integrations.brp.client import BrpClient
from core.integrations.duo.client import DuoClient
from core.integrations.lijn import Lijn
from core.integrations.mail import Mailserver, maak_mailserver
from core.platform.tenants import Tenant
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vragen import Uitgaand


class Lijnen:
    """De lijnen naar één buur, per gemeente; `maak` maakt er een als zij er nog niet is."""

    def __init__(self, maak: Callable[[Tenant], httpx2.AsyncClient]) -> None:
        self._maak = maak
        self._van: dict[UUID, httpx2.AsyncClient] = {}

    def van(self, tenant: Tenant) -> httpx2.AsyncClient:
        if tenant.id not in self._van:
            self._van[tenant.id] = self._maak(tenant)
        return self._van[tenant.id]

    async def sluit(self) -> None:
        for lijn in self._van.values():
            await lijn.aclose()


@dataclass(frozen=True, slots=True)
class Buren:
    """Maakt clients die namens één gemeente spreken; `sluit()` bij het stoppen."""

    duo_oin: str
    _duo: Lijnen
    _brp: Lijnen
    mail: Mailserver | None = None
    """Zonder mailt Meedoen niet."""
    webhooks: Uitgaand | None = None
    """De weg naar een adres dat een organisatie opgaf."""

    def duo(self, tenant: Tenant) -> DuoClient:
        return DuoClient(self._duo.van(tenant), bron=tenant.oin, doel=self.duo_oin)

    def brp(self, tenant: Tenant) -> BrpClient:
        return BrpClient(self._brp.van(tenant))

    async def sluit(self) -> None:
        await self._duo.sluit()
        await self._brp.sluit()
        if self.webhooks is not None:
            await self.webhooks.sluit()


def webhookregels(config: Config) -> Uitgaandregels:
    """Waar een webhook heen mag; dezelfde regels als zij wordt aangemeld en als er iets heen gaat."""
    productie = config.omgeving is Omgeving.PRODUCTIE
    return Uitgaandregels.voor_webhooks(config.uitgaand_toegestaan or (), productie=productie)


def maak_buren(config: Config, tenants: Iterable[Tenant]) -> Buren:
    """De buren volgens de instellingen, met voor elke gemeente haar lijnen al klaar: wat eraan mankeert blijkt nu.

    Systeemproxy's uit de omgeving tellen niet mee: een BSN gaat nergens langs.

    Raises:
        OnjuisteLegitimatie, ssl.SSLError: van een van de gemeenten deugt een bestand niet.
    """
    tenants = tuple(tenants)
    oins = {tenant.oin: tenant.code for tenant in tenants}
    buren = Buren(
        config.duo_oin,
        _lijnen(Buur.DUO, config.duo_adres, config.duo_legitimatie, oins),
        _lijnen(Buur.BRP, config.brp_adres, config.brp_legitimatie, oins),
        maak_mailserver(config),
        Uitgaand(webhookregels(config), eigen_ca=config.uitgaand_ca),
    )
    for tenant in tenants:
        buren.duo(tenant)
        buren.brp(tenant)
    return buren


def _lijnen(buur: Buur, adres: str, map_: str, oins: Mapping[str, str]) -> Lijnen:
    tls = httpx2.create_ssl_context(trust_env=False)
    return Lijnen(lambda tenant: maak_lijn(buur, adres, map_, oins, tenant, tls=tls))


def maak_lijn(
    buur: Buur, adres: str, map_: str, oins: Mapping[str, str], tenant: Tenant, *, tls: ssl.SSLContext | None = None
) -> httpx2.AsyncClient:
    """De lijn van deze gemeente naar deze buur; zonder `map_` met niets dan wie de server is (`tls`).

    Raises:
        OnjuisteLegitimatie, ssl.SSLError: een van haar bestanden deugt niet.
    """
    if not map_:
        tls = tls or httpx2.create_ssl_context(trust_env=False)
        return httpx2.AsyncClient(base_url=adres, verify=tls, trust_env=False)
    bron = Legitimatiebron(buur=buur, map=Path(map_), code=tenant.code, anderen=zonder(oins, tenant.oin))
    return httpx2.AsyncClient(base_url=adres, transport=Lijn(bron), trust_env=False)
