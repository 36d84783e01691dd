"""De grens van een brief: wat erin mag, wat wordt geweigerd, en dat de bevroren gegevens steeds gelijk zijn."""

import hashlib
import json
from datetime import date

import msgspec
import pytest

from core.fouten import OngeldigeInvoer
from core.platform.letters.brieftekst import contrast_op_wit
from core.platform.letters.gegevens import (
    Brief,
    canoniek,
    gegevens_hash,
)
from core.process.oproep.brief import OproepBrief, Rechtsmiddel
from core.process.pip.brief import Inburgeringstermijn, PipBeschikking
from tests.letters.voorbeelden import BEZWAAR, BRIEFHOOFD
from tests.voorbeelden.alle import BRIEVEN
from tests.voorbeelden.oproep import oproepbrief
from tests.voorbeelden.pip import pip_beschikking


def _velden(fout: pytest.ExceptionInfo[OngeldigeInvoer]) -> list[str]:
    return [gebrek.veld for gebrek in fout.value.gebreken]


@pytest.mark.parametrize("brief", BRIEVEN.values(), ids=BRIEVEN)
def test_canonieke_gegevens_hebben_gesorteerde_sleutels_en_worden_dezelfde_brief(brief: Brief) -> None:
    ruw = canoniek(brief)
    assert json.dumps(json.loads(ruw), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() == ruw
    assert msgspec.json.decode(ruw, type=type(brief)) == brief


def test_hash_is_sha256_van_de_canonieke_gegevens_en_ziet_elke_wijziging() -> None:
    brief = pip_beschikking()
    assert gegevens_hash(brief) == hashlib.sha256(canoniek(brief)).hexdigest() == gegevens_hash(canoniek(brief))
    assert gegevens_hash(pip_beschikking(dagtekening=date(2026, 3, 3))) != gegevens_hash(brief)


def test_onbekend_veld_in_bevroren_gegevens_wordt_geweigerd() -> None:
    ruw = canoniek(pip_beschikking()).replace(b'"aanhef"', b'"onbekend":1,"aanhef"')
    with pytest.raises(msgspec.ValidationError, match="onbekend"):
        msgspec.json.decode(ruw, type=PipBeschikking)


def test_alle_gebreken_komen_tegelijk_met_hun_pad() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        pip_beschikking(
            kenmerk="",
            ondersteuning=("goed", "tab\tteken"),
            gronden=(),
            voortgangsgesprekken=0,
            termijn=Inburgeringstermijn(start=date(2026, 3, 3), laatste_dag=date(2026, 3, 2)),
        )
    assert sorted(_velden(fout)) == [
        "gronden",
        "kenmerk",
        "ondersteuning[1]",
        "termijn.laatsteDag",
        "voortgangsgesprekken",
    ]


def test_te_lange_tekst_en_regeleinden_waar_die_niet_passen() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        pip_beschikking(kenmerk="x" * 61, aanhef="Beste\nmevrouw", motivering="x" * 8001)
    assert sorted(_velden(fout)) == ["aanhef", "kenmerk", "motivering"]
    assert pip_beschikking(motivering="eerste\n\ntweede").motivering == "eerste\n\ntweede"


def test_een_los_onderdeel_van_de_verkeerde_soort_is_een_gebrek() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        pip_beschikking(ondertekenaar="A. de Voorbeeld", motivering=12, vve=3, geadresseerde=None)
    assert sorted(_velden(fout)) == ["geadresseerde", "motivering", "ondertekenaar", "vve"]


@pytest.mark.parametrize(
    ("kleur", "verhouding"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#ff0000", 4.0), ("#00ff00", 1.37), ("#0000ff", 8.59)],
)
def test_contrast_volgens_wcag(kleur: str, verhouding: float) -> None:
    assert contrast_op_wit(kleur) == pytest.approx(verhouding, abs=0.05)


@pytest.mark.parametrize("kleur", ["#777777", "#ffff00", "#fff", "rood", "#12345g", "#154273 "])
def test_onleesbare_of_verkeerd_geschreven_kleur_wordt_geweigerd(kleur: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        msgspec.structs.replace(BRIEFHOOFD, kleur=kleur)
    assert _velden(fout) == ["kleur"]


@pytest.mark.parametrize(
    ("nummer", "anders", "velden"),
    [
        (1, {"waarschuwing": "Let op."}, ["waarschuwing"]),
        (1, {"rechtsmiddel": Rechtsmiddel.GEEN_BEZWAAR_WEL_TEGEN_BOETE}, ["rechtsmiddel"]),
        (1, {"bezwaar": BEZWAAR}, ["bezwaar"]),
        (2, {"waarschuwing": None}, ["waarschuwing"]),
        (2, {"rechtsmiddel": None, "bezwaar": None}, ["rechtsmiddel"]),
        (2, {"bezwaar": None}, ["bezwaar"]),
        (2, {"rechtsmiddel": Rechtsmiddel.GEEN_BEZWAAR_WEL_TEGEN_BOETE}, ["bezwaar"]),
        (3, {"waarschuwing": "Let op."}, ["waarschuwing"]),
        (4, {}, ["oproep"]),
    ],
)
def test_waarschuwing_en_rechtsmiddel_horen_bij_de_tweede_oproep(
    nummer: int, anders: dict[str, object], velden: list[str]
) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        oproepbrief(nummer, **anders)
    assert _velden(fout) == velden


def test_afspraak_na_de_laatste_dag_van_de_termijn_wordt_geweigerd() -> None:
    goed = oproepbrief(1)
    te_laat = msgspec.structs.replace(goed.afspraak, dag=date(2026, 2, 2))
    with pytest.raises(OngeldigeInvoer) as fout:
        oproepbrief(1, afspraak=te_laat)
    assert _velden(fout) == ["afspraak.uitersteDag"]
    assert isinstance(goed, OproepBrief)
