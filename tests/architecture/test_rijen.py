"""Wat de code van een rij zegt is wat de database bewaart: elke lijst, elke kolom, en wat leeg mag zijn.

Komt er een tekstkolom met een vaste lijst bij, dan vraagt deze test om een StrEnum; komt er een rijstruct bij, dan
houdt hij haar naast de catalogus.
"""

import asyncio
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin
from uuid import UUID

import msgspec
import pytest

from core.platform.db.rij import JSONB, Rij
from core.process.stappen import STAPPEN
from tests.architecture.bron import bestanden
from tests.architecture.feiten import ALLE, naam
from tests.voorbeelden.cluster import Cluster, nieuwe_naam

MET_RIJEN = {"dossier", "oproep", "pip", "toewijzing", "termijn", "werkitem"}
"""Tabellen waarvan elke lezing een struct geeft; er komen er alleen bij."""
SOORTEN = {
    UUID: "uuid",
    str: "text",
    int: "integer",
    bool: "boolean",
    date: "date",
    datetime: "timestamp with time zone",
    bytes: "bytea",
}
KOLOMMEN = """
select c.relname, a.attname, format_type(a.atttypid, null) as soort, not a.attnotnull as leeg_mag
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p')"""
CONTROLES = """
select c.relname, a.attname, pg_get_constraintdef(k.oid) as tekst
from pg_constraint k join pg_class c on c.oid = k.conrelid
join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
where k.contype = 'c' and cardinality(k.conkey) = 1 and c.relnamespace = 'meedoen'::regnamespace"""
LIJST = re.compile(r"CHECK \(\(\w+ = (?:ANY \(ARRAY\[(?P<meer>.*)\]\)|(?P<een>'.*'::text))\)\)")
WAARDE = re.compile(r"'((?:[^']|'')*)'::text")


@dataclass(frozen=True, slots=True)
class Catalogus:
    kolommen: dict[str, dict[str, tuple[str, bool]]]
    """Per tabel en kolom: het type, en of zij leeg mag zijn."""
    lijsten: dict[str, frozenset[str]]
    """Per tabel.kolom met een vaste lijst: de waarden."""


def _lijst(tekst: str) -> frozenset[str]:
    gevonden = LIJST.fullmatch(tekst)
    if gevonden is None:
        return frozenset()
    return frozenset(WAARDE.findall(gevonden["meer"] or gevonden["een"]))


async def _lees(cluster: Cluster) -> Catalogus:
    database = nieuwe_naam()
    await cluster.kopieer(database)
    kolommen: dict[str, dict[str, tuple[str, bool]]] = {}
    async with cluster.alziend(database) as alziend:
        for r in await alziend.fetch(KOLOMMEN):
            kolommen.setdefault(r["relname"], {})[r["attname"]] = (r["soort"], r["leeg_mag"])
        lijsten = {f"{r['relname']}.{r['attname']}": _lijst(r["tekst"]) for r in await alziend.fetch(CONTROLES)}
    await cluster.verwijder(database)
    return Catalogus(kolommen, {kolom: lijst for kolom, lijst in lijsten.items() if lijst})


@pytest.fixture(scope="module")
def catalogus(cluster: Cluster) -> Catalogus:
    return asyncio.run(_lees(cluster))


def _keuzes() -> dict[str, type[Enum]]:
    """Elke kolom met een StrEnum in `tables.py`."""
    return {
        f"{naam(f)}.{kolom._meta.db_column_name}": kolom._meta.choices
        for f in ALLE
        for kolom in f.tabel._meta.columns
        if kolom._meta.choices is not None
    }


KEUZES = _keuzes()


VERZAMELD: dict[str, frozenset[str]] = {
    "werkitem.soort": frozenset(str(soort) for stap in STAPPEN for soort in stap.werk),
}
"""Lijsten waarvan elke stap haar eigen deel heeft."""


def test_elke_vaste_lijst_is_in_de_code_een_strenum_en_andersom(catalogus: Catalogus) -> None:
    assert set(KEUZES) | set(VERZAMELD) == set(catalogus.lijsten)
    assert len(KEUZES) > 25


@pytest.mark.parametrize("kolom", sorted(KEUZES))
def test_de_lijst_in_de_code_is_die_van_de_database(catalogus: Catalogus, kolom: str) -> None:
    assert issubclass(KEUZES[kolom], StrEnum)
    assert {lid.value for lid in KEUZES[kolom]} == catalogus.lijsten[kolom]


@pytest.mark.parametrize("kolom", sorted(VERZAMELD))
def test_een_lijst_van_alle_stappen_is_die_van_de_database(catalogus: Catalogus, kolom: str) -> None:
    assert VERZAMELD[kolom] == catalogus.lijsten[kolom]


@pytest.mark.parametrize(
    ("tekst", "lijst"),
    [
        ("CHECK ((status = ANY (ARRAY['a'::text, 'b c'::text])))", {"a", "b c"}),
        ("CHECK ((doel = 'lesgeven'::text))", {"lesgeven"}),
        ("CHECK ((length(doel) <= 64))", set()),
        ("CHECK ((oin ~ '^[0-9]{20}$'::text))", set()),
    ],
)
def test_wat_een_vaste_lijst_is(tekst: str, lijst: set[str]) -> None:
    assert _lijst(tekst) == lijst


# ── Rijen ───────────────────────────────────────────────────────────────────────────────────────────


def _onder(soort: type[Rij]) -> Iterator[type[Rij]]:
    for kind in soort.__subclasses__():
        yield kind
        yield from _onder(kind)


def _rijen() -> dict[str, type[Rij]]:
    """Elke struct die een tabel noemt, uit elke module `rijen.py`."""
    for pad in bestanden():
        if pad.endswith("/rijen.py"):
            importlib.import_module(pad.removesuffix(".py").replace("/", "."))
    return {r.__name__: r for r in _onder(Rij) if r.tabel is not None and r.__module__.startswith("core.")}


RIJEN = _rijen()


def _ontleed(soort: Any) -> tuple[str, bool, type[StrEnum] | None]:
    """Het type in de database, of het leeg mag, en de lijst."""
    delen = get_args(soort)
    if JSONB in delen:
        return "jsonb", NoneType in get_args(delen[0]), None
    if get_origin(soort) in (Union, UnionType):
        [eigenlijk] = [deel for deel in delen if deel is not NoneType]
        return _ontleed(eigenlijk)[0], True, _ontleed(eigenlijk)[2]
    if issubclass(soort, StrEnum):
        return "text", False, soort
    return SOORTEN[soort], False, None


@pytest.mark.parametrize("rij", sorted(RIJEN))
def test_een_rij_is_wat_de_tabel_is(catalogus: Catalogus, rij: str) -> None:
    soort = RIJEN[rij]
    assert soort.tabel is not None
    tabel = soort.tabel._meta.tablename
    velden = {veld.name: _ontleed(veld.type) for veld in msgspec.structs.fields(soort)}
    bekend = catalogus.kolommen[tabel]
    if rij == f"{soort.tabel.__name__}Rij":
        assert set(velden) == set(bekend), "een hele rij heeft elke kolom"
    assert {v: (s, leeg) for v, (s, leeg, _) in velden.items()} == {v: bekend.get(v) for v in velden}
    assert {v: lijst for v, (_, _, lijst) in velden.items() if lijst} == {
        v: KEUZES[f"{tabel}.{v}"] for v in velden if f"{tabel}.{v}" in KEUZES
    }
    assert all(veld.required for veld in msgspec.structs.fields(soort)), "een kolom die niet gelezen is, is niet leeg"


def test_de_tabellen_met_rijen(catalogus: Catalogus) -> None:
    heel = {r.tabel._meta.tablename for naam_, r in RIJEN.items() if r.tabel and naam_ == f"{r.tabel.__name__}Rij"}
    assert heel >= MET_RIJEN
