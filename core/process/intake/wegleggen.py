"""Een brede intake die nog niet af is wegleggen: zij hoorde niet bij deze persoon, of hoeft niet meer.

Wat erin stond blijft te lezen, en een nieuwe begint met versie 0. De persoonlijke omstandigheden worden gewist: van wie
het ook waren, zij zijn hier niet meer nodig (art. 9.11 Bi2021).
"""

from uuid import UUID

from core.law.handelingen import Handeling
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import correctie
from core.process.dossier.correctie import wijziging
from core.process.dossier.zaak import neem_dossier
from core.process.intake.actions import bewaar_omstandigheden, deze, lees_intake
from core.process.intake.rijen import BredeIntakeRij
from core.process.intake.tables import BredeIntake
from core.process.oproep.beeld import eis


async def leg_weg(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, motief: str) -> None:
    """Leg de intake weg. Vraagt het doel brede intake.

    Raises:
        OnjuisteFase, VoorwaardeNietVervuld: zij is al afgerond, of er is niets ingevuld.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await lees_intake(tx, dossier_id)
    eis_versie(versie, 0 if rij is None else rij.versie)
    await eis(tx, huis, zaak, Handeling.INTAKE_WEGLEGGEN, heeft_intake=rij is not None)
    if rij is None:
        raise LookupError("zonder intake laat de toets niemand iets wegleggen")
    nu = await tx.nu()
    await tx.schrijf_een(
        BredeIntake.update(
            {
                BredeIntake.weggelegd_op: nu,
                BredeIntake.afgerond_op: None,
                BredeIntake.afgerond_door: None,
                **await nieuwe_versie(tx, BredeIntake),
            }
        )
        .where(deze(tx, dossier_id, versie))
        .returning(BredeIntake.id)
    )
    wijzigingen = [wijziging("weggelegd_op", None, nu)]
    if rij.omstandigheden_vastgelegd:
        await bewaar_omstandigheden(tx, huis, dossier_id, "")
        wijzigingen.append(wijziging("omstandigheden", "vastgelegd", "gewist"))
    await correctie.leg_vast(
        tx,
        huis,
        "brede-intake.wegleggen",
        "brede_intake",
        object_id=rij.id,
        dossier_id=dossier_id,
        wijzigingen=wijzigingen,
        motief=motief,
    )


async def lees_weggelegde(tx: Tx, dossier_id: UUID) -> list[BredeIntakeRij]:
    """Wat in dit dossier is weggelegd, oudste eerst."""
    waar = (BredeIntake.gemeente_id == tx.gemeente_id) & (BredeIntake.dossier_id == dossier_id)
    vraag = BredeIntakeRij.select().where(waar & BredeIntake.weggelegd_op.is_not_null())
    return await tx.lees_als(BredeIntakeRij, vraag.order_by(BredeIntake.id))
