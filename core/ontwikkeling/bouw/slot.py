"""The lock read as a graph: is it complete, and which part of it does production need?

Offline on purpose. Asking an index would make the answer depend on the day: a newer release or another wheel of a
locked one would turn it red without anything having changed here. What decides is pyproject.toml, requirements.lock
and the metadata of what the lock installed (ADR 0017).

Usage: python -m core.ontwikkeling.bouw.slot [productie]
"""

import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

WORTEL = Path(__file__).parents[3]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# The first and the last patch: a marker such as `python_full_version < '3.11.3'` divides one minor version.
_PATCHES = ("0", "99")
_LINUX = (("linux", "Linux", "posix", "x86_64"), ("linux", "Linux", "posix", "aarch64"))
_ELDERS = (("darwin", "Darwin", "posix", "arm64"), ("win32", "Windows", "nt", "AMD64"))


Omgeving = Mapping[str, str]
"""What a marker is judged by: Python, platform, machine."""


class OnjuistSlot(Exception):
    """The lock cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One locked release, with its lines as they stand in the lock."""

    naam: str
    versie: Version
    marker: Marker | None
    regels: str

    def geldt(self, omgeving: Omgeving) -> bool:
        return self.marker is None or self.marker.evaluate(omgeving)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geinstalleerd:
    """The version and the requirements of a distribution, as its metadata says."""

    versie: Version
    eisen: tuple[Requirement, ...]


Metadata = Callable[[str], Geinstalleerd | None]


@dataclass(slots=True)
class Wandeling:
    """What was found on a walk from some requirements over the pins; `ongezien` are pins that are not installed."""

    bereikt: set[str] = field(default_factory=set)
    gebreken: set[str] = field(default_factory=set)
    ongezien: set[str] = field(default_factory=set)


def lees_slot(tekst: str) -> dict[str, Pin]:
    """The pins of a lock in the form that `make lock` writes: `name==version [; marker]`, then its hashes.

    Raises:
        OnjuistSlot: a line is no pin, a pin has no hash, or a name stands there twice.
    """
    pins: dict[str, Pin] = {}
    for blok in _blokken(tekst):
        eis = Requirement(blok[0].removesuffix("\\").strip())
        grenzen = list(eis.specifier)
        if [g.operator for g in grenzen] != ["=="] or not any("--hash=sha256:" in regel for regel in blok):
            raise OnjuistSlot(f"{blok[0]}: verwacht naam==versie met minstens één hash")
        naam = canonicalize_name(eis.name)
        if naam in pins:
            raise OnjuistSlot(f"{naam} staat er twee keer")
        pins[naam] = Pin(naam=naam, versie=Version(grenzen[0].version), marker=eis.marker, regels="\n".join(blok))
    return pins


def lees_wortels(pyproject: str) -> dict[str, tuple[Requirement, ...]]:
    """What the project itself asks for, by extra; without an extra (`""`) is what it needs to run."""
    project = tomllib.loads(pyproject)["project"]
    groepen = {"": project["dependencies"], **project.get("optional-dependencies", {})}
    return {naam: tuple(map(Requirement, eisen)) for naam, eisen in groepen.items()}


def wandel(
    wortels: Mapping[str, tuple[Requirement, ...]],
    extras: Iterable[str],
    pins: Mapping[str, Pin],
    omgeving: Omgeving,
    metadata: Metadata,
) -> Wandeling:
    """Follow every requirement that holds in `omgeving`, from the project with these extras, extras of others too."""
    uit = Wandeling()
    te_doen = [("pyproject.toml", eis, extra) for extra in ("", *extras) for eis in wortels[extra]]
    gezien: set[tuple[str, str]] = set()
    while te_doen:
        van, eis, extra = te_doen.pop()
        if eis.marker is not None and not eis.marker.evaluate({**omgeving, "extra": extra}):
            continue
        naam = canonicalize_name(eis.name)
        if naam == "meedoen":  # an extra of the project that consists of another one
            te_doen += [(van, e, anders) for anders in eis.extras for e in wortels[anders]]
            continue
        pin = pins.get(naam)
        if pin is None or not pin.geldt(omgeving):
            uit.gebreken.add(f"{van} vraagt {eis}, en dat staat niet in het slot")
            continue
        if not eis.specifier.contains(pin.versie, prereleases=True):
            uit.gebreken.add(f"{van} vraagt {eis}, en in het slot staat {pin.versie}")
        uit.bereikt.add(naam)
        if (gevonden := metadata(naam)) is None:
            uit.ongezien.add(naam)
            continue
        if gevonden.versie != pin.versie:
            uit.gebreken.add(f"{naam} {gevonden.versie} is geïnstalleerd, en in het slot staat {pin.versie}")
        for mee in {"", *eis.extras}:
            if (naam, mee) not in gezien:
                gezien.add((naam, mee))
                te_doen += [(naam, e, mee) for e in gevonden.eisen]
    return uit


def gebreken(pins: Mapping[str, Pin], wortels: Mapping[str, tuple[Requirement, ...]], metadata: Metadata) -> list[str]:
    """What keeps the lock from being complete and lean, over every Python and machine of the README.

    Elsewhere than on Linux only asks what a pin is there for: the lock is made for all, and run on Linux.
    """
    alle = [extra for extra in wortels if extra]
    linux = [wandel(wortels, alle, pins, o, metadata) for o in omgevingen(_LINUX)]
    elders = [wandel(wortels, alle, pins, o, metadata) for o in omgevingen(_ELDERS)]
    hier = _hier()
    fout = {g for w in linux for g in w.gebreken}
    fout |= {f"{n} hoort hier geïnstalleerd te zijn" for w in linux for n in w.ongezien if pins[n].geldt(hier)}
    over = pins.keys() - {n for w in (*linux, *elders) for n in w.bereikt}
    return sorted(fout | {f"{n} staat in het slot en niemand vraagt erom" for n in over})


def productie(pins: Mapping[str, Pin], wortels: Mapping[str, tuple[Requirement, ...]], metadata: Metadata) -> list[Pin]:
    """The pins that running Meedoen on Linux needs, on any Python: no extra."""
    namen = {n for o in omgevingen(_LINUX) for n in wandel(wortels, (), pins, o, metadata).bereikt}
    return [pins[naam] for naam in sorted(namen)]


def omgevingen(machines: Iterable[tuple[str, str, str, str]]) -> list[Omgeving]:
    """An environment for markers per Python and machine."""
    return [
        {
            **_hier(),
            "python_version": python,
            "python_full_version": f"{python}.{patch}",
            "implementation_version": f"{python}.{patch}",
            "sys_platform": platform,
            "platform_system": systeem,
            "os_name": os_,
            "platform_machine": machine,
        }
        for python, patch, (platform, systeem, os_, machine) in product(PYTHONS, _PATCHES, machines)
    ]


def _hier() -> dict[str, str]:
    return {naam: str(waarde) for naam, waarde in default_environment().items()}


@cache
def van_hier(naam: str) -> Geinstalleerd | None:
    """What is installed in this environment."""
    try:
        dist = distribution(naam)
    except PackageNotFoundError:
        return None
    return Geinstalleerd(versie=Version(dist.version), eisen=tuple(map(Requirement, dist.requires or ())))


def slot_van_hier() -> tuple[dict[str, Pin], dict[str, tuple[Requirement, ...]]]:
    """The pins and the roots of this checkout."""
    return (
        lees_slot((WORTEL / "requirements.lock").read_text(encoding="utf-8")),
        lees_wortels((WORTEL / "pyproject.toml").read_text(encoding="utf-8")),
    )


def _blokken(tekst: str) -> list[list[str]]:
    blokken: list[list[str]] = []
    for regel in tekst.splitlines():
        if regel.lstrip().startswith("#") or not regel.strip():
            continue
        if regel[0].isspace():
            blokken[-1].append(regel)
        else:
            blokken.append([regel])
    return blokken


def main(argumenten: list[str]) -> int:
    pins, wortels = slot_van_hier()
    if fout := gebreken(pins, wortels, van_hier):
        print("requirements.lock is niet volledig; voer `make lock` uit:", *fout, sep="\n  - ", file=sys.stderr)
        return 1
    nodig = productie(pins, wortels, van_hier)
    if argumenten == ["productie"]:
        print(*(pin.regels for pin in nodig), sep="\n")
    else:
        print(f"Het slot is volledig: {len(pins)} pakketten, waarvan {len(nodig)} voor productie.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
