"""De vragen over wie voor iemand optreedt: wat een feit noemt dat er niet meer is, vervalt met dat feit (§18.4)."""

from uuid import UUID

from core.law.adresboek import VAN_EEN_ANDER, Adresbeeld, speelt_nog
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_aanschrijving
from core.process.dossier.rijen import DossierRij
from core.process.dossier.werksoorten import Soort
from core.process.vertegenwoordiging.opslag import lees_geldende


def vraagsleutel(rij_id: UUID, code: str) -> str:
    """De sleutel van het werk over een vertegenwoordiging."""
    return f"vertegenwoordiging:{rij_id}:{code}"


async def sluit_wat_niet_meer_speelt(tx: Tx, huis: Huis, dossier: DossierRij) -> bool:
    """Wat er gevraagd werd omdat er nog een ander was, of omdat de persoon geen adres had; True als er iets verviel."""
    aan, geldend = await lees_aanschrijving(tx, dossier), await lees_geldende(tx, dossier.id)
    beeld = Adresbeeld(
        persoon=aan.beeld,
        adresregels=aan.adresregels,
        met_briefadres=aan.briefadres is not None,
        geboren=aan.persoon.geboortedatum,
        vertegenwoordigers=tuple(rij.beeld for rij in geldend),
    )
    speelt = speelt_nog(beeld, op=await tx.vandaag(), recht=huis.recht_van(tx.gemeente_id))
    gesloten = [
        await werkvoorraad.sluit(
            tx,
            Soort.NAVRAGEN,
            sleutel=vraagsleutel(rij.id, code),
            afhandeling="dit speelt niet meer: aan wie brieven gaan, of waarheen, is nu anders",
            vervallen=True,
        )
        for rij in geldend
        for code in sorted(VAN_EEN_ANDER)
        if (rij.id, code) not in speelt
    ]
    return any(gesloten)
