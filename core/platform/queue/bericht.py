"""Het taakbericht: een outbox-id in de envelop van arq, en niets anders.

De envelop is getypt: wat er niet precies in past, komt nooit bij arq aan. Ook het id van een bericht heeft één vorm,
`<outbox-id>:<nummer van de aanbieding>`, en noemt dezelfde rij als het bericht zelf.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from core.platform.vorm import heel

WACHTRIJ = "meedoen:taken"
FUNCTIE = "verwerk"
GROOTSTE_BERICHT = 256
"""Bytes; een echt bericht heeft er nog geen honderd."""
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(rf"({_UUID}):[0-9]{{1,16}}".encode())


class _Envelop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """De velden zijn die van arq: poging, functie, argumenten, benoemde argumenten, tijdstip in milliseconden."""

    t: None
    f: Literal["verwerk"]
    a: tuple[Annotated[str, msgspec.Meta(pattern=heel(_UUID))]]
    k: Annotated[dict[str, None], msgspec.Meta(max_length=0)]
    et: Annotated[int, msgspec.Meta(ge=0, lt=4_000_000_000_000)]


_lezer = msgspec.msgpack.Decoder(_Envelop)
_schrijver = msgspec.msgpack.Encoder(enc_hook=lambda waarde: type(waarde).__name__)


def taak_id(outbox_id: UUID, nummer: int) -> str:
    """Dezelfde aanbieding heeft hetzelfde id, en is voor arq dus dezelfde taak."""
    return f"{outbox_id}:{nummer}"


def rij_in(id_: bytes) -> str | None:
    """Het outbox-id in het id van een bericht; None als het niet de vorm heeft die wij maken."""
    gevonden = _ID.fullmatch(id_)
    return None if gevonden is None else gevonden[1].decode("ascii")


def is_bericht(ruw: bytes, rij: str) -> bool:
    """Of dit een bericht is zoals wij het maken, over deze rij van de outbox."""
    try:
        return len(ruw) <= GROOTSTE_BERICHT and _lezer.decode(ruw).a == (rij,)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def pak_in(waarden: Mapping[str, Any]) -> bytes:
    """De `job_serializer` van arq; van een uitzondering blijft alleen de soort over."""
    return _schrijver.encode(waarden)


def pak_uit(ruw: bytes) -> dict[str, Any]:
    """De `job_deserializer` van arq.

    Raises:
        msgspec.DecodeError, UnicodeDecodeError: dit is geen envelop van ons.
    """
    return msgspec.structs.asdict(_lezer.decode(ruw))
