"""Tekst uit een tekstverwerker: wat niets betekent valt weg, en er verandert niets aan wat er staat (C2)."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.platform.letters.brieftekst import niet_te_tonen
from core.platform.tekst import netjes

RAAR = "\r\n\t\u00ad\u200b\u200c\u200d\u200e\u2028\u2060\ufeff\uf0b7\u0301 aé▪ب•"


@pytest.mark.parametrize(
    ("geplakt", "bedoeld"),
    [
        ("gewoon\nnog een regel", "gewoon\nnog een regel"),
        ("een\r\ntwee\rdrie\u2028vier\u2029vijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("dag\tplaats", "dag plaats"),
        ("in\u00adbur\u00adge\u00adring", "inburgering"),
        ("zacht\u200bafbreken en\u2060 vast", "zachtafbreken en vast"),
        ("\ufeffBegin", "Begin"),
        ("\u200e12-03-2026", "12-03-2026"),
        ("aan\u200delkaar", "aanelkaar"),
        ("\uf0b7\tlezen\r\n\uf0a7 schrijven\r\n\uf02d rekenen", "• lezen\n• schrijven\n- rekenen"),
        ("▪ lezen\n  ● schrijven", "• lezen\n  • schrijven"),
        ("Zoe\u0308 en Ange\u0301lique", "Zoë en Angélique"),
        ("vierkant ■ midden in een zin", "vierkant ■ midden in een zin"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("tegen\u202egesteld", "tegen\u202egesteld"),
    ],
)
def test_wat_uit_een_tekstverwerker_komt_wordt_wat_er_bedoeld_was(geplakt: str, bedoeld: str) -> None:
    assert netjes(geplakt) == bedoeld


@given(st.text(st.sampled_from(RAAR) | st.characters(codec="utf-8"), max_size=40))
def test_nog_eens_verandert_niets_en_het_is_nfc(tekst: str) -> None:
    eens = netjes(tekst)
    assert netjes(eens) == eens
    assert unicodedata.is_normalized("NFC", eens)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"], max_codepoint=0x24F), max_size=60))
def test_letters_cijfers_en_leestekens_blijven_zoals_zij_zijn(tekst: str) -> None:
    zonder = re.sub("\u00ad", "", tekst)
    assert netjes(tekst) == unicodedata.normalize("NFC", zonder)


@pytest.mark.parametrize(
    ("tekst", "genoemd"),
    [
        ("Hij zei \U0001f389 feest", "woord 3 (een plaatje of symbool, U+1F389)"),
        ("eerst\nzei hij مرحبا", "woord 3 van regel 2 (Arabisch schrift)"),
        ("ሰላም", "woord 1 (Ethiopisch schrift)"),
        ("een\u202etwee", "woord 1 (een teken dat niemand ziet, U+202E)"),
        ("een \u0378", "woord 2 (een teken dat niemand ziet, U+0378)"),
        ("\u3000een", "woord 1 (een teken dat het lettertype niet heeft, U+3000)"),
        ("中 " * 7, "woord 5 (Chinees schrift) en nog 2"),
    ],
)
def test_wat_een_brief_niet_kan_tonen_heet_naar_zijn_plaats_en_wordt_niet_herhaald(tekst: str, genoemd: str) -> None:
    melding = niet_te_tonen(tekst)
    assert melding is not None
    assert genoemd in melding
    assert not any(teken in melding for teken in tekst if ord(teken) > 0x24F)


@pytest.mark.parametrize("tekst", ["", "Łukasz, Ольга, Ελένη, Nguyễn Thị", "• een\n– twee … 'x' „y” € 5", "a\u00a0b"])
def test_wat_een_brief_wel_kan_tonen(tekst: str) -> None:
    assert niet_te_tonen(tekst) is None
