"""Hoe iemand eerder heette en waar hij eerder woonde: bewaard, met de dagen, en op de oude naam te vinden."""

import datetime as dt
from typing import Any

import pytest

from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak

NIETS: dict[str, Any] = {"namen": [], "adressen": []}


async def _lees(zaak: Zaak) -> Any:
    return await zaak.lees("/persoon/geschiedenis")


async def _brp_geeft(zaak: Zaak, vorm: str, **anders: object) -> None:
    zaak.wereld.duo_weet(zaak.inwoner, vorm=vorm, **anders)
    await zaak.stuur("/brp-lezing", None)
    await zaak.wereld.werk_af()


async def _zoek(zaak: Zaak, naam: str) -> list[tuple[str, str, bool]]:
    treffers = (await zaak.km.stuur("/werkvoorraad/zoekopdrachten", {"naamBegintMet": naam}, 200))["treffers"]
    return [(t["naam"], t["waarom"], t["onderEerdereNaam"]) for t in treffers if t["dossierId"] == str(zaak.id)]


async def test_na_de_eerste_lezing_en_na_dezelfde_nog_eens_is_er_geen_geschiedenis(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    assert await _lees(zaak) == NIETS
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert await _lees(zaak) == NIETS
    [lezing, _] = await wereld.rijen("audit", actie="persoon.geschiedenis")
    assert lezing["dossiers"] == [zaak.id]


async def test_een_verhuizing_laat_het_vorige_adres_staan_met_vanaf_en_tot(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    oud = (await zaak.lees())["persoon"]
    await wereld.zet_klok(BEGIN + dt.timedelta(days=3))
    verhuisd = VANDAAG + dt.timedelta(days=1)
    await _brp_geeft(zaak, "huisletter", gevestigd=verhuisd)
    nieuw = (await zaak.lees())["persoon"]
    assert (nieuw["adresregels"][0], nieuw["adresVanaf"]) == ("Borgesiusstraat 103 c", verhuisd.isoformat())
    geschiedenis = await _lees(zaak)
    [adres] = geschiedenis["adressen"]
    assert geschiedenis["namen"] == []
    assert (adres["adresregels"], adres["adressoort"]) == (oud["adresregels"], "adres")
    assert (adres["vanaf"], adres["tot"]) == (oud["adresVanaf"], verhuisd.isoformat())
    assert adres["vanaf"] is not None
    assert adres["bekendSinds"][:10] == VANDAAG.isoformat()
    assert adres["vervangenOp"][:10] == (VANDAAG + dt.timedelta(days=3)).isoformat()
    assert (adres["bron"], adres["grond"], adres["geheimhouding"]) == ("brp", "", zaak.inwoner.geheimhouding)


async def test_op_een_eerdere_naam_is_hij_te_vinden_en_het_antwoord_zegt_dat_hij_nu_anders_heet(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    oud, voornaam = zaak.inwoner.geslachtsnaam, zaak.inwoner.voornamen
    voluit = (await zaak.lees())["persoon"]["naam"]
    assert await _zoek(zaak, oud) == [(voluit, "heet zo", False)]
    await _brp_geeft(zaak, "voorvoegsel")
    for tekst, waarom in (
        (oud, "heet zo"),
        (oud[:4], "begint zo"),
        (f"{voornaam} {oud}", "heet zo"),
        (f"{oud[:4]} {voornaam}", "begint zo"),
    ):
        assert await _zoek(zaak, tekst) == [("Hicham van 't Hoff", waarom, True)], tekst
    for tekst in ("hoff", "hicham", "hicham hoff", "t hoff"):
        assert await _zoek(zaak, tekst) == [("Hicham van 't Hoff", "heet zo", False)], tekst
    [naam] = (await _lees(zaak))["namen"]
    assert (naam["naam"], naam["aanschrijfnaam"]) == (voluit, f"{voornaam[0]}. {oud}")
    # Twice back and forth: each time is a row, and what he is called now is not an earlier name.
    await _brp_geeft(zaak, "")
    assert await _zoek(zaak, oud) == [(voluit, "heet zo", False)]
    assert await _zoek(zaak, "hoff") == [(voluit, "heet zo", True)]
    assert [n["naam"] for n in (await _lees(zaak))["namen"]] == ["Hicham van 't Hoff", voluit]


async def test_wat_geheim_was_blijft_geheim_ook_als_de_geheimhouding_daarna_eindigt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="geheimhouding")
    await _brp_geeft(zaak, "huisletter")
    assert not (await zaak.lees())["persoon"]["geheimhouding"]
    await _brp_geeft(zaak, "woonboot")
    nu, toen = (await _lees(zaak))["adressen"]
    assert (nu["adresregels"][0], nu["geheimhouding"]) == ("Borgesiusstraat 103 c", False)
    assert toen["geheimhouding"]
    await _brp_geeft(zaak, "geheimhouding")
    assert all(a["geheimhouding"] for a in (await _lees(zaak))["adressen"]), "geheimhouding geldt ook voor wat was"


async def test_een_adres_met_de_hand_dat_eindigde_blijft_staan_met_zijn_grond(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="buitenland")
    versie = (await zaak.lees())["versie"]
    body = {"adresregels": ["Kade 3"], "grond": "belde zelf", "sinds": VANDAAG.isoformat(), "versie": versie}
    id_ = (await zaak.km.bewaar(zaak.pad("/briefadressen"), body))["id"]
    assert await _lees(zaak) == NIETS, "het geldt nu"
    await wereld.zet_klok(BEGIN + dt.timedelta(days=2))
    await zaak.km.vraag("DELETE", zaak.pad(f"/briefadressen/{id_}"), 204)
    [adres] = (await _lees(zaak))["adressen"]
    assert (adres["bron"], adres["adresregels"], adres["grond"]) == ("hand", ["Kade 3"], "belde zelf")
    assert (adres["vanaf"], adres["tot"]) == (VANDAAG.isoformat(), (VANDAAG + dt.timedelta(days=2)).isoformat())


@pytest.mark.parametrize("vorm", ["", "adellijke-titel", "buitenland", "geheimhouding", "geheimhouding-onleesbaar"])
@pytest.mark.parametrize("daarna", ["verblijft-niet-op-adres", "verblijfplaats-onbekend", "stuurteken-in-naam"])
async def test_uit_elke_vorm_in_elke_andere_staat_wat_er_stond_precies_zo_in_de_geschiedenis(
    wereld: Wereld, vorm: str, daarna: str
) -> None:
    zaak = await Zaak.nieuw(wereld, vorm=vorm)
    eerst = (await zaak.lees())["persoon"]
    await _brp_geeft(zaak, daarna)
    nu = (await zaak.lees())["persoon"]
    geschiedenis = await _lees(zaak)
    for velden, lijst in ((("naam", "aanschrijfnaam"), "namen"), (("adressoort", "adresregels"), "adressen")):
        anders = [eerst[v] for v in velden] != [nu[v] for v in velden]
        assert [[rij[v] for v in velden] for rij in geschiedenis[lijst]] == [[eerst[v] for v in velden]] * anders, lijst
    assert all(a["geheimhouding"] == (eerst["geheimhouding"] or nu["geheimhouding"]) for a in geschiedenis["adressen"])
