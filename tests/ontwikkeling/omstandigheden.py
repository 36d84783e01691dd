"""What the tests of this folder share: the root of the checkout, who runs them, how to ask the database something."""

import os
import subprocess
from pathlib import Path

import pytest

from core.ontwikkeling.embedded.postgres import EmbeddedPostgres

WORTEL = Path(__file__).resolve().parents[2]
alleen_root = pytest.mark.skipif(os.geteuid() != 0, reason="gaat over starten als root")


def vraag(postgres: EmbeddedPostgres, sql: str) -> str:
    """What `psql` from the same wheel prints for `sql`, as superuser."""
    psql = str(postgres.programma("psql"))
    opdracht = [psql, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, postgres.beheer_dsn]
    return subprocess.run(opdracht, check=True, capture_output=True, text=True, timeout=20).stdout.strip()
