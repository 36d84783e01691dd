"""Tot hoever een dag die iemand voor later kiest, nog iets plant (art. 3:2 Awb, eigen beleid).

Wie een belofte, een termijn of een overname jaren vooruit zet, houdt een dossier stil met werk dat niemand ziet.
"""

from collections.abc import Iterator
from datetime import date

from core.fouten import Gebrek
from core.law.gebreken import maak_gebrek
from core.law.kalender import plus, schrijf_dag
from core.law.recht import Grond, Recht

ZORGVULDIG = Grond("Awb", "3:2")


def laatste_dag_in_zicht(peildatum: date, *, recht: Recht) -> date:
    """De laatste dag die nu nog in zicht is."""
    return plus(peildatum, recht.vooruitzicht.op(peildatum).waarde)


def toets_in_zicht(dag: date, *, veld: str, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    """Een gebrek als deze dag verder weg ligt dan iemand vooruit kan plannen."""
    laatste = laatste_dag_in_zicht(peildatum, recht=recht)
    if dag > laatste:
        melding = f"Deze dag ligt te ver weg; kies er een tot en met {schrijf_dag(laatste)}."
        yield maak_gebrek(veld, melding, ZORGVULDIG)
