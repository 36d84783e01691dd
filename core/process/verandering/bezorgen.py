"""Naar een webhook sturen wat de organisatie ook in de feed leest (ADR 0101), ondertekend volgens Standard Webhooks.

Een regel gaat minstens één keer, en op volgorde: komt zij niet aan, dan wachten de volgende. Wachten doet de outbox;
een adres dat niet antwoordt kost Meedoen geen werk en de gemeente geen werkitem. Het geheim staat nergens.
"""

import hmac
import time
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from core.fouten import Onbereikbaar
from core.platform.crypto.kluis import Kluis, Soort
from core.platform.db.uow import Tx
from core.platform.inloggen.sessies import nu_hier
from core.platform.outbox import bus
from core.platform.tenancy import Doel
from core.platform.uitgaand.fouten import AdresGeweigerd, NietTeBereiken
from core.platform.uitgaand.vragen import Uitgaand
from core.process.taak import Taakbeurt, Taaksoort
from core.process.verandering.rijen import Veranderregel, WebhookRij
from core.process.verandering.tables import Stilreden, Webhookstatus
from core.process.verandering.views import als_event, regels_na

VRAAG, BEZORG = "verandering.vraag", "verandering.bezorg"
VOOR_GEHEIM = "whsec_"
PER_BEURT = 20
SECONDEN = 20.0
"""Zo lang stuurt één beurt; wat er dan nog staat doet de volgende."""
GEDULD = timedelta(days=3)
"""Zo lang mag een adres niets aannemen voordat Meedoen ophoudt. Een eigen norm."""
EERSTE_WACHT, LANGSTE_WACHT = timedelta(minutes=1), timedelta(hours=6)
NIETS = 0
"""Het antwoord van een adres dat niet, of niet bruikbaar, antwoordt."""
_LEES = """
select id, organisatie_id, naam, adres, status, reden, tot, pogingen, mislukt_sinds, wacht_tot, aangemeld_op,
  ingetrokken_op
from meedoen.webhook where gemeente_id = $1 and id = $2"""
_WEK = "select id from meedoen.webhook where gemeente_id = $1 and organisatie_id = $2 and status = 'actief'"
_MAG = """
update meedoen.webhook set status = 'actief', pogingen = 0, mislukt_sinds = null, wacht_tot = null,
  tot = coalesce(tot, (select max(nummer) from meedoen.verandering
                       where gemeente_id = $1 and organisatie_id = webhook.organisatie_id), 0)
where gemeente_id = $1 and id = $2 and status = 'aangemeld'"""
"""Een nieuwe webhook hoort wat er vanaf nu gebeurt; wat er al stond leest men in de feed."""
_STAND = """
update meedoen.webhook set status = $4, reden = $5, tot = $6, pogingen = $7, mislukt_sinds = $8, wacht_tot = $9
where gemeente_id = $1 and id = $2 and status in ('aangemeld', 'actief') and tot is not distinct from $3"""
"""Alleen als niemand intussen verzette tot waar er bezorgd is."""
_NOG_EENS = """
update meedoen.webhook_levering set pogingen = pogingen + 1, antwoord = $4, laatst_op = $5,
  bezorgd_op = coalesce(bezorgd_op, $6)
where gemeente_id = $1 and webhook_id = $2 and nummer = $3"""
_EERST = """
insert into meedoen.webhook_levering
  (gemeente_id, webhook_id, nummer, organisatie_id, pogingen, antwoord, eerst_op, laatst_op, bezorgd_op)
values ($1, $2, $3, $7, 1, $4, $5, $5, $6)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levering:
    """Wat er met één regel gebeurde."""

    nummer: int
    antwoord: int
    op: datetime

    @property
    def bezorgd(self) -> bool:
        return HTTPStatus.OK <= self.antwoord < HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Hoe het na een beurt met een webhook staat."""

    status: Webhookstatus
    reden: Stilreden
    tot: int | None
    pogingen: int
    mislukt_sinds: datetime | None
    wacht_tot: datetime | None


def geheimen(kluis: Kluis, gemeente_id: UUID, webhook_id: UUID) -> tuple[str, ...]:
    """Waarmee Meedoen ondertekent wat naar deze webhook gaat, zoals Standard Webhooks het schrijft; dat van de actieve
    sleutel eerst. Wordt er van sleutel gewisseld, dan staan de handtekeningen van beide erbij."""
    ruw = kluis.geheimen(webhook_id, soort=Soort.WEBHOOK, gemeente_id=gemeente_id)
    return tuple(VOOR_GEHEIM + b64encode(urlsafe_b64decode(f"{geheim}=")).decode() for geheim in ruw)


def onderteken(met: Iterable[str], *, id_: str, op: datetime, inhoud: bytes) -> Mapping[str, str]:
    """De koppen waarmee een ontvanger nagaat dat dit van Meedoen komt en van nu is (Standard Webhooks 1.0)."""
    tijd = str(int(op.timestamp()))
    tekst = f"{id_}.{tijd}.".encode() + inhoud
    macs = [hmac.digest(b64decode(geheim.removeprefix(VOOR_GEHEIM)), tekst, sha256) for geheim in met]
    return {
        "webhook-id": id_,
        "webhook-timestamp": tijd,
        "webhook-signature": " ".join(f"v1,{b64encode(mac).decode()}" for mac in macs),
    }


async def wek(tx: Tx, organisatie_id: UUID) -> None:
    """Laat de webhooks van deze organisatie bezorgen wat er nieuw is."""
    for rij in await tx.fetch(_WEK, tx.gemeente_id, organisatie_id):
        await bus.zet(tx, BEZORG, onderwerp_id=rij["id"], reeks=rij["id"])


async def vraag(beurt: Taakbeurt) -> None:
    """Vraag het adres of Meedoen mag sturen (CloudEvents, HTTP 1.1 Web Hooks, 4); zonder ja gaat er niets heen."""
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        rij = await _lees(tx, beurt)
        if rij is None or rij.status is not Webhookstatus.AANGEMELD:
            await beurt.klaar(tx)
            return
    mag = await _mag(_weg(beurt), rij.adres, urlsplit(beurt.huis.config.publiek_adres).netloc or "meedoen")
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        if mag:
            await tx.voer_uit(_MAG, tx.gemeente_id, rij.id)
        else:
            await _zet(tx, rij, _stil(rij, Stilreden.GEEN_TOESTEMMING))
        await bus.zet(tx, BEZORG, onderwerp_id=rij.id, reeks=rij.id)
        await beurt.klaar(tx)


async def bezorg(beurt: Taakbeurt) -> None:
    """Stuur wat deze webhook nog niet kreeg; na een mislukte poging wacht zij, steeds langer."""
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        rij = await _lees(tx, beurt)
        wacht = rij is None or rij.status is not Webhookstatus.ACTIEF or _wacht(rij, nu_hier())
        regels = (
            [] if rij is None or wacht else await regels_na(tx, rij.organisatie_id, na=rij.tot or 0, limiet=PER_BEURT)
        )
        if not regels:
            await beurt.klaar(tx)
    if rij is None or not regels:
        return
    leveringen = await _stuur(beurt, rij, regels)
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        await _leg_vast(tx, rij, leveringen)
        await beurt.klaar(tx)


def na_een_beurt(rij: WebhookRij, leveringen: list[Levering], *, nu: datetime) -> Stand:
    """Hoe het na deze leveringen met de webhook staat; de laatste zegt of het nog lukt."""
    tot = max([rij.tot or 0, *(levering.nummer for levering in leveringen if levering.bezorgd)])
    if leveringen[-1].bezorgd:
        return Stand(
            status=Webhookstatus.ACTIEF,
            reden=Stilreden.GEEN,
            tot=tot,
            pogingen=0,
            mislukt_sinds=None,
            wacht_tot=None,
        )
    verder = len(leveringen) > 1  # something arrived, so the failing begins here
    sinds = nu if rij.mislukt_sinds is None or verder else rij.mislukt_sinds
    pogingen = 1 if verder else rij.pogingen + 1
    reden = Stilreden.GEEN
    if leveringen[-1].antwoord == HTTPStatus.GONE:
        reden = Stilreden.WEG
    elif nu - sinds >= GEDULD:
        reden = Stilreden.GEEN_ANTWOORD
    return Stand(
        status=Webhookstatus.STIL if reden else Webhookstatus.ACTIEF,
        reden=reden,
        tot=tot,
        pogingen=pogingen,
        mislukt_sinds=sinds,
        wacht_tot=None if reden else nu + min(EERSTE_WACHT * 4 ** min(pogingen - 1, 8), LANGSTE_WACHT),
    )


async def _lees(tx: Tx, beurt: Taakbeurt) -> WebhookRij | None:
    rijen = await tx.fetch_als(WebhookRij, _LEES, tx.gemeente_id, beurt.bericht.onderwerp_id)
    return rijen[0] if rijen else None


def _wacht(rij: WebhookRij, nu: datetime) -> bool:
    """Of er een latere beurt klaarstaat. Een nieuwe regel maakt die niet eerder: het adres krijgt rust."""
    return rij.wacht_tot is not None and nu < rij.wacht_tot


async def _mag(weg: Uitgaand, adres: str, wij: str) -> bool:
    try:
        antwoord = await weg.haal(adres, methode="OPTIONS", koppen={"WebHook-Request-Origin": wij})
    except (AdresGeweigerd, NietTeBereiken):
        return False
    gelukt = HTTPStatus.OK <= antwoord.status < HTTPStatus.MULTIPLE_CHOICES
    return gelukt and antwoord.koppen.get("webhook-allowed-origin", "").strip() in ("*", wij)


async def _stuur(beurt: Taakbeurt, rij: WebhookRij, regels: list[Veranderregel]) -> list[Levering]:
    """De regels op volgorde, tot er een niet aankomt of de tijd om is."""
    weg, einde = _weg(beurt), time.monotonic() + SECONDEN
    met = geheimen(beurt.huis.kluis, beurt.bericht.gemeente_id, rij.id)
    gestuurd: list[Levering] = []
    for regel in regels:
        if gestuurd and (not gestuurd[-1].bezorgd or time.monotonic() > einde):
            break
        op, inhoud = nu_hier(), msgspec.json.encode(als_event(regel, beurt.tenant))
        koppen = {
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            **onderteken(met, id_=str(regel.id), op=op, inhoud=inhoud),
        }
        try:
            antwoord = (await weg.haal(rij.adres, methode="POST", koppen=koppen, inhoud=inhoud)).status
        except (AdresGeweigerd, NietTeBereiken):
            antwoord = NIETS
        gestuurd.append(Levering(nummer=regel.nummer, antwoord=antwoord, op=op))
    return gestuurd


async def _leg_vast(tx: Tx, rij: WebhookRij, leveringen: list[Levering]) -> None:
    for een in leveringen:
        wat = (tx.gemeente_id, rij.id, een.nummer, een.antwoord, een.op, een.op if een.bezorgd else None)
        if not await tx.voer_uit(_NOG_EENS, *wat):  # one webhook has one task at a time
            await tx.voer_uit(_EERST, *wat, rij.organisatie_id)
    nu = nu_hier()
    stand = na_een_beurt(rij, leveringen, nu=nu)
    if not await _zet(tx, rij, stand) or stand.status is not Webhookstatus.ACTIEF:
        return
    seconden = 0 if stand.wacht_tot is None else int((stand.wacht_tot - nu).total_seconds()) + 1
    await bus.zet(tx, BEZORG, onderwerp_id=rij.id, reeks=rij.id, na_seconden=seconden)


async def _zet(tx: Tx, rij: WebhookRij, stand: Stand) -> bool:
    geraakt = await tx.voer_uit(
        _STAND,
        tx.gemeente_id,
        rij.id,
        rij.tot,
        stand.status,
        stand.reden,
        stand.tot,
        stand.pogingen,
        stand.mislukt_sinds,
        stand.wacht_tot,
    )
    return geraakt == 1


def _stil(rij: WebhookRij, reden: Stilreden) -> Stand:
    return Stand(
        status=Webhookstatus.STIL,
        reden=reden,
        tot=rij.tot,
        pogingen=rij.pogingen,
        mislukt_sinds=rij.mislukt_sinds,
        wacht_tot=None,
    )


def _weg(beurt: Taakbeurt) -> Uitgaand:
    if beurt.buren.webhooks is None:
        raise Onbereikbaar("Dit proces heeft geen weg naar buiten.")
    return beurt.buren.webhooks


TAKEN = (
    Taaksoort(soort=VRAAG, wat="een webhook om toestemming vragen", doe=vraag),
    Taaksoort(soort=BEZORG, wat="een webhook haar regels bezorgen", doe=bezorg),
)
