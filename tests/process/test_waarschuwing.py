"""De waarschuwing met de tweede oproep (B02, PG-15): wat de jurist van de gemeente koos, zo wordt zij behandeld."""

import datetime as dt

import msgspec
import pytest

from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak


async def _eerste_gemist(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    return zaak


def _koos(wereld: Wereld, monkeypatch: pytest.MonkeyPatch, van: str) -> None:
    """De jurist van de eerste gemeente koos wat die van een andere koos, of nog niets."""
    keuzes = next(t.keuzes for t in wereld.huis.tenants.values() if t.naam == van)
    tenant = msgspec.structs.replace(wereld.twee.a.tenant, keuzes=keuzes)
    monkeypatch.setitem(wereld.huis.tenants, tenant.id, tenant)


async def _trek_b02_in(wereld: Wereld) -> None:
    teamleider, vandaag = wereld.mens("teamleider"), (await wereld.vandaag()).isoformat()
    for regel in await teamleider.lees("/mandaten"):
        if regel["besluit"] == "B02":
            body = {"op": vandaag, "motief": "nieuw mandaatbesluit volgt"}
            await teamleider.stuur(f"/mandaten/{regel['id']}/intrekking", body)


async def test_pg_15_met_clausule_is_de_waarschuwing_een_besluit_met_bekendmaking_en_bezwaartermijn(
    wereld: Wereld,
) -> None:
    zaak = await _eerste_gemist(wereld)
    await zaak.roep_op(await zaak.over(13))
    [besluit] = await zaak.lees("/besluiten")
    oproep = (await zaak.lees("/oproepen"))[-1]
    assert (besluit["soort"], besluit["id"]) == ("B02", oproep["id"])
    assert (besluit["gronden"], besluit["bekendgemaaktOp"]) == (["art. 14 lid 1 Wi2021"], None)
    assert besluit["mandaatId"] is not None
    assert besluit["ontvangstbewijs"]["parameters"]["bezwaartermijn"] == "6 weken"
    await zaak.verzend_oproep()
    vandaag = await wereld.vandaag()
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["bekendgemaaktOp"] == vandaag.isoformat()
    lopend = {t["soort"]: t for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend"}
    assert set(lopend) >= {"BEZWAAR", "INTAKE_O2"}
    assert dt.date.fromisoformat(lopend["BEZWAAR"]["laatsteDag"]) >= vandaag + dt.timedelta(days=42)


async def test_pg_15_zonder_clausule_is_er_geen_besluit_en_blijft_de_dag_van_verzending(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _koos(wereld, monkeypatch, "Heerenveen")
    zaak = await _eerste_gemist(wereld)
    await _trek_b02_in(wereld)
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    assert await zaak.lees("/besluiten") == []
    oproep = (await zaak.lees("/oproepen"))[-1]
    assert (oproep["metWaarschuwing"], oproep["verzondenOp"]) == (True, (await wereld.vandaag()).isoformat())
    lopend = {t["soort"] for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend"}
    assert "BEZWAAR" not in lopend


async def test_pg_15_zonder_keuze_gaat_er_geen_waarschuwing_uit_ook_niet_met_een_collegebesluit(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    _koos(wereld, monkeypatch, "Schagen")
    zaak = await _eerste_gemist(wereld)
    vandaag = (await wereld.vandaag()).isoformat()
    fout = await zaak.roep_op(await zaak.over(13), 409, collegebesluit={"nummer": "2026/17", "datum": vandaag})
    assert velden(fout) == {"waarschuwingRechtsmiddel"}
    assert len(await zaak.lees("/brieven")) == 1


async def test_pg_15_een_waarschuwing_die_een_besluit_is_vraagt_mandaat_of_het_orgaan_zelf(wereld: Wereld) -> None:
    zaak = await _eerste_gemist(wereld)
    await _trek_b02_in(wereld)
    dag = await zaak.over(13)
    assert velden(await zaak.roep_op(dag, 409)) == {"mandaat"}
    assert velden(await zaak.km.lees(zaak.pad("/oproepen/voorstel"), 409)) == {"mandaat"}
    assert (len(await zaak.lees("/oproepen")), await zaak.lees("/besluiten")) == (1, [])
    vandaag = (await wereld.vandaag()).isoformat()
    toen = {"nummer": "2026/17", "datum": (await zaak.over(-1)).isoformat()}
    fout = await zaak.roep_op(dag, 409, collegebesluit=toen)
    assert velden(fout) == {"collegebesluit.datum"}, "gisteren liep de termijn van de eerste oproep nog"
    await zaak.roep_op(dag, collegebesluit={"nummer": "2026/17", "datum": vandaag})
    [besluit] = await zaak.lees("/besluiten")
    assert (besluit["collegebesluit"]["nummer"], besluit["mandaatId"]) == ("2026/17", None)


async def test_pg_12_wie_verhuist_krijgt_een_waarschuwing_die_nog_niet_verzonden_is_niet_meer(wereld: Wereld) -> None:
    zaak = await _eerste_gemist(wereld)
    await zaak.roep_op(await zaak.over(13))
    [besluit] = await zaak.lees("/besluiten")
    wereld.duo_weet(zaak.inwoner, verhuisd_naar="0344")
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == besluit["id"]]
    assert brief["status"] == "ingetrokken"


async def test_dezelfde_oproep_nog_eens_sturen_geeft_een_besluit(wereld: Wereld) -> None:
    zaak = await _eerste_gemist(wereld)
    dag = await zaak.over(13)
    await zaak.roep_op(dag)
    oproep = (await zaak.lees("/oproepen"))[-1]
    await zaak.roep_op(dag, id=oproep["id"])
    assert len(await zaak.lees("/besluiten")) == 1


async def test_de_brief_die_een_waarschuwing_intrekt_is_niet_haar_bekendmaking(wereld: Wereld) -> None:
    zaak = await _eerste_gemist(wereld)
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    [voor] = await zaak.lees("/besluiten")
    await zaak.trek_oproep_in()
    await wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "oproep_intrekking"]
    assert brief["onderwerpId"] != voor["id"]
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": (await wereld.vandaag()).isoformat()})
    assert await zaak.lees("/besluiten") == [voor]


@pytest.mark.parametrize("eerst", [True, False], ids=["verbeterd-en-ingetrokken", "ingetrokken-en-verbeterd"])
async def test_c21_over_een_waarschuwing_die_met_haar_oproep_is_ingetrokken_wordt_geen_latere_dag_gemeld(
    wereld: Wereld, eerst: bool
) -> None:
    zaak = await _eerste_gemist(wereld)
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    oproep = (await zaak.lees("/oproepen"))[-1]
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == oproep["id"]]
    dagen = [(await zaak.over(dag)).isoformat() for dag in (1, 2)]
    body = {"wijze": "POST", "motief": "de postkamer bracht haar later weg"}
    await wereld.zet_klok(await zaak.over(2))
    if eerst:
        await zaak.verbeter_verzending(brief["id"], body | {"verzondenOp": dagen[0]})
        assert len(await wereld.werk("BEZWAARDAG_MELDEN")) == 1
    await zaak.trek_oproep_in()
    await zaak.verbeter_verzending(brief["id"], body | {"verzondenOp": dagen[1]})
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []
    fout = await zaak.stuur(f"/brieven/{brief['id']}/bezwaardag", None, 409)
    assert "een waarschuwing die erin stond ook" in fout["detail"]
    [staat] = [b for b in await zaak.lees("/brieven") if b["id"] == brief["id"]]
    assert staat["verzondenOp"] == dagen[1], "de dag zelf is wel verbeterd"
