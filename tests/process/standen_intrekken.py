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


async def pip_ligt(zaak: Zaak) -> None:
    """Het plan is vastgesteld, en zijn brief ligt er nog."""
    await zaak.tot_vastgesteld()


async def verhuisd_pip_ligt(zaak: Zaak) -> None:
    """Hij verhuisde, en het plan dat hij niet kent ligt er nog."""
    await zaak.tot_vastgesteld()
    await zaak.verhuist()


async def verhuisd_pip_bekend(zaak: Zaak) -> None:
    await zaak.tot_traject()
    await zaak.verhuist()


async def verhuisd_ontheffing_ligt(zaak: Zaak) -> None:
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    await zaak.verhuist()


async def verhuisd_intrekking_ligt(zaak: Zaak) -> None:
    """De persoon kent het ingetrokken plan, de brief daarover ligt nog, en hij verhuisde."""
    await ingetrokken_brief_ligt(zaak)
    await zaak.verhuist()


STANDEN: Mapping[str, Callable[[Zaak], Awaitable[None]]] = {
    stand.__name__: stand
    for stand in (
        ingetrokken_zonder_brief,
        ingetrokken_brief_ligt,
        ingetrokken_brief_weg,
        pip_leider_zei_niet_aangekomen,
        pip_ligt,
        verhuisd_pip_ligt,
        verhuisd_pip_bekend,
        verhuisd_ontheffing_ligt,
        verhuisd_intrekking_ligt,
    )
}
