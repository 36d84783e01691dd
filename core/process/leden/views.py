"""Wie hier werkt, voor wie over lidmaatschappen gaat."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.leden.rijen import Lidregel
from core.process.leden.uitnodigen import PAGINA, lees_open

_LIJST = """
select l.id, l.medewerker_id, l.organisatie_id, l.rol, l.naam, l.email, coalesce(c.functie, '') as functie,
  l.vanaf, l.tot, l.ingetrokken_op,
  u.uitgenodigd_door, coalesce(u.uitgenodigd_namens, '') as uitgenodigd_namens, l.nagezien_op,
  coalesce(l.nagezien_op, l.vanaf) < statement_timestamp() - interval '1 year' as na_te_zien
from meedoen.lidmaatschap l
left join meedoen.collega c
  on c.gemeente_id = $1 and c.medewerker_id = l.medewerker_id and l.rol in ('klantmanager', 'teamleider')
left join meedoen.uitnodiging u on u.gemeente_id = $1 and u.id = l.uitnodiging_id
where l.gemeente_id = $1 and ($2 or (l.ingetrokken_op is null and (l.tot is null or l.tot > statement_timestamp())))
  and ($3::uuid is null or (coalesce(l.organisatie_id::text, ''), l.naam, l.id) > (
    select coalesce(v.organisatie_id::text, ''), v.naam, v.id
    from meedoen.lidmaatschap v where v.gemeente_id = $1 and v.id = $3))
order by coalesce(l.organisatie_id::text, ''), l.naam, l.id limit $4"""


class LidUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een lidmaatschap: wie hier met welke rol werkt. Zonder `organisatieId` is dat bij de gemeente zelf.
    `functie` is die van een klantmanager of teamleider: zij zegt wat hij mag besluiten. `tot` is wanneer het vanzelf
    eindigt, `ingetrokkenOp` wanneer iemand het beëindigde. Wie uitnodigde staat in `uitgenodigdDoor`, of in
    `uitgenodigdNamens` als het op de opdrachtregel gebeurde; beide leeg: het is van voor de uitnodigingen. `naTeZien`
    zegt dat niemand in het laatste jaar nazag of het nog klopt."""

    id: UUID
    medewerker_id: UUID
    organisatie_id: UUID | None
    rol: str
    naam: str
    functie: str
    email: str
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None
    uitgenodigd_door: UUID | None
    uitgenodigd_namens: str
    nagezien_op: datetime | None
    na_te_zien: bool


class UitnodigingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een uitnodiging waar nog niet op geantwoord is. Haar link werkt als zij `geldt`: tot `verlooptOp`, en zolang wie
    uitnodigde hier nog over gaat.

    Mailt Meedoen de link, dan is `bezorgdOp` wanneer de mailserver haar nam; of zij gelezen is weet Meedoen niet. Met
    `nietBezorgdOp` komt er geen mail meer, en zegt `nietBezorgdReden` waarom: `adres_geweigerd`, `bericht_geweigerd`,
    `geldt_niet_meer` (de link werkte al niet meer) of `storing`. Kijk dan het adres na, trek haar in en nodig opnieuw
    uit. Zijn ze leeg, dan is de mail nog onderweg, of mailt Meedoen hier niet."""

    id: UUID
    organisatie_id: UUID | None
    rol: str
    naam: str
    functie: str
    telefoon: str
    email: str
    vanaf: datetime | None
    tot: datetime | None
    uitgenodigd_op: datetime
    uitgenodigd_door: UUID | None
    uitgenodigd_namens: str
    verloopt_op: datetime
    geldt: bool
    bezorgd_op: datetime | None
    niet_bezorgd_op: datetime | None
    niet_bezorgd_reden: str | None


async def uitnodigingen(tx: Tx, huis: Huis, *, na: UUID | None = None) -> list[UitnodigingUit]:
    """Wie er genodigd is en nog niet antwoordde; het lezen komt in het leeslog."""
    rijen = await lees_open(tx, na)
    await huis.logboek.schrijf(tx, "lidmaatschap.uitnodigingen-lezen", "uitnodiging")
    return msgspec.convert(rijen, list[UitnodigingUit], from_attributes=True)


async def lees_leden(tx: Tx, *, ook_voorbij: bool, na: UUID | None = None) -> list[Lidregel]:
    """Wie er werkt, en zo gevraagd wie er werkte; een pagina, verder na dit lidmaatschap."""
    return await tx.fetch_als(Lidregel, _LIJST, tx.gemeente_id, ook_voorbij, na, PAGINA)


async def leden(tx: Tx, huis: Huis, *, ook_voorbij: bool, na: UUID | None = None) -> list[LidUit]:
    """De lidmaatschappen waar deze beheerder over gaat; het lezen komt in het leeslog."""
    regels = await lees_leden(tx, ook_voorbij=ook_voorbij, na=na)
    await huis.logboek.schrijf(tx, "lidmaatschap.lezen", "lidmaatschap")
    return msgspec.convert(regels, list[LidUit], from_attributes=True)
