"""De OpenAPI-beschrijving naar de NLGov API Design Rules 2.2, uit de routes zelf.

Een route weet haar pad, parameters en contracten, de bevoegdheid die zij vraagt en wat zij kan antwoorden; msgspec
kent de contracten met hun beperkingen en uitleg. Litestar kan ook een beschrijving maken, maar zet daar een route voor
open.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args, get_origin

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.routes import HTTPRoute

from core.platform.access.bevoegdheden import Bevoegdheden, Bevoegdheid
from core.platform.http.inloggen.cookies import SESSIE
from core.platform.http.inloggen.deur import FORMULIERKOP
from core.platform.http.probleem import MEDIATYPE, TITELS, WACHT, Conflictprobleem, Probleem
from core.platform.http.vrijetekst import REGEL
from core.platform.partijen import VAN_ACTOR
from core.platform.tenancy import Actor, Rol
from core.platform.vorm import IETS_ERIN, MET_INHOUD, heel, heel_in_schema

PREFIX = "/v1"
_JSON = "application/json"
_REF = "#/components/schemas/{name}"
_CONTACT = {"name": "Meedoen", "email": "beheer@meedoen.example.org", "url": "https://meedoen.example.org"}
_VERSIEKOP = {
    "description": "De volledige versie van de API: drie getallen met punten",
    "required": True,
    "schema": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
    "example": "1.0.0",
}
_WACHTKOP = {
    "description": "Hoeveel seconden u het beste even wacht",
    "schema": {"type": "integer", "minimum": 1},
    "example": WACHT,
}
_ZONDER_STUURTEKENS = "Tekst zonder stuurtekens; regeleinden en tabs mogen, zoals in: De persoon belde maandag"
_REGEL = "Tekst op een regel, zonder stuurtekens, zoals: Groep 3"
_NIET = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_TEKST = rf"^[^{_NIET}]*$"
_NIET_OP_EEN_REGEL = rf"{_NIET}\n\r\u2028\u2029"
_OP_EEN_REGEL = rf"^[^{_NIET_OP_EEN_REGEL}]*$"
_GELUKT = {200: "Gelukt", 201: "Vastgelegd", 204: "Gelukt; het antwoord is leeg"}
_VERSIE = (
    "Stuur de versie mee die u zag; was iemand anders eerder, dan krijgt u 409 met wat er nu anders staat"
    " (`versieconflict`), en is er niets gewijzigd."
)
_BESLIST = "Wie dit in een browser doet, bewijst kort daarvoor wie hij is; anders zegt 401 waar dat kan."
_EIGEN_ID = "Het id maakt u zelf; hetzelfde id nog eens sturen verandert niets."
_PAGINAS = "De lijst komt in pagina's; geef `volgende` mee als `cursor` voor de volgende."
_AANMELDEN = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "sessie": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSIE,
        "description": "Wie in een browser werkt en op /inloggen is ingelogd.",
    },
    "formulier": {
        "type": "apiKey",
        "in": "header",
        "name": FORMULIERKOP,
        "description": "Het woord van deze sessie (`formulier` van /inloggen/ik), bij elke wijziging; met een `Origin`"
        " van Meedoen zelf, die de browser meestuurt.",
    },
}
_GEMEENTECODE: dict[str, Any] = {
    "description": "De CBS-code van de gemeente: GM en vier cijfers",
    "schema": {"type": "string", "pattern": "^GM[0-9]{4}$"},
    "example": "GM1904",
}


def beschrijving(
    app: Litestar,
    *,
    versie: str,
    uitleg: str,
    tags: Iterable[str],
    paden: Mapping[str, str],
    keuzes: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """De volledige beschrijving als JSON-object.

    `paden` legt elke parameter in een pad uit; `keuzes` noemt bij een parameter van een vraag wat er te kiezen is, een
    of meer met komma's, voor wat pas bij het starten bekend is of een lange lijst is.
    """
    routes = _routes(app)
    bodies = {handler.opt["body"] for *_, handler in routes if handler.opt["body"] is not None}
    uit = {soort for *_, handler in routes if (soort := _uit(handler)) is not None}
    contracten = _Contracten({Probleem, Conflictprobleem, *bodies, *uit}, bodies=bodies)
    bevoegdheden = Bevoegdheden()
    per_pad: dict[str, Any] = {}
    for pad, methode, handler in routes:
        per_pad.setdefault(_camel(pad.removeprefix(PREFIX)), {})[methode] = {
            "operationId": _operatie_id(handler),
            "tags": handler.resolve_tags(),
            "summary": handler.summary,
            "description": _uitleg(handler, bevoegdheden),
            "security": [{"bearer": []}, {"sessie": []} if methode == "get" else {"sessie": [], "formulier": []}],
            "parameters": list(_parameters(pad, handler, paden, keuzes)),
            **_verzoek(handler, contracten),
            "responses": _antwoorden(pad, methode, handler, contracten),
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Meedoen", "version": versie, "description": uitleg, "contact": _CONTACT},
        "servers": [{"url": f"https://meedoen.example.org{PREFIX}", "description": "Meedoen"}],
        "tags": [{"name": naam} for naam in tags],
        "paths": per_pad,
        "components": {
            "securitySchemes": _AANMELDEN,
            "schemas": contracten.schemas,
            "headers": {"API-Version": _VERSIEKOP, "Retry-After": _WACHTKOP},
            "responses": {f"Probleem{status}": _probleem(status, contracten) for status in TITELS},
        },
    }


class _Contracten:
    """De schema's van alle contracten, elk onder één naam; delen er twee een naam, dan komt de stap ervoor."""

    def __init__(self, soorten: set[Any], *, bodies: set[Any]) -> None:
        volgorde = sorted(soorten, key=repr)
        schemas, componenten = msgspec.json.schema_components(volgorde, ref_template=_REF, schema_hook=_vrij_veld)
        ruw = msgspec.json.encode({"per_soort": list(schemas), "alle": componenten}).decode()
        for lang in sorted(naam for naam in componenten if "." in naam):
            ruw = ruw.replace(f'"{lang}"', f'"{_kort(lang)}"').replace(f'/{lang}"', f'/{_kort(lang)}"')
        netjes = _met_patronen_van_ecma(msgspec.json.decode(ruw))
        # A generator of clients names a model after its title; two with one title lose the routes that use them.
        self.schemas: dict[str, Any] = {
            naam: schema | ({"title": naam} if "title" in schema else {})
            for naam, schema in sorted(netjes["alle"].items())
        }
        self._per_soort = dict(zip(map(repr, volgorde), netjes["per_soort"], strict=True))
        for soort in bodies:
            self._zonder_stuurtekens(self.van(soort))

    def van(self, soort: Any) -> dict[str, Any]:
        gevonden: dict[str, Any] = self._per_soort[repr(soort)]
        return gevonden

    def _zonder_stuurtekens(self, schema: Any) -> None:
        """Zet bij elke vrije tekst die binnenkomt wat `vorm.is_bewaarbaar` eist."""
        match schema:
            case {"$ref": str(verwijzing)}:
                self._zonder_stuurtekens(self.schemas[verwijzing.rpartition("/")[2]])
            case {"type": "string"} if not schema.keys() & {"format", "pattern", "enum"}:
                schema["pattern"] = _OP_EEN_REGEL if schema.get("maxLength", REGEL + 1) <= REGEL else _TEKST
                schema.setdefault("description", _ZONDER_STUURTEKENS if schema["pattern"] == _TEKST else _REGEL)
            case dict():
                for deel in schema.values():
                    self._zonder_stuurtekens(deel)
            case list():
                for deel in schema:
                    self._zonder_stuurtekens(deel)


def _met_patronen_van_ecma(schema: Any) -> Any:
    """Hetzelfde schema, met elk patroon zoals wie de beschrijving leest het verstaat."""
    match schema:
        case {"type": "string", "pattern": str(patroon)}:
            if patroon != heel(MET_INHOUD):
                return {**schema, "pattern": heel_in_schema(patroon)}
            niet = _NIET_OP_EEN_REGEL if schema.get("maxLength", REGEL + 1) <= REGEL else _NIET
            return {"description": IETS_ERIN, **schema, "pattern": f"^[^{niet}]*[^\\s{niet}][^{niet}]*$"}
        case dict():
            return {naam: _met_patronen_van_ecma(deel) for naam, deel in schema.items()}
        case list():
            return [_met_patronen_van_ecma(deel) for deel in schema]
    return schema


def _vrij_veld(soort: type) -> dict[str, Any]:
    """Een `object` is elke JSON-waarde; een andere soort zonder schema is een fout in het contract."""
    if soort is object:
        return {"description": "elke JSON-waarde"}
    raise NotImplementedError


def _kort(lang: str) -> str:
    """`core.process.pip.api.Vaststelling` wordt `PipVaststelling`."""
    *_, stap, _, naam = lang.split(".")
    return f"{stap.capitalize()}{naam}"


def _routes(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    """Pad, methode en handler van alles wat in de beschrijving hoort, in een vaste volgorde."""
    gevonden = [
        (route.path_format, str(methode).lower(), handler)
        for route in app.routes
        if isinstance(route, HTTPRoute) and route.path_format.startswith(f"{PREFIX}/")
        for handler in route.route_handlers
        if handler.include_in_schema is not False
        for methode in handler.http_methods
    ]
    return sorted(gevonden, key=lambda rij: rij[:2])


def _uit(handler: HTTPRouteHandler) -> Any | None:
    """Wat de route als JSON geeft; None als zij niets of iets anders geeft."""
    soort = handler.parsed_fn_signature.return_type.annotation
    return None if soort in (None, type(None)) or handler.media_type == "application/pdf" else soort


def _uitleg(handler: HTTPRouteHandler, bevoegdheden: Bevoegdheden) -> str:
    bevoegdheid, body = handler.opt["bevoegdheid"], handler.opt.get("body")
    namen = set() if body is None else {veld.encode_name for veld in msgspec.structs.fields(body)}
    delen = [
        handler.description or "",
        _VERSIE if "versie" in namen else "",
        _EIGEN_ID if "id" in namen else "",
        _PAGINAS if "cursor" in handler.parsed_fn_signature.parameters else "",
        _BESLIST if handler.opt["beslist"] else "",
        f"Vraagt het recht `{bevoegdheid}`; dat {_wie(bevoegdheid, handler.opt['actor'], bevoegdheden)}.",
    ]
    return " ".join(deel for deel in delen if deel)


def _wie(bevoegdheid: Bevoegdheid, actor: Actor, bevoegdheden: Bevoegdheden) -> str:
    rollen = [
        str(r) for r in Rol if bevoegdheden.reikwijdte([r], gemeentecode="*", bevoegdheid=bevoegdheid) is not None
    ]
    waar = {
        Actor.GEMEENTE: "deze gemeente",
        Actor.ANTWOORD: "de organisatie waaraan is toegewezen",
        Actor.LEDEN: "deze gemeente, of een organisatie voor haar eigen mensen",
    }.get(actor)
    return f"hebben hier: {', '.join(sorted(rollen))} (van {waar or VAN_ACTOR[actor].van_wie})"


def _operatie_id(handler: HTTPRouteHandler) -> str:
    """Een naam per bewerking: de controller en de functie, bijvoorbeeld pipStelVast."""
    controller, _, functie = handler.fn.__qualname__.rpartition(".")
    naam = controller.removesuffix("Api") + "".join(deel.capitalize() for deel in functie.split("_"))
    return naam[:1].lower() + naam[1:]


def _camel(tekst: str) -> str:
    """`{dossier_id}` heet buiten `{dossierId}`, zoals alle velden."""
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), tekst)


def _parameters(
    pad: str, handler: HTTPRouteHandler, paden: Mapping[str, str], keuzes: Mapping[str, Sequence[str]]
) -> Iterable[dict[str, Any]]:
    for naam in re.findall(r"{(\w+)}", pad):
        uuid = {"schema": {"type": "string", "format": "uuid"}}
        eigen = _GEMEENTECODE if naam == "gemeentecode" else {**uuid, "description": paden[naam]}
        yield {"name": _camel(naam), "in": "path", "required": True, **eigen}
    for naam, veld in handler.parsed_fn_signature.parameters.items():
        if isinstance(veld.kwarg_definition, QueryParameter):
            uitleg = veld.kwarg_definition.description
            schema = _queryschema(veld.annotation, veld.kwarg_definition)
            vorm: dict[str, object] = {}
            if naam in keuzes and "enum" not in schema:  # one or more of them, with commas in between
                schema = {"type": "array", "minItems": 1, "items": {"enum": sorted(keuzes[naam])}}
                vorm = {"style": "form", "explode": False}
            yield {
                "name": veld.kwarg_definition.name or naam,
                "in": "query",
                "required": False,
                "description": uitleg or "",
                **vorm,
                "schema": schema | ({"default": veld.default} if veld.default is not None else {}),
            }


def _queryschema(soort: Any, grenzen: QueryParameter) -> dict[str, Any]:
    """Het schema van een parameter. Weggelaten is geen `null`: dat kan in een adres niet."""
    [binnen] = [s for s in get_args(soort) if s is not type(None)] or [soort]
    schema: dict[str, Any] = msgspec.json.schema(binnen)
    if "$ref" in schema:  # a list of choices; it has no name of its own in the document
        [schema] = schema["$defs"].values()
    eigen = {"minimum": grenzen.ge, "maximum": grenzen.le, "maxLength": grenzen.max_length}
    return {k: v for k, v in schema.items() if k not in ("title", "description")} | {
        k: int(v) for k, v in eigen.items() if v is not None
    }


def _verzoek(handler: HTTPRouteHandler, contracten: _Contracten) -> dict[str, Any]:
    body = handler.opt.get("body")
    if body is None:
        return {}
    uitleg = re.sub(r"\s+", " ", body.__doc__ or "").strip()
    return {
        "requestBody": {"required": True, "description": uitleg, "content": {_JSON: {"schema": contracten.van(body)}}}
    }


def _antwoorden(pad: str, methode: str, handler: HTTPRouteHandler, contracten: _Contracten) -> dict[str, Any]:
    status = handler.status_code
    goed: dict[str, Any] = {
        "description": _GELUKT[status],
        "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}},
    }
    uit = _uit(handler)
    if uit is not None:
        uitleg = None if get_origin(uit) is list else uit.__doc__
        goed["description"] = re.sub(r"\s+", " ", uitleg).strip() if uitleg else _lijst_van(uit)
        goed["content"] = {_JSON: {"schema": contracten.van(uit)}}
    elif handler.media_type == "application/pdf":
        goed["content"] = {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}}
    problemen = {str(s): {"$ref": f"#/components/responses/Probleem{s}"} for s in _statussen(pad, methode, handler)}
    return {str(status): goed} | problemen


def _lijst_van(soort: Any) -> str:
    [binnen] = get_args(soort)
    return "Een lijst. " + re.sub(r"\s+", " ", binnen.__doc__ or "").strip()


def _statussen(pad: str, methode: str, handler: HTTPRouteHandler) -> list[int]:
    """Wat er mis kan gaan: altijd de aanmelding en de server, verder wat bij het pad, de invoer en de methode hoort."""
    statussen = {401, 403, 500, 503}
    if "{" in pad:
        statussen.add(404)
    if methode != "get":
        statussen |= {400, 409}
    if handler.opt.get("body") is not None:
        statussen |= {413, 415}
    if "{" in pad or handler.parsed_fn_signature.parameters.keys() & {"cursor", "limiet"}:
        statussen.add(400)
    return sorted(statussen | set(handler.opt["ook"]))


def _probleem(status: int, contracten: _Contracten) -> dict[str, Any]:
    koppen: dict[str, Any] = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    if status == 503:
        koppen["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    return {
        "description": TITELS[status],
        "headers": koppen,
        "content": {MEDIATYPE: {"schema": contracten.van(Conflictprobleem if status == 409 else Probleem)}},
    }
