"""Een huishouden wegleggen dat hier niet hoort, zolang er geen begeleiding op is vastgesteld; altijd met een motief."""

from uuid import UUID

from core.fouten import VoorwaardeNietVervuld
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie
from core.platform.huis import Huis
from core.process.begeleiding.actions import GROND, eis_open
from core.process.begeleiding.rijen import BegeleidingRij
from core.process.begeleiding.tables import Begeleiding
from core.process.begeleiding.voorstel import lees_huishouden, versie_van
from core.process.dossier import correctie
from core.process.dossier.correctie import wijziging
from core.process.dossier.zaak import neem_dossier


async def leg_weg(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, motief: str) -> None:
    """Leg het huishouden weg; wat er stond blijft te lezen, en een nieuw begint met versie 0.

    Raises:
        VoorwaardeNietVervuld: er is geen huishouden, er is begeleiding op vastgesteld, of de zaak is voorbij.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await lees_huishouden(tx, dossier_id)
    eis_open(zaak, "wordt het huishouden niet meer weggelegd")
    if rij is None:
        raise VoorwaardeNietVervuld("Er is geen huishouden vastgelegd om weg te leggen.", grond=GROND)
    if await versie_van(tx, rij) != rij.versie:
        raise VoorwaardeNietVervuld(
            "Er is begeleiding vastgesteld op dit huishouden, en die blijft staan. Leg het huishouden vast zoals het"
            " is, en stel de begeleiding opnieuw vast.",
            grond=GROND,
        )
    eis_versie(versie, rij.versie)
    nu = await tx.nu()
    await tx.schrijf_een(
        Begeleiding.update(
            {
                Begeleiding.weggelegd_op: nu,
                Begeleiding.vastgelegd_op: nu,
                Begeleiding.vastgelegd_door: tx.medewerker_id,
                Begeleiding.versie: rij.versie + 1,
            }
        )
        .where((Begeleiding.gemeente_id == tx.gemeente_id) & (Begeleiding.id == rij.id))
        .returning(Begeleiding.id)
    )
    await correctie.leg_vast(
        tx,
        huis,
        "begeleiding.wegleggen",
        "begeleiding",
        object_id=rij.id,
        dossier_id=dossier_id,
        wijzigingen=[
            wijziging("weggelegd_op", None, nu),
            wijziging("vastgelegd_op", rij.vastgelegd_op, nu),
            wijziging("vastgelegd_door", rij.vastgelegd_door, tx.medewerker_id),
        ],
        motief=motief,
    )


async def lees_weggelegde(tx: Tx, dossier_id: UUID) -> list[BegeleidingRij]:
    """De huishoudens die in dit dossier zijn weggelegd, oudste eerst."""
    waar = (Begeleiding.gemeente_id == tx.gemeente_id) & (Begeleiding.dossier_id == dossier_id)
    vraag = BegeleidingRij.select().where(waar & Begeleiding.weggelegd_op.is_not_null())
    return await tx.lees_als(BegeleidingRij, vraag.order_by(Begeleiding.id))
