"""De taalschool, en elke andere soort organisatie, ziet iemand alleen langs een levende, aanvaarde toewijzing en een
levend eigen lidmaatschap. Wie er leest wijzigt niets, en wie er antwoordt leest niets van de persoon."""

import asyncio
import contextlib
import contextvars
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.platform.db.feiten import Gevoeligheid
from core.platform.db.uow import Databank, Tx
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.platform.partijen import PARTIJEN, Partij, toegang_partner
from core.platform.tenancy import Actor, Toegang
from core.process.toewijzing import actions
from core.process.toewijzing.antwoorden import BEANTWOORD
from core.process.toewijzing.projecties import PROJECTIES, projectie_voor
from tests.architecture.feiten import PER_TABEL
from tests.security.context import Toneel, Uitslag, binnen, kolommen_met, probeer, volledig
from tests.security.verhoudingen import VERHOUDINGEN, Verhouding
from tests.steekproef import params
from tests.voorbeelden.alle import TABELLEN
from tests.voorbeelden.beheer import TweeGemeenten, lidmaatschap, medewerker
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.personen import persoon
from tests.voorbeelden.toewijzing import toewijzing, zet_stand

_ANTWOORD = """
update meedoen.toewijzing set status = $3, gewijzigd_door = $4, versie = versie + 1
where gemeente_id = $1 and id = $2"""


@pytest.fixture(params=PARTIJEN, ids=lambda partij: partij.naam)
def partij(request: pytest.FixtureRequest) -> Partij:
    soort: Partij = request.param
    return soort


def _projectie(partij: Partij) -> str:
    return str(projectie_voor(partij.doel).tabel._meta.tablename)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zicht:
    partij: Partij
    toegang: Toegang
    toewijzing_id: UUID | None
    dossier_id: UUID

    @property
    def antwoordend(self) -> Toegang:
        return replace(self.toegang, actor=Actor.ANTWOORD)


async def _zet_op(
    eigenaar: Any, alziend: Any, databank: Databank, twee: TweeGemeenten, partij: Partij, verhouding: Verhouding
) -> Zicht:
    """Een verse medewerker van de organisatie van A, met deze verhouding tot een verse persoon."""
    wie = await medewerker(eigenaar)
    eigen, andere = twee.a.leden[partij.naam].organisatie, twee.b.leden[partij.naam].organisatie
    if verhouding.lid is not None:
        await lidmaatschap(eigenaar, twee.a.id, wie, rol=min(partij.rollen), organisatie_id=eigen, **verhouding.lid)
    gemeente = twee.b if verhouding.andere_gemeente else twee.a
    school = andere if verhouding.andere_school else eigen
    toewijzing_id = None
    async with databank.uow(gemeente.als_klantmanager()) as tx:
        dossier_id = await dossier(tx, persoon_id=await persoon(tx))
        if verhouding.toewijzing is not None:
            toewijzing_id = await toewijzing(tx, organisatie_id=school, doel=partij.doel, dossier_id=dossier_id)
    if toewijzing_id is not None:
        await zet_stand(alziend, toewijzing_id, **(verhouding.toewijzing or {}))
    toegang = toegang_partner(partij, eigen, medewerker_id=wie, gemeente_id=gemeente.id, oorsprong="test")
    return Zicht(partij=partij, toegang=toegang, toewijzing_id=toewijzing_id, dossier_id=dossier_id)


async def _gezien(tx: Tx, partij: Partij) -> tuple[set[UUID], set[UUID]]:
    """De toewijzingen, en de dossiers waarvan iets van de persoon te zien is."""
    toewijzingen = {r["id"] for r in await tx.fetch("select id from meedoen.toewijzing")}
    return toewijzingen, {r["dossier_id"] for r in await tx.fetch(f"select * from meedoen.{_projectie(partij)}")}


@pytest.mark.parametrize("naam", VERHOUDINGEN)
async def test_wat_een_organisatie_ziet(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij, naam: str
) -> None:
    """Zowel handelend in de gemeente van de persoon als in een lijst over gemeenten heen."""
    verhouding = VERHOUDINGEN[naam]
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, verhouding)
    for toegang in (zicht.toegang, replace(zicht.toegang, gemeente_id=None)):
        async with databank.uow(toegang) as tx:
            toewijzingen, dossiers = await _gezien(tx, partij)
        assert toewijzingen == ({zicht.toewijzing_id} if verhouding.ziet_toewijzing else set())
        assert dossiers == ({zicht.dossier_id} if verhouding.ziet_leerling else set())


async def test_een_collega_van_een_andere_organisatie_met_dezelfde_context_ziet_niets(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    """De organisatie in de context alleen is niet genoeg: het lidmaatschap moet van die medewerker zijn."""
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aanvaard"])
    indringer = replace(zicht.toegang, medewerker_id=twee_gemeenten.b.leden[partij.naam].medewerker)
    async with databank.uow(indringer) as tx:
        assert await _gezien(tx, partij) == (set(), set())
    async with databank.uow(zicht.toegang) as tx:
        assert await _gezien(tx, partij) == ({zicht.toewijzing_id}, {zicht.dossier_id})


@pytest.mark.parametrize(
    "naam", ["aangeboden", "aanvaard", "geweigerd", "verlopen", "lidmaatschap ingetrokken", "andere school"]
)
async def test_antwoorden_kan_alleen_op_een_eigen_aanbod(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij, naam: str
) -> None:
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN[naam])
    a, ik = twee_gemeenten.a.id, zicht.toegang.medewerker_id
    op_de_projectie = f"update meedoen.{_projectie(partij)} set status = $3 where gemeente_id = $1 and id = $2"
    async with databank.uow(zicht.antwoordend) as tx:
        geraakt = [
            await tx.voer_uit(_ANTWOORD, a, zicht.toewijzing_id, "aanvaard", ik),
            await tx.voer_uit(op_de_projectie, a, zicht.toewijzing_id, "aanvaard"),
        ]
    assert geraakt == ([1, 1] if naam in ("aangeboden", "aanvaard") else [0, 0]), "wie aanvaardde kan nog: niet van ons"
    async with databank.uow(zicht.toegang) as tx:
        assert bool((await _gezien(tx, partij))[1]) is (naam in ("aangeboden", "aanvaard"))


async def test_een_aanbod_kan_niet_in_een_andere_stand_dan_een_antwoord(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aangeboden"])
    a, ik = twee_gemeenten.a.id, zicht.toegang.medewerker_id
    op_de_projectie = f"update meedoen.{_projectie(partij)} set status = $3 where gemeente_id = $1 and id = $2"
    for status in ("aangeboden", "beeindigd"):
        for sql, waarden in ((_ANTWOORD, (status, ik)), (op_de_projectie, (status,))):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with databank.uow(zicht.antwoordend) as tx:
                    await tx.voer_uit(sql, a, zicht.toewijzing_id, *waarden)


async def test_een_antwoord_draagt_de_naam_van_wie_antwoordt(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aangeboden"])
    for ander in (twee_gemeenten.a.klantmanager, None):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with databank.uow(zicht.antwoordend) as tx:
                await tx.voer_uit(_ANTWOORD, twee_gemeenten.a.id, zicht.toewijzing_id, "aanvaard", ander)


async def test_wie_leest_wijzigt_niets_en_wie_antwoordt_leest_niets_van_de_persoon(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    for naam in ("aangeboden", "aanvaard"):
        zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN[naam])
        for tabel in ("toewijzing", _projectie(partij)):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with databank.uow(zicht.toegang) as tx:
                    await tx.voer_uit(f"update meedoen.{tabel} set status = $1", "aanvaard")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with databank.uow(zicht.antwoordend) as tx:
                await tx.fetch(f"select naam from meedoen.{_projectie(partij)}")
    leesbaar = {
        (tabel, kolom)
        for tabel in sorted(TABELLEN)
        for kolom in await kolommen_met(alziend, Actor.ANTWOORD, tabel, "SELECT")
        if PER_TABEL[tabel].kolommen[kolom].gevoeligheid is not Gevoeligheid.TECHNISCH
    }
    envelop = {"doel", "dienst", "grond", "status", "vanaf", "tot", "ingetrokken_op"}
    projecties = {p.tabel._meta.tablename for p in PROJECTIES.values()}
    assert {kolom for tabel, kolom in leesbaar if tabel == "toewijzing"} <= envelop
    assert {kolom for tabel, kolom in leesbaar if tabel in projecties} == {"status"}
    assert {tabel for tabel, _ in leesbaar} == {"toewijzing", *projecties}


async def test_wie_antwoordt_zet_een_taak_klaar_en_geen_andere(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aangeboden"])
    ander = replace(zicht.antwoordend, gemeente_id=twee_gemeenten.b.id)
    for toegang, soort in ((zicht.antwoordend, "melding.verzend"), (ander, BEANTWOORD), (zicht.toegang, BEANTWOORD)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with databank.uow(toegang) as tx:
                await bus.zet(tx, soort, onderwerp_id=zicht.dossier_id, reeks=zicht.dossier_id)
    async with databank.uow(zicht.antwoordend) as tx:
        await bus.zet(tx, BEANTWOORD, onderwerp_id=zicht.dossier_id, reeks=zicht.dossier_id)


@contextlib.asynccontextmanager
async def _open_transactie_van_de_school(databank: Databank, zicht: Zicht) -> AsyncIterator[Tx]:
    async with databank.uow(zicht.toegang) as tx:
        assert (await _gezien(tx, zicht.partij))[1] == {zicht.dossier_id}
        yield tx
        assert (await _gezien(tx, zicht.partij))[1] == set()


@pytest.mark.parametrize(
    ("tabel", "wijziging"),
    [
        ("toewijzing", "ingetrokken_op = clock_timestamp()"),
        ("toewijzing", "tot = clock_timestamp()"),
        ("toewijzing", "status = 'beeindigd'"),
        ("lidmaatschap", "ingetrokken_op = clock_timestamp()"),
        ("lidmaatschap", "tot = clock_timestamp()"),
    ],
)
async def test_intrekken_werkt_bij_de_volgende_opdracht_van_een_open_transactie(
    eigenaar: Any,
    alziend: Any,
    databank: Databank,
    twee_gemeenten: TweeGemeenten,
    partij: Partij,
    tabel: str,
    wijziging: str,
) -> None:
    """Een toewijzing eindigt met haar projectie, in dezelfde transactie (`test_beeindigen_...`)."""
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aanvaard"])
    async with _open_transactie_van_de_school(databank, zicht):
        wie = {"toewijzing": "id", "lidmaatschap": "medewerker_id"}[tabel]
        wat = zicht.toewijzing_id if tabel == "toewijzing" else zicht.toegang.medewerker_id
        async with alziend.transaction():
            for naam in (tabel, _projectie(partij)) if tabel == "toewijzing" else (tabel,):
                await alziend.execute(f"update meedoen.{naam} set {wijziging} where {wie} = $1", wat)


async def test_beeindigen_werkt_bij_de_volgende_opdracht_van_een_open_transactie(
    eigenaar: Any, alziend: Any, huis: Huis, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aanvaard"])

    async def beeindig() -> None:
        async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            assert zicht.toewijzing_id is not None
            await actions.beeindig(tx, huis, zicht.dossier_id, zicht.toewijzing_id, versie=1)

    async with _open_transactie_van_de_school(databank, zicht):
        await asyncio.create_task(beeindig(), context=contextvars.Context())


async def test_de_organisatie_schrijft_alleen_een_auditregel_op_eigen_naam(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    zicht = await _zet_op(eigenaar, alziend, databank, twee_gemeenten, partij, VERHOUDINGEN["aanvaard"])
    vraag = (
        "insert into meedoen.audit (gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, resultaat,"
        " oorsprong, doel, sleutelversie, mac) values ($1, $2, clock_timestamp(), $3, $4, 'a', 'o', 'gelukt', 't',"
        " 'lesgeven', 1, '\\x00')"
    )
    a, b = twee_gemeenten.a, twee_gemeenten.b
    ik, school = zicht.toegang.medewerker_id, zicht.toegang.organisatie_id
    for nummer, toegang in enumerate((zicht.toegang, zicht.antwoordend)):
        async with databank.uow(toegang) as tx:
            assert await tx.voer_uit(vraag, a.id, UUID(int=10 + nummer), ik, school) == 1
        for gemeente_id, medewerker_id, organisatie_id in (
            (b.id, ik, school),
            (a.id, a.leden[partij.naam].medewerker, school),
            (a.id, ik, b.leden[partij.naam].organisatie),
            (a.id, None, school),
            (a.id, ik, None),
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with databank.uow(toegang) as tx:
                    await tx.voer_uit(vraag, gemeente_id, UUID(int=2), medewerker_id, organisatie_id)


async def test_een_organisatie_in_twee_gemeenten_ziet_alleen_waar_de_medewerker_lid_is(
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, partij: Partij
) -> None:
    school = twee_gemeenten.b.leden[partij.naam].organisatie
    wie = await medewerker(eigenaar)
    await lidmaatschap(eigenaar, twee_gemeenten.b.id, wie, rol=min(partij.rollen), organisatie_id=school)
    verwacht = set()
    for gemeente in (twee_gemeenten.a, twee_gemeenten.b):
        async with databank.uow(gemeente.als_klantmanager()) as tx:
            dossier_id = await dossier(tx, persoon_id=await persoon(tx))
            id_ = await toewijzing(tx, organisatie_id=school, doel=partij.doel, dossier_id=dossier_id)
        await zet_stand(alziend, id_)
        if gemeente is twee_gemeenten.b:
            verwacht.add(dossier_id)
    toegang = toegang_partner(partij, school, medewerker_id=wie, gemeente_id=None, oorsprong="test")
    async with databank.uow(toegang) as tx:
        assert (await _gezien(tx, partij))[1] == verwacht


@pytest.mark.parametrize(
    ("partij", "tabel"), params(product(PARTIJEN, sorted(TABELLEN))), ids=lambda w: w if isinstance(w, str) else w.naam
)
@pytest.mark.asyncio(loop_scope="module")
async def test_een_verborgen_kolom_is_ook_geen_filter_en_geen_volgorde(
    toneel: Toneel, partij: Partij, tabel: str
) -> None:
    """Per kolom zonder recht: lezen, filteren, sorteren en tellen worden geweigerd, nog voor er een rij is gelezen."""
    alle = {
        r["attname"]
        for r in await toneel.alziend.fetch(
            "select attname from pg_attribute where attrelid = ('meedoen.' || $1)::regclass"
            " and attnum > 0 and not attisdropped",
            tabel,
        )
    }
    open_ = set(await kolommen_met(toneel.alziend, partij.actor, tabel, "SELECT"))
    async with binnen(toneel.rollen[partij.actor], volledig(partij.actor, toneel.twee.a)) as school:
        for kolom in open_:
            assert (
                await probeer(school, f"select {kolom} from meedoen.{tabel} order by {kolom}") is not Uitslag.GEWEIGERD
            )
        for kolom in alle - open_:
            for vraag in (
                f"select {kolom} from meedoen.{tabel}",
                f"select from meedoen.{tabel} where {kolom} is not null",
                f"select from meedoen.{tabel} order by {kolom}",
                f"select count({kolom}) from meedoen.{tabel}",
                f"select from meedoen.{tabel} t where t is not null",
                f"select * from meedoen.{tabel}",
            ):
                assert await probeer(school, vraag) is Uitslag.GEWEIGERD, vraag
