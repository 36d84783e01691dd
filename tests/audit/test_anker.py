"""Het ankerbestand: groeit alleen aan, en wie eraan komt valt op."""

import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from core.platform.audit.anker import Ankerbestand, Ankerpunt
from core.platform.audit.verslag import Bevindingsoort
from tests.audit.conftest import SLEUTELS, Proef


async def _drie_ankers(proef: Proef) -> list[str]:
    for _ in range(3):
        await proef.schrijf()
        await proef.verzegel()
        assert await proef.zegelaar.anker() == 1
    return proef.pad.read_text(encoding="utf-8").splitlines()


async def test_elk_zegel_dat_geankerd_is_klopt(proef: Proef) -> None:
    regels = await _drie_ankers(proef)
    assert [json.loads(r)["nr"] for r in regels] == [1, 2, 3]
    assert stat.S_IMODE(proef.pad.stat().st_mode) == 0o600
    assert await proef.zegelaar.anker() == 0, "een zegel dat er al in staat, komt er niet nog eens in"
    verslag = await proef.controle()
    assert verslag.in_orde
    assert verslag.ankers == 3
    assert verslag.laatste_anker is not None


async def test_een_tweede_schrijver_sluit_aan_op_de_eerste(proef: Proef) -> None:
    await _drie_ankers(proef)
    await proef.schrijf(gemeente=proef.b)
    await proef.verzegel()
    ander = Ankerbestand(proef.pad, SLEUTELS)
    proef.zegelaar._ankers = ander
    assert await proef.zegelaar.anker() == 2
    assert (await proef.controle()).in_orde


@pytest.mark.parametrize(
    ("knoei", "verwacht"),
    [
        (lambda r: [r[0], r[1].replace('"nr":2', '"nr":7'), r[2]], [(2, "veranderd"), (3, "sluit niet aan")]),
        (lambda r: [r[0], r[2]], [(2, "sluit niet aan")]),
        (lambda r: [r[1], r[2]], [(1, "sluit niet aan")]),
        (lambda r: [r[0], r[0], r[1], r[2]], [(2, "sluit niet aan")]),
        (lambda r: [r[0], r[2], r[1]], [(2, "sluit niet aan"), (3, "sluit niet aan")]),
        (lambda r: [r[0], "{", r[1], r[2]], [(2, "onleesbaar"), (3, "sluit niet aan")]),
    ],
    ids=["veranderd", "verwijderd", "begin weg", "verdubbeld", "verwisseld", "rommel ertussen"],
)
def test_knoeien_met_het_bestand_wordt_gevonden(
    tmp_path: Path, knoei: Callable[[list[str]], list[str]], verwacht: list[tuple[int, str]]
) -> None:
    bestand = Ankerbestand(tmp_path / "anker.jsonl", SLEUTELS)
    gemeente = UUID(int=1)
    for nr in (1, 2, 3):
        bestand.voeg_toe([Ankerpunt(gemeente_id=gemeente, nr=nr, hash=bytes(32), op=datetime(2026, 3, 2, tzinfo=UTC))])
    assert bestand.lees().gebreken == ()
    regels = (tmp_path / "anker.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "anker.jsonl").write_text("\n".join(knoei(regels)) + "\n", encoding="utf-8")
    gebreken = bestand.lees().gebreken
    assert [(nummer, uitleg[:14]) for nummer, uitleg in gebreken] == [(nr, uitleg[:14]) for nr, uitleg in verwacht]


async def test_een_halve_laatste_regel_wordt_gemeld_en_afgesloten(proef: Proef) -> None:
    await _drie_ankers(proef)
    with proef.pad.open("a", encoding="utf-8") as bestand:
        bestand.write('{"op":')
    await proef.schrijf()
    await proef.verzegel()
    assert await proef.zegelaar.anker() == 1
    bevindingen = [b for _, b in (await proef.controle()).bevindingen]
    assert [(b.waar, b.uitleg) for b in bevindingen] == [("regel 4", "onleesbaar")]


async def test_een_herschreven_zegel_wijkt_af_van_zijn_anker(proef: Proef) -> None:
    await _drie_ankers(proef)
    await proef.alziend.execute("update audit_zegel set hash = sha256(hash) where nr = 2")
    soorten = await proef.soorten()
    assert Bevindingsoort.ANKER_WIJKT_AF in soorten
    assert Bevindingsoort.ZEGEL_VERANDERD in soorten


async def test_een_anker_van_een_andere_sleutel_telt_niet(proef: Proef, tmp_path: Path) -> None:
    await _drie_ankers(proef)
    vreemd = Ankerbestand(tmp_path / "ander.jsonl", type(SLEUTELS)({2: b"y" * 32}, actief=2))
    proef.zegelaar._ankers = vreemd
    await proef.zegelaar.anker()
    gelezen = Ankerbestand(tmp_path / "ander.jsonl", SLEUTELS).lees()
    assert gelezen.gebreken == ((1, "veranderd"),)
    assert not gelezen.punten


async def test_een_bestand_dat_niet_te_schrijven_is_houdt_het_verzegelen_niet_op(proef: Proef, tmp_path: Path) -> None:
    proef.zegelaar._ankers = Ankerbestand(tmp_path / "bestaat" / "niet.jsonl", SLEUTELS)
    await proef.schrijf()
    await proef.verzegel()
    with pytest.raises(FileNotFoundError):
        await proef.zegelaar.anker()
    await proef.zegelaar._probeer_anker()
    assert (await proef.controle()).in_orde
