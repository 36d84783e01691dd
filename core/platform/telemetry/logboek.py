"""Het technische logboek: één JSON-object per regel op stderr, geschoond, zonder persoonsgegevens."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from core.platform.telemetry.schoon import schoon

STIL = ("httpx", "httpcore", "casbin", "asyncio", "uvicorn.access", "arq", "faker", "piccolo")
"""Deze bibliotheken schrijven adressen, argumenten of waarden; zij spreken pas vanaf WARNING."""
VELDEN_VAN_ONS = frozenset({"event", "level", "timestamp", "logger", "verzoek", "ms", "status", "route", "methode"})


def richt_in(niveau: str) -> None:
    """Richt logging en structlog in voor dit proces; nog eens aanroepen verandert niets."""
    structlog.configure(
        processors=_VERWERKERS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    uit = logging.StreamHandler(sys.stderr)
    uit.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_GEDEELD,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=True),
            ],
        )
    )
    wortel = logging.getLogger()
    wortel.handlers[:] = [uit]
    wortel.setLevel(niveau)
    for naam in STIL:
        logging.getLogger(naam).setLevel(logging.WARNING)


def _uitzondering_zonder_waarden(_: Any, __: str, regel: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Van een uitzondering de soort en de plaatsen in de code; haar boodschap kan een waarde bevatten."""
    info = regel.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    fout = info[1] if isinstance(info, tuple) else info
    if isinstance(fout, BaseException):
        plaatsen = []
        spoor = fout.__traceback__
        while spoor is not None:
            code = spoor.tb_frame.f_code
            plaatsen.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{spoor.tb_lineno} {code.co_name}")
            spoor = spoor.tb_next
        regel["fout"] = type(fout).__name__
        regel["plaatsen"] = plaatsen[-8:]
    return regel


def _schoon(_: Any, __: str, regel: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {
        k: v if k in VELDEN_VAN_ONS and k != "event" else schoon(v) for k, v in regel.items() if not k.startswith("_")
    } | {k: v for k, v in regel.items() if k.startswith("_")}


_GEDEELD: tuple[structlog.typing.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(),
    _uitzondering_zonder_waarden,
    _schoon,
)
# One list for the whole process: a logger keeps the one of its first line, also when this is set up again.
_VERWERKERS: list[structlog.typing.Processor] = [*_GEDEELD, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
