"""Het mandaatregister: wie het mag vullen, wie er een besluit mee neemt, en wat er anders kan (PG-19)."""

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from core.law.kalender import schrijf_dag
from core.platform.db.uow import Tx
from tests.process.handelen import zonder_mandaat
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.mandaat import een_mandaat

COLLEGEBESLUIT = {"nummer": "2026/17", "datum": VANDAAG.isoformat()}
GISTEREN = (VANDAAG - dt.timedelta(days=1)).isoformat()


def _melding(probleem: dict[str, Any], veld: str) -> str:
    return str(next(g["melding"] for g in probleem["gebreken"] if g["veld"] == veld))


async def _stel_vast(zaak: Zaak, mens: Mens, verwacht: int = 201, **anders: object) -> Any:
    body = {"dagtekening": (await zaak.wereld.vandaag()).isoformat(), "versie": 1}
    return await mens.stuur(zaak.pad("/pip/vaststelling"), body | anders, verwacht)


async def test_het_besluit_houdt_bij_krachtens_welk_mandaat_het_genomen_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    register = {m["id"]: m for m in await wereld.km.lees("/mandaten")}
    mandaat = register[besluit["mandaatId"]]
    assert (mandaat["besluit"], mandaat["functie"]) == ("B04", "klantmanager inburgering")
    assert (mandaat["mandaatbesluitNummer"], mandaat["mandaatbesluitDatum"]) == ("2025-114", "2025-11-03")
    assert (mandaat["herkomst"], mandaat["geldt"]) == ("illustratief", True)
    assert besluit["collegebesluit"] is None


async def test_pg_19_zonder_mandaat_wordt_geweigerd_met_de_opdracht_en_wie_het_wel_mag(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zonder_mandaat(wereld, "B04")
    fout = await zaak.stel_vast(verwacht=409)
    assert velden(fout) == {"mandaat"}
    assert "`meedoen mandaat leg-vast`" in _melding(fout, "mandaat")
    assert "nu niemand die het heeft" in _melding(fout, "mandaat")
    assert velden({"gebreken": (await zaak.lees("/pip/toets"))["ontbreekt"]}) >= {"mandaat"}
    nieuw = een_mandaat(besluit="B04", functie="", houderId=str(wereld.twee.a.klantmanager))
    await wereld.mens("teamleider").stuur("/mandaten", nieuw)
    fout = await _stel_vast(zaak, wereld.mens("teamleider"), 409)
    assert "een medewerker, bij naam in het register" in _melding(fout, "mandaat")
    await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["mandaatId"] == nieuw["id"]


async def test_het_overzicht_van_handelingen_zegt_hetzelfde(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()

    async def beletsels() -> set[str]:
        lijst = {h["handeling"]: h for h in await zaak.lees("/handelingen")}
        return {b["veld"] for b in lijst["PIP_VASTSTELLEN"]["beletsels"]}

    assert await beletsels() == set()
    await zonder_mandaat(wereld, "B04")
    assert await beletsels() == {"mandaat"}


async def test_pg_19_het_college_besluit_zelf_met_nummer_en_datum(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zonder_mandaat(wereld, "B04")
    morgen = (VANDAAG + dt.timedelta(days=1)).isoformat()
    fout = await zaak.stuur(
        "/pip/vaststelling",
        {"dagtekening": VANDAAG.isoformat(), "versie": 1, "collegebesluit": {"nummer": "2026/17", "datum": morgen}},
        409,
    )
    assert velden(fout) == {"collegebesluit.datum"}
    fout = await _stel_vast(zaak, zaak.km, 409, collegebesluit=COLLEGEBESLUIT | {"datum": GISTEREN})
    assert velden(fout) == {"collegebesluit.datum"}, "gisteren was dit concept er nog niet"
    assert schrijf_dag(VANDAAG) in _melding(fout, "collegebesluit.datum")
    assert await zaak.lees("/besluiten") == []
    await _stel_vast(zaak, zaak.km, collegebesluit=COLLEGEBESLUIT)
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["mandaatId"] is None
    opgegeven = {"opgegevenDoor": str(wereld.twee.a.klantmanager), "nagegaan": None}
    assert besluit["collegebesluit"] == COLLEGEBESLUIT | opgegeven


async def test_pg_19_het_pip_in_afwezigheid_stelt_een_ander_vast_dan_wie_de_afwezigheid_vastlegde(
    wereld: Wereld,
) -> None:
    zaak = await _pip_in_afwezigheid(wereld)
    fout = await _stel_vast(zaak, zaak.km, 409)
    assert velden(fout) == {"vierOgen"}
    assert "wie de functie teamleider heeft" in _melding(fout, "vierOgen")
    lijst = {h["handeling"]: h for h in await zaak.lees("/handelingen")}
    assert [b["veld"] for b in lijst["PIP_VASTSTELLEN"]["beletsels"]] == ["vierOgen"]
    await _stel_vast(zaak, wereld.mens("teamleider"))
    besluit = next(b for b in await zaak.lees("/besluiten") if b["soort"] == "B04")
    assert besluit["vastgesteldDoor"] == str(wereld.twee.a.teamleider)
    assert "art. 14 lid 2 Wi2021" in besluit["gronden"]


async def test_pg_19_is_er_geen_tweede_mens_dan_besluit_alleen_het_orgaan_zelf(wereld: Wereld) -> None:
    zaak = await _pip_in_afwezigheid(wereld)
    await zonder_mandaat(wereld, "B04")
    fout = await _stel_vast(zaak, zaak.km, 409)
    assert velden(fout) == {"mandaat", "vierOgen"}
    assert "geen ander die het mag" in _melding(fout, "vierOgen")
    vandaag = (await wereld.vandaag()).isoformat()
    await _stel_vast(zaak, zaak.km, collegebesluit={"nummer": "2026/17", "datum": vandaag})
    besluit = next(b for b in await zaak.lees("/besluiten") if b["soort"] == "B04")
    assert besluit["collegebesluit"]["nummer"] == "2026/17"


async def _pip_in_afwezigheid(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(3)
    [tweede] = [o for o in await zaak.lees("/oproepen") if o["nummer"] == 2]
    antwoord = {"antwoord": "GEEN_BOETE", "reden": "GROEPSPOORT", "motief": "asielstatushouder"}
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", antwoord | {"versie": tweede["versie"]})
    await zaak.vul_intake(bronnenBijAfwezigheid="Overdracht van het COA\nBRP")
    await zaak.rond_intake_af(in_afwezigheid=True)
    await zaak.schrijf_pip()
    await zaak.zie_af_van_voornemen()
    return zaak


# ── Het register zelf ───────────────────────────────────────────────────────────────────────────────


async def test_alleen_een_teamleider_vult_het_register_en_nooit_voor_zichzelf(wereld: Wereld) -> None:
    teamleider = wereld.mens("teamleider")
    await wereld.km.stuur("/mandaten", een_mandaat(), 403)
    voor_zichzelf = een_mandaat(functie="", houderId=str(wereld.twee.a.teamleider))
    assert velden(await teamleider.stuur("/mandaten", voor_zichzelf, 400)) == {"houderId"}
    assert velden(await teamleider.stuur("/mandaten", een_mandaat(functie="Teamleider"), 400)) == {"functie"}
    await teamleider.stuur("/mandaten", een_mandaat())


async def test_wie_hier_niet_werkt_krijgt_geen_mandaat(wereld: Wereld) -> None:
    van_elders = een_mandaat(functie="", houderId=str(wereld.twee.b.klantmanager))
    assert velden(await wereld.mens("teamleider").stuur("/mandaten", van_elders, 400)) == {"houderId"}
    elders = een_mandaat(magDoorgeven=True)
    await wereld.mens("teamleider", wereld.twee.b).stuur("/mandaten", elders)
    onder = een_mandaat(ondermandaatVan=elders["id"])
    assert velden(await wereld.mens("teamleider").stuur("/mandaten", onder, 400)) == {"ondermandaatVan"}


async def test_alles_wat_eraan_mankeert_komt_in_een_keer_en_er_verandert_niets(wereld: Wereld) -> None:
    voor = await wereld.rijen("mandaat")
    fout = een_mandaat(functie="", besluit="B01", vanaf="2026-02-01", tot="2026-01-01", ondermandaatVan=str(uuid4()))
    gevonden = await wereld.mens("teamleider").stuur("/mandaten", fout, 400)
    assert velden(gevonden) == {"functie", "besluit", "vanaf", "tot", "ondermandaatVan"}
    assert await wereld.rijen("mandaat") == voor


async def test_hetzelfde_nog_eens_verandert_niets_en_hetzelfde_id_met_iets_anders_is_een_vergissing(
    wereld: Wereld,
) -> None:
    teamleider, nieuw = wereld.mens("teamleider"), een_mandaat()
    await teamleider.stuur("/mandaten", nieuw)
    voor = await wereld.rijen("mandaat"), len(await wereld.rijen("audit", object="mandaat"))
    await teamleider.stuur("/mandaten", nieuw)
    await teamleider.stuur("/mandaten", nieuw | {"functie": "directeur"}, 409)
    assert (await wereld.rijen("mandaat"), len(await wereld.rijen("audit", object="mandaat"))) == voor


async def test_twee_die_hetzelfde_tegelijk_opnemen_laten_een_regel_na(wereld: Wereld) -> None:
    nieuw, teamleider = een_mandaat(), wereld.mens("teamleider")

    async def neem_op() -> httpx2.Response:
        koppen = {"Authorization": f"Bearer {teamleider.token}"}
        return await teamleider.http.post(f"{teamleider.basis}/mandaten", json=nieuw, headers=koppen)

    antwoorden = await asyncio.gather(*(neem_op() for _ in range(4)))
    assert {a.status_code for a in antwoorden} <= {204, 409}
    assert 204 in {a.status_code for a in antwoorden}
    assert len(await wereld.rijen("mandaat", id=UUID(nieuw["id"]))) == 1


async def test_intrekken_werkt_niet_terug_en_gebeurt_een_keer(wereld: Wereld) -> None:
    teamleider, nieuw = wereld.mens("teamleider"), een_mandaat()
    await teamleider.stuur("/mandaten", nieuw)
    pad = f"/mandaten/{nieuw['id']}/intrekking"
    gisteren = (VANDAAG - dt.timedelta(days=1)).isoformat()
    assert velden(await teamleider.stuur(pad, {"op": gisteren, "motief": "weg"}, 400)) == {"op"}
    await wereld.km.stuur(pad, {"op": VANDAAG.isoformat(), "motief": "weg"}, 403)
    for _ in range(2):
        await teamleider.stuur(pad, {"op": VANDAAG.isoformat(), "motief": "weg"})
    await teamleider.stuur(pad, {"op": VANDAAG.isoformat(), "motief": "anders"}, 409)
    await teamleider.stuur(f"/mandaten/{uuid4()}/intrekking", {"op": VANDAAG.isoformat(), "motief": "weg"}, 404)
    [rij] = [m for m in await teamleider.lees("/mandaten") if m["id"] == nieuw["id"]]
    assert (rij["geldt"], rij["ingetrokkenMotief"]) == (False, "weg")
    assert len(await wereld.rijen("audit", actie="mandaat.intrekken", resultaat="gelukt")) == 1


async def test_met_het_mandaat_vervalt_ook_wat_eronder_hangt(wereld: Wereld) -> None:
    teamleider = wereld.mens("teamleider")
    await zonder_mandaat(wereld, "B04")
    bron = een_mandaat(besluit="B04", functie="directeur", magDoorgeven=True)
    onder = een_mandaat(besluit="B04", functie="klantmanager inburgering", ondermandaatVan=bron["id"])
    for nieuw in (bron, onder):
        await teamleider.stuur("/mandaten", nieuw)
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    body = {"op": VANDAAG.isoformat(), "motief": "de directeur is weg"}
    await teamleider.stuur(f"/mandaten/{bron['id']}/intrekking", body)
    assert velden(await zaak.stel_vast(verwacht=409)) == {"mandaat"}
    geldt = {m["id"]: m["geldt"] for m in await teamleider.lees("/mandaten")}
    assert (geldt[bron["id"]], geldt[onder["id"]]) == (False, False)


async def test_de_database_zelf_weigert_een_mandaat_voor_wie_het_opneemt(wereld: Wereld) -> None:
    sql = (
        "insert into meedoen.mandaat (gemeente_id, id, besluit, houder_id, mandaatbesluit_nummer, mandaatbesluit_datum,"
        " vanaf, herkomst, vastgelegd_op, vastgelegd_door) values ($1, $2, 'B04', $3, '1', $4, $4, 'bron', $5, $6)"
    )

    async def neem_op(tx: Tx, houder: UUID) -> int:
        return await tx.voer_uit(
            sql, tx.gemeente_id, uuid4(), houder, VANDAAG, await tx.nu(), wereld.twee.a.klantmanager
        )

    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        assert await neem_op(tx, wereld.twee.a.teamleider) == 1
    with pytest.raises(Exception, match="row-level security"):
        async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
            await neem_op(tx, wereld.twee.a.klantmanager)


async def test_pg_19_ook_over_een_ontheffing_beslist_wie_mandaat_heeft_of_het_college_zelf(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.vraag_ontheffing()
    await zonder_mandaat(wereld, "B03")
    assert velden(await zaak.beslis_ontheffing(409)) == {"mandaat"}
    te_vroeg = await zaak.beslis_ontheffing(409, collegebesluit=COLLEGEBESLUIT | {"datum": GISTEREN})
    assert velden(te_vroeg) == {"collegebesluit.datum"}, "gisteren was er nog niets gevraagd"
    await zaak.beslis_ontheffing(collegebesluit=COLLEGEBESLUIT)
    [besluit] = await zaak.lees("/besluiten")
    assert (besluit["soort"], besluit["mandaatId"]) == ("B03", None)
    assert besluit["collegebesluit"].items() >= COLLEGEBESLUIT.items()
