"""Een PIP van elders dat DUO hier nooit gaf kan worden vastgelegd, en telt dan (art. 15 lid 4, ADR 0077)."""

import datetime as dt
from typing import Any

import pytest

from tests.process.terugkeer import gaat_weg, heen_en_terug, over, verhuist_naar, zaak_van_nu
from tests.process.test_intrekken import trek_in
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.elders import PAD, PLANNEN, leg_intrekking_vast, leg_plan_vast, neem_plan_terug
from tests.voorbeelden.loslaten import laat_los


async def _intake(zaak: Zaak) -> tuple[bool, str | None]:
    intake = await zaak.lees("/brede-intake")
    return intake["verkorteIntake"], intake["leerrouteVanElders"]


async def _pip_termijn(zaak: Zaak) -> dict[str, Any]:
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"].startswith("PIP") and t["status"] == "lopend"]
    return dict(termijn)


@pytest.mark.parametrize("code", ["SS120", "SS139"])
async def test_duo_gaf_geen_plan_en_een_medewerker_legt_het_vast(wereld: Wereld, code: str) -> None:
    zaak = await Zaak.nieuw(wereld, code, asiel=False)
    eerst = await _pip_termijn(zaak)
    assert await _intake(zaak) == (False, None)
    id_ = await leg_plan_vast(zaak)
    assert await _intake(zaak) == (True, "Z")
    assert "met leerroute Z" in (await zaak.lees())["letOp"]
    nu = await _pip_termijn(zaak)
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    assert (nu["soort"], nu["startOp"]) == ("PIP_C", dossier["vestiging_op"].isoformat()), "art. 5.3 lid 3 Bi2021"
    assert velden(await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)) == {"verkorteIntake"}
    await neem_plan_terug(zaak, id_)
    assert await _intake(zaak) == (False, None)
    terug = await _pip_termijn(zaak)
    assert (terug["soort"], terug["laatsteDag"]) == (eerst["soort"], eerst["laatsteDag"])
    [staat] = await zaak.lees(PLANNEN)
    assert (staat["id"], staat["leerroute"], staat["teruggenomenOp"] is None) == (id_, "Z", False)


async def test_een_gemeente_die_meedoen_niet_kent_wordt_bevestigd_en_de_andere_staat_met_haar_naam(
    wereld: Wereld,
) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await leg_plan_vast(zaak)
    fout = await leg_plan_vast(zaak, 409, gemeente="GM9998", pipVan="2025-11-04")
    assert [w["soort"] for w in fout["waarschuwingen"]] == ["GEMEENTE_ONBEKEND"]
    assert "GM9998" in fout["waarschuwingen"][0]["melding"]
    await leg_plan_vast(zaak, gemeente="GM9998", pipVan="2025-11-04", bevestigd=["GEMEENTE_ONBEKEND"])
    assert [(p["gemeente"], p["gemeentenaam"]) for p in await zaak.lees(PLANNEN)] == [
        ("GM0344", "Utrecht"),
        ("GM9998", ""),
    ]


async def test_alleen_het_plan_van_b_was_bekend_en_b_trok_het_in(wereld: Wereld) -> None:
    """Van A via B hierheen: het plan van A staat, ook als DUO het hier nooit gaf."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await wereld.gebeurt(zaak.inwoner, "SS121")
    [van_b] = wereld.duo_heeft(zaak.inwoner).pips
    assert await _intake(zaak) == (True, van_b.pip.leerroute)
    await leg_plan_vast(zaak, pipVan="2024-05-06")
    assert await _intake(zaak) == (True, van_b.pip.leerroute), "het laatste plan staat"
    await leg_intrekking_vast(zaak)
    assert await _intake(zaak) == (True, "Z"), "alsof B het niet maakte"
    await leg_intrekking_vast(zaak, gemeente="GM0344", pipVan="2024-05-06")
    assert await _intake(zaak) == (False, None)
    assert len(await zaak.lees(PAD)) == 2


async def test_wie_de_toets_al_aanvroeg_hoort_dat_zij_vervalt_en_na_een_vergissing_dat_zij_er_weer_bij_hoort(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    id_ = await leg_plan_vast(zaak)
    sleutels = {w["sleutel"].rpartition(":")[2] for w in await wereld.werk("NAVRAGEN")}
    assert "toets-hoeft-niet" in sleutels
    await neem_plan_terug(zaak, id_)
    [zeg] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":intake-weer-volledig")]
    assert "is er niet" in zeg["omschrijving"]


@pytest.mark.parametrize("dagen", [0, 1])
async def test_een_vergissing_van_vandaag_waarvan_niemand_hoorde_zegt_men_niemand(wereld: Wereld, dagen: int) -> None:
    """De oproep ging weg voordat het plan er stond; wat er een nacht stond kan iemand gezegd zijn."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.roep_op(await zaak.over(21))
    await zaak.verzend_oproep()
    await over(wereld, 1)
    id_ = await leg_plan_vast(zaak)
    await over(wereld, dagen)
    await neem_plan_terug(zaak, id_)
    zeg = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":intake-weer-volledig")]
    assert len(zeg) == dagen


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"pipVan": "2030-01-07"}, "pipVan"),
        ({"pipVan": "2021-12-31"}, "pipVan"),  # van voor de Wi2021
        ({"pipVan": "VANDAAG"}, "pipVan"),  # van na de dag waarop hij hier kwam
        ({"nog_eens": True}, "pipVan"),
        ({"leerroute": "A"}, "leerroute"),
        ({"gemeente": "0344"}, "gemeente"),
        ({"toelichting": " "}, "toelichting"),
    ],
)
async def test_wat_niet_klopt_wordt_geweigerd(wereld: Wereld, anders: dict[str, Any], veld: str) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    if anders.pop("nog_eens", False):
        await leg_plan_vast(zaak)
    if anders.get("pipVan") == "VANDAAG":
        await over(wereld, 1)
        anders = {"pipVan": (await zaak.over(0)).isoformat()}
    assert velden(await leg_plan_vast(zaak, 400, **anders)) == {veld}


async def test_een_plan_van_deze_gemeente_van_voor_meedoen_kan_ook(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, "SS120", asiel=False)
    await leg_plan_vast(zaak, gemeente=wereld.twee.a.code)
    assert await _intake(zaak) == (True, "Z")
    assert "Het PIP van uw gemeente van maandag 03-11-2025, met leerroute Z, staat." in (await zaak.lees())["letOp"]


@pytest.mark.parametrize("lot", ["ingetrokken", "losgelaten", "staat"])
async def test_van_een_eigen_plan_van_toen_weet_meedoen_zelf_wat_ervan_werd(wereld: Wereld, lot: str) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await (zaak.tot_traject() if lot == "staat" else zaak.tot_vastgesteld())
    dag = f"{await zaak.over(0):%d-%m-%Y}"
    if lot == "ingetrokken":
        await trek_in(zaak)
    await gaat_weg(wereld, zaak)
    if lot == "losgelaten":
        await laat_los(zaak)
    await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    await wereld.gebeurt(zaak.inwoner, "SS121")
    wereld.duo_weet(zaak.inwoner, pips=[])
    await wereld.alziend.execute("delete from duo_gegeven where soort = 'PIP' and dossier_id = $1", nu.id)
    fout = await leg_plan_vast(nu, 400, gemeente=wereld.twee.a.code)
    assert velden(fout) == {"gemeente"}
    [melding] = [gebrek["melding"] for gebrek in fout["gebreken"]]
    assert dag in melding
    assert lot in melding
    assert await _intake(nu) == ((True, "B") if lot == "staat" else (False, None))
    let_op = (await nu.lees())["letOp"]
    assert dag in let_op
    assert lot in let_op
    assert wereld.twee.a.code not in let_op
    assert "leg het vast" not in let_op
    await leg_plan_vast(nu)


async def test_een_plan_dat_in_deze_zaak_is_ingetrokken_wordt_niet_vastgelegd(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    await trek_in(zaak)
    await zaak.heropen_intake()
    fout = await leg_plan_vast(zaak, 400, gemeente=wereld.twee.a.code)
    assert velden(fout) == {"gemeente"}
    assert not (await _intake(zaak))[0]


async def test_wat_vastgelegd_is_gaat_mee_als_hij_weggaat_en_terugkomt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = await leg_plan_vast(zaak)
    nu = await heen_en_terug(wereld, zaak)
    assert await _intake(nu) == (True, "Z")
    await neem_plan_terug(nu, id_, 404)


async def test_hetzelfde_nog_eens_verandert_niets_en_iets_anders_onder_dat_id_wordt_geweigerd(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = await leg_plan_vast(zaak)
    await leg_plan_vast(zaak, id=id_)
    await leg_plan_vast(zaak, 409, id=id_, leerroute="B")
    assert len(await zaak.lees(PLANNEN)) == 1
    await neem_plan_terug(zaak, id_)
    await leg_plan_vast(zaak, 409, id=id_)
    await leg_plan_vast(zaak)


async def test_op_wat_af_is_rust_iets_dat_eerst_terug_gaat(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.tot_pip()
    fout = await leg_plan_vast(zaak, 409)
    assert velden(fout) == {"intake"}
    assert "de afgeronde brede intake heropenen" in fout["detail"]
    await zaak.heropen_intake()
    await leg_plan_vast(zaak)
    assert (await _intake(zaak))[0]


async def test_de_vergelijking_met_duo_ziet_geen_verschil(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await leg_plan_vast(zaak)
    for nacht in (1, 2):
        await wereld.zet_klok(dt.datetime.combine(await zaak.over(nacht), dt.time(9), dt.UTC))
        await wereld.dagwerk().ronde()
        for _ in range(2):
            await wereld.wachttijd_voorbij()
            await wereld.werk_af()
    assert await _intake(zaak) == (True, "Z")
    assert [
        w for w in await wereld.werk("NAVRAGEN") if "verschil" in w["sleutel"] or "pip-bij-duo" in w["sleutel"]
    ] == []


async def test_gaf_duo_wel_het_plan_en_niet_zijn_leerroute_dan_is_die_ook_vast_te_leggen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await wereld.gebeurt(zaak.inwoner, "SS121")
    [plan] = wereld.duo_heeft(zaak.inwoner).pips
    await wereld.alziend.execute("update duo_gegeven set waarde = 'X' where soort = 'PIP' and dossier_id = $1", zaak.id)
    assert await _intake(zaak) == (False, None)
    assert "leg het vast" in (await zaak.lees())["letOp"]
    await leg_plan_vast(zaak, gemeente=f"GM{plan.gemeentecode}", pipVan=plan.pip.dagtekeningPip.isoformat())
    assert await _intake(zaak) == (True, "Z")
