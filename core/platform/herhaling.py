"""Een verzoek met een id dat de vrager zelf maakte, voor de tweede keer.

Hetzelfde nog eens van dezelfde mens verandert niets en krijgt hetzelfde antwoord. Een andere inhoud onder hetzelfde id
is een vergissing van de vrager: die mag niet stil verdwijnen (C6).
"""

from collections.abc import Mapping
from uuid import UUID

from core.fouten import AndereInhoud, Conflict, Gebrek

VAN_EEN_ANDER = (
    "Een ander legde dit onder dit id al vast. Er is niets gewijzigd. Lees wat er staat; bedoelt u iets anders, maak"
    " dan een nieuw id."
)
ANDERS = "hier staat onder dit id al iets anders"


def eis_dezelfde(
    wat: str,
    *,
    dossier_id: UUID,
    staat_in: UUID | None,
    nu: Mapping[str, object],
    staat: Mapping[str, object],
    zelfde_mens: bool,
    anders: str = "maak een nieuw id.",
) -> None:
    """Ga door als er onder dit id precies hetzelfde staat; de velden heten als in het verzoek, `anders` zegt wat nu.

    Raises:
        Conflict: het id is van een ander dossier; wat daar staat blijft ongenoemd. Of een ander legde dit vast
            (`zelfde_mens`): zijn handeling is voor niemand anders een herhaling.
        AndereInhoud: het is van dit dossier, met een andere inhoud; elk veld dat verschilt wordt genoemd.
    """
    if staat_in != dossier_id:
        raise Conflict(f"Dit id is al van {wat}; maak een nieuw id en probeer het opnieuw.")
    if gebreken := anders_dan(nu, staat):
        raise AndereInhoud(
            f"Dit id is al van {wat}, met een andere inhoud. Er is niets gewijzigd; {anders}", gebreken=gebreken
        )
    if not zelfde_mens:
        raise Conflict(VAN_EEN_ANDER)


def anders_dan(nu: Mapping[str, object], staat: Mapping[str, object]) -> tuple[Gebrek, ...]:
    """Een gebrek voor elk veld dat nu anders is dan er staat."""
    return tuple(Gebrek(veld=veld, melding=ANDERS) for veld, waarde in nu.items() if staat[veld] != waarde)
