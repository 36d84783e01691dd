"""Wat het schema weigert: de fout staat er voordat er iets naar een cluster gaat."""

import json
from typing import Any

import pytest
from helm_python.errors import HelmValuesError

from tests.helm.kaart import CHART, INLOGGEN, KLEIN, MAIL, WAARDEN, Document, meng, teken

DIGEST = str(WAARDEN["image"]["digest"])
GEHEIM = "postgresql://meedoen_gemeente:wachtwoord@databank/meedoen"

GEWEIGERD: dict[str, Document] = {
    "een tag in plaats van een digest": {"image": {"digest": "v1.2.3"}},
    "een afgekapte digest": {"image": {"digest": DIGEST[:-1]}},
    "een tag in de repository": {"image": {"repository": "registry.example.org/meedoen:v1"}},
    "een sleutel tag": {"image": {"tag": "latest"}},
    "een geheim als tekst": {"geheimen": {"db_gemeente": GEHEIM}},
    "een geheim als waarde": {"geheimen": {"db_gemeente": {"waarde": GEHEIM}}},
    "een geheim als naam van de Secret": {"geheimen": {"db_gemeente": {"naam": GEHEIM}}},
    "een sleutel als sleutelnaam": {"geheimen": {"sleutel_audit": {"sleutel": "1:AAAA/AAA+A=="}}},
    "een onbekend geheim": {"geheimen": {"db_eigenaar": {"naam": "eigenaar", "sleutel": "dsn"}}},
    "nul api's": {"api": {"replicas": 0}},
    "een deur zonder plaatsen": {"api": {"verbindingen": {"totaal": 0}}},
    "een deur voor iedereen": {"ontvanger": {"verbindingen": {"totaal": 1_000_000}}},
    "nul ontvangers": {"ontvanger": {"replicas": 0}},
    "een afzender die alleen een koptekst is": {"ontvanger": {"afzender": "koptekst"}},
    "iedereen bij de ontvanger": {"netwerk": {"ontvanger": {"van": [{"cidr": "0.0.0.0/0"}]}}},
    "niemand bij de ontvanger": {"netwerk": {"ontvanger": {"van": []}}},
    "nul workers": {"worker": {"replicas": 0}},
    "nul relays": {"relay": {"replicas": 0}},
    "een zwerm relays": {"relay": {"replicas": 3}},
    "twee zegelaars": {"zegel": {"replicas": 2}},
    "geen plek voor de ankers": {"zegel": {"ankers": None}},
    "een aantal als tekst": {"api": {"replicas": "2"}},
    "geen geheugengrens": {"api": {"resources": {"limits": {"memory": None}}}},
    "een onbekende sleutel bovenaan": {"debug": True},
    "een onbekende sleutel binnenin": {"api": {"replica": 3}},
    "een onbekende sleutel in resources": {"worker": {"resources": {"limits": {"gpu": "1"}}}},
    "de ontwikkelomgeving": {"omgeving": "ontwikkeling"},
    "een beweegbare klok": {"klok": "beweegbaar"},
    "DEBUG": {"logniveau": "DEBUG"},
    "duo op de simulator": {"duo": {"adres": "https://simulator:8001/duo/v1"}},
    "duo op een simulator verderop": {"duo": {"adres": "https://duo-simulator.test.example.org/v1"}},
    "brp op deze machine": {"brp": {"adres": "https://localhost:8001/brp"}},
    "duo over http": {"duo": {"adres": "http://duo.example.org/v1"}},
    "brp over http": {"brp": {"adres": "http://brp.example.org"}},
    "een uitgever over http": {"token": {"uitgever": "http://meedoen.example.org"}},
    "geen legitimatie bij duo": {"duo": {"legitimatie": None}},
    "geen legitimatie bij de brp": {"brp": {"legitimatie": None}},
    "een sleutel in plaats van een Secret": {"brp": {"legitimatie": {"secret": "-----BEGIN PRIVATE KEY-----"}}},
    "een wachtwoord in een adres": {"brp": {"adres": "https://wie:wat@brp.example.org"}},
    "een te korte OIN": {"duo": {"oin": "0000009900000000100"}},
    "de hele wereld": {"netwerk": {"duo": {"naar": [{"cidr": "0.0.0.0/0"}]}}},
    "de hele wereld met nullen": {"netwerk": {"duo": {"naar": [{"cidr": "0.0.0.0/00"}]}}},
    "niemand": {"netwerk": {"postgresql": {"naar": []}}},
    "mail zonder weg erheen": meng(INLOGGEN, MAIL, {"netwerk": {"mail": {"naar": []}}}),
    "mail zonder adres van Meedoen": MAIL,
    "mail zonder TLS": meng(INLOGGEN, MAIL, {"mail": {"server": "smtp-open://mail.example.org:25"}}),
    "een eigen CA voor niets": meng(INLOGGEN, {"inloggen": {"toegestaan": None}}),
    "een CA buiten de ConfigMap": meng(INLOGGEN, {"inloggen": {"ca": "../ca.pem"}}),
    "een CA die een tenantbestand is": meng(INLOGGEN, {"inloggen": {"ca": "_platform.yaml"}}),
    "sentry zonder weg erheen": {"geheimen": {"sentry_dsn": {"naam": "sentry", "sleutel": "dsn"}}},
}


@pytest.mark.parametrize("anders", GEWEIGERD.values(), ids=GEWEIGERD)
def test_het_schema_weigert(anders: Document) -> None:
    with pytest.raises(HelmValuesError, match="specifications of the schema") as geweigerd:
        teken(anders)
    assert any(naam in str(geweigerd.value) for naam in (*anders, "inloggen", "sentry"))


ALLEEN_IN_PRODUCTIE = ("een beweegbare klok", "DEBUG", "duo op de simulator", "duo over http", "brp over http")


@pytest.mark.parametrize("naam", ALLEEN_IN_PRODUCTIE)
def test_buiten_productie_mag_dat_wel(naam: str) -> None:
    assert teken({"omgeving": "test"} | GEWEIGERD[naam]).documenten


def test_de_weigering_noemt_de_waarde() -> None:
    with pytest.raises(HelmValuesError, match=r"digest"):
        teken({"image": {"digest": "v1.2.3"}})
    with pytest.raises(HelmValuesError, match=r"klok"):
        teken({"klok": "beweegbaar"})


def test_productie_herkent_de_testopstelling_niet_als_goed() -> None:
    with pytest.raises(HelmValuesError):
        teken(KLEIN | {"omgeving": "productie"})


def test_elk_object_in_het_schema_is_gesloten() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    open_ = [pad for pad, knoop in _objecten(schema, "") if knoop.get("additionalProperties") is not False]
    # global is van Helm en moet leeg zijn; de namen van labels en annotaties kiest de beheerder.
    assert open_ == ["/properties/global", "/definitions/labels", "/definitions/annotaties"]


def _objecten(knoop: Any, pad: str) -> list[tuple[str, Document]]:
    if isinstance(knoop, list):
        return [o for i, deel in enumerate(knoop) for o in _objecten(deel, f"{pad}/{i}")]
    if not isinstance(knoop, dict):
        return []
    hier = [(pad, knoop)] if knoop.get("type") == "object" else []
    return hier + [o for naam, deel in knoop.items() for o in _objecten(deel, f"{pad}/{naam}")]
