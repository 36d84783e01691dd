"""Een BSN dat iemand in groepen overtypt, hoe hij het ook verdeelt; en getallen die er zo uitzien en het niet zijn."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.platform.crypto.bsn_in_tekst import noemt_bsn
from tests.voorbeelden.nummers import proefbsn


@given(
    st.integers(0, 500).map(lambda nr: proefbsn(nr).onthul()),
    st.lists(st.integers(1, 8), min_size=1, max_size=3, unique=True).map(sorted),
    st.sampled_from((" ", "\u00a0")),
)
def test_een_bsn_in_twee_tot_vier_groepen_wordt_gezien_hoe_het_ook_verdeeld_is(
    bsn: str, plaatsen: list[int], spatie: str
) -> None:
    """Behalve met een groep die als een jaar gelezen wordt."""
    delen = [bsn[een:twee] for een, twee in zip((0, *plaatsen), (*plaatsen, 9), strict=True)]
    assume(not any(re.fullmatch("(?:19|20)[0-9]{2}", deel) for deel in delen))
    assert noemt_bsn(spatie.join(delen))
    assert noemt_bsn(f"hij heeft {spatie.join(delen)}, zei hij")


@pytest.mark.parametrize(
    "tekst",
    ["op 4 1 2026 12 uur", "zaak 2026 4 5071", "groep 7 2015 2018", "cijfers 7 8 6 9 7 6 8 7 9", "1 4 2 en 4 510 22"],
)
def test_getallen_met_een_jaar_of_in_een_rij_zijn_geen_bsn(tekst: str) -> None:
    """Van elke elf voldoet er een aan de elfproef; deze zijn er ook dan geen."""
    for laatste in range(10):
        assert not noemt_bsn(re.sub("[0-9](?=[^0-9]*$)", str(laatste), tekst)), laatste
