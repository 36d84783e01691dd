"""Een verhaal waarin elke opdracht van Meedoen minstens één keer voorkomt: dat van elke stap, achter elkaar.

Elke stap speelt het hare over de API of door een taak, zoals in het echt (`Proef.verhaal`). Komt er een opdracht bij
die hier niet langskomt, dan noemt `test_plannen` haar plaats.
"""

from uuid import UUID

from core.platform.outbox.relay import Relay
from core.platform.pluginhost import schakelaar
from core.platform.pluginhost.tables import Stand
from core.platform.tenancy import Doel
from tests.process.wereld import Wereld
from tests.voorbeelden.alle import PROEVEN


async def speel(wereld: Wereld) -> None:
    for proef in PROEVEN.values():
        await proef.verhaal(wereld)
    await _schakel(wereld)
    await Relay(wereld.huis.databank, _bied_niets_aan).meet()


async def _schakel(wereld: Wereld) -> None:
    """Iemand zet de plugin van de gemeente uit, en weer aan."""
    plugin = wereld.twee.a.tenant.plugins[0]
    for stand in (Stand.UIT, Stand.AAN):
        async with wereld.huis.databank.uow(wereld.twee.a.als_taak(Doel.BEVEILIGING)) as tx:
            await schakelaar.zet(tx, wereld.huis.logboek, plugin, stand, door="B. Beheer", reden="proef")


async def _bied_niets_aan(outbox_id: UUID, nummer: int) -> None:
    raise AssertionError(f"wie telt biedt niets aan: {outbox_id} {nummer}")
