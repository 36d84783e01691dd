"""De tokens van andere systemen, in Valkey: onder de vingerafdruk van wat het systeem heeft, en tien minuten.

Er staat niet in wat men mag: dat wordt bij elk verzoek opnieuw gelezen. Wie zijn lidmaatschap verliest, heeft aan zijn
token niets meer.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import msgspec
from redis.asyncio import Redis

from core.platform.inloggen.machine import GELDIG
from core.platform.inloggen.reis import nieuw_geheim
from core.platform.inloggen.sessies import WORTEL, bereikbaar
from core.platform.inloggen.vingerafdruk import vingerafdruk

BEGIN = "meedoen-machine."
"""Zo begint elk token: wie een uitgelekt token vindt, ziet waar het van is."""


class Machinetoken(msgspec.Struct, frozen=True, kw_only=True):
    """Van wie het token is, en hooguit waarvoor: een recht dat hier niet in staat geeft het niet."""

    client: UUID
    rechten: tuple[str, ...]


class Machinetokens:
    """Alle methoden geven `Onbereikbaar` als Valkey er niet is."""

    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    @bereikbaar()
    async def geef(self, client: UUID, rechten: Collection[str]) -> str:
        """Een nieuw token."""
        token = BEGIN + nieuw_geheim()
        inhoud = Machinetoken(client=client, rechten=tuple(sorted(rechten)))
        await self._valkey.set(_sleutel(token), msgspec.json.encode(inhoud), ex=GELDIG)
        return token

    @bereikbaar()
    async def lees(self, token: str) -> Machinetoken | None:
        """Van wie dit token is; None als het verlopen of verzonnen is."""
        ruw = await self._valkey.get(_sleutel(token))
        return None if ruw is None else msgspec.json.decode(ruw, type=Machinetoken)

    @bereikbaar()
    async def eerste_keer(self, client: UUID, jti: str, *, binnen: timedelta) -> bool:
        """Of een bewijs van deze client met deze `jti` nog niet geweest is; van nu af wel."""
        sleutel = f"{WORTEL}machine:jti:{vingerafdruk(str(client), jti)}"
        return bool(await self._valkey.set(sleutel, b"", nx=True, ex=binnen))


def _sleutel(token: str) -> str:
    return f"{WORTEL}machine:token:{vingerafdruk(token)}"
