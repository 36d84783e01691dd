"""Een gemeente erbij terwijl er al gegevens zijn: één zin, voordat er iets gestart is."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.werkmap import open_werkmap
from core.ontwikkeling.opstelling import toets_bevolking
from core.ontwikkeling.simulator.app import hoort_bij
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente, SimulatorInstellingen
from core.platform.tenants import lees_tenants

TENANTMAP = Path(__file__).parents[1] / "voorbeelden" / "tenants"

EEN = SimulatorGemeente(code="1904", naam="Stichtse Vecht", oin="00000099000001904000")
ANDER = SimulatorGemeente(code="0344", naam="Utrecht", oin="00000099000000344000")


def _instellingen(bestand: Path, *gemeenten: SimulatorGemeente) -> SimulatorInstellingen:
    return SimulatorInstellingen(bestand=bestand, meedoen="", duo_oin="", gemeenten=gemeenten, aantal=100)


def test_een_bestand_hoort_bij_de_gemeenten_waarmee_het_gemaakt_is(tmp_path: Path) -> None:
    met_een = _instellingen(tmp_path / "simulator.sqlite", EEN)
    assert hoort_bij(met_een), "een nieuw bestand hoort bij wie het maakt"
    assert hoort_bij(replace(met_een, meedoen="http://127.0.0.1:1")), "waar Meedoen luistert maakt niet uit"
    assert not hoort_bij(_instellingen(tmp_path / "simulator.sqlite", EEN, ANDER))


def test_andere_gemeenten_dan_toen_zijn_een_zin_die_zegt_wat_te_doen(map_: Path, tmp_path: Path) -> None:
    werkmap = open_werkmap(tmp_path, wortel_van_root=map_ / "wortel")
    tenants = list(lees_tenants(TENANTMAP).values())
    toets_bevolking(werkmap, tenants)
    assert not (werkmap.map / "simulator.sqlite").exists(), "kijken maakt niets"
    assert hoort_bij(_instellingen(werkmap.map / "simulator.sqlite", EEN))
    with pytest.raises(EmbeddedFout, match="make reset"):
        toets_bevolking(werkmap, tenants)
