"""Wat er aan DUO gemeld is over een dossier."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
from core.process.melding import uitleg
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding

_COLLEGAS = "select medewerker_id, naam from meedoen.collega where gemeente_id = $1"


class MeldingveldUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een veld van een melding, in woorden."""

    naam: str
    waarde: str


class MeldingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een melding aan DUO: wat wij stuurden, wanneer, en wat DUO ervan vond. `id` is het berichtId. `foutteksten` zijn
    de redenen van een weigering, en `httpStatus` is het antwoord van DUO; zij blijven ook staan als de melding daarna
    opnieuw is aangeboden (`vervangenDoor`). Een contactpersoon die nog niet weg was toen er een andere kwam gaat niet
    meer naar DUO: `ingetrokken`, met de nieuwe in `vervangenDoor`."""

    id: UUID
    soort: str
    wat: str
    inhoud: list[MeldingveldUit]
    status: str
    http_status: int | None
    foutteksten: list[str]
    pogingen: int
    ontstaan_op: datetime
    verzonden_op: datetime | None
    bevestigd_op: datetime | None
    vervangen_door: UUID | None
    besluit_id: UUID | None


async def meldingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[MeldingUit]:
    """De meldingen over een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "duo-melding.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        DuoMeldingRij,
        DuoMeldingRij.select()
        .where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.dossier_id == dossier_id))
        .order_by(DuoMelding.id),
    )
    return await _in_woorden(tx, rijen)


async def met_id(tx: Tx, ids: Sequence[UUID]) -> MeldingUit | None:
    """De melding met een van deze id's; wie dit vraagt schrijft zelf het leeslog."""
    if not ids:
        return None
    waar = (DuoMelding.gemeente_id == tx.gemeente_id) & DuoMelding.id.is_in([*ids])
    gevonden = await _in_woorden(tx, await tx.lees_als(DuoMeldingRij, DuoMeldingRij.select().where(waar)))
    return gevonden[0] if gevonden else None


async def _in_woorden(tx: Tx, rijen: Sequence[DuoMeldingRij]) -> list[MeldingUit]:
    namen: dict[str, str] = {}
    if any("medewerkerId" in rij.inhoud for rij in rijen):
        namen = {str(c["medewerker_id"]): c["naam"] for c in await tx.fetch(_COLLEGAS, tx.gemeente_id)}
    return [_uit(rij, namen) for rij in rijen]


def _uit(rij: DuoMeldingRij, namen: dict[str, str]) -> MeldingUit:
    return MeldingUit(
        id=rij.id,
        soort=rij.soort,
        wat=uitleg.wat(rij.soort, rij.inhoud),
        inhoud=[MeldingveldUit(naam=n, waarde=w) for n, w in uitleg.in_woorden(rij.inhoud, namen=namen)],
        status=rij.status,
        http_status=rij.http_status,
        foutteksten=list(rij.foutteksten),
        pogingen=rij.pogingen,
        ontstaan_op=rij.ontstaan_op,
        verzonden_op=rij.verzonden_op,
        bevestigd_op=rij.bevestigd_op,
        vervangen_door=rij.vervangen_door,
        besluit_id=rij.besluit_id,
    )
