"""Een tenantbestand dat niet klopt houdt het starten tegen, met alles wat er mis is in één keer."""

import shutil
from pathlib import Path

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.host import bouw_plugins
from core.platform.tenants import OnjuisteTenants, lees_tenants
from tests.voorbeelden.omgeving import TENANTS

ECHTE = Path(__file__).parents[2] / "tenants"


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """De tenantbestanden van de tests, om aan te veranderen."""
    return Path(shutil.copytree(TENANTS, tmp_path / "tenants"))


@pytest.mark.parametrize("waar", [TENANTS, ECHTE], ids=["tests", "checkout"])
def test_dezelfde_gemeenten_als_er_bestanden_zijn(waar: Path) -> None:
    tenants = lees_tenants(waar)
    assert len(tenants) == len(list(waar.glob("[!_]*.yaml")))
    assert all(tenant.id == id_ for id_, tenant in tenants.items())


def test_elke_gemeente_van_de_checkout_start(recht: Recht) -> None:
    """Het enige dat van `tenants/` zelf getoetst wordt: hoeveel het er ook zijn, elk bestand is te gebruiken."""
    tenants = lees_tenants(ECHTE)
    stand = bouw_plugins(tenants, recht)
    assert stand.uitval == {}
    assert stand.tenants == tenants


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("naam: Tweede naam\n", "dubbele sleutel naam"),
        ("onbekend: 1\n", "Object contains unknown field `onbekend`"),
        ("openingstijden: [{dagen: [maandag], van: 9:00, tot: 17:00}]\n", "Expected `str`"),
        ('openingstijden: [{dagen: [maandag], van: "17:00", tot: "09:00"}]\n', "het kantoor gaat om 17:00 open"),
        ("plugins: [\n", "while parsing a flow"),
    ],
    ids=["dubbel", "onbekend veld", "tijd zonder aanhalingstekens", "dicht voor open", "geen YAML"],
)
def test_wat_er_niet_hoort_wordt_geweigerd_met_de_naam_van_het_bestand(map_: Path, regel: str, verwacht: str) -> None:
    schagen = map_ / "schagen.yaml"
    schagen.write_text(schagen.read_text(encoding="utf-8") + regel, encoding="utf-8")
    with pytest.raises(OnjuisteTenants) as fout:
        lees_tenants(map_)
    assert f"schagen.yaml: {verwacht}" in str(fout.value)


def test_alles_wat_mis_is_wordt_tegelijk_gemeld(map_: Path) -> None:
    shutil.copy(map_ / "schagen.yaml", map_ / "schagen_nog_eens.yaml")
    (map_ / "leeg.yaml").write_text("", encoding="utf-8")
    with pytest.raises(OnjuisteTenants) as fout:
        lees_tenants(map_)
    tekst = str(fout.value)
    assert "leeg.yaml: " in tekst
    assert "schagen_nog_eens.yaml: gemeentecode GM0441 komt al voor" in tekst
    assert "schagen_nog_eens.yaml: OIN staat al in schagen.yaml" in tekst
