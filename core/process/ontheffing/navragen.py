"""Wat een mens de persoon vraagt over ontheffing zonder dat er een verzoek loopt, en wanneer dat gevraagd is."""

from uuid import UUID

from core.law.ontheffing import ONTHEFFING
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk


def na_rust(dossier_id: UUID) -> str:
    """De sleutel van het werk over een verzoek dat verviel toen de plicht rustte."""
    return f"{dossier_id}:ontheffing"


def na_elders(dossier_id: UUID) -> str:
    """De sleutel van het werk over een verzoek dat verviel om een PIP van elders dat is ingetrokken."""
    return f"{dossier_id}:ontheffing-na-elders"


def na_intrekken(dossier_id: UUID) -> str:
    """De sleutel van het werk over een ontheffing die is ingetrokken."""
    return f"{dossier_id}:ontheffing-ingetrokken"


async def vraag_na_intrekken(tx: Tx, dossier_id: UUID, *, omschrijving: str) -> None:
    """Er is geen ontheffing meer: een mens vraagt wat de persoon wil, een keer."""
    await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=omschrijving,
        grond=str(ONTHEFFING),
        sleutel=na_intrekken(dossier_id),
        dossier_id=dossier_id,
    )


async def is_gevraagd(tx: Tx, dossier_id: UUID, *, afhandeling: str) -> None:
    """Er staat weer een verzoek open, of de toets is aangevraagd: er is niets meer na te vragen."""
    sleutels = (na_intrekken(dossier_id), na_rust(dossier_id), na_elders(dossier_id))
    await werkvoorraad.sluit_elk(tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=afhandeling)
