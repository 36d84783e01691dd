"""Terugnemen wat verkeerd is vastgelegd: één vorm voor elke correctie.

Wat er stond, wat er nu staat, waarom, van wie en wanneer. Er komt alleen iets bij: wat er stond blijft te lezen. Of het
nog mag zegt wie corrigeert: zolang er iets op rust gaat dat eerst (`core.law.herstel`).
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.dossier.rijen import CorrectieRij, Wijziging
from core.process.dossier.tables import Correctie


async def leg_vast(
    tx: Tx,
    huis: Huis,
    actie: str,
    object_: str,
    *,
    object_id: UUID,
    dossier_id: UUID | None,
    wijzigingen: Sequence[Wijziging],
    motief: str,
) -> None:
    """Leg de correctie vast van de medewerker die handelt, met haar auditregel; een taak kan dit niet."""
    await tx.schrijf(
        Correctie.insert(
            Correctie(
                gemeente_id=tx.gemeente_id,
                id=nieuw_id(),
                dossier_id=dossier_id,
                object=object_,
                object_id=object_id,
                wijzigingen=msgspec.json.encode(wijzigingen).decode(),
                motief=motief.strip(),
                vastgelegd_door=tx.medewerker_id,
                vastgelegd_op=await tx.nu(),
            )
        )
    )
    dossiers = [] if dossier_id is None else [dossier_id]
    await huis.logboek.schrijf(
        tx, actie, object_, object_id=object_id, dossiers=dossiers, velden=[w.veld for w in wijzigingen]
    )


def wijziging(veld: str, oud: object, nieuw: object) -> Wijziging:
    """Een veld met wat er stond en wat er nu staat; een dag of een status wordt tekst."""
    return Wijziging(veld=veld, oud=_tekst(oud), nieuw=_tekst(nieuw))


def _tekst(waarde: object) -> str | None:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return None if waarde is None else str(waarde)


async def lees_alle(tx: Tx, dossier_id: UUID) -> list[CorrectieRij]:
    """De correcties in een dossier, oudste eerst."""
    waar = (Correctie.gemeente_id == tx.gemeente_id) & (Correctie.dossier_id == dossier_id)
    return await tx.lees_als(CorrectieRij, CorrectieRij.select().where(waar).order_by(Correctie.id))
