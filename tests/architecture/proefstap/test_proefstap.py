"""Wat een nieuwe stap kost, gemeten (ADR 0036): haar eigen map, een migratie, een proef, een test, en vier bestaande
bestanden met de hand.

De stap in `stap` heeft van alles één: een tabel, een GET, een POST, een einde, een soort werk, een besluit met een
brief, een taak en een voorval. Zij wordt in een kopie van deze checkout gelegd; daar speelt haar verhaal, en daar
draaien de tests die uit de stappen zijn opgewekt. Wordt hier iets rood, dan kost elke volgende stap meer: maak wat
ontbreekt af te leiden uit `STAPPEN` of uit de proef van de stap.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.bootstrap import WERKSOORTEN
from tests.architecture.proefstap.kopie import Invoeging, Kopie, Uitslag

pytestmark = pytest.mark.timeout(900)
STAP = Path(__file__).with_name("stap")
NAAM = "proefstap"
MET_DE_HAND = (
    Invoeging(
        bestand="core/process/stappen.py",
        anker="from core.process.pip.stap import STAP as PIP\n",
        tekst="from core.process.proefstap.stap import STAP as PROEFSTAP\n",
    ),
    Invoeging(bestand="core/process/stappen.py", anker="    HANDELING,\n", tekst="    PROEFSTAP,\n"),
    Invoeging(
        bestand="core/process/voorvallen.py",
        anker="    versie: str\n\n\n",
        tekst='''@dataclass(frozen=True, slots=True, kw_only=True)
class ProefstapBegonnen(Voorval):
    """Een proefstap is begonnen."""

    omschrijving = "een proefstap is begonnen"
    wie_zwijgt = "een proefstap gaat geen andere stap aan"

    proefstap_id: UUID


''',
    ),
    Invoeging(
        bestand="core/process/voorvallen.py",
        anker="    Overleden,\n    RechtGewijzigd,\n",
        tekst="    ProefstapBegonnen,\n",
    ),
    Invoeging(
        bestand="core/platform/access/beleid.csv",
        anker="p, klantmanager, *, organisatie, lezen, gemeente, allow\n",
        tekst="".join(
            f"p, klantmanager, *, proefstap, {handeling}, gemeente, allow\n"
            for handeling in ("lezen", "beginnen", "beeindigen")
        ),
    ),
    Invoeging(bestand="pyproject.toml", anker='  "aanmelding', tekst=" | proefstap"),
)
BESTANDEN = {invoeging.bestand for invoeging in MET_DE_HAND}
GEDEELDE_GOEDKEURINGEN = {
    "tests/api/goedgekeurd/openapi/dossier.json",
    "tests/api/goedgekeurd/openapi/gedeeld.json",
    "tests/api/goedgekeurd/openapi/handeling.json",
    "tests/platform/goedgekeurd/matrix.txt",
}
"""Wat van meer stappen is en iemand opnieuw leest: de soorten werk, de kopjes van de beschrijving, en wie wat mag."""
EIGEN_GOEDKEURINGEN = {
    "tests/api/goedgekeurd/kanaries/proefstap.txt",
    "tests/api/goedgekeurd/matrix/proefstap.txt",
    "tests/api/goedgekeurd/openapi/proefstap.json",
    "tests/letters/goedgekeurd/proefstap.txt",
    "tests/letters/goedgekeurd/tekst/proefstap/begin.txt",
    "tests/security/goedgekeurd/rechten/proefstap.txt",
}
VERHAAL = ("tests/process/test_proefstap.py",)
GOED_TE_KEUREN = (
    "tests/api/test_kanaries.py",
    "tests/api/test_openapi.py::test_zij_is_zoals_iemand_haar_goedkeurde",
    "tests/api/test_toegang.py::test_welke_rol_welke_route_mag",
    "tests/letters/test_edities.py::test_een_uitgebrachte_editie_verandert_nooit",
    "tests/letters/test_tekst.py::test_de_tekst_van_elke_brief_is_nagelezen",
    "tests/platform/test_bevoegdheden.py",
    "tests/security/test_rechten.py",
)
OPGEWEKT = (
    "tests/api/test_contract.py",
    "tests/api/test_openapi.py",
    "tests/api/test_toegang.py",
    "tests/api/test_versies.py",
    "tests/architecture",
    "tests/law/test_begrippen.py",
    "tests/letters/test_brieflint.py",
    "tests/letters/test_edities.py",
    "tests/letters/test_opmaak.py",
    "tests/letters/test_sjabloonlint.py",
    "tests/letters/test_tekst.py",
    "tests/letters/test_vijandige_tekst.py",
    "tests/platform/test_bevoegdheden.py",
    "tests/platform/test_migreren.py",
    "tests/process/test_botsingen.py",
    "tests/process/test_einde_plicht.py",
    "tests/process/test_voorvallen.py",
    "tests/process/test_werk_dat_een_feit_noemt.py",
    "tests/security/test_bereik.py",
    "tests/security/test_catalogus.py",
    "tests/security/test_dicht.py",
    "tests/security/test_ontbrekende_context.py",
    "tests/security/test_onveranderlijk.py",
    "tests/security/test_rechten.py",
    "tests/security/test_twee_gemeenten.py",
    "tests/security/test_volledig.py",
)
"""Elke test die zijn gevallen uit de stappen, hun proeven of de catalogus haalt."""
NIET = (
    "--ignore=tests/architecture/proefstap",
    "--ignore=tests/architecture/test_importregels.py",  # breaks the rules on purpose; lint-imports itself runs here
    "--deselect=tests/api/test_openapi.py::test_spectral_vindt_niets_tegen_de_nlgov_api_design_rules",  # needs Node
)
EINDE = ("tests/architecture/test_voorvallen.py", "tests/process/test_einde_plicht.py")
KEURINGEN = (
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "ruff", "check", "."),
    ("-m", "mypy", "core/process/proefstap", "tests/voorbeelden/proefstap.py", *VERHAAL),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
)


def _lijst(soorten: list[str]) -> str:
    return ", ".join(f"'{soort}'" for soort in soorten)


@pytest.fixture(scope="module")
def kopie(tmp_path_factory: pytest.TempPathFactory) -> Kopie:
    """Deze checkout met de stap erin, en waar hij gewijzigd moest worden met de hand gewijzigd."""
    kopie = Kopie.maak(tmp_path_factory.mktemp("kopie"))
    waarden = {"werksoorten": _lijst([*WERKSOORTEN, "PROEFSTAP_BEKIJKEN"])}
    kopie.leg_neer(STAP, waarden)
    for invoeging in MET_DE_HAND:
        kopie.voeg_in(invoeging)
    return kopie


def _slaag(uitslag: Uitslag) -> None:
    assert uitslag.returncode == 0, f"{uitslag.stdout[-8000:]}\n{uitslag.stderr[-2000:]}"


def test_de_kopie_draait_op_haar_eigen_code(kopie: Kopie) -> None:
    uitslag = kopie.draai("-c", "import core, tests.tijden; print(*core.__path__, tests.tijden.__file__, sep='\\n')")
    _slaag(uitslag)
    assert {*uitslag.stdout.split()} == {str(kopie.map / pad) for pad in ("core", "tests/tijden.py")}


def test_elk_anker_staat_er_nog_en_de_vier_bestanden_zijn_anders(kopie: Kopie) -> None:
    """In `make test`, zodat wie een van de vier anders opschrijft het meteen ziet."""
    assert kopie.gewijzigd() == BESTANDEN
    assert len(BESTANDEN) == 4


@pytest.mark.parametrize("anker", ["staat hier niet", "STAP as"])
def test_een_anker_dat_er_niet_of_vaker_staat_wordt_genoemd(kopie: Kopie, anker: str) -> None:
    with pytest.raises(AssertionError, match="pas de invoeging aan"):
        kopie.voeg_in(Invoeging(bestand="core/process/stappen.py", anker=anker, tekst="x"))


def test_de_telling_ziet_een_letter_en_een_bestand_dat_weg_is(kopie: Kopie) -> None:
    anders, weg = kopie.map / "README.md", kopie.map / "LICENSE"
    was = {pad: pad.read_bytes() for pad in (anders, weg)}
    anders.write_bytes(was[anders] + b"x")
    weg.unlink()
    try:
        assert kopie.gewijzigd() - BESTANDEN == {"README.md", "LICENSE"}
    finally:
        for pad, inhoud in was.items():
            pad.write_bytes(inhoud)


@pytest.mark.lang
def test_een_stap_kost_haar_map_een_migratie_een_proef_een_test_en_vier_bestanden(kopie: Kopie) -> None:
    _slaag(kopie.toets("-m", "lang or not lang", *VERHAAL, *GOED_TE_KEUREN, GOEDKEUREN="1"))
    _slaag(kopie.toets(*OPGEWEKT, *NIET))
    _slaag(kopie.toets("-m", "lang", "tests/security/test_plannen.py"))
    for keuring in KEURINGEN:
        _slaag(kopie.draai(*keuring))
    assert kopie.gewijzigd() == BESTANDEN | GEDEELDE_GOEDKEURINGEN
    [migratie] = [pad for pad in kopie.nieuw() if pad.startswith("migrations/")]
    eigen = {migratie, *VERHAAL, "tests/voorbeelden/proefstap.py", *EIGEN_GOEDKEURINGEN}
    assert {pad for pad in kopie.nieuw() if not pad.startswith(f"core/process/{NAAM}/")} == eigen


HANDLER = "        PlichtGeeindigd: gevolgen.beeindig,\n"
AFWIJZINGEN = "    afwijzingen={\n"


@contextmanager
def _zonder_handler(kopie: Kopie, reden: str = "") -> Iterator[None]:
    """De stap zonder handler voor het einde van de plicht, desgewenst met een reden waarom zij er geen heeft."""
    pad = kopie.map / "core/process/proefstap/stap.py"
    was = pad.read_text(encoding="utf-8")
    assert was.count(HANDLER) == was.count(AFWIJZINGEN) == 1
    anders = was.replace(HANDLER, "")
    if reden:
        anders = anders.replace(AFWIJZINGEN, f'{AFWIJZINGEN}        PlichtGeeindigd: "{reden}",\n')
    pad.write_text(anders, encoding="utf-8")
    try:
        yield
    finally:
        pad.write_text(was, encoding="utf-8")


@pytest.mark.lang
def test_zonder_handler_voor_het_einde_van_de_plicht_zakt_de_suite_en_noemt_zij_de_stap(kopie: Kopie) -> None:
    with _zonder_handler(kopie):
        uitslag = kopie.draai("-m", "pytest", *EINDE, "-k", "loopt or antwoordt")
    assert uitslag.returncode == 1, uitslag.stderr
    assert "stap proefstap antwoordt niet op PlichtGeeindigd" in uitslag.stdout
    assert "stap proefstap laat iets doorlopen" in uitslag.stdout


@pytest.mark.lang
def test_wat_loopt_mag_het_einde_van_de_plicht_ook_niet_afwijzen(kopie: Kopie) -> None:
    with _zonder_handler(kopie, reden="zij loopt gewoon door"):
        uitslag = kopie.draai("-m", "pytest", EINDE[0])
    assert uitslag.returncode == 1, uitslag.stderr
    assert "stap proefstap heeft iets dat loopt en wijst ['PlichtGeeindigd'] af" in uitslag.stdout
