"""Wat Meedoen na het begin van een proefstap zelf doet."""

from core.platform.tenancy import Doel
from core.process.proefstap.actions import KIJK_NA
from core.process.proefstap.tables import Proefstap, Proefstatus
from core.process.taak import Taakbeurt, Taaksoort


async def kijk_na(beurt: Taakbeurt) -> None:
    """Leg vast dat zij is nagekeken; wat intussen beëindigd is, blijft zoals het was."""
    proefstap_id = beurt.bericht.onderwerp_id
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        nagekeken = await tx.schrijf(
            Proefstap.update({Proefstap.nagekeken_op: await tx.nu()})
            .where(
                (Proefstap.gemeente_id == tx.gemeente_id)
                & (Proefstap.id == proefstap_id)
                & (Proefstap.status == Proefstatus.LOOPT)
            )
            .returning(Proefstap.dossier_id)
        )
        dossiers = [rij["dossier_id"] for rij in nagekeken]
        if dossiers:
            velden = ["nagekeken_op"]
            await beurt.huis.logboek.schrijf(
                tx, "proefstap.nakijken", "proefstap", object_id=proefstap_id, dossiers=dossiers, velden=velden
            )
        await beurt.klaar(tx)


TAKEN = (Taaksoort(soort=KIJK_NA, wat="een proefstap nakijken", doe=kijk_na),)
