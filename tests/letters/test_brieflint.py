"""De lint over elke brief, en dat elke regel ziet waarvoor zij er is."""

import msgspec
import pytest

from tests.letters.brieflint import BIJ_EEN_DICHTE_POORT, REGELS, Regel, gezien, overtredingen, vreemde_artikelen
from tests.letters.tekst import tekst
from tests.voorbeelden.alle import BRIEVEN


def test_in_geen_brief_staat_wat_er_niet_hoort() -> None:
    gevonden = {geval: overtredingen(geval, brief, tekst(brief)) for geval, brief in BRIEVEN.items()}
    assert {geval: fouten for geval, fouten in gevonden.items() if fouten} == {}


@pytest.mark.parametrize("regel", [*REGELS, BIJ_EEN_DICHTE_POORT], ids=lambda regel: regel.naam)
def test_elke_regel_ziet_haar_voorbeeld(regel: Regel) -> None:
    assert gezien(regel, regel.voorbeeld)


@pytest.mark.parametrize(
    ("regel", "fout"),
    [
        ("code", "De termijn (T10) loopt."),
        ("code", "DUO stuurde SS139."),
        ("naam", "De leerroute is ONDERWIJSROUTE."),
        ("naam", "Zie kortere_termijn."),
        ("waarde", "De boete is {boete} euro."),
        ("hash", "0190d3a2-7c1e-7abc-8123-000000000001"),
        ("datum", "Op 2026-03-02 vroegen wij u."),
        ("afgekorte", "artikel 3:46 Awb"),
        ("leeg", "Plaats | \n"),
        ("leeg", "vroegen wij u: “kom naar de toets.”."),
        ("leeg", "U krijgt deze ondersteuning:\n\n## Volgende"),
        ("zin", "Kom op tijd. anders niet."),
    ],
)
def test_de_lint_ziet_ook_dit(regel: str, fout: str) -> None:
    assert gezien(next(r for r in REGELS if r.naam.startswith(regel)), fout)


@pytest.mark.parametrize(
    ("geval", "artikel"),
    [
        ("oproep/1-asiel", "artikel 23, eerste lid, van de Wet inburgering 2021"),
        ("pip_beschikking/b1-asiel", "artikel 3:46 van de Algemene wet bestuursrecht"),
        ("pip_beschikking/b1-overig", "artikel 15, tweede lid, van de Wet inburgering 2021"),
        ("ontheffing_lbt/verleend-visueel", "artikel 5.3 van het Besluit inburgering 2021"),
    ],
)
def test_een_artikel_dat_het_besluit_niet_draagt_wordt_gezien(geval: str, artikel: str) -> None:
    brief = BRIEVEN[geval]
    assert vreemde_artikelen(brief, f"Dat staat in {artikel}.") == [artikel]
    assert vreemde_artikelen(brief, f"Dat staat in {brief.gronden[0]}.") == []


def test_zij_vindt_de_artikelen_die_er_staan() -> None:
    geval = "pip_beschikking/b1-gezinsmigrant"
    zonder_gronden = msgspec.structs.replace(BRIEVEN[geval], gronden=("x",))
    vreemd = vreemde_artikelen(zonder_gronden, tekst(BRIEVEN[geval]))
    assert set(BRIEVEN[geval].gronden) <= set(vreemd), "elk artikel onder de gronden is gelezen"


def test_een_grond_die_de_wet_er_niet_aan_geeft_wordt_gezien() -> None:
    grond = "artikel 3:46 van de Algemene wet bestuursrecht"
    brief = msgspec.structs.replace(BRIEVEN["pip_beschikking/b1-asiel"], gronden=(grond,))
    assert vreemde_artikelen(brief, "") == [grond]


def test_bij_een_dichte_poort_staat_er_niets_over_een_boete() -> None:
    open_ = BRIEVEN["oproep/2-gezinsmigrant"]
    assert "boete" in tekst(open_)
    assert overtredingen("oproep/2-gezinsmigrant", open_, tekst(open_)) == []
    assert overtredingen("oproep/2-asiel", open_, tekst(open_))
