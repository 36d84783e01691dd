"""Een brief houdt haar tekst: een editie verandert nooit, en een andere brief erbij verandert haar niet."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from core.bootstrap import maak_proceskaart
from core.law.contact import Onderwerp
from core.platform.letters import edities
from core.platform.letters.edities import BriefFout, Briefsoort
from core.platform.letters.gegevens import canoniek
from core.process.oproep.brief import OPROEP
from core.process.pip.brief import PIP_BESCHIKKING
from core.process.stappen import STAPPEN
from tests.letters.lezen import lees
from tests.letters.voorbeelden import maak_op
from tests.voorbeelden.alle import BRIEVEN
from tests.voorbeelden.goedgekeurd import vergelijk_map
from tests.voorbeelden.oproep import oproepbrief

ELKE = [soort for stap in STAPPEN for soort in stap.brieven]
VASTGEZET = Path(__file__).parent / "goedgekeurd"


def test_een_uitgebrachte_editie_verandert_nooit() -> None:
    """Keur hier alleen een regel erbij goed; een regel die verandert, is een brief die niet meer is na te maken."""
    vergelijk_map(
        VASTGEZET,
        {
            f"{stap.naam}.txt": "\n".join(
                f"{soort.naam} {naam} {soort._editie(naam).versie}" for soort in stap.brieven for naam in soort.edities
            )
            for stap in STAPPEN
            if stap.brieven
        },
    )


def test_een_brief_die_eerder_bevroren_is_vindt_haar_editie_nog() -> None:
    """De versies van toen een editie de hash van alle brieven samen was."""
    assert PIP_BESCHIKKING.editie("2726fb245eb7accdd8cf7174fad9377f566d771cc637e18ce173fbb3b2741ec6").sjabloon.is_file()
    assert OPROEP.editie("7988cc615d5ff6f85ab12e6bedc41efbbe9088a1adaf416d5d086cdee175d531").sjabloon.is_file()


def test_c17_een_brief_erbij_verandert_geen_andere(tmp_path: Path) -> None:
    eigen = _kopie(OPROEP, tmp_path)
    voor = eigen.editie().versie
    (tmp_path / "v1" / "kennisgeving.typ").write_text('#import "huisstijl.typ": *\n= Kennisgeving\n')
    erbij = Briefsoort(naam="kennisgeving", wat="de kennisgeving", onderwerp=Onderwerp.TRAJECT, map_=tmp_path)
    assert erbij.editie().versie != voor
    assert eigen.editie().versie == voor == OPROEP.editie().versie


async def test_een_oude_brief_houdt_haar_tekst_als_er_een_nieuwe_editie_komt(tmp_path: Path) -> None:
    oud = OPROEP.editie().versie
    nieuw = replace(_kopie(OPROEP, tmp_path), edities={**OPROEP.edities, "erna": "v1"})
    (tmp_path / "erna").mkdir()
    laatste = list(OPROEP.edities)[-1]
    tekst = (tmp_path / laatste / "oproep.typ").read_text().replace("Daarom nodigen wij u uit", "Daarom vragen wij u")
    (tmp_path / "erna" / "oproep.typ").write_text(tekst)
    brief = canoniek(oproepbrief(1))
    teksten = [
        lees(await maak_op(nieuw, brief, versie=versie)).pages[0].extract_text()
        for versie in (oud, nieuw.editie().versie, None)
    ]
    assert ["Daarom nodigen" in tekst for tekst in teksten] == [True, False, False]
    assert ["Daarom vragen" in tekst for tekst in teksten] == [False, True, True]


async def test_een_nieuwe_huisstijl_is_een_nieuwe_editie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(edities.HUISSTIJLMAP, tmp_path / "huisstijl")
    nu = OPROEP.edities[list(OPROEP.edities)[-1]]
    shutil.copytree(tmp_path / "huisstijl" / nu, tmp_path / "huisstijl" / "andere")
    stijl = tmp_path / "huisstijl" / "andere" / "huisstijl.typ"
    stijl.write_text(stijl.read_text() + "// een andere stijl\n")
    monkeypatch.setattr(edities, "HUISSTIJLMAP", tmp_path / "huisstijl")
    beide = replace(OPROEP, edities={"v1": nu, "v1 ": "andere"}, map_=tmp_path)
    for naam in beide.edities:
        shutil.copytree(OPROEP.map_ / list(OPROEP.edities)[-1], tmp_path / naam)
    assert beide.editie().versie != OPROEP.editie().versie
    assert beide.editie(OPROEP.editie().versie).huisstijl.parent.name == nu


async def test_een_versie_die_er_niet_is_wordt_niet_stil_vervangen() -> None:
    with pytest.raises(BriefFout, match="is er niet meer"):
        await maak_op(OPROEP, oproepbrief(1), versie="0" * 64)


@pytest.mark.parametrize("naam", ["bestaat_niet", "../../gegevens", "huisstijl", ""])
def test_een_soort_die_er_niet_is_wordt_geweigerd(naam: str) -> None:
    with pytest.raises(BriefFout, match="geen soort brief"):
        maak_proceskaart().briefsoort(naam)


def test_elke_soort_brief_is_van_een_stap_en_heeft_een_voorbeeld() -> None:
    assert {brief.soort.naam for brief in BRIEVEN.values()} == {soort.naam for soort in ELKE}
    assert len({soort.naam for soort in ELKE}) == len({soort.editie().versie for soort in ELKE}) == len(ELKE)
    for stap in STAPPEN:
        for soort in stap.brieven:
            assert soort.map_.parent.name == stap.naam


def _kopie(soort: Briefsoort, map_: Path) -> Briefsoort:
    shutil.copytree(soort.map_, map_, dirs_exist_ok=True)
    return replace(soort, map_=map_)
