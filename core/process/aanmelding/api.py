"""De deur voor DUO: POST /duo/v1/notificaties, naar het koppelvlak van DUO en niet naar dat van ons.

Antwoorden: 201 aangenomen (ook bij herhaling), 400 misvormd of te groot, 401 onbekende afzender, 403 een gemeente die
hier niet bediend wordt, 503 probeer het later, ook als het bericht niet op tijd helemaal binnen is. Elk antwoord draagt
API-Version en het berichtId. Wie DUO niet is krijgt voor elk `doel` hetzelfde antwoord, na hetzelfde werk.
"""

import asyncio
import hmac
import logging
from contextlib import aclosing
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, post
from litestar.exceptions import InternalServerException

from core.fouten import Onbereikbaar, OngeldigeInvoer
from core.instellingen.config import Config
from core.instellingen.sleutels import sleuteltekst
from core.instellingen.tabel import DuoAfzender
from core.platform.http.bezoek import openbaar
from core.platform.http.mtls import oin_in
from core.process.aanmelding import ontvangst
from core.process.aanmelding.ontvangst import HOOGSTE_OMVANG, Koppen, Postvak

API_VERSIE = "1.8.0"
KOP_GEHEIM = "x-meedoen-proxy"
KOP_OIN = "x-client-oin"
logboek = logging.getLogger("meedoen.ontvanger")


class Foutmelding(msgspec.Struct, frozen=True, rename="camel"):
    """De vorm waarin DUO een fout verwacht."""

    fouttekst: str


def _onverwacht(request: Request[Any, Any, Any], fout: Exception) -> Response[Foutmelding | None]:
    """Een fout van ons, ook in de vorm van DUO: met 503 biedt DUO het bericht later weer aan."""
    logboek.error("onverwachte fout", exc_info=fout)
    return _antwoord(503, _koppen(request), "er ging iets mis; probeer het later opnieuw")


# Without a limit of Litestar: it would refuse unseen what announces too much, and then there is nothing to hash.
@post(
    "/notificaties",
    status_code=201,
    opt=openbaar(),
    request_max_body_size=None,
    exception_handlers={Exception: _onverwacht},
)
async def neem_notificatie_aan(request: Request[Any, Any, Any]) -> Response[Foutmelding | None]:
    """Neem een notificatie aan; zie de module voor de antwoorden."""
    postvak: Postvak = request.app.state.postvak
    koppen = _koppen(request)
    try:
        try:
            async with asyncio.timeout(request.app.state.bodytijd):
                body = await _lees_body(request)
        except TimeoutError:
            # 503 and not 400: that would tell DUO, on a slow line, never to send this again. The contract has no 408.
            return _antwoord(503, koppen, "het bericht was niet op tijd binnen; probeer het opnieuw", sluit=True)
        except InternalServerException:
            # The other side hung up; nobody reads this, and half a message is no evidence of anything.
            return _antwoord(503, koppen, "het bericht is niet helemaal binnen; probeer het opnieuw", sluit=True)
        if len(body) > HOOGSTE_OMVANG:
            await ontvangst.noteer_weigering(postvak, "te_groot", koppen, body)
            return _antwoord(400, koppen, "het bericht is te groot", sluit=True)
        if not _is_duo(request, postvak.config, koppen):
            await ontvangst.noteer_weigering(postvak, "onbekende_afzender", koppen, body)
            return _antwoord(401, koppen, "de afzender is niet herkend")
        gemeente_id = postvak.gemeente_van(koppen.doel)
        if gemeente_id is None:
            await ontvangst.noteer_weigering(postvak, "onbekend_doel", koppen, body)
            return _antwoord(403, koppen, "voor deze organisatie worden hier geen berichten aangenomen")
        try:
            bericht_id = UUID(koppen.bericht_id)
            await ontvangst.neem_aan(postvak, gemeente_id, bericht_id=bericht_id, body=body)
        except (OngeldigeInvoer, ValueError) as fout:
            await ontvangst.noteer_weigering(postvak, "misvormd", koppen, body)
            return _antwoord(400, koppen, _uitleg(fout))
    except Onbereikbaar:
        return _antwoord(503, koppen, "tijdelijk niet beschikbaar; probeer het later opnieuw")
    return _antwoord(201, koppen)


async def _lees_body(request: Request[Any, Any, Any]) -> bytes:
    """De body; van een die te groot is precies één byte meer dan mag, en de rest blijft ongelezen.

    Zo zeggen omvang en hash van een geweigerd bericht iets over bytes die er echt waren, en niet over een kop.
    """
    gelezen = bytearray()
    async with aclosing(request.stream()) as delen:
        async for deel in delen:
            gelezen += deel
            if len(gelezen) > HOOGSTE_OMVANG:
                break
    return bytes(gelezen[: HOOGSTE_OMVANG + 1])


def _is_duo(request: Request[Any, Any, Any], config: Config, koppen: Koppen) -> bool:
    """De afzender is DUO: zijn OIN, langs de weg van de instellingen, is dat van DUO en ook de koptekst `bron`."""
    match config.duo_afzender:
        case DuoAfzender.CERTIFICAAT:
            oin = oin_in(request.scope)
        case DuoAfzender.PROXY:
            oin = _kop(request, KOP_OIN) if _is_onze_proxy(request, config) else None
        case DuoAfzender.KOPTEKST:
            oin = koppen.bron
    return oin == config.duo_oin == koppen.bron


def _is_onze_proxy(request: Request[Any, Any, Any], config: Config) -> bool:
    """De proxy stuurt het geheim zoals het in de instelling staat: base64, dezelfde tekst."""
    geheim = _kop(request, KOP_GEHEIM).encode("utf-8", "replace")
    return hmac.compare_digest(geheim, sleuteltekst(config.duo_proxy_geheim).encode())


def _koppen(request: Request[Any, Any, Any]) -> Koppen:
    return Koppen(bron=_kop(request, "bron"), doel=_kop(request, "doel"), bericht_id=_kop(request, "berichtid"))


def _kop(request: Request[Any, Any, Any], naam: str) -> str:
    """Een kop die er precies één keer staat, anders leeg: bij twee zou elke lezer een andere kunnen geloven."""
    gevonden = request.headers.getall(naam, [])
    return gevonden[0] if len(gevonden) == 1 else ""


def _uitleg(fout: Exception) -> str:
    if isinstance(fout, OngeldigeInvoer):
        return "; ".join(f"{g.veld}: {g.melding}" for g in fout.gebreken)[:200] or fout.melding
    if isinstance(fout, UnicodeError):
        return "de inhoud heeft een teken dat niet te bewaren is"
    return "berichtId: verwacht een UUID"


def _antwoord(
    status: int, koppen: Koppen, fouttekst: str | None = None, *, sluit: bool = False
) -> Response[Foutmelding | None]:
    """Een antwoord in de vorm van DUO; `sluit` als er nog van de body onderweg kan zijn."""
    veilig = koppen.bericht_id if len(koppen.bericht_id) <= 64 and koppen.bericht_id.isprintable() else ""
    inhoud = None if fouttekst is None else Foutmelding(fouttekst[:200])
    return Response(
        inhoud,
        status_code=status,
        media_type="application/json",
        headers={"API-Version": API_VERSIE, "berichtId": veilig.encode("ascii", "ignore").decode()}
        | ({"Connection": "close"} if sluit else {}),
    )
