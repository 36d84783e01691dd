"""De post die in een dossier terugkwam, zoals een medewerker haar leest."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.law.retourpost import gevolg
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import nogmaals
from core.process.dossier.zaak import lees_dossier
from core.process.retourpost import opslag


class RetourpostUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een brief die terugkwam, met wat erover geoordeeld is en wat daaruit volgt. `naarBrpAdres` zegt of zij ging naar
    het adres dat de BRP bij de verzending gaf; `opnieuwBriefId` is dezelfde brief naar een ander adres."""

    id: UUID
    brief_id: UUID
    terug_op: date
    reden: str
    toelichting: str
    naar_brp_adres: bool
    oordeel: str
    motief: str
    beoordeeld_op: datetime | None
    beoordeeld_door: UUID | None
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    gevolg: str
    opnieuw_brief_id: UUID | None
    versie: int


_VAN_DE_RIJ = frozenset(RetourpostUit.__struct_fields__) - {"gevolg", "opnieuw_brief_id"}


async def retourpost(tx: Tx, huis: Huis, dossier_id: UUID) -> list[RetourpostUit]:
    """Wat in een dossier terugkwam, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    rijen = await opslag.van_dossier(tx, dossier_id)
    van_een_besluit, andere = await nogmaals.bij_brieven(tx, dossier_id)
    await huis.logboek.schrijf(tx, "retourpost.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [
        RetourpostUit(
            gevolg=gevolg(rij.oordeel, is_besluit=rij.brief_id in van_een_besluit),
            opnieuw_brief_id=andere.get(rij.brief_id),
            **{naam: getattr(rij, naam) for naam in _VAN_DE_RIJ},
        )
        for rij in rijen
    ]
