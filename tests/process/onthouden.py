"""Wat bijna elk verhaal eerst doet, wordt per testproces één keer gespeeld; daarna staan de rijen van toen er weer.

Een stap wordt alleen teruggezet als er sinds het begin van de test, of sinds de vorige stap, niets gebeurde: niets
geschreven in de database, niets anders in het register van DUO, niets over de lijn, en geen ander huis, andere buren of
een andere gemeente. In elk ander geval wordt zij gespeeld, zoals altijd.

Wat er staat komt uit de stap zelf, over de API gespeeld voordat de eerste test begint; alleen een stap die dat zegt
(`bewaar`) wordt onthouden zoals de eerste test haar speelde. Wie wil zien hoe een stap verloopt en niet waarop zij
uitkomt, speelt haar met `zonder`.
"""

import dataclasses
import datetime as dt
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.platform.huis import Huis
from tests.process.lijn import Lijn, Post

T = TypeVar("T")
Pad = tuple[str, ...]
REGISTER = ("stand", "agenda", "melding", "gezien", "contactpersoon", "koppeling")
"""De tabellen van de simulator waarin staat wat er bij DUO gebeurde."""
_LAATSTE = "select pg_snapshot_xmax(pg_current_snapshot())::text"
_ECHTE_KLOK = "outbox"
"""Deze tabel rekent met de klok van de database, die geen test verzet; in een andere zegt dat de standaardwaarde."""
_KOLOMMEN = """
select c.relname as tabel, a.attname as kolom, a.atttypid = 'timestamptz'::regtype
  and (c.relname = $1 or coalesce(pg_get_expr(d.adbin, d.adrelid), '') like '%\\_timestamp()') as echt
from pg_class c join pg_attribute a on a.attrelid = c.oid
left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relnamespace = 'meedoen'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  and a.attgenerated = '' order by c.relname, a.attnum"""


class EenWereld(Protocol):
    """Wat hier van een `Wereld` gevraagd wordt."""

    huis: Huis
    alziend: Any
    simulator: SimulatorInstellingen
    lijn: Lijn
    post: Post

    async def zet_klok(self, moment: dt.datetime | dt.date) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    tabellen: frozenset[str]
    terug: str
    klok: dt.datetime
    register: Mapping[str, Sequence[tuple[Any, ...]]]
    lijn: Sequence[tuple[str, str]]
    post: frozenset[str]
    antwoord: object


@dataclass(slots=True, repr=False)
class Onthouden:
    """Hoe de wereld staat na elke stap die onthouden is, en na welke zij nu staat."""

    tabellen: Sequence[str]
    _kolommen: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    _standen: dict[Pad, _Stand] = field(default_factory=dict)
    _nu: Pad | None = None
    """De stappen tot hier; None als er iets anders gebeurde."""
    _gezien: tuple[object, ...] = ()
    _bewaart: bool = False

    async def begin(self, wereld: EenWereld) -> None:
        """De wereld is leeg; vanaf hier telt elke stap."""
        self._nu = ()
        self._gezien = await _kijk(wereld)

    @contextmanager
    def bewaart(self) -> Iterator[None]:
        """Wat hierbinnen gespeeld wordt, wordt onthouden."""
        self._bewaart = True
        try:
            yield
        finally:
            self._bewaart, self._nu = False, None

    @contextmanager
    def zonder(self) -> Iterator[None]:
        """Hierbinnen wordt elke stap gespeeld."""
        self._nu = None
        yield

    async def stap(self, wereld: EenWereld, naam: str, speel: Callable[[], Awaitable[T]], *, bewaar: bool) -> T:
        """Speel deze stap, of zet terug waarop zij uitkwam; geeft wat zij gaf.

        Met `bewaar` wordt zij onthouden als een test haar voor het eerst speelt, en niet alleen binnen `bewaart`.
        """
        if self._nu is None or self._gezien != await _kijk(wereld):
            self._nu = None
            return await speel()
        pad = (*self._nu, naam)
        if pad not in self._standen:
            antwoord = await speel()
            if not (bewaar or self._bewaart):
                self._nu = None
                return antwoord
            self._standen[pad] = await self._bewaar(wereld, len(self._standen), antwoord)
        else:
            await self._zet_terug(wereld, self._standen[pad], daarvoor=self._standen.get(self._nu))
        self._nu, self._gezien = pad, await _kijk(wereld)
        return cast("T", self._standen[pad].antwoord)

    async def _bewaar(self, wereld: EenWereld, nummer: int, antwoord: object) -> _Stand:
        db = wereld.alziend
        if not self._kolommen:
            for rij in await db.fetch(_KOLOMMEN, _ECHTE_KLOK):
                self._kolommen.setdefault(rij["tabel"], []).append((rij["kolom"], rij["echt"]))
        gevuld = await db.fetch(
            " union all ".join(f"select '{t}' as tabel where exists (table meedoen.{t})" for t in self.tabellen)
        )
        tabellen = frozenset(rij["tabel"] for rij in gevuld)
        await db.execute(
            "; ".join(f"create temp table stand_{nummer}_{t} as table meedoen.{t}" for t in sorted(tabellen))
        )
        nu = await db.fetchval("select clock_timestamp()")
        verschuiving = await db.fetchval("select verschuiving from meedoen.klok")
        return _Stand(
            tabellen=tabellen,
            terug="; ".join(self._terug(nummer, tabel, nu) for tabel in sorted(tabellen)),
            klok=nu + dt.timedelta(seconds=verschuiving + 1),
            register=_register(wereld),
            lijn=tuple(wereld.lijn.oproepen),
            post=frozenset(wereld.post.aangenomen),
            antwoord=antwoord,
        )

    def _terug(self, nummer: int, tabel: str, toen: dt.datetime) -> str:
        kolommen = self._kolommen[tabel]
        waarden = (f"{k} + (clock_timestamp() - '{toen.isoformat()}')" if echt else k for k, echt in kolommen)
        return (
            f"insert into meedoen.{tabel} ({', '.join(k for k, _ in kolommen)}) overriding system value"
            f" select {', '.join(waarden)} from pg_temp.stand_{nummer}_{tabel}"
        )

    async def _zet_terug(self, wereld: EenWereld, stand: _Stand, *, daarvoor: _Stand | None) -> None:
        weg = stand.tabellen | (daarvoor.tabellen if daarvoor is not None else frozenset())
        leeg = "; ".join(f"delete from meedoen.{tabel}" for tabel in sorted(weg))
        await wereld.alziend.execute(
            f"set session_replication_role = replica; {leeg}; {stand.terug}; set session_replication_role = default"
        )
        with closing(sqlite3.connect(wereld.simulator.bestand, isolation_level=None)) as db:
            db.execute("begin")
            for tabel, rijen in stand.register.items():
                db.execute(f"delete from {tabel}")
                for rij in rijen:
                    db.execute(f"insert into {tabel} values ({', '.join('?' * len(rij))})", rij)
            db.execute("commit")
        wereld.lijn.oproepen[:] = stand.lijn
        wereld.post.aangenomen.clear()
        wereld.post.aangenomen.update(stand.post)
        await wereld.zet_klok(stand.klok)


def _register(wereld: EenWereld) -> dict[str, tuple[tuple[Any, ...], ...]]:
    with closing(sqlite3.connect(wereld.simulator.bestand)) as db:
        return {tabel: tuple(db.execute(f"select * from {tabel} order by rowid")) for tabel in REGISTER}


async def _kijk(wereld: EenWereld) -> tuple[object, ...]:
    """Alles waaraan te zien is dat er iets gebeurde of anders is."""
    delen: Any = wereld
    return (
        await wereld.alziend.fetchval(_LAATSTE),
        _register(wereld),
        tuple(wereld.lijn.oproepen),
        frozenset(wereld.post.aangenomen),
        (wereld.lijn.plat, wereld.lijn.weg),
        tuple(id(getattr(delen, deel.name)) for deel in dataclasses.fields(delen)),
        tuple((gemeente, id(tenant)) for gemeente, tenant in wereld.huis.tenants.items()),
    )
