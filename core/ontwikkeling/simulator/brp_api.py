"""Het koppelvlak van de BRP, onder /brp: één eindpunt, POST /personen."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from core.ontwikkeling.simulator.bevolking import Inwoner
from core.ontwikkeling.simulator.brp import ALTIJD, kies_velden, personen
from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.ontwikkeling.simulator.opslag import Opslag

MEESTE_NUMMERS = 20
MEESTE_VELDEN = 130
# The top-level fields this register knows; a question for anything else is refused.
BEKEND = frozenset(
    {
        "burgerservicenummer",
        "naam",
        "geboorte",
        "verblijfplaats",
        "adressering",
        "gemeenteVanInschrijving",
        "datumInschrijvingInGemeente",
        "verblijfstitel",
        "overlijden",
    }
)


class Vraag(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    type: str
    fields: list[str]
    burgerservicenummer: list[str] = []
    gemeenteVanInschrijving: str | None = None  # noqa: N815


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpRegister:
    """De bevolking zoals de BRP haar kent: wie een BSN heeft."""

    opslag: Opslag
    bevolking: Mapping[str, Inwoner]
    instellingen: SimulatorInstellingen

    def zoek(self, bsn: str) -> list[dict[str, Any]]:
        """Wie er bij dit nummer staat; bij een fout in de registratie zijn dat er meer."""
        inwoner, stand = self.bevolking.get(bsn), self.opslag.stand(bsn)
        if inwoner is None or stand is None or not stand.bsn_bekend:
            return []
        naar = next((g for g in self.instellingen.gemeenten if g.code == stand.verhuisd_naar), None)
        return personen(inwoner, stand, self.instellingen.gemeente(inwoner.gemeentecode), naar=naar)


@post("/personen", status_code=HTTPStatus.OK)
async def raadpleeg(
    request: Request[Any, Any, Any], brp: NamedDependency[SkipValidation[BrpRegister]]
) -> Response[Any]:
    """Geef de gevraagde velden van de gevraagde personen; wie onbekend is ontbreekt."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        return _probleem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported", [])
    try:
        vraag = msgspec.json.decode(await request.body(), type=Vraag)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _probleem(HTTPStatus.BAD_REQUEST, "json", [])
    if fouten := _toets(vraag):
        return _probleem(HTTPStatus.BAD_REQUEST, "paramsValidation", fouten)
    velden = tuple(vraag.fields)
    gevonden = [gegevens for bsn in dict.fromkeys(vraag.burgerservicenummer) for gegevens in brp.zoek(bsn)]
    antwoord = {"type": vraag.type, "personen": [kies_velden(gegevens, velden) for gegevens in gevonden]}
    return Response(antwoord, status_code=HTTPStatus.OK)


def _toets(vraag: Vraag) -> list[tuple[str, str]]:
    if vraag.type != "RaadpleegMetBurgerservicenummer":
        return [("type", "value")]
    fouten = []
    if not 1 <= len(vraag.burgerservicenummer) <= MEESTE_NUMMERS:
        fouten.append(("burgerservicenummer", "maxItems" if vraag.burgerservicenummer else "minItems"))
    fouten += [
        (f"burgerservicenummer[{plaats}]", "pattern")
        for plaats, bsn in enumerate(vraag.burgerservicenummer)
        if not (len(bsn) == 9 and bsn.isascii() and bsn.isdigit())
    ]
    if not 1 <= len(vraag.fields) <= MEESTE_VELDEN:
        fouten.append(("fields", "maxItems" if vraag.fields else "minItems"))
    # What always comes along may not be asked for.
    fouten += [
        (f"fields[{plaats}]", "fields")
        for plaats, veld in enumerate(vraag.fields)
        if veld.split(".")[0] not in BEKEND or veld in ALTIJD
    ]
    return fouten


def _probleem(status: HTTPStatus, code: str, fouten: list[tuple[str, str]]) -> Response[Any]:
    inhoud = {
        "type": "https://datatracker.ietf.org/doc/html/rfc9110#section-15",
        "title": "De vraag klopt niet.",
        "status": status.value,
        "instance": "/personen",
        "code": code,
        "invalidParams": [{"name": naam, "code": soort, "reason": "Ongeldig."} for naam, soort in fouten],
    }
    return Response(inhoud, status_code=status, media_type="application/problem+json")
