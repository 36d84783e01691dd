"""Alle plugins die er zijn, en plugins die een test zelf schrijft: echte bestanden in een echte map."""

import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from core.platform.pluginhost.host import STANDAARD
from core.platform.pluginhost.lezen import lees_parameters
from core.platform.pluginhost.vinden import Gevonden, Vindplaats
from core.platform.tenants import Tenant
from tests.voorbeelden.beheer import TENANTS

WORTEL = Path(__file__).parents[2]
ECHTE = sorted(pad.parent.name for pad in (WORTEL / "plugins").glob("*/plugin.py"))
NAMEN = ["standaard", *ECHTE]
KOP = """
from core.plugin_api.beelden import Begeleidingsbeeld
from core.plugin_api.bijdragen import *
from core.plugin_api.hookspecs import hook
from core.plugin_api.manifest import Apibereik, Behoefte, Gegeven, Manifest
from core.plugin_api.parameters import *

HIER = Herkomst(Grond("Proefverordening", "2", "1", "proef"), Status.ILLUSTRATIEF)
NEEDS = tuple(Behoefte(gegeven=g, doel="proef") for g in (Gegeven.DOELGROEP, Gegeven.HUISHOUDEN))

def manifest(naam, *, vanaf=(1, 0), tot=(2, 0), needs=NEEDS):
    return Manifest(naam=naam, versie="0.1", api=Apibereik(vanaf, tot), needs=needs)
"""


def gevonden(naam: str) -> Gevonden:
    return STANDAARD if naam == "standaard" else Vindplaats().vind(naam)


def gemaakt(naam: str) -> object:
    """Een verse plugin met haar eigen parameters."""
    wat = gevonden(naam)
    parameters, gebreken = lees_parameters(wat.parametermap)
    assert gebreken == []
    return wat.maak(parameters)


@dataclass(frozen=True, slots=True)
class Kast:
    """Een map met plugins die een test schrijft; `vindplaats` vindt ze zoals die in `plugins/`."""

    map: Path
    vindplaats: Vindplaats

    def zet(self, naam: str, bron: str, **parameters: str) -> None:
        """Schrijf een plugin; zij heet zoals haar map, tenzij de bron zelf een MANIFEST zet."""
        eigen = textwrap.dedent(bron)
        if "MANIFEST" not in eigen:
            eigen = f'MANIFEST = manifest("{naam}")\n{eigen}'
        map_ = self.map / naam
        (map_ / "parameters").mkdir(parents=True)
        (map_ / "plugin.py").write_text(KOP + eigen, encoding="utf-8")
        for bestand, inhoud in parameters.items():
            (map_ / "parameters" / f"{bestand}.yaml").write_text(textwrap.dedent(inhoud), encoding="utf-8")


@contextmanager
def lege_kast(map_: Path) -> Iterator[Kast]:
    """Een nieuw pakket op het pad; na afloop is er niets van over."""
    pakket = f"kast_{map_.name}".replace("-", "_")
    (map_ / pakket).mkdir()
    sys.path.insert(0, str(map_))
    try:
        yield Kast(map_ / pakket, Vindplaats(pakket=pakket))
    finally:
        sys.path.remove(str(map_))
        for naam in [n for n in sys.modules if n.partition(".")[0] == pakket]:
            del sys.modules[naam]


def tenants_met(**plugins: tuple[str, ...]) -> dict[UUID, Tenant]:
    """De tenants van de tests zonder plugins, behalve de genoemde: `tenants_met(Schagen=("x",))`."""
    return {
        id_: msgspec.structs.replace(tenant, plugins=plugins.get(tenant.naam.replace(" ", "_"), ()))
        for id_, tenant in TENANTS.items()
    }
