"""De lijst van dossiers: van mij, van een collega, van niemand of van het team; op fase, bladerend, en gelogd."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.process.wereld import Wereld, velden
from tests.voorbeelden.beheer import Gemeente
from tests.voorbeelden.dossier import dossier, werkitem


async def _zaai(wereld: Wereld, aantal: int = 1, gemeente: Gemeente | None = None, **anders: Any) -> list[str]:
    async with wereld.huis.databank.uow((gemeente or wereld.twee.a).als_klantmanager()) as tx:
        return [str(await dossier(tx, **anders)) for _ in range(aantal)]


async def _lees(wereld: Wereld, vraag: str = "", verwacht: int = 200) -> Any:
    return await wereld.km.lees(f"/dossiers{vraag}", verwacht)


async def _ids(wereld: Wereld, vraag: str = "") -> list[str]:
    return [d["dossierId"] for d in (await _lees(wereld, vraag))["dossiers"]]


async def test_van_mij_van_niemand_van_een_collega_en_van_het_team(wereld: Wereld) -> None:
    a = wereld.twee.a
    [eigen] = await _zaai(wereld, behandelaar_id=a.klantmanager)
    [ander] = await _zaai(wereld, behandelaar_id=a.teamleider)
    [los] = await _zaai(wereld)
    await _zaai(wereld, gemeente=wereld.twee.b)
    assert await _ids(wereld) == sorted([eigen, ander, los])
    assert await _ids(wereld, "?voor=mij") == [eigen]
    assert await _ids(wereld, f"?behandelaar={a.teamleider}") == [ander]
    assert await _ids(wereld, "?voor=niemand") == [los]
    assert await _ids(wereld, f"?behandelaar={uuid4()}") == []
    assert velden(await _lees(wereld, f"?voor=mij&behandelaar={uuid4()}", 400)) == {"voor"}


async def test_zonder_fase_alleen_wat_open_is(wereld: Wereld) -> None:
    [open_] = await _zaai(wereld, fase="INTAKE_LOOPT")
    [dicht] = await _zaai(wereld, fase="BEEINDIGD")
    assert await _ids(wereld) == [open_]
    assert await _ids(wereld, "?fase=BEEINDIGD") == [dicht]
    assert await _ids(wereld, "?fase=BEEINDIGD,INTAKE_LOOPT") == sorted([open_, dicht])
    for onzin in ("ONZIN", "", "INTAKE_LOOPT,", "intake_loopt"):
        assert velden(await _lees(wereld, f"?fase={onzin}", 400)) == {"fase"}


async def test_een_regel_zegt_hoeveel_werk_er_is_en_wanneer_het_eerste(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        for dag in ("2026-04-01", "2026-03-09", None):
            anders = {} if dag is None else {"vervaldatum": date.fromisoformat(dag)}
            await werkitem(tx, dossier_id=UUID(id_), **anders)
    [regel] = (await _lees(wereld))["dossiers"]
    assert (regel["openWerk"], regel["eersteDag"]) == (3, "2026-03-09")
    assert regel["naam"] == "Amina Voorbeeld"
    assert "bsn" not in {naam.lower() for naam in regel}


async def test_bladeren_verliest_niets_en_de_cursor_hoort_bij_zijn_filter(wereld: Wereld) -> None:
    ids = sorted(await _zaai(wereld, 7))
    gezien: list[str] = []
    cursor = ""
    while True:
        pagina = await _lees(wereld, f"?limiet=3{cursor}")
        gezien += [d["dossierId"] for d in pagina["dossiers"]]
        if pagina["volgende"] is None:
            break
        cursor = f"&cursor={pagina['volgende']}"
    assert gezien == ids
    vreemd = (await _lees(wereld, "?limiet=3"))["volgende"]
    for vraag in (f"?voor=niemand&cursor={vreemd}", f"?fase=INTAKE_LOOPT&cursor={vreemd}", "?cursor=AAAA"):
        assert velden(await _lees(wereld, vraag, 400)) == {"cursor"}
    await wereld.km.lees(f"/dossiers/niets-gepland?cursor={vreemd}", 400)


async def test_het_lezen_staat_in_het_leeslog_met_elk_getoond_dossier(wereld: Wereld) -> None:
    ids = sorted(await _zaai(wereld, 3))
    await _lees(wereld, "?limiet=2")
    [regel] = await wereld.rijen("audit", actie="dossierlijst.lezen")
    assert [str(id_) for id_ in regel["dossiers"]] == ids[:2]


async def test_een_taalschool_leest_geen_caseload(wereld: Wereld) -> None:
    school = wereld.mens("school", basis=f"/v1/gemeenten/{wereld.twee.a.code}")
    await school.lees("/dossiers", 403)
