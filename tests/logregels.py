"""Het technische logboek zoals het op stderr komt, gelezen als gegevens."""

from typing import Any

import msgspec


def logregels(geschreven: str) -> list[dict[str, Any]]:
    """De regels die JSON zijn; wat een ander daartussen schreef telt niet mee."""
    return [msgspec.json.decode(regel) for regel in geschreven.splitlines() if regel.startswith('{"')]
