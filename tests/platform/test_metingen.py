"""De metingen: elk alarm gaat over iets wat bestaat en zegt wat te doen, en in geen label staat iets van een mens."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import yaml

from core.instellingen.config import OnjuisteInstellingen, lees_config
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.platform.http.maat import Maatsoort, te_veel
from core.platform.http.rand import Rand
from core.platform.outbox.relay import BUREN
from core.platform.pluginhost.meting import Meting
from core.platform.telemetry import metingen
from core.processen import laat_meten
from core.worker import Uitkomst
from tests.platform.test_config import DSNS
from tests.voorbeelden.omgeving import omgeving

WORTEL = Path(__file__).parents[2]
REGELS: list[dict[str, Any]] = yaml.safe_load((WORTEL / "helm/alarmen.yaml").read_text(encoding="utf-8"))["groups"][0][
    "rules"
]
UITLEG = (WORTEL / "docs/alarmen.md").read_text(encoding="utf-8")
REEKSEN = {meting.name: meting for meting in metingen.REGISTER.collect() if meting.name.startswith("meedoen_")}
NAAM = re.compile(r"meedoen_\w+")
LABEL = re.compile(r'(\w+)(?:=~|=|!=)"([^"]*)"')
WAARDEN = {"buur": set(BUREN), "uitkomst": {*Uitkomst, "goed", "fout", "afgebroken"}, "status": {"5.."}}
ZONDER_ALARM = {
    "meedoen_outbox_open": "hoeveel er wacht hangt van de dag af; hoe lang het oudste wacht niet",
}
VAN_WIE = {"gemeente", "dossier", "medewerker", "organisatie", "persoon", "bsn", "adres", "sessie"}


def _reeks(naam: str) -> str:
    return naam if naam in REEKSEN else re.sub(r"_(?:bucket|count|sum|total)\Z", "", naam)


def _labels(naam: str) -> tuple[str, ...]:
    [verzamelaar] = {v for v, namen in metingen.REGISTER._collector_to_names.items() if naam in namen}
    return tuple(getattr(verzamelaar, "_labelnames", ()))


@pytest.mark.parametrize("regel", REGELS, ids=lambda regel: regel["alert"])
def test_elk_alarm_gaat_over_een_reeks_en_een_label_die_er_zijn(regel: dict[str, Any]) -> None:
    namen = {_reeks(naam) for naam in NAAM.findall(regel["expr"])}
    assert namen
    assert namen <= REEKSEN.keys()
    [naam] = namen
    for label, waarde in LABEL.findall(regel["expr"]):
        assert label in _labels(naam)
        assert set(waarde.split("|")) <= WAARDEN[label]
    for groep in re.findall(r"by \(([^)]*)\)", regel["expr"]):
        assert {deel.strip() for deel in groep.split(",")} - {"le"} <= set(_labels(naam))


@pytest.mark.parametrize("regel", REGELS, ids=lambda regel: regel["alert"])
def test_bij_elk_alarm_staat_wat_te_doen(regel: dict[str, Any]) -> None:
    assert regel["annotations"]["samenvatting"]
    assert regel["labels"]["ernst"] in {"hoog", "gewoon"}
    assert regel["annotations"]["runbook"] == f"docs/alarmen.md#{regel['alert'].lower()}"
    [stuk] = [deel for deel in UITLEG.split("\n## ")[1:] if deel.startswith(f"{regel['alert']}\n")]
    assert len(stuk.strip().split("\n\n")) >= 3, "wat het is, en wat te doen"


def test_elke_uitleg_heeft_een_alarm_en_elke_reeks_een_alarm_of_een_reden() -> None:
    assert re.findall(r"(?m)^## (\w+)", UITLEG) == [regel["alert"] for regel in REGELS]
    met_alarm = {_reeks(naam) for regel in REGELS for naam in NAAM.findall(regel["expr"])}
    assert met_alarm | set(ZONDER_ALARM) == set(REEKSEN)
    assert not met_alarm & set(ZONDER_ALARM)


def test_geen_label_zegt_van_wie_iets_is() -> None:
    for naam in REEKSEN:
        assert not VAN_WIE & set(_labels(naam)), naam


def _stand(naam: str, **labels: str) -> float:
    return metingen.REGISTER.get_sample_value(naam, labels) or 0.0


@pytest.mark.parametrize("methode", ["GET", "X" * 30])
async def test_een_verzoek_telt_bij_het_sjabloon_van_zijn_adres(methode: str) -> None:
    """Wat iemand in een adres of als methode typt, staat in geen reeks."""
    typte = f"{uuid4()}"

    async def toepassing(scope: Any, receive: Any, send: Any) -> None:
        if "dossiers" in scope["path"]:
            scope["path_template"] = "/v1/dossiers/{dossier_id}"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=Rand(toepassing)), base_url="http://meedoen"
    ) as http:
        for pad in (f"/v1/dossiers/{typte}", f"/{typte}"):
            await http.request(methode, pad)
    reeks = {
        tuple(sorted(monster.labels.items()))
        for meting in metingen.REGISTER.collect()
        for monster in meting.samples
        if monster.name == "meedoen_verzoek_seconds_count"
    }
    assert not any(typte in waarde or methode * 2 in waarde for labels in reeks for _, waarde in labels)
    assert not any(len(waarde) > 25 and waarde.startswith("X") for labels in reeks for _, waarde in labels)
    routes = {dict(labels)["route"] for labels in reeks}
    assert {"/v1/dossiers/{dossier_id}", "geen route"} <= routes


def test_een_hook_telt_met_hoe_zij_afliep() -> None:
    labels = {"plugin": "proef", "hook": "proefhook"}
    meting = Meting("Proefstad")
    for uitkomst, hoe in (("goed", {}), ("fout", {"fout": True}), ("afgebroken", {"afgebroken": True})):
        voor = _stand("meedoen_hook_seconds_count", **labels, uitkomst=uitkomst)
        meting.tel("proef", "proefhook", 0.001, **hoe)
        assert _stand("meedoen_hook_seconds_count", **labels, uitkomst=uitkomst) == voor + 1


def test_een_proces_laat_zich_meten_op_zijn_eigen_poort_en_zegt_het_als_dat_niet_kan() -> None:
    poort = vrije_poort()
    waarden = omgeving(DSNS, valkey="redis://127.0.0.1:9", metingen_poort=str(poort))
    laat_meten(lees_config(waarden))
    tekst = httpx2.get(f"http://127.0.0.1:{poort}/metrics", trust_env=False).text
    assert all(naam in tekst for naam in REEKSEN)
    with pytest.raises(OnjuisteInstellingen, match="MEEDOEN_METINGEN_POORT"):
        laat_meten(lees_config(waarden))
    laat_meten(lees_config(omgeving(DSNS, valkey="redis://127.0.0.1:9")))


def test_wie_te_vaak_iets_doet_wordt_per_soort_geteld() -> None:
    assert te_veel(3, 1).wacht == 1
    for soort in Maatsoort:
        voor = _stand("meedoen_geremd_total", soort=soort)
        metingen.geremd(soort)
        assert _stand("meedoen_geremd_total", soort=soort) == voor + 1
