"""Een taak: wat de worker doet met één outboxrij.

Een taak opent zelf haar transacties, nooit meer dan één tegelijk, en praat met een buur alleen als er geen open is.
Het gevolg en `klaar` staan in dezelfde transactie.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from core.integrations.buren import Buren
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import vast_id
from core.platform.outbox import bus
from core.platform.outbox.bus import Bericht
from core.platform.tenancy import Doel, toegang_taak
from core.platform.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakbeurt:
    huis: Huis
    buren: Buren
    bericht: Bericht

    @property
    def tenant(self) -> Tenant:
        return self.huis.tenant(self.bericht.gemeente_id)

    def uow(self, doel: Doel = Doel.UITWISSELING_DUO) -> AbstractAsyncContextManager[Tx]:
        toegang = toegang_taak(self.bericht.gemeente_id, doel=doel, oorsprong=f"taak {self.bericht.soort}")
        return self.huis.databank.uow(toegang)

    def bericht_id(self, waarvoor: str) -> UUID:
        """Het berichtId van een vraag aan een buur: bij elke poging van deze taak hetzelfde."""
        return vast_id("bericht", str(self.bericht.id), waarvoor)

    async def klaar(self, tx: Tx) -> None:
        await bus.klaar(tx, self.bericht)


Taak = Callable[[Taakbeurt], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taaksoort:
    """Wat er bij een soort outboxrij gedaan wordt; `wat` maakt af: "Meedoen kon niet ..."."""

    soort: str
    wat: str
    doe: Taak
    elke_dag: bool = False
    """Of elke gemeente haar elke dag krijgt (`outbox.dagelijks`)."""
