"""Het ontvangstbewijs van een besluit: wat men nodig heeft om het later na te rekenen."""

from datetime import date

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.pluginhost.facade import Hooks


class Ontvangstbewijs(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Volgens welke regels een besluit genomen is; later na te rekenen.

    Van elke plugin die aan stond: haar versie, de SHA-256 van haar code, en wat er van haar parameters op de peildatum
    gold. Wat iemand had uitgezet staat in `plugins_uit`; open termen die een plugin invulde zitten ook dan in
    `recht_versie`.
    """

    recht_versie: str
    peildatum: date
    parameters: dict[str, str]
    beleid_versie: str
    plugins: dict[str, str] = {}
    plugincode: dict[str, str] = {}
    pluginparameters: dict[str, str] = {}
    plugins_uit: list[str] = []


def maak_bewijs(huis: Huis, tx: Tx, hooks: Hooks, *, peildatum: date, parameters: dict[str, str]) -> Ontvangstbewijs:
    """Het ontvangstbewijs van een besluit dat nu met deze hooks en deze parameters van de wet genomen wordt."""
    van_plugins = hooks.bewijs(peildatum)
    return Ontvangstbewijs(
        recht_versie=huis.recht_van(tx.gemeente_id).versie,
        peildatum=peildatum,
        parameters=parameters,
        beleid_versie=huis.bevoegdheden.versie,
        plugins=van_plugins.versies,
        plugincode=van_plugins.code,
        pluginparameters=van_plugins.parameters,
        plugins_uit=van_plugins.uitgezet,
    )
