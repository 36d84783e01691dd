"""Sleutels die de toepassing zelf maakt: UUIDv7 (RFC 9562), zodat rijen op tijd geordend liggen.

Een UUIDv7 verraadt het moment van aanmaken: goed voor rijen, verboden voor uitnodigingen en sessies.
"""

import os
import time
from uuid import NAMESPACE_URL, UUID, uuid5

KENMERKTEKENS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KENMERKLENGTE = 8
_VERLEZEN = str.maketrans("ILO", "110")


def nieuw_id() -> UUID:
    """Een UUIDv7: 48 bits milliseconden, versie, 12 willekeurige bits, variant, 62 willekeurige bits."""
    milliseconden = time.time_ns() // 1_000_000
    willekeur = int.from_bytes(os.urandom(10), "big")
    waarde = (milliseconden & (1 << 48) - 1) << 80
    waarde |= 0x7 << 76 | (willekeur >> 68 & 0xFFF) << 64
    waarde |= 0b10 << 62 | willekeur & (1 << 62) - 1
    return UUID(int=waarde)


def vast_id(*delen: str) -> UUID:
    """Steeds hetzelfde id bij dezelfde delen, voor wat bij herhalen hetzelfde moet blijven (zoals een gemeente)."""
    return uuid5(NAMESPACE_URL, "/".join(("meedoen", *delen)))


def nieuw_kenmerk() -> str:
    """Een zaakkenmerk dat men aan de telefoon kan noemen: `INB-` en acht tekens zonder I, L, O en U.

    Willekeurig en niet geteld: een teller per gemeente zou alle schrijvers op elkaar laten wachten.
    """
    getal = int.from_bytes(os.urandom(5), "big")
    return "INB-" + "".join(KENMERKTEKENS[getal >> 5 * plaats & 31] for plaats in range(KENMERKLENGTE))


def lees_kenmerk(gehoord: str) -> str | None:
    """Het kenmerk zoals het geschreven wordt, van wat iemand typt of aan de telefoon zegt; None als het niet kan.

    Hoofdletters, punten, streepjes en spaties tellen niet, en INB mag weg. De letters I, L en O bestaan er niet in en
    zijn dus verhoord of verlezen: 1, 1 en 0.
    """
    kaal = "".join(teken for teken in gehoord.upper() if teken not in " .,-_/\u2010\u2011\u2013\u2014\t")
    if len(kaal) > KENMERKLENGTE:
        kaal = kaal.removeprefix("INB")
    kaal = kaal.translate(_VERLEZEN)
    if len(kaal) != KENMERKLENGTE or not set(kaal) <= set(KENMERKTEKENS):
        return None
    return f"INB-{kaal}"
