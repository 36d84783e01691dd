"""Wat een rol met een tabel mag, per stand van de rij; de stappen zeggen het van hun tabellen in `Proef.bereik`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Standen = Collection[str] | None
"""De standen waarin het mag; None is elke stand, ook een die er nog bij komt."""


class Nu:
    """Het tijdstip van de opdracht zelf, zoals de standaard van de kolom het zet."""


NU = Nu()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bereik:
    """Wat een rol met een tabel mag; leeg is niets. Wijzigen gaat van een stand naar een stand."""

    leest: Standen = ()
    voegt_in: Standen = ()
    wijzigt: Standen = ()
    naar: Standen | str = "zelfde"
    """Naar welke standen; `zelfde` als de rol de stand zelf niet mag wijzigen."""
    waarvoor: str = ""
    begint_met: Mapping[str, object] = field(default_factory=dict)
    """Wat een rij die deze rol invoegt anders heeft dan die van de fabriek."""
    niet_te_houden: Mapping[str, str] = field(default_factory=dict)
    """Kolommen `_door` waarvan het beleid niet kan eisen dat het de eigen naam is, met de reden."""


LEEST = Bereik(leest=None)
BEWERKT = Bereik(leest=None, voegt_in=None, wijzigt=None)
SCHRIJFT_BIJ = Bereik(leest=None, voegt_in=None)
VOEGT_IN = Bereik(voegt_in=None)
HERVERSLEUTELT = Bereik(leest=None, wijzigt=None, waarvoor="de cijfertekst opnieuw; de stand blijft")

LOPEND = ("lopend", "andere_lezing")
OPEN = ("nieuw", "aangeboden", "bezig")
