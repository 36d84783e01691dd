"""Wat een organisatie bij haar antwoord zegt, en dat iemand bij haar niet hoort (PG-20, F14)."""

from typing import Any
from uuid import uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.crypto.bsn_in_tekst import noemt_bsn
from tests.process.wereld import VANDAAG, Mens, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.toewijzing import een_antwoord

HOE = {
    "startOp": VANDAAG.isoformat(),
    "groep": "Dinsdag A",
    "locatie": "Stationsplein 4",
    "contact": "R. de Wit, 038 1234567",
    "eigenNummer": "2026-0417",
}


async def _traject(wereld: Wereld) -> Zaak:
    return await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()


async def _bied_aan(zaak: Zaak) -> str:
    id_ = str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(zaak.wereld.twee.a.school)})
    return id_


async def _antwoord(wereld: Wereld, id_: str, body: dict[str, Any], verwacht: int = 204, wie: str = "school") -> Any:
    mens: Mens = wereld.mens(wie)
    return await mens.stuur(f"/eigen-toewijzingen/{id_}/antwoord", body, verwacht)


async def test_wie_aanvaardt_zegt_wanneer_waar_en_bij_wie_hij_begint(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)

    await _antwoord(wereld, id_, een_antwoord(True, **HOE))

    [toewijzing] = await zaak.lees("/toewijzingen")
    assert {veld: toewijzing[veld] for veld in HOE} == HOE


async def test_het_eigen_nummer_staat_bij_de_school_bij_de_leerling(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True, **HOE))
    await wereld.werk_af()

    [regel] = (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"]
    leerling = await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}")

    assert (regel["eigenNummer"], leerling["eigenNummer"]) == (HOE["eigenNummer"], HOE["eigenNummer"])


async def test_wie_weigert_zegt_waarom_en_de_klantmanager_leest_dat_bij_het_werk(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)

    await _antwoord(wereld, id_, een_antwoord(False, reden="LESTIJDEN"))
    await wereld.werk_af()

    [toewijzing] = await zaak.lees("/toewijzingen")
    [werk] = await wereld.werk("TAALSCHOOL_KIEZEN")
    assert toewijzing["weigerreden"] == "LESTIJDEN"
    assert werk["omschrijving"].endswith("(de tijden passen niet).")


async def test_alles_wat_niet_bij_het_antwoord_hoort_wordt_in_een_keer_genoemd(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)

    zonder_reden = await _antwoord(wereld, id_, {"aanvaard": False, "versie": 1, **HOE}, 400)
    met_reden = await _antwoord(wereld, id_, een_antwoord(True, reden="NIVEAU"), 400)

    assert [gebrek["veld"] for gebrek in zonder_reden["gebreken"]] == ["reden", *HOE]
    assert [gebrek["veld"] for gebrek in met_reden["gebreken"]] == ["reden"]
    assert [t["status"] for t in await zaak.lees("/toewijzingen")] == ["aangeboden"]


async def test_een_bsn_is_geen_eigen_nummer(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    assert noemt_bsn(zaak.inwoner.bsn)

    fout = await _antwoord(wereld, id_, een_antwoord(True, eigenNummer=zaak.inwoner.bsn), 400)

    assert [gebrek["veld"] for gebrek in fout["gebreken"]] == ["eigenNummer"]
    assert zaak.inwoner.bsn not in str(fout)


async def test_wie_er_niet_hoort_leest_de_school_meteen_niet_meer_en_de_klantmanager_gaat_het_na(
    wereld: Wereld,
) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True, **HOE))
    await wereld.werk_af()

    await _antwoord(wereld, id_, een_antwoord(False, reden="NIET_VAN_ONS", versie=2))

    await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}", 404)
    assert (await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen"))["toewijzingen"] == []
    await wereld.werk_af()
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "hoort" in w["omschrijving"]]
    assert (werk["dossier_id"], "datalek" in werk["omschrijving"]) == (zaak.id, True)
    [leerling] = await wereld.rijen("leerling")
    assert (leerling["naam"], leerling["eigen_nummer"]) == ("", "")
    assert len(await wereld.werk("TAALSCHOOL_KIEZEN")) == 1


async def test_ook_wie_werd_ingeschreven_kan_er_niet_horen(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = str(uuid4())
    body = {"id": id_, "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    await zaak.stuur("/inschrijvingen", body | {"bekendOp": VANDAAG.isoformat()})
    await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}")

    await _antwoord(wereld, id_, een_antwoord(False, reden="NIET_VAN_ONS"))

    await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}", 404)


async def test_om_een_andere_reden_kan_een_aanvaarding_niet_terug(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True))

    fout = await _antwoord(wereld, id_, een_antwoord(False, versie=2), 409)

    assert "NIET_VAN_ONS" in fout["detail"]
    await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}")
