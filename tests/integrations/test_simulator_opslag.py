"""Het geheugen van de simulator is van wie hem draait: er staan verzonnen mensen in, en soms meer dan dat."""

import os
from pathlib import Path

import pytest

from core.ontwikkeling.simulator.opslag import Opslag


@pytest.mark.parametrize("bestaat_al", [False, True])
def test_alleen_de_eigenaar_leest_het_geheugen_van_de_simulator(tmp_path: Path, bestaat_al: bool) -> None:
    bestand = tmp_path / "simulator.sqlite"
    vorig = os.umask(0)
    try:
        if bestaat_al:
            bestand.touch(0o666)
        opslag = Opslag(bestand, kenmerk="proef")
        with opslag.transactie():
            pass
        rechten = {p.name: oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()}
        assert {"simulator.sqlite", "simulator.sqlite-wal"} <= rechten.keys()
        assert set(rechten.values()) == {"0o600"}
        opslag.sluit()
    finally:
        os.umask(vorig)
