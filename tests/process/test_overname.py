"""C19: een caseload gaat in één handeling naar een vervanger of opvolger, en bij een vervanging weer terug."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.bootstrap import DAGELIJKS
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.overname.regels import Overnameplan, is_bij_vervanger, toets_laatste_dag, toets_overname
from core.process.overname.tables import Overnamesoort
from core.process.overname.taken import VOLG
from tests.letters.lezen import platte_tekst
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import lidmaatschap, medewerker
from tests.voorbeelden.dossier import dossier, werkitem
from tests.voorbeelden.overname import een_overname, neem_over

A, B, C, D = (UUID(int=n) for n in range(1, 5))
VERVANGING, OPVOLGING = Overnamesoort.VERVANGING, Overnamesoort.OPVOLGING


# ── De regels zelf ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("soort", "naar", "vanaf", "tot", "fout"),
    [
        (VERVANGING, B, date(2026, 3, 2), date(2026, 3, 2), set()),
        (VERVANGING, B, date(2026, 4, 1), None, set()),
        (OPVOLGING, B, date(2026, 3, 2), None, set()),
        (OPVOLGING, B, date(2026, 3, 2), date(2026, 4, 1), {"tot"}),
        (VERVANGING, A, date(2026, 3, 1), date(2026, 2, 1), {"naarId", "vanaf", "tot"}),
    ],
)
def test_wat_een_overname_mag_zijn(
    soort: Overnamesoort, naar: UUID, vanaf: date, tot: date | None, fout: set[str]
) -> None:
    plan = Overnameplan(soort=soort, van_id=A, naar_id=naar, vanaf=vanaf, tot=tot)
    assert {g.veld for g in toets_overname(plan, vandaag=VANDAAG)} == fout


@pytest.mark.parametrize(
    ("tot", "kan"), [(None, True), (VANDAAG, True), (date(2026, 3, 1), False), (date(2026, 3, 9), True)]
)
def test_een_vervanging_eindigt_niet_eerder_dan_vandaag(tot: date | None, kan: bool) -> None:
    assert (toets_laatste_dag(tot, vanaf=date(2026, 2, 2), vandaag=VANDAAG) == ()) is kan


@pytest.mark.parametrize(
    ("nu", "schakels", "terug"),
    [
        (B, [], True),
        (C, [], False),
        (C, [(B, C)], True),
        (D, [(C, D), (B, C)], True),
        (D, [(C, D)], False),
        (None, [(B, C)], False),
        (A, [(B, C), (C, B)], False),
    ],
)
def test_een_dossier_gaat_terug_als_het_bij_de_vervanger_is_of_bij_wie_hem_weer_vervangt(
    nu: UUID | None, schakels: list[tuple[UUID, UUID]], terug: bool
) -> None:
    assert is_bij_vervanger(nu, B, schakels) is terug


# ── Over en terug ───────────────────────────────────────────────────────────────────────────────────
async def _bij(wereld: Wereld, *dossiers: UUID) -> list[UUID | None]:
    """Bij wie elk dossier nu is."""
    rijen = {r["id"]: r["behandelaar_id"] for r in await wereld.rijen("dossier")}
    return [rijen[id_] for id_ in dossiers]


async def _zaai(wereld: Wereld, aantal: int = 1, *, van: UUID | None = None, **anders: Any) -> list[UUID]:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        wie = van or wereld.twee.a.klantmanager
        return [await dossier(tx, behandelaar_id=wie, **anders) for _ in range(aantal)]


async def _collega(wereld: Wereld, naam: str) -> UUID:
    id_ = await medewerker(wereld.eigenaar, onderwerp=f"{naam}.{wereld.twee.a.code}")
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, id_, naam=naam)
    return id_


async def _vertrekt(wereld: Wereld, wie: UUID) -> None:
    await wereld.eigenaar.execute(
        "update meedoen.lidmaatschap set ingetrokken_op = now() where medewerker_id = $1", wie
    )


async def _de_dag_breekt_aan(wereld: Wereld, dag: date) -> None:
    """Wat het dagwerk klaarzet voor de overnames."""
    assert VOLG in DAGELIJKS
    await wereld.zet_klok(dag)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet_eenmaal(tx, VOLG, nieuw_id())
    await wereld.werk_af()


async def _overname(wereld: Wereld, id_: str) -> dict[str, Any]:
    [gevonden] = [o for o in await wereld.km.lees("/overnames") if o["id"] == id_]
    overname: dict[str, Any] = gevonden
    return overname


async def test_wie_overneemt_en_een_mandaat_mist_waarschuwt_eerst(wereld: Wereld) -> None:
    """PG-19: anders blijkt pas bij het vaststellen dat niemand het besluit kan nemen."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    zonder = await _collega(wereld, "zonder")
    await wereld.eigenaar.execute("update meedoen.collega set functie = 'stagiair' where medewerker_id = $1", zonder)
    fout = await neem_over(wereld, 409, naarId=str(zonder))
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "ZONDER_MANDAAT"
    assert "(B04)" in waarschuwing["melding"]
    assert await wereld.rijen("overname") == []
    id_ = await neem_over(wereld, naarId=str(zonder), bevestigd=["ZONDER_MANDAAT"])
    await neem_over(wereld, id=id_, naarId=str(zonder))
    assert await _bij(wereld, zaak.id) == [zonder]
    terug: dict[str, Any] = {"vanId": str(zonder), "naarId": str(wereld.twee.a.klantmanager)}
    await neem_over(wereld, soort="opvolging", **terug, bevestigd=["VERVANGER_AFWEZIG"])
    assert await _bij(wereld, zaak.id) == [wereld.twee.a.klantmanager], "wie meer mag dan de ander mist niets"


async def test_pg_19_wie_een_dossier_krijgt_en_een_mandaat_mist_waarschuwt_eerst(wereld: Wereld) -> None:
    """Zoals bij een caseload; zonder behandelaar valt er niets te vergelijken."""
    zaak = await Zaak.nieuw(wereld)
    zonder = await _collega(wereld, "zonder")
    await wereld.eigenaar.execute("update meedoen.collega set functie = 'stagiair' where medewerker_id = $1", zonder)
    teamleider = wereld.mens("teamleider")

    async def geef(aan: UUID, verwacht: int = 204, **anders: object) -> Any:
        body = {"behandelaarId": str(aan), "versie": (await zaak.lees())["versie"]}
        return await teamleider.stuur(zaak.pad("/behandelaar"), body | anders, verwacht)

    await geef(zonder)
    await geef(wereld.twee.a.klantmanager)
    fout = await geef(zonder, 409)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "ZONDER_MANDAAT"
    assert "(B04)" in waarschuwing["melding"]
    assert await _bij(wereld, zaak.id) == [wereld.twee.a.klantmanager]
    await geef(zonder, bevestigd=["ZONDER_MANDAAT"])
    assert await _bij(wereld, zaak.id) == [zonder]
    await geef(zonder)


async def test_c19_dossiers_werk_afspraak_en_de_contactpersoon_bij_duo_gaan_naar_de_vervanger_en_terug(
    wereld: Wereld,
) -> None:
    zaken = [await Zaak.nieuw(wereld) for _ in range(2)]
    for zaak in zaken:
        await zaak.deel_toe()
    await zaken[0].roep_op()
    await wereld.werk_af()
    a = wereld.twee.a
    vooraf = await wereld.mens("teamleider").lees(f"/overnames/vooraf?van={a.klantmanager}")
    assert {d["dossierId"] for d in vooraf["dossiers"]} == {str(z.id) for z in zaken}
    assert (vooraf["openWerk"], vooraf["afspraken"]) == (len(await wereld.rijen("werkitem", status="open")), 1)

    id_ = await neem_over(wereld, tot="2026-03-13")
    assert await _bij(wereld, *(z.id for z in zaken)) == [a.teamleider] * 2
    assert {w["behandelaar_id"] for w in await wereld.rijen("werkitem", status="open")} == {a.teamleider}
    await wereld.werk_af()
    for zaak in zaken:
        soorten = [(m["soort"], m["status"]) for m in await zaak.lees("/duo-meldingen")]
        assert soorten == [("U03", "bevestigd")] * 2, "een bericht per persoon, na dat van de toedeling"

    await _de_dag_breekt_aan(wereld, date(2026, 3, 13))
    assert await _bij(wereld, *(z.id for z in zaken)) == [a.teamleider] * 2, "de laatste dag hoort er nog bij"
    await _de_dag_breekt_aan(wereld, date(2026, 3, 14))
    assert await _bij(wereld, *(z.id for z in zaken)) == [a.klantmanager] * 2
    assert {w["behandelaar_id"] for w in await wereld.rijen("werkitem", status="open") if w["dossier_id"]} == {
        a.klantmanager
    }
    [laatste] = [m["inhoud"][0]["waarde"] for m in (await zaken[0].lees("/duo-meldingen"))[-1:]]
    namen = {c["id"]: c["naam"] for c in await wereld.km.lees("/medewerkers")}
    assert laatste == namen[str(a.klantmanager)]
    staat = await _overname(wereld, id_)
    assert (staat["status"], staat["dossiers"], staat["terug"], staat["mee"]) == ("klaar", 2, 2, 0)


async def test_c19_een_afspraak_met_wie_weg_is_is_met_de_vervanger_en_daarna_weer_met_hem(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    a = wereld.twee.a
    await zaak.roep_op(collegaId=str(a.klantmanager))

    async def met_wie() -> tuple[str, str]:
        [oproep] = await zaak.lees("/oproepen")
        return oproep["collegaId"], oproep["afspraakOp"]

    _, tijd = await met_wie()
    await neem_over(wereld, tot="2026-03-04")
    assert await met_wie() == (str(a.teamleider), tijd)
    await _de_dag_breekt_aan(wereld, date(2026, 3, 5))
    assert await met_wie() == (str(a.klantmanager), tijd)


async def test_c19_een_brief_van_de_vervanger_draagt_zijn_naam(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    await neem_over(wereld)
    zaak.km = wereld.mens("teamleider")
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    [brief] = await zaak.lees("/brieven")
    namen = {c["id"]: c["naam"] for c in await wereld.km.lees("/medewerkers")}
    tekst = platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert namen[str(wereld.twee.a.teamleider)].replace(" ", "") in tekst
    assert namen[str(wereld.twee.a.klantmanager)].replace(" ", "") not in tekst


async def test_c19_alles_of_niets_een_dossier_van_een_ander_houdt_de_hele_keuze_tegen(wereld: Wereld) -> None:
    eigen = await _zaai(wereld, 2)
    [vreemd] = await _zaai(wereld, van=wereld.twee.a.teamleider)
    fout = await neem_over(wereld, 400, dossiers=[str(id_) for id_ in (*eigen, vreemd)])
    assert velden(fout) == {"dossiers"}
    assert await _bij(wereld, *eigen) == [wereld.twee.a.klantmanager] * 2
    assert await wereld.rijen("overname") == await wereld.rijen("overname_dossier") == []
    await neem_over(wereld, dossiers=[str(eigen[0])])
    assert await _bij(wereld, *eigen) == [wereld.twee.a.teamleider, wereld.twee.a.klantmanager]


async def test_alle_gebreken_tegelijk_en_er_gaat_niets_over(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    fout = await neem_over(
        wereld, 400, soort="opvolging", vanaf="2026-03-01", tot="2026-03-20", naarId=str(wereld.twee.b.klantmanager)
    )
    assert velden(fout) == {"vanaf", "tot", "naarId"}
    assert velden(await neem_over(wereld, 400, vanId=str(wereld.twee.b.klantmanager))) == {"vanId"}
    assert await _bij(wereld, id_) == [wereld.twee.a.klantmanager]


async def test_c19_wat_dicht_is_gaat_alleen_mee_als_er_nog_werk_ligt(wereld: Wereld) -> None:
    [dicht] = await _zaai(wereld, fase="BEEINDIGD")
    [met_werk] = await _zaai(wereld, fase="BEEINDIGD")
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await werkitem(tx, dossier_id=met_werk, behandelaar_id=wereld.twee.a.klantmanager)
    await neem_over(wereld)
    assert await _bij(wereld, dicht, met_werk) == [wereld.twee.a.klantmanager, wereld.twee.a.teamleider]


async def test_c19_een_geplande_overname_begint_op_haar_dag_met_wat_dan_van_hem_is(wereld: Wereld) -> None:
    eerst = await _zaai(wereld)
    await neem_over(wereld, vanaf="2026-03-09", tot="2026-03-10")
    keuze = await neem_over(wereld, vanaf="2026-04-01", dossiers=[str(eerst[0])])
    erbij = await _zaai(wereld)
    assert await _bij(wereld, *eerst) == [wereld.twee.a.klantmanager]
    for _ in range(2):
        await _de_dag_breekt_aan(wereld, date(2026, 3, 9))
    assert await _bij(wereld, *eerst, *erbij) == [wereld.twee.a.teamleider] * 2
    assert len(await wereld.rijen("duo_melding", soort="U03")) == 2, "nog eens klaarzetten doet niets dubbel"
    await _de_dag_breekt_aan(wereld, date(2026, 3, 11))
    await wereld.alziend.execute("update dossier set behandelaar_id = null where id = $1", eerst[0])
    await _de_dag_breekt_aan(wereld, date(2026, 4, 1))
    assert await _bij(wereld, *eerst) == [None], "wat intussen van een ander is, blijft daar"
    assert (await _overname(wereld, keuze))["gebleven"] == 1


async def test_c19_wat_een_teamleider_intussen_aan_een_ander_gaf_gaat_niet_terug(wereld: Wereld) -> None:
    blijft, terug = await _zaai(wereld, 2)
    ander = await _collega(wereld, "Bo Derde")
    id_ = await neem_over(wereld)
    versie = (await wereld.km.lees(f"/dossiers/{blijft}"))["versie"]
    keuze = {"behandelaarId": str(ander), "versie": versie}
    await wereld.mens("teamleider").stuur(f"/dossiers/{blijft}/behandelaar", keuze)
    staat = await _overname(wereld, id_)
    await wereld.mens("teamleider").stuur(f"/overnames/{id_}/beeindiging", {"versie": staat["versie"]})
    assert await _bij(wereld, blijft, terug) == [ander, wereld.twee.a.klantmanager]
    staat = await _overname(wereld, id_)
    assert (staat["terug"], staat["gebleven"]) == (1, 1)
    await wereld.mens("teamleider").stuur(f"/overnames/{id_}/beeindiging", {"versie": staat["versie"]}, 409)


async def test_c19_een_vervanger_die_zelf_vervangen_wordt_houdt_de_terugkeer_niet_tegen(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    a, derde = wereld.twee.a, await _collega(wereld, "Bo Derde")
    await neem_over(wereld, tot="2026-03-10")
    tweede = await neem_over(wereld, vanId=str(a.teamleider), naarId=str(derde), tot="2026-03-20")
    assert await _bij(wereld, id_) == [derde]
    await _de_dag_breekt_aan(wereld, date(2026, 3, 11))
    assert await _bij(wereld, id_) == [a.klantmanager]
    await _de_dag_breekt_aan(wereld, date(2026, 3, 21))
    assert await _bij(wereld, id_) == [a.klantmanager]
    assert (await _overname(wereld, tweede))["gebleven"] == 1


async def test_c19_een_opvolger_krijgt_ook_wat_een_vervanger_nu_voor_de_vertrekkende_doet(wereld: Wereld) -> None:
    bij_vervanger, zelf = await _zaai(wereld, 2)
    a, opvolger = wereld.twee.a, await _collega(wereld, "Cas Opvolger")
    vervanging = await neem_over(wereld, dossiers=[str(bij_vervanger)], tot="2026-03-20")
    await _vertrekt(wereld, a.klantmanager)
    await neem_over(wereld, soort="opvolging", naarId=str(opvolger))
    assert await _bij(wereld, bij_vervanger, zelf) == [opvolger] * 2
    await _de_dag_breekt_aan(wereld, date(2026, 3, 21))
    assert await _bij(wereld, bij_vervanger) == [opvolger]
    teamleider = wereld.mens("teamleider")
    [staat] = [o for o in await teamleider.lees("/overnames") if o["id"] == vervanging]
    assert (staat["status"], staat["gebleven"]) == ("klaar", 1)


@pytest.mark.parametrize("dag", ["2026-03-09", "2026-03-05"])
async def test_c19_wie_eerst_vervangt_en_dan_opvolgt_houdt_de_dossiers(wereld: Wereld, dag: str) -> None:
    """Ook als beide op dezelfde dag beginnen, in welke volgorde dan ook."""
    ids = await _zaai(wereld, 2)
    opvolger = await _collega(wereld, "Cas Opvolger")
    await neem_over(wereld, naarId=str(opvolger), vanaf="2026-03-09", tot="2026-03-20")
    await neem_over(wereld, soort="opvolging", naarId=str(opvolger), vanaf=dag)
    for nu in (date(2026, 3, 9), date(2026, 3, 21)):
        await _de_dag_breekt_aan(wereld, nu)
        assert await _bij(wereld, *ids) == [opvolger] * 2


async def test_c7_wie_vertrok_kreeg_zijn_werk_niet_terug_en_de_teamleider_weet_het(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    await neem_over(wereld, tot="2026-03-10")
    await _vertrekt(wereld, wereld.twee.a.klantmanager)
    await _de_dag_breekt_aan(wereld, date(2026, 3, 11))
    assert await _bij(wereld, id_) == [wereld.twee.a.teamleider]
    [item] = await wereld.werk("OVERNAME_NAZIEN")
    assert "Kies een opvolger" in item["omschrijving"]
    assert item["behandelaar_id"] is None


async def test_c7_een_overname_door_wie_intussen_vertrok_begint_niet(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    derde = await _collega(wereld, "Bo Derde")
    overname = await neem_over(wereld, naarId=str(derde), vanaf="2026-03-09")
    await _vertrekt(wereld, derde)
    await _de_dag_breekt_aan(wereld, date(2026, 3, 9))
    assert await _bij(wereld, id_) == [wereld.twee.a.klantmanager]
    assert (await _overname(wereld, overname))["status"] == "ingetrokken"
    assert len(await wereld.werk("OVERNAME_NAZIEN")) == 1


async def test_art_3_2_een_laatste_dag_die_niemand_overziet_is_tot_nader_bericht(wereld: Wereld) -> None:
    """26 weken na de eerste dag, ook bij verzetten; een eerste dag die te ver weg ligt maakt de laatste niet goed."""
    await _zaai(wereld)
    for vanaf, tot, fout in (
        ("2026-03-02", "2026-09-01", {"tot"}),
        ("2026-03-02", "2100-12-31", {"tot"}),
        ("2026-05-04", "2026-11-03", {"tot"}),
        ("9999-12-01", "9999-12-31", {"vanaf", "tot"}),
    ):
        assert velden(await neem_over(wereld, 400, vanaf=vanaf, tot=tot)) == fout, (vanaf, tot)
    straks = await neem_over(wereld, vanaf="2026-05-04", tot="2026-11-02")
    pad = f"/overnames/{straks}/laatste-dag"
    teamleider = wereld.mens("teamleider")
    assert velden(await teamleider.stuur(pad, {"tot": "2026-11-03", "versie": 1}, 400)) == {"tot"}
    await teamleider.stuur(pad, {"tot": None, "versie": 1})


async def test_een_vervanging_duurt_langer_en_wat_niet_begon_is_in_te_trekken(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    teamleider = wereld.mens("teamleider")
    loopt = await neem_over(wereld, tot="2026-03-06")
    versie = (await _overname(wereld, loopt))["versie"]
    fout = await teamleider.stuur(f"/overnames/{loopt}/laatste-dag", {"tot": "2026-03-01", "versie": versie}, 400)
    assert velden(fout) == {"tot"}
    await teamleider.stuur(f"/overnames/{loopt}/laatste-dag", {"tot": None, "versie": versie})
    await _de_dag_breekt_aan(wereld, date(2026, 5, 1))
    assert await _bij(wereld, id_) == [wereld.twee.a.teamleider], "tot nader bericht"
    straks = await neem_over(wereld, soort="opvolging", vanaf="2026-06-01")
    await teamleider.stuur(f"/overnames/{straks}/laatste-dag", {"tot": "2026-07-01", "versie": 1}, 409)
    await teamleider.stuur(f"/overnames/{straks}/beeindiging", {"versie": 1})
    assert (await _overname(wereld, straks))["status"] == "ingetrokken"


async def test_c19_tegelijk_en_nog_eens_gaat_alles_een_keer_over(wereld: Wereld) -> None:
    await _zaai(wereld, 2)
    body = een_overname(wereld.twee.a)
    teamleider = wereld.mens("teamleider")
    await asyncio.gather(*(teamleider.stuur("/overnames", body) for _ in range(3)))
    assert len(await wereld.rijen("duo_melding", soort="U03")) == 2
    assert len(await wereld.rijen("overname")) == 1
    anders = await teamleider.stuur("/overnames", body | {"naarId": str(wereld.twee.b.klantmanager)}, 409)
    assert velden(anders) == {"naarId"}


async def test_wat_er_mee_gaat_staat_in_het_leeslog_en_een_klantmanager_beslist_er_niet_over(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld)
    await wereld.km.stuur("/overnames", een_overname(wereld.twee.a), 403)
    pad = f"/overnames/vooraf?van={wereld.twee.a.klantmanager}"
    await wereld.mens("teamleider").lees(pad)
    assert await wereld.km.lees("/overnames/vooraf") == await wereld.km.lees(pad), "zonder naam van uzelf"
    gelezen = await wereld.rijen("audit", actie="overname.bekijken", resultaat="gelukt")
    assert [regel["dossiers"] for regel in gelezen] == [[id_]] * 3
    daar = await wereld.mens("teamleider", wereld.twee.b).lees(pad)
    assert daar["dossiers"] == []
    await wereld.mens("teamleider").stuur(f"/overnames/{uuid4()}/beeindiging", {"versie": 1}, 404)
