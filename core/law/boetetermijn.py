"""De nieuwe termijn die een boetebeschikking stelt (art. 22 lid 2 en 3 Wi2021, PG-1, PG-4, PG-7).

De boete na de tweede oproep geeft de persoon nog ten hoogste twee maanden om te komen. Wat volgt wacht op die dag: de
derde oproep eindigt niet eerder, en de afronding in afwezigheid en een tweede boete komen pas daarna. Eindigt de
termijn op een vrije dag, dan kan hij ook de eerstvolgende werkdag nog komen (lezing, INTERPRETATION).

Een derde oproep van voor de bekendmaking van die boete staat los van haar: zij wachtte niet, met een reden (PG-7), en
telt (PG-4). Een boete die daarna komt neemt haar niet terug, en ook de afronding en het voornemen niet. De persoon kan
tot en met de dag uit de boete nog komen; de intake gaat dan weer open (INTERPRETATION).

Ging er binnen die twee maanden geen derde oproep uit, of telde zij niet, dan past er geen meer in: dan is de derde een
gewone (art. 14 lid 2; PG-4 laat beide tellen). De tweede boete rust dan alleen op de termijn uit de beschikking, zoals
bij een procedure die nog liep (art. 22 lid 3, PG-7; INTERPRETATION).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.fouten import Gebrek
from core.law.boetevraag import Boeteantwoord, Boetevraag
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import plus, schrijf_dag, volgende_werkdag
from core.law.recht import Grond, Recht

NA_BOETE = Grond("Wi2021", "22", "2")
_BOETE = Grond("Wi2021", "22", "1")


def laatste_dag(vraag: Boetevraag | None, *, recht: Recht) -> date | None:
    """Tot en met welke dag de persoon na de boete nog kan komen; None zonder boete, of als haar termijn onbekend is."""
    if vraag is None or vraag.bekende_boete is None or vraag.termijn_laatste_dag is None:
        return None
    return volgende_werkdag(vraag.termijn_laatste_dag, recht)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruimte:
    """Tussen welke dagen de derde oproep eindigt die uit de boete volgt, en waarom."""

    grond: Grond
    uiterlijk: date
    vroegst: date | None


def ruimte_voor_derde(vraag: Boetevraag | None, *, op: date, recht: Recht) -> Ruimte | None:
    """De ruimte voor een derde oproep van dag `op` die uit de boete volgt; None als er geen boete bekend is, of als er
    geen oproep met haar kortste termijn (PG-1) meer in past."""
    if vraag is None or vraag.bekende_boete is None:
        return None
    maximum, vroegst = (
        recht.oproep_na_boete_maximum.op(vraag.bekende_boete.bekendgemaakt_op),
        laatste_dag(vraag, recht=recht),
    )
    uiterlijk = plus(vraag.bekende_boete.bekendgemaakt_op, maximum.waarde)
    if vroegst is not None:
        uiterlijk = max(uiterlijk, vroegst)
    if volgende_werkdag(plus(op, recht.oproep_minimum_dagen.op(op).waarde), recht) > uiterlijk:
        return None
    return Ruimte(grond=maximum.grond, uiterlijk=uiterlijk, vroegst=vroegst)


def gewoon_na_boete(vraag: Boetevraag | None, opgesteld_op: date, *, recht: Recht) -> bool:
    """Of een derde oproep van deze dag een gewone is terwijl er al een boete bekend was."""
    boete = None if vraag is None else vraag.bekende_boete
    if boete is None or opgesteld_op < boete.bekendgemaakt_op:
        return False
    return ruimte_voor_derde(vraag, op=opgesteld_op, recht=recht) is None


def staat_los(vraag: Boetevraag | None, opgesteld_op: date) -> bool:
    """Of een derde oproep van deze dag er al was toen de boete bekend werd (PG-7)."""
    boete = None if vraag is None else vraag.bekende_boete
    return boete is not None and opgesteld_op < boete.bekendgemaakt_op


def is_onbekend(vraag: Boetevraag | None) -> bool:
    """Of bij de tweede oproep een boete staat zonder de termijn die zij stelde: zo is zij vroeger vastgelegd. Na een
    verhuizing vraagt dit college daar niet meer naar (T19)."""
    if vraag is None or vraag.na_verhuizing:
        return False
    return vraag.antwoord is Boeteantwoord.BOETE and vraag.termijn_laatste_dag is None


def toets_antwoord(vraag: Boetevraag | None) -> Iterator[Gebrek]:
    """Of de boetevraag bij de tweede oproep zo beantwoord is dat er een derde, of een afronding, op kan volgen."""
    if vraag is None:
        melding = "Beantwoord eerst de boetevraag bij de tweede oproep: boete, geen boete, of er loopt een procedure."
        yield maak_gebrek("boetevraag", melding, _BOETE, eerst=Handeling.BOETEVRAAG_BEANTWOORDEN)
    elif is_onbekend(vraag):
        melding = (
            f"Bij de tweede oproep staat een boete ({vraag.kenmerk}) zonder de nieuwe termijn die zij stelde. Leg dat"
            " antwoord opnieuw vast, met de laatste dag uit de beschikking (termijnLaatsteDag)."
        )
        yield maak_gebrek("boetevraag", melding, NA_BOETE, eerst=Handeling.BOETEVRAAG_BEANTWOORDEN)


def toets_voorbij(
    vraag: Boetevraag | None, *, derde_van: date, geweigerd_op: date | None, peildatum: date, recht: Recht
) -> Iterator[Gebrek]:
    """PG-4: de termijn uit de boete is om. Wie na haar bekendmaking schriftelijk weigerde, wacht niemand meer op; en
    een derde oproep (`derde_van`) die er al was, wacht niet op haar."""
    tot = laatste_dag(vraag, recht=recht)
    if vraag is None or tot is None or vraag.bekendgemaakt_op is None or peildatum > tot:
        return
    if staat_los(vraag, derde_van):
        return
    if geweigerd_op is not None and geweigerd_op >= vraag.bekendgemaakt_op:
        return
    melding = f"De boete geeft de persoon tot en met {schrijf_dag(tot)} om te komen; wacht die dag af."
    yield maak_gebrek("boetevraag", melding, NA_BOETE, eerst=Handeling.VERSCHIJNEN)


def toets_naast_procedure(reden: str, vraag: Boetevraag | None) -> tuple[Gebrek, ...]:
    """PG-7: loopt er een procedure, dan geeft haar beschikking de derde oproep; een losse vraagt een reden.

    `vraag` is het antwoord waar de oproep op volgt; None als er geen is.
    """
    loopt = vraag is not None and vraag.antwoord is Boeteantwoord.PROCEDURE_LOOPT
    if loopt is bool(reden.strip()):
        return ()
    melding = (
        "Er loopt een procedure voor een boete, en die boete stelt zelf een nieuwe termijn. Leg uit waarom u haar niet"
        " afwacht, bijvoorbeeld omdat het PIP anders te laat is."
        if loopt
        else "Er loopt geen procedure voor een boete na de vorige oproep; laat deze reden weg."
    )
    return (maak_gebrek("redenNietAfwachten", melding, NA_BOETE),)
