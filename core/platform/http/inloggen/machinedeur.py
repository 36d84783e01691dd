"""De deur voor andere systemen: zij halen een token met hun eigen sleutel (OAuth 2.0, client credentials), en lezen
daarmee wat hun rol mag.

Een systeem leest alleen: het legt niets vast, en een besluit neemt het nooit (PG-19).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from core.fouten import NietAangemeld, NietBevoegd
from core.platform.http.maat import Maat, Maatsoort
from core.platform.http.methoden import LEZEN
from core.platform.http.tokens import Identiteit
from core.platform.huis import Huis
from core.platform.inloggen.bewijs import eis
from core.platform.inloggen.machine import BEWIJS_SOORT, ONTHOUDEN, UITGEVER, lees_client, toets_machine
from core.platform.inloggen.machinetokens import BEGIN, Machinetokens
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from core.platform.tenancy import Actor, toegang_platform

PAD = "/inloggen/token"
_SLEUTEL = "select meedoen.machinesleutel($1) as sleutel"
logboek = structlog.get_logger("meedoen.inloggen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machinedeur:
    """Wat er nodig is om een ander systeem binnen te laten; één per proces."""

    wij: str
    """Onze naam (`issuer`): het adres waarop men Meedoen vindt, zonder pad."""
    tokens: Machinetokens
    nu: Callable[[], datetime]

    async def toets(self, huis: Huis, formulier: Mapping[str, str]) -> UUID:
        """Welk systeem dit verzoek om een token doet.

        Raises:
            InloggenGeweigerd: het bewijst niet dat het dat is; de reden staat in het logboek.
            Onbereikbaar: het is nu niet na te gaan.
        """
        client: UUID | None = None
        try:
            client = lees_client(_bewijs(formulier))
            eis(formulier.get("client_id", str(client)) == str(client), Reden.UITGEVER)
            sleutel = await self._sleutel(huis, client)
            jti = toets_machine(_bewijs(formulier), client=client, sleutel=sleutel, wij=self.wij, nu=self.nu())
            eis(await self.tokens.eerste_keer(client, jti, binnen=ONTHOUDEN), Reden.HERHAALD)
        except InloggenGeweigerd as fout:
            logboek.warning("systeem geweigerd", reden=fout.reden, client=None if client is None else str(client))
            raise
        return client

    async def wie(self, token: str) -> Identiteit:
        """Welk systeem dit token heeft.

        Raises:
            NietAangemeld: geen; het is verlopen of verzonnen.
            Onbereikbaar: het is nu niet na te gaan.
        """
        gelezen = await self.tokens.lees(token)
        if gelezen is None:
            raise NietAangemeld(f"Dit token telt niet (meer). Haal een nieuw op {PAD}.")
        return Identiteit(uitgever=UITGEVER, onderwerp=str(gelezen.client), rechten=frozenset(gelezen.rechten))

    @staticmethod
    async def _sleutel(huis: Huis, client: UUID) -> str:
        """De openbare sleutel van deze client, als hij ergens toegang heeft. Wie dat nergens heeft is niet te
        onderscheiden van wie er niet is."""
        toegang = toegang_platform(Actor.TOEGANG, oorsprong="aanmelding")
        [rij] = await huis.databank.vraag(toegang, _SLEUTEL, client)
        if rij["sleutel"] is None:
            raise InloggenGeweigerd(Reden.SLEUTEL_ONBEKEND)
        return str(rij["sleutel"])


def machinetoken(koppen: list[str]) -> str | None:
    """Het token van een systeem uit de koppen `Authorization`; None als er geen in staat."""
    soort, _, token = (koppen[0] if len(koppen) == 1 else "").partition(" ")
    return token if soort.lower() == "bearer" and token.startswith(BEGIN) else None


async def eis_machine(wie: Identiteit, verbinding: ASGIConnection[Any, Any, Any, Any], route: BaseRouteHandler) -> None:
    """Wat een systeem nooit mag, wat zijn rol ook zegt; en hoe vaak het iets mag.

    Raises:
        NietBevoegd: dit is een wijziging.
        TeVeel: het vraagt te veel in korte tijd.
    """
    if wie.rechten is None:
        return
    if route.opt.get("beslist") or verbinding.scope.get("method") not in LEZEN:
        raise NietBevoegd(
            "Een ander systeem leest hier alleen: het legt niets vast en neemt geen besluit. Laat een mens dit doen."
        )
    maat: Maat | None = verbinding.app.state.maat
    if maat is not None:
        await maat.eis(Maatsoort.SYSTEEM, wie.onderwerp)


def eis_in_token(wie: Identiteit, recht: str) -> None:
    """Wat de rol van een systeem mag, mag het met dit token alleen als het daarvoor gehaald is.

    Raises:
        NietBevoegd: het token is hier niet voor.
    """
    if wie.rechten is not None and recht not in wie.rechten:
        raise NietBevoegd(f"Dit token is niet voor {recht}. Haal er een op {PAD} met dat recht in `scope`.")


def _bewijs(formulier: Mapping[str, str]) -> str:
    eis(formulier.get("client_assertion_type") == BEWIJS_SOORT, Reden.SOORT)
    return formulier.get("client_assertion", "")
