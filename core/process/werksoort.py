"""Een soort werk: waarom iets in de werkvoorraad staat. Elke stap noemt de hare in `werksoorten.py`."""

from enum import StrEnum
from typing import Self


class Werksoort(StrEnum):
    """De basis van de soorten werk van een stap; zelf heeft zij geen leden.

        class Soort(Werksoort):
            BRIEF_VERZENDEN = "BRIEF_VERZENDEN", True

    `zelf_sluitend` werk verdwijnt alleen door het te doen: met de hand afvinken zou een termijn verbergen. Werk vervalt
    als de plicht eindigt of rust, tenzij het ook dan doorgaat (`gaat_door`, PG-12) of alleen na een verhuizing
    niet (`blijft_bij_verhuizen`, T19). `over` is waarover het gaat, zoals
    de API dat noemt; de sleutel van zulk werk eindigt op het id daarvan.
    """

    zelf_sluitend: bool
    gaat_door: bool
    over: str
    blijft_bij_verhuizen: bool

    def __new__(
        cls,
        waarde: str,
        zelf_sluitend: bool = False,
        gaat_door: bool = False,
        over: str = "",
        blijft_bij_verhuizen: bool = False,
    ) -> Self:
        lid = str.__new__(cls, waarde)
        lid._value_ = waarde
        lid.zelf_sluitend = zelf_sluitend
        lid.gaat_door = gaat_door
        lid.over = over
        lid.blijft_bij_verhuizen = blijft_bij_verhuizen
        return lid
