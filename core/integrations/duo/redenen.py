"""De redenen waarom DUO iets niet aanneemt, ook als zij anders geschreven zijn dan het koppelvlak zegt.

Een reden is voor een mens: zij wordt ingekort en van nummers ontdaan, en nooit weggegooid omdat zij te lang is, in een
object staat of naast een slecht onderdeel.
"""

import json

import msgspec

from core.integrations.duo.fouten import zonder_nummers
from core.platform.vorm import is_bewaarbaar

LANGSTE_REDEN = 200
MEESTE_REDENEN = 10
_ALLEEN_STATUS = frozenset({"", "null", "[]", "{}"})


def lees_redenen(ruw: bytes) -> tuple[str, ...]:
    """Elke reden in het antwoord; leeg als het niets zegt, of geen JSON is."""
    try:
        gelezen = msgspec.json.decode(ruw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()
    delen = gelezen if isinstance(gelezen, list) else [gelezen]
    redenen = (_reden(deel) for deel in delen)
    return tuple(dict.fromkeys(reden for reden in redenen if reden))[:MEESTE_REDENEN]


def _reden(deel: object) -> str:
    tekst = deel.get("fouttekst", deel) if isinstance(deel, dict) else deel
    if not isinstance(tekst, str):
        tekst = json.dumps(tekst, ensure_ascii=False)
        if tekst in _ALLEEN_STATUS:
            return ""
    tekst = zonder_nummers(" ".join(tekst.split()))
    if not is_bewaarbaar(tekst):
        tekst = "".join(teken for teken in tekst if is_bewaarbaar(teken))
    return tekst if len(tekst) <= LANGSTE_REDEN else f"{tekst[: LANGSTE_REDEN - 1]}…"
