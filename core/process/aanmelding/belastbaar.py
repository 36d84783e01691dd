"""Hoeveel uren iemand volgens DUO kan meedoen in de zelfredzaamheidsroute (art. 5 Wi2021, art. 2.7 Bi2021)."""

from uuid import UUID

from core.integrations.duo.beslissingen import Oordeel
from core.platform.db.uow import Tx
from core.process.aanmelding.bewaren import lees_gegevens
from core.process.aanmelding.tables import Gegevensoort


async def belastbare_uren(tx: Tx, dossier_id: UUID) -> tuple[int, ...]:
    """Van elke verleende gedeeltelijke ontheffing van het meedoen de uren die overblijven; leeg als er geen is."""
    gelezen = await lees_gegevens(tx, dossier_id, Gegevensoort.GEDEELTELIJKE_ONTHEFFING)
    return tuple(g.aantal for g in gelezen if g.aantal is not None and g.waarde == Oordeel.TOEKENNING)
