"""De ontvanger van DUO, uit hetzelfde huis als de rest; hij gebruikt daarvan alleen zijn eigen rol en de kluis."""

from core.platform.huis import Huis
from core.process.aanmelding.ontvangst import Postvak


def postvak_van(huis: Huis) -> Postvak:
    return Postvak(
        config=huis.config,
        databank=huis.databank,
        kluis=huis.kluis,
        gemeenten={tenant.oin: id_ for id_, tenant in huis.tenants.items()},
    )
