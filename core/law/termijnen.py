"""Alle termijnen van de eerste lijn, één adres voor wie ze nodig heeft.

De termijnen voor het PIP staan in `pip_termijnen`; hier staan de inburgeringstermijn, het schakelvenster, de oproep,
bezwaar en betaling. Wat het college zelf stelt, moet op een werkdag vallen; wat de wet stelt, schuift zo nodig door.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from core.fouten import Gebrek
from core.law.kalender import plus, reden_geen_werkdag, schrijf_dag, volgende_werkdag, vorige_werkdag
from core.law.pip_termijnen import (
    DerdeInformatie,
    PipFeiten,
    PipRegel,
    PipTermijnen,
    bepaal_pip_termijnen,
    telt_als_in_azc,
    toets_derde_informatie,
)
from core.law.recht import Duur, Grond, Recht, TelwijzeTermijn
from core.law.termijn import Termijn, Termijnsoort, gestelde_termijn, wettelijke_termijn

__all__ = [
    "DerdeInformatie",
    "Inburgeringstermijn",
    "PipFeiten",
    "PipRegel",
    "PipTermijnen",
    "Termijn",
    "Termijnsoort",
    "Verschil",
    "aanmaningstermijn",
    "bepaal_pip_termijnen",
    "beslistermijn_aanvraag",
    "beslistermijn_bezwaar",
    "betaaltermijn",
    "bezwaartermijn",
    "gestelde_termijn",
    "inburgeringstermijn",
    "oproeptermijn",
    "schakelvenster",
    "telt_als_in_azc",
    "toets_derde_informatie",
    "toets_gestelde_datum",
    "verdaag_bezwaar",
    "vergelijk_met_duo",
    "voorstel_oproeptermijn",
    "wettelijke_termijn",
]

_OPROEPEN = {1: Termijnsoort.INTAKE_O1, 2: Termijnsoort.INTAKE_O2, 3: Termijnsoort.INTAKE_O3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inburgeringstermijn:
    """Onze verwachting; DUO stelt de termijn vast. `einde_exclusief` is de eerste dag die niet meer telt."""

    start: date
    laatste_dag: date
    einde_exclusief: date
    duur: Duur
    grond: Grond
    uitleg: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    """De termijn van DUO wijkt af van onze verwachting; die van DUO geldt en iemand kijkt ernaar."""

    start: date
    laatste_dag: date
    einde_exclusief: date
    dagen_start: int
    dagen_einde: int
    melding: str
    grond: Grond


def inburgeringstermijn(dagtekening: date, *, recht: Recht) -> Inburgeringstermijn:
    """Art. 11 lid 1 en 2 Wi2021: drie jaar, te beginnen op de dag na de dagtekening van het eerste PIP.

    Een later PIP verandert het begin niet (lid 3): geef altijd de dagtekening van het eerste PIP.
    """
    start = dagtekening + timedelta(days=1)
    waarde = recht.inburgeringstermijn.op(start)
    if recht.inburgeringstermijn_telwijze.op(start).waarde is TelwijzeTermijn.DAGTEKENING:
        laatste_dag = plus(dagtekening, waarde.waarde)
    else:
        laatste_dag = plus(start, waarde.waarde) - timedelta(days=1)
    return Inburgeringstermijn(
        start=start,
        laatste_dag=laatste_dag,
        einde_exclusief=laatste_dag + timedelta(days=1),
        duur=waarde.waarde,
        grond=waarde.grond,
        uitleg=(
            f"het eerste PIP is gedagtekend op {schrijf_dag(dagtekening)}",
            f"de termijn begint de dag erna, op {schrijf_dag(start)} (art. 11 lid 2 Wi2021)",
            f"{waarde.waarde} later is de laatste dag {schrijf_dag(laatste_dag)} ({waarde.grond})",
        ),
    )


def vergelijk_met_duo(
    verwachting: Inburgeringstermijn, duo_start: date, duo_einde_exclusief: date, *, recht: Recht
) -> Verschil | None:
    """Vergelijk met wat DUO gaf; binnen de tolerantie op de einddatum is er geen verschil om naar te kijken.

    Op de begindatum is geen tolerantie: een ander begin betekent dat DUO een andere dagtekening heeft.
    """
    dagen_start = (duo_start - verwachting.start).days
    dagen_einde = (duo_einde_exclusief - verwachting.einde_exclusief).days
    tolerantie = recht.inburgeringstermijn_tolerantie.op(verwachting.start)
    if dagen_start == 0 and abs(dagen_einde) <= tolerantie.waarde.aantal:
        return None
    laatste_dag = duo_einde_exclusief - timedelta(days=1)
    return Verschil(
        start=duo_start,
        laatste_dag=laatste_dag,
        einde_exclusief=duo_einde_exclusief,
        dagen_start=dagen_start,
        dagen_einde=dagen_einde,
        melding=(
            f"DUO laat de termijn lopen van {schrijf_dag(duo_start)} tot en met {schrijf_dag(laatste_dag)}; verwacht "
            f"was {schrijf_dag(verwachting.start)} tot en met {schrijf_dag(verwachting.laatste_dag)}. De termijn van "
            "DUO geldt. Vergelijk de dagtekening bij DUO met die van het eerste PIP."
        ),
        grond=tolerantie.grond,
    )


def schakelvenster(dagtekening: date, *, recht: Recht) -> Termijn:
    """Art. 5.4 lid 1 Bi2021: anderhalf jaar vanaf het begin van de termijn, dus tot en met dagtekening + 18 maanden."""
    return wettelijke_termijn(
        Termijnsoort.ROUTE_18M,
        start=dagtekening,
        gebeurtenis="dagtekening van het eerste PIP",
        lengte=recht.schakelvenster,
        recht=recht,
    )


def oproeptermijn(nummer: int, *, verzonden_op: date, termijn_tot: date, recht: Recht) -> Termijn:
    """Art. 14 lid 1 Wi2021: de termijn van de eerste, tweede of derde oproep, gesteld door het college."""
    return gestelde_termijn(
        _OPROEPEN[nummer],
        start=verzonden_op,
        gebeurtenis=f"oproep {nummer} verzonden",
        laatste_dag=termijn_tot,
        grond=Grond("Wi2021", "14", "1" if nummer < 3 else "2"),
        recht=recht,
    )


def voorstel_oproeptermijn(
    nummer: int, *, verzonden_op: date, vroegst: date | None = None, uiterlijk: date | None = None, recht: Recht
) -> date:
    """Een voorstel voor de laatste dag van de oproep, altijd een werkdag; het college kiest.

    `vroegst` en `uiterlijk` zijn de grenzen die een boete stelt (art. 22 lid 2 Wi2021).
    """
    lengte = recht.oproep_voorstel_eerste if nummer == 1 else recht.oproep_voorstel_volgende
    dag = volgende_werkdag(plus(verzonden_op, lengte.op(verzonden_op).waarde), recht)
    dag = dag if vroegst is None else max(dag, volgende_werkdag(vroegst, recht))
    return dag if uiterlijk is None else vorige_werkdag(min(dag, uiterlijk), recht)


def toets_gestelde_datum(
    dag: date, *, recht: Recht, veld: str = "termijnLaatsteDag", uiterlijk: date | None = None
) -> tuple[Gebrek, ...]:
    """Een dag die het college zelf stelt, is een werkdag: de Atw schuift haar niet door (art. 1 lid 1 Atw a contrario).

    Een afspraak, les of bijeenkomst is geen termijn en mag op elke dag vallen.
    """
    reden = reden_geen_werkdag(dag, recht)
    if not reden:
        return ()
    eerst = volgende_werkdag(dag, recht)
    if uiterlijk is not None and eerst > uiterlijk:
        eerst = vorige_werkdag(min(dag, uiterlijk), recht)
    melding = f"De gekozen laatste dag is geen werkdag ({reden}); kies een werkdag, bijvoorbeeld {schrijf_dag(eerst)}."
    return (Gebrek(veld=veld, melding=melding, grond="art. 1 lid 1 Atw"),)


def bezwaartermijn(bekendmaking: date, *, recht: Recht) -> Termijn:
    """Art. 6:7 en 6:8 lid 1 Awb: zes weken, te beginnen op de dag na de bekendmaking."""
    return wettelijke_termijn(
        Termijnsoort.BEZWAAR,
        start=bekendmaking,
        gebeurtenis="bekendmaking van het besluit",
        lengte=recht.bezwaartermijn,
        recht=recht,
    )


def beslistermijn_aanvraag(ontvangen_op: date, *, recht: Recht) -> Termijn:
    """Art. 4:13 lid 2 Awb: op een aanvraag van de persoon wordt in elk geval binnen acht weken beslist."""
    return wettelijke_termijn(
        Termijnsoort.BESLIS_AANVRAAG,
        start=ontvangen_op,
        gebeurtenis="ontvangst van de aanvraag",
        lengte=recht.beslistermijn_aanvraag,
        recht=recht,
    )


def beslistermijn_bezwaar(einde_bezwaartermijn: date, *, met_commissie: bool, recht: Recht) -> Termijn:
    """Art. 7:10 lid 1 Awb: zes weken, of twaalf met een commissie, na de dag waarop de bezwaartermijn eindigde."""
    return wettelijke_termijn(
        Termijnsoort.BOB,
        start=einde_bezwaartermijn,
        gebeurtenis="einde van de bezwaartermijn",
        lengte=recht.beslistermijn_bezwaar_commissie if met_commissie else recht.beslistermijn_bezwaar,
        recht=recht,
    )


def verdaag_bezwaar(beslistermijn: Termijn, *, recht: Recht) -> Termijn:
    """Art. 7:10 lid 3 Awb: ten hoogste zes weken erbij, als dat voor het einde is gemeld."""
    return wettelijke_termijn(
        Termijnsoort.BOB_VERDAAGD,
        start=beslistermijn.einde,
        gebeurtenis="einde van de beslistermijn",
        lengte=recht.verdaging_bezwaar,
        recht=recht,
    )


def betaaltermijn(bekendmaking: date, *, recht: Recht) -> Termijn:
    """Art. 4:87 lid 1 Awb: tot wanneer een boete na de bekendmaking kan worden betaald."""
    return wettelijke_termijn(
        Termijnsoort.BETALING,
        start=bekendmaking,
        gebeurtenis="bekendmaking van de boete",
        lengte=recht.betaaltermijn_boete,
        recht=recht,
    )


def aanmaningstermijn(verzonden_op: date, *, recht: Recht) -> Termijn:
    """Art. 4:112 lid 1 Awb: twee weken, te beginnen op de dag na verzending van de aanmaning."""
    return wettelijke_termijn(
        Termijnsoort.AANMANING,
        start=verzonden_op,
        gebeurtenis="verzending van de aanmaning",
        lengte=recht.aanmaningstermijn,
        recht=recht,
    )
