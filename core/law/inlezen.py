"""Wie er uit een vorig systeem ingelezen wordt, en wat er van voor Meedoen kan zijn (art. 54 Wi2021).

Inlezen is feiten overnemen, en geen besluit: het laat niets beginnen, en niets van wat hier staat is van dit college
vandaag. Wat DUO zegt gaat voor (CAL-10); de lijst van de gemeente vult aan wat zij niet weet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.fouten import Gebrek
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.leerroutes import Leerroute
from core.law.recht import Grond

BEGIN_VAN_DE_WET = date(2022, 1, 1)
"""De inwerkingtreding van de Wi2021 (Stb. 2021, 38). Wie ervoor plichtig was, valt onder de Wi 2013 (art. 54 lid 1)."""
_OVERGANG = Grond("Wi2021", "54", "1")
_OPROEP = Grond("Wi2021", "14", "1")
_PIP = Grond("Wi2021", "15", "1")
_ZORG = Grond("Awb", "3:2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bekend:
    """Wat een gemeente van iemand weet en DUO niet: wat er voor Meedoen gebeurde, met de dag ervan."""

    oproepen: tuple[date | None, ...] = ()
    """De dag waarop elke oproep verzonden is, op volgorde; None waar er geen staat."""
    intake_op: date | None = None
    pip_op: date | None = None
    leerroute: Leerroute | None = None
    school: str = ""
    school_vanaf: date | None = None
    boete_op: date | None = None
    boete_bedrag: str = ""


def toets_bekend(bekend: Bekend, *, vandaag: date) -> tuple[Gebrek, ...]:
    """Wat er niet kan in wat de gemeente van iemand weet; `veld` is de kolom."""
    return tuple(_klopt(bekend, vandaag))


def _klopt(bekend: Bekend, vandaag: date) -> Iterator[Gebrek]:
    oproepen = [(f"oproep {nummer}", dag) for nummer, dag in enumerate(bekend.oproepen, start=1)]
    gebeurd = [*oproepen, ("intake", bekend.intake_op), ("pip", bekend.pip_op), ("boete", bekend.boete_op)]
    for kolom, dag in gebeurd:
        if dag is None:
            continue
        if dag > vandaag:
            yield maak_gebrek(kolom, IN_DE_TOEKOMST, _ZORG)
        elif dag < BEGIN_VAN_DE_WET:
            melding = (
                f"Dit kan niet van voor {schrijf_dag(BEGIN_VAN_DE_WET)} zijn, toen de Wi2021 begon. Hoort de persoon"
                " onder de Wi 2013, haal hem dan uit de lijst; verbeter anders de dag."
            )
            yield maak_gebrek(kolom, melding, _OVERGANG)
    yield from _op_volgorde(oproepen)
    if (bekend.pip_op is None) != (bekend.leerroute is None):
        leeg, ander = ("pip", "leerroute") if bekend.pip_op is None else ("leerroute", "pip")
        yield maak_gebrek(leeg, f"Bij {ander} hoort ook {leeg}; vul dat in, of maak beide leeg.", _PIP)
    if (bekend.boete_op is None) != (not bekend.boete_bedrag):
        leeg, ander = ("boete", "boetebedrag") if bekend.boete_op is None else ("boetebedrag", "boete")
        yield maak_gebrek(leeg, f"Bij {ander} hoort ook {leeg}; vul dat in, of maak beide leeg.", _ZORG)
    if bekend.school_vanaf is not None and not bekend.school:
        yield maak_gebrek("school", "Er staat sinds wanneer, en niet welke school; vul de school in.", _ZORG)


def _op_volgorde(oproepen: Sequence[tuple[str, date | None]]) -> Iterator[Gebrek]:
    """PG-1: een volgende oproep komt na de vorige, en er is er geen overgeslagen."""
    for (vorige, toen), (volgende, dag) in pairwise(oproepen):
        if dag is not None and toen is None:
            melding = f"Er staat een {volgende} en geen {vorige}; vul de dag daarvan in."
            yield maak_gebrek(vorige, melding, _OPROEP)
        elif dag is not None and toen is not None and dag <= toen:
            melding = f"De {volgende} is niet van na de {vorige}; verbeter een van de twee dagen."
            yield maak_gebrek(volgende, melding, _OPROEP)
