"""De instellingen: alle gebreken tegelijk, geheimen uit bestanden, en wat in productie niet mag."""

import base64
from dataclasses import fields
from pathlib import Path
from secrets import token_bytes, token_urlsafe

import pytest

from core.config import INSTELLINGEN, Config, Kloksoort, Omgeving, OnjuisteInstellingen, lees_config
from core.platform.tenancy import Actor
from core.productie import is_zwak
from core.sleutels import Sleutelbos
from tests.voorbeelden.beheer import TENANTS
from tests.voorbeelden.certificaten import Ca
from tests.voorbeelden.omgeving import omgeving, verse_sleutel

DSNS = {actor: f"postgresql://meedoen_{actor}:{token_urlsafe(24)}@db.example.org/meedoen" for actor in Actor}


VOOR_MTLS = ["MEEDOEN_ONTVANGER_CERTIFICAAT", "MEEDOEN_ONTVANGER_SLEUTEL", "MEEDOEN_ONTVANGER_CA"]


def _omgeving(**anders: str) -> dict[str, str]:
    goed = {"valkey": f"redis://:{token_urlsafe(24)}@wachtrij.example.org/0"}
    return omgeving(DSNS, **(goed | anders))


CA = Ca()
SERVER = CA.voor_server()


def _productie(**anders: str) -> dict[str, str]:
    goed = {
        "omgeving": "productie",
        "klok": "systeem",
        "duo_afzender": "certificaat",
        "ontvanger_certificaat": SERVER.certificaat,
        "ontvanger_sleutel": SERVER.sleutel,
        "ontvanger_ca": CA.certificaat,
        "duo_adres": "https://duo.example.org/v1",
        "brp_adres": "https://brp.example.org",
    }
    return _omgeving(**(goed | anders))


def _gebreken(waarden: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(OnjuisteInstellingen) as fout:
        lees_config(waarden)
    return fout.value.gebreken


def test_een_volledige_omgeving() -> None:
    config = lees_config(_omgeving(poort="8123", logniveau="debug"))
    assert (config.omgeving, config.klok, config.poort) == (Omgeving.TEST, Kloksoort.BEWEEGBAAR, 8123)
    assert config.logniveau == "DEBUG"
    assert config.db_gemeente == DSNS[Actor.GEMEENTE]
    assert config.sleutel_audit.actief == 1
    assert lees_config(_productie()).omgeving is Omgeving.PRODUCTIE


def test_elk_veld_heeft_een_instelling() -> None:
    assert [f.name for f in fields(Config)] == [i.naam for i in INSTELLINGEN]
    assert all(i.uitleg for i in INSTELLINGEN)


def test_alles_wat_mist_in_een_keer() -> None:
    gemeld = _gebreken({})
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
    gemeld = {g.split(":")[0].split(" ")[0] for g in _gebreken(waarden)}
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
    gemeld = _gebreken(waarden)
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
    assert repr(config.sleutel_audit) == "Sleutelbos(actief=1)"
    assert repr(config.sleutel_zout) == "Zouten(vernietigd=frozenset())"


def test_sleutels_hebben_versies_en_zijn_allemaal_anders() -> None:
    oud, nieuw = verse_sleutel(), verse_sleutel()
    bos = lees_config(_omgeving(sleutel_index=f"1:{oud}, *3:{nieuw}")).sleutel_index
    assert isinstance(bos, Sleutelbos)
    assert (sorted(bos.versies), bos.actief) == ([1, 3], 3)
    assert "een andere" in _gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_audit=f"1:{oud}"))[0]
    assert "een andere" in _gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_cursor=oud))[0]
    zout = f"{next(iter(TENANTS))}:{oud}"
    assert "een andere" in _gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_zout=zout))[0]


def _sleutel(ruw: bytes) -> str:
    return base64.b64encode(ruw).decode()


def _rol(rol: str, wachtwoord: str | None = None) -> str:
    return f"postgresql://{rol}:{wachtwoord or token_urlsafe(24)}@db.example.org/meedoen"


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
    "tokens van deze machine": ({"token_uitgever": "https://localhost:8005"}, "MEEDOEN_TOKEN_UITGEVER"),
    "tokens over http": ({"token_uitgever": "http://meedoen.example.org"}, "MEEDOEN_TOKEN_UITGEVER"),
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
    "een rol die niet genoemd is": ({"db_zegel": "postgresql://db.example.org/meedoen"}, "MEEDOEN_DB_ZEGEL"),
    "de eigenaar achter het vraagteken": (
        {"db_toegang": "postgresql://db.example.org/meedoen?user=meedoen_eigenaar"},
        "MEEDOEN_DB_TOEGANG",
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
    waarden = _productie(**anders)
    assert [g.split(":")[0] for g in _gebreken(waarden)] == [verwacht]


@pytest.mark.parametrize(("anders", "_"), NIET_IN_PRODUCTIE.values(), ids=NIET_IN_PRODUCTIE)
def test_een_weigering_noemt_geen_geheim(anders: dict[str, str], _: str) -> None:
    (gebrek,) = _gebreken(_productie(**anders))
    for naam, waarde in anders.items():
        if naam.startswith(("sleutel_", "db_", "valkey", "duo_proxy")) and waarde:
            assert waarde not in gebrek


def test_productie_weigert_alles_tegelijk() -> None:
    """Wat een ontwikkelopstelling is, en wat daar niet eens gelezen kan worden, in één lijst."""
    waarden = _productie(
        duo_afzender="koptekst",
        klok="beweegbaar",
        logniveau="DEBUG",
        duo_adres="http://127.0.0.1:8001/duo/v1",
        brp_adres="http://127.0.0.1:8001/brp",
        token_uitgever="http://localhost:8000",
        sleutel_token=_sleutel(b"k" * 32),
        sleutel_cursor=_sleutel(b"k" * 32),
        db_gemeente=_rol("meedoen_migratie"),
        db_relay=_rol("meedoen_relay", "meedoen"),
        poort="0",
    ) | {"MEEDOEN_MIGRATIE_DSN": _rol("meedoen_migratie"), "MEEDOEN_BEHEER_DSN": _rol("postgres")}
    assert {g.split(":")[0].split(" ")[0] for g in _gebreken(waarden)} == {
        "MEEDOEN_MIGRATIE_DSN",
        "MEEDOEN_BEHEER_DSN",
        "MEEDOEN_POORT",
        "MEEDOEN_DUO_AFZENDER",
        "MEEDOEN_KLOK",
        "MEEDOEN_LOGNIVEAU",
        "MEEDOEN_DUO_ADRES",
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
    alles |= {"duo_afzender": "koptekst", "sleutel_index": f"1:{verse_sleutel()}", "omgeving": "ontwikkeling"}
    assert lees_config(_productie(**alles)).omgeving is Omgeving.ONTWIKKELING


def test_twee_rollen_met_een_wachtwoord_zijn_in_productie_een_rol() -> None:
    wachtwoord = token_urlsafe(24)
    anders = {f"db_{rol}": _rol(f"meedoen_{rol}", wachtwoord) for rol in ("gemeente", "relay")}
    (gebrek,) = _gebreken(_productie(**anders))
    assert "dat van een andere rol" in gebrek


def test_toeval_is_nooit_zwak() -> None:
    assert not any(is_zwak(token_bytes(n)) for n in (32, 33, 48, 64) for _ in range(500))


@pytest.mark.parametrize(
    "pem", ["geen pem", CA.certificaat, SERVER.sleutel.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")]
)
def test_een_sleutel_van_de_ontvanger_is_pem_zonder_wachtwoord(pem: str) -> None:
    (gebrek,) = _gebreken(_productie(ontvanger_sleutel=pem))
    assert gebrek.startswith("MEEDOEN_ONTVANGER_SLEUTEL: verwacht PEM met een PRIVATE KEY")
    assert pem not in gebrek
