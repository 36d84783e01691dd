"""Een verkeerde dag van verzending is te verbeteren, en kost de persoon nooit een dag (C21, PG-13)."""

import asyncio
import datetime as dt
from typing import Any

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.process.test_bekendmaking import brief_van_pip, vastgesteld
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak

MOTIEF = "de postkamer bracht haar later weg"


async def _verzonden(wereld: Wereld, op: dt.date = VANDAAG) -> tuple[Zaak, str]:
    """De beschikking is vastgelegd als verzonden op 2 maart; het is nu tien dagen later."""
    zaak, pad = await vastgesteld(wereld)
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": op.isoformat()})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=10))
    return zaak, pad


async def _bezwaar(zaak: Zaak) -> list[tuple[str, str, str]]:
    termijnen = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BEZWAAR"]
    return [(t["startOp"], t["laatsteDag"], t["status"]) for t in termijnen]


async def test_c21_een_latere_dag_verlengt_en_wordt_de_persoon_geschreven(wereld: Wereld) -> None:
    zaak, pad = await _verzonden(wereld)
    await zaak.verbeter_verzending(pad, {"verzondenOp": "2026-03-04", "wijze": "POST", "motief": MOTIEF})
    brief = await brief_van_pip(zaak)
    assert (brief["verzondenOp"], brief["tijdigTot"]) == ("2026-03-04", "2026-04-15")
    eerste, tweede = brief["verzendingen"]
    assert (eerste["verzondenOp"], eerste["eerderOp"], eerste["motief"]) == ("2026-03-02", None, "")
    assert (tweede["verzondenOp"], tweede["eerderOp"], tweede["motief"]) == ("2026-03-04", "2026-03-02", MOTIEF)
    assert (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"] == "2026-03-04"
    assert ("2026-03-04", "2026-04-15", "lopend") in await _bezwaar(zaak)
    assert ("2026-03-02", "2026-04-13", "vervallen") in await _bezwaar(zaak)
    [item] = await wereld.werk("BEZWAARDAG_MELDEN")
    assert "tot en met 15-04-2026" in item["omschrijving"]
    nieuw = (await zaak.stuur(f"{pad}/bezwaardag", {}, 201))["briefId"]
    assert (await zaak.stuur(f"{pad}/bezwaardag", {}, 201))["briefId"] == nieuw
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []
    await wereld.maak_brieven(zaak.id)
    tekst = lopende_tekst(await zaak.lees(f"/brieven/{nieuw}/pdf"))
    assert zonder_wit("In de brief stond: maandag 13 april 2026.") in tekst
    assert zonder_wit("Dat is nu: woensdag 15 april 2026.") in tekst
    await zaak.stuur(f"/brieven/{nieuw}/verzending", {"verzondenOp": "2026-03-12"})
    assert len(await wereld.rijen("besluit")) == 1


async def test_c21_een_eerdere_dag_verkort_niets(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=3))
    await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-05"})
    await wereld.maak_brieven(zaak.id)
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-05"})
    fout = await zaak.verbeter_verzending(pad, {"verzondenOp": "2026-03-04", "wijze": "POST", "motief": MOTIEF}, 400)
    assert velden(fout) == {"verzondenOp"}  # made on the fifth
    await zaak.verbeter_verzending(
        pad,
        {"verzondenOp": "2026-03-05", "wijze": "UITGEREIKT", "ontvanger": "hijzelf", "motief": "aan de balie"},
    )
    brief = await brief_van_pip(zaak)
    assert (brief["tijdigTot"], brief["verzendingen"][-1]["wijze"]) == ("2026-04-16", "UITGEREIKT")
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []


async def test_c21_terug_naar_de_eerste_dag_houdt_de_latere_dag_voor_bezwaar(wereld: Wereld) -> None:
    zaak, pad = await _verzonden(wereld)
    for dag in ("2026-03-06", "2026-03-03"):
        await zaak.verbeter_verzending(pad, {"verzondenOp": dag, "wijze": "POST", "motief": MOTIEF})
    assert (await brief_van_pip(zaak))["tijdigTot"] == "2026-04-17"
    lopend = [t for t in await _bezwaar(zaak) if t[2] == "lopend"]
    assert lopend == [("2026-03-03", "2026-04-14", "lopend")]
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BEZWAAR" and t["status"] == "lopend"]
    assert termijn["tijdigTot"] == "2026-04-17"


async def test_c21_zonder_motief_of_met_een_dag_die_niet_kan_verandert_er_niets(wereld: Wereld) -> None:
    zaak, pad = await _verzonden(wereld)
    voor = await brief_van_pip(zaak)
    fout = await zaak.verbeter_verzending(pad, {"verzondenOp": "2026-03-01", "wijze": "POST", "motief": " "}, 400)
    assert velden(fout) == {"verzondenOp", "motief"}
    zonder_wijze = {"verzondenOp": "2026-03-04", "motief": MOTIEF}
    assert velden(await zaak.verbeter_verzending(pad, zonder_wijze, 400)) == {"wijze"}, "of er stil POST van wordt"
    toekomst = {"verzondenOp": "2026-03-13", "motief": MOTIEF, "wijze": "UITGEREIKT"}
    assert velden(await zaak.verbeter_verzending(pad, toekomst, 400)) == {"verzondenOp", "ontvanger"}
    geen = await zaak.stuur(f"{pad}/bezwaardag", {}, 409)
    assert "er valt niets te melden" in geen["detail"]
    assert await brief_van_pip(zaak) == voor


async def test_c21_herhalen_legt_niets_dubbel_vast_en_niet_verzonden_is_niet_te_verbeteren(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    body = {"verzondenOp": "2026-03-02", "wijze": "POST", "motief": MOTIEF}
    assert "nog niet verzonden" in (await zaak.verbeter_verzending(pad, body, 409))["detail"]
    zaak, pad = await _verzonden_nu(zaak, pad, wereld)
    for _ in range(2):
        await zaak.verbeter_verzending(pad, {"verzondenOp": "2026-03-04", "wijze": "POST", "motief": MOTIEF})
    assert len((await brief_van_pip(zaak))["verzendingen"]) == 2


async def test_c21_van_twee_verbeteringen_tegelijk_telt_er_een_en_de_ander_hoort_dat(wereld: Wereld) -> None:
    zaak, pad = await _verzonden(wereld)
    versie = (await brief_van_pip(zaak))["versie"]
    een = {"verzondenOp": "2026-03-04", "wijze": "POST", "motief": MOTIEF, "versie": versie}
    twee = een | {"verzondenOp": "2026-03-05", "motief": "ging een dag later mee"}
    koppen = {"Authorization": f"Bearer {zaak.km.token}"}
    adres = zaak.km.basis + zaak.pad(f"{pad}/verbetering")
    antwoorden = await asyncio.gather(
        *(wereld.http.post(adres, json=body, headers=koppen) for body in (een, twee)),
    )
    assert sorted(a.status_code for a in antwoorden) == [204, 409]
    [conflict] = [a.json()["versieconflict"] for a in antwoorden if a.status_code == 409]
    assert {v["veld"] for v in conflict["verschillen"]} == {"verzondenOp", "motief"}
    assert len((await brief_van_pip(zaak))["verzendingen"]) == 2
    dezelfde = await zaak.stuur(f"{pad}/verbetering", een | {"wijze": "ELEKTRONISCH", "adres": "x"}, 409)
    assert "wijze" in {v["veld"] for v in dezelfde["versieconflict"]["verschillen"]}


async def _verzonden_nu(zaak: Zaak, pad: str, wereld: Wereld) -> tuple[Zaak, str]:
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=10))
    return zaak, pad


async def _oproep(zaak: Zaak) -> dict[str, Any]:
    oproep: dict[str, Any] = (await zaak.lees("/oproepen"))[-1]
    return oproep


async def test_c21_de_termijn_van_een_oproep_begint_anders_en_eindigt_zoals_in_de_brief(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    [brief] = await zaak.lees("/brieven")
    laatste = (await _oproep(zaak))["termijnLaatsteDag"]
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=10))
    await zaak.verbeter_verzending(brief["id"], {"verzondenOp": "2026-03-03", "wijze": "POST", "motief": MOTIEF})
    oproep = await _oproep(zaak)
    assert (oproep["verzondenOp"], oproep["termijnLaatsteDag"], oproep["teltNiet"]) == ("2026-03-03", laatste, [])
    lopend = [t for t in await zaak.lees("/termijnen") if t["soort"] == "INTAKE_O1" and t["status"] == "lopend"]
    assert [(t["startOp"], t["laatsteDag"]) for t in lopend] == [("2026-03-03", laatste)]
    # Too late now: less than seven days before the last day.
    te_laat = {"verzondenOp": "2026-03-11", "wijze": "POST", "motief": MOTIEF}
    fout = await zaak.verbeter_verzending(brief["id"], te_laat, 409)
    assert [w["soort"] for w in fout["waarschuwingen"]] == ["TELT_NIET"]
    assert (await _oproep(zaak))["verzondenOp"] == "2026-03-03"
    await zaak.verbeter_verzending(brief["id"], te_laat | {"bevestigd": ["TELT_NIET"]})
    assert (await _oproep(zaak))["teltNiet"] != []


async def test_c21_rust_er_een_uitkomst_op_de_oproep_dan_kijkt_een_mens(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    [brief] = await zaak.lees("/brieven")
    te_laat = {"verzondenOp": "2026-03-11", "wijze": "POST", "motief": MOTIEF, "bevestigd": ["TELT_NIET"]}
    await zaak.verbeter_verzending(brief["id"], te_laat)
    [vraag] = [w for w in await wereld.werk("NAVRAGEN") if "oproep 1" in w["omschrijving"]]
    assert "11-03-2026" in vraag["omschrijving"]


async def test_c21_een_termijn_die_gemist_of_te_laat_gehaald_was_volgt_de_goede_dag(wereld: Wereld) -> None:
    """Telt de oproep niet meer, dan liep er geen termijn; telt zij weer, dan van de goede dag tot die in de brief."""
    gemist, te_laat = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    for zaak in (gemist, te_laat):
        await zaak.roep_op()
        await zaak.verzend_oproep()
    laatste = (await _oproep(gemist))["termijnLaatsteDag"]
    await wereld.zet_klok(dt.date.fromisoformat(laatste) + dt.timedelta(days=1))
    await gemist.uitkomst("TERMIJN_GEMIST", "gebeld, geen gehoor")
    await te_laat.uitkomst("VERSCHENEN")

    async def verbeter(zaak: Zaak, dag: str, **anders: object) -> list[tuple[str, str, str]]:
        [brief] = await zaak.lees("/brieven")
        body = {"verzondenOp": dag, "wijze": "POST", "motief": MOTIEF} | anders
        await zaak.verbeter_verzending(brief["id"], body)
        termijnen = [t for t in await zaak.lees("/termijnen") if t["soort"] == "INTAKE_O1"]
        return [(t["startOp"], t["laatsteDag"], t["status"]) for t in termijnen]

    for zaak, status in ((gemist, "gemist"), (te_laat, "te_laat")):
        telt_niet = await verbeter(zaak, "2026-03-11", bevestigd=["TELT_NIET"])
        assert telt_niet == [("2026-03-02", laatste, "vervallen")]
        telt = await verbeter(zaak, "2026-03-03")
        assert telt == [*telt_niet, ("2026-03-03", laatste, status)]
