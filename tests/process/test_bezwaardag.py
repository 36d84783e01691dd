"""Een latere laatste dag voor bezwaar meldt alleen de brief die bekendmaakte (C21, art. 3:41 en 6:8 Awb)."""

import datetime as dt
from typing import Any

from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.test_bekendmaking import brief_van_pip
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel

EEN_DAG_LATER = {"verzondenOp": "2026-03-03", "wijze": "POST", "motief": "de postkamer bracht haar een dag later weg"}
LATER = VANDAAG + dt.timedelta(days=4)


async def _bekend(wereld: Wereld) -> tuple[Zaak, str]:
    """Het PIP is vier dagen geleden verzonden; geeft ook het id van zijn brief."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(LATER)
    brief: str = (await brief_van_pip(zaak))["id"]
    return zaak, brief


async def _niet_aangekomen(zaak: Zaak) -> str:
    id_ = await kom_terug(zaak, "pip_beschikking", reden="VERHUISD")
    await oordeel(zaak, id_, "FOUT_ADRES")
    return id_


async def _verzend(zaak: Zaak) -> None:
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt"]
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": LATER.isoformat()})


async def _bekendmaking(zaak: Zaak) -> tuple[Any, list[str]]:
    besluit = (await zaak.lees("/besluiten"))[-1]["bekendgemaaktOp"]
    return besluit, [
        t["laatsteDag"] for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("BEZWAAR", "lopend")
    ]


async def _rust_niets_op(zaak: Zaak, brief: str, waarom: str) -> None:
    voor = await _bekendmaking(zaak)
    fout = await zaak.verbeter_verzending(brief, EEN_DAG_LATER, 409)
    assert waarom in fout["detail"]
    await zaak.stuur(f"/brieven/{brief}/bezwaardag", None, 409)
    assert await zaak.wereld.werk("BEZWAARDAG_MELDEN") == []
    assert await _bekendmaking(zaak) == voor


async def test_c21_op_de_brief_van_een_vervangen_besluit_rust_geen_dag_meer(wereld: Wereld) -> None:
    zaak, oud = await _bekend(wereld)
    await _niet_aangekomen(zaak)
    await kies_briefadres(zaak)
    await zaak.stuur("/pip/dagtekening", {"besluitId": (await zaak.lees("/besluiten"))[-1]["id"]}, 201)
    await _rust_niets_op(zaak, oud, "kreeg daarna een nieuwe dagtekening")
    await _verzend(zaak)
    await _rust_niets_op(zaak, oud, "die van de brief met het besluit dat nu geldt")
    assert (await _bekendmaking(zaak))[0] == LATER.isoformat()


async def test_c21_op_de_brief_die_daarna_opnieuw_uitging_rust_de_bekendmaking_niet(wereld: Wereld) -> None:
    zaak, oud = await _bekend(wereld)
    id_ = await _niet_aangekomen(zaak)
    await kies_briefadres(zaak)
    await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 201)
    await _verzend(zaak)
    await _rust_niets_op(zaak, oud, "die van de brief die daarna ging")


async def test_art_3_41_wat_klaarlag_over_een_latere_dag_vervalt_als_het_besluit_niet_bekend_blijkt(
    wereld: Wereld,
) -> None:
    zaak, oud = await _bekend(wereld)
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    assert len(await wereld.werk("BEZWAARDAG_MELDEN")) == 1
    id_ = await _niet_aangekomen(zaak)
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []
    await oordeel(zaak, id_, "GOED_ADRES")
    assert len(await wereld.werk("BEZWAARDAG_MELDEN")) == 1, "zij kwam toch aan: de persoon kent de latere dag niet"
    klaar = (await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 201))["briefId"]
    await oordeel(zaak, id_, "FOUT_ADRES")
    stand = {b["id"]: b["status"] for b in await zaak.lees("/brieven")}
    assert stand[klaar] == "ingetrokken"
    await oordeel(zaak, id_, "GOED_ADRES")
    nieuw = (await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 201))["briefId"]
    assert nieuw != klaar, "wat ingetrokken is gaat niet uit"
    await _verzend(zaak)
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []


async def test_c21_wat_klaarlag_vervalt_als_de_dag_nog_later_blijkt(wereld: Wereld) -> None:
    zaak, oud = await _bekend(wereld)
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    klaar = (await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 201))["briefId"]
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER | {"verzondenOp": "2026-03-05"})
    assert next(b["status"] for b in await zaak.lees("/brieven") if b["id"] == klaar) == "ingetrokken"
    [item] = await wereld.werk("BEZWAARDAG_MELDEN")
    assert "16-04-2026" in item["omschrijving"]
    assert (await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 201))["briefId"] != klaar


async def test_c21_een_latere_dag_die_voorbij_is_wordt_niet_meer_geschreven(wereld: Wereld) -> None:
    zaak, oud = await _bekend(wereld)
    await wereld.zet_klok(dt.date(2026, 4, 15))
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    fout = await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 409)
    assert "beide zijn voorbij" in fout["detail"]
    [item] = await wereld.werk("BEZWAARDAG_MELDEN")
    assert "Een brief daarover helpt niet meer" in item["omschrijving"]


async def test_c21_een_brief_over_een_latere_dag_gaat_na_die_dag_niet_meer_weg_en_vervalt(wereld: Wereld) -> None:
    zaak, oud = await _bekend(wereld)
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    klaar = (await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 201))["briefId"]
    await wereld.zet_klok(dt.date(2026, 4, 15))
    await maak_zonder_pdf(wereld, zaak.id)
    fout = await zaak.stuur(f"/brieven/{klaar}/verzending", {"verzondenOp": "2026-04-15"}, 400)
    assert velden(fout) == {"verzondenOp"}
    assert "dinsdag 14-04-2026" in fout["gebreken"][0]["melding"]
    assert "vervalt zij vanzelf" in fout["gebreken"][0]["melding"]
    await _dag(wereld)
    assert await _status(zaak, klaar) == "gemaakt", "wie haar op tijd verzond, kan dat nog vastleggen"
    await wereld.zet_klok(dt.date(2026, 4, 24))
    await _dag(wereld)
    assert await _status(zaak, klaar) == "ingetrokken"
    [item] = await wereld.werk("BEZWAARDAG_MELDEN")
    assert "Een brief daarover helpt niet meer" in item["omschrijving"]


async def _status(zaak: Zaak, brief: str) -> str:
    return next(str(b["status"]) for b in await zaak.lees("/brieven") if b["id"] == brief)


async def _dag(wereld: Wereld) -> None:
    await wereld.alziend.execute("delete from outbox where soort = 'besluit.bewaak_verzending'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
