"""Alle routes van de API, uit de API zelf, met een adres en een geldige body voor elke route.

De tests hier lopen over deze lijst; een nieuwe route doet vanzelf mee.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, get_args
from uuid import uuid4

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from litestar.routes import HTTPRoute

from core.api import Voordeur
from core.platform.access.bevoegdheden import Bevoegdheden
from core.platform.huis import Huis
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Actor, Rol
from core.platform.vorm import MET_INHOUD, heel
from core.process.leden.api import EMAIL
from core.process.toewijzing.api import DIENST
from tests.voorbeelden.beheer import wie_van

PATRONEN = {
    heel("[0-9]{9}"): "999990019",
    heel("[0-9]{1,10}"): "9000000001",
    heel(MET_INHOUD): "tekst",
    heel(DIENST): "huisbezoek",
    heel("GM[0-9]{4}"): "GM0344",
    heel(EMAIL): "g.nodigde@example.org",
}
_BELEID = Bevoegdheden()
_BEHEERDERS = (Rol.BEHEERDER, *(partij.beheer for partij in PARTIJEN))


@dataclass(frozen=True, slots=True)
class Route:
    """`pad` is zoals in de beschrijving, met parameters tussen accolades."""

    methode: str
    pad: str
    handler: HTTPRouteHandler

    def __str__(self) -> str:
        return f"{self.methode} {self.pad}"

    @property
    def opt(self) -> Mapping[str, Any]:
        return self.handler.opt

    @property
    def stap(self) -> str:
        """De stap van het proces waar deze route bij hoort."""
        return self.handler.fn.__module__.split(".")[2]

    def wie(self, *, van_de_gemeente: str) -> str:
        """Iemand voor wie deze route er is."""
        actor: Actor = self.opt["actor"]
        if actor is Actor.LEDEN:
            return next(str(rol) for rol in _BEHEERDERS if self._mag(rol))
        return van_de_gemeente if actor is Actor.GEMEENTE else wie_van(actor)

    def _mag(self, rol: Rol) -> bool:
        recht = self.opt["bevoegdheid"]
        return _BELEID.reikwijdte((rol,), gemeentecode="GM1904", bevoegdheid=recht) is not None

    @property
    def body(self) -> type[msgspec.Struct] | None:
        body: type[msgspec.Struct] | None = self.handler.opt.get("body")
        return body

    @property
    def dagen_in_het_adres(self) -> list[str]:
        """De parameters achter het vraagteken met een dag of tijdstip, zoals zij in het adres heten."""
        return [
            veld.kwarg_definition.name or naam
            for naam, veld in self.handler.parsed_fn_signature.parameters.items()
            if isinstance(veld.kwarg_definition, QueryParameter) and _is_moment(veld.annotation)
        ]

    @property
    def parameters(self) -> set[str]:
        return {deel[1:-1] for deel in self.pad.split("/") if deel.startswith("{")}

    def adres(self, waarden: Mapping[str, str]) -> str:
        """Het pad met deze waarden; wat niet genoemd is krijgt een id dat niemand heeft."""
        return self.pad.format_map({p: waarden.get(p, str(uuid4())) for p in self.parameters})


def _is_moment(soort: Any) -> bool:
    if soort in (dt.date, dt.datetime):
        return True
    return any(_is_moment(deel) for deel in get_args(soort))


def alle_routes(app: Litestar) -> list[Route]:
    """Op volgorde van pad en methode; Litestar bewaart de methoden van een pad zonder vaste volgorde."""
    routes = [
        Route(str(methode), route.path_format, handler)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for methode in handler.http_methods
    ]
    return sorted((r for r in routes if r.methode != "OPTIONS"), key=lambda r: (r.pad, r.methode))


_LAATSTE: list[tuple[Huis, list[Route]]] = []
"""Een API maken kost een halve seconde, en bijna elke test vraagt naar dezelfde."""


def routes_van(huis: Huis) -> list[Route]:
    """Alles onder /v1 dat een recht vraagt."""
    if not _LAATSTE or _LAATSTE[0][0] is not huis:
        routes = alle_routes(Voordeur(huis, open_databank=False).app)
        _LAATSTE[:] = [(huis, [r for r in routes if "bevoegdheid" in r.opt])]
    return list(_LAATSTE[0][1])


def geldige_body(contract: type[msgspec.Struct]) -> dict[str, Any]:
    """De kleinste body die het contract haalt: alleen wat verplicht is."""
    velden = msgspec.structs.fields(contract)
    body = {veld.encode_name: _waarde(msgspec.inspect.type_info(veld.type)) for veld in velden if veld.required}
    msgspec.convert(body, contract)
    return body


def _waarde(soort: msgspec.inspect.Type) -> Any:
    match soort:
        case msgspec.inspect.Metadata(type=binnen):
            return _waarde(binnen)
        case msgspec.inspect.UUIDType():
            return str(uuid4())
        case msgspec.inspect.DateType():
            return dt.date(2026, 3, 16).isoformat()
        case msgspec.inspect.DateTimeType():
            return "2026-03-12T09:00:00Z"
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.IntType(ge=minst):
            return minst or 0
        case msgspec.inspect.LiteralType(values=(vast, *_)):
            return vast
        case msgspec.inspect.StrType(pattern=str(patroon)):
            return PATRONEN[patroon]
        case msgspec.inspect.StrType(min_length=minst):
            return "x" * (minst or 0)
        case msgspec.inspect.EnumType(cls=keuzes):
            eerste: Enum = next(iter(keuzes))
            return eerste.value
        case (
            msgspec.inspect.VarTupleType(item_type=deel, min_length=minst)
            | msgspec.inspect.ListType(item_type=deel, min_length=minst)
        ):
            return [_waarde(deel) for _ in range(minst or 0)]
        case msgspec.inspect.UnionType(types=(eerste_soort, *_)):
            return _waarde(eerste_soort)
        case msgspec.inspect.StructType(cls=binnen):
            return geldige_body(binnen)
    raise LookupError(f"geen voorbeeld voor {soort}")


TEKST = "TEKST"
Soort = type[msgspec.inspect.Type]


def met_body(huis: Huis) -> list[Route]:
    """Elke route die een body leest."""
    return [route for route in routes_van(huis) if route.body is not None]


def contract_van(route: Route) -> Any:
    assert route.body is not None
    return route.body


def tekstvelden(contract: type[msgspec.Struct]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Van elk tekstveld, ook in lijsten van objecten: het pad, en een body met `TEKST` op die plaats."""
    return _plekken(contract, (msgspec.inspect.StrType,))


def momentvelden(contract: type[msgspec.Struct]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Van elk veld met een dag of tijdstip hetzelfde."""
    return _plekken(contract, (msgspec.inspect.DateType, msgspec.inspect.DateTimeType))


def keuzevelden(contract: type[msgspec.Struct]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Van elk veld met een vaste keuze hetzelfde."""
    return _plekken(contract, (msgspec.inspect.EnumType, msgspec.inspect.LiteralType))


def patroonvelden(contract: type[msgspec.Struct]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Van elk tekstveld met een voorgeschreven vorm ook een tekst die haar heeft."""
    for veld in msgspec.structs.fields(contract):
        match _zonder_none(msgspec.inspect.type_info(veld.type)):
            # A text with something in it may well end with a line end.
            case msgspec.inspect.StrType(pattern=str(patroon)) if patroon != heel(MET_INHOUD):
                yield veld.encode_name, geldige_body(contract) | {veld.encode_name: TEKST}, PATRONEN[patroon]


def _zonder_none(soort: msgspec.inspect.Type) -> msgspec.inspect.Type:
    match soort:
        case msgspec.inspect.Metadata(type=binnen):
            return _zonder_none(binnen)
        case msgspec.inspect.UnionType(types=(eerste, msgspec.inspect.NoneType())):
            return _zonder_none(eerste)
    return soort


def _plekken(contract: type[msgspec.Struct], soorten: tuple[Soort, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    for veld in msgspec.structs.fields(contract):
        for pad, waarde in _met_tekst(msgspec.inspect.type_info(veld.type), soorten):
            yield f"{veld.encode_name}{pad}", geldige_body(contract) | {veld.encode_name: waarde}


def _met_tekst(soort: msgspec.inspect.Type, soorten: tuple[Soort, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(soort, soorten):
        yield "", TEKST
    match soort:
        case msgspec.inspect.Metadata(type=binnen):
            yield from _met_tekst(binnen, soorten)
        case msgspec.inspect.UnionType(types=leden):
            for een in leden:
                yield from _met_tekst(een, soorten)
        case msgspec.inspect.VarTupleType(item_type=deel) | msgspec.inspect.ListType(item_type=deel):
            for pad, waarde in _met_tekst(deel, soorten):
                yield f"[0]{pad}", [waarde]
        case msgspec.inspect.StructType(cls=binnen):
            for pad, waarde in _plekken(binnen, soorten):
                yield f".{pad}", waarde
