"""Kapotte plugins: elk stopt het starten van haar gemeente met een leesbare lijst, en van geen andere."""

import logging
import re

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.host import bouw_plugins
from core.plugin_api.parameters import Parameters
from tests.plugins.beesten import BEESTEN, LIJST, VRAAG, besluit, vragen
from tests.plugins.kast import Kast, broncode, tenants_met

TERM = """
naam: oproep_voorstel_eerste
soort: duur
omschrijving: proef
status: seed
nagezien_op: 2026-11-21
waarden:
  - vanaf: 2024-01-01
    waarde: {aantal: %s, eenheid: %s}
    grond: {regeling: Proefverordening, artikel: "2", bron: proef}
"""
ZONDER_GROND = """
naam: iets
soort: tekst
omschrijving: proef
status: seed
nagezien_op: 2026-11-21
waarden:
  - vanaf: 2024-01-01
    waarde: een tekst
"""
PARAMETERS: dict[str, tuple[dict[str, str], str]] = {
    "te_kort": ({"oproep_voorstel_eerste": TERM % (4, "dagen")}, "buiten de grenzen van 5 dagen tot en met 28 dagen"),
    "te_lang": ({"oproep_voorstel_eerste": TERM % (5, "weken")}, "buiten de grenzen van 5 dagen tot en met 28 dagen"),
    "in_maanden": ({"oproep_voorstel_eerste": TERM % (1, "maanden")}, "buiten de grenzen"),
    "wet_is_dicht": (
        {"bezwaartermijn": (TERM % (6, "weken")).replace("oproep_voorstel_eerste", "bezwaartermijn")},
        "de wet laat bezwaartermijn niet aan het college",
    ),
    "zonder_grond": ({"iets": ZONDER_GROND}, "een waarde heeft geen grond"),
    "zonder_status": ({"iets": (TERM % (2, "weken")).replace("status: seed\n", "")}, "missing required field `status`"),
    "dubbele_sleutel": ({"iets": ZONDER_GROND + "naam: iets\n"}, "dubbele sleutel naam"),
    "geen_yaml": ({"iets": "naam: [\n"}, "kast/geen_yaml/parameters/iets.yaml, regel 2"),
    "andere_bestandsnaam": (
        {"anders": (TERM % (2, "weken"))},
        "de naam oproep_voorstel_eerste is niet de naam van het bestand",
    ),
}


def _problemen(kast: Kast, recht: Recht, *namen: str) -> str:
    """Start met deze plugins in Schagen; de andere drie gemeenten worden bediend."""
    stand = bouw_plugins(tenants_met(Schagen=namen), recht, kast.vindplaats)
    assert {t.naam for t in stand.tenants.values()} == {"Stichtse Vecht", "Heerenveen", "Krimpenerwaard"}
    assert set(stand.plugins) == set(stand.tenants)
    assert [u.tenant.naam for u in stand.uitval.values()] == ["Schagen"]
    return str(next(iter(stand.uitval.values())))


@pytest.mark.parametrize("naam", BEESTEN)
def test_een_kapotte_plugin_stopt_haar_gemeente(kast: Kast, recht: Recht, naam: str) -> None:
    beest = BEESTEN[naam]
    kast.zet(naam, beest.bron)
    lijst = _problemen(kast, recht, naam)
    assert lijst.startswith("Gemeente Schagen wordt niet bediend")
    assert f"lugin {naam}" in lijst
    assert beest.verwacht in lijst
    assert "Herstel: " in lijst
    assert "999990019" not in lijst
    assert len(lijst.splitlines()) == 2, lijst
    assert f"(kast/{naam}/plugin.py" in lijst
    if beest.wijst_naar:
        (regel,) = re.findall(r"regel (\d+)\)\.", lijst)
        assert beest.wijst_naar in broncode(naam, beest.bron).splitlines()[int(regel) - 1]


@pytest.mark.parametrize("naam", PARAMETERS)
def test_een_kapotte_parameter_stopt_haar_gemeente(kast: Kast, recht: Recht, naam: str) -> None:
    parameters, verwacht = PARAMETERS[naam]
    kast.zet(naam, besluit("return None"), **parameters)
    lijst = _problemen(kast, recht, naam)
    assert f"plugin {naam} 0.1: " in lijst
    assert f"kast/{naam}/parameters/" in lijst
    assert verwacht in lijst


def test_alle_problemen_staan_in_een_lijst(kast: Kast, recht: Recht, caplog: pytest.LogCaptureFixture) -> None:
    for naam in ("te_nieuw", "geen_maak"):
        kast.zet(naam, BEESTEN[naam].bron)
    kast.zet("te_kort", besluit("return None"), **PARAMETERS["te_kort"][0])
    with caplog.at_level(logging.ERROR):
        lijst = _problemen(kast, recht, "te_nieuw", "bestaat_niet", "geen_maak", "te_kort", "../weg")
    assert lijst.splitlines()[0] == "Gemeente Schagen wordt niet bediend; haar plugins kloppen niet:"
    assert len(lijst.splitlines()) == 6
    assert "plugin bestaat_niet: staat niet in " in lijst
    assert "plugin ../weg: de naam bestaat uit kleine letters" in lijst
    assert lijst in caplog.text


def test_twee_plugins_met_dezelfde_term_of_lijst_kan_niet(kast: Kast, recht: Recht) -> None:
    lijst = LIJST % (VRAAG % ("TEKST", "HIER"))
    for naam in ("een_", "twee"):
        kast.zet(naam, vragen(lijst), oproep_voorstel_eerste=TERM % (3, "weken"))
    assert "een_ vult oproep_voorstel_eerste al in" in _problemen(kast, recht, "een_", "twee")
    for naam in ("drie", "vier"):
        kast.zet(naam, vragen(lijst))
    melding = _problemen(kast, recht, "drie", "vier")
    assert "plugin vier 0.1: intakevragenlijsten: lijst a bestaat al (kast/vier/plugin.py, regel" in melding


@pytest.mark.parametrize("genoemd", ["municipality_heerenveen", [3], {"a": 1}, ["x"] * 21, 7, None])
def test_een_verkeerde_sleutel_plugins_in_het_tenantbestand_stopt_alleen_die_gemeente(
    kast: Kast, recht: Recht, genoemd: object
) -> None:
    tenants = tenants_met(Schagen=genoemd)
    stand = bouw_plugins(tenants, recht, kast.vindplaats)
    assert [u.tenant.naam for u in stand.uitval.values()] == ["Schagen"]
    assert "tenantbestand, plugins: " in str(next(iter(stand.uitval.values())))


TELT = "Parameters.keren += 1\n%s"
KLASSE = "class P:\n    def __init__(self, parameters):\n        %s\nmaak = P\n"


@pytest.mark.parametrize(
    "bron",
    [TELT % "while True: pass\n" + KLASSE % "pass", KLASSE % TELT.replace("\n", "\n        ") % "while True: pass"],
    ids=["inladen", "maak"],
)
def test_een_lus_kost_een_keer_haar_budget_hoeveel_gemeenten_haar_ook_noemen(
    kast: Kast, recht: Recht, bron: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Parameters, "keren", 0, raising=False)
    kast.zet("lusje", bron)
    namen = ("lusje",)
    stand = bouw_plugins(tenants_met(Schagen=namen, Heerenveen=namen), recht, kast.vindplaats)
    assert sorted(u.tenant.naam for u in stand.uitval.values()) == ["Heerenveen", "Schagen"]
    een, ander = (u.problemen for u in stand.uitval.values())
    assert een == ander
    assert "duurt te lang" in een[0]
    assert vars(Parameters)["keren"] == 1
