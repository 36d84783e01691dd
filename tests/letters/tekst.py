"""De tekst van een brief zoals de persoon haar leest: het echte sjabloon en de echte huisstijl, zonder de opmaak.

Typst zet dezelfde bestanden als HTML; dat is twintig keer zo snel als een PDF en breekt geen regels af. Dat op papier
hetzelfde staat, houdt `test_op_papier_staat_wat_er_nagelezen_is` bij.
"""

from functools import cache
from html.parser import HTMLParser

import typst

from core.platform.letters.gegevens import Brief, Verzending, canoniek, met_verzending
from core.platform.letters.lettertype import FONTMAP
from tests.letters.voorbeelden import VERZENDING

# HTML knows no typst grid: a name and its value stand on one line, as in a table; other cells become blocks.
_ROOSTER = b"""
#show grid: it => {
  let breedte = if type(it.columns) == array { it.columns.len() } else { it.columns }
  let cellen = it.children.map(cel => cel.body)
  if breedte == 2 { for rij in cellen.chunks(2) { html.div(rij.join([ | ])) } } else { cellen.map(html.div).join() }
}
"""


@cache
def _letters() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTMAP)])


@cache
def tekst(brief: Brief, *, verzending: Verzending = VERZENDING) -> str:
    """Elke alinea, elk punt en elke cel op een eigen regel; een kop begint met `#`, een punt met een streepje.

    Een spatie die niet afbreekt is hier een gewone.
    """
    editie = brief.soort.editie()
    compiler = typst.Compiler(  # type: ignore[type-var]  # as in typst_proces
        input={"main.typ": _ROOSTER + editie.sjabloon.read_bytes(), "huisstijl.typ": editie.huisstijl.read_bytes()},
        root=str(editie.sjabloon.parent),
        font_paths=_letters(),
        sys_inputs={"gegevens": met_verzending(canoniek(brief), verzending).decode()},
    )
    gezet = compiler.compile_with_warnings(format="html")[0]
    assert isinstance(gezet, bytes)
    lezer = _Lezer()
    lezer.feed(gezet.decode())
    return lezer.klaar()


_BLOKKEN = frozenset({"p", "div", "h2", "h3", "li", "tr", "table", "ul", "body", "br"})
_VOORAAN = {"h2": "# ", "h3": "## ", "li": "- "}


class _Lezer(HTMLParser):
    """HTML naar regels; wit in de bron telt zoals in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self._regels: list[str] = [""]
        self._begin = ""
        self._in_tekst = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "body":
            self._in_tekst = True
        if tag in _BLOKKEN:
            self._sluit()
        if tag in _VOORAAN and tag != "li":
            self._regels.append("")
        if tag in ("td", "th") and self._regels[-1]:
            self._regels[-1] += " | "
        self._begin = _VOORAAN.get(tag, self._begin)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOKKEN:
            self._sluit()
            self._begin = ""

    def handle_data(self, data: str) -> None:
        if self._in_tekst:
            self._regels[-1] += data if self._regels[-1] else self._begin + data
            self._begin = "" if self._regels[-1] else self._begin

    def _sluit(self) -> None:
        if self._regels[-1]:
            self._regels.append("")

    def klaar(self) -> str:
        return "\n".join(self._regels).strip().replace("\u00a0", " ") + "\n"
