"""De hele tekst van een brief, in elke vorm die zij kan hebben: wat de persoon leest, heeft een mens nagelezen.

Een nieuwe brief of een nieuw geval valt hier vanzelf onder: elk voorbeeld van elke stap krijgt een bestand.
"""

from pathlib import Path

import pytest

from core.platform.letters.gegevens import Brief
from core.process.stappen import STAPPEN
from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.letters.tekst import tekst
from tests.letters.voorbeelden import maak_op
from tests.voorbeelden.alle import BRIEVEN, VOLSTE
from tests.voorbeelden.goedgekeurd import vergelijk_map

NAGELEZEN = Path(__file__).parent / "goedgekeurd" / "tekst"
SOORTEN = [soort.naam for stap in STAPPEN for soort in stap.brieven]


@pytest.mark.parametrize("soort", SOORTEN)
def test_de_tekst_van_elke_brief_is_nagelezen(soort: str) -> None:
    """Keur een verschil alleen goed als u haar gelezen hebt als wie haar krijgt."""
    gevallen = {pad.removeprefix(f"{soort}/"): brief for pad, brief in BRIEVEN.items() if brief.soort.naam == soort}
    vergelijk_map(NAGELEZEN / soort, {f"{geval}.txt": tekst(brief) for geval, brief in gevallen.items()})


def test_bij_geen_brief_die_er_niet_is_hoort_een_map() -> None:
    assert {map_.name for map_ in NAGELEZEN.iterdir()} == set(SOORTEN)


@pytest.mark.parametrize("brief", VOLSTE.values(), ids=VOLSTE)
async def test_op_papier_staat_wat_er_nagelezen_is(brief: Brief) -> None:
    papier = lopende_tekst(await maak_op(brief.soort, brief))
    stukken = [stuk.lstrip("#- ") for regel in tekst(brief).splitlines() for stuk in regel.split(" | ")]
    assert [stuk for stuk in stukken if zonder_wit(stuk) not in papier] == []
