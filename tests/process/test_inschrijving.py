"""Wat een school van een leerling krijgt, van elke groep en vanaf wanneer, en dat het meeverandert (PG-20)."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.law.toewijzen import Inschrijvingsbron
from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_einde_plicht import duo_zegt
from tests.process.wereld import BEGIN, VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.toewijzing import een_antwoord

WETTELIJK = {
    "naw": {"kenmerk", "eigenNummer", "naam", "geheimhouding", "adresregels", "adresInOnderzoek"},
    "leerroute": {"leerroute"},
    "intensiteit": {"intensiteitUren"},
    "termijn": {"termijnVan", "termijnLaatsteDag", "termijnWordtBijgewerkt"},
    "de toewijzing zelf": {"toewijzingId", "gemeentecode", "grond", "versie"},
}


def _school(wereld: Wereld) -> Mens:
    return wereld.mens("school")


async def _traject(wereld: Wereld, verhaal: Verhaal = Verhaal.GEZIN) -> Zaak:
    return await (await Zaak.gemeld(wereld, wereld.wie(verhaal))).tot_traject()


def _body(wereld: Wereld, **anders: object) -> dict[str, Any]:
    eigen = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    return eigen | {"bron": "PERSOON", "bekendOp": VANDAAG.isoformat()} | anders


async def _schrijf_in(zaak: Zaak, verwacht: int = 204, **anders: object) -> Any:
    """Legt de inschrijving vast; gaat het goed, dan is dit het id."""
    body = _body(zaak.wereld, **anders)
    fout = await zaak.stuur("/inschrijvingen", body, verwacht)
    return body["id"] if verwacht == 204 else fout


async def _ziet(zaak: Zaak, id_: str, verwacht: int = 200) -> Any:
    return await _school(zaak.wereld).lees(f"/eigen-toewijzingen/{id_}", verwacht)


@pytest.mark.parametrize("bron", list(Inschrijvingsbron))
async def test_pg20_van_wie_zelf_een_school_koos_krijgt_die_school_naw_leerroute_en_termijn(
    wereld: Wereld, bron: Inschrijvingsbron
) -> None:
    """Zonder aanbod en zonder antwoord, en zonder toestemming; de intensiteit is er alleen voor asiel."""
    zaak = await _traject(wereld)
    id_ = await _schrijf_in(zaak, bron=bron)
    leerling = await _ziet(zaak, id_)
    assert set(leerling) == set().union(*WETTELIJK.values())
    assert leerling["naam"] == f"{zaak.inwoner.voornamen} {zaak.inwoner.geslachtsnaam}"
    assert leerling["adresregels"][0] == f"{zaak.inwoner.straat} {zaak.inwoner.huisnummer}"
    assert (leerling["leerroute"], leerling["intensiteitUren"]) == ("B1-route", None)
    [toewijzing] = await zaak.lees("/toewijzingen")
    bekend = (toewijzing["status"], toewijzing["inschrijvingBron"], toewijzing["inschrijvingBekendOp"])
    assert bekend == ("aanvaard", bron, VANDAAG.isoformat())
    assert zaak.inwoner.bsn not in str(leerling)
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == []


async def test_pg20_van_een_asielstatushouder_ook_de_intensiteit(wereld: Wereld) -> None:
    zaak = await _traject(wereld, Verhaal.ASIEL_GEHUISVEST)
    assert (await _ziet(zaak, await _schrijf_in(zaak)))["intensiteitUren"] == 600


async def test_pg20_wordt_hij_van_een_andere_groep_dan_verandert_de_intensiteit_mee(wereld: Wereld) -> None:
    zaak = await _traject(wereld, Verhaal.ASIEL_GEHUISVEST)
    id_ = await _schrijf_in(zaak)
    wereld.duo_weet(zaak.inwoner, asiel=False)
    await wereld.meldt("SS124", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=40))
    await wereld.werk_af()
    assert (await zaak.lees())["doelgroep"] == "GEZIN_EN_OVERIG"
    assert (await _ziet(zaak, id_))["intensiteitUren"] is None


async def test_pg20_een_wijziging_van_de_termijn_komt_bij_de_school(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _schrijf_in(zaak)
    anders = Inburgeringstermijn(startdatum=dt.date(2026, 3, 3), einddatum=dt.date(2029, 3, 13))
    wereld.duo_weet(zaak.inwoner, termijn=anders)
    await wereld.meldt("SS102", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=40))
    await wereld.werk_af()
    leerling = await _ziet(zaak, id_)
    assert (leerling["termijnVan"], leerling["termijnLaatsteDag"]) == ("2026-03-03", "2029-03-12")


async def _geweigerd_aanbod(zaak: Zaak) -> str:
    id_ = str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(zaak.wereld.twee.a.school)})
    await _ziet(zaak, id_, 404)
    await _school(zaak.wereld).stuur(f"/eigen-toewijzingen/{id_}/antwoord", een_antwoord(False))
    await zaak.wereld.werk_af()
    return id_


async def _beeindigd(zaak: Zaak) -> str:
    id_: str = await _schrijf_in(zaak)
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 1})
    return id_


async def _plicht_voorbij(zaak: Zaak) -> str:
    id_: str = await _schrijf_in(zaak)
    await duo_zegt(zaak, "Inburgeringsplicht voldaan")
    return id_


@pytest.mark.parametrize("stand", [_geweigerd_aanbod, _beeindigd, _plicht_voorbij])
async def test_pg20_wie_geen_les_geeft_ziet_niets(wereld: Wereld, stand: Callable[[Zaak], Awaitable[str]]) -> None:
    """Een school die alleen in beeld was, of niet meer: geen leerling, en ook in haar rij staat niets van hem."""
    zaak = await _traject(wereld, Verhaal.ASIEL_GEHUISVEST)
    await _ziet(zaak, await stand(zaak), 404)
    [rij] = await wereld.rijen("leerling", dossier_id=zaak.id)
    assert (rij["naam"], rij["adresregel1"], rij["leerroute"], rij["termijn_tot"]) == ("", None, None, None)


async def _alle_leerlingen(wereld: Wereld) -> list[Any]:
    lijst = (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"]
    return list(lijst)


async def test_pg20_een_inschrijving_is_bekend_voor_het_pip_en_de_school_leest_haar_vanaf_de_bekendmaking(
    wereld: Wereld,
) -> None:
    """Hij vond zelf een school voor de intake: het feit staat vast, en de school ziet niets van het dossier."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    id_ = await _schrijf_in(zaak)

    async def leest_niets(wanneer: str) -> None:
        await _ziet(zaak, id_, 404)
        assert await _alle_leerlingen(wereld) == [], wanneer
        [rij] = await wereld.rijen("leerling", dossier_id=zaak.id)
        wat = (rij["naam"], rij["kenmerk"], rij["adresregel1"], rij["leerroute"], rij["termijn_tot"])
        assert wat == ("", "", None, None, None), wanneer
        [toewijzing] = await zaak.lees("/toewijzingen")
        assert (toewijzing["status"], toewijzing["schoolWacht"]) == ("aanvaard", True), wanneer

    await leest_niets("voor de intake")
    await zaak.tot_vastgesteld()
    await leest_niets("vastgesteld, en nog niet bekendgemaakt")
    await zaak.maak_pip_bekend()
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == [], "er is al een school"
    assert (await _ziet(zaak, id_))["leerroute"] == "B1-route"
    assert [r["id"] for r in await _alle_leerlingen(wereld)] == [id_]
    [toewijzing] = await zaak.lees("/toewijzingen")
    assert (toewijzing["inschrijvingBekendOp"], toewijzing["schoolWacht"]) == (VANDAAG.isoformat(), False)


async def test_pg20_ook_voor_het_pip_is_hij_bij_een_school_tegelijk_en_is_een_inschrijving_te_beeindigen(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_pip()
    id_ = await _schrijf_in(zaak)
    ander = str(wereld.twee.b.school)
    assert "Beëindig eerst" in (await _schrijf_in(zaak, 409, organisatieId=ander))["detail"]
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 1})
    nieuw = await _schrijf_in(zaak, organisatieId=ander)
    await zaak.stuur(f"/toewijzingen/{nieuw}/beeindiging", {"versie": 1})
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    assert [w["dossier_id"] for w in await wereld.werk("TAALSCHOOL_KIEZEN")] == [zaak.id], "er is geen school meer"
    assert await _alle_leerlingen(wereld) == []


async def test_pg20_een_aanbod_wacht_wel_op_het_pip(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_pip()
    aanbod = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    assert "Stel eerst het PIP vast" in (await zaak.stuur("/toewijzingen", aanbod, 409))["detail"]


async def test_pg20_alleen_bij_een_school_van_de_gemeente_en_op_een_dag_die_geweest_is(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    partner = wereld.twee.a.leden["maatschappelijke_partner"].organisatie
    for ander in (uuid4(), partner):
        geweigerd = await _schrijf_in(zaak, 400, organisatieId=str(ander))
        assert velden(geweigerd) == {"organisatieId"}
        assert "`meedoen tenants laad`" in geweigerd["detail"], "wie een school toevoegt, en hoe"
    morgen = (VANDAAG + dt.timedelta(days=1)).isoformat()
    for dag in (morgen, "2021-12-31", "1900-01-01"):
        assert velden(await _schrijf_in(zaak, 400, bekendOp=dag)) == {"bekendOp"}, dag


async def test_pg20_na_het_einde_wordt_niemand_meer_ingeschreven(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    await duo_zegt(zaak, "Inburgeringsplicht voldaan")
    assert "loopt niet" in (await _schrijf_in(zaak, 409))["detail"]


async def test_pg20_een_inschrijving_kan_bekend_zijn_vanaf_de_dag_dat_de_wet_begon(wereld: Wereld) -> None:
    await _schrijf_in(await _traject(wereld), bekendOp="2022-01-01")


async def test_een_aanbod_en_een_inschrijving_delen_geen_id(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _schrijf_in(zaak)
    aanbod = {"id": id_, "organisatieId": str(wereld.twee.a.school)}
    fout = await zaak.stuur("/toewijzingen", aanbod, 409)
    assert "al van een andere toewijzing" in fout["detail"]
    assert [UUID(t["id"]) for t in await zaak.lees("/toewijzingen")] == [UUID(id_)]


async def test_een_inschrijving_is_niet_te_beantwoorden(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _schrijf_in(zaak)
    await _school(wereld).stuur(f"/eigen-toewijzingen/{id_}/antwoord", een_antwoord(False), 409)
