"""Wat er om Meedoen heen staat: databases en Valkey met TLS, DUO en de BRP, en een inlogdienst. Alles van buiten."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import uvicorn

from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.inlogdienst.certificaat import lees_of_maak_certificaten
from core.ontwikkeling.inlogdienst.dienst import Client, Mens, Proefdienst
from core.ontwikkeling.simulator.app import maak_simulator
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente, SimulatorInstellingen
from core.platform.ingangen import dienst_id
from tests.gids.voorkant import voorkant
from tests.inlogdienst.opstelling import Draaiend, poort_voor_een_dienst
from tests.voorbeelden.certificaten import Ca, als_client, als_server

GEMEENTE = SimulatorGemeente(code="9999", naam="Voorbeeldstad", oin="00000099000000009999")
DUO_OIN = "00000099000000001000"
JANSEN = Mens(
    onderwerp="j1", naam="G. Jansen", organisatie="Voorbeeldstad", rol="beheerder", email="g.jansen@example.org"
)
DE_VRIES = Mens(
    onderwerp="k1", naam="K. de Vries", organisatie="Voorbeeldstad", rol="klantmanager", email="k.devries@example.org"
)
VERZONNEN = (
    "db.example.org:5432",
    "nieuwe-db.example.org:5432",
    "valkey.example.org:6379",
    "https://inburgering.example.org",
    "https://duo.example.org/v1",
    "https://brp.example.org/haalcentraal",
    "https://inloggen.example.org/realms/gemeente",
    "inloggen.example.org:10.1.2.0/24:443",
    "postgres:WACHTWOORD-VAN-POSTGRES",
    "postgres:WACHTWOORD-VAN-DE-NIEUWE",
    "WACHTWOORD-VAN-VALKEY",
    "00000001003214345000",
    "00000001009999999000",
    "MEEDOEN_POORT=8000",
    "MEEDOEN_ONTVANGER_ADRES=0.0.0.0",
    "MEEDOEN_ONTVANGER_POORT=8002",
    "MEEDOEN_ONTVANGER_PEILPOORT=8003",
    "ingangen: []",
)
"""De namen, adressen en poorten van de handleiding die hier anders zijn; al het andere blijft zoals het er staat."""
VALKEY_WACHTWOORD = "Qv7-nK2xWz9-Tb4mLr8-Hc5pYd3"


@dataclass(slots=True)
class Buiten:
    """Wat er draait, en hoe het in de handleiding zou heten."""

    ca: Ca
    inlog_ca: Path
    publiek: str
    poorten: dict[str, int]
    postgres: EmbeddedPostgres
    nieuwe_postgres: EmbeddedPostgres
    valkey: EmbeddedValkey
    hier: dict[str, str]
    besturing: str
    """De knoppen van de simulator."""

    def lees_aan(self, map_: Path) -> None:
        """Wat anderen de beheerder geven, in de bestanden die de handleiding noemt."""
        map_.mkdir(mode=0o700)
        ontvanger, gemeente = self.ca.voor_server(), self.ca.geef_uit(GEMEENTE.oin)
        for naam, tekst in {
            **dict.fromkeys(
                ("databank-ca.crt", "valkey-ca.crt", "duo-clients-ca.crt", "duo-ca.crt", "brp-ca.crt"),
                self.ca.certificaat,
            ),
            "inloggen-ca.crt": self.inlog_ca.read_text(encoding="ascii"),
            "ontvanger.crt": ontvanger.certificaat,
            "ontvanger.key": ontvanger.sleutel,
            "GM9999.crt": gemeente.certificaat,
            "GM9999.key": gemeente.sleutel,
            "GM9999.api-sleutel": "een-sleutel-van-de-brp",
        }.items():
            (map_ / naam).write_text(tekst, encoding="ascii")

    def als_beheerder_van(self, postgres: EmbeddedPostgres) -> dict[str, str]:
        """Waarmee `createdb`, `pg_dump` en `pg_restore` op die server als superuser werken."""
        dsn = urlsplit(postgres.beheer_dsn)
        return {
            "PGHOST": str(dsn.hostname),
            "PGPORT": str(dsn.port),
            "PGUSER": str(dsn.username),
            "PGPASSWORD": str(dsn.password),
        }


@asynccontextmanager
async def buiten(map_: Path, ca: Ca) -> AsyncIterator[Buiten]:
    """Alles gestart; eindigt met het blok."""
    async with AsyncExitStack() as stapel:
        postgres = stapel.enter_context(EmbeddedPostgres(map_ / "postgres"))
        nieuw = stapel.enter_context(EmbeddedPostgres(map_ / "nieuwe-postgres"))
        valkey = stapel.enter_context(EmbeddedValkey(map_ / "valkey"))
        poorten = {naam: vrije_poort() for naam in ("POORT", "ONTVANGER_POORT", "ONTVANGER_PEILPOORT")}

        async def met_tls(achter: int, *, eist: bool = False, postgres: bool = False) -> int:
            tls = als_server(ca.voor_server(), map_)
            if eist:
                tls.load_verify_locations(cadata=ca.certificaat)
                tls.verify_mode = ssl.CERT_REQUIRED
            return await stapel.enter_async_context(voorkant(tls, achter, postgres=postgres))

        db, nieuwe_db = [await met_tls(een.poort, postgres=True) for een in (postgres, nieuw)]
        simulator = await stapel.enter_async_context(_simulator(map_, ca, poorten["ONTVANGER_POORT"]))
        duo, brp = await met_tls(simulator, eist=True), await met_tls(simulator)
        publiek = f"https://127.0.0.1:{await met_tls(poorten['POORT'])}"
        dienst = await stapel.enter_async_context(_inlogdienst(map_, publiek))
        wie, nieuwe = [urlsplit(een.beheer_dsn).netloc.rpartition("@")[0] for een in (postgres, nieuw)]
        echt = (
            f"127.0.0.1:{db}",
            f"127.0.0.1:{nieuwe_db}",
            f"127.0.0.1:{await met_tls(valkey.poort)}",
            publiek,
            f"https://127.0.0.1:{duo}/duo/v1",
            f"https://127.0.0.1:{brp}/brp",
            dienst.uitgever,
            dienst.toegestaan,
            wie,
            nieuwe,
            VALKEY_WACHTWOORD,
            DUO_OIN,
            GEMEENTE.oin,
            f"MEEDOEN_POORT={poorten['POORT']}",
            "MEEDOEN_ONTVANGER_ADRES=127.0.0.1",
            f"MEEDOEN_ONTVANGER_POORT={poorten['ONTVANGER_POORT']}",
            f"MEEDOEN_ONTVANGER_PEILPOORT={poorten['ONTVANGER_PEILPOORT']}",
            "ingangen: []\nniet_voor_echte_mensen: true",
        )
        vervang = dict(sorted(zip(VERZONNEN, echt, strict=True), key=lambda paar: -len(paar[0])))
        yield Buiten(
            ca=ca,
            inlog_ca=map_ / "inloggen" / "tls" / "ca.crt",
            publiek=publiek,
            poorten=poorten,
            postgres=postgres,
            nieuwe_postgres=nieuw,
            hier=vervang,
            valkey=valkey,
            besturing=f"http://127.0.0.1:{simulator}",
        )


@asynccontextmanager
async def _simulator(map_: Path, ca: Ca, ontvanger: int) -> AsyncIterator[int]:
    """DUO en de BRP: zij melden zich bij de ontvanger met het certificaat van DUO. Geeft de poort zonder TLS."""

    async def nu() -> datetime:
        return datetime.now(UTC)

    instellingen = SimulatorInstellingen(
        bestand=map_ / "simulator.sqlite",
        meedoen=f"https://127.0.0.1:{ontvanger}",
        duo_oin=DUO_OIN,
        gemeenten=(GEMEENTE,),
        aantal=20,
    )
    tls = als_client(ca.certificaat, ca.geef_uit(DUO_OIN), map_)
    app = maak_simulator(instellingen, nu=nu, transport=httpx2.AsyncHTTPTransport(verify=tls))
    stopcontact = socket.socket()
    stopcontact.bind(("127.0.0.1", 0))
    stopcontact.listen()  # from here on a client may connect; the server takes it up when it runs
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    taak = asyncio.create_task(server.serve(sockets=[stopcontact]))
    try:
        yield int(stopcontact.getsockname()[1])
    finally:
        server.should_exit = True
        await taak
        stopcontact.close()


@asynccontextmanager
async def _inlogdienst(map_: Path, publiek: str) -> AsyncIterator[Proefdienst]:
    """Npm oidc-provider, met de mensen van de gemeente; onze sleutels haalt zij op ons adres."""
    poort = poort_voor_een_dienst()
    certificaten = lees_of_maak_certificaten(map_ / "inloggen" / "tls")
    uitgever = f"https://localhost:{poort}"
    dienst = Proefdienst(
        map_ / "inloggen" / "dienst",
        poort=poort,
        certificaten=certificaten,
        client=Client(
            naam="meedoen",
            terug=(f"{publiek}/inloggen/terug",),
            na_afmelden=(f"{publiek}/inloggen",),
            afmeldadres=f"{publiek}/inloggen/afmelding/{dienst_id(uitgever)}",
            sleuteladres=f"{publiek}/inloggen/sleutels",
        ),
        mensen=(JANSEN, DE_VRIES),
    )
    draaiend = Draaiend(dienst, map_ / "inlogdienst.log")
    try:
        assert await asyncio.to_thread(draaiend.start), draaiend.log.read_text(encoding="utf-8")
        yield dienst
    finally:
        await asyncio.to_thread(draaiend.stop)
