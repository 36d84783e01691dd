"""De chart en core/instellingen zeggen hetzelfde: elk proces krijgt zijn instellingen, en geen geheim van een ander."""

import dataclasses
from pathlib import Path
from secrets import token_urlsafe

import pytest

from core.bootstrap import maak_databank
from core.cli import DSN_MIGRATIE
from core.instellingen.config import Config, OnjuisteInstellingen, lees_config
from core.instellingen.legitimatie import Buur
from core.instellingen.tabel import INSTELLINGEN, Proces
from core.platform.tenancy import Actor
from core.processen import DIENSTEN
from tests.helm.kaart import (
    EENMALIG,
    EIGEN_CA,
    INLOGGEN,
    KLEIN,
    MAIL,
    OPSTELLINGEN,
    SENTRY,
    Document,
    Kaart,
    Werklast,
    meng,
    teken,
)
from tests.voorbeelden.certificaten import Ca
from tests.voorbeelden.legitimatie import legitimaties
from tests.voorbeelden.omgeving import IN_PRODUCTIE, omgeving, verse_sleutel

GEHEIMEN = {i.naam: i for i in INSTELLINGEN if i.geheim}
PROCESSEN = pytest.mark.parametrize("proces", DIENSTEN)
CA = Ca()
SERVER = CA.voor_server()
ECHT = omgeving(
    {
        actor: f"postgresql://meedoen_{actor}:{token_urlsafe(24)}@databank.example.org/meedoen?sslmode=verify-full"
        for actor in Actor
    },
    valkey=f"rediss://:{token_urlsafe(24)}@valkey.example.org:6379",
    ontvanger_certificaat=SERVER.certificaat,
    ontvanger_sleutel=SERVER.sleutel,
    ontvanger_ca=CA.certificaat,
    valkey_ca=CA.certificaat,
    duo_proxy_geheim=verse_sleutel(),
    sleutel_inloggen=CA.voor_server().sleutel,
    publiek_adres="https://meedoen.example.org",
    smtp_aanmelding=f"meedoen:{token_urlsafe(24)}",
    smtp_ca=CA.certificaat,
    sentry_dsn="https://sleutel@sentry.example.org/1",
)
"""Een volledige omgeving; de geheimen daaruit gaan hieronder in bestanden, zoals het cluster dat doet."""


def _geheim(naam: str) -> str:
    return ECHT[f"MEEDOEN_{naam.upper()}"]


def _op_schijf(kaart: Kaart, werklast: Werklast, map_: Path) -> dict[str, str]:
    """De omgeving van de pod, met de bestanden van /run/geheimen in `map_`, en een gemeente die er mag zijn."""
    for naam in set(werklast.bestanden) - {"postgresql_ca"}:
        (map_ / naam).write_text(_geheim(naam) + "\n", encoding="utf-8")
        (map_ / naam).chmod(werklast.rechten_van_bestanden)
    waarden = {k: v.replace("/run/geheimen", str(map_)) for k, v in kaart.omgeving(werklast).items()}
    mappen = {f"MEEDOEN_{naam.upper()}": pad for naam, pad in legitimaties().items()}
    waarden |= {naam: pad for naam, pad in mappen.items() if waarden.get(naam) in werklast.mappen}
    if "MEEDOEN_UITGAAND_CA" in waarden:
        assert waarden["MEEDOEN_UITGAAND_CA"].startswith(waarden["MEEDOEN_TENANTS"] + "/_")
        (map_ / "uitgaand_ca").write_text(CA.certificaat, encoding="ascii")
        waarden["MEEDOEN_UITGAAND_CA"] = str(map_ / "uitgaand_ca")
    return waarden | {"MEEDOEN_TENANTS": str(IN_PRODUCTIE)}


@pytest.mark.parametrize("anders", OPSTELLINGEN.values(), ids=OPSTELLINGEN)
@PROCESSEN
def test_het_proces_start_met_wat_de_chart_geeft(proces: Proces, anders: Document, tmp_path: Path) -> None:
    kaart = teken(anders)
    config = lees_config(_op_schijf(kaart, kaart.werklast(proces), tmp_path), proces=proces)
    assert str(config.omgeving) == meng({"omgeving": "productie"}, anders)["omgeving"]
    assert (config.adres, config.poort) == ("0.0.0.0", 8000)  # noqa: S104 - in de pod, achter de Service


MTLS, PROXY = {"ontvanger_certificaat", "ontvanger_sleutel", "ontvanger_ca"}, {"duo_proxy_geheim"}
NAAR_KEUZE = {"sentry_dsn", "valkey_ca", "sleutel_inloggen", "smtp_aanmelding", "smtp_ca"}
"""Geheimen die er alleen zijn als iemand ze noemt."""
ONTWIKKELEN = {"sleutel_token"}
"""Wat er in productie niet is."""
VALKEY_CA: Document = {"geheimen": EIGEN_CA["geheimen"]}


@PROCESSEN
def test_een_pod_heeft_precies_de_geheimen_van_zijn_proces(proces: Proces) -> None:
    """Bij de ontvanger die van de manier waarop hij DUO herkent, en niet die van de andere."""
    overal = {n for n, i in GEHEIMEN.items() if proces in i.voor}
    alle = overal - ONTWIKKELEN
    assert set(teken(KLEIN).werklast(proces).bestanden) == overal - PROXY - NAAR_KEUZE
    proxy = {"ontvanger": {"afzender": "proxy"}}
    assert set(teken(meng(SENTRY, VALKEY_CA, INLOGGEN, MAIL)).werklast(proces).bestanden) == alle - PROXY
    assert set(teken().werklast(proces).bestanden) == alle - PROXY - NAAR_KEUZE
    assert set(teken(proxy).werklast(proces).bestanden) == alle - MTLS - NAAR_KEUZE


@pytest.mark.parametrize("anders", OPSTELLINGEN.values(), ids=OPSTELLINGEN)
def test_elke_variabele_van_de_chart_bestaat(anders: Document) -> None:
    bekend = {i.variabele for i in INSTELLINGEN} | {f"{i.variabele}_BESTAND" for i in GEHEIMEN.values()}
    kaart = teken(anders)
    for werklast in kaart.werklasten():
        toegestaan = bekend | ({f"{DSN_MIGRATIE}_BESTAND"} if werklast.proces in EENMALIG else set())
        gezet = {n for n in kaart.omgeving(werklast) if n.startswith("MEEDOEN_")}
        assert gezet <= toegestaan


def test_de_configmap_bevat_geen_geheim_en_mist_niets() -> None:
    instellingen = teken().instellingen()
    verplicht = {i.variabele for i in INSTELLINGEN if i.standaard is None and not i.geheim}
    assert verplicht <= instellingen.keys()
    assert not instellingen.keys() & {i.variabele for i in GEHEIMEN.values()}


def test_alleen_de_worker_krijgt_waarmee_gemeenten_zich_bekendmaken() -> None:
    """Als hele mappen: een gemeente erbij is een sleutel in de Secret erbij, en geen andere chart."""
    kaart = teken()
    worker = kaart.werklast(Proces.WORKER)
    assert worker.mappen == {"/run/buren/duo": "duo-legitimatie", "/run/buren/brp": "brp-legitimatie"}
    omgeving_ = kaart.omgeving(worker)
    genoemd = {omgeving_[f"MEEDOEN_{buur.upper()}_LEGITIMATIE"] for buur in Buur}
    assert genoemd == worker.mappen.keys()
    assert not any(w.mappen for w in kaart.werklasten() if w.proces != Proces.WORKER)
    assert teken(KLEIN).werklast(Proces.WORKER).mappen == {}


@pytest.mark.parametrize("anders", OPSTELLINGEN.values(), ids=OPSTELLINGEN)
def test_nergens_staat_een_geheim_zelf(anders: Document) -> None:
    """Geen Secret, en geen variabele van een geheim anders dan als pad in /run/geheimen dat ook bestaat."""
    kaart = teken(anders)
    assert kaart.van("Secret") == []
    geheim = {i.variabele for i in GEHEIMEN.values()} | {DSN_MIGRATIE}
    for werklast in kaart.werklasten():
        for container in werklast.containers:
            for variabele in container["env"]:
                assert variabele["name"] not in geheim
                assert "valueFrom" not in variabele
                if variabele["name"].endswith("_BESTAND"):
                    map_, _, bestand = variabele["value"].rpartition("/")
                    assert map_ == "/run/geheimen"
                    assert bestand in werklast.bestanden
            assert not any("secretRef" in bron for bron in container.get("envFrom", []))


def test_alleen_wat_klaar_is_en_stopt_is_eigenaar_en_verder_niets() -> None:
    kaart = teken()
    for proces in EENMALIG:
        eigenaar = kaart.werklast(proces).bestanden
        assert eigenaar == {"migratie_dsn": "meedoen-db-migratie/dsn"}
    for proces in DIENSTEN:
        assert not set(eigenaar.values()) & set(kaart.werklast(proces).bestanden.values())


def test_elke_pod_die_postgresql_spreekt_kan_zijn_ca_krijgen() -> None:
    """asyncpg leest PGSSLROOTCERT zelf; ook de migratie, die met het wachtwoord van de eigenaar komt."""
    kaart = teken(EIGEN_CA)
    for werklast in kaart.werklasten():
        assert werklast.bestanden["postgresql_ca"] == "databank-ca/ca.crt"
        for container in werklast.containers:
            assert {"name": "PGSSLROOTCERT", "value": "/run/geheimen/postgresql_ca"} in container["env"]
    assert not any("postgresql_ca" in w.bestanden for w in teken().werklasten())


@pytest.mark.parametrize("proces", EENMALIG)
def test_de_eigenaar_weet_dat_hij_in_productie_is(proces: str) -> None:
    """Zonder dat weigert hij geen DSN die de server niet toetst."""
    for container in teken().werklast(proces).containers:
        assert {"name": "MEEDOEN_OMGEVING", "value": "productie"} in container["env"]


def test_twee_geheimen_delen_geen_secret() -> None:
    """Wie een Secret mag lezen, krijgt één rol of één sleutel, niet de rest. Een certificaat hoort bij zijn sleutel."""
    alle = {bestand: bron for w in teken(meng(SENTRY, EIGEN_CA)).werklasten() for bestand, bron in w.bestanden.items()}
    paar = [alle.pop(naam).split("/") for naam in ("ontvanger_certificaat", "ontvanger_sleutel")]
    assert paar == [["meedoen-ontvanger-tls", "tls.crt"], ["meedoen-ontvanger-tls", "tls.key"]]
    assert len({bron.split("/")[0] for bron in alle.values()} | {paar[0][0]}) == len(alle) + 1


def test_de_grenzen_aan_verbindingen_komen_uit_de_waarden(tmp_path: Path) -> None:
    anders = {
        "api": {"verbindingen": {"totaal": 400, "perAdres": 150}},
        "ontvanger": {"verbindingen": {"totaal": 90, "perAdres": 30}},
    }
    kaart = teken(anders)
    api, ontvanger = (
        lees_config(_op_schijf(kaart, kaart.werklast(proces), tmp_path), proces=proces)
        for proces in (Proces.API, Proces.ONTVANGER)
    )
    assert (api.verbindingen, api.verbindingen_per_adres) == (400, 150)
    assert (ontvanger.ontvanger_verbindingen, ontvanger.ontvanger_verbindingen_per_adres) == (90, 30)
    gewoon = teken().instellingen()
    for naam in (
        "verbindingen",
        "verbindingen_per_adres",
        "ontvanger_verbindingen",
        "ontvanger_verbindingen_per_adres",
    ):
        (instelling,) = (i for i in INSTELLINGEN if i.naam == naam)
        assert gewoon[instelling.variabele] == instelling.standaard


def test_welke_proxys_iets_over_de_bezoeker_mogen_zeggen_komt_uit_de_waarden(tmp_path: Path) -> None:
    for waarden, verwacht in (
        ({}, ""),
        ({"api": {"proxys": ["10.1.2.0/24", "fd00::7"]}}, ("10.1.2.0/24", "fd00::7/128")),
    ):
        kaart = teken(waarden)
        api = lees_config(_op_schijf(kaart, kaart.werklast("api"), tmp_path), proces=Proces.API)
        assert (api.proxys or "") == verwacht


def test_een_draaiend_proces_weigert_de_eigenaar(tmp_path: Path) -> None:
    kaart = teken()
    waarden = _op_schijf(kaart, kaart.werklast("relay"), tmp_path)
    with pytest.raises(OnjuisteInstellingen, match="MEEDOEN_MIGRATIE_DSN_BESTAND is geen instelling"):
        lees_config(waarden | {f"{DSN_MIGRATIE}_BESTAND": "/run/geheimen/migratie_dsn"}, proces=Proces.RELAY)


@PROCESSEN
def test_alle_gebreken_van_een_proces_tegelijk(proces: Proces) -> None:
    with pytest.raises(OnjuisteInstellingen) as gevonden:
        lees_config({}, proces=proces)
    genoemd = {g.split(":")[0] for g in gevonden.value.gebreken}
    verplicht = {i.variabele for i in INSTELLINGEN if i.standaard is None and proces in i.voor}
    mtls = {f"MEEDOEN_{naam.upper()}" for naam in MTLS} if proces is Proces.ONTVANGER else set()
    assert genoemd == verplicht | mtls


def test_een_ontbrekend_bestand_noemt_de_variabele_en_niet_het_pad(tmp_path: Path) -> None:
    kaart = teken()
    waarden = _op_schijf(kaart, kaart.werklast("relay"), tmp_path)
    (tmp_path / "db_relay").unlink()
    with pytest.raises(OnjuisteInstellingen, match="MEEDOEN_DB_RELAY") as gevonden:
        lees_config(waarden, proces=Proces.RELAY)
    assert str(tmp_path) not in str(gevonden.value)


@PROCESSEN
def test_wat_niet_voor_een_proces_is_bestaat_daar_niet(proces: Proces) -> None:
    config = lees_config(ECHT, proces=proces)
    for instelling in INSTELLINGEN:
        assert hasattr(config, instelling.naam) == (proces in instelling.voor), instelling.naam


def test_een_proces_opent_geen_rol_die_het_niet_heeft() -> None:
    relay = lees_config(ECHT, proces=Proces.RELAY)
    maak_databank(relay, actoren=frozenset({Actor.RELAY}))
    with pytest.raises(AttributeError, match="db_gemeente"):
        maak_databank(relay, actoren=frozenset({Actor.RELAY, Actor.GEMEENTE}))


def test_zonder_proces_is_alles_er() -> None:
    config = lees_config(ECHT)
    velden = {f.name for f in dataclasses.fields(Config)}
    assert velden == {i.naam for i in INSTELLINGEN}
    assert all(hasattr(config, veld) for veld in velden)


def test_hoe_duo_herkend_wordt_is_alleen_voor_de_ontvanger_van_belang() -> None:
    zonder = {k: v for k, v in ECHT.items() if k.removeprefix("MEEDOEN_").lower() not in MTLS | PROXY}
    for afzender, nodig in (("proxy", "MEEDOEN_DUO_PROXY_GEHEIM"), ("certificaat", "MEEDOEN_ONTVANGER_SLEUTEL")):
        waarden = zonder | {"MEEDOEN_DUO_AFZENDER": afzender}
        for proces in (Proces.API, Proces.WORKER):
            lees_config(waarden, proces=proces)
        with pytest.raises(OnjuisteInstellingen, match=nodig):
            lees_config(waarden, proces=Proces.ONTVANGER)


def test_een_gedeelde_sleutel_wordt_ook_per_proces_gezien() -> None:
    dubbel = ECHT | {"MEEDOEN_SLEUTEL_INDEX": ECHT["MEEDOEN_SLEUTEL_VERSLEUTELING"]}
    for proces in (Proces.API, Proces.ONTVANGER, Proces.WORKER, None):
        with pytest.raises(OnjuisteInstellingen, match="elke sleutel moet een andere zijn"):
            lees_config(dubbel, proces=proces)


def test_config_weigert_in_productie_wat_het_schema_ook_weigert(tmp_path: Path) -> None:
    """Twee sloten: het schema voor het cluster, de instellingen bij het starten."""
    kaart = teken(KLEIN)
    waarden = _op_schijf(kaart, kaart.werklast("worker"), tmp_path) | {"MEEDOEN_OMGEVING": "productie"}
    with pytest.raises(OnjuisteInstellingen) as gevonden:
        lees_config(waarden, proces=Proces.WORKER)
    genoemd = {g.split(":")[0] for g in gevonden.value.gebreken}
    assert genoemd == {
        "MEEDOEN_KLOK",
        "MEEDOEN_DUO_ADRES",
        "MEEDOEN_DUO_LEGITIMATIE",
        "MEEDOEN_BRP_ADRES",
        "MEEDOEN_BRP_LEGITIMATIE",
        "MEEDOEN_LOGNIVEAU",
    }
