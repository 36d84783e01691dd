"""BSN en V-nummer als getypte waarden die zichzelf maskeren.

Een `Bsn` komt nooit in een adres, logregel, taak of foutmelding van ons: `str`, `repr` en f-strings tonen sterren.
Wie het nummer echt nodig heeft (DUO, BRP, de blinde index) vraagt `onthul()`, en dat is te zoeken in de code.
"""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as elfproef

V_NUMMER_HOOGSTE = 9_999_999_999
_CIJFERS = re.compile(r"(?<![0-9])[0-9]+(?:([ .\-/_\u00a0\u00b7\u2010-\u2014\u202f])[0-9]+(?:\1[0-9]+)*)?(?![0-9])")
"""Cijfers aaneen, of in groepen met steeds hetzelfde teken ertussen: een spatie, punt, streep of schuine streep."""
_LANDNUMMER = re.compile(r"(?:.*[^0-9+])?(?:\+|00)[0-9]{1,3}[ .(0)]+", re.DOTALL)
_GROEP = re.compile("[0-9]+")


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
    """Of er in deze tekst een BSN staat, aaneen of in groepen, ook in cijfers van een ander schrift.

    Een telefoonnummer met landnummer telt niet.

    Van alle getallen van negen cijfers voldoet een op de elf aan de elfproef; ook zo een wordt voor een BSN gehouden.
    """
    tekst = "".join(_gewoon(teken) for teken in tekst)
    for reeks in _CIJFERS.finditer(tekst):
        groepen = list(_GROEP.finditer(tekst, *reeks.span()))
        for begin, eerste in enumerate(groepen):
            voor = tekst[max(0, eerste.start() - 12) : eerste.start()]
            if _is_bsn([groep[0] for groep in groepen[begin:]]) and not _LANDNUMMER.fullmatch(voor):
                return True
    return False


def _gewoon(teken: str) -> str:
    """Een cijfer van welk schrift ook als gewoon cijfer; een teken dat op een ander ligt telt niet mee."""
    if unicodedata.combining(teken):
        return ""
    waarde = unicodedata.digit(teken, None)
    return teken if waarde is None else str(waarde)


def _is_bsn(groepen: list[str]) -> bool:
    """Of deze groepen met een BSN beginnen; losse cijfers tellen niet als groep."""
    nummer = ""
    for groep in groepen:
        nummer += groep
        if len(groep) < 2 or len(nummer) > 9:
            return False
        if len(nummer) == 9:
            return bool(elfproef.is_valid(nummer))
    return False
