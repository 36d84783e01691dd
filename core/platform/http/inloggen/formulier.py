"""Wat een formulier (`application/x-www-form-urlencoded`) van buiten meebrengt, en van wie het komt."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from litestar import Request

from core.platform.http.invoer import lees_ruw
from core.platform.http.plaatsen import groep_van

_SOORT = "application/x-www-form-urlencoded"
VELDEN = 20
"""Meer stuurt geen inlogdienst en geen ander systeem."""


async def lees_formulier(request: Request[Any, Any, Any]) -> Mapping[str, str]:
    """De velden van een formulier; leeg als het geen leesbaar formulier is, ook als er een veld twee keer in staat: dan
    is niet te zeggen welk er bedoeld was (RFC 6749, 3.2)."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _SOORT:
        return {}
    try:
        velden = parse_qs((await lees_ruw(request)).decode("ascii"), strict_parsing=True, max_num_fields=VELDEN)
    except ValueError:
        return {}
    if any(len(waarden) > 1 for waarden in velden.values()):
        return {}
    return {naam: waarde for naam, [waarde] in velden.items()}


def bezoeker(request: Request[Any, Any, Any]) -> str:
    """Wat als één bezoeker telt: zijn adres, bij IPv6 zijn netwerk."""
    return "" if request.client is None else groep_van(request.client.host)
