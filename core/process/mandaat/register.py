"""Het register lezen: wie welk besluit mag nemen, en wie er nu handelt."""

from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from core.law.boetemandaat import Collega, Periode
from core.law.mandaat import Beslisser, Collegebesluit
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.process.mandaat.rijen import MandaatRij
from core.process.mandaat.tables import Mandaat

_COLLEGAS = """
select c.medewerker_id, c.naam, c.functie, l.vanaf, least(l.tot, l.ingetrokken_op) as tot
from meedoen.collega c
left join meedoen.lidmaatschap l
  on l.gemeente_id = $1 and l.medewerker_id = c.medewerker_id and l.organisatie_id is null
where c.gemeente_id = $1
order by c.medewerker_id"""
_FUNCTIES = """
select distinct functie from meedoen.mandaat
where gemeente_id = $1 and functie <> '' and (tot is null or tot >= $2)
  and (ingetrokken_op is null or ingetrokken_op > $2)
order by functie"""
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
    [beslisser] = await lees_beslissers(tx, tx.toegang.medewerker_id)
    return replace(beslisser, collegebesluit=collegebesluit, niet_voor=niet_voor)


async def lees_beslissers(tx: Tx, *medewerkers: UUID) -> list[Beslisser]:
    """Wat elk van deze medewerkers krachtens het register kan beslissen, in dezelfde volgorde."""
    mandaten = tuple(rij.als_recht() for rij in await lees_rijen(tx))
    return [Beslisser(medewerker_id=wie, functie=await _functie_van(tx, wie), mandaten=mandaten) for wie in medewerkers]


async def lees_collegas(tx: Tx) -> tuple[Collega, ...]:
    """Iedereen die deze gemeente bij naam en functie kent, ook wie er nu niet meer werkt, met wanneer wel."""
    per_mens = groupby(await tx.fetch(_COLLEGAS, tx.gemeente_id), key=itemgetter("medewerker_id", "naam", "functie"))
    return tuple(
        Collega(
            id=id_,
            naam=naam,
            functie=functie,
            perioden=tuple(
                Periode(vanaf=_dag(rij["vanaf"]), tot=None if rij["tot"] is None else _dag(rij["tot"]))
                for rij in rijen
                if rij["vanaf"] is not None
            ),
        )
        for (id_, naam, functie), rijen in per_mens
    )


def _dag(moment: datetime) -> date:
    return moment.astimezone(NEDERLAND).date()


async def lees_functie(tx: Tx) -> str:
    """De functie van wie er handelt, zoals deze gemeente hem kent; leeg als er geen mens handelt."""
    return "" if tx.toegang.medewerker_id is None else await _functie_van(tx, tx.toegang.medewerker_id)


async def lees_functies(tx: Tx) -> list[str]:
    """De functies die het register nu of straks mandaat geeft."""
    return [rij["functie"] for rij in await tx.fetch(_FUNCTIES, tx.gemeente_id, await tx.vandaag())]


async def _functie_van(tx: Tx, medewerker_id: UUID) -> str:
    rij = await tx.fetchrow(_FUNCTIE, tx.gemeente_id, medewerker_id)
    return "" if rij is None else str(rij["functie"])
