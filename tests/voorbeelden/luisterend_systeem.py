"""Het systeem van een taalschool dat webhooks aanneemt: TLS, en wat een test het laat antwoorden."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from cryptography import x509
from standardwebhooks import Webhook as Ondertekening

from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vervoer import Grenzen
from core.platform.uitgaand.vragen import Uitgaand
from tests.geduld import GEDULD
from tests.platform.uitgaand.buiten import Telefoonboek
from tests.process.wereld import Wereld
from tests.voorbeelden.certificaten import Ca, als_client, als_server

NAAM, HIER = "systeem.example.org", "127.0.0.1"
CA = Ca()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvangen:
    methode: str
    koppen: Message
    inhoud: bytes

    def gelezen(self, geheim: str) -> dict[str, Any]:
        """Het bericht, als de handtekening klopt; zoals een ontvanger het leest."""
        gelezen: dict[str, Any] = Ondertekening(geheim).verify(self.inhoud, dict(self.koppen.items()))
        return gelezen


@dataclass(kw_only=True)
class Systeem:
    """Wat er aankwam, en wat het hierna antwoordt; daarna weer 204."""

    poort: int = 0
    toestemming: str | None = "*"
    antwoorden: list[str] = field(default_factory=list)
    ontvangen: list[Ontvangen] = field(default_factory=list)

    @property
    def adres(self) -> str:
        return f"https://{NAAM}:{self.poort}/meedoen"

    @property
    def berichten(self) -> list[Ontvangen]:
        return [een for een in self.ontvangen if een.methode == "POST"]

    async def bij_verbinding(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            regel, _, ruw = (await lezer.readuntil(b"\r\n\r\n")).partition(b"\r\n")
            koppen = BytesHeaderParser().parsebytes(ruw)
            inhoud = await lezer.readexactly(int(koppen.get("Content-Length", "0")))
            methode = regel.partition(b" ")[0].decode()
            self.ontvangen.append(Ontvangen(methode=methode, koppen=koppen, inhoud=inhoud))
            schrijver.write(self._antwoord(methode).encode())
            await schrijver.drain()
        schrijver.close()

    def _antwoord(self, methode: str) -> str:
        status, koppen = "204 No Content", ""
        if methode == "OPTIONS" and self.toestemming is not None:
            koppen = f"WebHook-Allowed-Origin: {self.toestemming}\r\n"
        elif methode == "POST" and self.antwoorden:
            status = self.antwoorden.pop(0)
        return f"HTTP/1.1 {status}\r\n{koppen}Content-Length: 0\r\n\r\n"


@asynccontextmanager
async def luisterend(wereld: Wereld, map_: Path) -> AsyncIterator[Systeem]:
    """Een systeem dat luistert, dat het platform toestaat, en dat de worker van deze wereld vindt."""
    systeem = Systeem()
    tls = als_server(CA.voor_server(naam=x509.DNSName(NAAM)), map_)
    server = await asyncio.start_server(systeem.bij_verbinding, HIER, 0, ssl=tls)
    systeem.poort = server.sockets[0].getsockname()[1]
    mag = ((NAAM, ip_network(f"{HIER}/32"), systeem.poort),)
    weg = Uitgaand(
        Uitgaandregels.van(mag),
        vertrouwd=als_client(CA.certificaat, None, map_),
        opzoeker=Telefoonboek([HIER]),
        grenzen=Grenzen(seconden=GEDULD),
    )
    config, eerder, buren = wereld.huis.config, wereld.huis.config.uitgaand_toegestaan, wereld.buren
    object.__setattr__(config, "uitgaand_toegestaan", mag)  # shared by all that the standing world is made of
    wereld.buren = dataclasses.replace(buren, webhooks=weg)
    try:
        async with server:
            yield systeem
    finally:
        object.__setattr__(config, "uitgaand_toegestaan", eerder)
        wereld.buren = buren
        await weg.sluit()
