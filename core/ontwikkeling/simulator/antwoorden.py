"""De kleinste antwoorden van de simulator: een status, en zo nodig een kop of wat tekst."""

from collections.abc import Iterable

from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Send

Koppen = Iterable[tuple[bytes, bytes]]


async def stuur_leeg(send: Send, status: int, koppen: Koppen = ()) -> None:
    """Antwoord met een status en zonder inhoud."""
    await stuur(send, status, koppen, b"")


async def stuur(send: Send, status: int, koppen: Koppen, tekst: bytes) -> None:
    """Antwoord met een status en een inhoud."""
    start: HTTPResponseStartEvent = {
        "type": "http.response.start",
        "status": status,
        "headers": [*koppen, (b"content-length", str(len(tekst)).encode())],
    }
    inhoud: HTTPResponseBodyEvent = {"type": "http.response.body", "body": tekst, "more_body": False}
    await send(start)
    await send(inhoud)
