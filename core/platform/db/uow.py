"""De unit of work: één transactie, één scope, één taak.

    async with databank.uow(toegang) as tx:
        rijen = await tx.lees_als(DossierRij, DossierRij.select().where(...))

Wat zij belooft:
- `begin` en de context gaan in één bericht, uit getypte waarden; zonder toegang is er geen transactie.
- Nesten mag niet, een tweede taak mag er niet in, na afloop mag er niets meer mee.
- Na een uitzondering, een time-out of een afgebroken verzoek is er teruggedraaid; lukt ook dat niet, dan wordt de
  verbinding verbroken. De plaats in de pool komt altijd terug.
- Wie voor een organisatie werkt ziet bij elke opdracht alleen de gemeenten waar hij op dat moment lid is.
- Elke opdracht op een tabel van een gemeente noemt gemeente_id (anders `ValueError`): de planner maakt er met het
  beleid één filter van, en het is een tweede slot.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from piccolo.query.base import Query

from core.fouten import Onbereikbaar, VersieConflict
from core.law.recht import Recht
from core.platform.clock import Klok
from core.platform.db.context import opening, zet_doel, zet_gemeenten
from core.platform.db.plaatsen import Plaatsen
from core.platform.db.pool import maak_pool
from core.platform.db.rij import R
from core.platform.db.rollen import OnveiligeRol, controleer_rol
from core.platform.tenancy import Actor, Doel, Toegang

WACHT_OP_VERBINDING = 5.0
_KLOK = "select verschuiving from meedoen.klok"
_NUMMER = "select pg_current_xact_id()::text"
Knoop = tuple[str, int]
"""Adres en poort van een machine van een verdeelde database."""
_bezig: ContextVar["Tx | None"] = ContextVar("unit_of_work", default=None)


class GeenUnitOfWork(RuntimeError):
    """Een transactie werd genest, buiten haar taak gebruikt, of na haar einde."""


class Tx:
    """Een open transactie binnen één toegang; alleen `Databank.uow` maakt haar."""

    __slots__ = (
        "_gemeenten",
        "_klok",
        "_nu",
        "_nummer",
        "_open",
        "_taak",
        "_verbinding",
        "oorzaak",
        "recht",
        "toegang",
    )

    def __init__(self, verbinding: Any, toegang: Toegang, klok: Klok, recht: Recht | None) -> None:
        self.toegang = toegang
        self.recht = recht
        self.oorzaak: str | None = None
        self._verbinding = verbinding
        self._klok = klok
        self._gemeenten: tuple[UUID, ...] = ()
        self._nu: datetime | None = None
        self._nummer: int | None = None
        self._taak = asyncio.current_task()
        self._open = True

    @property
    def gemeente_id(self) -> UUID:
        """De gemeente waarin gehandeld wordt; `GeenUnitOfWork` als de toegang er geen noemt."""
        if self.toegang.gemeente_id is None:
            raise GeenUnitOfWork("deze toegang handelt niet in één gemeente")
        return self.toegang.gemeente_id

    @property
    def medewerker_id(self) -> UUID:
        """De mens die handelt; `GeenUnitOfWork` bij een taak, want die neemt geen besluit."""
        if self.toegang.medewerker_id is None:
            raise GeenUnitOfWork("hier handelt een taak; een besluit vraagt een mens")
        return self.toegang.medewerker_id

    async def nu(self) -> datetime:
        """Het tijdstip volgens de klok van Meedoen (UTC), binnen een transactie steeds hetzelfde."""
        if self._nu is None:
            self._nu = await self._klok.nu(self._lees_verschuiving)
        return self._nu

    async def vandaag(self) -> date:
        """De burgerlijke datum in Nederland volgens de klok van Meedoen (CAL-9)."""
        return self._klok.datum(await self.nu())

    async def nummer(self) -> int:
        """Het nummer van deze transactie in de database; het loopt op, en is na de commit van niemand anders."""
        if self._nummer is None:
            self._controleer(_NUMMER)
            self._nummer = int(await self._verbinding.fetchval(_NUMMER))
        return self._nummer

    @asynccontextmanager
    async def met_doel(self, doel: Doel) -> AsyncIterator[None]:
        """De opdrachten hierbinnen gaan met dit doel, en die erna weer met het doel van de transactie.

        Gaat er hierbinnen iets mis, dan kan er met deze transactie niets meer: het ruimere doel blijft nooit staan.

        Raises:
            GeenUnitOfWork: dit is geen transactie van een gemeente.
        """
        self._controleer(_KLOK)
        if self.toegang.actor is not Actor.GEMEENTE:
            raise GeenUnitOfWork("alleen wie in een gemeente handelt heeft meer dan één doel")
        eerder = self.toegang
        ruim = replace(eerder, doel=doel)
        await zet_doel(self._verbinding, ruim)
        self.toegang = ruim
        klaar = False
        try:
            yield
            klaar = True
        finally:
            self.toegang = eerder
            self._open = self._open and klaar
        await zet_doel(self._verbinding, eerder)

    async def lees(self, vraag: Query[Any, Any]) -> list[dict[str, Any]]:
        """Voer een Piccolo-select uit; elke rij als dict."""
        sql, waarden = _compileer(vraag)
        return [dict(rij) for rij in await self.fetch(sql, *waarden)]

    async def lees_een(self, vraag: Query[Any, Any]) -> dict[str, Any] | None:
        """Als `lees`, met hoogstens één rij."""
        rijen = await self.lees(vraag)
        return rijen[0] if rijen else None

    async def lees_als(self, soort: type[R], vraag: Query[Any, Any]) -> list[R]:
        """Voer een Piccolo-vraag uit (ook een update met RETURNING); elke rij als struct.

        Raises:
            RijPastNiet: de vraag geeft andere kolommen dan de struct heeft, of een waarde die hij niet kent.
        """
        sql, waarden = _compileer(vraag)
        return await self.fetch_als(soort, sql, *waarden)

    async def lees_een_als(self, soort: type[R], vraag: Query[Any, Any]) -> R | None:
        """Als `lees_als`, met hoogstens één rij."""
        rijen = await self.lees_als(soort, vraag)
        return rijen[0] if rijen else None

    async def schrijf(self, vraag: Query[Any, Any]) -> list[dict[str, Any]]:
        """Voer een Piccolo-insert of -update uit; geeft wat RETURNING teruggeeft."""
        return await self.lees(vraag)

    async def schrijf_een(self, vraag: Query[Any, Any]) -> dict[str, Any]:
        """Een update die precies één rij moet raken, met de geziene versie in de voorwaarde.

        Raises:
            VersieConflict: er werd geen rij geraakt: iemand anders was eerder.
        """
        rijen = await self.lees(vraag)
        if len(rijen) != 1:
            raise VersieConflict
        return rijen[0]

    async def schrijf_een_als(self, soort: type[R], vraag: Query[Any, Any]) -> R:
        """Als `schrijf_een`; geeft de rij zoals zij nu is.

        Raises:
            VersieConflict: er werd geen rij geraakt: iemand anders was eerder.
        """
        rijen = await self.lees_als(soort, vraag)
        if len(rijen) != 1:
            raise VersieConflict
        return rijen[0]

    async def fetch(self, sql: str, *waarden: object) -> list[Any]:
        """Voer met de hand geschreven SQL uit; `sql` is een vaste tekst (lint), waarden zijn parameters."""
        await self._begin_opdracht(sql)
        return list(await self._verbinding.fetch(sql, *waarden))

    async def fetchrow(self, sql: str, *waarden: object) -> Any | None:
        """Als `fetch`, met hoogstens één rij."""
        rijen = await self.fetch(sql, *waarden)
        return rijen[0] if rijen else None

    async def fetch_als(self, soort: type[R], sql: str, *waarden: object) -> list[R]:
        """Als `fetch`, met elke rij als struct."""
        return soort.van(await self.fetch(sql, *waarden))

    async def fetchrow_als(self, soort: type[R], sql: str, *waarden: object) -> R | None:
        """Als `fetch_als`, met hoogstens één rij."""
        rijen = await self.fetch_als(soort, sql, *waarden)
        return rijen[0] if rijen else None

    async def voer_uit(self, sql: str, *waarden: object) -> int:
        """Een opdracht zonder antwoord; geeft het aantal geraakte rijen. Minstens één waarde is verplicht:
        zonder waarden gebruikt asyncpg het simpele protocol, dat gestapelde opdrachten toelaat."""
        if not waarden:
            raise ValueError("voer_uit vraagt parameters")
        await self._begin_opdracht(sql)
        uitslag = str(await self._verbinding.execute(sql, *waarden))
        return int(uitslag.rsplit(" ", 1)[-1])

    async def schrijf_velen(self, sql: str, rijen: Sequence[Sequence[object]]) -> None:
        """Dezelfde opdracht voor elke rij met waarden, in één gesprek met de database."""
        if rijen:
            await self._begin_opdracht(sql)
            await self._verbinding.executemany(sql, rijen)

    async def _begin_opdracht(self, sql: str) -> None:
        self._controleer(sql)
        if self.toegang.organisatie_id is not None and self.toegang.actor is not Actor.LEDEN:
            self._gemeenten = await zet_gemeenten(self._verbinding, self.toegang, self._gemeenten)

    def _controleer(self, sql: str) -> None:
        if not self._open:
            raise GeenUnitOfWork("deze transactie is al afgelopen")
        if asyncio.current_task() is not self._taak:
            raise GeenUnitOfWork("een transactie hoort bij één taak; gebruik geen gather binnen een unit of work")
        if self.toegang.actor is Actor.GEMEENTE and "gemeente_id" not in sql and sql not in (_KLOK, _NUMMER):
            raise ValueError("een opdracht van een gemeente noemt gemeente_id")

    async def _lees_verschuiving(self) -> int:
        self._controleer(_KLOK)
        return int(await self._verbinding.fetchval(_KLOK))


def _compileer(vraag: Query[Any, Any]) -> tuple[str, Sequence[object]]:
    teksten = vraag.querystrings
    if len(teksten) != 1:
        raise ValueError("een vraag wordt één opdracht")
    sql, waarden = teksten[0].compile_string()
    return sql, waarden


class Databank:
    """De verbindingen, een pool per soort actor. `open()` bij het starten, `sluit()` bij het stoppen."""

    def __init__(
        self, dsns: Mapping[Actor, str], *, klok: Klok, verbindingen: int = 5, knopen: Sequence[Knoop] = ()
    ) -> None:
        self._dsns = dict(dsns)
        self._knopen = tuple(knopen)
        self._klok = klok
        self._verbindingen = verbindingen
        self._plaatsen = Plaatsen(verbindingen, geduld=WACHT_OP_VERBINDING)
        self._pools: dict[Actor, asyncpg.Pool[Any]] = {}

    @property
    def klok(self) -> Klok:
        return self._klok

    async def open(self) -> None:
        """Zet de pools klaar en controleer elke rol: zo start elk proces.

        Raises:
            Onbereikbaar: de database antwoordt niet.
            OnveiligeRol: een rol kan meer dan zij mag, of heeft een instelling die er niet hoort (`rollen`).
        """
        await self.zet_pools_klaar()
        try:
            await self.controleer_rollen()
        except (Onbereikbaar, OnveiligeRol):
            await self.sluit()
            raise

    async def zet_pools_klaar(self) -> None:
        """Een pool per rol, die pas verbindt als iemand vraagt; er is nog niets gecontroleerd."""
        for actor, dsn in self._dsns.items():
            self._pools[actor] = await maak_pool(dsn, actor, self._verbindingen, wacht=WACHT_OP_VERBINDING)

    async def controleer_rollen(self) -> None:
        """Of elke rol, op elke machine, niets kan dat zij niet hoort te kunnen; fouten als bij `open`."""
        try:
            for actor, dsn in self._dsns.items():
                async with self._pools[actor].acquire() as verbinding:
                    await controleer_rol(verbinding, actor)
                for knoop in self._knopen:
                    await _controleer_op(knoop, dsn, actor)
        except (OSError, asyncpg.PostgresError, TimeoutError):
            raise Onbereikbaar(f"De database is niet bereikbaar als rol meedoen_{actor}.") from None

    async def sluit(self) -> None:
        for pool in self._pools.values():
            await pool.close()
        self._pools.clear()

    @asynccontextmanager
    async def uow(self, toegang: Toegang, *, recht: Recht | None = None) -> AsyncIterator[Tx]:
        """Open een transactie binnen `toegang`; commit aan het eind, draai terug bij elke uitzondering. `recht` is dat
        van de gemeente waarin gehandeld wordt; zonder wordt er op geen eigen norm gerekend.

        Raises:
            GeenUnitOfWork: er is al een transactie open in deze taak, of een fout van de database werd opgevangen.
            Onbereikbaar: er kwam geen plaats of verbinding vrij, zij viel weg, of de opdracht duurde te lang.
        """
        if _bezig.get() is not None:
            raise GeenUnitOfWork("een unit of work nest niet")
        async with self._plaatsen.houd(toegang), self._transactie(toegang, recht) as tx:
            yield tx

    async def vraag(self, toegang: Toegang, sql: str, *waarden: object) -> list[Any]:
        """Eén opdracht zonder context en zonder transactie eromheen: een bericht in plaats van drie.

        Alleen voor de deur die nagaat wie er klopt: haar functie leest geen context, en haar rol ziet verder niets.

        Raises:
            Onbereikbaar: er kwam geen plaats of verbinding vrij, zij viel weg, of de opdracht duurde te lang.
        """
        if toegang.actor is not Actor.TOEGANG:
            raise ValueError("alleen de deur vraagt zonder transactie")
        async with self._plaatsen.houd(toegang), self._verbinding(toegang) as verbinding:
            return list(await verbinding.fetch(sql, *waarden))

    @asynccontextmanager
    async def _transactie(self, toegang: Toegang, recht: Recht | None) -> AsyncIterator[Tx]:
        async with self._verbinding(toegang) as verbinding:
            tx = Tx(verbinding, toegang, self._klok, recht)
            teken = _bezig.set(tx)
            try:
                await verbinding.execute(opening(toegang))
                yield tx
                tx._open = False
                if await verbinding.execute("commit") != "COMMIT":
                    # Na een mislukte opdracht maakt PostgreSQL van commit zonder fout een rollback.
                    raise GeenUnitOfWork("een mislukte opdracht werd opgevangen; er is niets opgeslagen")
            finally:
                tx._open = False
                _bezig.reset(teken)

    @asynccontextmanager
    async def _verbinding(self, toegang: Toegang) -> AsyncIterator[Any]:
        """Een verbinding uit de pool van deze rol, die hoe dan ook teruggaat; wat de database zegt in onze woorden."""
        pool = self._pools[toegang.actor]
        try:
            # With a timeout of its own asyncpg starts a task for it.
            async with asyncio.timeout(WACHT_OP_VERBINDING):
                verbinding = await pool.acquire()
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            raise Onbereikbaar("De database is nu te druk of niet bereikbaar. Probeer het zo weer.") from None
        try:
            yield verbinding
        except asyncpg.QueryCanceledError:
            raise Onbereikbaar("De database deed er te lang over. Probeer het zo weer.") from None
        except asyncpg.LockNotAvailableError:
            raise Onbereikbaar("Hier is nu een ander mee bezig. Er is niets vastgelegd; probeer het zo weer.") from None
        except (asyncpg.SerializationError, asyncpg.DeadlockDetectedError):
            raise VersieConflict("Dit werd tegelijk gewijzigd. Er is niets van u vastgelegd.") from None
        except asyncpg.PostgresConnectionError:
            # Class 08 while our own connection is fine: a machine behind a distributed database does not answer.
            raise Onbereikbaar("Een deel van de database is nu niet bereikbaar. Probeer het zo weer.") from None
        except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as fout:
            if not (_is_weg(verbinding) or isinstance(fout, asyncpg.OperatorInterventionError)):
                raise
            raise Onbereikbaar("De verbinding met de database viel weg. Probeer het zo weer.") from None
        finally:
            await _geef_terug(pool, verbinding)


async def _controleer_op(knoop: Knoop, dsn: str, actor: Actor) -> None:
    """Dezelfde controle op een andere machine van een verdeelde database: niet elk recht gaat daar vanzelf heen."""
    host, poort = knoop
    verbinding = await asyncpg.connect(dsn, host=host, port=poort, timeout=WACHT_OP_VERBINDING)
    try:
        await controleer_rol(verbinding, actor, waar=f"{host}:{poort}")
    finally:
        await verbinding.close()


async def _geef_terug(pool: "asyncpg.Pool[Any]", verbinding: Any) -> None:
    """Draai terug wat nog open is en geef de plaats terug; wat niet terug kan wordt verbroken."""
    try:
        if _is_weg(verbinding):
            return
        if verbinding.is_in_transaction():
            await asyncio.shield(asyncio.wait_for(verbinding.execute("rollback"), WACHT_OP_VERBINDING))
    except BaseException:
        if not _is_weg(verbinding):
            verbinding.terminate()
        raise
    finally:
        # asyncpg shields what it does here itself, before it waits for anything.
        await pool.release(verbinding, timeout=WACHT_OP_VERBINDING)


def _is_weg(verbinding: Any) -> bool:
    """Een verbroken verbinding haalt asyncpg zelf uit de pool; daarna weigert zij elke vraag, ook deze."""
    try:
        return bool(verbinding.is_closed())
    except asyncpg.InterfaceError:
        return True
