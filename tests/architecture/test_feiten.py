"""De kolomfeiten, de Piccolo-tabellen en de database zeggen hetzelfde."""

import asyncio
import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.platform.db.feiten import Gevoeligheid
from core.platform.partijen import PARTIJEN, Partij
from tests.architecture.feiten import ALLE, PER_TABEL, naam
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.cluster import Cluster, nieuwe_naam
from tests.voorbeelden.proef import samen

GGM = Path(__file__).parents[3] / "shared" / "ggm" / "ggm_inburgering.csv"
VAN_NATUURLIJK_PERSOON = {
    "NatuurlijkPersoon.voornamen",
    "NatuurlijkPersoon.voorvoegselGeslachtsnaam",
    "NatuurlijkPersoon.geslachtsnaam",
    "NatuurlijkPersoon.datumGeboorte",
    "NatuurlijkPersoon.datumOverlijden",
}
"""Een inburgeraar is in het GGM een natuurlijk persoon; deze namen staan in het Model Kern RSGB."""

TYPE_VAN_KOLOM = {
    "UUID": "uuid",
    "Text": "text",
    "Date": "date",
    "Timestamptz": "timestamp with time zone",
    "Integer": "integer",
    "BigInt": "bigint",
    "Boolean": "boolean",
    "JSONB": "jsonb",
    "Bytea": "bytea",
}
FILTERBAAR = {"uuid", "text", "date", "timestamp with time zone", "integer", "boolean"}
"""Alleen op deze typen wordt gefilterd en gesorteerd: vergelijken is er leakproof, dus de index blijft bruikbaar."""
NOOIT_GEFILTERD: dict[str, Mapping[str, str]] = {
    "audit": {"xid": "xid8", "dossiers": "uuid[]", "velden": "text[]", "mac": "bytea"},
    "audit_erkenning": {"afdruk": "bytea", "mac": "bytea"},
    "audit_stand": {"tot": "xid8"},
    "audit_zegel": {
        "nr": "bigint",
        **dict.fromkeys(("van", "tot"), "xid8"),
        **dict.fromkeys(("wortel", "vorige", "hash", "mac"), "bytea"),
    },
    "klok": {"verschuiving": "bigint"},
    "outbox": {"inhoud": "jsonb"},
    **samen([proef.nooit_gefilterd for proef in PROEVEN.values()]),
}
"""De nagekeken uitzonderingen: die van het platform hier, die van een stap in haar proef."""


@dataclass(frozen=True, slots=True)
class Kolom:
    soort: str
    leeg_mag: bool
    lezers: frozenset[str]
    """De soorten organisaties die haar lezen."""


Catalogus = dict[str, dict[str, Kolom]]
_VRAAG = """
select c.relname, a.attname, format_type(a.atttypid, null) as soort, not a.attnotnull as leeg_mag,
       (select string_agg(soort, ' ') from string_to_table($1, ' ') soort
        where has_column_privilege('meedoen_' || soort, c.oid, a.attnum, 'select')) as lezers
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p')"""


async def _lees_catalogus(cluster: Cluster) -> Catalogus:
    database = nieuwe_naam()
    await cluster.kopieer(database)
    async with cluster.alziend(database) as alziend:
        gevonden: Catalogus = {}
        for r in await alziend.fetch(_VRAAG, " ".join(partij.naam for partij in PARTIJEN)):
            kolom = Kolom(r["soort"], r["leeg_mag"], frozenset((r["lezers"] or "").split()))
            gevonden.setdefault(r["relname"], {})[r["attname"]] = kolom
    await cluster.verwijder(database)
    return gevonden


@pytest.fixture(scope="module")
def catalogus(cluster: Cluster) -> Catalogus:
    return asyncio.run(_lees_catalogus(cluster))


def test_elke_tabel_staat_er_eenmaal_in(catalogus: Catalogus) -> None:
    assert sorted(naam(f) for f in ALLE) == sorted(catalogus)


@pytest.mark.parametrize("tabel", PER_TABEL)
def test_elke_kolom_heeft_een_feit(catalogus: Catalogus, tabel: str) -> None:
    assert set(PER_TABEL[tabel].kolommen) == set(catalogus[tabel])
    assert PER_TABEL[tabel].van_gemeente == ("gemeente_id" in catalogus[tabel])


@pytest.mark.parametrize("tabel", PER_TABEL)
@pytest.mark.parametrize("partij", PARTIJEN, ids=lambda partij: partij.naam)
def test_een_organisatie_leest_precies_wat_de_feiten_zeggen(catalogus: Catalogus, partij: Partij, tabel: str) -> None:
    volgens_feiten = {k for k, feit in PER_TABEL[tabel].kolommen.items() if partij.doel in feit.doelen}
    assert volgens_feiten == {k for k, kolom in catalogus[tabel].items() if partij.naam in kolom.lezers}


def _soort(kolom: Any) -> str:
    naam_ = type(kolom).__name__
    return f"{_soort(kolom.base_column)}[]" if naam_ == "Array" else TYPE_VAN_KOLOM[naam_]


@pytest.mark.parametrize("tabel", PER_TABEL)
def test_de_piccolotabel_wijkt_niet_af_van_de_database(catalogus: Catalogus, tabel: str) -> None:
    volgens_piccolo = {
        kolom._meta.db_column_name: (_soort(kolom), bool(kolom._meta.null))
        for kolom in PER_TABEL[tabel].tabel._meta.columns
    }
    for kolom, soort in NOOIT_GEFILTERD.get(tabel, {}).items():
        if soort == "xid8":  # Piccolo kent dit type niet; zulke kolommen leest en schrijft het ook niet
            volgens_piccolo[kolom] = (soort, False)
    assert volgens_piccolo == {k: (kolom.soort, kolom.leeg_mag) for k, kolom in catalogus[tabel].items()}


@pytest.mark.parametrize("tabel", PER_TABEL)
def test_alleen_typen_waarop_veilig_te_filteren_is(catalogus: Catalogus, tabel: str) -> None:
    anders = {k: kolom.soort for k, kolom in catalogus[tabel].items() if kolom.soort not in FILTERBAAR}
    assert anders == NOOIT_GEFILTERD.get(tabel, {})


@pytest.mark.parametrize("tabel", PER_TABEL)
def test_nummers_en_gezondheid_alleen_versleuteld_in_een_eigen_tabel(catalogus: Catalogus, tabel: str) -> None:
    feiten = PER_TABEL[tabel].kolommen
    geheim = {k for k, feit in feiten.items() if feit.gevoeligheid in (Gevoeligheid.NUMMER, Gevoeligheid.BIJZONDER)}
    if not geheim:
        return
    assert {catalogus[tabel][k].soort for k in geheim} == {"bytea"}
    assert "sleutelversie" in feiten
    assert not any(feit.gevoeligheid is Gevoeligheid.PERSOON for feit in feiten.values())
    assert not any(kolom.lezers for kolom in catalogus[tabel].values())


def test_een_naam_die_op_een_nummer_lijkt_is_een_geheim() -> None:
    """Een kolom die bsn of vnummer heet is altijd NUMMER; wie er een toevoegt, merkt het hier."""
    for feiten in ALLE:
        for kolom, feit in feiten.kolommen.items():
            if any(woord in kolom for woord in ("bsn", "vnummer", "v_nummer", "gezondheid", "medisch")):
                assert feit.gevoeligheid in (Gevoeligheid.NUMMER, Gevoeligheid.BIJZONDER), f"{naam(feiten)}.{kolom}"


def test_elke_ggm_naam_bestaat() -> None:
    if not GGM.exists():
        pytest.skip("de GGM-lijst ligt niet naast deze checkout")
    with GGM.open(encoding="utf-8", newline="") as bestand:
        bekend = {f"{r['objecttype']}.{r['attribute']}" for r in csv.DictReader(bestand)} | VAN_NATUURLIJK_PERSOON
    gebruikt = {feit.ggm for feiten in ALLE for feit in feiten.kolommen.values() if feit.ggm}
    assert gebruikt - bekend == set()
    assert len(gebruikt) > 15
