"""Een sessie hoort bij één browser en eindigt na stilte, na twaalf uur of als iemand haar sluit. Valkey leert niets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from typing import cast

import msgspec
import pytest
from redis.asyncio import Redis

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.inloggen.reis import Begin
from core.platform.inloggen.sessies import AFGEMELD, STIL, UITERLIJK, Sessie, Sessies
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.geduld import GEDULD

U = "https://inloggen.example.org"
VOOR = datetime(2026, 11, 30, 8, 59, tzinfo=UTC)
"""Voordat de klok hieronder begint."""


class Klok:
    def __init__(self) -> None:
        self.tijd = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.tijd


@pytest.fixture
async def redis(valkey: EmbeddedValkey) -> AsyncIterator[Redis]:
    async with Redis.from_url(valkey.url, db=9) as lijn:
        await lijn.flushdb()
        yield lijn


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def sessies(redis: Redis, klok: Klok) -> Sessies:
    return Sessies(redis, nu=klok)


def sessie(klok: Klok, *, sub: str = "9f0c", sid: str | None = "s1") -> Sessie:
    return Sessie(
        uitgever=U,
        onderwerp=sub,
        sub=sub,
        sid=sid,
        acr="mfa",
        bewezen_op=klok(),
        geopend_op=klok(),
        formulier="f",
    )


async def test_wie_inlogt_heeft_een_naam_die_niet_te_raden_is(sessies: Sessies, klok: Klok) -> None:
    namen = {await sessies.open(sessie(klok)) for _ in range(10)}
    assert len(namen) == 10
    assert all(len(naam) >= 43 for naam in namen)
    assert await sessies.lees(namen.pop()) == sessie(klok)
    assert await sessies.lees("verzonnen") is None
    assert await sessies.lees("") is None


async def test_wie_valkey_leest_vindt_niets_om_mee_binnen_te_komen(sessies: Sessies, redis: Redis, klok: Klok) -> None:
    naam = await sessies.open(sessie(klok))
    begin = Begin(uitgever=U, nonce="n", geheim="g", browser="afdruk", leeftijd=60, naar="/")
    await sessies.bewaar_begin("de-staat", begin)
    alles = b"".join([k + b"|" + await _inhoud(redis, k) for k in await redis.keys("*")]).decode()
    assert naam not in alles
    assert "de-staat" not in alles
    assert "9f0c" in alles  # it does hold who, so this test looks in the right place


async def _inhoud(redis: Redis, sleutel: bytes) -> bytes:
    if await redis.type(sleutel) == b"set":
        return b"".join(await cast("Awaitable[set[bytes]]", redis.smembers(sleutel.decode())))
    return bytes(await redis.get(sleutel))


async def test_stilte_sluit_en_gebruik_houdt_open(sessies: Sessies, redis: Redis, klok: Klok) -> None:
    """De stilte telt Valkey zelf, op zijn klok: hier is te zien dat zij bij elk gebruik opnieuw begint."""
    naam = await sessies.open(sessie(klok))
    [sleutel] = await redis.keys("*sessie:*")
    assert await redis.pttl(sleutel) <= STIL.total_seconds() * 1000
    await redis.pexpire(sleutel, 60_000)
    assert await sessies.lees(naam) is not None
    assert await redis.pttl(sleutel) > 60_000
    await redis.pexpire(sleutel, 0)
    assert await sessies.lees(naam) is None


async def test_na_twaalf_uur_is_het_voorbij_hoe_druk_iemand_ook_is(sessies: Sessies, redis: Redis, klok: Klok) -> None:
    naam = await sessies.open(sessie(klok))
    klok.tijd += UITERLIJK - timedelta(seconds=1)
    assert await sessies.lees(naam) is not None
    klok.tijd += timedelta(seconds=1)
    assert await sessies.lees(naam) is None
    assert await redis.keys("*sessie:*") == []


async def test_zich_opnieuw_bewijzen_maakt_een_sessie_niet_langer(sessies: Sessies, redis: Redis, klok: Klok) -> None:
    oud = await sessies.open(sessie(klok))
    begin = sessie(klok)
    klok.tijd += UITERLIJK - timedelta(minutes=5)
    nieuw = await sessies.open(msgspec.structs.replace(begin, bewezen_op=klok()), oud=oud)
    assert await sessies.lees(oud) is None
    [sleutel] = await redis.keys("*sessie:*")
    assert await redis.pttl(sleutel) <= 300_000
    assert (await sessies.lees(nieuw)) is not None
    klok.tijd += timedelta(minutes=5)
    assert await sessies.lees(nieuw) is None


async def test_uitloggen_sluit_deze_browser_en_geen_andere(sessies: Sessies, klok: Klok) -> None:
    een, ander = await sessies.open(sessie(klok)), await sessies.open(sessie(klok))
    await sessies.sluit(een)
    assert await sessies.lees(een) is None
    assert await sessies.lees(ander) is not None


async def test_de_dienst_sluit_een_sessie_of_alle_van_een_mens(sessies: Sessies, klok: Klok) -> None:
    namen = {
        sid: await sessies.open(sessie(klok, sub=sub, sid=sid)) for sub, sid in (("a", "a1"), ("a", "a2"), ("b", "b1"))
    }
    assert await sessies.sluit_alle(U, sub="a", sid="a1", op=VOOR) == 1
    assert [sid for sid, naam in namen.items() if await sessies.lees(naam)] == ["a2", "b1"]
    zonder = await sessies.open(sessie(klok, sub="a", sid=None))
    assert await sessies.sluit_alle(U, sub="a", sid=None, op=VOOR) >= 2
    assert await sessies.lees(zonder) is None
    assert [sid for sid, naam in namen.items() if await sessies.lees(naam)] == ["b1"]


@pytest.mark.parametrize("sid", ["s1", None])
async def test_een_bewijs_van_voor_een_afmelding_opent_niets_meer(
    sessies: Sessies, redis: Redis, klok: Klok, sid: str | None
) -> None:
    """De browser was onderweg toen de dienst meldde dat hij uitlogde; wie zich daarna bewees komt er wel in."""
    toen = sessie(klok)
    klok.tijd += timedelta(seconds=5)
    assert await sessies.sluit_alle(U, sub="9f0c", sid=sid, op=klok()) == 0
    await sessies.sluit_alle(U, sub="9f0c", sid=sid, op=VOOR)  # overtaken by the later one
    for bewezen in (toen.bewezen_op, klok()):
        with pytest.raises(InloggenGeweigerd) as gevangen:
            await sessies.open(msgspec.structs.replace(toen, bewezen_op=bewezen))
        assert gevangen.value.reden is Reden.AFGEMELD
    assert await redis.keys("*sessie:*") == []
    for ander in (sessie(klok, sub="ander", sid="s9"), msgspec.structs.replace(toen, uitgever="https://b.example.org")):
        assert await sessies.lees(await sessies.open(ander)) is not None
    klok.tijd += timedelta(seconds=1)
    assert await sessies.lees(await sessies.open(sessie(klok))) is not None
    [merk] = await redis.keys("*:afgemeld")
    assert UITERLIJK.total_seconds() < await redis.ttl(merk) <= AFGEMELD.total_seconds()


async def test_komt_de_afmelding_terwijl_iemand_binnenkomt_dan_is_er_geen_sessie(sessies: Sessies, klok: Klok) -> None:
    """In welke volgorde Valkey ze ook neemt: er blijft geen sessie over van een bewijs van ervoor."""

    namen = []

    async def kom_steeds_binnen() -> None:
        try:
            while True:
                namen.append(await sessies.open(sessie(klok)))
        except InloggenGeweigerd:
            return

    async def meld_af() -> None:
        while len(namen) < 10:  # noqa: ASYNC110
            await asyncio.sleep(0)
        await sessies.sluit_alle(U, sub="9f0c", sid="s1", op=klok())

    async with asyncio.timeout(GEDULD):
        await asyncio.gather(*(kom_steeds_binnen() for _ in range(5)), meld_af())
    assert [naam for naam in namen if await sessies.lees(naam)] == []


async def test_een_ander_met_dezelfde_naam_bij_een_andere_dienst_blijft_binnen(sessies: Sessies, klok: Klok) -> None:
    naam = await sessies.open(sessie(klok))
    assert await sessies.sluit_alle("https://andere.example.org", sub="9f0c", sid=None, op=klok()) == 0
    assert await sessies.sluit_alle("https://andere.example.org", sub="9f0c", sid="s1", op=klok()) == 0
    assert await sessies.lees(naam) is not None


async def test_een_begin_telt_een_keer_ook_als_er_twee_tegelijk_komen(sessies: Sessies, redis: Redis) -> None:
    begin = Begin(uitgever=U, nonce="n", geheim="g", browser="b", leeftijd=60, naar="/")
    await sessies.bewaar_begin("staat", begin)
    assert 0 < await redis.ttl((await redis.keys("*begin*"))[0]) <= 600
    gevonden = await asyncio.gather(*(sessies.neem_begin("staat") for _ in range(10)))
    assert [g for g in gevonden if g] == [begin]
    assert await sessies.neem_begin("andere") is None


async def test_een_afmelding_telt_een_keer(sessies: Sessies) -> None:
    binnen = timedelta(minutes=7)
    keren = await asyncio.gather(*(sessies.eerste_keer(U, "j1", binnen=binnen) for _ in range(10)))
    assert sorted(keren) == [False] * 9 + [True]
    assert await sessies.eerste_keer("https://andere.example.org", "j1", binnen=binnen)


async def test_is_valkey_leeg_dan_logt_men_opnieuw_in(sessies: Sessies, redis: Redis, klok: Klok) -> None:
    naam = await sessies.open(sessie(klok))
    await redis.flushdb()
    assert await sessies.lees(naam) is None
    assert await sessies.lees(await sessies.open(sessie(klok))) is not None
