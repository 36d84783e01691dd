"""De uitkomst van een oproep die op de leerbaarheidstoets rust, als die achteraf niet bij de intake hoort (15 lid 4).

Toen zij werd vastgelegd wist niemand dat de persoon met een PIP kwam. Zij telt niet meer; een mens neemt haar terug.
"""

from uuid import UUID

from core.law.verkort import terug_te_nemen, werk_terugnemen
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.oproep.beeld import rechtsoproepen


def sleutel(oproep_id: UUID | None) -> str:
    """De sleutel van het werk om haar uitkomst terug te nemen."""
    return f"{oproep_id}:toets-hoorde-er-niet-bij"


async def volg(tx: Tx, zaak: Zaak) -> bool:
    """Zet het werk klaar om haar terug te nemen, of sluit het als het niet meer hoeft. Geeft of er iets veranderde."""
    oproepen = await rechtsoproepen(tx, zaak.rij)
    bedoeld = terug_te_nemen(oproepen)
    anders = False
    for oproep in oproepen:
        if oproep is not bedoeld:
            handeling = "die uitkomst staat er niet meer, of er rust niets op"
            anders |= await werkvoorraad.sluit(
                tx, Dossierwerk.NAVRAGEN, sleutel=sleutel(oproep.id), afhandeling=handeling
            )
            continue
        anders |= await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=werk_terugnemen(oproep),
            grond="art. 15 lid 4 Wi2021",
            sleutel=sleutel(oproep.id),
            dossier_id=zaak.id,
            vervaldatum=await tx.vandaag(),
        )
    return anders
