"""Alle plugins die er zijn, en plugins die een test zelf schrijft: echte bestanden in een echte map."""

import textwrap
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from core.fouten import PluginFout
from core.platform.pluginhost.host import STANDAARD
from core.platform.pluginhost.laden import Ingeladen, laad
from core.platform.pluginhost.lezen import lees_parameters
from core.platform.pluginhost.opdrachten import afdrukken
from core.platform.pluginhost.vinden import Vindplaats
from core.platform.tenants import Tenant
from core.plugin_api.afdrukken import BESTAND as AFDRUKKEN
from tests.voorbeelden.beheer import TENANTS

WORTEL = Path(__file__).parents[2]
ECHTE = sorted(pad.parent.name for pad in (WORTEL / "plugins").glob("*/plugin.py"))
NAMEN = ["standaard", *ECHTE]
KOP = """
from datetime import date

from core.plugin_api.beelden import Begeleidingsbeeld
from core.plugin_api.bijdragen import *
from core.plugin_api.hookspecs import hook
from core.plugin_api.manifest import Apibereik, Behoefte, Gegeven, Manifest
from core.plugin_api.parameters import *

HIER = Herkomst(Grond("Proefverordening", "2", "1", "proef"), Status.ILLUSTRATIEF)
NEEDS = tuple(Behoefte(gegeven=g, doel="proef") for g in (Gegeven.DOELGROEP, Gegeven.HUISHOUDEN))

def manifest(naam, *, api=">=1.0,<2", needs=NEEDS):
    return Manifest(naam=naam, versie="0.1", api=api, needs=needs)
"""


def gevonden(naam: str) -> Ingeladen:
    return STANDAARD if naam == "standaard" else laad(Vindplaats().vind(naam))


def gemaakt(naam: str) -> object:
    """Een verse plugin met haar eigen parameters."""
    wat = gevonden(naam)
    parameters, gebreken = lees_parameters(wat.bron.map / "parameters")
    assert gebreken == []
    return wat.maak(parameters)


@dataclass(frozen=True, slots=True)
class Kast:
    """Een map met plugins die een test schrijft; `vindplaats` vindt ze zoals die in `plugins/`."""

    map: Path

    @property
    def vindplaats(self) -> Vindplaats:
        return Vindplaats(map=self.map)

    def zet(self, naam: str, bron: str, met_afdrukken: bool = True, /, **parameters: str) -> Path:
        """Schrijf een plugin; zij heet zoals haar map, tenzij de bron zelf een MANIFEST zet.

        Declareert zij lijsten, dan komen hun afdrukken erbij, zoals haar schrijver ze zou maken.
        """
        map_ = self.map / naam
        (map_ / "parameters").mkdir(parents=True, exist_ok=True)
        (map_ / "plugin.py").write_text(broncode(naam, bron), encoding="utf-8")
        for bestand, inhoud in parameters.items():
            (map_ / "parameters" / f"{bestand}.yaml").write_text(textwrap.dedent(inhoud), encoding="utf-8")
        if met_afdrukken and "Vragenlijst(" in bron:
            # What is wrong with her, the test itself will see.
            with suppress(PluginFout):
                (map_ / AFDRUKKEN).write_text(afdrukken(map_), encoding="utf-8")
        return map_


def broncode(naam: str, bron: str) -> str:
    """De tekst van `plugin.py`, met de gebruikelijke import erboven."""
    eigen = textwrap.dedent(bron)
    return KOP + (eigen if "MANIFEST" in eigen else f'MANIFEST = manifest("{naam}")\n{eigen}')


def tenants_met(**plugins: object) -> dict[UUID, Tenant]:
    """De tenants van de tests zonder plugins, behalve de genoemde: `tenants_met(Schagen=("x",))`."""
    return {
        id_: msgspec.structs.replace(tenant, plugins=plugins.get(tenant.naam.replace(" ", "_"), ()))
        for id_, tenant in TENANTS.items()
    }
