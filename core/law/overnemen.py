"""Wat er uit de eerdere zaak van wie terugkwam nog over te nemen is (art. 3:2 Awb, art. 15 lid 4 Wi2021, ADR 0096).

INTERPRETATION: geen artikel zegt het. Vanzelf loopt er niets door, want elders kan het zijn veranderd; een mens vraagt
ernaar, en neemt over wat nog klopt. Ook dat iemand zei elektronisch bereikbaar te zijn (art. 2:8 Awb) zei hij aan dit
college, en geldt tot hij het intrekt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Gebrek
from core.law.aanschrijven import ZORGVULDIG
from core.law.adresboek import Vertegenwoordiger, eindigt_vanzelf
from core.law.gebreken import maak_gebrek
from core.law.recht import Recht


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """Een gegeven van een zaak. Van `wat` gelijk is, zoals een telefoonnummer, staat er hier hooguit een."""

    id: UUID
    wat: str
    geldt: bool
    overgenomen_van: UUID | None


def over_te_nemen(eerder: Sequence[Stuk], hier: Sequence[Stuk], *, overleden: bool) -> tuple[UUID, ...]:
    """Wat daar nog geldt, hier niet staat, en hier niet eerder is overgenomen: wat daarna verviel komt niet terug."""
    if overleden:
        return ()
    staat = {stuk.wat for stuk in hier if stuk.geldt}
    al = {stuk.overgenomen_van for stuk in hier}
    return tuple(stuk.id for stuk in eerder if stuk.geldt and stuk.wat not in staat and stuk.id not in al)


def toets_overname(van: Iterable[UUID], aangeboden: Iterable[UUID]) -> tuple[Gebrek, ...]:
    """Wat er niet over te nemen is van wat iemand overneemt."""
    if set(van) <= set(aangeboden):
        return ()
    melding = (
        "Hierbij is iets wat niet over te nemen is: het geldt in de eerdere zaak niet meer, het staat hier al, of het"
        " is hier al eens overgenomen. Lees opnieuw wat er over te nemen is, of leg vast wat er nu geldt."
    )
    return (maak_gebrek("van", melding, ZORGVULDIG),)


def treedt_nog_op(
    soort: Vertegenwoordiger, *, tot: date | None, beeindigd: bool, geboren: str, vandaag: date, recht: Recht
) -> bool:
    """Of een vertegenwoordiging van toen niet beëindigd is, en ook niet vanzelf voorbij ging."""
    if beeindigd or (tot is not None and tot < vandaag):
        return False
    return not eindigt_vanzelf(soort, geboren, op=vandaag, recht=recht)
