"""Besluiten en brieven van een dossier."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.fouten import VoorwaardeNietVervuld
from core.law.besluiten import BESLUITEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.actions import lees_brief
from core.process.besluit.cijferteksten import PDF
from core.process.besluit.ontvangstbewijs import Ontvangstbewijs
from core.process.besluit.rijen import BesluitRij, Briefstand
from core.process.besluit.tables import Besluit, Brief
from core.process.dossier.zaak import lees_dossier


class BesluitUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een besluit met zijn gronden, wie het nam, en volgens welke regels."""

    id: UUID
    soort: str
    naam: str
    dagtekening: date
    gronden: list[str]
    vastgesteld_door: UUID
    vastgesteld_op: datetime
    bekendgemaakt_op: date | None
    ontvangstbewijs: Ontvangstbewijs


class BriefUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een brief: waar zij over gaat en waar zij is. De inhoud staat in de PDF."""

    id: UUID
    sjabloon: str
    onderwerp_id: UUID
    status: str
    gemaakt_op: datetime | None
    verzonden_op: date | None


async def besluiten(tx: Tx, huis: Huis, dossier_id: UUID) -> list[BesluitUit]:
    """De besluiten van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "besluit.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        BesluitRij,
        BesluitRij.select()
        .where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id))
        .order_by(Besluit.id),
    )
    return [_besluit_uit(rij) for rij in rijen]


def _besluit_uit(rij: BesluitRij) -> BesluitUit:
    namen = set(BesluitUit.__struct_fields__) - {"naam", "gronden"}
    return BesluitUit(
        naam=BESLUITEN[rij.soort].naam, gronden=[*rij.gronden], **{naam: getattr(rij, naam) for naam in namen}
    )


async def brieven(tx: Tx, huis: Huis, dossier_id: UUID) -> list[BriefUit]:
    """De brieven van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "brief.lijst", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        Briefstand,
        Briefstand.select()
        .where((Brief.gemeente_id == tx.gemeente_id) & (Brief.dossier_id == dossier_id))
        .order_by(Brief.id),
    )
    return msgspec.convert(rijen, list[BriefUit], from_attributes=True)


async def pdf(tx: Tx, huis: Huis, dossier_id: UUID, brief_id: UUID) -> bytes:
    """De opgemaakte brief als PDF; het lezen komt in het leeslog.

    Raises:
        NietGevonden: de brief bestaat niet.
        VoorwaardeNietVervuld: zij wordt nog opgemaakt.
    """
    brief = await lees_brief(tx, dossier_id, brief_id)
    if brief.pdf is None:
        raise VoorwaardeNietVervuld("Deze brief wordt nog opgemaakt; probeer het zo weer.")
    await huis.logboek.schrijf(tx, "brief.lezen", "brief", object_id=brief_id, dossiers=[dossier_id])
    return huis.kluis.ontsleutel(brief.pdf, soort=PDF.soort, plek=PDF.plek(tx.gemeente_id, brief_id))
