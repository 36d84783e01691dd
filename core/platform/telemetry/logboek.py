"""Het technische logboek: één JSON-object per regel op stderr, geschoond, zonder persoonsgegevens."""

import json
import logging
import sys
from contextlib import suppress

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from core.platform.telemetry.schoon import schoon

STIL = ("httpx2", "httpcore2", "casbin", "asyncio", "uvicorn.access", "arq", "faker", "piccolo")
"""Deze bibliotheken schrijven adressen (DUO heeft het BSN in het pad), argumenten of waarden: pas vanaf WARNING."""
VELDEN_VAN_ONS = frozenset({"level", "timestamp", "logger", "verzoek", "ms", "status", "route", "methode"})


class Schrijver:
    """Zet een regel van ons op stderr, zonder omweg langs `logging`: elk verzoek geeft er een."""

    __slots__ = ("naam",)

    def __init__(self, naam: str = "meedoen") -> None:
        self.naam = naam

    def schrijf(self, regel: str) -> None:
        # One call: a line that another thread writes at the same time does not come in between. A full disk or a closed
        # pipe stops nobody, as in `logging`.
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{regel}\n")

    debug = info = warning = warn = error = critical = exception = fatal = msg = log = schrijf


def richt_in(niveau: str) -> None:
    """Richt logging en structlog in voor dit proces; nog eens aanroepen verandert niets."""
    structlog.configure(
        processors=_VERWERKERS,
        logger_factory=Schrijver,
        wrapper_class=structlog.make_filtering_bound_logger(niveau.lower()),
        cache_logger_on_first_use=True,
    )
    uit = logging.StreamHandler(sys.stderr)
    uit.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_VAN_ANDEREN,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _als_regel],
        )
    )
    wortel = logging.getLogger()
    wortel.handlers[:] = [uit]
    wortel.setLevel(niveau)
    maak_stil()


def maak_stil() -> None:
    """Laat de bibliotheken van `STIL` alleen nog waarschuwen, hoe veel het hoofdlogboek ook zegt."""
    for naam in STIL:
        logging.getLogger(naam).setLevel(logging.WARNING)


def _naam(schrijver: WrappedLogger, _: str, regel: EventDict) -> EventDict:
    regel["logger"] = schrijver.naam
    return regel


def _uitzondering_zonder_waarden(_: WrappedLogger, __: str, regel: EventDict) -> EventDict:
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


def _schoon(_: WrappedLogger, __: str, regel: EventDict) -> EventDict:
    for naam, waarde in regel.items():
        if naam not in VELDEN_VAN_ONS and not naam.startswith("_"):
            regel[naam] = schoon(waarde)
    return regel


# Made once: `json.dumps` with a setting of its own builds an encoder for every line.
_JSON = json.JSONEncoder(ensure_ascii=True, default=repr)


def _als_regel(_: WrappedLogger, __: str, regel: EventDict) -> str:
    return _JSON.encode(regel)


_MERK: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_VAN_ANDEREN: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    *_MERK,
    structlog.stdlib.ExtraAdder(),
    _uitzondering_zonder_waarden,
    _schoon,
)
# One list for the whole process: a logger keeps the one of its first line, also when this is set up again.
_VERWERKERS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    _naam,
    *_MERK,
    _uitzondering_zonder_waarden,
    _schoon,
    _als_regel,
]
