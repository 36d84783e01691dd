"""Wat er van een oproep voor de brede intake kwam (art. 14 lid 1 Wi2021, PG-2 tot PG-4)."""

from enum import StrEnum


class Uitkomst(StrEnum):
    OPEN = "OPEN"
    VERSCHENEN = "VERSCHENEN"
    TE_LAAT_VERSCHENEN = "TE_LAAT_VERSCHENEN"  # na de termijn, maar voordat er opnieuw is opgeroepen (PG-2)
    TERMIJN_GEMIST = "TERMIJN_GEMIST"
    KOMST_GEWEIGERD = "KOMST_GEWEIGERD"  # schriftelijk; dan hoeft niemand de termijn uit te zitten (PG-4)
    ONVOLDOENDE_MEDEWERKING = "ONVOLDOENDE_MEDEWERKING"
    INGETROKKEN = "INGETROKKEN"  # door de gemeente
    VERVALLEN = "VERVALLEN"  # de plicht eindigde of ging rusten voordat er een uitkomst was

    @property
    def zonder_resultaat(self) -> bool:
        return self in _ZONDER_RESULTAAT

    @property
    def gekomen(self) -> bool:
        return self in (Uitkomst.VERSCHENEN, Uitkomst.TE_LAAT_VERSCHENEN)

    @property
    def weg(self) -> bool:
        """Deze oproep is er niet meer; wat volgt, telt vanaf de vorige."""
        return self in (Uitkomst.INGETROKKEN, Uitkomst.VERVALLEN)


_ZONDER_RESULTAAT = frozenset(
    {Uitkomst.TERMIJN_GEMIST, Uitkomst.KOMST_GEWEIGERD, Uitkomst.ONVOLDOENDE_MEDEWERKING},
)
