"""Sentry: van elke onverwachte fout in een verzoek of een proces komt er een melding aan, en in geen byte daarvan staat
iets van een persoon. Overal waar een waarde kan meereizen is er een geplant."""

import asyncio
import gzip
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import httpx2
import pytest
import sentry_sdk
from litestar import Request, Response, post
from litestar.params import FromPath
from litestar.response import Stream

from core.api import Voordeur
from core.fouten import NietGevonden
from core.instellingen.tabel import Proces
from core.ontvanger import maak_deur
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.http.bezoek import openbaar
from core.platform.huis import Huis
from core.platform.telemetry import sentry
from core.platform.tenancy import Actor
from tests.security.opvang import ALLES, GEPLANT, MANIEREN, Opvang, breek_gewoon, lees, soorten
from tests.voorbeelden.omgeving import omgeving
from tests.voorbeelden.postvak import postvak_van

WORTEL = Path(__file__).parents[2]


@asynccontextmanager
async def _api(huis: Huis, breek: Callable[[], Any]) -> AsyncIterator[httpx2.AsyncClient]:
    """De echte API, met een route erbij die breekt nadat zij de body gelezen heeft."""

    @post("/v1/proef/{nummer:str}", opt=openbaar())
    async def proef(request: Request[Any, Any, Any], nummer: FromPath[str]) -> Response[Any]:
        inhoud = await request.json()
        assert nummer == inhoud["bsn"]
        return cast(Response[Any], breek() or Response(None))

    deur: Any = Voordeur(huis, open_databank=False)
    deur.app.register(proef)
    vervoer = httpx2.ASGITransport(app=deur, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=vervoer, base_url="http://meedoen") as http:
        yield http


async def _verzoek(http: httpx2.AsyncClient) -> httpx2.Response:
    """Een verzoek met overal iets van Amina."""
    return await http.post(
        f"/v1/proef/{GEPLANT['bsn']}",
        params={"naam": GEPLANT["naam"], "adres": GEPLANT["adres"]},
        json=GEPLANT,
        headers={
            "Authorization": f"Bearer {GEPLANT['token']}",
            "Cookie": f"naam={GEPLANT['e-mail']}",
            "X-Persoon": GEPLANT["naam"],
            "User-Agent": GEPLANT["v-nummer"],
            "X-Forwarded-For": GEPLANT["adres"],
            "baggage": f"persoon={GEPLANT['token']}",
        },
    )


@pytest.mark.parametrize(("breek", "verwacht"), MANIEREN.values(), ids=MANIEREN)
async def test_een_verzoek_dat_breekt_meldt_de_route_en_niets_van_wie_het_ging(
    huis: Huis, opvang: Opvang, breek: Callable[[], None], verwacht: list[str]
) -> None:
    async with _api(huis, breek) as http:
        assert (await _verzoek(http)).status_code == 500
    melding = opvang.melding()
    assert melding["tags"] == {"route": "/v1/proef/{nummer}", "methode": "POST"}
    assert soorten(melding) == verwacht
    plaatsen = [p for w in melding["exception"]["values"] for p in w.get("stacktrace", {"frames": []})["frames"]]
    assert breek.__name__ in {p["function"] for p in plaatsen}, "waar het misging is te vinden"
    assert {veld for p in plaatsen for veld in p} <= {"filename", "function", "module", "lineno", "in_app"}


async def test_een_antwoord_dat_halverwege_breekt_wordt_ook_gemeld(huis: Huis, opvang: Opvang) -> None:
    async def halverwege() -> AsyncIterator[str]:
        yield GEPLANT["naam"]
        breek_gewoon()

    async with _api(huis, lambda: Stream(halverwege())) as http:
        await _verzoek(http)
    melding = opvang.melding()
    assert melding["tags"] == {"route": "/v1/proef/{nummer}", "methode": "POST"}
    assert "RuntimeError" in soorten(melding)


async def test_een_verwachte_weigering_wordt_niet_gemeld(huis: Huis, opvang: Opvang) -> None:
    def weiger() -> None:
        raise NietGevonden(ALLES)

    async with _api(huis, weiger) as http:
        assert (await _verzoek(http)).status_code == 404
        assert (await http.get(f"/v1/{GEPLANT['bsn']}")).status_code == 404
        assert (await http.request(GEPLANT["token"], "/v1/openapi.json")).status_code == 405
    assert opvang.enveloppen == []


async def test_een_methode_die_iemand_bedenkt_komt_niet_in_een_label(huis: Huis, opvang: Opvang) -> None:
    sentry.meld_verzoek(RuntimeError(), {"method": GEPLANT["token"], "path": GEPLANT["bsn"], "path_template": ""})
    assert opvang.melding()["tags"] == {"route": "geen route", "methode": "anders"}


async def test_een_notificatie_die_breekt_meldt_de_ontvanger(huis: Huis, opvang: Opvang) -> None:
    """Een gemeente die wel in de bestanden staat maar niet in de database."""
    deur: Any = maak_deur(postvak_van(huis))
    vervoer = httpx2.ASGITransport(app=deur, raise_app_exceptions=False)
    doel = next(t.oin for t in huis.tenants.values() if t.naam == "Schagen")
    koppen = {"bron": huis.config.duo_oin, "doel": doel, "berichtId": str(uuid4()), "Cookie": GEPLANT["token"]}
    body = {
        "registratieDatumTijd": "2026-03-02T10:00:00Z",
        "gebeurtenisId": "SS139",
        "bsn": GEPLANT["bsn"],
        "vNummer": int(GEPLANT["v-nummer"]),
        "nieuwVeldVanDuo": GEPLANT,
    }
    async with httpx2.AsyncClient(transport=vervoer, base_url="http://meedoen") as duo:
        antwoord = await duo.post(f"/duo/v1/notificaties?naam={GEPLANT['naam']}", json=body, headers=koppen)
    assert antwoord.status_code == 503
    meldingen = [lees(envelop) for envelop in opvang.enveloppen]
    gewoon, laatste = ({"taak": "ontvangst"}, {"route": "/duo/v1/notificaties", "methode": "POST"})
    assert [melding["tags"] for melding in meldingen] == [gewoon, laatste], "en daarna het laatste redmiddel"
    for melding in meldingen:
        assert soorten(melding)[-1] in ("ForeignKeyViolationError", "InsufficientPrivilegeError")


def test_alleen_uitzonderingen_vertrekken(opvang: Opvang) -> None:
    sentry_sdk.capture_message(ALLES)
    sentry_sdk.capture_event({"message": ALLES, "level": "error"})
    logging.getLogger("proef").critical(ALLES)
    with sentry_sdk.start_transaction(name=ALLES, op="proef") as loop, loop.start_child(op=ALLES):
        sentry_sdk.metrics.count(GEPLANT["token"], 1)
    sentry_sdk.get_client().flush()
    assert opvang.enveloppen == []


def test_gaat_het_schonen_zelf_mis_dan_vertrekt_er_niets(opvang: Opvang, monkeypatch: pytest.MonkeyPatch) -> None:
    def kapot(_: object) -> None:
        raise RuntimeError(ALLES)

    monkeypatch.setattr(sentry, "schoon", kapot)
    sentry.meld(ValueError(ALLES), taak="proef.taak")
    assert opvang.enveloppen == []
    monkeypatch.undo()
    sentry.meld(ValueError(ALLES), taak="proef.taak")
    assert opvang.melding()["tags"] == {"taak": "proef.taak"}


@asynccontextmanager
async def _sentry() -> AsyncIterator[tuple[int, list[bytes]]]:
    """Een Sentry dat enveloppen aanneemt, op een eigen poort."""
    ontvangen: list[bytes] = []

    async def neem_aan(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        koppen = (await lezer.readuntil(b"\r\n\r\n")).lower()
        lengte = int(koppen.split(b"content-length:")[1].split(b"\r\n")[0])
        body = await lezer.readexactly(lengte)
        ontvangen.append(gzip.decompress(body) if b"content-encoding: gzip" in koppen else body)
        schrijver.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        await schrijver.drain()
        schrijver.close()

    async with await asyncio.start_server(neem_aan, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], ontvangen


DIENSTEN = [proces for proces in Proces if proces is not Proces.SLEUTELS]


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "diensten",
    [
        pytest.param([Proces.API, Proces.RELAY], id="steekproef"),
        pytest.param(DIENSTEN, id="alles", marks=pytest.mark.lang),
    ],
)
async def test_elk_proces_meldt_waaraan_het_sterft(diensten: list[Proces], valkey: EmbeddedValkey) -> None:
    """Zonder database kan geen van hen beginnen; het adres daarvan, met wachtwoord, gaat niet mee."""
    weg = f"127.0.0.1:{vrije_poort()}"
    dsns = {actor: f"postgresql://meedoen_{actor}:{GEPLANT['token']}@{weg}/meedoen" for actor in Actor}
    async with _sentry() as (poort, ontvangen):
        waarden = omgeving(
            dsns,
            valkey=valkey.url,
            sentry_dsn=f"http://proef@127.0.0.1:{poort}/1",
            **{naam: str(vrije_poort()) for naam in ("poort", "ontvanger_poort", "ontvanger_peilpoort")},
        )
        schoon = {n: w for n, w in os.environ.items() if not n.startswith("MEEDOEN_")}
        kinderen = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "core.cli", proces),
                env=schoon | waarden,
                cwd=WORTEL,
                stderr=asyncio.subprocess.PIPE,
            )
            for proces in diensten
        ]
        uitvoer = await asyncio.gather(*(kind.communicate() for kind in kinderen))
    for kind, (_, stderr) in zip(kinderen, uitvoer, strict=True):
        assert kind.returncode not in (0, None)
        assert GEPLANT["token"].encode() not in stderr
    meldingen = [lees(envelop) for envelop in ontvangen]
    assert {m["tags"]["proces"] for m in meldingen} == {str(p) for p in diensten}
    assert all("Onbereikbaar" in soorten(m) for m in meldingen)
