"""Verbinding maken met Valkey: één plek die de instellingen leest, en geen enkele knop om de toets uit te zetten.

Met `rediss://` moet het certificaat van de server van een CA zijn die wij vertrouwen, en op de naam in het adres
staan. Staat er een CA in de instellingen, dan geldt alleen die. Pas na de handdruk gaat het wachtwoord de lijn op.
"""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import structlog
from arq.connections import ArqRedis
from redis.asyncio.connection import Connection, ConnectionPool, SSLConnection
from redis.exceptions import AuthenticationError, RedisError

from core.fouten import Onbereikbaar
from core.instellingen.config import Config
from core.platform.queue.bericht import WACHTRIJ, pak_in, pak_uit

POORT = 6379
WACHT_OP_VERBINDING = 5
POGINGEN = 6
"""Zo vaak probeert een proces bij het starten Valkey te bereiken, met een seconde ertussen."""
BERICHT_VERLOOPT_MS = 3_600_000
"""Na een uur verdwijnt een bericht waar niemand aan toekwam; de outbox weet dan nog dat het werk er ligt."""
WEIGERT_ALS_VOL = "noeviction"
logboek = structlog.get_logger("meedoen.wachtrij")


def valkey_instellingen(config: Config) -> Mapping[str, Any]:
    """Waarmee elke verbinding met Valkey gemaakt wordt, uit `MEEDOEN_VALKEY` en `MEEDOEN_VALKEY_CA`.

    Raises:
        ssl.SSLError: de CA is onleesbaar.
    """
    adres = urlsplit(config.valkey)
    instellingen: dict[str, Any] = {
        "host": adres.hostname,
        "port": adres.port or POORT,
        "db": int(adres.path.lstrip("/") or 0),
        "username": adres.username or None,
        "password": adres.password or None,
        "socket_connect_timeout": WACHT_OP_VERBINDING,
        "socket_keepalive": True,
        "connection_class": Connection,
    }
    if adres.scheme == "rediss":
        instellingen |= {"connection_class": _GetoetsteVerbinding, "tls": _tls(config.valkey_ca)}
    return instellingen


def maak_valkey(config: Config) -> ArqRedis:
    """De client; hij maakt pas verbinding als hij iets te vragen heeft."""
    return ArqRedis(
        ConnectionPool(**valkey_instellingen(config)),
        job_serializer=pak_in,
        job_deserializer=pak_uit,
        default_queue_name=WACHTRIJ,
        expires_extra_ms=BERICHT_VERLOOPT_MS,
    )


async def wacht_op_valkey(valkey: ArqRedis) -> None:
    """Tot Valkey antwoordt; bij het starten kan hij er net nog niet zijn.

    Raises:
        RedisError: ook na `POGINGEN` keer niet, of hij laat ons niet binnen.
        OSError: als daarvoor, uit de handdruk.
    """
    for poging in range(1, POGINGEN + 1):
        try:
            await valkey.ping()
        except AuthenticationError:
            raise
        except (RedisError, OSError) as fout:
            if poging == POGINGEN:
                raise
            logboek.warning("Valkey antwoordt nog niet", poging=poging, fout=type(fout).__name__)
            await asyncio.sleep(1)
        else:
            return


async def beleid_als_vol(config: Config) -> str:
    """Wat Valkey weggooit als zij vol raakt (`maxmemory-policy`); ook `noeviction` als zij dat niet zegt.

    Raises:
        Onbereikbaar: zij antwoordt niet, of laat ons niet binnen; de melding zegt welke fout het was.
    """
    valkey = maak_valkey(config)
    try:
        geheugen = await valkey.info("memory")
    except (RedisError, OSError) as fout:
        raise Onbereikbaar(f"Valkey antwoordt niet ({type(fout).__name__}).") from None
    finally:
        await valkey.aclose(close_connection_pool=True)
    return str(geheugen.get("maxmemory_policy", WEIGERT_ALS_VOL))


def _tls(ca: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=ca or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _GetoetsteVerbinding(SSLConnection):
    """Die van redis-py, met onze TLS: de zijne vertrouwt naast een eigen CA altijd ook die van het systeem."""

    def __init__(self, *, tls: ssl.SSLContext, **anders: Any) -> None:
        super().__init__(**anders)
        self.ssl_context.context = tls
