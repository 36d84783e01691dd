"""Een PIP zonder de persoon terwijl een boete hem nog laat komen, en aan wie hij schreef dat hij niet komt."""

import datetime as dt
from typing import Any

import msgspec

from core.law.kalender import schrijf_dag
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.besluit.briefdelen import in_dagen
from core.process.besluit.cijferteksten import GEGEVENS
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak

BRIEF = "een e-mail, in zaak 2026-14"


async def weigert_na_boete(wereld: Wereld) -> tuple[Zaak, dt.date]:
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
    zaak, tot = await weigert_na_boete(wereld)
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
    zaak, tot = await weigert_na_boete(wereld)
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


async def test_art_3_46_wie_schreef_leest_in_voornemen_en_besluit_waarom_niet_op_hem_gewacht_is(wereld: Wereld) -> None:
    zaak, tot = await weigert_na_boete(wereld)
    schreef = (await zaak.lees("/oproepen"))[-1]["gebeurtenissen"]
    [dag] = [dt.date.fromisoformat(g["op"]) for g in schreef if g["uitkomst"] == "KOMST_GEWEIGERD"]
    reden = "Uw lessen kunnen dan op tijd beginnen."
    niet: dict[str, Any] = {"bevestigd": ["KAN_NOG_KOMEN"], "redenNietAfwachten": reden}
    await zaak.stel_vast(await zaak.over(0), door=wereld.mens("teamleider"), **niet)
    voornemen = (await _bevroren(wereld, zaak, "pip_voornemen"))["opgeroepen"]
    oproepen, gewacht, waarom, *_ = (await _bevroren(wereld, zaak, "pip_beschikking"))["zonderU"]
    for tekst in (voornemen, oproepen):
        assert f"U liet op {in_dagen(dag)} schriftelijk weten dat u niet komt." in tekst
    for tekst in (voornemen, gewacht):
        assert f"U kreeg een boete. Die geeft u tot en met {in_dagen(tot)} om te komen." in tekst
    assert voornemen.endswith("U schreef dat u niet komt. Daarom wachten wij niet tot die dag met deze brief.")
    assert gewacht.endswith("Wij hebben met ons besluit niet tot die dag gewacht. Dit is de reden:")
    assert waarom == reden


async def test_is_die_dag_voorbij_dan_staat_er_niets_over_wachten_in_het_besluit(wereld: Wereld) -> None:
    zaak, tot = await weigert_na_boete(wereld)
    na = tot + dt.timedelta(days=4)
    await wereld.zet_klok(na)
    await zaak.stel_vast(na, door=wereld.mens("teamleider"))
    oproepen, *rest = (await _bevroren(wereld, zaak, "pip_beschikking"))["zonderU"]
    assert "schriftelijk weten dat u niet komt" in oproepen
    assert "U kreeg een boete" not in " ".join(rest)


async def _bevroren(wereld: Wereld, zaak: Zaak, sjabloon: str) -> Any:
    """Wat er in zijn brief van deze soort komt, zoals het bevroren is."""
    [brief] = await wereld.rijen("brief", dossier_id=zaak.id, sjabloon=sjabloon)
    plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
    return msgspec.json.decode(wereld.huis.kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek))
