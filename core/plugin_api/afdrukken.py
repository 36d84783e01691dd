"""De afdruk van een vragenlijst: wat er gevraagd wordt, als hash.

Een andere vraag, tekst, soort of optie geeft een andere afdruk. De titel, de grond en of een vraag verplicht is horen
er niet bij: zij veranderen niet wat een antwoord betekent.
"""

import json
from hashlib import sha256

from core.plugin_api.bijdragen import Vragenlijst

BESTAND = "afdrukken.yaml"
"""Staat naast `plugin.py`: per lijst en versie haar afdruk. Een regel verandert nooit; er komen regels bij."""


def afdruk_van(lijst: Vragenlijst) -> str:
    """De sha-256 van de vragen van een lijst."""
    vragen = [[v.id, str(v.soort), v.tekst, [[optie.id, optie.tekst] for optie in v.opties]] for v in lijst.vragen]
    return sha256(json.dumps(vragen, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
