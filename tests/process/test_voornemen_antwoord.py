"""Wie op het voornemen antwoordde kan nog iets toevoegen, tenzij hij zei dat dit alles is (PG-10)."""

import datetime as dt

from core.process.besluit.briefdelen import in_dagen
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import WERKDAG, Zaak

NA_DE_TERMIJN = WERKDAG + dt.timedelta(days=1)


async def _voorgelegd(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    return zaak


async def _tekst_van_het_besluit(zaak: Zaak) -> str:
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def test_pg_10_wie_antwoordde_kan_tot_zijn_laatste_dag_nog_iets_toevoegen(wereld: Wereld) -> None:
    """Art. 4:9 Awb: de termijn is van hem. Wat hij er later bij zegt wordt ook gewogen, en staat in het besluit."""
    zaak = await _voorgelegd(wereld)
    await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.")
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    leider = wereld.mens("teamleider")
    fout = await zaak.stel_vast(verwacht=409, door=leider)
    assert velden(fout) == {"uiterlijkOp"}
    assert "nog iets toevoegen" in fout["detail"]
    [werk] = await wereld.werk("ZIENSWIJZE_AFWACHTEN")
    assert werk["vervaldatum"] == WERKDAG
    await wereld.zet_klok(WERKDAG)
    assert velden(await zaak.stel_vast(WERKDAG, 409, door=leider)) == {"uiterlijkOp"}
    await zaak.zegt_van_voornemen("Op woensdag kan ik niet.")
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond, niet op woensdag."})
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider)
    assert await wereld.werk("ZIENSWIJZE_AFWACHTEN") == []
    tekst = await _tekst_van_het_besluit(zaak)
    for stuk in (
        "Ik wil de lessen in de avond.",
        "Op woensdag kan ik niet.",
        f"antwoorden tot en met {in_dagen(WERKDAG)}.",
    ):
        assert zonder_wit(stuk) in tekst, stuk


async def test_pg_10_wie_zei_dat_dit_alles_is_krijgt_zijn_plan_eerder_en_leest_dat(wereld: Wereld) -> None:
    zaak = await _voorgelegd(wereld)
    await zaak.zegt_van_voornemen("Ik wil de lessen in de avond.")
    await zaak.zegt_van_voornemen("Meer heb ik niet te zeggen.", isAlles=True)
    assert await wereld.werk("ZIENSWIJZE_AFWACHTEN") == []
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})
    zeg_meer = "Toch nog iets: op woensdag kan ik niet."
    await zaak.zegt_van_voornemen(zeg_meer)
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond, niet op woensdag."})
    leider = wereld.mens("teamleider")
    assert velden(await zaak.stel_vast(verwacht=409, door=leider)) == {"uiterlijkOp"}, "hij kwam erop terug"
    assert len(await wereld.werk("ZIENSWIJZE_AFWACHTEN")) == 1
    await zaak.zegt_van_voornemen("Nu is het alles.", isAlles=True)
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond, niet op woensdag."})
    await zaak.stel_vast(door=leider)
    tekst = await _tekst_van_het_besluit(zaak)
    vandaag = in_dagen(await wereld.vandaag())
    alles = f"Op {vandaag} liet u weten dat u verder niets te zeggen hebt. Daarom wachten wij niet langer."
    for stuk in (f"U kreeg tot en met {in_dagen(WERKDAG)} de tijd", alles, zeg_meer):
        assert zonder_wit(stuk) in tekst, stuk
    assert zonder_wit("U kon daarop antwoorden") not in tekst


async def test_pg_10_een_voornemen_gaat_niet_weg_na_zijn_laatste_dag(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    await wereld.zet_klok(NA_DE_TERMIJN)
    await wereld.maak_brieven(zaak.id)
    voornemen = (await zaak.lees("/pip-voornemens"))[-1]
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == voornemen["id"]]
    fout = await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": NA_DE_TERMIJN.isoformat()}, 400)
    assert velden(fout) == {"verzondenOp"}
    assert "trek het voornemen in" in fout["gebreken"][0]["melding"]
    await zaak.bij_voornemen("intrekking", {"motief": "de brief bleef liggen"})
    await zaak.leg_pip_voor(NA_DE_TERMIJN + dt.timedelta(days=14))
    await zaak.verzend_voornemen()
