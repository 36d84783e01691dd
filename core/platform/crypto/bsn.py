"""BSN en V-nummer als getypte waarden die zichzelf maskeren.

Een `Bsn` komt nooit in een adres, logregel, taak of foutmelding van ons: `str`, `repr` en f-strings tonen sterren.
Wie het nummer echt nodig heeft (DUO, BRP, de blinde index) vraagt `onthul()`, en dat is te zoeken in de code.
"""

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as elfproef

V_NUMMER_HOOGSTE = 9_999_999_999


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
