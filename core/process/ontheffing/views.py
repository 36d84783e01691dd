"""De ontheffingen van een dossier, zoals een medewerker ze leest."""

from datetime import date
from uuid import UUID

import msgspec

from core.law.ontheffing import Beslissing, Ontheffingstatus
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
from core.process.ontheffing import opslag


class OntheffingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een verzoek of ambtshalve onderzoek, en wat er besloten is. `beslissing` is leeg tot er een besluit is. Kreeg het
    besluit een nieuwe dagtekening, dan zijn `besluitId`, `beslotenOp` en `beslotenDoor` van het besluit dat geldt."""

    id: UUID
    initiatief: str
    gevraagd_op: date
    beperking: str
    bewijs: str
    bewijs_op: date
    status: str
    vastgelegd_door: UUID
    besluit_id: UUID | None
    besloten_op: date | None
    besloten_door: UUID | None
    beslissing: Beslissing | None
    toelichting: str
    versie: int


_VAN_DE_GROND = frozenset({"beperking", "bewijs", "bewijs_op"})
_VAN_HET_BESLUIT = frozenset({"beslissing", "besluit_id", "besloten_op", "besloten_door"})
_VAN_DE_RIJ = frozenset(OntheffingUit.__struct_fields__) - _VAN_DE_GROND - _VAN_HET_BESLUIT


async def ontheffingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[OntheffingUit]:
    """De ontheffingen van een dossier, oudste eerst; het lezen komt in het leeslog. Vraagt het doel brede intake.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    rijen = await opslag.van_dossier(tx, dossier_id)
    gronden = await opslag.lees_gronden(tx, huis, dossier_id)
    await huis.logboek.schrijf(tx, "lbt-ontheffing.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [
        OntheffingUit(
            **{naam: getattr(rij, naam) for naam in _VAN_DE_RIJ},
            **{naam: getattr(gronden[rij.id], naam) for naam in _VAN_DE_GROND},
            beslissing=None if rij.status is Ontheffingstatus.LOOPT else gronden[rij.id].beslissing,
            besluit_id=None if geldend is None else geldend.id,
            besloten_op=None if geldend is None else geldend.dagtekening,
            besloten_door=None if geldend is None else geldend.vastgesteld_door,
        )
        for rij, geldend in [(rij, await opslag.geldend_van(tx, rij)) for rij in rijen]
    ]
