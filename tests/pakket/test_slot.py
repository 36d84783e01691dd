"""Het slot: volledig voor elke Python en machine, zonder iets te veel, en op elke dag hetzelfde antwoord."""

import subprocess
import sys
from collections.abc import Mapping

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from core.ontwikkeling.bouw.slot import (
    WORTEL,
    Geinstalleerd,
    Metadata,
    OnjuistSlot,
    gebreken,
    lees_slot,
    lees_wortels,
    productie,
)

PYPROJECT = """
[project]
name = "meedoen"
dependencies = ["alfa>=1"]
[project.optional-dependencies]
ontwikkeling = ["server"]
dev = ["meedoen[ontwikkeling]", "beta[post]==2.*"]
"""
VAN: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "alfa": ("alfa==1.0", "1.0", ("gamma<2", "oud; python_full_version < '3.11.3'")),
    "beta": ("beta==2.1", "2.1", ("delta>=1; extra == 'post'", "epsilon; extra == 'anders'")),
    "gamma": ("gamma==1.5", "1.5", ()),
    "delta": ("delta==1.0", "1.0", ()),
    "server": ("server==3.0", "3.0", ()),
    "oud": ("oud==0.1 ; python_full_version < '3.11.3'", "0.1", ()),
}


def _slot(*zonder: str, **anders: str) -> str:
    regels = {naam: regel for naam, (regel, _, _) in VAN.items()} | anders
    return "".join(f"{r} \\\n    --hash=sha256:{'0' * 64}\n    # via x\n" for n, r in regels.items() if n not in zonder)


def _metadata(*weg: str) -> Metadata:
    def van(naam: str) -> Geinstalleerd | None:
        if naam in ("oud", *weg) or naam not in VAN:
            return None
        _, versie, eisen = VAN[naam]
        return Geinstalleerd(versie=Version(versie), eisen=tuple(map(Requirement, eisen)))

    return van


def _gebreken(slot: str, metadata: Metadata | None = None) -> list[str]:
    return gebreken(lees_slot(slot), lees_wortels(PYPROJECT), metadata or _metadata())


def test_een_volledig_slot_heeft_geen_gebrek() -> None:
    assert _gebreken(_slot()) == []


@pytest.mark.parametrize(
    ("weg", "gebrek"),
    [
        ("server", "pyproject.toml vraagt server, en dat staat niet in het slot"),
        ("gamma", "alfa vraagt gamma<2, en dat staat niet in het slot"),
        ("delta", 'beta vraagt delta>=1; extra == "post", en dat staat niet in het slot'),
        ("oud", 'alfa vraagt oud; python_full_version < "3.11.3", en dat staat niet in het slot'),
    ],
    ids=["van het project", "van een pakket", "alleen van een extra", "alleen op een oudere Python"],
)
def test_wat_ontbreekt_wordt_genoemd_met_wie_het_vraagt(weg: str, gebrek: str) -> None:
    """`pip check` ziet de derde niet, en op deze Python de vierde evenmin."""
    assert _gebreken(_slot(weg)) == [gebrek]


def test_wat_niet_past_of_niet_hoort_wordt_genoemd() -> None:
    assert _gebreken(_slot(gamma="gamma==2.0")) == [
        "alfa vraagt gamma<2, en in het slot staat 2.0",
        "gamma 1.5 is geïnstalleerd, en in het slot staat 2.0",
    ]
    assert _gebreken(_slot(delta="delta==1.0 ; sys_platform == 'win32'")) == [
        'beta vraagt delta>=1; extra == "post", en dat staat niet in het slot'
    ]
    assert _gebreken(_slot(zeta="zeta==1.0")) == ["zeta staat in het slot en niemand vraagt erom"]
    assert _gebreken(_slot(), _metadata("gamma")) == ["gamma hoort hier geïnstalleerd te zijn"]


@pytest.mark.parametrize(
    "regel", ["alfa>=1.0 \\\n    --hash=sha256:0\n", "alfa==1.0\n", _slot() + _slot()], ids=["open", "kaal", "dubbel"]
)
def test_een_regel_die_niets_vastlegt_is_geen_slot(regel: str) -> None:
    with pytest.raises(OnjuistSlot):
        lees_slot(regel)


def test_voor_productie_blijft_over_wat_zonder_extra_nodig_is_met_zijn_hashes() -> None:
    nodig = productie(lees_slot(_slot()), lees_wortels(PYPROJECT), _metadata())
    assert [pin.naam for pin in nodig] == ["alfa", "gamma", "oud"]
    assert all("--hash=sha256:" in pin.regels for pin in nodig)


def test_het_slot_van_deze_checkout_is_volledig() -> None:
    """Zoals `make check` het vraagt: zonder index, zodat een nieuwe uitgave ergens het antwoord niet verandert."""
    klaar = subprocess.run(
        [sys.executable, "-m", "core.ontwikkeling.bouw.slot"],
        cwd=WORTEL,
        env={},
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert (klaar.returncode, klaar.stderr) == (0, "")
    assert klaar.stdout.startswith("Het slot is volledig: ")
