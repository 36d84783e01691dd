"""Wat een taalschool van een aanbod leest voordat zij antwoordt: wat er gevraagd wordt, en niets van wie het is."""

import datetime as dt
from uuid import uuid4

import msgspec
import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.tenants import Keuze
from tests.process.wereld import BEGIN, VANDAAG, Wereld
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
        "eigenNummer": "",
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


def _kies_z_aanbod(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """De gemeente biedt de zelfredzaamheidsroute ook aan gezinsmigranten en overigen aan (art. 3.14 lid 1 Bi2021)."""
    a = wereld.twee.a
    keuze = Keuze(keuze="college_biedt_z_aan", besloten_op=VANDAAG, besloten_door="het college", status="seed")
    keuzes = msgspec.structs.replace(a.tenant.keuzes, aanbod_gezinsmigranten=keuze)
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=keuzes))


async def _gezin(wereld: Wereld, *, leerroute: str) -> Zaak:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_pip()
    await zaak.schrijf_pip(leerroute=leerroute, niveau=None, versie=1)
    await zaak.stel_vast(versie=2)
    await zaak.maak_pip_bekend()
    return zaak


@pytest.mark.parametrize("leerroute", ["B", "Z"])
async def test_art16_wie_geen_asielstatushouder_is_wordt_aan_geen_school_aangeboden(
    wereld: Wereld, leerroute: str
) -> None:
    """Hij koopt zelf in; de weigering noemt de inschrijving, en die kan dan ook. Geen school leest iets van tevoren."""
    zaak = await _gezin(wereld, leerroute=leerroute)
    school = str(wereld.twee.a.school)
    fout = await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": school}, 409)
    assert fout["grond"] == "art. 16 lid 1 Wi2021"
    assert "leg de inschrijving vast" in fout["detail"]
    assert (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"] == []
    await zaak.stuur("/inschrijvingen", _ingeschreven(school))


def _ingeschreven(school: str) -> dict[str, str]:
    return {"id": str(uuid4()), "organisatieId": school, "bron": "PERSOON", "bekendOp": VANDAAG.isoformat()}


async def test_pg20_biedt_de_gemeente_de_z_route_aan_dan_leest_de_school_geen_uren_en_geen_dag(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """De drie maanden van art. 4.1 lid 1, onder g, Ri2021 zijn die van een asielstatushouder (art. 15 lid 2, 16)."""
    _kies_z_aanbod(wereld, monkeypatch)
    zaak = await _gezin(wereld, leerroute="Z")
    [werk] = await wereld.werk("TAALSCHOOL_KIEZEN")
    assert (werk["grond"], werk["omschrijving"][:8]) == ("art. 3.14 lid 1 Bi2021", "Bied hem")
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    [aanbod] = (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"]
    vraag = {"leerroute": "zelfredzaamheidsroute", "intensiteitUren": None, "startUiterlijk": None}
    assert aanbod["gevraagd"] == vraag


@pytest.mark.parametrize("zelfde", [True, False], ids=["dezelfde school", "een andere school"])
async def test_pg20_een_inschrijving_kan_ook_terwijl_een_school_nog_niet_antwoordde(
    wereld: Wereld, zelfde: bool
) -> None:
    """Dat hij ergens les volgt is een feit. Het aanbod eindigt, en niemand antwoordt er nog op."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    id_ = str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    body = _ingeschreven(str(wereld.twee.a.school if zelfde else wereld.twee.b.school))
    await zaak.stuur("/inschrijvingen", body)
    standen = {t["id"]: t["status"] for t in await zaak.lees("/toewijzingen")}
    assert standen == {id_: "beeindigd", body["id"]: "aanvaard"}
    school = wereld.mens("school", basis="/v1")
    regels = [r["id"] for r in (await school.lees("/eigen-toewijzingen"))["toewijzingen"]]
    assert regels == ([body["id"]] if zelfde else [])
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}/antwoord"
    await school.stuur(pad, {"aanvaard": True, "versie": 2}, 409)
    await zaak.stuur("/inschrijvingen", _ingeschreven(str(wereld.twee.b.school)), 409)


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
