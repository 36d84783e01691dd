"""De opgemaakte brief: toegankelijk (PDF/UA-1), steeds dezelfde bytes, eigen lettertypen, adres in het venster."""

import asyncio
import struct
import unicodedata
from datetime import date
from typing import Any

import msgspec
import pytest

from core.platform.letters.brieftekst import niet_te_tonen
from core.platform.letters.gegevens import Brief, Geadresseerde
from core.platform.letters.lettertype import dekking
from core.platform.letters.lettertype import lettertypen as fontbestanden
from core.process.oproep.brief import OPROEP, Rechtsmiddel
from core.process.pip.brief import PIP_BESCHIKKING
from tests.letters.lezen import (
    lees,
    lettertypen,
    lopende_tekst,
    structuur,
    stukken,
    uitgeschreven,
    zonder_wit,
)
from tests.letters.voorbeelden import BRIEFHOOFD, maak_op
from tests.voorbeelden.alle import BRIEVEN, VOLSTE
from tests.voorbeelden.oproep import oproepbrief
from tests.voorbeelden.pip import pip_beschikking

# Namen in de spelling van de landen waar inburgeraars vandaan komen, en in gangbare transliteraties.
NAMEN = (
    "Şükrü Yılmaz-Çağlar", "İbrahim Güneş", "Łukasz Żółć", "Đorđe Šarčević", "Kāzem Ḥasanī", "ʿAbd al-Raḥmān",
    "Ṣāliḥ Ḏū l-Faqār", "Nguyễn Thị Ạnh", "Trần Đức Phượng", "Ngô Bảo Ngữ", "Åse Ørsted", "Ǧamāl Ġānim", "Ḩabīb Ţāhir",
    "Ion Țepeș", "Győző Őry", "Jiří Dvořák", "Ľubica Šťastná", "Þórður Æsir", "Māris Bērziņš", "Vaiķis Ģirts",
    "Jūratė Žemaitė", "Ŵilym Ŷstwyth", "Ƙande Ɓello", "Ɗanladi Ƴaro", "Ọláìtán Ṣẹ́gun", "Abẹ́bẹ̀", "M̂ongo Ŋgom",
    "Ɛsi Ɔkomfo", "Təhminə Əliyeva", "Oʻtkir Gʻulomov", "Maß Größe", "Zoë Çelik", "Ñuñez y Peña", "João Gonçalves",
    "Nguyễn Thế Hữu", "Trương Thị Mỹ Lệ", "Phạm Ngọc Ẩn",
    "Ữ Ế Ẫ Ặ Ợ", "Ọ̀ṣun Ọmọ́wùmí",
    "Kọ́lá Ẹniọlá", "Ṣẹ̀yí", "Ɔ̀kɔ́ Ɛ̃si", "Ŋ́goma ŋ́", "Kɩ̈ Ǹkechi", "M̄ba W̃ende",
    "Mykoła Ševčenko", "Олександр Їжак", "Ґалаґан Єва", "Γεώργιος Παπαδόπουλος", "'t Hart-van den Bergh", "D’Angelo",
)  # fmt: skip

TITELS = {1: "Oproep voor", 2: "Waarschuwing en tweede oproep voor", 3: "Derde oproep voor"}


@pytest.mark.parametrize(
    "brief",
    [
        pytest.param(brief, id=geval, marks=[] if brief in VOLSTE.values() else pytest.mark.lang)
        for geval, brief in BRIEVEN.items()
    ],
)
async def test_elke_brief_is_pdf_ua_met_titel_taal_en_structuur(brief: Brief) -> None:
    pdf = await maak_op(brief.soort, brief)
    boek = lees(pdf)
    catalogus: Any = boek.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogus["/Metadata"].get_data()
    assert catalogus["/Lang"] == "nl-NL"
    assert catalogus["/MarkInfo"]["/Marked"] is True or catalogus["/MarkInfo"]["/Marked"].value is True
    assert catalogus["/ViewerPreferences"]["/DisplayDocTitle"]
    assert boek.metadata is not None
    assert boek.metadata.title is not None
    assert brief.kenmerk in boek.metadata.title
    assert boek.metadata.author == brief.briefhoofd.gemeentenaam
    soorten = structuur(pdf)
    koppen = [soort for soort in soorten if soort in ("/H1", "/H2", "/H3")]
    assert koppen[0] == "/H1"
    assert koppen.count("/H1") == 1
    assert koppen.count("/H2") >= 3, "de gronden, de vragen en waar het om gaat"
    assert {"/P", "/L", "/LI"} <= set(soorten)


async def test_een_tabel_heeft_kopcellen() -> None:
    soorten = structuur(await maak_op(PIP_BESCHIKKING, pip_beschikking()))
    assert soorten.count("/Table") == 2
    assert soorten.count("/TH") == 5


async def test_dezelfde_brief_geeft_dezelfde_bytes_met_de_dagtekening_als_datum() -> None:
    eerste, tweede = await asyncio.gather(
        maak_op(PIP_BESCHIKKING, pip_beschikking()), maak_op(PIP_BESCHIKKING, pip_beschikking())
    )
    assert eerste == tweede
    gemaakt = lees(eerste).metadata
    assert gemaakt is not None
    assert gemaakt.creation_date is not None
    assert gemaakt.creation_date.date() == pip_beschikking().dagtekening
    assert await maak_op(PIP_BESCHIKKING, pip_beschikking(dagtekening=date(2026, 3, 3))) != eerste


async def test_alleen_onze_lettertypen_en_allebei_ingesloten() -> None:
    gevonden = lettertypen(await maak_op(PIP_BESCHIKKING, pip_beschikking()))
    assert gevonden == {"NotoSans-Regular": True, "NotoSans-Bold": True}


def test_de_lettertypen_zijn_gewone_bestanden_met_hun_licentie_ernaast() -> None:
    assert [pad.name for pad in fontbestanden()] == ["NotoSans-Bold.ttf", "NotoSans-Regular.ttf"]
    assert sum(pad.stat().st_size for pad in fontbestanden()) < 2_000_000
    licentie = fontbestanden()[0].with_name("OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licentie


def test_dekking_is_wat_het_lettertype_zelf_zegt() -> None:
    """De andere cmap van hetzelfde bestand (formaat 4) noemt voor het basisvlak precies dezelfde tekens."""
    ruw = fontbestanden()[1].read_bytes()
    assert _formaat_4(ruw) == {punt for punt in dekking() if punt <= 0xFFFF}


def _formaat_4(ruw: bytes) -> set[int]:
    tabellen = (struct.unpack_from(">4sIII", ruw, 12 + nr * 16) for nr in range(struct.unpack_from(">H", ruw, 4)[0]))
    cmap = next(begin for naam, _som, begin, _lengte in tabellen if naam == b"cmap")
    punten: set[int] = set()
    for nr in range(struct.unpack_from(">H", ruw, cmap + 2)[0]):
        begin = cmap + struct.unpack_from(">HHI", ruw, cmap + 4 + nr * 8)[2]
        if struct.unpack_from(">H", ruw, begin)[0] == 4:
            dubbel = struct.unpack_from(">H", ruw, begin + 6)[0]
            aantal = dubbel // 2
            einde = struct.unpack_from(f">{aantal}H", ruw, begin + 14)
            start = struct.unpack_from(f">{aantal}H", ruw, begin + 16 + dubbel)
            punten.update(punt for a, z in zip(start, einde, strict=True) for punt in range(a, z + 1))
    return punten - {0xFFFF}


async def test_elke_naam_staat_voluit_en_enkel_in_de_brief_ook_in_vet() -> None:
    """Een lezer die alleen de glyphs leest, vindt elke letter eenmaal: niets is uit twee glyphs samengesteld."""
    assert {teken for naam in NAMEN for teken in naam if ord(teken) not in dekking()} == set()
    pdf = await maak_op(
        PIP_BESCHIKKING,
        pip_beschikking(motivering="\n\n".join(NAMEN), leerroute=", ".join(NAMEN[:10]), niveau=", ".join(NAMEN[10:20])),
    )
    tekst = lopende_tekst(pdf)
    assert [naam for naam in NAMEN if zonder_wit(unicodedata.normalize("NFC", naam)) not in tekst] == []
    vet = tekst[tekst.index("Uvolgtdeleerroute") : tekst.index("Onderdeelvanuwplan")]
    assert [naam for naam in NAMEN[:20] if zonder_wit(unicodedata.normalize("NFC", naam)) not in vet] == []
    assert uitgeschreven(pdf) == set()


async def test_een_naam_die_niet_in_nfc_staat_komt_er_zo_op() -> None:
    """Bevroren tekst van voor die tijd kan nog letter en teken apart hebben."""
    naam = "Nguyễn Thị Hồng Ọlá"
    pdf = await maak_op(PIP_BESCHIKKING, pip_beschikking(motivering=unicodedata.normalize("NFD", naam)))
    assert zonder_wit(naam) in lopende_tekst(pdf)


def test_een_tekst_met_te_veel_losse_tekens_wordt_geweigerd() -> None:
    assert niet_te_tonen("ọ́ " * 400) is None
    assert niet_te_tonen("ọ́ " * 401) == "Er staan meer dan 400 letters met een los teken in deze tekst; kort haar in."
    assert niet_te_tonen("ọ ế" * 2000) is None, "die zijn één teken"


@pytest.mark.parametrize(
    ("naam", "teken"),
    [("ɛ̃́", "U+0303"), ("Ọ̀̃", "U+0300"), ("\u0301a", "U+0301"), ("a\u0338b", "U+0338"), ("1\u0301", "U+0301")],
    ids=ascii,
)
def test_wat_de_brief_niet_op_een_letter_kan_zetten_wordt_genoemd(naam: str, teken: str) -> None:
    melding = niet_te_tonen(f"Mevrouw {naam}")
    assert melding is not None
    assert f"woord 2 (een los teken dat de brief niet op deze letter kan zetten, {teken})" in melding


@pytest.mark.parametrize(
    "hoofd", ["Gemeente Voorbeeldstad", "Uitvoeringsorganisatie Werk en Inburgering Voorbeeldland"]
)
async def test_het_adres_staat_in_het_venster_van_de_envelop(hoofd: str) -> None:
    lang = Geadresseerde(
        naamregel="Mevrouw Voorbeeld-van den Voorbeeldenberg-Voorbeeldstra",
        adresregels=("p/a Stichting Voorbeeld", "Gebouw Noord", "Voorbeeldstraat 12 B", "1234 CD Voorbeeldstad"),
    )
    brief = pip_beschikking(geadresseerde=lang, briefhoofd=msgspec.structs.replace(BRIEFHOOFD, gemeentenaam=hoofd))
    geplaatst = stukken(await maak_op(PIP_BESCHIKKING, brief))
    begin = next((x, y) for tekst, x, y in geplaatst if tekst.startswith("Mevrouw"))
    eind = next((x, y) for tekst, x, y in geplaatst if tekst.startswith("1234 CD"))
    assert begin[0] == pytest.approx(25, abs=0.5)
    assert 52 < begin[1] < eind[1] < 90


async def test_elke_bladzijde_is_genummerd_en_noemt_het_kenmerk() -> None:
    boek = lees(await maak_op(PIP_BESCHIKKING, pip_beschikking()))
    assert len(boek.pages) > 2
    for nummer, blad in enumerate(boek.pages, start=1):
        voet = zonder_wit(blad.extract_text())
        assert f"Pagina{nummer}van{len(boek.pages)}" in voet
        assert "KenmerkPIP-2026-000123" in voet


async def test_een_kenmerk_en_een_e_mailadres_breken_niet_af() -> None:
    """Waar zij ook op de regel staan: telkens één letter verder, in een alinea en in een opsomming."""
    kenmerk, email = "INB-WXYZABCD", "team-inburgering-en-participatie@voorbeeld-stad.example.org"
    zinnen = tuple(f"{'a' * n} {wat} en verder" for n in range(30, 70, 3) for wat in (kenmerk, email))
    assert len(zinnen) == 28
    brief = pip_beschikking(kenmerk=kenmerk, ondersteuning=zinnen, motivering="\n\n".join(zinnen))
    pdf = await maak_op(PIP_BESCHIKKING, brief)
    regels = [regel for blad in lees(pdf).pages for regel in blad.extract_text().splitlines()]
    for wat in (kenmerk, email):
        assert sum(regel.count(wat) for regel in regels) >= len(zinnen)


async def test_een_e_mailadres_dat_te_breed_is_breekt_af_na_het_apenstaartje() -> None:
    email = "team-inburgering-en-participatie@voorbeeld-stad.example.org"
    hoofd = msgspec.structs.replace(BRIEFHOOFD, email=email)
    regels = lees(await maak_op(PIP_BESCHIKKING, pip_beschikking(briefhoofd=hoofd))).pages[0].extract_text()
    assert "team-inburgering-en-participatie@\nvoorbeeld-stad.example.org" in regels


async def test_de_pip_noemt_wat_de_wet_vraagt() -> None:
    tekst = lopende_tekst(await maak_op(PIP_BESCHIKKING, pip_beschikking()))
    for stuk in (
        "2 maart 2026",
        "U volgt de leerroute: B1-route",
        "4 voortgangsgesprekken",
        "Uw termijn begint op 3 maart 2026. De laatste dag is 2 maart 2029.",
        "artikel 11, tweede lid",
        "PW-2026-77",
        "36 uur. Deze uren tellen mee.",
        "20 uur. Deze uren tellen niet mee.",
        "Verzonden of gegeven 3 maart 2026",
        "U hebt daarvoor zes weken de tijd",
        "De laatste dag om bezwaar te maken is dinsdag 14 april 2026",
        "binnen één week daarna bij ons",
        "College van burgemeester en wethouders van Voorbeeldstad",
        "Rechtbank Voorbeeldland vragen om een voorlopige voorziening",
        "namens burgemeester en wethouders van Voorbeeldstad",
    ):
        assert zonder_wit(stuk) in tekst, stuk


async def test_een_gewijzigde_pip_verschuift_het_begin_van_de_termijn_niet() -> None:
    tekst = lopende_tekst(
        await maak_op(PIP_BESCHIKKING, pip_beschikking(vervangt=date(2025, 6, 1), voortgangsgesprekken=1))
    )
    assert zonder_wit("Dit besluit vervangt uw plan van 1 juni 2025") in tekst
    assert zonder_wit("artikel 11, derde lid") in tekst
    assert zonder_wit("artikel 11, tweede lid") not in tekst
    assert zonder_wit("1 voortgangsgesprek.") in tekst


@pytest.mark.parametrize("nummer", [1, 2, 3])
async def test_elke_oproep_noemt_afspraak_termijn_en_het_recht_om_alleen_te_komen(nummer: int) -> None:
    tekst = lopende_tekst(await maak_op(OPROEP, oproepbrief(nummer)))
    for stuk in (
        f"{TITELS[nummer]} de brede intake",
        "donderdag 22 januari 2026",
        "10.00 uur",
        "Stadhuis, kamer 2.14",
        "vrijdag 30 januari 2026",
        "artikel 5.2, tweede lid, van het Besluit inburgering 2021",
    ):
        assert zonder_wit(stuk) in tekst, stuk
    assert ("boete" in tekst) == (nummer == 2)


async def test_het_rechtsmiddel_bij_de_waarschuwing_is_de_keuze_van_de_gemeente() -> None:
    met = lopende_tekst(await maak_op(OPROEP, oproepbrief(2)))
    zonder = lopende_tekst(
        await maak_op(OPROEP, oproepbrief(2, rechtsmiddel=Rechtsmiddel.GEEN_BEZWAAR_WEL_TEGEN_BOETE, bezwaar=None))
    )
    eerste = lopende_tekst(await maak_op(OPROEP, oproepbrief(1)))
    assert "Ukuntbezwaarmaken" in met
    assert "geenbesluitwaartegenu" not in met
    assert "geenbesluitwaartegenubezwaarkuntmaken" in zonder
    assert "Stuurtuonsnualeenbezwaar?Danbehandelenwijhet." in zonder, "een bezwaar wordt nooit geweigerd (PG-15)"
    assert "Ukuntbezwaarmaken" not in zonder
    assert "bezwaar" not in eerste
