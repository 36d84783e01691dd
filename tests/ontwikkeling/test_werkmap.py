"""The runtime folder: one run at a time, a dead holder does not count, and `wis` leaves nothing."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.poorten import luistert
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.werkmap import Werkmap, open_werkmap, tijdelijke_map
from tests.ontwikkeling.omstandigheden import WORTEL, alleen_root

_HOUDER = """
import sys; from pathlib import Path; from core.ontwikkeling.embedded.werkmap import open_werkmap
with open_werkmap(Path(sys.argv[1]), wortel_van_root=Path(sys.argv[2])).vergrendel():
    print("vast", flush=True)
    sys.stdin.read()
"""
_TIJDELIJK = """
import sys; from core.ontwikkeling.embedded.werkmap import tijdelijke_map
with tijdelijke_map() as map_:
    (map_ / "gegevens").write_text("x")
    print(map_, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def checkout(map_: Path) -> Path:
    (map_ / "checkout").mkdir()
    return map_ / "checkout"


@pytest.fixture
def werkmap(map_: Path, checkout: Path) -> Werkmap:
    return open_werkmap(checkout, wortel_van_root=map_ / "wortel")


@contextmanager
def _andere_houder(map_: Path, checkout: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", _HOUDER, checkout, map_ / "wortel"],
        cwd=WORTEL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as proces:
        assert proces.stdout is not None
        assert proces.stdout.readline() == "vast\n"
        yield proces
        proces.kill()


def test_een_tweede_start_naast_een_lopende_noemt_het_proces(map_: Path, checkout: Path, werkmap: Werkmap) -> None:
    with _andere_houder(map_, checkout) as houder:
        zin = f"draait al .*\\(proces {houder.pid}\\); stop het daar met Ctrl-C"
        with pytest.raises(EmbeddedFout, match=zin), werkmap.vergrendel():
            pytest.fail("het slot werd twee keer uitgegeven")
        with pytest.raises(EmbeddedFout, match="draait al"):
            werkmap.wis()


def test_een_slot_van_een_gestorven_proces_telt_niet(map_: Path, checkout: Path, werkmap: Werkmap) -> None:
    with _andere_houder(map_, checkout) as houder:
        os.kill(houder.pid, signal.SIGKILL)
        houder.wait()
        with werkmap.vergrendel():
            assert (werkmap.map / "slot").read_text(encoding="ascii") == f"{os.getpid()}\n"


def test_wis_stopt_wat_er_draait_en_laat_alleen_het_slot(werkmap: Werkmap) -> None:
    achtergebleven = EmbeddedValkey(werkmap.valkey)
    achtergebleven.start()
    poort = achtergebleven.poort
    (werkmap.map / "lopend.json").touch()
    werkmap.wis()
    assert not luistert(poort)
    assert [p.name for p in werkmap.map.iterdir()] == ["slot"]
    achtergebleven.stop()


def test_een_tijdelijke_map_van_een_gestorven_proces_wordt_opgeruimd_en_die_van_een_levend_blijft() -> None:
    houders = [
        subprocess.Popen(
            [sys.executable, "-c", _TIJDELIJK], cwd=WORTEL, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    dood, levend = (Path(h.stdout.readline().strip()) for h in houders if h.stdout is not None)
    houders[0].kill()
    houders[0].communicate()
    assert (dood / "gegevens").exists()
    with tijdelijke_map() as nieuw:
        assert not dood.parent.exists()
        assert (levend / "gegevens").exists()
    houders[1].communicate()
    assert not levend.parent.exists()
    assert not nieuw.parent.exists()


@alleen_root
def test_als_root_staat_de_map_elders_met_een_verwijzing(map_: Path, checkout: Path, werkmap: Werkmap) -> None:
    assert (checkout / ".meedoen").readlink() == werkmap.map
    assert werkmap.map.parent == map_ / "wortel"
    assert stat.S_IMODE(werkmap.map.stat().st_mode) == 0o711
    assert open_werkmap(checkout, wortel_van_root=map_ / "wortel").map == werkmap.map
    (map_ / "kopie").mkdir()
    assert open_werkmap(map_ / "kopie", wortel_van_root=map_ / "wortel").map != werkmap.map


@alleen_root
def test_als_root_blijft_de_map_van_een_gewone_gebruiker_ongemoeid(map_: Path, checkout: Path) -> None:
    (checkout / ".meedoen").mkdir()
    with pytest.raises(EmbeddedFout, match="is van een gewone gebruiker; start Meedoen als die gebruiker"):
        open_werkmap(checkout, wortel_van_root=map_ / "wortel")


@pytest.mark.skipif(os.geteuid() == 0, reason="gaat over een gewone gebruiker")
def test_als_gewone_gebruiker_staat_de_map_in_de_checkout(checkout: Path, werkmap: Werkmap) -> None:
    assert werkmap.map == checkout.resolve() / ".meedoen"
    assert stat.S_IMODE(werkmap.map.stat().st_mode) == 0o700
