"""Wat er nu in een dossier kan: dezelfde uitkomst als de deur zelf geeft, en wat zij aanraadt kan ook."""

from typing import Any

import pytest

from core.law.herstel import CORRECTIES
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak


async def _handelingen(zaak: Zaak) -> dict[str, dict[str, Any]]:
    return {h["handeling"]: h for h in await zaak.lees("/handelingen")}


def _wat_mag(handelingen: dict[str, dict[str, Any]]) -> set[str]:
    return {naam for naam, handeling in handelingen.items() if handeling["mag"]}


def _alleen_de_fase(handeling: dict[str, Any]) -> bool:
    return [b["veld"] for b in handeling["beletsels"]] == ["fase"]


async def test_wat_er_ontbreekt_staat_erbij_en_de_volgende_stap_kan(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    handelingen = await _handelingen(zaak)
    afronden = handelingen["INTAKE_AFRONDEN"]
    fout = await zaak.rond_intake_af_zonder_lezen(409)
    assert afronden["mag"] is False
    assert [b["veld"] for b in afronden["beletsels"]] == [g["veld"] for g in fout["gebreken"]]
    assert afronden["volgende"] == "INTAKE_BIJWERKEN"
    verder = {"INTAKE_BIJWERKEN", "LBT_AANVRAGEN", "ONTHEFFING_VRAGEN", "PIP_SCHRIJVEN", "ONVOLDOENDE_MEDEWERKING"}
    van_een_ander = {"INFORMATIE_VRAGEN", "INFORMATIE_ONTVANGEN", "PLAN_VASTLEGGEN"}
    assert _wat_mag(handelingen) == verder | van_een_ander | {"VERVOLG_PLANNEN", "UITKOMST_TERUGNEMEN"}


async def test_een_afspraak_is_maar_een_keer_terug_te_nemen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    assert (await _handelingen(zaak))["AFSPRAAK_TERUGNEMEN"]["mag"] is False, "er is niets gemist of afgezegd"
    await zaak.afspraak("AFGEZEGD")
    assert (await _handelingen(zaak))["AFSPRAAK_TERUGNEMEN"]["mag"] is True
    await zaak.neem_terug("AFSPRAAK_AFGEZEGD")
    terugnemen = (await _handelingen(zaak))["AFSPRAAK_TERUGNEMEN"]
    assert (terugnemen["mag"], [b["veld"] for b in terugnemen["beletsels"]]) == (False, ["afspraak"])


async def test_werk_is_te_heropenen_als_iemand_het_afvinkte_en_het_niet_openstaat(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, kennisgeving=None)
    assert (await _handelingen(zaak))["WERK_HEROPENEN"]["mag"] is False, "er is nog niets afgevinkt"
    item = next(w for w in await wereld.werk("NAVRAGEN") if w["dossier_id"] == zaak.id)
    pad = f"/werkitems/{item['id']}"
    await wereld.km.stuur(f"{pad}/afhandeling", {"afhandeling": "gebeld", "versie": item["versie"]})
    assert (await _handelingen(zaak))["WERK_HEROPENEN"]["mag"] is True
    await wereld.km.stuur(f"{pad}/heropening", {"motief": "vergissing", "versie": item["versie"] + 1}, 201)
    assert (await _handelingen(zaak))["WERK_HEROPENEN"]["mag"] is False, "het staat weer open"


async def test_elke_stap_van_het_verhaal_is_de_volgende_die_genoemd_wordt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)

    async def volgende() -> set[str | None]:
        handelingen = await _handelingen(zaak)
        buiten_fase = [h for naam, h in handelingen.items() if naam not in CORRECTIES and _alleen_de_fase(h)]
        aangeraden = {h["volgende"] for h in buiten_fase}
        assert aangeraden - {None} <= _wat_mag(handelingen)
        return aangeraden

    assert await volgende() == {"OPROEP_OPSTELLEN"}
    await zaak.roep_op()
    assert await volgende() == {"OPROEP_VERZENDEN"}
    await zaak.verzend_oproep()
    assert await volgende() == {"VERSCHIJNEN"}
    await zaak.verschijnt()
    assert await volgende() == {"INTAKE_BIJWERKEN"}
    await zaak.vul_intake()
    assert await volgende() == {"INTAKE_AFRONDEN"}
    await zaak.rond_intake_af()
    assert await volgende() == {"PIP_SCHRIJVEN"}
    await zaak.schrijf_pip()
    assert await volgende() == {"PIP_VASTSTELLEN"}
    await zaak.stel_vast()
    assert await volgende() == {None}


async def test_wie_geen_brief_kan_bereiken_wordt_niet_opgeroepen_en_met_een_briefadres_wel(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="buitenland")
    opstellen = (await _handelingen(zaak))["OPROEP_OPSTELLEN"]
    fout = await zaak.roep_op(verwacht=409)
    assert [b["veld"] for b in opstellen["beletsels"]] == [g["veld"] for g in fout["gebreken"]] == ["adres"]
    adres = {"adresregels": ["Opvanglaan 12", "9561 ZZ  TER APEL"], "grond": "belde zelf", "sinds": VANDAAG.isoformat()}
    await zaak.km.bewaar(zaak.pad("/briefadressen"), adres | {"versie": (await zaak.lees())["versie"]})
    assert "OPROEP_OPSTELLEN" in _wat_mag(await _handelingen(zaak))
    await zaak.roep_op()


@pytest.mark.parametrize("stap", ["PLICHT_GEMELD", "INTAKE_AFGEROND"])
async def test_voor_wie_volgens_de_brp_overleed_wordt_niets_aangeraden(wereld: Wereld, stap: str) -> None:
    """Aan hem gaat geen oproep en voor hem komt geen PIP; de fase volgt DUO."""
    zaak = await Zaak.nieuw(wereld)
    if stap == "INTAKE_AFGEROND":
        await zaak.tot_pip()
    wereld.duo_weet(zaak.inwoner, vorm="overleden-zonder-datum")
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == stap
    handelingen = await _handelingen(zaak)
    assert not _wat_mag(handelingen) & {"OPROEP_OPSTELLEN", "PIP_VASTSTELLEN"}
    assert {h["volgende"] for h in handelingen.values()} == {None}
    fout = await (zaak.roep_op(verwacht=409) if stap == "PLICHT_GEMELD" else zaak.stel_vast(verwacht=409, versie=2))
    assert "overleden" in velden(fout)
    assert "Ga na wat er nog moet gebeuren" in fout["detail"]
