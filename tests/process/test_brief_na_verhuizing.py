"""Een besluit dat er al was wordt ook na een verhuizing bekendgemaakt (art. 3:41 Awb), met de tekst die dan waar is."""

import datetime as dt
from typing import Any

from core.process.aanmelding.lezingen import LEES_BRP
from core.worker import verwerk
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.test_intrekken import LATER, gehoord, trek_in
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.vertegenwoordiging import leg_ander_vast

NIEUW = zonder_wit("Het college van uw nieuwe gemeente gaat verder met uw inburgering.")
BELOFTE = zonder_wit("Wij voeren met u")


async def _verhuist(zaak: Zaak, **anders: object) -> None:
    await zaak.verhuist(**anders)
    await zaak.wereld.maak_brieven(zaak.id)


async def _die_ligt(zaak: Zaak) -> dict[str, Any]:
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt"]
    gevonden: dict[str, Any] = brief
    return gevonden


async def _tekst(zaak: Zaak, brief: dict[str, Any]) -> str:
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def _verzend(zaak: Zaak, brief: dict[str, Any], dag: dt.date, verwacht: int = 204) -> Any:
    body = {"verzondenOp": dag.isoformat(), "bevestigd": ["ANDERS_GERICHT", "VERHUISD"]}
    return await zaak.stuur(f"/brieven/{brief['id']}/verzending", body, verwacht)


async def test_de_brief_die_er_nog_lag_zegt_na_de_verhuizing_dat_het_nieuwe_college_verdergaat(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    brief, morgen = await _die_ligt(zaak), VANDAAG + dt.timedelta(days=1)
    assert BELOFTE in await _tekst(zaak, brief)
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": morgen.isoformat()})
    await _verhuist(zaak)
    brief = await _die_ligt(zaak)
    assert [o["verzenddag"] for o in brief["opmaken"]] == [d.isoformat() for d in (VANDAAG, morgen) * 2]
    assert [o["naVerhuizing"] for o in brief["opmaken"]] == [False, False, True, True]
    tekst = await _tekst(zaak, brief)
    assert NIEUW in tekst
    assert BELOFTE not in tekst
    await wereld.zet_klok(dt.datetime.combine(morgen, dt.time(9), dt.UTC))
    await _verzend(zaak, brief, morgen)
    [verzonden] = [b for b in await zaak.lees("/brieven") if b["id"] == brief["id"]]
    assert [o["volgnummer"] for o in verzonden["opmaken"] if o["verzonden"]] == [4]
    assert NIEUW in await _tekst(zaak, brief)


async def test_wat_van_voor_de_verhuizing_is_gaat_daarna_niet_meer_weg_en_wat_toen_ging_ging_toen(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    brief = await _die_ligt(zaak)
    overmorgen = VANDAAG + dt.timedelta(days=2)
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": overmorgen.isoformat()})
    await wereld.zet_klok(dt.datetime.combine(VANDAAG + dt.timedelta(days=1), dt.time(9), dt.UTC))
    await _verhuist(zaak)
    await _verzend(zaak, brief, VANDAAG)
    [verzonden] = [b for b in await zaak.lees("/brieven") if b["id"] == brief["id"]]
    assert [o["volgnummer"] for o in verzonden["opmaken"] if o["verzonden"]] == [1]
    assert BELOFTE in await _tekst(zaak, brief), "zij ging weg voordat de verhuizing hier bekend was"


async def test_tot_zij_opnieuw_is_opgemaakt_gaat_zij_na_de_verhuizing_niet_weg(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    brief, morgen = await _die_ligt(zaak), VANDAAG + dt.timedelta(days=1)
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": morgen.isoformat()})
    await wereld.maak_brieven(zaak.id)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await zaak.stuur("/brp-lezing", None)
    [lezing] = await wereld.rijen("outbox", soort=LEES_BRP, reeks=zaak.id, status="nieuw")
    await verwerk(wereld.huis, wereld.buren, lezing["id"])  # the renderings that follow from it still wait
    await wereld.zet_klok(dt.datetime.combine(morgen, dt.time(9), dt.UTC))
    fout = await _verzend(zaak, brief, morgen, 400)
    assert "belooft klopt niet meer" in fout["gebreken"][0]["melding"]
    await wereld.maak_brieven(zaak.id)
    await _verzend(zaak, brief, morgen)
    assert NIEUW in await _tekst(zaak, brief)


async def test_ook_opnieuw_gericht_zegt_zij_wat_nu_waar_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    oud = await _die_ligt(zaak)
    assert zonder_wit("Wij maken een nieuw plan met u") in await _tekst(zaak, oud)
    await _verhuist(zaak, vorm="huisletter")
    nieuw = (await zaak.stuur(f"/brieven/{oud['id']}/adressering", None, 201))["briefId"]
    brief = await _die_ligt(zaak)
    assert brief["id"] == nieuw
    tekst = await _tekst(zaak, brief)
    assert NIEUW in tekst
    assert zonder_wit("Wij maken een nieuw plan met u") not in tekst
    await _verzend(zaak, brief, await wereld.vandaag())


async def test_een_afschrift_zegt_wat_er_op_de_brief_zelf_staat(wereld: Wereld) -> None:
    """De brief ging weg voordat de verhuizing bekend was; haar afschrift daarna."""
    zaak = await Zaak.nieuw(wereld)
    await leg_ander_vast(zaak, "curator")
    await zaak.tot_vastgesteld()
    await wereld.maak_brieven(zaak.id)
    van = {b["aan"]: b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"}
    await zaak.stuur(f"/brieven/{van['curator']['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    await _verhuist(zaak)
    afschrift = await _die_ligt(zaak)
    assert afschrift["id"] == van["persoon"]["id"]
    assert [o["naVerhuizing"] for o in afschrift["opmaken"]] == [False], "zij wordt niet anders dan de brief"
    await _verzend(zaak, afschrift, VANDAAG)
    assert BELOFTE in await _tekst(zaak, afschrift)


async def test_maakt_iemand_haar_op_voor_een_andere_dag_dan_is_dat_ook_met_de_tekst_van_nu(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    brief = await _die_ligt(zaak)
    await _verhuist(zaak)
    later = VANDAAG + dt.timedelta(days=3)
    await wereld.zet_klok(dt.datetime.combine(later, dt.time(9), dt.UTC))
    assert velden(await _verzend(zaak, brief, later, 400)) == {"verzondenOp"}
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": later.isoformat()})
    await wereld.maak_brieven(zaak.id)
    assert NIEUW in await _tekst(zaak, brief)
    await _verzend(zaak, brief, later)
