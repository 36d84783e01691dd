"""Waarvoor een afspraak en een oproep waarschuwen voordat zij er zijn: haar tijd, wie en waar bezet is, en het PIP."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from core.fouten import Gebrek, Waarschuwing
from core.law.afspraken import Bezet, duur, waarschuw_afspraak
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.openingstijden import als_recht
from core.process.collega import KIES_EEN_COLLEGA, werkt_hier
from core.process.oproep.beeld import gebeurtenissen_van, zonder_afspraak
from core.process.oproep.keten import let_op

_TEGELIJK = """
select id, dossier_id, coalesce(collega_id = $5, false) as collega,
       $7 <> '' and lower(ruimte) = lower($7) and lower(plaats) = lower($6) as ruimte
from meedoen.oproep
where gemeente_id = $1 and uitkomst = 'OPEN' and id <> $2 and afspraak_op > $3 and afspraak_op < $4"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesprek:
    """Wanneer, waar en met wie. Zonder ruimte of collega kan Meedoen niet zien of die bezet is."""

    op: datetime
    plaats: str
    ruimte: str = ""
    collega_id: UUID | None = None


def als_json(bevestigd: tuple[Waarschuwingssoort, ...]) -> str:
    """Wat een mens bevestigde, zoals het bij de oproep bewaard wordt."""
    return msgspec.json.encode(bevestigd).decode()


async def toets_collega(tx: Tx, collega_id: UUID | None) -> tuple[Gebrek, ...]:
    """Wie het gesprek voert werkt hier; leeg als dat zo is of als niemand genoemd is."""
    if collega_id is None or await werkt_hier(tx, collega_id):
        return ()
    return (Gebrek(veld="collegaId", melding=KIES_EEN_COLLEGA, grond="art. 3:2 Awb"),)


async def waarschuw_gesprek(tx: Tx, huis: Huis, oproep_id: UUID, gesprek: Gesprek) -> tuple[Waarschuwing, ...]:
    """Waarvoor dit tijdstip, met deze collega en in deze ruimte, waarschuwt; de oproep zelf telt niet als bezet."""
    recht = huis.recht_van(tx.gemeente_id)
    bezet = await _bezet(tx, oproep_id, gesprek, duur(await tx.vandaag(), recht))
    openingstijden = als_recht(huis.tenant(tx.gemeente_id).openingstijden)
    return waarschuw_afspraak(gesprek.op.astimezone(NEDERLAND), bezet, openingstijden=openingstijden, recht=recht)


async def _bezet(tx: Tx, oproep_id: UUID, gesprek: Gesprek, lengte: timedelta) -> Bezet:
    """Wat er tegelijk met dit gesprek bezet is; een afspraak die gemist of afgezegd is, houdt niemand bezet."""
    if gesprek.collega_id is None and not gesprek.ruimte.strip():
        return Bezet()
    tegelijk = await tx.fetch(
        _TEGELIJK,
        tx.gemeente_id,
        oproep_id,
        gesprek.op - lengte,
        gesprek.op + lengte,
        gesprek.collega_id,
        gesprek.plaats,
        gesprek.ruimte.strip(),
    )
    mogelijk = [rij for rij in tegelijk if rij["collega"] or rij["ruimte"]]
    weg = zonder_afspraak(await gebeurtenissen_van(tx, *{rij["dossier_id"] for rij in mogelijk})) if mogelijk else set()
    bezet = [rij for rij in mogelijk if rij["id"] not in weg]
    return Bezet(collega=any(rij["collega"] for rij in bezet), ruimte=any(rij["ruimte"] for rij in bezet))


async def waarschuw_termijn(
    tx: Tx, huis: Huis, dossier_id: UUID, termijn_tot: date, vroegst: date | None
) -> tuple[Waarschuwing, ...]:
    """De laatste dag van een oproep die na de laatste dag voor het PIP ligt."""
    melding = await let_op(tx, huis, dossier_id, termijn_tot, vroegst)
    if not melding:
        return ()
    return (Waarschuwing(soort=Waarschuwingssoort.NA_TERMIJN_PIP, melding=melding, grond="art. 5.3 lid 1 Bi2021"),)
