"""De mailserver: één bericht per verbinding, altijd naar één adres.

Een fout van hier noemt de soort en de code van het antwoord, nooit een adres en nooit de tekst van de server.
"""

import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import urlsplit

import aiosmtplib

from core.fouten import Onbereikbaar
from core.instellingen.config import Config
from core.instellingen.lezers import ZONDER_TLS

TIJDSLIMIET = 8.0
"""Seconden per stap; alle stappen samen passen in de tijd van een taak."""
_VAST = 500
"""Vanaf deze code zegt een mailserver dat nog eens proberen geen zin heeft (RFC 5321)."""


class Weigering(StrEnum):
    """Waarom de mailserver een bericht voorgoed niet neemt."""

    ADRES = "adres_geweigerd"
    BERICHT = "bericht_geweigerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailserver:
    """Hoe Meedoen mailt; `aanmelding` is gebruiker en wachtwoord."""

    adres: str
    afzender: str
    aanmelding: tuple[str, str] | None = field(repr=False)
    ca: str

    async def verstuur(self, bericht: EmailMessage, aan: str) -> Weigering | None:
        """Geef het bericht af; None als de server het nam.

        Raises:
            Onbereikbaar: nu lukt het niet, en later misschien wel.
        """

        async def geef_af(server: aiosmtplib.SMTP) -> None:
            await server.send_message(bericht, sender=self.afzender, recipients=[aan])

        fout = await self._doe(geef_af)
        return None if fout is None else _lees(fout)

    async def probeer(self) -> None:
        """Verbind, met TLS en aanmelden zoals bij het versturen; er gaat geen bericht.

        Raises:
            Onbereikbaar: dat lukt niet; met de reden.
        """

        async def klop_aan(server: aiosmtplib.SMTP) -> None:
            await server.noop()

        if (fout := await self._doe(klop_aan)) is not None:
            raise _onbereikbaar(fout)

    async def _doe(self, wat: Callable[[aiosmtplib.SMTP], Awaitable[None]]) -> Exception | None:
        """Verbind en doe dit; geeft de fout terug. Wat de server zegt kan een adres noemen, en een fout die hiervandaan
        doorging nam het mee naar het logboek."""
        server = self._verbinding()
        try:
            async with server:
                await wat(server)
        except (aiosmtplib.SMTPException, OSError) as fout:
            return fout
        finally:
            server.close()
        return None

    def _verbinding(self) -> aiosmtplib.SMTP:
        delen = urlsplit(self.adres)
        gebruiker, wachtwoord = self.aanmelding or (None, None)
        return aiosmtplib.SMTP(
            hostname=delen.hostname,
            port=delen.port,
            use_tls=delen.scheme == "smtps",
            start_tls=delen.scheme == "smtp",
            tls_context=None if delen.scheme == ZONDER_TLS else ssl.create_default_context(cadata=self.ca or None),
            local_hostname=self.afzender.rpartition("@")[2],
            timeout=TIJDSLIMIET,
            username=gebruiker,
            password=wachtwoord,
        )


def maak_mailserver(config: Config) -> Mailserver | None:
    """De mailserver volgens de instellingen; None als Meedoen niet mailt."""
    if not config.smtp:
        return None
    return Mailserver(
        adres=config.smtp,
        afzender=config.smtp_afzender,
        aanmelding=config.smtp_aanmelding or None,
        ca=config.smtp_ca,
    )


def _lees(fout: Exception) -> Weigering:
    """Wat voorgoed is komt terug; al het andere is later misschien over, ook wat ons als afzender weigert."""
    if isinstance(fout, aiosmtplib.SMTPRecipientsRefused) and all(e.code >= _VAST for e in fout.recipients):
        return Weigering.ADRES
    if isinstance(fout, aiosmtplib.SMTPDataError) and fout.code >= _VAST:
        return Weigering.BERICHT
    raise _onbereikbaar(fout)


def _onbereikbaar(fout: Exception) -> Onbereikbaar:
    code = fout.recipients[0].code if isinstance(fout, aiosmtplib.SMTPRecipientsRefused) else getattr(fout, "code", "")
    return Onbereikbaar(f"De mailserver neemt nu niets aan ({type(fout).__name__}{f' {code}' if code else ''}).")
