"""De sleutelbestanden van een checkout: eenmaal gemaakt, gesloten bewaard, en nooit stil vervangen."""

import stat
from pathlib import Path
from uuid import UUID

import pytest

from core.instellingen.sleutels import lees_sleutelbos, lees_zouten
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.sleutels import BESTANDEN, lees_of_maak_sleutels

A, B = UUID(int=1), UUID(int=2)


def _inhoud(map_: Path) -> dict[str, str]:
    return {naam: (map_ / naam).read_text(encoding="utf-8") for naam in BESTANDEN}


def test_de_eerste_keer_worden_zij_gemaakt_en_daarna_blijven_zij(tmp_path: Path) -> None:
    map_, gegevens = tmp_path / "sleutels", tmp_path / "data"
    omgeving = lees_of_maak_sleutels(map_, gegevens=gegevens, gemeenten=[A])
    assert omgeving == {f"MEEDOEN_{naam.upper()}_BESTAND": str(map_ / naam) for naam in BESTANDEN}
    eerst = _inhoud(map_)
    assert lees_sleutelbos(eerst["sleutel_index"]).versies != lees_sleutelbos(eerst["sleutel_versleuteling"]).versies
    gegevens.mkdir()
    lees_of_maak_sleutels(map_, gegevens=gegevens, gemeenten=[A])
    assert _inhoud(map_) == eerst
    assert {stat.S_IMODE((map_ / naam).stat().st_mode) for naam in BESTANDEN} == {0o600}
    assert stat.S_IMODE(map_.stat().st_mode) == 0o700


def test_een_gemeente_die_erbij_komt_krijgt_een_zout_en_de_andere_houden_het_hunne(tmp_path: Path) -> None:
    lees_of_maak_sleutels(tmp_path / "s", gegevens=tmp_path / "data", gemeenten=[A])
    eerst = lees_zouten(_inhoud(tmp_path / "s")["sleutel_zout"])
    (tmp_path / "data").mkdir()
    lees_of_maak_sleutels(tmp_path / "s", gegevens=tmp_path / "data", gemeenten=[A, B])
    daarna = lees_zouten(_inhoud(tmp_path / "s")["sleutel_zout"])
    assert (daarna.van[A], set(daarna.van)) == (eerst.van[A], {A, B})


@pytest.mark.parametrize("naam", BESTANDEN)
def test_een_bestand_dat_weg_is_naast_gegevens_wordt_niet_stil_nieuw(tmp_path: Path, naam: str) -> None:
    lees_of_maak_sleutels(tmp_path / "s", gegevens=tmp_path / "data", gemeenten=[A])
    (tmp_path / "data").mkdir()
    (tmp_path / "s" / naam).unlink()
    with pytest.raises(EmbeddedFout, match=f"{naam} is weg, terwijl er gegevens zijn; zet het terug uit een kopie"):
        lees_of_maak_sleutels(tmp_path / "s", gegevens=tmp_path / "data", gemeenten=[A])
    assert not (tmp_path / "s" / naam).exists()


@pytest.mark.parametrize("inhoud", ["stuk", "", "\n"])
def test_een_beschadigd_of_leeggemaakt_zoutbestand_blijft_staan(tmp_path: Path, inhoud: str) -> None:
    lees_of_maak_sleutels(tmp_path / "s", gegevens=tmp_path / "data", gemeenten=[A])
    (tmp_path / "data").mkdir()
    (tmp_path / "s" / "sleutel_zout").write_text(inhoud, encoding="utf-8")
    with pytest.raises(EmbeddedFout, match="is beschadigd"):
        lees_of_maak_sleutels(tmp_path / "s", gegevens=tmp_path / "data", gemeenten=[A])
    assert _inhoud(tmp_path / "s")["sleutel_zout"] == inhoud
