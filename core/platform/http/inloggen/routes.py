"""De adressen waar een browser inlogt. Zij staan buiten /v1: een mens komt er, en geen ander systeem dan zijn
inlogdienst."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import msgspec
from joserfc.jwk import KeySet
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from core.fouten import Gebrek, NietAangemeld, NietBevoegd, NietGevonden, OngeldigeInvoer
from core.platform.clock import NEDERLAND
from core.platform.http.bezoek import Lidmaatschap, inloggend, lidmaatschappen
from core.platform.http.inloggen import apparaat, cookies, verslag
from core.platform.http.inloggen.deur import PAD, UITNODIGING, deur_van, pad_van
from core.platform.http.inloggen.formulier import VELDEN, bezoeker, lees_formulier
from core.platform.http.inloggen.pagina import AFHANDELAARS, pagina, wil_pagina
from core.platform.http.maat import Maat, Maatsoort
from core.platform.http.rand import is_een_adres
from core.platform.http.tokens import Identiteit
from core.platform.huis import Huis
from core.platform.inloggen.reis import TOEGIFT
from core.platform.inloggen.sessies import STIL, UITERLIJK, Sessie
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden

Verzoek = Request[Any, Any, Any]
_ONBEKEND = "Deze inlogdienst is hier niet afgesproken. Kijk op /inloggen waar u kunt inloggen."
_NERGENS = (
    "U bent bij uw organisatie ingelogd, maar werkt (nog) niet in Meedoen. Vraag de beheerder van uw organisatie om u"
    " uit te nodigen."
)
_LANGSTE_PAD = 300


class IngangUit(msgspec.Struct, frozen=True, rename="camel"):
    """Een organisatie waarvan de mensen hier kunnen inloggen, en waar zij dat doen."""

    naam: str
    pad: str


class PlekUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Waar u werkt: een gemeente en uw rol daar; voor een organisatie ook welke."""

    gemeentecode: str
    organisatie_id: UUID | None
    rol: str


class IkUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wie er is ingelogd. `formulier` gaat mee met elke wijziging (kop `X-Meedoen-Formulier`)."""

    medewerker_id: UUID
    plekken: tuple[PlekUit, ...]
    bewezen_op: datetime
    uiterlijk: datetime
    formulier: str


@get("/", opt=inloggend(), include_in_schema=False, summary="Naar waar men inlogt")
async def voorkant() -> Redirect:
    return Redirect(PAD, status_code=303)


class Inloggen(Controller):
    path = PAD
    opt = inloggend()  # not behind `bewaak`: who comes here is not inside yet; `ik` and `uit` ask the session
    include_in_schema = False
    exception_handlers = AFHANDELAARS

    @get("/", summary="Waar kan ik inloggen, of wie ben ik")
    async def begin(self, request: Verzoek) -> Response[Any]:
        gekend = deur_van(request).ingangen
        keuzes = tuple(IngangUit(naam=naam, pad=pad_van(gekend.diensten[id_])) for naam, id_ in gekend.namen)
        if not wil_pagina(request):
            return Response(keuzes)
        try:
            wie = await self._wie(request)
        except NietAangemeld:
            return pagina(request, "kies.html", titel="Inloggen", ingangen=keuzes)
        return pagina(
            request,
            "binnen.html",
            titel="U bent ingelogd",
            plekken=[_plek(_huis(request), plek) for plek in wie.plekken],
            stil=int(STIL.total_seconds() // 60),
            uiterlijk=wie.uiterlijk.astimezone(NEDERLAND).strftime("%H:%M"),
            formulier=wie.formulier,
        )

    @get("/naar/{dienst_id:uuid}", summary="Naar de inlogdienst")
    async def vertrek(
        self, request: Verzoek, dienst_id: FromPath[UUID], naar: FromQuery[str] = PAD, vers: FromQuery[bool] = False
    ) -> Redirect:
        deur = deur_van(request)
        if (dienst := deur.ingangen.diensten.get(dienst_id)) is None:
            raise NietGevonden(_ONBEKEND)
        maat: Maat | None = request.app.state.maat
        if maat is not None:
            await maat.eis(Maatsoort.INLOGGEN, bezoeker(request))
        reis = await deur.poort.vertrek(
            dienst.uitgever,
            naar=_eigen_pad(naar),
            browser=cookies.lees(request, cookies.REIS),
            leeftijd=timedelta(seconds=dienst.leeftijd_bij_besluit) if vers else None,
        )
        antwoord = Redirect(reis.adres, status_code=303)
        antwoord.set_cookie(cookies.geef(cookies.REIS, reis.browser, geldig=TOEGIFT))
        return antwoord

    @get("/terug", summary="Terug van de inlogdienst")
    async def terug(self, request: Verzoek) -> Redirect:
        deur, huis = deur_van(request), _huis(request)
        vraag = _parameters(request.scope["query_string"])
        terug = await deur.poort.bewijs(vraag, browser=cookies.lees(request, cookies.REIS))
        wie = Identiteit(uitgever=terug.bewezen.uitgever, onderwerp=terug.bewezen.onderwerp)
        leden = await lidmaatschappen(huis, wie)
        genodigd = terug.naar.startswith(f"{UITNODIGING}/")
        if not leden and not genodigd:
            raise NietBevoegd(_NERGENS)
        binnen = await deur.poort.laat_binnen(terug, oud=cookies.lees(request, cookies.SESSIE), met_adres=genodigd)
        actie = "opnieuw" if binnen.opnieuw else "binnen"
        await verslag.schrijf(huis, leden, actie, oorsprong=_oorsprong(request))
        hier, sleutel = apparaat.lees(cookies.lees(request, cookies.APPARAAT)), huis.config.sleutel_cursor
        if not hier.kent(wie, sleutel=sleutel):
            await verslag.schrijf(huis, leden, "nieuw-apparaat", oorsprong=_oorsprong(request))
        antwoord = Redirect(binnen.naar, status_code=303)
        antwoord.set_cookie(cookies.geef(cookies.SESSIE, binnen.naam))
        antwoord.set_cookie(cookies.geef(cookies.APPARAAT, hier.met(wie, sleutel=sleutel), geldig=apparaat.GELDIG))
        return antwoord

    @get("/ik", summary="Wie ben ik hier")
    async def ik(self, request: Verzoek) -> IkUit:
        return await self._wie(request)

    @staticmethod
    async def _wie(request: Verzoek) -> IkUit:
        deur = deur_van(request)
        sessie = await deur.sessie(request)
        leden = await _leden(request, sessie)
        if not leden:
            raise NietBevoegd(_NERGENS)
        return IkUit(
            medewerker_id=leden[0].medewerker_id,
            plekken=tuple(
                PlekUit(gemeentecode=lid.gemeentecode, organisatie_id=lid.organisatie_id, rol=str(lid.rol))
                for lid in sorted(leden, key=lambda lid: (lid.gemeentecode, lid.rol))
            ),
            bewezen_op=sessie.bewezen_op,
            uiterlijk=sessie.geopend_op + UITERLIJK,
            formulier=sessie.formulier,
        )

    @post("/uit", summary="Uitloggen")
    async def uit(self, request: Verzoek) -> Redirect:
        deur = deur_van(request)
        sessie = await deur.sessie(request)
        formulier = await lees_formulier(request)
        deur.eis_eigen_pagina(request, sessie, formulier=formulier.get("formulier"))
        await deur.sessies.sluit(cookies.lees(request, cookies.SESSIE) or "")
        await verslag.schrijf(_huis(request), await _leden(request, sessie), "uit", oorsprong=_oorsprong(request))
        elders = await deur.poort.einde(sessie, naar=deur.herkomst + PAD)
        antwoord = Redirect(elders or PAD, status_code=303)
        for cookie in (cookies.SESSIE, cookies.REIS):
            antwoord.set_cookie(cookies.neem_terug(cookie))
        return antwoord

    @post("/afmelding/{dienst_id:uuid}", status_code=200, summary="De inlogdienst meldt dat iemand daar uitlogde")
    async def afmelding(self, request: Verzoek, dienst_id: FromPath[UUID]) -> Response[bytes]:
        deur = deur_van(request)
        if (dienst := deur.ingangen.diensten.get(dienst_id)) is None:
            raise NietGevonden(_ONBEKEND)
        token = (await lees_formulier(request)).get("logout_token", "")
        try:
            await deur.poort.meld_af(token, uitgever=dienst.uitgever)
        except InloggenGeweigerd as fout:
            # OIDC Back-Channel Logout 2.8: 400, not the 401 of somebody who must log in.
            raise OngeldigeInvoer(f"Deze afmelding telt niet: {fout.reden}.") from None
        return Response(b"", media_type="text/plain")

    @get("/sleutels", summary="De openbare sleutels van Meedoen")
    async def sleutels(self, request: Verzoek) -> Response[bytes]:
        openbare = KeySet(list(deur_van(request).sleutels)).as_dict(private=False)
        return Response(msgspec.json.encode(openbare), media_type="application/jwk-set+json")


def _huis(request: Verzoek) -> Huis:
    huis: Huis = request.app.state.huis
    return huis


def _plek(huis: Huis, plek: PlekUit) -> str:
    """Waar iemand werkt in gewone woorden."""
    tenant = next((t for t in huis.tenants.values() if t.code == plek.gemeentecode), None)
    gemeente = plek.gemeentecode if tenant is None else tenant.naam
    rol = plek.rol.replace("_", " ")
    if plek.organisatie_id is None:
        return f"Gemeente {gemeente}, als {rol}"
    organisaties = () if tenant is None else tenant.organisaties
    naam = next((o.naam for o in organisaties if o.id == plek.organisatie_id), "een organisatie")
    return f"{naam}, voor {gemeente}, als {rol}"


def _oorsprong(request: Verzoek) -> str:
    return f"{request.method} {request.scope['path_template']}"


async def _leden(request: Verzoek, sessie: Sessie) -> list[Lidmaatschap]:
    return await lidmaatschappen(_huis(request), Identiteit(uitgever=sessie.uitgever, onderwerp=sessie.onderwerp))


def _eigen_pad(naar: str) -> str:
    """Een pad op deze site: nooit een adres elders, hoe het ook geschreven is.

    Raises:
        OngeldigeInvoer: het is er geen.
    """
    if len(naar) > _LANGSTE_PAD or not naar.isascii() or not is_een_adres(naar.encode()):
        gebrek = Gebrek(veld="naar", melding="is een pad van Meedoen, zoals /inloggen/ik; begin opnieuw op /inloggen")
        raise OngeldigeInvoer("Waar u na het inloggen heen wilt, is geen pad van Meedoen.", gebreken=(gebrek,))
    return naar


def _parameters(ruw: bytes) -> Mapping[str, list[str]]:
    """Wat achter het vraagteken staat, elk gegeven met al zijn waarden.

    Raises:
        InloggenGeweigerd: het is niet te lezen; zo antwoordt geen inlogdienst.
    """
    try:
        return parse_qs(ruw.decode("ascii"), keep_blank_values=True, strict_parsing=bool(ruw), max_num_fields=VELDEN)
    except ValueError:
        raise InloggenGeweigerd(Reden.STAAT) from None
