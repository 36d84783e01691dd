"""Werk voor wie alleen een V-nummer heeft."""

from uuid import UUID

from core.law.aanschrijven import ZONDER_BSN
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort


async def vraag_om_bsn(tx: Tx, dossier_id: UUID) -> None:
    """Zonder BSN is er niets te lezen; staat dit werk al open, dan verandert er niets."""
    await werkvoorraad.zet_klaar(
        tx,
        Soort.BSN_ONTBREEKT,
        omschrijving=f"Alleen het V-nummer is bekend; er is nog niets te lezen. {ZONDER_BSN}",
        grond="art. 36 Wi2021",
        sleutel=str(dossier_id),
        dossier_id=dossier_id,
    )
