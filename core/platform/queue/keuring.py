"""Wat er in de wachtrij staat, bekeken voordat arq het ziet: te starten, af te blijven, of niet van ons.

arq vertrouwt elk id, elke score en elk type sleutel, en sterft aan wat niet klopt. Daarom vraagt de worker zelf eerst
op wat er bij een id hoort (`vraag_op`); het oordeel erover is een zuivere functie.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from arq.constants import in_progress_key_prefix, job_key_prefix, retry_key_prefix

from core.platform.queue.bericht import GROOTSTE_BERICHT, is_bericht, rij_in

LAAGSTE_SCORE = 1
"""Een score is een tijdstip in milliseconden. Nul slaat arq voor altijd over, en dan verstopt zij de wachtrij."""
LANGSTE_VOORUIT_MS = 3_600_000
"""Niemand zet bij ons werk voor later in de wachtrij; verder vooruit dan een scheve klok verklaart is niet van ons."""
_LANGSTE_TELLER = 4


class Oordeel(StrEnum):
    START = "start"
    BLIJF_AF = "blijf af"


class Vreemd(StrEnum):
    """Wat er niet hoort, en dus verwijderd wordt; de soort staat in het logboek, de inhoud nooit."""

    ID = "id"
    SCORE = "score"
    BERICHT = "bericht"
    TELLER = "teller"
    SLOT = "slot"
    WACHTRIJ = "wachtrij"
    SLEUTEL = "sleutel"
    TAAK = "taak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgave:
    """Wat Valkey over één id zegt; een antwoord dat een fout is (een sleutel van een ander type), is die fout."""

    id: bytes
    score: float | Exception | None
    bericht: bytes | Exception
    teller: bytes | Exception
    slot_ms: int


def sleutels_van(id_: bytes) -> tuple[bytes, bytes, bytes]:
    """De sleutels die arq bij een id heeft: het bericht, de teller van pogingen, en het slot van wie ermee bezig is."""
    return tuple(p.encode() + id_ for p in (job_key_prefix, retry_key_prefix, in_progress_key_prefix))  # type: ignore[return-value]


async def vraag_op(valkey: Any, wachtrij: str, ids: Sequence[bytes]) -> list[Opgave]:
    """Wat er van deze ids bekend is, in één bericht; van een reus wordt niet meer gelezen dan nodig is."""
    vraag = valkey.pipeline(transaction=False)
    for id_ in ids:
        bericht, teller, slot = sleutels_van(id_)
        vraag.zscore(wachtrij, id_)
        vraag.getrange(bericht, 0, GROOTSTE_BERICHT)
        vraag.getrange(teller, 0, _LANGSTE_TELLER)
        vraag.pttl(slot)
    antwoord = await vraag.execute(raise_on_error=False)
    return [
        Opgave(id=id_, score=score, bericht=bericht, teller=teller, slot_ms=slot)
        for id_, (score, bericht, teller, slot) in zip(ids, zip(*[iter(antwoord)] * 4, strict=True), strict=True)
    ]


def keur(opgave: Opgave, *, nu_ms: int, langste_slot_ms: int) -> Oordeel | Vreemd:
    """Wat er met dit id moet gebeuren."""
    rij = rij_in(opgave.id)
    if rij is None:
        return Vreemd.ID
    if opgave.score is None:
        return Oordeel.BLIJF_AF  # een andere worker was klaar terwijl wij keken
    if isinstance(opgave.score, Exception) or not math.isfinite(opgave.score) or opgave.score < LAAGSTE_SCORE:
        return Vreemd.SCORE
    if opgave.slot_ms == -1 or opgave.slot_ms > langste_slot_ms:
        return Vreemd.SLOT  # hiervoor zou iedereen voor altijd afblijven
    if opgave.slot_ms >= 0 or opgave.score > nu_ms:
        return Oordeel.BLIJF_AF
    if isinstance(opgave.bericht, Exception) or not is_bericht(opgave.bericht, rij):
        return Vreemd.BERICHT
    if isinstance(opgave.teller, Exception) or not _is_teller(opgave.teller):
        return Vreemd.TELLER
    return Oordeel.START


def _is_teller(ruw: bytes) -> bool:
    return len(ruw) < _LANGSTE_TELLER and (not ruw or ruw.isdigit())
