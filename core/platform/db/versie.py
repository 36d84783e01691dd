"""Gezien en gewijzigd: wie iets wijzigt noemt de versie die hij zag, en de rij onthoudt wie haar het laatst wijzigde.

De versie staat ook in de voorwaarde van de update zelf (`Tx.schrijf_een`); hier wordt zij vooraf getoetst, zodat wat
tegen een oudere stand geschreven is niet verder wordt beoordeeld.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from core.fouten import VersieConflict
from core.platform.db.tabel import Tabel
from core.platform.db.uow import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Hoe iets er nu bij staat, voor wie met een oudere versie kwam en het mag lezen.

    `velden` heten als in het contract van het verzoek; wat er niet in staat wordt niet vergeleken. `klaar` is gevuld
    als er aan dit ding niets meer te wijzigen is, en zegt wat men dan doet.
    """

    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None = None
    """Het voorval waardoor het wijzigde, als dat geen eigen handeling was."""
    velden: Mapping[str, object] = field(default_factory=dict, repr=False)
    klaar: str = ""


class MetVersie(Protocol):
    """Een rij die onthoudt wie haar het laatst wijzigde."""

    @property
    def versie(self) -> int: ...
    @property
    def gewijzigd_op(self) -> datetime | None: ...
    @property
    def gewijzigd_door(self) -> UUID | None: ...
    @property
    def gewijzigd_bij(self) -> str | None: ...


def stand_van(rij: MetVersie | None, *, velden: Mapping[str, object] | None = None, klaar: str = "") -> Stand:
    """De stand van een rij; zonder rij is er nog niets vastgelegd en is de versie 0."""
    if rij is None:
        return Stand(versie=0, gewijzigd_op=None, gewijzigd_door=None)
    return Stand(
        versie=rij.versie,
        gewijzigd_op=rij.gewijzigd_op,
        gewijzigd_door=rij.gewijzigd_door,
        gewijzigd_bij=rij.gewijzigd_bij,
        velden=velden or {},
        klaar=klaar,
    )


def eis_versie(gezien: int, huidig: int) -> None:
    """Weiger wie een andere versie zag dan er nu staat.

    Raises:
        VersieConflict: iemand anders was eerder.
    """
    if gezien != huidig:
        raise VersieConflict


async def nieuwe_versie(tx: Tx, tabel: type[Tabel]) -> dict[Any, Any]:
    """De kolommen die bij elke wijziging van een rij meegaan: een hogere versie, en wie haar wanneer wijzigde.

    Een taak is niemand; dan blijft `gewijzigd_door` leeg. Wijzigt een stap haar bij een voorval, dan staat dat erbij.
    """
    t: Any = tabel
    return {
        t.versie: t.versie + 1,
        t.gewijzigd_op: await tx.nu(),
        t.gewijzigd_door: tx.toegang.medewerker_id,
        t.gewijzigd_bij: tx.oorzaak,
    }
