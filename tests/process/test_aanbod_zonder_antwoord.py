"""Een organisatie die niet antwoordt op wie haar is aangeboden: er is werk, met een eigen dag, tot er een antwoord is
of het aanbod er niet meer is (art. 16 lid 1 Wi2021)."""

import datetime as dt
from uuid import uuid4

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_einde_plicht import duo_zegt
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.toewijzing import een_antwoord

WERK = "AANBOD_BEANTWOORDEN"
ANTWOORD = dt.date(2026, 3, 16)
"""Tien werkdagen na het aanbod (eigen beleid)."""
START = dt.date(2026, 6, 2)
"""Drie maanden na de dagtekening: de laatste dag om te beginnen."""


async def _bied_aan(zaak: Zaak) -> str:
    id_ = str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(zaak.wereld.twee.a.school)})
    return id_


async def _met_aanbod(wereld: Wereld) -> tuple[Zaak, str]:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    return zaak, await _bied_aan(zaak)


async def _antwoord(wereld: Wereld, id_: str, *, aanvaard: bool, wie: str = "school") -> None:
    body = een_antwoord(aanvaard)
    await wereld.mens(wie).stuur(f"/eigen-toewijzingen/{id_}/antwoord", body)
    await wereld.werk_af()


async def _op(wereld: Wereld, dag: dt.date) -> None:
    await wereld.zet_klok(dag)
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def test_een_aanbod_is_werk_met_een_eigen_dag_en_op_de_laatste_dag_om_te_beginnen_weer(wereld: Wereld) -> None:
    zaak, id_ = await _met_aanbod(wereld)
    [werk] = await wereld.werk(WERK)
    assert (werk["dossier_id"], werk["vervaldatum"], werk["grond"]) == (zaak.id, ANTWOORD, "art. 16 lid 1 Wi2021")
    await _op(wereld, START - dt.timedelta(days=1))
    [ervoor] = await wereld.werk(WERK)
    assert (ervoor["vervaldatum"], ervoor["versie"]) == (ANTWOORD, 1)
    assert await wereld.werk("NIETS_GEPLAND") == []
    await _op(wereld, START)
    [nu] = await wereld.werk(WERK)
    assert (nu["id"], nu["vervaldatum"], nu["versie"]) == (werk["id"], START, 2)
    assert "Vraag haar nu of hij kan beginnen" in nu["omschrijving"]
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 1})
    assert await wereld.werk(WERK) == []
    assert [w["vervaldatum"] for w in await wereld.werk("TAALSCHOOL_KIEZEN")] == [START], "kies een andere school"


@pytest.mark.parametrize("aanvaard", [True, False], ids=["aanvaard", "geweigerd"])
async def test_het_antwoord_van_de_school_sluit_het_werk(wereld: Wereld, aanvaard: bool) -> None:
    _, id_ = await _met_aanbod(wereld)
    await _antwoord(wereld, id_, aanvaard=aanvaard)
    assert await wereld.werk(WERK) == []


async def test_een_mens_vinkt_het_niet_af(wereld: Wereld) -> None:
    await _met_aanbod(wereld)
    [werk] = await wereld.werk(WERK)
    body = {"afhandeling": "gebeld", "versie": werk["versie"]}
    fout = await wereld.km.stuur(f"/werkitems/{werk['id']}/afhandeling", body, 409)
    assert "sluit vanzelf" in fout["detail"]


async def test_pg12_rust_de_plicht_dan_eindigt_het_aanbod_en_vervalt_het_werk(wereld: Wereld) -> None:
    zaak, _ = await _met_aanbod(wereld)
    await duo_zegt(zaak, "Tijdelijke vrijstelling")
    assert await wereld.werk(WERK) == []
    assert [w["status"] for w in await wereld.rijen("werkitem", soort=WERK)] == ["vervallen"]


async def test_wie_zich_elders_inschrijft_wacht_op_geen_antwoord_meer(wereld: Wereld) -> None:
    zaak, _ = await _met_aanbod(wereld)
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.b.school)}
    await zaak.stuur("/inschrijvingen", body | {"bron": "PERSOON", "bekendOp": VANDAAG.isoformat()})
    assert await wereld.werk(WERK) == []


async def test_een_maatschappelijke_partner_die_niet_antwoordt_geeft_ook_werk(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    id_ = str(uuid4())
    partner = str(wereld.twee.a.leden["maatschappelijke_partner"].organisatie)
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": partner, "dienst": "huisbezoek"})
    [werk] = await wereld.werk(WERK)
    assert (werk["vervaldatum"], werk["grond"]) == (ANTWOORD, "art. 13 lid 1 Wi2021")
    await _op(wereld, START)
    assert [(w["vervaldatum"], w["versie"]) for w in await wereld.werk(WERK)] == [(ANTWOORD, 1)]
    await _antwoord(wereld, id_, aanvaard=True, wie="maatschappelijke_partner")
    assert await wereld.werk(WERK) == []


async def test_een_aanbod_van_voor_dit_werk_krijgt_het_met_het_dagwerk(wereld: Wereld) -> None:
    await _met_aanbod(wereld)
    await wereld.alziend.execute("delete from werkitem where soort = $1", WERK)
    await _op(wereld, VANDAAG + dt.timedelta(days=1))
    assert [w["vervaldatum"] for w in await wereld.werk(WERK)] == [ANTWOORD]
    assert len(await wereld.rijen("audit", actie="toewijzing.waken")) == 1
