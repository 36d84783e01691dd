"""De kleinste antwoorden van de simulator: alleen een status."""

from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, Send


async def stuur_leeg(send: Send, status: int) -> None:
    """Antwoord met een status en zonder inhoud."""
    start: HTTPResponseStartEvent = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-length", b"0")],
    }
    inhoud: HTTPResponseBodyEvent = {"type": "http.response.body", "body": b"", "more_body": False}
    await send(start)
    await send(inhoud)
