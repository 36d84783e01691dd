"""Wie iemand in Meedoen zag hoort van een mens dat dat voorbij is, en niet waarom of waarheen; komt hij terug, dan
vraagt een mens of hij daar weer les volgt (T14, T15, T19, T20, T22, PG-12, PG-20, I8)."""

import datetime as dt
from uuid import uuid4

import pytest

from tests.process.terugkeer import gaat_weg, heen_en_terug, verhuist_naar, zaak_van_nu
from tests.process.test_einde_plicht import EINDE, duo_zegt
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

VRIJSTELLING = "Tijdelijke vrijstelling"


async def _leerling(wereld: Wereld, zaak: Zaak) -> str:
    """Ingeschreven bij de school van de gemeente."""
    dag = min(VANDAAG, await wereld.vandaag())
    feit = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    await zaak.stuur("/inschrijvingen", feit | {"bekendOp": dag.isoformat()})
    return feit["id"]


async def _met_school(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await _leerling(wereld, zaak)
    return zaak


async def _werk(wereld: Wereld, deel: str) -> list[str]:
    return [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(f":{deel}")]


def _noemt_de_school(wereld: Wereld, tekst: str) -> bool:
    [naam] = [o.naam for o in wereld.huis.tenant(wereld.twee.a.id).organisaties if o.id == wereld.twee.a.school]
    return naam in tekst


async def test_wie_een_school_had_wordt_daar_gemeld_door_een_mens(wereld: Wereld) -> None:
    zaak = await _met_school(wereld)
    assert await _werk(wereld, "school-na-verhuizing") == []
    await zaak.verhuist()
    [tekst] = await _werk(wereld, "school-na-verhuizing")
    assert _noemt_de_school(wereld, tekst)
    assert wereld.twee.b.code not in tekst
    assert "niet waarheen" in tekst


async def test_wie_niemand_zag_geeft_geen_werk(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_opgeroepen()
    await zaak.verhuist()
    assert await _werk(wereld, "school-na-verhuizing") == []


@pytest.mark.parametrize(
    ("reden", "deel"), [(EINDE, "school-na-einde"), (VRIJSTELLING, "school-na-schorsing")], ids=["einde", "schorsing"]
)
async def test_bij_een_einde_of_schorsing_hoort_de_school_het_en_niet_waarom(
    wereld: Wereld, reden: str, deel: str
) -> None:
    zaak = await _met_school(wereld)
    await duo_zegt(zaak, reden)
    [tekst] = await _werk(wereld, deel)
    assert _noemt_de_school(wereld, tekst)
    assert "niet waarom" in tekst
    assert reden.lower() not in tekst.lower()


async def test_loopt_de_plicht_weer_dan_wordt_gevraagd_of_hij_daar_weer_les_volgt(wereld: Wereld) -> None:
    zaak = await _met_school(wereld)
    await duo_zegt(zaak, VRIJSTELLING)
    await duo_zegt(zaak, None, minuut=60)
    assert await _werk(wereld, "school-na-schorsing") == [], "stilliggen doet het niet meer"
    [tekst] = await _werk(wereld, "school-weer")
    assert _noemt_de_school(wereld, tekst)
    assert "nog niet gezegd" in tekst
    id_ = await _leerling(wereld, zaak)
    assert await _werk(wereld, "school-weer") == []
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    assert (await wereld.mens("school", basis="/v1").lees(pad))["naam"]


async def test_wie_terugkomt_bij_wie_de_school_het_al_hoorde_vraagt_alleen_of_hij_er_weer_komt(wereld: Wereld) -> None:
    zaak = await _met_school(wereld)
    await gaat_weg(wereld, zaak)
    [item] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":school-na-verhuizing")]
    body = {"versie": item["versie"], "afhandeling": "de school is gebeld"}
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", body)
    nu = await _terug_op(wereld, zaak, await wereld.vandaag())
    [tekst] = await _werk(wereld, "school-weer")
    assert "nog niet gezegd" not in tekst
    await _leerling(wereld, nu)
    assert await _werk(wereld, "school-weer") == []


@pytest.mark.parametrize("zelfde_dag", [True, False], ids=["zelfde_dag", "later"])
async def test_pg_20_wie_terugkomt_wordt_gevraagd_waar_hij_les_volgt(wereld: Wereld, zelfde_dag: bool) -> None:
    zaak = await _met_school(wereld)
    if zelfde_dag:
        await gaat_weg(wereld, zaak)
        nu = await _terug_op(wereld, zaak, await wereld.vandaag())
    else:
        nu = await heen_en_terug(wereld, zaak)
    assert nu.id != zaak.id
    assert await _werk(wereld, "school-na-verhuizing") == [], "hij is er weer"
    [tekst] = await _werk(wereld, "school-weer")
    assert _noemt_de_school(wereld, tekst)
    assert "nog niet gezegd" in tekst
    await _leerling(wereld, nu)
    assert await _werk(wereld, "school-weer") == []
    [toewijzing] = await nu.lees("/toewijzingen")
    assert toewijzing["schoolWacht"], "zij leest hem vanaf de bekendmaking van zijn nieuwe PIP"


async def _terug_op(wereld: Wereld, zaak: Zaak, dag: dt.date) -> Zaak:
    await wereld.zet_klok(dag)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    return await zaak_van_nu(wereld, zaak)
