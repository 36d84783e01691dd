"""Kijkt na wat een plugin teruggeeft: het type van elk veld, de grenzen, en dat elke bijdrage een herkomst heeft.

Geeft de gebreken als tekst; nooit een waarde die over een persoon gaat, want een hook krijgt die niet te zien.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from core.platform.vorm import heel
from core.plugin_api import grenzen
from core.plugin_api.bijdragen import Begeleidingsvoorstel, Vraag, Vraagsoort, Vragenlijst
from core.plugin_api.parameters import Grond, Status

_ID = re.compile(heel(rf"[a-z][a-z0-9_]{{0,{grenzen.LANGSTE_ID - 1}}}"))
_MEESTE_DELEN = 100
"""Geen enkele rij in een bijdrage is zo lang; wat daarboven ligt wordt niet eens doorlopen."""

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


def zoek_voorbeelden(waarde: object) -> list[str]:
    """Wat er in deze (nagekeken) bijdrage een voorbeeld is: daar is geen bron voor, en zo komt het in geen besluit."""
    if isinstance(waarde, Begeleidingsvoorstel):
        herkomsten = [(f"dienst {d.dienst}", d.herkomst) for d in waarde.diensten]
    elif isinstance(waarde, tuple):
        herkomsten = [
            (f"lijst {lijst.id}, vraag {vraag.id}", vraag.herkomst) for lijst in waarde for vraag in lijst.vragen
        ]
    else:
        herkomsten = []
    return [f"{wat} is een voorbeeld" for wat, herkomst in herkomsten if herkomst.status is Status.ILLUSTRATIEF]


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
        if len(waarde) > _MEESTE_DELEN:
            return [("", f"heeft meer dan {_MEESTE_DELEN} delen")]
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
    delen = {naam: getattr(waarde, naam, None) for naam in ("regeling", "artikel", "lid", "bron")}
    gebreken = [
        (f".{naam}{plaats}", wat) for naam, deel in delen.items() if deel != "" for plaats, wat in _toets_tekst(deel)
    ]
    if not gebreken and not (delen["regeling"] and delen["bron"]):
        return [("", "heeft geen grond: regeling en bron zijn verplicht")]
    return gebreken


def _toets_tekst(waarde: object) -> list[tuple[str, str]]:
    if type(waarde) is not str:
        return _anders(waarde, str)
    if len(waarde) <= grenzen.LANGSTE_TEKST and waarde.strip():
        return []
    return [("", f"is leeg of langer dan {grenzen.LANGSTE_TEKST} tekens")]


def _anders(waarde: object, *soorten: Any) -> list[tuple[str, str]]:
    return [("", f"is {_naam(type(waarde))}, verwacht {' of '.join(_naam(s) for s in soorten)}")]


def _van_voorstel(voorstel: Begeleidingsvoorstel) -> list[str]:
    gebreken = []
    if len(voorstel.diensten) > grenzen.MEESTE_DIENSTEN:
        gebreken.append(f"meer dan {grenzen.MEESTE_DIENSTEN} diensten")
    if any(len(naam) > grenzen.LANGSTE_NAAM for d in voorstel.diensten for naam in (d.dienst, d.organisatie)):
        gebreken.append(f"een dienst of organisatie heeft meer dan {grenzen.LANGSTE_NAAM} tekens")
    namen = [dienst.dienst for dienst in voorstel.diensten]
    if len(namen) != len(set(namen)):
        gebreken.append("een dienst staat er meer dan eens in")
    return gebreken


def _van_lijst(lijst: Vragenlijst) -> list[str]:
    waar = f"lijst {lijst.id}"
    gebreken = [] if _ID.fullmatch(lijst.id) else [f"{waar}: het id is geen woord in kleine letters"]
    if lijst.versie < 1:
        gebreken.append(f"{waar}: de versie is minder dan 1")
    if not 1 <= len(lijst.vragen) <= grenzen.MEESTE_VRAGEN:
        gebreken.append(f"{waar}: 1 tot {grenzen.MEESTE_VRAGEN} vragen")
    ids = [vraag.id for vraag in lijst.vragen]
    if len(ids) != len(set(ids)):
        gebreken.append(f"{waar}: een vraag-id komt meer dan eens voor")
    return gebreken + [g for vraag in lijst.vragen for g in _van_vraag(vraag, waar)]


def _van_vraag(vraag: Vraag, waar: str) -> list[str]:
    waar = f"{waar}, vraag {vraag.id}"
    ids = [optie.id for optie in vraag.opties]
    gebreken = [f"{waar}: {id_} is geen goed id" for id_ in (vraag.id, *ids) if not _ID.fullmatch(id_)]
    if vraag.soort is Vraagsoort.KEUZE and not grenzen.MINSTE_OPTIES <= len(ids) <= grenzen.MEESTE_OPTIES:
        gebreken.append(f"{waar}: een keuze heeft {grenzen.MINSTE_OPTIES} tot {grenzen.MEESTE_OPTIES} opties")
    if vraag.soort is not Vraagsoort.KEUZE and ids:
        gebreken.append(f"{waar}: alleen een keuze heeft opties")
    if len(ids) != len(set(ids)):
        gebreken.append(f"{waar}: een optie komt meer dan eens voor")
    return gebreken


def _naam(soort: Any) -> str:
    return "niets" if soort is NoneType else str(getattr(soort, "__name__", soort))
