"""De begeleiding: het huishouden vastleggen, en het voorstel overnemen of er gemotiveerd van afwijken."""

from dataclasses import dataclass, fields
from uuid import UUID

import msgspec

from core.fouten import Conflict, Gebrek, OngeldigeInvoer, VersieConflict, VoorwaardeNietVervuld
from core.law.fasen import AFGESLOTEN
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.begeleiding.tables import BegeleidingVaststelling
from core.process.begeleiding.voorstel import Huishouden, bepaal, lees_huishouden, versie_van
from core.process.besluit.ontvangstbewijs import maak_bewijs
from core.process.dossier import zaak as dossier
from core.process.dossier.zaak import Zaak

GROND = "art. 13 lid 1 Wi2021"
_LEG_VAST = """
insert into meedoen.begeleiding (gemeente_id, dossier_id, huishouden, wacht_op_gezinshereniging, gedeelde_woning,
  vastgelegd_op, vastgelegd_door, id, versie)
values ($1, $2, $3, $4, $5, $6, $7, $8, 1) on conflict do nothing"""
_WIJZIG = """
update meedoen.begeleiding set huishouden = $3, wacht_op_gezinshereniging = $4, gedeelde_woning = $5,
  vastgelegd_op = $6, vastgelegd_door = $7, versie = versie + 1
where gemeente_id = $1 and dossier_id = $2 and versie = $8 and weggelegd_op is null"""

_LAATSTE = """
select vastgesteld_op, vastgesteld_door from meedoen.begeleiding_vaststelling
where gemeente_id = $1 and dossier_id = $2 order by vastgesteld_op desc, id desc limit 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak:
    """Een dienst die iemand krijgt, en van wie."""

    dienst: str
    organisatie: str


async def leg_huishouden_vast(tx: Tx, huis: Huis, dossier_id: UUID, huishouden: Huishouden, *, versie: int) -> int:
    """Leg het huishouden vast zoals het nu is; de eerste keer is de versie 0. Geeft de nieuwe versie.

    Raises:
        NietGevonden: het dossier bestaat niet.
        VersieConflict: iemand anders was eerder.
        VoorwaardeNietVervuld: de zaak is voorbij; het dossier is dan alleen nog te lezen.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    eis_open(zaak, "wordt het huishouden niet meer gewijzigd")
    waarden = (
        tx.gemeente_id,
        dossier_id,
        str(huishouden.huishouden),
        huishouden.wacht_op_gezinshereniging,
        huishouden.gedeelde_woning,
        await tx.nu(),
        tx.medewerker_id,
    )
    rij = await lees_huishouden(tx, dossier_id)
    eis_versie(versie, 0 if rij is None else await versie_van(tx, rij))
    if rij is None:
        geraakt = await tx.voer_uit(_LEG_VAST, *waarden, nieuw_id())
    else:
        geraakt = await tx.voer_uit(_WIJZIG, *waarden, rij.versie)
    if geraakt != 1:
        raise VersieConflict
    await huis.logboek.schrijf(
        tx,
        "begeleiding.huishouden",
        "begeleiding",
        object_id=dossier_id,
        dossiers=[dossier_id],
        velden=["huishouden", "wacht_op_gezinshereniging", "gedeelde_woning"],
    )
    return versie + 1


async def stand(tx: Tx, huis: Huis, dossier_id: UUID) -> Stand:
    """Hoe de begeleiding er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await lees_huishouden(tx, dossier_id)
    await huis.logboek.schrijf(tx, "begeleiding.lezen", "begeleiding", object_id=dossier_id, dossiers=[dossier_id])
    if rij is None:
        return stand_van(None)
    laatste = await tx.fetchrow(_LAATSTE, tx.gemeente_id, dossier_id)
    gewijzigd = (rij.vastgelegd_op, rij.vastgelegd_door)
    if laatste is not None and laatste["vastgesteld_op"] > rij.vastgelegd_op:
        gewijzigd = (laatste["vastgesteld_op"], laatste["vastgesteld_door"])
    return Stand(
        versie=await versie_van(tx, rij),
        gewijzigd_op=gewijzigd[0],
        gewijzigd_door=gewijzigd[1],
        velden={veld.name: getattr(rij, veld.name) for veld in fields(Huishouden)},
    )


async def stel_vast(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    vaststelling_id: UUID,
    *,
    versie: int,
    afspraken: tuple[Afspraak, ...] | None,
    motief: str,
) -> None:
    """Stel de begeleiding vast: het voorstel zoals het nu is (`afspraken` None), of andere afspraken met een motief.

    `versie` is die van de begeleiding die de medewerker zag; wie tegelijk iets anders vaststelt, is te laat. Dezelfde
    `vaststelling_id` nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        VoorwaardeNietVervuld: het huishouden is nog niet vastgelegd, de doelgroep nog niet gelezen, of de plicht is
            geëindigd.
        OngeldigeInvoer: een afwijking zonder motief, of een motief zonder afwijking.
        VersieConflict: het huishouden is intussen gewijzigd, of er is al iets anders vastgesteld.
        Conflict: dit id is al van een andere vaststelling.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await dossier.neem_dossier(tx, dossier_id)
    if await _bestaat_zo(tx, dossier_id, vaststelling_id, afspraken, motief):
        return
    eis_open(zaak, "wordt geen begeleiding meer vastgesteld")
    rij = await lees_huishouden(tx, dossier_id)
    if rij is None:
        raise VoorwaardeNietVervuld("Leg eerst het huishouden vast; daar hangt het voorstel van af.")
    eis_versie(versie, await versie_van(tx, rij))
    hooks = await huis.hooks(tx)
    voorstel = await bepaal(tx, hooks, zaak.rij, rij)
    voorgesteld = tuple(Afspraak(dienst=d.dienst, organisatie=d.organisatie) for d in voorstel.diensten)
    gekozen = voorgesteld if afspraken is None else afspraken
    afgeweken = set(gekozen) != set(voorgesteld)
    _toets_motief(motief, afgeweken=afgeweken)
    _toets_dubbel(gekozen)
    bewijs = maak_bewijs(huis, tx, hooks, peildatum=voorstel.peildatum)
    nieuw = await tx.schrijf(
        BegeleidingVaststelling.insert(
            BegeleidingVaststelling(
                gemeente_id=tx.gemeente_id,
                id=vaststelling_id,
                dossier_id=dossier_id,
                voorstel=_json(voorstel),
                diensten=_json(gekozen),
                afgeweken=afgeweken,
                motief=motief.strip(),
                ontvangstbewijs=_json(bewijs),
                vastgesteld_door=tx.medewerker_id,
                vastgesteld_op=await tx.nu(),
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(BegeleidingVaststelling.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een andere vaststelling; maak een nieuw id en probeer het opnieuw.")
    await huis.logboek.schrijf(
        tx,
        "begeleiding.vaststellen",
        "begeleiding_vaststelling",
        object_id=vaststelling_id,
        dossiers=[dossier_id],
        velden=["diensten", "motief"] if afgeweken else ["diensten"],
    )


def eis_open(zaak: Zaak, wat_niet: str) -> None:
    """Weiger als de zaak voorbij is; het dossier is dan alleen nog te lezen."""
    if zaak.rij.fase in AFGESLOTEN:
        raise VoorwaardeNietVervuld(f"In fase {zaak.rij.fase} {wat_niet}.", grond=GROND)


async def _bestaat_zo(
    tx: Tx, dossier_id: UUID, vaststelling_id: UUID, afspraken: tuple[Afspraak, ...] | None, motief: str
) -> bool:
    """Of dit al zo is vastgesteld.

    Raises:
        Conflict: onder dit id staat een andere inhoud; die verdwijnt niet stil (C6).
    """
    staat = await tx.lees_een(
        BegeleidingVaststelling.select(
            BegeleidingVaststelling.diensten,
            BegeleidingVaststelling.motief,
            BegeleidingVaststelling.afgeweken,
            BegeleidingVaststelling.vastgesteld_door,
        ).where(
            (BegeleidingVaststelling.gemeente_id == tx.gemeente_id)
            & (BegeleidingVaststelling.id == vaststelling_id)
            & (BegeleidingVaststelling.dossier_id == dossier_id)
        )
    )
    if staat is None:
        return False
    toen = set(msgspec.json.decode(staat["diensten"], type=tuple[Afspraak, ...]))
    neemt_over = afspraken is None and not staat["afgeweken"]
    eis_dezelfde(
        "een andere vaststelling",
        dossier_id=dossier_id,
        staat_in=dossier_id,
        nu={"diensten": toen if neemt_over else set(afspraken or ()), "motief": motief.strip()},
        staat={"diensten": toen, "motief": staat["motief"]},
        zelfde_mens=staat["vastgesteld_door"] == tx.medewerker_id,
    )
    return True


def _toets_motief(motief: str, *, afgeweken: bool) -> None:
    if afgeweken == bool(motief.strip()):
        return
    melding = (
        "U wijkt af van het voorstel; leg uit waarom."
        if afgeweken
        else "U neemt het voorstel over; laat het motief weg, of noem de diensten waarmee u afwijkt."
    )
    raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="motief", melding=melding, grond="art. 3:46 Awb"),))


def _toets_dubbel(afspraken: tuple[Afspraak, ...]) -> None:
    if len({a.dienst for a in afspraken}) != len(afspraken):
        melding = "Een dienst staat er meer dan eens in."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="diensten", melding=melding),))


def _json(waarde: object) -> str:
    return msgspec.json.encode(waarde).decode()
