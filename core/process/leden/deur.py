"""Wat de deur vraagt van wie met een link komt: of zij open is, en wie hij hier al is. Zij leest verder niets."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.platform.http.bezoek import lidmaatschappen
from core.platform.http.tokens import Identiteit
from core.platform.huis import Huis
from core.platform.inloggen.sessies import Sessie
from core.platform.partijen import VAN_ROL
from core.platform.tenancy import Actor, Rol, toegang_platform

_BIJ = "select id, organisatie_id, rol from meedoen.uitnodiging_bij($1, $2)"
_WIE = "select meedoen.medewerker_bij($1, $2) as id"
_DEUR = toegang_platform(Actor.TOEGANG, oorsprong="uitnodiging")


async def open_uitnodiging(huis: Huis, gemeente_id: UUID, afdruk: str) -> Mapping[str, Any] | None:
    """De open uitnodiging met deze afdruk: `id`, `organisatie_id` en `rol`; None als die er niet (meer) is."""
    rijen = await huis.databank.vraag(_DEUR, _BIJ, gemeente_id, afdruk)
    return rijen[0] if rijen else None


async def bekende_medewerker(huis: Huis, sessie: Sessie) -> UUID | None:
    """Wie er is ingelogd, als Meedoen hem al kent; ook als hij nu nergens werkt."""
    [rij] = await huis.databank.vraag(_DEUR, _WIE, sessie.uitgever, sessie.onderwerp)
    id_: UUID | None = rij["id"]
    return id_


async def werkt_bij_een_ander(huis: Huis, sessie: Sessie, rol: Rol, organisatie_id: UUID | None) -> bool:
    """Of wie er is ingelogd in welke gemeente ook bij een andere organisatie van deze soort werkt: van zo iemand weet
    Meedoen niet over wiens mensen een lijst gaat."""
    if (partij := VAN_ROL.get(rol)) is None:
        return False
    leden = await lidmaatschappen(huis, Identiteit(uitgever=sessie.uitgever, onderwerp=sessie.onderwerp))
    return any(lid.rol in partij.rollen and lid.organisatie_id != organisatie_id for lid in leden)
