"""Welke andere systemen hier lezen."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from core.law.kalender import schrijf_dag
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.inloggen.sessies import nu_hier
from core.process.machine import lijst
from core.process.machine.rijen import Machineregel

NADERT = timedelta(days=60)
"""Zo lang van tevoren zegt de lijst dat een sleutel afloopt; een eigen norm."""


class MachineUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een ander systeem met één sleutel. `clientId` is hoe het zich meldt, `afdruk` de vingerafdruk van zijn sleutel
    (RFC 7638). `letOp` zegt wat er nu te doen is."""

    id: UUID
    client_id: UUID
    naam: str
    rol: str
    afdruk: str
    vanaf: datetime
    tot: datetime
    ingetrokken_op: datetime | None
    let_op: str


async def machines(tx: Tx, huis: Huis) -> list[MachineUit]:
    """De lijst; het lezen komt in het leeslog."""
    regels, nu = await lijst.lees(tx), nu_hier()
    await huis.logboek.schrijf(tx, "machine.lezen", "machine")
    return [als_uit(regel, nu=nu) for regel in regels]


def als_uit(regel: Machineregel, *, nu: datetime) -> MachineUit:
    return MachineUit(
        id=regel.id,
        client_id=regel.client_id,
        naam=regel.naam,
        rol=regel.rol,
        afdruk=regel.afdruk,
        vanaf=regel.vanaf,
        tot=regel.tot,
        ingetrokken_op=regel.ingetrokken_op,
        let_op=_let_op(regel, nu=nu),
    )


def _let_op(regel: Machineregel, *, nu: datetime) -> str:
    if regel.ingetrokken_op is not None:
        return ""
    if not regel.loopt(nu):
        return "Deze sleutel is afgelopen; het systeem komt er niet meer mee binnen. Neem een nieuwe op."
    if regel.tot - nu > NADERT:
        return ""
    return (
        f"Deze sleutel loopt af op {schrijf_dag(regel.tot.date())}. Neem een nieuwe op, laat het systeem daarmee"
        " werken, en trek deze dan in."
    )
