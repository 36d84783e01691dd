"""Een PIP zonder de persoon terwijl een boete hem nog laat komen, en aan wie hij schreef dat hij niet komt."""

import datetime as dt

from core.law.kalender import schrijf_dag
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak

BRIEF = "een e-mail, in zaak 2026-14"


async def _weigert_na_boete(wereld: Wereld) -> tuple[Zaak, dt.date]:
    """Hij kreeg na de tweede oproep een boete, schreef na de derde dat hij niet komt, en het plan ligt klaar."""
    zaak = await Zaak.tweemaal_niet(wereld)
    tot = await zaak.over(50)
    await zaak.beantwoord_boetevraag(**await zaak.boete(termijnLaatsteDag=tot.isoformat()))
    await zaak.roep_op(tot, bevestigd=["GEEN_WERKDAG", "NA_TERMIJN_PIP"])
    await zaak.verzend_oproep()
    await wereld.zet_klok(await zaak.over(2))
    await zaak.uitkomst("KOMST_GEWEIGERD", BRIEF)
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)
    await zaak.schrijf_pip()
    uiterlijk = await zaak.over(15)
    await zaak.leg_pip_voor(uiterlijk)
    await zaak.verzend_voornemen()
    await wereld.zet_klok(uiterlijk + dt.timedelta(days=1))
    return zaak, tot


async def test_zolang_de_boete_hem_laat_komen_bevestigt_iemand_dat_hij_niet_wacht_en_zegt_waarom(
    wereld: Wereld,
) -> None:
    zaak, tot = await _weigert_na_boete(wereld)
    dag, leider = await zaak.over(0), wereld.mens("teamleider")
    assert dag < tot
    body: dict[str, object] = {"dagtekening": dag.isoformat(), "versie": 1}
    pad = zaak.pad("/pip/vaststelling")
    fout = await leider.stuur(pad, body, 409)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "KAN_NOG_KOMEN"
    assert f"tot en met {schrijf_dag(tot)}" in waarschuwing["melding"]
    assert waarschuwing["grond"] == "art. 22 lid 2 Wi2021"
    bevestigd = body | {"bevestigd": ["KAN_NOG_KOMEN"]}
    assert velden(await leider.stuur(pad, bevestigd | {"redenNietAfwachten": " "}, 400)) == {"redenNietAfwachten"}
    assert (await zaak.lees())["fase"] == "INTAKE_AFGEROND"
    await leider.stuur(pad, bevestigd | {"redenNietAfwachten": "de tien weken zijn om"}, 201)
    laatste = (await zaak.lees("/oproepen"))[-1]["gebeurtenissen"][-1]
    assert (laatste["soort"], laatste["toelichting"]) == ("NIET_AFGEWACHT", "de tien weken zijn om")
    assert (laatste["bevestigd"], laatste["vastgelegdDoor"]) == (["KAN_NOG_KOMEN"], str(wereld.twee.a.teamleider))


async def test_is_die_dag_voorbij_dan_vraagt_niemand_iets_en_is_er_geen_reden_te_geven(wereld: Wereld) -> None:
    zaak, tot = await _weigert_na_boete(wereld)
    na = tot + dt.timedelta(days=4)
    await wereld.zet_klok(na)
    leider, body = wereld.mens("teamleider"), {"dagtekening": na.isoformat(), "versie": 1}
    pad = zaak.pad("/pip/vaststelling")
    fout = await leider.stuur(pad, body | {"redenNietAfwachten": "om niets"}, 400)
    assert velden(fout) == {"redenNietAfwachten"}
    await leider.stuur(pad, body, 201)
    assert "NIET_AFGEWACHT" not in str(await zaak.lees("/oproepen"))


async def _na_een_weigering(wereld: Wereld, schreef_aan: str) -> str:
    """De tekst van de tweede oproep aan wie na de eerste schreef dat hij niet komt."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await wereld.zet_klok(await zaak.over(3))
    schreef = (await zaak.over(-1)).isoformat()
    await zaak.uitkomst("KOMST_GEWEIGERD", BRIEF, op=schreef, schreefAan=schreef_aan)
    [uitkomst] = [g for g in (await zaak.lees("/oproepen"))[-1]["gebeurtenissen"] if g["soort"] == "UITKOMST"]
    assert (uitkomst["schreefAan"], uitkomst["op"]) == (schreef_aan, schreef)
    await zaak.roep_op(await zaak.over(13), bevestigd=["GEEN_WERKDAG"])
    await wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt"]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def test_wie_aan_een_ander_schreef_leest_niet_dat_hij_de_gemeente_schreef(wereld: Wereld) -> None:
    tekst = await _na_een_weigering(wereld, "ROC Midden")
    assert zonder_wit("U liet op 4 maart 2026 schriftelijk weten dat u niet komt.") in tekst
    assert zonder_wit("U schreef dat aan ROC Midden.") in tekst
    assert zonder_wit("U schreef ons") not in tekst


async def test_wie_de_gemeente_schreef_leest_wanneer(wereld: Wereld) -> None:
    tekst = await _na_een_weigering(wereld, "")
    assert zonder_wit("U liet op 4 maart 2026 schriftelijk weten dat u niet komt.") in tekst
    assert zonder_wit("U schreef dat aan") not in tekst


async def test_bij_een_andere_uitkomst_hoort_geen_ontvanger(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_opgeroepen()
    assert velden(await zaak.uitkomst("VERSCHENEN", verwacht=400, schreefAan="ROC Midden")) == {"schreefAan"}
