"""Het huis: de bevroren onderdelen die elke actie nodig kan hebben, bij het starten één keer gebouwd.

Acties en views krijgen `tx` eerst en `huis` daarna; zij bouwen zelf niets en kennen geen globale.
"""

from dataclasses import dataclass
from uuid import UUID

from core.config import Config
from core.fouten import NietGevonden
from core.law.recht import Recht
from core.platform.access.bevoegdheden import Bevoegdheden
from core.platform.audit.logboek import Logboek
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Huis:
    config: Config
    databank: Databank
    kluis: Kluis
    logboek: Logboek
    bevoegdheden: Bevoegdheden
    recht: Recht
    tenants: dict[UUID, Tenant]

    def tenant(self, gemeente_id: UUID) -> Tenant:
        """De tenant van een gemeente; NietGevonden als zij niet (meer) wordt bediend."""
        tenant = self.tenants.get(gemeente_id)
        if tenant is None:
            raise NietGevonden("Deze gemeente wordt hier niet bediend.")
        return tenant
