"""De API: de deur voor mensen en systemen (/v1), de deur voor DUO (/duo/v1), en /live en /ready."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.config.app import AppConfig
from litestar.di import Provide

from core.bootstrap import maak_huis
from core.config import Config
from core.fouten import Onbereikbaar
from core.platform.db.migreren import MIGRATIES, lees_migraties
from core.platform.http.bezoek import bewaak, geef_bezoek, openbaar
from core.platform.http.invoer import GRENS
from core.platform.http.openapi import PREFIX, beschrijving
from core.platform.http.paginering import Cursors
from core.platform.http.probleem import foutafhandelaars
from core.platform.http.rand import API_VERSIE, Rand, Receive, Scope, Send
from core.platform.http.tokens import Tokens
from core.platform.huis import Huis
from core.platform.telemetry.sentry import meld_aan_sentry
from core.platform.tenancy import Actor, toegang_platform
from core.process.aanmelding.api import API_VERSIE as DUO_VERSIE
from core.process.aanmelding.api import neem_notificatie_aan
from core.process.aanmelding.ontvangst import HOOGSTE_OMVANG
from core.process.begeleiding.api import BegeleidingApi
from core.process.besluit.api import BesluitApi
from core.process.dossier.api import DossierApi, MedewerkerApi, WerkitemApi, WerkvoorraadApi
from core.process.intake.api import BredeIntakeApi, OproepApi
from core.process.melding.api import MeldingApi
from core.process.pip.api import PipApi
from core.process.toewijzing.api import EigenToewijzingenApi, LeerlingApi, OrganisatieApi, ToewijzingApi

CONTROLLERS = [
    WerkvoorraadApi,
    WerkitemApi,
    MedewerkerApi,
    DossierApi,
    OproepApi,
    BredeIntakeApi,
    PipApi,
    BesluitApi,
    MeldingApi,
    BegeleidingApi,
    OrganisatieApi,
    ToewijzingApi,
    EigenToewijzingenApi,
    LeerlingApi,
]
TAGS = (
    "werkvoorraad",
    "dossiers",
    "brede intake",
    "pip",
    "besluiten en brieven",
    "meldingen aan DUO",
    "begeleiding",
    "toewijzingen",
    "taalschool",
)
DUO_PREFIX = "/duo/v1"
UITLEG = """De API van Meedoen, de gedeelde uitvoering van de Wet inburgering 2021.

Elk verzoek draagt een token (Authorization: Bearer). De gemeente staat in het pad; een gemeente waar u niet werkt
bestaat voor u niet. Wijzigen gaat met de versie die u zag: was iemand anders eerder, dan krijgt u 409 en is er niets
gewijzigd. Een nieuw ding krijgt een id dat u zelf maakt, zodat nog eens sturen niets verandert. Fouten zijn
application/problem+json en noemen alle gebreken tegelijk, met het artikel."""


@get("/openapi.json", include_in_schema=False, opt=openbaar(), summary="Deze beschrijving")
async def openapi_json(request: Request[Any, Any, Any]) -> Response[bytes]:
    return Response(
        request.app.state.beschrijving(), media_type="application/json", headers={"Access-Control-Allow-Origin": "*"}
    )


@get("/live", include_in_schema=False, opt=openbaar())
async def live() -> dict[str, str]:
    """Het proces leeft; raakt niets aan."""
    return {"status": "leeft"}


@get("/ready", include_in_schema=False, opt=openbaar())
async def ready(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Klaar voor verzoeken: de database antwoordt en haar schema is nieuw genoeg."""
    huis: Huis = request.app.state.huis
    async with huis.databank.uow(toegang_platform(Actor.TOEGANG, oorsprong="ready")) as tx:
        rij = await tx.fetchrow("select max(nummer) as nummer from meedoen.schema_migratie")
    if rij is None or (rij["nummer"] or 0) < request.app.state.nodige_migratie:
        raise Onbereikbaar("Het schema van de database is ouder dan deze versie; voer `meedoen db migreer` uit.")
    return {"status": "klaar"}


def maak_app(huis: Huis, *, open_databank: bool = True) -> Litestar:
    """De Litestar-toepassing voor /v1; `open_databank` is uit als de aanroeper dat zelf doet (tests)."""

    @asynccontextmanager
    async def levensloop(_: Litestar) -> AsyncIterator[None]:
        if open_databank:
            await huis.databank.open()
        try:
            yield
        finally:
            if open_databank:
                await huis.databank.sluit()

    def zet_staat(app_config: AppConfig) -> AppConfig:
        app_config.state.huis = huis
        app_config.state.tokens = Tokens(huis.config.sleutel_token, uitgever=huis.config.token_uitgever)
        app_config.state.cursors = Cursors(huis.config.sleutel_cursor)
        app_config.state.nodige_migratie = len(lees_migraties(MIGRATIES))
        return app_config

    app = Litestar(
        route_handlers=[
            Router(
                PREFIX,
                route_handlers=[*CONTROLLERS, openapi_json],
                guards=[bewaak],
                dependencies={"bezoek": Provide(geef_bezoek)},
            ),
            live,
            ready,
        ],
        lifespan=[levensloop],
        on_app_init=[zet_staat],
        exception_handlers=foutafhandelaars(),
        after_exception=[meld_aan_sentry],
        request_max_body_size=GRENS,
        openapi_config=None,
        logging_config=None,
    )
    app.state.beschrijving = cache(
        lambda: msgspec.json.encode(beschrijving(app, versie=API_VERSIE, uitleg=UITLEG, tags=TAGS))
    )
    return app


def maak_ontvanger(huis: Huis) -> Litestar:
    """De toepassing voor DUO; zij deelt de databank van de API."""

    def zet_staat(app_config: AppConfig) -> AppConfig:
        app_config.state.huis = huis
        return app_config

    return Litestar(
        route_handlers=[Router(DUO_PREFIX, route_handlers=[neem_notificatie_aan])],
        on_app_init=[zet_staat],
        exception_handlers=foutafhandelaars(),
        after_exception=[meld_aan_sentry],
        request_max_body_size=HOOGSTE_OMVANG,
        openapi_config=None,
        logging_config=None,
    )


class Voordeur:
    """Kiest op het pad tussen de twee toepassingen; alleen /v1 heeft een levensloop."""

    def __init__(self, huis: Huis, *, open_databank: bool = True) -> None:
        self.app = maak_app(huis, open_databank=open_databank)
        self._v1 = Rand(self.app)
        self._duo = Rand(maak_ontvanger(huis), api_version=DUO_VERSIE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(DUO_PREFIX + "/"):
            await self._duo(scope, receive, send)
        else:
            await self._v1(scope, receive, send)


def maak_voordeur(config: Config) -> Voordeur:
    """De API volgens de instellingen; zij krijgt niet de rol van de relay en niet die van de zegelaar."""
    return Voordeur(maak_huis(config, actoren=frozenset(Actor) - {Actor.RELAY, Actor.ZEGEL}))
