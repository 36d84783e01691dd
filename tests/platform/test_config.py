"""De instellingen: alle gebreken tegelijk, geheimen uit bestanden, en wat in productie niet mag."""

from dataclasses import fields
from pathlib import Path
from secrets import token_urlsafe

import pytest

from core.instellingen.config import Config, OnjuisteInstellingen, lees_config
from core.instellingen.sleutels import Sleutelbos
from core.instellingen.tabel import INSTELLINGEN, Kloksoort, Omgeving
from core.platform.tenancy import Actor
from tests.voorbeelden.beheer import TENANTS
from tests.voorbeelden.certificaten import Ca
from tests.voorbeelden.legitimatie import legitimaties
from tests.voorbeelden.omgeving import IN_PRODUCTIE, omgeving, verse_sleutel

TLS = "?sslmode=verify-full"
DSNS = {actor: f"postgresql://meedoen_{actor}:{token_urlsafe(24)}@db.example.org/meedoen{TLS}" for actor in Actor}


VOOR_MTLS = ["MEEDOEN_ONTVANGER_CERTIFICAAT", "MEEDOEN_ONTVANGER_SLEUTEL", "MEEDOEN_ONTVANGER_CA"]


def _omgeving(**anders: str) -> dict[str, str]:
    goed = {"valkey": f"rediss://:{token_urlsafe(24)}@wachtrij.example.org/0"}
    return omgeving(DSNS, **(goed | anders))


CA = Ca()
SERVER = CA.voor_server()


VAN_NIEMAND = "0" * 20
"""Een OIN zonder het voorvoegsel om mee te proberen, dat toch van niemand is."""


def productie(**anders: str) -> dict[str, str]:
    goed = {
        "omgeving": "productie",
        "klok": "systeem",
        "duo_afzender": "certificaat",
        "ontvanger_certificaat": SERVER.certificaat,
        "ontvanger_sleutel": SERVER.sleutel,
        "ontvanger_ca": CA.certificaat,
        "duo_adres": "https://duo.example.org/v1",
        "brp_adres": "https://brp.example.org",
        "duo_oin": VAN_NIEMAND,
        "token_uitgever": "https://tokens.example.org",
        "publiek_adres": "https://meedoen.example.org",
        "sleutel_inloggen": SERVER.sleutel,
        "tenants": str(IN_PRODUCTIE),
        "audit_anker": "/var/lib/meedoen/audit-anker.jsonl",
        **legitimaties(),
    }
    return _omgeving(**(goed | anders))


def _fout(waarden: dict[str, str]) -> OnjuisteInstellingen:
    with pytest.raises(OnjuisteInstellingen) as fout:
        lees_config(waarden)
    return fout.value


def gebreken(waarden: dict[str, str]) -> tuple[str, ...]:
    return _fout(waarden).gebreken


def test_een_volledige_omgeving() -> None:
    config = lees_config(_omgeving(poort="8123", logniveau="debug"))
    assert (config.omgeving, config.klok, config.poort) == (Omgeving.TEST, Kloksoort.BEWEEGBAAR, 8123)
    assert config.logniveau == "DEBUG"
    assert config.db_gemeente == DSNS[Actor.GEMEENTE]
    assert config.sleutel_audit.actief == 1
    assert lees_config(productie()).omgeving is Omgeving.PRODUCTIE


def test_elk_veld_heeft_een_instelling() -> None:
    assert [f.name for f in fields(Config)] == [i.naam for i in INSTELLINGEN]
    assert all(i.uitleg for i in INSTELLINGEN)


def test_alles_wat_mist_in_een_keer() -> None:
    gemeld = gebreken({})
    verplicht = [i.variabele for i in INSTELLINGEN if i.standaard is None] + VOOR_MTLS
    assert [g.split(":")[0] for g in gemeld] == verplicht
    assert all("ontbreekt" in g for g in gemeld)
    assert len(verplicht) > 10


def test_alles_wat_niet_klopt_in_een_keer() -> None:
    waarden = _omgeving(
        poort="99999",
        db_gemeente="mysql://x",
        duo_oin="123",
        klok="zandloper",
        sleutel_token="kort",
        sleutel_index="x:y",
        db_verbindingen="0",
        logniveau="LUID",
    ) | {"MEEDOEN_ONZIN": "1", "ANDER_PROGRAMMA": "1"}
    gemeld = {g.split(":")[0].split(" ")[0] for g in gebreken(waarden)}
    assert gemeld == {
        "MEEDOEN_ONZIN",
        "MEEDOEN_POORT",
        "MEEDOEN_DB_GEMEENTE",
        "MEEDOEN_DUO_OIN",
        "MEEDOEN_KLOK",
        "MEEDOEN_SLEUTEL_TOKEN",
        "MEEDOEN_SLEUTEL_INDEX",
        "MEEDOEN_DB_VERBINDINGEN",
        "MEEDOEN_LOGNIVEAU",
    }


def test_een_sleutel_voor_ontwikkeltokens_is_er_om_te_ontwikkelen_en_in_productie_niet() -> None:
    zonder = {n: w for n, w in _omgeving().items() if n != "MEEDOEN_SLEUTEL_TOKEN"}
    assert [g.partition(":")[0] for g in _fout(zonder).gebreken] == ["MEEDOEN_SLEUTEL_TOKEN"]
    echt = {n: w for n, w in productie().items() if n != "MEEDOEN_SLEUTEL_TOKEN"}
    assert lees_config(echt).sleutel_token == b""


def test_de_twee_poorten_van_de_ontvanger_zijn_er_twee() -> None:
    gemeld = gebreken(_omgeving(ontvanger_poort="8443", ontvanger_peilpoort="8443"))
    assert gemeld == ("MEEDOEN_ONTVANGER_PEILPOORT: moet een andere poort zijn dan MEEDOEN_ONTVANGER_POORT",)
    assert lees_config(_omgeving(poort="8003", ontvanger_poort="8443")).ontvanger_peilpoort == 8003


@pytest.mark.parametrize(
    "adres",
    [
        "https://meedoen.example.org",
        "https://meedoen.example.org/",
        "http://127.0.0.1:8000",
        "https://meedoen.example.org:8443",
    ],
)
def test_een_publiek_adres_is_zoals_een_browser_het_noemt(adres: str) -> None:
    config = lees_config(_omgeving(publiek_adres=adres, sleutel_inloggen=SERVER.sleutel))
    assert config.publiek_adres == adres.rstrip("/")
    assert len(config.sleutel_inloggen) == 1


@pytest.mark.parametrize(
    "adres",
    [
        "meedoen.example.org",
        "ftp://meedoen.example.org",
        "https://meedoen.example.org/inloggen",
        "https://meedoen.example.org?x=1",
        "https://meedoen.example.org#x",
        "https://jan@meedoen.example.org",
        "https://MEEDOEN.example.org",
        "https://meedoen.example.org.",
        "https://meedoen.example.org:443",
        "http://meedoen.example.org:80",
        "https://meedoen.example.org:",
        "https://",
    ],
)
def test_een_publiek_adres_dat_geen_browser_zo_noemt_wordt_geweigerd(adres: str) -> None:
    [gebrek] = gebreken(_omgeving(publiek_adres=adres, sleutel_inloggen=SERVER.sleutel))
    assert gebrek.startswith("MEEDOEN_PUBLIEK_ADRES")


def test_inloggen_vraagt_een_adres_en_een_sleutel() -> None:
    for anders in ({"publiek_adres": "https://meedoen.example.org"}, {"sleutel_inloggen": SERVER.sleutel}):
        [gebrek] = gebreken(_omgeving(**anders))
        assert "noem ze allebei" in gebrek


def test_geheimen_uit_bestanden(tmp_path: Path) -> None:
    waarden = _omgeving()
    for naam in ("MEEDOEN_DB_GEMEENTE", "MEEDOEN_SLEUTEL_TOKEN", "MEEDOEN_SLEUTEL_AUDIT"):
        bestand = tmp_path / naam
        bestand.write_text(waarden.pop(naam) + "\n", encoding="utf-8")
        waarden[f"{naam}_BESTAND"] = str(bestand)
    config = lees_config(waarden)
    assert config.db_gemeente == DSNS[Actor.GEMEENTE]
    assert len(config.sleutel_token) == 32


def test_een_geheimbestand_dat_er_niet_is_en_een_dat_niet_mag(tmp_path: Path) -> None:
    waarden = _omgeving()
    del waarden["MEEDOEN_VALKEY"]
    waarden["MEEDOEN_VALKEY_BESTAND"] = str(tmp_path / "weg")
    waarden["MEEDOEN_POORT_BESTAND"] = str(tmp_path / "poort")
    gemeld = gebreken(waarden)
    assert [g.split(":")[0] for g in gemeld] == [
        "MEEDOEN_POORT_BESTAND is geen instelling van Meedoen",
        "MEEDOEN_VALKEY",
    ]


def test_geen_geheim_in_een_melding_of_in_de_tekst_van_de_config() -> None:
    geheim = "geheim-dat-niemand-ziet"
    waarden = _omgeving(db_gemeente=f"mysql://x:{geheim}@y", sleutel_token=geheim, sleutel_audit=f"1:{geheim}")
    with pytest.raises(OnjuisteInstellingen) as fout:
        lees_config(waarden)
    assert geheim not in str(fout.value)
    config = lees_config(_omgeving())
    assert str(config) == repr(config) == "Config(omgeving=test)"
    assert repr(config.sleutel_audit) == "Sleutelbos(actief=1, vergeten=frozenset())"
    assert repr(config.sleutel_zout) == "Zouten(vernietigd=frozenset())"


VIJANDIG = (
    "{schema}://wie:[{geheim}]@db.example.org/meedoen",
    "{schema}://wie:{geheim}[@db.example.org/meedoen",
    "{schema}://[{geheim}]:1/meedoen",
    "{schema}://wie:{geheim}\uff20db.example.org/meedoen",
    "{schema}://wie:x/{geheim}@db.example.org/meedoen",
    "{schema}://wie:x?{geheim}@db.example.org/meedoen",
    "{schema}://wie:9?{geheim}@db.example.org/meedoen",
    "{schema}://wie:x@{geheim}@db.example.org/meedoen",
    "{schema}://wie:x@db.example.org:{geheim}/meedoen",
    "{schema}://wie:x@db.example.org:1,elders.example.org:{geheim}/meedoen",
    "{geheim}://wie:x@db.example.org/meedoen",
    "{geheim}",
    "{geheim}\u00e9\uff20",
    "1:{geheim}",
    "*1:{geheim}, *1:{geheim}",
    "\x00{geheim}",
)
GEHEIM = "Geheim123"


@pytest.mark.parametrize("naam", [i.naam for i in INSTELLINGEN if i.geheim])
def test_van_een_geheim_dat_niet_te_lezen_is_staat_niets_in_een_melding(naam: str, tmp_path: Path) -> None:
    """Python legt bij een half adres uit wat er mis is, met het wachtwoord erin; dat geven wij niet door."""
    for sjabloon in VIJANDIG:
        for schema in ("postgresql", "rediss", "https"):
            waarden = _omgeving(poort="0", **{naam: sjabloon.format(schema=schema, geheim=GEHEIM)})
            fout = _fout(waarden)
            assert GEHEIM.lower() not in str(fout).lower(), sjabloon
            assert fout.__cause__ is None
            assert naam in ("sentry_dsn", "smtp_aanmelding") or schema == "https" or len(fout.gebreken) == 2, sjabloon
    bestand = tmp_path / "geheim"
    bestand.write_bytes(GEHEIM.encode() + b"\xff")
    waarden = {n: w for n, w in _omgeving(poort="0").items() if n != f"MEEDOEN_{naam.upper()}"}
    fout = _fout(waarden | {f"MEEDOEN_{naam.upper()}_BESTAND": str(bestand)})
    assert GEHEIM not in str(fout)
    assert "0xff" not in str(fout)


@pytest.mark.parametrize(
    "staart",
    [
        "?ssl_cert_reqs=none", "/0?ssl_check_hostname=false", "?", "#", "/0#x", "/x", "/-1", "/0/1", "/?db=1",
        "?ssl_ca_certs=/tmp/ca.pem", "/%30",
    ],
)  # fmt: skip
def test_een_adres_van_valkey_kan_geen_toets_uitzetten(staart: str) -> None:
    (gebrek,) = gebreken(_omgeving(valkey=f"rediss://:{GEHEIM}@wachtrij.example.org:6379{staart}"))
    assert gebrek.startswith("MEEDOEN_VALKEY: na de host komt hooguit")
    assert GEHEIM not in gebrek


@pytest.mark.parametrize("staart", ["", "/", "/0", "/12", ":6379", ":6379/3"])
def test_een_adres_van_valkey_mag_een_poort_en_een_database_noemen(staart: str) -> None:
    assert lees_config(_omgeving(valkey=f"rediss://:wat@wachtrij.example.org{staart}")).valkey_ca == ""


def test_een_dsn_mag_meer_hosts_of_een_socket_noemen() -> None:
    for dsn in (
        "postgresql://wie:wat@een.example.org:5432,twee.example.org:5433/meedoen?target_session_attrs=read-write",
        "postgresql://wie:wat@[::1]:5432/meedoen",
        "postgresql://wie:wat@%2Fvar%2Frun%2Fpostgresql/meedoen",
        "postgresql://wie:wat@/meedoen?host=/var/run/postgresql",
    ):
        assert lees_config(_omgeving(db_gemeente=dsn)).db_gemeente == dsn


def test_sleutels_hebben_versies_en_zijn_allemaal_anders() -> None:
    oud, nieuw = verse_sleutel(), verse_sleutel()
    bos = lees_config(_omgeving(sleutel_index=f"1:{oud}, *3:{nieuw}")).sleutel_index
    assert isinstance(bos, Sleutelbos)
    assert (sorted(bos.versies), bos.actief) == ([1, 3], 3)
    assert "een andere" in gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_audit=f"1:{oud}"))[0]
    assert "een andere" in gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_cursor=oud))[0]
    zout = f"{next(iter(TENANTS))}:{oud}"
    assert "een andere" in gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_zout=zout))[0]


@pytest.mark.parametrize(
    "pem", ["geen pem", CA.certificaat, SERVER.sleutel.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")]
)
def test_een_sleutel_van_de_ontvanger_is_pem_zonder_wachtwoord(pem: str) -> None:
    (gebrek,) = gebreken(productie(ontvanger_sleutel=pem))
    assert gebrek.startswith("MEEDOEN_ONTVANGER_SLEUTEL: verwacht PEM met een PRIVATE KEY")
    assert pem not in gebrek
