"""Wat er op een vastlegging rust. Zolang er iets op rust neemt niemand haar terug: dat gaat eerst (art. 3:2 Awb).

Wie iets terugneemt legt het motief vast; wat er stond blijft te lezen. Elk gebrek noemt wat erop rust en wat men daar
eerst mee doet.
"""

from collections.abc import Iterator, Sequence

from core.fouten import Gebrek
from core.law.kalender import schrijf_dag
from core.law.oproepen import Oproep, Uitkomst
from core.law.recht import Grond

_OPROEP = Grond("Wi2021", "14", "1")
_INTAKE = Grond("Wi2021", "14", "3")
_BOETE = Grond("Wi2021", "22", "1")
_PIP = Grond("Wi2021", "17", "1")


def rust_op_uitkomst(oproep: Oproep, oproepen: Sequence[Oproep]) -> Iterator[Gebrek]:
    """Wat er op de uitkomst van deze oproep rust: een latere oproep, of het antwoord op haar boetevraag."""
    yield from _latere(oproep, oproepen)
    if oproep.boetevraag is not None:
        melding = f"De boetevraag bij oproep {oproep.nummer} is beantwoord; neem eerst dat antwoord terug."
        yield _gebrek("boetevraag", melding, _BOETE)


def rust_op_antwoord(oproep: Oproep, oproepen: Sequence[Oproep]) -> Iterator[Gebrek]:
    """Wat er op het antwoord op de boetevraag rust: de oproep die pas daarna kon (PG-7)."""
    yield from _latere(oproep, oproepen)


def rust_op_intake() -> Gebrek:
    """De intake is af en rust op wat er van de oproepen kwam."""
    return _gebrek("intake", "De brede intake is afgerond en rust hierop; heropen haar eerst.", _INTAKE)


def rust_op_pip() -> Gebrek:
    """Een vastgesteld PIP wordt nooit gewijzigd, alleen opgevolgd (I1)."""
    melding = (
        "Het PIP is vastgesteld en rust hierop. Een vastgesteld PIP wordt alleen opgevolgd: leg in de motivering van"
        " een nieuw PIP uit wat er anders was."
    )
    return _gebrek("pip", melding, _PIP)


def _latere(oproep: Oproep, oproepen: Sequence[Oproep]) -> Iterator[Gebrek]:
    staand = [o for o in oproepen if not o.uitkomst.weg]
    plaats = next((i for i, o in enumerate(staand) if o is oproep), len(staand))
    for later in staand[plaats + 1 :]:
        wat = "trek haar eerst in"
        if later.uitkomst is not Uitkomst.OPEN:
            wat = "neem eerst haar uitkomst terug, en trek haar in"
        melding = f"Oproep {later.nummer} van {schrijf_dag(later.opgesteld_op)} rust hierop; {wat}."
        yield _gebrek("oproep", melding, _OPROEP)


def _gebrek(veld: str, melding: str, grond: Grond) -> Gebrek:
    return Gebrek(veld=veld, melding=melding, grond=str(grond))
