"""Een brief van voor de verhuizing die weggaat nadat de persoon terugkwam zegt wat dan waar is (art. 15 lid 4).

De soorten zijn die van `test_loslaten`: elk besluit dat met een brief bekend wordt en na een verhuizing nog weg kan.
"""

import datetime as dt
from typing import Any

import pytest

from core.law.besluiten import Besluitsoort
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.terugkeer import gaat_weg, over, verhuist_naar, zaak_van_nu
from tests.process.test_loslaten import LIGT, VERVALT
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.vertegenwoordiging import leg_ander_vast

ELDERS = zonder_wit("uw nieuwe gemeente")
GAAN_NOG = sorted(set(LIGT) - VERVALT)


async def _die_liggen(zaak: Zaak) -> list[dict[str, Any]]:
    await zaak.wereld.maak_brieven(zaak.id)
    return [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt"]


async def _tekst(zaak: Zaak, brief: dict[str, Any]) -> str:
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def _verzend(zaak: Zaak, brief: dict[str, Any], dag: dt.date, verwacht: int = 204, *soorten: str) -> Any:
    body = {"verzondenOp": dag.isoformat(), "bevestigd": list(soorten)}
    return await zaak.stuur(f"/brieven/{brief['id']}/verzending", body, verwacht)


async def _komt_terug(wereld: Wereld, zaak: Zaak) -> tuple[Zaak, dt.date]:
    dag = await over(wereld, 7)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    return await zaak_van_nu(wereld, zaak), dag


def _standen(brief: dict[str, Any]) -> list[tuple[bool, bool]]:
    return [(o["naVerhuizing"], o["naTerugkeer"]) for o in brief["opmaken"]]


@pytest.mark.parametrize("soort", GAAN_NOG)
async def test_wat_er_van_voor_de_verhuizing_ligt_zegt_na_de_terugkeer_wat_dan_waar_is(
    wereld: Wereld, soort: Besluitsoort
) -> None:
    zaak = await LIGT[soort](wereld)
    await gaat_weg(wereld, zaak)
    [brief] = await _die_liggen(zaak)
    assert ELDERS in await _tekst(zaak, brief)
    nu, dag = await _komt_terug(wereld, zaak)
    [brief] = await _die_liggen(zaak)
    assert _standen(brief)[-1] == (True, True)
    tekst = await _tekst(zaak, brief)
    assert ELDERS not in tekst
    assert zonder_wit("weer bij ons") in tekst or zonder_wit("U woont weer in onze gemeente") in tekst
    if soort is not Besluitsoort.INTREKKING:
        fout = await _verzend(zaak, brief, dag, 409)
        [waarschuwing] = [w for w in fout["waarschuwingen"] if w["soort"] == "VERHUISD"]
        assert "woont hier weer" in waarschuwing["melding"]
        assert "nieuwe gemeente" not in waarschuwing["melding"]
    await _verzend(zaak, brief, dag, 204, "VERHUISD", "ANDERS_GERICHT")
    [brief] = [b for b in await zaak.lees("/brieven") if b["id"] == brief["id"]]
    assert [_standen(brief)[i] for i, o in enumerate(brief["opmaken"]) if o["verzonden"]] == [(True, True)]
    assert (await nu.lees())["fase"] == "PLICHT_GEMELD"


async def test_wat_van_voor_de_terugkeer_is_gaat_daarna_niet_meer_weg_en_wat_toen_ging_ging_toen(
    wereld: Wereld,
) -> None:
    zaak = await LIGT[Besluitsoort.PIP](wereld)
    await gaat_weg(wereld, zaak)
    weg, later = await wereld.vandaag(), await zaak.over(9)
    [brief] = await _die_liggen(zaak)
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": later.isoformat(), "bevestigd": ["KOST_DAGEN"]})
    _, dag = await _komt_terug(wereld, zaak)
    [brief] = await _die_liggen(zaak)
    assert [o["verzenddag"] for o in brief["opmaken"]][-2:] == [dag.isoformat(), later.isoformat()]
    assert _standen(brief)[-3:] == [(True, False), (True, True), (True, True)]
    await wereld.zet_klok(later)
    bevestigd = ["VERHUISD", "ANDERS_GERICHT"]
    met = {"verzondenOp": weg.isoformat(), "toelichting": "Postboek van die dag.", "bevestigd": bevestigd}
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", met)
    [brief] = [b for b in await zaak.lees("/brieven") if b["id"] == brief["id"]]
    [verzonden] = [o for o in brief["opmaken"] if o["verzonden"]]
    assert (verzonden["naVerhuizing"], verzonden["naTerugkeer"]) == (True, False), "zo was zij toen"


async def test_gaat_hij_daarna_weer_weg_dan_verandert_zij_weer(wereld: Wereld) -> None:
    """Ook de brief in zijn eerste zaak, en ook voor een dag waarvoor zij na de eerste verhuizing was opgemaakt."""
    zaak = await LIGT[Besluitsoort.PIP](wereld)
    await gaat_weg(wereld, zaak)
    nu, dag = await _komt_terug(wereld, zaak)
    await gaat_weg(wereld, nu)
    [brief] = await _die_liggen(zaak)
    assert _standen(brief)[-2:] == [(True, True), (True, False)]
    tekst = await _tekst(zaak, brief)
    assert ELDERS in tekst
    assert zonder_wit("U woont weer in onze gemeente") not in tekst
    assert len(_standen(brief)) == 4
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": dag.isoformat(), "bevestigd": ["KOST_DAGEN"]})
    [brief] = await _die_liggen(zaak)
    assert len(_standen(brief)) == 4, "voor die dag is zij er al"


async def test_een_afschrift_zegt_wat_er_op_de_brief_zelf_staat(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await leg_ander_vast(zaak, "curator")
    await zaak.tot_vastgesteld()
    await gaat_weg(wereld, zaak)
    van = {b["aan"]: b for b in await _die_liggen(zaak)}
    weg = await wereld.vandaag()
    await _verzend(zaak, van["curator"], weg, 204, "VERHUISD", "ANDERS_GERICHT")
    await _komt_terug(wereld, zaak)
    [afschrift] = [b for b in await _die_liggen(zaak) if b["id"] == van["persoon"]["id"]]
    assert set(_standen(afschrift)[1:]) == {(True, False)}, "zij wordt niet anders dan de brief"
    assert ELDERS in await _tekst(zaak, afschrift)
