"""De API: de deur voor mensen en systemen (/v1), waar men inlogt (/inloggen), en /live en /ready.

Voor DUO is er een ander proces: de ontvanger.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.config.app import AppConfig
from litestar.di import Provide
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from core.bootstrap import CONTROLLERS, PADEN, TAGS, WERKSOORTEN, maak_huis, maak_inlogdeur, maak_machinedeur
from core.fouten import Onbereikbaar
from core.instellingen.config import Config
from core.instellingen.tabel import Proces
from core.law.fasen import Fase
from core.platform.db.migreren import MIGRATIES, lees_migraties
from core.platform.db.rollen import OnveiligeRol
from core.platform.http.bezoek import bewaak, geef_bezoek, openbaar
from core.platform.http.deurserver import Deurserver, serverconfig
from core.platform.http.drukte import Drukte
from core.platform.http.inloggen.deur import Inlogdeur
from core.platform.http.inloggen.machine import beschrijving as machinebeschrijving
from core.platform.http.inloggen.machine import token as machinetoken
from core.platform.http.inloggen.machinedeur import Machinedeur
from core.platform.http.inloggen.routes import Inloggen, voorkant
from core.platform.http.invoer import GRENS
from core.platform.http.maat import Maat, maak_maat
from core.platform.http.methoden import weiger_options
from core.platform.http.openapi import PREFIX, beschrijving
from core.platform.http.paginering import Cursors
from core.platform.http.peil import peilroutes
from core.platform.http.plaatsen import Grenzen
from core.platform.http.probleem import MEDIATYPE, Probleem, foutafhandelaars
from core.platform.http.protocollen import BewaaktHttptools
from core.platform.http.rand import API_VERSIE, Rand, Receive, Scope, Send
from core.platform.http.tokens import Tokens
from core.platform.http.weigeringen import Weigeringen
from core.platform.huis import Huis
from core.platform.inloggen.machinetokens import Machinetokens
from core.platform.inloggen.sessies import Sessies
from core.platform.partijen import VAN_ACTOR
from core.platform.queue.valkey import maak_valkey
from core.platform.telemetry import sentry
from core.platform.telemetry.sentry import meld_aan_sentry
from core.platform.tenancy import Actor, toegang_platform
from core.process.leden.genodigd import Genodigd

GENADE = 5
"""Seconden die lopende verzoeken bij het stoppen krijgen om af te maken."""
UITLEG = """De API van Meedoen, de gedeelde uitvoering van de Wet inburgering 2021.

Elk verzoek draagt een token (Authorization: Bearer), of is van wie in een browser op /inloggen is ingelogd. De
gemeente staat in het pad; een gemeente waar u niet werkt bestaat voor u niet. Wijzigen gaat met de versie die u zag:
was iemand anders eerder, dan krijgt u 409 en is er niets gewijzigd. Een nieuw ding krijgt een id dat u zelf maakt,
zodat nog eens sturen niets verandert. Fouten zijn application/problem+json en noemen alle gebreken tegelijk, met het
artikel. Een dag of tijdstip ligt tussen 1900 en 2100, en een naam staat in een object één keer. Een adres heeft één
schrijfwijze: die van deze beschrijving, met een UUID in kleine letters."""


@get("/openapi.json", include_in_schema=False, opt=openbaar(), summary="Deze beschrijving")
async def openapi_json(request: Request[Any, Any, Any]) -> Response[bytes]:
    return Response(
        request.app.state.beschrijving(), media_type="application/json", headers={"Access-Control-Allow-Origin": "*"}
    )


def maak_app(
    huis: Huis,
    *,
    inlogdeur: Inlogdeur | None = None,
    machinedeur: Machinedeur | None = None,
    maat: Maat | None = None,
    open_databank: bool = True,
    bij_sluiten: Callable[[], Awaitable[None]] | None = None,
) -> Litestar:
    """De Litestar-toepassing voor /v1 en /inloggen; `open_databank` is uit als de aanroeper dat zelf doet (tests).

    `bij_sluiten` gebeurt bij het stoppen, zolang de databank nog open is.
    """

    nodige_migratie = len(lees_migraties(MIGRATIES))

    async def is_klaar() -> None:
        """De database antwoordt en haar schema is nieuw genoeg."""
        async with huis.databank.uow(toegang_platform(Actor.TOEGANG, oorsprong="ready")) as tx:
            rij = await tx.fetchrow("select max(nummer) as nummer from meedoen.schema_migratie")
        if rij is None or (rij["nummer"] or 0) < nodige_migratie:
            raise Onbereikbaar("Het schema van de database is ouder dan deze versie; voer `meedoen db migreer` uit.")

    @asynccontextmanager
    async def levensloop(_: Litestar) -> AsyncIterator[None]:
        if open_databank:
            try:
                await huis.databank.open()
            except (Onbereikbaar, OnveiligeRol) as fout:
                sentry.meld(fout, proces=Proces.API)  # uvicorn maakt er een afsluitcode van
                raise
        try:
            yield
        finally:
            if bij_sluiten is not None:
                await bij_sluiten()
            if inlogdeur is not None:
                await inlogdeur.sluit()
            if open_databank:
                await huis.databank.sluit()

    def zet_staat(app_config: AppConfig) -> AppConfig:
        app_config.state.huis = huis
        app_config.state.tokens = Tokens(
            huis.config.sleutel_token, uitgever=huis.config.token_uitgever, omgeving=huis.config.omgeving
        )
        app_config.state.inlogdeur = inlogdeur
        app_config.state.machinedeur = machinedeur
        app_config.state.maat = maat
        app_config.state.cursors = Cursors(huis.config.sleutel_cursor)
        return app_config

    app = Litestar(
        route_handlers=[
            Router(
                PREFIX,
                route_handlers=[*CONTROLLERS, openapi_json],
                guards=[bewaak],
                dependencies={"bezoek": Provide(geef_bezoek)},
            ),
            Inloggen,
            machinetoken,
            machinebeschrijving,
            Genodigd,
            voorkant,
            *peilroutes(is_klaar, lambda: sorted(u.tenant.naam for u in huis.uitval.values())),
        ],
        guards=[weiger_options],
        lifespan=[levensloop],
        on_app_init=[zet_staat],
        exception_handlers=foutafhandelaars(),
        after_exception=[meld_aan_sentry],
        request_max_body_size=GRENS,
        openapi_config=None,
        logging_config=None,
    )
    app.state.beschrijving = cache(
        lambda: msgspec.json.encode(
            beschrijving(
                app,
                versie=API_VERSIE,
                uitleg=UITLEG,
                tags=TAGS,
                paden=PADEN,
                keuzes={"soort": [str(soort) for soort in WERKSOORTEN], "fase": [str(fase) for fase in Fase]},
            )
        )
    )
    return app


class Voordeur:
    """De API met haar rand eromheen."""

    def __init__(
        self,
        huis: Huis,
        *,
        inlogdeur: Inlogdeur | None = None,
        machinedeur: Machinedeur | None = None,
        maat: Maat | None = None,
        sluit: Callable[[], Awaitable[None]] | None = None,
        open_databank: bool = True,
        grenzen: Grenzen | None = None,
    ) -> None:
        self.weigeringen = Weigeringen(huis)

        async def bij_sluiten() -> None:
            await self.weigeringen.sluit()
            if sluit is not None:
                await sluit()

        self.app = maak_app(
            huis,
            inlogdeur=inlogdeur,
            machinedeur=machinedeur,
            maat=maat,
            open_databank=open_databank,
            bij_sluiten=bij_sluiten,
        )
        bewaakt = Drukte(self.app, grenzen or grenzen_van(huis.config), _weigering)
        # Around all of it, so that everybody inside sees the same address of the visitor.
        rand: Any = Rand(bewaakt, na_afloop=self.weigeringen.na_afloop)
        self._rand = rand
        if huis.config.proxys:
            self._rand = ProxyHeadersMiddleware(rand, trusted_hosts=list(huis.config.proxys))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._rand(scope, receive, send)


def grenzen_van(config: Config) -> Grenzen:
    """Hoeveel en hoelang de API duldt."""
    return Grenzen(verbindingen=config.verbindingen, per_adres=config.verbindingen_per_adres)


def maak_server(config: Config) -> Deurserver:
    """De server van de API; TLS doet de proxy ervoor."""
    grenzen = grenzen_van(config)
    instellingen = serverconfig(
        maak_voordeur(config), grenzen, protocol=BewaaktHttptools, genade=GENADE, host=config.adres, port=config.poort
    )
    return Deurserver(instellingen, grenzen)


def _weigering(status: int, uitleg: str) -> tuple[str, bytes]:
    titel = "Te druk" if status == 503 else "Te groot"
    probleem = Probleem(type=f"urn:meedoen:probleem:http-{status}", title=titel, status=status, detail=uitleg)
    return MEDIATYPE, msgspec.json.encode(probleem)


def maak_voordeur(config: Config) -> Voordeur:
    """De API volgens de instellingen, met de rollen van wie zich aanmeldt en geen andere."""
    huis = maak_huis(
        config, actoren=frozenset({Actor.GEMEENTE, Actor.TOEGANG, Actor.ANTWOORD, Actor.LEDEN, *VAN_ACTOR})
    )
    valkey = maak_valkey(config)

    async def sluit() -> None:
        await valkey.aclose(close_connection_pool=True)

    return Voordeur(
        huis,
        inlogdeur=maak_inlogdeur(huis, Sessies(valkey)),
        machinedeur=maak_machinedeur(huis, Machinetokens(valkey)),
        maat=maak_maat(valkey),
        sluit=sluit,
    )
