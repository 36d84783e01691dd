"""De ontheffing van de leerbaarheidstoets is een besluit (PG-9): gevraagd of ambtshalve, verleend of geweigerd, met een
brief, en DUO weet ervan. Over gezondheid ligt alleen vast welke beperking het is, en dat versleuteld."""

import datetime as dt

import msgspec

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_einde_plicht import duo_zegt
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import INTAKE, Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.oproep import VERZOEK
from tests.voorbeelden.retourpost import kom_terug, oordeel


async def _intake(wereld: Wereld, verhaal: Verhaal = Verhaal.ASIEL_GEHUISVEST) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(verhaal))
    return await zaak.tot_intake()


async def _maak_bekend(zaak: Zaak) -> None:
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "ontheffing_lbt"]
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})


async def test_pg_9_een_verleende_ontheffing_is_een_besluit_met_brief_en_duo_weet_ervan(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).examennummer
    await zaak.vul_intake_zonder_uitslag()
    assert velden(await zaak.rond_intake_af(409)) == {"leerbaarheidstoets"}
    await zaak.vraag_ontheffing()
    uit = await zaak.beslis_ontheffing()
    [besluit] = await zaak.lees("/besluiten")
    assert (besluit["id"], besluit["soort"], besluit["dagtekening"]) == (uit["besluitId"], "B03", VANDAAG.isoformat())
    assert besluit["gronden"] == ["art. 14 lid 6 Wi2021"]
    assert besluit["vastgesteldDoor"] == str(wereld.twee.a.klantmanager)
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    assert (ontheffing["status"], ontheffing["besluitId"]) == ("verleend", besluit["id"])
    await wereld.werk_af()
    assert await zaak.lees("/duo-meldingen") == [], "eerst weet de persoon het zelf (art. 3:40 Awb)"
    assert (await zaak.lees("/brede-intake"))["lbtOntheffingBeslotenOp"] is None, "zij werkt nog niet"
    fout = await zaak.rond_intake_af(409)
    assert "bekendmaking" in velden(fout)
    assert any("verzend de brief" in gebrek["melding"] for gebrek in fout["gebreken"])
    await _maak_bekend(zaak)
    await wereld.werk_af()
    duo = wereld.duo_heeft(zaak.inwoner)
    assert (duo.examennummer, duo.lbt_overgeslagen) == (None, True)
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["soort"], melding["status"], melding["besluitId"]) == ("U05", "bevestigd", besluit["id"])
    assert (await zaak.lees("/brede-intake"))["lbtOntheffingBeslotenOp"] == VANDAAG.isoformat()
    await zaak.rond_intake_af()


async def test_pg_9_op_een_ontheffing_die_toch_niet_aankwam_wordt_geen_pip_vastgesteld(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    await _maak_bekend(zaak)
    await zaak.vul_intake_zonder_uitslag()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert "bekendmaking" in velden(await zaak.stel_vast(verwacht=409))
    assert "bekendmaking" in {gebrek["veld"] for gebrek in (await zaak.lees("/pip/toets"))["ontbreekt"]}
    await oordeel(zaak, id_, "VERGISSING")
    await zaak.stel_vast()


async def test_pg_9_van_de_brief_loopt_de_bezwaartermijn(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    await _maak_bekend(zaak)
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BEZWAAR"]
    assert termijn["laatsteDag"] == "2026-04-13"


async def test_pg_9_niemand_typt_de_dag_van_een_ontheffing(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    met_dag = INTAKE | {"lbtOntheffingBeslotenOp": VANDAAG.isoformat()}
    fout = await zaak.km.bewaar(zaak.pad("/brede-intake"), met_dag, 400)
    assert velden(fout) == {"lbtOntheffingBeslotenOp"}


async def test_een_dag_die_vroeger_getypt_is_telt_alleen_voor_een_intake_die_er_toen_mee_af_was(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vul_intake_zonder_uitslag()
    await wereld.alziend.execute("update brede_intake set lbt_ontheffing_besloten_op = '2026-02-20'")
    assert velden(await zaak.rond_intake_af(409)) == {"leerbaarheidstoets"}
    assert (await zaak.lees("/brede-intake"))["lbtOntheffingBeslotenOp"] is None
    await wereld.alziend.execute("update brede_intake set afgerond_op = '2026-02-27'")
    await wereld.alziend.execute("update dossier set fase = 'INTAKE_AFGEROND'")
    intake = await zaak.lees("/brede-intake")
    assert (intake["lbtOntheffingBeslotenOp"], intake["ontbreekt"]) == ("2026-02-20", [])


async def test_pg_9_een_visuele_beperking_die_vaststaat_kan_niet_worden_geweigerd(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    nee = {"verlenen": False, "aangetoond": True, "motivering": "met een loep gaat het"}
    leider = wereld.mens("teamleider")
    assert velden(await zaak.beslis_ontheffing(400, door=leider, **nee)) == {"verlenen"}
    assert await zaak.lees("/besluiten") == []
    assert (await zaak.lees("/lbt-ontheffingen"))[0]["status"] == "loopt"


async def test_pg_9_alle_gebreken_van_een_besluit_komen_tegelijk(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing(beperking="AUDITIEF")
    fout = await zaak.beslis_ontheffing(400, motivering=" ")
    assert velden(fout) == {"kanToetsNietMaken", "motivering"}
    await zaak.beslis_ontheffing(kanToetsNietMaken=True)


async def test_pg_9_een_weigering_is_ook_een_besluit_na_horen_en_door_een_ander(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    fout = await zaak.beslis_ontheffing(409, **WEIGERING)
    assert velden(fout) == {"vierOgen"}
    assert "Wie het wel mag: wie de functie" in fout["gebreken"][0]["melding"]
    leider = wereld.mens("teamleider")
    zonder_horen = WEIGERING | {"gelegenheid": None}
    assert velden(await zaak.beslis_ontheffing(400, door=leider, **zonder_horen)) == {"gelegenheid"}
    await zaak.beslis_ontheffing(door=leider, **WEIGERING)
    [besluit] = await zaak.lees("/besluiten")
    assert (besluit["soort"], besluit["vastgesteldDoor"]) == ("B10", str(wereld.twee.a.teamleider))
    assert besluit["mandaatId"] is not None
    assert "ontheffing_lbt" in {b["sjabloon"] for b in await zaak.lees("/brieven")}
    await wereld.werk_af()
    assert await zaak.lees("/duo-meldingen") == []
    await zaak.vraag_ontheffing()


async def test_wie_ambtshalve_begon_kan_niets_weigeren(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    id_ = await zaak.vraag_ontheffing(initiatief="AMBTSHALVE", bewijs="WAARGENOMEN")
    assert await wereld.rijen("termijn", soort="BESLIS_AANVRAAG") == [], "niemand vroeg iets"
    leider = wereld.mens("teamleider")
    assert velden(await zaak.beslis_ontheffing(409, door=leider, **WEIGERING)) == {"verlenen"}
    assert velden(await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": " ", "versie": 1}, 400)) == {
        "motief"
    }
    await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "leest zonder moeite", "versie": 1})
    assert await wereld.werk("ONTHEFFING_BESLISSEN") == []


async def test_op_een_verzoek_loopt_de_beslistermijn_en_er_ligt_werk(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BESLIS_AANVRAAG"]
    assert (termijn["startOp"], termijn["laatsteDag"]) == ("2026-03-02", "2026-04-28")
    [item] = await wereld.werk("ONTHEFFING_BESLISSEN")
    assert item["vervaldatum"] == dt.date(2026, 4, 28)
    await wereld.zet_klok(dt.date(2026, 4, 29))
    await zaak.beslis_ontheffing()
    assert [t["status"] for t in await wereld.rijen("termijn", soort="BESLIS_AANVRAAG")] == ["te_laat"]
    assert await wereld.werk("ONTHEFFING_BESLISSEN") == []


async def test_pg_9_zolang_er_een_verzoek_loopt_wordt_de_intake_niet_afgerond(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vul_intake()
    id_ = await zaak.vraag_ontheffing()
    fout = await zaak.rond_intake_af(409)
    assert velden(fout) == {"ontheffing"}
    assert "beslissen over ontheffing" in fout["detail"]
    assert velden(await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)) == {"ontheffing"}
    await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "belde: het gaat toch", "versie": 1})
    await zaak.rond_intake_af()


async def test_pg_3_zolang_er_een_verzoek_loopt_is_de_toets_niet_maken_geen_tekort(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    await zaak.vraag_ontheffing()
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK)
    assert velden(fout) == {"verzoek.soort"}
    assert "verzoek om ontheffing" in fout["gebreken"][0]["melding"]
    gesprek = VERZOEK | {"soort": "GESPREK", "wat": "het tweede gesprek"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "liep weg", verzoek=gesprek)


async def test_pg_9_een_boete_kan_niet_rusten_op_een_toets_waarvoor_ontheffing_is_gevraagd(wereld: Wereld) -> None:
    """Ook niet als het verzoek pas kwam nadat de medewerking onvoldoende heette."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK)
    await zaak.vraag_ontheffing()
    loopt = {
        "antwoord": "PROCEDURE_LOOPT",
        "reden": None,
        "motief": "rapport",
        "rapportOp": VANDAAG.isoformat(),
        "bewaardBij": "zaak 1",
    }
    fout = await zaak.beantwoord_boetevraag(400, **loopt)
    assert velden(fout) == {"antwoord"}
    assert "ontheffing" in fout["gebreken"][0]["melding"]
    await zaak.beantwoord_boetevraag()


async def test_hetzelfde_verzoek_nog_eens_verandert_niets_en_een_ander_met_dat_id_kan_niet(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    id_ = await zaak.vraag_ontheffing()
    await zaak.vraag_ontheffing(id=id_)
    await zaak.vraag_ontheffing(409, id=id_, beperking="AUDITIEF")
    assert velden(await zaak.stuur("/lbt-ontheffingen", _ander(), 409)) == {"ontheffing"}
    assert len(await zaak.lees("/lbt-ontheffingen")) == 1
    morgen = (VANDAAG + dt.timedelta(days=1)).isoformat()
    vreemd = await (await Zaak.nieuw(wereld)).tot_intake()
    assert velden(await vreemd.stuur("/lbt-ontheffingen", _ander(gevraagdOp=morgen, bewijsOp=morgen), 400)) == {
        "gevraagdOp",
        "bewijsOp",
    }


def _ander(**anders: object) -> dict[str, object]:
    verzoek = {"id": "0197f5b0-0000-7000-8000-000000000001", "initiatief": "VERZOEK", "beperking": "AUDITIEF"}
    return verzoek | {"gevraagdOp": "2026-03-02", "bewijs": "EIGEN_VERKLARING", "bewijsOp": "2026-03-02"} | anders


async def test_welke_beperking_het_is_staat_alleen_versleuteld(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    for tabel in (
        "lbt_ontheffing",
        "lbt_ontheffing_grond",
        "besluit",
        "brief",
        "outbox",
        "audit",
        "werkitem",
        "duo_melding",
    ):
        inhoud = repr(await wereld.rijen(tabel)).encode()
        assert b"VISUEEL" not in inhoud, tabel
        assert b"op het scherm" not in inhoud, tabel
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        rijen = await tx.fetch("select 1 from meedoen.lbt_ontheffing_grond where gemeente_id = $1", tx.gemeente_id)
    assert rijen == [], "alleen wie met het doel brede intake komt"
    assert (await zaak.lees("/lbt-ontheffingen"))[0]["beperking"] == "VISUEEL"


async def test_een_verzoek_vervalt_met_de_plicht_en_wordt_nagevraagd_als_die_weer_loopt(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    await duo_zegt(zaak, "Tijdelijke vrijstelling")
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    assert ontheffing["status"] == "vervallen"
    assert await wereld.werk("ONTHEFFING_BESLISSEN") == []
    assert [t["status"] for t in await wereld.rijen("termijn", soort="BESLIS_AANVRAAG")] == ["vervallen"]
    await zaak.beslis_ontheffing(409)
    await duo_zegt(zaak, None, minuut=55)
    assert any("ontheffing" in item["omschrijving"] for item in await wereld.werk("NAVRAGEN"))


async def test_een_examennummer_dat_nog_niet_gevraagd_is_wordt_na_de_ontheffing_niet_gevraagd(
    wereld: Wereld,
) -> None:
    """De vraag aan DUO zou de persoon alsnog aanmelden voor de toets."""
    zaak = await _intake(wereld)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    await _maak_bekend(zaak)
    await wereld.werk_af()
    assert wereld.lijn.telling("GET", "examennummer") == 0
    [melding] = await zaak.lees("/duo-meldingen")
    assert melding["status"] == "bevestigd", "er was niets in te trekken"


async def test_het_ontvangstbewijs_noemt_de_bezwaartermijn(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    [besluit] = await wereld.rijen("besluit")
    assert msgspec.json.decode(besluit["ontvangstbewijs"])["parameters"]["bezwaartermijn"] == "6 weken"
