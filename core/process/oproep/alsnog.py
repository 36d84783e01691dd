"""Werk als iemand komt binnen de termijn uit de boete terwijl het PIP er al is (art. 22 lid 2 Wi2021, PG-2)."""

from datetime import date
from uuid import UUID

from core.law.boetetermijn import NA_BOETE
from core.law.kalender import schrijf_dag
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort

KWAM = "de persoon kwam binnen de termijn die de boete stelde"


async def vraag_horen(tx: Tx, dossier_id: UUID, oproep_id: UUID, dag: date) -> None:
    """Wat het plan anders maakt beslist een mens: het wordt opgevolgd, of het had er zo niet moeten zijn."""
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"De persoon kwam op {schrijf_dag(dag)}, binnen de termijn die de boete stelde; het PIP was er zonder hem"
            " al. Er komt geen tweede boete. Hoor hem over zijn plan: plan een vervolg met wat er anders moet, of laat"
            " het PIP intrekken als het er zo niet had moeten zijn."
        ),
        grond=str(NA_BOETE),
        sleutel=sleutel(oproep_id),
        dossier_id=dossier_id,
        vervaldatum=await tx.vandaag(),
    )


async def vraag_niet_meer(tx: Tx, oproep_id: UUID) -> None:
    """Hij kwam toch niet: dat was een vergissing."""
    await werkvoorraad.sluit(
        tx, Soort.NAVRAGEN, sleutel=sleutel(oproep_id), afhandeling="dat hij kwam is teruggenomen", vervallen=True
    )


def sleutel(oproep_id: UUID) -> str:
    """De sleutel van het werk om hem te horen."""
    return f"{oproep_id}:alsnog-gekomen"
