"""Verzegelen terwijl er geschreven wordt: elke regel precies één keer, en nooit een vals alarm."""

import asyncio
import random
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
import structlog

from core.platform.audit.anker import Ankers
from core.platform.audit.reeks import nieuwe_reeks
from core.platform.audit.verifieer import verifieer
from core.platform.audit.verslag import Bevindingsoort
from core.platform.audit.zegelaar import SLOT, ReeksVerbroken, Zegelaar
from tests.audit.conftest import SLEUTELS, Proef
from tests.voorbeelden.alle import open_databank
from tests.voorbeelden.cluster import Cluster

SCHRIJVERS = 16
TRANSACTIES = 40


class _Teruggedraaid(Exception):
    pass


async def _in_precies_een_zegel(proef: Proef) -> tuple[int, int]:
    """Hoeveel regels er zijn, en hoeveel er in precies één zegel vallen."""
    rij = await proef.alziend.fetchrow(
        "select count(*) as regels, count(*) filter (where 1 = (select count(*) from audit_zegel z where"
        " z.gemeente_id = a.gemeente_id and z.reeks = a.reeks and a.xid >= z.van and a.xid < z.tot)) as verzegeld,"
        " (select sum(aantal) from audit_zegel) as geteld from audit a"
    )
    assert rij["verzegeld"] == rij["geteld"]
    return rij["regels"], rij["verzegeld"]


async def test_zestien_schrijvers_door_elkaar_en_twee_zegelaars(cluster: Cluster, database: str, proef: Proef) -> None:
    """Transacties van 0 tot 40 ms, waarvan een deel terugdraait, over twee gemeenten."""
    toeval = random.Random(7)
    teruggedraaid = 0

    async def schrijver(nummer: int) -> None:
        nonlocal teruggedraaid
        gemeente = proef.a if nummer % 3 else proef.b
        for _ in range(TRANSACTIES):
            try:
                async with databank.uow(gemeente.als_klantmanager()) as tx:
                    for _ in range(toeval.randint(1, 3)):
                        await proef.logboek.schrijf(tx, "dossier.lezen", "dossier")
                        await asyncio.sleep(toeval.random() * 0.013)
                    if toeval.random() < 0.1:
                        raise _Teruggedraaid
            except _Teruggedraaid:
                teruggedraaid += 1

    stop = asyncio.Event()
    zegelaars = [Zegelaar(proef.databank, SLEUTELS, proef.ankers, rust=0.05) for _ in range(2)]
    async with open_databank(cluster, database, verbindingen=SCHRIJVERS) as databank:
        lopend = [asyncio.create_task(z.draai(stop)) for z in zegelaars]
        await asyncio.gather(*(schrijver(n) for n in range(SCHRIJVERS)))
        stop.set()
        await asyncio.gather(*lopend)
    await proef.verzegel()
    regels, verzegeld = await _in_precies_een_zegel(proef)
    assert regels == verzegeld > SCHRIJVERS * TRANSACTIES
    assert teruggedraaid > 0
    rondes = await proef.alziend.fetchval("select count(distinct tot) from audit_zegel")
    assert rondes > 5, "er is tijdens het schrijven verzegeld, niet alleen erna"
    verslag = await proef.controle()
    assert verslag.in_orde, verslag.als_tekst()
    assert verslag.oudste_open is None


async def test_controleren_terwijl_er_geschreven_en_verzegeld_wordt_geeft_geen_vals_alarm(proef: Proef) -> None:
    stop = asyncio.Event()
    zegelaar = asyncio.create_task(proef.zegelaar.draai(stop))

    async def schrijf() -> None:
        for _ in range(60):
            await proef.schrijf()

    schrijvers = [asyncio.create_task(schrijf()) for _ in range(2)]
    keren = 0
    while not all(s.done() for s in schrijvers):
        verslag = await proef.controle()
        assert verslag.in_orde, verslag.als_tekst()
        keren += 1
    await asyncio.gather(*schrijvers)
    stop.set()
    await zegelaar
    assert keren > 3


async def test_een_open_transactie_houdt_het_zegel_tegen_en_de_leeftijd_staat_erbij(
    cluster: Cluster, database: str, proef: Proef
) -> None:
    vergeten = await asyncpg.connect(cluster.dsn("meedoen_gemeente", database))
    await vergeten.execute("begin")
    await vergeten.fetchval("select pg_current_xact_id()::text")
    await proef.schrijf()
    # Alsof de regel er al twee minuten ligt: haar id zegt wanneer zij gemaakt is. De MAC klopt dan niet meer.
    id_ = await proef.alziend.fetchval("select id from audit")
    ouder = UUID(int=id_.int - (120_000 << 80))
    await proef.alziend.execute("update audit set id = $1", ouder)
    uitslag = await proef.zegelaar.ronde()
    assert uitslag is not None
    assert uitslag.regels == 0
    verslag = await proef.controle(gemeente=proef.a)
    assert verslag.gemeenten[0].open == 1
    for leeftijd in (uitslag.oudste_open, verslag.oudste_open):
        assert leeftijd is not None
        assert timedelta(seconds=119) < leeftijd < timedelta(seconds=180)
    assert "LET OP: langer dan 60 s" in verslag.als_tekst()
    await vergeten.execute("rollback")
    await vergeten.close()
    assert await proef.verzegel() == 1
    assert (await proef.controle()).oudste_open is None


async def test_een_teruggedraaide_transactie_laat_niets_achter(proef: Proef) -> None:
    try:
        async with proef.databank.uow(proef.a.als_klantmanager()) as tx:
            await proef.logboek.schrijf(tx, "dossier.lezen", "dossier")
            raise _Teruggedraaid
    except _Teruggedraaid:
        assert await proef.alziend.fetchval("select count(*) from audit") == 0
    await proef.schrijf(2)
    assert await proef.verzegel() == 2
    assert (await proef.controle()).in_orde


async def test_wie_het_slot_niet_heeft_slaat_over(proef: Proef) -> None:
    await proef.schrijf()
    await proef.alziend.execute(f"select pg_advisory_lock({SLOT})")
    assert await proef.zegelaar.ronde() is None
    await proef.alziend.execute(f"select pg_advisory_unlock({SLOT})")
    assert await proef.verzegel() == 1


async def test_de_zegelaar_overleeft_een_verbroken_verbinding(proef: Proef) -> None:
    stop = asyncio.Event()
    lopend = asyncio.create_task(proef.zegelaar.draai(stop))
    for _ in range(5):
        await proef.alziend.fetch(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where usename = 'meedoen_zegel' and datname = current_database()"
        )
        await proef.schrijf()
        await _wacht_op_zegel(proef)
    assert not lopend.done()
    stop.set()
    await lopend
    assert (await proef.controle()).in_orde
    assert proef.ankers.lees().regels == 1, "bij het stoppen is er geankerd"


async def test_een_storing_wordt_gemeld_en_niet_elke_ronde(proef: Proef) -> None:
    await proef.alziend.execute("update audit_stand set tot = '1000000000000'")
    with structlog.testing.capture_logs() as meldingen:
        for _ in range(3):
            await proef.zegelaar._probeer_ronde()
    assert [(m["event"], "nieuwe-reeks" in m["reden"]) for m in meldingen] == [("verzegelen lukt niet", True)]


async def _wacht_op_zegel(proef: Proef) -> None:
    open_ = "select count(*) > (select coalesce(sum(aantal), 0) from audit_zegel) from audit"
    async with asyncio.timeout(20):
        while await proef.alziend.fetchval(open_):  # noqa: ASYNC110 - de zegelaar hoort alleen van de database
            await asyncio.sleep(0.02)


async def test_een_achterstand_wordt_in_stukken_ingehaald(proef: Proef, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.platform.audit.zegelaar.PARTIJ", 2)
    for _ in range(6):
        await proef.schrijf()
    assert await proef.verzegel() == 6
    verslag = await proef.controle(gemeente=proef.a)
    assert verslag.in_orde
    assert verslag.gemeenten[0].zegels == 3


async def test_na_terugzetten_in_een_ander_cluster_gaat_de_keten_verder_in_een_nieuwe_reeks(
    cluster: Cluster, database: str, proef: Proef
) -> None:
    """Het oude cluster was voorbij transactie 10^12; twee van zijn regels waren nog niet verzegeld."""
    await proef.schrijf(3)
    await proef.verzegel()
    await proef.schrijf(2)
    await proef.alziend.execute("update audit_stand set tot = '1000000000000'")
    await proef.alziend.execute(
        "update audit set xid = '1000000000007' where id in (select id from audit order by id desc limit 2)"
    )
    with pytest.raises(ReeksVerbroken, match="nieuwe-reeks"):
        await proef.zegelaar.ronde()
    assert await nieuwe_reeks(cluster.dsn("meedoen_migratie", database)) == 2
    await proef.schrijf(4)
    assert await proef.verzegel() == 6
    zegels = await proef.alziend.fetch("select reeks, aantal, vorige, hash from audit_zegel order by nr")
    assert [(z["reeks"], z["aantal"]) for z in zegels] == [(1, 3), (1, 2), (2, 4)]
    assert zegels[2]["vorige"] == zegels[1]["hash"]
    await proef.schrijf()
    assert await proef.verzegel() == 1
    verslag = await proef.controle()
    assert verslag.in_orde, verslag.als_tekst()


async def test_een_teruggezette_stand_wordt_niet_nog_eens_verzegeld(proef: Proef) -> None:
    await proef.vul()
    await proef.alziend.execute("update audit_stand set tot = '3'")
    with pytest.raises(ReeksVerbroken, match="verify"):
        await proef.zegelaar.ronde()


async def test_de_zegelaar_kan_in_het_log_niets_veranderen(cluster: Cluster, database: str, proef: Proef) -> None:
    await proef.vul()
    verbinding = await asyncpg.connect(cluster.dsn("meedoen_zegel", database))
    try:
        for opdracht in (
            "delete from meedoen.audit",
            "update meedoen.audit set actie = 'x'",
            "insert into meedoen.audit select * from meedoen.audit",
            "delete from meedoen.audit_zegel",
            "update meedoen.audit_zegel set nr = nr + 1",
            "delete from meedoen.audit_stand",
            "select * from meedoen.dossier",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
    finally:
        await verbinding.close()


async def test_een_zegel_met_een_andere_sleutel_valt_door_de_mand(proef: Proef) -> None:
    """Wie wel als meedoen_zegel kan inloggen maar de sleutel niet heeft."""
    await proef.schrijf()
    vreemd = Zegelaar(proef.databank, type(SLEUTELS)({2: b"x" * 32}, actief=2), proef.ankers)
    while not await vreemd.ronde():
        continue
    await proef.verzegel()
    verslag = await verifieer(proef.databank, SLEUTELS, Ankers())
    assert [b.soort for _, b in verslag.bevindingen] == [Bevindingsoort.ZEGEL_VERANDERD]
