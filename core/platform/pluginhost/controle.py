"""Kijkt na wat een plugin teruggeeft: het type van elk veld, de grenzen, en dat elke bijdrage een herkomst heeft.

Geeft de gebreken als tekst; nooit een waarde die over een persoon gaat, want een hook krijgt die niet te zien.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from core.plugin_api.bijdragen import Begeleidingsvoorstel, Vraag, Vraagsoort, Vragenlijst
from core.plugin_api.parameters import Grond

HOOGSTE_LENGTE = 1_000
HOOGSTE_VRAGEN = 30
HOOGSTE_DIENSTEN = 10
OPTIES = range(2, 21)
_ID = re.compile(r"^[a-z][a-z0-9_]{0,59}$")


Toets = Callable[[object], list[tuple[str, str]]]
"""Geeft per gebrek de plaats binnen de waarde, zoals `.diensten[0].herkomst`, en wat eraan scheelt."""


def zoek_gebreken(waarde: object, soort: Any) -> list[str]:
    """Alles wat er aan deze bijdrage mankeert; leeg als zij goed is."""
    gebreken = [f"uitkomst{plaats} {wat}" for plaats, wat in _toets_van(soort)(waarde)]
    if gebreken:
        return gebreken
    if isinstance(waarde, Begeleidingsvoorstel):
        return _van_voorstel(waarde)
    return [g for lijst in waarde for g in _van_lijst(lijst)] if isinstance(waarde, tuple) else []


@cache
def _toets_van(soort: Any) -> Toets:
    """De toets van een soort, één keer gebouwd. Een subklasse, of een lijst in plaats van een tuple, telt niet."""
    if isinstance(soort, UnionType):
        return _toets_unie(get_args(soort))
    if get_origin(soort) is tuple:
        return _toets_rij(_toets_van(get_args(soort)[0]))
    if soort is Grond:
        return _toets_grond
    if soort is str:
        return _toets_tekst
    if is_dataclass(soort):
        hints = get_type_hints(soort)
        return _toets_delen(soort, [(veld.name, _toets_van(hints[veld.name])) for veld in fields(soort)])
    return lambda waarde: [] if type(waarde) is soort else _anders(waarde, soort)


def _toets_unie(soorten: tuple[Any, ...]) -> Toets:
    toetsen = {soort: _toets_van(soort) for soort in soorten}

    def toets(waarde: object) -> list[tuple[str, str]]:
        eigen = toetsen.get(type(waarde))
        return _anders(waarde, *soorten) if eigen is None else eigen(waarde)

    return toets


def _toets_rij(toets_deel: Toets) -> Toets:
    def toets(waarde: object) -> list[tuple[str, str]]:
        if type(waarde) is not tuple:
            return _anders(waarde, tuple)
        return [(f"[{nr}]{plaats}", wat) for nr, deel in enumerate(waarde) for plaats, wat in toets_deel(deel)]

    return toets


def _toets_delen(soort: Any, delen: list[tuple[str, Toets]]) -> Toets:
    def toets(waarde: object) -> list[tuple[str, str]]:
        if type(waarde) is not soort:
            return _anders(waarde, soort)
        return [
            (f".{naam}{plaats}", wat)
            for naam, toets_deel in delen
            for plaats, wat in toets_deel(getattr(waarde, naam, None))
        ]

    return toets


def _toets_grond(waarde: object) -> list[tuple[str, str]]:
    if type(waarde) is not Grond:
        return _anders(waarde, Grond)
    if waarde.regeling.strip() and waarde.bron.strip():
        return []
    return [("", "heeft geen grond: regeling en bron zijn verplicht")]


def _toets_tekst(waarde: object) -> list[tuple[str, str]]:
    if type(waarde) is not str:
        return _anders(waarde, str)
    if waarde.strip() and len(waarde) <= HOOGSTE_LENGTE:
        return []
    return [("", f"is leeg of langer dan {HOOGSTE_LENGTE} tekens")]


def _anders(waarde: object, *soorten: Any) -> list[tuple[str, str]]:
    return [("", f"is {_naam(type(waarde))}, verwacht {' of '.join(_naam(s) for s in soorten)}")]


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
