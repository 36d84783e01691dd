"""Wat voor elke pod geldt. De lijst komt uit de gerenderde chart: een nieuwe werklast valt er vanzelf onder."""

import pytest

from core.api import GENADE as GENADE_API
from core.cli import DSN_MIGRATIE, main
from core.ontvanger import GENADE
from core.processen import DIENSTEN
from core.worker import UITLOOP
from tests.helm.kaart import EINDIG, GROOT, OPSTELLINGEN, Document, Werklast, teken

WERKLASTEN = [
    pytest.param(werklast, id=f"{naam}-{werklast.proces}")
    for naam, anders in OPSTELLINGEN.items()
    for werklast in teken(anders).werklasten()
]
elke_pod = pytest.mark.parametrize("werklast", WERKLASTEN)
ZONDER_DEUR = {"worker", "relay", "zegel"}
"""Zij hebben geen probes; waarom staat in templates/_achtergrond.tpl."""


def test_dit_zijn_de_werklasten() -> None:
    assert {w.proces for w in teken().werklasten()} == {*DIENSTEN, *EINDIG}


@elke_pod
def test_de_pod_draait_zonder_rechten(werklast: Werklast) -> None:
    pod = werklast.pod
    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 10001,
        "runAsGroup": 10001,
        "fsGroup": 10001,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert pod["automountServiceAccountToken"] is False
    assert "serviceAccountName" not in pod
    assert not {"hostNetwork", "hostPID", "hostIPC", "hostUsers"} & pod.keys()


@elke_pod
def test_de_container_kan_niet_schrijven_en_niet_klimmen(werklast: Werklast) -> None:
    for container in werklast.containers:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "privileged": False,
            "readOnlyRootFilesystem": True,
            "runAsNonRoot": True,
            "capabilities": {"drop": ["ALL"]},
        }


@elke_pod
def test_alleen_tmp_is_beschrijfbaar_en_bij_de_zegelaar_zijn_ankers(werklast: Werklast) -> None:
    soorten = {v["name"]: next(soort for soort in v if soort != "name") for v in werklast.pod["volumes"]}
    ankers = {"/var/lib/meedoen/ankers": "persistentVolumeClaim"} if werklast.proces == "zegel" else {}
    mappen = {"secret"} if werklast.mappen else set()
    assert set(soorten.values()) == {"emptyDir", "configMap", "projected", *ankers.values(), *mappen}
    for container in werklast.containers:
        schrijfbaar = {m["mountPath"]: soorten[m["name"]] for m in container["volumeMounts"] if not m.get("readOnly")}
        assert schrijfbaar == {"/tmp": "emptyDir"} | ankers
    assert all("sizeLimit" in v["emptyDir"] for v in werklast.pod["volumes"] if "emptyDir" in v)


@elke_pod
def test_het_image_staat_op_digest(werklast: Werklast) -> None:
    for container in werklast.containers:
        naam, _, digest = container["image"].partition("@sha256:")
        assert len(digest) == 64
        assert ":" not in naam.rsplit("/", 1)[-1]


@elke_pod
def test_er_is_geheugen_gevraagd_en_begrensd(werklast: Werklast) -> None:
    for container in werklast.containers:
        assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
        assert "memory" in container["resources"]["limits"]


@elke_pod
def test_services_zetten_geen_variabelen(werklast: Werklast) -> None:
    """Een Service `meedoen-api` gaf anders MEEDOEN_API_PORT, en Meedoen weigert een instelling die het niet kent."""
    assert werklast.pod["enableServiceLinks"] is False


@elke_pod
def test_pods_worden_gespreid_met_hun_gelijken(werklast: Werklast) -> None:
    spreiding = werklast.pod["topologySpreadConstraints"]
    assert {s["topologyKey"] for s in spreiding} == {"kubernetes.io/hostname", "topology.kubernetes.io/zone"}
    labels = werklast.sjabloon["metadata"]["labels"].items()
    for regel in spreiding:
        assert regel["labelSelector"]["matchLabels"].items() <= labels
        assert regel["labelSelector"]["matchLabels"]["app.kubernetes.io/component"] == werklast.proces


@elke_pod
def test_de_selector_kiest_precies_deze_pods(werklast: Werklast) -> None:
    if werklast.proces in EINDIG:
        assert "selector" not in werklast.spec
        return
    assert werklast.spec["selector"]["matchLabels"].items() <= werklast.sjabloon["metadata"]["labels"].items()
    assert werklast.spec["selector"]["matchLabels"]["app.kubernetes.io/component"] == werklast.proces


@elke_pod
def test_een_blijvend_proces_heeft_probes_of_een_reden(werklast: Werklast) -> None:
    if werklast.proces in EINDIG:
        return
    for container in werklast.containers:
        aanwezig = {p for p in ("startupProbe", "livenessProbe", "readinessProbe") if p in container}
        assert bool(aanwezig) != (werklast.proces in ZONDER_DEUR)
        if aanwezig:
            assert container["livenessProbe"]["httpGet"]["path"] == "/live"
            assert container["startupProbe"]["httpGet"]["path"] == "/live"
            assert container["readinessProbe"]["httpGet"]["path"] == "/ready"


def test_de_kubelet_peilt_de_ontvanger_op_een_poort_zonder_tls() -> None:
    kaart = teken()
    (container,) = kaart.werklast("ontvanger").containers
    poorten = {p["name"]: str(p["containerPort"]) for p in container["ports"]}
    instellingen = kaart.instellingen()
    assert poorten == {
        "duo": instellingen["MEEDOEN_ONTVANGER_POORT"],
        "peil": instellingen["MEEDOEN_ONTVANGER_PEILPOORT"],
    }
    assert {container[p]["httpGet"]["port"] for p in ("startupProbe", "livenessProbe", "readinessProbe")} == {"peil"}


def test_er_is_tijd_om_af_te_maken() -> None:
    worker = teken().werklast("worker")
    for deur, genade in (("api", GENADE_API), ("ontvanger", GENADE)):
        werklast = teken().werklast(deur)
        slaap = werklast.containers[0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert werklast.pod["terminationGracePeriodSeconds"] > slaap + 2 * genade
    assert worker.pod["terminationGracePeriodSeconds"] > 2 * UITLOOP


@elke_pod
def test_een_nieuwe_versie_laat_geen_gat_behalve_bij_wie_alleen_moet_zijn(werklast: Werklast) -> None:
    if werklast.proces in EINDIG:
        return
    if any("persistentVolumeClaim" in v for v in werklast.pod["volumes"]):
        assert werklast.spec["strategy"] == {"type": "Recreate"}
        assert werklast.spec["replicas"] == 1
    else:
        assert werklast.spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}


def test_de_zegelaar_ankert_op_de_schijf_die_de_beheerder_noemt() -> None:
    kaart = teken()
    zegel = kaart.werklast("zegel")
    (schijf,) = (v for v in zegel.pod["volumes"] if "persistentVolumeClaim" in v)
    assert schijf["persistentVolumeClaim"]["claimName"] == "audit-ankers"
    (mount,) = (m for m in zegel.containers[0]["volumeMounts"] if m["name"] == schijf["name"])
    assert kaart.omgeving(zegel)["MEEDOEN_AUDIT_ANKER"].startswith(mount["mountPath"] + "/")


def test_de_migratie_leunt_op_niets_van_deze_release() -> None:
    kaart = teken(GROOT)
    migratie = kaart.werklast("migratie")
    job = next(d for d in kaart.documenten if d["kind"] == "Job")
    assert job["metadata"]["annotations"] == {
        "helm.sh/hook": "pre-install,pre-upgrade",
        "helm.sh/hook-weight": "-5",
        "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
    }
    eigen = {d["metadata"]["name"] for d in kaart.documenten if d["kind"] in ("ConfigMap", "Secret", "ServiceAccount")}
    assert eigen == {"meedoen-instellingen"}
    for container in migratie.containers:
        assert "envFrom" not in container
    gebruikt = {v["configMap"]["name"] for v in migratie.pod["volumes"] if "configMap" in v}
    assert gebruikt == {"meedoen-tenants"}
    assert [c["args"] for c in migratie.containers] == [["db", "migreer"], ["tenants", "laad"]]
    assert kaart.omgeving(migratie)["MEEDOEN_PLATFORM"] == kaart.instellingen()["MEEDOEN_PLATFORM"]
    assert "MEEDOEN_PLATFORM" not in teken().omgeving(teken().werklast("migratie"))


@pytest.mark.parametrize("anders", OPSTELLINGEN.values(), ids=OPSTELLINGEN)
def test_het_opruimen_gebeurt_elke_nacht_nooit_dubbel_en_eindigt(anders: Document) -> None:
    (cron,) = (c for c in teken(anders).van("CronJob") if c["metadata"]["name"].endswith("-opruimen"))
    assert cron["spec"]["concurrencyPolicy"] == "Forbid"
    assert cron["spec"]["timeZone"] == "Europe/Amsterdam"
    assert cron["spec"]["schedule"].split()[2:] == ["*", "*", "*"]
    assert cron["spec"]["jobTemplate"]["spec"]["activeDeadlineSeconds"] == 300
    assert cron["spec"]["jobTemplate"]["spec"]["template"]["spec"]["restartPolicy"] == "Never"


def test_het_opruimen_is_een_opdracht_die_er_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Een opdracht of keuze die er niet is, is een SystemExit; deze vraagt om wat de pod haar geeft."""
    (container,) = teken({"opruimen": {"bewaardagen": 30}}).werklast("opruimen").containers
    assert container["args"] == ["duo", "opruimen", "--ouder-dan", "30"]
    monkeypatch.delenv(DSN_MIGRATIE, raising=False)
    assert main(container["args"]) == 1
    assert f"{DSN_MIGRATIE}: ontbreekt" in capsys.readouterr().err


def test_de_naam_van_een_cronjob_is_korter_dan_die_van_het_overige() -> None:
    """Kubernetes zet er elf tekens achter."""
    for naam in ("meedoen", "meedoen-" + "x" * 44 + "9"):
        for cron in teken(GROOT, naam=naam).van("CronJob"):
            assert len(cron["metadata"]["name"]) <= 52
