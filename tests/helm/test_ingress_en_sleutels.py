"""De ingress, en de Jobs van `meedoen sleutels` die slapen tot iemand ze start."""

from pathlib import Path

import pytest
from helm_python.errors import HelmError, HelmValuesError

from core.cli import _ontleder
from core.instellingen.config import lees_config
from core.instellingen.tabel import INSTELLINGEN, Proces
from core.platform.http.inloggen.deur import PAD
from tests.helm.kaart import GROOT, SLEUTELTAKEN, Document, meng, teken
from tests.helm.test_instellingen import _op_schijf

HOST = GROOT["ingress"]["host"]


def test_zonder_de_waarden_is_er_geen_ingress() -> None:
    assert teken().van("Ingress") == []


def test_de_ingress_doet_tls_en_leidt_alleen_naar_de_api() -> None:
    kaart = teken(GROOT)
    [ingress] = kaart.van("Ingress")
    assert ingress["spec"]["tls"] == [{"hosts": [HOST], "secretName": "meedoen-tls"}]
    [regel] = ingress["spec"]["rules"]
    assert regel["host"] == HOST
    [service] = [s for s in kaart.van("Service") if s["metadata"]["name"] == kaart.werklast("api").naam]
    for pad in regel["http"]["paths"]:
        naar = pad["backend"]["service"]
        assert naar == {"name": service["metadata"]["name"], "port": {"name": service["spec"]["ports"][0]["name"]}}


def test_wat_voor_de_kubelet_is_gaat_niet_naar_buiten() -> None:
    [ingress] = teken(GROOT).van("Ingress")
    paden = {pad["path"]: pad["pathType"] for pad in ingress["spec"]["rules"][0]["http"]["paths"]}
    assert paden.pop("/") == "Exact"
    assert {PAD, "/v1", "/openapi.json", "/.well-known"} == paden.keys()
    assert set(paden.values()) == {"Prefix"}


@pytest.mark.parametrize(
    "anders",
    [{"tls": None}, {"host": "https://meedoen.example.org"}, {"host": "*"}, {"klasse": None}, {"onbekend": 1}],
    ids=["geen TLS", "een adres", "elke host", "geen klasse", "een onbekende sleutel"],
)
def test_het_schema_weigert_een_ingress_die_niet_deugt(anders: Document) -> None:
    with pytest.raises(HelmValuesError):
        teken(meng(GROOT, {"ingress": anders}))


def test_mensen_komen_op_het_adres_dat_meedoen_van_zichzelf_kent() -> None:
    with pytest.raises(HelmError, match=r"mensen komen op https://meedoen\.example\.org"):
        teken(meng(GROOT, {"ingress": {"host": "elders.example.org"}}))


@pytest.mark.parametrize("naam", SLEUTELTAKEN)
def test_een_sleuteltaak_slaapt_en_heeft_alleen_wat_meedoen_sleutels_nodig_heeft(naam: str, tmp_path: Path) -> None:
    kaart = teken()
    taak = kaart.werklast(naam)
    [cron] = [c for c in kaart.van("CronJob") if c["metadata"]["name"] == taak.naam]
    assert cron["spec"]["suspend"] is True
    assert cron["spec"]["concurrencyPolicy"] == "Forbid"
    assert set(taak.bestanden) == {i.naam for i in INSTELLINGEN if i.geheim and Proces.SLEUTELS in i.voor} - {
        "sentry_dsn"
    }
    assert lees_config(_op_schijf(kaart, taak, tmp_path), proces=Proces.SLEUTELS).db_sleutels
    [container] = taak.containers
    assert _ontleder().parse_args(container["args"]).opdracht
