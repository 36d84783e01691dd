"""Standen van een zaak waarin over ontheffing van de leerbaarheidstoets gevraagd of beslist is, om in te proberen."""

from collections.abc import Awaitable, Callable, Mapping

from tests.process.handelen import HANDELINGEN
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.retourpost import kom_terug, oordeel, verzend


async def _verschenen(zaak: Zaak) -> None:
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()


async def ontheffing_loopt(zaak: Zaak) -> None:
    await _verschenen(zaak)
    await zaak.vraag_ontheffing()


async def ontheffing_auditief(zaak: Zaak) -> None:
    """Een ander dan wie nu handelt legde het verzoek vast."""
    await _verschenen(zaak)
    await zaak.vraag_ontheffing(door=zaak.wereld.mens("teamleider"), beperking="AUDITIEF")


async def ontheven_ligt(zaak: Zaak) -> None:
    """Vier dagen na het besluit is de brief er nog."""
    await ontheffing_loopt(zaak)
    await zaak.beslis_ontheffing()
    await zaak.wereld.zet_klok(await zaak.over(4))


async def geweigerd_ligt(zaak: Zaak) -> None:
    """De ontheffing is geweigerd, en de brief ligt er nog."""
    await ontheffing_loopt(zaak)
    await zaak.beslis_ontheffing(door=zaak.wereld.mens("teamleider"), **WEIGERING)


async def geweigerd_terug(zaak: Zaak) -> None:
    """De brief daarover kwam terug, en is nog niet beoordeeld."""
    await geweigerd_ligt(zaak)
    await verzend(zaak)
    await kom_terug(zaak, "ontheffing_lbt")


async def geweigerd_bekend(zaak: Zaak) -> None:
    await geweigerd_ligt(zaak)
    await verzend(zaak)


async def ontheven_terug(zaak: Zaak) -> None:
    await ontheffing_loopt(zaak)
    await zaak.beslis_ontheffing()
    await verzend(zaak)
    await zaak.vul_intake_zonder_uitslag()
    await kom_terug(zaak, "ontheffing_lbt")


async def ontheven_bekend(zaak: Zaak) -> None:
    """De persoon weet al twee weken dat hij ontheven is."""
    await ontheffing_loopt(zaak)
    await zaak.beslis_ontheffing()
    await verzend(zaak)
    await zaak.wereld.zet_klok(await zaak.over(15))


async def ontheven_afgerond(zaak: Zaak) -> None:
    """De brede intake is af, en rust op de ontheffing."""
    await ontheven_bekend(zaak)
    await zaak.vul_intake_zonder_uitslag()
    await zaak.rond_intake_af()


async def ontheffing_ingetrokken(zaak: Zaak) -> None:
    """De ontheffing die hij nooit las is ingetrokken; op zijn verzoek heeft hij geen antwoord."""
    await ontheven_ligt(zaak)
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    body = {"besluitId": ontheffing["besluitId"], "motivering": "van een ander"}
    pad = zaak.pad(f"/lbt-ontheffingen/{ontheffing['id']}/besluit/intrekking")
    await zaak.wereld.mens("teamleider").stuur(pad, body, 201)


async def ontheven_geweest(zaak: Zaak) -> None:
    """De ontheffing die hij kent is ingetrokken, en vandaag weet hij dat."""
    await ontheven_geweest_brief_ligt(zaak)
    await verzend(zaak)


async def ontheven_geweest_brief_ligt(zaak: Zaak) -> None:
    """De ontheffing die hij kent is ingetrokken; de brief daarover ligt er nog."""
    await ontheven_bekend(zaak)
    horen = {"zonder": "ZELF_GEVRAAGD", "motief": "belde vanmorgen"}
    assert (await HANDELINGEN["ontheffingsbesluit_intrekken"](zaak, {"horen": horen}))[0] == 201


async def ontheffing_gevraagd_brief_ligt(zaak: Zaak) -> None:
    """De ontheffing die hij kent is ingetrokken, en hij vroeg opnieuw; de brief over het intrekken ligt er nog."""
    await ontheven_geweest_brief_ligt(zaak)
    assert (await HANDELINGEN["ontheffing"](zaak, {}))[0] < 300


async def ontheffing_gevraagd_brief_weg(zaak: Zaak) -> None:
    """Als `ontheffing_gevraagd_brief_ligt`, en die brief is weg."""
    await ontheffing_gevraagd_brief_ligt(zaak)
    await verzend(zaak)


async def ontheven_niet_aangekomen(zaak: Zaak) -> None:
    """De klantmanager die het besluit nam zei dat de brief naar een verkeerd adres ging."""
    await ontheven_bekend(zaak)
    await oordeel(zaak, await kom_terug(zaak, "ontheffing_lbt"), "FOUT_ADRES")


async def ontheven_leider_zei_niet_aangekomen(zaak: Zaak) -> None:
    """Als `ontheven_niet_aangekomen`, en de teamleider zei het."""
    await ontheven_bekend(zaak)
    await leider_zegt_niet_aangekomen(zaak, "ontheffing_lbt")


async def leider_zegt_niet_aangekomen(zaak: Zaak, sjabloon: str) -> None:
    km, zaak.km = zaak.km, zaak.wereld.mens("teamleider")
    await oordeel(zaak, await kom_terug(zaak, sjabloon), "FOUT_ADRES")
    zaak.km = km


STANDEN: Mapping[str, Callable[[Zaak], Awaitable[None]]] = {
    stand.__name__: stand
    for stand in (
        ontheffing_loopt,
        ontheffing_auditief,
        ontheven_ligt,
        geweigerd_ligt,
        geweigerd_terug,
        geweigerd_bekend,
        ontheven_terug,
        ontheven_bekend,
        ontheven_afgerond,
        ontheffing_ingetrokken,
        ontheven_geweest,
        ontheven_geweest_brief_ligt,
        ontheffing_gevraagd_brief_ligt,
        ontheffing_gevraagd_brief_weg,
        ontheven_niet_aangekomen,
        ontheven_leider_zei_niet_aangekomen,
    )
}
