"""Wat over een vertegenwoordiger gevraagd werd vervalt met het feit waarom het gevraagd werd; en wie een afschrift
krijgt als een brief nog eens gaat (§18.4)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.process.test_bekendmaking import brief_van_pip
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import ELDERS, kies_briefadres, kom_terug, oordeel
from tests.voorbeelden.vertegenwoordiging import leg_ander_vast, leg_vast


async def _vragen(zaak: Zaak) -> list[str]:
    open_ = await zaak.wereld.rijen("werkitem", dossier_id=zaak.id, soort="NAVRAGEN", status="open")
    return sorted(w["sleutel"].rsplit(":", 1)[1] for w in open_ if "vertegenwoordiging:" in w["sleutel"])


async def _beeindig(zaak: Zaak, id_: str) -> None:
    einde = {"op": VANDAAG.isoformat(), "reden": "de rechter hief haar op", "versie": 1}
    await zaak.stuur(f"/vertegenwoordigingen/{id_}/einde", einde)


async def test_eindigt_de_curator_dan_vervalt_de_vraag_over_de_gemachtigde_naast_hem(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    curator = await leg_ander_vast(zaak, "curator")
    await leg_vast(zaak)
    await zaak.roep_op()
    assert await _vragen(zaak) == ["meer-dan-een"]
    await _beeindig(zaak, curator)
    assert await _vragen(zaak) == []
    [dicht] = [w for w in await wereld.rijen("werkitem", dossier_id=zaak.id) if w["sleutel"].endswith("meer-dan-een")]
    assert (dicht["status"], "aan wie brieven gaan" in dicht["afhandeling"]) == ("vervallen", True)
    await zaak.trek_oproep_in()
    await leg_ander_vast(zaak, "curator", naam="Kantoor Zuid")
    await zaak.roep_op()
    assert await _vragen(zaak) == ["meer-dan-een"], "is er weer een, dan komt de vraag terug"


async def test_zolang_er_een_ander_blijft_blijft_de_vraag(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    curator = await leg_ander_vast(zaak, "curator", naam="Kantoor Zuid")
    await leg_ander_vast(zaak, "curator", naam="Mr. P. Bos", bevestigd=["AL_EEN_VERTEGENWOORDIGER"])
    await leg_vast(zaak)
    await zaak.roep_op()
    await _beeindig(zaak, curator)
    assert await _vragen(zaak) == ["meer-dan-een"]


@pytest.mark.parametrize("hoe", ["briefadres", "brp"])
async def test_krijgt_de_persoon_een_adres_dan_vervalt_de_vraag_naar_zijn_afschrift(wereld: Wereld, hoe: str) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="buitenland")
    await leg_ander_vast(zaak, "curator")
    await zaak.roep_op()
    assert await _vragen(zaak) == ["geen-afschrift"]
    if hoe == "briefadres":
        await kies_briefadres(zaak)
    else:
        wereld.duo_weet(zaak.inwoner, vorm="huisletter")
        await zaak.stuur("/brp-lezing", None)
        await wereld.werk_af()
    assert await _vragen(zaak) == []


async def _opnieuw(zaak: Zaak, retour: str) -> dict[str, Any]:
    """De exemplaren van de brief die opnieuw gaat, bij als wie iemand haar krijgt."""
    id_ = (await zaak.stuur(f"/retourpost/{retour}/opnieuw", None, 201))["briefId"]
    return {b["aan"]: b for b in await zaak.lees("/brieven") if id_ in (b["id"], b["afschriftVan"])}


async def test_18_4_gaat_een_brief_alsnog_naar_de_curator_dan_krijgt_de_persoon_een_afschrift(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    brief = await brief_van_pip(zaak)
    await leg_ander_vast(zaak, "curator")
    retour = next(r["id"] for r in await zaak.lees("/retourpost") if r["briefId"] == brief["id"])
    await oordeel(zaak, retour, "FOUT_ADRES", motief="de curator wist van niets")
    exemplaren = await _opnieuw(zaak, retour)
    assert set(exemplaren) == {"curator", "persoon"}
    assert exemplaren["persoon"]["afschriftVan"] == exemplaren["curator"]["id"]
    assert set(await _opnieuw(zaak, retour)) == {"curator", "persoon"}, "nog eens verandert niets"
    await wereld.maak_brieven(zaak.id)
    for aan in ("curator", "persoon"):
        await zaak.stuur(f"/brieven/{exemplaren[aan]['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    [besluit] = [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"]
    assert besluit["bekendgemaaktOp"] == VANDAAG.isoformat()


async def test_18_4_ook_als_de_curator_bij_de_persoon_woont(wereld: Wereld) -> None:
    """Niet het adres was verkeerd, maar wie haar kreeg."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    brief = await brief_van_pip(zaak)
    thuis = (await zaak.lees())["persoon"]["adresregels"]
    await leg_ander_vast(zaak, "curator", adresregels=thuis)
    retour = next(r["id"] for r in await zaak.lees("/retourpost") if r["briefId"] == brief["id"])
    await oordeel(zaak, retour, "FOUT_ADRES", motief="de curator wist van niets")
    assert set(await _opnieuw(zaak, retour)) == {"curator", "persoon"}


async def test_naar_het_adres_waar_zij_vandaan_kwam_gaat_ook_geen_afschrift(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    retour = await kom_terug(zaak, "pip_beschikking", reden="VERHUISD")
    await oordeel(zaak, retour, "FOUT_ADRES")
    await leg_vast(zaak)
    assert set(await _opnieuw(zaak, retour)) == {"gemachtigde"}


async def test_met_een_briefadres_gaat_het_afschrift_daarheen(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    retour = await kom_terug(zaak, "pip_beschikking", reden="VERHUISD")
    await oordeel(zaak, retour, "FOUT_ADRES")
    await leg_vast(zaak)
    await kies_briefadres(zaak)
    exemplaren = await _opnieuw(zaak, retour)
    assert set(exemplaren) == {"gemachtigde", "persoon"}
    await wereld.maak_brieven(zaak.id)
    for aan in ("gemachtigde", "persoon"):
        dag = {"verzondenOp": (await zaak.over(0)).isoformat()}
        await zaak.stuur(f"/brieven/{exemplaren[aan]['id']}/verzending", dag)
    verzonden = await wereld.rijen("brief_verzending", brief_id=UUID(exemplaren["persoon"]["id"]))
    assert [v["adres"] for v in verzonden] == ["\n".join(ELDERS)]
