"""Tegen wanneer een organisatie antwoordt op wie haar is aangeboden, en wat er moet als zij dat niet doet.

De dag is eigen beleid; de wet kent alleen de laatste dag om te beginnen (art. 16 lid 1 Wi2021, art. 4.1 lid 1, onder g,
Ri2021). Zolang er geen antwoord is, is de persoon nergens ingeschreven, en zegt niemand dat van zichzelf.
"""

from dataclasses import dataclass
from datetime import date

from core.law.kalender import schrijf_dag, werkdagen_terug, werkdagen_verder
from core.law.recht import Grond, Recht
from core.law.toewijzen import BEGELEIDING

_SCHOOL = Grond("Wi2021", "16", "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbod:
    """Een aanbod waarop nog niet geantwoord is; `start_uiterlijk` is er alleen bij een school, en alleen van een
    asielstatushouder."""

    aan: str
    aangeboden_op: date
    start_uiterlijk: date | None = None
    om_les: bool = True
    """Of het een school is; anders een maatschappelijke partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoordwerk:
    """Werk: er moet een antwoord komen, of een ander aanbod."""

    wat: str
    grond: Grond
    uiterlijk: date


def antwoord_uiterlijk(aanbod: Aanbod, *, recht: Recht) -> date:
    """De dag waarop het antwoord er hoort te zijn: zoveel werkdagen na het aanbod, en zoveel voor de laatste dag om te
    beginnen; de vroegste van de twee, en nooit voor het aanbod zelf."""
    gedaan = aanbod.aangeboden_op
    dag = werkdagen_verder(gedaan, recht.aanbod_antwoord.op(gedaan).waarde.aantal, recht)
    if aanbod.start_uiterlijk is None:
        return dag
    ervoor = recht.aanbod_antwoord_voor_start.op(gedaan).waarde.aantal
    return max(gedaan, min(dag, werkdagen_terug(aanbod.start_uiterlijk, ervoor, recht)))


def op_antwoord_wachten(aanbod: Aanbod, *, peildatum: date, recht: Recht) -> Antwoordwerk:
    """Wat er moet zolang een organisatie niet antwoordt; vanaf de laatste dag om te beginnen is wachten geen keuze."""
    uiterlijk, start = antwoord_uiterlijk(aanbod, recht=recht), aanbod.start_uiterlijk
    open_ = f"{aanbod.aan} antwoordde nog niet op het aanbod van {schrijf_dag(aanbod.aangeboden_op)}."
    if not aanbod.om_les:
        wat = (
            f"{open_} Blijft het antwoord na {schrijf_dag(uiterlijk)} uit, vraag dan of zij hem begeleidt; kan zij het"
            " niet, beëindig dan de toewijzing en bied hem een ander aan."
        )
        return Antwoordwerk(wat=wat, grond=BEGELEIDING, uiterlijk=uiterlijk)
    anders = "beëindig dan de toewijzing; daarna kiest u een andere school."
    if start is None:
        wat = f"{open_} Blijft het antwoord na {schrijf_dag(uiterlijk)} uit, vraag haar er dan om; kan zij het niet,"
        return Antwoordwerk(wat=f"{wat} {anders}", grond=_SCHOOL, uiterlijk=uiterlijk)
    if peildatum < start:
        wat = (
            f"{open_} De lessen beginnen uiterlijk op {schrijf_dag(start)}. Blijft het antwoord na"
            f" {schrijf_dag(uiterlijk)} uit, vraag haar er dan om; kan zij het niet of weet zij het nog niet, {anders}"
        )
        return Antwoordwerk(wat=wat, grond=_SCHOOL, uiterlijk=uiterlijk)
    wat = (
        f"{open_} De laatste dag om met de lessen te beginnen is {schrijf_dag(start)}. Vraag haar nu of hij kan"
        f" beginnen, en wanneer; kan zij dat niet zeggen, {anders}"
    )
    return Antwoordwerk(wat=wat, grond=_SCHOOL, uiterlijk=start)
