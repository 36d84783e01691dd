"""De hele tekst van een brief, in elke vorm die zij kan hebben: wat de persoon leest, heeft een mens nagelezen."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from core.platform.letters.gegevens import Brief
from tests.letters.lezen import lees
from tests.letters.voorbeelden import maak_op
from tests.voorbeelden import ontheffing, pip_voornemen
from tests.voorbeelden.goedgekeurd import vergelijk

NAGELEZEN = Path(__file__).parent / "goedgekeurd" / "tekst"
BRIEVEN: dict[str, Callable[[], Sequence[Brief]]] = {
    "ontheffing": ontheffing.PROEF.brieven,
    "pip_voornemen": lambda: (pip_voornemen.voornemenbrief(),),
}


@pytest.mark.parametrize("naam", BRIEVEN)
async def test_de_tekst_van_een_brief_is_nagelezen(naam: str) -> None:
    teksten = []
    for brief in BRIEVEN[naam]():
        bladzijden = lees(await maak_op(brief.soort, brief)).pages
        teksten.append("\n".join(bladzijde.extract_text().strip() for bladzijde in bladzijden))
    vergelijk(NAGELEZEN / f"{naam}.txt", "\n\n----\n\n".join(teksten))
