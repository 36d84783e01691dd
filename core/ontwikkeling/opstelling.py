"""Een ontwikkelopstelling op één machine: servers uit wheels, ingericht en gezaaid, en de zes processen.

`meedoen run` en `meedoen demo` staan hierop. Medewerkers zijn verzonnen; hun tokens werken alleen hier.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import msgspec
import uvicorn

from core import processen
from core.bootstrap import maak_huis
from core.instellingen.config import Config, lees_config
from core.instellingen.productie import VOORBEELD_UITGEVER
from core.instellingen.tabel import Proces
from core.ontwikkeling.embedded.bestanden import schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.geheimen import DATABASE, ROLLEN, Geheimen, Poorten, lees_of_maak
from core.ontwikkeling.embedded.poorten import ADRES, antwoordt, reserveringen
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.processen import stopsein_als_ctrl_c
from core.ontwikkeling.embedded.sleutels import lees_of_maak_sleutels
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.embedded.werkmap import Werkmap, open_werkmap
from core.ontwikkeling.inlogdienst.aansluiting import Aansluiting, sluit_aan
from core.ontwikkeling.inlogdienst.dienst import Mens
from core.ontwikkeling.medewerkers import medewerkers, onderwerp_van
from core.ontwikkeling.omgeving import instellingen_van_buiten, kies_poorten
from core.ontwikkeling.simulator.app import hoort_bij, maak_simulator
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente, SimulatorInstellingen
from core.ontwikkeling.supervisor import Kind
from core.platform.clock import NEDERLAND, Klok
from core.platform.db import beheer, migreren
from core.platform.db.beheer import NieuweMedewerker
from core.platform.db.uow import Databank
from core.platform.http.tokens import Tokens
from core.platform.tenancy import Actor, Rol, toegang_platform
from core.platform.tenants import Tenant, lees_tenants
from core.process.dossier.aantal import tel_dossiers
from core.process.mandaat import opdrachten as mandaat

CHECKOUT = Path(__file__).parents[2]
LOPEND = "lopend.json"
TOKEN_GELDIG = timedelta(hours=12)


class Lopend(msgspec.Struct, frozen=True, kw_only=True):
    """Wat een ander venster van de lopende opstelling moet weten; staat in een gesloten bestand, zolang zij draait."""

    omgeving: dict[str, str]
    eigenaar_dsn: str
    api: int
    simulator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginstand:
    """Wat er al was toen de opstelling begon."""

    dossiers: int = 0
    verschuiving: int = 0
    """Zoveel seconden loopt de klok voor op de echte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opstelling:
    """Wat er draait: de instellingen, de eigenaarsverbinding voor beheer, en waar alles staat."""

    werkmap: Werkmap
    config: Config
    eigenaar_dsn: str
    poorten: Poorten
    tenants: tuple[Tenant, ...]
    omgeving: dict[str, str] = field(default_factory=dict, repr=False)
    servers: tuple[EmbeddedPostgres | EmbeddedValkey, ...] = ()
    begin: Beginstand = Beginstand()
    aansluiting: Aansluiting | None = None
    """De inlogdiensten; None als men hier alleen met een token binnenkomt."""

    @property
    def adres(self) -> str:
        return f"http://127.0.0.1:{self.poorten.api}"

    @property
    def ontvanger(self) -> str:
        """Waar DUO (hier de simulator) zijn notificaties bezorgt."""
        return f"http://127.0.0.1:{self.poorten.ontvanger}"

    @property
    def simulator(self) -> str:
        return f"http://127.0.0.1:{self.poorten.simulator}"

    def token(self, rol: Rol, tenant: Tenant, *, tweede: bool = False) -> str:
        """Een token van de verzonnen medewerker met deze rol, of van de tweede."""
        tokens = Tokens(self.config.sleutel_token, uitgever=self.config.token_uitgever, omgeving=self.config.omgeving)
        return tokens.geef_uit(onderwerp_van(rol, tenant, tweede=tweede), geldig=TOKEN_GELDIG)

    def processen(self) -> list[Kind]:
        """De inlogdiensten als zij er zijn, API, ontvanger, worker, relay, zegelaar en simulator; de ouder heeft alles
        al geïmporteerd."""
        diensten = () if self.aansluiting is None else self.aansluiting.diensten
        return [
            *(
                Kind(naam=f"inlogdienst-{nummer}", start=dienst.word, gereed=dienst.antwoordt)
                for nummer, dienst in enumerate(diensten, start=1)
            ),
            Kind(
                naam="simulator",
                start=self._simulator,
                gereed=lambda: antwoordt(self.poorten.simulator, "/_besturing/stand"),
            ),
            Kind(
                naam="api",
                start=lambda: processen.draai(Proces.API, self.config),
                gereed=lambda: antwoordt(self.poorten.api, "/ready"),
            ),
            Kind(
                naam="ontvanger",
                start=lambda: processen.draai(Proces.ONTVANGER, self.config),
                gereed=lambda: antwoordt(self.poorten.peil, "/ready"),
            ),
            Kind(naam="worker", start=lambda: processen.draai(Proces.WORKER, self.config)),
            Kind(naam="relay", start=lambda: processen.draai(Proces.RELAY, self.config)),
            Kind(naam="zegel", start=lambda: processen.draai(Proces.ZEGEL, self.config)),
        ]

    def _simulator(self) -> None:
        processen.richt_in(self.config)
        huis = maak_huis(self.config, actoren=frozenset({Actor.TOEGANG}))
        geopend = False

        async def nu() -> datetime:
            nonlocal geopend
            if not geopend:
                await huis.databank.open()
                geopend = True
            async with huis.databank.uow(toegang_platform(Actor.TOEGANG, oorsprong="simulator")) as tx:
                return await tx.nu()

        app = maak_simulator(
            _simulator(self.werkmap, self.tenants, meedoen=self.ontvanger, duo_oin=self.config.duo_oin),
            nu=nu,
        )
        uvicorn.run(app, host="127.0.0.1", port=self.poorten.simulator, log_config=None, access_log=False)

    def verzet_klok(self, tijdstip: datetime) -> None:
        """Zet de gedeelde klok op `tijdstip`; Nederlandse tijd als er geen zone bij staat."""
        doel = tijdstip if tijdstip.tzinfo else tijdstip.replace(tzinfo=NEDERLAND)
        seconden = round((doel - datetime.now(UTC)).total_seconds())
        asyncio.run(beheer.verzet_klok(self.eigenaar_dsn, seconden=seconden))


def lees_lopende(werkplaats: Path) -> Opstelling:
    """De opstelling die nu in een ander venster draait.

    Raises:
        EmbeddedFout: er draait er geen.
    """
    werkmap = open_werkmap(werkplaats)
    bestand = werkmap.map / LOPEND
    if not bestand.exists():
        raise EmbeddedFout("Er draait hier geen Meedoen. Start het eerst met `make run`.")
    lopend = msgspec.json.decode(bestand.read_bytes(), type=Lopend)
    if not antwoordt(lopend.api, "/live"):
        raise EmbeddedFout("Meedoen antwoordt niet. Start het opnieuw met `make run`.")
    config = lees_config(lopend.omgeving)
    return Opstelling(
        werkmap=werkmap,
        config=config,
        eigenaar_dsn=lopend.eigenaar_dsn,
        poorten=Poorten(
            api=lopend.api,
            simulator=lopend.simulator,
            ontvanger=config.ontvanger_poort,
            peil=config.ontvanger_peilpoort,
        ),
        omgeving=lopend.omgeving,
        tenants=tuple(lees_tenants(config.tenants).values()),
    )


def _simulator(werkmap: Werkmap, tenants: Iterable[Tenant], *, meedoen: str, duo_oin: str) -> SimulatorInstellingen:
    gemeenten = tuple(SimulatorGemeente(code=t.code[2:], naam=t.naam, oin=t.oin) for t in tenants)
    return SimulatorInstellingen(
        bestand=werkmap.map / "simulator.sqlite",
        meedoen=meedoen,
        duo_oin=duo_oin,
        gemeenten=gemeenten,
        aantal=min(909, 225 * len(gemeenten)),
    )


def toets_bevolking(werkmap: Werkmap, tenants: Iterable[Tenant]) -> None:
    """De verzonnen inwoners horen bij de gemeenten waarmee zij gemaakt zijn.

    Raises:
        EmbeddedFout: er zijn nu andere gemeenten.
    """
    instellingen = _simulator(werkmap, tenants, meedoen="", duo_oin="")
    if instellingen.bestand.exists() and not hoort_bij(instellingen):
        raise EmbeddedFout(
            "De gemeenten zijn veranderd sinds deze gegevens gemaakt zijn, en met hen de verzonnen inwoners. Begin"
            " opnieuw met `make reset` (dat wist alles), neem een andere --werkplaats, of gebruik die van toen."
        )


@contextmanager
def opstelling(
    voortgang: Voortgang, *, werkplaats: Path, opdracht: str, om_ons_heen: Mapping[str, str], inloggen: bool = False
) -> Iterator[Opstelling]:
    """Start de servers, richt de database in en zaai haar; stop de servers aan het eind.

    Met `inloggen` zijn er inlogdiensten bij; zonder komt men alleen met een token binnen. `om_ons_heen` zijn de
    variabelen waarmee `opdracht` gegeven is: wat zij zeggen telt, of wordt geweigerd.

    Raises:
        EmbeddedFout: een variabele of de machine werkt niet mee; één zin zegt wat er is en wat te doen.
    """
    van_buiten = {"MEEDOEN_TENANTS": str(CHECKOUT / "tenants")} | instellingen_van_buiten(opdracht, om_ons_heen)
    gemeenten = lees_tenants(Path(van_buiten["MEEDOEN_TENANTS"]))
    werkmap = open_werkmap(werkplaats)
    toets_bevolking(werkmap, gemeenten.values())
    with stopsein_als_ctrl_c(), werkmap.vergrendel(), reserveringen() as reserveer:
        poorten = kies_poorten(om_ons_heen, meld=voortgang.meld, reserveer=reserveer)
        geheimen = lees_of_maak(werkmap.geheimen, gegevens=werkmap.postgres / "data")
        sleutels = lees_of_maak_sleutels(werkmap.sleutels, gegevens=werkmap.postgres / "data", gemeenten=gemeenten)
        postgres = EmbeddedPostgres(werkmap.postgres, behalve=poorten.alle, meld=voortgang.meld)
        valkey = EmbeddedValkey(werkmap.valkey, behalve=poorten.alle, meld=voortgang.meld)
        with voortgang.stap("PostgreSQL starten"):
            postgres.start()
        try:
            with voortgang.stap("Valkey starten"):
                valkey.start()
            omgeving = geheimen.naar_omgeving(postgres, valkey, poorten) | van_buiten | sleutels
            omgeving["MEEDOEN_AUDIT_ANKER"] = str(werkmap.map / "audit-anker.jsonl")
            tenants = tuple(gemeenten.values())
            aansluiting = _sluit_aan(werkmap, poorten, tenants) if inloggen else None
            if aansluiting is not None:
                omgeving |= aansluiting.omgeving
                with voortgang.stap("Inlogdienst klaarzetten"):
                    aansluiting.bereid_voor()
            config = lees_config(omgeving)
            with voortgang.stap("Database inrichten"):
                begin = asyncio.run(_richt_database_in(postgres, geheimen, config, tenants))
            eigenaar_dsn = geheimen.dsn("migratie", postgres)
            lopend = Lopend(omgeving=omgeving, eigenaar_dsn=eigenaar_dsn, api=poorten.api, simulator=poorten.simulator)
            schrijf(werkmap.map / LOPEND, msgspec.json.encode(lopend).decode())
            yield Opstelling(
                werkmap=werkmap,
                config=config,
                eigenaar_dsn=eigenaar_dsn,
                poorten=poorten,
                tenants=tenants,
                servers=(postgres, valkey),
                begin=begin,
                aansluiting=aansluiting,
            )
        finally:
            (werkmap.map / LOPEND).unlink(missing_ok=True)
            valkey.stop()
            postgres.stop()


def _sluit_aan(werkmap: Werkmap, poorten: Poorten, tenants: Iterable[Tenant]) -> Aansluiting:
    mensen = (
        Mens(
            onderwerp=mens.onderwerp,
            naam=mens.naam,
            organisatie=f"Gemeente {mens.tenant.naam}"
            if mens.organisatie is None
            else f"{mens.organisatie.naam} (voor {mens.tenant.naam})",
            rol=mens.rol.replace("_", " ") + (", de tweede" if mens.tweede else ""),
            email=mens.email,
        )
        for mens in medewerkers(tenants)
    )
    return sluit_aan(
        werkmap.map / "inloggen",
        publiek=f"http://{ADRES}:{poorten.api}",
        poorten=(poorten.inlogdienst, poorten.tweede_inlogdienst),
        mensen=mensen,
    )


async def _richt_database_in(
    postgres: EmbeddedPostgres, geheimen: Geheimen, config: Config, tenants: tuple[Tenant, ...]
) -> Beginstand:
    beheerder = await asyncpg.connect(postgres.beheer_dsn)
    try:
        if not await beheerder.fetchval("select 1 from pg_database where datname = $1", DATABASE):
            await beheerder.execute(f"create database {DATABASE}")
    finally:
        await beheerder.close()
    superuser = postgres.beheer_dsn.rsplit("/", 1)[0] + f"/{DATABASE}"
    await migreren.bereid_voor(superuser, {f"meedoen_{rol}": geheimen.wachtwoorden[rol] for rol in ROLLEN})
    dsn = geheimen.dsn("migratie", postgres)
    await migreren.migreer(dsn, migreren.MIGRATIES)
    await beheer.laad_tenants(dsn, tenants)
    await zaai_medewerkers(dsn, tenants, uitgever=config.token_uitgever)
    await mandaat.laad(config, tenants, door="meedoen run")
    return await _lees_beginstand(dsn, config, tenants)


async def _lees_beginstand(dsn: str, config: Config, tenants: tuple[Tenant, ...]) -> Beginstand:
    databank = Databank({Actor.GEMEENTE: config.db_gemeente}, klok=Klok(soort=config.klok), verbindingen=1)
    await databank.open()
    try:
        dossiers = await tel_dossiers(databank, tenants)
    finally:
        await databank.sluit()
    return Beginstand(dossiers=dossiers, verschuiving=await beheer.lees_klok(dsn))


async def zaai_medewerkers(dsn: str, tenants: Iterable[Tenant], *, uitgever: str) -> None:
    """Zet de verzonnen medewerkers in de database, bekend bij deze uitgever.

    Heette die eerder anders (een andere poort), dan zijn het toch dezelfde mensen: hun werk blijft van hen.
    """
    for mens in medewerkers(tenants):
        await beheer.neem_aan(
            dsn,
            NieuweMedewerker(
                uitgever=VOORBEELD_UITGEVER,
                onderwerp=mens.onderwerp,
                naam=mens.naam,
                functie=mens.functie,
                email=mens.email,
                telefoon="+31 000 000 000",
            ),
            gemeente_id=mens.tenant.id,
            rol=mens.rol,
            organisatie_id=None if mens.organisatie is None else mens.organisatie.id,
        )
    async with beheer.als_eigenaar(dsn) as db:
        await db.execute("update meedoen.medewerker set uitgever = $1 where uitgever <> $1", uitgever)
