"""De inlogdiensten starten één keer per testproces; wie er een stopt of wisselt, neemt er een voor zichzelf."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from joserfc.jwk import ECKey, RSAKey
from redis.asyncio import Redis

from core.instellingen.lezers import cas, toegestaan
from core.ontwikkeling.embedded.processen import stopsein_als_ctrl_c
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from core.platform.inloggen.dienstgegevens import Dienstgegevens
from core.platform.inloggen.poort import Poort
from core.platform.inloggen.reis import Vertrek
from core.platform.inloggen.sessies import Sessies
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vervoer import Grenzen
from core.platform.uitgaand.vragen import Antwoord, Uitgaand
from tests.geduld import GEDULD
from tests.inlogdienst.browser import Browser, Terugkomst
from tests.inlogdienst.opstelling import ONS, TERUG, THUIS, Diensten, Draaiend, draaiende_dienst, twee_diensten
from tests.platform.inloggen.dienst import kom_binnen


class Wereld:
    """Meedoen voor deze diensten: een poort over de echte weg naar buiten, en een klok die een test vooruitzet."""

    def __init__(
        self, diensten: Iterable[Draaiend], ca: Path, redis: Redis, sleutel: RSAKey | ECKey, anders: Mapping[str, str]
    ) -> None:
        mogen = ",".join(draaiend.dienst.toegestaan for draaiend in diensten)
        self._ca = ca
        self._weg = Uitgaand(
            Uitgaandregels.van(toegestaan(mogen)), eigen_ca=cas(str(ca)), grenzen=Grenzen(seconden=GEDULD)
        )
        self.gevraagd: list[str] = []
        self.gekregen: dict[str, bytes] = {}
        self.vooruit = timedelta()
        self.sessies = Sessies(redis, nu=self.nu)
        self.poort = Poort(
            [msgspec.structs.replace(draaiend.dienst.afgesproken, **anders) for draaiend in diensten],
            sessies=self.sessies,
            sleutel=sleutel,
            terug=TERUG,
            vraag=self.vraag,
            nu=self.nu,
        )

    def nu(self) -> datetime:
        return datetime.now(UTC) + self.vooruit

    async def vraag(
        self, adres: str, *, methode: str = "GET", koppen: Mapping[str, str] | None = None, inhoud: bytes | None = None
    ) -> Antwoord:
        self.gevraagd.append(adres)
        antwoord = await self._weg.haal(adres, methode=methode, koppen=koppen or {}, inhoud=inhoud)
        self.gekregen[adres] = antwoord.inhoud
        return antwoord

    def gegevens(self, van: Draaiend) -> Dienstgegevens:
        """Wat Meedoen van deze dienst bewaart, los van de poort."""

        async def haal(adres: str) -> bytes:
            return (await self.vraag(adres)).inhoud

        return Dienstgegevens(van.dienst.afgesproken, haal=haal, nu=self.nu)

    def browser(self) -> Browser:
        return Browser(self._ca, thuis=THUIS)

    async def ga(self, bij: Draaiend, *, leeftijd: timedelta | None = None) -> Vertrek:
        return await self.poort.vertrek(bij.uitgever, naar="/werk", leeftijd=leeftijd)

    async def kom(self, reis: Vertrek, terug: Terugkomst, *, oud: str | None = None) -> str:
        """Terug met dit antwoord; geeft de naam van de sessie."""
        return (await kom_binnen(self.poort, terug, browser=reis.browser, oud=oud)).naam

    async def sluit(self) -> None:
        await self._weg.sluit()


@asynccontextmanager
async def wereld_met(
    diensten: Iterable[Draaiend], ca: Path, valkey: EmbeddedValkey, *, sleutel: RSAKey | ECKey = ONS, **anders: str
) -> AsyncIterator[Wereld]:
    """`anders` is wat er anders met hen is afgesproken."""
    async with Redis.from_url(valkey.url, db=9) as lijn:
        wereld = Wereld(tuple(diensten), ca, lijn, sleutel, anders)
        try:
            yield wereld
        finally:
            await wereld.sluit()


@pytest.fixture(scope="session")
def diensten() -> Iterator[Diensten]:
    with stopsein_als_ctrl_c(), tijdelijke_map() as map_, twee_diensten(map_) as draaien:
        yield draaien


@pytest.fixture
def eigen_dienst(diensten: Diensten, tmp_path: Path) -> Iterator[Draaiend]:
    """Een dienst die de test mag stoppen en wisselen."""
    with draaiende_dienst(tmp_path / "eigen", diensten.kant, diensten.certificaten) as draait:
        yield draait


@pytest.fixture
async def wereld(diensten: Diensten, valkey: EmbeddedValkey) -> AsyncIterator[Wereld]:
    async with wereld_met((diensten.een, diensten.twee), diensten.certificaten.ca, valkey) as meedoen:
        yield meedoen
