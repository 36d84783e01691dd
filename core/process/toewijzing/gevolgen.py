"""Wat een toewijzing doet bij een voorval: zij eindigt, en de taalschool ziet de leerling vanaf haar volgende opdracht
niet meer (PG-12)."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import Geschorst, PlichtGeeindigd, Verhuisd

_BEEINDIG = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = clock_timestamp(), versie = versie + 1,
  gewijzigd_op = $3, gewijzigd_door = $4, gewijzigd_bij = $5
where gemeente_id = $1 and dossier_id = $2 and status in ('aangeboden', 'aanvaard')"""


async def beeindig(tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd) -> tuple[str, ...]:
    """Elke lopende toewijzing van dit dossier eindigt."""
    waarden = (tx.gemeente_id, zaak.id, await tx.nu(), tx.toegang.medewerker_id, tx.oorzaak)
    return ("toewijzing.status", "toewijzing.ingetrokken_op") if await tx.voer_uit(_BEEINDIG, *waarden) else ()
