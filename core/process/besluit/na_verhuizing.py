"""Wat iemand weet voordat hij vastlegt dat een besluit na een verhuizing nog verzonden is (T19, art. 15 lid 4)."""

from core.fouten import Waarschuwing
from core.law.bekendmaking import Verzending
from core.law.fasen import Fase
from core.law.loslaten import LOSLAATBAAR, waarschuw
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.geldend import besluit_over
from core.process.besluit.rijen import BesluitRij, BriefRij
from core.process.besluit.tables import Briefstatus
from core.process.dossier.terugkeer import woont_hier_weer
from core.process.dossier.zaak import lees_dossier


async def waarschuw_verzending(tx: Tx, huis: Huis, brief: BriefRij, verzending: Verzending) -> tuple[Waarschuwing, ...]:
    """Wat er volgt als dit besluit nu nog bekend wordt; leeg als hij niet verhuisde, of het al kende."""
    besluit = await _onbekend(tx, brief)
    if besluit is None:
        return ()
    return waarschuw(besluit.soort, besluit.dagtekening, terug=await woont_hier_weer(tx, brief.dossier_id))


async def kan_los(tx: Tx, brief: BriefRij) -> bool:
    """Of het besluit in deze brief ook kan worden losgelaten, in plaats van verzonden."""
    besluit = await _onbekend(tx, brief)
    return besluit is not None and besluit.soort in LOSLAATBAAR


async def _onbekend(tx: Tx, brief: BriefRij) -> BesluitRij | None:
    """Het besluit in deze brief, als de persoon verhuisde en het niet kent."""
    if brief.afschrift_van is not None or brief.status is Briefstatus.VERZONDEN:
        return None
    besluit = await besluit_over(tx, brief.onderwerp_id)
    if besluit is None or besluit.bekendgemaakt_op is not None:
        return None
    return besluit if (await lees_dossier(tx, brief.dossier_id)).fase is Fase.OVERGEDRAGEN else None
