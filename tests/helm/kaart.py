"""De chart zoals een cluster haar ziet: waarden erin, documenten eruit; en wat de tests daarover vragen."""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helm_python.chart import Chart

from tests.yamlezer import lees_documenten

CHART = Path(__file__).parents[2] / "helm"
KUBERNETES = "1.34"
Document = dict[str, Any]

WAARDEN: Document = {
    "image": {"digest": "sha256:" + "0123456789abcdef" * 4},
    "omgeving": "productie",
    "tenants": {"configMap": "meedoen-tenants"},
    "token": {"uitgever": "https://tokens.example.org"},
    "duo": {"adres": "https://duo.example.org/v1", "oin": "0" * 20, "legitimatie": {"secret": "duo-legitimatie"}},
    "zegel": {"ankers": {"claim": "audit-ankers"}},
    "brp": {"adres": "https://brp.example.org/haalcentraal", "legitimatie": {"secret": "brp-legitimatie"}},
    "netwerk": {
        "postgresql": {"poort": 5432, "naar": [{"namespace": "databank", "podLabels": {"role": "primary"}}]},
        "valkey": {"poort": 6379, "naar": [{"cidr": "192.0.2.10/32"}]},
        "duo": {"poort": 443, "naar": [{"cidr": "198.51.100.0/28"}]},
        "brp": {"poort": 443, "naar": [{"cidr": "203.0.113.0/28"}]},
    },
}
"""Wat een beheerder minstens invult."""

SENTRY: Document = {
    "geheimen": {"sentry_dsn": {"naam": "sentry", "sleutel": "dsn"}},
    "netwerk": {"sentry": {"poort": 443, "naar": [{"cidr": "192.0.2.99/32"}]}},
}
EIGEN_CA: Document = {
    "geheimen": {"valkey_ca": {"naam": "valkey-ca", "sleutel": "ca.crt"}},
    "database": {"ca": {"naam": "databank-ca", "sleutel": "ca.crt"}},
}
INLOGGEN: Document = {
    "inloggen": {
        "publiekAdres": "https://meedoen.example.org",
        "platform": "_platform.yaml",
        "toegestaan": "idp.example.org:10.1.2.0/24:443",
        "ca": "_inloggen.pem",
    },
    "geheimen": {"sleutel_inloggen": {"naam": "inloggen", "sleutel": "tls.key"}},
    "netwerk": {"inlogdiensten": {"poort": 443, "naar": [{"cidr": "192.0.2.50/32"}]}},
}
MAIL: Document = {
    "mail": {"server": "smtp://mail.example.org:587", "afzender": "meedoen@example.org"},
    "geheimen": {
        "smtp_aanmelding": {"naam": "mail", "sleutel": "aanmelding"},
        "smtp_ca": {"naam": "mail-ca", "sleutel": "ca.crt"},
    },
    "netwerk": {"mail": {"poort": 587, "naar": [{"cidr": "192.0.2.60/32"}]}},
}
GROOT: Document = {
    **EIGEN_CA,
    "ingress": {"host": "meedoen.example.org", "klasse": "nginx", "tls": {"secret": "meedoen-tls"}},
    "inloggen": INLOGGEN["inloggen"],
    "mail": MAIL["mail"],
    "api": {"autoscaling": {"aan": True, "minReplicas": 3, "maxReplicas": 40, "cpuProcent": 50}},
    "ontvanger": {"replicas": 3, "afzender": "proxy"},
    "worker": {"replicas": 40},
    "relay": {"replicas": 2},
    "image": {"pullSecrets": ["register", "reserve"]},
    "netwerk": {
        "ingress": {"namespace": "rand", "podLabels": {"app": "proxy"}},
        "ontvanger": {"van": [{"cidr": "198.51.100.16/28"}]},
        **SENTRY["netwerk"],
        **INLOGGEN["netwerk"],
        **MAIL["netwerk"],
    },
    "geheimen": SENTRY["geheimen"] | EIGEN_CA["geheimen"] | INLOGGEN["geheimen"] | MAIL["geheimen"],
}
KLEIN: Document = {
    "omgeving": "test",
    "klok": "beweegbaar",
    "logniveau": "DEBUG",
    "duo": {"adres": "http://simulator:8001/duo/v1", "legitimatie": None},
    "brp": {"adres": "http://simulator:8001/brp", "legitimatie": None},
    "api": {"replicas": 1},
    "ontvanger": {"replicas": 1},
    "worker": {"replicas": 1},
    "netwerk": {"dns": {"podLabels": {}}},
}
EENMALIG = ("migratie", "opruimen")
"""Wat klaar is en stopt; alleen zij krijgen de DSN van de eigenaar."""
SLEUTELTAKEN = ("sleutels-stand", "sleutels-roteer")
"""Wat slaapt tot iemand het start, met de rol en de sleutels van `meedoen sleutels`."""
EINDIG = (*EENMALIG, *SLEUTELTAKEN)
OPSTELLINGEN: dict[str, Document] = {"gewoon": {}, "groot": GROOT, "klein": KLEIN}


def meng(*delen: Document) -> Document:
    """Latere waarden over eerdere heen, diep; een lijst wordt vervangen, en None haalt weg."""
    uit: Document = {}
    for deel in delen:
        for naam, waarde in deel.items():
            oud = uit.get(naam)
            uit[naam] = meng(oud, waarde) if isinstance(oud, dict) and isinstance(waarde, dict) else waarde
            if waarde is None:
                del uit[naam]
    return uit


@dataclass(frozen=True, slots=True)
class Werklast:
    """Een document met een pod erin."""

    soort: str
    naam: str
    spec: Document
    sjabloon: Document

    @property
    def proces(self) -> str:
        return str(self.sjabloon["metadata"]["labels"]["app.kubernetes.io/component"])

    @property
    def pod(self) -> Document:
        return dict(self.sjabloon["spec"])

    @property
    def containers(self) -> list[Document]:
        return [*self.pod.get("initContainers", []), *self.pod["containers"]]

    @property
    def rechten_van_bestanden(self) -> int:
        """De rechten waarmee een geheim in de pod staat."""
        return int(next(v["projected"]["defaultMode"] for v in self.pod["volumes"] if "projected" in v))

    @property
    def bestanden(self) -> dict[str, str]:
        """Wat er in /run/geheimen staat: bestandsnaam naar `Secret/sleutel`."""
        gevonden = {}
        for volume in self.pod["volumes"]:
            for bron in volume.get("projected", {}).get("sources", []):
                for item in bron["secret"]["items"]:
                    gevonden[item["path"]] = f"{bron['secret']['name']}/{item['key']}"
        return gevonden

    @property
    def mappen(self) -> dict[str, str]:
        """Welke Secret als hele map waar staat: pad naar naam."""
        secrets = {v["name"]: v["secret"]["secretName"] for v in self.pod["volumes"] if "secret" in v}
        mounts = {m["name"]: m["mountPath"] for c in self.containers for m in c["volumeMounts"]}
        return {mounts[naam]: secret for naam, secret in secrets.items()}


@dataclass(frozen=True, slots=True)
class Kaart:
    """De documenten van één opstelling."""

    documenten: tuple[Document, ...]

    def van(self, soort: str) -> list[Document]:
        return [d for d in self.documenten if d["kind"] == soort]

    def werklasten(self) -> list[Werklast]:
        """Alles met een pod, van welke soort ook."""
        return [
            Werklast(d["kind"], d["metadata"]["name"], d["spec"], sjabloon)
            for d in self.documenten
            if (sjabloon := _sjabloon(d)) is not None
        ]

    def werklast(self, proces: str) -> Werklast:
        (een,) = (w for w in self.werklasten() if w.proces == proces)
        return een

    def instellingen(self) -> dict[str, str]:
        (kaart,) = self.van("ConfigMap")
        return dict(kaart["data"])

    def omgeving(self, werklast: Werklast) -> dict[str, str]:
        """De variabelen die de eerste container van deze pod ziet."""
        container = werklast.containers[0]
        gedeeld = self.instellingen() if "envFrom" in container else {}
        return gedeeld | {e["name"]: e["value"] for e in container["env"]}


def _sjabloon(document: Document) -> Document | None:
    for sleutel, waarde in _loop(document):
        if sleutel == "template" and isinstance(waarde, dict) and "containers" in waarde.get("spec", {}):
            return waarde
    return document if "containers" in (document.get("spec") or {}) else None


def _loop(knoop: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(knoop, dict):
        for sleutel, waarde in knoop.items():
            yield sleutel, waarde
            yield from _loop(waarde)
    elif isinstance(knoop, list):
        for waarde in knoop:
            yield from _loop(waarde)


def teken(anders: Document | None = None, *, naam: str = "meedoen") -> Kaart:
    """Render de chart met `WAARDEN` en daaroverheen `anders`.

    Raises:
        HelmError: het schema of een sjabloon weigert.
    """
    return _teken(json.dumps(meng(WAARDEN, anders or {}), sort_keys=True), naam)


@functools.cache
def _teken(waarden: str, naam: str) -> Kaart:
    with Chart.load(CHART) as chart:
        bestanden = chart.render(json.loads(waarden), name=naam, namespace="inburgering")
    documenten = [
        document
        for pad, tekst in sorted(bestanden.items())
        if pad.endswith(".yaml")
        for document in lees_documenten(tekst)
        if document is not None
    ]
    return Kaart(tuple(documenten))
