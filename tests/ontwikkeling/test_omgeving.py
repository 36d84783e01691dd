"""Wat men om een opdracht heen zet wordt gebruikt of geweigerd, in één zin en voordat er iets begint."""

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli import ALLEEN_IN_EEN_CHECKOUT
from core.ontwikkeling import opdrachten
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.poorten import ADRES, is_vrij, kies_poort, reserveringen, vrije_poort
from core.ontwikkeling.omgeving import POORTEN, instellingen_van_buiten, kies_poorten
from tests.ontwikkeling.omstandigheden import WORTEL
from tests.voorbeelden.omgeving import TENANTS

ALLE = [poort.variabele for poort in POORTEN.values()]


@pytest.fixture
def bezet() -> Iterator[int]:
    with socket.create_server((ADRES, 0)) as server:
        yield server.getsockname()[1]


def _meedoen(map_: Path, *argumenten: str, **om_ons_heen: str) -> subprocess.CompletedProcess[str]:
    schoon = {n: w for n, w in os.environ.items() if not n.startswith("MEEDOEN_")}
    opdracht = [sys.executable, "-m", "core.cli", "--werkplaats", str(map_), *argumenten]
    return subprocess.run(
        opdracht, cwd=WORTEL, env=schoon | om_ons_heen, capture_output=True, text=True, timeout=40, check=False
    )


def _zin(klaar: subprocess.CompletedProcess[str]) -> str:
    assert klaar.returncode == 1
    assert klaar.stdout == ""
    (regel,) = klaar.stderr.splitlines()
    return regel


# ── Poorten ─────────────────────────────────────────────────────────────────────────────────────────


def test_genoemde_poorten_worden_gebruikt() -> None:
    vrij = {naam: vrije_poort() for naam in POORTEN}
    gemeld: list[str] = []
    poorten = kies_poorten({POORTEN[naam].variabele: str(p) for naam, p in vrij.items()}, meld=gemeld.append)
    assert {naam: getattr(poorten, naam) for naam in POORTEN} == vrij
    assert gemeld == []


@pytest.mark.parametrize("variabele", ALLE)
def test_een_genoemde_poort_die_bezet_is_wijkt_niet_uit(bezet: int, variabele: str) -> None:
    with pytest.raises(EmbeddedFout, match=f"^{variabele}: poort {bezet} is in gebruik bij een ander programma. Kies"):
        kies_poorten({variabele: str(bezet)}, meld=pytest.fail)


@pytest.mark.parametrize("variabele", ALLE)
@pytest.mark.parametrize(
    ("waarde", "gebrek"),
    [
        ("", "verwacht een geheel getal"),
        ("acht", "verwacht een geheel getal"),
        ("-1", "verwacht een geheel getal"),
        ("0", "tussen 1 en 65535"),
        ("65536", "tussen 1 en 65535"),
    ],
)
def test_wat_geen_poort_is_wordt_geweigerd(variabele: str, waarde: str, gebrek: str) -> None:
    with pytest.raises(EmbeddedFout, match=f"^{variabele}: .*{gebrek}"):
        kies_poorten({variabele: waarde}, meld=pytest.fail)


def test_alle_gebreken_staan_in_een_zin(bezet: int) -> None:
    poort = vrije_poort()
    om_ons_heen = {ALLE[0]: str(poort), ALLE[1]: "x", ALLE[2]: str(poort), ALLE[3]: str(bezet)}
    with pytest.raises(EmbeddedFout) as fout:
        kies_poorten(om_ons_heen, meld=pytest.fail)
    zin = fout.value.melding
    assert f"MEEDOEN_POORT en MEEDOEN_ONTVANGER_POORT noemen allebei poort {poort}" in zin
    assert "MEEDOEN_SIMULATOR_POORT: verwacht een geheel getal" in zin
    assert f"MEEDOEN_ONTVANGER_PEILPOORT: poort {bezet} is in gebruik" in zin
    assert "\n" not in zin


def test_alleen_een_standaardpoort_wijkt_uit_naar_de_volgende_en_zegt_dat() -> None:
    n = len(POORTEN)
    eerste = next(p for p in iter(vrije_poort, 0) if all(is_vrij(p + i) for i in range(n + 3)))
    rij = {naam: replace(poort, standaard=eerste + i) for i, (naam, poort) in enumerate(POORTEN.items())}
    gemeld: list[str] = []
    poorten = kies_poorten({}, meld=gemeld.append, poorten=rij)
    assert [getattr(poorten, naam) for naam in POORTEN] == [eerste + i for i in range(n)]
    assert gemeld == []
    with socket.create_server((ADRES, eerste)), socket.create_server((ADRES, eerste + n)):
        poorten = kies_poorten({"MEEDOEN_POORT": str(eerste + 1)}, meld=gemeld.append, poorten=rij)
        assert (poorten.api, poorten.simulator) == (eerste + 1, eerste + n + 1)
        poorten = kies_poorten({}, meld=gemeld.append, poorten=rij)
        assert (poorten.api, poorten.simulator) == (eerste + n + 1, eerste + 1)
    assert gemeld == [
        f"Poort {eerste + 1} is in gebruik; de simulator gebruikt nu poort {eerste + n + 1}.",
        f"Poort {eerste} is in gebruik; de API gebruikt nu poort {eerste + n + 1}.",
    ]
    assert kies_poorten({}, meld=pytest.fail, poorten=rij).api == eerste, "een volgende keer weer gewoon de eerste"


def test_twee_opstellingen_tegelijk_kiezen_niet_dezelfde_poort() -> None:
    """Geen van beide luistert al: tussen kiezen en luisteren liggen seconden."""
    n = len(POORTEN)
    eerste = next(p for p in iter(vrije_poort, 0) if all(is_vrij(p + i) for i in range(2 * n)))
    rij = {naam: replace(poort, standaard=eerste + i) for i, (naam, poort) in enumerate(POORTEN.items())}
    with reserveringen() as een, reserveringen() as twee:
        kies_poorten({}, meld=pytest.fail, poorten=rij, reserveer=een)
        gemeld: list[str] = []
        poorten = kies_poorten({}, meld=gemeld.append, poorten=rij, reserveer=twee)
        assert poorten.alle == {eerste + i for i in range(n, 2 * n)}
        assert len(gemeld) == len(POORTEN)
        with pytest.raises(EmbeddedFout, match=f"^MEEDOEN_POORT: poort {eerste} is van een andere `make run`"):
            kies_poorten({"MEEDOEN_POORT": str(eerste)}, meld=pytest.fail, reserveer=twee)
    with reserveringen() as drie:
        assert kies_poorten({}, meld=pytest.fail, poorten=rij, reserveer=drie).api == eerste


def test_wie_omvalt_houdt_geen_poort_vast() -> None:
    poort = vrije_poort()
    houd = (
        f"from core.ontwikkeling.embedded.poorten import reserveringen as r\nwith r() as f: print(f({poort})), input()"
    )
    opdracht = [sys.executable, "-u", "-c", houd]
    with (
        subprocess.Popen(opdracht, cwd=WORTEL, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as ander,
        reserveringen() as reserveer,
    ):
        assert ander.stdout is not None
        assert ander.stdout.readline() == "True\n"
        assert not reserveer(poort)
        ander.kill()
        ander.wait()
        assert reserveer(poort)


def test_een_server_neemt_geen_poort_die_een_proces_krijgt(tmp_path: Path) -> None:
    geheugen = tmp_path / "poort"
    eerder = kies_poort(geheugen, waarvoor="PostgreSQL")
    assert kies_poort(geheugen, waarvoor="PostgreSQL") == eerder
    gemeld: list[str] = []
    assert kies_poort(geheugen, waarvoor="PostgreSQL", behalve={eerder}, meld=gemeld.append) != eerder
    assert len(gemeld) == 1


# ── Wat er verder staat ─────────────────────────────────────────────────────────────────────────────


def test_wat_een_opstelling_gebruikt_neemt_zij_over() -> None:
    om_ons_heen = {
        "MEEDOEN_TENANTS": os.path.relpath(TENANTS),
        "MEEDOEN_LOGNIVEAU": "DEBUG",
        "MEEDOEN_OMGEVING": "ontwikkeling",
        "MEEDOEN_ADRES": ADRES,
        "MEEDOEN_POORT": "9000",
        "PATH": "/bin",
    }
    assert instellingen_van_buiten("run", om_ons_heen) == {
        "MEEDOEN_LOGNIVEAU": "DEBUG",
        "MEEDOEN_TENANTS": str(TENANTS),
    }


def test_wat_zij_niet_gebruikt_weigert_zij_in_een_zin() -> None:
    om_ons_heen = {"MEEDOEN_ADRES": "0.0.0.0", "MEEDOEN_DB_GEMEENTE": "postgresql://x", "MEEDOEN_POORTT": "1"}  # noqa: S104
    with pytest.raises(EmbeddedFout) as fout:
        instellingen_van_buiten("run", om_ons_heen)
    assert fout.value.melding == (
        "`meedoen run` maakt zijn instellingen zelf en gebruikt deze niet: MEEDOEN_ADRES (hier altijd 127.0.0.1), "
        "MEEDOEN_DB_GEMEENTE, MEEDOEN_POORTT; haal ze weg met `unset`."
    )


# ── Door de voordeur ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.lang  # vijf seconden: zij wacht tot twee keer een heel proces weigerde
def test_run_weigert_voordat_er_iets_begint(map_: Path, bezet: int) -> None:
    assert f"MEEDOEN_POORT: poort {bezet} is in gebruik" in _zin(_meedoen(map_, "run", MEEDOEN_POORT=str(bezet)))
    assert "MEEDOEN_VALKEY" in _zin(_meedoen(map_, "run", MEEDOEN_VALKEY="redis://127.0.0.1"))
    assert not list((map_ / ".meedoen").glob("postgres"))


GEHEEL = {"token": ["klantmanager", "GM1904"], "klok": ["2027-06-01"]}


@pytest.mark.parametrize("opdracht", ALLEEN_IN_EEN_CHECKOUT)
def test_in_productie_doet_een_opdracht_van_het_ontwikkelen_niets(map_: Path, opdracht: str) -> None:
    (map_ / ".meedoen").mkdir(mode=0o700)
    (map_ / ".meedoen" / "gegevens").touch()
    klaar = _meedoen(map_, opdracht, *GEHEEL.get(opdracht, []), MEEDOEN_OMGEVING="productie")
    assert _zin(klaar) == (
        f"`meedoen {opdracht}` is om te ontwikkelen en doet niets met MEEDOEN_OMGEVING=productie; "
        "haal die variabele weg als hier ontwikkeld wordt."
    )
    assert [pad.name for pad in (map_ / ".meedoen").iterdir()] == ["gegevens"]


def test_de_vleugel_heeft_de_opdrachten_die_een_pakket_zonder_haar_bij_naam_kent() -> None:
    delen = argparse.ArgumentParser().add_subparsers()
    opdrachten.voeg_toe(delen)
    assert tuple(delen.choices) == ALLEEN_IN_EEN_CHECKOUT
