"""Het werk dat een open oproep geeft: vastleggen of de persoon verscheen, en een nieuwe afspraak maken."""

from datetime import date
from uuid import UUID

from core.law.kalender import schrijf_dag
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Gebeurtenissoort
from core.process.oproep.werksoorten import Soort

_WAT = {Gebeurtenissoort.AFSPRAAK_AFGEZEGD: "afgezegd", Gebeurtenissoort.AFSPRAAK_GEMIST: "gemist"}
_TERMIJN = "select termijn_id from meedoen.werkitem where gemeente_id = $1 and sleutel = $2 and status = 'open'"
NIET_DOORGEGAAN = frozenset(_WAT)
"""Na deze gebeurtenissen is er geen afspraak meer, en nog wel een termijn (PG-2)."""


async def volg_op(
    tx: Tx, rij: OproepRij, termijn_id: UUID | None, *, telt_niet: str = "", vandaag: date | None = None
) -> None:
    """De termijn van deze oproep loopt: leg voor haar laatste dag vast of de persoon kwam.

    `telt_niet` zegt waarom zij niet telt; dan is er vandaag al iets te doen (PG-1).
    """
    omschrijving = f"Oproep {rij.nummer}: leg vast of de persoon verscheen"
    if telt_niet:
        omschrijving = f"{telt_niet} Trek haar in, tenzij de persoon toch komt."
    await werkvoorraad.zet_klaar(
        tx,
        Soort.OPROEP_OPVOLGEN,
        omschrijving=omschrijving,
        grond=rij.grond,
        sleutel=str(rij.id),
        dossier_id=rij.dossier_id,
        termijn_id=termijn_id,
        vervaldatum=vandaag if telt_niet else rij.termijn_tot,
    )


async def telt_weer(tx: Tx, rij: OproepRij) -> None:
    """De verzette afspraak ligt na de verzending: de oproep telt, en wacht weer op haar laatste dag (PG-1)."""
    sleutel = f"{Soort.OPROEP_OPVOLGEN}:{rij.id}"
    werk = await tx.fetchrow(_TERMIJN, tx.gemeente_id, sleutel)
    if werk is not None:
        await volg_op(tx, rij, werk["termijn_id"])


async def vraag_nieuwe_afspraak(tx: Tx, rij: OproepRij, soort: Gebeurtenissoort) -> None:
    """De afspraak ging niet door en de termijn loopt nog: er moet een nieuwe komen (PG-2). Na de termijn niet meer."""
    if rij.termijn_tot < await tx.vandaag():
        return
    await werkvoorraad.zet_klaar(
        tx,
        Soort.AFSPRAAK_VERZETTEN,
        omschrijving=f"Oproep {rij.nummer}: de afspraak is {_WAT[soort]}; maak een nieuwe, tot en met"
        f" {schrijf_dag(rij.termijn_tot)}",
        grond="art. 14 lid 1 Wi2021",
        sleutel=str(rij.id),
        dossier_id=rij.dossier_id,
        vervaldatum=rij.termijn_tot,
    )
