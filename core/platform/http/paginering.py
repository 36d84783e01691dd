"""Paginering met een cursor: verder na de laatste rij, nooit met een teller, nooit met een naam of nummer erin.

Een cursor is ondertekend over de bezoeker, de route en de filters: wie haar verandert of meeneemt naar een andere
rol, gemeente of filter, krijgt 400.
"""

import base64
import binascii
import hmac
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.tenancy import Toegang

STANDAARD_LIMIET = 50
HOOGSTE_LIMIET = 200
_MAC = 16
P = TypeVar("P", bound=msgspec.Struct)


class Plaats(msgspec.Struct, frozen=True, array_like=True):
    """De sorteerwaarde en het id van de laatste rij."""

    vervaldatum: date
    gemeente_id: UUID
    id: UUID


class Cursors:
    def __init__(self, sleutel: bytes) -> None:
        self._sleutel = sleutel

    def maak(self, plaats: msgspec.Struct, *, toegang: Toegang, filters: Iterable[object]) -> str:
        inhoud = msgspec.msgpack.encode(plaats)
        return _tekst(self._mac(inhoud, toegang, filters) + inhoud)

    def lees(self, cursor: str, *, toegang: Toegang, filters: Iterable[object]) -> Plaats:
        """De plaats achter een cursor.

        Raises:
            OngeldigeInvoer: zij is veranderd, of hoort bij een ander verzoek.
        """
        return self.lees_als(Plaats, cursor, toegang=toegang, filters=filters)

    def lees_als(self, soort: type[P], cursor: str, *, toegang: Toegang, filters: Iterable[object]) -> P:
        """Als `lees`, voor een lijst met een andere volgorde dan de vervaldatum."""
        try:
            ruw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            mac, inhoud = ruw[:_MAC], ruw[_MAC:]
            # base64 leest ook andere schrijfwijzen van dezelfde bytes; een cursor heeft er één.
            if cursor == _tekst(ruw) and hmac.compare_digest(mac, self._mac(inhoud, toegang, filters)):
                return msgspec.msgpack.decode(inhoud, type=soort)
        except (binascii.Error, ValueError, msgspec.DecodeError):
            pass
        raise OngeldigeInvoer(
            "Deze cursor hoort niet bij dit verzoek. Begin opnieuw zonder cursor.",
            gebreken=(Gebrek(veld="cursor", melding="ongeldig"),),
        )

    def _mac(self, inhoud: bytes, toegang: Toegang, filters: Iterable[object]) -> bytes:
        context: list[Any] = [
            toegang.actor,
            str(toegang.gemeente_id),
            str(toegang.organisatie_id),
            str(toegang.medewerker_id),
            toegang.oorsprong,
            [str(f) for f in filters],
        ]
        return hmac.digest(self._sleutel, msgspec.json.encode(context) + b"\x00" + inhoud, sha256)[:_MAC]


def _tekst(ruw: bytes) -> str:
    return base64.urlsafe_b64encode(ruw).decode().rstrip("=")
