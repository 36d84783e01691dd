"""Een sleutelbestand wijzigen: met eigenaar en rechten, achter een koppeling, en zonder iets achter te laten."""

import os
import stat
import threading
from pathlib import Path

import pytest

from core.instellingen.sleutels import OnjuisteSleutels
from core.platform.sleutelbeheer.sleutelbestand import vervang


def test_eigenaar_en_rechten_blijven(tmp_path: Path) -> None:
    bestand = tmp_path / "sleutel"
    bestand.write_text("oud", encoding="utf-8")
    bestand.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(bestand, 0, 4)
    voor = bestand.stat()
    assert vervang(bestand, lambda tekst: tekst + " en nieuw") == "oud en nieuw"
    na = bestand.stat()
    assert (stat.S_IMODE(na.st_mode), na.st_uid, na.st_gid) == (0o640, voor.st_uid, voor.st_gid)
    assert [p.name for p in tmp_path.iterdir()] == ["sleutel"]


def test_achter_een_koppeling_verandert_het_bestand_zelf(tmp_path: Path) -> None:
    (tmp_path / "echt").write_text("oud", encoding="utf-8")
    (tmp_path / "wijzer").symlink_to(tmp_path / "echt")
    vervang(tmp_path / "wijzer", lambda _: "nieuw")
    assert (tmp_path / "wijzer").is_symlink()
    assert (tmp_path / "echt").read_text(encoding="utf-8") == "nieuw"


def test_wat_een_afgebroken_keer_achterliet_wordt_opgeruimd(tmp_path: Path) -> None:
    (tmp_path / "zout").write_text("oud", encoding="utf-8")
    (tmp_path / ".zout.0badcafe.nieuw").write_text("alle zouten", encoding="utf-8")
    vervang(tmp_path / "zout", lambda _: "nieuw")
    assert [p.name for p in tmp_path.iterdir()] == ["zout"]


def test_een_wijziging_die_niet_mag_laat_alles_zoals_het_was(tmp_path: Path) -> None:
    (tmp_path / "zout").write_text("oud", encoding="utf-8")

    def mag_niet(_: str) -> str:
        raise OnjuisteSleutels("mag niet")

    with pytest.raises(OnjuisteSleutels, match="mag niet"):
        vervang(tmp_path / "zout", mag_niet)
    assert (tmp_path / "zout").read_text(encoding="utf-8") == "oud"
    assert [p.name for p in tmp_path.iterdir()] == ["zout"]


def test_twee_tegelijk_zien_elkaars_wijziging(tmp_path: Path) -> None:
    bestand = tmp_path / "teller"
    bestand.write_text("0", encoding="utf-8")
    draden = [
        threading.Thread(target=lambda: [vervang(bestand, lambda t: str(int(t) + 1)) for _ in range(20)])
        for _ in range(4)
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert bestand.read_text(encoding="utf-8") == "80"


@pytest.mark.parametrize(
    ("inhoud", "reden"), [(None, "No such file"), (b"\xff\xfe", "dit is geen tekst")], ids=["weg", "geen tekst"]
)
def test_een_bestand_dat_er_niet_is_of_geen_tekst_is(tmp_path: Path, inhoud: bytes | None, reden: str) -> None:
    if inhoud is not None:
        (tmp_path / "zout").write_bytes(inhoud)
    with pytest.raises(OnjuisteSleutels, match=reden):
        vervang(tmp_path / "zout", lambda tekst: tekst)
