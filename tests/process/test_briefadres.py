"""Waar brieven heen gaan als de BRP geen adres geeft, en opnieuw lezen: door een mens en elke week vanzelf."""

import datetime as dt
from typing import Any

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.aanmelding.brp_lezen import OPNIEUW_NA, VOLG_BRP
from core.process.aanmelding.lezingen import LEES_BRP
from tests.process.test_brp_vormen import brief_van
from tests.process.wereld import BEGIN, VANDAAG, Wereld, velden
from tests.process.zaak import Zaak

ADRES = ["p/a familie Darwish", "Opvanglaan 12", "9561 ZZ  TER APEL"]


async def _leg_vast(zaak: Zaak, verwacht: int = 200, **anders: object) -> Any:
    versie = (await zaak.lees())["versie"]
    body = {"adresregels": ADRES, "grond": "belde zelf", "sinds": VANDAAG.isoformat(), "versie": versie}
    return await zaak.km.bewaar(zaak.pad("/briefadressen"), body | anders, verwacht)


async def _trek_in(zaak: Zaak, id_: str, verwacht: int = 204) -> Any:
    return await zaak.km.vraag("DELETE", zaak.pad(f"/briefadressen/{id_}"), verwacht)


async def _brp_geeft(zaak: Zaak, vorm: str) -> None:
    zaak.wereld.duo_weet(zaak.inwoner, vorm=vorm)
    await zaak.stuur("/brp-lezing", None)
    await zaak.wereld.werk_af()


async def _vragen(zaak: Zaak) -> list[str]:
    open_ = await zaak.wereld.rijen("werkitem", dossier_id=zaak.id, soort="NAVRAGEN", status="open")
    return sorted(w["sleutel"].rsplit(":", 1)[1] for w in open_)


async def _klaar(wereld: Wereld, soort: str) -> int:
    return len(await wereld.rijen("outbox", soort=soort, status="nieuw"))


@pytest.mark.parametrize("vorm", ["buitenland", "verblijfplaats-onbekend", "verblijft-niet-op-adres"])
async def test_met_een_briefadres_kan_er_wel_een_brief_en_wordt_het_adres_uit_de_brp_niet_gebruikt(
    wereld: Wereld, vorm: str
) -> None:
    zaak = await Zaak.nieuw(wereld, vorm=vorm)
    assert velden(await zaak.roep_op(verwacht=409)) == {"adres"}
    await _leg_vast(zaak)
    assert "geen-adres" not in await _vragen(zaak)
    assert not {g["veld"] for g in (await zaak.lees("/pip/toets"))["ontbreekt"]} & {"adres"}
    await zaak.roep_op()
    assert (await brief_van(zaak))["geadresseerde"]["adresregels"] == ADRES


async def test_na_intrekken_gaat_er_weer_geen_brief(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="buitenland")
    id_ = (await _leg_vast(zaak))["id"]
    await _trek_in(zaak, id_)
    assert velden(await zaak.roep_op(verwacht=409)) == {"adres"}
    assert await _vragen(zaak) == ["geen-adres"]
    await _trek_in(zaak, id_, 404)


async def test_een_tweede_briefadres_trekt_het_eerste_in_en_alles_blijft_te_lezen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    eerste = (await _leg_vast(zaak))["id"]
    tweede = (await _leg_vast(zaak, adresregels=["Kade 3"], grond="verhuisde"))["id"]
    lijst = await zaak.lees("/briefadressen")
    assert [(a["id"], a["adresregels"], a["ingetrokkenOp"] is None) for a in lijst] == [
        (eerste, ADRES, False),
        (tweede, ["Kade 3"], True),
    ]
    assert lijst[0]["ingetrokkenDoor"] == lijst[1]["vastgelegdDoor"] == str(wereld.twee.a.klantmanager)
    await _trek_in(zaak, eerste, 404)
    [regel] = [r for r in await wereld.rijen("audit", actie="briefadres.vastleggen") if str(r["object_id"]) == tweede]
    assert (regel["dossiers"], regel["velden"]) == ([zaak.id], ["adresregels", "grond", "sinds"])


@pytest.mark.parametrize(
    ("anders", "status", "veld"),
    [
        ({"adresregels": ["Achter\U0001f3e1straat 1"]}, 400, "adresregels[0]"),
        ({"adresregels": []}, 400, "adresregels"),
        ({"adresregels": ["a", "b", "c", "d"]}, 400, "adresregels"),
        ({"grond": ""}, 400, "grond"),
        ({"sinds": (VANDAAG + dt.timedelta(days=1)).isoformat()}, 400, "sinds"),
        ({"versie": 0}, 409, None),
    ],
)
async def test_wat_niet_op_een_envelop_kan_wordt_bij_het_vastleggen_geweigerd(
    wereld: Wereld, anders: dict[str, object], status: int, veld: str | None
) -> None:
    zaak = await Zaak.nieuw(wereld)
    probleem = await _leg_vast(zaak, status, **anders)
    assert veld is None or velden(probleem) == {veld}
    assert await wereld.rijen("briefadres") == []


async def test_geeft_de_brp_een_ander_adres_dan_is_het_briefadres_een_vraag(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="buitenland")
    id_ = (await _leg_vast(zaak))["id"]
    await _brp_geeft(zaak, "huisletter")
    assert await _vragen(zaak) == ["briefadres-nog-nodig"]
    await _trek_in(zaak, id_)
    assert await _vragen(zaak) == []
    await zaak.roep_op()
    assert (await brief_van(zaak))["geadresseerde"]["adresregels"][0] == "Borgesiusstraat 103 c"


async def test_ook_op_een_briefadres_krijgt_wie_overleden_is_geen_brief(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await _leg_vast(zaak)
    await _brp_geeft(zaak, "overleden-in-een-maand")
    assert velden(await zaak.roep_op(verwacht=409)) == {"overleden"}


async def test_opnieuw_lezen_neemt_over_wat_er_nu_staat(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await _brp_geeft(zaak, "woonboot")
    assert (await zaak.lees())["persoon"]["adressoort"] == "locatie"
    await zaak.stuur("/brp-lezing", None)
    await zaak.stuur("/brp-lezing", None)
    assert await _klaar(wereld, LEES_BRP) == 1, "een lezing die al klaarstaat geldt ook hiervoor"
    assert [r["actie"] for r in await wereld.rijen("audit", actie="brp.opnieuw-lezen")] == ["brp.opnieuw-lezen"] * 3


async def test_zonder_bsn_is_er_niets_te_lezen(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.EERST_V_NUMMER)
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    await wereld.km.stuur(f"/dossiers/{dossier['id']}/brp-lezing", None, 409)


async def test_c20_elke_week_wordt_wie_een_lopend_dossier_heeft_opnieuw_gelezen(wereld: Wereld) -> None:
    """Van een verhuizing binnen de gemeente meldt DUO niets."""
    zaak, gesloten = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    wereld.duo_weet(gesloten.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", gesloten.inwoner, op=BEGIN + dt.timedelta(minutes=5))
    await wereld.werk_af()
    for inwoner in (zaak.inwoner, gesloten.inwoner):
        wereld.duo_weet(inwoner, vorm="huisletter")
    for na, gelezen in ((OPNIEUW_NA - dt.timedelta(days=1), False), (OPNIEUW_NA + dt.timedelta(days=1), True)):
        await wereld.zet_klok(BEGIN + na)
        await wereld.dagwerk().ronde()
        await wereld.werk_af()
        regels = (await zaak.lees())["persoon"]["adresregels"]
        assert (regels[0] == "Borgesiusstraat 103 c") is gelezen
    assert (await gesloten.lees())["persoon"]["adresregels"][0] != "Borgesiusstraat 103 c"
    assert {r["status"] for r in await wereld.rijen("outbox", soort=VOLG_BRP)} == {"klaar"}
