"""Wanneer een andere leerroute kan: art. 17 lid 2 Wi2021 en art. 5.4 lid 1 tot en met 3 Bi2021."""

from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.leerroutes import Leerroute
from core.law.recht import Grond, Recht
from core.law.termijnen import schakelvenster


class Uitzondering(StrEnum):
    """Waarom na het schakelvenster toch nog kan worden gewijzigd; een mens motiveert dat."""

    NIET_VRIJSTELLENDE_OPLEIDING = "NIET_VRIJSTELLENDE_OPLEIDING"  # lid 2
    BIJZONDER_GEVAL = "BIJZONDER_GEVAL"  # lid 3


def toets_schakelen(
    van: Leerroute,
    naar: Leerroute,
    *,
    besloten_op: date,
    eerste_dagtekening: date,
    recht: Recht,
    uitzondering: Uitzondering | None = None,
    motivering: str = "",
) -> tuple[Gebrek, ...]:
    """Of de leerroute op `besloten_op` nog gewijzigd kan worden.

    Lid 1: binnen het venster, of van de onderwijsroute naar de B1-route op elk moment. Lid 2 en 3: daarna alleen na
    een niet-vrijstellende opleiding of in een bijzonder geval, met motivering. De termijn zelf schuift niet door.
    """
    if van is naar:
        melding = "De nieuwe leerroute is de huidige; kies een andere."
        return (Gebrek(veld="leerroute", melding=melding, grond=str(Grond("Wi2021", "17", "2"))),)
    venster = schakelvenster(eerste_dagtekening, recht=recht)
    if besloten_op <= venster.einde or (van, naar) == (Leerroute.O, Leerroute.B):
        return ()
    if uitzondering is None:
        melding = (
            "Het schakelvenster is voorbij; dit kan alleen nog na een niet-vrijstellende opleiding of bijzonder geval."
        )
        return (Gebrek(veld="beslotenOp", melding=melding, grond=str(venster.grond)),)
    if motivering.strip():
        return ()
    lid = "2" if uitzondering is Uitzondering.NIET_VRIJSTELLENDE_OPLEIDING else "3"
    melding = "Motiveer waarom de uitzondering geldt."
    return (Gebrek(veld="motivering", melding=melding, grond=str(Grond("Bi2021", "5.4", lid))),)
