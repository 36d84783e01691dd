"""Wie zich voordoet als Valkey of PostgreSQL krijgt geen wachtwoord: met een certificaat op een andere naam, of van een
andere CA, is er geen verbinding. Met echte TLS, en een server die elke byte onthoudt."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from redis.exceptions import ConnectionError as ValkeyWeg

from core.fouten import Onbereikbaar
from core.instellingen.config import Config, lees_config
from core.instellingen.productie import toetst_de_server
from core.instellingen.tabel import Kloksoort, Proces
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.queue.valkey import maak_valkey, valkey_instellingen
from core.platform.tenancy import Actor
from tests.platform.wachtrij import NERGENS
from tests.voorbeelden.certificaten import DAG, ELDERS, Ca, Certificaat, als_server
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.omgeving import omgeving

CA = Ca()
WACHTWOORD = "dit-gaat-alleen-naar-de-echte"
VALS: dict[str, Certificaat] = {
    "de goede CA, een andere naam": CA.voor_server(ELDERS),
    "een andere CA, de goede naam": Ca("Andere CA").voor_server(),
    "een CA die net zo heet": Ca(CA.naam).voor_server(),
    "verlopen": CA.geef_uit(van=-2 * DAG, tot=-DAG / 24, voor=ExtendedKeyUsageOID.SERVER_AUTH),
    "alleen voor een client": CA.geef_uit(),
}
elke_valse = pytest.mark.parametrize("certificaat", VALS.values(), ids=VALS)


class Voorkant:
    """TLS voor een echte server die het zelf niet doet, op de manier van Valkey (meteen) of PostgreSQL (na een vraag).

    Wat de client stuurt onthoudt zij, en geeft zij door als er een server achter staat.
    """

    def __init__(self, tls: ssl.SSLContext, *, postgres: bool, achter: int | None) -> None:
        self._tls = tls
        self._postgres = postgres
        self._achter = achter
        self.gezien = bytearray()
        self.aangeklopt = 0

    async def __call__(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        self.aangeklopt += 1
        try:
            if self._postgres:
                await lezer.readexactly(8)
                schrijver.write(b"S")
            await schrijver.start_tls(self._tls)
            if self._achter is None:
                self.gezien += await lezer.read()
                return
            terug_lezer, heen = await asyncio.open_connection("127.0.0.1", self._achter)
            await asyncio.gather(self._geef_door(lezer, heen, self.gezien), self._geef_door(terug_lezer, schrijver))
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            schrijver.close()

    async def _geef_door(
        self, van: asyncio.StreamReader, naar: asyncio.StreamWriter, onthoud: bytearray | None = None
    ) -> None:
        while deel := await van.read(4096):
            if onthoud is not None:
                onthoud += deel
            naar.write(deel)
        naar.close()


@asynccontextmanager
async def _voorkant(
    certificaat: Certificaat, map_: Path, *, postgres: bool = False, achter: int | None = None
) -> AsyncIterator[tuple[int, Voorkant]]:
    voorkant = Voorkant(als_server(certificaat, map_), postgres=postgres, achter=achter)
    async with await asyncio.start_server(voorkant, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], voorkant


def _config(poort: int, ca: str = CA.certificaat, wachtwoord: str = WACHTWOORD) -> Config:
    adres = f"rediss://:{wachtwoord}@127.0.0.1:{poort}/0"
    return lees_config(omgeving(NERGENS, valkey=adres, valkey_ca=ca), proces=Proces.RELAY)


@elke_valse
async def test_een_valse_valkey_krijgt_geen_wachtwoord(certificaat: Certificaat, tmp_path: Path) -> None:
    async with _voorkant(certificaat, tmp_path) as (poort, server):
        valkey = maak_valkey(_config(poort))
        with pytest.raises(ValkeyWeg):
            await valkey.ping()
        await valkey.aclose(close_connection_pool=True)
        assert server.aangeklopt
        assert not server.gezien


async def test_de_echte_valkey_krijgt_het_wel(valkey: EmbeddedValkey, tmp_path: Path) -> None:
    """Anders zou het vorige niets zeggen."""
    wachtwoord = urlsplit(valkey.url).password or ""
    async with _voorkant(CA.voor_server(), tmp_path, achter=valkey.poort) as (poort, server):
        client = maak_valkey(_config(poort, wachtwoord=wachtwoord))
        assert await client.ping()
        await client.aclose(close_connection_pool=True)
        assert wachtwoord.encode() in server.gezien


async def test_zonder_eigen_ca_gelden_die_van_het_systeem_en_die_kennen_de_onze_niet(tmp_path: Path) -> None:
    async with _voorkant(CA.voor_server(), tmp_path) as (poort, server):
        valkey = maak_valkey(_config(poort, ca=""))
        with pytest.raises(ValkeyWeg):
            await valkey.ping()
        await valkey.aclose(close_connection_pool=True)
        assert not server.gezien


def test_met_een_eigen_ca_telt_alleen_die() -> None:
    tls = valkey_instellingen(_config(6379))["tls"]
    assert len(tls.get_ca_certs()) == 1
    assert (tls.check_hostname, tls.verify_mode) == (True, ssl.CERT_REQUIRED)


@elke_valse
async def test_een_valse_postgresql_krijgt_niets(certificaat: Certificaat, tmp_path: Path) -> None:
    async with _voorkant(certificaat, tmp_path, postgres=True) as (poort, server):
        databank = _databank(f"postgresql://meedoen_relay:{WACHTWOORD}@127.0.0.1:{poort}/meedoen", tmp_path)
        with pytest.raises(Onbereikbaar):
            await databank.open()
        assert server.aangeklopt
        assert not server.gezien


def _databank(adres: str, map_: Path) -> Databank:
    ca = map_ / "ca.pem"
    ca.write_text(CA.certificaat, encoding="ascii")
    dsn = f"{adres}?sslmode=verify-full&sslrootcert={ca}"
    assert toetst_de_server(dsn)
    return Databank({Actor.RELAY: dsn}, klok=Klok(soort=Kloksoort.SYSTEEM))


async def test_de_echte_postgresql_wordt_getoetst(
    cluster: Cluster, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Met het goede certificaat is er een verbinding, en met een vals niet, wat PGSSLMODE ook zegt."""
    monkeypatch.setenv("PGSSLMODE", "disable")
    echt, poort_echt = cluster.dsn("meedoen_relay", database), cluster.postgres.poort
    for certificaat in (CA.voor_server(), *VALS.values()):
        async with _voorkant(certificaat, tmp_path, postgres=True, achter=poort_echt) as (poort, server):
            databank = _databank(echt.replace(f":{poort_echt}/", f":{poort}/"), tmp_path)
            if certificaat in VALS.values():
                with pytest.raises(Onbereikbaar):
                    await databank.open()
                assert not server.gezien
            else:
                await databank.open()
                await databank.sluit()
                assert b"meedoen_relay" in server.gezien
