"""Als het intrekken zelf een vergissing was: het besluit komt dezelfde dag opnieuw, en de persoon verliest er niets bij
(ADR 0058)."""

import datetime as dt
from uuid import uuid4

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_intrekken import LATER, gehoord, trek_in, verzend_intrekking
from tests.process.test_ontheffingsbesluit_intrekken import GEHOORD
from tests.process.test_ontheffingsbesluit_intrekken import trek_in as trek_ontheffing_in
from tests.process.test_voornemen import NA_DE_TERMIJN, voorgelegd
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import verzend


async def test_een_ingetrokken_plan_komt_dezelfde_dag_opnieuw_bij_de_persoon_de_school_en_duo(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    wereld.duo_weet(zaak.inwoner, termijn=None)
    feit = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    await zaak.stuur("/inschrijvingen", feit | {"bekendOp": VANDAAG.isoformat()})
    await wereld.zet_klok(LATER)
    intrekking = (await trek_in(zaak, horen=gehoord()))["besluitId"]
    fout = await trek_in(zaak, 409, besluitId=intrekking)
    assert velden(fout) == {"besluitId"}
    assert "neem dan hetzelfde besluit opnieuw" in fout["detail"]
    await zaak.haal_concept_terug(1)
    fout = await zaak.stel_vast(LATER, 409)
    assert velden(fout) == {"bekendmaking"}
    assert "dezelfde dag opnieuw" in fout["gebreken"][0]["melding"]
    await verzend_intrekking(zaak)
    await zaak.stel_vast(LATER)
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    assert [m["soort"] for m in await zaak.lees("/duo-meldingen")] == ["U01", "U01"]
    assert [p.pip.dagtekeningPip for p in wereld.duo_heeft(zaak.inwoner).pips] == [VANDAAG, LATER]
    [leerling] = await wereld.rijen("leerling", dossier_id=zaak.id)
    assert (leerling["status"], bool(leerling["naam"])) == ("aanvaard", True)
    assert not [w for w in await wereld.werk("NAVRAGEN") if "De school leest niets meer" in w["omschrijving"]]
    oud, nieuw = await zaak.lees("/pip")
    anders = {"id", "volgnummer", "status", "versie", "dagtekening", "vastgesteldOp", "besluitId"}
    assert [naam for naam in oud if oud[naam] != nieuw[naam] and naam not in anders] == []
    termijnen = await wereld.rijen("termijn", dossier_id=zaak.id)
    [loopt] = [t for t in termijnen if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert loopt["start"] == VANDAAG + dt.timedelta(days=1), "haar begin verschuift niet (art. 11 lid 3)"


async def test_een_ingetrokken_plan_dat_niemand_las_kan_meteen_opnieuw(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await trek_in(zaak)
    await zaak.haal_concept_terug(1)
    await zaak.stel_vast()


@pytest.mark.parametrize("antwoordt", [True, False], ids=["antwoordde", "zweeg"])
async def test_pg_10_wie_niet_bij_de_intake_was_krijgt_hetzelfde_plan_zonder_nog_een_voornemen(
    wereld: Wereld, antwoordt: bool
) -> None:
    """Hij las het plan en kon antwoorden; een ander plan dan hij las vraagt wel een nieuw voornemen."""
    zaak, leider = await voorgelegd(wereld), wereld.mens("teamleider")
    if antwoordt:
        await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.")
        await zaak.bij_voornemen("weging", {"weging": "De lessen zijn overdag."})
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider)
    await trek_in(zaak, door=zaak.km)
    await zaak.haal_concept_terug(1)
    versie = (await zaak.lees("/pip"))[-1]["versie"]
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider, versie=versie)
    assert [v["status"] for v in await zaak.lees("/pip-voornemens")] == ["besloten"]
    laatste = (await zaak.lees("/brieven"))[-1]
    assert laatste["sjabloon"] == "pip_beschikking"
    await trek_in(zaak, door=zaak.km)
    await zaak.schrijf_pip(leerroute="Z", niveau="A2", intensiteitLeerroute=800)
    fout = await zaak.stel_vast(NA_DE_TERMIJN, 409, door=leider)
    assert velden(fout) == {"concept"}
    await zaak.bij_voornemen("intrekking", {"motief": "het plan is anders"})


async def test_een_ingetrokken_ontheffing_komt_dezelfde_dag_opnieuw(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    await verzend(zaak)
    await wereld.werk_af()
    await wereld.zet_klok(LATER)
    intrekking = (await trek_ontheffing_in(zaak, horen=GEHOORD))["besluitId"]
    fout = await trek_ontheffing_in(zaak, 409, besluitId=intrekking, horen=GEHOORD)
    assert velden(fout) == {"besluitId"}
    await zaak.vraag_ontheffing()
    fout = await zaak.beslis_ontheffing(409)
    assert velden(fout) == {"bekendmaking"}
    assert "het eerdere besluit over ontheffing niet geldt" in fout["gebreken"][0]["melding"]
    await verzend(zaak)
    await zaak.beslis_ontheffing()
    await verzend(zaak)
    await wereld.werk_af()
    assert [o["status"] for o in await zaak.lees("/lbt-ontheffingen")] == ["besluit_ingetrokken", "verleend"]
    assert wereld.duo_heeft(zaak.inwoner).lbt_overgeslagen
    await zaak.vul_intake_zonder_uitslag()
    await zaak.rond_intake_af()
