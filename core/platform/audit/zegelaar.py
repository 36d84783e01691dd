"""De zegelaar: verzegelt elke seconde alle regels van transacties die zeker afgelopen zijn.

`pg_snapshot_xmin` is het laagste nummer dat nog loopt, ook van een transactie die klaarstaat om te committen: alles
daaronder is voorgoed zichtbaar of voorgoed teruggedraaid. Geen schrijver wacht op de zegelaar, en de zegelaar op geen
schrijver. Hij mag het auditlog alleen lezen.

Elke gemeente heeft haar eigen keten en haar eigen transactie: wat bij de ene niet lukt houdt de andere niet op. Er is
geen slot dat een ander kan nemen. Twee zegelaars naast elkaar mogen: een zegelnummer bestaat één keer, en wie te laat
komt doet niets. Wat verzegeld is volgt uit het laatste zegel dat klopt; de stand zegt alleen vanaf waar er gezocht moet
worden.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import structlog

from core.fouten import Fout, Onbereikbaar
from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.anker import Ankerbestand, Ankerpunt
from core.platform.audit.inhoud import lees_laatste_zegels
from core.platform.audit.verzegelen import ReeksVerbroken, verzegel
from core.platform.audit.zegel import LAATSTE_TRANSACTIE
from core.platform.db.uow import Databank
from core.platform.telemetry import metingen, sentry
from core.platform.tenancy import Actor, Toegang, toegang_platform

RUST_SECONDEN = 1.0
ANKER_SECONDEN = 3600.0
ALARM = timedelta(seconds=60)
"""Zo lang zonder volledige ronde, of met een regel die open ligt, is niet gewoon meer."""
OPNIEUW_NA_SECONDEN = 10.0
"""Zo lang blijft een gemeente waar het niet lukte buiten de rondes."""
PARTIJ = 200_000
"""Zoveel transactienummers per ronde, zodat een achterstand in stukken wordt ingehaald."""
_STORING = (Fout, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ReeksVerbroken)
logboek = structlog.get_logger("meedoen.zegel")

_STAND = """
select reeks, tot::text as tot, afgesloten, pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
       pg_snapshot_xmax(pg_current_snapshot())::text as toekomst, statement_timestamp() as op
from meedoen.audit_stand where tot < '18446744073709551615' order by reeks"""
_OPEN = """
select a.gemeente_id, min(a.xid)::text as xid
from meedoen.gemeente g join meedoen.audit a on a.gemeente_id = g.id
where a.reeks = $1 and a.xid >= $2::text::xid8 and a.xid < $3::text::xid8 group by a.gemeente_id"""
_EERSTE = """
select a.id from meedoen.audit a
where a.gemeente_id = $1 and a.reeks = $2 and a.xid >= $3::text::xid8 order by a.xid, a.id limit 1"""
_ALLE = "select id from meedoen.gemeente order by id"
_SCHUIF = "update meedoen.audit_stand set tot = $2::text::xid8 where reeks = $1 and tot < $2::text::xid8"


class NietVerzegeld(Exception):
    """Het auditlog is al te lang niet (helemaal) verzegeld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ronde:
    """Wat één ronde deed; `meer` als er nog een achterstand ligt, `volledig` als elke gemeente aan de beurt kwam."""

    zegels: int = 0
    regels: int = 0
    meer: bool = False
    volledig: bool = True
    oudste_open: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """Tot waar een reeks verzegeld is, en tot waar dat nu kan. Een afgesloten reeks is helemaal afgelopen."""

    reeks: int
    tot: int
    horizon: int
    toekomst: int
    afgesloten: bool
    op: datetime


def tijd_van(id_: UUID) -> datetime:
    """Het moment waarop een regel echt gemaakt is, uit haar UUIDv7; de klok van Meedoen kan verzet zijn."""
    return datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)


class Zegelaar:
    """Verzegelt als meedoen_zegel; `ankers` is waar elk uur de nieuwste zegels heen gaan."""

    def __init__(
        self, databank: Databank, sleutels: Sleutelbos, ankers: Ankerbestand, *, rust: float = RUST_SECONDEN
    ) -> None:
        self._databank = databank
        self._sleutels = sleutels
        self._ankers = ankers
        self._rust = rust
        self._weer_om: dict[UUID, float] = {}
        self._stil_tot = 0.0

    async def ronde(self) -> Ronde:
        """Verzegel wat er klaar ligt, gemeente voor gemeente.

        Raises:
            ReeksVerbroken: de transactienummers zijn lager dan de stand, na terugzetten in een ander cluster.
            Onbereikbaar: de database antwoordt niet.
        """
        uitslag = Ronde()
        for stand in await self._standen():
            uitslag = await self._verzegel(stand)
            if uitslag.meer or not uitslag.volledig:
                break
        return uitslag

    async def _standen(self) -> list[_Stand]:
        async with self._databank.uow(_toegang()) as tx:
            rijen = await tx.fetch(_STAND)
        return [
            _Stand(
                reeks=r["reeks"],
                tot=int(r["tot"]),
                horizon=LAATSTE_TRANSACTIE if r["afgesloten"] else int(r["horizon"]),
                toekomst=LAATSTE_TRANSACTIE if r["afgesloten"] else int(r["toekomst"]),
                afgesloten=r["afgesloten"],
                op=r["op"],
            )
            for r in rijen
        ]

    async def _verzegel(self, stand: _Stand) -> Ronde:
        if stand.horizon < stand.tot:
            raise ReeksVerbroken("de transactienummers zijn lager dan de stand; voer `meedoen audit nieuwe-reeks` uit")
        overslaan = self._overslaan()
        open_ = await self._open(stand)
        eerste = min((xid for id_, xid in open_.items() if id_ not in overslaan), default=stand.horizon)
        if eerste >= stand.horizon:
            if stand.afgesloten and not overslaan:
                await self._schuif(stand.reeks, LAATSTE_TRANSACTIE)
            return Ronde(volledig=not overslaan, oudste_open=await self._oudste_open(stand, open_))
        # Zolang er een gemeente achterloopt, zegt haar eerste regel niet hoe ver de andere zijn.
        tot = stand.horizon if overslaan else min(stand.horizon, eerste + PARTIJ)
        klaar = [id_ for id_, xid in open_.items() if xid < tot and id_ not in overslaan]
        zegels, regels, gelukt = await self._verzegel_elk(klaar, stand, tot)
        volledig = gelukt and not overslaan
        if volledig:
            await self._schuif(stand.reeks, tot)
        return Ronde(
            zegels=zegels,
            regels=regels,
            meer=volledig and (tot < stand.horizon or stand.afgesloten),
            volledig=volledig,
        )

    async def _verzegel_elk(self, gemeenten: Collection[UUID], stand: _Stand, tot: int) -> tuple[int, int, bool]:
        """Elke gemeente in een eigen transactie; geeft het aantal zegels en regels, en of het overal lukte."""
        zegels = regels = 0
        gelukt = True
        for gemeente_id in sorted(gemeenten):
            try:
                async with self._databank.uow(_toegang(gemeente_id)) as tx:
                    aantal = await verzegel(tx, self._sleutels, reeks=stand.reeks, tot=tot, op=stand.op)
            except _STORING as fout:
                logboek.error("verzegelen lukt niet", gemeente=str(gemeente_id), reden=_reden(fout))
                self._weer_om[gemeente_id] = _nu() + OPNIEUW_NA_SECONDEN
                gelukt = False
                continue
            gelukt = gelukt and aantal is not None
            zegels += bool(aantal)
            regels += aantal or 0
        return zegels, regels, gelukt

    async def _open(self, stand: _Stand) -> Mapping[UUID, int]:
        """Per gemeente met regels die nog niet verzegeld kunnen zijn, de eerste; kan de database dat niet over alle
        gemeenten zeggen, dan elke gemeente."""
        try:
            async with self._databank.uow(_toegang()) as tx:
                rijen = await tx.fetch(_OPEN, stand.reeks, str(stand.tot), str(stand.toekomst))
        except Onbereikbaar:
            async with self._databank.uow(_toegang()) as tx:
                return {rij["id"]: stand.tot for rij in await tx.fetch(_ALLE)}
        return {rij["gemeente_id"]: int(rij["xid"]) for rij in rijen}

    async def _oudste_open(self, stand: _Stand, open_: Mapping[UUID, int]) -> timedelta | None:
        if not open_ or stand.afgesloten:
            return None
        gemeente_id = min(open_, key=lambda id_: open_[id_])
        async with self._databank.uow(_toegang()) as tx:
            rij = await tx.fetchrow(_EERSTE, gemeente_id, stand.reeks, str(max(open_[gemeente_id], stand.horizon)))
        return None if rij is None else stand.op - tijd_van(rij["id"])

    async def _schuif(self, reeks: int, tot: int) -> None:
        async with self._databank.uow(_toegang()) as tx:
            await tx.voer_uit(_SCHUIF, reeks, str(tot))

    def _overslaan(self) -> set[UUID]:
        nu = _nu()
        self._weer_om = {id_: om for id_, om in self._weer_om.items() if om > nu}
        return set(self._weer_om)

    async def anker(self) -> int:
        """Zet het nieuwste zegel van elke gemeente in het ankerbestand; geeft hoeveel er nieuw waren.

        Raises:
            Onbereikbaar: de database antwoordt niet.
            OSError: het bestand is niet te schrijven.
        """
        async with self._databank.uow(_toegang()) as tx:
            gemeenten = [rij["id"] for rij in await tx.fetch(_ALLE)]
            op = (await tx.fetch("select statement_timestamp() as op"))[0]["op"]
        punten = []
        for gemeente_id in gemeenten:
            async with self._databank.uow(_toegang(gemeente_id)) as tx:
                for rij in await lees_laatste_zegels(tx, gemeente_id, 1):
                    punten.append(Ankerpunt(gemeente_id=gemeente_id, nr=rij.zegel.nr, hash=rij.hash, op=op))
        return self._ankers.voeg_toe(punten)

    async def draai(self, stop: asyncio.Event) -> None:
        """Tot `stop`: ronde na ronde, elk uur een anker, en aan het eind van beide nog een.

        Een storing (database weg, bestand vol) wordt gemeld en overleefd: de achterstand volgt vanzelf. Een minuut
        zonder volledige ronde is een fout in het logboek en een melding aan Sentry, wat de oorzaak ook is.
        """
        lus = asyncio.get_running_loop()
        anker_om = lus.time() + ANKER_SECONDEN
        volledig_op = lus.time()
        while not stop.is_set():
            uitslag = await self._probeer_ronde()
            if uitslag.volledig:
                volledig_op = lus.time()
            if lus.time() >= anker_om:
                anker_om = lus.time() + ANKER_SECONDEN
                await self._probeer_anker()
            self._bewaak(uitslag, sinds=lus.time() - volledig_op)
            if not uitslag.meer:
                await _wacht(stop, self._rust)
        await self._probeer_ronde()
        await self._probeer_anker()

    async def _probeer_ronde(self) -> Ronde:
        try:
            return await self.ronde()
        except _STORING as fout:
            self._alarm("verzegelen lukt niet", reden=_reden(fout))
            return Ronde(volledig=False)

    async def _probeer_anker(self) -> None:
        try:
            await self.anker()
        except _STORING as fout:
            logboek.error("ankeren lukt niet", reden=_reden(fout))

    def _bewaak(self, uitslag: Ronde, *, sinds: float) -> None:
        oudste = uitslag.oudste_open.total_seconds() if uitslag.oudste_open else 0.0
        metingen.zegel(oudste=oudste, volledig=uitslag.volledig and not uitslag.meer)
        if sinds > ALARM.total_seconds():
            self._alarm("het auditlog is al te lang niet volledig verzegeld", ernstig=True, seconden=int(sinds))
        elif uitslag.oudste_open and uitslag.oudste_open > ALARM:
            seconden = int(uitslag.oudste_open.total_seconds())
            self._alarm("auditregels wachten op een open transactie", ernstig=True, seconden=seconden)

    def _alarm(self, bericht: str, *, ernstig: bool = False, **velden: object) -> None:
        """Hoogstens één keer per minuut: wat mis is, is elke ronde opnieuw mis."""
        if _nu() < self._stil_tot:
            return
        self._stil_tot = _nu() + ALARM.total_seconds()
        logboek.error(bericht, **velden)
        if ernstig:
            sentry.meld(NietVerzegeld(bericht), proces="zegel")


def _toegang(gemeente_id: UUID | None = None) -> Toegang:
    return toegang_platform(Actor.ZEGEL, oorsprong="zegel", gemeente_id=gemeente_id)


def _nu() -> float:
    return asyncio.get_running_loop().time()


def _reden(fout: Exception) -> str:
    return str(fout) if isinstance(fout, (Fout, ReeksVerbroken)) else type(fout).__name__


async def _wacht(stop: asyncio.Event, seconden: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconden)
    except TimeoutError:
        return
