"""Een kopie van deze checkout waarin een stap wordt neergelegd, en wat er daarna anders is.

De kopie draait met dezelfde Python en dezelfde pakketten, en alleen met haar eigen code.
"""

import os
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

WORTEL = Path(__file__).parents[3]
GEEN_BRON = frozenset({".venv", "__pycache__", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".ruff_cache"})
"""Wat er bij het draaien ontstaat."""
Uitslag = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoeging:
    """Tekst die in een bestaand bestand komt, achter een anker dat er precies één keer in staat."""

    bestand: str
    anker: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Kopie:
    """Een checkout in een tijdelijke map."""

    map: Path
    was: Mapping[str, str]
    """Elk bestand dat er bij het kopiëren was, met de hash van toen."""

    @classmethod
    def maak(cls, map_: Path) -> "Kopie":
        """Kopieer wat git kent of zou opnemen; wat gebouwd of geïnstalleerd is blijft achter."""
        # A checkout that another user owns is read as well; nothing in it is executed.
        git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        uit = subprocess.run(git, cwd=WORTEL, capture_output=True, text=True, check=True).stdout
        for pad in filter(None, uit.split("\0")):
            if (WORTEL / pad).exists():
                (map_ / pad).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(WORTEL / pad, map_ / pad, follow_symlinks=False)
        _maak_python(map_)
        return cls(map_, {pad: sha256((map_ / pad).read_bytes()).hexdigest() for pad in _paden(map_)})

    def leg_neer(self, stap: Path, waarden: Mapping[str, str]) -> None:
        """Leg de bestanden van een stap op hun plaats; haar migratie krijgt het volgende nummer."""
        laatste = max(int(pad.name[:4]) for pad in (self.map / "migrations").glob("[0-9]*.sql"))
        for bron in sorted(pad for pad in stap.rglob("*") if pad.is_file() and "__pycache__" not in pad.parts):
            naar = self.map / bron.relative_to(stap)
            if bron.suffix == ".sql":
                naar = naar.with_name(f"{laatste + 1:04}_{naar.name}")
                naar.write_text(Template(bron.read_text(encoding="utf-8")).substitute(waarden), encoding="utf-8")
                continue
            assert not naar.exists(), f"{naar.relative_to(self.map)} bestaat al"
            naar.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(bron, naar)

    def voeg_in(self, invoeging: Invoeging) -> None:
        """Voeg tekst in, en zak als het anker er niet of vaker staat."""
        pad = self.map / invoeging.bestand
        was = pad.read_text(encoding="utf-8")
        keer = was.count(invoeging.anker)
        assert keer == 1, f"{invoeging.bestand}: {invoeging.anker!r} staat er {keer} keer; pas de invoeging aan"
        pad.write_text(was.replace(invoeging.anker, invoeging.anker + invoeging.tekst), encoding="utf-8")

    def gewijzigd(self) -> set[str]:
        """Wat er al was en nu anders is, of weg."""
        nu = {pad: sha256((self.map / pad).read_bytes()).hexdigest() for pad in _paden(self.map)}
        return {pad for pad, hash_ in self.was.items() if nu.get(pad) != hash_}

    def nieuw(self) -> set[str]:
        """Wat er niet was."""
        return {*_paden(self.map)} - self.was.keys()

    def draai(self, *opdracht: str, **omgeving: str) -> Uitslag:
        """De Python van de kopie, in de kopie."""
        van_hier = ("GOEDKEUREN", "PYTHONPATH", "PYTEST_ADDOPTS", "VIRTUAL_ENV")
        buiten = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(van_hier)}
        return subprocess.run(
            [self.map / ".venv" / "bin" / "python", *opdracht],
            cwd=self.map,
            env=buiten | omgeving,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def toets(self, *opdracht: str, **omgeving: str) -> Uitslag:
        """Draai tests in de kopie, op twee processen."""
        return self.draai("-m", "pytest", "-n", "2", "--dist", "loadfile", *opdracht, **omgeving)


def _maak_python(map_: Path) -> None:
    """Een Python met de code van deze map en de pakketten die hier geïnstalleerd zijn.

    A `.pth` is not read in a folder that itself came from a `.pth`: the installation of the original checkout, which
    would make one namespace package of the two, stays out; also for the processes that a test starts.
    """
    venv.EnvBuilder(symlinks=True).create(map_ / ".venv")
    [paketten] = (map_ / ".venv").glob("lib/python*/site-packages")
    (paketten / "kopie.pth").write_text(f"{map_}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")


def _paden(map_: Path) -> list[str]:
    return sorted(
        pad.relative_to(map_).as_posix()
        for pad in map_.rglob("*")
        if not GEEN_BRON & {*pad.relative_to(map_).parts} and pad.is_file()
    )
