"""De zegelaar: verzegelt elke seconde alle regels van transacties die zeker afgelopen zijn.

`pg_snapshot_xmin` is het laagste nummer dat nog loopt: alles daaronder is voorgoed zichtbaar of voorgoed
teruggedraaid. Geen schrijver wacht op de zegelaar, en de zegelaar op geen schrijver. Hij mag het auditlog alleen lezen.
Twee zegelaars naast elkaar werken om beurten: wie het slot niet krijgt, slaat over.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec
import structlog

from core.fouten import Fout
from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.anker import Ankerbestand, Ankerpunt
from core.platform.audit.zegel import BEGIN, LAATSTE_TRANSACTIE, Zegel, zegel_mac
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Actor, toegang_platform

SLOT = 7_021_2022
RUST_SECONDEN = 1.0
ANKER_SECONDEN = 3600.0
ALARM = timedelta(seconds=60)
"""Een regel die zo lang open ligt, wacht op een vergeten transactie."""
PARTIJ = 200_000
"""Zoveel transactienummers per ronde, zodat een achterstand in stukken wordt ingehaald."""
_STORING = (Fout, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
logboek = structlog.get_logger("meedoen.zegel")

_BEURT = "select pg_try_advisory_xact_lock($1) as gekregen"
_STAND = """
select reeks, tot::text as tot, reeks = max(reeks) over () as loopt,
       pg_snapshot_xmin(pg_current_snapshot())::text as horizon, clock_timestamp() as op
from meedoen.audit_stand where tot < '18446744073709551615' order by reeks"""
_EERSTE = """
select x.xid::text as xid, x.id from meedoen.gemeente g cross join lateral (
  select a.xid, a.id from meedoen.audit a
  where a.gemeente_id = g.id and a.reeks = $1 and a.xid >= $2::text::xid8 order by a.xid, a.id limit 1) x
order by x.xid, x.id limit 1"""
_NIEUW = """
select g.id as gemeente_id, n.aantal, n.wortel, z.nr, z.hash, z.reeks, z.tot::text as tot
from meedoen.gemeente g
cross join lateral (
  select count(*) as aantal, sha256(string_agg(sha256(uuid_send(a.id) || xid8send(a.xid) || a.mac), ''::bytea
                                               order by a.xid, a.id)) as wortel
  from meedoen.audit a
  where a.gemeente_id = g.id and a.reeks = $1 and a.xid >= $2::text::xid8 and a.xid < $3::text::xid8) n
left join lateral (select s.nr, s.hash, s.reeks, s.tot from meedoen.audit_zegel s
                   where s.gemeente_id = g.id order by s.nr desc limit 1) z on true
where n.aantal > 0"""
_ZET = """
insert into meedoen.audit_zegel (gemeente_id, nr, reeks, van, tot, aantal, wortel, vorige, hash, sleutelversie, mac,
  gezet_op)
select gemeente_id, nr, reeks, van::xid8, tot::xid8, aantal, decode(wortel, 'hex'), decode(vorige, 'hex'),
       decode(hash, 'hex'), sleutelversie, decode(mac, 'hex'), gezet_op
from jsonb_to_recordset($1::jsonb) as z (gemeente_id uuid, nr bigint, reeks integer, van text, tot text,
  aantal integer, wortel text, vorige text, hash text, sleutelversie integer, mac text, gezet_op timestamptz)"""
# The seals travel as one JSON text: for an array asyncpg would look up the type, and that calls set_config.
_SCHUIF = "update meedoen.audit_stand set tot = $2::text::xid8 where reeks = $1"
_NIEUWSTE = """
select z.gemeente_id, z.nr, z.hash, clock_timestamp() as op from meedoen.gemeente g
cross join lateral (select s.gemeente_id, s.nr, s.hash from meedoen.audit_zegel s
                    where s.gemeente_id = g.id order by s.nr desc limit 1) z
order by z.gemeente_id"""


class ReeksVerbroken(Exception):
    """Transactienummers of zegels sluiten niet aan; verzegelen zou de keten bederven. De boodschap zegt wat te doen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ronde:
    """Wat één ronde deed; `meer` als er nog een achterstand ligt die meteen verder kan."""

    zegels: int = 0
    regels: int = 0
    meer: bool = False
    oudste_open: timedelta | None = None


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
        self._toegang = toegang_platform(Actor.ZEGEL, oorsprong="zegel")
        self._stil_tot = 0.0

    async def ronde(self) -> Ronde | None:
        """Verzegel wat er klaar ligt; None als een andere zegelaar bezig is.

        Raises:
            ReeksVerbroken: na terugzetten in een ander cluster, of als iemand de stand terugzette.
            Onbereikbaar: de database antwoordt niet.
        """
        async with self._databank.uow(self._toegang) as tx:
            beurt = await tx.fetchrow(_BEURT, SLOT)
            if not (beurt and beurt["gekregen"]):
                return None
            uitslag = Ronde()
            for stand in await tx.fetch(_STAND):
                # Een reeks die niet meer loopt, is helemaal afgelopen: daar is geen horizon.
                horizon = int(stand["horizon"]) if stand["loopt"] else LAATSTE_TRANSACTIE
                uitslag = await self._verzegel(
                    tx, reeks=stand["reeks"], van=int(stand["tot"]), horizon=horizon, op=stand["op"]
                )
                if uitslag.meer:
                    break
            return uitslag

    async def _verzegel(self, tx: Tx, *, reeks: int, van: int, horizon: int, op: datetime) -> Ronde:
        if horizon < van:
            raise ReeksVerbroken("de transactienummers zijn lager dan de stand; voer `meedoen audit nieuwe-reeks` uit")
        eerste = await tx.fetchrow(_EERSTE, reeks, str(van))
        if eerste is None or int(eerste["xid"]) >= horizon:
            if horizon == LAATSTE_TRANSACTIE:
                await tx.voer_uit(_SCHUIF, reeks, str(LAATSTE_TRANSACTIE))
            return Ronde(oudste_open=None if eerste is None else op - tijd_van(eerste["id"]))
        tot = min(horizon, int(eerste["xid"]) + PARTIJ)
        rijen = await tx.fetch(_NIEUW, reeks, str(van), str(tot))
        zegels = [
            self._zegel(
                Zegel(
                    gemeente_id=rij["gemeente_id"],
                    nr=(rij["nr"] or 0) + 1,
                    reeks=reeks,
                    van=_sluit_aan(rij, reeks=reeks, van=van),
                    tot=tot,
                    aantal=rij["aantal"],
                    wortel=rij["wortel"],
                    vorige=rij["hash"] or BEGIN,
                    gezet_op=op,
                )
            )
            for rij in rijen
        ]
        await tx.voer_uit(_ZET, msgspec.json.encode(zegels).decode())
        await tx.voer_uit(_SCHUIF, reeks, str(tot))
        return Ronde(
            zegels=len(zegels),
            regels=sum(rij["aantal"] for rij in rijen),
            meer=tot < horizon or horizon == LAATSTE_TRANSACTIE,
        )

    def _zegel(self, zegel: Zegel) -> dict[str, object]:
        versie = self._sleutels.actief
        zegelhash = zegel.hash()
        return {
            "gemeente_id": str(zegel.gemeente_id),
            "nr": zegel.nr,
            "reeks": zegel.reeks,
            "van": str(zegel.van),
            "tot": str(zegel.tot),
            "aantal": zegel.aantal,
            "wortel": zegel.wortel.hex(),
            "vorige": zegel.vorige.hex(),
            "hash": zegelhash.hex(),
            "sleutelversie": versie,
            "mac": zegel_mac(self._sleutels, zegelhash, gemeente_id=zegel.gemeente_id, versie=versie).hex(),
            "gezet_op": zegel.gezet_op.isoformat(),
        }

    async def anker(self) -> int:
        """Zet het nieuwste zegel van elke gemeente in het ankerbestand; geeft hoeveel er nieuw waren.

        Raises:
            Onbereikbaar: de database antwoordt niet.
            OSError: het bestand is niet te schrijven.
        """
        async with self._databank.uow(self._toegang) as tx:
            rijen = await tx.fetch(_NIEUWSTE)
        punten = [
            Ankerpunt(gemeente_id=rij["gemeente_id"], nr=rij["nr"], hash=rij["hash"], op=rij["op"]) for rij in rijen
        ]
        return self._ankers.voeg_toe(punten)

    async def draai(self, stop: asyncio.Event) -> None:
        """Tot `stop`: ronde na ronde, elk uur een anker, en aan het eind van beide nog een.

        Een storing (database weg, bestand vol) wordt gemeld en overleefd: de achterstand volgt vanzelf.
        """
        lus = asyncio.get_running_loop()
        anker_om = lus.time() + ANKER_SECONDEN
        while not stop.is_set():
            uitslag = await self._probeer_ronde()
            if lus.time() >= anker_om:
                anker_om = lus.time() + ANKER_SECONDEN
                await self._probeer_anker()
            if uitslag.oudste_open and uitslag.oudste_open > ALARM:
                seconden = int(uitslag.oudste_open.total_seconds())
                self._alarm("auditregels wachten op een open transactie", seconden=seconden)
            if not uitslag.meer:
                await _wacht(stop, self._rust)
        await self._probeer_ronde()
        await self._probeer_anker()

    async def _probeer_ronde(self) -> Ronde:
        try:
            return await self.ronde() or Ronde()
        except (*_STORING, ReeksVerbroken) as fout:
            self._alarm("verzegelen lukt niet", reden=_reden(fout))
            return Ronde()

    async def _probeer_anker(self) -> None:
        try:
            await self.anker()
        except _STORING as fout:
            logboek.error("ankeren lukt niet", reden=_reden(fout))

    def _alarm(self, bericht: str, **velden: object) -> None:
        """Hoogstens één keer per minuut: wat mis is, is elke ronde opnieuw mis."""
        nu = asyncio.get_running_loop().time()
        if nu >= self._stil_tot:
            self._stil_tot = nu + ALARM.total_seconds()
            logboek.error(bericht, **velden)


def _sluit_aan(rij: asyncpg.Record, *, reeks: int, van: int) -> int:
    """`van`, als het vorige zegel van deze gemeente daar niet overheen loopt."""
    if rij["reeks"] is not None and (rij["reeks"], int(rij["tot"])) > (reeks, van):
        raise ReeksVerbroken("de stand ligt vóór het laatste zegel; voer `meedoen audit verify` uit")
    return van


def _reden(fout: Exception) -> str:
    return str(fout) if isinstance(fout, (Fout, ReeksVerbroken)) else type(fout).__name__


async def _wacht(stop: asyncio.Event, seconden: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconden)
    except TimeoutError:
        return
