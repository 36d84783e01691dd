"""Een boete die buiten Meedoen is opgelegd, van haar eerste dag tot zij is ingetrokken (PG-7, PG-19)."""

import datetime as dt
from typing import Any

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel


async def _beboet(wereld: Wereld) -> Zaak:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    return zaak


async def _derde_na_boete(wereld: Wereld) -> Zaak:
    zaak = await _beboet(wereld)
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()
    return zaak


async def _ingetrokken_met(zaak: Zaak) -> dict[str, Any]:
    dag = (await zaak.over(0)).isoformat()
    return {"wat": "INGETROKKEN", "besluit": {"nummer": "B-2026-1-in", "datum": dag}}


async def test_pg_19_een_boete_noemt_wie_haar_oplegde_en_krachtens_wat(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    fout = await zaak.beantwoord_boetevraag(400, **await zaak.boete(beslissing=None, bewaardBij=" "))
    assert velden(fout) == {
        "beslissing.beslistDoor",
        "beslissing.rapportDoor",
        "beslissing.mandaatbesluit",
        "bewaardBij",
    }
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    [antwoord] = [g["boetevraag"] for g in (await zaak.lees("/oproepen"))[1]["gebeurtenissen"] if g["boetevraag"]]
    assert antwoord["beslissing"] == {
        "beslistDoor": "teamleider handhaving",
        "rapportDoor": "klantmanager",
        "mandaatbesluit": {"nummer": "M-2025-11", "datum": "2025-11-03"},
        "collegebesluit": None,
    }
    assert antwoord["bewaardBij"] == "zaak 2026-118"


async def test_pg_19_wie_rapporteerde_en_besliste_wordt_eerst_bevestigd(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    boete = await zaak.boete()
    boete["beslissing"] |= {"beslistDoor": "J. Jansen", "rapportDoor": " j.jansen"}
    fout = await zaak.beantwoord_boetevraag(409, **boete)
    assert [w["soort"] for w in fout["waarschuwingen"]] == ["RAPPORTEUR_BESLISTE", "NIET_IN_REGISTER"]
    te_veel = ["RAPPORTEUR_BESLISTE", "NIET_IN_REGISTER", "TELT_NIET"]
    await zaak.beantwoord_boetevraag(**boete, bevestigd=te_veel)
    antwoord = (await zaak.lees("/oproepen"))[1]["gebeurtenissen"][-1]
    assert antwoord["bevestigd"] == ["RAPPORTEUR_BESLISTE", "NIET_IN_REGISTER"], "wat niet speelde is niet bewaard"


@pytest.mark.parametrize(
    ("anders", "wat"),
    [
        ({"beslistDoor": "J. Jansen"}, "niet wie u noemt"),
        ({"beslistDoor": "mr. B. Boete (jurist handhaving)"}, "niet wie u noemt"),
        ({"mandaatbesluit": {"nummer": "M-2024-3", "datum": "2025-11-03"}}, "ander mandaatbesluit"),
        ({"mandaatbesluit": {"nummer": "M-2025-11", "datum": "2025-11-04"}}, "ander mandaatbesluit"),
    ],
)
async def test_pg_19_een_boete_van_wie_niet_in_het_register_staat_wordt_eerst_bevestigd(
    wereld: Wereld, anders: dict[str, Any], wat: str
) -> None:
    """De boete is er; of zij bevoegd is opgelegd zegt een mens (art. 10:3 Awb)."""
    zaak = await Zaak.tweemaal_niet(wereld)
    boete = await zaak.boete()
    boete["beslissing"] |= anders
    fout = await zaak.beantwoord_boetevraag(409, **boete)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "NIET_IN_REGISTER"
    assert wat in waarschuwing["melding"]
    assert "Jansen" not in waarschuwing["melding"], "een melding noemt geen namen"
    assert not [g for g in (await zaak.lees("/oproepen"))[1]["gebeurtenissen"] if g["boetevraag"]]
    await zaak.beantwoord_boetevraag(**boete, bevestigd=["NIET_IN_REGISTER"])
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "mandaatregister" in w["omschrijving"]]
    assert werk["omschrijving"].startswith("Voor een teamleider")
    assert "Jansen" not in werk["omschrijving"]
    await zaak.neem_terug("BOETEVRAAG", boete={"wat": "VERGISSING"})
    assert not [w for w in await wereld.werk("NAVRAGEN") if "mandaatregister" in w["omschrijving"]]


async def test_pg_19_het_college_zelf_heeft_geen_mandaat_nodig(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    boete = await zaak.boete()
    dag = (await zaak.over(0)).isoformat()
    boete["beslissing"] = {
        "beslistDoor": "college",
        "rapportDoor": "een toezichthouder",
        "collegebesluit": {"nummer": "C-2026-1", "datum": dag},
    }
    await zaak.beantwoord_boetevraag(**boete)


async def test_pg_7_een_vraag_die_al_beantwoord_is_zegt_dat_en_hoe_het_antwoord_terug_kan(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    fout = await zaak.beantwoord_boetevraag(409)
    [gebrek] = fout["gebreken"]
    assert gebrek["melding"].startswith("De boetevraag bij oproep 2 is al beantwoord.")
    assert "het antwoord op de boetevraag terugnemen" in gebrek["melding"]
    await zaak.neem_terug("BOETEVRAAG")
    await zaak.beantwoord_boetevraag()


async def test_een_oproep_na_een_boete_gaat_niet_weg_zonder_te_zeggen_wat_er_met_de_boete_is(wereld: Wereld) -> None:
    zaak = await _derde_na_boete(wereld)
    fout = await zaak.trek_oproep_in(verwacht=400)
    assert velden(fout) == {"boete"}
    assert "B-2026-1" in fout["gebreken"][0]["melding"]
    await zaak.trek_oproep_in(boete={"wat": "BLIJFT"})
    assert len(await wereld.rijen("brief", sjabloon="oproep_intrekking")) == 1
    assert (await zaak.lees("/oproepen"))[1]["gebeurtenissen"][-1]["teruggenomen"] is False
    voorstel = await zaak.lees("/oproepen/voorstel")
    assert voorstel["uitersteDag"] is not None, "zij volgt nog steeds uit de boete"


async def test_wordt_de_boete_ook_ingetrokken_dan_staat_de_vraag_er_weer(wereld: Wereld) -> None:
    zaak = await _derde_na_boete(wereld)
    await zaak.trek_oproep_in("het rapport klopte niet", boete=await _ingetrokken_met(zaak))
    assert (await zaak.lees("/oproepen"))[1]["gebeurtenissen"][-1]["teruggenomen"] is True
    [correctie] = await zaak.lees("/correcties")
    nieuw = {w["veld"]: w["nieuw"] for w in correctie["wijzigingen"]}
    assert nieuw["antwoord"] is None
    assert nieuw["boete"].startswith("INGETROKKEN (B-2026-1-in van ")
    assert len(await wereld.werk("BOETEVRAAG")) == 1
    assert velden(await zaak.roep_op(await zaak.over(13), 409)) == {"boetevraag"}
    await zaak.beantwoord_boetevraag(reden="ONEVENREDIG")
    await zaak.roep_op(await zaak.over(13))
    assert (await zaak.lees("/oproepen"))[-1]["grond"] == "art. 14 lid 2 Wi2021", "zij volgt niet meer uit een boete"


async def test_moet_over_de_boete_nog_worden_beslist_dan_is_dat_werk_tot_het_besloten_is(wereld: Wereld) -> None:
    zaak = await _derde_na_boete(wereld)
    await zaak.trek_oproep_in(boete={"wat": "NOG_TE_BESLISSEN"})
    [werk] = await wereld.werk("NAVRAGEN")
    assert "Beslis of de boete blijft" in werk["omschrijving"]
    fout = await zaak.neem_terug("BOETEVRAAG", 400, oproep=1)
    assert velden(fout) == {"boete"}
    await zaak.neem_terug("BOETEVRAAG", oproep=1, boete=await _ingetrokken_met(zaak))
    assert await wereld.werk("NAVRAGEN") == []
    assert len(await wereld.werk("BOETEVRAAG")) == 1


async def test_een_boete_die_er_nooit_was_is_een_vergissing(wereld: Wereld) -> None:
    zaak = await _beboet(wereld)
    assert velden(await zaak.neem_terug("BOETEVRAAG", 400)) == {"boete"}
    assert velden(await zaak.neem_terug("BOETEVRAAG", 400, boete={"wat": "BLIJFT"})) == {"boete"}
    await zaak.neem_terug("BOETEVRAAG", boete={"wat": "VERGISSING"})
    [correctie] = await zaak.lees("/correcties")
    assert correctie["wijzigingen"][1]["nieuw"] == "VERGISSING"


async def _tweede_niet_aangekomen(zaak: Zaak) -> str:
    """De tweede oproep kwam terug, en blijkt naar een verkeerd adres te zijn gegaan."""
    return await _niet_aangekomen(zaak, 2)


async def _beboet_en_niet_aangekomen(wereld: Wereld) -> tuple[Zaak, str]:
    """De boete staat vast, en daarna blijkt dat de waarschuwing naar een verkeerd adres ging."""
    zaak = await _beboet(wereld)
    return zaak, await _tweede_niet_aangekomen(zaak)


async def test_art_5_43_op_een_oproep_die_niet_aankwam_rust_geen_boete_en_komt_er_geen_tweede(wereld: Wereld) -> None:
    zaak, _ = await _beboet_en_niet_aangekomen(wereld)
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "B-2026-1" in w["omschrijving"]]
    assert "neem eerst het antwoord op de boetevraag terug" in werk["omschrijving"].lower()
    fout = await zaak.roep_op(await zaak.over(13), 409)
    assert velden(fout) == {"boetevraag"}
    assert "B-2026-1" in fout["gebreken"][0]["melding"]
    assert "De volgende stap is: het antwoord op de boetevraag terugnemen" in fout["detail"]
    await zaak.neem_terug("BOETEVRAAG", boete=await _ingetrokken_met(zaak))
    assert not [w for w in await wereld.werk("NAVRAGEN") if "B-2026-1" in w["omschrijving"]]
    assert await wereld.werk("BOETEVRAAG") == [], "over een oproep die niet telt is er geen vraag"
    await zaak.roep_op(await zaak.over(13))
    assert (await zaak.lees("/oproepen"))[-1]["nummer"] == 2


async def test_een_procedure_op_een_oproep_die_niet_aankwam_gaat_ook_eerst_terug(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    dag = (await zaak.over(0)).isoformat()
    loopt: dict[str, Any] = {
        "antwoord": "PROCEDURE_LOOPT",
        "reden": None,
        "rapportOp": dag,
        "bewaardBij": "zaak 2026-118",
    }
    await zaak.beantwoord_boetevraag(**loopt)
    await _tweede_niet_aangekomen(zaak)
    assert velden(await zaak.roep_op(await zaak.over(13), 409)) == {"boetevraag"}
    await zaak.neem_terug("BOETEVRAAG")
    await zaak.roep_op(await zaak.over(13))


async def test_ging_zij_toch_naar_het_goede_adres_dan_rust_de_boete_erop(wereld: Wereld) -> None:
    zaak, id_ = await _beboet_en_niet_aangekomen(wereld)
    await oordeel(zaak, id_, "GOED_ADRES")
    assert not [w for w in await wereld.werk("NAVRAGEN") if "B-2026-1" in w["omschrijving"]]
    await zaak.roep_op(await zaak.over(13))
    assert (await zaak.lees("/oproepen"))[-1]["nummer"] == 3


async def _niet_aangekomen(zaak: Zaak, nummer: int) -> str:
    """De oproep op deze plaats kwam terug, en blijkt naar een verkeerd adres te zijn gegaan."""
    oproep = (await zaak.lees("/oproepen"))[nummer - 1]["id"]
    [brief] = [b["id"] for b in await zaak.lees("/brieven") if b["onderwerpId"] == oproep]
    id_ = await kom_terug(zaak, reden="VERHUISD", briefId=brief)
    await oordeel(zaak, id_, "FOUT_ADRES")
    return id_


async def test_art_5_43_een_oproep_telt_niet_weer_zolang_er_een_boete_rust_op_die_in_haar_plaats_kwam(
    wereld: Wereld,
) -> None:
    zaak, id_ = await _beboet_en_niet_aangekomen(wereld)
    await zaak.neem_terug("BOETEVRAAG", boete=await _ingetrokken_met(zaak))
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep(bevestigd=["ADRES_KWAM_TERUG"])
    await zaak.niet_gekomen()
    await zaak.beantwoord_boetevraag(**await zaak.boete(kenmerk="B-2026-2"))
    fout = await oordeel(zaak, id_, "GOED_ADRES", 409)
    assert velden(fout) == {"boetevraag"}
    assert "B-2026-2" in fout["gebreken"][0]["melding"]
    assert "De volgende stap is: het antwoord op de boetevraag terugnemen" in fout["detail"]
    assert velden(await oordeel(zaak, id_, "VERGISSING", 409)) == {"boetevraag"}
    await zaak.neem_terug("BOETEVRAAG", boete={"wat": "VERGISSING", "besluit": None})
    await oordeel(zaak, id_, "GOED_ADRES")
    [vraag] = await wereld.werk("BOETEVRAAG")
    assert "Oproep 2" in vraag["omschrijving"]
    tweede = (await zaak.lees("/oproepen"))[1]
    body = {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "ziek", "versie": tweede["versie"]}
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", body)
    assert await wereld.werk("BOETEVRAAG") == [], "voor een verzuim is er een vraag"
    assert velden(await zaak.beantwoord_boetevraag(409, **await zaak.boete(kenmerk="B-2026-3"))) == {"boetevraag"}


async def test_pg_1_op_een_eerste_oproep_die_niet_telt_rust_geen_boete_van_de_tweede(wereld: Wereld) -> None:
    zaak = await _beboet(wereld)
    id_ = await _niet_aangekomen(zaak, 1)
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "B-2026-1" in w["omschrijving"]]
    assert "Oproep 2 volgde op een oproep die niet telt" in werk["omschrijving"]
    assert velden(await zaak.roep_op(await zaak.over(13), 409)) == {"boetevraag"}
    await oordeel(zaak, id_, "GOED_ADRES")
    assert not [w for w in await wereld.werk("NAVRAGEN") if "B-2026-1" in w["omschrijving"]], "dan rust zij erop"
    await oordeel(zaak, id_, "FOUT_ADRES")
    await zaak.neem_terug("BOETEVRAAG", boete=await _ingetrokken_met(zaak))
    assert await wereld.werk("BOETEVRAAG") == [], "de waarschuwing kwam te vroeg"
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep(bevestigd=["ADRES_KWAM_TERUG"])
    await zaak.niet_gekomen()
    laatste = (await zaak.lees("/oproepen"))[-1]
    assert (laatste["nummer"], len(await wereld.werk("BOETEVRAAG"))) == (2, 1)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op(await zaak.over(14))
    assert (await zaak.lees("/oproepen"))[-1]["nummer"] == 3, "na de tweede die telt komt de derde"


async def test_zonder_boete_valt_er_over_haar_niets_te_zeggen(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    assert velden(await zaak.trek_oproep_in(verwacht=400, boete={"wat": "BLIJFT"})) == {"boete"}
    await zaak.trek_oproep_in()


async def test_pg_7_een_boete_van_voorheen_krijgt_eerst_de_termijn_die_zij_stelde(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    boete = await zaak.boete()
    await zaak.beantwoord_boetevraag(**boete)
    await wereld.alziend.execute(
        "update oproepgebeurtenis set boetevraag = boetevraag - 'termijn_laatste_dag' where soort = 'BOETEVRAAG'"
    )
    fout = await zaak.roep_op(await zaak.over(13), 409)
    assert velden(fout) == {"boetevraag"}
    assert "zonder de nieuwe termijn" in fout["gebreken"][0]["melding"]
    assert "De volgende stap is: de boetevraag beantwoorden." in fout["detail"]
    fout = await zaak.beantwoord_boetevraag(400)
    assert velden(fout) == {"antwoord"}, "een boete die hij kreeg verdwijnt niet met een ander antwoord"
    assert velden(await zaak.beantwoord_boetevraag(400, **boete | {"bedrag": 125})) == {"antwoord"}
    await zaak.beantwoord_boetevraag(**boete)
    voorstel = await zaak.lees("/oproepen/voorstel")
    assert voorstel["vroegsteDag"] == boete["termijnLaatsteDag"]
    await zaak.roep_op(await zaak.over(13))


async def test_art_22_lid_2_de_derde_oproep_eindigt_niet_voor_de_termijn_van_de_boete(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    laatste = (await zaak.over(20)).isoformat()
    await zaak.beantwoord_boetevraag(**await zaak.boete(termijnLaatsteDag=laatste))
    fout = await zaak.roep_op(await zaak.over(13), 400)
    assert velden(fout) == {"termijnLaatsteDag"}
    voorstel = await zaak.lees("/oproepen/voorstel")
    assert voorstel["termijnLaatsteDag"] >= voorstel["vroegsteDag"] >= laatste
    await zaak.roep_op(dt.date.fromisoformat(voorstel["termijnLaatsteDag"]))


async def test_pg_7_naast_een_procedure_die_loopt_vraagt_een_derde_oproep_een_reden(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.procedure_loopt()
    assert velden(await zaak.roep_op(await zaak.over(13), 400)) == {"redenNietAfwachten"}
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="het PIP is anders te laat")
    assert (await zaak.lees("/oproepen"))[-1]["redenNietAfwachten"] == "het PIP is anders te laat"


async def test_pg_7_een_tweede_boete_wacht_op_de_termijn_van_de_eerste_en_de_afronding_niet(wereld: Wereld) -> None:
    """De derde ging los van de procedure uit, en telt; de boete die daarna kwam geeft de persoon nog acht dagen."""
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.procedure_loopt()
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="het PIP is anders te laat")
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    tweede = (await zaak.lees("/oproepen"))[1]
    boete = await zaak.boete()
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", {"versie": tweede["versie"]} | boete)
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)
    tweede_boete = await zaak.boete(kenmerk="B-2026-2", termijnLaatsteDag=None)
    assert velden(await zaak.beantwoord_boetevraag(409, **tweede_boete)) == {"boetevraag"}
    await wereld.zet_klok(dt.date.fromisoformat(boete["termijnLaatsteDag"]) + dt.timedelta(days=1))
    await zaak.beantwoord_boetevraag(**await zaak.boete(kenmerk="B-2026-2", termijnLaatsteDag=None))


async def _tekst_van_de_intrekking(zaak: Zaak) -> str:
    """Van de brief die er nog ligt."""
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [
        b for b in await zaak.lees("/brieven") if b["sjabloon"] == "oproep_intrekking" and b["status"] == "gemaakt"
    ]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def test_pg_8_de_brief_die_er_nog_ligt_zegt_wat_er_nu_met_de_boete_is(wereld: Wereld) -> None:
    zaak = await _derde_na_boete(wereld)
    await zaak.trek_oproep_in(boete={"wat": "NOG_TE_BESLISSEN"}, uitlegInBrief="De zaal is dicht.")
    blijft = zonder_wit("Tot dan blijft de boete gelden")
    assert blijft in await _tekst_van_de_intrekking(zaak)
    await zaak.neem_terug("BOETEVRAAG", oproep=1, boete=await _ingetrokken_met(zaak))
    tekst = await _tekst_van_de_intrekking(zaak)
    assert blijft not in tekst
    assert zonder_wit("B-2026-1-in") in tekst
    assert zonder_wit("De zaal is dicht.") in tekst, "wat de gemeente uitlegde blijft"


async def test_pg_8_was_er_nooit_een_boete_dan_staat_zij_niet_meer_in_de_brief(wereld: Wereld) -> None:
    zaak = await _derde_na_boete(wereld)
    await zaak.trek_oproep_in(boete={"wat": "BLIJFT"})
    assert "B-2026-1" in await _tekst_van_de_intrekking(zaak)
    await zaak.neem_terug("BOETEVRAAG", oproep=1, boete={"wat": "VERGISSING"})
    assert "B-2026-1" not in await _tekst_van_de_intrekking(zaak)


async def test_pg_8_de_brief_over_een_procedure_die_loopt_volgt_haar_uitkomst(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.procedure_loopt()
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="het PIP is anders te laat")
    await zaak.verzend_oproep()
    await zaak.trek_oproep_in()
    voor = await _tekst_van_de_intrekking(zaak)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    na = await _tekst_van_de_intrekking(zaak)
    assert "B-2026-1" not in voor
    assert "B-2026-1" in na


async def test_een_brief_die_al_weg_is_wordt_niet_opnieuw_gemaakt(wereld: Wereld) -> None:
    zaak = await _derde_na_boete(wereld)
    await zaak.trek_oproep_in(boete={"wat": "NOG_TE_BESLISSEN"})
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "oproep_intrekking"]
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": (await zaak.over(0)).isoformat()})
    await zaak.neem_terug("BOETEVRAAG", oproep=1, boete=await _ingetrokken_met(zaak))
    assert len(await wereld.rijen("brief", sjabloon="oproep_intrekking")) == 1
