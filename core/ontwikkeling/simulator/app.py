"""De simulator: één proces dat voor DUO en voor de BRP speelt, over één verzonnen bevolking.

Start hem achter uvicorn zonder toegangslog (`access_log=False`): DUO heeft het BSN in het pad.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import httpx2
import msgspec
from litestar import Litestar, Request, Response, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from core.ontwikkeling.simulator.besturing_api import Besturing, BesturingController
from core.ontwikkeling.simulator.bevolking import maak_bevolking
from core.ontwikkeling.simulator.brp_api import BrpRegister, raadpleeg
from core.ontwikkeling.simulator.duo_api import DUO_CONTROLLERS
from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.ontwikkeling.simulator.loket import Klok, Loket
from core.ontwikkeling.simulator.opslag import AnderBestand, Opslag
from core.ontwikkeling.simulator.poort import DuoPoort
from core.ontwikkeling.simulator.register import Register
from core.ontwikkeling.simulator.storing import Storingen, StoringMiddleware
from core.ontwikkeling.simulator.verloop import Verloop
from core.ontwikkeling.simulator.verzender import Verzender

DUO_PAD = "/duo/v1"
BRP_PAD = "/brp"


class _Deel(Router):
    """Part of one simulator. Litestar copies a router, handlers and all, for who registers it again; nobody does."""

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        return self


def maak_simulator(
    instellingen: SimulatorInstellingen, *, nu: Klok, transport: httpx2.AsyncBaseTransport | None = None
) -> Litestar:
    """Bouw de simulator; `nu` is zijn klok, `transport` (in tests) de weg naar Meedoen.

    Raises:
        AnderBestand: als het bestand bij een andere bevolking hoort.
    """
    bevolking = maak_bevolking(instellingen.zaad, instellingen.gemeenten, aantal=instellingen.aantal)
    per_bsn = {inwoner.bsn: inwoner for inwoner in bevolking}
    opslag = Opslag(instellingen.bestand, kenmerk=_kenmerk(instellingen))
    storingen = Storingen()
    http = httpx2.AsyncClient(transport=transport, trust_env=False)
    verzender = Verzender(opslag, instellingen, storingen, http)
    verloop = Verloop(opslag, per_bsn, instellingen)
    loket = Loket(Register(opslag, per_bsn, verloop), opslag, verloop, verzender, nu)
    brp = BrpRegister(opslag=opslag, bevolking=per_bsn, instellingen=instellingen)
    besturing = Besturing(
        opslag=opslag,
        bevolking=bevolking,
        verloop=verloop,
        verzender=verzender,
        storingen=storingen,
        instellingen=instellingen,
        nu=nu,
    )

    @asynccontextmanager
    async def leven(_: Litestar) -> AsyncIterator[None]:
        await besturing.verwerk_dag()
        taak = asyncio.create_task(verzender.draai())
        try:
            yield
        finally:
            taak.cancel()
            with suppress(asyncio.CancelledError):
                await taak
            await http.aclose()
            opslag.sluit()

    def storing(app: ASGIApp) -> ASGIApp:
        # A function: Litestar deep-copies middleware objects, and each copy would keep a count of its own.
        return StoringMiddleware(storingen, traagheid=instellingen.traagheid)(app)

    duo = _Deel(DUO_PAD, route_handlers=DUO_CONTROLLERS, middleware=[storing, DuoPoort(instellingen)])
    return Litestar(
        route_handlers=[duo, _Deel(BRP_PAD, route_handlers=[raadpleeg], middleware=[storing]), BesturingController],
        dependencies={
            "loket": Provide(lambda: loket, sync_to_thread=False),
            "brp": Provide(lambda: brp, sync_to_thread=False),
            "besturing": Provide(lambda: besturing, sync_to_thread=False),
        },
        exception_handlers={HTTPException: _alleen_status},
        lifespan=[leven],
        openapi_config=None,
        # Litestar's own logging setup puts the root logger at INFO, and with it every address httpx2 calls.
        logging_config=None,
    )


def hoort_bij(instellingen: SimulatorInstellingen) -> bool:
    """Of het bestand dat er al staat met deze gemeenten en dit aantal is gemaakt."""
    try:
        Opslag(instellingen.bestand, kenmerk=_kenmerk(instellingen)).sluit()
    except AnderBestand:
        return False
    return True


def _kenmerk(instellingen: SimulatorInstellingen) -> str:
    """Waaraan te zien is dat een bestand bij deze bevolking hoort."""
    gemeenten = [(g.code, g.naam, g.oin) for g in instellingen.gemeenten]
    return hashlib.sha256(msgspec.json.encode((instellingen.zaad, instellingen.aantal, gemeenten))).hexdigest()


def _alleen_status(request: Request[Any, Any, Any], fout: HTTPException) -> Response[bytes]:
    """DUO licht een fout verzoek niet toe; een pad dat niet bestaat krijgt ook de versie van DUO mee."""
    koppen: dict[str, str] = {"API-Version": "1.0.0"} if "route_handler" not in request.scope else {}
    return Response(b"", status_code=fout.status_code, headers=koppen, media_type="text/plain")
