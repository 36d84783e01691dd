"""De deur voor wie in een browser werkt: wie er is ingelogd, en of een wijziging van een pagina van Meedoen komt."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from litestar.connection import ASGIConnection

from core.fouten import BewijsOpnieuw, NietAangemeld, NietBevoegd
from core.instellingen.inlogsleutels import Inlogsleutel
from core.platform.http.inloggen import cookies
from core.platform.http.inloggen.machinedeur import Machinedeur, machinetoken
from core.platform.http.methoden import LEZEN
from core.platform.http.tokens import Identiteit, Tokens
from core.platform.ingangen import Ingangen, dienst_id
from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.poort import Poort
from core.platform.inloggen.sessies import Sessie, Sessies, nu_hier

FORMULIERKOP = "X-Meedoen-Formulier"
PAD = "/inloggen"
TERUG = f"{PAD}/terug"
UITNODIGING = f"{PAD}/uitnodiging"
_VOORBIJ = f"U bent niet (meer) ingelogd. Log in op {PAD}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlogdeur:
    """Wat er nodig is om in te loggen; één per proces. `sluit` bij het stoppen."""

    ingangen: Ingangen
    poort: Poort
    sessies: Sessies
    herkomst: str
    """Schema en host waarop mensen Meedoen vinden, zoals een browser die in `Origin` noemt."""
    sleutels: tuple[Inlogsleutel, ...] = field(repr=False)
    sluit: Callable[[], Awaitable[None]]
    proef: bool = False
    """Of deze installatie niet voor echte mensen is; elke pagina zegt dat dan."""

    def dienst(self, uitgever: str) -> Inlogdienst | None:
        """De afspraak met deze uitgever; None als die er niet (meer) is."""
        return self.ingangen.diensten.get(dienst_id(uitgever))

    async def sessie(self, verbinding: ASGIConnection[Any, Any, Any, Any]) -> Sessie:
        """De sessie van deze browser, als wat er nu is afgesproken haar nog dekt.

        Raises:
            NietAangemeld: die is er niet (meer).
            Onbereikbaar: dat is nu niet na te gaan.
        """
        naam = cookies.lees(verbinding, cookies.SESSIE)
        sessie = None if naam is None else await self.sessies.lees(naam)
        if sessie is None or (dienst := self.dienst(sessie.uitgever)) is None:
            raise NietAangemeld(_VOORBIJ)
        if dienst.niveaus and sessie.acr not in dienst.niveaus:
            raise NietAangemeld(_VOORBIJ)
        return sessie

    def eis_eigen_pagina(
        self, verbinding: ASGIConnection[Any, Any, Any, Any], sessie: Sessie, *, formulier: str | None = None
    ) -> None:
        """Een wijziging komt van een pagina van Meedoen: de browser zegt van welke site, en de pagina kent een woord
        dat een andere site niet kan lezen (`formulier`, of in de kop).

        Raises:
            NietBevoegd: zij komt van elders.
        """
        herkomsten = verbinding.headers.getall("origin", [])
        woord = formulier if formulier is not None else verbinding.headers.get(FORMULIERKOP, "")
        if herkomsten != [self.herkomst] or not hmac.compare_digest(woord.encode(), sessie.formulier.encode()):
            raise NietBevoegd(
                "Dit verzoek kwam niet van een pagina van Meedoen, of die pagina is van voordat u inlogde. Ververs de"
                " pagina en doe het opnieuw; er is niets gewijzigd."
            )

    def eis_vers(self, sessie: Sessie) -> None:
        """Wie over iemand beslist, bewees kort geleden wie hij is.

        Raises:
            BewijsOpnieuw: dat is te lang geleden; met waar dat nu kan.
        """
        dienst = self.dienst(sessie.uitgever)
        if dienst is not None and nu_hier() - sessie.bewezen_op > timedelta(seconds=dienst.leeftijd_bij_besluit):
            raise BewijsOpnieuw(
                "Dit beslist over iemand. Bewijs eerst opnieuw wie u bent, en stuur het daarna nog eens; er is niets"
                f" vastgelegd. Dat kan op {pad_van(dienst)}?vers=true.",
                leeftijd=dienst.leeftijd_bij_besluit,
            )


def deur_van(verbinding: ASGIConnection[Any, Any, Any, Any]) -> Inlogdeur:
    """De deur van deze toepassing.

    Raises:
        NietGevonden: hier is geen inlogdienst afgesproken.
    """
    deur: Inlogdeur | None = verbinding.app.state.inlogdeur
    if deur is None:
        raise NietAangemeld(
            "Inloggen kan hier niet: er is geen inlogdienst afgesproken. Vraag de beheerder van Meedoen."
        )
    return deur


async def wie_vraagt(verbinding: ASGIConnection[Any, Any, Any, Any], *, beslist: bool) -> Identiteit:
    """Wie dit verzoek doet: een token gaat voor, want dat stuurt geen browser vanzelf; anders de sessie. Een ander
    systeem heeft een token van hier; wat het daarmee niet mag, zegt `eis_machine`.

    Raises:
        NietAangemeld: geen van beide, of het telt niet.
        BewijsOpnieuw: het verzoek `beslist` over iemand, en wie in deze sessie werkt bewees zich te lang geleden.
        NietBevoegd: een wijziging in een sessie die niet van een pagina van Meedoen komt.
        Onbereikbaar: of de sessie nog bestaat is nu niet na te gaan.
    """
    koppen = verbinding.headers.getall("authorization", [])
    machines: Machinedeur | None = verbinding.app.state.machinedeur
    if machines is not None and (token := machinetoken(koppen)) is not None:
        return await machines.wie(token)
    deur: Inlogdeur | None = verbinding.app.state.inlogdeur
    bekend = cookies.lees(verbinding, cookies.SESSIE) is not None
    if not koppen and not bekend and deur is not None:
        raise NietAangemeld(f"Log in op {PAD}; een programma stuurt een token (Authorization: Bearer …).")
    if koppen or deur is None or not bekend:
        tokens: Tokens = verbinding.app.state.tokens
        return tokens.lees(koppen[0] if len(koppen) == 1 else None)
    sessie = await deur.sessie(verbinding)
    if verbinding.scope.get("method") not in LEZEN:
        deur.eis_eigen_pagina(verbinding, sessie)
    if beslist:
        deur.eis_vers(sessie)
    return Identiteit(uitgever=sessie.uitgever, onderwerp=sessie.onderwerp)


def pad_van(dienst: Inlogdienst) -> str:
    """Waar iemand heen gaat om bij deze dienst in te loggen."""
    return f"{PAD}/naar/{dienst_id(dienst.uitgever)}"
