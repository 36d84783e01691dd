"""Een ontheffing, een weigering en een waarschuwing die blijven liggen: ook zij kunnen opnieuw, van vandaag (PG-6)."""

import datetime as dt
from typing import Any

from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING

LATER = VANDAAG + dt.timedelta(days=4)


async def _verleend(wereld: Wereld, door: Mens | None = None, **anders: Any) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_intake()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing(door=door, **anders)
    return zaak


async def _besluiten(zaak: Zaak) -> list[dict[str, Any]]:
    return sorted(await zaak.lees("/besluiten"), key=lambda besluit: str(besluit["dagtekening"]))


async def _herdagteken(zaak: Zaak, verwacht: int = 201, *, door: Mens | None = None, **anders: object) -> Any:
    ontheffing = (await zaak.lees("/lbt-ontheffingen"))[-1]
    body = {"besluitId": (await _besluiten(zaak))[-1]["id"]} | anders
    pad = zaak.pad(f"/lbt-ontheffingen/{ontheffing['id']}/dagtekening")
    return await (door or zaak.km).stuur(pad, body, verwacht)


async def _verzend(zaak: Zaak, onderwerp_id: str) -> None:
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == onderwerp_id and b["status"] == "gemaakt"]
    dag = (await zaak.wereld.vandaag()).isoformat()
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": dag})


async def test_pg_6_een_ontheffing_die_nog_ligt_wordt_van_vandaag_en_duo_hoort_haar_een_keer(wereld: Wereld) -> None:
    zaak = await _verleend(wereld)
    await wereld.zet_klok(LATER)
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    [werk] = await wereld.werk("BESLUIT_NIET_VERZONDEN")
    assert "geef het een nieuwe dagtekening" in werk["omschrijving"]
    eerst = (await _besluiten(zaak))[0]
    nieuw = (await _herdagteken(zaak))["besluitId"]
    assert await _herdagteken(zaak, besluitId=eerst["id"]) == {"besluitId": nieuw}, "nog eens verandert niets"
    assert [(b["dagtekening"], b["vervangt"]) for b in await _besluiten(zaak)] == [
        (VANDAAG.isoformat(), None),
        (LATER.isoformat(), eerst["id"]),
    ]
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    getoond = (ontheffing["besluitId"], ontheffing["beslotenOp"], ontheffing["beslotenDoor"])
    assert getoond == (nieuw, LATER.isoformat(), str(wereld.twee.a.klantmanager)), "het besluit dat geldt"
    await _verzend(zaak, nieuw)
    assert [b["bekendgemaaktOp"] for b in await _besluiten(zaak)] == [None, LATER.isoformat()]
    lopend = [t["soort"] for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend"]
    assert lopend.count("BEZWAAR") == 1
    meldingen = await wereld.rijen("duo_melding", dossier_id=zaak.id)
    assert [str(m["besluit_id"]) for m in meldingen] == [nieuw]
    assert velden(await _herdagteken(zaak, 409)) == {"verzondenOp", "dagtekening"}


async def test_pg_19_een_weigering_opnieuw_doet_ook_een_ander_dan_wie_de_aanvraag_vastlegde(wereld: Wereld) -> None:
    leider = wereld.mens("teamleider")
    zaak = await _verleend(wereld, leider, **WEIGERING)
    await wereld.zet_klok(LATER)
    fout = await _herdagteken(zaak, 409)
    assert velden(fout) == {"vierOgen"}
    assert "Leg dit voor aan wie het wel mag" in fout["detail"]
    assert "of verzend de brief zoals zij is" in fout["detail"]
    await _herdagteken(zaak, door=leider)
    assert [b["soort"] for b in await _besluiten(zaak)] == ["B10", "B10"]


async def test_pg_11_na_de_beslistermijn_vraagt_een_nieuwe_dagtekening_een_motief_en_is_het_besluit_te_laat(
    wereld: Wereld,
) -> None:
    zaak = await _verleend(wereld)
    [termijn] = await wereld.rijen("termijn", dossier_id=zaak.id, soort="BESLIS_AANVRAAG")
    assert termijn["status"] == "gehaald"
    await wereld.zet_klok(termijn["einde"] + dt.timedelta(days=1))
    assert velden(await _herdagteken(zaak, 400)) == {"motief"}
    await _herdagteken(zaak, motief="de brief lag in een la")
    [termijn] = await wereld.rijen("termijn", dossier_id=zaak.id, soort="BESLIS_AANVRAAG")
    assert termijn["status"] == "te_laat"


async def test_wie_geen_besluit_heeft_kan_het_niet_herdagtekenen(wereld: Wereld) -> None:
    zaak = await _verleend(wereld)
    vreemd = await _verleend(wereld)
    besluit_id = (await _besluiten(vreemd))[0]["id"]
    await wereld.zet_klok(LATER)
    assert "dat nu geldt" in (await _herdagteken(zaak, 409, besluitId=besluit_id))["detail"]
    await zaak.vraag_ontheffing(409)


# ── De waarschuwing met de tweede oproep (B02) ──────────────────────────────────────────────────────


async def _gewaarschuwd(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    await zaak.roep_op(await zaak.over(13))
    return zaak


async def _opnieuw_waarschuwen(zaak: Zaak, verwacht: int = 201, **anders: object) -> Any:
    oproep = (await zaak.lees("/oproepen"))[-1]
    body = {"besluitId": (await _besluiten(zaak))[-1]["id"]} | anders
    return await zaak.stuur(f"/oproepen/{oproep['id']}/dagtekening", body, verwacht)


async def test_pg_6_een_waarschuwing_die_nog_ligt_wordt_van_vandaag_en_haar_oproep_gaat_mee(wereld: Wereld) -> None:
    zaak = await _gewaarschuwd(wereld)
    [eerst] = await _besluiten(zaak)
    assert velden(await _opnieuw_waarschuwen(zaak, 409)) == {"dagtekening"}
    await wereld.zet_klok(await zaak.over(5))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert len(await wereld.werk("BESLUIT_NIET_VERZONDEN")) == 1
    nieuw = (await _opnieuw_waarschuwen(zaak))["besluitId"]
    assert await _opnieuw_waarschuwen(zaak, besluitId=eerst["id"]) == {"besluitId": nieuw}
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    await zaak.verzend_oproep()
    vandaag = (await wereld.vandaag()).isoformat()
    assert [(b["id"], b["bekendgemaaktOp"]) for b in await _besluiten(zaak)] == [(eerst["id"], None), (nieuw, vandaag)]
    lopend = [t["soort"] for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend"]
    assert (lopend.count("BEZWAAR"), lopend.count("INTAKE_O2")) == (1, 1)
    assert velden(await _opnieuw_waarschuwen(zaak, 409)) == {"verzondenOp", "dagtekening"}


async def test_pg_1_een_waarschuwing_waarvan_de_oproep_dan_niet_meer_telt_wordt_ingetrokken(wereld: Wereld) -> None:
    zaak = await _gewaarschuwd(wereld)
    await wereld.zet_klok(await zaak.over(8))
    fout = await _opnieuw_waarschuwen(zaak, 409)
    assert velden(fout) == {"termijnLaatsteDag"}
    assert "de oproep intrekken" in fout["detail"]
    await zaak.trek_oproep_in()
    await zaak.roep_op(await zaak.over(14), bevestigd=["GEEN_WERKDAG"])
    assert [b["soort"] for b in await _besluiten(zaak)] == ["B02", "B02"]


async def test_het_werk_van_een_waarschuwing_die_opnieuw_ligt_sluit_als_haar_oproep_wordt_ingetrokken(
    wereld: Wereld,
) -> None:
    zaak = await _gewaarschuwd(wereld)
    await wereld.zet_klok(await zaak.over(1))
    await _opnieuw_waarschuwen(zaak)
    await wereld.zet_klok(await zaak.over(6))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert len(await wereld.werk("BESLUIT_NIET_VERZONDEN")) == 1
    await zaak.trek_oproep_in()
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []


# ── Het college zelf (art. 10:7 Awb) ────────────────────────────────────────────────────────────────


async def test_pg_5_het_college_geeft_een_nieuwe_dagtekening_op_die_dag_zelf(wereld: Wereld) -> None:
    """Een collegebesluit van een eerdere dag nam het oude besluit, of ging er niet over; bij elk besluit."""
    pip = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    ontheffing, waarschuwing = await _verleend(wereld), await _gewaarschuwd(wereld)
    later = await waarschuwing.over(3)
    await wereld.zet_klok(later)
    gisteren = {"nummer": "2026/17", "datum": (later - dt.timedelta(days=1)).isoformat()}
    vandaag = gisteren | {"datum": later.isoformat()}

    async def van_het_pip(verwacht: int = 201, **anders: Any) -> Any:
        [*_, besluit] = await pip.lees("/besluiten")
        return await pip.stuur("/pip/dagtekening", {"besluitId": besluit["id"]} | anders, verwacht)

    async def van_de_ontheffing(verwacht: int = 201, **anders: Any) -> Any:
        return await _herdagteken(ontheffing, verwacht, **anders)

    async def van_de_waarschuwing(verwacht: int = 201, **anders: Any) -> Any:
        return await _opnieuw_waarschuwen(waarschuwing, verwacht, **anders)

    for zaak, herdagteken in (
        (pip, van_het_pip),
        (ontheffing, van_de_ontheffing),
        (waarschuwing, van_de_waarschuwing),
    ):
        fout = await herdagteken(409, collegebesluit=gisteren)
        assert velden(fout) == {"collegebesluit.datum"}
        assert "Noem een collegebesluit van vandaag" in fout["gebreken"][0]["melding"]
        assert "Leg dit voor aan wie het wel mag" in fout["detail"]
        await herdagteken(collegebesluit=vandaag)
        nieuw = (await _besluiten(zaak))[-1]
        assert nieuw["dagtekening"] == later.isoformat()
        assert nieuw["collegebesluit"].items() >= vandaag.items()
