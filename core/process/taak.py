"""Een taak: wat de worker doet met één outboxrij.

Een taak opent zelf haar transacties, nooit meer dan één tegelijk, en praat met een buur alleen als er geen open is.
Het gevolg en `klaar` staan in dezelfde transactie.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from core.instellingen.legitimatie import Buur
from core.integrations.brp.client import BrpClient
from core.integrations.buren import Buren
from core.integrations.duo.client import DuoClient
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
        return self.huis.databank.uow(toegang, recht=self.huis.recht_van(self.bericht.gemeente_id))

    def duo(self) -> DuoClient:
        """De lijn van deze gemeente naar DUO."""
        self._eis(Buur.DUO)
        return self.buren.duo(self.tenant)

    def brp(self) -> BrpClient:
        """De lijn van deze gemeente naar de BRP."""
        self._eis(Buur.BRP)
        return self.buren.brp(self.tenant)

    def _eis(self, buur: Buur) -> None:
        if self.bericht.buur is not buur:
            raise LookupError(f"{self.bericht.soort} staat niet in de rij van {buur}: geef bus.zet de buur mee")

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
