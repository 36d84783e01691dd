"""Wie verhuist verdwijnt bij zijn school uit Meedoen; een mens zegt het haar, en niet waarheen hij ging (T19, I8)."""

from tests.process.test_intrekken_school import _leerling
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _om_te_zeggen(wereld: Wereld) -> list[str]:
    return [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if ":school-na-verhuizing" in w["sleutel"]]


async def test_wie_een_school_had_wordt_daar_gemeld_door_een_mens(wereld: Wereld) -> None:
    zaak, _ = await _leerling(wereld)
    assert await _om_te_zeggen(wereld) == []
    await zaak.verhuist()
    [tekst] = await _om_te_zeggen(wereld)
    namen = {organisatie.naam for organisatie in wereld.huis.tenant(wereld.twee.a.id).organisaties}
    assert any(naam in tekst for naam in namen), tekst
    assert wereld.twee.b.code not in tekst
    assert "niet waarheen" in tekst


async def test_wie_niemand_zag_geeft_geen_werk(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_opgeroepen()
    await zaak.verhuist()
    assert await _om_te_zeggen(wereld) == []
