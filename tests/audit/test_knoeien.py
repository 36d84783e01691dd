"""Wie de database bezit verandert, verwijdert, voegt in of verplaatst; de controle vindt het en noemt het."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from core.platform.audit.verslag import Bevindingsoort, Verslag
from core.platform.audit.zegel import Zegel
from core.platform.ids import nieuw_id
from tests.audit.conftest import SLEUTELS, Proef
from tests.voorbeelden.alle import open_databank
from tests.voorbeelden.beheer import maak_twee_gemeenten
from tests.voorbeelden.cluster import Cluster, nieuwe_naam

pytestmark = pytest.mark.asyncio(loop_scope="module")

KOLOMMEN = (
    "gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, object_id, dossiers, velden, resultaat,"
    " oorsprong, doel, sleutelversie, mac"
)
VERANDERINGEN = {
    "tijdstip": "tijdstip + interval '1 microsecond'",
    "medewerker_id": "null",
    "organisatie_id": "gen_random_uuid()",
    "actie": "actie || ' '",
    "object": "'persoon'",
    "object_id": "gen_random_uuid()",
    "dossiers": "dossiers[1:1]",
    "velden": "'{\"fase,kenmerk\"}'",
    "resultaat": "'geweigerd'",
    "oorsprong": "'elders'",
    "doel": "'lesgeven'",
    "sleutelversie": "1",
    "mac": "sha256(mac)",
}


@dataclass(frozen=True, slots=True)
class Gevuld:
    proef: Proef
    ids: list[UUID]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gevuld(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gevuld]:
    """Eén verzegeld en geankerd log voor dit bestand, met een kopie om na elke test terug te zetten."""
    naam = nieuwe_naam()
    await cluster.kopieer(naam)
    async with contextlib.AsyncExitStack() as stapel:
        databank = await stapel.enter_async_context(open_databank(cluster, naam))
        alziend = await stapel.enter_async_context(cluster.alziend(naam))
        async with cluster.eigenaar(naam) as eigenaar:
            twee = await maak_twee_gemeenten(eigenaar)
        pad: Path = tmp_path_factory.mktemp("anker") / "anker.jsonl"
        gevuld = Gevuld(proef := Proef(databank, twee, alziend, pad), await proef.vul())
        await proef.zegelaar.anker()
        for tabel in ("audit", "audit_zegel"):
            await alziend.execute(f"create temporary table was_{tabel} as select * from meedoen.{tabel}")
        yield gevuld
    await cluster.verwijder(naam)


@pytest_asyncio.fixture(loop_scope="module")
async def proef(gevuld: Gevuld) -> AsyncIterator[Proef]:
    yield gevuld.proef
    for tabel in ("audit", "audit_zegel"):
        await gevuld.proef.alziend.execute(
            f"truncate meedoen.{tabel}; insert into meedoen.{tabel} select * from was_{tabel}"
        )


@pytest.fixture
def ids(gevuld: Gevuld) -> list[UUID]:
    """De regels van gemeente A: de eerste drie in zegel 1, dan drie in zegel 2, dan drie in zegel 3."""
    return gevuld.ids


def _gevonden(verslag: Verslag) -> list[tuple[Bevindingsoort, str]]:
    return [(b.soort, b.waar) for _, b in verslag.bevindingen]


async def _zegel(proef: Proef, nr: int) -> Any:
    return await proef.alziend.fetchrow(
        "select *, van::text as van, tot::text as tot from audit_zegel where gemeente_id = $1 and nr = $2",
        proef.a.id,
        nr,
    )


async def test_een_log_waar_niemand_aankwam_is_in_orde(proef: Proef) -> None:
    verslag = await proef.controle()
    assert verslag.in_orde
    assert {g.code: (g.regels, g.open) for g in verslag.gemeenten} == {proef.a.code: (9, 0), proef.b.code: (2, 0)}
    assert {g.code: g.zegels for g in verslag.gemeenten} == {proef.a.code: 3, proef.b.code: 1}


async def test_elke_veranderde_kolom_wordt_gevonden_en_de_regel_genoemd(proef: Proef, ids: list[UUID]) -> None:
    for kolom, waarde in VERANDERINGEN.items():
        await proef.alziend.execute(f"update audit set {kolom} = {waarde} where id = '{ids[4]}'")
        assert _gevonden(await proef.controle()) == [(Bevindingsoort.VERANDERD, f"regel {ids[4]}")], kolom
        await proef.alziend.execute(f"update audit a set {kolom} = oud.{kolom} from was_audit oud where a.id = oud.id")
    assert (await proef.controle()).in_orde


async def test_een_verwijderde_regel_wordt_gemist(proef: Proef, ids: list[UUID]) -> None:
    await proef.alziend.execute("delete from audit where id = $1", ids[4])
    assert _gevonden(await proef.controle()) == [(Bevindingsoort.VERWIJDERD, "zegel 2")]


async def test_een_ingevoegde_regel_met_een_overgeschreven_mac_wordt_genoemd(proef: Proef, ids: list[UUID]) -> None:
    nep = nieuw_id()
    await proef.alziend.execute(
        f"insert into audit ({KOLOMMEN}, xid) select {KOLOMMEN.replace(' id,', ' $2::uuid,', 1)}, xid"
        " from audit where id = $1",
        ids[4],
        nep,
    )
    assert _gevonden(await proef.controle()) == [(Bevindingsoort.INGEVOEGD, f"regel {nep}")]


async def test_verwisselde_ids_worden_allebei_genoemd(proef: Proef, ids: list[UUID]) -> None:
    een, twee, tijdelijk = ids[3], ids[5], nieuw_id()
    for oud, nieuw in ((een, tijdelijk), (twee, een), (tijdelijk, twee)):
        await proef.alziend.execute("update audit set id = $2 where id = $1", oud, nieuw)
    gevonden = _gevonden(await proef.controle())
    assert sorted(gevonden) == sorted((Bevindingsoort.VERANDERD, f"regel {id_}") for id_ in (een, twee))


async def _verwissel_xid(proef: Proef, een: UUID, twee: UUID) -> None:
    await proef.alziend.execute(
        "update audit a set xid = b.xid from audit b where (a.id, b.id) in (($1, $2), ($2, $1))", een, twee
    )


async def test_een_andere_volgorde_binnen_een_zegel_wordt_gevonden(proef: Proef, ids: list[UUID]) -> None:
    """Het nummer van de transactie staat onder de MAC: een verplaatste regel is een veranderde regel."""
    await _verwissel_xid(proef, ids[3], ids[5])
    verwacht = [(Bevindingsoort.VERANDERD, f"regel {id_}") for id_ in (ids[3], ids[5])]
    assert sorted(_gevonden(await proef.controle())) == sorted(verwacht)


async def test_regels_die_van_zegel_wisselden_worden_gevonden(proef: Proef, ids: list[UUID]) -> None:
    await _verwissel_xid(proef, ids[1], ids[7])
    verwacht = [(Bevindingsoort.VERANDERD, f"regel {id_}") for id_ in (ids[1], ids[7])]
    assert sorted(_gevonden(await proef.controle())) == sorted(verwacht)


async def test_een_regel_in_een_ander_zegel_is_daar_te_veel_en_hier_gemist(proef: Proef, ids: list[UUID]) -> None:
    await proef.alziend.execute(
        "update audit set xid = (select xid from audit where id = $2) where id = $1", *ids[1:9:7]
    )
    assert _gevonden(await proef.controle()) == [
        (Bevindingsoort.VERWIJDERD, "zegel 1"),
        (Bevindingsoort.INGEVOEGD, f"regel {ids[1]}"),
    ]


async def test_een_regel_die_weg_was_toen_er_verzegeld_werd_en_terugkomt_wordt_gevonden(proef: Proef) -> None:
    await proef.schrijf(2)
    await proef.alziend.execute(
        "create temporary table weg as select * from audit order by id desc limit 1;"
        " delete from audit where id in (select id from weg)"
    )
    try:
        await proef.verzegel()
        await proef.alziend.execute("insert into audit select * from weg")
        assert _gevonden(await proef.controle()) == [(Bevindingsoort.VERPLAATST, "zegel 4")]
    finally:
        await proef.alziend.execute("drop table weg")


@pytest.mark.parametrize("nr", [1, 2])
async def test_een_verwijderd_zegel_laat_een_gat(proef: Proef, nr: int) -> None:
    await proef.alziend.execute("delete from audit_zegel where gemeente_id = $1 and nr = $2", proef.a.id, nr)
    assert _gevonden(await proef.controle()) == [(Bevindingsoort.ZEGEL_ONTBREEKT, f"zegel {nr}")]


async def test_het_laatste_zegel_weg_laat_regels_zonder_zegel(proef: Proef) -> None:
    await proef.alziend.execute("delete from audit_zegel where gemeente_id = $1 and nr = 3", proef.a.id)
    assert _gevonden(await proef.controle()) == [
        (Bevindingsoort.ZEGEL_ONTBREEKT, "na zegel 2"),
        (Bevindingsoort.ANKER_WIJKT_AF, "zegel 3"),
    ]


async def test_het_staartje_met_zegel_en_al_weg_blijkt_uit_het_anker(proef: Proef, ids: list[UUID]) -> None:
    await proef.alziend.execute("delete from audit where id in ($1, $2, $3)", *ids[6:])
    await proef.alziend.execute("delete from audit_zegel where gemeente_id = $1 and nr = 3", proef.a.id)
    assert _gevonden(await proef.controle()) == [(Bevindingsoort.ANKER_WIJKT_AF, "zegel 3")]


async def test_een_zegel_dat_zonder_sleutel_is_nagemaakt_wordt_herkend(proef: Proef, ids: list[UUID]) -> None:
    """De aanvaller rekent alles na wat zonder sleutel na te rekenen is: wortel, aantal, hash en de hele keten erna."""
    await proef.alziend.execute("delete from audit where id = $1", ids[4])
    vorige = (await _zegel(proef, 1))["hash"]
    for nr in (2, 3):
        rij = await _zegel(proef, nr)
        bladen = await proef.alziend.fetchval(
            "select string_agg(sha256(uuid_send(id) || xid8send(xid) || mac), ''::bytea order by xid, id) from audit"
            " where gemeente_id = $1 and xid >= $2::text::xid8 and xid < $3::text::xid8",
            proef.a.id,
            rij["van"],
            rij["tot"],
        )
        zegel = Zegel(
            gemeente_id=proef.a.id,
            nr=nr,
            reeks=rij["reeks"],
            van=int(rij["van"]),
            tot=int(rij["tot"]),
            aantal=len(bladen) // 32,
            wortel=sha256(bladen).digest(),
            vorige=vorige,
            gezet_op=rij["gezet_op"],
        )
        vorige = zegel.hash()
        await proef.alziend.execute(
            "update audit_zegel set aantal = $3, wortel = $4, vorige = $5, hash = $6"
            " where gemeente_id = $1 and nr = $2",
            proef.a.id,
            nr,
            zegel.aantal,
            zegel.wortel,
            zegel.vorige,
            vorige,
        )
    verslag = await proef.controle()
    assert _gevonden(verslag) == [
        (Bevindingsoort.ZEGEL_VERANDERD, "zegel 2"),
        (Bevindingsoort.ZEGEL_VERANDERD, "zegel 3"),
        (Bevindingsoort.ANKER_WIJKT_AF, "zegel 3"),
    ]
    assert {b.uitleg for _, b in verslag.bevindingen[:2]} == {"de hash klopt, maar is zonder de sleutel gezet"}


@pytest.mark.parametrize(
    "wijziging",
    [
        "aantal = aantal + 1",
        "gezet_op = gezet_op + interval '1 day'",
        "wortel = sha256(wortel)",
        "reeks = 2",
        "mac = ''",
    ],
)
async def test_een_veranderd_zegel_wordt_genoemd(proef: Proef, wijziging: str) -> None:
    await proef.alziend.execute(f"update audit_zegel set {wijziging} where gemeente_id = '{proef.a.id}' and nr = 2")
    assert (Bevindingsoort.ZEGEL_VERANDERD, "zegel 2") in _gevonden(await proef.controle())


async def test_een_open_regel_die_veranderd_is_wordt_ook_gevonden(proef: Proef, ids: list[UUID]) -> None:
    await proef.schrijf()
    id_ = await proef.alziend.fetchval("update audit set actie = 'x' where id > $1 returning id", max(ids))
    assert _gevonden(await proef.controle()) == [(Bevindingsoort.VERANDERD, f"regel {id_}")]


async def test_een_uitkomst_noemt_geen_waarde(proef: Proef, ids: list[UUID]) -> None:
    await proef.alziend.execute("update audit set actie = 'geheim-geval', velden = '{geheim}' where id = $1", ids[0])
    tekst = (await proef.controle()).als_tekst()
    assert "VERANDERD" in tekst
    assert "geheim" not in tekst
    assert str(proef.a.klantmanager) not in tekst


async def test_een_sleutelversie_die_er_niet_is_heet_niet_veranderd(proef: Proef, ids: list[UUID]) -> None:
    assert SLEUTELS.actief == 2
    await proef.alziend.execute("update audit set sleutelversie = 9 where id = $1", ids[0])
    assert _gevonden(await proef.controle()) == [(Bevindingsoort.SLEUTEL_ONTBREEKT, f"regel {ids[0]}")]
