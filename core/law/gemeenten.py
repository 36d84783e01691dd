"""Hoe een gemeente heet, en of er een met deze CBS-code is. De lijst staat met haar bron in `gemeenten.yaml`."""

from functools import cache

from core.fouten import Waarschuwing
from core.law.lezen import lees_gemeenten
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

_ZORG = Grond("Awb", "3:2")


def naam_van_gemeente(code: str) -> str:
    """Haar naam; leeg als zij niet in de lijst staat."""
    return _lijst().get(code, "")


def noem_gemeente(code: str) -> str:
    """Zoals een mens haar leest, met de code erbij."""
    naam = naam_van_gemeente(code)
    return f"gemeente {naam} ({code})" if naam else f"gemeente {code}"


def waarschuw_onbekend(code: str) -> tuple[Waarschuwing, ...]:
    """Een code die niet in de lijst staat is meestal een tikfout; een gemeente die er pas kwam is er ook een."""
    if code in _lijst():
        return ()
    melding = (
        f"Meedoen kent geen gemeente met de code {code}. Kijk haar na bij het CBS en verbeter haar, of bevestig dat"
        " deze gemeente er is."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.GEMEENTE_ONBEKEND, melding=melding, grond=str(_ZORG)),)


@cache
def _lijst() -> dict[str, str]:
    return lees_gemeenten()
