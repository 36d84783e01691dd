"""Wat er wacht, zoals de relay het telt: wat al gedaan kon zijn, en wat al eens niet lukte vanaf het begin."""

from uuid import UUID

from core.platform.outbox.relay import BUREN, Relay
from core.platform.telemetry import metingen
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _bied_niets_aan(outbox_id: UUID, nummer: int) -> None:
    raise AssertionError("wie telt biedt niets aan")


def _relay(wereld: Wereld) -> Relay:
    return Relay(wereld.huis.databank, _bied_niets_aan)


def _gemeten(naam: str, **labels: str) -> float:
    return metingen.REGISTER.get_sample_value(naam, labels) or 0.0


async def test_wat_wacht_telt_bij_zijn_buur_en_daarna_niet_meer(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.alziend.execute("delete from outbox where status <> 'klaar'")
    await zaak.stuur("/duo-lezing", None, 204)
    stand = await _relay(wereld).meet()
    assert set(stand) == set(BUREN)
    assert stand["duo"].open > 0
    assert 0 <= stand["duo"].oudste < 60
    assert _gemeten("meedoen_outbox_open", buur="duo") == stand["duo"].open
    gelukt = _gemeten("meedoen_taak_seconds_count", soort="aanmelding.lees_duo", uitkomst="gelukt")
    await wereld.werk_af()
    assert (await _relay(wereld).meet())["duo"].open == 0
    assert _gemeten("meedoen_outbox_oudste_seconds", buur="duo") == 0
    assert _gemeten("meedoen_taak_seconds_count", soort="aanmelding.lees_duo", uitkomst="gelukt") > gelukt


async def test_wat_gepland_is_telt_nog_niet_en_wat_uitgesteld_werd_vanaf_het_begin(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.alziend.execute("delete from outbox where status <> 'klaar'")
    await zaak.stuur("/duo-lezing", None, 204)
    later = "update outbox set niet_voor = now() + interval '1 day', ontstaan_op = now() - interval '2 hours'"
    await wereld.alziend.execute(f"{later} where status <> 'klaar'")
    assert (await _relay(wereld).meet())["duo"].open == 0
    await wereld.alziend.execute("update outbox set pogingen = 1 where status <> 'klaar'")
    assert (await _relay(wereld).meet())["duo"].oudste >= 7200
