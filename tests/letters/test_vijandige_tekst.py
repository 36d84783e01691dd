"""Tekst die opmaak, code of een bestand wil zijn: zij verschijnt letterlijk, of komt er niet in."""

import asyncio
from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec
import pytest
from msgspec import structs

from core.fouten import OngeldigeInvoer
from core.platform.letters.gegevens import Brief, canoniek
from core.platform.letters.render import BriefFout
from core.process.pip.brief import PIP_BESCHIKKING
from tests.letters.lezen import lopende_tekst, platte_tekst, stukken, zonder_wit
from tests.letters.voorbeelden import VERZENDING, maak_op, maak_op_met
from tests.steekproef import params
from tests.voorbeelden.alle import VOLSTE
from tests.voorbeelden.pip import pip_beschikking

_KERN = (
    '#eval("1+1")',
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    '#include "huisstijl.typ"',
    "#range(100000000)",
    "#sys.inputs.gegevens",
    "#sys.version",
    "#gegevens.kenmerk",
    "#let g = 1",
    "#while true {}",
    "#panic()",
    "#pagebreak()",
    '#text(fill: white)["x"]',
    "#h(-100cm)",
    "#set page(width: 1cm)",
    '#show "e": "a"',
    "#metadata(1) <x>",
    '#image("/x.png")',
    '#link("javascript:1")[a]',
    "#{ 1 + 1 }",
    "#[inhoud]",
    "$x^2$",
    "$ sum_(i=0)^n $",
    "*vet* _schuin_",
    "= Kop",
    "== Ons besluit",
    "- punt",
    "+ nummer",
    "/ Term: uitleg",
    "`code`",
    "```typ #eval```",
    "<label> @label",
    "// commentaar",
    "/* blok */",
    r"\#eval",
    r"\ \\ \u{41} \n \t",
    "~ -- --- ... -?",
    "'enkel' \"dubbel\"",
    "[ ] { } ( )",
    "]",
    '"',
    "${7*7} {{7*7}} #{7*7}",
    "{% raw %} <%= 1 %>",
    "<script>alert(1)</script>",
    "&lt;b&gt; &#65; &amp;",
    "%PDF-1.7 endobj %%EOF",
    "1 0 obj << /JS (x) >>",
    "'; DROP TABLE brief; --",
    "../../etc/passwd",
    "=cmd|'/c calc'!A1",
    "null true false NaN 1e999",
)
_OMHULSELS = ("{}", "]{}[", '"{}"', "\\{}", "a{}#")
VIJANDIG = tuple(dict.fromkeys(omhulsel.replace("{}", kern) for kern in _KERN for omhulsel in _OMHULSELS))

GEWEIGERD = (
    "\x00", "\x07", "\x08", "\t", "\r", "\x1b[31m", "\x7f", "\x85", "\xad",
    "\u061c", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066",
    "\ufeff", "\ufff9", "\ue000", "\U000e0041", "\U0010ffff", "\ud800",
    "\U0001f600", "\u2764\ufe0f", "مرحبا", "שלום", "中文", "ሰላም", "\u0378",
)  # fmt: skip


def _gewoon(brief: Brief) -> Any:
    return msgspec.json.decode(canoniek(brief))


def _paden(brief: object, pad: str = "") -> Iterator[str]:
    """Het pad van elk tekstveld van een brief in JSON-vorm."""
    if isinstance(brief, dict):
        for naam, waarde in brief.items():
            yield from _paden(waarde, f"{pad}.{naam}" if pad else naam)
    elif isinstance(brief, list):
        for nummer, waarde in enumerate(brief):
            yield from _paden(waarde, f"{pad}[{nummer}]")
    elif isinstance(brief, str):
        yield pad


def _zet(doel: Any, pad: str, waarde: str) -> None:
    *weg, laatste = pad.replace("[", ".#").replace("]", "").split(".")
    for stap in weg:
        doel = doel[int(stap[1:])] if stap.startswith("#") else doel[stap]
    if laatste.startswith("#"):
        doel[int(laatste[1:])] = waarde
    else:
        doel[laatste] = waarde


def _bundels(breedte: int) -> Iterator[str]:
    """De vijandige teksten, samengepakt tot wat in het kortste veld past."""
    bundel = ""
    for tekst in VIJANDIG:
        if bundel and len(bundel) + len(tekst) + 1 > breedte:
            yield bundel
            bundel = ""
        bundel = f"{bundel} {tekst}" if bundel else tekst
    yield bundel


def _tekstvelden(brief: Brief) -> list[str]:
    """De velden die een gewoon woord aannemen: geen dag, geen kleur en geen keuze uit een lijst."""
    return [pad for pad in _paden(_gewoon(brief)) if _neemt_een_woord_aan(brief, pad)]


def _neemt_een_woord_aan(brief: Brief, pad: str) -> bool:
    gewoon = _gewoon(brief)
    _zet(gewoon, pad, "woord")
    try:
        msgspec.convert(gewoon, type(brief))
    except msgspec.ValidationError:
        return False
    return True


elke_soort = pytest.mark.parametrize("brief", VOLSTE.values(), ids=VOLSTE)


def test_er_zijn_minstens_tweehonderd_vijandige_teksten() -> None:
    assert len(VIJANDIG) >= 200
    assert max(map(len, VIJANDIG)) <= 50


@pytest.mark.parametrize("elke", [18, pytest.param(1, marks=pytest.mark.lang)], ids=["steekproef", "alle"])
@elke_soort
@pytest.mark.timeout(180)
async def test_elke_vijandige_tekst_verschijnt_letterlijk_in_elk_veld(brief: Brief, elke: int) -> None:
    paden = _tekstvelden(brief)
    assert len(paden) >= 20
    tegelijk = asyncio.Semaphore(2)

    async def een(bundel: str) -> list[str]:
        gewoon = _gewoon(brief)
        verwacht = {pad: f"{nummer}: {bundel}" for nummer, pad in enumerate(paden, start=100)}
        for pad, waarde in verwacht.items():
            _zet(gewoon, pad, waarde)
        gezet = msgspec.convert(gewoon, type(brief))
        async with tegelijk:
            gemaakt = [await maak_op(brief.soort, gezet)]
            if any(pad.startswith("naVerhuizing") for pad in paden):  # that part stands only in a letter sent after it
                gemaakt.append(await maak_op_met(gezet, structs.replace(VERZENDING, na_verhuizing=True)))
                terug = structs.replace(VERZENDING, na_verhuizing=True, na_terugkeer=True)
                gemaakt.append(await maak_op_met(gezet, terug))
        teksten = [await asyncio.to_thread(lopende_tekst, pdf) for pdf in gemaakt]
        return [pad for pad, waarde in verwacht.items() if not any(zonder_wit(waarde) in t for t in teksten)]

    bundels = list(_bundels(55))[::elke]
    assert len(bundels) >= 5
    for ontbreekt in await asyncio.gather(*(een(bundel) for bundel in bundels)):
        assert ontbreekt == []


@pytest.mark.parametrize(("soort", "teken"), params(product(VOLSTE, GEWEIGERD)), ids=ascii)
def test_wat_niet_zichtbaar_op_papier_komt_wordt_in_elk_veld_geweigerd(soort: str, teken: str) -> None:
    brief = VOLSTE[soort]
    for pad in _tekstvelden(brief):
        gewoon = _gewoon(brief)
        _zet(gewoon, pad, f"geheim{teken}")
        with pytest.raises(OngeldigeInvoer) as fout:
            msgspec.convert(gewoon, type(brief))
        (gebrek,) = fout.value.gebreken
        assert pad.endswith(gebrek.veld)
        assert "geheim" not in gebrek.melding
        assert teken not in gebrek.melding


@pytest.mark.parametrize("teken", ["\U0001f600", "ع", "中"])
async def test_ook_buiten_de_grens_om_komt_een_teken_zonder_glyph_niet_op_papier(teken: str) -> None:
    ruw = canoniek(pip_beschikking()).replace(b"Beste", teken.encode())
    with pytest.raises(BriefFout) as fout:
        await maak_op(PIP_BESCHIKKING, ruw)
    assert teken not in str(fout.value)


async def test_een_heel_lang_woord_breekt_af_en_blijft_heel() -> None:
    woord = "W" * 200
    pdf = await maak_op(PIP_BESCHIKKING, pip_beschikking(motivering=woord, aanhef=woord, leerroute=woord))
    assert lopende_tekst(pdf).count(woord) == 3
    regels = {round(y) for tekst, _x, y in stukken(pdf) if set(tekst) == {"W"}}
    assert len(regels) > 4
    assert all(x < 210 - 25 for _tekst, x, _y in stukken(pdf))


_ZWAARST = {
    "gewone zinnen": "Een gewone zin die zich herhaalt. " * 2800,
    "een woord": "W" * 95_000,
    "losse letters met accenten": "ạ̈ " * 400 * 30,
    "alleen regels": "a\n\n" * 490,
}


@pytest.mark.parametrize("tekst", _ZWAARST.values(), ids=_ZWAARST.keys())
async def test_de_langste_brief_die_mag_bestaan_is_op_te_maken(tekst: str) -> None:
    deel = -(-len(tekst) // 30)
    lang = pip_beschikking(
        ondersteuning=tuple(tekst[i : i + min(deel, 8000)].strip() for i in range(0, len(tekst), deel))
    )
    assert (await maak_op(PIP_BESCHIKKING, lang)).startswith(b"%PDF-1.7")


async def test_een_lange_brief_komt_helemaal_op_papier() -> None:
    vol = "Een gewone zin die zich herhaalt. " * 200
    pdf = await maak_op(PIP_BESCHIKKING, pip_beschikking(ondersteuning=(vol,) * 12, motivering=vol))
    assert platte_tekst(pdf).count("herhaalt.") == 13 * 200


@pytest.mark.parametrize("tekst", ["x" * 8000, "a\n\n" * 600])
def test_een_te_lange_brief_bestaat_niet(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer, match="kan zo niet"):
        pip_beschikking(ondersteuning=(tekst,) * 13)
