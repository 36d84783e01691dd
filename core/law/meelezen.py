"""Een recht dat noteert wat er gevraagd wordt, zodat een ontvangstbewijs uit zichzelf volledig is.

Geen handgeschreven lijst van parameters: wat een regel tijdens het nemen van een besluit leest staat in het bewijs, ook
als de regel later een parameter meer nodig heeft.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from core.law.recht import Gedateerd, Recht, Waarde


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meegelezen(Gedateerd[Any]):
    gelezen: dict[str, list[str]] = field(repr=False, compare=False)

    def op(self, peildatum: date) -> Waarde[Any]:
        """Als `Gedateerd.op`, en de waarde staat daarna bij wat er gelezen is."""
        # No super(): a class with slots is made anew, and the cell of super would still hold the first one.
        waarde = Gedateerd.op(self, peildatum)
        tekst = _als_tekst(waarde)
        if tekst not in (eerder := self.gelezen.setdefault(self.naam, [])):
            eerder.append(tekst)
        return waarde


@dataclass(frozen=True, slots=True, kw_only=True)
class MeelezendRecht(Recht):
    """Hetzelfde recht; `gelezen` zegt bij elke parameter welke waarde er gevraagd is."""

    _notities: dict[str, list[str]] = field(repr=False, compare=False)

    @property
    def gelezen(self) -> dict[str, str]:
        """Elke gevraagde parameter met haar waarde; golden er op verschillende dagen andere, dan allemaal."""
        return {naam: " en ".join(waarden) for naam, waarden in sorted(self._notities.items())}


def lees_mee(recht: Recht) -> MeelezendRecht:
    """Een recht met dezelfde inhoud dat vanaf nu noteert; er is nog niets gelezen."""
    notities: dict[str, list[str]] = {}
    waarden = {veld.name: getattr(recht, veld.name) for veld in fields(Recht)}
    meegelezen = {n: _meegelezen(w, notities) for n, w in waarden.items() if isinstance(w, Gedateerd)}
    return MeelezendRecht(**waarden | meegelezen, _notities=notities)


def _meegelezen(term: Gedateerd[Any], notities: dict[str, list[str]]) -> _Meegelezen:
    return _Meegelezen(
        **{veld.name: getattr(term, veld.name) for veld in fields(Gedateerd)},
        gelezen=notities,
    )


def _als_tekst(waarde: Waarde[Any]) -> str:
    """Een lijst (feestdagen, gelijkgestelde dagen) is te lang voor een bewijs; haar stand volgt uit de rechtversie."""
    if isinstance(waarde.waarde, tuple):
        return f"zoals die geldt vanaf {waarde.vanaf.isoformat()}"
    return str(waarde.waarde)
