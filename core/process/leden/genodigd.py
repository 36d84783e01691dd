"""De pagina waar iemand een uitnodiging aanvaardt. Zij staat bij het inloggen, buiten /v1: er komt een mens met een
link, die hier nog nergens werkt. Kijken verandert niets; aanvaarden is een formulier van de pagina zelf.
"""

from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from core.fouten import NietAangemeld, NietBevoegd
from core.platform.http.bezoek import inloggend
from core.platform.http.inloggen.deur import PAD, UITNODIGING, Inlogdeur, deur_van, pad_van
from core.platform.http.inloggen.formulier import bezoeker, lees_formulier
from core.platform.http.inloggen.pagina import AFHANDELAARS, pagina, wil_pagina
from core.platform.http.maat import Maat, Maatsoort
from core.platform.huis import Huis
from core.platform.ingangen import dienst_id
from core.platform.inloggen.sessies import Sessie
from core.process.leden.aanvaarden import Link, aanvaard, meld_geweigerd, zoek

Verzoek = Request[Any, Any, Any]
_ELDERS = (
    "Deze uitnodiging is voor wie bij een andere inlogdienst hoort dan waar u nu bent ingelogd. Open de link opnieuw en"
    " log in bij de organisatie die daar staat."
)


class IngangUit(msgspec.Struct, frozen=True, rename="camel"):
    """Waar de genodigde zich bewijst."""

    naam: str
    pad: str


class GenodigdUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Waarvoor de link is, en waar men inlogt. Met een `formulier` is men dat, en kan men aanvaarden."""

    plek: str
    ingangen: tuple[IngangUit, ...]
    formulier: str | None


class Genodigd(Controller):
    path = f"{UITNODIGING}/{{gemeentecode:str}}/{{geheim:str}}"
    opt = inloggend()
    include_in_schema = False
    exception_handlers = AFHANDELAARS

    @get("/", summary="Een uitnodiging bekijken")
    async def bekijk(self, request: Verzoek, gemeentecode: FromPath[str], geheim: FromPath[str]) -> Response[Any]:
        deur, link = await _link(request, gemeentecode, geheim)
        diensten = deur.ingangen.voor(link.tenant, link.organisatie_id)
        try:
            sessie: Sessie | None = await deur.sessie(request)
        except NietAangemeld:
            sessie = None
        klaar = sessie is not None and sessie.adres != "" and dienst_id(sessie.uitgever) in diensten
        hierheen = f"?naar={UITNODIGING}/{gemeentecode}/{geheim}"
        uit = GenodigdUit(
            plek=str(link),
            ingangen=tuple(
                IngangUit(naam=naam, pad=pad_van(deur.ingangen.diensten[id_]) + hierheen)
                for naam, id_ in deur.ingangen.namen
                if id_ in diensten
            ),
            formulier=sessie.formulier if klaar and sessie is not None else None,
        )
        if not wil_pagina(request):
            return Response(uit)
        return pagina(
            request,
            "uitnodiging.html",
            titel="U bent uitgenodigd",
            plek=uit.plek,
            ingangen=uit.ingangen,
            formulier=uit.formulier,
            hier=f"{UITNODIGING}/{gemeentecode}/{geheim}",
        )

    @post("/", summary="Een uitnodiging aanvaarden")
    async def neem_aan(self, request: Verzoek, gemeentecode: FromPath[str], geheim: FromPath[str]) -> Redirect:
        deur, link = await _link(request, gemeentecode, geheim)
        sessie = await deur.sessie(request)
        deur.eis_eigen_pagina(request, sessie, formulier=(await lees_formulier(request)).get("formulier"))
        huis: Huis = request.app.state.huis
        if dienst_id(sessie.uitgever) not in deur.ingangen.voor(link.tenant, link.organisatie_id):
            await meld_geweigerd(huis, link, None)
            raise NietBevoegd(_ELDERS)
        await aanvaard(huis, link, sessie)
        return Redirect(PAD, status_code=303)


async def _link(request: Verzoek, gemeentecode: str, geheim: str) -> tuple[Inlogdeur, Link]:
    """De deur, en de uitnodiging van deze link; van één adres wordt geteld hoe vaak het er een probeert."""
    maat: Maat | None = request.app.state.maat
    if maat is not None:
        await maat.eis(Maatsoort.UITNODIGING, bezoeker(request))
    return deur_van(request), await zoek(request.app.state.huis, gemeentecode, geheim)
