"""Sleutels: UUIDv7 op volgorde van ontstaan, vaste id's en kenmerken die men kan voorlezen."""

import re
import time
from uuid import RFC_4122

from core.platform.ids import KENMERKTEKENS, nieuw_id, nieuw_kenmerk, vast_id

KENMERK = re.compile(r"^INB-[0-9A-HJKMNP-TV-Z]{8}$")


def test_een_uuidv7_naar_de_letter() -> None:
    voor = time.time_ns() // 1_000_000
    ids = [nieuw_id() for _ in range(500)]
    na = time.time_ns() // 1_000_000
    assert {i.version for i in ids} == {7}
    assert {i.variant for i in ids} == {RFC_4122}
    assert all(voor <= i.int >> 80 <= na for i in ids)
    assert len(set(ids)) == 500


def test_later_gemaakt_sorteert_later() -> None:
    eerste = nieuw_id()
    while nieuw_id().int >> 80 == eerste.int >> 80:
        pass
    tweede = nieuw_id()
    assert eerste < tweede
    assert str(eerste) < str(tweede)


def test_een_vast_id_is_vast_en_de_delen_lopen_niet_in_elkaar_over() -> None:
    assert vast_id("gemeente", "GM1904") == vast_id("gemeente", "GM1904")
    assert vast_id("gemeente", "GM1904") != vast_id("gemeente", "GM1931")
    assert vast_id("gemeente", "x") != vast_id("organisatie", "x")
    assert vast_id("gemeente", "GM1904").version == 5


def test_een_kenmerk_is_voor_te_lezen() -> None:
    kenmerken = [nieuw_kenmerk() for _ in range(2000)]
    assert all(KENMERK.match(k) for k in kenmerken)
    assert len(set(kenmerken)) == len(kenmerken)
    assert not set(KENMERKTEKENS) & set("ILOU")
    assert len(KENMERKTEKENS) == len(set(KENMERKTEKENS)) == 32
    assert {teken for k in kenmerken for teken in k[4:]} == set(KENMERKTEKENS)
