"""Een lijst van een gemeente nakijken: elke fout met haar rij en kolom, en nooit met wat er in de cel staat."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from core.cli import main
from core.fouten import OngeldigeInvoer
from core.law.leerroutes import Leerroute
from core.process.inlezen import lijst, opdrachten
from core.process.inlezen.blad import MEESTE_RIJEN, lees
from core.process.inlezen.lijst import Lijst
from tests.voorbeelden.inlezen import KOP, als_csv, als_excel
from tests.voorbeelden.nummers import proefbsn, proefvnummer

VANDAAG = date(2026, 3, 2)
A, B = proefbsn(0).onthul(), proefbsn(1).onthul()
V = proefvnummer(1).onthul()


def _kijk_na(pad: Path, **anders: str) -> Lijst:
    waarden = {"scheiding": "", "werkblad": ""} | anders
    return opdrachten.kijk_na(pad, vandaag=VANDAAG, scheiding=waarden["scheiding"], werkblad=waarden["werkblad"])


def _fouten(gelezen: Lijst) -> list[tuple[int, str]]:
    return [(fout.rij, fout.kolom) for fout in gelezen.fouten]


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("teken", [";", ",", "\t", "|"])
def test_een_csv_zoals_elk_programma_haar_bewaart(tmp_path: Path, codering: str, teken: str) -> None:
    kop = ("BSN", "V_nummer", "School", "school vanaf")
    pad = als_csv(tmp_path / "a.csv", kop, (A, "", "Café Taal", "1-9-2025"), teken=teken, codering=codering)
    [persoon] = _kijk_na(pad).personen
    assert (persoon.bsn, persoon.bekend.school) == (proefbsn(0), "Café Taal")
    assert persoon.bekend.school_vanaf == date(2025, 9, 1)


def test_een_excellijst_met_nummers_als_getal_en_dagen_als_dag(tmp_path: Path) -> None:
    rij = (int(A), int(V), datetime(2025, 9, 1), "B1")  # noqa: DTZ001 - so openpyxl reads a date
    pad = als_excel(tmp_path / "a.xlsx", KOP, (), rij, (None, V, "2025-09-02", "z-route"))
    een, ander = _kijk_na(pad).personen
    assert (een.rij, een.bsn, een.vnummer) == (3, proefbsn(0), proefvnummer(1))
    assert (een.bekend.pip_op, een.bekend.leerroute) == (date(2025, 9, 1), Leerroute.B)
    assert (ander.rij, ander.bekend.leerroute) == (4, Leerroute.Z)


def test_nullen_vooraan_die_een_rekenprogramma_wegliet_komen_terug(tmp_path: Path) -> None:
    pad = als_excel(tmp_path / "a.xlsx", ("v-nummer",), (12345,), ("0000012346",))
    assert [p.vnummer and p.vnummer.onthul() for p in _kijk_na(pad).personen] == ["0000012345", "0000012346"]


@pytest.mark.parametrize(
    ("rij", "kolommen"),
    [
        (("123456789", "", "", ""), ["bsn"]),
        (("", "", "1-9-2025", "B"), ["bsn"]),
        (("", "12345678901", "", ""), ["v-nummer"]),
        ((A, "", "31-2-2025", "B"), ["pip", "pip"]),
        ((A, "", "9/1/2025", "B"), ["pip", "pip"]),
        ((A, "", "1-9-25", "B"), ["pip", "pip"]),
        ((A, "", "3-3-2026", "B"), ["pip"]),
        ((A, "", "31-12-2021", "B"), ["pip"]),
        ((A, "", "1-9-2025", "C"), ["leerroute", "leerroute"]),
        ((A, "", "1-9-2025", ""), ["leerroute"]),
        ((A, "", "", "", "te veel"), ["rij"]),
    ],
)
def test_elke_fout_noemt_haar_rij_en_kolom(tmp_path: Path, rij: Sequence[str], kolommen: list[str]) -> None:
    gelezen = _kijk_na(als_csv(tmp_path / "a.csv", KOP, rij))
    assert _fouten(gelezen) == [(2, kolom) for kolom in kolommen]
    assert all(fout.wat and fout.doe for fout in gelezen.fouten)


def test_alle_fouten_komen_in_een_keer_en_geen_toont_een_cel(tmp_path: Path) -> None:
    geheim = "123456789"
    rijen = [(geheim, V, "", ""), (A, "geheim", "", ""), (B, "", "geheim", "geheim")]
    gelezen = _kijk_na(als_csv(tmp_path / "a.csv", KOP, *rijen))
    verslag = opdrachten.verslag(gelezen.personen, gelezen.fouten)
    assert [regel.split(",")[0] for regel in verslag.splitlines()[:-1]] == ["rij 2", "rij 3", "rij 4", "rij 4"]
    assert all(teken not in verslag for teken in (geheim, A, B, V, "geheim"))


def test_wie_twee_keer_op_de_lijst_staat_wordt_gemeld_ook_met_het_andere_nummer(tmp_path: Path) -> None:
    gelezen = _kijk_na(als_csv(tmp_path / "a.csv", KOP, (A, V, "", ""), (B, V, "", ""), (A, "", "", "")))
    assert _fouten(gelezen) == [(3, "v-nummer"), (4, "bsn")]


def test_een_formule_en_een_fout_in_een_cel_zijn_geen_waarde(tmp_path: Path) -> None:
    pad = als_excel(tmp_path / "a.xlsx", KOP, ("=A1", V, "#N/A", "B"), (A, "", 45901, "B"))
    assert _fouten(_kijk_na(pad)) == [(2, "bsn"), (2, "pip"), (2, "pip"), (3, "pip"), (3, "pip")]


def test_in_de_naam_van_een_school_staat_geen_bsn(tmp_path: Path) -> None:
    gelezen = _kijk_na(als_csv(tmp_path / "a.csv", ("bsn", "school"), (A, f"school {B}")))
    assert _fouten(gelezen) == [(2, "school")]


@pytest.mark.parametrize(
    ("kop", "velden"),
    [
        (("naam", "bsn"), ["kolom 1"]),
        (("bsn", "", "pip"), ["kolom 2"]),
        (("bsn", "BSN"), ["bsn"]),
        (("pip", "leerroute"), ["kop"]),
    ],
)
def test_een_kop_die_niet_deugt_houdt_alles_tegen(tmp_path: Path, kop: Sequence[str], velden: list[str]) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        _kijk_na(als_csv(tmp_path / "a.csv", kop, (A, A)))
    assert [gebrek.veld for gebrek in fout.value.gebreken] == velden
    assert all(kolom in str(fout.value) for kolom in lijst.KOLOMMEN)


@pytest.mark.parametrize(
    ("naam", "inhoud", "woord"),
    [
        ("a.csv", b"", "leeg"),
        ("a.csv", b";;\r\n;;\r\n", "leeg"),
        ("a.csv", b"bsn\r\n", "niemand"),
        ("a.csv", b'bsn;pip\r\n"1;2\r\n', "regel 2"),
        ("a.csv", b"bsn\r\n\x81\r\n", "CSV UTF-8"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "bewaar het opnieuw"),
        ("a.xlsx", b"PK\x03\x04kapot", "bewaar het opnieuw"),
    ],
)
def test_een_bestand_dat_niet_te_lezen_is_zegt_wat_u_doet(tmp_path: Path, naam: str, inhoud: bytes, woord: str) -> None:
    (tmp_path / naam).write_bytes(inhoud)
    with pytest.raises(OngeldigeInvoer) as fout:
        _kijk_na(tmp_path / naam)
    assert woord.casefold() in str(fout.value).casefold()


def test_een_zip_die_geen_excelbestand_is_wordt_geweigerd(tmp_path: Path) -> None:
    pad = tmp_path / "a.xlsx"
    with zipfile.ZipFile(pad, "w") as zip_:
        zip_.writestr("xl/workbook.xml", "<niets/>")
    with pytest.raises(OngeldigeInvoer, match="beschadigd"):
        _kijk_na(pad)


def test_een_excelbestand_dat_uitgepakt_te_groot_is_wordt_niet_uitgepakt(tmp_path: Path) -> None:
    pad = als_excel(tmp_path / "a.xlsx", KOP, (A,))
    with zipfile.ZipFile(pad, "a", zipfile.ZIP_DEFLATED) as zip_, zip_.open("xl/vol.xml", "w") as vol:
        for _ in range(210):
            vol.write(bytes(1_000_000))
    with pytest.raises(OngeldigeInvoer, match="te groot"):
        _kijk_na(pad)


def test_een_lijst_die_te_lang_is_wordt_geweigerd(tmp_path: Path) -> None:
    pad = als_csv(tmp_path / "a.csv", ("v-nummer",), *[(str(n),) for n in range(MEESTE_RIJEN + 1)])
    with pytest.raises(OngeldigeInvoer, match="splits"):
        lees(pad)


def test_van_twee_werkbladen_kiest_u_er_een(tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    pad = als_excel(tmp_path / "a.xlsx", KOP, (A,))
    boek = load_workbook(pad)
    boek.create_sheet("ander").append(["bsn"])
    boek.save(pad)
    with pytest.raises(OngeldigeInvoer, match="--blad"):
        _kijk_na(pad)
    [persoon] = _kijk_na(pad, werkblad="SHEET").personen
    assert persoon.bsn == proefbsn(0)


def test_de_opdracht_zegt_wat_er_te_verbeteren_is_en_anders_hoeveel_er_staan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goed = als_csv(tmp_path / "goed.csv", KOP, (A, "", "", ""), ("", V, "", ""))
    assert main(["inlezen", "toets", str(goed)]) == 0
    assert capsys.readouterr().out == "2 personen, zonder fouten; 1 zonder BSN.\n"
    fout = als_csv(tmp_path / "fout.csv", KOP, (A, "", "", "Q"), teken=",")
    assert main(["inlezen", "toets", str(fout), "--scheiding", ","]) == 1
    uit = capsys.readouterr().out
    assert "rij 2, leerroute: Deze leerroute bestaat niet. Kies B1, onderwijs of Z." in uit
    assert "1 persoon; in 1 rij is iets te verbeteren. Er is niets ingelezen." in uit


_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BLAD = f'<worksheet xmlns="{_NS}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>{{}}</sheetData></worksheet>'
_TEKSTEN = f'<sst xmlns="{_NS}"><si><t>bsn</t></si><si><t>{A}</t></si></sst>'
_SOORT = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/></Types>'
)


def _met_rij(pad: Path, rij: str) -> Path:
    """Een Excelbestand met een kop en deze rij; een cel kan naar de teksten wijzen: de kop en een BSN."""
    heel = als_excel(pad.with_suffix(".heel.xlsx"), ("bsn",))
    with zipfile.ZipFile(heel) as van, zipfile.ZipFile(pad, "w") as naar:
        for deel in van.namelist():
            inhoud = van.read(deel).decode()
            if deel == "xl/worksheets/sheet1.xml":
                inhoud = _BLAD.format(rij)
            elif deel == "[Content_Types].xml":
                inhoud = inhoud.replace("</Types>", _SOORT)
            naar.writestr(deel, inhoud)
        naar.writestr("xl/sharedStrings.xml", _TEKSTEN)
    return pad


def test_een_cel_die_naar_een_tekst_wijst_is_die_tekst(tmp_path: Path) -> None:
    [persoon] = _kijk_na(_met_rij(tmp_path / "a.xlsx", '<row r="2"><c r="A2" t="s"><v>1</v></c></row>')).personen
    assert persoon.bsn == proefbsn(0)


@pytest.mark.parametrize("wijst_naar", [-1, 99_999_999])
def test_een_cel_die_nergens_heen_wijst_wordt_niemand(tmp_path: Path, wijst_naar: int) -> None:
    rij = f'<row r="2"><c r="A2" t="s"><v>{wijst_naar}</v></c></row>'
    with pytest.raises(OngeldigeInvoer, match="beschadigd"):
        _kijk_na(_met_rij(tmp_path / "a.xlsx", rij))


@pytest.mark.parametrize("cel", ["A2147483647", "XFD1048576"])
def test_wat_heel_laag_staat_houdt_niemand_bezig(tmp_path: Path, cel: str) -> None:
    rij = f'<row r="{cel.lstrip("ADFX")}"><c r="{cel}"><v>1</v></c></row>'
    with pytest.raises(OngeldigeInvoer, match="onder rij 100000"):
        _kijk_na(_met_rij(tmp_path / "a.xlsx", rij))


def test_een_apparaat_of_map_is_geen_lijst(tmp_path: Path) -> None:
    for pad in (tmp_path, Path("/dev/zero")):
        with pytest.raises(OngeldigeInvoer, match="geen gewoon bestand"):
            _kijk_na(pad)
