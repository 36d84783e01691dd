"""Wie naar een andere gemeente verhuisde en hier weer komt wonen (T19, T20, art. 15 lid 4 Wi2021, ADR 0077).

Voor dit college is hij iemand die hierheen verhuisde: het krijgt een eigen plicht met een eigen termijn, in een nieuwe
zaak. Wat er in de eerdere gebeurde blijft daar. Een PIP dat dit college toen vaststelde legde de leerroute vast, zoals
een van elders (INTERPRETATION: art. 15 lid 4 noemt het PIP van een andere gemeente).
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.law.buurlezing import KWAM_WONEN
from core.law.fasen import Fase


class Verhuisdagen(Protocol):
    """De dagen die van een verhuizing hierheen bekend zijn."""

    @property
    def vestiging_op(self) -> date | None: ...

    @property
    def ss120_op(self) -> date | None: ...

    @property
    def ss121_op(self) -> date | None: ...

    @property
    def teruggekeerd_op(self) -> date | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vervolg:
    """De zaak van nu van wie terugkwam, zoals een handeling in zijn eerdere zaak haar leest."""

    kenmerk: str
    fase: Fase
    plan_van: date | None = None
    """De dagtekening van het PIP van dit college van toen dat daar de leerroute vastlegt; None als een ander plan dat
    doet, of geen."""

    @property
    def in_woorden(self) -> str:
        return (
            f"De persoon woont hier weer; zijn zaak van nu is dossier {self.kenmerk}. Wat hier nog loopt staat in de"
            " werkvoorraad."
        )


def komt_terug(fase: Fase, code: str, dag: date | None, *, weg_op: date | None) -> bool:
    """Of DUO meldt dat wie van hier naar een ander ging, hier weer woont (SS120, SS121).

    Een bericht van voor zijn verhuizing is dat van zijn eerste komst, en is laat. Is een van de dagen niet bekend, dan
    zegt de BRP het.
    """
    if fase is not Fase.OVERGEDRAGEN or code not in KWAM_WONEN or dag is None or weg_op is None:
        return False
    return dag >= weg_op


def woont_hier_weer(fase: Fase, vestiging_op: date | None) -> bool:
    """Of wie naar een ander ging volgens de BRP weer hier staat ingeschreven."""
    return fase is Fase.OVERGEDRAGEN and vestiging_op is not None


def terug_sinds(vestiging_op: date, *, weg_op: date | None) -> date:
    """De dag van de terugkeer volgens de BRP; zij is niet voor de verhuizing."""
    return vestiging_op if weg_op is None else max(vestiging_op, weg_op)


def was_intussen_weg(
    vestiging_op: date | None, *, eerder: date | None, gelezen_op: date | None, meldingen: tuple[date, ...]
) -> bool:
    """Of hij naar een andere gemeente ging en terugkwam zonder dat de BRP tussendoor gelezen werd.

    Hij stond hier al (`eerder`), en volgens de BRP staat hij hier nu pas sinds na de dag waarop zij dat gaf
    (`gelezen_op`); en DUO meldde sindsdien dat hij hier kwam wonen. De BRP alleen is te weinig: wie uit het buitenland
    terugkomt begint daar ook opnieuw (T17).
    """
    if vestiging_op is None or eerder is None or gelezen_op is None or vestiging_op <= gelezen_op:
        return False
    return any(dag > gelezen_op for dag in meldingen)


def begin_na_pip(dagen: Verhuisdagen) -> date | None:
    """De inschrijving van wie met een PIP kwam, waar de tien weken van art. 5.3 lid 3 Bi2021 beginnen; is zij nog niet
    gelezen, dan de dag waarop DUO haar meldde."""
    return dagen.vestiging_op or dagen.ss121_op or dagen.ss120_op or dagen.teruggekeerd_op


def is_van_toen(dag: date | None, *, teruggekeerd_op: date | None) -> bool:
    """Of wat DUO van deze dag meldt over de eerdere zaak gaat, en niet over die van na zijn terugkeer."""
    return dag is not None and teruggekeerd_op is not None and dag < teruggekeerd_op
