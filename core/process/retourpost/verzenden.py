"""Wat iemand weet voordat hij vastlegt dat een brief verzonden is: van dit adres kwam al eens post terug (PG-1)."""

from collections.abc import Sequence
from uuid import UUID

from core.fouten import VoorwaardeNietVervuld, Waarschuwing
from core.law.adresboek import Rol
from core.law.bekendmaking import Verzending, Verzendwijze
from core.law.retourpost import BEKENDMAKEN, toets_zelfde_adres
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import bevroren
from core.process.besluit.rijen import BriefRij
from core.process.besluit.tables import Brief, Briefstatus

_FOUTE_ADRESSEN = """
select v.adres, b.aan, b.id = w.opnieuw_na or b.onderwerp_id = o.vervangt as dezelfde from meedoen.retourpost r
join meedoen.brief_verzending v on v.gemeente_id = $1 and v.brief_id = r.brief_id
join meedoen.brief b on b.gemeente_id = $1 and b.id = r.brief_id
join meedoen.brief w on w.gemeente_id = $1 and w.id = $3
left join meedoen.besluit o on o.gemeente_id = $1 and o.id = w.onderwerp_id
where r.gemeente_id = $1 and r.dossier_id = $2 and r.oordeel = 'FOUT_ADRES' and r.reden <> 'VERKEERD_GERICHT'"""


class _FoutAdres(Rij, frozen=True):
    """Een adres waar een brief vandaan terugkwam, aan wie zij ging, en of zij over hetzelfde besluit ging."""

    adres: str
    aan: Rol
    dezelfde: bool | None


async def waarschuw_verzending(
    tx: Tx, huis: Huis, onderwerp_id: UUID, verzending: Verzending
) -> tuple[Waarschuwing, ...]:
    """Of een brief hierover die klaarligt met de post gaat naar een adres dat een mens verkeerd noemde; leeg als dat
    niet zo is.

    Raises:
        VoorwaardeNietVervuld: dezelfde brief, of die van het besluit waar deze voor kwam, kwam er al van terug.
    """
    if verzending.wijze is not Verzendwijze.POST:
        return ()
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
        adres = "\n".join(bevroren.adresregels(tx, huis, brief))
        fout = await tx.fetch_als(_FoutAdres, _FOUTE_ADRESSEN, tx.gemeente_id, brief.dossier_id, brief.id)
        hier = [f for f in fout if f.adres == adres]
        _eis_ander_adres(brief, hier)
        if hier:
            melding = (
                "Van dit adres kwam post terug, en het bleek niet het goede. Lees de BRP opnieuw of leg een briefadres"
                " vast, en richt de brief dan opnieuw (adressering). Ga alleen door als het adres nu wel klopt."
            )
            return (Waarschuwing(soort=Waarschuwingssoort.ADRES_KWAM_TERUG, melding=melding, grond=str(BEKENDMAKEN)),)
    return ()


def _eis_ander_adres(brief: BriefRij, hier: Sequence[_FoutAdres]) -> None:
    """Wie voor de persoon optreedt kan op hetzelfde adres wonen; het is dan een ander die haar krijgt."""
    zelfde = any(fout.dezelfde and fout.aan is brief.aan for fout in hier)
    for gebrek in toets_zelfde_adres(zelfde, uitreiken=False):
        raise VoorwaardeNietVervuld(gebrek.melding, grond=gebrek.grond)
