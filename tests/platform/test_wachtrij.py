"""Wie in Valkey kan schrijven, kan de worker niet stoppen: elke vorm die arq doodt of verstopt, wordt verwijderd en
geteld, en het goede bericht erna wordt gedaan. Met een echte worker en een echte Valkey."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.exceptions import ResponseError

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.ids import nieuw_id
from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import WACHTRIJ, pak_uit
from core.platform.queue.herstel import MERK, herstel
from core.platform.queue.keuring import Vreemd
from core.platform.telemetry import logboek
from tests.geduld import GEDULD
from tests.platform.wachtrij import TYPEN, Proef, draaiende_worker, zet_type

# arq closes its connection with a method that redis has since renamed.
pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated close:DeprecationWarning")

RIJ = "0190a1b2-0000-7000-8000-000000000001"
ID = f"{RIJ}:1".encode()
Knoei = Callable[[Any], Awaitable[None]]


@pytest.fixture(autouse=True)
def echt_logboek() -> None:
    """Dat van het echte proces: de standaard van structlog tekent van elke fout alle waarden uit, en is traag."""
    logboek.richt_in("INFO")


def _ruw(ruw: bytes, *, id_: bytes = ID, score: float = 1) -> Knoei:
    async def knoei(client: Any) -> None:
        await client.set(b"arq:job:" + id_, ruw)
        await client.zadd(WACHTRIJ, {id_: score})

    return knoei


def _goed(**anders: Any) -> bytes:
    goed: dict[str, Any] = {"t": None, "f": "verwerk", "a": [RIJ], "k": {}, "et": int(time.time() * 1000)}
    return msgspec.msgpack.encode(goed | anders)


def _bericht(*, id_: bytes = ID, score: float = 1, **anders: Any) -> Knoei:
    return _ruw(_goed(**anders), id_=id_, score=score)


def _naast(sleutel: str, soort: str, waarde: bytes = b"x") -> Knoei:
    """Een goed bericht, met een sleutel die niet klopt; pas als alles er staat, komt het id in de wachtrij."""

    async def knoei(client: Any) -> None:
        await client.set(b"arq:job:" + ID, _goed())
        await zet_type(client, sleutel, soort, waarde)
        await client.zadd(WACHTRIJ, {ID: 1})

    return knoei


def _type(sleutel: str, soort: str) -> Knoei:
    async def knoei(client: Any) -> None:
        await zet_type(client, sleutel, soort)

    return knoei


VORMEN: dict[str, tuple[Knoei, Vreemd]] = {
    # de envelop
    "et is tekst": (_bericht(et="x"), Vreemd.BERICHT),
    "et is 10**18": (_bericht(et=10**18), Vreemd.BERICHT),
    "et is negatief": (_bericht(et=-1), Vreemd.BERICHT),
    "et is een breuk": (_bericht(et=1.5), Vreemd.BERICHT),
    "et is niets": (_bericht(et=None), Vreemd.BERICHT),
    "f is een lijst": (_bericht(f=["verwerk"]), Vreemd.BERICHT),
    "f is een dict": (_bericht(f={"verwerk": 1}), Vreemd.BERICHT),
    "f is niets": (_bericht(f=None), Vreemd.BERICHT),
    "f is een andere functie": (_bericht(f="os.system"), Vreemd.BERICHT),
    "t is tekst": (_bericht(t="9"), Vreemd.BERICHT),
    "t is een getal": (_bericht(t=7), Vreemd.BERICHT),
    "t is een lijst": (_bericht(t=[1]), Vreemd.BERICHT),
    "a is leeg": (_bericht(a=[]), Vreemd.BERICHT),
    "a heeft er twee": (_bericht(a=[RIJ, RIJ]), Vreemd.BERICHT),
    "a is tekst": (_bericht(a=RIJ), Vreemd.BERICHT),
    "a is een getal": (_bericht(a=[1]), Vreemd.BERICHT),
    "a is bytes": (_bericht(a=[RIJ.encode()]), Vreemd.BERICHT),
    "a is een andere rij": (_bericht(a=[str(nieuw_id())]), Vreemd.BERICHT),
    "a heeft een regeleinde": (_bericht(a=[RIJ + "\n"]), Vreemd.BERICHT),
    "k is een lijst": (_bericht(k=[]), Vreemd.BERICHT),
    "k heeft iets": (_bericht(k={"x": 1}), Vreemd.BERICHT),
    "een veld te veel": (_bericht(x=1), Vreemd.BERICHT),
    "een veld te weinig": (_ruw(msgspec.msgpack.encode({"f": "verwerk"})), Vreemd.BERICHT),
    "geen dict": (_ruw(msgspec.msgpack.encode([1, 2])), Vreemd.BERICHT),
    "geen msgpack": (_ruw(b"\xc1"), Vreemd.BERICHT),
    "pickle": (_ruw(b"\x80\x04K\x01."), Vreemd.BERICHT),
    "leeg": (_ruw(b""), Vreemd.BERICHT),
    "diep genest": (_ruw(b"\x91" * 200 + b"\x90"), Vreemd.BERICHT),
    "een reus": (_ruw(b"\x00" * 8_000_000), Vreemd.BERICHT),
    # het id en de score
    "id \\xff": (_bericht(id_=b"\xff"), Vreemd.ID),
    "id leeg": (_bericht(id_=b""), Vreemd.ID),
    "id met een regeleinde": (_bericht(id_=ID + b"\n"), Vreemd.ID),
    "id zonder nummer": (_bericht(id_=RIJ.encode()), Vreemd.ID),
    "id met hoofdletters": (_bericht(id_=ID.upper()), Vreemd.ID),
    "id van een megabyte": (_bericht(id_=b"a" * 1_000_000), Vreemd.ID),
    "score -inf": (_bericht(score=float("-inf")), Vreemd.SCORE),
    "score 0": (_bericht(score=0), Vreemd.SCORE),
    "score -1e300": (_bericht(score=-1e300), Vreemd.SCORE),
    # sleutels van een ander type
    "een id zonder bericht": (lambda c: c.zadd(WACHTRIJ, {ID: 1}), Vreemd.BERICHT),
    "de teller is geen getal": (_naast(f"arq:retry:{ID.decode()}", "string", b"abc"), Vreemd.TELLER),
    "de teller is een reus": (_naast(f"arq:retry:{ID.decode()}", "string", b"9" * 1000), Vreemd.TELLER),
    "de teller is een lijst": (_naast(f"arq:retry:{ID.decode()}", "list"), Vreemd.TELLER),
    "het bericht is een lijst": (_naast(f"arq:job:{ID.decode()}", "list"), Vreemd.BERICHT),
    "het bericht is een stream": (_naast(f"arq:job:{ID.decode()}", "stream"), Vreemd.BERICHT),
    "het slot is een lijst": (_naast(f"arq:in-progress:{ID.decode()}", "list"), Vreemd.SLOT),
    "het slot verloopt nooit": (_naast(f"arq:in-progress:{ID.decode()}", "string"), Vreemd.SLOT),
    **{f"de wachtrij is een {t}": (_type(WACHTRIJ, t), Vreemd.WACHTRIJ) for t in TYPEN if t != "zset"},
}


@pytest.mark.parametrize(("knoei", "soort"), VORMEN.values(), ids=VORMEN)
async def test_de_worker_overleeft(knoei: Knoei, soort: Vreemd, valkey: EmbeddedValkey) -> None:
    async with draaiende_worker(valkey) as proef:
        await proef.goed()
        await knoei(proef.client)
        await proef.goed()
        await proef.raakt_leeg()
        assert soort in proef.alarm.geteld or soort is Vreemd.WACHTRIJ
        assert {str(id_) for id_ in proef.gedaan}.isdisjoint({RIJ})


async def test_wat_er_bij_het_starten_al_staat_houdt_niemand_tegen(valkey: EmbeddedValkey) -> None:
    """Elke vorm onder een eigen id, en wie daarna nog eens start, vindt niets meer."""
    vormen = [knoei for knoei, soort in VORMEN.values() if soort is not Vreemd.WACHTRIJ]
    async with draaiende_worker(valkey, *vormen) as proef:
        await proef.goed()
        await proef.raakt_leeg()


@pytest.mark.parametrize("soort", [t for t in TYPEN if t != "zset"])
async def test_een_worker_start_op_een_wachtrij_van_een_ander_type(soort: str, valkey: EmbeddedValkey) -> None:
    async with draaiende_worker(valkey, _type(WACHTRIJ, soort), _type("arq:abort", soort)) as proef:
        async with asyncio.timeout(GEDULD):
            while not proef.alarm.geteld:  # noqa: ASYNC110 - de worker roept niet
                await asyncio.sleep(0)
        await proef.goed()
        assert proef.alarm.geteld == {Vreemd.WACHTRIJ: 1, Vreemd.SLEUTEL: 1}


@pytest.mark.parametrize("soort", TYPEN)
@pytest.mark.parametrize("sleutel", ["arq:abort", f"{WACHTRIJ}:health-check", MERK, f"arq:result:{ID.decode()}"])
async def test_een_vaste_sleutel_van_een_ander_type(sleutel: str, soort: str, valkey: EmbeddedValkey) -> None:
    async with draaiende_worker(valkey) as proef:
        await zet_type(proef.client, sleutel, soort)
        await proef.goed()
        await proef.goed()


async def test_honderd_namen_vooraan_verstoppen_de_wachtrij_niet(valkey: EmbeddedValkey) -> None:
    """arq leest er honderd tegelijk en slaat over wat een score van nul of een slot zonder einde heeft."""
    async with draaiende_worker(valkey) as proef:
        for nummer in range(150):
            id_ = f"{nieuw_id()}:1"
            await proef.client.zadd(WACHTRIJ, {id_: nummer % 2})
            await proef.client.set(f"arq:in-progress:{id_}", b"1")
        await proef.goed()
        await proef.raakt_leeg()


async def test_wat_ver_vooruit_staat_blijft_niet_liggen(valkey: EmbeddedValkey) -> None:
    async with draaiende_worker(valkey) as proef:
        await proef.client.zadd(WACHTRIJ, {ID: float("inf"), b"later": time.time() * 1000 + 7_200_000})
        assert await herstel(proef.client, proef.alarm)
        await proef.raakt_leeg()
        assert proef.alarm.geteld == {Vreemd.SCORE: 2}


async def test_een_sleutel_die_tussen_keuren_en_doen_verandert_raakt_alleen_dat_bericht(valkey: EmbeddedValkey) -> None:
    """De teller is goed als er gekeurd wordt; arq verhoogt hem daarna, en dat kan niet meer."""
    async with draaiende_worker(valkey) as proef:
        start = proef.werker._start

        async def knoei_en_start(ids: Any) -> None:
            for id_ in ids:
                if id_ == ID:
                    await zet_type(proef.client, b"arq:retry:" + id_, "list")
            await start(ids)

        proef.werker._start = knoei_en_start  # type: ignore[method-assign]
        await _bericht(score=time.time() * 1000)(proef.client)
        await proef.goed()
        await proef.goed()
        assert proef.alarm.geteld[Vreemd.TAAK] == 1
        await proef.raakt_leeg()


async def test_wat_gedaan_of_verwijderd_is_laat_geen_sleutel_achter(valkey: EmbeddedValkey) -> None:
    """Ook geen uitslag: daarin kwam van een fout bericht te staan wat de fout was."""
    async with draaiende_worker(valkey) as proef:
        await _bericht(f="anders")(proef.client)
        await proef.goed()
        await proef.raakt_leeg()
        assert {sleutel async for sleutel in proef.client.scan_iter("arq:*")} == set()


async def test_de_relay_overleeft_een_wachtrij_van_een_ander_type(valkey: EmbeddedValkey) -> None:
    async with draaiende_worker(valkey) as proef:
        for soort in TYPEN:
            await zet_type(proef.client, WACHTRIJ, soort)
            await proef.goed()


async def test_een_volle_valkey_stopt_niemand(valkey: EmbeddedValkey) -> None:
    """Valkey neemt niets meer aan: de relay en de worker melden het, en gaan verder als er weer plaats is."""
    async with draaiende_worker(valkey) as proef:
        await proef.goed()
        grens = (await proef.client.config_get("maxmemory"))["maxmemory"]
        ineens = proef.client.pipeline(transaction=True)
        ineens.set(b"arq:job:" + ID, _goed())
        ineens.zadd(WACHTRIJ, {ID: 1})
        ineens.config_set("maxmemory", "1")
        await ineens.execute()
        try:
            await proef.aanbod.bied_aan(nieuw_id(), 1)
            await proef.client.delete(MERK)
            assert not await proef.aanbod.is_leeg()
            async with asyncio.timeout(GEDULD):
                while not proef.alarm.weigeringen:  # noqa: ASYNC110 - de worker roept niet
                    await asyncio.sleep(0)
            assert not proef.draait.done()
        finally:
            await proef.client.config_set("maxmemory", grens)
        await proef.goed()
        assert proef.aanbod.alarm.weigeringen == 2
        assert UUID(RIJ) in proef.gedaan, "wat er al stond, is alsnog gedaan"


_IDS = st.one_of(st.just(ID), st.binary(max_size=80))
_SCORES = st.one_of(st.floats(allow_nan=False), st.floats(min_value=1, max_value=time.time() * 1000))
_SOORTEN = st.sampled_from((*TYPEN, "none"))


@st.composite
def _knoeiwerk(draw: Any) -> list[tuple[Any, ...]]:
    """Een rij ingrepen: iets in de wachtrij, of een sleutel van arq van een willekeurig type met willekeurige bytes."""
    zet = st.tuples(st.just("zet"), _IDS, _SCORES, st.binary(max_size=300))
    sleutel = st.tuples(
        st.just("sleutel"),
        st.one_of(
            st.tuples(st.sampled_from([b"arq:job:", b"arq:retry:", b"arq:in-progress:", b"arq:result:"]), _IDS).map(
                b"".join
            ),
            st.sampled_from([WACHTRIJ.encode(), MERK.encode(), b"arq:abort", WACHTRIJ.encode() + b":health-check"]),
        ),
        _SOORTEN,
        st.binary(max_size=300),
    )
    return list(draw(st.lists(st.one_of(zet, sleutel), min_size=1, max_size=6)))


def test_geen_bytes_stoppen_de_worker(valkey: EmbeddedValkey) -> None:
    """Willekeurige bytes als id, waarde en type, en elke score: na elk voorbeeld wordt een goed bericht gedaan."""
    with asyncio.Runner() as lus:
        opstelling = draaiende_worker(valkey)
        proef: Proef = lus.run(opstelling.__aenter__())

        async def probeer(werk: list[tuple[Any, ...]]) -> None:
            for soort, *rest in werk:
                if soort == "zet":
                    id_, score, waarde = rest
                    await proef.client.set(b"arq:job:" + id_, waarde)
                    if await proef.client.type(WACHTRIJ) in (b"zset", b"none"):
                        await proef.client.zadd(WACHTRIJ, {id_: score})
                else:
                    sleutel, type_, waarde = rest
                    await (
                        proef.client.delete(sleutel)
                        if type_ == "none"
                        else zet_type(proef.client, sleutel, type_, waarde)
                    )
            await proef.goed()

        @settings(max_examples=60, deadline=None)
        @given(_knoeiwerk())
        def elk(werk: list[tuple[Any, ...]]) -> None:
            lus.run(probeer(werk))

        try:
            elk()
        finally:
            lus.run(opstelling.__aexit__(None, None, None))


@given(st.binary(max_size=300))
def test_de_envelop_is_een_rij_of_een_fout(ruw: bytes) -> None:
    try:
        waarden = pak_uit(ruw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    assert waarden["f"] == "verwerk"


def test_een_volle_valkey_maakt_het_logboek_niet_vol(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """De relay probeert het vele keren per seconde; er staat hooguit een regel per minuut, met het totaal."""
    nu = 1_000.0
    monkeypatch.setattr("core.platform.queue.alarm.time.monotonic", lambda: nu)
    logboek.richt_in("INFO")
    alarm = Alarm()
    for _ in range(500):
        alarm.geweigerd(ResponseError("OOM command not allowed"))
        nu += 0.25
    regels = [json.loads(regel) for regel in "".join(capsys.readouterr()).splitlines()]
    assert [r["totaal"] for r in regels if r["event"] == "de wachtrij weigert"] == [1, 241, 481]
    assert alarm.weigeringen == 500
