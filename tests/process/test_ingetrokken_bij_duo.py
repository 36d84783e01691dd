"""Wie een dossier opent leest dat DUO een ingetrokken PIP nog heeft, tot zij het niet meer heeft of er een ander is."""

import datetime as dt

from core.law.fasen import Fase
from tests.process.test_intrekken import LATER, _bekend, gehoord, trek_in, verzend_intrekking
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

NOG = "DUO heeft het PIP van maandag 02-03-2026 nog. Hier is het op dinsdag 17-03-2026 ingetrokken"


async def _ingetrokken(wereld: Wereld) -> Zaak:
    zaak = await _bekend(wereld)
    assert await _let_op(zaak) == ""
    await trek_in(zaak, horen=gehoord())
    assert NOG in await _let_op(zaak)
    return zaak


async def _let_op(zaak: Zaak) -> str:
    return str((await zaak.lees())["letOp"])


async def _nacht(wereld: Wereld, dag: dt.date) -> None:
    """DUO wordt vergeleken, en daarna worden de bronnen gelezen."""
    await wereld.zet_klok(dag)
    await wereld.dagwerk().ronde()
    for _ in range(2):
        await wereld.wachttijd_voorbij()
        await wereld.werk_af()


async def test_het_staat_er_tot_er_een_ander_pip_is(wereld: Wereld) -> None:
    zaak = await _ingetrokken(wereld)
    assert "Het volgende PIP hoort DUO vanzelf (U01)" in await _let_op(zaak)
    await verzend_intrekking(zaak)
    await zaak.schrijf_pip()
    await zaak.stel_vast(LATER)
    assert await _let_op(zaak) == ""


async def test_wie_verhuisd_is_daarover_belt_iemand_duo(wereld: Wereld) -> None:
    zaak = await _ingetrokken(wereld)
    await verzend_intrekking(zaak)
    await eindig(wereld, zaak, Fase.OVERGEDRAGEN)
    assert NOG in await _let_op(zaak)
    assert "De persoon is verhuisd: bel DUO" in await _let_op(zaak)


async def test_heeft_duo_het_niet_meer_dan_staat_het_er_niet_meer(wereld: Wereld) -> None:
    zaak = await _ingetrokken(wereld)
    await _nacht(wereld, LATER + dt.timedelta(days=1))
    assert NOG in await _let_op(zaak), "DUO gaf het bij het vergelijken nog"
    wereld.duo_weet(zaak.inwoner, pips=[])
    await _nacht(wereld, LATER + dt.timedelta(days=2))
    assert await _let_op(zaak) == ""


async def test_wat_duo_terugnam_staat_er_niet(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await trek_in(zaak)
    assert await _let_op(zaak) == ""
