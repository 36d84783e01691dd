"""The rungs between the bare handler and the API: routes that use Meedoen's own parts, one more on each rung."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from litestar import Litestar, Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from benchmarks.opname import LIMIET
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.audit.logboek import Auditregel, Logboek
from core.platform.http.bezoek import _als_gemeente, lidmaatschappen
from core.platform.http.tokens import Identiteit, Tokens
from core.platform.huis import Huis
from core.platform.tenancy import Toegang
from core.process.dossier import views, werklijst
from core.process.dossier.views import DossierUit
from core.process.dossier.werklijst import Filters
from core.process.dossier.werkvoorraad_api import Werkpagina

Verzoek = Request[Any, Any, Any]
Toegangsvraag = Callable[[Verzoek, Bevoegdheid], Awaitable[Toegang]]
_PAGINA, _DOSSIER = Bevoegdheid("werkvoorraad", "lezen"), Bevoegdheid("dossier", "lezen")


class Sport(StrEnum):
    """The rungs of this app, lowest first; each name is also its path."""

    UOW = "uow"
    AUDIT = "audit"
    LIDMAATSCHAP = "lidmaatschap"
    TOKEN = "token"  # noqa: S105 - the name of a rung
    CASBIN = "casbin"


class ZonderMac(Logboek):
    """Writes the same audit line without computing its MAC, so that the MAC can be measured by itself."""

    def mac(self, regel: Auditregel, *, xid: int | None, versie: int) -> bytes:
        return bytes(32)


def maak_ladder(huis: Huis, *, toegang: Toegang, identiteit: Identiteit, gemeentecode: str) -> Litestar:
    """All rungs in one app, under `/<sport>/…`; who asks is `identiteit`, whose access is `toegang`."""
    tokens = Tokens(huis.config.sleutel_token, uitgever=huis.config.token_uitgever, omgeving=huis.config.omgeving)

    async def bekend(_: Verzoek, __: Bevoegdheid) -> Toegang:
        return toegang

    async def gezocht(verzoek: Verzoek, wie: Identiteit) -> Toegang:
        leden = await lidmaatschappen(huis, wie)
        return _als_gemeente(leden, gemeentecode, f"GET {verzoek.scope['path_template']}")[0]

    async def met_lidmaatschap(verzoek: Verzoek, _: Bevoegdheid) -> Toegang:
        return await gezocht(verzoek, identiteit)

    async def met_token(verzoek: Verzoek, _: Bevoegdheid) -> Toegang:
        return await gezocht(verzoek, tokens.lees(verzoek.headers.get("authorization")))

    async def met_casbin(verzoek: Verzoek, bevoegdheid: Bevoegdheid) -> Toegang:
        gevonden = await met_token(verzoek, bevoegdheid)
        huis.bevoegdheden.eis(gevonden.rollen, gemeentecode=gemeentecode, bevoegdheid=bevoegdheid)
        return gevonden

    zonder_mac = replace(huis, logboek=ZonderMac(huis.config.sleutel_audit))
    routes = [
        *_routes(Sport.UOW, zonder_mac, bekend),
        *_routes(Sport.AUDIT, huis, bekend),
        *_routes(Sport.LIDMAATSCHAP, huis, met_lidmaatschap),
        *_routes(Sport.TOKEN, huis, met_token),
        *_routes(Sport.CASBIN, huis, met_casbin),
    ]

    @asynccontextmanager
    async def levensloop(_: Litestar) -> AsyncIterator[None]:
        await huis.databank.open()
        yield
        await huis.databank.sluit()

    @get("/live")
    async def live() -> str:
        return "leeft"

    return Litestar([live, *routes], lifespan=[levensloop], openapi_config=None, logging_config=None)


def _routes(sport: Sport, huis: Huis, geef_toegang: Toegangsvraag) -> list[HTTPRouteHandler]:
    @get(f"/{sport}/werkvoorraad")
    async def werkvoorraad(request: Verzoek) -> Werkpagina:
        toegang = await geef_toegang(request, _PAGINA)
        async with huis.databank.uow(toegang) as tx:
            rijen, _ = await werklijst.pagina(tx, huis, filters=Filters(), limiet=LIMIET)
        return Werkpagina(werk=rijen, volgende=None)

    @get(f"/{sport}/dossiers/{{dossier_id:uuid}}")
    async def dossier(request: Verzoek, dossier_id: FromPath[UUID]) -> DossierUit:
        toegang = await geef_toegang(request, _DOSSIER)
        async with huis.databank.uow(toegang) as tx:
            return await views.dossier(tx, huis, dossier_id)

    return [werkvoorraad, dossier]
