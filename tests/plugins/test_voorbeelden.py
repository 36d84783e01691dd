"""In productie rust niets op een voorbeeld: een gemeente met een illustratieve parameter, vraag of dienst wordt niet
bediend, bij naam, en de andere merken daar niets van. Daarbuiten mag het, want zo laat men iets zien.
"""

from pathlib import Path

import pytest

from core.bootstrap import maak_huis
from core.cli import main
from core.instellingen.config import lees_config
from core.instellingen.tabel import Omgeving
from core.law.recht import Recht
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.opdrachten import toets
from tests.platform.test_config import productie
from tests.plugins.beesten import LEEG, MAAK, besluit, vragen
from tests.plugins.kast import Kast, tenants_met
from tests.plugins.test_dierentuin import TERM
from tests.plugins.test_gevel import EIGEN, VRAAGT
from tests.voorbeelden.omgeving import IN_PRODUCTIE

PARAMETER = LEEG + MAAK
DIENST = besluit(EIGEN % "'Welkom'")
VRAAG = vragen(VRAAGT % (1, "'Hoe gaat het?'"))
HERSTEL = "noem een bron, of haal haar weg; een voorbeeld mag niet in productie"


@pytest.mark.parametrize(
    ("bron", "status", "wat"),
    [
        (PARAMETER, "illustratief", "oproep_voorstel_eerste is een voorbeeld (kast/oproep/parameters/"),
        (PARAMETER, "seed", ""),
        (PARAMETER, "bron", ""),
        (DIENST, "bron", "bepaal_begeleiding: dienst x is een voorbeeld (kast/oproep/plugin.py"),
        (DIENST.replace("HIER", "Herkomst(HIER.grond, Status.BRON)"), "bron", ""),
        (VRAAG, "bron", "intakevragenlijsten: lijst a, vraag v is een voorbeeld (kast/oproep/plugin.py"),
        (VRAAG.replace("HIER", "Herkomst(HIER.grond, Status.SEED)"), "bron", ""),
    ],
)
def test_wat_een_voorbeeld_is_houdt_alleen_haar_gemeente_tegen(
    kast: Kast, recht: Recht, bron: str, status: str, wat: str
) -> None:
    parameter = (TERM % (4, "weken")).replace("status: seed", f"status: {status}")
    kast.zet("oproep", bron, oproep_voorstel_eerste=parameter)
    tenants = tenants_met(Schagen=("oproep",), Heerenveen=())
    assert bouw_plugins(tenants, recht, kast.vindplaats).uitval == {}, "buiten productie mag het"
    stand = bouw_plugins(tenants, recht, kast.vindplaats, voorbeelden=False)
    assert [u.tenant.naam for u in stand.uitval.values()] == (["Schagen"] if wat else [])
    for uitval in stand.uitval.values():
        (probleem,) = uitval.problemen
        assert wat in probleem
        assert HERSTEL in probleem


def _met_plugin(tmp_path: Path) -> Path:
    """De gemeente van productie, met de plugin van Heerenveen aan: die heeft een voorbeeld."""
    tekst = (IN_PRODUCTIE / "voorbeeldstad.yaml").read_text(encoding="utf-8")
    (tmp_path / "voorbeeldstad.yaml").write_text(tekst + "plugins: [municipality_heerenveen]\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("omgeving", [Omgeving.PRODUCTIE, Omgeving.TEST])
def test_het_huis_van_productie_bedient_haar_niet(tmp_path: Path, omgeving: Omgeving) -> None:
    waarden = productie(tenants=str(_met_plugin(tmp_path))) | {"MEEDOEN_OMGEVING": str(omgeving)}
    huis = maak_huis(lees_config(waarden))
    problemen = [p for uitval in huis.uitval.values() for p in uitval.problemen]
    assert len(problemen) == (1 if omgeving is Omgeving.PRODUCTIE else 0)
    assert all("oproep_voorstel_eerste is een voorbeeld" in p for p in problemen)


@pytest.mark.parametrize(("omgeving", "code"), [("productie", 1), ("test", 0)])
def test_de_toets_voor_een_uitrol_zegt_hetzelfde(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    omgeving: str,
    code: int,
) -> None:
    monkeypatch.setenv("MEEDOEN_TENANTS", str(_met_plugin(tmp_path)))
    monkeypatch.setenv("MEEDOEN_OMGEVING", omgeving)
    assert main(["tenants", "toets"]) == code
    assert (HERSTEL in capsys.readouterr().out) is (code == 1)


def test_zonder_plugin_is_de_standaard_van_de_kern_geen_voorbeeld() -> None:
    """Anders kon niemand in productie."""
    assert toets(IN_PRODUCTIE, voorbeelden=False).in_orde
