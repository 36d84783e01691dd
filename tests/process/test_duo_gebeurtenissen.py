"""C9: elke gebeurtenis van DUO leest wat haar rij in de tabel noemt, en doet wat de fasen en de feiten zeggen.

Elke gebeurtenis in drie vormen: gewoon; terwijl DUO niet te bereiken is; en ingehaald door een volgende voordat er
gelezen is. Daarna is er geen verschil meer: alles nog eens lezen verandert niets.
"""

import re
from typing import Any

import pytest

from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN, Hulpbron, Soort
from core.law.fasen import OVERGANGEN
from core.process.aanmelding.lezingen import LEES_BRP, LEZINGEN, TAAK_VAN
from tests.process.duo_gevallen import GEVALLEN, NOG_GEEN, Geval
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

LIVE = [code for code, soort in GEBEURTENISSEN.items() if soort.soort is Soort.GEBEURTENIS]
GEWOON = ("SS102", "SS104", "SS109", "SS111", "SS117", "SS121", "SS130", "SS141", "SS198", "SS199")
"""Wat in elke gang van de tests gebeurt; de rest duurt samen te lang en draait in `make test-lang`."""


def gevallen(*gewoon: str) -> list[Any]:
    return [pytest.param(code, id=code, marks=() if code in gewoon else pytest.mark.lang) for code in LIVE]


async def open_navragen(wereld: Wereld) -> list[str]:
    return [w["omschrijving"] for w in await wereld.werk("NAVRAGEN")]


async def begin(wereld: Wereld, code: str) -> tuple[Zaak, list[str]]:
    zaak = await GEVALLEN[code].opzet(wereld)
    return zaak, await open_navragen(wereld)


async def toets(wereld: Wereld, zaak: Zaak, geval: Geval, navragen: list[str]) -> None:
    """Wat het geval zegt dat er daarna klopt; en geen werk zonder feit."""
    if zaak.id == NOG_GEEN:
        zaak.id = await wereld.dossier_id(zaak.inwoner)
    dossier = await zaak.lees()
    assert dossier["fase"] == geval.fase
    assert {naam: dossier[naam] for naam in geval.dossier} == geval.dossier
    gegevens = [g for g in await zaak.lees("/duo-gegevens") if g["vervallenOp"] is None]
    assert {(g["soort"], g["waarde"]) for g in gegevens} >= geval.gegevens
    nieuw = [tekst for tekst in await open_navragen(wereld) if tekst not in navragen]
    assert [geval.werk in tekst for tekst in nieuw] == ([True] if geval.werk else []), nieuw
    assert await wereld.werk("DUO_GEBEURTENIS") == []
    assert {r["status"] for r in await wereld.rijen("outbox") if not r["soort"].startswith("besluit.")} <= {"klaar"}
    await geen_verschil(wereld, zaak)


async def geen_verschil(wereld: Wereld, zaak: Zaak) -> None:
    """Alles nog eens bij DUO lezen verandert niets, en maakt geen werk."""
    tabellen = ("dossier", "termijn", "werkitem", "duo_gegeven")
    voor = [await wereld.rijen(tabel) for tabel in tabellen]
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert [await wereld.rijen(tabel) for tabel in tabellen] == voor


def test_elke_gebeurtenis_heeft_een_geval_en_een_overgang_die_bestaat() -> None:
    assert set(GEVALLEN) == set(LIVE)
    genoemd = {GEBEURTENISSEN[code].overgang for code in LIVE} - {""}
    assert genoemd <= {overgang.nummer for overgang in OVERGANGEN}


@pytest.mark.parametrize("code", LIVE)
def test_c9_elke_gebeurtenis_leest_alles_wat_haar_rij_noemt(wereld: Wereld, code: str) -> None:
    soort = GEBEURTENISSEN[code]
    taken = wereld.huis.proces.gebeurtenissen[code]
    van = {**TAAK_VAN, Hulpbron.LEERBAARHEIDSTOETS: "intake.lees_lbt"}
    assert {van[bron] for bron in (*soort.lezen, *soort.ook)} == set(taken) - {LEES_BRP}
    assert (LEES_BRP in taken) == soort.brp
    assert len(taken) == len(set(taken))
    assert LEZINGEN.get(code, ()) == tuple(taak for taak in taken if taak != "intake.lees_lbt")


@pytest.mark.parametrize("code", gevallen(*GEWOON))
async def test_c9_ervoor_gemeld_en_gelezen(wereld: Wereld, code: str) -> None:
    zaak, navragen = await begin(wereld, code)
    await wereld.gebeurt(zaak.inwoner, code)
    await toets(wereld, zaak, GEVALLEN[code], navragen)


@pytest.mark.parametrize("code", gevallen("SS104", "SS198"))
async def test_c9_gemeld_terwijl_duo_niet_te_bereiken_is(wereld: Wereld, code: str) -> None:
    zaak, navragen = await begin(wereld, code)
    await wereld.besturing("gebeurtenissen", codes=[code], bsn=zaak.inwoner.bsn)
    voor = await wereld.rijen("dossier"), await wereld.rijen("duo_gegeven")
    wereld.lijn.plat = True
    await wereld.bezorg()
    await wereld.werk_af()
    if zaak.id != NOG_GEEN:
        assert (await wereld.rijen("dossier"), await wereld.rijen("duo_gegeven")) == voor
    assert await open_navragen(wereld) == navragen, "wie niet te bereiken is zegt niets"
    wereld.lijn.plat = False
    while await wereld.alziend.fetchval(
        "select count(*) from outbox where status = 'nieuw' and soort not like 'besl%'"
    ):
        await wereld.wachttijd_voorbij()
        await wereld.werk_af()
    await toets(wereld, zaak, GEVALLEN[code], navragen)


@pytest.mark.parametrize("code", gevallen("SS109", "SS117"))
async def test_c9_gemeld_en_ingehaald_door_de_volgende(wereld: Wereld, code: str) -> None:
    """Voor er gelezen is gebeurde er al iets anders, en de berichten komen andersom aan: de stand van nu telt."""
    zaak, navragen = await begin(wereld, code)
    await wereld.gebeurt(zaak.inwoner, code, "SS112", bericht="andersom")
    geval = GEVALLEN[code]
    await toets(wereld, zaak, geval, navragen)
    gegevens = await zaak.lees("/duo-gegevens")
    open_ = [g for g in gegevens if (g["soort"], g["waarde"]) == ("VERLENGING", "InBehandeling")]
    assert len(open_) >= 1


async def test_ss113_wat_in_behandeling_was_vervalt_en_het_oordeel_staat_er_met_zijn_dag(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await wereld.gebeurt(zaak.inwoner, "SS112")
    await wereld.gebeurt(zaak.inwoner, "SS113")
    verzoeken = {g["waarde"]: g for g in await zaak.lees("/duo-gegevens") if g["soort"] == "VERLENGING"}
    assert verzoeken["InBehandeling"]["vervallenOp"] is not None
    assert verzoeken["Afgewezen"]["besloten" + "Op"] == VANDAAG.isoformat()


async def test_ss117_trekt_duo_haar_in_dan_sluit_het_werk(wereld: Wereld) -> None:
    """C14: werk dat een feit noemt sluit met het feit."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await wereld.gebeurt(zaak.inwoner, "SS117")
    assert len(await open_navragen(wereld)) == 1
    wereld.duo_weet(zaak.inwoner, vrijstellingen=[])
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    [over] = await open_navragen(wereld)
    assert "zonder dat DUO het meldde" in over
    assert "gedeeltelijke vrijstelling" in over


async def test_ss121_de_tien_weken_lopen_vanaf_de_vestiging_hier(wereld: Wereld) -> None:
    """Art. 5.3 lid 3 Bi2021: er was een PIP, dus regel C, ook al is de kennisgeving ouder."""
    inwoner = wereld.iemand()
    await wereld.gebeurt(inwoner, "SS121")
    zaak = Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)
    lopend = [t for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend" and t["soort"].startswith("PIP")]
    assert [(t["soort"], t["startOp"], t["laatsteDag"]) for t in lopend] == [("PIP_C", "2026-03-02", "2026-05-11")]


async def test_ss141_wie_het_certificaat_uitreikte_krijgt_het_niet_nog_eens(wereld: Wereld) -> None:
    zaak, _ = await begin(wereld, "SS141")
    await wereld.gebeurt(zaak.inwoner, "SS141")
    [item] = await wereld.werk("NAVRAGEN")
    await zaak.km.stuur(f"/werkitems/{item['id']}/afhandeling", {"afhandeling": "uitgereikt", "versie": item["versie"]})
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert await wereld.werk("NAVRAGEN") == []


async def test_t13_de_boete_kan_eerder_te_lezen_zijn_dan_de_nieuwe_termijn(wereld: Wereld) -> None:
    """Pas met een later einde is er een nieuwe termijn; wat DUO zegt telt, niet wat wij verwachten (CAL-10)."""
    zaak, _ = await begin(wereld, "SS198")
    wereld.duo_weet(zaak.inwoner, boetes=[{"bedrag": 1250, "datum": VANDAAG}])
    await wereld.meldt("SS198", zaak.inwoner)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "TRAJECT_ACTIEF"
    wereld.duo_weet(zaak.inwoner, termijn=wereld.termijn(tot=VANDAAG.replace(year=2028)))
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "NIEUWE_TERMIJN"


async def test_t15_wie_in_de_nieuwe_termijn_tijdelijk_vrij_was_komt_daarin_terug(wereld: Wereld) -> None:
    zaak, _ = await begin(wereld, "SS198")
    for code in ("SS198", "SS109", "SS130"):
        await wereld.gebeurt(zaak.inwoner, code)
    assert (await zaak.lees())["fase"] == "NIEUWE_TERMIJN"


async def test_t12_een_verlenging_noemt_haar_grond_en_is_geen_verschil(wereld: Wereld) -> None:
    zaak, _ = await begin(wereld, "SS103")
    await wereld.gebeurt(zaak.inwoner, "SS103")
    [termijn] = [t for t in (await zaak.lees())["termijnen"] if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert termijn["grond"] == "art. 12 lid 1 Wi2021"
    assert any("Geen tijdig aanbod" in regel for regel in termijn["uitleg"])
    assert await wereld.werk("TERMIJN_VERSCHILT") == []


async def test_van_wie_overgedragen_is_leest_deze_gemeente_niets_meer(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update dossier set fase = 'OVERGEDRAGEN' where id = $1", zaak.id)
    wereld.lijn.oproepen.clear()
    await zaak.stuur("/duo-lezing", None, 409)
    await wereld.werk_af()
    assert wereld.lijn.oproepen == []


async def test_een_code_die_duo_erbij_bedacht_leest_alles_en_zegt_wat_er_gemeld_is(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    wereld.lijn.oproepen.clear()
    await wereld.meldt("SS777", zaak.inwoner)
    await wereld.werk_af()
    [item] = await wereld.werk("DUO_GEBEURTENIS")
    assert "SS777" in item["omschrijving"]
    assert re.search("berichtId [0-9a-f-]{36}", item["omschrijving"])
    gelezen = {bron for _, bron in wereld.lijn.oproepen}
    assert {"inburgeringsplicht", "boetes", "verlengingen", "vrijstellingen", "ontheffingen", "PIP"} <= gelezen
