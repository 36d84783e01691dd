"""De ontvanger: de deur voor DUO, in een eigen proces op een eigen poort (ADR 0014).

Hij heeft één databaserol, die alleen mag wegleggen, en de sleutels om dat versleuteld te doen. Wie hem overneemt vindt
geen token, geen auditsleutel, geen wachtrij en geen regel die hij kan lezen.

/live en /ready staan op een tweede poort zonder TLS: wie daar peilt heeft geen certificaat van DUO.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec
import uvicorn
from litestar import Litestar, Router
from litestar.config.app import AppConfig

from core.bootstrap import maak_databank
from core.fouten import Onbereikbaar
from core.instellingen.config import Config
from core.instellingen.tabel import DuoAfzender
from core.platform.crypto.kluis import Kluis
from core.platform.geheugen import leg_huis_vast
from core.platform.http.deurserver import Deurserver, serverconfig, verruim_bestanden
from core.platform.http.drukte import Drukte
from core.platform.http.methoden import weiger_options
from core.platform.http.mtls import MtlsProtocol, maak_context
from core.platform.http.peil import peilroutes
from core.platform.http.plaatsen import Grenzen
from core.platform.http.probleem import foutafhandelaars
from core.platform.http.protocollen import BewaaktH11
from core.platform.http.rand import Rand
from core.platform.telemetry.sentry import meld_aan_sentry
from core.platform.tenancy import Actor
from core.platform.tenants import lees_tenants
from core.process.aanmelding.api import API_VERSIE, Foutmelding, neem_notificatie_aan
from core.process.aanmelding.ontvangst import HOOGSTE_OMVANG, Postvak, peil

PREFIX = "/duo/v1"
GENADE = 5
"""Seconden die lopende verzoeken krijgen om af te maken."""
PEILGRENZEN = Grenzen(verbindingen=32, per_adres=16)


def grenzen_van(config: Config) -> Grenzen:
    """Hoeveel en hoelang de deur voor DUO duldt; van de plaatsen is de helft alleen voor DUO.

    Er zijn maar enkele verbindingen met de database, en een bericht is hooguit 16 KiB. Hoelang de body mag duren,
    houdt de route zelf bij: DUO verwacht daarop een antwoord in haar vorm.
    """
    return Grenzen(
        verbindingen=config.ontvanger_verbindingen,
        per_adres=config.ontvanger_verbindingen_per_adres,
        voor_voorrang=config.ontvanger_verbindingen // 2,
        verzoeken=100,
        bodytijd=10,
    )


def maak_postvak(config: Config) -> Postvak:
    """Wat de ontvanger volgens de instellingen heeft; de databank is nog dicht."""
    return Postvak(
        config=config,
        databank=maak_databank(config, actoren=frozenset({Actor.ONTVANGER})),
        kluis=Kluis(config.sleutel_versleuteling, config.sleutel_index, config.sleutel_zout),
        gemeenten={tenant.oin: id_ for id_, tenant in lees_tenants(config.tenants).items()},
    )


def maak_deur(postvak: Postvak, grenzen: Grenzen | None = None) -> Rand:
    """De toepassing voor DUO, met niets anders erin."""
    grenzen = grenzen or grenzen_van(postvak.config)

    def zet_staat(app_config: AppConfig) -> AppConfig:
        app_config.state.postvak = postvak
        app_config.state.bodytijd = grenzen.bodytijd
        return app_config

    app = Litestar(
        route_handlers=[Router(PREFIX, route_handlers=[neem_notificatie_aan])],
        guards=[weiger_options],
        on_app_init=[zet_staat],
        exception_handlers=foutafhandelaars(),
        after_exception=[meld_aan_sentry],
        request_max_body_size=HOOGSTE_OMVANG,
        openapi_config=None,
        logging_config=None,
    )
    # The route itself ends a late body first, and answers in DUO's form; this one is for what is no route.
    ruimer = replace(grenzen, bodytijd=grenzen.bodytijd + GENADE)
    return Rand(Drukte(app, ruimer, _weigering), api_version=API_VERSIE)


def _weigering(_: int, uitleg: str) -> tuple[str, bytes]:
    return "application/json", msgspec.json.encode(Foutmelding(uitleg))


def maak_peiler(postvak: Postvak, server: uvicorn.Server) -> Litestar:
    """/live en /ready; klaar als de poort voor DUO open is en er weggelegd kan worden."""

    async def is_klaar() -> None:
        if not server.started:
            raise Onbereikbaar("De poort voor DUO is nog niet open.")
        await peil(postvak)

    return Litestar(
        route_handlers=peilroutes(is_klaar),
        guards=[weiger_options],
        exception_handlers=foutafhandelaars(),
        openapi_config=None,
        logging_config=None,
    )


def maak_server(postvak: Postvak, grenzen: Grenzen | None = None) -> Deurserver:
    """De server voor DUO; met `MEEDOEN_DUO_AFZENDER=certificaat` doet zij zelf mTLS.

    Raises:
        ssl.SSLError: het certificaat, de sleutel of het bestand met CA's deugt niet.
    """
    config, tls = postvak.config, {}
    grenzen = grenzen or grenzen_van(config)
    if config.duo_afzender is DuoAfzender.CERTIFICAAT:
        context = maak_context(
            certificaat=config.ontvanger_certificaat, sleutel=config.ontvanger_sleutel, ca=config.ontvanger_ca
        )
        tls["ssl_context_factory"] = lambda _, __: context
    instellingen = serverconfig(
        maak_deur(postvak, grenzen),
        grenzen,
        protocol=MtlsProtocol,
        genade=GENADE,
        host=config.ontvanger_adres,
        port=config.ontvanger_poort,
        lifespan="off",
        **tls,
    )
    return Deurserver(instellingen, grenzen, voorrang=config.duo_oin)


def draai_ontvanger(config: Config) -> None:
    """Draai de ontvanger tot SIGTERM of SIGINT; lopende verzoeken krijgen de tijd om af te maken."""
    postvak = maak_postvak(config)
    server = maak_server(postvak)
    verruim_bestanden(config.ontvanger_verbindingen + PEILGRENZEN.verbindingen)
    leg_huis_vast()
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as lus:
        lus.run(_dien(postvak, server))


async def _dien(postvak: Postvak, server: uvicorn.Server) -> None:
    config = postvak.config
    await postvak.databank.open()
    instellingen = serverconfig(
        maak_peiler(postvak, server),
        PEILGRENZEN,
        protocol=BewaaktH11,
        genade=GENADE,
        host=config.ontvanger_adres,
        port=config.ontvanger_peilpoort,
        lifespan="off",
    )
    peiler = _Bijserver(instellingen, PEILGRENZEN)
    peilt = asyncio.create_task(peiler.serve())
    try:
        # Niet in een taak: uvicorn geeft het stopsein na afloop door, en dat einde is het onze.
        await server.serve()
    finally:
        peiler.should_exit = True
        await peilt
        await postvak.databank.sluit()


class _Bijserver(Deurserver):
    """Een server naast een andere in hetzelfde proces: van het stopsein blijft hij af."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
