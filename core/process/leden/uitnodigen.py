"""Iemand uitnodigen om hier te komen werken, en dat weer intrekken.

Het geheim van de link is 256 bits en wordt één keer gegeven of gemaild; bewaard wordt alleen zijn afdruk. De tijd
is die van de machine, zoals bij het inloggen: een uitnodiging leeft niet langer als iemand in een proefopstelling de
klok verzet.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from core.fouten import Conflict, NietGevonden, OngeldigeInvoer
from core.platform.audit.logboek import Logboek
from core.platform.clock import NEDERLAND
from core.platform.crypto.kluis import Kluis, Soort
from core.platform.db.uow import Tx
from core.platform.inloggen.reis import nieuw_geheim
from core.platform.inloggen.sessies import nu_hier
from core.platform.inloggen.vingerafdruk import vingerafdruk
from core.platform.outbox import bus
from core.platform.tenants import Tenant
from core.process.leden.functie import in_register
from core.process.leden.regels import Genodigde, Gever, net_adres, toets_genodigde
from core.process.leden.rijen import Openregel
from core.process.leden.tables import Uitnodiging, Uitnodigingstatus

GELDIG = timedelta(hours=72)
HOOGSTE_OPEN = 50
"""Zoveel uitnodigingen heeft één mens hooguit open; wie er meer nodig heeft wacht op een antwoord. Een eigen norm."""
PAGINA = 500
POST = "leden.mail"
"""De soort outboxrij waarmee een link gemaild wordt."""
GELDT_NIET_MEER = "geldt_niet_meer"
"""Waarom een mail niet ging: toen het kon, werkte de link niet meer."""
_WEG = "Deze uitnodiging is er niet, of niet meer: zij is aanvaard, ingetrokken of van een ander."


_OPEN = """
select u.id, u.organisatie_id, u.rol, u.naam, u.functie, u.telefoon, u.email, u.vanaf, u.tot, u.uitgenodigd_op,
  u.uitgenodigd_door, u.uitgenodigd_namens, u.verloopt_op,
  u.verloopt_op > statement_timestamp() and (
    u.uitgenodigd_door is null
    -- die van de gemeente kwam: of wie haar deed daar nog werkt, leest een organisatie niet
    or (u.rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder') and u.gemeente_id <> $2)
    or exists (
      select 1 from meedoen.lidmaatschap l
      where l.gemeente_id = $1 and l.medewerker_id = u.uitgenodigd_door and l.ingetrokken_op is null
        and l.vanaf <= statement_timestamp() and (l.tot is null or l.tot > statement_timestamp())
        and l.rol in ('beheerder', 'taalschool_beheerder', 'maatschappelijke_partner_beheerder')
        and coalesce(l.organisatie_id, l.gemeente_id) = $2)) as geldt,
  case when o.status = 'klaar' then o.klaar_op end as bezorgd_op,
  case when o.status = 'mislukt' then o.klaar_op end as niet_bezorgd_op,
  case when o.status <> 'mislukt' then null
       when o.fout in ('adres_geweigerd', 'bericht_geweigerd', 'geldt_niet_meer') then o.fout
       else 'storing' end as niet_bezorgd_reden
from meedoen.uitnodiging u
left join meedoen.outbox o on o.gemeente_id = $1 and o.id = u.post_id
where u.gemeente_id = $1 and u.status = 'open' and u.email <> ''
  and ($3::uuid is null or (u.uitgenodigd_op, u.id) < (
    select v.uitgenodigd_op, v.id from meedoen.uitnodiging v where v.gemeente_id = $1 and v.id = $3))
  and ($5::text is null or (u.email = $5 and u.rol = $6 and u.organisatie_id is not distinct from $7::uuid))
order by u.uitgenodigd_op desc, u.id desc limit $4"""
"""`geldt` zegt het aan wie over de uitnodiging gaat; wat de deur vraagt staat in `uitnodiging_bij`."""
_AANTAL = """
select count(*) as open from meedoen.uitnodiging
where gemeente_id = $1 and uitgenodigd_door = $2 and status = 'open' and email <> ''
  and verloopt_op > statement_timestamp()"""


def afdruk_van(geheim: str) -> str:
    """Waaraan Meedoen het geheim van een link herkent zonder het te bewaren."""
    return vingerafdruk("uitnodiging", geheim)


async def nodig_uit(
    tx: Tx,
    logboek: Logboek,
    tenant: Tenant,
    uitnodiging_id: UUID,
    wie: Genodigde,
    *,
    namens: str = "",
    mailt: Kluis | None = None,
) -> str:
    """Leg de uitnodiging vast; geeft het geheim voor de link.

    Zonder `mailt` heeft daarna niemand het meer. Met de kluis van het huis mailt de worker de link.

    Raises:
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk.
        Conflict: dit id is al van een uitnodiging, op dit adres staat er al een open met deze rol, of wie uitnodigt
            heeft er te veel open.
    """
    gever = Gever(organisatie_id=tx.toegang.organisatie_id, mens=tx.toegang.medewerker_id is not None)
    nu = nu_hier()
    vandaag = nu.astimezone(NEDERLAND).date()
    if gebreken := tuple(toets_genodigde(wie, gever, tenant, vandaag=vandaag)):
        raise OngeldigeInvoer("Zo kan deze uitnodiging niet.", gebreken=gebreken)
    functie, email = await in_register(tx, wie.functie), net_adres(wie.email)
    await _eis_plaats(tx, uitnodiging_id, wie, email)
    geheim, post_id = nieuw_geheim(), None
    if mailt is not None:
        geheim = mailt.geheimen(uitnodiging_id, soort=Soort.UITNODIGING, gemeente_id=tx.gemeente_id)[0]
        post_id = await bus.zet(tx, POST, onderwerp_id=uitnodiging_id, reeks=uitnodiging_id)
    rij = Uitnodiging(
        gemeente_id=tx.gemeente_id,
        id=uitnodiging_id,
        organisatie_id=wie.organisatie_id,
        rol=wie.rol,
        naam=wie.naam.strip(),
        functie=functie,
        telefoon=wie.telefoon.strip(),
        email=email,
        vanaf=None if wie.vanaf is None else _begin_van(wie.vanaf),
        tot=None if wie.tot is None else _begin_van(wie.tot + timedelta(days=1)),
        afdruk=afdruk_van(geheim),
        status=Uitnodigingstatus.OPEN,
        uitgenodigd_op=nu,
        uitgenodigd_door=tx.toegang.medewerker_id,
        uitgenodigd_namens=namens,
        verloopt_op=nu + GELDIG,
        post_id=post_id,
    )
    if not await tx.schrijf(Uitnodiging.insert(rij).on_conflict(action="DO NOTHING").returning(Uitnodiging.id)):
        await _eis_plaats(tx, uitnodiging_id, wie, email)  # somebody was first, with this address
        raise Conflict(
            "Met dit id is al iemand uitgenodigd, en de link is één keer gegeven. Is zij kwijt, trek de uitnodiging dan"
            " in en maak een nieuwe, met een nieuw id."
        )
    await logboek.schrijf(tx, "lidmaatschap.uitnodigen", "uitnodiging", object_id=uitnodiging_id, velden=["rol"])
    return geheim


async def trek_in(tx: Tx, logboek: Logboek, uitnodiging_id: UUID) -> None:
    """Trek een uitnodiging in; wie genodigd was staat er daarna niet meer.

    Raises:
        NietGevonden: zij is er niet (meer).
    """
    await sluit(tx, uitnodiging_id, Uitnodigingstatus.INGETROKKEN)
    await logboek.schrijf(tx, "lidmaatschap.uitnodiging-intrekken", "uitnodiging", object_id=uitnodiging_id)


async def lees_open(tx: Tx, na: UUID | None) -> list[Openregel]:
    """De uitnodigingen waar nog niet op geantwoord is, de nieuwste eerst; een pagina, verder na deze."""
    return await _lees(tx, na, None)


async def _lees(tx: Tx, na: UUID | None, alleen: tuple[str, str, UUID | None] | None) -> list[Openregel]:
    """`alleen` is het adres, de rol en de organisatie."""
    eigen = tx.toegang.organisatie_id or tx.gemeente_id
    return await tx.fetch_als(Openregel, _OPEN, tx.gemeente_id, eigen, na, PAGINA, *(alleen or (None, None, None)))


async def sluit(tx: Tx, uitnodiging_id: UUID, status: Uitnodigingstatus, *, aanvaard_door: UUID | None = None) -> None:
    """De uitnodiging is voorbij, en noemt niemand meer.

    Raises:
        NietGevonden: dat was zij al, of zij is er niet.
    """
    geraakt = await tx.schrijf(
        Uitnodiging.update(
            {
                Uitnodiging.status: status,
                Uitnodiging.naam: "",
                Uitnodiging.functie: "",
                Uitnodiging.telefoon: "",
                Uitnodiging.email: "",
                Uitnodiging.beantwoord_op: nu_hier(),
                Uitnodiging.aanvaard_door: aanvaard_door,
            }
        )
        .where(
            (Uitnodiging.gemeente_id == tx.gemeente_id)
            & (Uitnodiging.id == uitnodiging_id)
            & (Uitnodiging.status == Uitnodigingstatus.OPEN)
        )
        .returning(Uitnodiging.id)
    )
    if not geraakt:
        raise NietGevonden(_WEG)


async def _eis_plaats(tx: Tx, uitnodiging_id: UUID, wie: Genodigde, email: str) -> None:
    """Op dit adres staat met deze rol nog niets open dat telt, en wie uitnodigt heeft er niet te veel. Wat verlopen is
    maakt plaats.

    Raises:
        Conflict: dat is niet zo; met wat er dan kan.
    """
    zelfde = await _lees(tx, None, (email, str(wie.rol), wie.organisatie_id))
    eerder = next((regel for regel in zelfde if regel.id != uitnodiging_id), None)
    if eerder is not None and not eerder.geldt:
        await sluit(tx, eerder.id, Uitnodigingstatus.INGETROKKEN)
    elif eerder is not None:
        raise Conflict(
            "Op dit adres staat al een uitnodiging met deze rol open, tot"
            f" {eerder.verloopt_op.astimezone(NEDERLAND):%d-%m-%Y %H:%M}. Is haar link kwijt, trek haar dan in"
            f" ({_hoe_intrekken(tx, eerder.id)}) en nodig opnieuw uit."
        )
    [rij] = await tx.fetch(_AANTAL, tx.gemeente_id, tx.toegang.medewerker_id)
    if rij["open"] >= HOOGSTE_OPEN:
        raise Conflict(
            f"U hebt al {HOOGSTE_OPEN} uitnodigingen open. Trek in wat niet meer nodig is, of wacht tot er een is"
            " aanvaard of verlopen."
        )


def _begin_van(dag: date) -> datetime:
    return datetime.combine(dag, time(), tzinfo=NEDERLAND)


def _hoe_intrekken(tx: Tx, uitnodiging_id: UUID) -> str:
    """Hoe wie hier handelt een uitnodiging intrekt; op de opdrachtregel is er geen mens die is ingelogd."""
    if tx.toegang.medewerker_id is None:
        return f"`meedoen leden trek-in`, met {uitnodiging_id}"
    return f"`POST .../uitnodigingen/{uitnodiging_id}/intrekking`"
