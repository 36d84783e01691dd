"""Wie overneemt is er dan ook, en van wie iets overgaat gaat het eenmaal over (C19, art. 3:2 Awb, ADR 0046)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from core.process.overname.regels import (
    Overnameplan,
    gaat_er_al_over,
    is_dan_afwezig,
    toets_vervanger,
    vervangen_elkaar,
)
from core.process.overname.tables import Overnamesoort
from tests.process.test_overname import (
    OPVOLGING,
    VERVANGING,
    A,
    B,
    C,
    D,
    _bij,
    _collega,
    _de_dag_breekt_aan,
    _overname,
    _zaai,
)
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.voorbeelden.overname import neem_over


# ── De regels zelf ─────
@dataclass(frozen=True, slots=True, kw_only=True)
class Dagen:
    """Een overname die er al is."""

    van_id: UUID
    naar_id: UUID
    vanaf: date
    tot: date | None = None
    alles: bool = True
    soort: Overnamesoort = VERVANGING


MAART, WEEK = date(2026, 3, 9), date(2026, 3, 15)


@pytest.mark.parametrize(
    ("andere", "elkaar"),
    [
        ([], False),
        ([Dagen(van_id=B, naar_id=A, vanaf=WEEK)], True),
        ([Dagen(van_id=B, naar_id=A, vanaf=date(2026, 3, 2), tot=MAART)], True),
        ([Dagen(van_id=B, naar_id=A, vanaf=date(2026, 3, 2), tot=date(2026, 3, 8))], False),
        ([Dagen(van_id=B, naar_id=A, vanaf=date(2026, 3, 16))], False),
        ([Dagen(van_id=B, naar_id=A, vanaf=MAART, soort=OPVOLGING)], False),
        ([Dagen(van_id=B, naar_id=C, vanaf=MAART)], False),
        ([Dagen(van_id=B, naar_id=C, vanaf=MAART), Dagen(van_id=C, naar_id=A, vanaf=MAART)], True),
        ([Dagen(van_id=B, naar_id=C, vanaf=MAART, tot=MAART), Dagen(van_id=C, naar_id=A, vanaf=WEEK)], False),
        ([Dagen(van_id=B, naar_id=C, vanaf=MAART), Dagen(van_id=C, naar_id=B, vanaf=MAART)], False),
    ],
)
def test_twee_zijn_op_geen_dag_elkaars_vervanger(andere: list[Dagen], elkaar: bool) -> None:
    nieuw = Overnameplan(soort=VERVANGING, van_id=A, naar_id=B, vanaf=MAART, tot=WEEK)
    assert vervangen_elkaar(nieuw, andere) is elkaar
    assert {g.veld for g in toets_vervanger(nieuw, andere)} == ({"naarId"} if elkaar else set())


def test_wie_elk_gekozen_dossiers_ruilen_vervangen_elkaar_niet() -> None:
    ruil = Overnameplan(soort=VERVANGING, van_id=A, naar_id=B, vanaf=MAART, dossiers=frozenset({D}))
    assert not vervangen_elkaar(ruil, [Dagen(van_id=B, naar_id=A, vanaf=MAART, alles=False)])
    assert vervangen_elkaar(ruil, [Dagen(van_id=B, naar_id=A, vanaf=MAART)])


@pytest.mark.parametrize(
    ("soort", "vanaf", "afwezig"),
    [(VERVANGING, MAART, True), (VERVANGING, date(2026, 3, 17), False), (OPVOLGING, MAART, False)],
)
def test_wie_overneemt_is_op_een_van_die_dagen_zelf_weg(soort: Overnamesoort, vanaf: date, afwezig: bool) -> None:
    """Een opvolger hoeft er alleen op de eerste dag te zijn."""
    nieuw = Overnameplan(soort=soort, van_id=A, naar_id=B, vanaf=vanaf)
    assert is_dan_afwezig(nieuw, Dagen(van_id=B, naar_id=C, vanaf=date(2026, 3, 10), tot=date(2026, 3, 16))) is afwezig


@pytest.mark.parametrize(
    ("ander", "al"),
    [
        (Dagen(van_id=A, naar_id=C, vanaf=WEEK), True),
        (Dagen(van_id=A, naar_id=C, vanaf=date(2026, 3, 16)), False),
        (Dagen(van_id=A, naar_id=C, vanaf=WEEK, soort=OPVOLGING), False),
        (Dagen(van_id=B, naar_id=C, vanaf=WEEK), False),
    ],
)
def test_van_een_medewerker_gaat_op_een_van_die_dagen_al_iets_over(ander: Dagen, al: bool) -> None:
    nieuw = Overnameplan(soort=VERVANGING, van_id=A, naar_id=B, vanaf=MAART, tot=WEEK)
    assert gaat_er_al_over(nieuw, ander) is al


# ── Door de deur ─────
def _soorten(fout: dict[str, Any]) -> list[str]:
    return [w["soort"] for w in fout["waarschuwingen"]]


@pytest.mark.parametrize("langs_een_derde", [False, True])
async def test_twee_vervangen_elkaar_niet_op_dezelfde_dagen(wereld: Wereld, langs_een_derde: bool) -> None:
    a = wereld.twee.a
    derde = await _collega(wereld, "Bo Derde")
    await neem_over(wereld, vanaf="2026-03-09", tot="2026-03-20")
    terug: dict[str, Any] = {"vanId": str(a.teamleider), "naarId": str(a.klantmanager)}
    if langs_een_derde:
        await neem_over(wereld, vanId=str(a.teamleider), naarId=str(derde), vanaf="2026-03-09")
        terug = {"vanId": str(derde), "naarId": str(a.klantmanager)}
    fout = await neem_over(wereld, 400, **terug, vanaf="2026-03-20")
    assert velden(fout) == {"naarId"}
    assert "overnames/{overname_id}/beeindiging" in fout["gebreken"][0]["melding"]
    await neem_over(wereld, **terug, vanaf="2026-03-21")


async def test_wie_verlengt_tot_zij_elkaar_vervangen_leest_dat(wereld: Wereld) -> None:
    a, teamleider = wereld.twee.a, wereld.mens("teamleider")
    eerste = await neem_over(wereld, vanaf="2026-03-09", tot="2026-03-13")
    await neem_over(wereld, vanId=str(a.teamleider), naarId=str(a.klantmanager), vanaf="2026-03-16")
    pad = f"/overnames/{eerste}/laatste-dag"
    assert velden(await teamleider.stuur(pad, {"tot": "2026-03-16", "versie": 1}, 400)) == {"naarId"}
    await teamleider.stuur(pad, {"tot": "2026-03-15", "versie": 1})


async def test_wie_zelf_weg_is_neemt_alleen_over_als_dat_bevestigd_is(wereld: Wereld) -> None:
    a, teamleider = wereld.twee.a, wereld.mens("teamleider")
    derde = await _collega(wereld, "Bo Derde")
    await neem_over(wereld, vanId=str(a.teamleider), naarId=str(derde), vanaf="2026-03-10", tot="2026-03-20")
    fout = await neem_over(wereld, 409, vanaf="2026-03-09")
    assert _soorten(fout) == ["VERVANGER_AFWEZIG"]
    assert "Bo Derde" in fout["waarschuwingen"][0]["melding"]
    assert len(await wereld.rijen("overname")) == 1
    kort = await neem_over(wereld, vanaf="2026-03-05", tot="2026-03-09")
    pad = f"/overnames/{kort}/laatste-dag"
    assert _soorten(await teamleider.stuur(pad, {"tot": "2026-03-10", "versie": 1}, 409)) == ["VERVANGER_AFWEZIG"]
    langer = {"tot": "2026-03-10", "versie": 1, "bevestigd": ["VERVANGER_AFWEZIG"]}
    await teamleider.stuur(pad, langer)
    await teamleider.stuur(pad, {"tot": "2026-03-11", "versie": 2})


async def test_van_een_medewerker_gaan_dossiers_eenmaal_over(wereld: Wereld) -> None:
    een, ander = await _zaai(wereld, 2)
    derde = str(await _collega(wereld, "Bo Derde"))
    await neem_over(wereld, vanaf="2026-03-09", dossiers=[str(een)])
    fout = await neem_over(wereld, 409, naarId=derde, vanaf="2026-03-16")
    assert _soorten(fout) == ["AL_EEN_OVERNAME"]
    assert _soorten(await neem_over(wereld, 409, naarId=derde, vanaf="2026-03-16", dossiers=[str(een)])) == [
        "AL_EEN_OVERNAME"
    ]
    await neem_over(wereld, naarId=derde, vanaf="2026-03-09", dossiers=[str(ander)])
    await neem_over(wereld, naarId=derde, vanaf="2026-03-16", bevestigd=["AL_EEN_OVERNAME"])
    await neem_over(wereld, naarId=derde, soort="opvolging", vanaf="2026-04-01")


async def test_wat_toch_zo_gepland_staat_begint_niet_en_iemand_weet_het(wereld: Wereld) -> None:
    """Twee die tegelijk werden vastgelegd, of van voor Meedoen hierop lette."""
    a = wereld.twee.a
    [van_tl] = await _zaai(wereld, van=a.teamleider)
    [van_km] = await _zaai(wereld)
    heen = await neem_over(wereld, vanaf="2026-03-09", tot="2026-03-10")
    terug = await neem_over(wereld, vanId=str(a.teamleider), naarId=str(a.klantmanager), vanaf="2026-03-11")
    await wereld.alziend.execute("update overname set tot = null where id = $1", UUID(heen))
    for dag in (date(2026, 3, 9), date(2026, 3, 11)):
        await _de_dag_breekt_aan(wereld, dag)
    assert (await _overname(wereld, terug))["status"] == "ingetrokken"
    [item] = await wereld.werk("OVERNAME_NAZIEN")
    assert "wordt zelf vervangen" in item["omschrijving"]
    assert await _bij(wereld, van_km, van_tl) == [a.teamleider] * 2


async def test_wie_een_dossier_geeft_aan_wie_vandaag_vervangen_wordt_leest_door_wie(wereld: Wereld) -> None:
    a, teamleider = wereld.twee.a, wereld.mens("teamleider")
    derde = await _collega(wereld, "Bo Derde")
    await _zaai(wereld)
    [zonder] = await _zaai(wereld, van=derde)

    async def geef(aan: UUID, verwacht: int = 204, **anders: object) -> Any:
        stand = await teamleider.lees(f"/dossiers/{zonder}")
        body = {"behandelaarId": str(aan), "versie": stand["versie"]}
        return await teamleider.stuur(f"/dossiers/{zonder}/behandelaar", body | anders, verwacht)

    await neem_over(wereld, vanaf=VANDAAG.isoformat(), tot="2026-03-09")
    await neem_over(wereld, vanId=str(a.teamleider), naarId=str(derde), vanaf="2026-03-20")
    fout = await geef(a.klantmanager, 409)
    assert _soorten(fout) == ["BEHANDELAAR_AFWEZIG"]
    naam = (await wereld.rijen("collega", medewerker_id=a.teamleider))[0]["naam"]
    assert f"vervangen, door {naam}." in fout["waarschuwingen"][0]["melding"]
    assert await _bij(wereld, zonder) == [derde]
    await geef(a.klantmanager, bevestigd=["BEHANDELAAR_AFWEZIG"])
    assert await _bij(wereld, zonder) == [a.klantmanager]
    await geef(a.teamleider)
    await wereld.zet_klok(date(2026, 3, 10))
    await geef(a.klantmanager)
