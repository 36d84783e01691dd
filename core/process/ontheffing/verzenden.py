"""Wat iemand weet voordat hij vastlegt dat het PIP verzonden is: rust het op een ontheffing die bekend is? (PG-9)"""

from core.fouten import Waarschuwing
from core.law.bekendmaking import Verzending
from core.law.besluiten import Besluitsoort
from core.law.intake import is_verkort
from core.law.ontheffing import waarschuw_pip
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.elders import pip_van_elders
from core.process.besluit.rijen import Bekendmaking, BriefRij
from core.process.besluit.tables import Besluit
from core.process.dossier.zaak import lees_dossier
from core.process.ontheffing import opslag


async def waarschuw_verzending(tx: Tx, huis: Huis, brief: BriefRij, verzending: Verzending) -> tuple[Waarschuwing, ...]:
    """Of het besluit over ontheffing niet bekendgemaakt is; leeg als dit geen PIP is dat nog bekend moet worden."""
    besluit = await tx.lees_een_als(
        Bekendmaking,
        Bekendmaking.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.id == brief.onderwerp_id)),
    )
    if besluit is None or besluit.soort is not Besluitsoort.PIP or besluit.bekendgemaakt_op is not None:
        return ()
    if is_verkort(await pip_van_elders(tx, await lees_dossier(tx, besluit.dossier_id))):
        return ()
    return waarschuw_pip(await opslag.stand_van(tx, besluit.dossier_id))
