"""Een tenantbestand dat niet klopt houdt het starten tegen, met alles wat er mis is in één keer."""

import shutil
from pathlib import Path

import pytest

from core.platform.tenants import OnjuisteTenants, lees_tenants
from tests.voorbeelden.omgeving import TENANTS


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """De tenantbestanden van deze checkout, om aan te veranderen."""
    return Path(shutil.copytree(TENANTS, tmp_path / "tenants"))


def test_dezelfde_gemeenten_als_er_bestanden_zijn(map_: Path) -> None:
    tenants = lees_tenants(map_)
    assert len(tenants) == len(list(map_.glob("[!_]*.yaml")))
    assert all(tenant.id == id_ for id_, tenant in tenants.items())


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("naam: Tweede naam\n", "dubbele sleutel naam"),
        ("onbekend: 1\n", "Object contains unknown field `onbekend`"),
        ("plugins: [\n", "while parsing a flow"),
    ],
    ids=["dubbel", "onbekend veld", "geen YAML"],
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
