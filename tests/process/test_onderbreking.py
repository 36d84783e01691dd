"""Wie uit Nederland vertrekt en terugkomt (T16 en T17), en wie na een verhuizing weer hier komt wonen.

Door de deur van DUO, met de BRP ernaast."""

import datetime as dt
from typing import Any

import pytest

from tests.process.test_einde_plicht import duo_zegt, wat_loopt
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak

VERTROKKEN = VANDAAG - dt.timedelta(days=3)
OM = dt.date(2027, 2, 27)
"""Een jaar later; een termijn van een jaar schuift niet naar een werkdag (art. 4 Atw)."""


async def brp_zegt(zaak: Zaak, *, minuut: int, **anders: Any) -> None:
    """De BRP weet iets nieuws, en DUO meldt iets waarna Meedoen haar leest."""
    zaak.wereld.duo_weet(zaak.inwoner, **anders)
    await zaak.wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=minuut))
    await zaak.wereld.werk_af()


async def test_wie_uit_nederland_vertrekt_wordt_niet_meer_opgeroepen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await brp_zegt(zaak, minuut=50, vertrokken=VERTROKKEN)
    dossier = await zaak.lees()
    assert dossier["fase"] == "ONDERBROKEN"
    [termijn] = [t for t in dossier["termijnen"] if t["status"] == "lopend"]
    assert (termijn["soort"], termijn["laatsteDag"]) == ("ONDERBREKING", OM.isoformat())
    [werk] = dossier["werk"]
    assert (werk["soort"], werk["uitersteDag"]) == ("NAVRAGEN", OM.isoformat())
    assert "uit Nederland uitgeschreven" in werk["omschrijving"]
    [oproep] = await zaak.lees("/oproepen")
    assert oproep["uitkomst"] == "VERVALLEN"
    await zaak.roep_op(verwacht=409)
    school = {"id": "01a22495-9822-7e9b-860b-ade96d0eab50", "organisatieId": str(wereld.twee.a.school)}
    await zaak.stuur("/toewijzingen", school, 409)


async def test_nog_eens_lezen_verandert_niets(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await brp_zegt(zaak, minuut=50, vertrokken=VERTROKKEN)
    voor = await zaak.lees()
    await brp_zegt(zaak, minuut=51)
    na = await zaak.lees()
    assert (na["fase"], na["termijnen"], na["werk"]) == (voor["fase"], voor["termijnen"], voor["werk"])


@pytest.mark.parametrize("met_pip", [False, True])
async def test_wie_terugkomt_gaat_verder_als_duo_de_plicht_nog_ziet(wereld: Wereld, met_pip: bool) -> None:
    """Zonder PIP begint het oproepen opnieuw (PG-4); met een PIP gaat het traject door, met de termijn van DUO."""
    zaak = await Zaak.nieuw(wereld)
    await (zaak.tot_traject() if met_pip else zaak.roep_op())
    await brp_zegt(zaak, minuut=50, vertrokken=VERTROKKEN)
    await duo_zegt(zaak, None, minuut=51)
    assert (await zaak.lees())["fase"] == "ONDERBROKEN", "DUO ziet de plicht, maar hij is nog weg"
    await brp_zegt(zaak, minuut=55, vertrokken=None)
    dossier = await zaak.lees()
    assert dossier["fase"] == ("TRAJECT_ACTIEF" if met_pip else "PLICHT_GEMELD")
    assert [t["status"] for t in dossier["termijnen"] if t["soort"] == "ONDERBREKING"] == ["gehaald"]
    lopend = {t["soort"] for t in dossier["termijnen"] if t["status"] == "lopend"}
    assert lopend == ({"TERMIJN", "BEZWAAR"} if met_pip else {"PIP_A"})
    assert not any("uitgeschreven" in w["omschrijving"] for w in dossier["werk"])
    if not met_pip:
        assert (await zaak.lees("/oproepen/voorstel"))["nummer"] == 1


async def test_wie_te_lang_weg_is_eindigt_als_duo_dat_meldt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await brp_zegt(zaak, minuut=50, vertrokken=VERTROKKEN)
    await duo_zegt(zaak, "Verblijfsdoel gewijzigd", minuut=55)
    assert (await zaak.lees())["fase"] == "BEEINDIGD"
    assert await wat_loopt(wereld, zaak.id) == {}


async def test_wie_terugkomt_in_een_andere_gemeente_is_een_vraag_aan_een_mens(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await brp_zegt(zaak, minuut=50, vertrokken=VERTROKKEN)
    await brp_zegt(zaak, minuut=55, vertrokken=None, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    dossier = await zaak.lees()
    assert dossier["fase"] == "ONDERBROKEN"
    assert any(wereld.twee.b.code in w["omschrijving"] for w in dossier["werk"])


async def test_een_overlijden_stopt_het_jaar_en_herstelt_de_brp_het_dan_loopt_het_weer(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await brp_zegt(zaak, minuut=50, vertrokken=VERTROKKEN)
    voor = await zaak.lees()
    await brp_zegt(zaak, minuut=51, overleden=VANDAAG)
    dood = await zaak.lees()
    assert dood["fase"] == "ONDERBROKEN"
    assert [w["soort"] for w in dood["werk"]] == ["NAVRAGEN"]
    assert not [t for t in dood["termijnen"] if t["status"] == "lopend"]
    await brp_zegt(zaak, minuut=52, overleden=None)
    na = await zaak.lees()
    [termijn] = [t for t in na["termijnen"] if t["status"] == "lopend"]
    assert (termijn["soort"], termijn["laatsteDag"]) == ("ONDERBREKING", OM.isoformat())
    assert [w["omschrijving"] for w in na["werk"]] == [w["omschrijving"] for w in voor["werk"]]


async def test_wie_nooit_hier_stond_is_niet_vertrokken(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vertrokken=VERTROKKEN)
    assert (await zaak.lees())["fase"] == "PLICHT_GEMELD"


async def test_wie_na_een_verhuizing_weer_hier_woont_krijgt_een_nieuwe_zaak(wereld: Wereld) -> None:
    """Het dossier is overgedragen en blijft te lezen; de BRP zegt dat de persoon terug is, ook zonder SS120."""
    zaak = await Zaak.nieuw(wereld)
    await brp_zegt(zaak, minuut=50, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
    await brp_zegt(zaak, minuut=55, verhuisd_naar=None)
    dossier = await zaak.lees()
    assert (dossier["fase"], dossier["werk"]) == ("OVERGEDRAGEN", [])
    nu = await zaak.km.lees(f"/dossiers/{dossier['vervolgDossierId']}")
    assert nu["fase"] == "PLICHT_GEMELD"
    assert any("woont hier weer" in w["omschrijving"] for w in nu["werk"])
