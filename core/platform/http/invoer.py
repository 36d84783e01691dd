"""De body en de query van een verzoek lezen: strikt naar het contract, en met alle gebreken tegelijk.

Een vrije tekst wordt eerst netjes gemaakt (`vrijetekst`); verder wordt er niets omgezet.

Litestar zet om zonder strikt te zijn en stopt bij de eerste fout; daarom leest een handler zijn body hier. Het contract
staat in de `opt` van de route (`vraagt(..., body=...)`) en komt vandaar ook in de OpenAPI-beschrijving.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import ClientException, HTTPException, InternalServerException
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.telwoord import tel
from core.platform.http.navraag import Navraag
from core.platform.http.vrijetekst import kern, maak_netjes, vorm_in_woorden, wat_er_niet_kan, wat_er_samen_niet_kan
from core.platform.vorm import BUITEN, JsonObject, is_bewaarbaar, lees_json, ligt_binnen

T = TypeVar("T", bound=msgspec.Struct)
GRENS = 262_144
_UTF8 = "utf-8"
MEESTE_VREEMDE = 20
"""Zoveel namen die niet bestaan noemt een antwoord; wie er meer stuurt, leest de beschrijving."""
MEESTE_TE_VEEL = 100
"""Heeft een object zoveel namen meer dan er kunnen, of een lijst onderdelen, dan wordt er naar geen ervan gekeken."""
MEESTE_GEBREKEN = 50
"""Zoveel gebreken noemt een antwoord; wie ze verbetert, leest daarna de rest."""
_VELDNAAM = re.compile("[A-Za-z][A-Za-z_]{0,49}[0-9]?")
STUURTEKEN = "bevat een stuurteken dat niet kan"
_VERWACHT = re.compile(r"Expected `(?P<soort>[^`]+)`(?P<rest>[^-]*)")
_SOORTEN = {
    "str": "een tekst",
    "int": "een geheel getal",
    "bool": "true of false",
    "date": "een datum (JJJJ-MM-DD)",
    "datetime": "een datum en tijd (RFC 3339)",
    "uuid": "een UUID",
    "array": "een lijst",
    "object": "een object",
    "null": "niets",
}


async def lees_ruw(verzoek: Request[Any, Any, Any]) -> bytes:
    """De hele body.

    Raises:
        OngeldigeInvoer: zij kwam niet helemaal aan.
        HTTPException: 413 als zij te groot is.
    """
    try:
        return await verzoek.body()
    except ClientException as fout:
        raise HTTPException(status_code=fout.status_code) from None
    except InternalServerException:
        # The client left halfway; nobody reads this answer, and it is no fault of ours.
        raise OngeldigeInvoer(
            "De body kwam niet helemaal aan.", gebreken=(Gebrek(veld="body", melding="is afgebroken"),)
        ) from None


async def lees_body(verzoek: Request[Any, Any, Any], contract: type[T]) -> T:
    """De body van dit verzoek als `contract`.

    Raises:
        OngeldigeInvoer: de body is geen JSON of haalt het contract niet; `gebreken` noemt elk veld.
        HTTPException: 415 als het geen application/json in UTF-8 is, 413 als de body te groot is.
    """
    soort, toevoegingen = verzoek.content_type
    if len(verzoek.headers.getall("content-type", [])) != 1 or soort != "application/json":
        raise HTTPException(status_code=415)
    if {waarde.lower() for naam, waarde in toevoegingen.items() if naam.lower() == "charset"} - {_UTF8}:
        raise HTTPException(status_code=415)
    try:
        waarde = lees_json(await lees_ruw(verzoek))
    except ValueError:
        raise OngeldigeInvoer(
            "De body is geen leesbare JSON.", gebreken=(Gebrek(veld="body", melding="verwacht een JSON-object"),)
        ) from None
    gebreken = tuple(te_veel(contract, waarde))
    if not gebreken:
        waarde = maak_netjes(contract, waarde)
        gebreken = begrens(zoek_gebreken(contract, waarde))
    if not gebreken:
        try:
            gelezen = msgspec.convert(waarde, contract)
        except msgspec.ValidationError as fout:
            gebreken = (Gebrek(veld="body", melding=in_het_nederlands(str(fout))),)
        else:
            navraag: Navraag | None = verzoek.scope["state"].get("navraag")
            if navraag is not None:
                navraag.lees(gelezen, waarde)
            return gelezen
    raise OngeldigeInvoer(
        "Kijk de genoemde velden na en stuur het verzoek opnieuw; er is niets gewijzigd.", gebreken=gebreken
    )


def toets_query(verbinding: ASGIConnection[Any, Any, Any, Any], route: BaseRouteHandler) -> None:
    """Weiger een parameter die deze route niet kent, die dubbel staat, die `null` heet, of die niet te bewaren is.

    Litestar slaat het eerste over, kiest bij het tweede zelf en leest het derde als weggelaten: een filter dat
    verkeerd gespeld is zou dan alles laten zien.

    Raises:
        OngeldigeInvoer: `gebreken` noemt elke parameter.
    """
    bekend = {
        veld.kwarg_definition.name or naam: veld.annotation
        for naam, veld in route.parsed_fn_signature.parameters.items()
        if isinstance(veld.kwarg_definition, QueryParameter)
    }
    gegeven = [(naam, str(waarde)) for naam, waarde in verbinding.query_params.multi_items()]
    aantal = Counter(naam for naam, _ in gegeven)
    fouten = {
        naam: "staat er meer dan eens" if aantal[naam] > 1 else _fout_in_parameter(bekend[naam], waarde)
        for naam, waarde in gegeven
        if naam in bekend
    }
    gebreken = [Gebrek(veld=naam, melding=fout) for naam, fout in fouten.items() if fout is not None]
    gebreken += _onbekend(aantal, bekend, pad="", wat="parameter")
    if gebreken:
        raise OngeldigeInvoer("Kijk de genoemde parameters in het adres na.", gebreken=tuple(gebreken))


def _fout_in_parameter(soort: Any, tekst: str) -> str | None:
    """Wat er aan deze waarde niet klopt; de grenzen van een getal of tekst bewaakt Litestar."""
    if not is_bewaarbaar(tekst):
        return STUURTEKEN
    if tekst.lower() == "null":
        return "laat een parameter zonder waarde weg"
    zelf = kern(soort)
    try:
        gelezen = msgspec.convert(tekst, zelf, strict=False)
    except (msgspec.ValidationError, UnicodeEncodeError) as fout:
        return _melding(soort, str(fout))
    return BUITEN if isinstance(gelezen, date | datetime) and not ligt_binnen(gelezen) else None


def te_veel(soort: object, waarde: object, pad: str = "") -> Iterator[Gebrek]:
    """Elke lijst die veel langer is dan zij kan zijn, en elk object met veel meer namen dan er bestaan.

    Dit komt voor al het andere: wat erin staat wordt dan niet een voor een bekeken. Anders houdt een body van een kwart
    megabyte iedereen seconden op (art. 32 AVG).
    """
    binnen = kern(soort)
    if isinstance(waarde, dict) and isinstance(binnen, type) and issubclass(binnen, msgspec.Struct):
        velden = msgspec.structs.fields(binnen)
        if len(waarde) > len(velden) + MEESTE_TE_VEEL:
            kan = ", ".join(veld.encode_name for veld in velden)
            yield Gebrek(veld=pad or "body", melding=f"heeft {tel(len(waarde), 'veld', 'velden')}; hier kan: {kan}.")
            return
        for veld in velden:
            if veld.encode_name in waarde:
                yield from te_veel(veld.type, waarde[veld.encode_name], _sub(pad, veld.encode_name))
    elif isinstance(waarde, list) and get_origin(binnen) is tuple:
        hoogstens = hoogste_aantal(soort)
        if hoogstens is not None and len(waarde) > hoogstens + MEESTE_TE_VEEL:
            aantal = tel(hoogstens, "onderdeel", "onderdelen")
            yield Gebrek(veld=pad or "body", melding=f"verwacht een lijst van hoogstens {aantal}")
            return
        for nummer, deel in enumerate(waarde):
            yield from te_veel(get_args(binnen)[0], deel, f"{pad}[{nummer}]")


def hoogste_aantal(soort: object) -> int | None:
    """Hoeveel onderdelen een lijst hoogstens heeft; None als het contract dat niet zegt."""
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        hier = [g.max_length for g in grenzen if isinstance(g, msgspec.Meta) and g.max_length is not None]
        return min(hier, default=None) or hoogste_aantal(binnen)
    if get_origin(soort) in (Union, UnionType):
        return next((n for deel in get_args(soort) if (n := hoogste_aantal(deel)) is not None), None)
    return None


def begrens(gebreken: list[Gebrek]) -> tuple[Gebrek, ...]:
    """De eerste gebreken, en hoeveel er nog meer zijn."""
    if len(gebreken) <= MEESTE_GEBREKEN:
        return tuple(gebreken)
    meer = tel(len(gebreken) - MEESTE_GEBREKEN, "gebrek", "gebreken")
    return (*gebreken[:MEESTE_GEBREKEN], Gebrek(veld="body", melding=f"heeft daarnaast nog {meer}"))


def zoek_gebreken(soort: Any, waarde: object, pad: str = "") -> list[Gebrek]:
    """Alle gebreken van `waarde` als `soort`, met het camelCase pad; een melding noemt nooit de waarde."""
    zelf = kern(soort)
    if isinstance(zelf, type) and issubclass(zelf, msgspec.Struct) and (zelf is soort or waarde is not None):
        return _in_struct(zelf, waarde, pad)
    if get_origin(zelf) is tuple and isinstance(waarde, list) and get_args(zelf)[-1] is Ellipsis:
        binnen = get_args(zelf)[0]
        gevonden = [g for i, deel in enumerate(waarde) for g in zoek_gebreken(binnen, deel, f"{pad}[{i}]")]
        if gevonden:
            return gevonden
        if (melding := wat_er_samen_niet_kan(binnen, waarde)) is not None:
            return [Gebrek(veld=pad or "body", melding=melding)]
    try:
        gelezen = msgspec.convert(waarde, soort)
    except UnicodeEncodeError:  # half a letter, where a choice is expected
        return [Gebrek(veld=pad or "body", melding=STUURTEKEN)]
    except msgspec.ValidationError as fout:
        return [Gebrek(veld=pad or "body", melding=_melding(soort, str(fout)))]
    if isinstance(gelezen, date) and not ligt_binnen(gelezen):
        return [Gebrek(veld=pad or "body", melding=BUITEN)]
    if isinstance(waarde, str) and not is_bewaarbaar(waarde):
        return [Gebrek(veld=pad or "body", melding=STUURTEKEN)]
    if isinstance(waarde, str) and (melding := wat_er_niet_kan(soort, waarde)) is not None:
        return [Gebrek(veld=pad or "body", melding=melding)]
    return []


def _in_struct(soort: type[msgspec.Struct], waarde: object, pad: str) -> list[Gebrek]:
    if not isinstance(waarde, dict):
        return [Gebrek(veld=pad or "body", melding="verwacht een object")]
    velden = {veld.encode_name: veld for veld in msgspec.structs.fields(soort)}
    gebreken = _onbekend(waarde, velden, pad=pad, wat="veld")
    dubbel = waarde.dubbel if isinstance(waarde, JsonObject) else frozenset()
    for naam, veld in velden.items():
        if naam in dubbel:
            gebreken.append(Gebrek(veld=_sub(pad, naam), melding="staat er meer dan eens"))
        elif naam in waarde:
            gebreken += zoek_gebreken(veld.type, waarde[naam], _sub(pad, naam))
        elif veld.required:
            gebreken.append(Gebrek(veld=_sub(pad, naam), melding="ontbreekt"))
    return gebreken


def _onbekend(gegeven: Iterable[str], bekend: Collection[str], *, pad: str, wat: str) -> list[Gebrek]:
    """Elke naam die hier niet bestaat, met wat er bedoeld kan zijn. Een naam die geen naam van een veld kan zijn wordt
    niet herhaald: daar staat misschien iets over een mens."""
    vreemd = [naam for naam in gegeven if naam not in bekend]
    kan = f"hier kan: {', '.join(bekend)}" if bekend else f"hier kan geen {wat} bij"
    dit, gebreken = "deze parameter" if wat == "parameter" else f"dit {wat}", []
    for naam in [naam for naam in vreemd if _VELDNAAM.fullmatch(naam)][:MEESTE_VREEMDE]:
        lijkt = get_close_matches(naam, bekend, n=1)
        melding = f"bedoelt u {lijkt[0]}?" if lijkt else f"{kan}."
        gebreken.append(Gebrek(veld=_sub(pad, naam), melding=f"{dit} bestaat hier niet; {melding}"))
    if len(gebreken) < len(vreemd):
        anders = _sub(pad, f"onbekend{'e' if wat == 'parameter' else ''} {wat}")
        gebreken.append(Gebrek(veld=anders, melding=f"{dit} bestaat hier niet; {kan}."))
    return gebreken


def _melding(soort: object, melding: str) -> str:
    """Wat er niet klopt; waar een vaste keuze hoort met wat er te kiezen is, en bij een vorm in woorden met een
    voorbeeld."""
    keuzes = keuzes_van(kern(soort))
    if keuzes:
        return f"kies een van deze: {', '.join(keuzes)}"
    woorden = vorm_in_woorden(soort) if "matching regex" in melding else ""
    return f"verwacht {woorden}" if woorden else in_het_nederlands(melding)


def keuzes_van(soort: object) -> tuple[str, ...]:
    """De waarden van een vaste keuze; leeg als het dat niet is."""
    if isinstance(soort, type) and issubclass(soort, Enum):
        return tuple(str(keuze.value) for keuze in soort)
    return tuple(str(keuze) for keuze in get_args(soort)) if get_origin(soort) is Literal else ()


def _sub(pad: str, naam: str) -> str:
    return f"{pad}.{naam}" if pad else naam


def in_het_nederlands(melding: str) -> str:
    """Een melding van msgspec in gewone taal, zonder de ingevoerde waarde."""
    if melding.startswith("Invalid enum value"):
        return "onbekende keuze"
    if gevonden := re.match(r"Invalid (?:RFC3339 encoded )?(uuid|datetime|date)\b", melding, re.IGNORECASE):
        return f"verwacht {_SOORTEN[gevonden[1].lower()]}"
    if melding.startswith("Invalid"):
        return "verwacht een geldige waarde van dit soort (zie de beschrijving van de API)"
    gevonden = _VERWACHT.match(melding)
    if gevonden is None:
        return "klopt niet"
    soorten = [_SOORTEN.get(deel.strip(), deel.strip()) for deel in gevonden["soort"].split("|")]
    rest = gevonden["rest"].strip(" ,")
    grens = _grens(rest, ("onderdeel", "onderdelen") if "array" in gevonden["soort"] else ("teken", "tekens"))
    return f"verwacht {' of '.join(soorten)}{grens}"


def _grens(rest: str, maten: tuple[str, str]) -> str:
    if match := re.match(r"of length (<=|>=|==) (\d+)", rest):
        maat = {"<=": "hoogstens", ">=": "minstens", "==": "precies"}[match[1]]
        return f" van {maat} {tel(int(match[2]), *maten)}"
    if match := re.match(r"(<=|>=|<|>) (-?\d+)", rest):
        return f" {match[1]} {match[2]}"
    return ""
