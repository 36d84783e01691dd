"""Een voornemen dat weer staat doordat zijn PIP is ingetrokken, en een samenvoeging die niet klopte (C1, PG-10)."""

from tests.process.test_intrekken import trek_in
from tests.process.test_samenvoegen import voeg_samen, voorlopig
from tests.process.test_uiteenhalen import haal_uiteen, stel_uiteenhalen_voor
from tests.process.test_voornemen import NA_DE_TERMIJN
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _weer_terug(wereld: Wereld, *, voornemen_eerst: bool) -> tuple[Zaak, Zaak]:
    """Na het samenvoegen kwam een PIP, en dat is weer ingetrokken: zijn voornemen staat er weer."""
    van, blijft = await voorlopig(wereld), await (await Zaak.nieuw(wereld)).tot_afwezig()
    if not voornemen_eerst:
        await voeg_samen(van, blijft)
    await blijft.leg_pip_voor()
    await blijft.verzend_voornemen()
    if voornemen_eerst:
        await voeg_samen(van, blijft)
    await wereld.zet_klok(NA_DE_TERMIJN)
    await blijft.stel_vast(NA_DE_TERMIJN, door=wereld.mens("teamleider"))
    assert "Trek dat PIP eerst in" in (await stel_uiteenhalen_voor(van, 409))["detail"]
    await trek_in(blijft, door=blijft.km)
    assert await _standen(blijft) == ["loopt"]
    return van, blijft


async def _standen(zaak: Zaak) -> list[str]:
    return [v["status"] for v in await zaak.lees("/pip-voornemens")]


async def test_twee_zussen_een_voornemen_van_daarna_dat_weer_staat_wordt_eerst_ingetrokken(wereld: Wereld) -> None:
    van, blijft = await _weer_terug(wereld, voornemen_eerst=False)
    detail = (await stel_uiteenhalen_voor(van, 409))["detail"]
    assert "een voornemen van het PIP opgesteld (voornemen van " in detail
    assert "Trek dat voornemen eerst in." in detail
    await blijft.bij_voornemen("intrekking", {"motief": "het plan rust op de gegevens van twee mensen"})
    await haal_uiteen(van)
    assert (await van.lees())["persoon"]["vNummerBekend"]
    assert await _standen(blijft) == ["ingetrokken"]


async def test_twee_zussen_een_voornemen_dat_er_al_was_staat_weer_en_blijft_staan(wereld: Wereld) -> None:
    """Het ging al uit voordat zij samengingen: het is van wie het kreeg, en rust niet op de ander."""
    van, blijft = await _weer_terug(wereld, voornemen_eerst=True)
    await haal_uiteen(van)
    assert ((await blijft.lees())["fase"], await _standen(blijft)) == ("INTAKE_AFGEROND", ["loopt"])
