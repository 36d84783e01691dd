"""Wat een toewijzing doet bij een voorval: zij eindigt, en de organisatie ziet de persoon vanaf haar volgende opdracht
niet meer (PG-12); of wat zij van hem ziet wordt opnieuw uitgerekend."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import Zaak
from core.process.toewijzing import keuze, projecties
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    Verhuisd,
)

_BEEINDIG = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = statement_timestamp(), beeindigd_op = $3,
  versie = versie + 1, gewijzigd_op = $3, gewijzigd_door = $4, gewijzigd_bij = $5
where gemeente_id = $1 and dossier_id = $2 and status in ('aangeboden', 'aanvaard')"""


async def beeindig(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Elke lopende toewijzing van dit dossier eindigt, met wat de organisatie van de persoon zag."""
    waarden = (tx.gemeente_id, zaak.id, await tx.nu(), tx.toegang.medewerker_id, tx.oorzaak)
    if not await tx.voer_uit(_BEEINDIG, *waarden):
        return ()
    return ("toewijzing.status", "toewijzing.beeindigd_op", *await projecties.ververs(tx, zaak.id))


async def ververs(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd | PipVastgesteld) -> tuple[str, ...]:
    """De organisaties zien de gegevens zoals zij nu zijn."""
    return await projecties.ververs(tx, zaak.id)


async def zoek_een_school(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt | Hervat | GroepGewijzigd
) -> tuple[str, ...]:
    """Wie zijn PIP kent en geen school heeft, krijgt er een; wie dat doet hangt van de groep af (art. 16 Wi2021)."""
    return await keuze.houd_bij(tx, huis, zaak)
