"""De vormen waarin de BRP mensen geeft: huisletters, woonboten, één naam, een jaar zonder dag, twee bij een nummer.

De tabel staat in vormen.yaml en zegt per vorm ook wat er hoort te gebeuren; de tests lezen haar en voeren elke vorm
door client, worker, dossier en brief.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import yaml

if TYPE_CHECKING:
    from core.ontwikkeling.simulator.bevolking import Inwoner

VAKER = 3  # so often each form occurs among all who have a number
Groep = dict[str, object]


class Goed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wat er bij een vorm hoort te gebeuren; wat niet genoemd is, is zoals bij een gewoon persoon."""

    regel: str
    naam: str | msgspec.UnsetType = msgspec.UNSET
    aanschrijfnaam: str | msgspec.UnsetType = msgspec.UNSET
    aanhef: str | msgspec.UnsetType = msgspec.UNSET
    adresregel1: str | msgspec.UnsetType = msgspec.UNSET
    adresregels: list[str] | msgspec.UnsetType = msgspec.UNSET
    geboren: str | msgspec.UnsetType | None = msgspec.UNSET
    geheimhouding: bool = False
    overleden: bool = False
    overlijdensdatum: str | None = None
    gebrek: frozenset[str] = frozenset()
    werk: tuple[str, ...] = ()
    onleesbaar: tuple[str, ...] = ()

    def genoemd(self, *velden: str) -> dict[str, object]:
        """Van deze velden die waarvan de tabel zegt wat er hoort te staan."""
        return {v: getattr(self, v) for v in velden if getattr(self, v) is not msgspec.UNSET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorm:
    """Wat de BRP bij deze vorm anders geeft, en wat er dan hoort te gebeuren."""

    naam: str
    brp: Mapping[str, object]
    goed: Goed
    personen: int = 1

    def pas_toe(self, gegevens: Groep) -> list[Groep]:
        """Wat de BRP antwoordt over iemand die er zonder vorm zo uitzag."""
        return [_leg_over(deepcopy(gegevens), self.brp) for _ in range(self.personen)]


@cache
def vormen() -> Mapping[str, Vorm]:
    """Alle vormen, op naam."""
    gelezen = yaml.safe_load(Path(__file__).with_name("vormen.yaml").read_text(encoding="utf-8"))
    return {
        naam: Vorm(
            naam=naam,
            brp=regel.get("brp", {}),
            goed=msgspec.convert(regel["goed"], Goed),
            personen=regel.get("personen", 1),
        )
        for naam, regel in gelezen.items()
    }


def verdeel(bevolking: list["Inwoner"]) -> tuple["Inwoner", ...]:
    """Geef de laatste personen van elke gemeente een vorm, elke vorm `VAKER` keer.

    De eersten blijven gewone mensen: die komen het eerst in beeld. In een kleine bevolking is iedereen gewoon.
    """
    nodig = VAKER * len(vormen())
    if len(bevolking) < 4 * nodig:
        return tuple(bevolking)
    namen = [*vormen()]
    anders = {
        inwoner.bsn: replace(inwoner, vorm=namen[plaats % len(namen)], geheimhouding=False, adres_in_onderzoek=False)
        for plaats, inwoner in zip(range(nodig), _van_achteren(bevolking), strict=False)
    }
    return tuple(anders.get(inwoner.bsn, inwoner) for inwoner in bevolking)


def _van_achteren(bevolking: Iterable["Inwoner"]) -> list["Inwoner"]:
    """De laatste van elke gemeente, dan van elke gemeente de een na laatste, en zo verder."""
    per_gemeente: dict[str, list[Inwoner]] = {}
    for inwoner in bevolking:
        per_gemeente.setdefault(inwoner.gemeentecode, []).append(inwoner)
    plaatsen = [(len(g) - n, code, i) for code, g in per_gemeente.items() for n, i in enumerate(g)]
    return [i for _, _, i in sorted(plaatsen, key=lambda p: p[:2])]


def _leg_over(onder: Groep, boven: Mapping[str, object]) -> Groep:
    for naam, waarde in boven.items():
        if waarde is None:
            onder.pop(naam, None)
        elif isinstance(waarde, Mapping) and "type" not in waarde and isinstance(groep := onder.get(naam), dict):
            _leg_over(groep, waarde)
        else:
            onder[naam] = deepcopy(waarde)
    return onder
