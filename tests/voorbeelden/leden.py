"""Wie er werkt, en wie daarover gaat."""

from tests.process.wereld import Wereld
from tests.voorbeelden.proef import Proef


async def _verhaal(wereld: Wereld) -> None:
    """De lijst, van de gemeente en van een organisatie."""
    for wie in ("beheerder", "taalschool_beheerder"):
        await wereld.mens(wie).lees("/lidmaatschappen")


PROEF = Proef(bereik={}, verhaal=_verhaal)
