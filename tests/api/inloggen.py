"""De API met een inlogdienst waar iemand zich bewijst, bekeken vanuit zijn browser."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import httpx2
from redis.asyncio import Redis

from core.api import Voordeur
from core.fouten import Onbereikbaar
from core.platform.http.inloggen.deur import TERUG, Inlogdeur, pad_van
from core.platform.ingangen import Ingangen, dienst_id
from core.platform.inloggen.poort import Poort
from core.platform.inloggen.sessies import Sessies
from tests.platform.inloggen.dienst import ONS, Antwoord, Dienst
from tests.platform.inloggen.namaak import RSA

SITE = "https://meedoen.example.org"
SUB = "9f0c"
"""Wie zich bij de dienst bewijst, als een test niets anders zegt."""


def nu() -> datetime:
    return datetime.now(UTC)


@dataclass
class Browser:
    """Een browser met zijn cookies; wat hij stuurt draagt wat een pagina van Meedoen meestuurt."""

    http: httpx2.AsyncClient
    dienst: Dienst
    formulier: str = ""

    async def ga(self, pad: str) -> httpx2.Response:
        return await self.http.get(pad)

    async def vertrek(self, naar: str | None = None, **meer: str) -> httpx2.Response:
        vraag = ({} if naar is None else {"naar": naar}) | meer
        return await self.http.get(pad_van(self.dienst.afgesproken), params=vraag)

    async def kom_terug(self, vertrek: httpx2.Response) -> httpx2.Response:
        self.dienst.nu = nu()
        vraag = urlencode(self.dienst.log_in(vertrek.headers["location"]), doseq=True)
        return await self.http.get(f"{TERUG}?{vraag}")

    async def log_in(self, naar: str | None = None, **meer: str) -> httpx2.Response:
        """De hele reis; daarna kent de pagina haar formulierwoord."""
        antwoord = await self.kom_terug(await self.vertrek(naar, **meer))
        if antwoord.status_code == 303:
            self.formulier = (await self.ga("/inloggen/ik")).json()["formulier"]
        return antwoord

    @property
    def eigen_pagina(self) -> Mapping[str, str]:
        return {"Origin": SITE, "X-Meedoen-Formulier": self.formulier}

    async def log_uit(self, **anders: str) -> httpx2.Response:
        koppen = {"Origin": SITE, "Content-Type": "application/x-www-form-urlencoded", **anders}
        return await self.http.post("/inloggen/uit", content=urlencode({"formulier": self.formulier}), headers=koppen)


@dataclass
class Buiten:
    """De inlogdienst zoals zij te bereiken is."""

    dienst: Dienst
    storing: bool = False
    gevraagd: list[str] = field(default_factory=list)

    async def vraag(
        self, adres: str, *, methode: str = "GET", koppen: Mapping[str, str] | None = None, inhoud: bytes | None = None
    ) -> Antwoord:
        if self.storing:
            raise Onbereikbaar("er komt geen antwoord")
        return self.dienst.antwoord(adres, inhoud)


@dataclass(kw_only=True)
class Opstelling:
    """De voordeur met haar inlogdeur, en wie daar een browser voor heeft."""

    buiten: Buiten
    valkey: Redis
    inlogdeur: Inlogdeur
    voordeur: Voordeur

    @asynccontextmanager
    async def browser(self, **koppen: str) -> AsyncIterator[Browser]:
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.voordeur), base_url=SITE, headers=koppen
        ) as http:
            yield Browser(http, self.buiten.dienst)

    @contextmanager
    def met(self, deur: Inlogdeur | None) -> Iterator[None]:
        """Dezelfde voordeur met een andere inlogdeur, alsof zij zo gestart is."""
        staat = self.voordeur.app.state
        staat.inlogdeur = deur
        try:
            yield
        finally:
            staat.inlogdeur = self.inlogdeur

    def anders(self, **anders: Any) -> AbstractContextManager[None]:
        return self.met(replace(self.inlogdeur, **anders))


def ingangen(**diensten: Any) -> Ingangen:
    return Ingangen(
        diensten=MappingProxyType({dienst_id(d.uitgever): d for d in diensten.values()}),
        namen=tuple((naam, dienst_id(d.uitgever)) for naam, d in sorted(diensten.items())),
    )


@asynccontextmanager
async def opstelling(voordeur: Voordeur, valkey_url: str) -> AsyncIterator[Opstelling]:
    dienst = Dienst("een", RSA)
    buiten = Buiten(dienst)
    async with Redis.from_url(valkey_url, db=8) as lijn:
        await lijn.flushdb()
        sessies = Sessies(lijn)

        async def sluit() -> None:
            """De test sluit zelf."""

        deur = Inlogdeur(
            ingangen=ingangen(Heerenveen=dienst.afgesproken),
            poort=Poort(
                [dienst.afgesproken], sessies=sessies, sleutel=ONS, terug=SITE + TERUG, vraag=buiten.vraag, nu=nu
            ),
            sessies=sessies,
            herkomst=SITE,
            sleutels=(ONS,),
            sluit=sluit,
        )
        voordeur.app.state.inlogdeur = deur
        try:
            yield Opstelling(buiten=buiten, valkey=lijn, inlogdeur=deur, voordeur=voordeur)
        finally:
            voordeur.app.state.inlogdeur = None


async def audit_van(alziend: Any, medewerker_id: UUID) -> list[tuple[UUID, str]]:
    rijen = await alziend.fetch(
        "select gemeente_id, actie from meedoen.audit where object_id = $1 order by tijdstip, gemeente_id",
        medewerker_id,
    )
    return [(rij["gemeente_id"], rij["actie"]) for rij in rijen]
