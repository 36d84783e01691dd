"""Wat een taalschool van een aanbod leest voordat zij antwoordt: wat er gevraagd wordt, en niets van wie het is."""

import datetime as dt
from uuid import uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak


async def test_pg20_een_aanbod_zegt_wat_er_gevraagd_wordt_en_niets_van_wie_het_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    assert dossier["termijn_tot"] is not None, "er is een dag om te laten zien"
    school, id_ = wereld.mens("school", basis="/v1"), str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})

    [aanbod] = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert aanbod == {
        "id": id_,
        "gemeentecode": wereld.twee.a.code,
        "gemeente": wereld.twee.a.tenant.naam,
        "status": "aangeboden",
        "naam": "",
        "geheimhouding": False,
        "leerroute": None,
        "uitersteDag": None,
        "gevraagd": {"leerroute": "B1-route", "intensiteitUren": 600, "startUiterlijk": "2026-06-02"},
        "versie": 1,
    }
    van_hem = (zaak.inwoner.geslachtsnaam, zaak.inwoner.straat, dossier["kenmerk"], dossier["termijn_tot"].isoformat())
    assert not [wat for wat in van_hem if wat in str(aanbod)]
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    conflict = await school.stuur(f"{pad}/antwoord", {"aanvaard": True, "versie": 7}, 409)
    assert conflict["versieconflict"]["verschillen"] == []

    await school.stuur(f"{pad}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.werk_af()
    [regel] = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert regel["uitersteDag"] is not None
    assert regel["gevraagd"] is None, "het antwoord is gegeven"
    [toewijzing] = await zaak.lees("/toewijzingen")
    assert toewijzing["gevraagd"] == aanbod["gevraagd"], "de gemeente leest terug wat zij vroeg"
    assert regel["naam"]


async def test_pg20_van_een_gezinsmigrant_worden_geen_uren_gevraagd(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_traject()
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    [aanbod] = (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"]
    assert aanbod["gevraagd"] == {"leerroute": "B1-route", "intensiteitUren": None, "startUiterlijk": "2026-06-02"}


async def test_een_aanbod_dat_iets_anders_vraagt_dan_er_nu_geldt_eindigt(wereld: Wereld) -> None:
    """Hij hoort tot een andere groep, en daar horen geen uren bij; een school antwoordt niet op wat niet klopt."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    school, id_ = wereld.mens("school", basis="/v1"), str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    wereld.duo_weet(zaak.inwoner, asiel=False)
    await wereld.meldt("SS124", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=40))
    await wereld.werk_af()
    assert (await school.lees("/eigen-toewijzingen"))["toewijzingen"] == []
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}/antwoord"
    await school.stuur(pad, {"aanvaard": True, "versie": 2}, 409)
    [vraag] = [w for w in await wereld.werk("NAVRAGEN") if "taalschool" in w["omschrijving"]]
    assert vraag["omschrijving"].endswith("en kies opnieuw.")
    assert len(await wereld.werk("TAALSCHOOL_KIEZEN")) == 1
