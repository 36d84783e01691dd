"""Wat iemand weet voordat hij vastlegt dat een brief verzonden is: van dit adres kwam al eens post terug (PG-1)."""

from datetime import date
from uuid import UUID

from core.fouten import Waarschuwing
from core.law.retourpost import BEKENDMAKEN
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import bevroren
from core.process.besluit.rijen import BriefRij
from core.process.besluit.tables import Brief, Briefstatus

_FOUTE_ADRESSEN = """
select v.adres from meedoen.retourpost r
join meedoen.brief_verzending v on v.gemeente_id = $1 and v.brief_id = r.brief_id
where r.gemeente_id = $1 and r.dossier_id = $2 and r.oordeel = 'FOUT_ADRES' and r.reden <> 'VERKEERD_GERICHT'"""


async def waarschuw_verzending(tx: Tx, huis: Huis, onderwerp_id: UUID, op: date) -> tuple[Waarschuwing, ...]:
    """Of een brief hierover die klaarligt gaat naar een adres dat een mens verkeerd noemde; leeg als dat niet zo is."""
    brieven = await tx.lees_als(
        BriefRij,
        BriefRij.select().where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.onderwerp_id == onderwerp_id)
            & (Brief.status == Briefstatus.GEMAAKT)
            & Brief.afschrift_van.is_null()
        ),
    )
    for brief in brieven:
        fout = {rij["adres"] for rij in await tx.fetch(_FOUTE_ADRESSEN, tx.gemeente_id, brief.dossier_id)}
        if fout and "\n".join(bevroren.adresregels(tx, huis, brief)) in fout:
            melding = (
                "Van dit adres kwam post terug, en het bleek niet het goede. Lees de BRP opnieuw of leg een briefadres"
                " vast, en richt de brief dan opnieuw (adressering). Ga alleen door als het adres nu wel klopt."
            )
            return (Waarschuwing(soort=Waarschuwingssoort.ADRES_KWAM_TERUG, melding=melding, grond=str(BEKENDMAKEN)),)
    return ()
