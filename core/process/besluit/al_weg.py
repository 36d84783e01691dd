"""Vastleggen dat een ingetrokken brief met een besluit al weg was toen hier bekend werd dat alles eindigde (PG-12)."""

from dataclasses import dataclass
from datetime import date

from core.law import al_weg
from core.law.besluiten import Besluitsoort
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.process.besluit.geldend import kwam_ervoor
from core.process.besluit.rijen import BesluitRij, BriefRij
from core.process.besluit.tables import Briefstatus
from core.process.voorvallen import Overleden, PlichtGeeindigd, Verhuisd

_EINDES = {voorval.naam(): voorval.omschrijving for voorval in (PlichtGeeindigd, Overleden, Verhuisd)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingetrokken:
    """Wanneer een einde deze brief introk, en welk einde, zoals in "doordat ..."."""

    op: date
    waardoor: str


async def door_een_einde(tx: Tx, brief: BriefRij, besluit: BesluitRij | None) -> Ingetrokken | None:
    """Hoe een einde deze brief introk, als haar besluit nog geldt en de persoon het niet kende; anders None."""
    if brief.status is not Briefstatus.INGETROKKEN or brief.gewijzigd_bij not in _EINDES or brief.gewijzigd_op is None:
        return None
    if brief.gemaakt_op is None:  # never on paper
        return None
    if besluit is None or besluit.bekendgemaakt_op is not None or await kwam_ervoor(tx, besluit.id) is not None:
        return None
    op = brief.gewijzigd_op.astimezone(NEDERLAND).date()
    return Ingetrokken(op=op, waardoor=_EINDES[brief.gewijzigd_bij])


async def waarom_niet(tx: Tx, brief: BriefRij, besluit: BesluitRij | None) -> str:
    """Waarom een ingetrokken brief niet als verzonden wordt vastgelegd, als daar meer van te zeggen is; anders leeg."""
    if brief.status is not Briefstatus.INGETROKKEN or besluit is None:
        return ""
    losgelaten = await kwam_ervoor(tx, besluit.id) is Besluitsoort.LOSLATING
    return al_weg.LOSGELATEN if losgelaten else ""
