"""Of een handeling in een dossier nu mag; zo niet, dan met wat er wel kan."""

from datetime import date

from core.law.handelingen import Handeling, Oordeel, Zaakbeeld, beoordeel
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.rijen import DossierRij


async def oordeel_over(
    tx: Tx, huis: Huis, dossier: DossierRij, handeling: Handeling, beeld: Zaakbeeld, *, dag: date | None = None
) -> Oordeel:
    """Het oordeel bij dit beeld. Alleen voor een weigering wordt de zaak heel gelezen: zo mag wat zij aanraadt echt."""
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    oordeel = beoordeel(handeling, beeld, peildatum=vandaag, recht=recht, dag=dag)
    if oordeel.mag:
        return oordeel
    heel = await huis.proces.heel_beeld(tx, huis, dossier.id, beeld.beslisser)
    return beoordeel(handeling, beeld, peildatum=vandaag, recht=recht, dag=dag, heel=heel)
