"""Wie niet bij de intake was, leest eerst welk plan het wordt en kan antwoorden, voordat het PIP er is (PG-10)."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from core.process.besluit.briefdelen import in_dagen
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel

NA_DE_TERMIJN = WERKDAG + dt.timedelta(days=1)


async def _afwezig(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_afwezig()


async def voorgelegd(wereld: Wereld) -> Zaak:
    zaak = await _afwezig(wereld)
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    return zaak


async def tekst_van_het_besluit(zaak: Zaak) -> str:
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def test_pg_10_zonder_voornemen_wordt_er_niet_besloten(wereld: Wereld) -> None:
    zaak = await _afwezig(wereld)
    fout = await zaak.stel_vast(verwacht=409, door=wereld.mens("teamleider"))
    assert velden(fout) == {"voornemen"}
    assert "het voornemen van het PIP opstellen" in fout["detail"]
    assert {g["veld"] for g in (await zaak.lees("/pip/toets"))["ontbreekt"]} >= {"voornemen"}
    await zaak.leg_pip_voor()
    assert velden(await zaak.stel_vast(verwacht=409, door=wereld.mens("teamleider"))) == {"verzondenOp"}
    assert await wereld.rijen("besluit") == []


async def test_pg_10_wie_zwijgt_krijgt_het_plan_na_zijn_laatste_dag(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    [werk] = await wereld.werk("ZIENSWIJZE_AFWACHTEN")
    assert werk["vervaldatum"] == WERKDAG
    await wereld.zet_klok(WERKDAG)
    leider = wereld.mens("teamleider")
    assert velden(await zaak.stel_vast(WERKDAG, 409, door=leider)) == {"uiterlijkOp"}
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider)
    assert (await zaak.lees("/pip-voornemens"))[-1]["status"] == "besloten"
    assert await wereld.werk("ZIENSWIJZE_AFWACHTEN") == []
    [besluit] = await zaak.lees("/besluiten")
    assert "art. 14 lid 2 Wi2021" in besluit["gronden"]


async def test_pg_10_ook_het_college_zelf_besluit_niet_voor_zijn_laatste_dag_voorbij_is(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await wereld.zet_klok(NA_DE_TERMIJN)
    body = {"dagtekening": NA_DE_TERMIJN.isoformat(), "versie": 1}
    te_vroeg = {"nummer": "2026/17", "datum": WERKDAG.isoformat()}
    fout = await zaak.stuur("/pip/vaststelling", body | {"collegebesluit": te_vroeg}, 409)
    assert velden(fout) == {"collegebesluit.datum"}
    await zaak.stuur(
        "/pip/vaststelling", body | {"collegebesluit": te_vroeg | {"datum": NA_DE_TERMIJN.isoformat()}}, 201
    )


async def test_pg_10_wat_hij_antwoordt_wordt_gewogen_en_staat_in_het_besluit(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    assert velden(await zaak.zegt_van_voornemen(" ", 400, ontvangenOp="2026-03-01")) == {"inhoud", "ontvangenOp"}
    await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.", isAlles=True)
    assert await wereld.werk("ZIENSWIJZE_AFWACHTEN") == [], "hij hoeft niet meer te worden afgewacht"
    leider = wereld.mens("teamleider")
    assert velden(await zaak.stel_vast(verwacht=409, door=leider)) == {"weging"}
    assert velden(await zaak.bij_voornemen("weging", {"weging": " "}, 400)) == {"weging"}
    await zaak.schrijf_pip(versie=1, ondersteuning="lessen in de avond")
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    await zaak.stel_vast(versie=2, door=leider)
    tekst = await tekst_van_het_besluit(zaak)
    oproepen = [dt.date.fromisoformat(o["verzondenOp"]) for o in await zaak.lees("/oproepen")]
    assert len(oproepen) == 3
    stukken = ("Overdracht van het COA", "BRP", "Ik wil de lessen in de avond.", "De lessen zijn in de avond.")
    for stuk in (*map(in_dagen, oproepen), *stukken):
        assert zonder_wit(stuk) in tekst


async def test_pg_10_wie_wel_kwam_leest_niet_dat_hij_er_niet_was(wereld: Wereld) -> None:
    """PG-3: hij kwam na de eerste oproep en weigerde de toets; daarna kwam hij niet meer."""
    zaak = await _afwezig(wereld)
    await wereld.alziend.execute(
        "update oproep set uitkomst = 'ONVOLDOENDE_MEDEWERKING' where dossier_id = $1 and nummer = 1", zaak.id
    )
    eerste, tweede, derde = [in_dagen(dt.date.fromisoformat(o["verzondenOp"])) for o in await zaak.lees("/oproepen")]
    await zaak.leg_pip_voor()
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_voornemen()
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, door=wereld.mens("teamleider"))
    besluit = await tekst_van_het_besluit(zaak)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_voornemen"]
    voornemen = platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    for tekst in (voornemen, besluit):
        assert zonder_wit("niet bij de brede intake") not in tekst
        assert zonder_wit(f"Na onze brief van {eerste} kwam u wel, maar u werkte niet genoeg mee.") in tekst
        assert zonder_wit(f"Na onze brieven van {tweede} en {derde} kwam u niet.") in tekst


async def test_pg_10_wie_de_intake_in_afwezigheid_afrondde_beslist_niet(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await wereld.zet_klok(NA_DE_TERMIJN)
    assert velden(await zaak.stel_vast(NA_DE_TERMIJN, 409)) == {"vierOgen"}


async def test_pg_10_een_ander_plan_dan_hij_las_vraagt_een_nieuw_voornemen(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await zaak.schrijf_pip(versie=1, leerroute="Z", niveau="A2", intensiteitLeerroute=800)
    await wereld.zet_klok(NA_DE_TERMIJN)
    leider = wereld.mens("teamleider")
    assert velden(await zaak.stel_vast(NA_DE_TERMIJN, 409, versie=2, door=leider)) == {"concept"}
    await zaak.bij_voornemen("intrekking", {"motief": "het plan is anders"})
    [navraag] = await wereld.werk("NAVRAGEN")
    assert "niet meer geldt" in navraag["omschrijving"]
    await zaak.leg_pip_voor(NA_DE_TERMIJN + dt.timedelta(days=14), versie=2)


async def test_pg_10_de_termijn_is_lang_genoeg_en_een_brief_die_te_laat_weggaat_telt_niet(wereld: Wereld) -> None:
    zaak = await _afwezig(wereld)
    assert velden(await zaak.leg_pip_voor(WERKDAG - dt.timedelta(days=3), 400, motief="haast")) == {"uiterlijkOp"}
    zaterdag = WERKDAG + dt.timedelta(days=5)
    assert velden(await zaak.leg_pip_voor(zaterdag, 400)) == {"uiterlijkOp"}
    await zaak.leg_pip_voor()
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=1))
    await zaak.verzend_voornemen()
    await wereld.zet_klok(NA_DE_TERMIJN)
    fout = await zaak.stel_vast(NA_DE_TERMIJN, 409, door=wereld.mens("teamleider"))
    assert velden(fout) == {"uiterlijkOp"}
    assert "nieuw" in fout["gebreken"][0]["melding"]


async def test_pg_10_afzien_kan_alleen_als_de_gemeente_dat_koos_en_staat_in_het_besluit(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    zaak = await _afwezig(wereld)
    a = wereld.twee.a
    with monkeypatch.context() as altijd:
        keuzes = msgspec.structs.replace(a.tenant.keuzes, voornemen_pip_afwezig=None)
        altijd.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=keuzes))
        assert velden(await zaak.zie_af_van_voornemen(409)) == {"voornemenPipAfwezig"}
        [nee] = (await zaak.stel_vast(verwacht=409, door=wereld.mens("teamleider")))["gebreken"]
        assert "leg" not in nee["melding"], "zij raadt niet aan wat deze gemeente niet kan"
    [nee] = (await zaak.stel_vast(verwacht=409, door=wereld.mens("teamleider")))["gebreken"]
    assert "Of leg vast waarom dat niet hoeft." in nee["melding"]
    assert velden(await zaak.zie_af_van_voornemen(400, motief=" ")) == {"motief"}
    await zaak.zie_af_van_voornemen()
    await zaak.stel_vast(door=wereld.mens("teamleider"))
    tekst = await tekst_van_het_besluit(zaak)
    for stuk in ("artikel 4:8, tweede lid, van de Algemene wet bestuursrecht", "Hij schreef dat hij niet komt."):
        assert zonder_wit(stuk) in tekst


def _kies_derde_oproep(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """De gemeente laat het plan met de derde oproep meegaan."""
    a = wereld.twee.a
    nu = a.tenant.keuzes.voornemen_pip_afwezig
    assert nu is not None
    keuze = msgspec.structs.replace(nu, keuze="met_derde_oproep")
    keuzes = msgspec.structs.replace(a.tenant.keuzes, voornemen_pip_afwezig=keuze)
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=keuzes))


async def test_pg_10_het_plan_kan_met_de_derde_oproep_mee_en_wie_dan_zwijgt_is_gehoord(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kies_derde_oproep(wereld, monkeypatch)
    plan: dict[str, Any] = {"voorgenomenPlan": "U volgt de B1-route."}
    zaak = await Zaak.nieuw(wereld)
    assert velden(await zaak.roep_op(verwacht=400, **plan)) == {"voorgenomenPlan"}
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    kort = WERKDAG - dt.timedelta(days=3)
    assert velden(await zaak.roep_op(kort, 400, **plan)) == {"termijnLaatsteDag"}
    await zaak.roep_op(**plan)
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_oproep()
    brief = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "oproep"][-1]
    assert zonder_wit("U volgt de B1-route.") in platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
    await zaak.vul_intake(bronnenBijAfwezigheid="Overdracht van het COA\nBRP", verslag="op stukken")
    await wereld.zet_klok(WERKDAG)
    await zaak.rond_intake_af(in_afwezigheid=True)
    await zaak.schrijf_pip()
    eerder: dict[str, Any] = {"grond": "EERDER_GELEGENHEID", "motief": "Hij antwoordde niet."}
    assert velden(await zaak.zie_af_van_voornemen(400, **eerder)) == {"grond"}, "hij kan vandaag nog antwoorden"
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.zie_af_van_voornemen(**eerder)
    await zaak.stel_vast(NA_DE_TERMIJN, door=wereld.mens("teamleider"))
    assert zonder_wit("u kon daar toen op antwoorden") in await tekst_van_het_besluit(zaak)


async def test_pg_10_wat_hij_op_het_plan_bij_de_derde_oproep_antwoordde_wordt_gewogen_en_staat_in_het_besluit(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kies_derde_oproep(wereld, monkeypatch)
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op(voorgenomenPlan="U volgt de B1-route.")
    await zaak.verzend_oproep()
    verzonden = await wereld.vandaag()
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
    await zaak.vul_intake(bronnenBijAfwezigheid="Overdracht van het COA\nBRP", verslag="op stukken")
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.rond_intake_af(in_afwezigheid=True)
    await zaak.schrijf_pip()
    await zaak.zie_af_van_voornemen(grond="EERDER_GELEGENHEID", motief="Het plan ging met de derde oproep mee.")
    te_vroeg = {"ontvangenOp": (verzonden - dt.timedelta(days=1)).isoformat()}
    assert velden(await zaak.zegt_van_voornemen("ik wil naar de avondschool", 400, **te_vroeg)) == {"ontvangenOp"}
    await zaak.zegt_van_voornemen(
        "ik wil naar de avondschool", wijze="SCHRIFTELIJK", ontvangenOp=(verzonden + dt.timedelta(days=2)).isoformat()
    )
    leider = wereld.mens("teamleider")
    assert velden(await zaak.stel_vast(NA_DE_TERMIJN, 409, door=leider)) == {"weging"}
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider)
    tekst = await tekst_van_het_besluit(zaak)
    for stuk in ("u kon daar toen op antwoorden", "ik wil naar de avondschool", "De lessen zijn in de avond."):
        assert zonder_wit(stuk) in tekst, stuk


async def test_pg_10_om_een_andere_reden_afgezien_dan_las_hij_niets_om_op_te_antwoorden(wereld: Wereld) -> None:
    zaak = await _afwezig(wereld)
    await zaak.zie_af_van_voornemen()
    assert velden(await zaak.zegt_van_voornemen("ik wil niet", 409)) == {"voornemen"}


async def test_pg_10_zonder_plan_bij_de_derde_oproep_was_er_geen_eerdere_gelegenheid(wereld: Wereld) -> None:
    zaak = await _afwezig(wereld)
    assert velden(await zaak.zie_af_van_voornemen(400, grond="EERDER_GELEGENHEID")) == {"grond"}


async def test_pg_4_een_oproep_die_na_de_afronding_ophoudt_te_tellen_houdt_het_besluit_tegen(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await wereld.zet_klok(NA_DE_TERMIJN)
    tweede = next(o for o in await zaak.lees("/oproepen") if o["nummer"] == 2)
    await wereld.alziend.execute("update oproep set verzonden_op = termijn_tot where id = $1", tweede["id"])
    leider = wereld.mens("teamleider")
    fout = await zaak.stel_vast(NA_DE_TERMIJN, 409, door=leider)
    assert velden(fout) == {"oproepen"}
    assert "heropenen" in fout["detail"]
    assert "oproepen" in {g["veld"] for g in (await zaak.lees("/pip/toets"))["ontbreekt"]}
    await zaak.heropen_intake(motief="de tweede oproep telde niet")


async def test_pg_10_op_een_voornemen_dat_terugkwam_wordt_niet_besloten_voor_iemand_dat_beoordeelde(
    wereld: Wereld,
) -> None:
    zaak = await voorgelegd(wereld)
    await wereld.zet_klok(NA_DE_TERMIJN)
    retour = await kom_terug(zaak, "pip_voornemen")
    leider = wereld.mens("teamleider")
    assert velden(await zaak.stel_vast(NA_DE_TERMIJN, 409, door=leider)) == {"retourpost"}
    await oordeel(zaak, retour, "GOED_ADRES")
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider)


async def test_de_toets_noemt_naast_de_post_ook_dat_het_concept_niet_af_is(wereld: Wereld) -> None:
    """Wie alleen de post beoordeelt, hoort anders daarna pas dat er uren ontbreken; het een wacht niet op het ander."""
    zaak = await _afwezig(wereld)
    await zaak.zie_af_van_voornemen()
    await zaak.schrijf_pip(versie=1, intensiteitMap=None)
    await kom_terug(zaak, "oproep")
    toets = await zaak.lees("/pip/toets")
    assert {"retourpost", "intensiteitMap"} <= {g["veld"] for g in toets["ontbreekt"]}
    assert toets["volgende"] == "RETOURPOST_BEOORDELEN"
    assert "Ook het concept is nog niet af" in toets["watNu"]
    await zaak.schrijf_pip(versie=2)
    assert "het concept" not in (await zaak.lees("/pip/toets"))["watNu"]


async def test_pg_10_post_waar_het_plan_niet_op_rust_houdt_het_niet_op(wereld: Wereld) -> None:
    """Een voornemen dat al is ingetrokken kwam terug; over het nieuwe, dat hij kreeg, kan besloten worden."""
    zaak = await voorgelegd(wereld)
    await kom_terug(zaak, "pip_voornemen")
    await zaak.bij_voornemen("intrekking", {"motief": "er staat een fout in het plan"})
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    await wereld.zet_klok(NA_DE_TERMIJN)
    assert len(await wereld.werk("RETOURPOST")) == 1, "beoordelen blijft werk"
    assert "retourpost" not in {g["veld"] for g in (await zaak.lees("/pip/toets"))["ontbreekt"]}
    await zaak.stel_vast(NA_DE_TERMIJN, door=wereld.mens("teamleider"))


async def test_wie_na_de_afronding_alsnog_komt_wordt_gehoord(wereld: Wereld) -> None:
    """De intake gaat weer open (art. 14 lid 2 Wi2021, art. 4:8 Awb); het voornemen vervalt, en hij leest dat."""
    zaak = await voorgelegd(wereld)
    await zaak.heropen_intake(motief="hij belde en komt morgen")
    assert (await zaak.lees("/pip-voornemens"))[-1]["status"] == "vervallen"
    assert await wereld.werk("ZIENSWIJZE_AFWACHTEN") == []
    [navraag] = await wereld.werk("NAVRAGEN")
    assert "niet meer geldt" in navraag["omschrijving"]
    await zaak.verschijnt()
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    versie = (await zaak.lees("/brede-intake"))["versie"]
    await zaak.vul_intake(versie=versie)
    await zaak.rond_intake_af()
    await zaak.stel_vast()


async def test_een_voornemen_dat_nog_niet_weg_is_gaat_na_de_heropening_niet_uit(wereld: Wereld) -> None:
    zaak = await _afwezig(wereld)
    id_ = await zaak.leg_pip_voor()
    await zaak.heropen_intake()
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == id_]
    assert brief["status"] == "ingetrokken"
    assert await wereld.werk("NAVRAGEN") == []


async def test_hetzelfde_voornemen_twee_keer_sturen_verandert_niets(wereld: Wereld) -> None:
    zaak = await _afwezig(wereld)
    id_ = await zaak.leg_pip_voor()
    await zaak.leg_pip_voor(id=id_)
    assert len(await zaak.lees("/pip-voornemens")) == 1
    await zaak.leg_pip_voor(WERKDAG + dt.timedelta(days=1), 409, id=id_)
    assert velden(await zaak.leg_pip_voor(verwacht=409)) == {"voornemen"}


async def test_pg_10_ook_wie_antwoordde_krijgt_geen_andere_leerroute_zonder_nieuw_voornemen(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.", isAlles=True)
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    leider = wereld.mens("teamleider")
    oud = (await zaak.lees("/pip"))[-1]
    await zaak.schrijf_pip(versie=1, leerroute="Z", niveau="A2", intensiteitLeerroute=800)
    fout = await zaak.stel_vast(verwacht=409, versie=2, door=leider)
    assert velden(fout) == {"concept"}
    assert "een andere leerroute" in fout["gebreken"][0]["melding"]
    await zaak.bij_voornemen("weging", {"weging": "Wij volgen hem."})
    assert velden(await zaak.stel_vast(verwacht=409, versie=2, door=leider)) == {"concept"}, "wegen verandert dat niet"
    terug = {naam: oud[naam] for naam in ("leerroute", "niveau", "intensiteitLeerroute")}
    await zaak.schrijf_pip(versie=2, **terug)
    assert velden(await zaak.stel_vast(verwacht=409, versie=3, door=leider)) == {"weging"}, "gewogen bij een ander plan"
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    await zaak.stel_vast(versie=3, door=leider)


async def test_pg_10_wat_na_de_weging_anders_wordt_wordt_opnieuw_gewogen(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.", isAlles=True)
    await zaak.bij_voornemen("weging", {"weging": "Dat kan niet."})
    leider = wereld.mens("teamleider")
    await zaak.schrijf_pip(versie=1, motivering="Hij kan dit niveau halen, en wil dat ook.")
    await zaak.schrijf_pip(versie=2, ondersteuning="lessen in de avond")
    fout = await zaak.stel_vast(verwacht=409, versie=3, door=leider)
    assert velden(fout) == {"weging"}
    assert "De volgende stap is: vastleggen hoe de zienswijze is gewogen." in fout["detail"]
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    await zaak.stel_vast(versie=3, door=leider)


async def test_pg_10_een_plan_dat_weer_is_zoals_hij_het_las_vraagt_geen_nieuw_voornemen(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await zaak.schrijf_pip(versie=1, ondersteuning="lessen in de avond")
    await zaak.schrijf_pip(versie=2)
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, versie=3, door=wereld.mens("teamleider"))


async def test_pg_10_van_een_voornemen_van_voorheen_telt_of_het_concept_daarna_geschreven_is(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await wereld.alziend.execute("update pip_voornemen set plan = null where dossier_id = $1", zaak.id)
    await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.", isAlles=True)
    await zaak.schrijf_pip(versie=1, ondersteuning="lessen in de avond")
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    fout = await zaak.stel_vast(verwacht=409, versie=2, door=wereld.mens("teamleider"))
    assert velden(fout) == {"concept"}
