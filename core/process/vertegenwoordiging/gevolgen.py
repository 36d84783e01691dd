"""Wat de vertegenwoordiging doet bij een voorval: voor wie overleden is treedt niemand meer op, wat er over iemands
adres gevraagd werd vervalt als hij er een heeft, en van wie terugkwam vraagt iemand wie nog voor hem optreedt."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import Zaak, lees_dossier
from core.process.vertegenwoordiging import overnemen
from core.process.vertegenwoordiging.actions import eindig
from core.process.vertegenwoordiging.opslag import lees_geldende
from core.process.vertegenwoordiging.vragen import sluit_wat_niet_meer_speelt
from core.process.voorvallen import FeitenGewijzigd, Overleden, Teruggekeerd


async def eindig_alles(tx: Tx, huis: Huis, zaak: Zaak, voorval: Overleden) -> tuple[str, ...]:
    """Met het overlijden eindigt elke vertegenwoordiging."""
    geldend = await lees_geldende(tx, zaak.id)
    for rij in geldend:
        await eindig(tx, huis, zaak, rij, op=await tx.vandaag(), reden=voorval.omschrijving)
    return ("vertegenwoordiging.beeindigd_op",) if geldend else ()


async def volg_adres(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd) -> tuple[str, ...]:
    """Heeft de persoon nu een adres, dan krijgt hij zijn afschrift. Een geboortedatum ziet de taak van de dag."""
    verviel = await sluit_wat_niet_meer_speelt(tx, huis, await lees_dossier(tx, zaak.id))
    return ("werkitem.status",) if verviel else ()


async def vraag_bij_terugkeer(tx: Tx, huis: Huis, zaak: Zaak, voorval: Teruggekeerd) -> tuple[str, ...]:
    """Wie voor hem optrad kan elders zijn veranderd; een mens vraagt het, en neemt over wat klopt."""
    return ("werkitem.status",) if await overnemen.volg(tx, huis, zaak.rij, vraag=True) else ()
