"""Een ander systeem dat bij Meedoen komt: zijn sleutel, zijn bewijs en zijn token, gemaakt met de bibliotheek van een
ander (authlib)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import httpx2
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from joserfc.jwk import ECKey
from redis.asyncio import Redis

from core.platform.http.inloggen.machinedeur import PAD, Machinedeur
from core.platform.inloggen.machine import BEWIJS_SOORT
from core.platform.inloggen.machinetokens import Machinetokens
from tests.api.inloggen import SITE, nu
from tests.process.wereld import Mens, Wereld
from tests.voorbeelden.beheer import Gemeente
from tests.voorbeelden.machine import een_machine


@dataclass(kw_only=True)
class Systeem:
    """Een systeem met één sleutel, en waar het is opgenomen."""

    http: httpx2.AsyncClient
    sleutel: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))
    client: str = ""
    token: str = ""

    def bewijs(self, **anders: Any) -> str:
        return str(private_key_jwt_sign(self.sleutel, self.client, SITE, alg="ES256", claims=anders))

    def formulier(self, **anders: str | None) -> dict[str, str]:
        goed: dict[str, str | None] = {
            "grant_type": "client_credentials",
            "client_assertion_type": BEWIJS_SOORT,
            "client_assertion": self.bewijs(),
        }
        return {naam: waarde for naam, waarde in (goed | anders).items() if waarde is not None}

    async def vraag(self, koppen: Mapping[str, str] = MappingProxyType({}), **anders: Any) -> httpx2.Response:
        """Een verzoek om een token."""
        vorm = {"Content-Type": "application/x-www-form-urlencoded"} | dict(koppen)
        return await self.http.post(PAD, content=urlencode(self.formulier(**anders)), headers=vorm)

    async def haal(self, **anders: Any) -> "Systeem":
        antwoord = await self.vraag(**anders)
        assert antwoord.status_code == 200, antwoord.text
        self.token = antwoord.json()["access_token"]
        return self

    async def lees(self, pad: str) -> httpx2.Response:
        return await self.http.get(pad, headers={"Authorization": f"Bearer {self.token}"})


@dataclass(kw_only=True)
class Opstelling:
    wereld: Wereld
    valkey: Redis
    deur: Machinedeur

    def beheerder(self, gemeente: Gemeente, van: str = "taalschool_beheerder", *, bij: Gemeente | None = None) -> Mens:
        """De beheerder van een organisatie van `van` gemeente, die over haar mensen voor gemeente `bij` gaat."""
        return self.wereld.mens(van, gemeente, basis=f"/v1/gemeenten/{(bij or gemeente).code}")

    async def systeem(self, *beheerders: Mens, **anders: object) -> Systeem:
        """Een systeem dat deze beheerders allemaal opnamen, met een token."""
        systeem = Systeem(http=self.wereld.http)
        for beheerder in beheerders:
            await self.neem_op(systeem, beheerder, **anders)
        return await systeem.haal()

    async def neem_op(self, systeem: Systeem, beheerder: Mens, **anders: object) -> UUID:
        nieuw = een_machine(systeem.sleutel, id=str(uuid4()), **anders)
        uit = await beheerder.stuur("/machines", nieuw, 201)
        systeem.client = uit["clientId"]
        return UUID(nieuw["id"])


@asynccontextmanager
async def opstelling(wereld: Wereld, valkey_url: str) -> AsyncIterator[Opstelling]:
    async with Redis.from_url(valkey_url, db=6) as lijn:
        await lijn.flushdb()
        deur = Machinedeur(wij=SITE, tokens=Machinetokens(lijn), nu=nu)
        staat = wereld.deur.app.state
        staat.machinedeur = deur
        try:
            yield Opstelling(wereld=wereld, valkey=lijn, deur=deur)
        finally:
            staat.machinedeur = None
