"""De laatste dag van de termijn uit een boete gaat niet ongemerkt voorbij (art. 22 lid 2 en 3 Wi2021, PG-7, A7)."""

import datetime as dt
from typing import Any

import pytest

from core.law.kalender import schrijf_dag
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _beboet(wereld: Wereld, dagen: int = 20) -> tuple[Zaak, dt.date]:
    """Tweemaal niet gekomen; de boete laat hem nog zoveel dagen komen. Met die laatste dag."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    for volgende in (None, 13):
        await (zaak.roep_op() if volgende is None else zaak.roep_op(await zaak.over(volgende)))
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
    tot = await zaak.over(dagen)
    await zaak.beantwoord_boetevraag(**await zaak.boete(termijnLaatsteDag=tot.isoformat()))
    return zaak, tot


async def _opvolgen(wereld: Wereld) -> list[dict[str, Any]]:
    return [dict(rij) for rij in await wereld.werk("OPROEP_OPVOLGEN")]


async def _waak(wereld: Wereld, dag: dt.date) -> None:
    await wereld.zet_klok(dag)
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def test_de_boete_geeft_werk_tot_en_met_haar_laatste_dag(wereld: Wereld) -> None:
    zaak, tot = await _beboet(wereld)
    [werk] = await _opvolgen(wereld)
    assert (werk["dossier_id"], werk["vervaldatum"]) == (zaak.id, tot)
    assert (schrijf_dag(tot) in werk["omschrijving"], werk["grond"]) == (True, "art. 22 lid 2 Wi2021")
    await _waak(wereld, tot)
    assert [w["omschrijving"] for w in await _opvolgen(wereld)] == [werk["omschrijving"]], "die dag loopt nog"


async def test_de_dag_erna_zegt_dat_werk_wat_er_dan_kan(wereld: Wereld) -> None:
    zaak, tot = await _beboet(wereld)
    await _waak(wereld, tot + dt.timedelta(days=1))
    [werk] = await _opvolgen(wereld)
    assert "kwam niet binnen de termijn die de boete stelde" in werk["omschrijving"]
    assert "zij eindigt uiterlijk op" in werk["omschrijving"], "de twee maanden zijn nog niet om"
    assert werk["grond"] == "art. 22 lid 3 Wi2021"
    await _waak(wereld, await zaak.over(50))
    [werk] = await _opvolgen(wereld)
    assert "zij is nu een gewone (art. 14 lid 2)" in werk["omschrijving"]
    await zaak.roep_op(await zaak.over(16), bevestigd=["NA_TERMIJN_PIP"])
    assert await _opvolgen(wereld) == [], "de derde oproep ligt er"
    await _waak(wereld, await zaak.over(1))
    assert await _opvolgen(wereld) == []


async def test_wordt_de_derde_ingetrokken_dan_staat_het_er_weer(wereld: Wereld) -> None:
    zaak, tot = await _beboet(wereld)
    await zaak.roep_op(tot)
    assert await _opvolgen(wereld) == []
    await zaak.trek_oproep_in(boete={"wat": "BLIJFT"})
    [werk] = await _opvolgen(wereld)
    assert werk["vervaldatum"] == tot


async def _ingetrokken(zaak: Zaak) -> dict[str, Any]:
    return {"wat": "INGETROKKEN", "besluit": {"nummer": "BOB-1", "datum": (await zaak.over(0)).isoformat()}}


async def test_is_de_boete_ingetrokken_dan_sluit_het(wereld: Wereld) -> None:
    zaak, _ = await _beboet(wereld)
    await zaak.neem_terug("BOETEVRAAG", boete=await _ingetrokken(zaak))
    assert await _opvolgen(wereld) == []
    assert len(await wereld.werk("BOETEVRAAG")) == 1


async def test_gaat_de_boete_weg_met_de_derde_oproep_dan_komt_het_niet_terug(wereld: Wereld) -> None:
    zaak, tot = await _beboet(wereld)
    await zaak.roep_op(tot)
    await zaak.trek_oproep_in(boete=await _ingetrokken(zaak))
    assert await _opvolgen(wereld) == []
    assert len(await wereld.werk("BOETEVRAAG")) == 1


async def test_een_verbeterde_termijn_verschuift_het(wereld: Wereld) -> None:
    zaak, tot = await _beboet(wereld)
    await zaak.neem_terug("BOETEVRAAG", boete={"wat": "VERGISSING"})
    later = tot + dt.timedelta(days=8)
    await zaak.beantwoord_boetevraag(**await zaak.boete(bedrag=200, termijnLaatsteDag=later.isoformat()))
    [werk] = await _opvolgen(wereld)
    assert werk["vervaldatum"] == later


@pytest.mark.parametrize("na", [0, 1])
async def test_wie_na_die_dag_komt_zonder_derde_oproep_daarover_antwoordt_het_college(wereld: Wereld, na: int) -> None:
    """Art. 22 lid 3: hij miste de termijn uit de boete. Op die dag zelf kwam hij op tijd."""
    zaak, tot = await _beboet(wereld)
    await wereld.zet_klok(tot + dt.timedelta(days=na))
    await zaak.verschijnt()
    assert await _opvolgen(wereld) == []
    gevraagd = [w for w in await wereld.werk("NAVRAGEN") if "art. 22 lid 3" in w["omschrijving"]]
    assert len(gevraagd) == na
    await zaak.neem_terug("BOETEVRAAG", boete=await _ingetrokken(zaak))
    assert [w for w in await wereld.werk("NAVRAGEN") if "art. 22 lid 3" in w["omschrijving"]] == []


async def test_een_dossier_met_een_boete_heeft_elke_dag_iets_gepland(wereld: Wereld) -> None:
    """Ook lang nadat de termijn voor het PIP en die van de boete om zijn, en zonder dat er gewaakt is."""
    zaak, tot = await _beboet(wereld)
    for dagen in (0, 1, 40, 90, 200):
        await wereld.zet_klok(tot + dt.timedelta(days=dagen))
        assert str(zaak.id) not in [
            d["dossierId"] for d in (await wereld.km.lees("/dossiers/niets-gepland"))["dossiers"]
        ]
