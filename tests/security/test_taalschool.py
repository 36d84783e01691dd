"""De taalschool ziet een leerling alleen langs een levende, aanvaarde toewijzing en een levend eigen lidmaatschap."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.platform.db.uow import Databank, Tx
from core.platform.partijen import VAN_ACTOR, toegang_partner
from core.platform.tenancy import Actor, Rol, Toegang
from tests.security.context import Toneel, Uitslag, binnen, kolommen_met, probeer, volledig
from tests.security.verhoudingen import VERHOUDINGEN, Verhouding
from tests.voorbeelden.alle import TABELLEN
from tests.voorbeelden.beheer import TweeGemeenten, lidmaatschap, medewerker, organisatie
from tests.voorbeelden.dossier import dossier, persoon
from tests.voorbeelden.toewijzing import toewijzing

TAALSCHOOL = VAN_ACTOR[Actor.TAALSCHOOL]
_ANTWOORD = """
update meedoen.toewijzing set status = $3, gewijzigd_door = $4, versie = versie + 1
where gemeente_id = $1 and id = $2"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zicht:
    toegang: Toegang
    toewijzing_id: UUID | None
    dossier_id: UUID
    persoon_id: UUID


async def _zet_op(eigenaar: Any, databank: Databank, twee: TweeGemeenten, verhouding: Verhouding) -> Zicht:
    """Een verse medewerker van de school van A, met deze verhouding tot een verse leerling."""
    wie = await medewerker(eigenaar)
    if verhouding.lid is not None:
        await lidmaatschap(
            eigenaar,
            twee.a.id,
            wie,
            rol=Rol.TAALSCHOOL_MEDEWERKER,
            organisatie_id=twee.a.school,
            **verhouding.lid,
        )
    gemeente = twee.b if verhouding.andere_gemeente else twee.a
    school = twee.b.school if verhouding.andere_school else twee.a.school
    async with databank.uow(gemeente.als_klantmanager()) as tx:
        persoon_id = await persoon(tx)
        dossier_id = await dossier(tx, persoon_id=persoon_id)
        toewijzing_id = None
        if verhouding.toewijzing is not None:
            toewijzing_id = await toewijzing(
                tx, organisatie_id=school, dossier_id=dossier_id, persoon_id=persoon_id, **verhouding.toewijzing
            )
    toegang = toegang_partner(TAALSCHOOL, twee.a.school, medewerker_id=wie, gemeente_id=gemeente.id, oorsprong="test")
    return Zicht(toegang=toegang, toewijzing_id=toewijzing_id, dossier_id=dossier_id, persoon_id=persoon_id)


async def _gezien(tx: Tx) -> tuple[set[UUID], set[UUID], set[UUID]]:
    vragen = ("select id from meedoen.toewijzing", "select id from meedoen.dossier", "select id from meedoen.persoon")
    toewijzingen, dossiers, personen = [{r["id"] for r in await tx.fetch(vraag)} for vraag in vragen]
    return toewijzingen, dossiers, personen


@pytest.mark.parametrize("naam", VERHOUDINGEN)
async def test_wat_een_school_ziet(eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten, naam: str) -> None:
    """Zowel handelend in de gemeente van de leerling als in een lijst over gemeenten heen."""
    verhouding = VERHOUDINGEN[naam]
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, verhouding)
    for toegang in (zicht.toegang, replace(zicht.toegang, gemeente_id=None)):
        async with databank.uow(toegang) as tx:
            toewijzingen, dossiers, personen = await _gezien(tx)
        assert toewijzingen == ({zicht.toewijzing_id} if verhouding.ziet_toewijzing else set())
        assert dossiers == ({zicht.dossier_id} if verhouding.ziet_leerling else set())
        assert personen == ({zicht.persoon_id} if verhouding.ziet_leerling else set())


async def test_een_collega_van_een_andere_school_met_dezelfde_context_ziet_niets(
    eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    """De organisatie in de context alleen is niet genoeg: het lidmaatschap moet van die medewerker zijn."""
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, VERHOUDINGEN["aanvaard"])
    indringer = toegang_partner(
        TAALSCHOOL,
        twee_gemeenten.a.school,
        medewerker_id=twee_gemeenten.b.schoolmedewerker,
        gemeente_id=twee_gemeenten.a.id,
        oorsprong="test",
    )
    async with databank.uow(indringer) as tx:
        assert await _gezien(tx) == (set(), set(), set())
    async with databank.uow(zicht.toegang) as tx:
        assert await _gezien(tx) == ({zicht.toewijzing_id}, {zicht.dossier_id}, {zicht.persoon_id})


@pytest.mark.parametrize(
    "naam", ["aangeboden", "aanvaard", "geweigerd", "verlopen", "lidmaatschap ingetrokken", "andere school"]
)
async def test_antwoorden_kan_alleen_op_een_eigen_aanbod(
    eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten, naam: str
) -> None:
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, VERHOUDINGEN[naam])
    async with databank.uow(zicht.toegang) as tx:
        geraakt = await tx.voer_uit(
            _ANTWOORD, twee_gemeenten.a.id, zicht.toewijzing_id, "aanvaard", zicht.toegang.medewerker_id
        )
    assert geraakt == (1 if naam == "aangeboden" else 0)


async def test_een_aanbod_kan_niet_in_een_andere_stand_dan_een_antwoord(
    eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, VERHOUDINGEN["aangeboden"])
    for status in ("aangeboden", "beeindigd"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with databank.uow(zicht.toegang) as tx:
                await tx.voer_uit(
                    _ANTWOORD, twee_gemeenten.a.id, zicht.toewijzing_id, status, zicht.toegang.medewerker_id
                )


async def test_een_antwoord_draagt_de_naam_van_wie_antwoordt(
    eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, VERHOUDINGEN["aangeboden"])
    for ander in (twee_gemeenten.a.klantmanager, None):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with databank.uow(zicht.toegang) as tx:
                await tx.voer_uit(_ANTWOORD, twee_gemeenten.a.id, zicht.toewijzing_id, "aanvaard", ander)


@contextlib.asynccontextmanager
async def _open_transactie_van_de_school(databank: Databank, zicht: Zicht) -> AsyncIterator[Tx]:
    async with databank.uow(zicht.toegang) as tx:
        assert (await _gezien(tx))[1] == {zicht.dossier_id}
        yield tx
        assert (await _gezien(tx))[1:] == (set(), set())


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
    eigenaar: Any, alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, tabel: str, wijziging: str
) -> None:
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, VERHOUDINGEN["aanvaard"])
    async with _open_transactie_van_de_school(databank, zicht):
        wie = {"toewijzing": "id", "lidmaatschap": "medewerker_id"}[tabel]
        wat = zicht.toewijzing_id if tabel == "toewijzing" else zicht.toegang.medewerker_id
        await alziend.execute(f"update meedoen.{tabel} set {wijziging} where {wie} = $1", wat)


async def test_de_school_schrijft_alleen_een_auditregel_op_eigen_naam(
    eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    zicht = await _zet_op(eigenaar, databank, twee_gemeenten, VERHOUDINGEN["aanvaard"])
    vraag = (
        "insert into meedoen.audit (gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, resultaat,"
        " oorsprong, doel, sleutelversie, mac) values ($1, $2, clock_timestamp(), $3, $4, 'a', 'o', 'gelukt', 't',"
        " 'lesgeven', 1, '\\x00')"
    )
    a, b = twee_gemeenten.a, twee_gemeenten.b
    ik, school = zicht.toegang.medewerker_id, a.school
    async with databank.uow(zicht.toegang) as tx:
        assert await tx.voer_uit(vraag, a.id, UUID(int=1), ik, school) == 1
    for gemeente_id, medewerker_id, organisatie_id in (
        (b.id, ik, school),
        (a.id, a.schoolmedewerker, school),
        (a.id, ik, b.school),
        (a.id, None, school),
        (a.id, ik, None),
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with databank.uow(zicht.toegang) as tx:
                await tx.voer_uit(vraag, gemeente_id, UUID(int=2), medewerker_id, organisatie_id)


async def test_een_school_in_twee_gemeenten_ziet_alleen_waar_de_medewerker_lid_is(
    eigenaar: Any, databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    school = await organisatie(eigenaar, naam="Samen Spreken", instellingsnummer="9999000002")
    wie = await medewerker(eigenaar)
    await lidmaatschap(eigenaar, twee_gemeenten.b.id, wie, rol=Rol.TAALSCHOOL_MEDEWERKER, organisatie_id=school)
    verwacht = set()
    for gemeente in (twee_gemeenten.a, twee_gemeenten.b):
        async with databank.uow(gemeente.als_klantmanager()) as tx:
            persoon_id = await persoon(tx)
            dossier_id = await dossier(tx, persoon_id=persoon_id)
            await toewijzing(tx, organisatie_id=school, dossier_id=dossier_id, persoon_id=persoon_id)
        if gemeente is twee_gemeenten.b:
            verwacht.add(dossier_id)
    async with databank.uow(
        toegang_partner(TAALSCHOOL, school, medewerker_id=wie, gemeente_id=None, oorsprong="test")
    ) as tx:
        assert (await _gezien(tx))[1] == verwacht


@pytest.mark.parametrize("tabel", sorted(TABELLEN))
@pytest.mark.asyncio(loop_scope="module")
async def test_een_verborgen_kolom_is_ook_geen_filter_en_geen_volgorde(toneel: Toneel, tabel: str) -> None:
    """Per kolom zonder recht: lezen, filteren, sorteren en tellen worden geweigerd, nog voor er een rij is gelezen."""
    alle = {
        r["attname"]
        for r in await toneel.alziend.fetch(
            "select attname from pg_attribute where attrelid = ('meedoen.' || $1)::regclass"
            " and attnum > 0 and not attisdropped",
            tabel,
        )
    }
    open_ = set(await kolommen_met(toneel.alziend, Actor.TAALSCHOOL, tabel, "SELECT"))
    async with binnen(toneel.rollen[Actor.TAALSCHOOL], volledig(Actor.TAALSCHOOL, toneel.twee.a)) as school:
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
