"""Niemand krijgt ergens iets te zien dat niet voor hem is: elke tekst in de database is een merk, en iedereen vraagt
alles.

De tocht groeit met elke stap, en loopt daarom in `make test-lang`.
Wat iemand mag zien staat niet in deze test: de rijen volgen uit de verhouding (`verhoudingen`), de kolommen uit de
rechten in de catalogus en de kolomfeiten.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from core.api import Voordeur
from core.platform.partijen import VAN_ACTOR
from tests.api.bezoekers import Bezoeker, alle_bezoekers, neem_aan, niets
from tests.api.kanaries import (
    AFGELEID,
    GESLOTEN,
    MERK,
    NIET_BIJ_IEDER,
    OPENBAAR,
    TOONT_NUMMER,
    VERSLEUTELD,
    Bevolking,
    bevolk,
    kolommen,
)
from tests.api.routes import Route, alle_routes
from tests.api.tocht import Tocht, Verslag
from tests.architecture.feiten import DELEN, deel_van
from tests.process.opbouw import leeg_database, vul_mandaten
from tests.process.wereld import Wereld
from tests.security.verhoudingen import VERHOUDINGEN
from tests.voorbeelden.beheer import maak_twee_gemeenten
from tests.voorbeelden.goedgekeurd import vergelijk_map

pytestmark = [pytest.mark.lang, pytest.mark.timeout(600)]
GOEDGEKEURD = Path(__file__).parent / "goedgekeurd" / "kanaries"


@dataclass(frozen=True, slots=True)
class Uitslag:
    wereld: Wereld
    bevolking: Bevolking
    bezoekers: list[Bezoeker]
    routes: list[Route]
    verslag: Verslag


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def uitslag(staande_wereld: Wereld) -> Uitslag:
    """De tocht, één keer voor alle tests hieronder."""
    await leeg_database(staande_wereld)
    wereld = staande_wereld.opnieuw(await maak_twee_gemeenten(staande_wereld.eigenaar))
    await vul_mandaten(wereld)
    extra = await neem_aan(wereld)
    bevolking = await bevolk(wereld)
    routes = alle_routes(Voordeur(wereld.huis, open_databank=False).app)
    beschrijving = (await wereld.http.get("/v1/openapi.json")).json()
    tocht = Tocht(wereld, bevolking, routes, beschrijving)
    bezoekers = await alle_bezoekers(wereld, bevolking, extra)
    for bezoeker in bezoekers:
        await tocht.lees(bezoeker)
    for bezoeker in bezoekers:
        await tocht.schrijf(bezoeker)
    await tocht.meld(Bezoeker(naam="DUO", mag=niets), wereld)
    return Uitslag(wereld, bevolking, bezoekers, routes, tocht.verslag)


# ── Wat er uitkwam ──────────────────────────────────────────────────────────────────────────────────


async def test_niemand_ziet_een_merk_dat_niet_voor_hem_is(uitslag: Uitslag) -> None:
    assert not uitslag.verslag.lekken, "\n".join(sorted(uitslag.verslag.lekken))


async def test_alleen_een_route_die_daarvoor_is_toont_een_nummer(uitslag: Uitslag) -> None:
    assert uitslag.verslag.getoond == TOONT_NUMMER


async def test_geen_vraag_gaat_stuk(uitslag: Uitslag) -> None:
    assert not uitslag.verslag.fouten, "\n".join(sorted(uitslag.verslag.fouten))


async def test_wie_geen_rechten_heeft_ziet_niets(uitslag: Uitslag) -> None:
    zonder = [bezoeker.naam for bezoeker in uitslag.bezoekers if bezoeker.actor is None]
    assert len(zonder) == 3 + sum(v.lid != {} for v in VERHOUDINGEN.values())
    for naam in zonder:
        assert uitslag.verslag.merken[naam] == set(), naam


async def test_wie_rechten_heeft_ziet_zijn_eigen_merken(uitslag: Uitslag) -> None:
    """De proef op de som: elke bezoeker vond de naam van iedereen die hij mag zien, en van niemand anders."""
    gevonden = 0
    for bezoeker in uitslag.bezoekers:
        namen = {
            merk
            for merk, herkomsten in uitslag.bevolking.merken.items()
            for h in herkomsten
            if h.kolom == "naam" and MERK.fullmatch(merk) and bezoeker.mag(h)
            if h.tabel == "persoon" or bezoeker.actor in VAN_ACTOR
        }
        assert namen <= uitslag.verslag.merken[bezoeker.naam], bezoeker.naam
        gevonden += len(namen)
    assert gevonden > len(uitslag.bevolking.personen)


async def test_in_de_brieven_staan_alleen_namen_van_de_eigen_gemeente(uitslag: Uitslag) -> None:
    for naam, merken in uitslag.verslag.in_pdf.items():
        assert bool(merken) == (naam.startswith(("klantmanager", "teamleider"))), naam


async def test_wat_elke_bezoeker_van_welke_kolom_ziet_is_goedgekeurd(uitslag: Uitslag) -> None:
    gezien: dict[str, dict[str, dict[str, set[str]]]] = {}
    for bezoeker in uitslag.bezoekers:
        per_tabel: dict[str, set[str]] = {}
        for merk in uitslag.verslag.merken[bezoeker.naam]:
            herkomsten = [h for h in uitslag.bevolking.merken[merk] if bezoeker.mag(h)]
            if MERK.fullmatch(merk):
                for h in herkomsten:
                    if h.tabel not in AFGELEID and h.naam not in AFGELEID:
                        per_tabel.setdefault(h.tabel, set()).add(h.kolom)
        for tabel, namen in per_tabel.items():
            gezien.setdefault(deel_van(tabel), {}).setdefault(tabel, {})[bezoeker.naam] = namen
    gesloten = sorted(uitslag.bevolking.door_de_database_gesloten)
    nu = {f"{deel}.txt": "\n".join(_wie_wat(deel, gezien.get(deel, {}), gesloten)) for deel in sorted(DELEN)}
    vergelijk_map(GOEDGEKEURD, nu)


def _wie_wat(deel: str, gezien: dict[str, dict[str, set[str]]], gesloten: list[str]) -> list[str]:
    regels = ["# Per tabel: bij welke bezoeker van welke kolommen een waarde in een antwoord stond."]
    for tabel, per_bezoeker in sorted(gezien.items()):
        regels += ["", tabel]
        regels += [f"  {naam}: {' '.join(sorted(namen))}" for naam, namen in sorted(per_bezoeker.items())]
    regels += ["", "# Kolommen zonder merk, omdat de database alleen vaste waarden toelaat"]
    return [*regels, *(naam for naam in gesloten if deel_van(naam.partition(".")[0]) == deel)]


# ── Alles deed mee ──────────────────────────────────────────────────────────────────────────────────


async def test_elke_route_is_door_iedereen_gevraagd_en_door_iemand_gebruikt(uitslag: Uitslag) -> None:
    for route in uitslag.routes:
        per_bezoeker = uitslag.verslag.statussen[str(route)]
        assert set(per_bezoeker) == {bezoeker.naam for bezoeker in uitslag.bezoekers}, route
        statussen = set().union(*per_bezoeker.values())
        gelukt = {200} if route.methode == "GET" else set(range(200, 600)) - {401, 403, 404}
        # Where people sign in, a token opens nothing (test_inloggen.py).
        assert statussen & gelukt or route.opt.get("inloggen"), route


async def test_elke_tekstkolom_draagt_in_elke_gemeente_een_merk(uitslag: Uitslag) -> None:
    gemerkt: dict[str, set[str]] = {}
    for merk, herkomsten in uitslag.bevolking.merken.items():
        if MERK.fullmatch(merk):
            for h in herkomsten:
                gemerkt.setdefault(h.naam, set()).add(h.rij.get("gemeente_id", ""))
    alle = await kolommen(uitslag.wereld.alziend)
    van_gemeenten = {tabel for tabel, kolom, _ in alle if kolom == "gemeente_id"}
    for tabel, kolom, soort in alle:
        naam = f"{tabel}.{kolom}"
        if soort == "bytea":
            assert naam in VERSLEUTELD, f"zeg in Kanarie.versleuteld wat er in {naam} staat"
        if soort not in ("text", "text[]", "jsonb") or tabel in OPENBAAR:
            continue
        if naam in GESLOTEN or naam in uitslag.bevolking.door_de_database_gesloten:
            assert naam not in gemerkt, naam
        else:
            verwacht = 2 if tabel in van_gemeenten else 1
            assert len(gemerkt.get(naam, set())) == verwacht, f"{naam} kreeg geen merk: vul haar in Kanarie.loop"
    namen = {f"{tabel}.{kolom}" for tabel, kolom, _ in alle}
    assert {*GESLOTEN, *VERSLEUTELD} <= namen


async def test_elke_leerling_heeft_in_elke_tabel_over_een_dossier_een_rij(uitslag: Uitslag) -> None:
    """Anders bewijst zijn merk daar niets."""
    for tabel, rijen in uitslag.bevolking.rijen.items():
        if rijen and "dossier_id" in rijen[0] and tabel not in NIET_BIJ_IEDER:
            volledig = {str(id_) for id_, leerling in uitslag.bevolking.zaken.items() if not leerling.net_gemeld}
            zonder = volledig - {rij["dossier_id"] for rij in rijen}
            assert not zonder, f"laat Kanarie.loop van de stap van {tabel} bij elke leerling een rij maken"
