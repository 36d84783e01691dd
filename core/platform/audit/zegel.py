"""Het zegel: over de regels van één gemeente tussen twee transactienummers, aan het vorige zegel vast.

Het zegel telt de regels en heeft een wortel over hun volgorde, id, transactienummer en MAC. De hash kan iedereen
narekenen; de MAC erover vraagt een sleutel die niet in de database ligt. Wie de database bezit kan dus geen regel en
geen zegel vervangen zonder dat het blijkt.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.logboek import met_lengte
from core.platform.crypto.kluis import Soort, afgeleide_sleutel

BEGIN = bytes(32)
"""Wat het eerste zegel van een gemeente als vorige heeft."""
LAATSTE_TRANSACTIE = 2**64 - 1
"""De bovengrens van een reeks die is afgesloten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zegel:
    gemeente_id: UUID
    nr: int
    reeks: int
    van: int
    tot: int
    aantal: int
    wortel: bytes
    vorige: bytes
    gezet_op: datetime

    def hash(self) -> bytes:
        """Over alle velden, elk met zijn lengte; met een eigen begin, zodat het nooit voor een regel doorgaat."""
        delen = (
            self.gemeente_id.bytes,
            *(str(getal).encode() for getal in (self.nr, self.reeks, self.van, self.tot, self.aantal)),
            self.wortel,
            self.vorige,
            self.gezet_op.astimezone(UTC).isoformat(timespec="microseconds").encode(),
        )
        return sha256(b"\x02" + b"".join(met_lengte(deel) for deel in delen)).digest()


def zegel_mac(sleutels: Sleutelbos, zegelhash: bytes, *, gemeente_id: UUID, versie: int) -> bytes:
    """De MAC over de hash van een zegel.

    Raises:
        KeyError: deze sleutelversie is er niet.
    """
    sleutel = afgeleide_sleutel(sleutels, versie=versie, gemeente_id=gemeente_id, soort=Soort.AUDIT)
    return hmac.digest(sleutel, b"\x02" + zegelhash, sha256)


def blad(id_: UUID, xid: int, mac: bytes) -> bytes:
    """Eén regel in de wortel; de zegelaar rekent hetzelfde uit in de database."""
    return sha256(id_.bytes + xid.to_bytes(8, "big") + mac).digest()


def wortel(bladen: Iterable[bytes]) -> bytes:
    """Over de bladen, op volgorde van transactienummer en id."""
    return sha256(b"".join(bladen)).digest()
