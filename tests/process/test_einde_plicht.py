"""Het einde van de plicht door de deur van DUO: niets van het traject loopt door, en geen partner leest nog iets."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.instellingen.legitimatie import Buur
from core.platform.outbox import bus
from core.process.dossier import brp
from core.process.melding.actions import VERZEND
from core.process.stap import Stap, Status
from core.process.stappen import STAPPEN
from tests.process.test_slot import BRP
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.melding import duo_melding

EINDE = "Verblijfsdoel gewijzigd"
DAT_HET_VOORBIJ_IS = ("school-na-einde", "school-na-schorsing", "school-na-verhuizing")
"""Wie hem zag hoort van een mens dat het voorbij is: dat is geen traject."""
LOPEND = [(stap, status, waarde) for stap in STAPPEN for status in stap.statussen for waarde in status.loopt]


async def duo_zegt(zaak: Zaak, reden: str | None, *, minuut: int = 50, **anders: Any) -> None:
    """DUO meldt hoe het met de plicht staat, en Meedoen leest het."""
    einde = None if reden is None else VANDAAG
    zaak.wereld.duo_weet(zaak.inwoner, plicht=reden is None, plicht_einde=einde, reden=reden, **anders)
    await zaak.wereld.meldt("SS110", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=minuut))
    await zaak.wereld.werk_af()


async def wat_loopt(wereld: Wereld, dossier_id: UUID) -> dict[str, list[str]]:
    """Van elke stap wat er in dit dossier loopt; werk en termijnen die doorgaan tellen niet."""
    loopt: dict[str, list[str]] = {}
    for stap in STAPPEN:
        for status in stap.statussen:
            tabel, kolom = status.naam.split(".")
            if status.loopt:
                for rij in await wereld.rijen(tabel, dossier_id=dossier_id):
                    door = rij.get("soort") in ("BEZWAAR", "DUO_GEBEURTENIS")
                    door |= str(rij.get("sleutel")).endswith(DAT_HET_VOORBIJ_IS)
                    if rij[kolom] in status.loopt and not door:
                        loopt.setdefault(status.naam, []).append(rij[kolom])
    return loopt


@pytest.mark.parametrize(("stap", "status", "waarde"), LOPEND, ids=lambda x: getattr(x, "naam", str(x)))
async def test_pg_12_wat_loopt_houdt_op_bij_het_einde(wereld: Wereld, stap: Stap, status: Status, waarde: str) -> None:
    """Van elke stap een rij in elke status die loopt; na het einde is er geen meer."""
    zaak = await Zaak.nieuw(wereld)
    tabel, kolom = status.naam.split(".")
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        fabriek: Any = PROEVEN[stap.naam].fabrieken[tabel]
        id_ = await fabriek(tx, dossier_id=zaak.id)
    await wereld.alziend.execute(f"update {tabel} set {kolom} = $2 where id = $1", id_, str(waarde))
    assert str(waarde) in (await wat_loopt(wereld, zaak.id))[status.naam]
    await duo_zegt(zaak, EINDE)
    assert (await zaak.lees())["fase"] == "BEEINDIGD"
    assert await wat_loopt(wereld, zaak.id) == {}, f"stap {stap.naam} laat iets doorlopen"


async def test_c15_de_taalschool_leest_de_leerling_niet_meer(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    school = wereld.mens("school", basis="/v1")
    id_ = str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    eigen = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    await school.stuur(f"{eigen}/antwoord", {"aanvaard": True, "versie": 1})
    assert (await school.lees(eigen))["naam"]
    await duo_zegt(zaak, EINDE)
    await school.lees(eigen, 404)
    assert (await school.lees("/eigen-toewijzingen"))["toewijzingen"] == []
    [toewijzing] = await zaak.lees("/toewijzingen")
    assert toewijzing["status"] == "beeindigd"
    conflict = await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2}, 409)
    assert conflict["versieconflict"]["oorzaak"] == "Dit is veranderd doordat de inburgeringsplicht is geëindigd."


async def test_c15_de_oproep_haar_termijn_haar_werk_en_haar_brief_vervallen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    [oproep] = await zaak.lees("/oproepen")
    [brief] = await zaak.lees("/brieven")
    assert len(await wereld.werk("BRIEF_VERZENDEN")) == 1
    await duo_zegt(zaak, EINDE)
    dossier = await zaak.lees()
    assert dossier["werk"] == []
    assert [t["soort"] for t in dossier["termijnen"] if t["status"] == "lopend"] == []
    [na] = await zaak.lees("/oproepen")
    assert (na["uitkomst"], na["versie"]) == ("VERVALLEN", oproep["versie"] + 1)
    weigering = await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()}, 409)
    assert "ingetrokken" in weigering["detail"]
    uitkomst = {"uitkomst": "VERSCHENEN", "toelichting": "", "versie": oproep["versie"]}
    conflict = await zaak.stuur(f"/oproepen/{oproep['id']}/uitkomst", uitkomst, 409)
    nu = conflict["versieconflict"]
    assert (nu["gewijzigdDoor"], nu["gewijzigdDoorNaam"]) == (None, "Meedoen")
    assert nu["oorzaak"] == "Dit is veranderd doordat de inburgeringsplicht is geëindigd."


async def test_een_concept_vervalt_en_een_vastgesteld_pip_blijft(wereld: Wereld) -> None:
    met_concept, met_pip = await (await Zaak.nieuw(wereld)).tot_pip(), await (await Zaak.nieuw(wereld)).tot_traject()
    for zaak, status in ((met_concept, "vervallen"), (met_pip, "vastgesteld")):
        await duo_zegt(zaak, EINDE)
        assert [p["status"] for p in await wereld.rijen("pip", dossier_id=zaak.id)] == [status]
    conflict = await met_concept.km.bewaar(met_concept.pad("/pip/concept"), {"versie": 1}, 409)
    assert "vervallen" in conflict["versieconflict"]["volgendeStap"]


async def test_wat_nog_niet_naar_duo_was_gaat_er_niet_meer_heen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    klantmanager = wereld.twee.a.als_klantmanager()
    async with wereld.huis.databank.uow(klantmanager) as tx:
        id_ = await duo_melding(tx, dossier_id=zaak.id, soort="U01")
    await duo_zegt(zaak, EINDE)
    assert [m["status"] for m in await wereld.rijen("duo_melding", dossier_id=zaak.id)] == ["ingetrokken"]
    async with wereld.huis.databank.uow(klantmanager) as tx:
        await bus.zet(tx, VERZEND, onderwerp_id=id_, reeks=zaak.id, buur=Buur.DUO)
    await wereld.werk_af()
    assert wereld.lijn.telling("POST", "PIP") == 0
    assert [m["status"] for m in await wereld.rijen("duo_melding", dossier_id=zaak.id)] == ["ingetrokken"]


async def test_bezwaar_loopt_door_en_het_overige_niet(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await wereld.maak_brieven(zaak.id)
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    await duo_zegt(zaak, EINDE)
    lopend = [t["soort"] for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend"]
    assert lopend == ["BEZWAAR"]


async def test_voldaan_is_gehaald(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await duo_zegt(zaak, "Inburgeringsplicht voldaan")
    assert (await zaak.lees())["fase"] == "VOLDAAN"
    assert [t["status"] for t in await wereld.rijen("termijn", soort="TERMIJN")] == ["gehaald"]


async def test_een_vrijstelling_zonder_pip_begint_daarna_opnieuw(wereld: Wereld) -> None:
    """SS109 en SS129: wat er eerder was telt niet mee, en de eerste oproep is weer de eerste (PG-4)."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.afspraak("AFGEZEGD")
    await duo_zegt(zaak, "Tijdelijke vrijstelling")
    dossier = await zaak.lees()
    assert (dossier["fase"], dossier["werk"]) == ("TIJDELIJK_VRIJGESTELD", [])
    await duo_zegt(zaak, None, minuut=55)
    dossier = await zaak.lees()
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert [w["soort"] for w in dossier["werk"]] == ["PIP_VASTSTELLEN"]
    assert (await zaak.lees("/oproepen/voorstel"))["nummer"] == 1
    await zaak.roep_op()


async def test_een_vrijstelling_met_pip_gaat_daarna_verder(wereld: Wereld) -> None:
    """SS109 en SS130: terug in het traject, met de termijn die DUO dan geeft."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await duo_zegt(zaak, "Tijdelijke vrijstelling")
    assert (await zaak.lees())["fase"] == "TIJDELIJK_VRIJGESTELD"
    await duo_zegt(zaak, None, minuut=55)
    dossier = await zaak.lees()
    assert (dossier["fase"], dossier["leerroute"]) == ("TRAJECT_ACTIEF", "B")


async def test_een_einde_dat_duo_herstelt_begint_opnieuw(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await duo_zegt(zaak, EINDE)
    await duo_zegt(zaak, None, minuut=55)
    dossier = await zaak.lees()
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert [t["status"] for t in dossier["termijnen"]].count("lopend") == 1


async def test_wie_overlijdt_krijgt_geen_brief_meer_en_de_plicht_volgt_duo(wereld: Wereld) -> None:
    """De BRP weet het eerder dan DUO: alles staat stil, er is één ding voor een mens, en de fase is die van DUO."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    wereld.duo_weet(zaak.inwoner, overleden=VANDAAG)
    await wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=50))
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert dossier["fase"] == "INTAKE_OPGEROEPEN"
    [werk] = dossier["werk"]
    assert (werk["soort"], "overleden" in werk["omschrijving"]) == ("NAVRAGEN", True)
    assert not {t["status"] for t in dossier["termijnen"]} & {"lopend", "andere_lezing"}
    assert {b["status"] for b in await wereld.rijen("brief")} == {"ingetrokken"}
    assert {o["uitkomst"] for o in await wereld.rijen("oproep")} == {"VERVALLEN"}
    await duo_zegt(zaak, None, minuut=55)
    dossier = await zaak.lees()
    assert [w["id"] for w in dossier["werk"]] == [werk["id"]]
    assert not {t["status"] for t in dossier["termijnen"]} & {"lopend", "andere_lezing"}
    await duo_zegt(zaak, "Overlijden", minuut=57)
    dossier = await zaak.lees()
    assert (dossier["fase"], dossier["werk"]) == ("BEEINDIGD", [])


async def test_wie_volgens_de_brp_overleed_krijgt_bij_duo_geen_contactpersoon_meer(wereld: Wereld) -> None:
    """Een collega kan het dossier nog afhandelen; DUO hoeft hem daarvoor niet te kennen."""
    zaak = await Zaak.nieuw(wereld, vorm="overleden-zonder-datum")
    await zaak.deel_toe()
    await wereld.werk_af()
    assert await wereld.rijen("duo_melding") == []


async def test_een_overlijden_dat_de_brp_herstelt_laat_alles_weer_lopen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    voor = (await zaak.lees())["werk"]
    for vorm, werk in (("overleden-zonder-datum", ["NAVRAGEN"]), ("", ["PIP_VASTSTELLEN"])):
        wereld.duo_weet(zaak.inwoner, vorm=vorm)
        await wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=50 + len(vorm)))
        await wereld.werk_af()
        assert [w["soort"] for w in (await zaak.lees())["werk"]] == werk
    na = (await zaak.lees())["werk"]
    assert [w["omschrijving"] for w in na] == [w["omschrijving"] for w in voor]
    await zaak.roep_op()


async def test_wie_verhuist_wordt_overgedragen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=50))
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
    assert await wat_loopt(wereld, zaak.id) == {}


async def test_i8_van_wie_verhuisde_leest_deze_gemeente_niets_meer(wereld: Wereld) -> None:
    """Ook niet als een medewerker erom vraagt: waar hij daarna woont gaat haar niet aan, en geheim is het misschien."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verhuist()
    voor = (await zaak.lees())["persoon"]
    wereld.duo_weet(zaak.inwoner, verhuisd_naar="0363")
    for bron in ("brp", "duo"):
        antwoord = await zaak.stuur(f"/{bron}-lezing", None, 409)
        assert "opent Meedoen een nieuwe zaak" in antwoord["detail"]
        assert antwoord["grond"] == "art. 5 lid 1 AVG"
    await wereld.werk_af()
    assert (await zaak.lees())["persoon"] == voor
    assert voor["ingeschrevenIn"] == wereld.twee.b.code


async def test_i8_zolang_er_van_hier_een_besluit_naar_hem_toe_moet_wordt_zijn_adres_gelezen(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.verhuist()
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    await zaak.maak_pip_bekend()
    await zaak.stuur("/brp-lezing", None, 409)


async def test_wie_hier_staat_zonder_volledige_datum_is_niet_verhuisd(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        feiten = replace(BRP, vestiging_op=None, inschrijving_op=None, inschrijving_gemeente=wereld.twee.a.code)
        await brp.verwerk_brp(tx, wereld.huis, zaak.id, feiten)
    assert (await zaak.lees())["fase"] == "PLICHT_GEMELD"
