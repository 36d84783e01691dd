"""Wie mag wat: de goedgekeurde matrix, en dat twijfel nooit ja is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fouten import NietBevoegd
from core.platform.access.bevoegdheden import Bevoegdheden, Bevoegdheid, OnjuistBeleid, Reikwijdte
from core.platform.tenancy import Rol
from tests.voorbeelden.goedgekeurd import vergelijk

MATRIX = Path(__file__).parent / "goedgekeurd" / "matrix.txt"
ECHT = Bevoegdheden()
LEZEN = Bevoegdheid("dossier", "lezen")


def _beleid(map_: Path, *regels: str) -> Bevoegdheden:
    bestand = map_ / "beleid.csv"
    bestand.write_text("\n".join(regels), encoding="utf-8")
    return Bevoegdheden(bestand)


def test_de_matrix_is_goedgekeurd() -> None:
    regels = ["# recht: per rol hoe ver het reikt; - is nee"]
    for bevoegdheid in sorted(ECHT.rechten, key=str):
        gevonden = {rol: ECHT.reikwijdte({rol}, gemeentecode="GM1904", bevoegdheid=bevoegdheid) for rol in Rol}
        regels.append(
            f"{bevoegdheid!s:32}" + "  ".join(f"{r}={w.name.lower() if w else '-'}" for r, w in gevonden.items())
        )
    vergelijk(MATRIX, "\n".join(regels))


def test_elke_rol_heeft_iets_en_geen_rol_heeft_alles() -> None:
    for rol in Rol:
        mag = {r for r in ECHT.rechten if ECHT.reikwijdte({rol}, gemeentecode="GM1904", bevoegdheid=r)}
        assert mag
        assert mag < ECHT.rechten


def test_een_school_heeft_niets_van_de_gemeente() -> None:
    school, klantmanager = (
        {r for r in ECHT.rechten if ECHT.reikwijdte({rol}, gemeentecode="GM1904", bevoegdheid=r)}
        for rol in (Rol.TAALSCHOOL_MEDEWERKER, Rol.KLANTMANAGER)
    )
    assert not school & klantmanager
    breedtes = {
        ECHT.reikwijdte({Rol.TAALSCHOOL_MEDEWERKER}, gemeentecode="GM1904", bevoegdheid=r) for r in ECHT.rechten
    } - {None}
    assert breedtes == {Reikwijdte.TOEGEWEZEN}


@pytest.mark.parametrize(
    ("rollen", "gemeentecode", "bevoegdheid"),
    [
        (frozenset(), "GM1904", LEZEN),
        ({Rol.KLANTMANAGER}, "", LEZEN),
        ({Rol.KLANTMANAGER}, "GM1904", Bevoegdheid("", "")),
        ({Rol.KLANTMANAGER}, "GM1904", Bevoegdheid("dossier", "")),
        ({Rol.KLANTMANAGER}, "GM1904", Bevoegdheid("", "lezen")),
        ({Rol.KLANTMANAGER}, "GM1904", Bevoegdheid("dossier", "*")),
        ({Rol.KLANTMANAGER}, "GM1904", Bevoegdheid("dossier", "verwijderen")),
        ({Rol.KLANTMANAGER}, "GM1904", Bevoegdheid("onbekend", "lezen")),
        ({"burgemeester"}, "GM1904", LEZEN),
        ({""}, "GM1904", LEZEN),
        ({"*"}, "GM1904", LEZEN),
    ],
)
def test_wat_onbekend_of_leeg_is_mag_niet(rollen: frozenset[Rol], gemeentecode: str, bevoegdheid: Bevoegdheid) -> None:
    assert ECHT.reikwijdte(rollen, gemeentecode=gemeentecode, bevoegdheid=bevoegdheid) is None
    with pytest.raises(NietBevoegd):
        ECHT.eis(rollen, gemeentecode=gemeentecode, bevoegdheid=bevoegdheid)


@given(st.frozensets(st.sampled_from(list(Rol))), st.sampled_from(sorted(ECHT.rechten, key=str)))
def test_meer_rollen_geven_de_wijdste(rollen: frozenset[Rol], bevoegdheid: Bevoegdheid) -> None:
    los = [ECHT.reikwijdte({rol}, gemeentecode="GM1904", bevoegdheid=bevoegdheid) for rol in rollen]
    assert ECHT.reikwijdte(rollen, gemeentecode="GM1904", bevoegdheid=bevoegdheid) == max(
        (w for w in los if w), default=None
    )


def test_weigeren_zegt_welk_recht_en_welke_rol() -> None:
    with pytest.raises(NietBevoegd, match=r"^Dit mag een klantmanager niet; een teamleider wel\.$"):
        ECHT.eis({Rol.KLANTMANAGER}, gemeentecode="GM1904", bevoegdheid=Bevoegdheid("dossier", "toedelen"))


def test_verboden_wint_van_toegestaan(tmp_path: Path) -> None:
    beleid = _beleid(
        tmp_path,
        "p, klantmanager, *, dossier, lezen, gemeente, allow",
        "p, klantmanager, GM1931, dossier, lezen, gemeente, deny",
    )
    assert beleid.reikwijdte({Rol.KLANTMANAGER}, gemeentecode="GM1904", bevoegdheid=LEZEN) is Reikwijdte.GEMEENTE
    assert beleid.reikwijdte({Rol.KLANTMANAGER}, gemeentecode="GM1931", bevoegdheid=LEZEN) is None


def test_verboden_wint_ook_van_wat_geerfd_is(tmp_path: Path) -> None:
    beleid = _beleid(
        tmp_path,
        "p, klantmanager, *, dossier, lezen, gemeente, allow",
        "g, teamleider, klantmanager",
        "p, teamleider, *, dossier, lezen, gemeente, deny",
    )
    assert beleid.reikwijdte({Rol.TEAMLEIDER}, gemeentecode="GM1904", bevoegdheid=LEZEN) is None


def test_erven_gaat_een_kant_op(tmp_path: Path) -> None:
    beleid = _beleid(
        tmp_path,
        "p, klantmanager, *, dossier, lezen, eigen, allow",
        "p, teamleider, *, dossier, toedelen, gemeente, allow",
        "g, teamleider, klantmanager",
    )
    assert beleid.reikwijdte({Rol.TEAMLEIDER}, gemeentecode="GM1904", bevoegdheid=LEZEN) is Reikwijdte.EIGEN
    assert (
        beleid.reikwijdte({Rol.KLANTMANAGER}, gemeentecode="GM1904", bevoegdheid=Bevoegdheid("dossier", "toedelen"))
        is None
    )


def test_een_uitzondering_voor_een_gemeente_geldt_alleen_daar(tmp_path: Path) -> None:
    beleid = _beleid(
        tmp_path,
        "p, teamleider, GM1904, dossier, lezen, gemeente, allow",
        "p, klantmanager, GM1904, dossier, lezen, eigen, allow",
    )
    assert beleid.reikwijdte({Rol.TEAMLEIDER}, gemeentecode="GM1904", bevoegdheid=LEZEN) is Reikwijdte.GEMEENTE
    assert beleid.reikwijdte({Rol.TEAMLEIDER}, gemeentecode="GM1931", bevoegdheid=LEZEN) is None
    assert beleid.reikwijdte({Rol.TEAMLEIDER}, gemeentecode="*", bevoegdheid=LEZEN) is None


def test_een_slecht_beleid_noemt_alle_gebreken(tmp_path: Path) -> None:
    with pytest.raises(OnjuistBeleid) as fout:
        _beleid(
            tmp_path,
            "p, klantmanager, *, dossier, lezen, gemeente, allow",
            "p, klantmanager, *, dossier, lezen, gemeente, allow",
            "p, burgemeester, *, dossier, lezen, gemeente, allow",
            "p, klantmanager, *, dossier, lezen, overal, allow",
            "p, klantmanager, *, dossier, lezen, gemeente, misschien",
            "p, klantmanager, *, , lezen, gemeente, allow",
            "g, klantmanager, burgemeester",
            "x, klantmanager",
            "# een opmerking",
        )
    gemeld = str(fout.value)
    assert "regel 2 staat er dubbel" in gemeld
    for nummer in (3, 4, 5, 6, 7, 8, 9):
        assert f"regel {nummer} is geen geldige regel" in gemeld


@pytest.mark.parametrize("inhoud", [(), ("g, teamleider, klantmanager",)], ids=["leeg bestand", "alleen erven"])
def test_een_leeg_beleid_start_niet(tmp_path: Path, inhoud: tuple[str, ...]) -> None:
    with pytest.raises(OnjuistBeleid, match="leeg"):
        _beleid(tmp_path, *inhoud)


def test_de_versie_volgt_de_inhoud(tmp_path: Path) -> None:
    een = _beleid(tmp_path, "p, klantmanager, *, dossier, lezen, gemeente, allow")
    twee = _beleid(tmp_path, "p, klantmanager, *, dossier, lezen, eigen, allow")
    assert een.versie != twee.versie
    assert ECHT.versie == Bevoegdheden().versie
