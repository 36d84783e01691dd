"""De verkorte intake na een verhuizing met een PIP: geen leerbaarheidstoets, de rest wel (art. 15 lid 4, §4.1, E45)."""

from uuid import uuid4

import msgspec

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.besluit.cijferteksten import GEGEVENS
from core.process.intake.actions import VRAAG_EXAMENNUMMER
from tests.process.standen_verkort import toets_geweigerd_en_dan_verkort, verkort_loopt
from tests.process.wereld import BRIEF, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.elders import leg_intrekking_vast
from tests.voorbeelden.ontheffing import VERZOEK as ONTHEFFING
from tests.voorbeelden.oproep import VERZOEK


async def _gezin(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def test_e45_de_verkorte_intake_is_af_zonder_toets_en_zonder_opleiding_en_werk(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_loopt(zaak)
    intake = await zaak.lees("/brede-intake")
    assert (intake["verkorteIntake"], intake["leerrouteVanElders"]) == (True, "B")
    assert {"leerbaarheidstoets", "opleidingEnWerk"}.isdisjoint(g["veld"] for g in intake["ontbreekt"])
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="", taalniveau="", wilOnderwijsroute=True)
    fout = await zaak.rond_intake_af(409)
    assert velden(fout) == {"taalniveau"}, "de rest blijft, en de onderwijsroute is geen vraag meer"
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="", versie=1)
    await zaak.rond_intake_af()
    [rij] = await wereld.rijen("brede_intake", dossier_id=zaak.id)
    assert rij["leerroute_van_elders"] == "B", "waarop de verkorte intake rust (T7)"
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    assert "art. 15 lid 4 Wi2021" in besluit["gronden"]
    await zaak.maak_pip_bekend()
    await wereld.gebeurt(zaak.inwoner, "SS102")
    intake = await zaak.lees("/brede-intake")
    assert intake["leerrouteVanElders"] == "B", "ook als DUO nu ons PIP geeft"


async def test_zonder_de_leerroute_van_duo_is_de_intake_niet_verkort(wereld: Wereld) -> None:
    """E45, laatste deel: dezelfde feiten zonder vaste leerroute. Wie alles al vroeg, kan haar wel afronden."""
    zaak = await Zaak.nieuw(wereld, "SS121")
    await zaak.tot_intake()
    assert not (await zaak.lees("/brede-intake"))["verkorteIntake"]
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="")
    fout = await zaak.rond_intake_af(409)
    assert velden(fout) == {"verkorteIntake", "leerbaarheidstoets", "opleidingEnWerk"}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", 400, verzoek=VERZOEK)
    assert velden(fout) == {"verzoek.soort"}, "en tot dan is de toets niet maken geen tekort"
    await zaak.vul_intake(versie=1)
    await zaak.rond_intake_af()


async def test_wie_het_dossier_opent_leest_meteen_met_welk_pip_de_persoon_kwam(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, "SS121")
    begin = "De persoon kwam hier met een PIP (SS121)."
    assert (await zaak.lees())["letOp"].startswith(begin)
    [rij] = [p for p in (await wereld.km.lees("/werkvoorraad/personen"))["personen"] if p["dossierId"] == str(zaak.id)]
    assert "Laat eerst bij DUO opnieuw lezen" in rij["watNu"]
    assert rij["watNu"].endswith("De volgende stap is daarna: een oproep opstellen.")
    await wereld.gebeurt(zaak.inwoner, "SS121")
    [plan] = wereld.duo_heeft(zaak.inwoner).pips
    let_op = (await zaak.lees())["letOp"]
    dag = f"{plan.pip.dagtekeningPip:%d-%m-%Y}"
    assert f"(GM{plan.gemeentecode}) van " in let_op
    assert f"{dag}, met leerroute {plan.pip.leerroute}." in let_op
    await leg_intrekking_vast(zaak)
    assert "de brede intake is volledig" in (await zaak.lees())["letOp"]
    ander = await Zaak.nieuw(wereld, asiel=False)
    assert (await ander.lees())["letOp"] == ""


async def test_pg_3_de_toets_weigeren_is_in_een_verkorte_intake_geen_tekort(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_loopt(zaak)
    fout = await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)
    assert velden(fout) == {"verkorteIntake"}
    assert fout["gebreken"][0]["grond"] == "art. 15 lid 4 Wi2021"
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", 400, verzoek=VERZOEK)
    assert velden(fout) == {"verzoek.soort"}
    assert "verkort" in fout["gebreken"][0]["melding"]
    gesprek = VERZOEK | {"soort": "GESPREK", "wat": "het tweede gesprek"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "liep weg", verzoek=gesprek)


async def test_pg_7_een_toets_die_er_niet_bij_hoorde_valt_buiten_het_artikel(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await toets_geweigerd_en_dan_verkort(zaak)
    fout = await zaak.beantwoord_boetevraag(400, **await zaak.boete())
    assert [(g["veld"], g["grond"]) for g in fout["gebreken"]] == [("antwoord", "art. 22 lid 1 Wi2021")]
    assert "BUITEN_HET_ARTIKEL" in fout["gebreken"][0]["melding"]
    await zaak.beantwoord_boetevraag(reden="BUITEN_HET_ARTIKEL", motief="kwam met een PIP; geen toets nodig")


async def test_duo_krijgt_geen_aanmelding_voor_de_toets_als_de_leerroute_intussen_vastligt(wereld: Wereld) -> None:
    """De vraag om een examennummer stond klaar; dan gaf DUO de leerroute."""
    zaak = await _gezin(wereld)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.gebeurt(zaak.inwoner, "SS121", af=False)
    await wereld.werk_af(behalve=(BRIEF, VRAAG_EXAMENNUMMER))
    await wereld.werk_af()
    assert (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]["examennummer"] == ""
    assert wereld.duo_heeft(zaak.inwoner).examennummer is None


async def test_art_15_lid_4_ontheffing_van_een_toets_die_niet_gevraagd_wordt_is_niet_nodig(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_loopt(zaak)
    fout = await zaak.stuur("/lbt-ontheffingen", ONTHEFFING | {"id": str(uuid4())}, 409)
    assert [(g["veld"], g["grond"]) for g in fout["gebreken"]] == [("verkorteIntake", "art. 15 lid 4 Wi2021")]
    assert await zaak.lees("/lbt-ontheffingen") == []


async def test_een_verzoek_om_ontheffing_vervalt_als_de_intake_verkort_blijkt_en_houdt_niets_tegen(
    wereld: Wereld,
) -> None:
    zaak = await _gezin(wereld)
    await zaak.roep_op()
    await zaak.verschijnt()
    verzoek = await zaak.vraag_ontheffing()
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="")
    await wereld.gebeurt(zaak.inwoner, "SS121")
    assert [v["status"] for v in await zaak.lees("/lbt-ontheffingen")] == ["vervallen"]
    alle = await wereld.rijen("werkitem", dossier_id=zaak.id)
    [werk] = [(w["status"], w["afhandeling"]) for w in alle if w["sleutel"].endswith(verzoek)]
    assert werk == ("vervallen", "niet nodig: art. 15 lid 4")
    assert {t["status"] for t in await zaak.lees("/termijnen") if t["soort"] == "BESLIS_AANVRAAG"} == {"vervallen"}
    [zeg] = [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "ontheffing-hoeft-niet" in w["sleutel"]]
    assert "Zeg de persoon dat hij de toets niet hoeft te maken" in zeg
    assert velden(await zaak.beslis_ontheffing(409)) == {"verkorteIntake"}
    assert [b for b in await zaak.lees("/brieven") if "ontheffing" in b["sjabloon"]] == []
    await zaak.rond_intake_af()


async def test_pg_5_op_een_besluit_over_de_toets_rust_de_verkorte_intake_niet(wereld: Wereld) -> None:
    """Het besluit over ontheffing is nog niet bekend; intake en PIP wachten daar niet op."""
    zaak = await _gezin(wereld)
    await zaak.roep_op()
    await zaak.verschijnt()
    await zaak.vraag_ontheffing()
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="")
    await zaak.beslis_ontheffing()
    await wereld.gebeurt(zaak.inwoner, "SS121")
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()


async def test_de_oproep_van_een_verkorte_intake_vraagt_geen_toets_en_geen_diploma(wereld: Wereld) -> None:
    zaak, gewoon = await _gezin(wereld), await Zaak.nieuw(wereld)
    await wereld.gebeurt(zaak.inwoner, "SS121")
    for wie, verkort in ((zaak, True), (gewoon, False)):
        await wie.roep_op()
        [brief] = await wereld.rijen("brief", dossier_id=wie.id)
        plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
        gegevens = msgspec.json.decode(wereld.huis.kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek))
        assert gegevens["verkort"] is verkort
        assert any("diploma" in wat for wat in gegevens["meenemen"]) is not verkort
