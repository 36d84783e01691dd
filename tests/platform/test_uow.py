"""De unit of work: één transactie, één scope, één taak, en de plaats in de pool komt altijd terug."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.fouten import Onbereikbaar, VersieConflict
from core.instellingen.tabel import Kloksoort
from core.platform.clock import Klok
from core.platform.db import uow as module
from core.platform.db.tabel import QueryBuitenUnitOfWork
from core.platform.db.uow import Databank, GeenUnitOfWork, Tx
from core.platform.tenancy import Doel
from core.process.dossier.tables import Dossier
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.personen import persoon

TRAAG = "select pg_sleep(20), $1::uuid as gemeente_id"


@pytest.fixture
async def krap(cluster: Cluster, database: str) -> AsyncIterator[Databank]:
    """Eén verbinding per rol: wie een plaats niet teruggeeft, houdt de volgende tegen."""
    databank = Databank(cluster.dsns(database), klok=Klok(soort=Kloksoort.SYSTEEM), verbindingen=1)
    await databank.open()
    yield databank
    await databank.sluit()


async def _schoon(databank: Databank, alziend: Any, twee: TweeGemeenten) -> None:
    """Er staat geen transactie open, en de volgende unit of work heeft haar eigen scope en ziet niets van een ander."""
    open_ = await alziend.fetchval(
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        " and usename like 'meedoen_%' and usename <> 'meedoen_migratie' and state <> 'idle'"
    )
    assert open_ == 0
    async with databank.uow(twee.b.als_klantmanager()) as tx:
        scope = await tx.fetchrow("select meedoen.gemeente_nu() as gemeente_id, meedoen.medewerker_nu() as wie")
        assert dict(scope or {}) == {"gemeente_id": twee.b.id, "wie": twee.b.klantmanager}
        assert not await tx.fetch("select gemeente_id from meedoen.dossier")
    async with databank.uow(replace(twee.b.als_klantmanager(), medewerker_id=None)) as tx:
        leeg = await tx.fetchrow("select meedoen.medewerker_nu() as gemeente_id")
        assert dict(leeg or {}) == {"gemeente_id": None}


async def _aantal(alziend: Any) -> int:
    return int(await alziend.fetchval("select count(*) from meedoen.dossier"))


async def test_commit_en_terugdraaien(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    toegang = twee_gemeenten.a.als_klantmanager()
    async with krap.uow(toegang) as tx:
        await dossier(tx)
    assert await _aantal(alziend) == 1

    async def poging() -> None:
        async with krap.uow(toegang) as tx:
            await dossier(tx)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await poging()
    assert await _aantal(alziend) == 1
    await _schoon(krap, alziend, twee_gemeenten)


async def test_gather_binnen_een_transactie_is_een_fout_en_lekt_niet(
    krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:

    async def poging() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            await asyncio.gather(*(tx.fetch("select gemeente_id from meedoen.dossier") for _ in range(3)))

    with pytest.raises(GeenUnitOfWork, match="één taak"):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_tweede_transactie_erin_wordt_geweigerd(
    krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    """Ook als de binnenste wordt opgevangen, hoort wat de buitenste deed bij de buitenste gemeente."""
    async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        with pytest.raises(GeenUnitOfWork, match="nest"):
            async with krap.uow(twee_gemeenten.b.als_klantmanager()):
                pytest.fail("hier mag niemand komen")
        await dossier(tx)
    assert {r["gemeente_id"] for r in await alziend.fetch("select gemeente_id from meedoen.dossier")} == {
        twee_gemeenten.a.id
    }
    await _schoon(krap, alziend, twee_gemeenten)


async def test_ook_een_taak_die_binnen_begint_nest(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    """Een taak erft de context; binnen een transactie begonnen mag zij er geen tweede openen."""

    async def ernaast() -> None:
        async with databank.uow(twee_gemeenten.b.als_klantmanager()):
            pytest.fail("hier mag niemand komen")

    async with databank.uow(twee_gemeenten.a.als_klantmanager()):
        with pytest.raises(GeenUnitOfWork, match="nest"):
            await asyncio.create_task(ernaast())


async def test_na_afloop_is_het_voorbij(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        pass
    for poging in (
        tx.fetch("select gemeente_id from meedoen.dossier"),
        tx.voer_uit("update meedoen.dossier set let_op = $1 where gemeente_id = $2", "x", twee_gemeenten.a.id),
        tx.lees(Dossier.select().where(Dossier.gemeente_id == twee_gemeenten.a.id)),
    ):
        with pytest.raises(GeenUnitOfWork, match="afgelopen"):
            await poging
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_andere_taak_mag_er_niet_in(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        with pytest.raises(GeenUnitOfWork, match="één taak"):
            await asyncio.create_task(tx.fetch("select gemeente_id from meedoen.dossier"))
        await dossier(tx)
    assert await _aantal(alziend) == 1


async def test_een_gedode_verbinding_geeft_haar_plaats_terug(
    krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:

    async def poging() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            pid = (await tx.fetch("select pg_backend_pid() as pid, 1 as gemeente_id"))[0]["pid"]
            assert await alziend.fetchval("select pg_terminate_backend($1, 2000)", pid)
            await tx.fetch("select gemeente_id from meedoen.dossier")

    with pytest.raises(Onbereikbaar, match="viel weg"):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_gedode_verbinding_voor_de_commit_is_geen_stil_succes(
    krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:

    async def poging() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            pid = (await tx.fetch("select pg_backend_pid() as pid, 1 as gemeente_id"))[0]["pid"]
            assert await alziend.fetchval("select pg_terminate_backend($1, 2000)", pid)

    with pytest.raises(Onbereikbaar, match="viel weg"):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_opgevangen_databasefout_wordt_geen_stille_rollback(
    krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    """Na een fout is de transactie dood; wie de fout opvangt en doorgaat, mag niet denken dat er is opgeslagen."""

    async def poging() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            with pytest.raises(asyncpg.DivisionByZeroError):
                await tx.fetch("select 1 / 0 as gemeente_id")

    with pytest.raises((GeenUnitOfWork, asyncpg.PostgresError)):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_te_lang_bezig_is_onbereikbaar(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:

    async def poging() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            await tx.fetch("set local statement_timeout = '50ms' -- gemeente_id")
            await tx.fetch(TRAAG, twee_gemeenten.a.id)

    with pytest.raises(Onbereikbaar, match="te lang"):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def _wacht_tot_bezig(alziend: Any) -> None:
    vraag = (
        "select count(*) from pg_stat_activity where datname = current_database() and query = $1 and state = 'active'"
    )
    while not await alziend.fetchval(vraag, TRAAG):  # noqa: ASYNC110 - de server weet het, en roept niet
        await asyncio.sleep(0)


async def test_afbreken_midden_in_een_opdracht(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    async def werk() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            await tx.fetch(TRAAG, twee_gemeenten.a.id)

    taak = asyncio.create_task(werk())
    await _wacht_tot_bezig(alziend)
    taak.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taak
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_tijdgrens_van_de_aanroeper(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:

    async def poging() -> None:
        async with asyncio.timeout(0.1), krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await dossier(tx)
            await tx.fetch(TRAAG, twee_gemeenten.a.id)

    with pytest.raises(TimeoutError):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_volle_pool_is_onbereikbaar_en_komt_terug(
    krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WACHT_OP_VERBINDING", 0.05)
    bezet, los = asyncio.Event(), asyncio.Event()

    async def houd_vast() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()):
            bezet.set()
            await los.wait()

    taak = asyncio.create_task(houd_vast())
    await bezet.wait()
    with pytest.raises(Onbereikbaar, match="druk"):
        async with krap.uow(twee_gemeenten.b.als_klantmanager()):
            pytest.fail("hier mag niemand komen")
    los.set()
    await taak
    monkeypatch.undo()
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_mislukte_commit_is_een_fout(krap: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    """Een uitgestelde verwijzing zakt pas bij de commit."""
    await alziend.execute(
        "create table meedoen.proef (gemeente_id uuid references meedoen.gemeente (id) deferrable initially deferred);"
        "grant insert on meedoen.proef to meedoen_gemeente"
    )

    async def poging() -> None:
        async with krap.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await tx.voer_uit("insert into meedoen.proef (gemeente_id) values ($1)", UUID(int=7))
            await dossier(tx)

    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await poging()
    assert await _aantal(alziend) == 0
    await _schoon(krap, alziend, twee_gemeenten)


async def test_een_botsing_is_een_versieconflict(
    databank: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    """Twee die op elkaar wachten: een van beide krijgt te horen dat iemand anders eerder was."""
    toegang = twee_gemeenten.a.als_klantmanager()
    async with databank.uow(toegang) as tx:
        een, twee = await dossier(tx), await dossier(tx)
    beide_bezig = asyncio.Barrier(2)

    async def wijzig(eerst: UUID, daarna: UUID) -> bool:
        vraag = "update meedoen.dossier set let_op = 'x', gewijzigd_door = $3 where gemeente_id = $1 and id = $2"
        async with databank.uow(toegang) as tx:
            await tx.voer_uit(vraag, tx.gemeente_id, eerst, tx.medewerker_id)
            await beide_bezig.wait()
            await tx.voer_uit(vraag, tx.gemeente_id, daarna, tx.medewerker_id)
        return True

    uitslagen = await asyncio.gather(wijzig(een, twee), wijzig(twee, een), return_exceptions=True)
    assert sorted(type(u).__name__ for u in uitslagen) == ["VersieConflict", "bool"]
    await _schoon(databank, alziend, twee_gemeenten)


async def test_precies_een_rij_of_een_versieconflict(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        id_ = await dossier(tx)
        vraag = (
            Dossier.update({Dossier.let_op: "y", Dossier.versie: 2, Dossier.gewijzigd_door: tx.medewerker_id})
            .where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == id_) & (Dossier.versie == 1))
            .returning(Dossier.id)
        )
        assert (await tx.schrijf_een(vraag))["id"] == id_
        with pytest.raises(VersieConflict):
            await tx.schrijf_een(vraag)


async def test_piccolo_zelf_laten_lopen_is_een_fout(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        for vraag in (
            Dossier.select().where(Dossier.gemeente_id == tx.gemeente_id),
            Dossier.update({Dossier.let_op: "x"}).where(Dossier.gemeente_id == tx.gemeente_id),
            Dossier.count(),
        ):
            with pytest.raises(QueryBuitenUnitOfWork):
                await vraag
        with pytest.raises(QueryBuitenUnitOfWork):
            await Dossier.select().batch()
    with pytest.raises(QueryBuitenUnitOfWork):
        Dossier._meta.db.transaction()


async def test_een_opdracht_zonder_gemeente_wordt_geweigerd(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        await persoon(tx)
        for poging in (
            tx.fetch("select id from meedoen.persoon"),
            tx.fetchrow("select id from meedoen.persoon where id = $1", UUID(int=1)),
            tx.lees(Dossier.select(Dossier.id).where(Dossier.id == UUID(int=1))),
            tx.voer_uit("update meedoen.persoon set plaats = $1", "x"),
        ):
            with pytest.raises(ValueError, match="gemeente_id"):
                await poging


async def test_een_taak_is_geen_mens_en_een_lijst_heeft_geen_gemeente(
    databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    async with databank.uow(twee_gemeenten.a.als_taak()) as tx:
        assert tx.gemeente_id == twee_gemeenten.a.id
        with pytest.raises(GeenUnitOfWork, match="mens"):
            _ = tx.medewerker_id
    async with databank.uow(twee_gemeenten.a.als_school(handelend=False)) as tx:
        with pytest.raises(GeenUnitOfWork, match="één gemeente"):
            _ = tx.gemeente_id


async def test_veel_tegelijk_houden_elk_hun_eigen_gemeente(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    async def een(nummer: int) -> bool:
        gemeente = (twee_gemeenten.a, twee_gemeenten.b)[nummer % 2]
        async with databank.uow(gemeente.als_klantmanager()) as tx:
            await dossier(tx)
            rijen: list[Any] = await tx.fetch("select gemeente_id from meedoen.dossier")
            return {r["gemeente_id"] for r in rijen} == {gemeente.id}

    assert all(await asyncio.gather(*(een(n) for n in range(24))))


def test_een_transactie_maakt_men_niet_zelf_na(twee_gemeenten: TweeGemeenten) -> None:
    assert Tx.__slots__
    with pytest.raises(ValueError, match="mist de gemeente"):
        replace(twee_gemeenten.a.als_klantmanager(), gemeente_id=None)
    with pytest.raises(ValueError, match="mist de gemeente"):
        replace(twee_gemeenten.a.als_school(), medewerker_id=None)


async def _doel(tx: Tx) -> str:
    rij = await tx.fetchrow("select meedoen.doel_nu() as doel, meedoen.gemeente_nu() as gemeente_id")
    assert rij is not None
    assert rij["gemeente_id"] == tx.gemeente_id
    return str(rij["doel"])


async def test_een_ander_doel_geldt_alleen_voor_de_opdrachten_erbinnen(
    databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        async with tx.met_doel(Doel.SAMENVOEGEN):
            assert (await _doel(tx), tx.toegang.doel) == ("samenvoegen", Doel.SAMENVOEGEN)
        assert (await _doel(tx), tx.toegang.doel) == ("dossierbehandeling", Doel.DOSSIERBEHANDELING)


async def test_wie_een_fout_binnen_een_ander_doel_opvangt_kan_daarna_niets_meer(
    databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        with pytest.raises(VersieConflict):
            async with tx.met_doel(Doel.SAMENVOEGEN):
                raise VersieConflict
        with pytest.raises(GeenUnitOfWork):
            await _doel(tx)
