"""Voor wie een plugin toetst: een wacht tegen IO. Alle beelden geeft `core.plugin_api.beelden.alle_beelden`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_VERBODEN = (
    "open",
    "socket.",
    "subprocess.",
    "os.",
    "import",
    "shutil.",
    "tempfile.",
    "ctypes.",
    "sqlite3.",
    "urllib.",
)
_bewaakt: ContextVar[bool] = ContextVar("bewaakt", default=False)


class NietZuiver(Exception):
    """De plugin deed iets met de buitenwereld; de boodschap zegt wat."""


@contextmanager
def zonder_io() -> Iterator[None]:
    """Binnen dit blok faalt elk bestand, netwerk, proces en elke import met NietZuiver."""
    teken = _bewaakt.set(True)
    try:
        yield
    finally:
        _bewaakt.reset(teken)


def _wacht(gebeurtenis: str, _: tuple[object, ...]) -> None:
    if _bewaakt.get() and gebeurtenis.startswith(_VERBODEN):
        raise NietZuiver(f"een hook deed {gebeurtenis}")


# An audit hook cannot be taken away again; it only acts inside `zonder_io`.
sys.addaudithook(_wacht)
