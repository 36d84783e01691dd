"""Een afschrift zegt wat er op de brief zelf staat: het noemt haar dag van verzending, en gaat nooit eerder weg."""

from datetime import date
from uuid import UUID

from core.fouten import VoorwaardeNietVervuld
from core.law.kalender import schrijf_dag
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.process.besluit.rijen import OpmaakRij

GROND = "art. 3:41 Awb"
_ORIGINEEL = """
select b.verzonden_op, o.verzenddag, coalesce(o.na_verhuizing, false) as na_verhuizing,
  coalesce(o.na_terugkeer, false) as na_terugkeer
from meedoen.brief b
left join meedoen.brief_opmaak o on o.gemeente_id = $1 and o.id = b.verzonden_opmaak
where b.gemeente_id = $1 and b.id = $2"""


class Origineel(Rij, frozen=True):
    """De brief waarvan iets een afschrift is: wanneer zij verzonden is, en welke dag erop staat."""

    verzonden_op: date | None
    verzenddag: date | None
    na_verhuizing: bool
    na_terugkeer: bool


async def lees_origineel(tx: Tx, brief_id: UUID) -> Origineel:
    [rij] = await tx.fetch_als(Origineel, _ORIGINEEL, tx.gemeente_id, brief_id)
    return rij


async def eis_na_de_brief(tx: Tx, brief_id: UUID, op: date) -> Origineel:
    """Een afschrift gaat op dezelfde dag weg als de brief, of later.

    Raises:
        VoorwaardeNietVervuld: de brief is nog niet verzonden, of later dan deze dag.
    """
    origineel = await lees_origineel(tx, brief_id)
    if origineel.verzonden_op is None or op < origineel.verzonden_op:
        raise VoorwaardeNietVervuld(
            "Dit is een afschrift. Leg eerst vast dat de brief zelf verzonden is; een afschrift gaat op dezelfde dag"
            " weg of later.",
            grond=GROND,
        )
    return origineel


def met_dezelfde_dag(origineel: Origineel, opmaken: list[OpmaakRij]) -> list[OpmaakRij]:
    """De opmaken van een afschrift waarop hetzelfde staat als op de brief: dezelfde dagen, en van voor of na dezelfde
    verhuizing of terugkeer.

    Raises:
        VoorwaardeNietVervuld: die zijn er niet.
    """
    gelijk = [
        opmaak
        for opmaak in opmaken
        if (opmaak.verzenddag, opmaak.na_verhuizing, opmaak.na_terugkeer)
        == (origineel.verzenddag, origineel.na_verhuizing, origineel.na_terugkeer)
    ]
    if not gelijk and origineel.verzenddag is not None:
        raise VoorwaardeNietVervuld(
            f"Op de brief staat dat zij op {schrijf_dag(origineel.verzenddag)} verzonden is, en op dit afschrift een"
            " andere dag of tekst. Maak het eerst op voor de dag van de brief (opmaak).",
            grond=GROND,
        )
    return gelijk
