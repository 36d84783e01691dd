"""Een gebrek met het artikel waarop het rust."""

from core.fouten import Gebrek
from core.law.recht import Grond


def maak_gebrek(veld: str, melding: str, grond: Grond) -> Gebrek:
    """Wat er aan `veld` niet klopt, met de grond zoals een jurist haar schrijft."""
    return Gebrek(veld=veld, melding=melding, grond=str(grond))
