"""Wat een organisatie leest over wat er met haar toewijzingen gebeurde, op volgorde van nummer.

Een regel is een CloudEvent (NL GOV profile for CloudEvents 1.0). Zij zegt wat er te lezen is en niets van wie het gaat.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenants import Tenant
from core.process.verandering.rijen import Veranderregel

_LEES = """
select id, toewijzing_id, soort, ontstaan_op, nummer from meedoen.verandering
where gemeente_id = $1 and organisatie_id = $2 and nummer > $3 order by nummer limit $4"""


class Waarvan(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De toewijzing, en waar zij is."""

    gemeentecode: str
    toewijzing_id: UUID


class VeranderingUit(msgspec.Struct, frozen=True, kw_only=True):
    """Een CloudEvent. `sequence` is het nummer; `id` is bij nog eens lezen hetzelfde."""

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str
    type: str
    subject: UUID
    time: datetime
    sequence: str
    datacontenttype: Literal["application/json"] = "application/json"
    data: Waarvan


class Veranderingen(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De volgende regels. Geef `tot` de volgende keer mee als `na`; bij `meer` staan er nu al meer klaar."""

    veranderingen: list[VeranderingUit]
    tot: int
    meer: bool


async def regels_na(tx: Tx, organisatie_id: UUID, *, na: int, limiet: int) -> list[Veranderregel]:
    """Hooguit zoveel regels van deze organisatie in deze gemeente, vanaf het nummer na `na`."""
    return await tx.fetch_als(Veranderregel, _LEES, tx.gemeente_id, organisatie_id, na, limiet)


def als_event(rij: Veranderregel, tenant: Tenant) -> VeranderingUit:
    """De regel zoals een organisatie haar leest, en toegestuurd krijgt."""
    return VeranderingUit(
        id=rij.id,
        source=f"urn:nld:oin:{tenant.oin}:systeem:meedoen",
        type=f"nl.inburgering.toewijzing-{rij.soort}.v1",
        subject=rij.toewijzing_id,
        time=rij.ontstaan_op,
        sequence=str(rij.nummer),
        data=Waarvan(gemeentecode=tenant.code, toewijzing_id=rij.toewijzing_id),
    )


async def veranderingen(tx: Tx, huis: Huis, *, na: int, limiet: int) -> Veranderingen:
    """De regels van de eigen organisatie in deze gemeente, na dit nummer; het lezen ervan komt in het leeslog."""
    organisatie_id = tx.toegang.organisatie_id
    rijen = [] if organisatie_id is None else await regels_na(tx, organisatie_id, na=na, limiet=limiet + 1)
    await huis.logboek.schrijf(tx, "verandering.lezen", "verandering")
    tenant, regels = huis.tenant(tx.gemeente_id), rijen[:limiet]
    return Veranderingen(
        veranderingen=[als_event(rij, tenant) for rij in regels],
        tot=regels[-1].nummer if regels else na,
        meer=len(rijen) > limiet,
    )
