"""De klok: waar de tijd vandaan komt in alles wat beslist (nooit today() of now()).

De systeemklok loopt gewoon. De beweegbare klok telt er de verschuiving bij op van de ene rij `klok` die API,
worker en simulator delen; zij bestaat om drie jaar inburgering in een minuut te kunnen tonen.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.instellingen.tabel import Kloksoort

NEDERLAND = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True, kw_only=True)
class Klok:
    soort: Kloksoort

    async def nu(self, lees_verschuiving: Callable[[], Awaitable[int]]) -> datetime:
        """Het tijdstip in UTC; `lees_verschuiving` (in seconden) wordt alleen bij de beweegbare klok gevraagd."""
        nu = datetime.now(UTC)
        if self.soort is Kloksoort.SYSTEEM:
            return nu
        return nu + timedelta(seconds=await lees_verschuiving())

    @staticmethod
    def datum(tijdstip: datetime) -> date:
        """De burgerlijke datum in Nederland van een tijdstip."""
        return tijdstip.astimezone(NEDERLAND).date()
