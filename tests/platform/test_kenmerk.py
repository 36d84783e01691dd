"""Een kenmerk zoals iemand het typt of aan de telefoon zegt (C18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.platform.ids import KENMERKTEKENS, lees_kenmerk, nieuw_kenmerk


@pytest.mark.parametrize(
    "gehoord",
    ["INB-0AB1XY9Z", "inb-0ab1xy9z", "0ab1xy9z", "INB 0AB1 XY9Z", "I.N.B. 0.A.B.1.X.Y.9.Z", "inb–oabixy9z", "OABLXY9Z"],
)
def test_hoofdletters_punten_streepjes_en_verhoorde_letters_tellen_niet(gehoord: str) -> None:
    assert lees_kenmerk(gehoord) == "INB-0AB1XY9Z"


@pytest.mark.parametrize("gehoord", ["", "INB-", "INB-0AB1XY9", "INB-0AB1XY9ZZ", "0AB1XY9U", "0AB1XY9%", "٣AB1XY9Z"])
def test_wat_geen_kenmerk_kan_zijn_is_er_geen(gehoord: str) -> None:
    assert lees_kenmerk(gehoord) is None


@given(st.text(alphabet=KENMERKTEKENS, min_size=8, max_size=8), st.sampled_from(["", "INB", "inb-", "I N B "]))
def test_elk_kenmerk_komt_terug_hoe_het_ook_gezegd_wordt(teken: str, begin: str) -> None:
    """Van de acht tekens gaat er nooit een af: INB telt alleen als er nog acht achter staan."""
    assert lees_kenmerk(f"{begin}{'-'.join(teken.lower())}") == f"INB-{teken}"


def test_wat_nieuw_kenmerk_maakt_is_te_lezen() -> None:
    kenmerk = nieuw_kenmerk()
    assert lees_kenmerk(kenmerk) == kenmerk
