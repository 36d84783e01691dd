"""The secrets: made once, closed, complete for `lees_config`, and never silently replaced."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.instellingen.config import Config, lees_config
from core.instellingen.tabel import DuoAfzender, Kloksoort, Omgeving
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.geheimen import ROLLEN, Geheimen, Poorten, lees_of_maak
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.sleutels import lees_of_maak_sleutels
from core.ontwikkeling.embedded.valkey import EmbeddedValkey


@pytest.fixture
def geheimen(map_: Path) -> Geheimen:
    return lees_of_maak(map_ / "geheimen.json", gegevens=map_ / "data")


@pytest.fixture
def config(map_: Path, geheimen: Geheimen) -> Iterator[Config]:
    sleutels = lees_of_maak_sleutels(map_ / "sleutels", gegevens=map_ / "data", gemeenten=())
    poorten = Poorten(api=8123, simulator=8124, ontvanger=8125, peil=8126)
    with EmbeddedPostgres(map_ / "pg", duurzaam=False) as postgres, EmbeddedValkey(map_ / "vk") as valkey:
        yield lees_config(geheimen.naar_omgeving(postgres, valkey, poorten) | sleutels)


def test_de_omgeving_is_volledig_en_voor_ontwikkeling(config: Config, geheimen: Geheimen) -> None:
    assert config.omgeving is Omgeving.ONTWIKKELING
    assert (config.adres, config.poort) == ("127.0.0.1", 8123)
    assert (config.ontvanger_adres, config.ontvanger_poort, config.ontvanger_peilpoort) == ("127.0.0.1", 8125, 8126)
    assert config.duo_afzender is DuoAfzender.KOPTEKST
    assert config.klok is Kloksoort.BEWEEGBAAR
    assert config.duo_oin == "00000099000000001000"
    assert (config.duo_adres, config.brp_adres) == ("http://127.0.0.1:8124/duo/v1", "http://127.0.0.1:8124/brp")
    assert config.db_relay.startswith(f"postgresql://meedoen_relay:{geheimen.wachtwoorden['relay']}@127.0.0.1:")
    assert config.db_relay.endswith("/meedoen")
    assert len({config.db_gemeente, config.db_taalschool, config.db_toegang, config.db_ontvanger, config.db_relay}) == 5
    assert len(set(geheimen.wachtwoorden.values())) == len(ROLLEN)


def test_een_tweede_keer_zijn_het_dezelfde_in_een_gesloten_bestand(map_: Path, geheimen: Geheimen) -> None:
    assert lees_of_maak(map_ / "geheimen.json", gegevens=map_ / "data") == geheimen
    assert stat.S_IMODE((map_ / "geheimen.json").stat().st_mode) == 0o600
    assert [p.name for p in map_.iterdir()] == ["geheimen.json"]


def test_een_geheim_staat_niet_in_zijn_weergave(geheimen: Geheimen) -> None:
    assert repr(geheimen) == "Geheimen()"


def test_een_rol_of_sleutel_die_erbij_komt_wordt_aangevuld(map_: Path, geheimen: Geheimen) -> None:
    bestand = map_ / "geheimen.json"
    bewaard = json.loads(bestand.read_text(encoding="utf-8"))
    del bewaard["sleutel_cursor"]
    del bewaard["wachtwoorden"]["relay"]
    bestand.write_text(json.dumps(bewaard), encoding="utf-8")
    aangevuld = lees_of_maak(bestand, gegevens=map_)
    assert aangevuld.sleutel_audit == geheimen.sleutel_audit
    assert aangevuld.wachtwoorden["gemeente"] == geheimen.wachtwoorden["gemeente"]
    assert aangevuld.wachtwoorden["relay"] not in ("", geheimen.wachtwoorden["relay"])
    assert lees_of_maak(bestand, gegevens=map_) == aangevuld


@pytest.mark.parametrize("inhoud", ["", "{", "[]", "{}", '{"wachtwoorden": 3}'])
def test_een_beschadigd_bestand_wordt_niet_vervangen(map_: Path, inhoud: str) -> None:
    bestand = map_ / "geheimen.json"
    bestand.write_text(inhoud, encoding="utf-8")
    with pytest.raises(EmbeddedFout, match="is beschadigd; zet het terug uit een kopie, of begin opnieuw"):
        lees_of_maak(bestand, gegevens=map_)
    assert bestand.read_text(encoding="utf-8") == inhoud


def test_verdwenen_geheimen_naast_gegevens_worden_niet_stil_nieuw(map_: Path) -> None:
    (map_ / "data").mkdir()
    with pytest.raises(EmbeddedFout, match="is weg, terwijl er gegevens zijn"):
        lees_of_maak(map_ / "geheimen.json", gegevens=map_ / "data")
    assert not (map_ / "geheimen.json").exists()
