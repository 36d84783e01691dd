"""Waarover werk gaat: de brief, de oproep of het verzoek dat zijn omschrijving noemt, met het id daarvan."""

from collections.abc import Mapping
from uuid import UUID

import msgspec


class WaaroverUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Waarover het werk gaat. `soort` is een brief, oproep, toewijzing, retourpost, contactmoment, samenvoeging,
    pip-voornemen, lbt-ontheffing of duo-melding; `id` is dat van de API."""

    soort: str
    id: UUID


def waarover(van: Mapping[str, str], soort: str, sleutel: str) -> WaaroverUit | None:
    """Waarover dit werk gaat; None als het over het dossier als geheel gaat, of over wat hier geen id heeft.
    `van` is `Proceskaart.werk_over`."""
    over = van.get(soort)
    if over is None:
        return None
    try:
        return WaaroverUit(soort=over, id=UUID(sleutel.rpartition(":")[2]))
    except ValueError:
        return None
