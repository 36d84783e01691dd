"""De derde oproep wachtte een procedure niet af, en daarna kwam er een boete: wat er was blijft staan (PG-4, PG-7)."""

import datetime as dt
from typing import Any

from core.law.kalender import schrijf_dag
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_intrekken import trek_in
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak

WACHT_NIET: dict[str, Any] = {"bevestigd": ["KAN_NOG_KOMEN"], "redenNietAfwachten": "de tien weken zijn om"}


async def _losse_derde_gemist(wereld: Wereld) -> Zaak:
    """Driemaal niet gekomen; na de tweede liep er een procedure, en de derde wachtte haar met een reden niet af."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    for dagen in (None, 13):
        await (zaak.roep_op() if dagen is None else zaak.roep_op(await zaak.over(dagen)))
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
    await zaak.procedure_loopt()
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="het PIP is anders te laat")
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    return zaak


async def _afgerond(wereld: Wereld) -> Zaak:
    zaak = await _losse_derde_gemist(wereld)
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)
    return zaak


async def _beboet(zaak: Zaak, **anders: object) -> dt.date:
    """Na de tweede oproep blijkt er een boete; geeft tot en met welke dag zij de persoon laat komen."""
    tweede, tot = (await zaak.lees("/oproepen"))[1], await zaak.over(42)
    boete = await zaak.boete(termijnLaatsteDag=tot.isoformat(), **anders)
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", {"versie": tweede["versie"]} | boete)
    return tot


async def test_pg_7_een_boete_na_de_afronding_laat_haar_en_het_voornemen_staan(wereld: Wereld) -> None:
    zaak = await _afgerond(wereld)
    await zaak.schrijf_pip()
    dag = await zaak.over(17)
    await zaak.leg_pip_voor(dag)
    await zaak.verzend_voornemen()
    tot = await _beboet(zaak)
    na = dag + dt.timedelta(days=1)
    await wereld.zet_klok(na)
    assert na < tot
    leider = wereld.mens("teamleider")
    toets = await leider.lees(zaak.pad("/pip/toets"))
    assert toets["kan"], toets["gebreken"]
    [signaal] = [s for s in toets["signalen"] if s["code"] == "boete-loopt"]
    assert f"tot en met {schrijf_dag(tot)}" in signaal["melding"]
    await zaak.stel_vast(na, door=leider, **WACHT_NIET)


async def test_art_22_lid_2_wie_binnen_de_termijn_uit_de_boete_komt_wordt_gehoord_en_niet_nog_eens_beboet(
    wereld: Wereld,
) -> None:
    zaak = await _afgerond(wereld)
    await _beboet(zaak)
    await zaak.heropen_intake()
    await wereld.zet_klok(await zaak.over(7))
    await zaak.uitkomst("VERSCHENEN", "hij kwam")
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    fout = await zaak.beantwoord_boetevraag(409, **await zaak.boete(kenmerk="B-2", termijnLaatsteDag=None))
    assert velden(fout) == {"boetevraag"}
    assert not await wereld.werk("BOETEVRAAG")


async def test_pg_7_een_heropende_intake_is_daarna_weer_af_te_ronden(wereld: Wereld) -> None:
    zaak = await _afgerond(wereld)
    await _beboet(zaak)
    await zaak.heropen_intake()
    fout = await zaak.roep_op(await zaak.over(13), 409)
    assert "Rond de brede intake af in afwezigheid." in fout["gebreken"][0]["melding"]
    await zaak.rond_intake_af(in_afwezigheid=True)


async def test_art_22_lid_2_was_de_boete_er_al_toen_de_derde_werd_opgesteld_dan_gaat_haar_dag_voor(
    wereld: Wereld,
) -> None:
    """De boete kwam pas later in Meedoen. Wat men leest noemt de dag, en geen handeling die niet kan."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    for dagen in (None, 13):
        await (zaak.roep_op() if dagen is None else zaak.roep_op(await zaak.over(dagen)))
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
    bekend = (await zaak.over(0)).isoformat()
    await zaak.procedure_loopt()
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="het PIP is anders te laat")
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    toen: dict[str, object] = dict.fromkeys(("rapportOp", "dagtekening", "bekendgemaaktOp"), bekend)
    tot = await _beboet(zaak, **toen)
    for fout in (await zaak.rond_intake_af(409, in_afwezigheid=True), await zaak.roep_op(await zaak.over(40), 409)):
        assert any(f"tot en met {schrijf_dag(tot)}" in g["melding"] for g in fout["gebreken"]), fout
    await wereld.zet_klok(tot + dt.timedelta(days=1))
    await zaak.rond_intake_af(in_afwezigheid=True)


async def _zonder_hem_vastgesteld(wereld: Wereld) -> tuple[Zaak, dt.date, dt.date]:
    """De boete kwam na de losse derde, en het PIP is zonder hem vastgesteld; geeft de eerste en de laatste dag die de
    boete hem gaf."""
    zaak = await _afgerond(wereld)
    bekend = await zaak.over(0)
    tot = await _beboet(zaak)
    await zaak.schrijf_pip()
    dag = await zaak.over(17)
    await zaak.leg_pip_voor(dag)
    await zaak.verzend_voornemen()
    na = dag + dt.timedelta(days=1)
    await wereld.zet_klok(na)
    await zaak.stel_vast(na, door=wereld.mens("teamleider"), **WACHT_NIET)
    return zaak, bekend, tot


async def test_pg_2_wie_na_het_pip_binnen_de_termijn_uit_de_boete_komt_krijgt_geen_tweede(wereld: Wereld) -> None:
    zaak, bekend, tot = await _zonder_hem_vastgesteld(wereld)
    dag = await zaak.over(0)
    assert dag <= tot
    fout = await zaak.uitkomst("VERSCHENEN", verwacht=409, op=(bekend - dt.timedelta(days=1)).isoformat())
    assert velden(fout) == {"op"}
    await zaak.uitkomst("VERSCHENEN", "hij stond aan de balie")
    assert (await zaak.lees())["fase"] == "TRAJECT_ACTIEF"
    derde = (await zaak.lees("/oproepen"))[-1]
    assert derde["uitkomst"] == "TERMIJN_GEMIST", "daar rust het PIP op"
    assert derde["gebeurtenissen"][-1]["uitkomst"] == "VERSCHENEN"
    assert not await wereld.werk("BOETEVRAAG")
    [horen] = [w for w in await wereld.werk("NAVRAGEN") if "Hoor hem over zijn plan" in w["omschrijving"]]
    assert schrijf_dag(dag) in horen["omschrijving"]
    assert velden(await zaak.uitkomst("VERSCHENEN", verwacht=409)) == {"uitkomst"}
    await wereld.zet_klok(tot + dt.timedelta(days=1))
    fout = await zaak.beantwoord_boetevraag(409, **await zaak.boete(kenmerk="B-2", termijnLaatsteDag=None))
    assert velden(fout) == {"boetevraag"}


async def test_pg_2_dat_hij_na_het_pip_kwam_kan_terug_en_dan_staat_de_vraag_er_weer(wereld: Wereld) -> None:
    zaak, _, tot = await _zonder_hem_vastgesteld(wereld)
    await zaak.uitkomst("VERSCHENEN")
    await zaak.neem_terug("UITKOMST")
    assert (await zaak.lees("/oproepen"))[-1]["uitkomst"] == "TERMIJN_GEMIST"
    assert (await zaak.lees())["fase"] == "TRAJECT_ACTIEF"
    [vraag] = await wereld.werk("BOETEVRAAG")
    assert f"tot en met {schrijf_dag(tot)}" in vraag["omschrijving"]
    assert not [w for w in await wereld.werk("NAVRAGEN") if "Hoor hem over zijn plan" in w["omschrijving"]]
    assert velden(await zaak.neem_terug("UITKOMST", 409)) == {"pip"}, "op de gemiste termijn rust het PIP"


async def test_pg_2_dat_hij_op_tijd_kwam_is_ook_na_een_tweede_boete_nog_vast_te_leggen(wereld: Wereld) -> None:
    zaak, _, tot = await _zonder_hem_vastgesteld(wereld)
    await wereld.zet_klok(tot + dt.timedelta(days=1))
    fout = await zaak.uitkomst("VERSCHENEN", verwacht=409)
    assert f"tot en met {schrijf_dag(tot)}" in fout["gebreken"][0]["melding"]
    await zaak.beantwoord_boetevraag(**await zaak.boete(kenmerk="B-2", termijnLaatsteDag=None))
    await zaak.uitkomst("VERSCHENEN", "de balie meldde het te laat", op=tot.isoformat())
    [weg] = [w for w in await wereld.werk("NAVRAGEN") if "B-2" in w["omschrijving"]]
    assert "kwam binnen de termijn uit de eerste" in weg["omschrijving"]


async def test_pg_10_na_een_ingetrokken_pip_komt_er_geen_tweede_zonder_wie_kwam(wereld: Wereld) -> None:
    zaak, _, _ = await _zonder_hem_vastgesteld(wereld)
    await zaak.uitkomst("VERSCHENEN", "hij stond aan de balie")
    await trek_in(zaak, door=zaak.km)
    await zaak.heropen_intake()
    fout = await zaak.rond_intake_af(409, in_afwezigheid=True)
    assert velden(fout) == {"uitkomst"}
    assert "Leg vast dat hij verscheen" in fout["gebreken"][0]["melding"]
    await zaak.uitkomst("VERSCHENEN", "hij stond aan de balie")
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
