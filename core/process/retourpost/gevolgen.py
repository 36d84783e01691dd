"""Wat post die terugkwam doet bij een voorval: wat er niet meer toe doet is geen werk meer."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import Zaak
from core.process.retourpost.werksoorten import Soort
from core.process.voorvallen import BesluitIngetrokken, BesluitVervangen

_VAN_HET_BESLUIT = """
select r.id from meedoen.retourpost r
join meedoen.brief b on b.gemeente_id = $1 and b.id = r.brief_id
where r.gemeente_id = $1 and r.dossier_id = $2 and b.onderwerp_id = $3"""


async def sluit_werk(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitVervangen | BesluitIngetrokken) -> tuple[str, ...]:
    """De brief met het oude besluit gaat niet nog eens uit: die van het nieuwe komt in haar plaats, of het is
    ingetrokken."""
    rijen = await tx.fetch(_VAN_HET_BESLUIT, tx.gemeente_id, zaak.id, voorval.besluit_id)
    gesloten = [
        await werkvoorraad.sluit(tx, Soort.RETOURPOST, sleutel=str(rij["id"]), afhandeling=voorval.omschrijving)
        for rij in rijen
    ]
    return ("werkitem.status",) if any(gesloten) else ()
