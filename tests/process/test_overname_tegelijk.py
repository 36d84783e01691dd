"""Twee overnames van dezelfde caseload in hetzelfde ogenblik: de een wint geheel, en er blijft geen lege staan."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import httpx2
import pytest

from core.process.overname.tables import Overnamesoort
from tests.geduld import GEDULD
from tests.process.test_overname import _bij, _collega, _de_dag_breekt_aan, _zaai
from tests.process.test_slot import WACHTEND
from tests.process.wereld import VANDAAG, Wereld
from tests.voorbeelden.overname import een_overname, neem_over


async def _stuur(wereld: Wereld, naar: UUID, dossiers: list[UUID] | None) -> httpx2.Response:
    body = {
        "id": str(uuid4()),
        "soort": Overnamesoort.OPVOLGING,
        "vanId": str(wereld.twee.a.klantmanager),
        "naarId": str(naar),
        "vanaf": VANDAAG.isoformat(),
        "dossiers": None if dossiers is None else [str(d) for d in dossiers],
        "bevestigd": ["AL_EEN_OVERNAME"],
    }
    mens = wereld.mens("teamleider")
    return await wereld.http.post(
        f"{mens.basis}/overnames", json=body, headers={"Authorization": f"Bearer {mens.token}"}
    )


async def test_c19_twee_opvolgers_tegelijk_is_er_een_en_de_ander_hoort_het(wereld: Wereld) -> None:
    een, ander = await _collega(wereld, "een"), await _collega(wereld, "ander")
    for gekozen in (False, True, False, True):
        dossiers = await _zaai(wereld, 6)
        keuze = dossiers if gekozen else None
        antwoorden = await asyncio.gather(*(_stuur(wereld, naar, keuze) for naar in (een, ander)))
        statussen = sorted(a.status_code for a in antwoorden)
        assert statussen[0] == 204, [a.text for a in antwoorden]
        assert statussen[1] in (400, 409), [a.text for a in antwoorden]
        winnaar = (een, ander)[[a.status_code for a in antwoorden].index(204)]
        assert await _bij(wereld, *dossiers) == [winnaar] * 6
    assert len(await wereld.rijen("overname")) == 4
    assert {r["status"] for r in await wereld.rijen("overname_dossier")} == {"mee"}


@pytest.mark.parametrize("gekozen", [True, False])
async def test_c19_wie_wacht_terwijl_een_ander_alles_krijgt_hoort_dat_er_niets_overging(
    wereld: Wereld, gekozen: bool
) -> None:
    """Tussen het kijken naar de caseload en het vasthouden ervan gaat zij naar een ander."""
    een, ander = await _collega(wereld, "een"), await _collega(wereld, "ander")
    dossiers = await _zaai(wereld, 3)
    later = await neem_over(wereld, naarId=str(een), vanaf="2026-03-09")
    async with wereld.alziend.transaction():
        await wereld.alziend.execute("select 1 from overname where id = $1 for no key update", UUID(later))
        keuze = dossiers if gekozen else None
        verzoek = asyncio.create_task(_stuur(wereld, een, keuze))
        async with asyncio.timeout(GEDULD):
            while not await wereld.alziend.fetch(WACHTEND):  # noqa: ASYNC110 - the database is asked, not an event
                await asyncio.sleep(0)
        await wereld.alziend.execute("update dossier set behandelaar_id = $1 where id = any ($2)", ander, dossiers)
    antwoord = await verzoek
    assert antwoord.status_code == 409, antwoord.text
    assert "Er is niets overgegaan" in antwoord.json()["detail"]
    assert await _bij(wereld, *dossiers) == [ander] * 3
    assert {str(r["id"]) for r in await wereld.rijen("overname")} == {later}


async def test_c19_een_deel_dat_net_aan_een_ander_gegeven_is_houdt_de_hele_keuze_tegen(wereld: Wereld) -> None:
    een, ander = await _collega(wereld, "een"), await _collega(wereld, "ander")
    dossiers = await _zaai(wereld, 6)
    antwoorden = await asyncio.gather(_stuur(wereld, een, dossiers[:4]), _stuur(wereld, ander, dossiers[3:]))
    assert sorted(a.status_code for a in antwoorden)[0] == 204
    assert sorted(a.status_code for a in antwoorden)[1] in (400, 409)
    assert len(await wereld.rijen("overname")) == 1


async def test_c19_is_er_op_de_dag_zelf_niets_meer_dan_begint_zij_niet_en_weet_de_teamleider_het(
    wereld: Wereld,
) -> None:
    een, ander = await _collega(wereld, "een"), await _collega(wereld, "ander")
    await _zaai(wereld, 2)
    begin = date(2026, 3, 9)
    later = await neem_over(wereld, naarId=str(een), vanaf=begin.isoformat(), soort="opvolging")
    assert (await _stuur(wereld, ander, None)).status_code == 204
    await _de_dag_breekt_aan(wereld, begin)
    standen = {o["id"]: o["status"] for o in await wereld.km.lees("/overnames")}
    assert standen[later] == "ingetrokken"
    [werk] = await wereld.werk("OVERNAME_NAZIEN")
    assert "niets meer om over te nemen" in werk["omschrijving"]


@pytest.mark.parametrize("elkaar", [True, False])
async def test_twee_in_hetzelfde_ogenblik_zien_elkaar(wereld: Wereld, elkaar: bool) -> None:
    """De een vervangt de ander en de ander de een, of van een medewerker gaat twee keer iets over: elk wacht met kijken
    tot de ander klaar is. Tot beide wachten kan niemand een overname vastleggen."""
    a, derde = wereld.twee.a, await _collega(wereld, "Bo Derde")
    dagen = {"vanaf": "2026-03-09", "tot": "2026-03-20"}
    heen = een_overname(a, **dagen)
    if elkaar:
        ander = een_overname(a, vanId=str(a.teamleider), naarId=str(a.klantmanager), **dagen)
    else:
        ander = een_overname(a, naarId=str(derde), **dagen)
    mens = wereld.mens("teamleider")
    koppen = {"Authorization": f"Bearer {mens.token}"}
    async with wereld.alziend.transaction():
        await wereld.alziend.execute("lock table overname in share row exclusive mode")
        beide = [
            asyncio.create_task(wereld.http.post(f"{mens.basis}/overnames", json=body, headers=koppen))
            for body in (heen, ander)
        ]
        async with asyncio.timeout(GEDULD):
            while len(await wereld.alziend.fetch(WACHTEND)) < 2:  # noqa: ASYNC110 - the database is asked, not an event
                await asyncio.sleep(0)
    antwoorden = sorted([await verzoek for verzoek in beide], key=lambda antwoord: antwoord.status_code)
    assert [a.status_code for a in antwoorden] == [204, 400 if elkaar else 409], [a.text for a in antwoorden]
    if not elkaar:
        assert [w["soort"] for w in antwoorden[1].json()["waarschuwingen"]] == ["AL_EEN_OVERNAME"]
    assert len(await wereld.rijen("overname")) == 1
