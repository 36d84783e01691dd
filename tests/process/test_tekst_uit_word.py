"""C2: tekst uit Word gaat tot in de brief, en wat een brief niet kan tonen wordt bij het opslaan geweigerd."""

from typing import Any

import pytest

from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import PIP, Zaak

UIT_WORD = "\ufeffUw doel\u00adgroep:\r\n\uf0b7\tlezen\r\n\uf0a7\tschrijven\r\nin cafe\u0301 \u201cDe Brug\u201d\u200b"
BEDOELD = "Uw doelgroep:\n• lezen\n• schrijven\nin café “De Brug”"
TEKSTEN = ("ondersteuning", "motivering", "eigenWoorden", "sterkePunten", "wensen")


async def _met_intake(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    return zaak


async def test_c2_tekst_uit_word_staat_netjes_in_het_dossier_en_in_de_brief(wereld: Wereld) -> None:
    zaak = await _met_intake(wereld)
    anders: dict[str, Any] = dict.fromkeys(TEKSTEN, UIT_WORD)
    await zaak.schrijf_pip(**anders)
    [pip] = await zaak.lees("/pip")
    assert [pip[veld] for veld in TEKSTEN] == [BEDOELD] * len(TEKSTEN)
    assert (await zaak.lees("/pip/toets?dagtekening=2026-03-02"))["ontbreekt"] == []
    await zaak.stel_vast()
    await wereld.maak_brieven(zaak.id)
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    koppen = {"Authorization": f"Bearer {zaak.km.token}"}
    pdf = await wereld.http.get(f"{zaak.km.basis}{zaak.pad()}/brieven/{brief['id']}/pdf", headers=koppen)
    assert platte_tekst(pdf.content).count(zonder_wit(BEDOELD)) == len(TEKSTEN)


@pytest.mark.parametrize(
    ("tekst", "woord"),
    [("wil \U0001f389 vieren", "woord 2 (een plaatje"), ("zegt\nsoms مرحبا", "woord 2 van regel 2 (Arabisch schrift)")],
)
async def test_wat_een_brief_niet_kan_tonen_wordt_bij_het_opslaan_geweigerd(
    wereld: Wereld, tekst: str, woord: str
) -> None:
    zaak = await _met_intake(wereld)
    fout = await zaak.km.bewaar(zaak.pad("/pip/concept"), PIP | {"motivering": tekst, "wensen": tekst}, 400)
    assert velden(fout) == {"motivering", "wensen"}
    assert all(woord in gebrek["melding"] for gebrek in fout["gebreken"])
    assert await zaak.lees("/pip") == []


async def test_een_tekst_die_langer_is_dan_een_brief_kan_wordt_bij_het_opslaan_geweigerd(wereld: Wereld) -> None:
    zaak = await _met_intake(wereld)
    fout = await zaak.km.bewaar(zaak.pad("/pip/concept"), PIP | {"motivering": "x" * 9_000}, 400)
    assert velden(fout) == {"motivering"}
