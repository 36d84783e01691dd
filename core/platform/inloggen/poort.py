"""Inloggen van begin tot eind: weg naar de inlogdienst, terug met een bewijs, een sessie, en het einde daarvan.

Hier is volgorde: wat van buiten komt wordt pas gebruikt als vaststaat bij welke begonnen reis het hoort.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

import structlog
from joserfc.jwk import ECKey, RSAKey

from core.fouten import Fout, NietGevonden
from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.afmelding import toets_afmelding
from core.platform.inloggen.bewijs import SPELING, VERS, Bewezen, Verwacht, eis, lees_kop, toets_bewijs
from core.platform.inloggen.dienstgegevens import Dienstgegevens
from core.platform.inloggen.reis import (
    FORMULIER,
    Begin,
    Vertrek,
    afmeldadres,
    lees_naar,
    lees_ruil,
    lees_terugkomst,
    nieuw_geheim,
    ruil_voor_bewijs,
    vertrek,
)
from core.platform.inloggen.sessies import Sessie, Sessies, adresafdruk
from core.platform.inloggen.weigering import DienstOnbereikbaar, InloggenGeweigerd, Reden


class Antwoord(Protocol):
    """Wat een dienst antwoordt."""

    @property
    def status(self) -> int: ...

    @property
    def inhoud(self) -> bytes: ...


class Vraag(Protocol):
    """Een verzoek aan een adres dat een ander opgaf; een `Fout` als er geen antwoord is."""

    async def __call__(
        self, adres: str, *, methode: str = "GET", koppen: Mapping[str, str] = ..., inhoud: bytes | None = None
    ) -> Antwoord: ...


logboek = structlog.get_logger("meedoen.inloggen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Binnen:
    """Iemand is ingelogd."""

    naam: str = field(repr=False)
    """Wat zijn browser bewaart."""
    naar: str
    bewezen: Bewezen
    opnieuw: bool
    """Dezelfde mens was er al, en bewees zich nog eens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terug:
    """Iemand kwam terug en bewees zich; hij is nog niet binnen."""

    bewezen: Bewezen
    naar: str


class Poort:
    """De inlogdiensten van deze installatie, elk op haar uitgever; `terug` is ons adres waar de browser terugkomt."""

    def __init__(
        self,
        diensten: Iterable[Inlogdienst],
        *,
        sessies: Sessies,
        sleutel: RSAKey | ECKey,
        terug: str,
        vraag: Vraag,
        nu: Callable[[], datetime],
    ) -> None:
        self._sessies, self._sleutel, self._terug, self._vraag, self._nu = sessies, sleutel, terug, vraag, nu
        self._van = {dienst.uitgever: Dienstgegevens(dienst, haal=self._haal, nu=nu) for dienst in diensten}

    async def vertrek(
        self, uitgever: str, *, naar: str, browser: str | None = None, leeftijd: timedelta | None = None
    ) -> Vertrek:
        """Een reis naar deze dienst. Met een `leeftijd` moet de mens zich zo kort geleden bewezen hebben, en vraagt de
        dienst het hem dus opnieuw. `browser` is wat deze browser van een eerdere reis nog heeft: in twee tabbladen
        tegelijk inloggen mag.

        Raises:
            NietGevonden: deze dienst is hier niet afgesproken.
            Fout: zij is niet te bereiken of past niet bij de afspraken.
        """
        gegevens = self._gegevens(uitgever)
        reis = vertrek(
            gegevens.dienst,
            await gegevens.ontdekt(),
            terug=self._terug,
            naar=naar,
            browser=browser,
            leeftijd=leeftijd or gegevens.dienst.max_leeftijd,
            opnieuw=leeftijd is not None,
        )
        await self._sessies.bewaar_begin(reis.state, reis.begin)
        return reis

    async def bewijs(self, parameters: Mapping[str, Sequence[str]], *, browser: str | None) -> Terug:
        """Wie er terugkomt, als hij zich bewees; er is nog geen sessie.

        Raises:
            InloggenGeweigerd: met de reden.
            Onbereikbaar: de dienst is niet te bereiken.
        """
        staten = parameters.get("state", ())
        # Taken before it is looked at: what is wrong with an answer can be tried once.
        begin = await self._sessies.neem_begin(staten[0]) if len(staten) == 1 else None
        if begin is None or begin.uitgever not in self._van:
            _meld_geweigerd(Reden.STAAT, uitgever=None)
            raise InloggenGeweigerd(Reden.STAAT)
        try:
            bewezen = await self._toets_terugkomst(begin, parameters, browser)
            return Terug(bewezen=bewezen, naar=lees_naar(begin, browser or ""))
        except InloggenGeweigerd as fout:
            _meld_geweigerd(fout.reden, uitgever=begin.uitgever)
            raise

    async def laat_binnen(self, terug: Terug, *, oud: str | None, met_adres: bool = False) -> Binnen:
        """Een nieuwe sessie voor wie terug is; die van daarvoor in deze browser (`oud`) is voorbij. Alleen voor wie een
        uitnodiging komt aanvaarden onthoudt zij de afdruk van zijn adres (`met_adres`).

        Bewijst dezelfde mens zich opnieuw, dan eindigt zijn sessie niet later dan zij al deed.

        Raises:
            InloggenGeweigerd: de dienst meldde intussen dat hij uitlogde.
        """
        bewezen = terug.bewezen
        vorige = await self._vorige(bewezen, oud)
        sessie = Sessie(
            uitgever=bewezen.uitgever,
            onderwerp=bewezen.onderwerp,
            sub=bewezen.sub,
            sid=bewezen.sid,
            acr=bewezen.acr,
            bewezen_op=bewezen.bewezen_op,
            geopend_op=self._nu() if vorige is None else vorige.geopend_op,
            formulier=nieuw_geheim(),
            adres=adresafdruk(bewezen.email) if met_adres and bewezen.email else "",
        )
        try:
            naam = await self._sessies.open(sessie, oud=oud)
        except InloggenGeweigerd as fout:
            _meld_geweigerd(fout.reden, uitgever=bewezen.uitgever)
            raise
        return Binnen(naam=naam, naar=terug.naar, bewezen=bewezen, opnieuw=vorige is not None)

    async def _toets_terugkomst(
        self, begin: Begin, parameters: Mapping[str, Sequence[str]], browser: str | None
    ) -> Bewezen:
        gegevens = self._van[begin.uitgever]
        dienst, ontdekt = gegevens.dienst, await gegevens.ontdekt()
        code = lees_terugkomst(parameters, begin=begin, browser=browser, ontdekt=ontdekt)
        formulier = ruil_voor_bewijs(
            code, begin=begin, dienst=dienst, ontdekt=ontdekt, terug=self._terug, sleutel=self._sleutel
        )
        koppen = {"Content-Type": FORMULIER, "Accept": "application/json"}
        antwoord = await self._vraag_dienst(ontdekt.token_endpoint, methode="POST", koppen=koppen, inhoud=formulier)
        token = lees_ruil(antwoord.status, antwoord.inhoud, dienst)
        verwacht = Verwacht(nonce=begin.nonce, leeftijd=timedelta(seconds=begin.leeftijd))
        sleutels = await gegevens.sleutels(lees_kop(token).kid)
        return toets_bewijs(token, sleutels=sleutels, dienst=dienst, verwacht=verwacht, nu=self._nu())

    async def meld_af(self, token: str, *, uitgever: str) -> int:
        """Een afmelding van deze dienst, achter de schermen; geeft hoeveel sessies er eindigden.

        Raises:
            NietGevonden: deze dienst is hier niet afgesproken.
            InloggenGeweigerd: het is geen afmelding van haar, of zij kwam al eens.
        """
        try:
            return await self._sluit_na_afmelding(token, uitgever=uitgever)
        except InloggenGeweigerd as fout:
            _meld_geweigerd(fout.reden, uitgever=uitgever)
            raise

    async def _sluit_na_afmelding(self, token: str, *, uitgever: str) -> int:
        gegevens = self._gegevens(uitgever)
        sleutels = await gegevens.sleutels(lees_kop(token).kid)
        afmelding = toets_afmelding(token, sleutels=sleutels, dienst=gegevens.dienst, nu=self._nu())
        # Longer than such a token can count: after that it is refused for its age.
        nieuw = await self._sessies.eerste_keer(uitgever, afmelding.jti, binnen=VERS + 2 * SPELING)
        eis(nieuw, Reden.HERHAALD)
        return await self._sessies.sluit_alle(uitgever, sub=afmelding.sub, sid=afmelding.sid, op=afmelding.op)

    async def einde(self, sessie: Sessie, *, naar: str) -> str | None:
        """Waar de browser heen gaat om ook bij de dienst uit te loggen (OIDC RP-Initiated Logout), en daarna `naar`;
        None als zij dat niet kan of nu niet antwoordt: bij ons is men dan wel uit."""
        try:
            gegevens = self._gegevens(sessie.uitgever)
            ontdekt = await gegevens.ontdekt()
        except Fout:
            return None
        if ontdekt.end_session_endpoint is None:
            return None
        return afmeldadres(ontdekt.end_session_endpoint, client=gegevens.dienst.client, sid=sessie.sid, naar=naar)

    async def _vorige(self, bewezen: Bewezen, oud: str | None) -> Sessie | None:
        """De sessie die deze browser al had, als die van dezelfde mens is."""
        vorige = None if oud is None else await self._sessies.lees(oud)
        zelfde = vorige is not None and (vorige.uitgever, vorige.sub) == (bewezen.uitgever, bewezen.sub)
        return vorige if zelfde else None

    def _gegevens(self, uitgever: str) -> Dienstgegevens:
        if uitgever not in self._van:
            raise NietGevonden("Met deze inlogdienst is hier niets afgesproken.")
        return self._van[uitgever]

    async def _haal(self, adres: str) -> bytes:
        antwoord = await self._vraag_dienst(adres, koppen={"Accept": "application/json"})
        eis(antwoord.status == HTTPStatus.OK, Reden.DIENST_ONBEREIKBAAR)
        return antwoord.inhoud

    async def _vraag_dienst(
        self, adres: str, *, koppen: Mapping[str, str], methode: str = "GET", inhoud: bytes | None = None
    ) -> Antwoord:
        try:
            return await self._vraag(adres, methode=methode, koppen=koppen, inhoud=inhoud)
        except Fout:
            # Whoever signs in did not type this address; what was wrong with it stands in the log.
            raise DienstOnbereikbaar from None


def _meld_geweigerd(reden: Reden, *, uitgever: str | None) -> None:
    logboek.warning("inloggen geweigerd", reden=reden, uitgever=uitgever)
