"""De buren van een gemeente: DUO en de BRP, met één gedeelde verbinding per buur."""

from dataclasses import dataclass

import httpx

from core.instellingen.config import Config
from core.integrations.brp.client import BrpClient
from core.integrations.duo.client import DuoClient
from core.platform.tenants import Tenant


@dataclass(frozen=True, slots=True)
class Buren:
    """Maakt clients die namens één gemeente spreken; `sluit()` bij het stoppen."""

    duo_oin: str
    _duo: httpx.AsyncClient
    _brp: httpx.AsyncClient

    def duo(self, tenant: Tenant) -> DuoClient:
        return DuoClient(self._duo, bron=tenant.oin, doel=self.duo_oin)

    def brp(self) -> BrpClient:
        return BrpClient(self._brp)

    async def sluit(self) -> None:
        await self._duo.aclose()
        await self._brp.aclose()


def maak_buren(config: Config) -> Buren:
    """De buren volgens de instellingen. Systeemproxy's uit de omgeving tellen niet mee: een BSN gaat nergens langs."""
    return Buren(
        config.duo_oin,
        httpx.AsyncClient(base_url=config.duo_adres, trust_env=False),
        httpx.AsyncClient(base_url=config.brp_adres, trust_env=False),
    )
