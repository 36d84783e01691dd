"""De handleiding voor wie een inlogdienst aansluit: elk voorbeeld is te lezen, en wat zij noemt bestaat."""

import re
from pathlib import Path

import msgspec
import pytest
import yaml

from core.platform.inlogdienst import GANGBAAR, Inlogdienst, Niveaugegeven
from core.platform.inloggen.weigering import Reden

HANDLEIDING = (Path(__file__).parents[2] / "docs" / "inlogdienst.md").read_text(encoding="utf-8")
VOORBEELDEN = re.findall(r"```yaml\n(.*?)```", HANDLEIDING, flags=re.DOTALL)
AFDRUK = ":".join(["A1"] * 32)


def _tabel(kop: str) -> list[str]:
    """De eerste kolom van de tabel met deze kop, voor zover daar iets tussen backticks staat."""
    [tabel] = re.findall(rf"^\| {kop} \|.*\n\|[ -|]*\n((?:\|.*\n)+)", HANDLEIDING, flags=re.MULTILINE)
    return [naam for regel in tabel.splitlines() for naam in re.findall(r"`([^`]+)`", regel.split("|")[1])]


@pytest.mark.parametrize("tekst", VOORBEELDEN)
def test_elk_voorbeeld_is_een_afspraak_die_mag(tekst: str) -> None:
    afspraak = yaml.safe_load(tekst.replace("A1:B2:…", AFDRUK))["inlogdienst"]
    gelezen = msgspec.convert(afspraak, Inlogdienst)
    assert gelezen.niveaus, "een voorbeeld zonder tweede stap is er geen"


def test_entra_id_wordt_gevraagd_zoals_zij_het_leest() -> None:
    gewoon, entra = (
        msgspec.convert(yaml.safe_load(t.replace("A1:B2:…", AFDRUK))["inlogdienst"], Inlogdienst) for t in VOORBEELDEN
    )
    assert (gewoon.niveaugegeven, entra.niveaugegeven) == (Niveaugegeven.ACR, Niveaugegeven.ACRS)
    assert entra.x5t is not None


def test_elk_veld_van_de_afspraak_staat_erin_en_geen_ander() -> None:
    assert set(_tabel("veld")) == set(Inlogdienst.__struct_fields__)
    assert f"| {', '.join(GANGBAAR)} |" in HANDLEIDING


def test_elk_woord_is_een_reden() -> None:
    woorden = _tabel("woord")
    assert len(woorden) >= 8
    assert set(woorden) <= set(Reden)
