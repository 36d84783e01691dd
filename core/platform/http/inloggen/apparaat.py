"""Of iemand in deze browser eerder inlogde. De browser bewaart daar zelf het bewijs van, dat alleen Meedoen kan maken;
hier staat niets, en wie zijn cookies wist is weer nieuw.

Het bewijs hoort bij deze browser én deze mens: een collega op dezelfde computer is een nieuwe.
"""

import hmac
import re
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from core.platform.http.tokens import Identiteit
from core.platform.inloggen.reis import nieuw_geheim
from core.platform.inloggen.vingerafdruk import vingerafdruk

GELDIG = timedelta(days=365)
MENSEN = 8
"""Zoveel mensen onthoudt een browser; wie het langst niet kwam valt af."""
_DEEL = re.compile("[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparaat:
    """Een browser zoals hij zich meldt."""

    naam: str = field(repr=False)
    mensen: tuple[str, ...] = field(repr=False)

    def kent(self, wie: Identiteit, *, sleutel: bytes) -> bool:
        """Of deze mens hier eerder inlogde."""
        bewijs = self._bewijs(wie, sleutel)
        return any(hmac.compare_digest(bewijs, ander) for ander in self.mensen)

    def met(self, wie: Identiteit, *, sleutel: bytes) -> str:
        """Wat de browser voortaan bewaart."""
        bewijs = self._bewijs(wie, sleutel)
        anderen = [ander for ander in self.mensen if ander != bewijs]
        return ".".join([self.naam, bewijs, *anderen][: MENSEN + 1])

    def _bewijs(self, wie: Identiteit, sleutel: bytes) -> str:
        inhoud = vingerafdruk("apparaat", self.naam, wie.uitgever, wie.onderwerp)
        return hmac.new(sleutel, inhoud.encode(), sha256).hexdigest()


def lees(cookie: str | None) -> Apparaat:
    """De browser van deze cookie, of een nieuwe als zij niet te lezen is."""
    naam, *mensen = (cookie or "").split(".")[: MENSEN + 1]
    if not all(_DEEL.fullmatch(deel) for deel in (naam, *mensen)):
        return Apparaat(naam=nieuw_geheim(), mensen=())
    return Apparaat(naam=naam, mensen=tuple(mensen))
