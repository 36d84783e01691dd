"""De wereld in elkaar zetten: de simulator, de API en de ontvanger rond één huis."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2

from core.api import Voordeur
from core.integrations.buren import Buren, Lijnen
from core.ontvanger import maak_deur
from core.ontwikkeling.simulator.app import maak_simulator
from core.ontwikkeling.simulator.bevolking import maak_bevolking
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente, SimulatorInstellingen
from core.platform.huis import Huis
from core.platform.tenancy import Actor, toegang_platform
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vragen import Uitgaand
from core.process.aanmelding.ontvangst import Postvak
from tests.platform.uitgaand.buiten import Telefoonboek
from tests.process.lijn import Lijn, Post
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.postvak import postvak_van


def lijn_naar(postvak: Postvak) -> httpx2.ASGITransport:
    """De ontvanger, zonder poort ertussen."""
    deur: Any = maak_deur(postvak)
    return httpx2.ASGITransport(app=deur, raise_app_exceptions=False)


@asynccontextmanager
async def andere_deur(wereld: Wereld, **anders: Any) -> AsyncIterator[Wereld]:
    """Dezelfde wereld met een eigen ontvanger, waarin één onderdeel anders is."""
    postvak = replace(wereld.postvak, **anders)
    async with httpx2.AsyncClient(transport=lijn_naar(postvak), base_url="http://meedoen") as duo:
        yield replace(wereld, postvak=postvak, duo=duo)


def bouw(huis: Huis, twee: TweeGemeenten, *, eigenaar: Any, alziend: Any, map_: Path, aantal: int = 60) -> Wereld:
    """De simulator en de API rond één huis; sluit `http` en `buren` na afloop."""
    instellingen = SimulatorInstellingen(
        bestand=map_ / "simulator.sqlite",
        meedoen="http://meedoen",
        duo_oin=huis.config.duo_oin,
        gemeenten=tuple(
            SimulatorGemeente(code=g.code[2:], naam=g.tenant.naam, oin=g.tenant.oin) for g in (twee.a, twee.b)
        ),
        aantal=aantal,
        eerste_wachttijd=0.001,
        langste_wachttijd=0.002,
    )

    async def nu() -> dt.datetime:
        # Through the house on purpose: a task that calls DUO while its own transaction is open, fails here.
        async with huis.databank.uow(toegang_platform(Actor.TOEGANG, oorsprong="simulator")) as tx:
            return await tx.nu()

    deur = Voordeur(huis, open_databank=False)
    app: Any = deur
    vervoer = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    postvak = postvak_van(huis)
    duo = lijn_naar(postvak)
    post = Post(duo)
    simulator: Any = maak_simulator(instellingen, nu=nu, transport=post)
    lijn = Lijn(simulator)
    return Wereld(
        huis=huis,
        twee=twee,
        eigenaar=eigenaar,
        alziend=alziend,
        simulator=instellingen,
        simulator_app=simulator,
        lijn=lijn,
        post=post,
        buren=Buren(
            huis.config.duo_oin,
            Lijnen(lambda _: lijn.client("http://duo/duo/v1/")),
            Lijnen(lambda _: lijn.client("http://brp/brp/")),
            webhooks=Uitgaand(Uitgaandregels(), opzoeker=Telefoonboek()),
        ),
        deur=deur,
        http=httpx2.AsyncClient(transport=vervoer, base_url="http://meedoen"),
        postvak=postvak,
        duo=httpx2.AsyncClient(transport=duo, base_url="http://meedoen"),
        bevolking=maak_bevolking(instellingen.zaad, instellingen.gemeenten, aantal=instellingen.aantal),
    )
