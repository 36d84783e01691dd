"""Verlenging van de inburgeringstermijn als verwachting; DUO beslist en zijn datum geldt (art. 12 Wi2021).

Hier staan de drie waar de gemeente mee rekent: vanaf wanneer aanvragen kan, de bevalling en de onderbreking.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.law.kalender import Terugtelling, maanden_terug, plus, schrijf_dag
from core.law.recht import Grond, Recht
from core.law.termijn import Termijn, Termijnsoort, wettelijke_termijn


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlenging:
    """De verwachte nieuwe laatste dag, met wat erbij kwam en waarom."""

    laatste_dag: date
    einde_exclusief: date
    dagen_erbij: int
    grond: Grond


def vroegste_aanvraag(einde_exclusief: date, *, recht: Recht) -> Terugtelling:
    """Art. 4.5 lid 1 Bi2021: niet eerder dan zes maanden voor het einde; met de veilige en de betwistbare dag."""
    return maanden_terug(einde_exclusief, recht.verlenging_aanvraag_vroegst.op(einde_exclusief).waarde)


def na_bevalling(laatste_dag: date, *, recht: Recht) -> Verlenging:
    """Art. 4.1 lid 1, onder c Ri2021, ook voor een nieuwe termijn (lid 2): zestien weken erbij."""
    waarde = recht.verlenging_bevalling.op(laatste_dag)
    return _verlengd(laatste_dag, plus(laatste_dag, waarde.waarde), waarde.grond)


def na_onderbreking(laatste_dag: date, *, uitgeschreven_op: date, terug_op: date, recht: Recht) -> Verlenging | None:
    """Art. 4.2 Bi2021: de duur van de onderbreking erbij; niets als die langer was dan art. 2.1 lid 2 toelaat.

    De onderbreking loopt van `uitgeschreven_op` tot `terug_op`, waarbij `terug_op` niet meetelt.
    """
    if terug_op > bewaak_onderbreking(uitgeschreven_op, recht=recht).einde:
        return None
    return _verlengd(laatste_dag, laatste_dag + (terug_op - uitgeschreven_op), Grond("Bi2021", "4.2"))


def bewaak_onderbreking(uitgeschreven_op: date, *, recht: Recht) -> Termijn:
    """Art. 2.1 lid 2 Bi2021: tot en met welke dag terugkomen de plicht niet beëindigt.

    Een onderbreking is half open (CAL-11): wie op 29-02-2028 gaat en op 01-03-2029 terug is, was precies een jaar weg
    (PG-17). Het gewone afkappen op het einde van de maand zou hem die dag afnemen.
    """
    termijn = wettelijke_termijn(
        Termijnsoort.ONDERBREKING,
        start=uitgeschreven_op,
        gebeurtenis="uitschrijving of tijdelijk verblijfsdoel",
        lengte=recht.onderbreking_maximum,
        recht=recht,
    )
    if termijn.ruw_einde.day == uitgeschreven_op.day:
        return termijn
    einde = termijn.ruw_einde + timedelta(days=1)
    uitleg = f"{schrijf_dag(uitgeschreven_op)} is er dat jaar niet; {schrijf_dag(einde)} is nog binnen het jaar"
    return replace(termijn, ruw_einde=einde, einde=einde, uitleg=(*termijn.uitleg, uitleg))


def _verlengd(oud: date, nieuw: date, grond: Grond) -> Verlenging:
    return Verlenging(
        laatste_dag=nieuw, einde_exclusief=nieuw + timedelta(days=1), dagen_erbij=(nieuw - oud).days, grond=grond
    )
