"""BSN en V-nummer als getypte waarden die zichzelf maskeren.

Een `Bsn` komt nooit in een adres, logregel, taak of foutmelding van ons: `str`, `repr` en f-strings tonen sterren.
Wie het nummer echt nodig heeft (DUO, BRP, de blinde index) vraagt `onthul()`, en dat is te zoeken in de code.
"""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as elfproef

V_NUMMER_HOOGSTE = 9_999_999_999
LENGTE = 9
"""Cijfers in een BSN."""
LANGSTE = 17
"""Een BSN met na elk cijfer een teken."""
REGEL = 80
"""Zover kijkt wie zoekt terug in een tekst."""
_CIJFERS = re.compile(r"(?<![0-9])[0-9]+(?:([ .\-/_\u00a0\u00b7\u2010-\u2014\u202f])[0-9]+(?:\1[0-9]+)*)?(?![0-9])")
"""Cijfers aaneen, of in groepen met steeds hetzelfde teken ertussen: een spatie, punt, streep of schuine streep."""
_LANDNUMMER = re.compile(r"(?:.*[^0-9+])?(?:\+|00)[0-9]{1,3}[ .(0)]+", re.DOTALL)
_GROEP = re.compile("[0-9]+")
_REGELEINDE = re.compile(r"(?<=[0-9])(?P<teken>[.\-/]?)[ \t]{0,4}(?:\r\n|[\n\r\v\f\u2028\u2029])[ \t]{0,4}(?=[0-9])")
"""Waar cijfers op de volgende regel verdergaan."""
_DEEL = re.compile(r"[0-9]+(?:[ .\-/][0-9]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_WOORD = re.compile(r"(?:\bbsn|burgerservice|sofi)[^0-9\n]{0,20}", re.IGNORECASE)
"""Wie het woord erbij zet, bedoelt een BSN, ook als er acht cijfers staan: de nul vooraan valt vaak weg."""


class _Nummer:
    __slots__ = ("_waarde",)

    def __init__(self, waarde: str) -> None:
        self._waarde = waarde

    def onthul(self) -> str:
        """Het nummer zelf. Alleen voor DUO, BRP, versleutelen en indexeren."""
        return self._waarde

    def __repr__(self) -> str:
        return f"{type(self).__name__}(***)"

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return repr(self)

    def __eq__(self, ander: object) -> bool:
        return type(ander) is type(self) and isinstance(ander, _Nummer) and ander._waarde == self._waarde

    def __hash__(self) -> int:
        return hash((type(self), self._waarde))

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("een nummer van een persoon wordt niet geserialiseerd")


class Bsn(_Nummer):
    """Een burgerservicenummer: negen cijfers die aan de elfproef voldoen.

    Raises:
        ValueError: het is geen geldig BSN; de boodschap noemt het nummer niet.
    """

    __slots__ = ()

    def __init__(self, waarde: str) -> None:
        if len(waarde) != 9 or not waarde.isascii() or not waarde.isdigit():
            raise ValueError("een BSN heeft negen cijfers")
        try:
            elfproef.validate(waarde)
        except ValidationError:
            raise ValueError("dit BSN voldoet niet aan de elfproef") from None
        super().__init__(waarde)


class VNummer(_Nummer):
    """Een vreemdelingennummer: tot tien cijfers, met nullen vooraan aangevuld tot tien."""

    __slots__ = ()

    def __init__(self, waarde: str | int) -> None:
        tekst = str(waarde)
        if not tekst.isascii() or not tekst.isdigit() or int(tekst) > V_NUMMER_HOOGSTE:
            raise ValueError("een V-nummer heeft hoogstens tien cijfers")
        super().__init__(tekst.zfill(10))


def noemt_bsn(tekst: str) -> bool:
    """Of er in deze tekst een BSN staat: aaneen, in groepen, cijfer voor cijfer, of afgebroken op het eind van een
    regel, ook in cijfers van een ander schrift. Na het woord BSN ook zonder de nul vooraan.

    Een telefoonnummer met landnummer telt niet.

    Van alle getallen van negen cijfers voldoet een op de elf aan de elfproef; ook zo een wordt voor een BSN gehouden.
    """
    tekst = "".join(_gewoon(teken) for teken in tekst)
    return _op_een_regel(tekst) or any(_is_afgebroken(tekst, breuk) for breuk in _REGELEINDE.finditer(tekst))


def _op_een_regel(tekst: str) -> bool:
    for reeks in _CIJFERS.finditer(tekst):
        groepen = list(_GROEP.finditer(tekst, *reeks.span()))
        for begin, eerste in enumerate(groepen):
            voor = tekst[max(0, eerste.start() - 12) : eerste.start()]
            if _is_bsn([groep[0] for groep in groepen[begin : begin + LENGTE]]) and not _LANDNUMMER.fullmatch(voor):
                return True
        cijfers = [groep[0] for groep in groepen]
        los = len(cijfers) == LENGTE and all(len(cijfer) == 1 for cijfer in cijfers)
        zonder_nul = len("".join(cijfers)) == LENGTE - 1 and _staat_bij_het_woord(tekst, reeks.start())
        if (los or zonder_nul) and elfproef.is_valid("".join(cijfers).zfill(LENGTE)):
            return True
    return False


def _is_afgebroken(tekst: str, breuk: re.Match[str]) -> bool:
    """Of hier een BSN over twee regels loopt: na tekst op dezelfde regel, of na het woord BSN.

    Twee getallen onder elkaar zijn een kolom, geen nummer; in lopende tekst breekt een BSN na drie of zes cijfers.
    """
    begin = max(0, breuk.start() - LANGSTE)
    for groep in _GROEP.finditer(tekst, begin, breuk.start()):
        eerste = groep.start()
        if (eerste and tekst[eerste - 1].isdigit()) or not _DEEL.fullmatch(tekst, eerste, breuk.start()):
            continue
        links = _GROEP.findall(tekst, eerste, breuk.start())
        verder = _DEEL.match(tekst, breuk.end(), breuk.end() + LANGSTE)
        rechts = [] if verder is None else _GROEP.findall(verder[0])
        if verder is None or tekst[verder.end() : verder.end() + 1].isdigit():
            continue
        for aantal in range(1, len(rechts) + 1):
            if _loopt_door(tekst, eerste, breuk, links, rechts[:aantal]):
                return True
    return False


def _loopt_door(tekst: str, eerste: int, breuk: re.Match[str], links: list[str], rechts: list[str]) -> bool:
    nummer = "".join((*links, *rechts))
    if len(nummer) not in (LENGTE - 1, LENGTE) or not elfproef.is_valid(nummer.zfill(LENGTE)):
        return False
    if _staat_bij_het_woord(tekst, eerste):
        return True
    regel = re.split(r"[\n\r]", tekst[max(0, eerste - REGEL) : eerste])[-1]
    in_groepen = bool(breuk["teken"]) or len(links) + len(rechts) > 2
    past = in_groepen or len(links[0]) in (3, 6)
    return len(nummer) == LENGTE and past and bool(_LETTER.search(regel)) and not _LANDNUMMER.fullmatch(regel[-12:])


def _staat_bij_het_woord(tekst: str, plaats: int) -> bool:
    voor = tekst[max(0, plaats - REGEL) : plaats]
    return any(woord.end() == len(voor) for woord in _WOORD.finditer(voor))


def _gewoon(teken: str) -> str:
    """Een cijfer van welk schrift ook als gewoon cijfer; een teken dat op een ander ligt telt niet mee."""
    if unicodedata.combining(teken):
        return ""
    waarde = unicodedata.digit(teken, None)
    return teken if waarde is None else str(waarde)


def _is_bsn(groepen: list[str]) -> bool:
    """Of deze groepen met een BSN beginnen; een los cijfer is geen groep."""
    nummer = ""
    for groep in groepen:
        nummer += groep
        if len(groep) < 2 or len(nummer) > 9:
            return False
        if len(nummer) == 9:
            return bool(elfproef.is_valid(nummer))
    return False
