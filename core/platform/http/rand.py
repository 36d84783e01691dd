"""De rand van de API, om de hele toepassing heen: wat elk antwoord draagt, ook een 404 die geen route haalt.

Veiligheidskoppen en API-Version (NLGov API Design Rules 2.2), een verzoeknummer, een logregel zonder adres of
waarden, en 404 op een adres dat anders geschreven is dan in de beschrijving staat. Zo ziet wie ervoor staat (een proxy,
een regel die op adres filtert) nooit een ander adres dan de route die antwoordt.
"""

import re
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from uuid import UUID

import msgspec
import structlog

from core.platform.http.probleem import MEDIATYPE, Probleem
from core.platform.ids import nieuw_id
from core.platform.telemetry import metingen, sentry

API_VERSIE = "1.0.0"

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
NaAfloop = Callable[[Scope, int], Awaitable[None]]

KOPPEN: tuple[tuple[bytes, bytes], ...] = (
    (b"api-version", API_VERSIE.encode()),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
_BELEID = b"content-security-policy"
_ADRES = re.compile(rb"/|(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~-]+)+")
"""Alleen tekens die nooit gecodeerd hoeven te worden: geen procent, dus ook geen tweede schrijfwijze. Geen leeg deel,
geen slot-streep, geen `.` of `..` als deel."""
_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CIJFERS = 32
"""Van een UUID, streepjes niet meegeteld."""
_WEG = msgspec.json.encode(
    Probleem(type="urn:meedoen:probleem:http-404", title="Niet gevonden", status=404, detail="Dit adres bestaat niet.")
)
logboek = structlog.get_logger("meedoen.verzoek")


class Rand:
    """Wikkelt een ASGI-toepassing.

    `api_version` overschrijft de versie voor een ander contract (DUO). `na_afloop` krijgt van elk verzoek de scope en
    de status, als het antwoord al weg is.
    """

    def __init__(self, app: Any, *, api_version: str = API_VERSIE, na_afloop: NaAfloop | None = None) -> None:
        self._app = app
        self._na_afloop = na_afloop
        self._koppen = ((b"api-version", api_version.encode()), *KOPPEN[1:])
        self._namen = frozenset(naam for naam, _ in self._koppen)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nummer = str(nieuw_id())
        begin = time.perf_counter()
        status = 500

        async def stuur(bericht: Message) -> None:
            nonlocal status
            if bericht["type"] == "http.response.start":
                status = bericht["status"]
                koppen = [(n, w) for n, w in bericht.get("headers", ()) if n.lower() not in self._namen]
                bericht["headers"] = [*koppen, *self._koppen_voor(scope), (b"x-request-id", nummer.encode())]
            await send(bericht)

        with structlog.contextvars.bound_contextvars(verzoek=nummer):
            try:
                if not is_een_adres(scope.get("raw_path") or scope["path"].encode("utf-8", "replace")):
                    await _bestaat_niet(stuur)
                else:
                    await self._app(scope, receive, stuur)
            except Exception as fout:
                # Dit brak nadat het antwoord begonnen was; Litestar verpakt zo'n fout, en wij willen weten welke.
                oorzaak = fout.__cause__
                sentry.meld_verzoek(oorzaak if isinstance(oorzaak, Exception) else fout, scope)
                raise
            finally:
                # Het sjabloon van het pad, nooit het pad, en alleen een bekende methode: daarin hoort niets van een
                # persoon, maar een bezoeker kan er alles in typen.
                methode, route = sentry.bekende_methode(scope), scope.get("path_template") or "geen route"
                duurde = time.perf_counter() - begin
                logboek.info(
                    "verzoek", methode=methode, route=route, status=status, ms=round(duurde * 1000, 1), **_wie(scope)
                )
                metingen.verzoek(methode=methode, route=route, status=status, seconden=duurde)
            if self._na_afloop is not None:
                await self._na_afloop(scope, status)

    def _koppen_voor(self, scope: Scope) -> Iterable[tuple[bytes, bytes]]:
        """De vaste koppen. Een pagina zegt in de scope zelf wat zij mag laden; wat een antwoord als kop meegeeft telt
        nooit."""
        beleid = scope.get("state", {}).get("inhoudsbeleid")
        if beleid is None:
            return self._koppen
        return [(naam, beleid.encode() if naam == _BELEID else waarde) for naam, waarde in self._koppen]


def _wie(scope: Scope) -> dict[str, str]:
    """Het id dat wij de medewerker gaven, als het verzoek er een droeg; nooit hoe hij elders heet."""
    medewerker = scope.get("state", {}).get("medewerker")
    return {} if medewerker is None else {"medewerker": str(medewerker)}


def is_een_adres(ruw: bytes) -> bool:
    """Of dit pad, zoals het over de lijn kwam, de ene schrijfwijze is die een adres heeft."""
    return _ADRES.fullmatch(ruw) is not None and all(_is_een_deel(deel) for deel in ruw.split(b"/"))


def _is_een_deel(deel: bytes) -> bool:
    """Een UUID staat er in kleine letters met streepjes; wat Python ook als UUID leest, is een ander deel."""
    if len(deel) < _CIJFERS or _UUID.fullmatch(deel) or len(deel.replace(b"-", b"")) != _CIJFERS:
        return True
    try:
        UUID(deel.decode())
    except ValueError:
        return True
    return False


async def _bestaat_niet(send: Send) -> None:
    koppen = [(b"content-type", MEDIATYPE.encode()), (b"content-length", str(len(_WEG)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": koppen})
    await send({"type": "http.response.body", "body": _WEG})
