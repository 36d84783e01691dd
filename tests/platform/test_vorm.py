"""De vorm van wat van buiten komt: patronen op de hele tekst, dagen die kunnen, en namen die één keer staan."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.platform.vorm import (
    LAATST,
    VROEGST,
    heeft_dubbele_namen,
    heel,
    heel_in_schema,
    lees_json,
    ligt_binnen,
    momenten_buiten,
)

PATRONEN = ("[0-9]{1,9}", "a|A", "[0-9A-Z]{1,6}", "")


class Deel(msgspec.Struct, frozen=True, rename="camel"):
    eerste_dag: date
    tijd: datetime | None = None


class Geheel(msgspec.Struct, frozen=True, rename="camel"):
    de_delen: tuple[Deel, ...]
    los: date | None = None


def _past(tekst: str, patroon: str) -> bool:
    """Of msgspec deze tekst aanneemt."""
    try:
        msgspec.convert(tekst, Annotated[str, msgspec.Meta(pattern=heel(patroon))])
    except msgspec.ValidationError:
        return False
    return True


@given(st.text(alphabet="19aAZ|\n\r \u0661", max_size=8))
def test_heel_past_op_de_hele_tekst_en_op_niets_meer(tekst: str) -> None:
    for patroon in PATRONEN:
        assert _past(tekst, patroon) == (re.fullmatch(patroon, tekst) is not None)


def test_een_regeleinde_achteraan_is_niet_heel() -> None:
    assert _past("SS1", "[0-9A-Z]{1,6}")
    assert not _past("SS1\n", "[0-9A-Z]{1,6}")
    assert re.search("^[0-9A-Z]{1,6}$", "SS1\n"), "daarom"


def test_in_een_schema_staat_hetzelfde_patroon_met_ankers_van_ecma() -> None:
    assert heel_in_schema(heel("[0-9]{9}")) == "^(?:[0-9]{9})$"
    with pytest.raises(ValueError, match="heel"):
        heel_in_schema("[0-9]{9}")


@pytest.mark.parametrize(
    ("moment", "kan"),
    [
        (VROEGST, True),
        (LAATST, True),
        (VROEGST - timedelta(days=1), False),
        (LAATST + timedelta(days=1), False),
        (date.min, False),
        (date.max, False),
        (datetime(1900, 1, 1, tzinfo=UTC), True),
        (datetime(1900, 1, 1, tzinfo=timezone(timedelta(hours=14))), False),
        (datetime(2100, 12, 31, 23, 59, 59, tzinfo=UTC), True),
        (datetime(2100, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(minutes=-1))), False),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=1))), False),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))), False),
        (datetime.combine(VROEGST, time()), True),
        (datetime.combine(date.max, time()), False),
    ],
)
def test_welke_momenten_kunnen(moment: date, kan: bool) -> None:
    assert ligt_binnen(moment) is kan


def test_elk_moment_dat_niet_kan_wordt_gevonden_hoe_diep_ook() -> None:
    goed, fout = date(2026, 3, 2), date(9999, 12, 31)
    geheel = Geheel(
        de_delen=(Deel(goed), Deel(fout), Deel(goed, datetime(1, 1, 1, tzinfo=UTC))),
        los=date(1, 1, 1),
    )
    assert list(momenten_buiten(geheel)) == ["deDelen[1].eersteDag", "deDelen[2].tijd", "los"]
    assert list(momenten_buiten([Deel(goed), Deel(fout)])) == ["[1].eersteDag"]


WAARDEN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda binnen: st.lists(binnen, max_size=3) | st.dictionaries(st.text(), binnen, max_size=3),
    max_leaves=10,
)


@given(WAARDEN)
def test_lees_json_leest_wat_json_is_en_vindt_daarin_niets_dubbels(waarde: Any) -> None:
    gelezen = lees_json(json.dumps(waarde).encode())
    assert gelezen == waarde
    assert not heeft_dubbele_namen(gelezen)


@given(st.text(), WAARDEN, WAARDEN, st.integers(0, 3))
def test_een_naam_die_dubbel_staat_wordt_gevonden_hoe_diep_ook(naam: str, een: Any, twee: Any, diepte: int) -> None:
    sleutel = json.dumps(naam)
    ruw = f"{{{sleutel}:{json.dumps(een)},{sleutel}:{json.dumps(twee)}}}"
    assert lees_json(ruw.encode()).dubbel == {naam}
    for _ in range(diepte):
        ruw = f'{{"x":[1,{ruw}]}}'
    assert heeft_dubbele_namen(lees_json(ruw.encode()))


@pytest.mark.parametrize(
    "ruw", [b"", b"{", b"\xff", b"\xef\xbb\xbf{}", b"{}{}", b'{"a":NaN}', b"-Infinity", b"[" * 100_000, b"1" * 5_000]
)
def test_wat_geen_json_is(ruw: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        lees_json(ruw)


def test_veel_namen_dubbel_kost_geen_tijd_die_met_het_kwadraat_groeit() -> None:
    """Meer dan een miljard vergelijkingen zou de grens van deze test niet halen."""
    namen = [f'"n{i % 20_000}":1' for i in range(40_000)]
    assert len(lees_json(f"{{{','.join(namen)}}}".encode()).dubbel) == 20_000
