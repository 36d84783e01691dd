"""Iemand uitnodigen om hier te komen werken, en dat weer intrekken.

Het geheim van de link is 256 bits en wordt één keer gegeven; bewaard wordt alleen zijn afdruk. De tijd is die van de
machine, zoals bij het inloggen: een uitnodiging leeft niet langer als iemand in een proefopstelling de klok verzet.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from core.fouten import Conflict, NietGevonden, OngeldigeInvoer
from core.platform.audit.logboek import Logboek
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.inloggen.reis import nieuw_geheim
from core.platform.inloggen.sessies import nu_hier
from core.platform.inloggen.vingerafdruk import vingerafdruk
from core.platform.tenants import Tenant
from core.process.leden.functie import in_register
from core.process.leden.regels import Genodigde, Gever, toets_genodigde
from core.process.leden.rijen import UitnodigingRij
from core.process.leden.tables import Uitnodiging, Uitnodigingstatus

GELDIG = timedelta(hours=72)
_WEG = "Deze uitnodiging is er niet, of niet meer: zij is aanvaard, ingetrokken of van een ander."


def afdruk_van(geheim: str) -> str:
    """Waaraan Meedoen het geheim van een link herkent zonder het te bewaren."""
    return vingerafdruk("uitnodiging", geheim)


def net_adres(email: str) -> str:
    """Een adres zoals het vergeleken wordt: geen inlogdienst maakt verschil tussen grote en kleine letters."""
    return email.strip().casefold()


async def nodig_uit(
    tx: Tx, logboek: Logboek, tenant: Tenant, uitnodiging_id: UUID, wie: Genodigde, *, namens: str = ""
) -> str:
    """Leg de uitnodiging vast; geeft het geheim voor de link, dat daarna niemand meer heeft.

    Raises:
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk.
        Conflict: dit id is al van een uitnodiging.
    """
    gever = Gever(organisatie_id=tx.toegang.organisatie_id, mens=tx.toegang.medewerker_id is not None)
    nu = nu_hier()
    vandaag = nu.astimezone(NEDERLAND).date()
    if gebreken := tuple(toets_genodigde(wie, gever, tenant, vandaag=vandaag)):
        raise OngeldigeInvoer("Zo kan deze uitnodiging niet.", gebreken=gebreken)
    functie = await in_register(tx, wie.functie)
    geheim = nieuw_geheim()
    rij = Uitnodiging(
        gemeente_id=tx.gemeente_id,
        id=uitnodiging_id,
        organisatie_id=wie.organisatie_id,
        rol=wie.rol,
        naam=wie.naam.strip(),
        functie=functie,
        telefoon=wie.telefoon.strip(),
        email=net_adres(wie.email),
        vanaf=None if wie.vanaf is None else _begin_van(wie.vanaf),
        tot=None if wie.tot is None else _begin_van(wie.tot + timedelta(days=1)),
        afdruk=afdruk_van(geheim),
        status=Uitnodigingstatus.OPEN,
        uitgenodigd_op=nu,
        uitgenodigd_door=tx.toegang.medewerker_id,
        uitgenodigd_namens=namens,
        verloopt_op=nu + GELDIG,
    )
    if not await tx.schrijf(Uitnodiging.insert(rij).on_conflict(action="DO NOTHING").returning(Uitnodiging.id)):
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


async def lees_open(tx: Tx) -> list[UitnodigingRij]:
    """De uitnodigingen waar nog niet op geantwoord is, de nieuwste eerst."""
    return await tx.lees_als(
        UitnodigingRij,
        UitnodigingRij.select()
        .where((Uitnodiging.gemeente_id == tx.gemeente_id) & (Uitnodiging.status == Uitnodigingstatus.OPEN))
        .order_by(Uitnodiging.uitgenodigd_op, Uitnodiging.id, ascending=False)
        .limit(500),
    )


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


def _begin_van(dag: date) -> datetime:
    return datetime.combine(dag, time(), tzinfo=NEDERLAND)
