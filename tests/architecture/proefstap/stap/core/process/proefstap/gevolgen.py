"""Wat de proefstap doet bij een voorval: zij houdt op als de plicht eindigt of rust, of de persoon overlijdt."""

from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import Zaak
from core.process.proefstap.tables import Proefstap, Proefstatus
from core.process.proefstap.werksoorten import Soort
from core.process.voorvallen import Geschorst, Overleden, PlichtGeeindigd, ProefstapBegonnen, Verhuisd


async def beeindig(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Wat loopt, eindigt; het werk erbij vervalt met al het werk van het traject."""
    beeindigd = await tx.schrijf(
        Proefstap.update({Proefstap.status: Proefstatus.BEEINDIGD, **await nieuwe_versie(tx, Proefstap)})
        .where(
            (Proefstap.gemeente_id == tx.gemeente_id)
            & (Proefstap.dossier_id == zaak.id)
            & (Proefstap.status == Proefstatus.LOOPT)
        )
        .returning(Proefstap.id)
    )
    return ("proefstap.status",) if beeindigd else ()


async def laat_bekijken(tx: Tx, huis: Huis, zaak: Zaak, voorval: ProefstapBegonnen) -> tuple[str, ...]:
    """Een mens bekijkt of zij nodig blijft."""
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Soort.PROEFSTAP_BEKIJKEN,
        omschrijving="Bekijk of de proefstap nog nodig is",
        grond="art. 3:46 Awb",
        sleutel=str(voorval.proefstap_id),
        dossier_id=zaak.id,
    )
    return ("werkitem.status",) if nieuw else ()
