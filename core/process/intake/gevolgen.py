"""Wat de brede intake doet bij een voorval: wat zij DUO nog wilde vragen, hoeft niet meer."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import Geschorst, OntheffingVerleend, Overleden, PlichtGeeindigd, Verhuisd


async def vraag_niet_meer(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden | OntheffingVerleend
) -> tuple[str, ...]:
    """Het werk om een examennummer na te vragen vervalt."""
    werk = await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=f"{zaak.id}:geen-examennummer",
        afhandeling=voorval.omschrijving,
        vervallen=True,
    )
    return ("werkitem.status",) if werk else ()
