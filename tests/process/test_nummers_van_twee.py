"""Nummers in een melding van DUO die niet bij dezelfde persoon horen: niemand krijgt wat van een ander is (T26)."""

import datetime as dt
from typing import Any

import msgspec

from core.ontwikkeling.simulator.bevolking import Inwoner
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak


async def _meld(wereld: Wereld, bsn: str, v_nummer: int, *, code: str = "SS139", minuut: int = 7) -> None:
    op = BEGIN + dt.timedelta(minutes=minuut)
    body = {"registratieDatumTijd": op, "gebeurtenisId": code, "bsn": bsn, "vNummer": v_nummer}
    assert (await wereld.notificatie(msgspec.json.encode(body))).status_code == 201
    await wereld.werk_af()


async def _bekend(wereld: Wereld, code: str = "SS101") -> Zaak:
    """Iemand met een dossier waarvan BSN en V-nummer bekend zijn, en dat nog geen tien weken telt."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    await wereld.meldt(code, inwoner, v_nummer=True)
    await wereld.werk_af()
    return Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)


async def _nieuweling(wereld: Wereld) -> Inwoner:
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    return inwoner


async def _beeld(zaak: Zaak) -> dict[str, Any]:
    """Wat er van dit dossier te zien is, zonder het werk."""
    dossier: dict[str, Any] = await zaak.lees()
    return {naam: waarde for naam, waarde in dossier.items() if naam != "werk"}


async def test_het_v_nummer_van_een_ander_geeft_die_ander_niets(wereld: Wereld) -> None:
    bekend = await _bekend(wereld)
    nieuweling = await _nieuweling(wereld)
    voor = await _beeld(bekend)
    await _meld(wereld, nieuweling.bsn, bekend.inwoner.v_nummer)
    assert await _beeld(bekend) == voor
    assert voor["ss139Op"] is None
    assert await bekend.wereld.rijen("termijn", dossier_id=bekend.id, soort="PIP") == []


async def test_wie_het_bsn_heeft_krijgt_zijn_eigen_dossier_en_een_mens_zegt_wie_duo_bedoelt(wereld: Wereld) -> None:
    bekend = await _bekend(wereld)
    nieuweling = await _nieuweling(wereld)
    wereld.lijn.vergeet()
    await _meld(wereld, nieuweling.bsn, bekend.inwoner.v_nummer)
    nieuw_id = await wereld.dossier_id(nieuweling)
    assert nieuw_id != bekend.id
    assert wereld.lijn.oproepen == [], "op een melding die niemand aanwijst wordt niets gelezen"
    items = await wereld.werk("DUBBEL_DOSSIER")
    assert {i["dossier_id"] for i in items} == {nieuw_id, bekend.id}, "het kan om elk van beiden gaan"
    item = next(i for i in items if i["dossier_id"] == nieuw_id)
    nieuw = await wereld.km.lees(f"/dossiers/{nieuw_id}")
    kenmerken = (nieuw["kenmerk"], (await bekend.lees())["kenmerk"])
    assert [w["soort"] for w in (await bekend.lees())["werk"]].count("DUBBEL_DOSSIER") == 1
    assert {i["omschrijving"] for i in items} == {item["omschrijving"]}
    for deel in (*kenmerken, "telt bij geen van beide", "Vraag DUO wie zij bedoelt", "SS139"):
        assert deel in item["omschrijving"]
    assert nieuweling.bsn not in item["omschrijving"]
    assert str(bekend.inwoner.v_nummer) not in item["omschrijving"]
    eigen = {nieuw_id: ("bsn", nieuweling.bsn), bekend.id: ("vNummer", str(bekend.inwoner.v_nummer))}
    for werk in items:
        bericht = await wereld.km.lees(f"/werkitems/{werk['id']}/duo-bericht")
        waarden = {veld["naam"]: veld["waarde"] for veld in bericht["vanDuo"]["inhoud"]}
        naam, nummer = eigen[werk["dossier_id"]]
        assert waarden[naam] == nummer
        [ander] = [waarden[n] for n in ("bsn", "vNummer") if n != naam]
        assert ander == "niet getoond: dit nummer hoort bij een ander dossier"
    assert nieuw["ss139Op"] is None


async def test_wat_duo_bij_het_bsn_noemt_telt_alsnog_als_een_mens_het_liet_lezen(wereld: Wereld) -> None:
    """De weg die het werk wijst werkt: daarna staat de zaak er zoals bij een melding die wel klopte."""
    bekend = await _bekend(wereld)
    nieuweling = await _nieuweling(wereld)
    await _meld(wereld, nieuweling.bsn, bekend.inwoner.v_nummer)
    nieuw_id = await wereld.dossier_id(nieuweling)
    await wereld.km.stuur(f"/dossiers/{nieuw_id}/duo-lezing", None)
    await wereld.werk_af()
    dossier = await wereld.km.lees(f"/dossiers/{nieuw_id}")
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert (await bekend.lees())["ss139Op"] is None


async def test_twee_die_er_al_zijn_houden_elk_wat_zij_hadden(wereld: Wereld) -> None:
    een, ander = await _bekend(wereld), await _bekend(wereld)
    voor = (await _beeld(een), await _beeld(ander))
    await _meld(wereld, een.inwoner.bsn, ander.inwoner.v_nummer)
    assert (await _beeld(een), await _beeld(ander)) == voor
    assert {w["dossier_id"] for w in await wereld.werk("DUBBEL_DOSSIER")} == {een.id, ander.id}


async def test_wie_een_ander_v_nummer_heeft_dan_het_voorlopige_dossier(wereld: Wereld) -> None:
    een, voorlopig = await _bekend(wereld), wereld.iemand()
    wereld.duo_weet(voorlopig, bsn_bekend=False)
    await wereld.meldt("SS101", voorlopig, bsn=False, v_nummer=True)
    await wereld.werk_af()
    voor = await _beeld(een)
    await _meld(wereld, een.inwoner.bsn, voorlopig.v_nummer)
    assert await _beeld(een) == voor
    assert len(await wereld.werk("DUBBEL_DOSSIER")) == 2


async def test_een_melding_die_verbeterd_opnieuw_komt_wordt_gevolgd(wereld: Wereld) -> None:
    bekend = await _bekend(wereld)
    nieuweling = await _nieuweling(wereld)
    await _meld(wereld, nieuweling.bsn, bekend.inwoner.v_nummer)
    await _meld(wereld, nieuweling.bsn, nieuweling.v_nummer)
    dossier = await wereld.km.lees(f"/dossiers/{await wereld.dossier_id(nieuweling)}")
    assert (dossier["fase"], dossier["ss139Op"]) == ("PLICHT_GEMELD", BEGIN.date().isoformat())
    assert (await bekend.lees())["ss139Op"] is None


async def test_een_ander_v_nummer_dan_wij_kennen_wordt_gevolgd_en_nagevraagd(wereld: Wereld) -> None:
    bekend, onbekend = await _bekend(wereld), wereld.iemand()
    nummers = await wereld.rijen("persoon_nummer")
    await _meld(wereld, bekend.inwoner.bsn, onbekend.v_nummer)
    assert (await bekend.lees())["ss139Op"] == BEGIN.date().isoformat()
    assert await wereld.rijen("persoon_nummer") == nummers
    [item] = [w for w in await wereld.werk("NAVRAGEN") if "V-nummer" in w["omschrijving"]]
    assert item["dossier_id"] == bekend.id
    assert "DUO noemt een ander V-nummer dan wij kennen" in item["omschrijving"]
    assert all(str(i.v_nummer) not in item["omschrijving"] for i in (bekend.inwoner, onbekend))
    bericht = await wereld.km.lees(f"/werkitems/{item['id']}/duo-bericht")
    assert {"naam": "vNummer", "waarde": str(onbekend.v_nummer)} in bericht["vanDuo"]["inhoud"]


async def test_hetzelfde_v_nummer_is_geen_werk(wereld: Wereld) -> None:
    bekend = await _bekend(wereld)
    await _meld(wereld, bekend.inwoner.bsn, bekend.inwoner.v_nummer)
    assert not [w for w in await wereld.werk("NAVRAGEN") if "V-nummer" in w["omschrijving"]]
    assert await wereld.werk("DUBBEL_DOSSIER") == []
