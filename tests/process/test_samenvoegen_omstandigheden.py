"""Twee dossiers van dezelfde persoon waarin allebei persoonlijke omstandigheden staan: samenvoegen, en terug (C1)."""

from typing import Any

import pytest

from tests.process.test_samenvoegen import voeg_samen, voorlopig
from tests.process.test_uiteenhalen import haal_uiteen
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _twee(wereld: Wereld) -> tuple[Zaak, Zaak]:
    """In elk van beide staat een intake met omstandigheden."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update dossier set fase = 'PLICHT_GEMELD' where id = $1", van.id)
    for zaak, tekst in ((van, "is slechtziend"), (blijft, "slaapt slecht")):
        await zaak.vul_intake_zonder_uitslag(persoonlijkeOmstandigheden=tekst)
    return van, blijft


async def _leest(zaak: Zaak) -> Any:
    return (await zaak.lees("/brede-intake"))["persoonlijkeOmstandigheden"]


@pytest.mark.parametrize("hoe", ["voorlopig", "blijft"])
async def test_c1_van_twee_met_omstandigheden_legt_men_een_intake_weg_en_dan_kan_het(wereld: Wereld, hoe: str) -> None:
    """Wat gewist is staat het samenvoegen niet meer in de weg, en komt ook na het uiteenhalen niet terug."""
    van, blijft = await _twee(wereld)
    fout = await voeg_samen(van, blijft, 409)
    assert "leg de andere weg, of maak haar persoonlijke omstandigheden leeg" in fout["detail"]
    weg, over = (van, "slaapt slecht") if hoe == "voorlopig" else (blijft, "is slechtziend")
    await weg.leg_intake_weg()
    await voeg_samen(van, blijft)
    assert await _leest(blijft) == over
    await haal_uiteen(van)
    hier, daar = await _leest(van), await _leest(blijft)
    assert ((hier or "", daar or "") == ("", over)) if hoe == "voorlopig" else ((hier or "", daar or "") == (over, ""))


async def test_c1_wat_gewist_was_en_opnieuw_vastgelegd_telt_een_keer(wereld: Wereld) -> None:
    van, blijft = await _twee(wereld)
    await blijft.leg_intake_weg()
    await blijft.vul_intake_zonder_uitslag(persoonlijkeOmstandigheden="woont bij zijn zus")
    assert "persoonlijke omstandigheden" in (await voeg_samen(van, blijft, 409))["detail"]
    await van.leg_intake_weg()
    await voeg_samen(van, blijft)
    assert await _leest(blijft) == "woont bij zijn zus"
    rijen = await wereld.rijen("persoonlijke_omstandigheden", dossier_id=blijft.id)
    assert sorted(rij["gewist_op"] is None for rij in rijen) == [False, False, True]


async def test_c1_wat_er_na_het_samenvoegen_bij_kwam_kijkt_een_mens_na(wereld: Wereld) -> None:
    """Na het uiteenhalen is niet te zien over wie het gaat, en het is een bijzonder gegeven (art. 9 AVG)."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    await blijft.vul_intake_zonder_uitslag(persoonlijkeOmstandigheden="is slechtziend")
    await haal_uiteen(van)
    vragen = [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "ten onrechte" in w["omschrijving"]]
    assert vragen
    assert all("1 maal persoonlijke omstandigheden" in vraag for vraag in vragen)
