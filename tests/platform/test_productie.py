"""Wat in productie niet mag: elk apart, alles in één keer, en wat wel mag."""

import base64
from pathlib import Path
from secrets import token_bytes, token_urlsafe

import pytest

from core.cli import main
from core.instellingen.config import lees_config
from core.instellingen.legitimatie import Buur
from core.instellingen.productie import is_zwak, proefgemeenten
from core.instellingen.tabel import Omgeving, Proces
from tests.platform.test_config import CA, TLS, gebreken, productie
from tests.voorbeelden.beheer import TENANTS
from tests.voorbeelden.legitimatie import vul
from tests.voorbeelden.omgeving import IN_PRODUCTIE, verse_sleutel
from tests.voorbeelden.omgeving import TENANTS as DEMONSTRATIE


def _sleutel(ruw: bytes) -> str:
    return base64.b64encode(ruw).decode()


def _rol(rol: str, wachtwoord: str | None = None, *, plek: str = "db.example.org/meedoen", tls: str = TLS) -> str:
    eigen = token_urlsafe(24) if wachtwoord is None else wachtwoord
    return f"postgresql://{rol}:{eigen}@{plek}{tls}"


def _ontvanger(wachtwoord: str, **anders: str) -> tuple[dict[str, str], str]:
    return {"db_ontvanger": _rol("meedoen_ontvanger", wachtwoord, **anders)}, "MEEDOEN_DB_ONTVANGER"


def _relay(**anders: str) -> tuple[dict[str, str], str]:
    return {"db_relay": _rol("meedoen_relay", **anders)}, "MEEDOEN_DB_RELAY"


def _valkey(adres: str) -> tuple[dict[str, str], str]:
    return {"valkey": adres}, "MEEDOEN_VALKEY"


def _hier(host: str) -> dict[str, tuple[dict[str, str], str]]:
    """DUO, de BRP en de uitgever van tokens op deze machine, met de naam die zij er zelf aan gaf."""
    return {
        f"{naam} op {host}": ({naam: f"https://{host}:8001/x"}, f"MEEDOEN_{naam.upper()}")
        for naam in ("duo_adres", "brp_adres", "token_uitgever")
    }


HIER = ("localhost.", "LOCALHOST.", "duo.localhost.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "0")
HIER_IPV6 = ("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "[::ffff:0.0.0.0]", "127.0.0.1.")
REEKS = _sleutel(bytes(range(32)))
NIET_IN_PRODUCTIE: dict[str, tuple[dict[str, str], str]] = {
    "een afzender die alleen een koptekst is": ({"duo_afzender": "koptekst"}, "MEEDOEN_DUO_AFZENDER"),
    "mTLS zonder certificaat": ({"ontvanger_certificaat": ""}, "MEEDOEN_ONTVANGER_CERTIFICAAT"),
    "mTLS zonder sleutel": ({"ontvanger_sleutel": ""}, "MEEDOEN_ONTVANGER_SLEUTEL"),
    "mTLS zonder CA": ({"ontvanger_ca": ""}, "MEEDOEN_ONTVANGER_CA"),
    "een proxy zonder geheim": ({"duo_afzender": "proxy"}, "MEEDOEN_DUO_PROXY_GEHEIM"),
    "een klok die beweegt": ({"klok": "beweegbaar"}, "MEEDOEN_KLOK"),
    "DEBUG": ({"logniveau": "debug"}, "MEEDOEN_LOGNIVEAU"),
    "DUO op deze machine": ({"duo_adres": "https://127.0.0.1:8001/duo/v1"}, "MEEDOEN_DUO_ADRES"),
    "DUO op localhost": ({"duo_adres": "https://duo.localhost/v1"}, "MEEDOEN_DUO_ADRES"),
    "DUO is een simulator": ({"duo_adres": "https://duo-simulator.example.org/v1"}, "MEEDOEN_DUO_ADRES"),
    "DUO over http": ({"duo_adres": "http://duo.example.org/v1"}, "MEEDOEN_DUO_ADRES"),
    "de BRP op deze machine": ({"brp_adres": "https://[::1]/brp"}, "MEEDOEN_BRP_ADRES"),
    "de BRP over http": ({"brp_adres": "http://brp.example.org"}, "MEEDOEN_BRP_ADRES"),
    "geen legitimatie bij DUO": ({"duo_legitimatie": ""}, "MEEDOEN_DUO_LEGITIMATIE"),
    "geen legitimatie bij de BRP": ({"brp_legitimatie": ""}, "MEEDOEN_BRP_LEGITIMATIE"),
    "tokens van deze machine": ({"token_uitgever": "https://localhost:8005"}, "MEEDOEN_TOKEN_UITGEVER"),
    "tokens over http": ({"token_uitgever": "http://meedoen.example.org"}, "MEEDOEN_TOKEN_UITGEVER"),
    "mensen op deze machine": ({"publiek_adres": "https://127.0.0.1:8443"}, "MEEDOEN_PUBLIEK_ADRES"),
    "mensen zonder TLS": ({"publiek_adres": "http://meedoen.example.org"}, "MEEDOEN_PUBLIEK_ADRES"),
    "een sleutel van gelijke bytes": ({"sleutel_token": _sleutel(b"k" * 32)}, "MEEDOEN_SLEUTEL_TOKEN"),
    "een sleutel die een zin is": (
        {"sleutel_cursor": _sleutel(b"de sleutel van de gemeente, 2026!")},
        "MEEDOEN_SLEUTEL_CURSOR",
    ),
    "een wortel die een reeks is": ({"sleutel_versleuteling": f"1:{REEKS}"}, "MEEDOEN_SLEUTEL_VERSLEUTELING"),
    "een oude versie die een reeks is": (
        {"sleutel_index": f"1:{REEKS}, *2:{verse_sleutel()}"},
        "MEEDOEN_SLEUTEL_INDEX",
    ),
    "een auditsleutel van nullen": ({"sleutel_audit": f"1:{_sleutel(bytes(32))}"}, "MEEDOEN_SLEUTEL_AUDIT"),
    "een zout dat zich herhaalt": (
        {"sleutel_zout": f"{next(iter(TENANTS))}:{_sleutel(bytes(range(100, 116)) * 2)}"},
        "MEEDOEN_SLEUTEL_ZOUT",
    ),
    "een proxygeheim van gelijke bytes": (
        {"duo_afzender": "proxy", "duo_proxy_geheim": _sleutel(b"g" * 32)},
        "MEEDOEN_DUO_PROXY_GEHEIM",
    ),
    "een eigenaar": ({"db_gemeente": _rol("meedoen_migratie")}, "MEEDOEN_DB_GEMEENTE"),
    "de superuser": ({"db_relay": _rol("postgres")}, "MEEDOEN_DB_RELAY"),
    "een rol die niet genoemd is": (
        {"db_zegel": f"postgresql://db.example.org/meedoen{TLS}&password={token_urlsafe(24)}"},
        "MEEDOEN_DB_ZEGEL",
    ),
    "de eigenaar achter het vraagteken": (
        {
            "db_toegang": f"postgresql://db.example.org/meedoen{TLS}&user=meedoen_toegang&user=meedoen_eigenaar"
            f"&password={token_urlsafe(24)}"
        },
        "MEEDOEN_DB_TOEGANG",
    ),
    "geen wachtwoord": ({"db_relay": f"postgresql://meedoen_relay@db.example.org/m{TLS}"}, "MEEDOEN_DB_RELAY"),
    "een leeg wachtwoord": _ontvanger(""),
    "een leeg wachtwoord achter het vraagteken": _ontvanger("", tls=f"{TLS}&password="),
    "een wachtwoord dat de rol is": _ontvanger("meedoen_ontvanger"),
    "een wachtwoord dat de rol met hoofdletters is": _ontvanger("Meedoen_Ontvanger"),
    "een wachtwoord dat met de rol begint": _ontvanger("meedoen_ontvanger-2026"),
    "een wachtwoord dat de host is": _ontvanger(
        "databank.amsterdam.example.org", plek="databank.amsterdam.example.org/m"
    ),
    "een wachtwoord dat een van de hosts is": _ontvanger(
        "databank-twee.example.org", plek="databank-een.example.org:5432,databank-twee.example.org:5432/m"
    ),
    "een wachtwoord dat de database is": _ontvanger(
        "inburgering_productie", plek="db.example.org/inburgering_productie"
    ),
    "een woord dat dubbel staat": _ontvanger("wachtwoordwachtwoord"),
    "een woord dat bijna drie keer staat": _ontvanger("zeewolf1zeewolf1zeew"),
    "een database zonder TLS": _relay(tls="?sslmode=disable"),
    "een database waarvan niets over TLS gezegd is": _relay(tls=""),
    "een database met TLS dat de server niet toetst": _relay(tls="?sslmode=require"),
    "een database met TLS dat de naam niet toetst": _relay(tls="?sslmode=verify-ca"),
    "een database die twee keer over TLS begint": _relay(tls=f"{TLS}&sslmode=verify-full"),
    "een database met hoofdletters in de toets": _relay(tls="?sslmode=Verify-Full"),
    "een database met een streepje anders": _relay(tls="?sslmode=verify_full"),
    "een database met hoofdletters in de knop": _relay(tls="?SSLMODE=verify-full"),
    "een database met nog een knop in hoofdletters": _relay(tls=f"{TLS}&SslMode=disable"),
    "een database met de knop in options": _relay(tls="?options=-c%20sslmode%3Dverify-full"),
    "een database met options": _relay(tls=f"{TLS}&options=-c%20sslmode%3Ddisable"),
    "een database uit een bestand met diensten": _relay(tls=f"{TLS}&service=meedoen"),
    "een database met twee CA's": _relay(tls=f"{TLS}&sslrootcert=/een&sslrootcert=/twee"),
    "een database met een onbekende knop": _relay(tls=f"{TLS}&sslfactory=vertrouwt.Alles"),
    "een database waarvan het laatste woord over TLS geldt": _relay(tls=f"{TLS}&sslmode=disable"),
    "een host naast een socket zonder TLS": _relay(plek="%2Fvar%2Frun,db.example.org/m", tls=""),
    "Valkey zonder TLS": _valkey(f"redis://:{token_urlsafe(24)}@wachtrij.example.org"),
    "Valkey zonder wachtwoord": _valkey("rediss://wachtrij.example.org:6379"),
    "Valkey met een leeg wachtwoord": _valkey("rediss://:@wachtrij.example.org:6379"),
    "Valkey met een wachtwoord achter het vraagteken": _valkey(f"rediss://w.example.org?password={token_urlsafe(24)}"),
    "Valkey met zijn host als wachtwoord": _valkey("rediss://:wachtrij.example.org@wachtrij.example.org"),
    **{naam: geval for host in (*HIER, *HIER_IPV6) for naam, geval in _hier(host).items()},
    "DUO zonder host": ({"duo_adres": "https://:8001/v1"}, "MEEDOEN_DUO_ADRES"),
    "een OIN om mee te proberen": ({"duo_oin": "00000099000000001000"}, "MEEDOEN_DUO_OIN"),
    "de uitgever uit het voorbeeld": (
        {"token_uitgever": "https://MEEDOEN.example.org."},
        "MEEDOEN_TOKEN_UITGEVER",
    ),
    "een kort wachtwoord": ({"db_ontvanger": _rol("meedoen_ontvanger", "meedoen")}, "MEEDOEN_DB_ONTVANGER"),
    "een lang wachtwoord van niets": (
        {"db_taalschool": _rol("meedoen_taalschool", "aaaaaaaaaaaaaaaaaaaa")},
        "MEEDOEN_DB_TAALSCHOOL",
    ),
    "een kort wachtwoord van Valkey": ({"valkey": "rediss://:valkey@wachtrij.example.org"}, "MEEDOEN_VALKEY"),
}


@pytest.mark.parametrize(("anders", "verwacht"), NIET_IN_PRODUCTIE.values(), ids=NIET_IN_PRODUCTIE)
def test_wat_in_productie_niet_mag(anders: dict[str, str], verwacht: str) -> None:
    waarden = productie(**anders)
    assert [g.split(":")[0] for g in gebreken(waarden)] == [verwacht]


@pytest.mark.parametrize(("anders", "_"), NIET_IN_PRODUCTIE.values(), ids=NIET_IN_PRODUCTIE)
def test_een_weigering_noemt_geen_geheim(anders: dict[str, str], _: str) -> None:
    (gebrek,) = gebreken(productie(**anders))
    for naam, waarde in anders.items():
        if naam.startswith(("sleutel_", "db_", "valkey", "duo_proxy")) and waarde:
            assert waarde not in gebrek


def test_productie_weigert_alles_tegelijk() -> None:
    """Wat een ontwikkelopstelling is, en wat daar niet eens gelezen kan worden, in één lijst."""
    waarden = productie(
        duo_afzender="koptekst",
        klok="beweegbaar",
        logniveau="DEBUG",
        duo_adres="http://127.0.0.1:8001/duo/v1",
        brp_adres="http://127.0.0.1:8001/brp",
        token_uitgever="http://localhost:8000",
        duo_oin="00000099000000001000",
        valkey="redis://127.0.0.1:6379",
        sleutel_token=_sleutel(b"k" * 32),
        sleutel_cursor=_sleutel(b"k" * 32),
        db_gemeente=_rol("meedoen_migratie"),
        db_relay=_rol("meedoen_relay", "meedoen"),
        poort="0",
    ) | {"MEEDOEN_MIGRATIE_DSN": _rol("meedoen_migratie"), "MEEDOEN_BEHEER_DSN": _rol("postgres")}
    assert {g.split(":")[0].split(" ")[0] for g in gebreken(waarden)} == {
        "MEEDOEN_MIGRATIE_DSN",
        "MEEDOEN_BEHEER_DSN",
        "MEEDOEN_POORT",
        "MEEDOEN_DUO_AFZENDER",
        "MEEDOEN_KLOK",
        "MEEDOEN_LOGNIVEAU",
        "MEEDOEN_DUO_ADRES",
        "MEEDOEN_DUO_OIN",
        "MEEDOEN_VALKEY",
        "MEEDOEN_BRP_ADRES",
        "MEEDOEN_TOKEN_UITGEVER",
        "MEEDOEN_SLEUTEL_TOKEN",
        "MEEDOEN_SLEUTEL_CURSOR",
        "MEEDOEN_SLEUTEL_*",
        "MEEDOEN_DB_GEMEENTE",
        "MEEDOEN_DB_RELAY",
    }


def test_buiten_productie_mag_dat_allemaal() -> None:
    alles: dict[str, str] = {}
    for anders, _ in NIET_IN_PRODUCTIE.values():
        alles |= anders
    alles |= {"duo_legitimatie": "", "brp_legitimatie": ""}  # over http gaat zij nergens heen
    alles |= {"duo_afzender": "koptekst", "sleutel_index": f"1:{verse_sleutel()}", "omgeving": "ontwikkeling"}
    assert lees_config(productie(**alles)).omgeving is Omgeving.ONTWIKKELING


def test_twee_rollen_met_een_wachtwoord_zijn_in_productie_een_rol() -> None:
    wachtwoord = token_urlsafe(24)
    anders = {f"db_{rol}": _rol(f"meedoen_{rol}", wachtwoord) for rol in ("gemeente", "relay")}
    (gebrek,) = gebreken(productie(**anders))
    assert "dat van een andere rol" in gebrek


def test_een_uitgever_die_niemand_noemde_is_in_productie_niemand() -> None:
    waarden = {n: w for n, w in productie().items() if n != "MEEDOEN_TOKEN_UITGEVER"}
    (gebrek,) = gebreken(waarden)
    assert gebrek == "MEEDOEN_TOKEN_UITGEVER: dit is het voorbeeld; noem het adres van deze omgeving"


def test_wat_in_productie_wel_mag() -> None:
    goed: tuple[dict[str, str], ...] = (
        _relay(tls=f"{TLS}&sslrootcert=/etc/ssl/databank.pem&ssl_min_protocol_version=TLSv1.3")[0],
        {"valkey_ca": CA.certificaat},
        _relay(plek="%2Fvar%2Frun%2Fpostgresql/meedoen", tls="")[0],
        {"db_relay": f"postgresql://meedoen_relay:{token_urlsafe(24)}@/meedoen?host=/var/run/postgresql"},
        _relay(plek="een.example.org:5432,twee.example.org:5432/meedoen")[0],
        {"duo_adres": "https://192.0.2.1/v1"},
        {"brp_adres": "https://[2001:db8::1]/brp"},
    )
    for anders in goed:
        assert lees_config(productie(**anders)).omgeving is Omgeving.PRODUCTIE, anders


def test_een_omgevingsvariabele_is_geen_toets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wie PGSSLMODE zet, doet dat voor een ander programma; wat de DSN zegt staat vast."""
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    (gebrek,) = gebreken(productie(**_relay(tls="")[0]))
    assert gebrek.startswith("MEEDOEN_DB_RELAY: zonder TLS")
    monkeypatch.setenv("PGSSLMODE", "disable")
    assert lees_config(productie()).omgeving is Omgeving.PRODUCTIE


def test_toeval_is_nooit_een_zwak_wachtwoord() -> None:
    for _ in range(200):
        assert lees_config(productie(db_relay=_rol("meedoen_relay"))).omgeving is Omgeving.PRODUCTIE


def test_toeval_is_nooit_zwak() -> None:
    assert not any(is_zwak(token_bytes(n)) for n in (32, 33, 48, 64) for _ in range(500))


def test_de_gemeenten_van_de_demonstratie_worden_bij_naam_geweigerd() -> None:
    gemeld = gebreken(productie(tenants=str(DEMONSTRATIE)))
    assert [g.split(":")[0] for g in gemeld] == ["MEEDOEN_TENANTS"] * len(TENANTS)
    for tenant in TENANTS.values():
        assert any(tenant.naam in g and "demonstratie" in g for g in gemeld), tenant.naam


@pytest.mark.parametrize(
    ("van", "naar", "waarom"),
    [
        ("00000000000000000001", "00000099000000000001", "demonstratie"),
        ("voorbeeldstad.invalid", "voorbeeldstad.example.org", "example.org"),
        ("status: bron", "status: illustratief", "waarschuwing_rechtsmiddel"),
    ],
)
def test_een_gemeente_met_iets_van_een_voorbeeld_wordt_bij_naam_geweigerd(
    tmp_path: Path, van: str, naar: str, waarom: str
) -> None:
    tekst = (IN_PRODUCTIE / "voorbeeldstad.yaml").read_text(encoding="utf-8")
    assert van in tekst
    (tmp_path / "voorbeeldstad.yaml").write_text(tekst, encoding="utf-8")
    assert lees_config(productie(tenants=str(tmp_path))).omgeving is Omgeving.PRODUCTIE
    (tmp_path / "voorbeeldstad.yaml").write_text(tekst.replace(van, naar), encoding="utf-8")
    (gebrek,) = gebreken(productie(tenants=str(tmp_path)))
    assert gebrek.startswith("MEEDOEN_TENANTS: Voorbeeldstad ")
    assert waarom in gebrek


def test_een_tenantbestand_dat_niet_te_lezen_is_weigert_lees_tenants_en_niet_deze_toets(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe: [")
    (tmp_path / "b.yaml").write_text("- geen\n- object\n", encoding="utf-8")
    assert proefgemeenten(tmp_path) == []
    assert proefgemeenten(tmp_path / "bestaat niet") == []


@pytest.mark.parametrize("naam", ["MEEDOEN_TENANTS", "MEEDOEN_AUDIT_ANKER"])
def test_wat_een_standaard_van_een_checkout_heeft_wordt_in_productie_genoemd(naam: str) -> None:
    zonder = {n: w for n, w in productie().items() if n != naam}
    (gebrek,) = [g for g in gebreken(zonder) if g.startswith(naam)]
    assert gebrek == f"{naam}: noem haar zelf; de standaard is die van een checkout"
    elders = {n: w for n, w in zonder.items() if not n.endswith("_LEGITIMATIE")} | {"MEEDOEN_OMGEVING": "test"}
    assert lees_config(elders).omgeving is Omgeving.TEST


def test_een_geheim_dat_ieder_kan_lezen_is_geen_geheim(tmp_path: Path) -> None:
    bestand = tmp_path / "db_relay"
    waarden = productie()
    bestand.write_text(waarden.pop("MEEDOEN_DB_RELAY"), encoding="utf-8")
    waarden["MEEDOEN_DB_RELAY_BESTAND"] = str(bestand)
    for rechten, mag in ((0o400, True), (0o600, True), (0o440, True), (0o640, True), (0o444, False), (0o602, False)):
        bestand.chmod(rechten)
        if mag:
            assert lees_config(waarden).omgeving is Omgeving.PRODUCTIE, oct(rechten)
        else:
            (gebrek,) = gebreken(waarden)
            assert gebrek.startswith("MEEDOEN_DB_RELAY: iedereen op deze machine"), oct(rechten)
            assert lees_config(waarden | {"MEEDOEN_OMGEVING": "test"}).omgeving is Omgeving.TEST


def test_wat_aan_de_legitimaties_mankeert_staat_er_in_een_keer_voor_elke_gemeente(tmp_path: Path) -> None:
    for buur in Buur:
        vul(tmp_path / buur, buur, ["GM9999"], CA)
    (tmp_path / "brp" / "GM9999.api-sleutel").unlink()
    (tmp_path / "duo" / "ca.crt").unlink()
    (tmp_path / "duo" / "tls.key").write_text("x", encoding="utf-8")
    waarden = productie(duo_legitimatie=str(tmp_path / "duo"), brp_legitimatie=str(tmp_path / "brp"))
    assert gebreken(waarden) == (
        "MEEDOEN_DUO_LEGITIMATIE: ca.crt: ontbreekt",
        "MEEDOEN_DUO_LEGITIMATIE: tls.key: verwacht PEM met een PRIVATE KEY, zonder wachtwoord",
        "MEEDOEN_BRP_LEGITIMATIE: niets voor GM9999: zet er GM9999.crt en GM9999.key in, of GM9999.api-sleutel",
    )
    for proces in (Proces.API, Proces.ONTVANGER, Proces.RELAY, Proces.ZEGEL):
        assert lees_config(waarden, proces=proces).omgeving is Omgeving.PRODUCTIE, "alleen de worker kent de mappen"


def test_wie_de_sleutel_van_een_gemeente_kan_lezen_is_die_gemeente(tmp_path: Path) -> None:
    for buur, naam in ((Buur.DUO, "tls.key"), (Buur.BRP, "GM9999.api-sleutel")):
        map_ = vul(tmp_path / buur, buur, ["GM9999"], CA)
        (map_ / naam).chmod(0o644)
        (gebrek,) = gebreken(productie(**{f"{buur}_legitimatie": str(map_)}))
        assert gebrek.startswith(f"MEEDOEN_{buur.upper()}_LEGITIMATIE: {naam}: iedereen op deze machine")


def test_een_legitimatie_gaat_ook_buiten_productie_nooit_over_http() -> None:
    anders = {"omgeving": "test", "brp_adres": "http://brp.example.org"}
    assert gebreken(productie(**anders)) == (
        "MEEDOEN_BRP_LEGITIMATIE: gaat alleen over https, en MEEDOEN_BRP_ADRES is dat niet",
    )


def test_de_opdrachtregel_laadt_geen_demonstratie_in_productie(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEEDOEN_OMGEVING", "productie")
    monkeypatch.delenv("MEEDOEN_TENANTS", raising=False)
    assert main(["tenants", "laad"]) == 1
    assert "MEEDOEN_TENANTS: noem haar zelf" in capsys.readouterr().err
    monkeypatch.setenv("MEEDOEN_TENANTS", str(DEMONSTRATIE))
    assert main(["tenants", "laad"]) == 1
    assert "Schagen" in capsys.readouterr().err
    monkeypatch.setenv("MEEDOEN_TENANTS", str(IN_PRODUCTIE))
    monkeypatch.delenv("MEEDOEN_MIGRATIE_DSN", raising=False)
    assert main(["tenants", "laad"]) == 1
    assert "MEEDOEN_MIGRATIE_DSN" in capsys.readouterr().err, "aan de gemeenten lag het niet"


@pytest.mark.parametrize(
    ("tekst", "waarom"),
    [
        ("00" * 32, "hexadecimaal"),
        ("deadBEEF" * 8, "hexadecimaal"),
        ("A" * 42 + "B=", "losse bits"),
        (_sleutel(bytes(range(50, 82))) + "\n", "base64"),
    ],
)
def test_een_geheim_heeft_een_schrijfwijze(tekst: str, waarom: str) -> None:
    """Wie het hexadecimaal leest heeft andere bytes, en dan herkent de een de ander niet, of juist wel."""
    for anders in ({"duo_afzender": "proxy", "duo_proxy_geheim": tekst}, {"sleutel_token": tekst}):
        gemeld = [g for g in gebreken(productie(omgeving="test", **anders)) if waarom in g]
        assert len(gemeld) == 1, gemeld
        assert tekst not in gemeld[0]
