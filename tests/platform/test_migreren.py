"""De databank inrichten: geheel of niet, een tegelijk, en nooit met een bestand dat achteraf veranderd is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from core.fouten import Onbereikbaar
from core.platform.db.migreren import OnjuisteMigratie, bereid_voor, lees_migraties, migreer
from tests.geduld import GEDULD
from tests.voorbeelden.cluster import MIGRATIES, Cluster, nieuwe_naam

EEN = "create table proef (x integer)"
TWEE = "insert into proef values (1)"
TERMIJNEN_VAN_VOOR_0054 = """
set session_replication_role = replica;
create function pg_temp.id(nummer text) returns uuid language sql
  return ('00000000-0000-7000-8000-00000000000' || nummer)::uuid;
insert into termijn (gemeente_id, id, dossier_id, soort, start, start_gebeurtenis, ruw_einde, einde, atw, grond, uitleg,
  besluit_bekend, bron, status, recht_versie, bepaald_op)
select pg_temp.id('0'), pg_temp.id(nr), pg_temp.id('1'), soort, van, waarom, tot, tot, false, '', '[]', true, bron,
  status, '', now()
from (values
  ('1', 'TERMIJN', date '2026-03-02', 'dagtekening van het eerste PIP', date '2029-03-02', 'recht', 'vervallen'),
  ('2', 'TERMIJN', '2026-03-03', 'vastgesteld door DUO', '2029-03-02', 'duo', 'lopend'),
  ('3', 'ROUTE_18M', '2026-03-02', 'dagtekening van het eerste PIP', '2027-09-02', 'recht', 'lopend'))
  as t (nr, soort, van, waarom, tot, bron, status);"""
VAN_VOOR_0024 = """
set session_replication_role = replica;  -- wat er om deze tabellen heen hoort doet hier niet mee
create function pg_temp.id(nummer text) returns uuid language sql
  return ('00000000-0000-7000-8000-00000000000' || nummer)::uuid;
insert into persoon (gemeente_id, id, voornamen, voorvoegsel, geslachtsnaam, straat, huisnummer, postcode, plaats,
  geheimhouding, overleden_op)
select pg_temp.id('0'), pg_temp.id(nr), voornamen, voorvoegsel, geslachtsnaam, straat, huisnummer, postcode, plaats,
  geheim, op
from (values
  ('1', 'Amina', 'de', 'Voorbeeld', 'Dorpsstraat', '1A', '3601AA', 'Maarssen', false, null::date),
  ('2', '.', '', 'Eén', 'Geheimlaan', '2', '3601AA', 'Maarssen', true, '2026-02-28'),
  ('3', '', '', '', '', '', '', '', false, null))
  as p (nr, voornamen, voorvoegsel, geslachtsnaam, straat, huisnummer, postcode, plaats, geheim, op);
insert into dossier (gemeente_id, id, persoon_id, kenmerk, fase, geopend_op)
select gemeente_id, id, id, 'INB-0000000' || right(id::text, 1), 'TRAJECT_ACTIEF', now() from persoon;
create temporary table gedeeld as select pg_temp.id('0') as gemeente_id, pg_temp.id(nr) as id,
  pg_temp.id(dossier) as dossier_id, pg_temp.id('9') as organisatie_id, status, now() as vanaf, 1 as versie
  from (values ('1', '1', 'aanvaard'), ('2', '2', 'aangeboden'), ('3', '1', 'beeindigd')) as t (nr, dossier, status);
insert into leerling (gemeente_id, id, dossier_id, organisatie_id, status, vanaf, versie, vervaldatum, grond, kenmerk,
  voornamen, voorvoegsel, geslachtsnaam)
select g.*, 'infinity', '', '', '', '', '' from gedeeld g;
insert into begeleide (gemeente_id, id, dossier_id, organisatie_id, status, vanaf, versie, sinds, grond, dienst,
  kenmerk, voornamen, voorvoegsel, geslachtsnaam)
select g.*, '2026-01-01', '', '', '', '', '', '' from gedeeld g;"""
"""Drie personen, en drie toewijzingen: een die loopt, een van wie geheim is, en een die voorbij is."""


@pytest.fixture
async def leeg(cluster: Cluster) -> AsyncIterator[str]:
    """Een voorbereide database zonder migraties."""
    naam = nieuwe_naam()
    await cluster.maak_leeg(naam)
    yield naam
    await cluster.verwijder(naam)


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    (tmp_path / "0001_een.sql").write_text(EEN, encoding="utf-8")
    (tmp_path / "0002_twee.sql").write_text(TWEE, encoding="utf-8")
    return tmp_path


def _dsn(cluster: Cluster, naam: str) -> str:
    return cluster.dsn("meedoen_migratie", naam)


async def _vraag(cluster: Cluster, naam: str, sql: str) -> list[Any]:
    async with cluster.alziend(naam) as alziend:
        return [tuple(r.values()) for r in await alziend.fetch(sql)]


async def test_eenmaal_en_daarna_niets(cluster: Cluster, leeg: str, map_: Path) -> None:
    gemeld: list[str] = []
    assert await migreer(_dsn(cluster, leeg), map_, meld=gemeld.append) == 2
    assert gemeld == ["migratie 0001 een", "migratie 0002 twee"]
    gemeld.clear()
    assert await migreer(_dsn(cluster, leeg), map_, meld=gemeld.append) == 2
    assert gemeld == []
    assert await _vraag(cluster, leeg, "select x from proef") == [(1,)]
    (map_ / "0003_drie.sql").write_text("insert into proef values (3)", encoding="utf-8")
    assert await migreer(_dsn(cluster, leeg), map_, meld=gemeld.append) == 3
    assert gemeld == ["migratie 0003 drie"]


async def test_zonder_migraties_wordt_niets_bijgewerkt_genoemd(cluster: Cluster, leeg: str, tmp_path: Path) -> None:
    """Een pakket dat zijn migraties mist mag niet zeggen dat het schema bij is."""
    with pytest.raises(OnjuisteMigratie, match="is leeg; installeer Meedoen opnieuw"):
        await migreer(_dsn(cluster, leeg), tmp_path)
    with pytest.raises(OnjuisteMigratie, match="is er niet; installeer Meedoen opnieuw"):
        await migreer(_dsn(cluster, leeg), tmp_path / "weg")
    assert await _vraag(cluster, leeg, "select 1 from pg_tables where schemaname = 'meedoen'") == []


async def test_alles_is_van_de_eigenaar(cluster: Cluster, leeg: str, map_: Path) -> None:
    await migreer(_dsn(cluster, leeg), map_)
    vraag = "select tableowner from pg_tables where schemaname = 'meedoen'"
    assert set(await _vraag(cluster, leeg, vraag)) == {("meedoen_eigenaar",)}


async def test_twee_tegelijk_wachten_op_elkaar(cluster: Cluster, leeg: str, map_: Path) -> None:
    gemeld: list[str] = []
    await asyncio.gather(*(migreer(_dsn(cluster, leeg), map_, meld=gemeld.append) for _ in range(3)))
    assert sorted(gemeld) == ["migratie 0001 een", "migratie 0002 twee"]
    assert await _vraag(cluster, leeg, "select x from proef") == [(1,)]


async def test_een_veranderd_bestand_wordt_geweigerd(cluster: Cluster, leeg: str, map_: Path) -> None:
    await migreer(_dsn(cluster, leeg), map_)
    (map_ / "0001_een.sql").write_text(EEN + " -- beter", encoding="utf-8")
    with pytest.raises(OnjuisteMigratie, match="0001 is veranderd"):
        await migreer(_dsn(cluster, leeg), map_)


async def test_een_mislukte_migratie_laat_niets_achter(cluster: Cluster, leeg: str, map_: Path) -> None:
    (map_ / "0002_twee.sql").write_text(f"{TWEE}; create table half (x integer); select 1 / 0", encoding="utf-8")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migreer(_dsn(cluster, leeg), map_)
    assert await _vraag(cluster, leeg, "select nummer from schema_migratie") == [(1,)]
    assert await _vraag(cluster, leeg, "select x from proef") == []
    assert await _vraag(cluster, leeg, "select 1 from pg_class where relname = 'half'") == []
    (map_ / "0002_twee.sql").write_text(TWEE, encoding="utf-8")
    assert await migreer(_dsn(cluster, leeg), map_) == 2


async def test_een_nieuwere_database_wordt_geweigerd(cluster: Cluster, leeg: str, map_: Path) -> None:
    await migreer(_dsn(cluster, leeg), map_)
    (map_ / "0002_twee.sql").unlink()
    with pytest.raises(OnjuisteMigratie, match="nieuwer dan deze versie"):
        await migreer(_dsn(cluster, leeg), map_)


@pytest.mark.parametrize(
    ("bestanden", "melding"),
    [
        (("0001_a.sql", "0003_c.sql"), "lopen niet door"),
        (("0001_a.sql", "0001_b.sql"), "lopen niet door"),
        (("0002_b.sql",), "lopen niet door"),
        (("begin.sql",), "NNNN_naam"),
    ],
)
def test_nummers_lopen_door(tmp_path: Path, bestanden: tuple[str, ...], melding: str) -> None:
    for bestand in bestanden:
        (tmp_path / bestand).write_text("select 1", encoding="utf-8")
    with pytest.raises(OnjuisteMigratie, match=melding):
        lees_migraties(tmp_path)


async def test_voorbereiden_mag_vaker_en_zet_dan_het_wachtwoord(cluster: Cluster, leeg: str) -> None:
    await bereid_voor(cluster.beheer_dsn(leeg), {"meedoen_relay": "een'ander \\ wachtwoord"})
    try:
        verbinding = await asyncpg.connect(
            cluster.postgres.dsn("meedoen_relay", "een'ander \\ wachtwoord", leeg), timeout=GEDULD
        )
        await verbinding.close()
    finally:
        await bereid_voor(cluster.beheer_dsn(leeg), cluster.wachtwoorden)


async def test_voorbereiden_neemt_wat_iedereen_had(cluster: Cluster, leeg: str) -> None:
    vraag = (
        "select has_database_privilege('meedoen_gemeente', current_database(), 'temp'),"
        " has_schema_privilege('meedoen_gemeente', 'public', 'usage'),"
        " has_function_privilege('meedoen_gemeente', 'pg_catalog.set_config(text, text, boolean)', 'execute')"
    )
    assert await _vraag(cluster, leeg, vraag) == [(False, False, False)]


async def test_een_database_die_niet_antwoordt() -> None:
    with pytest.raises(Onbereikbaar):
        await migreer("postgresql://x:y@127.0.0.1:9/z", MIGRATIES)
    with pytest.raises(Onbereikbaar):
        await bereid_voor("postgresql://x:y@127.0.0.1:9/z", {})


async def test_wat_er_van_personen_stond_staat_na_0024_in_de_nieuwe_kolommen(
    cluster: Cluster, leeg: str, tmp_path: Path
) -> None:
    """Naam, adres en overlijden verhuizen voordat hun oude kolommen vervallen; wat geheim is blijft dat."""
    for bestand in MIGRATIES.glob("*.sql"):
        if bestand.name < "0024":
            (tmp_path / bestand.name).write_bytes(bestand.read_bytes())
    await migreer(_dsn(cluster, leeg), tmp_path)
    async with cluster.alziend(leeg) as alziend:
        await alziend.execute(VAN_VOOR_0024)
    for bestand in MIGRATIES.glob("*.sql"):
        if "0024" <= bestand.name < "0055":
            (tmp_path / bestand.name).write_bytes(bestand.read_bytes())
    await migreer(_dsn(cluster, leeg), tmp_path)
    personen = (
        "select naam, adressoort, adresregel1, adresregel2, adresregel3, overleden, overlijdensdatum from persoon"
        " order by id"
    )
    assert await _vraag(cluster, leeg, personen) == [
        ("Amina de Voorbeeld", "adres", "Dorpsstraat 1A", "3601AA  Maarssen", "", False, ""),
        ("Eén", "adres", "Geheimlaan 2", "3601AA  Maarssen", "", True, "2026-02-28"),
        ("", "geen", "", "", "", False, ""),
    ]
    for projectie in ("leerling", "begeleide"):
        zien = (
            f"select naam, geheimhouding, adresregel1, adresregel2, adresregel3, adres_in_onderzoek from {projectie}"
            " order by id"
        )
        assert await _vraag(cluster, leeg, zien) == [
            ("Amina de Voorbeeld", False, "Dorpsstraat 1A", "3601AA  Maarssen", "", False),
            ("Eén", True, None, None, None, False),
            ("", False, None, None, None, False),
        ], projectie
    await migreer(_dsn(cluster, leeg), MIGRATIES)
    namen = "select naam, status, adresregel1 from {} order by id"
    assert await _vraag(cluster, leeg, namen.format("leerling")) == [
        ("", "wacht", None),
        ("Eén", "aangeboden", None),
        ("", "beeindigd", None),
    ], "wie aanvaard was kent zijn PIP niet"
    assert [naam for naam, *_ in await _vraag(cluster, leeg, namen.format("begeleide"))] == [
        "Amina de Voorbeeld",
        "Eén",
        "",
    ]
    tabellen = "('persoon', 'leerling', 'begeleide', 'dossier', 'besluit')"
    met_beleid = f"select count(*) from pg_class where relname in {tabellen} and relforcerowsecurity"
    assert await _vraag(cluster, leeg, met_beleid) == [(5,)]


async def test_na_0054_begint_een_verwachte_inburgeringstermijn_op_haar_eerste_dag(
    cluster: Cluster, leeg: str, tmp_path: Path
) -> None:
    """Onze verwachting schuift een dag; die van DUO en andere termijnen stonden al goed, net als de laatste dag."""
    for bestand in MIGRATIES.glob("*.sql"):
        if bestand.name < "0054":
            (tmp_path / bestand.name).write_bytes(bestand.read_bytes())
    await migreer(_dsn(cluster, leeg), tmp_path)
    async with cluster.alziend(leeg) as alziend:
        await alziend.execute(TERMIJNEN_VAN_VOOR_0054)
    await migreer(_dsn(cluster, leeg), MIGRATIES)
    assert await _vraag(
        cluster, leeg, "select soort, bron, start::text, einde::text, start_gebeurtenis from termijn order by id"
    ) == [
        ("TERMIJN", "recht", "2026-03-03", "2029-03-02", "dag na de dagtekening van het eerste PIP"),
        ("TERMIJN", "duo", "2026-03-03", "2029-03-02", "vastgesteld door DUO"),
        ("ROUTE_18M", "recht", "2026-03-02", "2027-09-02", "dagtekening van het eerste PIP"),
    ]
    assert await _vraag(cluster, leeg, "select relforcerowsecurity from pg_class where relname = 'termijn'") == [
        (True,)
    ]


async def test_de_echte_migraties_lopen_ook_nog_eens(cluster: Cluster, database: str) -> None:
    assert await migreer(_dsn(cluster, database), MIGRATIES) == len(lees_migraties(MIGRATIES))
