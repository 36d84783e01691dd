"""Valkey: of zij antwoordt, en niets weggooit als zij vol raakt."""

from collections.abc import AsyncIterator

from core.fouten import Onbereikbaar
from core.platform.queue.valkey import WEIGERT_ALS_VOL, beleid_als_vol
from core.productie.bevinding import Bevinding, Ernst
from core.productie.installatie import Installatie

NAAM = "valkey"
NODIG = ("valkey", "valkey_ca")


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Met dezelfde verbinding als elk proces."""
    try:
        beleid = await beleid_als_vol(installatie.config)
    except Onbereikbaar as fout:
        yield Bevinding(
            onderdeel=NAAM,
            wat=fout.melding,
            stap="kijk MEEDOEN_VALKEY en MEEDOEN_VALKEY_CA na: het adres, het wachtwoord en het certificaat",
        )
        return
    if beleid != WEIGERT_ALS_VOL:
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"maxmemory-policy is {beleid}: raakt zij vol, dan zijn mensen ineens uitgelogd",
            stap=f"zet maxmemory-policy op {WEIGERT_ALS_VOL}",
            ernst=Ernst.LET_OP,
        )
