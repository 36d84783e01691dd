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
        OnjuistRecht, OnjuistBeleid, OnjuisteTenants: een bestand deugt niet; de boodschap noemt alle gebreken.
    """
    dsns = {
        Actor.GEMEENTE: config.db_gemeente,
        Actor.TAALSCHOOL: config.db_taalschool,
        Actor.TOEGANG: config.db_toegang,
        Actor.ONTVANGER: config.db_ontvanger,
        Actor.RELAY: config.db_relay,
    }
    return Huis(
        config=config,
        databank=Databank(
            {actor: dsn for actor, dsn in dsns.items() if actor in actoren},
            klok=Klok(soort=config.klok),
            verbindingen=config.db_verbindingen,
        ),
        kluis=Kluis(config.sleutel_versleuteling, config.sleutel_index),
        logboek=Logboek(config.sleutel_audit),
        bevoegdheden=Bevoegdheden(),
        recht=lees_recht(),
        tenants=lees_tenants(config.tenants),
    )


def beweegbaar(config: Config) -> bool:
    """Of de klok met `meedoen klok` verzet mag worden."""
    return config.klok is Kloksoort.BEWEEGBAAR
