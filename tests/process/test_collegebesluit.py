"""Een collegebesluit zet mandaat en vier ogen opzij (art. 10:7 Awb, PG-19): niet met een letter, en niet stil.

De routes komen uit hun contracten: wie er een bij maakt waarop men een collegebesluit opgeeft, doet vanzelf mee.
"""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import uuid4

import pytest

from tests.process.handelen import zonder_mandaat
from tests.process.test_botsingen import HANDELINGEN
from tests.process.test_gezondheid_in_tekst import PLEKKEN
from tests.process.test_intrekken import trek_in
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.steekproef import params
from tests.voorbeelden.alle import STAP
from tests.voorbeelden.proef import Verzoek

OPROEPEN = "POST /dossiers/{dossier_id}/oproepen"
BOETEVRAAG = "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/boetevraag"
GEZIEN = {"bestaat": True, "bevinding": "besluitenlijst van die dag, in het archief"}
NIET = {"bestaat": False, "bevinding": "staat op geen besluitenlijst, en het bestuurssecretariaat kent het niet"}
PLAATSEN: Mapping[str, str] = {
    naam: plek.removesuffix(".nummer")
    for naam, plek in ((p[1], p[3]) for p in PLEKKEN)
    if "collegebesluit.nummer" in plek
}
"""Elke route waarop iemand een collegebesluit opgeeft, met waar in de body."""


async def _waarschuwing(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    dag = await zaak.over(13)
    body = {
        "id": str(uuid4()),
        "termijnLaatsteDag": dag.isoformat(),
        "afspraakOp": f"{dag.isoformat()}T10:00:00+01:00",
        "plaats": "Stadhuis",
    }
    return Verzoek(zaak=zaak, pad=zaak.pad("/oproepen"), body=body)


async def _boete(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.tweemaal_niet(wereld)
    tweede = next(o for o in await zaak.lees("/oproepen") if o["nummer"] == 2)
    boete = await zaak.boete()
    boete["beslissing"] = {"beslistDoor": "college", "rapportDoor": "klantmanager"}
    body = boete | {"versie": tweede["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/oproepen/{tweede['id']}/boetevraag"), body=body)


ANDERS: Mapping[str, Callable[[Wereld], Awaitable[Verzoek]]] = {OPROEPEN: _waarschuwing, BOETEVRAAG: _boete}


async def _vraag(mens: Mens, pad: str, body: object) -> Any:
    return await mens.http.post(f"{mens.basis}{pad}", json=body, headers={"Authorization": f"Bearer {mens.token}"})


def _met(body: object, plek: str, waarde: object) -> dict[str, Any]:
    assert isinstance(body, dict)
    hoofd, _, rest = plek.partition(".")
    return body | {hoofd: _met(body[hoofd], rest, waarde) if rest else waarde}


@pytest.mark.parametrize("naam", sorted(PLAATSEN))
async def test_pg_19_elk_opgegeven_collegebesluit_heeft_een_nummer_en_gaat_een_ander_na(
    wereld: Wereld, naam: str
) -> None:
    verzoek = await ANDERS.get(naam, HANDELINGEN[naam])(wereld)
    plek, mens = PLAATSEN[naam], wereld.mens("teamleider")
    datum = (await wereld.vandaag()).isoformat()
    for verzonnen in ("x", "-7-", "volgt", "1111"):
        body = _met(verzoek.body, plek, {"nummer": verzonnen, "datum": datum})
        antwoord = await _vraag(mens, verzoek.pad, body)
        assert antwoord.status_code in {400, 409}, (naam, verzonnen, antwoord.text)
        assert f"{plek}.nummer" in velden(antwoord.json()), (naam, verzonnen)
    assert await wereld.werk("COLLEGEBESLUIT_NAGAAN") == []
    antwoord = await _vraag(mens, verzoek.pad, _met(verzoek.body, plek, {"nummer": "2026-31", "datum": datum}))
    assert antwoord.is_success, (naam, antwoord.text)
    [item] = await wereld.werk("COLLEGEBESLUIT_NAGAAN")
    assert (item["behandelaar_id"], "2026-31" in item["omschrijving"]) == (None, True)
    fout = await mens.stuur(f"/werkitems/{item['id']}/collegebesluit", GEZIEN | {"versie": item["versie"]}, 409)
    assert velden(fout) == {"vierOgen"}
    afhandeling = {"afhandeling": "gezien", "versie": item["versie"]}
    await mens.stuur(f"/werkitems/{item['id']}/afhandeling", afhandeling, 409)


async def _nooit_genomen(wereld: Wereld, nummer: str) -> dict[str, Any]:
    """Een PIP op dit nummer, in een ander dossier, en de teamleider die vastlegt dat dat besluit er niet is."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    vandaag = (await wereld.vandaag()).isoformat()
    body = {"dagtekening": vandaag, "versie": 1, "collegebesluit": {"nummer": nummer, "datum": vandaag}}
    await zaak.stuur("/pip/vaststelling", body, 201)
    [item] = [w for w in await wereld.werk("COLLEGEBESLUIT_NAGAAN") if str(w["dossier_id"]) == str(zaak.id)]
    pad = f"/werkitems/{item['id']}/collegebesluit"
    await wereld.mens("teamleider").stuur(pad, NIET | {"versie": item["versie"]})
    return dict(item)


async def _is_er_toch(wereld: Wereld, item: Mapping[str, Any]) -> None:
    """De klantmanager heropent het werk; pas wat de teamleider dan vastlegt telt."""
    weg = {"motief": "het stond op de lijst van een dag later", "versie": item["versie"] + 1}
    id_ = (await wereld.km.stuur(f"/werkitems/{item['id']}/heropening", weg, 201))["id"]
    [weer] = [w for w in await wereld.werk("COLLEGEBESLUIT_NAGAAN") if str(w["id"]) == id_]
    await wereld.mens("teamleider").stuur(f"/werkitems/{id_}/collegebesluit", GEZIEN | {"versie": weer["versie"]})


@pytest.mark.parametrize("naam", params(((naam,) for naam in sorted(PLAATSEN)), lambda geval: (STAP[geval[0]],)))
async def test_pg_19_een_nummer_dat_niet_bleek_te_bestaan_draagt_niets_meer(wereld: Wereld, naam: str) -> None:
    """Niet in een ander dossier, niet anders geschreven, en voor geen enkele handeling; tot het er toch is."""
    item = await _nooit_genomen(wereld, "2026-31")
    verzoek = await ANDERS.get(naam, HANDELINGEN[naam])(wereld)
    plek, mens = PLAATSEN[naam], wereld.mens("teamleider")
    datum = (await wereld.vandaag()).isoformat()
    for zelfde in ("2026-31", " 2026/031", "2026 31."):
        body = _met(verzoek.body, plek, {"nummer": zelfde, "datum": datum})
        antwoord = await _vraag(mens, verzoek.pad, body)
        assert antwoord.status_code in {400, 409}, (naam, zelfde, antwoord.text)
        gebreken = {g["veld"]: g for g in antwoord.json()["gebreken"]}
        assert set(gebreken) == {f"{plek}.nummer"}, (naam, antwoord.text)
        assert "geen collegebesluit met dit nummer" in gebreken[f"{plek}.nummer"]["melding"]
    await _is_er_toch(wereld, item)
    antwoord = await _vraag(mens, verzoek.pad, _met(verzoek.body, plek, {"nummer": "2026-31", "datum": datum}))
    assert antwoord.is_success, (naam, antwoord.text)


def test_de_routes_zijn_gevonden() -> None:
    assert len(PLAATSEN) >= 9


async def _eigen_pip(wereld: Wereld) -> tuple[Zaak, dict[str, Any]]:
    """De klantmanager stelt het PIP vast zonder mandaat, met een collegebesluit dat hij opgeeft."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zonder_mandaat(wereld, "B04")
    vandaag = (await wereld.vandaag()).isoformat()
    body = {"dagtekening": vandaag, "versie": 1, "collegebesluit": {"nummer": "2026/17", "datum": vandaag}}
    await zaak.stuur("/pip/vaststelling", body, 201)
    [item] = (await wereld.mens("teamleider").lees("/werkvoorraad?voor=niemand&soort=COLLEGEBESLUIT_NAGAAN"))["werk"]
    return zaak, item


async def _pip(zaak: Zaak) -> Any:
    return next(b["collegebesluit"] for b in await zaak.lees("/besluiten") if b["soort"] == "B04")


async def test_de_teamleider_zag_het_stuk_en_dat_staat_bij_het_besluit(wereld: Wereld) -> None:
    zaak, item = await _eigen_pip(wereld)
    assert (await _pip(zaak))["opgegevenDoor"] == str(wereld.twee.a.klantmanager)
    pad, body = f"/werkitems/{item['id']}/collegebesluit", GEZIEN | {"versie": item["versie"]}
    await wereld.km.stuur(pad, body, 403)
    await wereld.mens("teamleider").stuur(pad, body)
    nagegaan = (await _pip(zaak))["nagegaan"]
    assert (nagegaan["bestaat"], nagegaan["bevinding"]) == (True, GEZIEN["bevinding"])
    assert nagegaan["door"] == str(wereld.twee.a.teamleider)
    assert await wereld.werk("COLLEGEBESLUIT_ONTBREEKT") == []
    assert len(await wereld.rijen("audit", actie="collegebesluit.nagaan", resultaat="gelukt")) == 1


async def test_bestaat_het_niet_dan_gaat_terug_wat_erop_rust_tot_het_er_toch_is(wereld: Wereld) -> None:
    zaak, item = await _eigen_pip(wereld)
    teamleider = wereld.mens("teamleider")
    await teamleider.stuur(f"/werkitems/{item['id']}/collegebesluit", NIET | {"versie": item["versie"]})
    assert (await _pip(zaak))["nagegaan"]["bestaat"] is False
    [terug] = await wereld.werk("COLLEGEBESLUIT_ONTBREEKT")
    assert "het PIP intrekken" in terug["omschrijving"]
    heropend = {"motief": "het stond op de lijst van een dag later", "versie": item["versie"] + 1}
    id_ = (await teamleider.stuur(f"/werkitems/{item['id']}/heropening", heropend, 201))["id"]
    assert (await _pip(zaak))["nagegaan"] is None
    [weer] = [w for w in await wereld.werk("COLLEGEBESLUIT_NAGAAN") if str(w["id"]) == id_]
    await teamleider.stuur(f"/werkitems/{id_}/collegebesluit", GEZIEN | {"versie": weer["versie"]})
    assert (await _pip(zaak))["nagegaan"]["bestaat"] is True
    assert await wereld.werk("COLLEGEBESLUIT_ONTBREEKT") == []


async def test_wie_het_opgaf_trekt_niet_in_met_hetzelfde_nummer(wereld: Wereld) -> None:
    """Het werk om in te trekken blijft open tot iemand dat doet die het mag; heropenen alleen maakt het nummer niet
    goed."""
    zaak, item = await _eigen_pip(wereld)
    body = NIET | {"versie": item["versie"]}
    await wereld.mens("teamleider").stuur(f"/werkitems/{item['id']}/collegebesluit", body)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    besluit_id = next(b["id"] for b in await zaak.lees("/besluiten") if b["soort"] == "B04")
    weg = {"besluitId": besluit_id, "motivering": "Het plan rust op een besluit dat er niet is."}
    vals = weg | {"collegebesluit": {"nummer": "2026/17", "datum": (await wereld.vandaag()).isoformat()}}
    fout = await zaak.stuur("/pip/intrekking", vals, 409)
    assert velden(fout) == {"collegebesluit.nummer"}
    assert len(await wereld.werk("COLLEGEBESLUIT_ONTBREEKT")) == 1
    heropend = {"motief": "ik kijk nog eens", "versie": item["versie"] + 1}
    await wereld.km.stuur(f"/werkitems/{item['id']}/heropening", heropend, 201)
    assert velden(await zaak.stuur("/pip/intrekking", vals, 409)) == {"collegebesluit.nummer"}
    await trek_in(zaak)
    assert await wereld.werk("COLLEGEBESLUIT_ONTBREEKT") == []


async def test_is_het_besluit_ingetrokken_dan_is_dat_werk_gedaan(wereld: Wereld) -> None:
    zaak, item = await _eigen_pip(wereld)
    body = NIET | {"versie": item["versie"]}
    await wereld.mens("teamleider").stuur(f"/werkitems/{item['id']}/collegebesluit", body)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    await trek_in(zaak)
    assert await wereld.werk("COLLEGEBESLUIT_ONTBREEKT") == []


async def test_een_ander_behandelaar_krijgt_het_werk_niet(wereld: Wereld) -> None:
    """Wie het dossier heeft gaf het collegebesluit meestal zelf op; ook na toedelen staat het bij de teamleider."""
    zaak, item = await _eigen_pip(wereld)
    body = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await zaak.lees())["versie"]}
    await wereld.mens("teamleider").stuur(zaak.pad("/behandelaar"), body)
    [na] = await wereld.werk("COLLEGEBESLUIT_NAGAAN")
    assert (str(na["id"]), na["behandelaar_id"]) == (item["id"], None)


async def test_ander_werk_gaat_niet_over_een_collegebesluit(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, kennisgeving=None)
    item = next(w for w in await wereld.werk("NAVRAGEN") if w["dossier_id"] == zaak.id)
    body = GEZIEN | {"versie": item["versie"]}
    await wereld.mens("teamleider").stuur(f"/werkitems/{item['id']}/collegebesluit", body, 409)
