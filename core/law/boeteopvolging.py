"""Wat er na een boete op te volgen is zolang er geen derde oproep is (art. 22 lid 2 en 3 Wi2021, PG-2, PG-4, PG-7).

De boetebeschikking stelt zelf een nieuwe termijn. Die dag gaat niet ongemerkt voorbij: tot en met die dag legt iemand
vast of de persoon kwam, en daarna dat er een derde oproep moet komen; de vraag van lid 3 komt na die oproep. Kwam hij
na die dag zonder dat er een derde uitging, dan miste hij de termijn toch, en ook dan antwoordt het college
(INTERPRETATION: lid 3 rust op de termijn uit de beschikking, niet op een oproep).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.law import boetetermijn
from core.law.boetetermijn import NA_BOETE
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG
from core.law.fasen import Fase
from core.law.kalender import schrijf_dag, vorige_werkdag
from core.law.oproepen import Oproep, volgend_nummer, volgende_oproep, vorige_oproep, wat_telt_niet
from core.law.recht import Grond, Recht

_HERHAALD = Grond("Wi2021", "22", "3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Boeteopvolging:
    """Wat iemand bij de beboete oproep moet doen, en voor wanneer."""

    oproep: Oproep
    melding: str
    grond: Grond
    uiterlijk: date


def op_te_volgen(oproepen: Sequence[Oproep], *, fase: Fase, peildatum: date, recht: Recht) -> Boeteopvolging | None:
    """De termijn uit de eerste boete, zolang de persoon niet kwam en er geen derde oproep ligt of telde.

    Na een verhuizing volgt er hier niets meer: een ander college roept dan op (T19, PG-4, PG-12).
    """
    if fase is Fase.OVERGEDRAGEN:
        return None
    staand = [oproep for oproep in oproepen if not oproep.uitkomst.weg]
    if not staand or not staand[-1].uitkomst.zonder_resultaat:
        return None
    if volgend_nummer(oproepen, recht=recht) != EERSTE_MET_BOETEVRAAG + 1:
        return None
    tweede = vorige_oproep(oproepen, recht=recht)
    tot = None if tweede is None else boetetermijn.laatste_dag(tweede.boetevraag, recht=recht)
    if tweede is None or tot is None:
        return None
    derde = _derde(oproepen, peildatum, recht)
    if peildatum <= tot:
        melding = f"De boete laat de persoon nog komen tot en met {schrijf_dag(tot)}: leg vast of hij kwam. {derde}"
        return Boeteopvolging(oproep=tweede, melding=melding, grond=NA_BOETE, uiterlijk=tot)
    melding = (
        f"De persoon kwam niet binnen de termijn die de boete stelde, tot en met {schrijf_dag(tot)}. {derde} Of er een"
        " tweede boete volgt (art. 22 lid 3), beantwoordt u na die oproep. Kwam hij toch, leg dat dan vast."
    )
    return Boeteopvolging(oproep=tweede, melding=melding, grond=_HERHAALD, uiterlijk=tot)


def _derde(oproepen: Sequence[Oproep], peildatum: date, recht: Recht) -> str:
    """Welke derde oproep nu kan: nog een uit de boete, of een gewone."""
    volgende = volgende_oproep(oproepen, op=peildatum, recht=recht)
    if volgende.uiterste_termijn is None:
        return "Stel de derde oproep op; zij is nu een gewone (art. 14 lid 2), want in de twee maanden past zij niet."
    uiterlijk = schrijf_dag(vorige_werkdag(volgende.uiterste_termijn, recht))
    return f"Stel de derde oproep op; zij eindigt uiterlijk op {uiterlijk}."


def kwam_na_boete(oproepen: Sequence[Oproep], *, recht: Recht) -> Boeteopvolging | None:
    """Wie na de termijn uit de boete kwam zonder derde oproep: ook over lid 3 antwoordt het college. Anders None."""
    staand = [oproep for oproep in oproepen if not oproep.uitkomst.weg]
    laatste = staand[-1] if staand else None
    if laatste is None or not laatste.uitkomst.gekomen or laatste.nummer != EERSTE_MET_BOETEVRAAG:
        return None
    tot = boetetermijn.laatste_dag(laatste.boetevraag, recht=recht)
    if tot is None or wat_telt_niet(laatste, recht=recht) or (laatste.uitkomst_op or tot) <= tot:
        return None
    melding = (
        f"De persoon kwam na {schrijf_dag(tot)}, de laatste dag van de termijn die de boete stelde, en er was geen"
        " derde oproep. Beslis of er een tweede boete volgt (art. 22 lid 3); dat hij kwam weegt mee. Schrijf bij het"
        " afvinken wat er besloten is, waarom, en waar de stukken liggen."
    )
    return Boeteopvolging(oproep=laatste, melding=melding, grond=_HERHAALD, uiterlijk=laatste.uitkomst_op or tot)
