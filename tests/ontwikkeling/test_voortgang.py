"""The progress display: one line per step without a terminal, moving with one, and no thread left to fork with."""

import io
import re
import threading

import pytest
from rich.console import Console

from core.ontwikkeling.embedded.voortgang import Voortgang


def _speel(*, terminal: bool) -> str:
    scherm = io.StringIO()
    with Voortgang(Console(file=scherm, force_terminal=terminal, width=80, color_system=None)) as voortgang:
        with voortgang.stap("PostgreSQL starten"):
            voortgang.meld("tussendoor [niet vet]")
        with pytest.raises(ValueError, match="stuk"), voortgang.stap("Valkey starten"):
            raise ValueError("stuk")
    return scherm.getvalue()


def test_zonder_terminal_is_elke_stap_een_regel() -> None:
    gezegd = re.sub(r"\d+\.\d s", "N s", _speel(terminal=False))
    assert gezegd.splitlines() == [
        "tussendoor [niet vet]",
        "PostgreSQL starten klaar (N s)",
        "Valkey starten: mislukt (N s)",
    ]


def test_op_een_terminal_staan_de_stappen_in_een_overzicht() -> None:
    gezegd = _speel(terminal=True)
    assert "tussendoor [niet vet]" in gezegd
    laatste_beeld = gezegd[gezegd.rindex("✓ PostgreSQL starten") :]
    assert "✗ Valkey starten: mislukt" in laatste_beeld


@pytest.mark.parametrize("terminal", [True, False])
def test_na_een_stap_loopt_er_geen_draad_meer(terminal: bool) -> None:
    ervoor = threading.active_count()
    scherm = io.StringIO()
    with Voortgang(Console(file=scherm, force_terminal=terminal)) as voortgang:
        with voortgang.stap("werk"):
            assert threading.active_count() == ervoor + 1
        assert threading.active_count() == ervoor
