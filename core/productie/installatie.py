"""De installatie die nagekeken wordt: haar instellingen, haar gemeenten, en hoe laat het is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from core.instellingen.config import Config
from core.law.lezen import lees_recht
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.pluginhost.host import Pluginstand, bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats, lees_toegelaten
from core.platform.tenancy import Actor
from core.platform.tenants import Tenant, lees_tenants


@dataclass(frozen=True, kw_only=True)
class Installatie:
    """Wat er nagekeken wordt. Een instelling die niet te lezen was, heeft `config` niet."""

    config: Config
    nu: datetime
    """De tijd van deze machine: daarop toetst ook een ander een certificaat."""
    back_up: Path | None = None
    """Het bestand dat de back-up bijwerkt, elke keer dat zij gelukt is."""

    @cached_property
    def tenants(self) -> tuple[Tenant, ...]:
        """De gemeenten van de tenantbestanden.

        Raises:
            OnjuisteTenants: een bestand is niet te lezen.
        """
        return tuple(lees_tenants(self.config.tenants).values())

    @cached_property
    def plugins(self) -> Pluginstand:
        """Wat het starten van de plugins van elke gemeente maakt, met een voorbeeld geweigerd zoals in productie.

        Raises:
            OnjuisteTenants: een bestand is niet te lezen.
        """
        map_ = self.config.tenants
        gevonden = Vindplaats(toegelaten=lees_toegelaten(map_))
        return bouw_plugins(lees_tenants(map_), lees_recht(), gevonden, voorbeelden=False)

    @asynccontextmanager
    async def databank(self, actor: Actor) -> AsyncIterator[Databank]:
        """Eén verbinding in deze rol, helemaal nagekeken zoals bij het starten.

        Raises:
            Onbereikbaar: de database antwoordt niet.
            OnveiligeRol: de rol kan meer dan zij hoort te kunnen.
        """
        databank = Databank(
            {actor: getattr(self.config, f"db_{actor}")},
            klok=Klok(soort=self.config.klok),
            verbindingen=1,
            knopen=self.config.knopen or (),
        )
        await databank.open()
        try:
            yield databank
        finally:
            await databank.sluit()
