"""Het opmaakproces: het kan niet naar het netwerk, niet naar andere bestanden, en niet eindeloos door."""

import asyncio
import sys
from pathlib import Path

import pytest

from core.platform.letters import render
from core.platform.letters.edities import BriefFout, hash_van
from core.platform.letters.gegevens import bevries, gegevens_hash
from core.process.oproep.brief import OPROEP
from tests.letters.voorbeelden import maak_op
from tests.voorbeelden.oproep import oproepbrief
from tests.voorbeelden.pip import pip_beschikking

_TESTSJABLONEN = Path(__file__).with_name("sjablonen")
_PROCES = Path(render.__file__).with_name("typst_proces.py")
_GEGEVENS = b'{"dagtekening": "2026-01-01", "geheim": "999990019"}'


async def _zet(naam: str, *, root: Path = _TESTSJABLONEN, gegevens: bytes = _GEGEVENS, seconden: float = 4) -> bytes:
    huisstijl = OPROEP.editie().huisstijl
    return await render.zet(root / naam, gegevens, huisstijl=huisstijl, geheugen_mb=512, seconden=seconden)


async def _in_afgesloten_proces(code: str) -> str:
    """Draai code na precies wat het opmaakproces zelf doet voordat het typst laadt."""
    begin = f"import runpy; p = runpy.run_path({str(_PROCES)!r}); p['begrens'](512, 2); p['sluit_af']()\n"
    proces = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-B", "-c", begin + code),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    uit, fout = await proces.communicate()
    return (uit + fout).decode()


@pytest.mark.lang
@pytest.mark.parametrize("naam", ["rekenbom.typ", "geheugenbom.typ"])
async def test_een_sjabloon_dat_te_veel_vraagt_wordt_gestopt(naam: str) -> None:
    # On a busy machine the wait runs out before the processor time does; it is stopped all the same.
    with pytest.raises(BriefFout, match=r"rekentijd of geheugen|duurde te lang"):
        await _zet(naam, seconden=12)


async def test_een_proces_dat_te_lang_duurt_wordt_afgebroken() -> None:
    with pytest.raises(BriefFout, match="duurde te lang"):
        await _zet("rekenbom.typ", seconden=0.05)


async def test_een_afgebroken_opdracht_laat_geen_proces_achter() -> None:
    taak = asyncio.create_task(_zet("rekenbom.typ", seconden=30))
    kinderen: set[int] = set()
    while not kinderen:
        await asyncio.sleep(0)
        kinderen = _kinderen()
    taak.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taak
    assert not kinderen & _kinderen()


def _kinderen() -> set[int]:
    """De opmaakprocessen die dit testproces nu heeft."""
    eigen = Path("/proc/self/task")
    pids = {int(pid) for taak in eigen.iterdir() for pid in (taak / "children").read_text().split()}
    return {pid for pid in pids if b"typst_proces.py" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.mark.parametrize("naam", ["leest_buiten.typ", "haalt_pakket.typ"])
async def test_een_sjabloon_komt_niet_buiten_zijn_map(naam: str) -> None:
    with pytest.raises(BriefFout, match=f"{naam}:2:"):
        await _zet(naam)


async def test_een_foutmelding_noemt_de_plaats_en_niet_de_gegevens() -> None:
    with pytest.raises(BriefFout) as fout:
        await _zet("noemt_waarde.typ")
    assert "noemt_waarde.typ:2:" in fout.value.melding
    assert "999990019" not in f"{fout.value!r}{fout.value.__cause__!r}{fout.value.__context__!r}"


@pytest.mark.parametrize(
    "gegevens", [b"", b"geen json", b"{}", b"[]", b'{"dagtekening": "gisteren"}', b"\xff", b" " * 1_000_001]
)
async def test_onleesbare_gegevens_geven_een_brieffout(gegevens: bytes) -> None:
    with pytest.raises(BriefFout, match="onleesbaar"):
        await _zet("oproep.typ", root=OPROEP.editie().sjabloon.parent, gegevens=gegevens)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
    ],
)
async def test_het_opmaakproces_heeft_geen_netwerk_en_start_geen_programma(code: str) -> None:
    assert "PermissionError" in await _in_afgesloten_proces(code)


async def test_het_opmaakproces_schrijft_geen_bestand(tmp_path: Path) -> None:
    doel = tmp_path / "lek"
    code = f"f = open({str(doel)!r}, 'wb', buffering=0); f.write(b'x')"
    assert "File too large" in await _in_afgesloten_proces(code)
    assert doel.read_bytes() == b""


async def test_een_afgesloten_proces_rekent_gewoon() -> None:
    assert await _in_afgesloten_proces("print(sum(range(10)))") == "45\n"


async def test_brief_en_soort_moeten_bij_elkaar_horen() -> None:
    with pytest.raises(BriefFout, match="ander sjabloon"):
        await maak_op(OPROEP, pip_beschikking())


async def test_bevroren_brief_geeft_dezelfde_bytes_als_de_brief_zelf() -> None:
    bevroren = bevries(oproepbrief(2))
    assert bevroren.gegevens_hash == gegevens_hash(bevroren.gegevens)
    van_bevroren = await maak_op(OPROEP, bevroren.gegevens, versie=bevroren.sjabloon_versie)
    assert van_bevroren == await maak_op(OPROEP, oproepbrief(2))


def test_een_koppeling_tussen_de_sjablonen_wordt_geweigerd(tmp_path: Path) -> None:
    (tmp_path / "echt.typ").write_text("= Kop")
    goed = hash_van(tmp_path.iterdir())
    (tmp_path / "link.typ").symlink_to("/etc/passwd")
    with pytest.raises(BriefFout, match="gewone bestanden"):
        hash_van(tmp_path.iterdir())
    (tmp_path / "link.typ").unlink()
    (tmp_path / "echt.typ").write_text("= Kop!")
    assert hash_van(tmp_path.iterdir()) != goed
