"""De keten van drie oproepen, teruggerekend vanaf de laatste dag voor het PIP (art. 14 lid 1 en 2, art. 22 Wi2021).

Wie niet komt wordt drie keer opgeroepen voordat de intake in afwezigheid kan, en bij de tweede hoort de boetevraag. Dat
past alleen in de tien weken als het op tijd begint (§18.3). De wet noemt deze dagen niet: het zijn de laatste dagen
waarop het nog past, met de lengtes die het college zelf voorstelt, en daarnaast op zijn kortst (PG-1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.law.kalender import plus, schrijf_dag, vorige_werkdag
from core.law.oproepen import Oproep, wat_telt_niet
from core.law.recht import Duur, Eenheid, Grond, Recht

_LID_1 = Grond("Wi2021", "14", "1")
_LID_2 = Grond("Wi2021", "14", "2")
_BOETE = Grond("Wi2021", "22", "1")
_PIP = Grond("Bi2021", "5.3", "1")
_DAG = timedelta(days=1)


class Schakel(StrEnum):
    OPROEP_1 = "OPROEP_1"
    OPROEP_2 = "OPROEP_2"
    BOETEVRAAG = "BOETEVRAAG"
    OPROEP_3 = "OPROEP_3"
    PIP = "PIP"

    @property
    def wat(self) -> str:
        """Maakt af: "... kan uiterlijk op ..."."""
        return _WAT[self]


_WAT = {
    Schakel.OPROEP_1: "de eerste oproep verzenden",
    Schakel.OPROEP_2: "de tweede oproep verzenden, met de waarschuwing",
    Schakel.BOETEVRAAG: "de boetevraag bij de tweede oproep beantwoorden",
    Schakel.OPROEP_3: "de derde oproep verzenden",
    Schakel.PIP: "de brede intake afronden en het PIP vaststellen",
}
_NUMMER = {Schakel.OPROEP_1: 1, Schakel.OPROEP_2: 2, Schakel.OPROEP_3: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ketendag:
    """Eén schakel: de laatste dag met de voorgestelde lengtes, die op zijn kortst, en wanneer zij gedaan is."""

    schakel: Schakel
    uiterlijk: date
    op_zijn_kortst: date
    grond: Grond
    gedaan_op: date | None = None

    def is_achter(self, peildatum: date) -> bool:
        return self.gedaan_op is None and peildatum > self.uiterlijk

    def melding(self, peildatum: date) -> str:
        """Wat iemand leest als deze schakel aan de beurt is, of haar dag voorbij is zonder dat zij gedaan is."""
        if not self.is_achter(peildatum):
            return (
                f"De vorige oproep leverde niets op. Nu is aan de beurt: {self.schakel.wat}, uiterlijk"
                f" {schrijf_dag(self.uiterlijk)}, om met drie oproepen binnen de termijn voor het PIP te blijven."
            )
        begin = (
            f"U kon uiterlijk {schrijf_dag(self.uiterlijk)} {self.schakel.wat} om met drie oproepen binnen de termijn"
            " voor het PIP te blijven."
        )
        if peildatum <= self.op_zijn_kortst:
            return f"{begin} Met kortere termijnen kan het nog tot en met {schrijf_dag(self.op_zijn_kortst)}."
        return f"{begin} Drie oproepen passen nu niet meer in de termijn. Ga door: een laat PIP gaat voor geen PIP."


def oproepketen(
    start: date, laatste_dag: date, oproepen: Sequence[Oproep] = (), *, met_boete: bool, recht: Recht
) -> tuple[Ketendag, ...]:
    """De keten voor een termijn die op `start` begon en tot en met `laatste_dag` loopt.

    `met_boete` geeft tussen de tweede en derde oproep ruimte voor een zienswijze (art. 4:8 Awb). De getallen zijn die
    van `start`: een gewijzigd getal werkt voor wat daarna begint (PG-13).
    """
    eerste, volgende = recht.oproep_voorstel_eerste.op(start).waarde, recht.oproep_voorstel_volgende.op(start).waarde
    kortste = recht.oproep_minimum_dagen.op(start).waarde
    ruimte = recht.boetevraag_ruimte.op(start).waarde if met_boete else _GEEN
    gewoon = _terug(laatste_dag, (eerste, volgende, volgende), ruimte, recht)
    kort = _terug(laatste_dag, (kortste, kortste, kortste), _GEEN, recht)
    return tuple(
        Ketendag(
            schakel=schakel,
            uiterlijk=gewoon[schakel],
            op_zijn_kortst=max(kort[schakel], gewoon[schakel]),
            grond=grond,
            gedaan_op=_gedaan(schakel, oproepen, recht),
        )
        for schakel, grond in (
            (Schakel.OPROEP_1, _LID_1),
            (Schakel.OPROEP_2, _LID_1),
            (Schakel.BOETEVRAAG, _BOETE),
            (Schakel.OPROEP_3, _LID_2),
            (Schakel.PIP, _PIP),
        )
    )


def achter(keten: Sequence[Ketendag], peildatum: date) -> Ketendag | None:
    """De eerste schakel waarvan de laatste dag voorbij is en die niet gedaan is."""
    return next((dag for dag in keten if dag.is_achter(peildatum)), None)


def aan_de_beurt(keten: Sequence[Ketendag], oproepen: Sequence[Oproep]) -> Ketendag | None:
    """De volgende oproep, als de vorige niets opleverde en er geen andere ligt; de boetevraag heeft haar eigen werk."""
    staand = [oproep for oproep in oproepen if not oproep.uitkomst.weg]
    if not staand or not staand[-1].uitkomst.zonder_resultaat:
        return None
    volgende = next((dag for dag in keten if dag.gedaan_op is None), None)
    return volgende if volgende is not None and volgende.schakel in _NUMMER else None


def na_het_pip(termijn_tot: date, laatste_dag: date, *, peildatum: date, recht: Recht) -> str:
    """Wat iemand leest als een oproep die vandaag uitgaat pas na de laatste dag voor het PIP eindigt; leeg als dat niet
    zo is. Het houdt niets tegen."""
    if termijn_tot <= laatste_dag:
        return ""
    begin = f"Let op: deze laatste dag ligt na de laatste dag voor het PIP, {schrijf_dag(laatste_dag)}."
    kortste = recht.oproep_minimum_dagen.op(peildatum).waarde
    if plus(peildatum, kortste) < laatste_dag:
        return f"{begin} Een kortere termijn kan: ten minste {kortste}."
    return f"{begin} Ook een kortere termijn past daar niet meer voor. Ga door: een laat PIP gaat voor geen PIP."


_GEEN = Duur(0, Eenheid.DAGEN)


def _terug(laatste_dag: date, lengtes: tuple[Duur, Duur, Duur], ruimte: Duur, recht: Recht) -> dict[Schakel, date]:
    """Elke termijn eindigt op een werkdag en telt vanaf de dag na verzending; verzonden wordt op een werkdag."""
    derde = _verzend(vorige_werkdag(laatste_dag - _DAG, recht), lengtes[2], recht)
    tweede = _verzend(vorige_werkdag(_min(derde, ruimte) - _DAG, recht), lengtes[1], recht)
    eerste = _verzend(vorige_werkdag(tweede - _DAG, recht), lengtes[0], recht)
    return {
        Schakel.OPROEP_1: eerste,
        Schakel.OPROEP_2: tweede,
        Schakel.BOETEVRAAG: derde,
        Schakel.OPROEP_3: derde,
        Schakel.PIP: vorige_werkdag(laatste_dag, recht),
    }


def _verzend(termijn_tot: date, lengte: Duur, recht: Recht) -> date:
    return vorige_werkdag(_min(termijn_tot, lengte), recht)


def _min(dag: date, duur: Duur) -> date:
    """De laatste dag vanaf welke `duur` later nog niet na `dag` ligt; een maand is niet elke keer even lang."""
    eerder = dag
    while plus(eerder, duur) > dag:
        eerder -= _DAG
    return eerder


def _gedaan(schakel: Schakel, oproepen: Sequence[Oproep], recht: Recht) -> date | None:
    """Wanneer deze schakel gedaan is, door een oproep die telt (PG-1); het PIP beëindigt de keten zelf."""
    tellend = [o for o in oproepen if not o.uitkomst.weg and not wat_telt_niet(o, recht=recht)]
    if schakel is Schakel.BOETEVRAAG:
        beantwoord = [o for o in tellend if o.nummer == _NUMMER[Schakel.OPROEP_2] and o.boetevraag is not None]
        return beantwoord[0].uitkomst_op or beantwoord[0].termijn_tot if beantwoord else None
    return next((o.verzonden_op for o in tellend if o.nummer == _NUMMER.get(schakel)), None)
