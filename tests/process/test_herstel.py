"""Niets wat is vastgelegd is onherstelbaar: met een motief gaat het terug, zolang er niets op rust (art. 3:2 Awb).

Rust er iets op, dan noemt de weigering wat, en wat men er eerst mee doet. Wat er stond, blijft te lezen.
"""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld, velden
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.oproep import VERZOEK


async def _opgeroepen(wereld: Wereld) -> Zaak:
    return await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_opgeroepen()


async def _gemist(wereld: Wereld) -> Zaak:
    zaak = await _opgeroepen(wereld)
    await zaak.niet_gekomen()
    return zaak


async def _nog_een(zaak: Zaak) -> None:
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()


async def _tweemaal_niet(wereld: Wereld) -> Zaak:
    zaak = await _gemist(wereld)
    await _nog_een(zaak)
    await zaak.niet_gekomen()
    return zaak


async def _termijnen(wereld: Wereld, soort: str) -> list[tuple[str, dt.date]]:
    rijen = await wereld.rijen("termijn", soort=soort)
    return [(rij["status"], rij["einde"]) for rij in sorted(rijen, key=lambda rij: rij["id"].bytes)]


async def test_verschenen_in_het_verkeerde_dossier_gaat_terug_en_alles_loopt_weer(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    await zaak.neem_terug("UITKOMST")
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["uitkomst"], oproep["uitkomstOp"], oproep["toelichting"]) == ("OPEN", None, "")
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    assert await _termijnen(wereld, "INTAKE_O1") == [("vervallen", WERKDAG), ("lopend", WERKDAG)]
    [werk] = await wereld.werk("OPROEP_OPVOLGEN")
    assert werk["vervaldatum"] == WERKDAG
    [verzonden, uitkomst] = oproep["gebeurtenissen"]
    assert (verzonden["teruggenomen"], uitkomst["teruggenomen"]) == (False, True), "zij blijft te lezen"
    [correctie] = await zaak.lees("/correcties")
    assert correctie["wijzigingen"][0] == {"veld": "uitkomst", "oud": "VERSCHENEN", "nieuw": "OPEN"}
    assert (correctie["object"], correctie["motief"]) == ("oproepgebeurtenis", "dit was zijn broer")
    assert UUID(correctie["vastgelegdDoor"]) == wereld.twee.a.klantmanager
    audit = await wereld.alziend.fetch("select 1 from audit where actie = 'oproep.terugnemen'")
    assert len(audit) == 1
    await zaak.niet_gekomen()
    assert [status for status, _ in await _termijnen(wereld, "INTAKE_O1")] == ["vervallen", "gemist"]


async def test_een_gemiste_termijn_gaat_terug_en_wie_kwam_heeft_haar_gehaald(wereld: Wereld) -> None:
    zaak = await _gemist(wereld)
    await zaak.neem_terug("UITKOMST")
    assert [status for status, _ in await _termijnen(wereld, "INTAKE_O1")] == ["vervallen", "lopend"]
    assert len(await wereld.werk("OPROEP_OPVOLGEN")) == 1
    await zaak.uitkomst("VERSCHENEN", op=WERKDAG.isoformat())
    assert [status for status, _ in await _termijnen(wereld, "INTAKE_O1")] == ["vervallen", "gehaald"]


async def test_te_laat_gekomen_gaat_terug_en_dan_is_de_termijn_weer_gemist(wereld: Wereld) -> None:
    zaak = await _gemist(wereld)
    await zaak.verschijnt()
    await zaak.neem_terug("UITKOMST")
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["uitkomst"], oproep["toelichting"]) == ("TERMIJN_GEMIST", "gebeld, geen gehoor")
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    assert [status for status, _ in await _termijnen(wereld, "INTAKE_O1")] == ["vervallen", "gemist"]
    assert await wereld.werk("OPROEP_OPVOLGEN") == []


async def test_onvoldoende_medewerking_gaat_terug_en_de_intake_loopt_weer(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK)
    await zaak.neem_terug("UITKOMST")
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "VERSCHENEN"
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    assert [status for status, _ in await _termijnen(wereld, "INTAKE_O1")] == ["gehaald"]
    await zaak.neem_terug("UITKOMST")
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "OPEN", "en daarna dat hij kwam"


async def test_de_laatste_uitkomst_gaat_eerst_terug(wereld: Wereld) -> None:
    zaak = await _gemist(wereld)
    await zaak.verschijnt()
    [oproep] = await zaak.lees("/oproepen")
    eerste = next(g for g in oproep["gebeurtenissen"] if g["soort"] == "UITKOMST")
    fout = await zaak.neem_terug("UITKOMST", 409, gebeurtenisId=eerste["id"])
    assert velden(fout) == {"gebeurtenisId"}
    assert await zaak.lees("/correcties") == []


async def test_een_gemiste_afspraak_gaat_terug_met_haar_werk(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("AFGEZEGD")
    await zaak.neem_terug("AFSPRAAK_AFGEZEGD")
    assert await wereld.werk("AFSPRAAK_VERZETTEN") == []
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "OPEN"


async def test_wie_zijn_afspraak_afzegde_en_niet_kwam_moet_er_na_de_correctie_weer_een_krijgen(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("AFGEZEGD")
    await zaak.verschijnt()
    assert await wereld.werk("AFSPRAAK_VERZETTEN") == []
    await zaak.neem_terug("UITKOMST")
    assert len(await wereld.werk("AFSPRAAK_VERZETTEN")) == 1


async def test_een_antwoord_op_de_boetevraag_gaat_terug_en_de_vraag_staat_er_weer(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    fout = await zaak.neem_terug("UITKOMST", 409)
    assert velden(fout) == {"boetevraag"}
    assert "het antwoord op de boetevraag terugnemen" in fout["detail"]
    await zaak.neem_terug("BOETEVRAAG")
    assert len(await wereld.werk("BOETEVRAAG")) == 1
    assert velden(await zaak.roep_op(await zaak.over(13), 409)) == {"boetevraag"}, "PG-7: de derde wacht weer"
    await zaak.neem_terug("UITKOMST")
    assert await wereld.werk("BOETEVRAAG") == [], "zonder gemiste termijn is er geen boetevraag"


async def test_op_een_uitkomst_met_een_latere_oproep_rust_die_oproep(wereld: Wereld) -> None:
    zaak = await _gemist(wereld)
    await _nog_een(zaak)
    fout = await zaak.neem_terug("UITKOMST", 409, oproep=0)
    assert velden(fout) == {"oproep"}
    assert "Oproep 2" in fout["gebreken"][0]["melding"]
    assert "de oproep intrekken" in fout["detail"]
    await zaak.trek_oproep_in()
    await zaak.neem_terug("UITKOMST", oproep=0)
    assert [o["uitkomst"] for o in await zaak.lees("/oproepen")] == ["OPEN", "INGETROKKEN"]


async def test_op_het_antwoord_bij_de_tweede_rust_de_derde_oproep(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    await _nog_een(zaak)
    fout = await zaak.neem_terug("BOETEVRAAG", 409, oproep=1)
    assert velden(fout) == {"oproep"}


async def test_op_een_uitkomst_rust_de_afgeronde_intake(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    fout = await zaak.neem_terug("UITKOMST", 409)
    assert velden(fout) == {"intake"}
    assert "de afgeronde brede intake heropenen" in fout["detail"]


async def test_op_een_uitkomst_rust_het_vastgestelde_pip_met_zijn_brief(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    fout = await zaak.neem_terug("UITKOMST", 409)
    assert velden(fout) == {"pip"}
    assert "opgevolgd" in fout["gebreken"][0]["melding"]


async def test_wie_kwam_voor_de_brief_weg_was_krijgt_na_de_correctie_toch_zijn_brief(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    await zaak.verschijnt()
    await zaak.neem_terug("UITKOMST")
    assert [b["status"] for b in await zaak.lees("/brieven")] == ["ingetrokken", "te_maken"]


async def test_terugnemen_vraagt_een_motief_en_gaat_maar_een_keer(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    for leeg in ("", "   "):
        assert velden(await zaak.neem_terug("UITKOMST", 400, motief=leeg)) == {"motief"}
    [oproep] = await zaak.lees("/oproepen")
    gebeurtenis = oproep["gebeurtenissen"][-1]["id"]
    await zaak.neem_terug("UITKOMST")
    body = {"gebeurtenisId": gebeurtenis, "motief": "nog eens"}
    fout = await zaak.bij_oproep("terugname", body, 409)
    assert "al teruggenomen" in fout["detail"]
    assert velden(await zaak.bij_oproep("terugname", body | {"versie": oproep["versie"]}, 409)) == set()
    assert len(await zaak.lees("/correcties")) == 1


async def test_wat_op_een_andere_manier_te_verbeteren_is_zegt_hoe(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("VERZET", afspraakOp=f"{WERKDAG}T09:00:00Z", plaats="Dorpshuis")
    assert "bij de brief" in (await zaak.neem_terug("VERZONDEN", 409))["detail"]
    assert "Verzet de afspraak opnieuw" in (await zaak.neem_terug("AFSPRAAK_VERZET", 409))["detail"]


# ── Werk dat bij vergissing is afgevinkt ────────────────────────────────────────────────────────────


async def _afgevinkt(wereld: Wereld) -> tuple[Zaak, dict[str, Any]]:
    zaak = await Zaak.nieuw(wereld, kennisgeving=None)
    item = next(w for w in await wereld.werk("NAVRAGEN") if w["dossier_id"] == zaak.id)
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", {"afhandeling": "gebeld", "versie": item["versie"]})
    return zaak, item


async def test_afgevinkt_werk_gaat_weer_open_zoals_het_was(wereld: Wereld) -> None:
    zaak, item = await _afgevinkt(wereld)
    body = {"motief": "ik zat in het dossier van zijn broer", "versie": item["versie"] + 1}
    nieuw = (await wereld.km.stuur(f"/werkitems/{item['id']}/heropening", body, 201))["id"]
    [open_] = [w for w in (await zaak.lees())["werk"] if w["id"] == nieuw]
    assert (open_["soort"], open_["omschrijving"]) == ("NAVRAGEN", item["omschrijving"])
    [oud] = [w for w in await wereld.werk("NAVRAGEN", status="afgehandeld") if w["id"] == item["id"]]
    assert oud["afhandeling"] == "gebeld", "wat er afgevinkt was blijft staan"
    [correctie] = await zaak.lees("/correcties")
    assert [(w["oud"], w["nieuw"]) for w in correctie["wijzigingen"]] == [
        ("afgehandeld", "open"),
        ("gebeld", None),
        (str(item["id"]), nieuw),
    ]
    assert "staat al open" in (await wereld.km.stuur(f"/werkitems/{item['id']}/heropening", body, 409))["detail"]


async def test_werk_dat_door_een_handeling_sloot_gaat_niet_los_weer_open(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    [item] = await wereld.werk("OPROEP_OPVOLGEN")
    await zaak.verschijnt()
    body = {"motief": "vergissing", "versie": item["versie"] + 1}
    fout = await wereld.km.stuur(f"/werkitems/{item['id']}/heropening", body, 409)
    assert "neem dan die handeling terug" in fout["detail"]


# ── Een afgeronde intake, en een concept ────────────────────────────────────────────────────────────


async def test_een_afgeronde_intake_gaat_open_zolang_er_geen_pip_op_rust(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.heropen_intake()
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    intake = await zaak.lees("/brede-intake")
    assert (intake["afgerondOp"], intake["taalniveau"]) == (None, "A1"), "wat erin staat blijft"
    [correctie] = await zaak.lees("/correcties")
    assert (correctie["object"], correctie["wijzigingen"][0]["veld"]) == ("brede_intake", "afgerond_op")
    assert correctie["wijzigingen"][0]["oud"] is not None
    await zaak.vul_intake(versie=intake["versie"], taalniveau="A2")
    assert (await zaak.stel_vast(verwacht=409))["gebreken"], "eerst opnieuw afronden"
    await zaak.rond_intake_af()
    await zaak.stel_vast()
    assert velden(await zaak.heropen_intake(409)) == {"pip"}


async def test_een_intake_in_afwezigheid_gaat_terug_naar_de_oproepen(wereld: Wereld) -> None:
    zaak = await _tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag()
    await _nog_een(zaak)
    await zaak.niet_gekomen()
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)
    await zaak.heropen_intake()
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    await zaak.neem_terug("UITKOMST")
    await zaak.verschijnt()
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT", "de derde termijn was niet gemist: hij kwam"


async def test_een_intake_die_niet_af_is_valt_niet_te_heropenen(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vul_intake()
    assert "In fase INTAKE_LOOPT" in (await zaak.heropen_intake(409))["detail"]


async def test_een_intake_die_niet_af_is_wordt_weggelegd_en_begint_opnieuw(wereld: Wereld) -> None:
    """Zij ging over een ander: wat erin stond blijft te lezen, en de gezondheid van die ander is weg."""
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    assert velden(await zaak.leg_intake_weg(409)) == {"intake"}
    await zaak.vul_intake(verslag="sprak zijn broer", persoonlijkeOmstandigheden="is slechtziend")
    assert velden(await zaak.leg_intake_weg(400, motief="   ")) == {"motief"}
    await zaak.leg_intake_weg(409, versie=7)
    await zaak.leg_intake_weg()
    intake = await zaak.lees("/brede-intake")
    assert (intake["versie"], intake["verslag"], intake["persoonlijkeOmstandigheden"]) == (0, "", None)
    [weg] = intake["weggelegd"]
    assert weg["verslag"] == "sprak zijn broer"
    assert "slechtziend" not in str(intake)
    [correctie] = [c for c in await zaak.lees("/correcties") if c["object"] == "brede_intake"]
    assert correctie["motief"] == "van een andere persoon"
    assert {w["veld"] for w in correctie["wijzigingen"]} == {"weggelegd_op", "omstandigheden"}
    assert velden(await zaak.rond_intake_af_zonder_lezen(409)) >= {"verslag", "persoonlijkeOmstandigheden"}
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    assert "In fase INTAKE_AFGEROND" in (await zaak.leg_intake_weg(409))["detail"]
    await zaak.heropen_intake()
    await zaak.leg_intake_weg()
    assert len((await zaak.lees("/brede-intake"))["weggelegd"]) == 2


async def test_een_huishouden_wordt_weggelegd_zolang_er_niets_op_is_vastgesteld(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    pad, weg = zaak.pad("/begeleiding/beeld"), {"motief": "van een ander gezin", "versie": 0}
    assert "geen huishouden" in (await zaak.stuur("/begeleiding/weglegging", weg, 409))["detail"]
    huishouden = {"huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": True}
    await zaak.km.bewaar(pad, huishouden | {"versie": 0})
    await zaak.stuur("/begeleiding/weglegging", weg | {"versie": 1})
    begeleiding = await zaak.lees("/begeleiding")
    assert (begeleiding["versie"], begeleiding["huishouden"], begeleiding["voorstel"]) == (0, None, None)
    assert [h["gedeeldeWoning"] for h in begeleiding["weggelegd"]] == [True]
    [correctie] = [c for c in await zaak.lees("/correcties") if c["object"] == "begeleiding"]
    assert correctie["motief"] == "van een ander gezin"
    await zaak.km.bewaar(pad, huishouden | {"versie": 0})
    await zaak.stuur("/begeleiding/vaststelling", {"id": str(uuid4()), "versie": 1})
    fout = await zaak.stuur("/begeleiding/weglegging", weg | {"versie": 2}, 409)
    assert "begeleiding vastgesteld" in fout["detail"]
    await zaak.km.bewaar(pad, huishouden | {"versie": 2, "gedeeldeWoning": False})


async def test_een_concept_wordt_weggelegd_en_weer_teruggehaald(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.leg_concept_weg()
    assert [p["status"] for p in await zaak.lees("/pip")] == ["vervallen"]
    assert velden(await zaak.stel_vast(verwacht=409, versie=2)) == {"pip"}
    assert velden(await zaak.leg_concept_weg(409)) == {"pip"}
    await zaak.haal_concept_terug(1)
    eerste, tweede = await zaak.lees("/pip")
    assert (tweede["status"], tweede["volgnummer"]) == ("concept", 2)
    assert tweede["motivering"] == eerste["motivering"]
    assert "Er is al een concept" in (await zaak.haal_concept_terug(1, 409))["detail"]
    await zaak.stel_vast()


async def test_een_antwoord_onder_een_vastgesteld_pip_noemt_alles_wat_erop_rust_in_een_keer(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.zie_af_van_voornemen()
    assert velden(await zaak.neem_terug("BOETEVRAAG", 409, oproep=1)) == {"oproep", "intake"}
    await zaak.stel_vast(door=wereld.mens("teamleider"))
    fout = await zaak.neem_terug("BOETEVRAAG", 409, oproep=1)
    assert velden(fout) == {"oproep", "pip"}
    await zaak.beantwoord_boetevraag()
    fout = await zaak.neem_terug("BOETEVRAAG", 409, oproep=1)
    assert velden(fout) == {"oproep", "pip", "boetevraag"}
    assert "bij oproep 3" in next(g["melding"] for g in fout["gebreken"] if g["veld"] == "boetevraag")
