"""Een installatie inrichten: de sleutels, de DSN van elke rol en de eenheden van systemd maakt Meedoen zelf."""

import configparser
import stat
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from core.cli import main
from core.instellingen.config import OnjuisteInstellingen, lees_config
from core.instellingen.productie import toetst_de_server
from core.instellingen.sleutels import OnjuisteSleutels, lees_zouten
from core.instellingen.tabel import INSTELLINGEN, Proces
from core.platform.db.aanmelden import BESTANDEN, wachtwoorden_in
from core.platform.geheimbestand import maak_nieuw
from core.platform.sleutelbeheer.begin import LOSSE, WORTELS, begin
from core.processen import DIENSTEN
from core.productie import eenheden
from tests.platform.test_config import productie
from tests.voorbeelden.cluster import ROLLEN, Cluster

BEHEER = "postgresql://postgres:weet-ik@db.example.org:5432/meedoen?sslmode=verify-full&sslrootcert=/etc/meedoen/ca.crt"
GEHEIMEN = {i.naam for i in INSTELLINGEN if i.geheim}


def test_begin_maakt_wat_in_productie_mag_en_alleen_de_eigenaar_leest_het(tmp_path: Path) -> None:
    assert begin(tmp_path) == [*WORTELS, *LOSSE]
    assert {stat.S_IMODE(pad.stat().st_mode) for pad in tmp_path.iterdir()} == {0o600}
    waarden = productie()
    for pad in tmp_path.iterdir():
        waarden.pop(f"MEEDOEN_{pad.name.upper()}")
        waarden[f"MEEDOEN_{pad.name.upper()}_BESTAND"] = str(pad)
    config = lees_config(waarden)
    assert config.sleutel_zout == lees_zouten("")
    assert config.sleutel_inloggen[0].kid


def test_begin_laat_staan_wat_er_al_is(tmp_path: Path) -> None:
    begin(tmp_path)
    eerst = {pad.name: pad.read_bytes() for pad in tmp_path.iterdir()}
    assert begin(tmp_path) == []
    (tmp_path / "sleutel_cursor").unlink()
    assert begin(tmp_path) == ["sleutel_cursor"]
    nu = {pad.name: pad.read_bytes() for pad in tmp_path.iterdir()}
    assert {naam for naam in eerst if nu[naam] != eerst[naam]} == {"sleutel_cursor"}


@pytest.mark.parametrize("kwijt", WORTELS)
def test_begin_maakt_geen_nieuwe_wortel_naast_een_oude(tmp_path: Path, kwijt: str) -> None:
    begin(tmp_path)
    (tmp_path / kwijt).unlink()
    with pytest.raises(OnjuisteSleutels, match=f"{kwijt} niet. Zonder de oude"):
        begin(tmp_path)
    assert not (tmp_path / kwijt).exists()


def test_begin_zonder_map_zegt_hoe_u_haar_maakt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sleutels", "begin", str(tmp_path / "weg")]) == 1
    assert "install -d -m 0700" in capsys.readouterr().err


def test_een_geheim_dat_er_al_is_blijft_ook_als_een_ander_het_net_schreef(tmp_path: Path) -> None:
    assert maak_nieuw(tmp_path / "x", "een")
    assert not maak_nieuw(tmp_path / "x", "twee")
    assert [pad.name for pad in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_text() == "een"


def test_elke_rol_krijgt_een_eigen_wachtwoord_en_een_dsn_die_in_productie_mag(tmp_path: Path) -> None:
    assert set(BESTANDEN) == set(ROLLEN)
    gegeven = wachtwoorden_in(tmp_path, BEHEER)
    assert len(set(gegeven.values())) == len(ROLLEN)
    assert wachtwoorden_in(tmp_path, BEHEER) == gegeven
    for rol, naam in BESTANDEN.items():
        dsn = (tmp_path / naam).read_text(encoding="utf-8").strip()
        assert toetst_de_server(dsn)
        delen = urlsplit(dsn)
        assert (delen.username, delen.password, delen.hostname) == (rol, gegeven[rol], "db.example.org")
        assert delen.query == urlsplit(BEHEER).query
    mag = {f"db_{actor}": (tmp_path / f"db_{actor}").read_text().strip() for actor in ("gemeente", "relay", "zegel")}
    assert lees_config(productie(**mag)).db_gemeente == mag["db_gemeente"]


@pytest.mark.parametrize("anders", ["nieuw.example.org:5432/meedoen", "db.example.org:5432/ander"])
def test_een_dsn_van_een_andere_server_wordt_niet_overschreven(tmp_path: Path, anders: str) -> None:
    wachtwoorden_in(tmp_path, BEHEER)
    with pytest.raises(OnjuisteInstellingen) as fout:
        wachtwoorden_in(tmp_path, BEHEER.replace("db.example.org:5432/meedoen", anders))
    assert len(fout.value.gebreken) == len(BESTANDEN)
    assert "zet het bestand weg" in fout.value.gebreken[0]


async def test_met_de_dsns_komt_elke_rol_binnen(
    cluster: Cluster, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Op een kopie van de lijst van rollen: hun echte wachtwoord houden zij, dat hebben andere tests nodig."""
    beheer = cluster.beheer_dsn(database)
    for rol, naam in BESTANDEN.items():
        maak_nieuw(tmp_path / naam, cluster.dsn(rol, database))
    assert wachtwoorden_in(tmp_path, beheer) == cluster.wachtwoorden
    for naam in BESTANDEN.values():
        verbinding = await asyncpg.connect((tmp_path / naam).read_text(encoding="utf-8"))
        await verbinding.close()


def test_dsns_zonder_uitvoeren_is_een_vergissing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["db", "voorbereiden", "--dsns", str(tmp_path)]) == 1
    assert "--dsns: hoort bij --uitvoeren" in capsys.readouterr().err


@pytest.fixture
def installatie(tmp_path: Path) -> Path:
    """Een map met elk geheim van productie, en de map van systemd."""
    for deel in (eenheden.GEHEIMEN, "systemd"):
        (tmp_path / deel).mkdir()
    for naam in GEHEIMEN - {"sleutel_token", "sentry_dsn", "duo_proxy_geheim"}:
        (tmp_path / eenheden.GEHEIMEN / naam).touch()
    return tmp_path


def lees_eenheid(pad: Path) -> list[tuple[str, str]]:
    """De regels onder [Service], in hun volgorde; een naam mag vaker voorkomen."""
    dienst = pad.read_text(encoding="utf-8").split("[Service]\n")[1].split("\n[")[0]
    return [(naam, waarde) for naam, _, waarde in (regel.partition("=") for regel in dienst.splitlines() if regel)]


def test_een_eenheid_heeft_precies_de_geheimen_van_haar_proces(
    installatie: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["productie", "systemd", str(installatie / "systemd"), "--map", str(installatie)]) == 0
    assert "daemon-reload" in capsys.readouterr().out
    assert {pad.name for pad in (installatie / "systemd").iterdir()} == {f"meedoen-{p}.service" for p in DIENSTEN}
    er_zijn = {pad.name for pad in (installatie / eenheden.GEHEIMEN).iterdir()}
    for proces in DIENSTEN:
        pad = installatie / "systemd" / f"meedoen-{proces}.service"
        configparser.ConfigParser(strict=False, interpolation=None).read(pad)
        regels = lees_eenheid(pad)
        geladen = [waarde.split(":") for naam, waarde in regels if naam == "LoadCredential"]
        assert {naam for naam, _ in geladen} == {
            i.naam for i in INSTELLINGEN if i.geheim and proces in i.voor
        } & er_zijn
        assert all(waar == str(installatie / eenheden.GEHEIMEN / naam) for naam, waar in geladen)
        gezet = dict(waarde.split("=") for naam, waarde in regels if naam == "Environment")
        assert gezet == {f"MEEDOEN_{naam.upper()}_BESTAND": f"%d/{naam}" for naam, _ in geladen}
        [start] = [waarde for naam, waarde in regels if naam == "ExecStart"]
        assert start.endswith(f"/meedoen {proces}")


HARD = {"DynamicUser", "NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictNamespaces"}


@pytest.mark.parametrize("proces", DIENSTEN)
def test_elke_eenheid_is_dicht_en_alleen_de_zegel_schrijft(installatie: Path, proces: Proces) -> None:
    main(["productie", "systemd", str(installatie / "systemd"), "--map", str(installatie)])
    regels = lees_eenheid(installatie / "systemd" / f"meedoen-{proces}.service")
    van = dict(regels)
    assert {naam: van[naam] for naam in HARD} == dict.fromkeys(HARD, "yes")
    assert (van["CapabilityBoundingSet"], van["ProtectSystem"], van["Restart"]) == ("", "strict", "always")
    assert {naam for naam in van if naam.endswith("Directory") or "ReadWrite" in naam} == (
        {"StateDirectory"} if proces is Proces.ZEGEL else set()
    )
    assert ("SupplementaryGroups" in van) == (proces is Proces.WORKER)


def test_een_geheim_dat_ontbreekt_wordt_bij_naam_genoemd(installatie: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for naam in ("valkey", "db_zegel"):
        (installatie / eenheden.GEHEIMEN / naam).unlink()
    assert main(["productie", "systemd", str(installatie / "systemd"), "--map", str(installatie)]) == 1
    gezegd = capsys.readouterr().err
    assert gezegd.count(": ontbreekt (") == 2
    assert "geheimen/db_zegel: ontbreekt (DSN van de rol meedoen_zegel)" in gezegd
    assert list((installatie / "systemd").iterdir()) == []
