"""Wie voor de persoon optreedt, overgenomen uit de zaak van voor zijn verhuizing (ADR 0096)."""

from uuid import UUID

from core.law.overnemen import Stuk, treedt_nog_op
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import eerder
from core.process.dossier.eerder import Groep
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij
from core.process.vertegenwoordiging.opslag import lees_alle
from core.process.vertegenwoordiging.rijen import VertegenwoordigingRij


async def lees_over_te_nemen(tx: Tx, huis: Huis, dossier: DossierRij) -> list[VertegenwoordigingRij]:
    """Wie in de eerdere zaak nog optreedt en hier niet staat, oudste eerst."""
    toen = await eerder.eerdere_zaak(tx, dossier)
    rijen = [] if toen is None else await lees_alle(tx, toen.id)
    if not rijen:
        return []
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    geboren = (await lees_persoon(tx, dossier)).geboortedatum

    def stuk(rij: VertegenwoordigingRij) -> Stuk:
        return Stuk(
            id=rij.id,
            wat=f"{rij.soort}:{rij.naam}",
            geldt=treedt_nog_op(
                rij.soort,
                tot=rij.tot,
                beeindigd=rij.beeindigd_op is not None,
                geboren=geboren,
                vandaag=vandaag,
                recht=recht,
            ),
            overgenomen_van=rij.overgenomen_van,
        )

    hier = [stuk(rij) for rij in await lees_alle(tx, dossier.id)]
    lijst = await eerder.aangeboden(tx, dossier, [stuk(rij) for rij in rijen], hier)
    return [rij for rij in rijen if rij.id in lijst]


async def volg(tx: Tx, huis: Huis, dossier: DossierRij, *, vraag: bool = False) -> bool:
    """Het werk dat vraagt wie nog optreedt begint met `vraag`, en is klaar als er niets meer over te nemen is."""
    if dossier.eerder_id is None:
        return False
    lijst: list[UUID] = [rij.id for rij in await lees_over_te_nemen(tx, huis, dossier)]
    return await eerder.volg(tx, dossier, Groep.VERTEGENWOORDIGING, lijst, vraag=vraag)
