"""Een webhook aanmelden, hervatten en intrekken; door de beheerder van de organisatie, per gemeente (ADR 0101).

De tijd is die van de machine: met de klok van de zaken heeft bezorgen niets te maken.
"""

from dataclasses import dataclass
from uuid import UUID

from core.fouten import AndereInhoud, Conflict, Gebrek, NietGevonden, OngeldigeInvoer
from core.integrations.buren import webhookregels
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.inloggen.sessies import nu_hier
from core.platform.outbox import bus
from core.platform.uitgaand.adres import lees_adres
from core.platform.uitgaand.fouten import AdresGeweigerd
from core.platform.uitgaand.regels import Uitgaandregels
from core.process.verandering import bezorgen
from core.process.verandering.rijen import WebhookRij
from core.process.verandering.tables import Webhookstatus

TEGELIJK = 5
"""Webhooks van één organisatie in één gemeente."""
ER_NIET = "Deze webhook staat niet in de lijst van uw organisatie."
_LIJST = """
select id, organisatie_id, naam, adres, status, reden, tot, pogingen, mislukt_sinds, wacht_tot, aangemeld_op,
  ingetrokken_op
from meedoen.webhook where gemeente_id = $1 and organisatie_id = $2
order by ingetrokken_op desc nulls first, aangemeld_op desc, id desc limit 100"""
_NIEUW = """
insert into meedoen.webhook
  (gemeente_id, id, organisatie_id, naam, adres, status, aangemeld_op, aangemeld_door)
values ($1, $2, $3, $4, $5, 'aangemeld', $6, $7) on conflict do nothing"""
_TREK_IN = """
update meedoen.webhook set status = 'ingetrokken', reden = '', wacht_tot = null, ingetrokken_op = $3
where gemeente_id = $1 and id = $2 and status <> 'ingetrokken'"""
_HERVAT = """
update meedoen.webhook set status = $3, reden = '', tot = $4, pogingen = 0, mislukt_sinds = null, wacht_tot = null
where gemeente_id = $1 and id = $2 and status <> 'ingetrokken'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweWebhook:
    id: UUID
    naam: str
    adres: str


async def lijst(tx: Tx) -> list[WebhookRij]:
    """Die van deze organisatie in deze gemeente; wat ingetrokken is achteraan."""
    return await tx.fetch_als(WebhookRij, _LIJST, tx.gemeente_id, tx.toegang.organisatie_id)


async def meld_aan(tx: Tx, huis: Huis, nieuw: NieuweWebhook) -> tuple[WebhookRij, str]:
    """Meld een adres aan; geeft ook het geheim waarmee de ontvanger nagaat dat het van Meedoen komt. Hetzelfde nog eens
    verandert niets.

    Raises:
        OngeldigeInvoer: het adres kan niet; alle gebreken tegelijk.
        AndereInhoud: dit id is al van een andere webhook.
        Conflict: er zijn er te veel, of dit adres is al aangemeld.
    """
    rijen = await lijst(tx)
    staat_er = next((rij for rij in rijen if rij.id == nieuw.id), None)
    if staat_er is None:
        _toets(nieuw.adres, webhookregels(huis.config))
        lopend = [rij for rij in rijen if rij.status is not Webhookstatus.INGETROKKEN]
        if any(rij.adres == nieuw.adres for rij in lopend):
            raise Conflict("Dit adres is hier al aangemeld. Hervat die webhook, of trek haar eerst in.")
        if len(lopend) >= TEGELIJK:
            raise Conflict(f"Er zijn hier al {TEGELIJK} webhooks. Trek eerst in wat niet meer gebruikt wordt.")
        gelukt = await tx.voer_uit(
            _NIEUW,
            tx.gemeente_id,
            nieuw.id,
            tx.toegang.organisatie_id,
            nieuw.naam,
            nieuw.adres,
            nu_hier(),
            tx.toegang.medewerker_id,
        )
        if gelukt:
            await bus.zet(tx, bezorgen.VRAAG, onderwerp_id=nieuw.id, reeks=nieuw.id)
            await huis.logboek.schrijf(tx, "webhook.aanmelden", "webhook", object_id=nieuw.id, velden=["naam", "adres"])
        staat_er = next((rij for rij in await lijst(tx) if rij.id == nieuw.id), None)
    if staat_er is None:  # somebody else's
        raise Conflict("Dit id is al van iets anders. Maak een nieuw id en stuur het opnieuw.")
    _eis_dezelfde(staat_er, nieuw)
    return staat_er, bezorgen.geheimen(huis.kluis, tx.gemeente_id, nieuw.id)[0]


async def hervat(tx: Tx, huis: Huis, webhook_id: UUID, *, na: int | None) -> None:
    """Stuur weer, of stuur opnieuw vanaf het nummer na `na`; zonder `na` verder waar zij was.

    Raises:
        NietGevonden: hier is geen webhook met dit id.
        OngeldigeInvoer: zover is er nog niet bezorgd.
        Conflict: zij is ingetrokken.
    """
    rij = await _zoek(tx, webhook_id)
    if rij.status is Webhookstatus.INGETROKKEN:
        raise Conflict("Deze webhook is ingetrokken. Meld het adres opnieuw aan, met een nieuw id.")
    if na is not None and na > (hoogste := rij.tot or 0):
        gebrek = Gebrek(veld="na", melding=f"is hooguit {hoogste}: verder is er nog niet bezorgd")
        raise OngeldigeInvoer("Zo kan het niet opnieuw.", gebreken=(gebrek,))
    # Whoever was silent is asked again whether we may; who just listens is not.
    gaat = rij.status is Webhookstatus.ACTIEF
    status = Webhookstatus.ACTIEF if gaat else Webhookstatus.AANGEMELD
    await tx.voer_uit(_HERVAT, tx.gemeente_id, webhook_id, status, rij.tot if na is None else na)
    await bus.zet(tx, bezorgen.BEZORG if gaat else bezorgen.VRAAG, onderwerp_id=webhook_id, reeks=webhook_id)
    await huis.logboek.schrijf(tx, "webhook.hervatten", "webhook", object_id=webhook_id, velden=["tot"])


async def trek_in(tx: Tx, huis: Huis, webhook_id: UUID) -> None:
    """Stuur er niets meer heen; nog eens verandert niets.

    Raises:
        NietGevonden: hier is geen webhook met dit id.
    """
    rij = await _zoek(tx, webhook_id)
    if rij.status is Webhookstatus.INGETROKKEN:
        return
    await tx.voer_uit(_TREK_IN, tx.gemeente_id, webhook_id, nu_hier())
    await huis.logboek.schrijf(tx, "webhook.intrekken", "webhook", object_id=webhook_id)


async def _zoek(tx: Tx, webhook_id: UUID) -> WebhookRij:
    rij = next((rij for rij in await lijst(tx) if rij.id == webhook_id), None)
    if rij is None:
        raise NietGevonden(ER_NIET)
    return rij


def _toets(adres: str, regels: Uitgaandregels) -> None:
    gebreken: tuple[Gebrek, ...] = ()
    try:
        lees_adres(adres, regels)
    except AdresGeweigerd as fout:
        gebreken = fout.gebreken
    if "?" in adres:
        # It would stand in our tables and in the logs of others, and the signature says already who it is from.
        melding = "Er staat een ? in het adres. Haal die weg, met alles erachter: de handtekening zegt van wie het is."
        gebreken = (*gebreken, Gebrek(veld="adres", melding=melding))
    if gebreken:
        raise OngeldigeInvoer("Dit adres kan geen webhook zijn.", gebreken=gebreken)


def _eis_dezelfde(rij: WebhookRij, nieuw: NieuweWebhook) -> None:
    anders = [veld for veld in ("naam", "adres") if getattr(rij, veld) != getattr(nieuw, veld)]
    if anders:
        raise AndereInhoud(
            "Dit id is al van een andere webhook. Maak een nieuw id en stuur het opnieuw; er is niets gewijzigd.",
            gebreken=tuple(Gebrek(veld=veld, melding="is anders dan wat er staat") for veld in anders),
        )
