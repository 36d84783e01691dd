"""De handelingen: zij bewaren niets, en wie er een leest laat een regel in het leeslog."""

from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.proef import Proef


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.lees("/handelingen")
    await zaak.stuur("/brede-intake/heropening", {"motief": "er is niets", "versie": 0}, 409)
    await wereld.km.lees("/werkvoorraad/personen")


PROEF = Proef(bereik={}, verhaal=_verhaal, weegt={"personenLijst": ("400",)})
