"""Een gemeente erbij is één bestand in `tenants/`, en daar wordt geen test rood van."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.ontwikkeling.bouw.slot import WORTEL
from core.platform.tenants import lees_tenants
from tests.voorbeelden.omgeving import TENANTS

pytestmark = [pytest.mark.lang, pytest.mark.timeout(600)]

# Every test that counts gemeenten, names one, needs a salt for each, or starts the house from the folder of tenants.
WAT_VAN_GEMEENTEN_AFHANGT = (
    "tests/plugins",
    "tests/platform/test_tenants.py",
    "tests/platform/test_config.py",
    "tests/platform/test_productie.py",
    "tests/sleutels",
    "tests/process/test_begeleiding.py",
    "tests/process/test_oproepen.py",
    "tests/api/test_toegang.py",
    "tests/api/test_versies.py",
    "tests/security/test_sentry.py",
    "tests/architecture/test_bewijs.py",
)


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    kopie = tmp_path / "checkout"
    weg = shutil.ignore_patterns(
        ".git", ".venv", ".meedoen", ".demo", "node_modules", "__pycache__", "*.egg-info", ".*_cache"
    )
    shutil.copytree(WORTEL, kopie, symlinks=True, ignore=weg)
    return kopie


def test_c23_een_vijfde_gemeente_maakt_geen_test_rood(kopie: Path) -> None:
    schagen = (TENANTS / "schagen.yaml").read_text(encoding="utf-8")
    zwolle = (
        schagen.replace("GM0441", "GM0193")
        .replace("000000441000", "000000193000")
        .replace("naam: Schagen", "naam: Zwolle")
    )
    (kopie / "tenants" / "zwolle.yaml").write_text(zwolle, encoding="utf-8")
    assert "Zwolle" in {tenant.naam for tenant in lees_tenants(kopie / "tenants").values()}
    schoon = {n: w for n, w in os.environ.items() if not n.startswith(("MEEDOEN_", "PYTEST_"))}
    klaar = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *WAT_VAN_GEMEENTEN_AFHANGT],
        cwd=kopie,
        env=schoon,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=500,
    )
    assert klaar.returncode == 0, klaar.stdout[-5000:]
    gedraaid = re.search(r"^samen +(\d+) ", klaar.stdout, re.MULTILINE)
    assert gedraaid is not None
    assert int(gedraaid[1]) > 150
