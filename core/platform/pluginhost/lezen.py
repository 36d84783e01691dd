"""Leest de parameters van een plugin en de open termen van de wet, even streng als het recht zelf."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import msgspec
import yaml
from msgspec import Meta, Struct

from core.law.lezen import laad_streng
from core.law.recht import Duur, Eenheid, Grond, Waarde
from core.platform.pluginhost.problemen import Probleem
from core.plugin_api import hookspecs
from core.plugin_api.parameters import Aanbieder, Parameter, Parameters, Parameterwaarde, Status

OPEN_TERMEN = Path(hookspecs.__file__).with_name("open_termen.yaml")
_Tekst = Annotated[str, Meta(min_length=1, max_length=1_000)]
_DAGEN = {Eenheid.DAGEN: 1, Eenheid.WEKEN: 7}


class _Vorm(Struct, forbid_unknown_fields=True, kw_only=True):
    """Wat hier geen veld heeft, wordt geweigerd."""


class _Grond(_Vorm):
    regeling: _Tekst
    bron: _Tekst
    artikel: str = ""
    lid: str = ""

    def als_grond(self) -> Grond:
        return Grond(self.regeling, self.artikel, self.lid, self.bron)


class _Waarde(_Vorm):
    vanaf: date
    waarde: Any
    grond: _Grond


class _Bestand(_Vorm):
    naam: _Tekst
    soort: Literal["aanbieder", "duur", "aantal", "tekst"]
    omschrijving: _Tekst
    status: Status
    nagezien_op: date
    waarden: Annotated[list[_Waarde], Meta(min_length=1)]


class _Duur(_Vorm):
    aantal: Annotated[int, Meta(ge=1)]
    eenheid: Eenheid

    def als_duur(self) -> Duur:
        return Duur(self.aantal, self.eenheid)


class _Aanbieder(_Vorm):
    dienst: _Tekst
    organisatie: _Tekst


class _OpenTerm(_Vorm):
    naam: _Tekst
    minimum: _Duur
    maximum: _Duur
    grond: _Grond
    omschrijving: _Tekst


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTerm:
    """Een getal dat de wet aan het college laat, met de grenzen waarbinnen een plugin het mag invullen."""

    naam: str
    minimum: Duur
    maximum: Duur
    grond: Grond
    omschrijving: str

    def omvat(self, lengte: Duur) -> bool:
        """Of de lengte binnen de grenzen ligt; maanden en jaren worden nooit dagen, en liggen er dus buiten."""
        if lengte.eenheid not in _DAGEN:
            return False
        return in_dagen(self.minimum) <= in_dagen(lengte) <= in_dagen(self.maximum)


def in_dagen(lengte: Duur) -> int:
    return lengte.aantal * _DAGEN[lengte.eenheid]


def lees_open_termen(pad: Path = OPEN_TERMEN) -> dict[str, OpenTerm]:
    """De open termen, op naam.

    Raises:
        ValueError, msgspec.ValidationError: het bestand deugt niet; dan start Meedoen niet.
    """
    vormen = msgspec.convert(laad_streng(pad), list[_OpenTerm])
    return {
        v.naam: OpenTerm(
            naam=v.naam,
            minimum=v.minimum.als_duur(),
            maximum=v.maximum.als_duur(),
            grond=v.grond.als_grond(),
            omschrijving=v.omschrijving,
        )
        for v in vormen
    }


def lees_parameters(map_: Path, *, kort: str = "parameters") -> tuple[Parameters, list[Probleem]]:
    """Alle parameters in `map_`, en wat er aan de bestanden mankeert; `kort` is hoe de map in een melding heet."""
    gelezen: dict[str, Parameter] = {}
    problemen: list[Probleem] = []
    for pad in sorted(map_.glob("*.yaml")):
        try:
            gelezen[pad.stem] = _lees(pad)
        except (ValueError, TypeError, yaml.YAMLError, OSError, RecursionError) as fout:
            plek = getattr(fout, "problem_mark", None)
            problemen.append(
                Probleem(
                    wat=_leesbaar(fout),
                    bestand=f"{kort}/{pad.name}",
                    regel=0 if plek is None else plek.line + 1,
                    herstel="schrijf het zoals docs/plugins.md bij Parameters zegt",
                )
            )
    return Parameters(MappingProxyType(gelezen)), problemen


def _lees(pad: Path) -> Parameter:
    vorm = msgspec.convert(laad_streng(pad), _Bestand)
    if vorm.naam != pad.stem:
        raise ValueError(f"de naam {vorm.naam} is niet de naam van het bestand")
    dagen = [w.vanaf for w in vorm.waarden]
    if dagen != sorted(set(dagen)):
        raise ValueError("de waarden staan niet op volgorde van vanaf, of er staan er twee op één dag")
    return Parameter(
        naam=vorm.naam,
        omschrijving=vorm.omschrijving,
        status=vorm.status,
        nagezien_op=vorm.nagezien_op,
        waarden=tuple(
            Waarde(vanaf=w.vanaf, waarde=_WAARDEN[vorm.soort](w.waarde), grond=w.grond.als_grond())
            for w in vorm.waarden
        ),
    )


def _aanbieder(ruw: object) -> Parameterwaarde:
    vorm = msgspec.convert(ruw, _Aanbieder)
    return Aanbieder(vorm.dienst, vorm.organisatie)


def _duur(ruw: object) -> Parameterwaarde:
    return msgspec.convert(ruw, _Duur).als_duur()


def _aantal(ruw: object) -> Parameterwaarde:
    waarde: int = msgspec.convert(ruw, Annotated[int, Meta(ge=0)])
    return waarde


def _tekst(ruw: object) -> Parameterwaarde:
    waarde: str = msgspec.convert(ruw, _Tekst)
    return waarde


_WAARDEN: Mapping[str, Callable[[object], Parameterwaarde]] = {
    "aanbieder": _aanbieder,
    "duur": _duur,
    "aantal": _aantal,
    "tekst": _tekst,
}


def _leesbaar(fout: Exception) -> str:
    tekst = str(fout)
    if "missing required field `grond`" in tekst:
        return "een waarde heeft geen grond; noem regeling en bron"
    tip = " (zet artikelen en leden tussen aanhalingstekens)" if "Expected `str`, got `int`" in tekst else ""
    return f"{' '.join(tekst.split())}{tip}"
