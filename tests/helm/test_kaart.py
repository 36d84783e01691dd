"""De chart als geheel: zij rendert, lint schoon, en elk document is Kubernetes."""

from typing import Any

import kubernetes_validate
import pytest
import yaml
from helm_python.chart import Chart, lint

from tests.helm.kaart import CHART, GROOT, KLEIN, KUBERNETES, OPSTELLINGEN, SENTRY, WAARDEN, Document, meng, teken

OPSTELLING = pytest.mark.parametrize("anders", OPSTELLINGEN.values(), ids=OPSTELLINGEN)
INFO = 1


@OPSTELLING
def test_lint_is_schoon(anders: Document) -> None:
    verslag = lint(str(CHART), meng(WAARDEN, anders), strict=True, kube_version=f"v{KUBERNETES}.0")
    assert verslag["errors"] == []
    assert [m for m in verslag["messages"] if m["severity"] > INFO] == []


@OPSTELLING
def test_elk_document_is_geldig_kubernetes(anders: Document) -> None:
    for document in teken(anders).documenten:
        kubernetes_validate.validate(document, KUBERNETES, strict=True)


@OPSTELLING
def test_een_onbekende_sleutel_in_een_document_zou_opvallen(anders: Document) -> None:
    deployment = teken(anders).van("Deployment")[0]
    fout = deployment | {"spec": deployment["spec"] | {"replicaz": 1}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(fout, KUBERNETES, strict=True)


@OPSTELLING
def test_namen_zijn_uniek_en_van_de_release(anders: Document) -> None:
    namen = [(d["kind"], d["metadata"]["name"]) for d in teken(anders).documenten]
    assert len(namen) == len(set(namen))
    assert {n.split("-")[0] for _, n in namen} == {"meedoen"}


def test_een_lange_releasenaam_past() -> None:
    naam = "meedoen-" + "x" * 44 + "9"  # 53 is wat Helm hoogstens toelaat
    for document in teken(GROOT, naam=naam).documenten:
        kubernetes_validate.validate(document, KUBERNETES, strict=True)
        assert len(document["metadata"]["name"]) <= 63


def test_twee_releases_delen_geen_selector() -> None:
    een, twee = teken(naam="utrecht"), teken(naam="noord")
    for a, b in zip(een.van("Deployment"), twee.van("Deployment"), strict=True):
        assert a["spec"]["selector"] != b["spec"]["selector"]


def test_zonder_de_verplichte_waarden_rendert_er_niets() -> None:
    with Chart.load(CHART) as chart, pytest.raises(Exception, match="digest") as geweigerd:
        chart.render({}, name="meedoen")
    for verplicht in ("omgeving", "tenants", "duo", "brp", "token", "ankers", "postgresql"):
        assert verplicht in str(geweigerd.value)


def test_de_standaardwaarden_kennen_geen_adres_en_geen_geheim() -> None:
    standaard = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    teksten = list(_teksten(standaard))
    assert "meedoen-db-gemeente" in teksten
    assert [t for t in teksten if "://" in t or "@" in t] == []


def _teksten(knoop: Any) -> list[str]:
    if isinstance(knoop, dict):
        return [t for waarde in knoop.values() for t in _teksten(waarde)]
    if isinstance(knoop, list):
        return [t for waarde in knoop for t in _teksten(waarde)]
    return [knoop] if isinstance(knoop, str) else []


def test_pdb_alleen_bij_meer_dan_een_pod() -> None:
    def beschermd(anders: Document) -> set[str]:
        budgetten = teken(anders).van("PodDisruptionBudget")
        return {b["spec"]["selector"]["matchLabels"]["app.kubernetes.io/component"] for b in budgetten}

    assert beschermd({}) == beschermd(GROOT) == {"api", "ontvanger"}
    assert beschermd(KLEIN) == set()
    assert beschermd({"api": {"replicas": 5, "autoscaling": {"aan": True, "minReplicas": 1}}}) == {"ontvanger"}
    assert beschermd({"ontvanger": {"replicas": 1}}) == {"api"}


def test_met_autoscaling_bepaalt_de_hpa_het_aantal() -> None:
    assert teken().van("HorizontalPodAutoscaler") == []
    kaart = teken(GROOT)
    (hpa,) = kaart.van("HorizontalPodAutoscaler")
    api = kaart.werklast("api")
    assert hpa["spec"]["scaleTargetRef"]["name"] == api.naam
    assert "replicas" not in api.spec
    assert (hpa["spec"]["minReplicas"], hpa["spec"]["maxReplicas"]) == (3, 40)


def test_een_gewijzigde_instelling_vervangt_de_pods() -> None:
    def som(anders: Document) -> str:
        return str(teken(anders).werklast("worker").sjabloon["metadata"]["annotations"]["checksum/instellingen"])

    assert som({}) != som({"logniveau": "WARNING"})
    assert som({}) == som(SENTRY)


@pytest.mark.parametrize(
    ("proces", "instelling", "anders", "poort"),
    [
        ("api", "MEEDOEN_POORT", {}, 80),
        ("ontvanger", "MEEDOEN_ONTVANGER_POORT", {}, 443),
        ("ontvanger", "MEEDOEN_ONTVANGER_POORT", {"ontvanger": {"afzender": "proxy"}}, 80),
    ],
)
def test_elke_deur_heeft_haar_eigen_service(proces: str, instelling: str, anders: Document, poort: int) -> None:
    kaart = teken(anders)
    werklast = kaart.werklast(proces)
    (service,) = (s for s in kaart.van("Service") if s["metadata"]["name"] == werklast.naam)
    assert service["spec"]["selector"].items() <= werklast.sjabloon["metadata"]["labels"].items()
    (naar,) = service["spec"]["ports"]
    assert naar["port"] == poort
    (van_container,) = (p for p in werklast.containers[0]["ports"] if p["name"] == naar["targetPort"])
    assert str(van_container["containerPort"]) == kaart.instellingen()[instelling]
