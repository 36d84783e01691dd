"""/live en /ready: wat een cluster vraagt aan elk proces met een deur."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import get

from core.platform.http.bezoek import openbaar


def peilroutes(is_klaar: Callable[[], Awaitable[None]]) -> list[Any]:
    """/live raakt niets aan; /ready antwoordt met een fout zolang `is_klaar` er een geeft."""

    @get("/live", include_in_schema=False, opt=openbaar())
    async def live() -> dict[str, str]:
        return {"status": "leeft"}

    @get("/ready", include_in_schema=False, opt=openbaar())
    async def ready() -> dict[str, str]:
        await is_klaar()
        return {"status": "klaar"}

    return [live, ready]
