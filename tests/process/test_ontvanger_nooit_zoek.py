"""Wat DUO geldig adresseert raakt nooit zoek: het ligt er, DUO hoort 201, en wie het moet weten krijgt werk."""

import json
from typing import Any
from uuid import uuid4

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.crypto.kluis import Plek, Soort
from tests.process.test_ontvanger import bericht
from tests.process.wereld import Wereld
from tests.voorbeelden.nummers import proefbsn

MOMENTEN_DIE_NIET_KUNNEN = (
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+01:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "1899-12-31T23:59:59Z",
)


def _open(wereld: Wereld, rij: dict[str, Any]) -> bytes:
    plek = Plek(tabel="duo_ontvangst", kolom="cijfer", gemeente_id=rij["gemeente_id"], rij_id=rij["id"])
    return wereld.huis.kluis.ontsleutel(rij["cijfer"], soort=Soort.DUO_POSTVAK, plek=plek)


@pytest.mark.parametrize("moment", MOMENTEN_DIE_NIET_KUNNEN)
async def test_een_tijdstip_dat_niet_kan_wordt_bewaard_gevolgd_en_nagevraagd(wereld: Wereld, moment: str) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    body = bericht(registratieDatumTijd=moment, bsn=inwoner.bsn)
    id_ = str(uuid4())
    assert (await wereld.notificatie(body, bericht_id=id_)).status_code == 201
    [rij] = await wereld.rijen("duo_ontvangst")
    assert (rij["gebeurtenis"], rij["geregistreerd_op"]) == ("SS139", None)
    assert _open(wereld, rij) == body
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    assert dossier["fase"] == "PLICHT_GEMELD", "wat er bij DUO staat is gelezen"
    assert dossier["ss139_op"] is None, "een dag die niet kan start geen termijn"
    [item] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":dag")]
    assert item["dossier_id"] == dossier["id"]
    assert id_ in item["omschrijving"]


async def test_een_melding_met_een_goede_dag_geldt_naast_een_met_een_dag_die_niet_kan(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    for moment in ("9999-12-31T23:59:59Z", "2026-03-02T10:00:00+01:00"):
        await wereld.notificatie(bericht(registratieDatumTijd=moment, bsn=inwoner.bsn))
        await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    assert dossier["ss139_op"].isoformat() == "2026-03-02"


@pytest.mark.parametrize("veld", ["registratieDatumTijd", "gebeurtenisId", "bsn", "vNummer"])
async def test_een_veld_dat_dubbel_staat_wordt_bewaard_en_wordt_werk(wereld: Wereld, veld: str) -> None:
    """Wij kiezen niet wie of wat DUO bedoelt."""
    goed = json.loads(bericht(vNummer=9000000001))
    los = json.dumps(goed)[1:-1]
    body = f'{{"{veld}": {json.dumps(goed[veld])}, {los}}}'.encode()
    id_ = str(uuid4())
    for _ in range(2):
        assert (await wereld.notificatie(body, bericht_id=id_)).status_code == 201
    [rij] = await wereld.rijen("duo_ontvangst")
    assert _open(wereld, rij) == body
    await wereld.werk_af()
    assert await wereld.rijen("dossier") == []
    [item] = await wereld.werk("DUO_GEBEURTENIS")
    assert veld in item["omschrijving"]
    assert id_ in item["omschrijving"]
    assert (await wereld.rijen("duo_ontvangst"))[0]["status"] == "werkitem"


async def test_dubbel_in_een_veld_dat_wij_niet_kennen_doet_er_niet_toe(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    body = bericht(bsn=inwoner.bsn)[:-1] + b', "nieuw": {"a": 1, "a": 2}, "nieuw": 3}'
    assert (await wereld.notificatie(body)).status_code == 201
    await wereld.werk_af()
    assert (await wereld.rijen("dossier"))[0]["fase"] == "PLICHT_GEMELD"


async def test_wat_om_welke_reden_ook_niet_past_ligt_er_ruw(wereld: Wereld) -> None:
    """Een kolom die een geldige melding niet aanneemt staat voor alles wat wij nog niet bedachten."""
    await wereld.eigenaar.execute(
        "alter table meedoen.duo_ontvangst add constraint te_streng check (gebeurtenis <> 'SS777') not valid"
    )
    try:
        body, id_ = bericht(gebeurtenisId="SS777"), str(uuid4())
        for _ in range(2):
            antwoord = await wereld.notificatie(body, bericht_id=id_)
            assert (antwoord.status_code, antwoord.headers["berichtId"]) == (201, id_)
        [rij] = await wereld.rijen("duo_ontvangst")
        assert (rij["gebeurtenis"], rij["geregistreerd_op"]) == (None, None)
        assert _open(wereld, rij) == body
        await wereld.werk_af()
        [item] = await wereld.werk("DUO_GEBEURTENIS")
        assert id_ in item["omschrijving"]
        assert await wereld.rijen("dossier") == []
    finally:
        await wereld.eigenaar.execute("alter table meedoen.duo_ontvangst drop constraint te_streng")


async def test_breekt_er_iets_van_ons_dan_hoort_duo_dat_in_haar_eigen_vorm(
    wereld: Wereld, caplog: pytest.LogCaptureFixture
) -> None:
    """Met 503 komt het bericht terug; een 500 of een andere vorm staat niet in het koppelvlak."""
    await wereld.eigenaar.execute("alter table meedoen.duo_ontvangst rename column kenmerk to iets_anders")
    try:
        antwoord = await wereld.notificatie(bericht())
    finally:
        await wereld.eigenaar.execute("alter table meedoen.duo_ontvangst rename column iets_anders to kenmerk")
    assert antwoord.status_code == 503
    assert set(antwoord.json()) == {"fouttekst"}
    assert antwoord.headers["API-Version"] == "1.8.0"
    assert [r for r in caplog.records if r.levelname == "ERROR"], "een fout van ons komt in het logboek"
    assert proefbsn().onthul() not in caplog.text


async def test_c8_hetzelfde_bericht_id_met_een_andere_inhoud_wordt_gevolgd_en_is_werk(wereld: Wereld) -> None:
    een, twee = wereld.wie(Verhaal.GEZIN), wereld.wie(Verhaal.GEZIN, nummer=1)
    for inwoner in (een, twee):
        wereld.duo_weet(inwoner)
    id_ = str(uuid4())
    for code, inwoner in (("SS139", een), ("SS110", een), ("SS139", twee), ("SS139", een)):
        antwoord = await wereld.notificatie(bericht(gebeurtenisId=code, bsn=inwoner.bsn), bericht_id=id_)
        assert antwoord.status_code == 201
    assert len(await wereld.rijen("duo_ontvangst")) == 3
    await wereld.werk_af()
    assert {r["status"] for r in await wereld.rijen("duo_ontvangst")} == {"verwerkt"}
    assert len(await wereld.rijen("dossier")) == 2
    werk = {w["omschrijving"]: w["dossier_id"] for w in await wereld.werk("DUO_GEBEURTENIS")}
    assert sorted(code for tekst in werk for code in ("SS110", "SS139") if code in tekst) == ["SS110", "SS139"]
    assert all(f"noem berichtId {id_}" in tekst for tekst in werk), "alleen het eerste bericht is geen werk"
    assert set(werk.values()) == {await wereld.dossier_id(een), await wereld.dossier_id(twee)}


async def test_c8_hetzelfde_bericht_nog_eens_is_geen_werk(wereld: Wereld) -> None:
    inwoner, id_ = wereld.wie(Verhaal.GEZIN), str(uuid4())
    wereld.duo_weet(inwoner)
    for _ in range(2):
        await wereld.notificatie(bericht(bsn=inwoner.bsn), bericht_id=id_)
        await wereld.werk_af()
    assert await wereld.werk("DUO_GEBEURTENIS") == []
