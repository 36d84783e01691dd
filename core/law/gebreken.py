"""Een gebrek met het artikel waarop het rust."""

from core.fouten import Gebrek
from core.law.handeling import Handeling
from core.law.recht import Grond

IN_DE_TOEKOMST = "Deze dag ligt in de toekomst; kies vandaag of een eerdere dag."


def maak_gebrek(
    veld: str, melding: str, grond: Grond, *, eerst: Handeling | None = None, wacht: bool = False
) -> Gebrek:
    """Wat er aan `veld` niet klopt, met de grond zoals een jurist haar schrijft.

    Raadt de melding een handeling aan, dan is die `eerst`: zij wordt pas genoemd als zij nu mag. Moet het van een ander
    komen, dan `wacht` het.
    """
    return Gebrek(veld=veld, melding=melding, grond=str(grond), eerst="" if eerst is None else eerst.value, wacht=wacht)
