"""Standen na het intrekken van een PIP, om in te proberen."""

from collections.abc import Awaitable, Callable, Mapping

from tests.process.handelen import HANDELINGEN
from tests.process.standen_ontheffing import leider_zegt_niet_aangekomen
from tests.process.test_intrekken import verzend_intrekking
from tests.process.zaak import Zaak


async def ingetrokken_zonder_brief(zaak: Zaak) -> None:
    """De persoon kende het ingetrokken plan niet; een nieuw concept ligt klaar."""
    await zaak.tot_vastgesteld()
    assert (await HANDELINGEN["pip_intrekken"](zaak, {}))[0] == 201
    await zaak.schrijf_pip()


async def ingetrokken_brief_ligt(zaak: Zaak) -> None:
    """De persoon kent het ingetrokken plan, en de brief daarover ligt nog; een nieuw concept ligt klaar."""
    await zaak.tot_traject()
    await zaak.wereld.zet_klok(await zaak.over(14))
    horen = {"zonder": "ZELF_GEVRAAGD", "motief": "belde vanmorgen"}
    assert (await HANDELINGEN["pip_intrekken"](zaak, {"horen": horen}))[0] == 201
    await zaak.schrijf_pip()


async def ingetrokken_brief_weg(zaak: Zaak) -> None:
    """Als `ingetrokken_brief_ligt`, en die brief is weg."""
    await ingetrokken_brief_ligt(zaak)
    await verzend_intrekking(zaak)


async def pip_leider_zei_niet_aangekomen(zaak: Zaak) -> None:
    """De teamleider zei dat de brief met het PIP naar een verkeerd adres ging."""
    await zaak.tot_traject()
    await leider_zegt_niet_aangekomen(zaak, "pip_beschikking")


STANDEN: Mapping[str, Callable[[Zaak], Awaitable[None]]] = {
    stand.__name__: stand
    for stand in (
        ingetrokken_zonder_brief,
        ingetrokken_brief_ligt,
        ingetrokken_brief_weg,
        pip_leider_zei_niet_aangekomen,
    )
}
