"""Het netwerk: alles dicht, en met naam open wat een proces nodig heeft."""

import pytest

from core.processen import DIENSTEN
from tests.helm.kaart import GROOT, INLOGGEN, MAIL, OPSTELLINGEN, WAARDEN, Document, Kaart, Werklast, teken

KAARTEN = pytest.mark.parametrize("kaart", [teken(a) for a in OPSTELLINGEN.values()], ids=OPSTELLINGEN)
MAG_NAAR = {
    "api": {"dns", "postgresql", "valkey"},
    "ontvanger": {"dns", "postgresql"},
    "worker": {"dns", "postgresql", "valkey", "duo", "brp"},
    "relay": {"dns", "postgresql", "valkey"},
    "zegel": {"dns", "postgresql"},
    "migratie": {"dns", "postgresql"},
    "opruimen": {"dns", "postgresql"},
    "sleutels-stand": {"dns", "postgresql"},
    "sleutels-roteer": {"dns", "postgresql"},
}


def _beleid(kaart: Kaart, werklast: Werklast, richting: str) -> list[Document]:
    labels = werklast.sjabloon["metadata"]["labels"].items()
    return [
        p
        for p in kaart.van("NetworkPolicy")
        if richting in p["spec"]["policyTypes"] and p["spec"]["podSelector"]["matchLabels"].items() <= labels
    ]


@KAARTEN
def test_elke_pod_valt_onder_het_verbod(kaart: Kaart) -> None:
    (dicht,) = (p for p in kaart.van("NetworkPolicy") if not {"ingress", "egress"} & p["spec"].keys())
    assert set(dicht["spec"]["policyTypes"]) == {"Ingress", "Egress"}
    for werklast in kaart.werklasten():
        assert dicht in _beleid(kaart, werklast, "Ingress")
        assert dicht in _beleid(kaart, werklast, "Egress")


@KAARTEN
def test_elke_pod_heeft_een_eigen_lijst_naar_buiten(kaart: Kaart) -> None:
    for werklast in kaart.werklasten():
        assert sum("egress" in p["spec"] for p in _beleid(kaart, werklast, "Egress")) == 1


@KAARTEN
def test_geen_regel_staat_iedereen_toe(kaart: Kaart) -> None:
    regels = [
        (regel, kant)
        for p in kaart.van("NetworkPolicy")
        for kant, sleutel in (("from", "ingress"), ("to", "egress"))
        for regel in p["spec"].get(sleutel, [])
    ]
    assert regels
    for regel, kant in regels:
        assert regel["ports"]
        assert regel[kant], "een lege lijst betekent: iedereen"
        assert all(doel.get("namespaceSelector") or doel.get("ipBlock") for doel in regel[kant])


@pytest.mark.parametrize(("proces", "verwacht"), MAG_NAAR.items(), ids=MAG_NAAR)
def test_een_proces_bereikt_alleen_zijn_buren(proces: str, verwacht: set[str]) -> None:
    kaart = teken()
    (uit,) = (p for p in _beleid(kaart, kaart.werklast(proces), "Egress") if "egress" in p["spec"])
    open_ = set()
    for regel in uit["spec"]["egress"]:
        poorten = {p["port"] for p in regel["ports"]}
        if poorten == {53}:
            open_.add("dns")
            continue
        open_ |= {
            buur
            for buur, bereik in WAARDEN["netwerk"].items()
            if poorten == {bereik["poort"]} and regel["to"] == [_doel(d) for d in bereik["naar"]]
        }
    assert open_ == verwacht
    assert len(uit["spec"]["egress"]) == len(verwacht)


def test_de_api_bereikt_inlogdiensten_alleen_als_er_ingelogd_wordt() -> None:
    def naar(kaart: Kaart, proces: str) -> bool:
        [uit] = (p for p in _beleid(kaart, kaart.werklast(proces), "Egress") if "egress" in p["spec"])
        [adres] = INLOGGEN["netwerk"]["inlogdiensten"]["naar"]
        return any(regel["to"] == [_doel(adres)] for regel in uit["spec"]["egress"])

    met = teken(INLOGGEN)
    assert [proces for proces in MAG_NAAR if naar(met, proces)] == ["api"]
    assert not naar(teken(), "api")


def test_alleen_de_worker_bereikt_de_mailserver_en_alleen_als_meedoen_mailt() -> None:
    def naar_mail(kaart: Kaart) -> set[str]:
        [adres] = MAIL["netwerk"]["mail"]["naar"]
        return {
            p["metadata"]["name"]
            for p in kaart.van("NetworkPolicy")
            for regel in p["spec"].get("egress", [])
            if _doel(adres) in regel["to"]
        }

    assert naar_mail(teken()) == set()
    assert naar_mail(teken(GROOT)) == {"meedoen-worker-uit"}


def test_sentry_is_alleen_open_als_het_aan_staat() -> None:
    def naar_sentry(kaart: Kaart) -> set[str]:
        return {
            p["metadata"]["name"]
            for p in kaart.van("NetworkPolicy")
            for regel in p["spec"].get("egress", [])
            if {"ipBlock": {"cidr": "192.0.2.99/32"}} in regel["to"]
        }

    assert naar_sentry(teken()) == set()
    assert naar_sentry(teken(GROOT)) == {f"meedoen-{p}-uit" for p in DIENSTEN}


def test_er_zijn_twee_deuren_en_door_elk_komt_alleen_wie_genoemd_is() -> None:
    """De poort waarop de kubelet peilt staat er niet bij: die komt van de node."""
    binnen = {
        p["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]: p["spec"]["ingress"]
        for p in teken(GROOT).van("NetworkPolicy")
        if p["spec"].get("ingress")
    }
    proxy = {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "rand"}},
        "podSelector": {"matchLabels": {"app": "proxy"}},
    }
    duo = {"ipBlock": {"cidr": "198.51.100.16/28"}}
    assert binnen == {
        "api": [{"from": [proxy], "ports": [{"protocol": "TCP", "port": 8000}]}],
        "ontvanger": [{"from": [duo], "ports": [{"protocol": "TCP", "port": 8002}]}],
    }


def test_meten_kan_alleen_als_het_aan_staat_en_dan_alleen_door_wie_genoemd_is() -> None:
    metingen: Document = {"metingen": {"van": {"namespace": "meten", "podLabels": {"app": "prometheus"}}}}

    def regels(kaart: Kaart) -> list[Document]:
        gevonden = [p["spec"] for p in kaart.van("NetworkPolicy") if p["metadata"]["name"].endswith("-metingen-in")]
        return [regel for spec in gevonden for regel in spec["ingress"]]

    assert regels(teken()) == []
    assert regels(teken(metingen)) == [
        {"from": [_doel(metingen["metingen"]["van"])], "ports": [{"protocol": "TCP", "port": 9464}]}
    ]
    [aan] = [d["data"] for d in teken(metingen).van("ConfigMap") if "MEEDOEN_METINGEN_POORT" in d["data"]]
    assert aan["MEEDOEN_METINGEN_POORT"] == "9464"


def _doel(doel: Document) -> Document:
    if "cidr" in doel:
        return {"ipBlock": {"cidr": doel["cidr"]}}
    return {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": doel["namespace"]}},
        "podSelector": {"matchLabels": doel["podLabels"]},
    }
