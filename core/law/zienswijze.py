"""De zienswijze: art. 4:7 tot en met 4:9 en 4:11 Awb. Schriftelijk of mondeling, naar keuze van de persoon (art. 4:9).

Het artikelnummer 4:7 en 4:8 is nog niet aan de bron getoetst (FROM-MEMORY).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.fouten import Gebrek
from core.law.gebreken import maak_gebrek
from core.law.kalender import plus, schrijf_dag, volgende_werkdag
from core.law.recht import Grond, Recht
from core.law.termijnen import toets_gestelde_datum

_HOE = Grond("Awb", "4:9")


class Zienswijzewijze(StrEnum):
    SCHRIFTELIJK = "SCHRIFTELIJK"
    MONDELING = "MONDELING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zienswijze:
    """Wat de persoon ervan vindt, hoe hij dat liet weten en op welke dag.

    `is_alles` als hij zei dat hij verder niets te zeggen heeft; anders kan hij nog iets toevoegen zolang zijn termijn
    loopt (INTERPRETATION van art. 4:8 en 4:9 Awb).
    """

    wijze: Zienswijzewijze
    ontvangen_op: date
    inhoud: str
    is_alles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gelegenheid:
    """Wanneer de persoon de gelegenheid kreeg, tot en met welke dag, en wat hij zei; zonder zienswijze zweeg hij."""

    gegeven_op: date
    uiterlijk_op: date
    zienswijze: Zienswijze | None = None


def besluiten_na(gelegenheid: Gelegenheid) -> date:
    """De eerste dag waarop er besloten kon worden: de dag na de laatste om te antwoorden, of eerder de dag waarop hij
    zei dat zijn antwoord alles was."""
    erna = gelegenheid.uiterlijk_op + timedelta(days=1)
    zienswijze = gelegenheid.zienswijze
    if zienswijze is None:
        return erna
    return zienswijze.ontvangen_op if zienswijze.is_alles else max(zienswijze.ontvangen_op, erna)


def toets_zienswijze(zienswijze: Zienswijze, *, vanaf: date, peildatum: date) -> tuple[Gebrek, ...]:
    """Of wat er vastgelegd wordt kan; `vanaf` is de dag waarop de persoon wist waarover het ging."""
    return tuple(_zienswijze(zienswijze, vanaf, peildatum))


def toets_gelegenheid(
    gelegenheid: Gelegenheid,
    *,
    vanaf: date,
    peildatum: date,
    grond: Grond,
    recht: Recht,
    waarom_korter: str | None = None,
) -> tuple[Gebrek, ...]:
    """Of de persoon genoeg gelegenheid had: een echte termijn, en zij is voorbij, of hij zei dat zijn antwoord alles
    was. Wie antwoordde had tijd genoeg; wie zweeg niet altijd (art. 3:2 Awb; de lengte is INTERPRETATION, als bij een
    voornemen).

    `vanaf` is de dag waarop de procedure begon. `waarom_korter` is waarom de termijn korter was dan gewoon; None als
    zij hier niet korter kan.
    """
    return (
        *_gelegenheid(gelegenheid, vanaf, peildatum, grond),
        *_termijn(gelegenheid, waarom_korter, grond, recht),
    )


def _termijn(gelegenheid: Gelegenheid, waarom_korter: str | None, grond: Grond, recht: Recht) -> Iterator[Gebrek]:
    """Zweeg hij, dan is de gestelde termijn lang genoeg en eindigt zij op een werkdag (CAL-8)."""
    van, tot, veld = gelegenheid.gegeven_op, gelegenheid.uiterlijk_op, "gelegenheid.uiterlijkOp"
    if gelegenheid.zienswijze is not None or tot <= van:
        return
    gewoon = recht.zienswijze_minimum_dagen.op(van).waarde
    kort = recht.zienswijze_kort_minimum_dagen.op(van).waarde
    nodig = gewoon if waarom_korter is None else kort
    if tot < plus(van, nodig):
        dag = schrijf_dag(volgende_werkdag(plus(van, nodig), recht))
        melding = (
            f"De persoon krijgt ten minste {nodig} om te antwoorden, en hij antwoordde nog niet: geef hem tot en met"
            f" {dag} of later."
        )
        yield maak_gebrek(veld, melding, grond)
        return
    if waarom_korter is not None and tot < plus(van, gewoon) and not waarom_korter.strip():
        melding = f"Leg uit waarom de persoon korter dan {gewoon} kreeg om te antwoorden, of geef hem die tijd."
        yield maak_gebrek("motief", melding, grond)
    yield from toets_gestelde_datum(tot, recht=recht, veld=veld)


def _zienswijze(zienswijze: Zienswijze, vanaf: date, peildatum: date) -> Iterator[Gebrek]:
    if not zienswijze.inhoud.strip():
        yield maak_gebrek("zienswijze.inhoud", "Leg vast wat de persoon heeft gezegd of geschreven.", _HOE)
    if not vanaf <= zienswijze.ontvangen_op <= peildatum:
        melding = "De dag van de zienswijze ligt niet tussen de dag waarop erom is gevraagd en vandaag."
        yield maak_gebrek("zienswijze.ontvangenOp", melding, _HOE)


def _gelegenheid(gelegenheid: Gelegenheid, vanaf: date, peildatum: date, grond: Grond) -> Iterator[Gebrek]:
    if not vanaf <= gelegenheid.gegeven_op <= peildatum:
        melding = "De dag waarop de persoon de gelegenheid kreeg, ligt niet tussen het begin en vandaag."
        yield maak_gebrek("gelegenheid.gegevenOp", melding, grond)
    if gelegenheid.uiterlijk_op <= gelegenheid.gegeven_op:
        melding = "De laatste dag om te antwoorden ligt na de dag waarop erom is gevraagd."
        yield maak_gebrek("gelegenheid.uiterlijkOp", melding, grond)
    if gelegenheid.zienswijze is not None:
        for gebrek in _zienswijze(gelegenheid.zienswijze, gelegenheid.gegeven_op, peildatum):
            yield Gebrek(veld=f"gelegenheid.{gebrek.veld}", melding=gebrek.melding, grond=gebrek.grond)
        if peildatum <= gelegenheid.uiterlijk_op and not gelegenheid.zienswijze.is_alles:
            melding = (
                "De persoon heeft geantwoord, en kan tot en met de laatste dag nog iets toevoegen; wacht die dag af."
                " Zei hij dat dit alles is, vul dat dan in (isAlles)."
            )
            yield maak_gebrek("gelegenheid.uiterlijkOp", melding, grond)
    elif peildatum <= gelegenheid.uiterlijk_op:
        yield maak_gebrek("gelegenheid.uiterlijkOp", "De persoon kan nog antwoorden; wacht die dag af.", grond)
