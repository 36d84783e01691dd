"""Na een verhuizing een besluit loslaten dat de persoon niet kent, zoals een klantmanager het doet."""

from typing import Any

from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.proef import Verzoek
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel

MOTIEF = "Hij verhuisde voor dit wegging; zijn nieuwe gemeente maakt een plan met hem."


async def laat_los(zaak: Zaak, verwacht: int = 201, *, soort: str = "B04", **anders: object) -> Any:
    """Laat het laatste besluit van deze soort los."""
    [*_, laatste] = [b for b in await zaak.lees("/besluiten") if b["soort"] == soort]
    return await zaak.stuur("/besluiten/loslating", {"besluitId": laatste["id"], "motief": MOTIEF} | anders, verwacht)


async def verhaal(wereld: Wereld) -> None:
    """Een plan dat naar een verkeerd adres ging, en een ontheffing die er nog lag."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking"), "FOUT_ADRES")
    await kies_briefadres(zaak)
    wereld.duo_weet(zaak.inwoner, termijn=None)
    await zaak.verhuist()
    for _ in range(2):
        await laat_los(zaak)
    await wereld.werk_af()
    ontheven = await Zaak.nieuw(wereld, asiel=False)
    await ontheven.vraag_ontheffing()
    await ontheven.beslis_ontheffing()
    await ontheven.verhuist()
    await laat_los(ontheven, soort="B03")


async def handeling(wereld: Wereld) -> Verzoek:
    """Het plan is vastgesteld en lag er nog toen hij verhuisde."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    await zaak.verhuist()
    [pip] = await zaak.lees("/besluiten")
    body = {"besluitId": pip["id"], "motief": MOTIEF}
    return Verzoek(zaak=zaak, pad=zaak.pad("/besluiten/loslating"), body=body)
