"""DUO heeft van iemand één contactpersoon: wie nog niet gemeld is en al een opvolger heeft, gaat niet meer naar DUO."""

import sqlite3
from contextlib import closing
from typing import Any
from uuid import UUID

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.meldlijn import volgende_poging
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _geef_aan(zaak: Zaak, aan: UUID) -> None:
    keuze = {"behandelaarId": str(aan), "versie": (await zaak.lees())["versie"], "bevestigd": ["ZONDER_MANDAAT"]}
    await zaak.wereld.mens("teamleider").stuur(zaak.pad("/behandelaar"), keuze)


async def _meldingen(zaak: Zaak) -> list[dict[str, Any]]:
    alle: list[dict[str, Any]] = [m for m in await zaak.lees("/duo-meldingen") if m["soort"] == "U03"]
    return alle


async def _bij_duo(zaak: Zaak) -> UUID:
    """Wie DUO als contactpersoon van deze persoon heeft."""
    with closing(sqlite3.connect(zaak.wereld.simulator.bestand)) as db:
        [(duo_id,)] = db.execute(
            "select contactpersoon_id from koppeling where bsn = ?", (zaak.inwoner.bsn,)
        ).fetchall()
    [rij] = await zaak.wereld.rijen("duo_contactpersoon", duo_id=duo_id)
    medewerker: UUID = rij["medewerker_id"]
    return medewerker


async def test_van_twintig_keer_overdragen_hoort_duo_alleen_de_laatste(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    hier = wereld.twee.a
    for nummer in range(20):
        await _geef_aan(zaak, (hier.klantmanager, hier.teamleider)[nummer % 2])
    *eerder, laatste = await _meldingen(zaak)
    assert {m["status"] for m in eerder} == {"ingetrokken"}
    opvolgers = [m["id"] for m in (*eerder[1:], laatste)]
    assert [m["vervangenDoor"] for m in eerder] == opvolgers
    await wereld.werk_af()
    *eerder, laatste = await _meldingen(zaak)
    assert (laatste["status"], laatste["vervangenDoor"]) == ("bevestigd", None)
    assert [(m["status"], m["pogingen"]) for m in eerder] == [("ingetrokken", 0)] * 19
    assert wereld.lijn.telling("POST", "contactpersonen") == 1, "alleen de laatste is bij DUO geregistreerd"
    assert await _bij_duo(zaak) == hier.teamleider


async def test_wat_duo_al_heeft_blijft_staan_en_de_volgende_gaat_erna(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    hier = wereld.twee.a
    await _geef_aan(zaak, hier.klantmanager)
    await wereld.werk_af()
    await _geef_aan(zaak, hier.teamleider)
    await wereld.werk_af()
    assert [(m["status"], m["vervangenDoor"]) for m in await _meldingen(zaak)] == [("bevestigd", None)] * 2


async def test_wat_misschien_al_bij_duo_is_wordt_eerst_afgemaakt_en_de_laatste_wint(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    hier = wereld.twee.a
    await _geef_aan(zaak, hier.klantmanager)
    await wereld.storing("stil")
    await wereld.werk_af()
    assert [m["status"] for m in await _meldingen(zaak)] == ["verzonden"], "DUO zei niet wat zij ermee deed"
    for aan in (hier.teamleider, hier.klantmanager, hier.teamleider):
        await _geef_aan(zaak, aan)
    await volgende_poging(wereld)
    await wereld.werk_af()
    eerste, *ingehaald, laatste = await _meldingen(zaak)
    assert (eerste["status"], laatste["status"]) == ("bevestigd", "bevestigd")
    assert [m["status"] for m in ingehaald] == ["ingetrokken"] * 2
    assert await _bij_duo(zaak) == hier.teamleider


async def test_een_geweigerde_contactpersoon_wordt_na_een_nieuwe_niet_meer_aangeboden(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    hier = wereld.twee.a
    await wereld.alziend.execute("update collega set email = 'geen adres' where medewerker_id = $1", hier.klantmanager)
    await _geef_aan(zaak, hier.klantmanager)
    await wereld.werk_af()
    [geweigerd] = await _meldingen(zaak)
    assert geweigerd["status"] == "afgewezen"
    assert len(await wereld.werk("MELDING_HERSTELLEN")) == 1
    await _geef_aan(zaak, hier.teamleider)
    assert await wereld.werk("MELDING_HERSTELLEN") == [], "er valt niets meer te herstellen"
    fout = await zaak.stuur(f"/duo-meldingen/{geweigerd['id']}/nieuwe-aanbieding", None, 409)
    assert "nog niet vervangen" in fout["detail"]
    await wereld.werk_af()
    assert [m["status"] for m in await _meldingen(zaak)] == ["afgewezen", "bevestigd"]
