"""Van verzoek naar bezoek: wie, waar en of het mag. Elke route noemt de bevoegdheid die zij vraagt.

    @get("/…", opt=vraagt("dossier", "lezen"))

De wacht (`bewaak`) leest het token of de sessie, zoekt de lidmaatschappen, kiest de gemeente uit het pad, vraagt casbin
en legt een `Bezoek` klaar. Een gemeente waar men geen lid is, bestaat voor die bezoeker niet: 404.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog
from litestar.connection import ASGIConnection, Request
from litestar.handlers import BaseRouteHandler

from core.fouten import Fout, NietBevestigd, NietBevoegd, NietGevonden, Onbereikbaar, VersieConflict
from core.platform.access.bevoegdheden import Bevoegdheid, Reikwijdte
from core.platform.audit.logboek import Leesregel
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand
from core.platform.http.inloggen.deur import wie_vraagt
from core.platform.http.inloggen.machinedeur import eis_in_token, eis_machine
from core.platform.http.invoer import toets_query
from core.platform.http.maat import Maatsoort
from core.platform.http.navraag import Navraag
from core.platform.http.tokens import Identiteit
from core.platform.http.tussenkomst import MetVersie, leg_uit
from core.platform.huis import Huis
from core.platform.partijen import BEHEER, VAN_ACTOR, VAN_ROL, toegang_partner
from core.platform.tenancy import Actor, Doel, Rol, Toegang, toegang_gemeente, toegang_leden, toegang_platform

_TOEGANG_VAN = "select medewerker_id, gemeente_id, cbs_code, organisatie_id, rol from meedoen.toegang_van($1, $2)"
logboek = structlog.get_logger("meedoen.bezoek")
GEMEENTE_ONBEKEND = "Deze gemeente bestaat niet, of u werkt er niet. Kijk de gemeentecode in het adres na."


@dataclass(frozen=True, slots=True, kw_only=True)
class Lidmaatschap:
    medewerker_id: UUID
    gemeente_id: UUID
    gemeentecode: str
    organisatie_id: UUID | None
    rol: Rol


@dataclass(frozen=True, slots=True, kw_only=True)
class Herkend:
    """Wie er aanklopte en wat hij wilde, ook als het niet mocht; ligt in de scope voor wie daarover schrijft."""

    leden: tuple[Lidmaatschap, ...]
    bevoegdheid: Bevoegdheid
    pad: Mapping[str, Any]
    """De parameters van het pad, in hun volgorde."""
    oorsprong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezoek:
    """Een toegelaten verzoek: het huis, de toegang, en hoe ver de gevraagde bevoegdheid reikt."""

    huis: Huis
    toegang: Toegang
    reikwijdte: Reikwijdte
    navraag: Navraag

    @asynccontextmanager
    async def uow(self, doel: Doel | None = None) -> AsyncIterator[Tx]:
        """De unit of work van dit verzoek, desgewenst met een ander doel.

        Raises:
            NoemtNummer: in een vrije tekst staat het V-nummer van iemand in deze gemeente.
            NietBevestigd: in de tekst lijkt iets over iemands gezondheid te staan, en dat is niet bevestigd; met wat de
                handeling zelf nog vraagt. Er is dan niets vastgelegd.
        """
        try:
            async with self._transactie(doel) as tx:
                yield tx
                await self.navraag.eis_zonder_v_nummer(tx, self.huis)
                await self.navraag.eis(tx, self.huis.logboek)
        except NietBevestigd as fout:
            raise self.navraag.samen_met(fout) from None

    def _transactie(self, doel: Doel | None) -> AbstractAsyncContextManager[Tx]:
        toegang = self.toegang if doel is None else replace(self.toegang, doel=doel)
        hier = toegang.gemeente_id
        return self.huis.databank.uow(toegang, recht=None if hier is None else self.huis.recht_van(hier))

    async def verantwoord(self, regels: Iterable[Leesregel]) -> frozenset[UUID]:
        """Schrijf wat er over gemeenten heen gelezen is, per gemeente in een eigen transactie, vóór het antwoord.

        Geeft de gemeenten waar dat niet lukte: zij is nu niet te bereiken, of men werkt er niet meer. Wat daar gelezen
        is hoort niet in het antwoord.
        """
        niet = set()
        for regel in regels:
            try:
                async with self.huis.databank.uow(replace(self.toegang, gemeente_id=regel.gemeente_id)) as tx:
                    await self.huis.logboek.schrijf(tx, regel.actie, regel.object, dossiers=regel.dossiers)
            except (Fout, asyncpg.PostgresError) as fout:
                logboek.error("leesregel niet geschreven", gemeente=str(regel.gemeente_id), fout=type(fout).__name__)
                niet.add(regel.gemeente_id)
        return frozenset(niet)

    @asynccontextmanager
    async def wijziging(
        self,
        gestuurd: MetVersie,
        nu: Callable[[Tx], Awaitable[Stand]],
        *,
        leest: Bevoegdheid,
        doel: Doel | None = None,
    ) -> AsyncIterator[Tx]:
        """Als `uow`, voor een verzoek met een versie: was iemand anders eerder, dan zegt het conflict wat er nu staat.

        `nu` leest dat met hetzelfde doel in een eigen unit of work, nadat de eerste is teruggedraaid, en zet het in het
        leeslog. Wie de bevoegdheid `leest` niet heeft krijgt alleen het conflict.

        Raises:
            VersieConflict: iemand anders was eerder.
        """
        try:
            async with self.uow(doel) as tx:
                yield tx
        except VersieConflict as conflict:
            if not self._mag(leest):
                raise
            try:
                async with self._transactie(doel) as tx:
                    tussenkomst = await leg_uit(tx, gestuurd, await nu(tx), self.huis.proces.oorzaken)
            except Onbereikbaar:
                raise conflict from None
            raise VersieConflict(conflict.melding, tussenkomst=tussenkomst) from None

    def _mag(self, bevoegdheid: Bevoegdheid) -> bool:
        """Of deze bezoeker in de gemeente waar hij handelt ook deze bevoegdheid heeft."""
        if self.toegang.gemeente_id is None:
            return False
        code = self.huis.tenant(self.toegang.gemeente_id).code
        return (
            self.huis.bevoegdheden.reikwijdte(self.toegang.rollen, gemeentecode=code, bevoegdheid=bevoegdheid)
            is not None
        )


def vraagt(
    object_: str,
    handeling: str,
    *,
    actor: Actor = Actor.GEMEENTE,
    body: type[msgspec.Struct] | None = None,
    ook: tuple[int, ...] = (),
    beslist: bool = False,
    maat: Maatsoort | None = None,
) -> dict[str, Any]:
    """De `opt` van een route: de bevoegdheid die zij vraagt, voor wie zij er is, het contract van haar body, en welke
    statussen zij kan geven boven die van elke route van haar soort (voor de beschrijving). `beslist` zegt dat zij over
    iemand beslist, of over wie dat mag: wie in een browser werkt bewijst dan kort daarvoor wie hij is. `maat` is
    waarvoor iemand een grens per minuut heeft."""
    return {
        "bevoegdheid": Bevoegdheid(object_, handeling),
        "actor": actor,
        "body": body,
        "ook": (*ook, 429) if maat else ook,
        "beslist": beslist,
        "maat": maat,
    }


def openbaar() -> dict[str, Any]:
    """De `opt` van een route zonder aanmelding; alleen voor wat geen persoonsgegeven kent (lijst in de test)."""
    return {"openbaar": True}


def inloggend() -> Mapping[str, bool]:
    """De `opt` van een route waar men in- of uitlogt; zij kijkt zelf naar de sessie, als er een hoort te zijn."""
    return {"inloggen": True}


async def bewaak(verbinding: ASGIConnection[Any, Any, Any, Any], route: BaseRouteHandler) -> None:
    """De wacht van elke route. Een route die geen bevoegdheid noemt, gaat voor niemand open."""
    if route.opt.get("openbaar"):
        return
    huis: Huis = verbinding.app.state.huis
    identiteit = await wie_vraagt(verbinding, beslist=bool(route.opt.get("beslist")))
    bevoegdheid, actor = route.opt.get("bevoegdheid"), route.opt.get("actor")
    if not isinstance(bevoegdheid, Bevoegdheid) or not isinstance(actor, Actor):
        raise NietBevoegd("Deze route noemt geen bevoegdheid en is daarom dicht.")
    oorsprong = f"{verbinding.scope.get('method', '')} {verbinding.scope['path_template']}"
    leden = await lidmaatschappen(huis, identiteit)
    # Not `verbinding.state`: Litestar makes a new object of it at every use.
    staat = verbinding.scope["state"]
    staat["herkend"] = Herkend(
        leden=tuple(leden), bevoegdheid=bevoegdheid, pad=verbinding.path_params, oorsprong=oorsprong
    )
    staat["medewerker"] = leden[0].medewerker_id if leden else None
    await eis_machine(identiteit, verbinding, route)
    code = verbinding.path_params.get("gemeentecode")
    toegang, gemeentecode = _als(actor, leden, code, oorsprong)
    if toegang.gemeente_id is not None:
        huis.tenant(toegang.gemeente_id)
    reikwijdte = huis.bevoegdheden.eis(toegang.rollen, gemeentecode=gemeentecode, bevoegdheid=bevoegdheid)
    eis_in_token(identiteit, f"{bevoegdheid.object}:{bevoegdheid.handeling}")
    if (maat := verbinding.app.state.maat) is not None and (soort := route.opt.get("maat")) is not None:
        await maat.eis(soort, str(toegang.medewerker_id))
    toets_query(verbinding, route)
    navraag = staat["navraag"] = Navraag(dossier_id=verbinding.path_params.get("dossier_id"))
    staat["bezoek"] = Bezoek(huis=huis, toegang=toegang, reikwijdte=reikwijdte, navraag=navraag)


async def geef_bezoek(request: Request[Any, Any, Any]) -> Bezoek:
    """Het bezoek dat de wacht klaarlegde (een afhankelijkheid van de routes)."""
    bezoek: Bezoek = request.scope["state"]["bezoek"]
    return bezoek


async def lidmaatschappen(huis: Huis, identiteit: Identiteit) -> list[Lidmaatschap]:
    """De levende lidmaatschappen van een identiteit, bij elk verzoek opnieuw gelezen."""
    toegang = toegang_platform(Actor.TOEGANG, oorsprong="aanmelding")
    rijen = await huis.databank.vraag(toegang, _TOEGANG_VAN, identiteit.uitgever, identiteit.onderwerp)
    return [
        Lidmaatschap(
            medewerker_id=r["medewerker_id"],
            gemeente_id=r["gemeente_id"],
            gemeentecode=r["cbs_code"],
            organisatie_id=r["organisatie_id"],
            rol=Rol(r["rol"]),
        )
        for r in rijen
    ]


def als_lid(lid: Lidmaatschap, oorsprong: str) -> Toegang:
    """De toegang om iets over dit lid zelf vast te leggen (`Doel.BEVEILIGING`); hij leest er niets mee."""
    if lid.rol in BEHEER:
        return _toegang_tot_leden(lid, frozenset({lid.rol}), oorsprong)
    if lid.organisatie_id is None:
        return toegang_gemeente(
            lid.gemeente_id,
            medewerker_id=lid.medewerker_id,
            rollen=frozenset({lid.rol}),
            doel=Doel.BEVEILIGING,
            oorsprong=oorsprong,
        )
    return toegang_partner(
        VAN_ROL[lid.rol],
        lid.organisatie_id,
        medewerker_id=lid.medewerker_id,
        gemeente_id=lid.gemeente_id,
        oorsprong=oorsprong,
        rollen=frozenset({lid.rol}),
    )


def _als(actor: Actor, leden: list[Lidmaatschap], code: str | None, oorsprong: str) -> tuple[Toegang, str]:
    if actor is Actor.GEMEENTE:
        return _als_gemeente(leden, code, oorsprong)
    if actor is Actor.LEDEN:
        return _als_beheerder(leden, code, oorsprong)
    return _als_partner(actor, leden, code, oorsprong)


def _als_beheerder(leden: list[Lidmaatschap], code: str | None, oorsprong: str) -> tuple[Toegang, str]:
    """Wie hier over lidmaatschappen gaat. Wie dat voor de gemeente doet, doet het niet ook voor een organisatie; wie
    het nergens doet krijgt een toegang waarvan het beleid zegt dat zij niet genoeg is."""
    hier = [lid for lid in leden if lid.gemeentecode == code]
    if not hier or code is None:
        raise NietGevonden(GEMEENTE_ONBEKEND)
    beheert = [lid for lid in hier if lid.rol in BEHEER] or hier
    van = min(beheert, key=lambda lid: (lid.organisatie_id is not None, str(lid.organisatie_id)))
    rollen = frozenset(lid.rol for lid in hier if lid.organisatie_id == van.organisatie_id)
    return _toegang_tot_leden(van, rollen, oorsprong), code


def _toegang_tot_leden(lid: Lidmaatschap, rollen: frozenset[Rol], oorsprong: str) -> Toegang:
    return toegang_leden(
        lid.gemeente_id,
        organisatie_id=lid.organisatie_id,
        medewerker_id=lid.medewerker_id,
        rollen=rollen,
        oorsprong=oorsprong,
    )


def _als_gemeente(leden: list[Lidmaatschap], code: str | None, oorsprong: str) -> tuple[Toegang, str]:
    hier = [lid for lid in leden if lid.gemeentecode == code]
    if not hier or code is None:
        raise NietGevonden(GEMEENTE_ONBEKEND)
    eigen = [lid for lid in hier if lid.organisatie_id is None]
    if not eigen:
        raise NietBevoegd("Dit is voor medewerkers van de gemeente; u werkt hier voor een andere organisatie.")
    toegang = toegang_gemeente(
        eigen[0].gemeente_id,
        medewerker_id=eigen[0].medewerker_id,
        rollen=frozenset(lid.rol for lid in eigen),
        doel=Doel.DOSSIERBEHANDELING,
        oorsprong=oorsprong,
    )
    return toegang, code


def _als_partner(actor: Actor, leden: list[Lidmaatschap], code: str | None, oorsprong: str) -> tuple[Toegang, str]:
    """Wie voor een organisatie leest, van de soort van deze route; of wie voor een organisatie antwoordt, van elke
    soort."""
    hier = leden if code is None else [lid for lid in leden if lid.gemeentecode == code]
    if not hier and code is not None:
        raise NietGevonden(GEMEENTE_ONBEKEND)
    eigen = [
        (lid, partij, lid.organisatie_id)
        for lid in hier
        if lid.organisatie_id and (partij := VAN_ROL.get(lid.rol)) and actor in (partij.actor, Actor.ANTWOORD)
    ]
    if len({organisatie_id for *_, organisatie_id in eigen}) != 1:
        soort = VAN_ACTOR[actor].naam if actor in VAN_ACTOR else "organisatie"
        raise NietBevoegd(f"Dit is voor medewerkers van één {soort.replace('_', ' ')}.")
    lid, partij, organisatie_id = eigen[0]
    toegang = toegang_partner(
        partij,
        organisatie_id,
        medewerker_id=lid.medewerker_id,
        gemeente_id=lid.gemeente_id if code is not None else None,
        oorsprong=oorsprong,
        rollen=frozenset(lid.rol for lid, *_ in eigen),
        antwoordt=actor is Actor.ANTWOORD,
    )
    # Een lijst over gemeenten heen vraagt een bevoegdheid die in elk van die gemeenten geldt; het beleid kent er nu
    # geen gemeentelijke uitzonderingen op, en dan beslist de eerste.
    return toegang, lid.gemeentecode
