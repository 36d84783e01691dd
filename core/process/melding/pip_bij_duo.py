"""Ons PIP zoals DUO het heeft."""

from uuid import UUID

import msgspec

from core.integrations.duo.contract import Pip
from core.platform.db.uow import Tx
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding, Meldingsoort, Meldingstatus


def zelfde_pip(bekend: Pip, gestuurd: Pip) -> bool:
    """DUO vult een niveau in waar wij het weglaten; elk ander verschil telt."""
    if gestuurd.niveau is None:
        bekend = msgspec.structs.replace(bekend, niveau=None)
    return bekend == gestuurd


async def bevestigd_pip(tx: Tx, dossier_id: UUID) -> Pip | None:
    """Het PIP dat DUO als laatste bevestigde; None als er daarna nog een melding onderweg is of geweigerd werd, of als
    het is teruggehaald."""
    laatste = await tx.lees_een_als(
        DuoMeldingRij,
        DuoMeldingRij.select()
        .where(
            (DuoMelding.gemeente_id == tx.gemeente_id)
            & (DuoMelding.dossier_id == dossier_id)
            & DuoMelding.soort.is_in([soort for soort in Meldingsoort if soort.over_het_pip])
        )
        .order_by(DuoMelding.id, ascending=False)
        .limit(1),
    )
    if laatste is None or (laatste.soort, laatste.status) != (Meldingsoort.PIP, Meldingstatus.BEVESTIGD):
        return None
    return msgspec.convert(laatste.inhoud, Pip)
