"""C13: achter werk dat niemand noemt staat het bericht van of aan DUO, voor wie dat mag zien, en in het leeslog."""

from typing import Any
from uuid import UUID, uuid4

import msgspec

from tests.process.meldlijn import melding
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak


async def _bericht(wereld: Wereld, soort: str, verwacht: int = 200) -> Any:
    [item] = await wereld.werk(soort)
    return await wereld.km.lees(f"/werkitems/{item['id']}/duo-bericht", verwacht)


def _velden(bericht: dict[str, Any]) -> list[tuple[str, str]]:
    return [(v["naam"], v["waarde"]) for v in bericht["vanDuo"]["inhoud"]]


async def test_c13_werk_zonder_geldig_nummer_toont_het_nummer_dat_duo_stuurde_en_het_bericht(wereld: Wereld) -> None:
    bericht_id, fout = str(uuid4()), str(int(wereld.iemand().bsn) + 1)
    body = {"registratieDatumTijd": BEGIN, "gebeurtenisId": "SS139", "bsn": fout}
    await wereld.notificatie(msgspec.json.encode(body), bericht_id=bericht_id)
    await wereld.werk_af()
    gelezen = await _bericht(wereld, "DUO_GEEN_NUMMER")
    van_duo = gelezen["vanDuo"]
    assert (van_duo["berichtId"], van_duo["gebeurtenis"], van_duo["status"]) == (bericht_id, "SS139", "werkitem")
    assert ("bsn", fout) in _velden(gelezen)
    assert van_duo["omschrijving"] == "Inburgeringsplichtig, en de tien weken voor het PIP zijn begonnen"
    assert van_duo["ontvangenOp"]
    assert (gelezen["aanDuo"], gelezen["dossierId"], gelezen["grond"]) == (None, None, "art. 36 Wi2021")


async def test_c13_een_veld_dat_er_twee_keer_in_stond_staat_er_twee_keer(wereld: Wereld) -> None:
    een, ander = wereld.iemand().bsn, wereld.iemand(asiel=False).bsn
    vast = f'"registratieDatumTijd":"{BEGIN.isoformat()}","gebeurtenisId":"SS139"'
    await wereld.notificatie(f'{{{vast},"bsn":"{een}","bsn":"{ander}"}}'.encode())
    await wereld.werk_af()
    velden = _velden(await _bericht(wereld, "DUO_GEBEURTENIS"))
    assert [waarde for naam, waarde in velden if naam == "bsn"] == [een, ander]


async def test_c13_een_dossier_zonder_naam_is_te_herkennen_aan_het_laatste_bericht(wereld: Wereld) -> None:
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    gelezen = await _bericht(wereld, "BSN_ONTBREEKT")
    assert ("vNummer", str(inwoner.v_nummer)) in _velden(gelezen)
    assert gelezen["dossierId"] is not None


async def test_c13_wie_het_las_staat_in_het_leeslog_met_het_werk_en_het_veld(wereld: Wereld) -> None:
    await wereld.meldt("SS122", (zaak := await Zaak.nieuw(wereld)).inwoner)
    await wereld.werk_af()
    await _bericht(wereld, "DUO_GEBEURTENIS")
    [item] = await wereld.werk("DUO_GEBEURTENIS")
    [regel] = await wereld.rijen("audit", actie="duo-bericht.lezen")
    assert (regel["object"], regel["object_id"], regel["velden"]) == ("werkitem", item["id"], ["bsn"])
    assert regel["dossiers"] == [zaak.id]
    assert regel["medewerker_id"] == wereld.twee.a.klantmanager


async def test_c13_van_een_geweigerde_melding_staat_er_wat_wij_stuurden_en_waarom_duo_haar_niet_wil(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    wereld.duo_weet(zaak.inwoner, gevestigd=None)
    await wereld.werk_af()
    gelezen = await _bericht(wereld, "MELDING_HERSTELLEN")
    aan_duo = gelezen["aanDuo"]
    assert gelezen["vanDuo"] is None
    assert aan_duo["wat"] == "het PIP van 02-03-2026"
    inhoud = {v["naam"]: v["waarde"] for v in aan_duo["inhoud"]}
    assert inhoud == {"dagtekening": "02-03-2026", "leerroute": "B1-route", "niveau": "B1"}
    assert (aan_duo["status"], aan_duo["httpStatus"], aan_duo["pogingen"]) == ("afgewezen", 403, 1)
    assert aan_duo["foutteksten"] != []
    assert aan_duo["verzondenOp"]
    [item] = await wereld.werk("MELDING_HERSTELLEN")
    await zaak.stuur(f"/duo-meldingen/{aan_duo['id']}/nieuwe-aanbieding", None, 201)
    later = await wereld.km.lees(f"/werkitems/{item['id']}/duo-bericht")
    assert later["aanDuo"]["foutteksten"] == aan_duo["foutteksten"], "de reden blijft, ook als het werk gedaan is"
    assert later["aanDuo"]["vervangenDoor"] == (await melding(zaak))["id"]


async def test_een_contactpersoon_staat_er_met_zijn_naam(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    await wereld.werk_af()
    collegas = {c["id"]: c["naam"] for c in await wereld.km.lees("/medewerkers")}
    naam = collegas[str(wereld.twee.a.klantmanager)]
    assert (await melding(zaak))["inhoud"] == [{"naam": "contactpersoon", "waarde": naam}]


async def test_geheimhouding_staat_bij_het_bericht(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update persoon set geheimhouding = true")
    await wereld.meldt("SS122", zaak.inwoner)
    await wereld.werk_af()
    assert (await _bericht(wereld, "DUO_GEBEURTENIS"))["geheimhouding"] is True


async def test_c13_achter_ander_werk_zit_geen_bericht_en_een_ander_leest_het_niet(wereld: Wereld) -> None:
    await Zaak.nieuw(wereld)
    await _bericht(wereld, "PIP_VASTSTELLEN", 404)
    [item] = await wereld.werk("PIP_VASTSTELLEN")
    pad = f"/werkitems/{item['id']}/duo-bericht"
    await wereld.mens("klantmanager", wereld.twee.b).lees(pad, 404)
    await wereld.mens("school", basis=f"/v1/gemeenten/{wereld.twee.a.code}").lees(pad, 403)
    await wereld.km.lees(f"/werkitems/{UUID(int=7)}/duo-bericht", 404)
    assert {r["resultaat"] for r in await wereld.rijen("audit", actie="duo-bericht.lezen")} == {"geweigerd"}
