"""Wat de brede intake doet bij een voorval: wat zij DUO nog wilde vragen hoeft niet meer, of verhuist mee."""

from core.law.intake import is_verkort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.elders import pip_van_elders
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import (
    FeitenGewijzigd,
    Geschorst,
    OntheffingVerleend,
    Overleden,
    PlichtGeeindigd,
    Verhuisd,
)

_GeenToetsMeer = PlichtGeeindigd | Geschorst | Verhuisd | Overleden | OntheffingVerleend | FeitenGewijzigd


async def vraag_niet_meer(tx: Tx, huis: Huis, zaak: Zaak, voorval: _GeenToetsMeer) -> tuple[str, ...]:
    """Het werk om een examennummer na te vragen vervalt."""
    werk = await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=f"{zaak.id}:geen-examennummer",
        afhandeling=voorval.omschrijving,
        vervallen=True,
    )
    return ("werkitem.status",) if werk else ()


async def vraag_niet_meer_als_verkort(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd) -> tuple[str, ...]:
    """Gaf DUO de leerroute van een andere gemeente, dan is er geen toets meer om een nummer voor te vragen (art. 15 lid
    4 Wi2021)."""
    if not is_verkort(await pip_van_elders(tx, zaak.rij)):
        return ()
    return await vraag_niet_meer(tx, huis, zaak, voorval)
