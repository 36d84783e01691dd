"""Waarvoor een keuze van de startdatum waarschuwt (B25): met die lezing is het PIP te laat of bijna (Bi2021 art. 5.3).

Het houdt de keuze niet tegen: de dag volgt uit wat er gebeurde, niet uit wat er nog past.
"""

from dataclasses import replace
from datetime import date

from core.fouten import Waarschuwing
from core.law.kalender import plus, schrijf_dag
from core.law.pip_termijnen import PipFeiten, PipRegel, bepaal_pip_termijnen
from core.law.recht import Recht
from core.law.waarschuwingen import Waarschuwingssoort


def waarschuw_startdatum(
    feiten: PipFeiten, regel: PipRegel, *, peildatum: date, recht: Recht
) -> tuple[Waarschuwing, ...]:
    """De termijn onder deze lezing is voorbij, of eindigt zo snel dat er geen oproep meer in past (PG-1).

    Raises:
        OngeldigeInvoer: de regel is in dit dossier geen mogelijke lezing.
    """
    termijn = bepaal_pip_termijnen(replace(feiten, gekozen_regel=regel), recht=recht).lopend
    if termijn is None:
        return ()
    kortste = recht.oproep_minimum_dagen.op(peildatum).waarde
    if termijn.einde < peildatum:
        gevolg = "is al voorbij: het PIP is dan te laat. Ga wel door: een laat PIP gaat voor geen PIP."
    elif termijn.einde <= plus(peildatum, kortste):
        gevolg = f"is binnen {kortste}: er past geen oproep meer in, en het PIP is snel te laat."
    else:
        return ()
    melding = f"Met deze keuze is de laatste dag voor het PIP {schrijf_dag(termijn.einde)}. Die dag {gevolg}"
    return (Waarschuwing(soort=Waarschuwingssoort.PIP_TE_LAAT, melding=melding, grond=str(termijn.grond)),)
