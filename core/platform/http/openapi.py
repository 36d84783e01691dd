"""De OpenAPI-beschrijving naar de NLGov API Design Rules 2.2, uit de routes zelf.

Litestar maakt de paden, parameters en antwoorden; hier komen de bodies (uit de `opt` van de route), de problemen die
elke route kan geven, de API-Version en de plaats van de server bij.
"""

from typing import Any

import msgspec
from litestar import Litestar
from litestar.routes import HTTPRoute

from core.platform.http.probleem import MEDIATYPE, TITELS, Probleem

PREFIX = "/v1"
_VERSIEKOP = {
    "API-Version": {
        "description": "De volledige versie van de API",
        "required": True,
        "schema": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
    }
}
_ALTIJD = (401, 403, 404, 500, 503)


def beschrijving(app: Litestar) -> dict[str, Any]:
    """De volledige beschrijving als JSON-object."""
    doc: dict[str, Any] = app.openapi_schema.to_schema()
    doc["servers"] = [{"url": "https://meedoen.example.org/v1", "description": "Meedoen"}]
    componenten = doc.setdefault("components", {}).setdefault("schemas", {})
    bodies = _bodies(app)
    _, body_schemas = msgspec.json.schema_components(
        [*bodies.values(), Probleem], ref_template="#/components/schemas/{name}"
    )
    for naam, schema in body_schemas.items():
        componenten.setdefault(naam, schema)
    doc["paths"] = {
        pad.removeprefix(PREFIX) or "/": _bewerk(pad, bewerkingen, bodies)
        for pad, bewerkingen in doc["paths"].items()
        if pad.startswith(PREFIX)
    }
    return doc


def _bodies(app: Litestar) -> dict[tuple[str, str], type[msgspec.Struct]]:
    """Het contract van de body per (pad in OpenAPI-vorm, methode)."""
    gevonden: dict[tuple[str, str], type[msgspec.Struct]] = {}
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                body = handler.opt.get("body")
                if body is not None:
                    for methode in handler.http_methods:
                        gevonden[(route.path_format, str(methode).lower())] = body
    return gevonden


def _bewerk(
    pad: str, bewerkingen: dict[str, Any], bodies: dict[tuple[str, str], type[msgspec.Struct]]
) -> dict[str, Any]:
    for methode, bewerking in bewerkingen.items():
        if not isinstance(bewerking, dict) or "responses" not in bewerking:
            continue
        body = bodies.get((pad, methode))
        statussen = [*_ALTIJD, *((400,) if body or bewerking.get("parameters") else ())]
        if methode in ("post", "put", "patch"):
            statussen += [400, 409]
        if body is not None:
            statussen += [413, 415]
            bewerking["requestBody"] = {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{body.__name__}"}}},
            }
        if methode == "get":
            statussen.append(409)
        antwoorden = {s: a for s, a in bewerking["responses"].items() if int(s) < 400}
        antwoorden |= {str(status): _probleem(status) for status in sorted(set(statussen))}
        for antwoord in antwoorden.values():
            antwoord.setdefault("headers", {}).update(_VERSIEKOP)
        bewerking["responses"] = antwoorden
        bewerking["security"] = [{"bearer": []}]
    return bewerkingen


def _probleem(status: int) -> dict[str, Any]:
    return {
        "description": TITELS[status],
        "content": {MEDIATYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
    }
