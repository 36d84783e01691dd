"""Wie er uit een vorig systeem ingelezen wordt, en wat er van voor Meedoen kan zijn (art. 54 Wi2021).

Inlezen is feiten overnemen, en geen besluit: het laat niets beginnen, en niets van wat hier staat is van dit college
vandaag. Wat DUO zegt gaat voor (CAL-10); de lijst van de gemeente vult aan wat zij niet weet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.fouten import Gebrek
from core.law.fasen import Aanleiding, Fase, Overgang, toets_overgang
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


class Leesuitkomst(StrEnum):
    """Wat er met iemand op de lijst gebeurde."""

    GEOPEND = "geopend"
    ZONDER_BSN = "zonder_bsn"
    AL_BEKEND = "al_bekend"
    GEEN_TOEGANG = "geen_toegang"
    ONBEKEND = "onbekend"
    OUDE_WET = "oude_wet"
    PLICHT_VOORBIJ = "plicht_voorbij"
    OVERLEDEN = "overleden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plicht:
    """Wat DUO over iemands plicht zegt. Een tijdelijke vrijstelling laat haar rusten, en is geen einde."""

    loopt_of_rust: bool
    overleden: bool = False
    begin: date | None = None


def weeg(plicht: Plicht | None) -> Leesuitkomst:
    """Of iemand hier een dossier krijgt: alleen wie volgens DUO onder de Wi2021 valt en wiens plicht niet voorbij is.

    INTERPRETATION: de wet zegt niet welke zaken een gemeente overbrengt. Van wie hier niets meer te doen is wordt niets
    nieuws bewaard (art. 5 lid 1, onder c AVG); wat er van hem is blijft waar het was.
    """
    if plicht is None:
        return Leesuitkomst.ONBEKEND
    if plicht.overleden:
        return Leesuitkomst.OVERLEDEN
    if plicht.begin is not None and plicht.begin < BEGIN_VAN_DE_WET:
        return Leesuitkomst.OUDE_WET
    return Leesuitkomst.GEOPEND if plicht.loopt_of_rust else Leesuitkomst.PLICHT_VOORBIJ


def begint_met(*, eigen_pip_op: date | None, kwam_op: date | None) -> Overgang:
    """Hoe een zaak begint die hier van voor Meedoen is. Met een PIP van dit college dat DUO kent loopt het traject
    (T10), anders is zij gemeld (T2). Kwam hij na dat PIP van elders (terug), dan is het een eerder plan (art. 15 lid 4
    Wi2021)."""
    if eigen_pip_op is None or (kwam_op is not None and kwam_op > eigen_pip_op):
        return toets_overgang(None, Fase.PLICHT_GEMELD, aanleiding=Aanleiding.PLICHT_VASTGESTELD)
    return toets_overgang(None, Fase.TRAJECT_ACTIEF, aanleiding=Aanleiding.EERDER_VASTGESTELD)


def geerfd(laatste_dag: date | None, ingelezen_op: date | None) -> str:
    """Achter werk waarvan de termijn al voorbij was toen het dossier werd ingelezen: dat is niet hier gebeurd (PG-11).
    Leeg als dat niet zo is."""
    if laatste_dag is None or ingelezen_op is None or laatste_dag >= ingelezen_op:
        return ""
    return f" (de laatste dag was al voorbij toen dit dossier werd ingelezen, op {schrijf_dag(ingelezen_op)})"
