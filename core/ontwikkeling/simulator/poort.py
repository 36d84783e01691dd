"""De voordeur van DUO: wie klopt er aan, en met welk bericht.

Elk antwoord draagt `API-Version`, en het berichtId van het verzoek als dat leesbaar was.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from litestar.datastructures import Headers
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core.ontwikkeling.simulator.antwoorden import stuur_leeg
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente, SimulatorInstellingen

VERSIE = "api_versie"  # the key in a handler's opt that holds the version of its interface
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_OIN = re.compile(r"[0-9]{20}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """De gemeente die het verzoek doet en het berichtId waaronder."""

    gemeente: SimulatorGemeente
    bericht_id: UUID


class DuoPoort(ASGIMiddleware):
    """400 zonder geldige koppen, 403 voor een onbekende afzender of als het bericht niet voor DUO is."""

    def __init__(self, instellingen: SimulatorInstellingen) -> None:
        self._instellingen = instellingen

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        # Not from_scope: that remembers them, and a disturbance may send the same request twice with other headers.
        koppen = Headers(scope["headers"])
        bericht_id = koppen.get("berichtId", "")
        vast = [(b"api-version", str(scope["route_handler"].opt[VERSIE]).encode())]
        if _UUID.fullmatch(bericht_id):
            vast.append((b"berichtid", bericht_id.encode()))

        async def stuur(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *vast]
            await send(message)

        bron, doel = koppen.get("bron", ""), koppen.get("doel", "")
        if not (_OIN.fullmatch(bron) and _OIN.fullmatch(doel) and _UUID.fullmatch(bericht_id)):
            await stuur_leeg(stuur, 400)
            return
        gemeente = self._instellingen.gemeente_van_oin(bron)
        if gemeente is None or doel != self._instellingen.duo_oin:
            await stuur_leeg(stuur, 403)
            return
        scope["state"]["bericht"] = Bericht(gemeente=gemeente, bericht_id=UUID(bericht_id))
        await next_app(scope, receive, stuur)
