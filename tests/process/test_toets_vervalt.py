"""Een leerbaarheidstoets die al bij DUO staat als de intake verkort blijkt, vervalt (art. 15 lid 4, U05)."""

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _met_toets(wereld: Wereld) -> Zaak:
    """De persoon is aangemeld en heeft een examennummer; van een PIP van elders weet nog niemand."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).examennummer
    return zaak


async def _navragen(zaak: Zaak) -> list[str]:
    alle = await zaak.wereld.werk("NAVRAGEN")
    return [w["omschrijving"] for w in alle if "toets-hoeft-niet" in w["sleutel"]]


async def test_u05_een_geboekte_toets_wordt_bij_duo_afgezegd_en_de_persoon_hoort_het(wereld: Wereld) -> None:
    zaak = await _met_toets(wereld)
    await wereld.gebeurt(zaak.inwoner, "SS121")
    duo = wereld.duo_heeft(zaak.inwoner)
    assert (duo.examennummer, duo.lbt_overgeslagen) == (None, True)
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["soort"], melding["status"], melding["besluitId"]) == ("U05", "bevestigd", None)
    toets = (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]
    assert (toets["status"], toets["examennummer"]) == ("vervallen", "")
    [zeg] = await _navragen(zaak)
    assert "Zeg de persoon dat hij de toets niet hoeft te maken" in zeg
    await wereld.gebeurt(zaak.inwoner, "SS121")
    assert len(await zaak.lees("/duo-meldingen")) == 1, "nog eens hetzelfde is geen tweede afzegging"


async def test_een_toets_waar_niemand_van_weten_kan_hoeft_niemand_af_te_zeggen(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.tot_intake()
    await wereld.gebeurt(zaak.inwoner, "SS121")
    assert (await zaak.lees("/duo-meldingen"), await _navragen(zaak)) == ([], [])


async def test_een_toets_met_een_uitslag_blijft_wat_zij_was(wereld: Wereld) -> None:
    zaak = await _met_toets(wereld)
    await zaak.zet_uitslag()
    await wereld.gebeurt(zaak.inwoner, "SS121")
    assert (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]["status"] == "resultaat"
    assert await zaak.lees("/duo-meldingen") == []


async def test_meldt_duo_de_aanmelding_pas_daarna_dan_vervalt_zij_ook(wereld: Wereld) -> None:
    """SS137 komt later aan dan de leerroute; een ander meldde de persoon aan."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.tot_intake()
    await wereld.gebeurt(zaak.inwoner, "SS121")
    await wereld.gebeurt(zaak.inwoner, "SS137")
    assert wereld.duo_heeft(zaak.inwoner).examennummer is None
    assert (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]["status"] == "vervallen"
    assert len(await _navragen(zaak)) == 1


async def test_een_toets_zonder_nummer_vervalt_ook_en_daar_weet_niemand_van(wereld: Wereld) -> None:
    """DUO had haar nummer al gemaakt, en wij hadden het nog niet gelezen."""
    zaak = await _met_toets(wereld)
    await wereld.alziend.execute("update leerbaarheidstoets set examennummer = ''")
    await wereld.gebeurt(zaak.inwoner, "SS121")
    assert wereld.duo_heeft(zaak.inwoner).examennummer is None
    assert await _navragen(zaak) == []
