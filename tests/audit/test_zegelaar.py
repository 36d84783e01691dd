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
from core.platform.audit.verzegelen import ReeksVerbroken
from core.platform.audit.zegelaar import NietVerzegeld, Ronde, Zegelaar
from core.platform.tenancy import Actor, toegang_platform
from tests.audit.conftest import SLEUTELS, Proef
from tests.geduld import GEDULD
from tests.voorbeelden.alle import open_databank
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.storing import BLIND, HEEL, STUK, ZIEND

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
    # Alsof de regel er al twee minuten ligt: haar id zegt wanneer zij gemaakt is.
    id_ = await proef.alziend.fetchval("select id from audit")
    ouder = UUID(int=id_.int - (120_000 << 80))
    await proef.alziend.execute("update audit set id = $1", ouder)
    await proef.onderteken(ouder)
    uitslag = await proef.zegelaar.ronde()
    assert uitslag.regels == 0
    verslag = await proef.controle(gemeente=proef.a)
    assert verslag.gemeenten[0].open == 1
    assert verslag.te_laat
    assert not verslag.in_orde
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


async def test_wie_zoekt_naar_een_slot_van_de_zegelaar_houdt_hem_niet_op(proef: Proef) -> None:
    """Elk adviesslot dat een ander zou nemen, en de rij van de stand: verzegelen gaat door."""
    await proef.schrijf()
    for slot in (7_021_2021, 7_021_2022):
        await proef.alziend.execute(f"select pg_advisory_lock({slot})")
    async with proef.alziend.transaction():
        await proef.alziend.execute("lock table audit, audit_zegel in share row exclusive mode nowait")
    assert await proef.verzegel() == 1


async def test_geen_andere_rol_kan_een_rij_van_de_stand_vasthouden(cluster: Cluster, database: str) -> None:
    for actor in Actor:
        verbinding = await asyncpg.connect(cluster.dsn(f"meedoen_{actor}", database))
        try:
            for opdracht in (
                "select from meedoen.audit_stand for key share",
                "lock table meedoen.audit_stand in row share mode",
                "lock table meedoen.audit in share mode",
                "lock table meedoen.audit_zegel in share mode",
                "select pg_advisory_lock(70212022)",
            ):
                if actor is Actor.ZEGEL and opdracht.startswith("select from"):
                    continue
                with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
                    await verbinding.execute(f"begin; {opdracht}")
                await verbinding.execute("rollback")
        finally:
            await verbinding.close()


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
    async with asyncio.timeout(GEDULD):
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
    for rij in await proef.alziend.fetch("select id from audit order by id desc limit 2"):
        await proef.alziend.execute("update audit set xid = '1000000000007' where id = $1", rij["id"])
        await proef.onderteken(rij["id"])
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
    """Wat verzegeld is volgt uit de zegels; de stand zegt alleen vanaf waar er gezocht moet worden."""
    await proef.vul()
    await proef.alziend.execute("update audit_stand set tot = '3'")
    assert await proef.verzegel() == 0
    assert (await proef.controle()).in_orde


async def test_de_zegelaar_kan_zijn_stand_niet_voorbij_zetten_wat_afgelopen_is(
    cluster: Cluster, database: str, proef: Proef
) -> None:
    """Anders zou hij regels overslaan die er nog niet zijn."""
    await proef.vul()
    verbinding = await asyncpg.connect(cluster.dsn("meedoen_zegel", database))
    try:
        for tot in (
            "'18446744073709551615'",
            "(pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1)::text::xid8",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(f"update meedoen.audit_stand set tot = {tot}")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await verbinding.execute("update meedoen.audit_stand set afgesloten = true")
        await verbinding.execute("update meedoen.audit_stand set tot = pg_snapshot_xmin(pg_current_snapshot())")
    finally:
        await verbinding.close()


async def test_een_overgeslagen_regel_wordt_gevonden_en_met_de_volgende_alsnog_verzegeld(proef: Proef) -> None:
    """Wie de stand vooruit zet, vlak voor het verzegelen: de regels eronder horen een zegel te hebben."""
    await proef.vul()
    await proef.schrijf(2)
    await proef.alziend.execute("update audit_stand set tot = pg_snapshot_xmin(pg_current_snapshot())")
    await proef.zegelaar.ronde()
    assert await proef.soorten() == [Bevindingsoort.ZEGEL_ONTBREEKT]
    await proef.schrijf()
    assert await proef.verzegel() == 3
    assert (await proef.controle()).in_orde


async def test_een_vervalst_zegel_houdt_het_verzegelen_niet_op(proef: Proef) -> None:
    """Zonder de sleutel, met een bereik tot in de verre toekomst: de volgende regels krijgen gewoon een zegel."""
    await proef.vul()
    async with proef.databank.uow(toegang_platform(Actor.ZEGEL, oorsprong="test", gemeente_id=proef.a.id)) as tx:
        await tx.voer_uit(
            "insert into meedoen.audit_zegel select gemeente_id, 4, reeks, tot, '1000000000000', 1, wortel, hash,"
            " sha256(hash), sleutelversie, mac, gezet_op from meedoen.audit_zegel where gemeente_id = $1 and nr = 3",
            proef.a.id,
        )
    await proef.schrijf(2)
    assert await proef.verzegel() == 2
    verslag = await proef.controle()
    assert [(b.soort, b.waar) for _, b in verslag.bevindingen] == [(Bevindingsoort.ZEGEL_VERANDERD, "zegel 4")]


async def test_een_gemeente_die_niet_te_bereiken_is_houdt_de_andere_niet_op(proef: Proef) -> None:
    """De machine van gemeente A antwoordt niet: B wordt verzegeld, en A zodra zij terug is."""
    await proef.schrijf(2, gemeente=proef.a)
    await proef.schrijf(3, gemeente=proef.b)
    await proef.alziend.execute(STUK.format(tabel="audit_zegel", gemeente=proef.a.id))
    while (uitslag := await proef.zegelaar.ronde()).regels == 0:
        continue
    assert (uitslag.regels, uitslag.volledig) == (3, False)
    await proef.schrijf(gemeente=proef.b)
    while (uitslag := await proef.zegelaar.ronde()).regels == 0:
        continue
    assert (uitslag.regels, uitslag.volledig) == (1, False), "A is voorlopig niet aan de beurt"
    await proef.alziend.execute(HEEL.format(tabel="audit_zegel"))
    proef.zegelaar._weer_om.clear()
    assert await proef.verzegel() == 2
    assert (await proef.controle()).in_orde


async def test_kan_de_database_niet_over_alle_gemeenten_zoeken_dan_gaat_het_een_voor_een(proef: Proef) -> None:
    """Lezen over alle gemeenten heen strandt op de machine van A; B wordt toch verzegeld."""
    await proef.schrijf(2, gemeente=proef.a)
    await proef.schrijf(3, gemeente=proef.b)
    await proef.alziend.execute(BLIND.format(tabel="audit", gemeente=proef.a.id, rol="meedoen_zegel"))
    while (uitslag := await proef.zegelaar.ronde()).regels == 0:
        continue
    assert (uitslag.regels, uitslag.volledig) == (3, False)
    await proef.alziend.execute(ZIEND.format(tabel="audit"))
    proef.zegelaar._weer_om.clear()
    assert await proef.verzegel() == 2
    assert (await proef.controle()).in_orde


async def test_een_minuut_zonder_volledige_ronde_is_een_fout_en_een_melding(
    proef: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    gemeld: list[BaseException] = []
    monkeypatch.setattr("core.platform.telemetry.sentry.meld", lambda fout, **_: gemeld.append(fout))
    with structlog.testing.capture_logs() as meldingen:
        proef.zegelaar._bewaak(Ronde(volledig=False), sinds=59.0)
        proef.zegelaar._bewaak(Ronde(volledig=False), sinds=61.0)
        proef.zegelaar._bewaak(Ronde(volledig=False), sinds=62.0)
    assert [m["seconden"] for m in meldingen] == [61]
    assert [type(fout) for fout in gemeld] == [NietVerzegeld]


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
    while not (await vreemd.ronde()).regels:
        continue
    await proef.verzegel()
    verslag = await verifieer(proef.databank, SLEUTELS, Ankers())
    assert [b.soort for _, b in verslag.bevindingen] == [Bevindingsoort.ZEGEL_VERANDERD]
