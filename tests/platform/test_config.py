"""De instellingen: alle gebreken tegelijk, geheimen uit bestanden, en wat in productie niet mag."""

from dataclasses import fields
from pathlib import Path

import pytest

from core.config import INSTELLINGEN, Config, Kloksoort, Omgeving, OnjuisteInstellingen, Sleutelbos, lees_config
from core.platform.tenancy import Actor
from tests.voorbeelden.omgeving import omgeving, verse_sleutel

DSNS = {actor: f"postgresql://meedoen_{actor}:geheim@db.example.org/meedoen" for actor in Actor}


def _omgeving(**anders: str) -> dict[str, str]:
    return omgeving(DSNS, valkey="redis://:geheim@wachtrij.example.org/0", **anders)


def _productie(**anders: str) -> dict[str, str]:
    goed = {
        "omgeving": "productie",
        "klok": "systeem",
        "duo_afzender": "proxy",
        "duo_proxy_geheim": verse_sleutel(),
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
    verplicht = [i.variabele for i in INSTELLINGEN if i.standaard is None]
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
    assert repr(config.sleutel_audit) == "Sleutelbos(versies=[1])"


def test_sleutels_hebben_versies_en_zijn_allemaal_anders() -> None:
    oud, nieuw = verse_sleutel(), verse_sleutel()
    bos = lees_config(_omgeving(sleutel_index=f"1:{oud}, 3:{nieuw}")).sleutel_index
    assert isinstance(bos, Sleutelbos)
    assert (sorted(bos.versies), bos.actief) == ([1, 3], 3)
    assert "een andere" in _gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_audit=f"1:{oud}"))[0]
    assert "een andere" in _gebreken(_omgeving(sleutel_index=f"1:{oud}", sleutel_cursor=oud))[0]


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"duo_afzender": "koptekst"}, "MEEDOEN_DUO_AFZENDER"),
        ({"klok": "beweegbaar"}, "MEEDOEN_KLOK"),
        ({"duo_adres": "http://duo.example.org"}, "MEEDOEN_DUO_ADRES"),
        ({"brp_adres": "http://brp.example.org"}, "MEEDOEN_BRP_ADRES"),
        ({"token_uitgever": "http://meedoen.example.org"}, "MEEDOEN_TOKEN_UITGEVER"),
        ({"logniveau": "DEBUG"}, "MEEDOEN_LOGNIVEAU"),
        ({"duo_proxy_geheim": ""}, "MEEDOEN_DUO_PROXY_GEHEIM"),
    ],
)
def test_wat_in_productie_niet_mag(anders: dict[str, str], verwacht: str) -> None:
    assert [g.split(":")[0] for g in _gebreken(_productie(**anders))] == [verwacht]


def test_productie_meldt_ook_alles_tegelijk() -> None:
    assert len(_gebreken(_productie(klok="beweegbaar", logniveau="DEBUG", duo_adres="http://x.example.org"))) == 3
