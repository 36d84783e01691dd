"""Welke methoden een adres heeft: die van de beschrijving, en geen andere.

Litestar geeft elk adres ook OPTIONS. Dat is hier een methode die niet bestaat: geen webpagina van een ander hoort bij
deze deuren, dus niemand hoeft vooraf te vragen wat mag.
"""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import BaseRouteHandler

OPTIONS = "OPTIONS"
LEZEN = frozenset({"GET", "HEAD"})
"""Wie zo vraagt, wijzigt niets."""


def weiger_options(verbinding: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Een wacht voor elke deur, vóór die van de route: wie er ook klopt, deze methode is er niet.

    Raises:
        MethodNotAllowedException: 405, met in `Allow` wat hier wel kan.
    """
    if verbinding.scope.get("method") == OPTIONS:
        hier = verbinding.scope["path_template"]
        kan = {str(m) for route in verbinding.app.routes if route.path_format == hier for m in route.methods}
        raise MethodNotAllowedException(headers={"allow": noem(kan)})


def noem(methoden: set[str]) -> str:
    """De waarde van `Allow` (RFC 9110 10.2.1), zonder OPTIONS."""
    return ", ".join(sorted(methoden - {OPTIONS}))
