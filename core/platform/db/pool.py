"""Een pool van verbindingen voor één rol, met de instellingen die die rol hoort te hebben."""

import asyncpg

from core.platform.db.rollen import bij_het_verbinden
from core.platform.tenancy import Actor

_OPDRACHTEN = 500  # what a busy connection asks; asyncpg keeps 100, and the rest is parsed and planned anew each time


async def maak_pool(dsn: str, actor: Actor, grootte: int, *, wacht: float) -> asyncpg.Pool:
    """Een pool die pas verbindt als iemand vraagt; `wacht` is in seconden, per verbinding.

    Raises:
        OSError, asyncpg.PostgresError, TimeoutError: de database is er niet.
    """
    return await asyncpg.create_pool(
        dsn,
        min_size=0,
        max_size=grootte,
        reset=geen_reset,
        timeout=wacht,
        statement_cache_size=_OPDRACHTEN,
        server_settings=bij_het_verbinden(actor),
    )


async def geen_reset(_: object) -> None:
    """`set local` eindigt met de transactie; asyncpg's eigen reset zou elk verzoek een bericht extra kosten."""
