"""Het auditlog: elke regel is eenduidig, ondertekend, en door niemand te wijzigen of op andermans naam te schrijven."""

import os
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.logboek import Auditregel, Logboek
from core.platform.db.uow import Databank, GeenUnitOfWork
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor, Doel
from tests.voorbeelden.beheer import TweeGemeenten, verzet_klok
from tests.voorbeelden.cluster import Cluster

REGEL = Auditregel(
    gemeente_id=UUID(int=1),
    id=UUID(int=2),
    tijdstip=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    medewerker_id=UUID(int=3),
    organisatie_id=None,
    actie="dossier.lezen",
    object="dossier",
    object_id=UUID(int=4),
    dossiers=(UUID(int=4),),
    velden=("naam",),
    resultaat="gelukt",
    oorsprong="GET /x",
    doel="dossierbehandeling",
)
LOGBOEK = Logboek(sleutels=Sleutelbos({1: os.urandom(32), 2: os.urandom(32)}, actief=2))

# Small alphabets on purpose: near-collisions are what an ambiguous encoding would confuse.
kort = st.text(alphabet="a,\x00\x1f", max_size=3)
id_ = st.sampled_from([UUID(int=n) for n in range(3)])
regels = st.builds(
    Auditregel,
    gemeente_id=id_,
    id=id_,
    tijdstip=st.sampled_from([datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)]),
    medewerker_id=st.none() | id_,
    organisatie_id=st.none() | id_,
    actie=kort,
    object=kort,
    object_id=st.none() | id_,
    dossiers=st.lists(id_, max_size=2).map(tuple),
    velden=st.lists(kort, max_size=3).map(tuple),
    resultaat=kort,
    oorsprong=kort,
    doel=kort,
)
VERANDERINGEN: dict[str, Callable[[Any], Any]] = {
    "gemeente_id": lambda _: UUID(int=9),
    "id": lambda _: UUID(int=9),
    "tijdstip": lambda t: t + timedelta(microseconds=1),
    "medewerker_id": lambda _: None,
    "organisatie_id": lambda _: UUID(int=9),
    "actie": lambda t: t + "x",
    "object": lambda _: "",
    "object_id": lambda _: None,
    "dossiers": lambda _: (),
    "velden": lambda v: (*v, ""),
    "resultaat": lambda _: "mislukt",
    "oorsprong": lambda t: t[:-1],
    "doel": lambda _: "lesgeven",
}


@given(regels, regels)
def test_twee_verschillende_regels_geven_verschillende_bytes(een: Auditregel, twee: Auditregel) -> None:
    assert (een.canoniek(7) == twee.canoniek(7)) == (een == twee)


@given(regels, st.sampled_from(sorted(VERANDERINGEN)))
def test_schuiven_tussen_buren_verandert_de_bytes(regel: Auditregel, veld: str) -> None:
    """Wat van het ene veld naar het volgende schuift, geeft andere bytes (de val van een scheidingsteken)."""
    anders = replace(regel, **{veld: VERANDERINGEN[veld](getattr(regel, veld))})
    assert (regel.canoniek(7) == anders.canoniek(7)) == (regel == anders)


def test_dezelfde_tijd_in_een_andere_zone_is_dezelfde_regel() -> None:
    elders = REGEL.tijdstip.astimezone(timezone(timedelta(hours=2)))
    assert replace(REGEL, tijdstip=elders).canoniek(7) == REGEL.canoniek(7)


@pytest.mark.parametrize("veld", [f.name for f in fields(Auditregel)])
def test_de_mac_ziet_elke_verandering(veld: str) -> None:
    anders = replace(REGEL, **{veld: VERANDERINGEN[veld](getattr(REGEL, veld))})
    assert LOGBOEK.mac(anders, xid=7, versie=1) != LOGBOEK.mac(REGEL, xid=7, versie=1)


def test_de_mac_hangt_aan_sleutel_en_gemeente() -> None:
    assert LOGBOEK.mac(REGEL, xid=7, versie=1) != LOGBOEK.mac(REGEL, xid=7, versie=2)
    assert LOGBOEK.mac(REGEL, xid=7, versie=1) == LOGBOEK.mac(REGEL, xid=7, versie=1)
    ander = Logboek(sleutels=Sleutelbos({1: os.urandom(32)}))
    assert ander.mac(REGEL, xid=7, versie=1) != LOGBOEK.mac(REGEL, xid=7, versie=1)


_ALLES = "*, xid::text as nummer"


def _lees(rij: Any) -> Auditregel:
    waarden = {f.name: rij[f.name] for f in fields(Auditregel)}
    return Auditregel(**waarden | {"dossiers": tuple(rij["dossiers"]), "velden": tuple(rij["velden"])})


async def test_wat_er_staat_is_wat_er_ondertekend_is(
    huis: Huis, eigenaar: Any, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    await verzet_klok(eigenaar, seconden=365 * 24 * 3600)
    dossiers = [nieuw_id(), nieuw_id()]
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        await huis.logboek.schrijf(tx, "pip.vaststellen", "pip", object_id=nieuw_id(), dossiers=dossiers, velden="ba")
        await huis.logboek.schrijf(tx, "werkvoorraad.lezen", "werkvoorraad")
        nu = await tx.nu()
    vol, leeg = await alziend.fetch(f"select {_ALLES} from meedoen.audit order by id")
    for rij in (vol, leeg):
        assert huis.logboek.mac(_lees(rij), xid=int(rij["nummer"]), versie=rij["sleutelversie"]) == rij["mac"]
        assert rij["tijdstip"] == nu
        assert (rij["medewerker_id"], rij["oorsprong"]) == (twee_gemeenten.a.klantmanager, "test")
        assert rij["doel"] == Doel.DOSSIERBEHANDELING
    assert (vol["dossiers"], vol["velden"]) == (dossiers, ["a", "b"])
    assert (leeg["dossiers"], leeg["velden"], leeg["object_id"]) == ([], [], None)


@pytest.mark.parametrize(
    "wijziging",
    [
        "actie = 'x'",
        "dossiers = '{}'",
        "medewerker_id = null",
        "tijdstip = now()",
        "xid = '7'",
    ],
)
async def test_wie_een_regel_verandert_wordt_gezien(
    huis: Huis, alziend: Any, twee_gemeenten: TweeGemeenten, wijziging: str
) -> None:
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        await huis.logboek.schrijf(tx, "dossier.lezen", "dossier", dossiers=[nieuw_id()])
    rij = await alziend.fetchrow(f"update meedoen.audit set {wijziging} returning {_ALLES}")
    assert huis.logboek.mac(_lees(rij), xid=int(rij["nummer"]), versie=rij["sleutelversie"]) != rij["mac"]


async def test_zonder_commit_geen_regel(huis: Huis, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    async def poging() -> None:
        async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await huis.logboek.schrijf(tx, "dossier.lezen", "dossier")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await poging()
    assert await alziend.fetchval("select count(*) from meedoen.audit") == 0


@pytest.mark.parametrize("actor", list(Actor))
async def test_niemand_wijzigt_of_verwijdert_en_alleen_wie_verzegelt_leest(
    cluster: Cluster, database: str, actor: Actor
) -> None:
    mag_niet = ["update meedoen.audit set actie = 'x'", "delete from meedoen.audit", "truncate meedoen.audit"]
    verbinding = await asyncpg.connect(cluster.dsn(f"meedoen_{actor}", database))
    try:
        if actor is Actor.ZEGEL:
            await verbinding.execute("select from meedoen.audit")
        else:
            mag_niet.append("select from meedoen.audit")
        for opdracht in mag_niet:
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
                await verbinding.execute(opdracht)
    finally:
        await verbinding.close()


async def test_een_regel_op_andermans_naam_wordt_geweigerd(
    huis: Huis, databank: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    """De toegang in `tx` zegt wie er handelt; wie die in het geheugen verandert, krijgt de database niet mee."""
    a = twee_gemeenten.a

    async def poging(**anders: object) -> None:
        async with databank.uow(a.als_klantmanager()) as tx:
            tx.toegang = replace(tx.toegang, **anders)  # type: ignore[arg-type]
            await huis.logboek.schrijf(tx, "dossier.lezen", "dossier")

    for anders in ({"medewerker_id": a.teamleider}, {"medewerker_id": None}, {"gemeente_id": twee_gemeenten.b.id}):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await poging(**anders)
    await poging()
    assert await alziend.fetchval("select count(*) from meedoen.audit") == 1


async def test_een_transactie_schrijft_regels_van_een_gemeente(
    huis: Huis, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    a, b = twee_gemeenten.a, twee_gemeenten.b

    async def over_gemeenten_heen() -> None:
        async with huis.databank.uow(a.als_school(handelend=False)) as tx:
            await huis.logboek.schrijf(tx, "leerling.lezen", "toewijzing")

    with pytest.raises(GeenUnitOfWork, match="één gemeente"):
        await over_gemeenten_heen()
    async with huis.databank.uow(a.als_school()) as tx:
        await huis.logboek.schrijf(tx, "leerling.lezen", "toewijzing")
    rij = await alziend.fetchrow("select * from meedoen.audit")
    assert (rij["gemeente_id"], rij["organisatie_id"], rij["medewerker_id"]) == (a.id, a.school, a.schoolmedewerker)

    async def elders() -> None:
        async with huis.databank.uow(replace(a.als_school(), gemeente_id=b.id)) as tx:
            await huis.logboek.schrijf(tx, "leerling.lezen", "toewijzing")

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await elders()
