"""Leest de tabellen met gevallen die een jurist kan nalopen: nr, omschrijving, gegeven, dan, grond."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tests.yamlezer import lees_yaml

T = TypeVar("T")


class Geval(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    nr: str
    omschrijving: str
    gegeven: dict[str, Any]
    dan: dict[str, Any]
    grond: str

    def __str__(self) -> str:
        return f"{self.nr}-{self.omschrijving}"


class _Tabel(msgspec.Struct, forbid_unknown_fields=True):
    tabel: str
    gevallen: list[Geval]
    uitgangspunt: dict[str, Any] = {}


def lees_tabel(naam: str) -> list[Geval]:
    """Alle gevallen van een tabel, elk boven op het uitgangspunt van de tabel; nummers zijn uniek."""
    pad = Path(__file__).parent / f"{naam}.yaml"
    tabel = msgspec.convert(lees_yaml(pad), _Tabel)
    nummers = [g.nr for g in tabel.gevallen]
    assert len(set(nummers)) == len(nummers), f"{naam}: een nummer staat er twee keer"
    return [
        Geval(nr=g.nr, omschrijving=g.omschrijving, gegeven=tabel.uitgangspunt | g.gegeven, dan=g.dan, grond=g.grond)
        for g in tabel.gevallen
    ]


def maak(soort: type[T], gegevens: Mapping[str, Any]) -> T:
    """Maak de waarde uit een rij; een onbekend veld in de tabel is een fout in de tabel."""
    waarde = msgspec.convert(gegevens, soort)
    _geen_onbekende_velden(gegevens, waarde)
    return waarde


def _geen_onbekende_velden(ruw: Any, waarde: Any) -> None:
    if isinstance(ruw, Mapping) and is_dataclass(waarde):
        onbekend = set(ruw) - {f.name for f in fields(waarde)}
        assert not onbekend, f"onbekende velden in de tabel: {sorted(onbekend)}"
        for naam, deel in ruw.items():
            _geen_onbekende_velden(deel, getattr(waarde, naam))
    elif isinstance(ruw, list) and isinstance(waarde, Sequence):
        for deel, deelwaarde in zip(ruw, waarde, strict=True):
            _geen_onbekende_velden(deel, deelwaarde)
