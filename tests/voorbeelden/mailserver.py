"""Een echte mailserver: STARTTLS, aanmelden, en wat een test haar laat antwoorden."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as BELEID
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from core.integrations.mail import Mailserver
from tests.voorbeelden.certificaten import Ca, als_server

CA = Ca()
GEBRUIKER, WACHTWOORD = "meedoen", "wachtwoord-van-de-mailserver"
AFZENDER = "meedoen@example.org"
GOED = "250 OK"
logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # this server writes addresses; what Meedoen writes is tested


@dataclass(kw_only=True)
class Postbus:
    """Wat er aankwam, en wat de server hierna antwoordt op een adres (`op_adres`) en op een bericht."""

    poort: int = 0
    op_adres: list[str] = field(default_factory=list)
    op_bericht: list[str] = field(default_factory=list)
    aan: list[str] = field(default_factory=list)
    berichten: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, sessie: Any, envelop: Any, adres: str, opties: Any) -> str:  # noqa: N802
        if self.op_adres:
            return self.op_adres.pop(0)
        envelop.rcpt_tos.append(adres)
        return GOED

    async def handle_DATA(self, server: Any, sessie: Any, envelop: Any) -> str:  # noqa: N802
        if self.op_bericht:
            return self.op_bericht.pop(0)
        assert envelop.mail_from == AFZENDER
        self.aan += envelop.rcpt_tos
        self.berichten.append(message_from_bytes(envelop.content, _class=EmailMessage, policy=BELEID))
        return GOED

    @property
    def server(self) -> Mailserver:
        """Hoe Meedoen bij deze server mailt."""
        return self.met()

    def met(self, *, schema: str = "smtp", wachtwoord: str = WACHTWOORD, ca: str = CA.certificaat) -> Mailserver:
        return Mailserver(
            adres=f"{schema}://127.0.0.1:{self.poort}", afzender=AFZENDER, aanmelding=(GEBRUIKER, wachtwoord), ca=ca
        )


@asynccontextmanager
async def mailserver(map_: Path) -> AsyncIterator[Postbus]:
    """Een server die luistert tot het einde van het blok; zonder TLS en aanmelden neemt zij niets."""
    postbus, tls = Postbus(), als_server(CA.voor_server(), map_)

    def nieuw() -> SMTP:
        return SMTP(
            postbus,
            hostname="mail.example.org",
            tls_context=tls,
            require_starttls=True,
            authenticator=_mag,
            auth_required=True,
            loop=asyncio.get_running_loop(),
        )

    luistert = await asyncio.get_running_loop().create_server(nieuw, "127.0.0.1", 0)
    postbus.poort = luistert.sockets[0].getsockname()[1]
    try:
        yield postbus
    finally:
        luistert.close()
        await luistert.wait_closed()


def _mag(server: Any, sessie: Any, envelop: Any, manier: str, bewijs: Any) -> AuthResult:
    goed = bewijs == LoginPassword(GEBRUIKER.encode(), WACHTWOORD.encode())
    return AuthResult(success=goed, handled=False)
