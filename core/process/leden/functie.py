"""Welke functie iemand hier heeft: die van het mandaatregister, want zij zegt wat hij mag besluiten (art. 10:3 Awb).

Zij hoort bij de medewerker en niet bij één lidmaatschap: wie klantmanager en teamleider is, heeft er één.
"""

from uuid import UUID

from core.fouten import Conflict, Gebrek, NietBevoegd, OngeldigeInvoer
from core.platform.audit.logboek import Logboek
from core.platform.db.uow import Tx
from core.process.leden.beeindigen import AL_VOORBIJ, lees_lid
from core.process.leden.regels import VAN_DE_GEMEENTE, kies_functie, onbekende_functie
from core.process.mandaat.register import lees_functies

_EIGEN = (
    "Uw eigen functie geeft een ander u: zij zegt wat u mag besluiten. Vraag een andere beheerder. Is die er niet,"
    " vraag dan wie Meedoen beheert om er een uit te nodigen (`meedoen leden uitnodigen`)."
)
_GEEF = """
update meedoen.collega set functie = $3 where gemeente_id = $1 and medewerker_id = $2 and functie <> $3
returning medewerker_id"""


async def in_register(tx: Tx, functie: str) -> str:
    """Deze functie zoals het register haar schrijft; leeg blijft leeg.

    Raises:
        OngeldigeInvoer: het register noemt haar niet; met welke er zijn.
    """
    if not functie.strip():
        return ""
    functies = await lees_functies(tx)
    if (gevonden := kies_functie(functie, functies)) is None:
        raise OngeldigeInvoer("Deze functie kan niet.", gebreken=(onbekende_functie(functies),))
    return gevonden


async def geef(tx: Tx, logboek: Logboek, lid_id: UUID, functie: str) -> None:
    """Geef wie dit lidmaatschap heeft een andere functie, of geen; dezelfde nog eens verandert niets.

    Raises:
        NietGevonden: het lidmaatschap is er niet, of is van een ander.
        NietBevoegd: het is het eigen.
        Conflict: het is voorbij.
        OngeldigeInvoer: bij deze rol hoort geen functie, of het register noemt haar niet.
    """
    lid = await lees_lid(tx, lid_id)
    if lid.voorbij:
        raise Conflict(AL_VOORBIJ)
    if lid.medewerker_id == tx.toegang.medewerker_id:
        raise NietBevoegd(_EIGEN)
    if lid.rol not in VAN_DE_GEMEENTE:
        gebrek = Gebrek(veld="functie", melding="Een functie hoort bij een klantmanager of teamleider.")
        raise OngeldigeInvoer("Deze functie kan niet.", gebreken=(gebrek,))
    gegeven = await in_register(tx, functie)
    if await tx.fetchrow(_GEEF, tx.gemeente_id, lid.medewerker_id, gegeven) is not None:
        await logboek.schrijf(tx, "lidmaatschap.functie", "lidmaatschap", object_id=lid_id, velden=["functie"])
