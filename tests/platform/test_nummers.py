"""BSN en V-nummer maskeren zichzelf overal waar een waarde ongemerkt tekst wordt."""

import copy
import json
import logging
import pickle
import string
import traceback

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as elfproef

from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.crypto.bsn_in_tekst import noemt_bsn
from tests.voorbeelden.nummers import proefbsn, proefvnummer

NUMMERS = [proefbsn(3), proefvnummer(3)]


@pytest.mark.parametrize("nummer", NUMMERS)
def test_elke_weg_naar_tekst_toont_sterren(nummer: Bsn | VNummer) -> None:
    ruw = nummer.onthul()
    wegen = [
        str(nummer),
        repr(nummer),
        f"{nummer}",
        f"{nummer!s:>20}",
        f"{nummer:>20}",
        format(nummer, ""),
        "{}".format(nummer),  # noqa: UP032 - ook deze weg moet dicht zijn
        "%s %r" % (nummer, nummer),  # noqa: UP031 - ook deze weg moet dicht zijn
        str([nummer]),
        str({"bsn": nummer}),
        repr((nummer,)),
        str(ValueError(nummer)),
    ]
    for tekst in wegen:
        assert ruw not in tekst
        assert "***" in tekst


@pytest.mark.parametrize("nummer", NUMMERS)
def test_het_logboek_toont_sterren(nummer: Bsn | VNummer, caplog: pytest.LogCaptureFixture) -> None:
    logboek = logging.getLogger("proef")
    with caplog.at_level(logging.DEBUG):
        logboek.info("persoon %s", nummer)
        logboek.info("persoon", extra={"bsn": nummer})
        try:
            raise ValueError(nummer)
        except ValueError:
            logboek.exception("fout bij %r", nummer)
    assert nummer.onthul() not in caplog.text
    assert "***" in caplog.text


def test_een_uitzondering_toont_het_nummer_niet() -> None:
    ruw = "123456789"
    for maak, invoer in ((Bsn, ruw), (Bsn, ruw + "0"), (Bsn, "12345678x"), (VNummer, "99999999999"), (VNummer, "-1")):
        with pytest.raises(ValueError, match=r"BSN|V-nummer") as fout:
            maak(invoer)
        spoor = "".join(traceback.format_exception_only(fout.value))
        assert invoer not in spoor
        assert fout.value.__cause__ is None
        assert fout.value.__suppress_context__ or fout.value.__context__ is None


@pytest.mark.parametrize("nummer", NUMMERS)
def test_een_nummer_wordt_niet_geserialiseerd(nummer: Bsn | VNummer) -> None:
    for poging in (
        lambda: pickle.dumps(nummer),
        lambda: copy.deepcopy(nummer),
        lambda: json.dumps(nummer),
        lambda: msgspec.json.encode(nummer),
        lambda: msgspec.msgpack.encode({"bsn": nummer}),
    ):
        with pytest.raises(TypeError):
            poging()
    assert not hasattr(nummer, "__dict__")


@given(st.text(alphabet="0123456789²٣ x-", max_size=11) | st.integers(10**8, 10**9 - 1).map(str))
def test_alleen_wat_aan_de_elfproef_voldoet_is_een_bsn(tekst: str) -> None:
    geldig = len(tekst) == 9 and tekst.isascii() and tekst.isdigit() and elfproef.is_valid(tekst)
    try:
        assert Bsn(tekst).onthul() == tekst
        assert geldig
    except ValueError:
        assert not geldig


def test_een_bsn_is_geen_vnummer_en_gelijk_is_gelijk() -> None:
    bsn = proefbsn(0)
    assert bsn == Bsn(bsn.onthul())
    assert hash(bsn) == hash(Bsn(bsn.onthul()))
    assert bsn != VNummer(bsn.onthul())
    assert bsn != bsn.onthul()
    assert len({bsn, Bsn(bsn.onthul()), proefbsn(1)}) == 2


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_een_vnummer_heeft_tien_cijfers(getal: int) -> None:
    nummer = VNummer(getal)
    assert len(nummer.onthul()) == 10
    assert int(nummer.onthul()) == getal
    assert nummer == VNummer(str(getal))


@pytest.mark.parametrize(
    "tekst",
    [
        "999990019",
        "BSN999990019.",
        "bsn: 999.990.019",
        "zijn nummer is 9999 90 019, zei hij",
        "9999.90.019",
        "999 990\u00a0019 en 999\u00a0990\u00a0019",
        "dossier 12 999 990 019",
        "eerst 123456789, daarna 999990019",
        "nr 9999-90-019 eind",
        "99999-0019",
        "999/990/019 en 999\u2013990\u2013018",
        "\uff19\uff19\uff19\uff19\uff19\uff10\uff10\uff11\uff19",
        "nummer: 9 9 9 9 9 0 0 1 9",
        "9-9-9-9-9-0-0-1-9",
        "zijn bsn: 9, 9, 9, 9, 9, 0, 0, 1, 9",
        "bsn 0 0 9 9 9 9 9 0 0 1 9",
        "nummer: 9-9-9-9-9-0-0-1-9.",
        "zijn nummer is 999990\n019, zei hij",
        "zijn nummer is 999990  \r\n 019",
        "zijn nummer is 999\n990019",
        "zijn nummer is 999.990.\n019",
        "zijn nummer is 999-\n990-019",
        "zijn nummer is 999 990\n019",
        "zijn nummer is 999990\u2028019",
        "zijn nummer is 999\n990\n019",
        "zijn nummer is 9999\n90\n019",
        "zijn nummer is 999,\n990,\n019, zei hij",
        "zijn nummer is 999-\n990-\n019",
        "999\n990\n019",
        "BSN:\n999\n990\n019",
        "BSN\n99\n99\n90\n01\n9",
        "zie bsn\n12345672",
        "999,990,019",
        "zijn nummer is 999, 990, 019",
        "999   990   019",
        "999990   019",
        "999.990 019",
        "999 . 990 . 019",
        "999 - 990 - 019",
        "9999, 90, 019",
        "bsn 99,99,90,019",
        "0999990019",
        "00999990019",
        "000999990019",
        "0999 990 019",
        "000 999 990 019",
        "0999.990.019",
        "00999, 990, 019",
        "BSN 0012345672",
        "0012345672",
        "dossier 12 999 990\n019",
        "BSN 9999\n90019",
        "bsn 99999\n0019",
        "BSN: 12345672",
        "zijn burgerservicenummer is 12345672",
        "Bsn 1234.56.72",
        "het BSN (zonder nul) 123456\n72",
        "sofinummer 12345672",
        "999990\n019",
        "9999\n91000",
        "9999\r\n91000",
        "99999100\n0",
        "Straat 9999\n91000 X",
        "(9999) 91000",
        "[9999] 91000",
        "(999)(991)(000)",
        "999'991'000",
        "999\u2019991\u2019000",
        "999+991+000",
        "9999+91000",
        "9999__91000",
        "99--99--91--000",
        "9_9_9_9_9_1_0_0_0",
        "99999\ufe0f1000",
        "9999\u200b910\u206000",
        "9999\u316491000",
        "9\u03019\u03019\u03019\u03019\u03010\u03010\u03011\u03019",
    ],
)
def test_een_bsn_in_een_tekst_wordt_gezien(tekst: str) -> None:
    assert noemt_bsn(tekst)


PROEFBSNS = st.integers(0, 500).map(lambda nr: proefbsn(nr).onthul())
TUSSEN = (" ", "   ", ".", "-", " - ", ",", ", ", ";", "\n", " \r\n ", "-\n", ".\n", ",\n", "\u00a0", "\u2013")


@given(PROEFBSNS, st.sampled_from((" ", ", ", "\n")), st.data())
def test_wat_men_als_een_nummer_leest_is_een_bsn_hoe_het_ook_afgebroken_is(
    bsn: str, na: str, data: st.DataObject
) -> None:
    """Zoals men het in groepen schrijft, met van alles ertussen en tot drie nullen ervoor, in lopende tekst."""
    een, twee = data.draw(st.sampled_from(((3, 6), (4, 6))))
    tussen = [data.draw(st.sampled_from(TUSSEN)) for _ in range(2)]
    nullen = "0" * data.draw(st.integers(0, 3))
    assert noemt_bsn(f"zijn nummer is {nullen}{bsn[:een]}{tussen[0]}{bsn[een:twee]}{tussen[1]}{bsn[twee:]}{na}zei hij")


@given(PROEFBSNS, st.lists(st.sampled_from(TUSSEN), min_size=9, max_size=9))
def test_na_het_woord_bsn_is_elke_verdeling_een_bsn(bsn: str, tussen: list[str]) -> None:
    assert noemt_bsn("BSN: " + "".join(map("".join, zip(bsn, tussen, strict=True))))


@given(PROEFBSNS, st.integers(1, 8), st.sampled_from(("\n", "\r\n", " \n")), st.sampled_from(("", "straat ", "is ")))
def test_een_bsn_dat_op_de_volgende_regel_verder_gaat_wordt_gezien(bsn: str, na: int, regel: str, voor: str) -> None:
    assert noemt_bsn(f"{voor}{bsn[:na]}{regel}{bsn[na:]}")
    assert noemt_bsn(f"{voor}{bsn[:na]}{regel}{bsn[na:]} X, zei hij")


GECODEERD = ("{}", "&#{0:d};", "&#x{0:x};", "&amp;#{0:d};", "%{0:02X}", "%{0:02x}", "%25{0:02X}")
VERDELING: tuple[tuple[int, ...], ...] = ((3, 6), (4, 6), (1, 2), (2, 5), (5,), (4,), (2, 4, 6))


@pytest.mark.parametrize("teken", [*string.punctuation, " ", "\u00a0", "\u2011", "\u00b7"])
@given(bsn=PROEFBSNS, keer=st.integers(1, 2), data=st.data())
def test_elk_teken_tussen_de_cijfers_wordt_gezien_ook_gecodeerd(
    teken: str, bsn: str, keer: int, data: st.DataObject
) -> None:
    """Zoals men een BSN schrijft met elk teken van een toetsenbord, ook als het van een webpagina of uit een adres
    komt; een teken dat niemand tussen getallen zet ook bij elke andere verdeling."""
    los = teken in '#@&^%!?"$<>([{}'
    plaatsen = data.draw(st.sampled_from([v for v in VERDELING if los or v in VERDELING[:2]]))
    if 1 in plaatsen:
        plaatsen = tuple(range(1, 9)) if teken in "#@&^%" else VERDELING[0]
    delen = [bsn[een:twee] for een, twee in zip((0, *plaatsen), (*plaatsen, 9), strict=True)]
    vorm = data.draw(st.sampled_from(GECODEERD if teken.isascii() else GECODEERD[1:4]))
    tussen = teken if vorm == "{}" else vorm.format(ord(teken))
    assert noemt_bsn(f"hij heeft {(tussen * keer).join(delen)}, zei hij")


@pytest.mark.parametrize(
    "tussen",
    ["&nbsp;", "&nbsp", "&thinsp;", "&num;", "&period;", "&sol;", "&amp;nbsp;", "%C2%A0", "%20", "%2520", "&#160;"],
)
@given(bsn=PROEFBSNS)
def test_een_bsn_van_een_webpagina_wordt_gezien(bsn: str, tussen: str) -> None:
    assert noemt_bsn(f"zie ?q={bsn[:3]}{tussen}{bsn[3:6]}{tussen}{bsn[6:]}")
    assert noemt_bsn(f"BSN {tussen.join(bsn)} .")
    assert noemt_bsn(f"<b>{bsn[:3]}</b>{bsn[3:6]}<i class='x'>{bsn[6:]}</i>")
    assert noemt_bsn("".join(f"&#{ord(cijfer)};" for cijfer in bsn))
    assert noemt_bsn("".join(f"%{ord(cijfer):02x}" for cijfer in bsn))


@given(PROEFBSNS, st.sampled_from(("negen", " punt ", "x", " streep ", "a")))
def test_een_letter_of_een_woord_tussen_de_cijfers_wordt_niet_gezien(bsn: str, woord: str) -> None:
    """De grens van deze toets, zoals zij er zelf van zegt."""
    assert not noemt_bsn(f"{bsn[:3]}{woord}{bsn[3:6]}{woord}{bsn[6:]}")


CIJFERS = st.text("0123456789", min_size=8, max_size=8)


@given(CIJFERS, st.integers(1, 28), st.integers(1, 12))
def test_een_telefoonnummer_een_kenmerk_en_een_datum_mogen(cijfers: str, dag: int, maand: int) -> None:
    for tekst in (
        f"bel 06-{cijfers}, #{cijfers[:4]} en #{cijfers[4:]}",
        f"bel (06) {cijfers[:2]} {cijfers[2:4]} {cijfers[4:6]} {cijfers[6:]}!",
        f"tel:+316{cijfers}?x=1&y=2",
        f"op {dag:02}-{maand:02}-2026 {dag:02}:{maand:02}",
        f"op {dag}%2F{maand}%2F2026 om {dag:02}%3A{maand:02}",
        f"&euro;&nbsp;{cijfers[:2]},{cijfers[2:4]} &amp; &euro;&nbsp;{cijfers[4:6]},-",
        f"{cijfers[:2]}% van {cijfers[2:4]}, {cijfers[4:6]}% van {cijfers[6:]}",
        f"zaak Z#{cijfers}",
    ):
        assert not noemt_bsn(tekst), tekst


ONZICHTBAAR = ("\ufe0f", "\ufe0f\u20e3", "\u20e3", "\u200b", "\u200d", "\u2062", "\u00ad", "\u034f", "\u3164")


@given(PROEFBSNS, st.lists(st.sampled_from(("", *ONZICHTBAAR)), min_size=9, max_size=9))
def test_wat_niemand_ziet_verbergt_geen_bsn(bsn: str, tussen: list[str]) -> None:
    assert noemt_bsn("".join(map("".join, zip(bsn, tussen, strict=True))))


@given(
    st.sampled_from(("Dorpsstraat", "Postbus", "t.a.v. kantoor 4, Kade")),
    st.integers(1, 99_999),
    st.sampled_from(("", "a", "-2", " bis")),
    st.integers(1_000, 9_999),
    st.sampled_from((" AB  STAD", "AB Stad", "\u00a0ZX")),
    st.sampled_from(("\n", "\r\n")),
)
def test_een_adres_met_zijn_postcode_is_geen_bsn(
    straat: str, nummer: int, toevoeging: str, postcode: int, plaats: str, regel: str
) -> None:
    assert not noemt_bsn(f"{straat} {nummer}{toevoeging}{regel}{postcode}{plaats}")


@given(st.lists(st.integers(0, 99_999), min_size=3, max_size=9), st.sampled_from(("", "uren:\n", "- ")))
def test_een_kolom_getallen_is_geen_bsn(getallen: list[int], voor: str) -> None:
    regels = [f"{getal:,}".replace(",", ".") if getal > 999 else str(getal) for getal in getallen]
    assert not noemt_bsn(voor + "\n".join(f"€ {regel},-" for regel in regels))
    assert not noemt_bsn(voor + "\n".join(f"{regel} uur" for regel in regels))


@given(
    st.sampled_from((" ", ", ", ",", "\n", "; ", " | ", "   ", ",\n")),
    st.lists(st.integers(0, 9), max_size=30) | PROEFBSNS.map(lambda bsn: [int(cijfer) for cijfer in bsn]),
    st.sampled_from(("", "rapport: ", "uren per week ", "groep 8 haalde\n")),
)
def test_een_rij_losse_cijfers_is_geen_bsn(tussen: str, cijfers: list[int], voor: str) -> None:
    assert not noemt_bsn(f"{voor}{tussen.join(map(str, cijfers))} en verder niets")


ZWAAR = ("0", "0 ", "1" + " " * 30, "999,", "999, ", "999\n990\n018\n", "bsn 1\n", "nummer 1, ", "1-\n")
OOK_ZWAAR = ("1+", "1__", "(1) ", "1)(", "1'", "1\ufe0f", "1234\n")
GECODEERD_ZWAAR = ("1%20", "1&nbsp;", "%25", "&amp;", "%2525", "<b ", "<b>1", "&#", "1#", "1!!!")


@pytest.mark.lang
def test_zoeken_naar_een_bsn_duurt_niet_langer_dan_de_tekst_lang_is() -> None:
    """Een tekst van alleen cijfers, tekens en regeleinden: per plaats wordt er even ver gekeken."""
    for stuk in (
        "1",
        "1 ",
        "12\n",
        "1\n ",
        "1.\n",
        "bsn ",
        "9 9 9 9 9 0 0 1 8\n",
        *ZWAAR,
        *OOK_ZWAAR,
    ):
        assert not noemt_bsn(stuk * (100_000 // len(stuk)))
    for stuk in GECODEERD_ZWAAR:
        assert not noemt_bsn(stuk * (20_000 // len(stuk)))


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "999990018",
        "9999900190",
        "19999900190",
        "bel 06 12 34 56 78 of 030 123 45 67",
        "bel +31 999990019 of 0031 999 990 019",
        "op 12.03.2026 5 personen",
        "op 12-03-2026 en 13-03-2026",
        "van 2026-03-12 tot 2026-04-12",
        "999990 01.9",
        "Dorpsstraat 12\n3456 AB",
        "Postbus 99999\n1000 AB  STAD",
        "op 12-03-2026\n56782",
        "9999\n91000\n90",
        "9+9+9+9+9+1+0+0+0",
        "9999 + 91000",
        "€ 999,-\n€ 991,-\n€ 000,-",
        "bel (030) 1234567 of (06) 12345678",
        "kvk-nummer 12345672",
        "op 12345672 is niets",
        "12345672",
        "cijfers 9 9 9 9 9 0 0 1 9 8 8",
        "9 9 9 9 9 0 0 1",
        "bedragen:\n999990\n019\n250",
        "999\n990\n019\n250",
        "9 9 9 9 9 0 0 1 9",
        "rapport: 9, 9, 9, 9, 9, 0, 0, 1, 9",
        "rapport\n9\n9\n9\n9\n9\n0\n0\n1\n9\n",
        "cijfers 9 9 9 9 9\n0 0 1 9",
        "999, 990, 019, 250",
        "100, 999, 990, 019",
        "999   990   019   250",
        "99999,0019",
        "99, 99, 90, 019",
        "€ 999,-\n€ 990,-\n€ 019,-",
        "bel 0123456789 of 0612345678",
        "V-nummer 0999990019",
        "zijn vreemdelingennummer: 0999 990 019",
        "bel +31 999990\n019",
        "het BSN staat in het dossier; hij is 36 en heeft kenmerk 12345672",
        "BSN 12345678",
    ],
)
def test_wat_geen_bsn_is_mag_in_een_tekst(tekst: str) -> None:
    assert not noemt_bsn(tekst)
