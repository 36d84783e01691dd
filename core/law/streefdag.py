"""De dag waarop een gemeente iets zelf klaar wil hebben: eigen beleid.

Voor het PIP staat zij naast de laatste dag van de wet: zij is nooit later dan die, en niemand is te laat omdat zij
voorbij is.
"""

from datetime import date

from core.law.kalender import plus, vorige_werkdag, werkdagen_verder
from core.law.recht import Recht
from core.law.termijn import Termijnsoort

_TIEN_WEKEN = (Termijnsoort.PIP_A, Termijnsoort.PIP_B)


def streefdag(soort: str, start: date, laatste_dag: date, *, recht: Recht) -> date | None:
    """De streefdag van een termijn voor het PIP, altijd een werkdag; None als de gemeente niet eerder klaar wil zijn.

    Alleen voor de tien weken van art. 5.3 lid 1 Bi2021: de termijnen van lid 2 en 3 zijn zelf al kort.
    """
    if soort not in _TIEN_WEKEN:
        return None
    dag = vorige_werkdag(plus(start, recht.pip_streeftermijn.op(start).waarde), recht)
    return dag if start < dag < laatste_dag and heeft_streefdag(start, recht=recht) else None


def melding_hersteld(geweigerd_op: date, *, recht: Recht) -> date:
    """De werkdag waarop een melding die DUO weigerde hersteld hoort te zijn; tot dan weet DUO het niet."""
    return werkdagen_verder(geweigerd_op, recht.melding_herstellen_binnen.op(geweigerd_op).waarde.aantal, recht)


def nagevraagd(ontstaan_op: date, *, recht: Recht) -> date:
    """De werkdag waarop is nagevraagd wat op die dag een vraag werd, als er geen andere dag uit volgt (INTERPRETATION:
    art. 3:2 Awb noemt geen tijd)."""
    return werkdagen_verder(ontstaan_op, recht.navragen_binnen.op(ontstaan_op).waarde.aantal, recht)


def heeft_streefdag(peildatum: date, *, recht: Recht) -> bool:
    """Of deze gemeente het PIP eerder klaar wil hebben dan de wet."""
    eigen, wet = recht.pip_streeftermijn.op(peildatum).waarde, recht.pip_termijn.op(peildatum).waarde
    return plus(peildatum, eigen) < plus(peildatum, wet)
