"""Het werk dat een open oproep geeft: vastleggen of de persoon verscheen, en een nieuwe afspraak maken."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Gebeurtenissoort
from core.process.oproep.werksoorten import Soort

_WAT = {Gebeurtenissoort.AFSPRAAK_AFGEZEGD: "afgezegd", Gebeurtenissoort.AFSPRAAK_GEMIST: "gemist"}
NIET_DOORGEGAAN = frozenset(_WAT)
"""Na deze gebeurtenissen is er geen afspraak meer, en nog wel een termijn (PG-2)."""


async def volg_op(tx: Tx, rij: OproepRij, termijn_id: UUID) -> None:
    """De termijn van deze oproep loopt: leg voor haar laatste dag vast of de persoon kwam."""
    await werkvoorraad.zet_klaar(
        tx,
        Soort.OPROEP_OPVOLGEN,
        omschrijving=f"Oproep {rij.nummer}: leg vast of de persoon verscheen",
        grond=rij.grond,
        sleutel=str(rij.id),
        dossier_id=rij.dossier_id,
        termijn_id=termijn_id,
        vervaldatum=rij.termijn_tot,
    )


async def vraag_nieuwe_afspraak(tx: Tx, rij: OproepRij, soort: Gebeurtenissoort) -> None:
    """De afspraak ging niet door en de termijn loopt nog: er moet een nieuwe komen (PG-2)."""
    await werkvoorraad.zet_klaar(
        tx,
        Soort.AFSPRAAK_VERZETTEN,
        omschrijving=f"Oproep {rij.nummer}: de afspraak is {_WAT[soort]}; maak binnen de termijn een nieuwe",
        grond="art. 14 lid 1 Wi2021",
        sleutel=str(rij.id),
        dossier_id=rij.dossier_id,
        vervaldatum=rij.termijn_tot,
    )
