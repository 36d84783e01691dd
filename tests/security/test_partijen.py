"""Elke soort organisatie heeft in de database precies de rechten en het beleid van het sjabloon (docs/partijen.md),
ingevuld met haar rij in `PARTIJEN`; niets meer, en niets minder."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from core.instellingen.tabel import INSTELLINGEN, Proces
from core.platform.beheer.tables import Organisatiesoort
from core.platform.db.rollen import instellingen
from core.platform.partijen import MACHINE_VAN, PARTIJEN, VAN_BEHEER, Partij
from core.platform.tenancy import DEUREN, Actor, Rol
from core.process.toewijzing.projecties import PROJECTIES, projectie_voor
from core.process.toewijzing.tables import Toewijzingsdoel
from core.process.verandering.tables import Verandering
from tests.security.context import Toneel

elke_soort = pytest.mark.parametrize("partij", PARTIJEN, ids=lambda partij: partij.naam)
LID = frozenset({"gemeente_id", "id", "medewerker_id", "organisatie_id", "rol", "vanaf", "tot", "ingetrokken_op"})
TIJD = frozenset({"vanaf", "tot", "ingetrokken_op", "gewijzigd_op"})
ENVELOP = TIJD | {"gemeente_id", "id", "dossier_id", "organisatie_id", "doel", "dienst", "grond", "status", "versie"}
VAN_DOEL = {Toewijzingsdoel.LESGEVEN: {"gevraagd_leerroute", "gevraagd_uren", "gevraagd_start"}}
"""Wat een soort bij het aanbod leest omdat haar doel het vraagt."""
VAN_HAAR = "organisatie_id = organisatie_nu() and gemeente_id = any(gemeenten_nu())"
LEVEND = "vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp())"
LOOPT = "status = any('aangeboden' 'aanvaard')"
AANBOD = f"{VAN_HAAR} and gemeente_id = gemeente_nu() and {LOOPT} and ingetrokken_op is null and {LEVEND}"
ANTWOORD = "organisatie_id = organisatie_nu() and gemeente_id = gemeente_nu() and status = any('aanvaard' 'geweigerd')"
_BELEID = """
select tablename, policyname, cmd, qual, with_check from pg_policies
where schemaname = 'meedoen' and $1 = any(roles::text[]) order by 1, 2"""
_RECHTEN = """
select c.relname, recht, a.attname from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped,
     unnest(array['SELECT', 'INSERT', 'UPDATE']) recht
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p')
  and has_column_privilege($1, c.oid, a.attnum, recht)"""


@dataclass(frozen=True, slots=True)
class Regel:
    ziet: str = ""
    schrijft: str = ""


def _tabel(partij: Partij) -> str:
    return str(projectie_voor(partij.doel).tabel._meta.tablename)


def _plat(tekst: str | None) -> str:
    """Zoals PostgreSQL het teruggeeft, zonder haakjes die er niet toe doen, soorten en schema's."""
    kaal = re.sub(r"::\w+(\[\])?|meedoen\.|ARRAY|[(),\[\]]", " ", tekst or "").lower()
    return " ".join(kaal.split())


async def _beleid(alziend: Any, rol: str) -> dict[tuple[str, str], Regel]:
    return {
        (r["tablename"], r["cmd"]): Regel(_plat(r["qual"]), _plat(r["with_check"]))
        for r in await alziend.fetch(_BELEID, rol)
    }


async def _rechten(alziend: Any, rol: str) -> dict[tuple[str, str], frozenset[str]]:
    gevonden: dict[tuple[str, str], set[str]] = {}
    for r in await alziend.fetch(_RECHTEN, rol):
        gevonden.setdefault((r["relname"], r["recht"]), set()).add(r["attname"])
    return {plek: frozenset(kolommen) for plek, kolommen in gevonden.items()}


def _kolommen(tabel: Any) -> frozenset[str]:
    return frozenset(kolom._meta.db_column_name for kolom in tabel._meta.columns)


@elke_soort
@pytest.mark.asyncio(loop_scope="module")
async def test_wat_een_soort_organisatie_leest(toneel: Toneel, partij: Partij) -> None:
    rechten = await _rechten(toneel.alziend, f"meedoen_{partij.naam}")
    projectie = projectie_voor(partij.doel).tabel
    assert {plek for plek in rechten if plek[1] != "SELECT"} == {("audit", "INSERT")}, "wie leest wijzigt niets"
    assert {tabel for tabel, recht in rechten if recht == "SELECT"} == {
        "gemeente",
        "klok",
        "lidmaatschap",
        "organisatie",
        "toewijzing",
        "verandering",
        _tabel(partij),
    }
    assert rechten[_tabel(partij), "SELECT"] == _kolommen(projectie)
    assert rechten["toewijzing", "SELECT"] == ENVELOP | VAN_DOEL.get(Toewijzingsdoel(partij.doel), set())
    assert rechten["verandering", "SELECT"] == _kolommen(Verandering), "er staat niets van een persoon in"
    assert rechten["lidmaatschap", "SELECT"] == LID


@elke_soort
@pytest.mark.asyncio(loop_scope="module")
async def test_het_beleid_van_een_soort_organisatie(toneel: Toneel, partij: Partij) -> None:
    rollen = " ".join(f"'{rol}'" for rol in sorted(partij.lezers, reverse=True))
    rol_in = f"rol = any {rollen}"
    eigen_lid = f"medewerker_id = medewerker_nu() and organisatie_id = organisatie_nu() and {rol_in}"
    ik = "organisatie_id = organisatie_nu() and medewerker_id = medewerker_nu()"
    verwacht = {
        (_tabel(partij), "SELECT"): Regel(
            _plat(f"{VAN_HAAR} and status = 'aanvaard' and {LEVEND} and ingetrokken_op is null")
        ),
        ("toewijzing", "SELECT"): Regel(_plat(VAN_HAAR)),
        ("verandering", "SELECT"): Regel(_plat(f"{VAN_HAAR} and nummer is not null")),
        ("lidmaatschap", "SELECT"): Regel(_plat(f"{eigen_lid} and ingetrokken_op is null and {LEVEND}")),
        ("audit", "INSERT"): Regel("", _plat(f"{ik} and gemeente_id = any(gemeenten_nu())")),
    }
    assert await _beleid(toneel.alziend, f"meedoen_{partij.naam}") == verwacht


@elke_soort
@pytest.mark.asyncio(loop_scope="module")
async def test_wie_antwoordt_heeft_van_elke_projectie_alleen_de_envelop(toneel: Toneel, partij: Partij) -> None:
    rechten = await _rechten(toneel.alziend, "meedoen_antwoord")
    assert rechten[_tabel(partij), "SELECT"] == {"gemeente_id", "id", "organisatie_id", "status", "versie"}
    assert rechten[_tabel(partij), "UPDATE"] == {"status", "versie"}
    assert (_tabel(partij), "INSERT") not in rechten
    beleid = await _beleid(toneel.alziend, "meedoen_antwoord")
    assert beleid[_tabel(partij), "SELECT"] == Regel(_plat(VAN_HAAR))
    assert beleid[_tabel(partij), "UPDATE"] == Regel(_plat(AANBOD), _plat(ANTWOORD))


def test_elk_woord_hoort_bij_een_rij() -> None:
    """Een soort die in een van de lijsten vergeten is, of er te veel in staat."""
    namen = {partij.naam for partij in PARTIJEN}
    assert namen == {str(soort) for soort in Organisatiesoort}
    assert {partij.actor for partij in PARTIJEN} == set(Actor) - DEUREN - {
        Actor.GEMEENTE,
        Actor.ANTWOORD,
        Actor.LEDEN,
        Actor.SLEUTELS,
    }
    assert all(partij.actor == partij.naam for partij in PARTIJEN)
    assert {rol for partij in PARTIJEN for rol in partij.rollen} == {r for r in Rol if r.endswith("_medewerker")}
    machines = {rol for rol in Rol if rol.endswith("_machine")}
    assert {partij.machine for partij in PARTIJEN} | {Rol.GEMEENTE_MACHINE} == machines == set(MACHINE_VAN.values())
    assert {partij.beheer for partij in PARTIJEN} == {r for r in Rol if r.endswith("_beheerder")} == {*VAN_BEHEER}
    assert {Toewijzingsdoel(partij.doel) for partij in PARTIJEN} == set(Toewijzingsdoel) == set(PROJECTIES)


@elke_soort
def test_elke_soort_heeft_een_verbinding_en_dezelfde_grenzen(partij: Partij) -> None:
    [instelling] = [i for i in INSTELLINGEN if i.naam == f"db_{partij.naam}"]
    assert instelling.voor == frozenset({Proces.API})
    assert instelling.geheim
    assert instellingen()[f"meedoen_{partij.naam}"] == instellingen()["meedoen_antwoord"]
