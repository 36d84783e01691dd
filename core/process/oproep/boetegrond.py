"""Werk bij een boete die nergens meer op rust (art. 22 Wi2021, PG-1, PG-7)."""

from uuid import UUID

from core.law.boetegrond import waarschuw, zonder_eerste, zonder_grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.oproep import boetetermijn
from core.process.oproep.beeld import rechtsoproepen


async def volg_grond(tx: Tx, huis: Huis, zaak: Zaak) -> bool:
    """Een boete die op een oproep rust die niet telt is werk; telt zij toch, dan niet meer. Of er werk bij kwam."""
    oproepen, recht = await rechtsoproepen(tx, zaak.rij), huis.recht_van(tx.gemeente_id)
    eerste_weg = zonder_eerste(oproepen, recht=recht)
    telt_niet = (*zonder_grond(oproepen, recht=recht), *eerste_weg)
    for oproep in oproepen:
        if oproep not in telt_niet:
            await werkvoorraad.sluit(
                tx,
                Dossierwerk.NAVRAGEN,
                sleutel=_sleutel_zonder_grond(oproep.id),
                afhandeling="de oproep telt, of het antwoord is terug",
            )
    erbij = [
        await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=waarschuw(oproep, recht=recht, zonder_eerste=oproep in eerste_weg),
            grond="art. 22 lid 1 Wi2021",
            sleutel=_sleutel_zonder_grond(oproep.id),
            dossier_id=zaak.id,
            vervaldatum=await tx.vandaag(),
        )
        for oproep in telt_niet
    ]
    termijn = await boetetermijn.volg_oproepen(tx, huis, zaak.id, oproepen, fase=zaak.rij.fase)
    return any(erbij) or termijn


def _sleutel_zonder_grond(oproep_id: UUID | None) -> str:
    return f"{oproep_id}:boete-zonder-grond"
