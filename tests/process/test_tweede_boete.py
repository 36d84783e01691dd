"""De boete na de derde oproep rust alleen op de termijn die de eerste boete stelde (art. 22 lid 3 Wi2021, PG-7)."""

import datetime as dt
from typing import Any

import pytest

from core.law.kalender import schrijf_dag
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak


async def _derde_gemist(zaak: Zaak, **anders: Any) -> None:
    await zaak.roep_op(await zaak.over(13), **anders)
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()


async def _bij_tweede(zaak: Zaak, wat: str, body: dict[str, Any], verwacht: int = 204) -> Any:
    tweede = (await zaak.lees("/oproepen"))[1]
    return await zaak.stuur(f"/oproepen/{tweede['id']}/{wat}", {"versie": tweede["versie"]} | body, verwacht)


async def _boete_tijdens_de_derde(wereld: Wereld, dagen: int = 20) -> tuple[Zaak, dt.date]:
    """De derde ging los van de procedure uit en is gemist; daarna kwam de boete, met een termijn van zoveel dagen."""
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.procedure_loopt()
    await _derde_gemist(zaak, redenNietAfwachten="het PIP is anders te laat")
    tot = await zaak.over(dagen)
    await _bij_tweede(zaak, "boetevraag", await zaak.boete(termijnLaatsteDag=tot.isoformat()))
    return zaak, tot


async def _brieftekst(zaak: Zaak) -> str:
    oproep = (await zaak.lees("/oproepen"))[-1]
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == oproep["id"]]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


@pytest.mark.parametrize("antwoord", ["BOETE", "PROCEDURE_LOOPT"])
async def test_pg_7_zonder_eerste_boete_is_er_na_de_derde_oproep_geen(wereld: Wereld, antwoord: str) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    [werk] = await wereld.werk("BOETEVRAAG")
    assert "(boete, geen boete, of procedure loopt)" in werk["omschrijving"]
    await zaak.beantwoord_boetevraag()
    await _derde_gemist(zaak)
    [werk] = await wereld.werk("BOETEVRAAG")
    assert werk["omschrijving"].endswith("(hier kan alleen: geen boete, met als reden BUITEN_HET_ARTIKEL)")
    vandaag = (await zaak.over(0)).isoformat()
    body = {"antwoord": antwoord, "reden": None, "rapportOp": vandaag, "bewaardBij": "zaak 118"}
    if antwoord == "BOETE":
        body = await zaak.boete(termijnLaatsteDag=None)
    fout = await zaak.beantwoord_boetevraag(400, **body)
    assert velden(fout) == {"antwoord"}
    assert "BUITEN_HET_ARTIKEL" in fout["gebreken"][0]["melding"]
    assert fout["gebreken"][0]["grond"] == "art. 22 lid 3 Wi2021"
    await zaak.beantwoord_boetevraag(reden="BUITEN_HET_ARTIKEL", motief="er is geen eerste boete")
    assert await wereld.werk("BOETEVRAAG") == []


async def test_pg_8_loopt_de_termijn_uit_de_boete_dan_noemt_de_derde_oproep_de_tweede(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    await zaak.roep_op(await zaak.over(13))
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_oproep()
    tekst = await _brieftekst(zaak)
    for deel in ("opnieuw een boete van 250 euro", "artikel 22, derde lid"):
        assert zonder_wit(deel) in tekst


async def test_pg_8_is_die_termijn_om_dan_zwijgt_zij_ook_binnen_de_twee_maanden(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    await wereld.zet_klok(await zaak.over(9))
    await zaak.roep_op(await zaak.over(15), bevestigd=["NA_TERMIJN_PIP"])
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_oproep()
    assert (await zaak.lees("/oproepen"))[-1]["grond"] == "art. 22 lid 2 Wi2021"
    assert zonder_wit("opnieuw een boete") not in await _brieftekst(zaak)


@pytest.mark.parametrize("antwoord", ["BOETE", "GEEN_BOETE"])
async def test_pg_7_de_vraag_van_lid_3_opent_de_dag_na_de_termijn_uit_de_eerste_boete(
    wereld: Wereld, antwoord: str
) -> None:
    zaak, tot = await _boete_tijdens_de_derde(wereld)
    [werk] = await wereld.werk("BOETEVRAAG")
    na = tot + dt.timedelta(days=1)
    assert werk["omschrijving"].startswith("Oproep 3")
    assert schrijf_dag(na) in werk["omschrijving"]
    assert werk["vervaldatum"] == na
    await wereld.zet_klok(tot)
    body: dict[str, Any] = {}
    if antwoord == "BOETE":
        body = await zaak.boete(kenmerk="B-2026-2", termijnLaatsteDag=None)
    fout = await zaak.beantwoord_boetevraag(409, **body)
    assert velden(fout) == {"boetevraag"}
    assert schrijf_dag(na) in fout["gebreken"][0]["melding"]
    await wereld.zet_klok(na)
    if antwoord == "BOETE":
        body = await zaak.boete(kenmerk="B-2026-2", termijnLaatsteDag=None)
    await zaak.beantwoord_boetevraag(**body)
    assert await wereld.werk("BOETEVRAAG") == []


async def _ingetrokken(zaak: Zaak) -> dict[str, Any]:
    return {"wat": "INGETROKKEN", "besluit": {"nummer": "BOB-1", "datum": (await zaak.over(0)).isoformat()}}


async def test_het_lot_van_de_boete_is_vast_te_leggen_ook_na_een_derde_die_er_niet_op_rust(wereld: Wereld) -> None:
    """Bezwaar gegrond: haar termijn vervalt; de afronding in afwezigheid wachtte daar niet op (PG-4, PG-7)."""
    zaak, _ = await _boete_tijdens_de_derde(wereld)
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    await zaak.neem_terug("BOETEVRAAG", oproep=1, boete=await _ingetrokken(zaak))
    [werk] = await wereld.werk("BOETEVRAAG")
    assert werk["omschrijving"].startswith("Oproep 2")
    await zaak.rond_intake_af(in_afwezigheid=True)


async def test_ook_na_een_gemiste_derde_die_uit_de_boete_volgde(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    fout = await zaak.neem_terug("BOETEVRAAG", 409, oproep=1, boete=await _ingetrokken(zaak))
    assert velden(fout) == {"oproep"}, "zij staat open en volgt uit de boete; met haar gaat de boete mee"
    await zaak.niet_gekomen()
    await zaak.beantwoord_boetevraag(**await zaak.boete(kenmerk="B-2026-2", termijnLaatsteDag=None))
    await zaak.neem_terug("BOETEVRAAG", oproep=1, boete=await _ingetrokken(zaak))
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "B-2026-2" in w["omschrijving"]]
    assert "volgde op een eerste boete die er niet meer is" in werk["omschrijving"]
    await zaak.neem_terug("BOETEVRAAG", boete=await _ingetrokken(zaak))
    assert not [w for w in await wereld.werk("NAVRAGEN") if "B-2026-2" in w["omschrijving"]]
    await _bij_tweede(zaak, "boetevraag", {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "bezwaar"})
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)


async def test_eindigt_de_termijn_uit_de_boete_na_het_pip_dan_raadt_niemand_een_kortere_aan(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    tot = await zaak.over(60)
    await zaak.beantwoord_boetevraag(**await zaak.boete(termijnLaatsteDag=tot.isoformat()))
    voorstel = await zaak.lees("/oproepen/voorstel")
    keten = await zaak.lees("/oproepen/keten")
    for tekst in (" ".join(voorstel["uitleg"]), keten["toelichting"]):
        assert "Een kortere termijn kan" not in tekst
        assert "art. 22 lid 2" in tekst
        assert "Het PIP wordt dus te laat" in tekst
    assert voorstel["grond"] == "art. 22 lid 2 Wi2021"


async def test_pg_4_na_een_schriftelijke_weigering_kan_de_procedure_lopen_en_de_boete_nog_niet(wereld: Wereld) -> None:
    """Binnen de termijn kan hij nog komen; een boete is er pas daarna (art. 22 lid 1)."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
    assert velden(await zaak.beantwoord_boetevraag(400, **await zaak.boete())) == {"dagtekening"}
    await zaak.procedure_loopt()
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="hij schreef dat hij niet komt")
