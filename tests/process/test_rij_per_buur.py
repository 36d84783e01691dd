"""C10: een rij per persoon en per buur. Wat bij de een vastzit houdt de ander niet op, en binnen vijf minuten weet een
mens wat er steekt en waarom."""

import pytest

from core.instellingen.legitimatie import Buur
from core.platform.outbox import bus
from core.platform.outbox.bus import Bericht
from core.process.aanmelding.lezingen import LEES_BRP
from core.process.taak import Taakbeurt
from tests.process.meldlijn import herstelwerk, melding, volgende_poging
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def test_c10_ligt_de_brp_eruit_dan_gaat_het_pip_van_dezelfde_persoon_gewoon_naar_duo(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    wereld.lijn.weg = "brp"
    await zaak.stuur("/brp-lezing", None)
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    [brp] = await wereld.rijen("outbox", soort=LEES_BRP, status="nieuw")
    assert brp["fout"] == "BrpOnbereikbaar"
    assert (await melding(zaak))["status"] == "bevestigd"
    assert len(wereld.duo_heeft(zaak.inwoner).pips) == 1


async def test_c10_ligt_duo_eruit_dan_wordt_dezelfde_persoon_gewoon_in_de_brp_gelezen(wereld: Wereld) -> None:
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    wereld.lijn.weg = "duo"
    await wereld.meldt("SS139", inwoner)
    await wereld.werk_af()
    [persoon] = await wereld.rijen("persoon")
    assert persoon["geslachtsnaam"] == inwoner.geslachtsnaam
    assert {r["fout"] for r in await wereld.rijen("outbox", status="nieuw")} == {"DuoOnbereikbaar", ""}


async def test_c10_binnen_vijf_minuten_staat_er_wat_steekt_en_waarom_en_het_sluit_vanzelf(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    wereld.lijn.weg = "brp"
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert await wereld.werk("TAAK_VERTRAAGD") == [], "een keer niet lukken is geen werk"
    verstreken = 0.0
    while not await wereld.werk("TAAK_VERTRAAGD"):
        verstreken += await tot_de_volgende_poging(wereld)
        assert verstreken < bus.ZICHTBAAR_NA_SECONDEN
        await wereld.werk_af()
    tekst = await herstelwerk(wereld, zaak, "TAAK_VERTRAAGD")
    for deel in (
        "naam en adres in de BRP lezen",
        "De BRP is niet te bereiken",
        "in de BRP gelezen wordt, wacht hierop",
    ):
        assert deel in tekst
    [item] = await wereld.werk("TAAK_VERTRAAGD")
    for _ in range(2):
        await volgende_poging(wereld)
    assert await wereld.werk("TAAK_VERTRAAGD") == [item], "wie er al mee bezig is, wordt niet ingehaald door hetzelfde"
    wereld.lijn.weg = ""
    await volgende_poging(wereld)
    assert await wereld.werk("TAAK_VERTRAAGD") == []
    assert {r["status"] for r in await wereld.rijen("outbox", soort=LEES_BRP)} == {"klaar"}


@pytest.mark.parametrize("buur", [None, Buur.BRP])
def test_c10_een_taak_spreekt_alleen_de_buur_van_haar_rij(wereld: Wereld, buur: Buur | None) -> None:
    bericht = Bericht(
        gemeente_id=wereld.twee.a.id,
        id=wereld.twee.a.id,
        soort="melding.verzend",
        onderwerp_id=wereld.twee.a.id,
        buur=buur,
        inhoud={},
        pogingen=1,
    )
    beurt = Taakbeurt(huis=wereld.huis, buren=wereld.buren, bericht=bericht)
    with pytest.raises(LookupError, match=r"geef bus\.zet de buur mee"):
        beurt.duo()


async def tot_de_volgende_poging(wereld: Wereld) -> float:
    """De wachttijd gaat voorbij: alles wat wacht schuift evenveel naar het verleden; geeft de seconden."""
    seconden: float = await wereld.alziend.fetchval(
        "with t as (select max(niet_voor) - clock_timestamp() as tijd from outbox where status = 'nieuw')"
        " update outbox set begonnen_op = begonnen_op - t.tijd, niet_voor = niet_voor - t.tijd from t"
        " where status = 'nieuw' returning extract(epoch from t.tijd)::float"
    )
    return seconden
