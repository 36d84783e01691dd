"""Lukt het verwerken van een melding niet meteen, dan later; en wie er wacht, ziet waarop."""

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.meldlijn import laatste_poging
from tests.process.wereld import Wereld


async def test_ligt_duo_eruit_dan_wordt_het_later_opnieuw_geprobeerd(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    wereld.lijn.weg = "duo"
    await wereld.werk_af()
    wachtend = [r for r in await wereld.rijen("outbox") if r["status"] == "nieuw"]
    assert {r["fout"] for r in wachtend} == {"DuoOnbereikbaar", ""}
    assert (await wereld.rijen("dossier"))[0]["plicht_vanaf"] is None
    wereld.lijn.weg = ""
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    assert (await wereld.rijen("dossier"))[0]["fase"] == "PLICHT_GEMELD"
    assert {r["status"] for r in await wereld.rijen("outbox")} == {"klaar"}


async def test_blijft_duo_lang_weg_dan_zegt_een_werkitem_dat_en_gaat_het_proberen_door(wereld: Wereld) -> None:
    await wereld.meldt("SS139", wereld.wie(Verhaal.GEZIN))
    wereld.lijn.weg = "duo"
    await wereld.werk_af()
    await laatste_poging(wereld)
    assert {"DuoOnbereikbaar"} == {r["fout"] for r in await wereld.rijen("outbox", pogingen=12)}
    assert len(await wereld.werk("TAAK_VERTRAAGD")) == 1
    assert not await wereld.werk("TAAK_MISLUKT"), "een buur die weg is maakt dat er niets wordt opgegeven"
    wereld.lijn.weg = ""
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    assert not await wereld.werk("TAAK_VERTRAAGD"), "alsnog gelukt: het werk sluit vanzelf"
    assert {r["status"] for r in await wereld.rijen("outbox")} == {"klaar"}


async def test_een_taak_die_blijft_breken_wordt_opgegeven_en_een_mens_laat_haar_opnieuw_doen(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.alziend.execute("update outbox set soort = 'bestaat.niet', pogingen = 11")
    await wereld.werk_af()
    [item] = await wereld.werk("TAAK_MISLUKT")
    assert "12 pogingen" in item["omschrijving"]
    await wereld.alziend.execute("update outbox set soort = 'aanmelding.verwerk_notificatie'")
    pad = f"/werkitems/{item['id']}/nieuwe-poging"
    await wereld.km.stuur(pad, {"versie": item["versie"] + 1}, verwacht=409)
    await wereld.km.stuur(pad, {"versie": item["versie"]})
    await wereld.werk_af()
    assert not await wereld.werk("TAAK_MISLUKT")
    assert (await wereld.rijen("dossier"))[0]["fase"] == "PLICHT_GEMELD"
