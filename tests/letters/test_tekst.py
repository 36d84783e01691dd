"""De hele tekst van een brief, in elke vorm die zij kan hebben: wat de persoon leest, heeft een mens nagelezen."""

from pathlib import Path

import pytest

from tests.letters.lezen import lees
from tests.letters.voorbeelden import maak_op
from tests.voorbeelden import ontheffing
from tests.voorbeelden.goedgekeurd import vergelijk

NAGELEZEN = Path(__file__).parent / "goedgekeurd" / "tekst"
PROEVEN = {"ontheffing": ontheffing.PROEF}


@pytest.mark.parametrize("stap", PROEVEN)
async def test_de_tekst_van_een_brief_is_nagelezen(stap: str) -> None:
    teksten = []
    for brief in PROEVEN[stap].brieven():
        bladzijden = lees(await maak_op(brief.soort, brief)).pages
        teksten.append("\n".join(bladzijde.extract_text().strip() for bladzijde in bladzijden))
    vergelijk(NAGELEZEN / f"{stap}.txt", "\n\n----\n\n".join(teksten))
