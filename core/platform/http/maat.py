"""Hoe vaak iets mag in een minuut, geteld in Valkey over alle processen samen (`limits`).

Het is een rem en geen slot: antwoordt Valkey niet, dan telt niemand. Wat iemand mag beslist de wacht.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from time import time
from types import MappingProxyType
from typing import Any

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from redis.asyncio import Redis

from core.fouten import TeVeel
from core.law.telwoord import tel
from core.platform.inloggen.vingerafdruk import vingerafdruk
from core.platform.telemetry import metingen

logboek = structlog.get_logger("meedoen.maat")


class Maatsoort(StrEnum):
    """Wat er geteld wordt, en van wie."""

    INLOGGEN = "inloggen"
    """Begonnen reizen naar een inlogdienst en gevraagde tokens, van één adres. Achter een proxy die de instellingen
    niet noemen, delen alle bezoekers dat."""
    UITNODIGING = "uitnodiging"
    """Geprobeerde links van een uitnodiging, van één adres."""
    ZOEKEN = "zoeken"
    """Zoeken op een naam of een nummer, van één medewerker."""
    OPHALEN = "ophalen"
    """Brieven en bestanden ophalen, van één medewerker."""
    WEBHOOK = "webhook"
    """Een adres laten vragen of Meedoen mag sturen, of opnieuw laten sturen, van één beheerder."""
    HALEN = "halen"
    """Tokens halen, van één ander systeem; elk geldt tien minuten."""
    SYSTEEM = "systeem"
    """Alle verzoeken van één ander systeem."""


PER_MINUUT: Mapping[Maatsoort, int] = MappingProxyType(
    {
        Maatsoort.INLOGGEN: 600,
        Maatsoort.UITNODIGING: 120,
        Maatsoort.ZOEKEN: 60,
        Maatsoort.OPHALEN: 120,
        Maatsoort.WEBHOOK: 10,
        Maatsoort.HALEN: 60,
        Maatsoort.SYSTEEM: 600,
    }
)
"""Eigen normen: ruim voor wie werkt, en te weinig om alle inwoners af te gaan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maat:
    """De tellers; `per_minuut` noemt elke soort."""

    tellers: SlidingWindowCounterRateLimiter
    per_minuut: Mapping[Maatsoort, int]

    async def eis(self, soort: Maatsoort, wie: str) -> None:
        """Tel dit mee voor `wie`, van wie alleen een vingerafdruk bewaard wordt.

        Raises:
            TeVeel: het is er een te veel; met hoelang wachten.
        """
        grens, van = RateLimitItemPerMinute(self.per_minuut[soort]), vingerafdruk(wie)
        try:
            if await self.tellers.hit(grens, soort, van):
                return
            stand = await self.tellers.get_window_stats(grens, soort, van)
        except (StorageError, OSError) as fout:
            logboek.error("er wordt niet geteld", soort=soort, fout=type(fout).__name__)
            return
        wacht = max(1, round(stand.reset_time - time()))
        metingen.geremd(soort)
        raise te_veel(self.per_minuut[soort], wacht)


def te_veel(per_minuut: int, wacht: int) -> TeVeel:
    """De weigering, met hoeveel seconden er te wachten is."""
    return TeVeel(
        f"Dit kan {per_minuut} keer in een minuut, en dat is bereikt. Wacht {tel(wacht, 'seconde', 'seconden')} en doe"
        " het opnieuw; er is niets gewijzigd.",
        wacht=wacht,
    )


def maak_maat(valkey: Redis, *, per_minuut: Mapping[Maatsoort, int] = PER_MINUUT) -> Maat:
    """Tellers in deze Valkey, met haar verbindingen."""
    # Its types know only numbers and text; a pool is what its own documentation passes.
    pool: Any = valkey.connection_pool
    opslag = RedisStorage(
        "async+redis://",  # not used: the pool knows where Valkey is, and how to trust it
        implementation="redispy",
        connection_pool=pool,
        key_prefix="meedoen:maat",
        wrap_exceptions=True,
    )
    return Maat(tellers=SlidingWindowCounterRateLimiter(opslag), per_minuut=per_minuut)
