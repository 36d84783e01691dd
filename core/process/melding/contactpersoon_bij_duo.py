"""De contactpersoon van een dossier zoals DUO hem heeft (U03).

DUO laat een contactpersoon wel melden en niet lezen. Wat zij heeft, is daarom wat zij als laatste bevestigde.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.platform.db.uow import Tx
from core.process.dossier.rijen import DossierRij
from core.process.melding.actions import hoort_duo
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding, Meldingsoort, Meldingstatus

_LOOPT_NOG = (Meldingstatus.TE_VERZENDEN, Meldingstatus.VERZONDEN, Meldingstatus.AFGEWEZEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class AndereContactpersoon:
    """DUO heeft een ander dan de behandelaar; None is niemand."""

    behandelaar_id: UUID | None
    bij_duo: UUID | None

    @property
    def wat(self) -> str:
        wat_nu = "Geef het dossier (opnieuw) aan de behandelaar; dan krijgt DUO hem als contactpersoon."
        if self.behandelaar_id is None:
            return f"DUO heeft een contactpersoon, en dit dossier heeft geen behandelaar. {wat_nu}"
        if self.bij_duo is None:
            return f"DUO heeft geen contactpersoon, en dit dossier heeft een behandelaar. {wat_nu}"
        return f"DUO heeft een andere contactpersoon dan de behandelaar van dit dossier. {wat_nu}"


def vergelijk(behandelaar_id: UUID | None, meldingen: Sequence[DuoMeldingRij]) -> AndereContactpersoon | None:
    """Het verschil tussen de behandelaar en wie DUO heeft, volgens de meldingen van oud naar nieuw.

    Wat nog onderweg is of geweigerd werd, is geen verschil: dat gaat verder, of is al werk.
    """
    if meldingen and meldingen[-1].status in _LOOPT_NOG:
        return None
    bevestigd = [UUID(m.inhoud["medewerkerId"]) for m in meldingen if m.status is Meldingstatus.BEVESTIGD]
    bij_duo = bevestigd[-1] if bevestigd else None
    if bij_duo == behandelaar_id:
        return None
    return AndereContactpersoon(behandelaar_id=behandelaar_id, bij_duo=bij_duo)


async def verschil_in_contactpersoon(tx: Tx, dossier: DossierRij) -> AndereContactpersoon | None:
    """Of DUO een andere contactpersoon heeft dan de behandelaar, zolang zij hem hoort te weten."""
    if not await hoort_duo(tx, Meldingsoort.CONTACTPERSOON, dossier):
        return None
    meldingen = await tx.lees_als(
        DuoMeldingRij,
        DuoMeldingRij.select()
        .where(
            (DuoMelding.gemeente_id == tx.gemeente_id)
            & (DuoMelding.dossier_id == dossier.id)
            & (DuoMelding.soort == Meldingsoort.CONTACTPERSOON)
        )
        .order_by(DuoMelding.id),
    )
    return vergelijk(dossier.behandelaar_id, meldingen)
