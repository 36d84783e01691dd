"""Wat iemand weet voordat hij vastlegt of verbetert wanneer de brief van een oproep wegging: telt zij dan (PG-1)?"""

from dataclasses import replace
from uuid import UUID

from core.fouten import Waarschuwing
from core.law.bekendmaking import Verzending
from core.law.oproepen import Uitkomst, wat_telt_niet
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.rijen import BriefRij
from core.process.dossier.zaak import lees_dossier
from core.process.oproep.actions import zoek
from core.process.oproep.beeld import rechtsoproepen


async def waarschuw_verzending(tx: Tx, huis: Huis, brief: BriefRij, verzending: Verzending) -> tuple[Waarschuwing, ...]:
    """Of de oproep in deze brief niet (meer) telt; leeg als er geen in staat."""
    return await waarom_niet_geteld(tx, huis, brief.onderwerp_id, verzending)


async def waarom_niet_geteld(tx: Tx, huis: Huis, oproep_id: UUID, verzending: Verzending) -> tuple[Waarschuwing, ...]:
    """Waarom de oproep met dit id niet (meer) telt als zij zo verzonden is; leeg als zij telt, al niet telde, of
    als het er geen is."""
    rij = await zoek(tx, oproep_id)
    if rij is None or rij.uitkomst.weg or (rij.verzonden_op is None and rij.uitkomst is not Uitkomst.OPEN):
        return ()
    oproepen = await rechtsoproepen(tx, await lees_dossier(tx, rij.dossier_id))
    recht = huis.recht_van(tx.gemeente_id)
    return tuple(
        Waarschuwing(soort=Waarschuwingssoort.TELT_NIET, melding=gebrek.melding, grond=gebrek.grond)
        for oproep in oproepen
        if oproep.id == oproep_id and (oproep.verzonden_op is None or not wat_telt_niet(oproep, recht=recht))
        for gebrek in wat_telt_niet(replace(oproep, verzonden_op=verzending.op), recht=recht)
    )


async def is_ingetrokken(tx: Tx, oproep_id: UUID) -> str:
    """Waarom over de waarschuwing van deze oproep niets meer te melden is: zij is met haar oproep ingetrokken."""
    rij = await zoek(tx, oproep_id)
    if rij is None or rij.uitkomst is not Uitkomst.INGETROKKEN:
        return ""
    return (
        "Deze oproep is ingetrokken, en een waarschuwing die erin stond ook. Over de dagen in deze brief is niets meer"
        " te melden; kreeg de persoon haar, dan leest hij in een eigen brief dat zij is ingetrokken."
    )
