"""De vaste sleutels van de wachtrij weer in hun vorm brengen; wat daarbij verloren gaat, staat nog in de outbox.

`MERK` zegt dat de wachtrij vol is met alles wat de outbox heeft aangeboden. Is zij weg, omdat Valkey geleegd is of
omdat hier de wachtrij zelf verwijderd werd, dan biedt de relay dat alles meteen opnieuw aan (`Aanbod.is_leeg`).
"""

import time
from typing import Any

from arq.constants import abort_jobs_ss

from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import WACHTRIJ
from core.platform.queue.keuring import LANGSTE_VOORUIT_MS, Vreemd

MERK = f"{WACHTRIJ}:gevuld"
_GOED = (b"zset", b"none")


async def herstel(valkey: Any, alarm: Alarm) -> bool:
    """Verwijder wat van een ander type is of te ver vooruit staat; geeft of er iets te herstellen was.

    Raises:
        RedisError: Valkey weigert ook dit, of is er niet.
    """
    gevonden = False
    if await valkey.type(WACHTRIJ) not in _GOED:
        await valkey.delete(WACHTRIJ, MERK)
        alarm.verwijderd(Vreemd.WACHTRIJ)
        gevonden = True
    if (
        await valkey.type(abort_jobs_ss) not in _GOED
    ):  # arq haalt hier na elke taak iets uit, ook al gebruiken wij het niet
        await valkey.delete(abort_jobs_ss)
        alarm.verwijderd(Vreemd.SLEUTEL)
        gevonden = True
    vooruit = await valkey.zremrangebyscore(WACHTRIJ, nu_ms() + LANGSTE_VOORUIT_MS, float("inf"))
    if vooruit:
        alarm.verwijderd(Vreemd.SCORE, vooruit)
        gevonden = True
    return gevonden


def nu_ms() -> int:
    """Nu, in milliseconden, zoals arq een score schrijft."""
    return time.time_ns() // 1_000_000
