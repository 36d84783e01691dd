"""Een simulator in het geheugen van de test, met een klok die de test verzet en een Meedoen dat luistert."""

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import uvicorn
from litestar import Litestar

from core.integrations.brp.client import BrpClient
from core.integrations.duo.client import DuoClient
from core.integrations.duo.contract import Notificatie, lees_notificatie
from core.ontwikkeling.simulator.app import maak_simulator
from core.ontwikkeling.simulator.bevolking import Inwoner, Verhaal, maak_bevolking
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente, SimulatorInstellingen

UTRECHT = SimulatorGemeente(code="0344", naam="Utrecht", oin="00000099000000000001")
STICHTSE_VECHT = SimulatorGemeente(code="1904", naam="Stichtse Vecht", oin="00000099000000000002")
DUO_OIN = "00000099000000009999"
BEGIN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@dataclass
class Klok:
    """De klok van de simulator; staat stil tot de test hem verzet."""

    tijd: dt.datetime = BEGIN

    async def __call__(self) -> dt.datetime:
        return self.tijd

    @property
    def vandaag(self) -> dt.date:
        return self.tijd.date()


@dataclass
class Ontvanger(httpx2.AsyncBaseTransport):
    """Speelt Meedoen: neemt notificaties aan, of antwoordt wat de test in `antwoorden` klaarzet."""

    verzoeken: list[httpx2.Request] = field(default_factory=list)
    antwoorden: list[int | Exception] = field(default_factory=list)
    _iets: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        antwoord = self.antwoorden.pop(0) if self.antwoorden else 201
        async with self._iets:
            self.verzoeken.append(request)
            self._iets.notify_all()
        if isinstance(antwoord, Exception):
            raise antwoord
        return httpx2.Response(antwoord)

    async def wacht_op(self, aantal: int) -> None:
        """Wacht tot er zoveel verzoeken zijn geweest."""
        async with self._iets:
            await self._iets.wait_for(lambda: len(self.verzoeken) >= aantal)

    def notificaties(self) -> list[Notificatie]:
        return [lees_notificatie(verzoek.content) for verzoek in self.verzoeken]

    def codes(self, bsn: str) -> list[str]:
        return [n.gebeurtenis_id for n in self.notificaties() if n.bsn == bsn]


@dataclass(kw_only=True)
class Wereld:
    """Een draaiende simulator met wat een test ervan nodig heeft."""

    app: Litestar
    instellingen: SimulatorInstellingen
    klok: Klok
    meedoen: Ontvanger
    besturing: httpx2.AsyncClient
    brp: BrpClient
    clients: dict[str, DuoClient]
    bevolking: tuple[Inwoner, ...]

    @property
    def duo(self) -> DuoClient:
        return self.clients[UTRECHT.code]

    def wie(self, verhaal: Verhaal, *, asiel: bool | None = None) -> Inwoner:
        """De eerste Utrechter met dit verhaal."""
        return next(
            i
            for i in self.bevolking
            if i.gemeentecode == UTRECHT.code and i.verhaal is verhaal and asiel in (None, i.asiel)
        )

    async def meld_allen_aan(self) -> None:
        antwoord = await self.besturing.post("/_besturing/aanmeldingen", json={"aantal": 909})
        assert antwoord.status_code == 200
        await self.meedoen.wacht_op(len(self.bevolking))

    async def na_dagen(self, dagen: int) -> None:
        """Zet de klok vooruit en laat de simulator verwerken wat er gebeurd is."""
        self.klok.tijd += dt.timedelta(days=dagen)
        antwoord = await self.besturing.post("/_besturing/dag")
        assert antwoord.status_code == 200

    async def storing(self, soort: str, aantal: int = 1) -> None:
        antwoord = await self.besturing.post("/_besturing/storing", json={"soort": soort, "aantal": aantal})
        assert antwoord.status_code == 204


StartWereld = Callable[..., Awaitable[Wereld]]


@asynccontextmanager
async def draai_wereld(
    pad: Path, *, klok: Klok, meedoen: Ontvanger | None = None, **anders: object
) -> AsyncIterator[Wereld]:
    """Een simulator met zijn geheugen in `pad`; twee keer op dezelfde plek is een herstart."""
    keuzes: dict[str, object] = {
        "bestand": pad / "simulator.sqlite",
        "meedoen": "http://meedoen.example.org",
        "duo_oin": DUO_OIN,
        "gemeenten": (UTRECHT, STICHTSE_VECHT),
        "aantal": 60,
        "eerste_wachttijd": 0.001,
        "langste_wachttijd": 0.002,
        "traagheid": 0.01,
    } | anders
    instellingen = SimulatorInstellingen(**keuzes)  # type: ignore[arg-type]
    ontvanger = meedoen or Ontvanger()
    app = maak_simulator(instellingen, nu=klok, transport=ontvanger)
    vervoer = httpx2.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with (
        app.lifespan(),
        httpx2.AsyncClient(transport=vervoer, base_url="http://simulator") as besturing,
        httpx2.AsyncClient(transport=vervoer, base_url="http://simulator/duo/v1") as duo,
        httpx2.AsyncClient(transport=vervoer, base_url="http://simulator/brp") as brp,
    ):
        yield Wereld(
            app=app,
            instellingen=instellingen,
            klok=klok,
            meedoen=ontvanger,
            besturing=besturing,
            brp=BrpClient(brp),
            clients={g.code: DuoClient(duo, bron=g.oin, doel=DUO_OIN) for g in instellingen.gemeenten},
            bevolking=maak_bevolking(instellingen.zaad, instellingen.gemeenten, aantal=instellingen.aantal),
        )


@asynccontextmanager
async def echte_server(wereld: Wereld) -> AsyncIterator[str]:
    """Dezelfde draaiende simulator, nu achter een echte poort op deze machine; geeft zijn adres."""
    stopcontact = socket.socket()
    stopcontact.bind(("127.0.0.1", 0))
    stopcontact.listen()  # from here on a client may connect; the server takes it up when it runs
    # The lifespan already runs; the server must not start and end it a second time.
    # Nobody waits for an answer that is still dripping when the test is over.
    config = uvicorn.Config(
        wereld.app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=0
    )
    server = uvicorn.Server(config)
    taak = asyncio.create_task(server.serve(sockets=[stopcontact]))
    try:
        yield f"http://127.0.0.1:{stopcontact.getsockname()[1]}"
    finally:
        server.should_exit = True
        await taak
        stopcontact.close()
