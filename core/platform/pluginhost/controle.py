"""Kijkt na wat een plugin teruggeeft: het type van elk veld, de grenzen, en dat elke bijdrage een herkomst heeft.

Geeft de gebreken als tekst; nooit een waarde die over een persoon gaat, want een hook krijgt die niet te zien.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from core.plugin_api.bijdragen import Begeleidingsvoorstel, Vraag, Vraagsoort, Vragenlijst
from core.plugin_api.parameters import Grond

HOOGSTE_LENGTE = 1_000
HOOGSTE_VRAGEN = 30
HOOGSTE_DIENSTEN = 10
OPTIES = range(2, 21)
_ID = re.compile(r"^[a-z][a-z0-9_]{0,59}$")


def zoek_gebreken(waarde: object, soort: Any) -> list[str]:
    """Alles wat er aan deze bijdrage mankeert; leeg als zij goed is."""
    gebreken = list(_type_gebreken(waarde, soort, "uitkomst"))
    if gebreken:
        return gebreken
    if isinstance(waarde, Begeleidingsvoorstel):
        return _van_voorstel(waarde)
    return [g for lijst in waarde for g in _van_lijst(lijst)] if isinstance(waarde, tuple) else []


def _type_gebreken(waarde: object, soort: Any, waar: str) -> Iterator[str]:
    """Loop de typen van de bevroren bijdragen na; een subklasse, of een lijst in plaats van een tuple, telt niet."""
    if isinstance(soort, UnionType):
        if type(waarde) in get_args(soort):
            yield from _type_gebreken(waarde, type(waarde), waar)
        else:
            yield f"{waar} is {_naam(type(waarde))}, verwacht {' of '.join(_naam(s) for s in get_args(soort))}"
        return
    if get_origin(soort) is tuple:
        if type(waarde) is not tuple:
            yield f"{waar} is {_naam(type(waarde))}, verwacht tuple"
            return
        for nummer, deel in enumerate(waarde):
            yield from _type_gebreken(deel, get_args(soort)[0], f"{waar}[{nummer}]")
        return
    if type(waarde) is not soort:
        yield f"{waar} is {_naam(type(waarde))}, verwacht {_naam(soort)}"
        return
    if isinstance(waarde, Grond):
        if not waarde.regeling.strip() or not waarde.bron.strip():
            yield f"{waar} heeft geen grond: regeling en bron zijn verplicht"
        return
    if is_dataclass(soort):
        hints = get_type_hints(soort)
        for veld in fields(soort):
            yield from _type_gebreken(getattr(waarde, veld.name, None), hints[veld.name], f"{waar}.{veld.name}")
    elif type(waarde) is str and (not waarde.strip() or len(waarde) > HOOGSTE_LENGTE):
        yield f"{waar} is leeg of langer dan {HOOGSTE_LENGTE} tekens"


def _van_voorstel(voorstel: Begeleidingsvoorstel) -> list[str]:
    gebreken = []
    if len(voorstel.diensten) > HOOGSTE_DIENSTEN:
        gebreken.append(f"meer dan {HOOGSTE_DIENSTEN} diensten")
    namen = [dienst.dienst for dienst in voorstel.diensten]
    if len(namen) != len(set(namen)):
        gebreken.append("een dienst staat er meer dan eens in")
    return gebreken


def _van_lijst(lijst: Vragenlijst) -> list[str]:
    waar = f"lijst {lijst.id}"
    gebreken = [] if _ID.match(lijst.id) else [f"{waar}: het id heeft kleine letters, cijfers en liggende streepjes"]
    if lijst.versie < 1:
        gebreken.append(f"{waar}: de versie is minder dan 1")
    if not 1 <= len(lijst.vragen) <= HOOGSTE_VRAGEN:
        gebreken.append(f"{waar}: 1 tot {HOOGSTE_VRAGEN} vragen")
    ids = [vraag.id for vraag in lijst.vragen]
    if len(ids) != len(set(ids)):
        gebreken.append(f"{waar}: een vraag-id komt meer dan eens voor")
    return gebreken + [g for vraag in lijst.vragen for g in _van_vraag(vraag, waar)]


def _van_vraag(vraag: Vraag, waar: str) -> list[str]:
    waar = f"{waar}, vraag {vraag.id}"
    ids = [optie.id for optie in vraag.opties]
    gebreken = [f"{waar}: {id_} is geen goed id" for id_ in (vraag.id, *ids) if not _ID.match(id_)]
    if vraag.soort is Vraagsoort.KEUZE and len(ids) not in OPTIES:
        gebreken.append(f"{waar}: een keuze heeft {OPTIES[0]} tot {OPTIES[-1]} opties")
    if vraag.soort is not Vraagsoort.KEUZE and ids:
        gebreken.append(f"{waar}: alleen een keuze heeft opties")
    if len(ids) != len(set(ids)):
        gebreken.append(f"{waar}: een optie komt meer dan eens voor")
    return gebreken


def _naam(soort: Any) -> str:
    return "niets" if soort is NoneType else str(getattr(soort, "__name__", soort))
