"""Wie er nu ingelogd is, in Valkey: namen die elders niets zeggen, onder de vingerafdruk van wat de browser heeft.

Wie Valkey leest vindt geen cookie die hij kan gebruiken. Is Valkey leeg, dan logt iedereen opnieuw in en is er verder
niets verloren. De tijden hier zijn die van de machine en niet die van Meedoen: een sessie wordt niet jonger als iemand
in een proefopstelling de klok verzet.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import cast

import msgspec
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.fouten import Onbereikbaar
from core.platform.inloggen.reis import TOEGIFT, Begin, nieuw_geheim
from core.platform.inloggen.vingerafdruk import vingerafdruk
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden

STIL = timedelta(minutes=30)
"""Wie zo lang niets vraagt, is weg."""
UITERLIJK = timedelta(hours=12)
"""Zo lang na het inloggen is het voorbij, hoe druk iemand ook is."""
AFGEMELD = UITERLIJK + timedelta(hours=1)
"""Zo lang onthoudt Meedoen een afmelding; een bewijs van daarvoor is dan zelf te oud (`uiterste_leeftijd`)."""
WORTEL = "meedoen:inloggen:"
_OP = "op"
logboek = structlog.get_logger("meedoen.inloggen")


class Sessie(msgspec.Struct, frozen=True, kw_only=True):
    """Eén ingelogde browser."""

    uitgever: str
    onderwerp: str
    """Wie, bij deze uitgever."""
    sub: str
    sid: str | None
    acr: str | None
    bewezen_op: datetime
    """Wanneer de mens zich voor het laatst bewees."""
    geopend_op: datetime
    """Het begin van deze sessie; een nieuwe handtekening van dezelfde mens maakt haar niet langer."""
    formulier: str
    """Wat een wijziging meestuurt: een andere site kan het niet lezen."""
    adres: str = ""
    """De afdruk van het nagegane adres, alleen voor wie inlogde om een uitnodiging te aanvaarden."""


def nu_hier() -> datetime:
    """De klok van deze machine (zie boven)."""
    return datetime.now(UTC)


def adresafdruk(email: str) -> str:
    """Waaraan een adres te herkennen is; geen dienst maakt verschil tussen grote en kleine letters."""
    return vingerafdruk("adres", email.strip().casefold())


@asynccontextmanager
async def bereikbaar() -> AsyncIterator[None]:
    """Raises:
    Onbereikbaar: Valkey antwoordt niet.
    """
    try:
        yield
    except (RedisError, OSError) as fout:
        logboek.error("Valkey antwoordt niet", fout=type(fout).__name__)
        raise Onbereikbaar("Wie er is ingelogd is nu niet na te gaan. Wacht even en doe het opnieuw.") from None


class Sessies:
    """De sessies en begonnen reizen. Alle methoden geven `Onbereikbaar` als Valkey er niet is."""

    def __init__(self, valkey: Redis, *, nu: Callable[[], datetime] = nu_hier) -> None:
        self._valkey = valkey
        self._nu = nu

    @bereikbaar()
    async def bewaar_begin(self, state: str, begin: Begin) -> None:
        await self._valkey.set(_begin(state), msgspec.json.encode(begin), ex=TOEGIFT)

    @bereikbaar()
    async def neem_begin(self, state: str) -> Begin | None:
        """Het begin bij deze `state`, één keer; None als het er niet (meer) is."""
        ruw = await self._valkey.getdel(_begin(state))
        return None if ruw is None else msgspec.json.decode(ruw, type=Begin)

    @bereikbaar()
    async def open(self, sessie: Sessie, *, oud: str | None = None) -> str:
        """Een nieuwe sessie; geeft wat de browser bewaart. De `oud`e van deze browser bestaat daarna niet meer.

        Eerst schrijven en dan pas kijken: een afmelding die intussen komt vindt de sessie, of wordt hier gezien.

        Raises:
            InloggenGeweigerd: de mens bewees zich niet na de laatste afmelding; er is geen sessie.
        """
        naam = nieuw_geheim()
        sleutel, rest = _sessie(naam), sessie.geopend_op + UITERLIJK - self._nu()
        async with self._valkey.pipeline(transaction=True) as samen:
            samen.set(sleutel, msgspec.json.encode(sessie), px=max(min(STIL, rest), timedelta(milliseconds=1)))
            for lijst in _lijsten(sessie):
                samen.sadd(lijst, sleutel)
                samen.expire(lijst, UITERLIJK)
            if oud is not None:
                samen.delete(_sessie(oud))
            for lijst in _lijsten(sessie):
                samen.zscore(_afgemeld(lijst), _OP)
            afmeldingen = (await samen.execute())[-len(_lijsten(sessie)) :]
        # In the same second nobody can say which came first: then it is out.
        if any(op is not None and sessie.bewezen_op.timestamp() <= op for op in afmeldingen):
            await self._valkey.delete(sleutel)
            raise InloggenGeweigerd(Reden.AFGEMELD)
        return naam

    @bereikbaar()
    async def lees(self, naam: str) -> Sessie | None:
        """De sessie, die daarmee weer `STIL` mag zijn; None als zij voorbij is."""
        ruw = await self._valkey.getex(_sessie(naam), px=STIL)
        if ruw is None:
            return None
        sessie = msgspec.json.decode(ruw, type=Sessie)
        if self._nu() < sessie.geopend_op + UITERLIJK:
            return sessie
        await self.sluit(naam)
        return None

    @bereikbaar()
    async def sluit(self, naam: str) -> None:
        await self._valkey.delete(_sessie(naam))

    @bereikbaar()
    async def sluit_alle(self, uitgever: str, *, sub: str | None, sid: str | None, op: datetime) -> int:
        """Alle sessies van één sessie bij de dienst (`sid`), of van een mens (`sub`); geeft hoeveel. Een bewijs dat
        niet van na `op` is, opent er geen meer."""
        lijst = _lijst(uitgever, "sid", sid) if sid is not None else _lijst(uitgever, "sub", sub or "")
        async with self._valkey.pipeline(transaction=True) as samen:
            # The latest counts: messages of a service may overtake each other.
            samen.zadd(_afgemeld(lijst), {_OP: op.timestamp()}, gt=True)
            samen.expire(_afgemeld(lijst), AFGEMELD)
            await samen.execute()
        leden = await cast("Awaitable[set[bytes]]", self._valkey.smembers(lijst))
        if not leden:
            return 0
        async with self._valkey.pipeline(transaction=True) as samen:
            samen.delete(*leden)
            samen.srem(lijst, *leden)  # not the list itself: somebody may just have come in with a proof of after this
            weg, _ = await samen.execute()
        return int(weg)

    @bereikbaar()
    async def eerste_keer(self, uitgever: str, jti: str, *, binnen: timedelta) -> bool:
        """Of een afmelding met deze `jti` nog niet geweest is; van nu af wel."""
        sleutel = f"{WORTEL}jti:{vingerafdruk(uitgever, jti)}"
        return bool(await self._valkey.set(sleutel, b"", nx=True, ex=binnen))


def _begin(state: str) -> str:
    return f"{WORTEL}begin:{vingerafdruk(state)}"


def _sessie(naam: str) -> str:
    return f"{WORTEL}sessie:{vingerafdruk(naam)}"


def _lijst(uitgever: str, soort: str, waarde: str) -> str:
    return f"{WORTEL}van:{soort}:{vingerafdruk(uitgever, waarde)}"


def _afgemeld(lijst: str) -> str:
    return f"{lijst}:afgemeld"


def _lijsten(sessie: Sessie) -> list[str]:
    van_mens = _lijst(sessie.uitgever, "sub", sessie.sub)
    return [van_mens] if sessie.sid is None else [van_mens, _lijst(sessie.uitgever, "sid", sessie.sid)]
