"""Een verhaal waarin elke opdracht van Meedoen minstens één keer voorkomt: dat van elke stap, achter elkaar.

Elke stap speelt het hare over de API of door een taak, zoals in het echt (`Proef.verhaal`). Komt er een opdracht bij
die hier niet langskomt, dan noemt `test_plannen` haar plaats.
"""

from tests.process.wereld import Wereld
from tests.voorbeelden.alle import PROEVEN


async def speel(wereld: Wereld) -> None:
    for proef in PROEVEN.values():
        await proef.verhaal(wereld)
