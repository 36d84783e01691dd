"""Wat iemand weet voordat hij vastlegt dat een brief verzonden is: van dit adres kwam al eens post terug (PG-1)."""

from collections.abc import Sequence

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
from core.process.besluit.tables import Briefstatus

_FOUTE_ADRESSEN = """
select v.adres, b.aan, b.id = w.opnieuw_na or b.onderwerp_id = o.vervangt as dezelfde,
  b.id = w.id as zij_zelf from meedoen.retourpost r
join meedoen.brief_verzending v on v.gemeente_id = $1 and v.brief_id = r.brief_id
join meedoen.brief b on b.gemeente_id = $1 and b.id = r.brief_id
join meedoen.brief w on w.gemeente_id = $1 and w.id = $3
left join meedoen.besluit o on o.gemeente_id = $1 and o.id = w.onderwerp_id
where r.gemeente_id = $1 and r.dossier_id = $2 and r.oordeel = 'FOUT_ADRES' and r.reden <> 'VERKEERD_GERICHT'"""


class _FoutAdres(Rij, frozen=True):
    """Een adres waar een brief vandaan terugkwam, aan wie zij ging, en of zij dezelfde is, of gaat over hetzelfde."""

    adres: str
    aan: Rol
    dezelfde: bool | None
    zij_zelf: bool


async def waarschuw_verzending(tx: Tx, huis: Huis, brief: BriefRij, verzending: Verzending) -> tuple[Waarschuwing, ...]:
    """Of deze brief met de post gaat, of volgens een verbetering ging, naar een adres waarvan een mens zei dat het niet
    het goede was; leeg als dat niet zo is.

    Raises:
        VoorwaardeNietVervuld: zij ligt nog, en dezelfde brief, of die van het besluit waar deze voor kwam, kwam er al
            van terug. Wat al weg is, is gebeurd; dat wordt alleen gezegd.
    """
    if verzending.wijze is not Verzendwijze.POST:
        return ()
    adres = bevroren.adres(tx, huis, brief)
    fout = await tx.fetch_als(_FoutAdres, _FOUTE_ADRESSEN, tx.gemeente_id, brief.dossier_id, brief.id)
    hier = [f for f in fout if f.adres == adres]
    if not hier:
        return ()
    melding = _GAAT_NOG
    if brief.status is Briefstatus.VERZONDEN:
        melding = _ZIJ_ZELF if any(f.zij_zelf for f in hier) else _WEL_DAARHEEN
    else:
        _eis_ander_adres(brief, hier)
    return (Waarschuwing(soort=Waarschuwingssoort.ADRES_KWAM_TERUG, melding=melding, grond=str(BEKENDMAKEN)),)


_GAAT_NOG = (
    "Van dit adres kwam post terug, en het bleek niet het goede. Lees de BRP opnieuw of leg een briefadres vast, en"
    " richt de brief dan opnieuw (adressering). Ga alleen door als het adres nu wel klopt."
)
_ZIJ_ZELF = (
    "Deze brief kwam van dit adres terug, en het bleek niet het goede: ook na deze verbetering kwam zij niet aan. Kreeg"
    " de persoon haar toch, beoordeel dan de retourpost opnieuw. Ga alleen door als zij echt zo met de post ging."
)
_WEL_DAARHEEN = (
    "Van dit adres kwam andere post terug, en het bleek niet het goede. Ga alleen door als deze brief echt zo met de"
    " post ging; kwam zij ook terug, leg dat dan vast (retourpost)."
)


def _eis_ander_adres(brief: BriefRij, hier: Sequence[_FoutAdres]) -> None:
    """Wie voor de persoon optreedt kan op hetzelfde adres wonen; het is dan een ander die haar krijgt."""
    zelfde = any(fout.dezelfde and fout.aan is brief.aan for fout in hier)
    for gebrek in toets_zelfde_adres(zelfde, uitreiken=False):
        raise VoorwaardeNietVervuld(gebrek.melding, grond=gebrek.grond)
