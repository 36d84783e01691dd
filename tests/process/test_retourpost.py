"""Een brief die terugkomt: wat erop rust telt niet tot een mens zei dat zij naar het goede adres ging (PG-1)."""

import datetime as dt
from typing import Any

from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.process.test_bekendmaking import brief_van_pip
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import ELDERS, kies_briefadres, kom_terug, oordeel, opgeroepen, verzend


async def _oproep(zaak: Zaak) -> dict[str, Any]:
    oproep: dict[str, Any] = (await zaak.lees("/oproepen"))[-1]
    return oproep


async def _mag(zaak: Zaak, handeling: str) -> dict[str, Any]:
    gevonden: dict[str, Any] = next(h for h in await zaak.lees("/handelingen") if h["handeling"] == handeling)
    return gevonden


async def _lopend(zaak: Zaak, soort: str) -> list[tuple[str, str]]:
    return [
        (t["startOp"], t["laatsteDag"])
        for t in await zaak.lees("/termijnen")
        if t["soort"] == soort and t["status"] == "lopend"
    ]


async def _bezwaardagen(zaak: Zaak) -> list[tuple[bool | None, str | None]]:
    """Van elke brief met het PIP of zij bekendmaakte, en tot wanneer bezwaar op tijd is."""
    brieven = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    return [(b["maakteBekend"], b["tijdigTot"]) for b in brieven]


async def _bekend(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    return zaak


async def test_pg_1_een_oproep_die_terugkwam_telt_niet_tot_iemand_over_het_adres_oordeelt(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await wereld.werk_af()
    id_ = await kom_terug(zaak)
    await kom_terug(zaak, id=id_)
    [item] = await wereld.werk("RETOURPOST")
    assert "wel naar het adres dat de BRP bij de verzending gaf" in item["omschrijving"]
    assert len((await _oproep(zaak))["teltNiet"]) == 1
    laatste = dt.date.fromisoformat((await _oproep(zaak))["termijnLaatsteDag"])
    await wereld.zet_klok(laatste + dt.timedelta(days=1))
    fout = await zaak.uitkomst("TERMIJN_GEMIST", "geen gehoor", 409)
    assert velden(fout) == {"retourpost"}
    assert "beoordelen of een brief die terugkwam" in fout["detail"]
    assert (await _mag(zaak, "RETOURPOST_BEOORDELEN"))["mag"]
    await oordeel(zaak, id_, "GOED_ADRES")
    assert (await _oproep(zaak))["teltNiet"] == []
    assert await wereld.werk("RETOURPOST") == []
    assert not (await _mag(zaak, "RETOURPOST_BEOORDELEN"))["mag"]
    await zaak.uitkomst("TERMIJN_GEMIST", "geen gehoor")


async def test_pg_1_naar_een_verkeerd_adres_telt_zij_niet_en_wordt_opnieuw_opgeroepen(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    id_ = await kom_terug(zaak, reden="VERHUISD")
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert await _lopend(zaak, "INTAKE_O1") == [], "een termijn die niet liep wordt niet als gemist bewaakt"
    [item] = await wereld.werk("OPROEP_OPVOLGEN")
    assert "telt niet" in item["omschrijving"]
    assert item["vervaldatum"] == VANDAAG
    assert (await _mag(zaak, "TERMIJN_GEMIST"))["volgende"] == "OPROEP_INTREKKEN"
    fout = await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 409)
    assert "trek haar in" in fout["detail"]
    await zaak.trek_oproep_in("kwam terug")
    assert [b["sjabloon"] for b in await zaak.lees("/brieven")] == ["oproep"], "van wat hij niet kreeg hoort hij niet"
    await zaak.roep_op()
    assert (await _oproep(zaak))["nummer"] == 1, "wat niet telde, telt niet mee voor het nummer"


async def test_pg_1_kwam_hij_terug_na_de_uitkomst_dan_kijkt_een_mens(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await zaak.niet_gekomen()
    id_ = await kom_terug(zaak)
    assert await wereld.werk("NAVRAGEN") == []
    await oordeel(zaak, id_, "FOUT_ADRES")
    [vraag] = await wereld.werk("NAVRAGEN")
    assert "Oproep 1 kwam terug" in vraag["omschrijving"]
    await zaak.roep_op(await zaak.over(14))
    assert (await _oproep(zaak))["nummer"] == 1


async def test_pg_1_kwam_een_ingetrokken_oproep_toch_aan_dan_hoort_de_persoon_dat_zij_niet_meer_geldt(
    wereld: Wereld,
) -> None:
    zaak = await opgeroepen(wereld)
    id_ = await kom_terug(zaak)
    await oordeel(zaak, id_, "FOUT_ADRES")
    await zaak.trek_oproep_in("kwam terug")
    await oordeel(zaak, id_, "VERGISSING")
    [vraag] = await wereld.werk("NAVRAGEN")
    assert "laat de persoon weten dat zij niet meer geldt" in vraag["omschrijving"]


async def test_a6_een_vergissing_is_terug_te_nemen_met_een_motief_en_daarna_niet_meer_te_wijzigen(
    wereld: Wereld,
) -> None:
    zaak = await opgeroepen(wereld)
    id_ = await kom_terug(zaak)
    assert velden(await oordeel(zaak, id_, "VERGISSING", 400, motief=" ")) == {"motief"}
    await oordeel(zaak, id_, "FOUT_ADRES")
    termijn = (VANDAAG.isoformat(), (await _oproep(zaak))["termijnLaatsteDag"])
    await oordeel(zaak, id_, "VERGISSING", motief="het was de brief van zijn broer")
    assert (await _oproep(zaak))["teltNiet"] == []
    assert await _lopend(zaak, "INTAKE_O1") == [termijn], "de termijn loopt weer zoals zij liep"
    [correctie] = [c for c in await zaak.lees("/correcties") if c["object"] == "retourpost"]
    assert {(w["veld"], w["oud"], w["nieuw"]) for w in correctie["wijzigingen"]} >= {
        ("oordeel", "FOUT_ADRES", "VERGISSING")
    }
    assert velden(await oordeel(zaak, id_, "FOUT_ADRES", 400)) == {"oordeel"}
    await kom_terug(zaak)


async def test_art_3_41_een_besluit_naar_een_verkeerd_adres_is_niet_bekendgemaakt(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    await wereld.werk_af()
    assert len(await _lopend(zaak, "BEZWAAR")) == 1
    assert await _bezwaardagen(zaak) == [(True, "2026-04-13")]
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=9))
    id_ = await kom_terug(zaak, "pip_beschikking")
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["bekendgemaaktOp"] == "2026-03-02", "een open vraag verandert nog niets"
    body = {"oordeel": "FOUT_ADRES", "motief": "was verhuisd", "versie": 1}  # not by who sent it
    await wereld.mens("teamleider").stuur(zaak.pad(f"/retourpost/{id_}/beoordeling"), body)
    [besluit] = await zaak.lees("/besluiten")
    assert (besluit["bekendgemaaktOp"], await _lopend(zaak, "BEZWAAR")) == (None, [])
    assert await _bezwaardagen(zaak) == [(False, None)], "wat niet bekend is, kent geen laatste dag voor bezwaar"
    [retour] = await zaak.lees("/retourpost")
    assert "niet bekendgemaakt" in retour["gevolg"]
    [item] = await wereld.werk("RETOURPOST")
    assert "opnieuw" in item["omschrijving"]
    fout = await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 409)
    assert "nog dat waar de brief vandaan terugkwam" in fout["detail"]
    await kies_briefadres(zaak)
    nieuw = (await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 201))["briefId"]
    assert await _bezwaardagen(zaak) == [(False, None), (None, None)]
    assert (await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 201))["briefId"] == nieuw
    assert await wereld.werk("RETOURPOST") == []
    await wereld.maak_brieven(zaak.id)
    tekst = lopende_tekst(await zaak.lees(f"/brieven/{nieuw}/pdf"))
    assert zonder_wit(ELDERS[0]) in tekst
    await zaak.stuur(f"/brieven/{nieuw}/verzending", {"verzondenOp": "2026-03-11"})
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["bekendgemaaktOp"] == "2026-03-11"
    assert await _lopend(zaak, "BEZWAAR") == [("2026-03-11", "2026-04-22")], "zes weken vanaf de tweede"
    assert await _bezwaardagen(zaak) == [(False, None), (True, "2026-04-22")]
    assert len(await zaak.lees("/duo-meldingen")) == 1, "DUO hoort het plan niet nog eens"
    assert velden(await oordeel(zaak, id_, "GOED_ADRES", 400)) == {"oordeel"}, "daar rust de bekendmaking op"


async def test_zonder_school_vervalt_het_werk_om_er_een_te_kiezen_tot_het_pip_bekend_is(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    assert len(await wereld.werk("TAALSCHOOL_KIEZEN")) == 1
    id_ = await kom_terug(zaak, "pip_beschikking")
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == [], "eerst het oordeel"
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == []
    await oordeel(zaak, id_, "GOED_ADRES")
    assert len(await wereld.werk("TAALSCHOOL_KIEZEN")) == 1


async def test_art_3_41_geweigerd_op_het_goede_adres_is_bekendgemaakt(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    id_ = await kom_terug(zaak, "pip_beschikking", reden="GEWEIGERD")
    voor = await _lopend(zaak, "BEZWAAR")
    await oordeel(zaak, id_, "GOED_ADRES")
    assert (await _lopend(zaak, "BEZWAAR"), (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"]) == (
        voor,
        "2026-03-02",
    )
    fout = await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 409)
    assert "verkeerd adres" in fout["detail"]


async def test_art_3_41_anders_bekend_vraagt_eerst_hoe_en_wanneer(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    id_ = await kom_terug(zaak, "pip_beschikking")
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert velden(await oordeel(zaak, id_, "ANDERS_BEKEND", 400)) == {"oordeel"}
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=3))
    brief = await brief_van_pip(zaak)
    await zaak.verbeter_verzending(
        brief["id"],
        {"verzondenOp": "2026-03-05", "wijze": "UITGEREIKT", "ontvanger": "hijzelf", "motief": "kwam aan de balie"},
    )
    assert [r["oordeel"] for r in await zaak.lees("/retourpost")] == ["ANDERS_BEKEND"], "uitreiken is bekendmaken"
    assert (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"] == "2026-03-05"
    assert await _lopend(zaak, "BEZWAAR") == [("2026-03-05", "2026-04-16")]
    assert await _bezwaardagen(zaak) == [(True, "2026-04-16")]
    await zaak.stuur(f"/brieven/{brief['id']}/bezwaardag", None, 201)


async def test_pg_10_een_voornemen_dat_niet_aankwam_is_niet_voorgelegd(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    id_ = await kom_terug(zaak, "pip_voornemen")
    await oordeel(zaak, id_, "FOUT_ADRES")
    [voornemen] = await zaak.lees("/pip-voornemens")
    assert voornemen["verzondenOp"] is None
    assert await wereld.werk("ZIENSWIJZE_AFWACHTEN") == []
    await oordeel(zaak, id_, "VERGISSING")
    [voornemen] = await zaak.lees("/pip-voornemens")
    assert voornemen["verzondenOp"] == VANDAAG.isoformat()


async def test_wat_niet_weg_was_komt_niet_terug_en_alles_wordt_tegelijk_genoemd(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    [brief] = await zaak.lees("/brieven")
    body = {"id": "00000000-0000-4000-8000-000000000001", "briefId": brief["id"], "terugOp": "2026-03-02"}
    fout = await zaak.stuur("/retourpost", body | {"reden": "ONBESTELBAAR"}, 400)
    assert velden(fout) == {"briefId"}
    ander = await opgeroepen(wereld)
    [brief] = await ander.lees("/brieven")
    laat = body | {"briefId": brief["id"], "terugOp": "2026-03-03", "reden": "ANDERS"}
    assert velden(await ander.stuur("/retourpost", laat, 400)) == {"terugOp", "toelichting"}
    await kom_terug(ander)
    fout = await ander.stuur("/retourpost", body | {"briefId": brief["id"], "reden": "VERHUISD"}, 409)
    assert "staat al vast" in fout["detail"]


async def test_pg_1_een_brief_naar_het_adres_dat_fout_bleek_waarschuwt_eerst(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await oordeel(zaak, await kom_terug(zaak), "FOUT_ADRES")
    await zaak.trek_oproep_in()
    await zaak.roep_op()
    fout = await verzend(zaak, 409)
    assert [w["soort"] for w in fout["waarschuwingen"]] == ["ADRES_KWAM_TERUG"]
    await kies_briefadres(zaak)
    klaar = next(b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt")
    await zaak.stuur(f"/brieven/{klaar['id']}/adressering", None, 201)
    await verzend(zaak)
