"""Iemand anders was eerder (409): wat er nu anders staat dan wat de vrager stuurde.

Een stap zegt hoe iets er nu bij staat (`Stand`); het vergelijken met het verzoek, de naam van wie wijzigde en de
volgende stap staan hier, één keer.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from core.fouten import Tussenkomst, Verschil
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand
from core.platform.tenancy import Actor

TAAK = "Meedoen"
_VAN_HET_VERZOEK = frozenset({"versie", "id", "bevestigd"})
"""Wat bij het verzoek hoort, en niet iets is wat iemand invulde."""
_NAAM = """
select naam from meedoen.collega where gemeente_id = $1 and medewerker_id = $2"""


class MetVersie(Protocol):
    """Een contract met de versie die de vrager zag."""

    @property
    def versie(self) -> int: ...


async def leg_uit(tx: Tx, gestuurd: MetVersie, stand: Stand, oorzaken: Mapping[str, str]) -> Tussenkomst:
    """Wat de vrager nodig heeft om te beslissen of hij zijn wijziging nog wil; `oorzaken` legt elk voorval uit."""
    paren = vergelijk(gestuurd, stand.velden)
    anders = tuple(paar for paar in paren if paar.uw_waarde != paar.huidige_waarde)
    kwijt = niet_bewaard(gestuurd, paren)
    return Tussenkomst(
        uw_versie=gestuurd.versie,
        huidige_versie=stand.versie,
        gewijzigd_op=stand.gewijzigd_op,
        gewijzigd_door=stand.gewijzigd_door,
        gewijzigd_door_naam=await _naam(tx, stand),
        oorzaak=_oorzaak(tx, stand, oorzaken),
        verschillen=anders,
        volgende_stap=_volgende_stap(gestuurd.versie, stand, kwijt, staat_er_al=bool(paren) and not (anders or kwijt)),
        zelf=_zelf(tx, gestuurd.versie, stand),
    )


def vergelijk(gestuurd: object, velden: Mapping[str, object]) -> tuple[Verschil, ...]:
    """Elk veld van het contract waarvan de huidige waarde bekend is, met beide waarden zoals zij op de lijn staan."""
    return tuple(
        Verschil(
            veld=veld.encode_name,
            uw_waarde=_op_de_lijn(waarde),
            huidige_waarde=_op_de_lijn(velden[veld.name]),
        )
        for veld, waarde in _velden(gestuurd)
        if veld.name in velden
    )


def niet_bewaard(gestuurd: object, paren: tuple[Verschil, ...]) -> tuple[str, ...]:
    """Elk veld dat de vrager invulde en dat er nu niet zo staat, ook als niet te zien is wat er staat."""
    gelijk = {paar.veld for paar in paren if paar.uw_waarde == paar.huidige_waarde}
    return tuple(
        veld.encode_name
        for veld, waarde in _velden(gestuurd)
        if veld.name not in _VAN_HET_VERZOEK
        and veld.encode_name not in gelijk
        and waarde not in (None, "", (), veld.default)
    )


def _velden(gestuurd: Any) -> list[tuple[msgspec.structs.FieldInfo, object]]:
    """Elk veld van het contract, met wat de vrager stuurde."""
    return [(veld, getattr(gestuurd, veld.name)) for veld in msgspec.structs.fields(gestuurd)]


def _op_de_lijn(waarde: object) -> object:
    """De waarde als JSON, zodat een lijst en een tupel, of een keuze en haar tekst, geen verschil zijn."""
    return msgspec.json.decode(msgspec.json.encode(waarde))


def _zelf(tx: Tx, uw_versie: int, stand: Stand) -> bool:
    """Of de vrager zelf het laatst wijzigde, na wat hij zag; een taak is niemand."""
    wie = tx.toegang.medewerker_id
    return wie is not None and stand.gewijzigd_door == wie and stand.versie > uw_versie


async def _naam(tx: Tx, stand: Stand) -> str:
    """De naam van wie het laatst wijzigde. Een taalschool leest niet wie er bij de gemeente werkt."""
    if stand.gewijzigd_op is None or tx.toegang.actor is not Actor.GEMEENTE:
        return ""
    if stand.gewijzigd_door is None:
        return TAAK
    rij = await tx.fetchrow(_NAAM, tx.gemeente_id, stand.gewijzigd_door)
    return "" if rij is None else str(rij["naam"])


def _oorzaak(tx: Tx, stand: Stand, oorzaken: Mapping[str, str]) -> str:
    """Het voorval waardoor dit veranderde. Een taalschool leest niet wat er in het dossier gebeurde."""
    if stand.gewijzigd_bij is None or tx.toegang.actor is not Actor.GEMEENTE:
        return ""
    return f"Dit is veranderd doordat {oorzaken.get(stand.gewijzigd_bij, 'er iets in het dossier gebeurde')}."


def _volgende_stap(uw_versie: int, stand: Stand, kwijt: tuple[str, ...], *, staat_er_al: bool) -> str:
    niet = f" Niet bewaard is wat u stuurde bij {', '.join(kwijt)}." if kwijt else ""
    if stand.klaar:
        return f"{stand.klaar}{' U hoeft niets te doen.' if staat_er_al else niet}"
    if stand.versie == uw_versie:
        return "Er is nu niets meer gewijzigd; stuur uw verzoek nog eens."
    if staat_er_al:
        return (
            f"Wat u stuurde staat er al; u hoeft niets te doen. Gaat u verder, doe dat dan met versie {stand.versie}."
        )
    return (
        "Vergelijk wat u stuurde met wat er nu staat, neem over wat moet blijven, en stuur uw verzoek opnieuw met"
        f" versie {stand.versie}.{niet} Wilt u het niet meer, dan hoeft u niets te doen."
    )
