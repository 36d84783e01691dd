"""De worker, de relay en de zegelaar: wat na de commit gebeurt.

PostgreSQL is de waarheid; `core/platform/queue` is de motor, en hier staat wat een taak is. Een taakbericht is een
outbox-id en niets meer: een vervalst of oud bericht doet niets. Elke taak krijgt haar eigen toegang, in één gemeente.
"""

import asyncio
import signal
import time
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog

from core.bootstrap import DAGELIJKS, TAKEN, maak_databank, maak_huis
from core.fouten import Onbereikbaar, VersieConflict
from core.instellingen.config import Config
from core.integrations.buren import Buren, maak_buren
from core.platform.audit.anker import Ankerbestand
from core.platform.audit.zegelaar import Zegelaar
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.platform.outbox.dagelijks import Dagwerk
from core.platform.outbox.relay import Relay, gemeente_van
from core.platform.queue.aanbod import Aanbod
from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import FUNCTIE
from core.platform.queue.valkey import maak_valkey, wacht_op_valkey
from core.platform.queue.werker import Werker
from core.platform.telemetry import metingen, sentry
from core.platform.tenancy import Actor, Doel, toegang_taak
from core.platform.tenants import lees_tenants
from core.process.dossier import taakwerk
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.taak import Taak, Taakbeurt

TIJDSLIMIET = 40
GELIJKTIJDIG = 10
UITLOOP = 15
logboek = structlog.get_logger("meedoen.worker")


class Uitkomst(StrEnum):
    """Hoe een taak afliep, voor de metingen."""

    GELUKT = "gelukt"
    LATER = "later"
    """Een ander antwoordde niet, of iemand was eerder: vanzelf opnieuw."""
    TE_LANG = "te lang"
    AFGEBROKEN = "afgebroken"
    """Het proces stopte."""
    MISLUKT = "mislukt"


class TaakAfgebroken(Exception):
    """Een taak liep nog toen het proces stopte; haar pacht verloopt en de relay biedt haar opnieuw aan."""


class TaakTeLang(Exception):
    """Een taak was na `TIJDSLIMIET` niet klaar en is onderbroken."""


async def verwerk(huis: Huis, buren: Buren, outbox_id: UUID, *, tijdslimiet: float = TIJDSLIMIET) -> None:
    """Voer de taak achter één outboxrij uit; een rij die niet (meer) te doen is, doet niets.

    Tijdelijk niet bereikbaar of te lang bezig: later opnieuw, zonder einde. Al het andere ook later opnieuw, tot de
    pogingen op zijn; dan ligt er een werkitem om haar opnieuw te doen. Binnen vijf minuten na de eerste poging ligt er
    een werkitem dat zegt wat nog niet lukt en waarom. Sentry hoort van alles behalve van een buur die er niet is.
    """
    gemeente_id = await gemeente_van(huis.databank, outbox_id)
    if gemeente_id is None or gemeente_id not in huis.tenants:
        logboek.warning("onbekend taakbericht")
        return
    toegang = toegang_taak(gemeente_id, doel=Doel.UITWISSELING_DUO, oorsprong="worker")
    async with huis.databank.uow(toegang) as tx:
        bericht = await bus.claim(tx, outbox_id)
        if bericht is not None and await bus.blijft_steken(tx, bericht):
            await taakwerk.meld_vertraagd(tx, bericht, wat_van(bericht.soort))
    if bericht is None:
        return
    taak, begin, uitkomst = TAKEN.get(bericht.soort), time.perf_counter(), Uitkomst.MISLUKT
    try:
        if taak is None:
            raise LookupError(f"geen taak voor soort {bericht.soort}")
        await _doe(taak.doe, Taakbeurt(huis=huis, buren=buren, bericht=bericht), tijdslimiet)
        uitkomst = Uitkomst.GELUKT
        logboek.info("taak", soort=bericht.soort, poging=bericht.pogingen, outbox=str(outbox_id))
        if bericht.pogingen > 1:
            async with huis.databank.uow(toegang) as tx:
                await werkvoorraad.sluit(tx, Soort.TAAK_VERTRAAGD, sleutel=str(outbox_id), afhandeling="alsnog gelukt")
    except asyncio.CancelledError as einde:
        uitkomst = Uitkomst.AFGEBROKEN
        logboek.warning("taak afgebroken", soort=bericht.soort, poging=bericht.pogingen)
        afgebroken = TaakAfgebroken()
        afgebroken.__cause__ = einde
        _meld(afgebroken, bericht)
        raise
    except (Onbereikbaar, VersieConflict) as fout:
        uitkomst = Uitkomst.LATER
        await _later(huis, bericht, fout, blijf=True)
    except TaakTeLang as fout:
        uitkomst = Uitkomst.TE_LANG
        _meld(fout, bericht)
        await _later(huis, bericht, fout, blijf=True)
    except Exception as fout:  # noqa: BLE001 - de rand van de worker: wat een taak ook doet, de rij raakt niet zoek
        _meld(fout, bericht)
        await _later(huis, bericht, fout, blijf=False)
    finally:
        metingen.taak(
            soort=bericht.soort if taak is not None else metingen.ANDERS,
            uitkomst=uitkomst,
            seconden=time.perf_counter() - begin,
        )


def wat_van(soort: str) -> str:
    """Hoe een taak heet voor wie de werkvoorraad leest: maakt af "Meedoen kon niet ..."."""
    taak = TAKEN.get(soort)
    return taak.wat if taak is not None else f"de taak '{soort}' doen"


async def _doe(taak: Taak, werk: Taakbeurt, tijdslimiet: float) -> None:
    """Doe de taak binnen de tijd; een `TimeoutError` van de taak zelf blijft wat zij is."""
    try:
        async with asyncio.timeout(tijdslimiet) as grens:
            await taak(werk)
    except TimeoutError as fout:
        if not grens.expired():
            raise
        raise TaakTeLang from fout


def _meld(fout: Exception, bericht: bus.Bericht) -> None:
    sentry.meld(fout, taak=bericht.soort, gemeente=str(bericht.gemeente_id))


async def _later(huis: Huis, bericht: bus.Bericht, fout: Exception, *, blijf: bool) -> None:
    soort = type(fout).__name__
    logboek.warning("taak later opnieuw", soort=bericht.soort, poging=bericht.pogingen, fout=soort, exc_info=fout)
    toegang = toegang_taak(bericht.gemeente_id, doel=Doel.UITWISSELING_DUO, oorsprong="worker")
    async with huis.databank.uow(toegang) as tx:
        if await bus.later(tx, bericht, fout=soort, blijf=blijf):
            if await bus.blijft_steken(tx, bericht):
                await taakwerk.meld_vertraagd(tx, bericht, wat_van(bericht.soort), fout)
            return
        await taakwerk.meld_opgegeven(tx, bericht, wat_van(bericht.soort), fout)


def maak_worker(config: Config, *, tijdslimiet: float = TIJDSLIMIET) -> Werker:
    """De worker volgens de instellingen; zij krijgt de rollen gemeente en relay (voor de envelop)."""

    async def start(ctx: dict[str, Any]) -> None:
        ctx["huis"] = maak_huis(config, actoren=frozenset({Actor.GEMEENTE, Actor.RELAY}))
        await ctx["huis"].databank.open()
        ctx["buren"] = maak_buren(config, ctx["huis"].tenants.values())

    async def stop(ctx: dict[str, Any]) -> None:
        if "buren" in ctx:
            await ctx["buren"].sluit()
            await ctx["huis"].databank.sluit()

    async def doe(ctx: dict[str, Any], outbox_id: UUID) -> None:
        try:
            await verwerk(ctx["huis"], ctx["buren"], outbox_id, tijdslimiet=tijdslimiet)
        except Onbereikbaar as fout:
            logboek.warning("taakbericht blijft liggen", outbox=str(outbox_id), fout=type(fout).__name__)
        except Exception as fout:
            logboek.error("taakbericht mislukt", outbox=str(outbox_id), exc_info=fout)
            sentry.meld(fout, taak=FUNCTIE)

    return Werker(
        maak_valkey(config),
        doe,
        alarm=Alarm(),
        start=start,
        stop=stop,
        tijdslimiet=tijdslimiet + UITLOOP,
        uitloop=UITLOOP,
        gelijktijdig=GELIJKTIJDIG,
    )


async def draai_worker(config: Config) -> None:
    """Draai de worker tot SIGTERM of SIGINT; lopende taken krijgen de tijd om af te maken."""
    stop = _op_signaal()
    dagwerk = asyncio.create_task(_draai_dagwerk(config, stop))
    try:
        await maak_worker(config).draai(stop)
    finally:
        stop.set()
        await dagwerk


async def _draai_dagwerk(config: Config, stop: asyncio.Event) -> None:
    """Het werk van elke dag klaarzetten, naast de taken, met een eigen verbinding."""
    databank = maak_databank(config, actoren=frozenset({Actor.GEMEENTE}))
    await databank.open()
    try:
        await Dagwerk(databank, tuple(lees_tenants(config.tenants)), DAGELIJKS).draai(stop)
    finally:
        await databank.sluit()


async def draai_relay(config: Config) -> None:
    """Draai de relay tot SIGTERM of SIGINT; zij krijgt geen sleutels, want zij ziet alleen enveloppen."""
    databank = maak_databank(config, actoren=frozenset({Actor.RELAY}))
    await databank.open()
    valkey = maak_valkey(config)
    try:
        await wacht_op_valkey(valkey)
        aanbod = Aanbod(valkey, Alarm())
        await Relay(databank, aanbod.bied_aan, is_leeg=aanbod.is_leeg).draai(_op_signaal())
    finally:
        await valkey.aclose(close_connection_pool=True)
        await databank.sluit()


async def draai_zegel(config: Config) -> None:
    """Draai de zegelaar van het auditlog tot SIGTERM of SIGINT."""
    databank = maak_databank(config, actoren=frozenset({Actor.ZEGEL}))
    await databank.open()
    ankers = Ankerbestand(config.audit_anker, config.sleutel_audit)
    try:
        await Zegelaar(databank, config.sleutel_audit, ankers).draai(_op_signaal())
    finally:
        await databank.sluit()


def _op_signaal() -> asyncio.Event:
    stop = asyncio.Event()
    lus = asyncio.get_running_loop()
    for sein in (signal.SIGTERM, signal.SIGINT):
        lus.add_signal_handler(sein, stop.set)
    return stop
