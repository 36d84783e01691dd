"""Het register lezen: wie welk besluit mag nemen, en wie er nu handelt."""

from datetime import date

from core.law.mandaat import Beslisser, Collegebesluit
from core.platform.db.uow import Tx
from core.process.mandaat.rijen import MandaatRij
from core.process.mandaat.tables import Mandaat

_FUNCTIE = "select functie from meedoen.collega where gemeente_id = $1 and medewerker_id = $2"


async def lees_rijen(tx: Tx) -> list[MandaatRij]:
    """Het hele register, ook wat voorbij of ingetrokken is; in de volgorde waarin het is opgenomen."""
    return await tx.lees_als(
        MandaatRij,
        MandaatRij.select()
        .where(Mandaat.gemeente_id == tx.gemeente_id)
        .order_by(Mandaat.vastgelegd_op)
        .order_by(Mandaat.id),
    )


async def lees_beslisser(
    tx: Tx, collegebesluit: Collegebesluit | None = None, *, niet_voor: date | None = None
) -> Beslisser | None:
    """Wie er nu handelt, met het register; None als er geen mens handelt.

    `niet_voor` is de eerste dag waarop het orgaan zelf dit kon besluiten.
    """
    if tx.toegang.medewerker_id is None:
        return None
    return Beslisser(
        medewerker_id=tx.toegang.medewerker_id,
        functie=await lees_functie(tx),
        mandaten=tuple(rij.als_recht() for rij in await lees_rijen(tx)),
        collegebesluit=collegebesluit,
        niet_voor=niet_voor,
    )


async def lees_functie(tx: Tx) -> str:
    """De functie van wie er handelt, zoals deze gemeente hem kent; leeg als er geen mens handelt."""
    if tx.toegang.medewerker_id is None:
        return ""
    rij = await tx.fetchrow(_FUNCTIE, tx.gemeente_id, tx.toegang.medewerker_id)
    return "" if rij is None else str(rij["functie"])
