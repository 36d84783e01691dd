"""Wat de vertegenwoordiging doet bij een voorval: voor wie overleden is treedt niemand meer op."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import Zaak
from core.process.vertegenwoordiging.actions import eindig, lees_geldende
from core.process.voorvallen import Overleden


async def eindig_alles(tx: Tx, huis: Huis, zaak: Zaak, voorval: Overleden) -> tuple[str, ...]:
    """Met het overlijden eindigt elke vertegenwoordiging."""
    geldend = await lees_geldende(tx, zaak.id)
    for rij in geldend:
        await eindig(tx, rij, op=await tx.vandaag(), reden=voorval.omschrijving)
    return ("vertegenwoordiging.beeindigd_op",) if geldend else ()
