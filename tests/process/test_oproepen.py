"""De oproepen voor de brede intake: een, twee met waarschuwing, drie, en dan in afwezigheid (art. 14 Wi2021).

De namen PG-1 tot PG-7 zijn die van de waarborgen in de specificatie.
"""

import datetime as dt
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.oproep import VERZOEK

LAATSTE = WERKDAG


async def _gemeld(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def _opgeroepen(wereld: Wereld) -> Zaak:
    """De eerste oproep is opgesteld en verzonden."""
    return await (await _gemeld(wereld)).tot_opgeroepen()


async def _opnieuw(zaak: Zaak) -> None:
    """De persoon komt niet; de volgende oproep gaat de deur uit."""
    await zaak.niet_gekomen()
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()


async def _tweemaal_niet(wereld: Wereld) -> Zaak:
    zaak = await _opgeroepen(wereld)
    await _opnieuw(zaak)
    await zaak.niet_gekomen()
    return zaak


async def _driemaal_niet(wereld: Wereld) -> Zaak:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    return zaak


async def test_een_opgestelde_oproep_loopt_nog_niet(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["nummer"], oproep["metWaarschuwing"], oproep["uitkomst"]) == (1, False, "OPEN")
    assert oproep["verzondenOp"] is None
    assert "niet als verzonden" in oproep["teltNiet"][0]
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    [brief] = await zaak.lees("/brieven")
    assert (brief["sjabloon"], brief["status"]) == ("oproep", "te_maken")
    assert await wereld.rijen("termijn", soort="INTAKE_O1") == []


async def test_pg_1_een_verzonden_oproep_telt_en_haar_termijn_loopt(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    [brief] = await zaak.lees("/brieven")
    await zaak.km.lees(zaak.pad(f"/brieven/{brief['id']}/pdf"), 409)
    await wereld.werk_af(behalve=())
    assert (await zaak.lees(f"/brieven/{brief['id']}/pdf")).startswith(b"%PDF")
    assert len(await wereld.werk("BRIEF_VERZENDEN")) == 1
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["verzondenOp"], oproep["teltNiet"]) == (VANDAAG.isoformat(), [])
    assert [g["soort"] for g in oproep["gebeurtenissen"]] == ["VERZONDEN"]
    [termijn] = await wereld.rijen("termijn", soort="INTAKE_O1")
    assert (termijn["start"], termijn["einde"], termijn["status"]) == (VANDAAG, LAATSTE, "lopend")
    [item] = await wereld.werk("OPROEP_OPVOLGEN")
    assert item["vervaldatum"] == LAATSTE
    assert await wereld.werk("BRIEF_VERZENDEN") == []
    assert await wereld.rijen("termijn", soort="BEZWAAR") == [], "een oproep is geen besluit"


async def test_de_tweede_gaat_met_waarschuwing_en_de_derde_zonder(wereld: Wereld) -> None:
    zaak = await _driemaal_niet(wereld)
    assert [(o["nummer"], o["metWaarschuwing"]) for o in await zaak.lees("/oproepen")] == [
        (1, False),
        (2, True),
        (3, False),
    ]


async def test_pg_1_drie_oproepen_in_een_minuut_kan_niet(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    fout = await zaak.roep_op(verwacht=409)
    assert velden(fout) == {"oproep"}
    assert "vastleggen dat de brief van de oproep verzonden is" in fout["detail"]
    assert velden(await zaak.uitkomst("TERMIJN_GEMIST", "kwam niet", 409)) == {"verzondenOp", "termijnLaatsteDag"}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", 409, verzoek=VERZOEK)
    assert "INTAKE_OPGEROEPEN" in fout["detail"], "voor de afspraak kan niemand onvoldoende meewerken"


async def test_pg_1_een_oproep_die_nooit_verzonden_is_draagt_geen_gemiste_termijn(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    fout = await zaak.niet_gekomen(409)
    assert velden(fout) == {"verzondenOp"}
    await zaak.trek_oproep_in("de brief is blijven liggen")
    assert (await zaak.lees("/brieven"))[0]["status"] == "ingetrokken"
    await zaak.roep_op(await zaak.over(13))
    assert [(o["nummer"], o["uitkomst"]) for o in await zaak.lees("/oproepen")] == [(1, "INGETROKKEN"), (1, "OPEN")]


async def test_pg_1_een_te_laat_verzonden_oproep_telt_niet(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await wereld.zet_klok(LAATSTE - dt.timedelta(days=6))
    await zaak.verzend_oproep(bevestigd=["TELT_NIET"])
    [oproep] = await zaak.lees("/oproepen")
    assert any("7 dagen" in reden for reden in oproep["teltNiet"])
    fout = await zaak.niet_gekomen(409)
    assert velden(fout) == {"termijnLaatsteDag"}
    voorstel = await zaak.km.lees(zaak.pad("/oproepen/voorstel"), 409)
    for weigering in (fout, voorstel):
        assert "De volgende stap is: de oproep intrekken." in weigering["detail"], "de persoon kwam nooit"
    assert "telt niet" in voorstel["gebreken"][0]["melding"]
    await zaak.trek_oproep_in("te laat verzonden")
    assert (await zaak.lees("/oproepen/voorstel"))["nummer"] == 1


async def test_pg_1_een_kortere_termijn_kan_als_de_persoon_er_om_vroeg(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    morgen = VANDAAG + dt.timedelta(days=3)
    tijd = f"{VANDAAG + dt.timedelta(days=2)}T09:00:00Z"
    assert velden(await zaak.roep_op(morgen, 400, afspraakOp=tijd)) == {"termijnLaatsteDag"}
    await zaak.roep_op(morgen, kortereTermijn="belde zelf: hij gaat donderdag op reis", afspraakOp=tijd)
    await zaak.verzend_oproep()
    assert (await zaak.lees("/oproepen"))[0]["teltNiet"] == []


async def test_pg_2_een_gemiste_afspraak_is_nog_geen_gemiste_termijn(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    assert velden(await zaak.afspraak("GEMIST", 400)) == {"soort"}, "de afspraak is nog niet geweest"
    await wereld.zet_klok(LAATSTE - dt.timedelta(days=3))
    await zaak.afspraak("GEMIST")
    assert velden(await zaak.uitkomst("TERMIJN_GEMIST", "kwam niet", 409)) == {"termijnLaatsteDag"}
    assert len(await wereld.werk("AFSPRAAK_VERZETTEN")) == 1
    nieuw = f"{LAATSTE}T09:00:00Z"
    await zaak.afspraak("VERZET", afspraakOp=nieuw, plaats="Dorpshuis")
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["nummer"], oproep["afspraakOp"], oproep["plaats"]) == (1, nieuw, "Dorpshuis")
    assert await wereld.werk("AFSPRAAK_VERZETTEN") == []
    await wereld.zet_klok(LAATSTE)
    await zaak.verschijnt()
    assert (await wereld.rijen("termijn", soort="INTAKE_O1"))[0]["status"] == "gehaald"


async def test_een_afspraak_wordt_alleen_binnen_de_termijn_verzet(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    erna = f"{LAATSTE + dt.timedelta(days=1)}T09:00:00Z"
    assert velden(await zaak.afspraak("VERZET", 400, afspraakOp=erna, plaats="Dorpshuis")) == {"afspraakOp"}
    assert velden(await zaak.afspraak("VERZET", 400)) == {"afspraakOp", "plaats"}
    assert velden(await zaak.afspraak("AFGEZEGD", 400, plaats="Dorpshuis")) == {"plaats"}


async def test_pg_2_wie_na_de_termijn_komt_komt_te_laat_en_de_intake_begint(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.niet_gekomen()
    assert (await wereld.rijen("termijn", soort="INTAKE_O1"))[0]["status"] == "gemist"
    await zaak.verschijnt()
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "TE_LAAT_VERSCHENEN"
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    assert (await wereld.rijen("termijn", soort="INTAKE_O1"))[0]["status"] == "te_laat"


async def test_pg_2_op_een_oproep_die_nooit_weg_was_komt_niemand_te_laat(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.zet_klok(LAATSTE + dt.timedelta(days=3))
    await zaak.verschijnt()
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "VERSCHENEN"


async def test_pg_2_wie_binnen_de_termijn_kwam_kan_later_nog_worden_vastgelegd(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.niet_gekomen()
    await zaak.uitkomst("VERSCHENEN", op=LAATSTE.isoformat())
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "VERSCHENEN"
    assert (await wereld.rijen("termijn", soort="INTAKE_O1"))[0]["status"] == "gehaald"


async def test_pg_3_onvoldoende_medewerking_rust_op_een_verzoek(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    assert velden(await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400)) == {"verzoek"}
    weg = {"soort": "GESPREK", "wat": "", "taal": "", "reactie": "BLEEF_WEG"}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK | weg)
    assert velden(fout) == {"verzoek.wat", "verzoek.taal", "verzoek.reactie", "verzoek.uiterlijkOp"}
    stil = {"reactie": "ANTWOORDDE_NIET", "uiterlijkOp": VANDAAG.isoformat()}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "zweeg", 400, verzoek=VERZOEK | stil)
    assert velden(fout) == {"verzoek.uiterlijkOp"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde de toets", verzoek=VERZOEK)
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    await zaak.roep_op()
    tweede = (await zaak.lees("/oproepen"))[-1]
    assert (tweede["nummer"], tweede["metWaarschuwing"], tweede["opgesteldOp"]) == (2, True, VANDAAG.isoformat())


async def test_pg_4_na_drie_oproepen_die_tellen_kan_het_in_afwezigheid(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    await zaak.vul_intake(bronnenBijAfwezigheid="", verslag="")
    fout = await zaak.rond_intake_af(409, in_afwezigheid=True)
    assert velden(fout) == {"oproepen", "bronnenBijAfwezigheid", "verslag"}
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    await zaak.vul_intake(versie=1, bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    assert velden(await zaak.rond_intake_af(409, in_afwezigheid=True)) == {"oproepen"}
    await zaak.niet_gekomen()
    assert velden(await zaak.roep_op(await zaak.over(13), 409)) == {"nummer"}
    await zaak.rond_intake_af(in_afwezigheid=True)
    intake = await zaak.lees("/brede-intake")
    assert (intake["inAfwezigheid"], intake["ontbreekt"]) == (True, []), "wie er niet was hoefde niets te antwoorden"
    assert (await zaak.lees())["fase"] == "INTAKE_AFGEROND"
    assert len(await wereld.werk("BOETEVRAAG")) == 1, "die van art. 22 lid 3 blijft werk en houdt niets tegen"


async def test_pg_4_een_schriftelijke_weigering_beeindigt_het_wachten(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)


async def test_pg_7_de_derde_oproep_wacht_op_de_boetevraag(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    assert len(await wereld.werk("BOETEVRAAG")) == 1
    fout = await zaak.roep_op(await zaak.over(13), 409)
    assert velden(fout) == {"boetevraag"}
    assert "de boetevraag beantwoorden" in fout["detail"]
    assert velden(await zaak.beantwoord_boetevraag(400, reden=None, motief="")) == {"reden", "motief"}
    await zaak.beantwoord_boetevraag()
    assert await wereld.werk("BOETEVRAAG") == []
    await zaak.roep_op(await zaak.over(13))
    oproepen = await zaak.lees("/oproepen")
    assert oproepen[-1]["grond"] == "art. 14 lid 2 Wi2021"
    assert oproepen[1]["gebeurtenissen"][-1]["boetevraag"]["reden"] == "GEEN_VERWIJT"


async def test_pg_7_een_boete_buiten_meedoen_geeft_de_derde_oproep_ten_hoogste_twee_maanden(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(204, **await zaak.boete())
    voorstel = await zaak.lees("/oproepen/voorstel")
    assert (voorstel["grond"] is not None, voorstel["uitersteDag"]) == (True, "2026-05-31")
    te_laat = dt.date(2026, 6, 2)
    assert velden(await zaak.roep_op(te_laat, 400)) == {"termijnLaatsteDag"}
    await zaak.roep_op(await zaak.over(13))
    assert (await zaak.lees("/oproepen"))[-1]["grond"] == "art. 22 lid 2 Wi2021"
    await zaak.verzend_oproep()
    assert await _gronden(wereld) == {
        "INTAKE_O1": "art. 14 lid 1 Wi2021",
        "INTAKE_O2": "art. 14 lid 1 Wi2021",
        "INTAKE_O3": "art. 22 lid 2 Wi2021",
    }


async def test_pg_18_de_termijn_van_een_derde_zonder_boete_noemt_beide_leden(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    assert (await _gronden(wereld))["INTAKE_O3"] == "art. 14 lid 1 en 2 Wi2021"


async def _gronden(wereld: Wereld) -> dict[str, str]:
    """Het artikel van elke oproeptermijn."""
    return {t["soort"]: t["grond"] for t in await wereld.rijen("termijn") if t["soort"].startswith("INTAKE_")}


async def test_pg_8_aan_een_asielstatushouder_geen_boete_en_geen_dreiging(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await _opnieuw(zaak)
    await zaak.niet_gekomen()
    assert "alleen: geen boete, met als reden GROEPSPOORT" in (await wereld.werk("BOETEVRAAG"))[0]["omschrijving"]
    assert velden(await zaak.beantwoord_boetevraag(400, **await zaak.boete())) == {"antwoord"}
    await zaak.beantwoord_boetevraag(reden="GROEPSPOORT", motief="asielstatushouder")


async def test_zonder_keuze_over_de_waarschuwing_kan_de_tweede_niet_uitgaan(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zoals Schagen: de jurist heeft nog niet gekozen (B02)."""
    a, schagen = wereld.twee.a, next(t for t in wereld.huis.tenants.values() if t.naam == "Schagen")
    assert schagen.waarschuwing_rechtsmiddel is None
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=schagen.keuzes))
    zaak = await _opgeroepen(wereld)
    await zaak.niet_gekomen()
    fout = await zaak.roep_op(await zaak.over(13), 409)
    assert velden(fout) == {"waarschuwingRechtsmiddel"}
    assert "B02" in fout["gebreken"][0]["melding"]
    assert len(await zaak.lees("/oproepen")) == 1


async def test_een_termijn_eindigt_op_een_werkdag(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    for dag in (dt.date(2026, 3, 14), dt.date(2026, 3, 15), dt.date(2026, 4, 6)):  # zaterdag, zondag, tweede paasdag
        fout = await zaak.roep_op(dag, 400)
        assert fout["gebreken"], dag
    assert await zaak.lees("/oproepen") == []
    assert await wereld.rijen("brief") == []


async def test_een_termijn_of_afspraak_in_het_verleden_kan_niet(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    assert velden(await zaak.roep_op(VANDAAG, 400)) == {"termijnLaatsteDag"}
    for dag in (VANDAAG - dt.timedelta(days=1), VANDAAG, dt.date(2026, 6, 1)):
        assert velden(await zaak.roep_op(verwacht=400, afspraakOp=f"{dag}T10:00:00Z")) == {"afspraakOp"}


async def test_hetzelfde_id_nog_eens_is_een_oproep_en_een_andere_inhoud_een_conflict(wereld: Wereld) -> None:
    """C6: een andere inhoud onder hetzelfde id verdwijnt niet stil."""
    zaak = await _gemeld(wereld)
    id_ = str(uuid4())
    for _ in range(3):
        await zaak.roep_op(id=id_)
    fout = await zaak.roep_op(id=id_, verwacht=409, plaats="Elders 2")
    assert "verzet de afspraak" in fout["detail"]
    assert velden(fout) == {"plaats"}
    assert [o["id"] for o in await zaak.lees("/oproepen")] == [id_]
    assert len(await wereld.rijen("brief")) == 1


async def test_een_uitkomst_vraagt_uitleg_en_kan_niet_vervallen_heten(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    assert velden(await zaak.uitkomst("KOMST_GEWEIGERD", verwacht=400)) == {"toelichting"}
    for vreemd in ("OPEN", "VERVALLEN", "NIET_VERSCHENEN"):
        assert velden(await zaak.uitkomst(vreemd, "x", verwacht=400)) == {"uitkomst"}


async def test_zonder_gelezen_plicht_gaat_er_geen_oproep_uit(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.EERST_V_NUMMER)
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    zaak = Zaak(wereld, inwoner, dossier["id"], wereld.km)
    fout = await zaak.roep_op(verwacht=409)
    assert "VOORTRAJECT_COA" in fout["detail"], fout
    assert await wereld.rijen("oproep") == []


async def test_pg_7_een_procedure_die_loopt_houdt_niets_tegen_en_krijgt_haar_uitkomst(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    rapport = (await zaak.over(0)).isoformat()
    loopt: dict[str, Any] = {
        "antwoord": "PROCEDURE_LOOPT",
        "reden": None,
        "rapportOp": rapport,
        "motief": "de tien weken lopen af",
        "bewaardBij": "zaak 2026-118",
    }
    await zaak.beantwoord_boetevraag(204, **loopt)
    [werk] = await wereld.werk("BOETEVRAAG")
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="de tien weken lopen af")
    await zaak.km.stuur(
        f"/werkitems/{werk['id']}/afhandeling", {"afhandeling": "gedaan", "versie": werk["versie"]}, 409
    )
    tweede = (await zaak.lees("/oproepen"))[1]
    boete = await zaak.boete(versie=tweede["versie"])
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", boete | {"bedrag": 251}, 400)
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", boete)
    assert await wereld.werk("BOETEVRAAG") == []


async def test_wie_toch_op_tijd_kwam_heeft_geen_boetevraag_meer(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    assert len(await wereld.werk("BOETEVRAAG")) == 1
    laatste = (await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"]
    await zaak.uitkomst("VERSCHENEN", op=laatste)
    assert await wereld.werk("BOETEVRAAG") == []


async def test_wie_komt_krijgt_de_brief_van_zijn_oproep_niet_meer(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    await zaak.verschijnt()
    [brief] = await zaak.lees("/brieven")
    assert brief["status"] == "ingetrokken"
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()}, 409)
