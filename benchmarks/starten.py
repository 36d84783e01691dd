"""Starting with many gemeenten: a folder of tenant files, and fresh processes that build the house from them."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.gegevens import Proefgemeente
from benchmarks.verslag import MetingMislukt
from core.instellingen.sleutels import Sleutelbos, nieuwe_sleutel, sleuteltekst
from core.ontwikkeling.embedded.geheimen import DUO_OIN, ROLLEN
from core.ontwikkeling.embedded.sleutels import lees_of_maak_sleutels
from core.ontwikkeling.opstelling import CHECKOUT

PLUGINS = ("municipality_stichtse_vecht", "municipality_heerenveen")
TERMIJN = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Seconds: importing, reading the settings, building the house, and the processor time of building it."""

    inladen: float
    instellingen: float
    huis: float
    rekentijd: float
    gemeenten: int
    uitval: int


def omgeving(map_: Path, gemeenten: Sequence[Proefgemeente]) -> dict[str, str]:
    """Settings for these gemeenten, each with a tenant file and a salt; there is no server behind them."""
    schrijf_tenants(map_ / "tenants", gemeenten)
    sleutels = lees_of_maak_sleutels(map_ / "sleutels", gegevens=map_ / "eerder", gemeenten=(g.id for g in gemeenten))
    waarden = {
        "omgeving": "ontwikkeling",
        **{f"db_{rol}": "postgresql://127.0.0.1:9/meting" for rol in ROLLEN if rol != "migratie"},
        "valkey": "redis://127.0.0.1:9/0",
        "sleutel_audit": Sleutelbos({1: nieuwe_sleutel()}).als_tekst(),
        **{f"sleutel_{naam}": sleuteltekst(nieuwe_sleutel()) for naam in ("token", "cursor")},
        "duo_adres": "http://127.0.0.1:9/duo/v1",
        "duo_oin": DUO_OIN,
        "duo_afzender": "koptekst",
        "brp_adres": "http://127.0.0.1:9/brp",
        "tenants": str(map_ / "tenants"),
    }
    return sleutels | {f"MEEDOEN_{naam.upper()}": waarde for naam, waarde in waarden.items()}


def schrijf_tenants(map_: Path, gemeenten: Sequence[Proefgemeente]) -> None:
    """A tenant file for each, after those of this checkout; every second one has a plugin of its own."""
    bronnen = sorted((CHECKOUT / "tenants").glob("[!_]*.yaml"))
    voorbeelden = [yaml.safe_load(bron.read_text(encoding="utf-8")) for bron in bronnen]
    map_.mkdir()
    for nr, gemeente in enumerate(gemeenten):
        tenant: dict[str, Any] = voorbeelden[nr % len(voorbeelden)] | {
            "code": gemeente.code,
            "naam": gemeente.naam,
            "oin": gemeente.oin,
            "plugins": [PLUGINS[nr // 2 % len(PLUGINS)]] if nr % 2 else [],
        }
        (map_ / f"{gemeente.code}.yaml").write_text(yaml.safe_dump(tenant, allow_unicode=True), encoding="utf-8")


def start(instellingen: Mapping[str, str], *, gemeenten: int) -> Start:
    """Build the house in a fresh process.

    Raises:
        MetingMislukt: the process failed, or serves another number of gemeenten.
    """
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("MEEDOEN_")}
    klaar = subprocess.run(
        [sys.executable, "-m", "benchmarks.start_huis"],
        cwd=CHECKOUT,
        env=schoon | dict(instellingen),
        capture_output=True,
        text=True,
        timeout=TERMIJN,
        check=False,
    )
    if klaar.returncode != 0:
        raise MetingMislukt(f"een vers proces startte niet: {klaar.stderr.strip().splitlines()[-1:]}")
    uitkomst = Start(**json.loads(klaar.stdout))
    if (uitkomst.gemeenten, uitkomst.uitval) != (gemeenten, 0):
        raise MetingMislukt(f"{uitkomst.gemeenten} van de {gemeenten} gemeenten worden bediend")
    return uitkomst
