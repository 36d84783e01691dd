"""Wat de ontvanger niet aanneemt: geteld per dag, reden, afzender en doel, en te lezen door wie het platform bewaakt.

Hoeveel een vreemde ook stuurt, er komen hoogstens `HOOGSTE_PER_DAG` rijen per dag bij; wat daarna nog nieuw is telt mee
onder `overig`. Van de inhoud blijft niets over. De eerste van een soort, de tiende, de honderdste enzovoort staan als
fout in het logboek.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import structlog

from core.platform.db.beheer import als_eigenaar
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Actor, toegang_platform
from core.platform.vorm import heel

HOOGSTE_PER_DAG = 200
OVERIG = "overig"
BEWAARDAGEN = 90
logboek = structlog.get_logger("meedoen.ontvanger")

_BEKEND = """
select count(*) as soorten, count(*) filter (where reden = $1 and bron = $2 and doel = $3) as deze
from meedoen.duo_geweigerd where dag = (statement_timestamp() at time zone 'UTC')::date"""
_TEL = """
insert into meedoen.duo_geweigerd (dag, reden, bron, doel, aantal, omvang, eerste_op, laatste_op)
values ((statement_timestamp() at time zone 'UTC')::date, $1, $2, $3, 1, $4, statement_timestamp(),
  statement_timestamp())
on conflict (dag, reden, bron, doel) do update set aantal = duo_geweigerd.aantal + 1,
  omvang = duo_geweigerd.omvang + excluded.omvang, laatste_op = excluded.laatste_op
returning aantal"""
_LEES = """
select dag, reden, bron, doel, aantal, omvang, eerste_op, laatste_op from meedoen.duo_geweigerd
where dag > (statement_timestamp() at time zone 'UTC')::date - $1::integer
order by dag desc, aantal desc, reden, bron, doel"""
_RUIM_OP = """
delete from meedoen.duo_geweigerd where dag <= (statement_timestamp() at time zone 'UTC')::date - $1::integer"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Hoe vaak iets op een dag geweigerd is, en hoeveel bytes dat waren."""

    dag: date
    reden: str
    bron: str
    doel: str
    aantal: int
    omvang: int
    eerste_op: datetime
    laatste_op: datetime


_OIN = re.compile(heel("[0-9]{20}"))
GEEN_OIN = "geen OIN"


def _alleen_een_oin(waarde: str) -> str:
    """Een vreemde kan in een kop alles zetten, ook een naam of een BSN; alleen een OIN is niet van een persoon."""
    return waarde if not waarde or _OIN.match(waarde) else GEEN_OIN


async def tel(tx: Tx, reden: str, *, bron: str, doel: str, omvang: int) -> None:
    """Tel één geweigerd bericht; van een kop blijft alleen een OIN over. Steeds dezelfde twee opdrachten."""
    bron, doel = _alleen_een_oin(bron), _alleen_een_oin(doel)
    [bekend] = await tx.fetch(_BEKEND, reden, bron, doel)
    if not bekend["deze"] and bekend["soorten"] >= HOOGSTE_PER_DAG:
        bron = doel = OVERIG
    [geteld] = await tx.fetch(_TEL, reden, bron, doel, omvang)
    aantal = geteld["aantal"]
    if str(aantal).strip("0") == "1":
        logboek.error("bericht aan DUO's deur geweigerd; zie `meedoen duo geweigerd`", reden=reden, aantal=aantal)


async def lees(databank: Databank, *, dagen: int) -> Sequence[Teller]:
    """De tellers van de laatste dagen, de nieuwste en hoogste eerst.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    async with databank.uow(toegang_platform(Actor.ZEGEL, oorsprong="geweigerd")) as tx:
        return [Teller(**dict(rij)) for rij in await tx.fetch(_LEES, dagen)]


async def ruim_op(dsn: str, *, ouder_dan: int = BEWAARDAGEN) -> int:
    """Haal tellers weg die ouder zijn dan zoveel dagen; `dsn` is van meedoen_migratie. Geeft hoeveel.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    async with als_eigenaar(dsn) as db:
        return int(str(await db.execute(_RUIM_OP, ouder_dan)).rsplit(" ", 1)[-1])
