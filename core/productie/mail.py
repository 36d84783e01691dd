"""De mailserver, als Meedoen mailt: verbonden, met TLS en aangemeld, zoals bij een uitnodiging. Er gaat geen mail."""

from collections.abc import AsyncIterator

from core.fouten import Onbereikbaar
from core.integrations.mail import maak_mailserver
from core.productie.bevinding import Bevinding, houdt_tegen
from core.productie.installatie import Installatie

NAAM = "mail"
_tegen = houdt_tegen(NAAM)
NODIG = ("smtp", "smtp_afzender", "smtp_aanmelding", "smtp_ca")


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Zonder MEEDOEN_SMTP geeft wie uitnodigt de link zelf, en is er niets na te kijken."""
    if (server := maak_mailserver(installatie.config)) is None:
        return
    try:
        await server.probeer()
    except Onbereikbaar as fout:
        yield _tegen(
            fout.melding,
            "kijk MEEDOEN_SMTP, MEEDOEN_SMTP_AANMELDING en MEEDOEN_SMTP_CA na, en de weg erheen",
        )
