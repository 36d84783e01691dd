"""De steekproef raakt alles, is elke keer dezelfde, en verliest niets."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.steekproef import Deel, params, verdeel

GEVALLEN = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc"), st.booleans()), max_size=40)


def waarden(gevallen: list[tuple[object, ...]]) -> set[object]:
    return {paar for geval in gevallen for paar in enumerate(geval)}


def tweetallen(gevallen: list[tuple[object, ...]]) -> set[object]:
    return {twee for geval in gevallen for twee in combinations(enumerate(geval), 2)}


@given(GEVALLEN)
def test_elke_waarde_van_elke_richting_zit_erin_en_met_de_rest_is_het_alles(gevallen: list[tuple[object, ...]]) -> None:
    steekproef, rest = verdeel(gevallen, tuple)
    assert waarden(steekproef) == waarden(gevallen)
    assert sorted(map(repr, steekproef + rest)) == sorted(map(repr, gevallen))
    assert len(steekproef) <= len(waarden(gevallen))
    assert (steekproef, rest) == verdeel(iter(gevallen), tuple)


@given(GEVALLEN)
def test_met_paren_zit_elk_tweetal_erin(gevallen: list[tuple[object, ...]]) -> None:
    steekproef, rest = verdeel(gevallen, tuple, paren=True)
    assert tweetallen(steekproef) == tweetallen(gevallen)
    assert len(steekproef) + len(rest) == len(gevallen)


def test_een_heel_product_kost_zo_veel_als_zijn_langste_richting() -> None:
    steekproef, rest = verdeel(product(range(9), range(70)), tuple)
    assert len(steekproef) == 70
    assert len(rest) == 9 * 70 - 70


def test_zonder_richting_of_zonder_gevallen_is_er_geen_steekproef() -> None:
    assert verdeel([], tuple) == ([], [])
    assert verdeel([1, 2], lambda _: ()) == ([], [1, 2])


def test_wat_alleen_lang_draait_staat_er_een_keer_in() -> None:
    gevallen = list(product("abc", range(5)))
    alle = params(gevallen)
    gewoon = [param.values for param in alle if not param.marks]
    lang = [param.values for param in alle if pytest.mark.lang in param.marks]
    assert (gewoon, lang) == verdeel(gevallen, tuple)
    assert [Deel(str(deel)).van(gevallen, tuple) for deel in Deel] == [gewoon, lang]
