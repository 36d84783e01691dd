"""/live en /ready: wat een cluster vraagt aan elk proces met een deur."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import get

from core.platform.http.bezoek import openbaar


def peilroutes(is_klaar: Callable[[], Awaitable[None]], niet_bediend: Callable[[], list[str]] = list) -> list[Any]:
    """/live raakt niets aan; /ready antwoordt met een fout zolang `is_klaar` er een geeft.

    Een gemeente die niet bediend wordt houdt de andere niet tegen: dan is het 200, met haar naam en niets meer.
    """

    @get("/live", include_in_schema=False, opt=openbaar())
    async def live() -> dict[str, str]:
        return {"status": "leeft"}

    @get("/ready", include_in_schema=False, opt=openbaar())
    async def ready() -> dict[str, str | list[str]]:
        await is_klaar()
        namen = niet_bediend()
        return {"status": "klaar", "nietBediend": namen} if namen else {"status": "klaar"}

    return [live, ready]
