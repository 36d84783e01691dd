"""De processen van Meedoen: één manier om ze te starten, voor `meedoen api` in een container en voor `meedoen run`.

Elk draait tot SIGTERM en sluit dan af met code 0. Wat niet verder kan (geen database, geen Valkey), stopt met een
fout; wie de processen bewaakt, start het opnieuw.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Mapping
from types import FrameType

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from uvicorn.config import STARTUP_FAILURE

from core.api import maak_server
from core.instellingen.config import Config, OnjuisteInstellingen
from core.instellingen.productie import niet_voor_echte_mensen
from core.instellingen.tabel import Proces
from core.ontvanger import draai_ontvanger
from core.platform.geheugen import leg_huis_vast
from core.platform.http.deurserver import verruim_bestanden
from core.platform.telemetry import logboek, metingen, sentry
from core.worker import draai_relay, draai_worker, draai_zegel


def draai(proces: Proces, config: Config) -> None:
    """Richt logboek en Sentry in en draai `proces` tot SIGTERM.

    Raises:
        SystemExit: met code 0, na SIGTERM, bij een proces dat daar niet zelf uit terugkeert.
    """
    # Set before anything is built: as process 1 of a container there is no default action for SIGTERM, and uvicorn
    # sends itself the signal again when it is done.
    signal.signal(signal.SIGTERM, _klaar)
    richt_in(config)
    meld_proef(config)
    meld_toegestaan(config)
    laat_meten(config)
    try:
        _DRAAI[proces](config)
    except Exception as fout:
        sentry.meld(fout, proces=proces)
        raise
    finally:
        sentry.spoel()


def richt_in(config: Config) -> None:
    """Logboek en Sentry van dit proces."""
    logboek.richt_in(config.logniveau)
    sentry.richt_in(config)


def laat_meten(config: Config) -> None:
    """De metingen van dit proces, als er een poort voor is.

    Raises:
        OnjuisteInstellingen: die poort is niet te gebruiken.
    """
    try:
        metingen.bied_aan(config.metingen_adres, config.metingen_poort)
    except OSError as fout:
        raise OnjuisteInstellingen((f"MEEDOEN_METINGEN_POORT: {fout.strerror}",)) from None


def meld_proef(config: Config) -> None:
    """Zeg bij het starten dat er geen echte mensen in mogen, als dat zo is afgesproken."""
    if niet_voor_echte_mensen(config.platform):
        structlog.get_logger("meedoen.start").warning("deze installatie is niet voor echte mensen")


def meld_toegestaan(config: Config) -> None:
    """Zeg bij het starten wat dit proces buiten internet mag vragen: dat staat niet bij een gemeente, en valt op."""
    for host, netwerk, poort in getattr(config, "uitgaand_toegestaan", ()):
        structlog.get_logger("meedoen.uitgaand").warning(
            "buiten internet toegestaan", host=host, netwerk=str(netwerk), poort=poort
        )
    for ca in x509.load_pem_x509_certificates(cas.encode()) if (cas := getattr(config, "uitgaand_ca", "")) else ():
        structlog.get_logger("meedoen.uitgaand").warning(
            "eigen CA vertrouwd voor wat daar genoemd is",
            ca=ca.subject.rfc4514_string(),
            vingerafdruk=ca.fingerprint(hashes.SHA256()).hex(),
            tot=ca.not_valid_after_utc.isoformat(),
        )


def _klaar(_nummer: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _api(config: Config) -> None:
    verruim_bestanden(config.verbindingen)
    server = maak_server(config)
    leg_huis_vast()
    server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def _worker(config: Config) -> None:
    asyncio.run(draai_worker(config))


def _relay(config: Config) -> None:
    asyncio.run(draai_relay(config))


def _zegel(config: Config) -> None:
    asyncio.run(draai_zegel(config))


_DRAAI: Mapping[Proces, Callable[[Config], None]] = {
    Proces.API: _api,
    Proces.ONTVANGER: draai_ontvanger,
    Proces.WORKER: _worker,
    Proces.RELAY: _relay,
    Proces.ZEGEL: _zegel,
}
DIENSTEN = tuple(_DRAAI)
"""Wat blijft draaien, elk in een eigen pod."""
