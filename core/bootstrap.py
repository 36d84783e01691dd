"""Alles wat bij het starten één keer gebouwd wordt: van instellingen naar huis.

Het enige bestand, met api, worker en cli, dat elk onderdeel bij naam kent.
"""

from collections.abc import Mapping

from core.config import Config, Kloksoort
from core.law.lezen import lees_recht
from core.platform.access.bevoegdheden import Bevoegdheden
from core.platform.audit.logboek import Logboek
from core.platform.clock import Klok
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.huis import Huis
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats, lees_toegelaten
from core.platform.tenancy import Actor
from core.platform.tenants import lees_tenants
from core.process.aanmelding.taken import TAKEN as AANMELDING
from core.process.besluit.taken import TAKEN as BESLUIT
from core.process.intake.taken import TAKEN as INTAKE
from core.process.melding.taken import TAKEN as MELDING
from core.process.taak import Taak

TAKEN: Mapping[str, Taak] = AANMELDING | INTAKE | BESLUIT | MELDING
"""Welke taak bij welke soort outboxrij hoort. Een soort zonder taak mislukt en wordt een werkitem."""


def maak_huis(config: Config, *, actoren: frozenset[Actor] = frozenset(Actor)) -> Huis:
    """Bouw het huis. De databank is nog dicht: `await huis.databank.open()` bij het starten.

    `actoren` zijn de databaserollen die dit proces gebruikt; een rol die het niet nodig heeft, krijgt het niet.

    Raises:
        OnjuistRecht, OnjuistBeleid, OnjuisteTenants: een bestand deugt niet; de boodschap noemt alle gebreken. Een
            plugin die niet deugt stopt alleen de gemeente die haar gebruikt (`Huis.uitval`).
    """
    recht = lees_recht()
    stand = bouw_plugins(lees_tenants(config.tenants), recht, Vindplaats(toegelaten=lees_toegelaten(config.tenants)))
    return Huis(
        config=config,
        databank=maak_databank(config, actoren=actoren),
        kluis=Kluis(config.sleutel_versleuteling, config.sleutel_index),
        logboek=Logboek(config.sleutel_audit),
        bevoegdheden=Bevoegdheden(),
        recht=recht,
        tenants=stand.tenants,
        plugins=stand.plugins,
        uitval=stand.uitval,
    )


def maak_databank(config: Config, *, actoren: frozenset[Actor]) -> Databank:
    """Alleen de verbindingen van `actoren`; dicht.

    Raises:
        AttributeError: een rol waarvan dit proces de DSN niet krijgt.
    """
    return Databank(
        {actor: getattr(config, f"db_{actor}") for actor in sorted(actoren)},
        klok=Klok(soort=config.klok),
        verbindingen=config.db_verbindingen,
    )


def beweegbaar(config: Config) -> bool:
    """Of de klok met `meedoen klok` verzet mag worden."""
    return config.klok is Kloksoort.BEWEEGBAAR
