"""Welke webhooks een organisatie hier heeft, en wat er van elke regel terechtkwam."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.fouten import NietGevonden
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.verandering import webhooks
from core.process.verandering.rijen import Leveringregel, WebhookRij
from core.process.verandering.tables import Stilreden, Webhookstatus

_HERVAT = "Hervat de webhook als dat hersteld is; Meedoen vraagt het adres dan opnieuw."
_LET_OP = {
    Stilreden.GEEN: "",
    Stilreden.GEEN_TOESTEMMING: "Het adres gaf geen toestemming. Laat uw systeem op OPTIONS antwoorden met de kop"
    f" WebHook-Allowed-Origin (docs/machines.md). {_HERVAT}",
    Stilreden.WEG: f"Het adres zei dat het er niet meer is (410). {_HERVAT}",
    Stilreden.GEEN_ANTWOORD: f"Het adres nam drie dagen niets aan. {_HERVAT}",
}
_LEVERINGEN = """
select nummer, pogingen, antwoord, eerst_op, laatst_op, bezorgd_op from meedoen.webhook_levering
where gemeente_id = $1 and webhook_id = $2 and organisatie_id = $3 and ($4::integer is null or nummer < $4)
order by nummer desc limit $5"""


class WebhookUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een webhook. `tot` is het laatste nummer dat aankwam; leeg zolang er nog niets heen mag. `mislukt_sinds` en
    `wacht_tot` zeggen of en wanneer Meedoen het opnieuw probeert, `letOp` wat er nu te doen is."""

    id: UUID
    naam: str
    adres: str
    status: Webhookstatus
    tot: int | None
    mislukt_sinds: datetime | None
    wacht_tot: datetime | None
    aangemeld_op: datetime
    ingetrokken_op: datetime | None
    let_op: str


class AangemeldeWebhook(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De webhook, en het geheim waarmee uw systeem nagaat dat een bericht van Meedoen komt (Standard Webhooks). Het
    staat in geen lijst: bewaar het daar waar uw systeem zijn geheimen bewaart."""

    webhook: WebhookUit
    geheim: str


class LeveringUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er van één regel naar de webhook ging. `antwoord` is de laatste status; 0 als er niets bruikbaars kwam."""

    nummer: int
    pogingen: int
    antwoord: int
    eerst_op: datetime
    laatst_op: datetime
    bezorgd_op: datetime | None


async def lijst(tx: Tx, huis: Huis) -> list[WebhookUit]:
    """Die van de eigen organisatie; het lezen komt in het leeslog."""
    rijen = await webhooks.lijst(tx)
    await huis.logboek.schrijf(tx, "webhook.lezen", "webhook")
    return [als_uit(rij) for rij in rijen]


async def leveringen(tx: Tx, huis: Huis, webhook_id: UUID, *, voor: int | None, limiet: int) -> list[LeveringUit]:
    """Wat er naar deze webhook ging, de nieuwste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: hier is geen webhook met dit id.
    """
    if all(rij.id != webhook_id for rij in await webhooks.lijst(tx)):
        raise NietGevonden(webhooks.ER_NIET)
    rijen = await tx.fetch_als(
        Leveringregel, _LEVERINGEN, tx.gemeente_id, webhook_id, tx.toegang.organisatie_id, voor, limiet
    )
    await huis.logboek.schrijf(tx, "webhook.leveringen-lezen", "webhook", object_id=webhook_id)
    return msgspec.convert(rijen, list[LeveringUit], from_attributes=True)


def als_uit(rij: WebhookRij) -> WebhookUit:
    return WebhookUit(
        id=rij.id,
        naam=rij.naam,
        adres=rij.adres,
        status=rij.status,
        tot=rij.tot,
        mislukt_sinds=rij.mislukt_sinds,
        wacht_tot=rij.wacht_tot,
        aangemeld_op=rij.aangemeld_op,
        ingetrokken_op=rij.ingetrokken_op,
        let_op=_LET_OP[rij.reden],
    )
