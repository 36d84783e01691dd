"""Wat een school of partner leest als een brief terugkwam: wat op een oordeel wacht, wacht overal (PG-1, ADR 0055)."""

from uuid import uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel


async def _aangeboden(wereld: Wereld) -> tuple[Zaak, str, str]:
    """Iemand die zijn PIP kent is aan een school en aan een partner aangeboden; geeft beide toewijzingen."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    school, partner = str(uuid4()), str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": school, "organisatieId": str(wereld.twee.a.school)})
    lid = str(wereld.twee.a.leden["maatschappelijke_partner"].organisatie)
    await zaak.stuur("/toewijzingen", {"id": partner, "organisatieId": lid, "dienst": "huisbezoek"})
    return zaak, school, partner


async def test_art_3_40_blijkt_het_pip_niet_bekendgemaakt_dan_kan_een_school_niet_meer_aanvaarden(
    wereld: Wereld,
) -> None:
    zaak, id_, partner = await _aangeboden(wereld)
    school, eigen = wereld.mens("school"), f"/eigen-toewijzingen/{id_}"
    retour = await kom_terug(zaak, "pip_beschikking")
    assert {t["status"] for t in await zaak.lees("/toewijzingen")} == {"aangeboden"}, "een open vraag beëindigt niets"
    await oordeel(zaak, retour, "FOUT_ADRES")
    for versie in (1, 2):
        await school.stuur(f"{eigen}/antwoord", {"aanvaard": True, "versie": versie}, 409)
    await school.lees(eigen, 404)
    assert (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"] == []
    stand = {t["id"]: t["status"] for t in await zaak.lees("/toewijzingen")}
    assert stand == {id_: "beeindigd", partner: "aangeboden"}, "begeleiding rust niet op het PIP"
    [vraag] = await wereld.werk("NAVRAGEN")
    assert "niet naar het goede adres" in vraag["omschrijving"]
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == [], "tot de brief er is valt er niets te kiezen"
    nieuw = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    assert "niet eerder dan de persoon zelf" in (await zaak.stuur("/toewijzingen", nieuw, 409))["detail"]
    await oordeel(zaak, retour, "VERGISSING")
    assert {t["status"] for t in await zaak.lees("/toewijzingen") if t["id"] == id_} == {"beeindigd"}
    assert len(await wereld.werk("TAALSCHOOL_KIEZEN")) == 1, "een mens kiest opnieuw"
    await zaak.stuur("/toewijzingen", nieuw)


async def test_pg20_wie_al_les_volgt_houdt_zijn_school_en_die_leest_niets_tot_het_pip_bekend_is(wereld: Wereld) -> None:
    zaak, id_, partner = await _aangeboden(wereld)
    school, eigen = wereld.mens("school"), f"/eigen-toewijzingen/{id_}"
    await school.stuur(f"{eigen}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.werk_af()
    retour = await kom_terug(zaak, "pip_beschikking")
    await school.lees(eigen, 404)
    await oordeel(zaak, retour, "GOED_ADRES")
    assert (await school.lees(eigen))["leerroute"] == "B1-route", "het oordeel geeft terug wat zij las"
    await oordeel(zaak, retour, "FOUT_ADRES")
    await school.lees(eigen, 404)
    assert (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"] == []
    rijen = {str(r["id"]): r for r in await wereld.rijen("leerling")}
    assert (rijen[id_]["naam"], rijen[id_]["leerroute"], rijen[id_]["termijn_tot"]) == ("", None, None)
    stand = {t["id"]: (t["status"], t["schoolWacht"]) for t in await zaak.lees("/toewijzingen")}
    assert stand == {id_: ("aanvaard", True), partner: ("aangeboden", False)}, "hij houdt zijn school"
    assert await wereld.werk("NAVRAGEN") == await wereld.werk("TAALSCHOOL_KIEZEN") == []
    await kies_briefadres(zaak)
    nieuw = (await zaak.stuur(f"/retourpost/{retour}/opnieuw", None, 201))["briefId"]
    await wereld.maak_brieven(zaak.id)
    await school.lees(eigen, 404)
    await zaak.stuur(f"/brieven/{nieuw}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    assert (await school.lees(eigen))["leerroute"] == "B1-route", "bekendgemaakt, en dus weer te lezen"


async def test_pg_1_op_een_pip_waarvan_de_brief_terugkwam_rust_niets_nieuws_tot_het_oordeel(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    retour = await kom_terug(zaak, "pip_beschikking")
    aanbod = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    fout = await zaak.stuur("/toewijzingen", aanbod, 409)
    assert "Beoordeel eerst of zij naar het goede adres ging" in fout["detail"]
    await oordeel(zaak, retour, "GOED_ADRES")
    await zaak.stuur("/toewijzingen", aanbod)


async def test_pg_1_een_school_aanvaardt_terwijl_niemand_nog_oordeelde_en_leest_pas_na_het_oordeel(
    wereld: Wereld,
) -> None:
    zaak, id_, _ = await _aangeboden(wereld)
    school, eigen = wereld.mens("school"), f"/eigen-toewijzingen/{id_}"
    retour = await kom_terug(zaak, "pip_beschikking")
    [rij] = await wereld.rijen("leerling")
    assert (rij["status"], rij["naam"]) == ("wacht", ""), "ook wie nog niet antwoordde"
    await school.stuur(f"{eigen}/antwoord", {"aanvaard": True, "versie": 1})
    await school.lees(eigen, 404)
    await wereld.werk_af()
    await school.lees(eigen, 404)
    await oordeel(zaak, retour, "ANDERS_BEKEND", 400)
    await oordeel(zaak, retour, "VERGISSING")
    assert (await school.lees(eigen))["leerroute"] == "B1-route"


async def test_pg_1_een_adres_dat_fout_bleek_leest_geen_school_en_geen_partner(wereld: Wereld) -> None:
    """Ook als het PIP daarna langs een briefadres bekend wordt: tot de BRP een ander adres geeft is er geen."""
    zaak, id_, partner = await _aangeboden(wereld)
    school, eigen = wereld.mens("school"), f"/eigen-toewijzingen/{id_}"
    begeleider = wereld.mens("maatschappelijke_partner", basis="/v1")
    await school.stuur(f"{eigen}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.mens("maatschappelijke_partner").stuur(
        f"/eigen-toewijzingen/{partner}/antwoord", {"aanvaard": True, "versie": 1}
    )
    await wereld.werk_af()

    async def partner_leest() -> list[str]:
        [begeleide] = (await begeleider.lees("/eigen-begeleiding"))["begeleiding"]
        return list(begeleide["adresregels"])

    thuis = await partner_leest()
    assert thuis == (await school.lees(eigen))["adresregels"] != []
    retour = await kom_terug(zaak, "pip_beschikking")
    assert await partner_leest() == thuis, "een open vraag zegt nog niets over het adres"
    await oordeel(zaak, retour, "FOUT_ADRES")
    assert await partner_leest() == []
    await oordeel(zaak, retour, "GOED_ADRES")
    assert await partner_leest() == (await school.lees(eigen))["adresregels"] == thuis
    await oordeel(zaak, retour, "FOUT_ADRES")
    await kies_briefadres(zaak)
    await verzend_opnieuw(zaak, retour)
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert await partner_leest() == (await school.lees(eigen))["adresregels"] == [], (
        "de BRP geeft hetzelfde, en bij een briefadres woont hij niet"
    )
    wereld.duo_weet(zaak.inwoner, vorm="huisletter")
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    elders = await partner_leest()
    assert elders == (await school.lees(eigen))["adresregels"]
    assert elders not in ([], thuis)


async def verzend_opnieuw(zaak: Zaak, retour: str) -> None:
    nieuw = (await zaak.stuur(f"/retourpost/{retour}/opnieuw", None, 201))["briefId"]
    await zaak.wereld.maak_brieven(zaak.id)
    await zaak.stuur(f"/brieven/{nieuw}/verzending", {"verzondenOp": VANDAAG.isoformat()})
