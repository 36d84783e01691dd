"""Wat `meedoen productie toets` vindt: één ding, wat er is, en wat u eraan doet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import msgspec

from core.law.telwoord import tel


class Ernst(StrEnum):
    """Hoe erg het is."""

    HOUDT_TEGEN = "houdt tegen"
    """Zo hoort hier niemand mee te werken, of het is niet na te gaan."""
    LET_OP = "let op"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevinding:
    """Eén ding dat niet is zoals het in productie hoort; nooit met een geheim of een gegeven van een mens erin."""

    onderdeel: str
    wat: str
    stap: str
    """De volgende stap, zoals een beheerder haar kan doen."""
    ernst: Ernst = Ernst.HOUDT_TEGEN


Vinder = Callable[[str, str], Bevinding]


def houdt_tegen(onderdeel: str) -> Vinder:
    """Hoe dit onderdeel meldt wat mensen buiten houdt: wat er is, en wat men eraan doet."""
    return lambda wat, stap: Bevinding(onderdeel=onderdeel, wat=wat, stap=stap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitslag:
    """Alles wat er nagekeken is, en wat daarbij bleek."""

    nagekeken: tuple[str, ...]
    bevindingen: tuple[Bevinding, ...]
    overgeslagen: tuple[str, ...] = ()
    """Onderdelen waarvoor dit proces de geheimen niet heeft."""

    @property
    def in_orde(self) -> bool:
        """Of niets het gebruik tegenhoudt."""
        return not self._met(Ernst.HOUDT_TEGEN)

    def als_tekst(self) -> str:
        """Voor wie leest: wat tegenhoudt voorop, per onderdeel, en onder elk wat er te doen is."""
        regels = []
        for ernst in Ernst:
            for stap, groep in groupby(self._met(ernst), key=lambda bevinding: bevinding.stap):
                regels += [f"{ernst.upper()}  {bevinding.onderdeel}: {bevinding.wat}" for bevinding in groep]
                regels.append(f"    doe: {stap}")
        regels += [f"NIET NAGEKEKEN  {naam}: dit proces heeft de geheimen daarvoor niet" for naam in self.overgeslagen]
        tegen, op = (len(self._met(ernst)) for ernst in Ernst)
        slot = (
            "Niets houdt deze installatie van productie"
            if not tegen
            else f"Dit houdt haar van productie: {_dingen(tegen)}"
        )
        regels.append(f"{slot}; {_dingen(op)} om op te letten. Nagekeken: {', '.join(self.nagekeken)}.")
        return "\n".join(regels)

    def als_json(self) -> str:
        """Voor een pijplijn: `inOrde`, de bevindingen en wat er nagekeken is."""
        return msgspec.json.format(
            msgspec.json.encode(
                _Json(
                    in_orde=self.in_orde,
                    bevindingen=self.bevindingen,
                    nagekeken=self.nagekeken,
                    overgeslagen=self.overgeslagen,
                )
            )
        ).decode()

    def _met(self, ernst: Ernst) -> Sequence[Bevinding]:
        return [bevinding for bevinding in self.bevindingen if bevinding.ernst is ernst]


class _Json(msgspec.Struct, rename="camel"):
    in_orde: bool
    bevindingen: tuple[Bevinding, ...]
    nagekeken: tuple[str, ...]
    overgeslagen: tuple[str, ...]


def _dingen(aantal: int) -> str:
    return tel(aantal, "ding", "dingen")
