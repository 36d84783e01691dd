"""Het ontvangstbewijs van een besluit: wat men nodig heeft om het later na te rekenen."""

from datetime import date

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.pluginhost.facade import Hooks


class Ontvangstbewijs(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Volgens welke regels een besluit genomen is; later na te rekenen.

    `parameters` is wat er bij het nemen van het besluit uit de wet gelezen is, met de waarde van toen.
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


def maak_bewijs(huis: Huis, tx: Tx, hooks: Hooks, *, peildatum: date) -> Ontvangstbewijs:
    """Het ontvangstbewijs van een besluit dat nu met deze hooks genomen wordt, met elke parameter die sinds
    `Huis.die_meeleest` gelezen is.

    Raises:
        RuntimeError: er is niet meegelezen, zodat niemand weet waarop het besluit rust.
    """
    recht = huis.meelezend.get(tx.gemeente_id)
    if recht is None:
        raise RuntimeError("wie een besluit neemt begint met huis.die_meeleest")
    van_plugins = hooks.bewijs(peildatum)
    return Ontvangstbewijs(
        recht_versie=recht.versie,
        peildatum=peildatum,
        parameters=recht.gelezen,
        beleid_versie=huis.bevoegdheden.versie,
        plugins=van_plugins.versies,
        plugincode=van_plugins.code,
        pluginparameters=van_plugins.parameters,
        plugins_uit=van_plugins.uitgezet,
    )
