"""Een latere laatste dag voor bezwaar meldt alleen de brief die bekendmaakte (C21, art. 3:41 en 6:8 Awb)."""

import datetime as dt
from typing import Any

from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.test_bekendmaking import brief_van_pip
from tests.process.test_intrekken import trek_in
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel

EEN_DAG_LATER = {"verzondenOp": "2026-03-03", "wijze": "POST", "motief": "de postkamer bracht haar een dag later weg"}
LATER = VANDAAG + dt.timedelta(days=4)


async def _bekend(wereld: Wereld) -> tuple[Zaak, str]:
    """Het PIP is vier dagen geleden verzonden; geeft ook het id van zijn brief."""
    [bekend] = await _bekende(wereld, 1)
    return bekend


async def _bekende(wereld: Wereld, hoeveel: int) -> list[tuple[Zaak, str]]:
    zaken = [await (await Zaak.nieuw(wereld)).tot_vastgesteld() for _ in range(hoeveel)]
    for zaak in zaken:
        await zaak.maak_pip_bekend()
    await wereld.zet_klok(LATER)
    return [(zaak, str((await brief_van_pip(zaak))["id"])) for zaak in zaken]


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


async def test_c21_wat_klaarligt_over_een_latere_dag_gaat_niet_uit_als_het_besluit_is_ingetrokken(
    wereld: Wereld,
) -> None:
    """De brief die klaarligt vervalt, en het werk om haar te maken ook."""
    klaar, gevraagd = await _bekende(wereld, 2)
    for zaak, oud in (klaar, gevraagd):
        await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    brief = (await klaar[0].stuur(f"/brieven/{klaar[1]}/bezwaardag", None, 201))["briefId"]
    assert [w["dossier_id"] for w in await wereld.werk("BEZWAARDAG_MELDEN")] == [gevraagd[0].id]
    for zaak, oud in (klaar, gevraagd):
        await trek_in(zaak, horen={"zonder": "SPOED", "motief": "het plan is van een ander en de les begint morgen"})
        fout = await zaak.stuur(f"/brieven/{oud}/bezwaardag", None, 409)
        assert "daarna ingetrokken" in fout["detail"]
    assert await _status(klaar[0], brief) == "ingetrokken"
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []


async def test_c21_wat_klaarligt_over_een_waarschuwing_gaat_niet_uit_als_haar_oproep_is_ingetrokken(
    wereld: Wereld,
) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    await zaak.roep_op(await zaak.over(13))
    op = await wereld.vandaag()
    await zaak.verzend_oproep()
    oproep = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "oproep" and b["verzondenOp"] == str(op))
    later = op + dt.timedelta(days=1)
    await wereld.zet_klok(later)
    await zaak.verbeter_verzending(oproep["id"], EEN_DAG_LATER | {"verzondenOp": later.isoformat()})
    brief = (await zaak.stuur(f"/brieven/{oproep['id']}/bezwaardag", None, 201))["briefId"]
    await zaak.trek_oproep_in()
    assert await _status(zaak, brief) == "ingetrokken"


async def test_een_termijn_voor_bezwaar_is_na_haar_laatste_dag_verstreken_en_volgt_een_latere_dag(
    wereld: Wereld,
) -> None:
    """De dag in de brief telt ook als zij later is; wie bezwaar maakte weet Meedoen niet (PG-11, C21)."""
    zaak, oud = await _bekend(wereld)

    async def stand() -> list[tuple[str, str]]:
        alle = await zaak.lees("/termijnen")
        assert (await zaak.lees())["termijnen"] == alle
        return [(t["tijdigTot"], t["status"]) for t in alle if t["soort"] == "BEZWAAR"]

    await wereld.zet_klok(dt.date(2026, 4, 13))
    assert await stand() == [("2026-04-13", "lopend")], "de laatste dag telt nog"
    await wereld.zet_klok(dt.date(2026, 4, 14))
    assert await stand() == [("2026-04-13", "verstreken")]
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    assert await stand() == [("2026-04-13", "vervallen"), ("2026-04-14", "lopend")]
    await wereld.zet_klok(dt.date(2026, 4, 15))
    assert (await stand())[-1] == ("2026-04-14", "verstreken")


async def _status(zaak: Zaak, brief: str) -> str:
    return next(str(b["status"]) for b in await zaak.lees("/brieven") if b["id"] == brief)


async def _dag(wereld: Wereld) -> None:
    await wereld.alziend.execute("delete from outbox where soort = 'besluit.bewaak_verzending'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def test_c21_werk_om_een_latere_dag_te_melden_zegt_na_die_dag_dat_een_brief_niet_meer_helpt(
    wereld: Wereld,
) -> None:
    zaak, oud = await _bekend(wereld)
    await zaak.verbeter_verzending(oud, EEN_DAG_LATER)
    for dag, wat in ((14, "Maak de brief over de latere bezwaardag"), (15, "Een brief daarover helpt niet meer")):
        await wereld.zet_klok(dt.date(2026, 4, dag))
        for _ in range(2):
            await _dag(wereld)
            [item] = await wereld.werk("BEZWAARDAG_MELDEN")
            assert wat in item["omschrijving"]
    await wereld.zet_klok(dt.date(2026, 4, 16))
    await _dag(wereld)
    assert await wereld.werk("BEZWAARDAG_MELDEN") == [item], "een tweede dag verandert er niets aan"
