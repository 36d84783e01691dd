"""Wat een organisatie bij haar antwoord zegt, en dat iemand bij haar niet hoort (PG-20, F14)."""

from typing import Any
from uuid import uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.crypto.bsn_in_tekst import noemt_bsn
from tests.process.test_einde_plicht import duo_zegt
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
    werk = [w for w in await wereld.werk("NAVRAGEN") if "hoort" in w["omschrijving"]]
    assert sorted((w["dossier_id"], "datalek" in w["omschrijving"]) for w in werk) == [
        (zaak.id, False),
        (zaak.id, True),
    ]
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


async def test_na_het_einde_van_de_plicht_blijft_alleen_het_mogelijke_datalek_na_te_gaan(wereld: Wereld) -> None:
    """PG-12: over zijn lessen valt er dan niets meer vast te leggen."""
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True, startOp="2020-01-01"))
    await _antwoord(wereld, id_, een_antwoord(False, reden="NIET_VAN_ONS", versie=2))
    await wereld.werk_af()

    await duo_zegt(zaak, "Verblijfsdoel gewijzigd")

    assert [grond for grond in [w["grond"] for w in await wereld.werk("NAVRAGEN")] if "AVG" in grond] == ["art. 33 AVG"]
    assert not [w for w in await wereld.werk("NAVRAGEN") if "les volgt" in w["omschrijving"]]


async def test_van_een_aanbod_kan_niemand_zeggen_dat_hij_er_niet_hoort(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)

    fout = await _antwoord(wereld, id_, een_antwoord(False, reden="NIET_VAN_ONS"), 400)

    assert [gebrek["veld"] for gebrek in fout["gebreken"]] == ["reden"]


async def test_wie_aanvaardde_vult_later_aan_wanneer_en_waar(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True))

    await _antwoord(wereld, id_, een_antwoord(True, versie=2, **HOE))
    await wereld.werk_af()

    [toewijzing] = await zaak.lees("/toewijzingen")
    assert {veld: toewijzing[veld] for veld in HOE} == HOE
    assert (await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}"))["eigenNummer"] == HOE["eigenNummer"]


async def test_een_start_die_niet_kan_wordt_nagevraagd_tot_er_een_is_die_kan(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)

    async def gevraagd() -> list[str]:
        await wereld.werk_af()
        return [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "zegt dat het begint" in w["omschrijving"]]

    await _antwoord(wereld, id_, een_antwoord(True, startOp="2025-01-05"))
    [vroeg] = await gevraagd()
    await _antwoord(wereld, id_, een_antwoord(True, startOp="2027-09-01", versie=2))
    [laat] = await gevraagd()
    await _antwoord(wereld, id_, een_antwoord(True, startOp=VANDAAG.isoformat(), versie=3))

    assert ("voor het aanbod" in vroeg, "de laatste dag om te beginnen" in laat) == (True, True)
    assert await gevraagd() == []


async def test_om_een_andere_reden_kan_een_aanvaarding_niet_terug(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True))

    fout = await _antwoord(wereld, id_, een_antwoord(False, versie=2), 409)

    assert "NIET_VAN_ONS" in fout["detail"]
    await wereld.mens("school").lees(f"/eigen-toewijzingen/{id_}")


async def test_wie_er_niet_hoorde_gaat_niet_ongevraagd_nog_eens_naar_die_organisatie(wereld: Wereld) -> None:
    """PG-20: de school van wie hij niet is krijgt zijn gegevens niet; de klantmanager leest wie dat zei en wanneer."""
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _antwoord(wereld, id_, een_antwoord(True))
    await _antwoord(wereld, id_, een_antwoord(False, reden="NIET_VAN_ONS", versie=2))
    await wereld.werk_af()
    weer = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}

    [gezegd] = await zaak.lees("/toewijzingen")
    assert (gezegd["weigerreden"], gezegd["beantwoordOp"] is None) == ("NIET_VAN_ONS", False)
    fout = await zaak.stuur("/toewijzingen", weer, 409)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "HOORDE_ER_NIET"
    school = wereld.huis.tenant(wereld.twee.a.id).organisatienamen[wereld.twee.a.school]
    assert waarschuwing["melding"].startswith(f"{school} zei op ")
    assert f"{VANDAAG:%d-%m-%Y}" in waarschuwing["melding"]
    assert len(await zaak.lees("/toewijzingen")) == 1

    await zaak.stuur("/toewijzingen", weer | {"bevestigd": ["HOORDE_ER_NIET"]})
    await zaak.stuur("/toewijzingen", weer)
    await _antwoord(wereld, weer["id"], een_antwoord(True))
    await zaak.stuur(f"/toewijzingen/{weer['id']}/beeindiging", {"versie": 2})
    await zaak.stuur("/toewijzingen", weer | {"id": str(uuid4())})


async def test_wie_om_iets_anders_weigerde_is_opnieuw_te_vragen(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    await _antwoord(wereld, await _bied_aan(zaak), een_antwoord(False, reden="GEEN_PLEK"))
    await wereld.werk_af()
    await _bied_aan(zaak)
