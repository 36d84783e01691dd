"""Een vastgesteld PIP intrekken (art. 3:2 Awb, ADR 0058): niemand las het, of de persoon kent het."""

import datetime as dt
from typing import Any
from uuid import uuid4

from core.law.fasen import Fase
from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel

WAAROM = "Dit plan is gemaakt met gegevens van een ander."
LATER = VANDAAG + dt.timedelta(days=15)


async def besluiten(zaak: Zaak, soort: str) -> list[dict[str, Any]]:
    return [b for b in await zaak.lees("/besluiten") if b["soort"] == soort]


async def trek_in(zaak: Zaak, verwacht: int = 201, *, door: Mens | None = None, **anders: object) -> Any:
    """De teamleider trekt het PIP in, dat de klantmanager vaststelde."""
    body = {"besluitId": (await besluiten(zaak, "B04"))[-1]["id"], "motivering": WAAROM} | anders
    return await (door or zaak.wereld.mens("teamleider")).stuur(zaak.pad("/pip/intrekking"), body, verwacht)


def gehoord(**anders: object) -> dict[str, Any]:
    """Hij kon twee weken antwoorden, en zweeg."""
    dagen = {"gegevenOp": VANDAAG.isoformat(), "uiterlijkOp": (LATER - dt.timedelta(days=1)).isoformat()}
    return {"gelegenheid": dagen | anders}


async def _bekend(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await wereld.zet_klok(LATER)
    return zaak


async def _lopend(zaak: Zaak) -> list[tuple[str, str]]:
    return [(t["soort"], t["laatsteDag"]) for t in await zaak.lees("/termijnen") if t["status"] == "lopend"]


async def test_wat_niemand_las_wordt_ingetrokken_zonder_horen_en_zonder_brief(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["status"] == "lopend"]
    await zaak.stel_vast()
    nieuw = (await trek_in(zaak))["besluitId"]
    [pip], [intrekking] = await besluiten(zaak, "B04"), await besluiten(zaak, "INTREKKING")
    assert (intrekking["id"], intrekking["vervangt"], intrekking["motief"]) == (nieuw, pip["id"], WAAROM)
    assert intrekking["gronden"][-1] == "art. 3:2 Awb"
    assert (pip["ingetrokkenDoor"], intrekking["ingetrokkenDoor"], intrekking["horen"]) == (nieuw, None, None)
    assert [b["status"] for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"] == ["ingetrokken"]
    assert not [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "besluit_intrekking"]
    assert [p["status"] for p in await zaak.lees("/pip")] == ["ingetrokken"]
    nu = await zaak.lees()
    assert nu["fase"] == "INTAKE_AFGEROND"
    assert await _lopend(zaak) == [(termijn["soort"], termijn["laatsteDag"])], "de tien weken lopen zoals zij liepen"
    assert [w["soort"] for w in nu["werk"]] == ["PIP_VASTSTELLEN"]
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    assert wereld.duo_heeft(zaak.inwoner).pips == []
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    assert (dossier["leerroute"], dossier["intensiteit"]) == (None, None)


async def test_hetzelfde_nog_eens_vragen_verandert_niets_en_een_ander_besluit_is_er_niet_meer(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    eerste = await trek_in(zaak)
    assert await trek_in(zaak) == eerste
    assert "dat nu geldt" in (await trek_in(zaak, 409, motivering="om een andere reden"))["detail"]
    assert len(await besluiten(zaak, "INTREKKING")) == 1
    leeg = await (await Zaak.nieuw(wereld)).tot_pip()
    fout = await wereld.mens("teamleider").stuur(
        leeg.pad("/pip/intrekking"), {"besluitId": str(uuid4()), "motivering": WAAROM}, 409
    )
    assert "INTAKE_AFGEROND" in fout["detail"]


async def test_wie_het_pip_vaststelde_trekt_het_niet_zelf_in(wereld: Wereld) -> None:
    """Ook niet als een collega het daarna een nieuwe dagtekening gaf; wel als het college zelf besloot."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    assert velden(await trek_in(zaak, 409, door=zaak.km)) == {"vierOgen"}
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    body = {"besluitId": (await besluiten(zaak, "B04"))[-1]["id"]}
    await wereld.mens("teamleider").stuur(zaak.pad("/pip/dagtekening"), body, 201)
    assert velden(await trek_in(zaak, 409, door=zaak.km)) == {"vierOgen"}
    college = {"nummer": "2026-31", "datum": (VANDAAG + dt.timedelta(days=4)).isoformat()}
    await trek_in(zaak, door=zaak.km, collegebesluit=college)
    [intrekking] = await besluiten(zaak, "INTREKKING")
    assert intrekking["collegebesluit"].items() >= college.items()


async def test_wie_het_plan_kent_wordt_eerst_gehoord(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    assert velden(await trek_in(zaak, 400)) == {"horen"}
    assert velden(await trek_in(zaak, 400, motivering=" ", horen=gehoord())) == {"motivering"}
    te_vroeg = gehoord(uiterlijkOp=LATER.isoformat())
    assert velden(await trek_in(zaak, 400, horen=te_vroeg)) == {"horen.gelegenheid.uiterlijkOp"}
    een_dag = gehoord(gegevenOp=(LATER - dt.timedelta(days=2)).isoformat())
    assert velden(await trek_in(zaak, 400, horen=een_dag)) == {"horen.gelegenheid.uiterlijkOp"}
    assert velden(await trek_in(zaak, 400, horen={"zonder": "SPOED"})) == {"horen.motief"}
    assert (await zaak.lees())["fase"] == "TRAJECT_ACTIEF"
    antwoord = {"wijze": "MONDELING", "ontvangenOp": LATER.isoformat(), "inhoud": "Dit gaat over mijn zus."}
    await trek_in(zaak, horen=gehoord(zienswijze=antwoord))
    [intrekking] = await besluiten(zaak, "INTREKKING")
    assert intrekking["horen"]["zienswijze"] == "Dit gaat over mijn zus."


async def test_wie_het_plan_kent_krijgt_een_brief_met_bezwaar_en_zijn_termijn_loopt_door(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    wereld.duo_weet(zaak.inwoner, termijn=None)
    nieuw = (await trek_in(zaak, horen=gehoord()))["besluitId"]
    await wereld.werk_af()
    await verzend_intrekking(zaak)
    soorten = [soort for soort, _ in await _lopend(zaak)]
    assert "TERMIJN" in soorten, "haar begin verschuift niet (art. 11 lid 3)"
    assert [soort for soort in soorten if soort.startswith("PIP_")], "de tien weken lopen weer"
    [intrekking] = await besluiten(zaak, "INTREKKING")
    assert intrekking["bekendgemaaktOp"] == LATER.isoformat()
    bezwaar = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("BEZWAAR", "lopend")]
    assert sorted(t["startOp"] for t in bezwaar) == [VANDAAG.isoformat(), LATER.isoformat()], "ook tegen het plan zelf"
    assert nieuw == intrekking["id"]


async def test_na_het_intrekken_komt_er_een_nieuw_pip_en_wat_te_laat_was_blijft_te_laat(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    wereld.duo_weet(zaak.inwoner, termijn=None)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    [einde] = [dt.date.fromisoformat(dag) for soort, dag in await _lopend(zaak) if soort.startswith("PIP_")]
    dag = einde + dt.timedelta(days=1)
    await wereld.zet_klok(dag)
    assert await zaak.schrijf_pip(ondersteuning="een taalmaatje") == 1
    await zaak.stel_vast(dag)
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    assert [p.pip.dagtekeningPip for p in wereld.duo_heeft(zaak.inwoner).pips] == [VANDAAG, dag]
    assert [(p["volgnummer"], p["status"]) for p in await zaak.lees("/pip")] == [(1, "ingetrokken"), (2, "vastgesteld")]
    termijnen = await wereld.rijen("termijn", dossier_id=zaak.id)
    standen = [t["status"] for t in termijnen if t["soort"].startswith("PIP_")]
    assert (standen.count("te_laat"), {*standen}) == (1, {"te_laat", "vervallen"})
    [loopt] = [t for t in termijnen if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert loopt["start"] == VANDAAG + dt.timedelta(days=1), "de drie jaar begonnen na het eerste (art. 11 lid 3)"


async def test_het_ingetrokken_plan_is_het_begin_van_een_nieuw_concept(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await trek_in(zaak)
    await zaak.haal_concept_terug(1)
    assert [(p["volgnummer"], p["status"]) for p in await zaak.lees("/pip")] == [(1, "ingetrokken"), (2, "concept")]
    await zaak.stel_vast()


async def test_een_brief_die_terugkwam_wordt_eerst_beoordeeld(wereld: Wereld) -> None:
    """Ging zij naar een verkeerd adres, dan kent hij het plan niet: geen horen, geen brief, en dat staat vast."""
    zaak = await _bekend(wereld)
    id_ = await kom_terug(zaak, "pip_beschikking", reden="VERHUISD")
    fout = await trek_in(zaak, 409, horen=gehoord())
    assert velden(fout) == {"retourpost"}
    assert "beoordelen of een brief die terugkwam" in fout["detail"]
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert velden(await trek_in(zaak, 400, horen=gehoord())) == {"horen"}
    await trek_in(zaak)
    assert await wereld.werk("RETOURPOST") == []
    assert not [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "besluit_intrekking"]
    assert [w for w in await wereld.werk("NAVRAGEN") if "las" in w["omschrijving"]]
    assert velden(await oordeel(zaak, id_, "GOED_ADRES", 400)) == {"oordeel"}
    fout = await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 409)
    assert "is daarna ingetrokken" in fout["detail"]


async def test_de_brief_van_het_ingetrokken_plan_kan_daarna_nog_terugkomen(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=gehoord())
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking"), "FOUT_ADRES")
    assert await wereld.werk("RETOURPOST") == [], "zij gaat niet opnieuw uit"
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    body = {"verzondenOp": (VANDAAG + dt.timedelta(days=1)).isoformat(), "wijze": "POST", "motief": "ging later weg"}
    assert "is daarna ingetrokken" in (await zaak.verbeter_verzending(brief["id"], body, 409))["detail"]


async def test_de_brief_over_de_intrekking_blijft_niet_liggen_en_gaat_zo_nodig_opnieuw(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=gehoord())
    await wereld.zet_klok(LATER + dt.timedelta(days=7))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    [item] = await wereld.werk("BESLUIT_NIET_VERZONDEN")
    assert "weet de persoon niet dat het besluit dat hij kent niet meer geldt" in item["omschrijving"]
    await verzend_intrekking(zaak)
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    await oordeel(zaak, await kom_terug(zaak, "besluit_intrekking"), "FOUT_ADRES")
    [retour] = await wereld.werk("RETOURPOST")
    assert "nieuwe dagtekening" not in retour["omschrijving"]


async def test_stelde_duo_de_termijn_al_vast_dan_blijft_die_staan_zonder_werk(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    termijn = Inburgeringstermijn(startdatum=VANDAAG + dt.timedelta(days=1), einddatum=dt.date(2029, 3, 3))
    wereld.duo_weet(zaak.inwoner, termijn=termijn)
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    await wereld.werk_af()
    assert await wereld.werk("MELDING_HERSTELLEN") == []
    assert ("TERMIJN", "2029-03-02") in await _lopend(zaak)
    beeld = await zaak.lees()
    assert (beeld["termijnVan"], beeld["termijnLaatsteDag"]) == ("2026-03-03", "2029-03-02")


async def test_wie_geen_mandaat_heeft_hoort_dat(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.alziend.execute("update mandaat set ingetrokken_op = $1 where besluit = 'INTREKKING'", VANDAAG)
    assert velden(await trek_in(zaak, 409)) == {"mandaat"}


async def verzend_intrekking(zaak: Zaak) -> None:
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    [brief] = [
        b for b in await zaak.lees("/brieven") if (b["sjabloon"], b["status"]) == ("besluit_intrekking", "gemaakt")
    ]
    dag = (await zaak.wereld.vandaag()).isoformat()
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": dag})


async def test_een_intrekking_zonder_brief_hoeft_nergens_heen(wereld: Wereld) -> None:
    """Na een verhuizing leest Meedoen de BRP alleen zolang er een brief naar de persoon toe moet (art. 5 AVG)."""
    kent_hem_niet, kent_hem = await (await Zaak.nieuw(wereld)).tot_vastgesteld(), await _bekend(wereld)
    await trek_in(kent_hem_niet)
    await trek_in(kent_hem, horen=gehoord())
    for zaak in (kent_hem_niet, kent_hem):
        assert await eindig(wereld, zaak, Fase.OVERGEDRAGEN)
    assert "niet meer gelezen" in (await kent_hem_niet.stuur("/brp-lezing", None, 409))["detail"]
    await kent_hem.stuur("/brp-lezing", None)


async def test_wie_op_een_pip_stuit_hoort_dat_het_ingetrokken_kan_worden_en_daarna_gaat_de_intake_weer_open(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    fout = await zaak.heropen_intake(409)
    assert "dan kan een ander dan wie het vaststelde het intrekken" in fout["gebreken"][0]["melding"]
    await trek_in(zaak)
    await zaak.heropen_intake()
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
