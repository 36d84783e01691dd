"""De pagina's van het inloggen: gewone HTML zonder script en zonder iets van een andere site.

Wie geen pagina vraagt (`Accept`), krijgt op hetzelfde adres JSON.
"""

import base64
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar import Request, Response
from litestar.datastructures.headers import Accept, MediaTypeHeader
from litestar.types import ExceptionHandlersMap

from core.fouten import Fout
from core.platform.http.probleem import Probleem, van_fout

_JSON, _HTML = "application/json", "text/html"
_MAP = Path(__file__).parent / "paginas"
_SJABLONEN = Environment(loader=FileSystemLoader(_MAP), autoescape=select_autoescape(), undefined=StrictUndefined)
_OPMAAK = _SJABLONEN.get_template("opmaak.css").render()
_HASH = base64.b64encode(sha256(_OPMAAK.encode()).digest()).decode()
# `form-action` also counts for where the browser is sent after the form: to the provider, to sign out there.
BELEID = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self' https:; base-uri 'none';"
    " frame-ancestors 'none'"
)


def wil_pagina(request: Request[Any, Any, Any]) -> bool:
    """Of dit een browser is die een pagina wil zien."""
    soorten = [MediaTypeHeader(soort) for soort in request.accept]
    # Litestar sorts by weight, and takes a weight of zero as the least wanted; it means: not this (RFC 9110, 12.4.2).
    gewild = Accept(",".join(str(soort) for soort in soorten if soort.priority[0] > 0))
    niet = {f"{soort.maintype}/{soort.subtype}" for soort in soorten if soort.priority[0] == 0}
    wij = [soort for soort in (_JSON, _HTML) if soort not in niet]
    return gewild.best_match(wij, default=_JSON) == _HTML


def pagina(
    request: Request[Any, Any, Any], naam: str, *, titel: str, status: int = 200, **gegevens: object
) -> Response[str]:
    """De pagina met dit sjabloon; elk gegeven wordt tekst, ook als er HTML in staat."""
    deur = request.app.state.inlogdeur
    inhoud = _SJABLONEN.get_template(naam).render(titel=titel, proef=deur is not None and deur.proef, **gegevens)
    request.scope["state"]["inhoudsbeleid"] = BELEID
    return Response(inhoud, status_code=status, media_type="text/html")


def weigering(request: Request[Any, Any, Any], fout: Fout) -> Response[str] | Response[Probleem]:
    """Een fout op weg naar binnen: voor een mens een pagina, voor een programma een probleem."""
    if not wil_pagina(request):
        return van_fout(request, fout)
    return pagina(request, "niet.html", titel=fout.titel, status=fout.status, melding=fout.melding)


AFHANDELAARS: ExceptionHandlersMap = {Fout: weigering}
"""Voor de routes waar een mens met een browser komt."""
