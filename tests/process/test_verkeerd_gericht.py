"""Blijkt later dat iemand al een curator had, dan telt wat langs hem heen ging niet tot een mens oordeelt (§18.4)."""

import datetime as dt
from typing import Any

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_bekendmaking import brief_van_pip
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel, opgeroepen, verzend
from tests.voorbeelden.vertegenwoordiging import leg_ander_vast, leg_vast


async def _na_de_termijn(zaak: Zaak) -> None:
    laatste = dt.date.fromisoformat((await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"])
    await zaak.wereld.zet_klok(laatste + dt.timedelta(days=1))


async def _retour(zaak: Zaak) -> list[tuple[str, str]]:
    return [(r["reden"], r["oordeel"]) for r in await zaak.lees("/retourpost")]


async def test_18_4_een_oproep_langs_de_curator_heen_telt_niet_tot_iemand_oordeelt(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await leg_ander_vast(zaak, "curator")
    [werk] = await wereld.werk("RETOURPOST")
    assert "trad de curator al voor de persoon op, en zij ging niet naar hem" in werk["omschrijving"]
    assert len((await zaak.lees("/oproepen"))[-1]["teltNiet"]) == 1
    await _na_de_termijn(zaak)
    assert velden(await zaak.uitkomst("TERMIJN_GEMIST", "geen gehoor", 409)) == {"retourpost"}
    [id_] = [r["id"] for r in await zaak.lees("/retourpost")]
    await oordeel(zaak, id_, "FOUT_ADRES", motief="de curator wist van niets")
    await zaak.trek_oproep_in("zij ging niet naar de curator")
    await zaak.roep_op(await zaak.over(14))
    nieuw = [b for b in await zaak.lees("/brieven") if b["status"] in ("te_maken", "gemaakt")]
    assert {b["aan"] for b in nieuw if b["afschriftVan"] is None} == {"curator"}
    await verzend(zaak)
    assert [o["nummer"] for o in await zaak.lees("/oproepen")][-1] == 1


async def test_18_4_kreeg_de_curator_haar_toch_dan_telt_zij(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await leg_ander_vast(zaak, "curator")
    [id_] = [r["id"] for r in await zaak.lees("/retourpost")]
    await oordeel(zaak, id_, "GOED_ADRES", motief="de curator belde erover, en had haar gelezen")
    await _na_de_termijn(zaak)
    await zaak.uitkomst("TERMIJN_GEMIST", "geen gehoor")


async def test_18_4_op_twee_oproepen_langs_de_curator_heen_rust_geen_boete(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    for _ in range(2):
        await zaak.roep_op(await zaak.over(14))
        await verzend(zaak)
        await zaak.niet_gekomen()
    await leg_ander_vast(zaak, "curator")
    assert await _retour(zaak) == [("VERKEERD_GERICHT", "TE_BEOORDELEN")] * 2
    laatste = (await zaak.lees("/oproepen"))[-1]
    antwoord: dict[str, Any] = {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "zie de curator"}
    fout = await zaak.stuur(f"/oproepen/{laatste['id']}/boetevraag", antwoord | {"versie": laatste["versie"]}, 409)
    assert velden(fout) <= {"retourpost", "boetevraag", "oproep"}
    await zaak.stuur("/oproepen", {"id": "018f0000-0000-7000-8000-000000000009"} | await _nieuwe(zaak), 409)


async def _nieuwe(zaak: Zaak) -> dict[str, Any]:
    return {
        "plaats": "Gemeentehuis",
        "termijnLaatsteDag": (await zaak.over(14)).isoformat(),
        "afspraakOp": f"{await zaak.over(10)}T10:00:00Z",
    }


async def test_18_4_ook_pas_met_het_bewijs_en_een_keer_per_brief(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    id_ = await leg_ander_vast(zaak, "curator", bewijs="", bewijsGezienOp=None)
    assert await _retour(zaak) == [], "zonder bewijs telt hij niet"
    bewijs = {"bewijs": "beschikking van de rechter", "gezienOp": VANDAAG.isoformat(), "versie": 1}
    await zaak.stuur(f"/vertegenwoordigingen/{id_}/bewijs", bewijs)
    assert await _retour(zaak) == [("VERKEERD_GERICHT", "TE_BEOORDELEN")]
    await leg_ander_vast(zaak, "bewindvoerder")
    assert len(await _retour(zaak)) == 1
    await kom_terug(zaak, verwacht=409)


@pytest.mark.parametrize(
    ("soort", "anders"),
    [
        ("curator", {"vanaf": "2026-03-03"}),
        ("curator", {"vanaf": "2025-01-01", "tot": "2026-03-01"}),
        ("bewindvoerder", {}),
        ("mentor", {}),
    ],
)
async def test_18_4_wie_toen_niet_voor_hem_optrad_of_niet_hierover_verandert_niets(
    wereld: Wereld, soort: str, anders: dict[str, Any]
) -> None:
    zaak = await opgeroepen(wereld)
    await leg_ander_vast(zaak, soort, **anders)
    assert await _retour(zaak) == []
    assert (await zaak.lees("/oproepen"))[-1]["teltNiet"] == []


async def test_art_2_1_van_een_gemachtigde_hoefde_het_college_niet_te_weten(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await leg_vast(zaak)
    assert await _retour(zaak) == []


async def test_18_4_wat_naar_de_curator_ging_was_goed(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_ander_vast(zaak, "curator", naam="Kantoor Zuid")
    await zaak.roep_op()
    await verzend(zaak)
    ander: dict[str, Any] = {"naam": "Mr. P. Bos", "bevestigd": ["AL_EEN_VERTEGENWOORDIGER"]}
    await leg_ander_vast(zaak, "curator", **ander)
    assert await _retour(zaak) == []


async def test_art_3_41_een_besluit_langs_de_curator_heen_is_niet_bekend_als_een_mens_dat_zegt(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    brief = await brief_van_pip(zaak)
    await leg_ander_vast(zaak, "curator")
    van_het_pip = next(r for r in await zaak.lees("/retourpost") if r["briefId"] == brief["id"])
    await oordeel(zaak, van_het_pip["id"], "FOUT_ADRES", motief="de curator wist van niets")
    assert [b["bekendgemaaktOp"] for b in await zaak.lees("/besluiten") if b["soort"] == "B04"] == [None]
    nieuw = (await zaak.stuur(f"/retourpost/{van_het_pip['id']}/opnieuw", None, 201))["briefId"]
    assert next(b["aan"] for b in await zaak.lees("/brieven") if b["id"] == nieuw) == "curator"
