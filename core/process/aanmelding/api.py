"""De deur voor DUO: POST /duo/v1/notificaties, naar het koppelvlak van DUO en niet naar dat van ons.

Antwoorden: 201 aangenomen (ook bij herhaling), 400 misvormd of te groot, 401 onbekende afzender, 403 een gemeente die
hier niet bediend wordt, 503 probeer het later. Elk antwoord draagt API-Version en het berichtId.
"""

import hmac
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, post
from litestar.exceptions import HTTPException

from core.config import DuoAfzender
from core.fouten import Onbereikbaar, OngeldigeInvoer
from core.platform.http.bezoek import openbaar
from core.platform.huis import GemeenteNietBediend, Huis
from core.process.aanmelding import ontvangst
from core.process.aanmelding.ontvangst import Koppen

API_VERSIE = "1.8.0"
KOP_GEHEIM = "x-meedoen-proxy"
KOP_OIN = "x-client-oin"


class Foutmelding(msgspec.Struct, frozen=True, rename="camel"):
    """De vorm waarin DUO een fout verwacht."""

    fouttekst: str


@post("/notificaties", status_code=201, opt=openbaar())
async def neem_notificatie_aan(request: Request[Any, Any, Any]) -> Response[Foutmelding | None]:
    """Neem een notificatie aan; zie de module voor de antwoorden."""
    huis: Huis = request.app.state.huis
    koppen = Koppen(
        bron=request.headers.get("bron", ""),
        doel=request.headers.get("doel", ""),
        bericht_id=request.headers.get("berichtid", ""),
    )
    try:
        body = await request.body()
    except HTTPException:
        await ontvangst.noteer_weigering(huis, "te_groot", koppen, b"")
        return _antwoord(400, koppen, "het bericht is te groot")
    try:
        if not _is_duo(request, huis, koppen):
            await ontvangst.noteer_weigering(huis, "onbekende_afzender", koppen, body)
            return _antwoord(401, koppen, "de afzender is niet herkend")
        gemeente_id = await ontvangst.gemeente_van(huis, koppen.doel)
        if gemeente_id is None:
            await ontvangst.noteer_weigering(huis, "onbekend_doel", koppen, body)
            return _antwoord(403, koppen, "voor deze organisatie worden hier geen berichten aangenomen")
        try:
            bericht_id = UUID(koppen.bericht_id)
            await ontvangst.neem_aan(huis, gemeente_id, bericht_id=bericht_id, body=body)
        except (OngeldigeInvoer, ValueError) as fout:
            await ontvangst.noteer_weigering(huis, "misvormd", koppen, body)
            return _antwoord(400, koppen, _uitleg(fout))
    except (Onbereikbaar, GemeenteNietBediend):
        return _antwoord(503, koppen, "tijdelijk niet beschikbaar; probeer het later opnieuw")
    return _antwoord(201, koppen)


def _is_duo(request: Request[Any, Any, Any], huis: Huis, koppen: Koppen) -> bool:
    """De afzender is DUO: het OIN uit het certificaat (door de mTLS-proxy), en dat is ook de koptekst `bron`."""
    oin = koppen.bron
    if huis.config.duo_afzender is DuoAfzender.PROXY:
        geheim = request.headers.get(KOP_GEHEIM, "").encode("utf-8", "replace")
        if not hmac.compare_digest(geheim, huis.config.duo_proxy_geheim.hex().encode()):
            return False
        oin = request.headers.get(KOP_OIN, "")
    return oin == huis.config.duo_oin == koppen.bron


def _uitleg(fout: Exception) -> str:
    if isinstance(fout, OngeldigeInvoer):
        return "; ".join(f"{g.veld}: {g.melding}" for g in fout.gebreken)[:200] or fout.melding
    return "berichtId: verwacht een UUID"


def _antwoord(status: int, koppen: Koppen, fouttekst: str | None = None) -> Response[Foutmelding | None]:
    veilig = koppen.bericht_id if len(koppen.bericht_id) <= 64 and koppen.bericht_id.isprintable() else ""
    inhoud = None if fouttekst is None else Foutmelding(fouttekst[:200])
    return Response(
        inhoud,
        status_code=status,
        media_type="application/json",
        headers={"API-Version": API_VERSIE, "berichtId": veilig.encode("ascii", "ignore").decode()},
    )
