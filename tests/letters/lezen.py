"""Een opgemaakte brief teruglezen: de tekst, de plaats van de tekst, de structuur en de lettertypen."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

PUNT_IN_MM = 25.4 / 72
BEGIN_VOET_IN_MM = 22.0  # from the bottom of the page: above it stands the letter, below it the footer


def lees(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def zonder_wit(tekst: str) -> str:
    """Tekst zonder wit: waar een regel afbreekt, is voor de inhoud van een brief niet van belang."""
    return re.sub(r"\s", "", tekst)


def platte_tekst(pdf: bytes) -> str:
    return zonder_wit("".join(bladzijde.extract_text() for bladzijde in lees(pdf).pages))


def lopende_tekst(pdf: bytes) -> str:
    """De platte tekst zonder de voet van elke bladzijde, die anders midden in een zin kan vallen."""
    delen: list[str] = []
    for blad in lees(pdf).pages:
        voet = BEGIN_VOET_IN_MM / PUNT_IN_MM

        def noteer(tekst: str, ctm: list[float], tm: list[float], *_font: object, voet: float = voet) -> None:
            if tm[4] * ctm[1] + tm[5] * ctm[3] + ctm[5] > voet:
                delen.append(tekst)

        blad.extract_text(visitor_text=noteer)
    return zonder_wit("".join(delen))


def uitgeschreven(pdf: bytes) -> set[str]:
    """De tekens die uit meer dan één glyph bestaan (ActualText); pypdf leest daar de glyphs, een schermlezer dit."""
    inhoud = b"".join(blad.get_contents().get_data() for blad in lees(pdf).pages)  # type: ignore[union-attr]
    return {
        bytes.fromhex(tekst.decode()).decode("utf-16") for tekst in re.findall(rb"/ActualText<([0-9A-F]+)>", inhoud)
    }


def stukken(pdf: bytes, *, bladzijde: int = 0) -> list[tuple[str, float, float]]:
    """Elk stuk tekst van een bladzijde met zijn afstand van links en van boven, in millimeters."""
    gevonden: list[tuple[str, float, float]] = []
    blad = lees(pdf).pages[bladzijde]
    hoogte = float(blad.mediabox.height)

    def noteer(tekst: str, ctm: list[float], tm: list[float], *_font: object) -> None:
        if tekst.strip():
            x = tm[4] * ctm[0] + tm[5] * ctm[2] + ctm[4]
            y = tm[4] * ctm[1] + tm[5] * ctm[3] + ctm[5]
            gevonden.append((tekst.strip(), x * PUNT_IN_MM, (hoogte - y) * PUNT_IN_MM))

    blad.extract_text(visitor_text=noteer)
    return gevonden


def structuur(pdf: bytes) -> list[str]:
    """De soorten in de structuurboom, in leesvolgorde: wat een schermlezer voorleest."""
    catalogus: Any = lees(pdf).trailer["/Root"]

    def loop(knoop: Any) -> Iterator[str]:
        knoop = knoop.get_object() if hasattr(knoop, "get_object") else knoop
        if isinstance(knoop, list):
            for kind in knoop:
                yield from loop(kind)
        elif isinstance(knoop, dict):
            if "/S" in knoop:
                yield str(knoop["/S"])
            if "/K" in knoop:
                yield from loop(knoop["/K"])

    return list(loop(catalogus["/StructTreeRoot"]))


def lettertypen(pdf: bytes) -> dict[str, bool]:
    """De lettertypen in het bestand, zonder het voorvoegsel van de deelverzameling, en of zij zijn ingesloten."""
    gevonden: dict[str, bool] = {}
    for blad in lees(pdf).pages:
        fonts: Any = blad["/Resources"].get_object()["/Font"].get_object()  # type: ignore[index]
        for verwijzing in fonts.values():
            font = verwijzing.get_object()
            onderliggend = font["/DescendantFonts"][0].get_object()
            beschrijving = onderliggend["/FontDescriptor"].get_object()
            naam = str(font["/BaseFont"]).split("+")[-1].removesuffix("-Identity-H")
            gevonden[naam] = "/FontFile2" in beschrijving or "/FontFile3" in beschrijving
    return gevonden
