"""De ontheffing lezen, en wat over gezondheid gaat versleuteld bewaren."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import msgspec

from core.fouten import NietGevonden
from core.law.besluiten import Besluitsoort
from core.law.ontheffing import (
    Ontheffingstand,
    Ontheffingstatus,
    beslist_en_niet_bekend,
    besluit_van,
    ingetrokken_en_niet_bekend,
)
from core.law.ontheffingstijd import Toetsvrij
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.geldend import Geldend, lees_geldende
from core.process.besluit.intrekken import brief_ligt
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit
from core.process.ontheffing.cijferteksten import GROND
from core.process.ontheffing.rijen import Grondcijfer, LbtOntheffingRij, Ontheffinggrond
from core.process.ontheffing.tables import LbtOntheffing, LbtOntheffingGrond
from core.process.retourpost import opslag as retourpost

_OPNIEUW_GEVRAAGD = """
select from meedoen.dossier d
join meedoen.dossier nu on nu.gemeente_id = $1 and nu.persoon_id = d.persoon_id and nu.opgevolgd_op is null
join meedoen.lbt_ontheffing o on o.gemeente_id = $1 and o.dossier_id = nu.id
where d.gemeente_id = $1 and d.id = $2 and nu.id <> d.id
limit 1"""
_GELDT_NIET_MEER = (Ontheffingstatus.INGETROKKEN, Ontheffingstatus.BESLUIT_INGETROKKEN)


async def van_dossier(tx: Tx, dossier_id: UUID) -> list[LbtOntheffingRij]:
    """Alle verzoeken en ambtshalve onderzoeken van een dossier, oudste eerst."""
    return await tx.lees_als(
        LbtOntheffingRij,
        LbtOntheffingRij.select()
        .where((LbtOntheffing.gemeente_id == tx.gemeente_id) & (LbtOntheffing.dossier_id == dossier_id))
        .order_by(LbtOntheffing.vastgelegd_op)
        .order_by(LbtOntheffing.id),
    )


async def zoek(tx: Tx, id_: UUID) -> LbtOntheffingRij | None:
    """De ontheffing met dit id, of None als het id van iets anders is."""
    return await tx.lees_een_als(
        LbtOntheffingRij,
        LbtOntheffingRij.select().where((LbtOntheffing.gemeente_id == tx.gemeente_id) & (LbtOntheffing.id == id_)),
    )


async def lees(tx: Tx, dossier_id: UUID, id_: UUID) -> LbtOntheffingRij:
    """De ontheffing als rij.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await zoek(tx, id_)
    if rij is None or rij.dossier_id != dossier_id:
        raise NietGevonden("Dit verzoek om ontheffing bestaat niet.")
    return rij


async def lees_lopende(tx: Tx, dossier_id: UUID) -> LbtOntheffingRij | None:
    """Het verzoek waarop nog moet worden beslist, of None."""
    return await tx.lees_een_als(
        LbtOntheffingRij,
        LbtOntheffingRij.select().where(
            (LbtOntheffing.gemeente_id == tx.gemeente_id)
            & (LbtOntheffing.dossier_id == dossier_id)
            & (LbtOntheffing.status == Ontheffingstatus.LOOPT)
        ),
    )


async def van_nu(tx: Tx, dossier_id: UUID) -> LbtOntheffingRij | None:
    """Waar het nu om gaat: wat ooit verleend is, anders het laatste verzoek; None als er geen was.

    Wat ingetrokken is zegt niets meer over wat er eerder besloten is.
    """
    rijen = await van_dossier(tx, dossier_id)
    verleend = [rij for rij in rijen if rij.status is Ontheffingstatus.VERLEEND]
    staand = [rij for rij in rijen if rij.status not in _GELDT_NIET_MEER]
    besloten = [rij for rij in rijen if rij.status is Ontheffingstatus.BESLUIT_INGETROKKEN]
    return (verleend or staand or besloten or rijen)[-1] if rijen else None


async def stand_van(tx: Tx, dossier_id: UUID) -> Ontheffingstand | None:
    """Hoe het ermee staat (`van_nu`); None als er geen verzoek was."""
    return await stand_bij(tx, await van_nu(tx, dossier_id))


async def stand_bij(tx: Tx, rij: LbtOntheffingRij | None) -> Ontheffingstand | None:
    """Als `stand_van`, van dit verzoek; met of het besluit bekendgemaakt is (art. 3:40 Awb)."""
    if rij is None:
        return None
    if rij.status is Ontheffingstatus.BESLUIT_INGETROKKEN:
        return await _stand_na_intrekken(tx, rij)
    if rij.status is Ontheffingstatus.VERVALLEN:
        return await _stand_eronder(tx, rij)
    if rij.status is Ontheffingstatus.LOOPT:
        ligt = await brief_ligt(tx, rij.dossier_id, Besluitsoort.ONTHEFFING_LBT, Besluitsoort.WEIGERING)
        return replace(rij.stand, intrekking_ligt=None if ligt is None else ligt.dagtekening)
    geldend = await geldend_van(tx, rij)
    if geldend is None:
        return rij.stand
    terug = await retourpost.is_open_over(tx, rij.dossier_id, geldend.id)
    opnieuw = await tx.fetchrow(_OPNIEUW_GEVRAAGD, tx.gemeente_id, rij.dossier_id) is not None
    bekend = geldend.bekendgemaakt_op is not None
    return replace(rij.stand, bekend=bekend, post_terug=terug, opnieuw_gevraagd=opnieuw)


async def _stand_eronder(tx: Tx, rij: LbtOntheffingRij) -> Ontheffingstand:
    """Een verzoek dat verviel is niet beantwoord, en zegt dus ook niet dat de persoon weet wat er eerder besloten is:
    weet hij dat niet, dan geldt dat (art. 3:40 Awb)."""
    besloten = [
        eerder
        for eerder in await van_dossier(tx, rij.dossier_id)
        if eerder.status in (Ontheffingstatus.BESLUIT_INGETROKKEN, Ontheffingstatus.GEWEIGERD)
    ]
    stand = await stand_bij(tx, besloten[-1]) if besloten else None
    weet_niet = stand is not None and (ingetrokken_en_niet_bekend(stand) or beslist_en_niet_bekend(stand))
    return stand if stand is not None and weet_niet else rij.stand


async def _stand_na_intrekken(tx: Tx, rij: LbtOntheffingRij) -> Ontheffingstand:
    """Wie het besluit kende, is over het intrekken gehoord, en weet ervan als de brief daarover bekend is."""
    intrekking = await _intrekking(tx, rij)
    if intrekking is None or intrekking.horen is None:
        return replace(rij.stand, bekend=True)
    terug = await retourpost.is_open_over(tx, rij.dossier_id, intrekking.id)
    return replace(rij.stand, bekend=intrekking.bekendgemaakt_op is not None, post_terug=terug)


async def _intrekking(tx: Tx, rij: LbtOntheffingRij) -> BesluitRij | None:
    """De laatste intrekking van een besluit op dit verzoek; er kan er meer dan een zijn, als het weer open kwam."""
    rijen = await tx.lees_als(
        BesluitRij,
        BesluitRij.select()
        .where(
            (Besluit.gemeente_id == tx.gemeente_id)
            & (Besluit.dossier_id == rij.dossier_id)
            & (Besluit.onderwerp_id == rij.id)
            & (Besluit.soort == Besluitsoort.INTREKKING)
        )
        .order_by(Besluit.vastgesteld_op),
    )
    return rijen[-1] if rijen else None


async def toetsvrij(tx: Tx, dossier_id: UUID) -> tuple[Toetsvrij, ...]:
    """Van elk verzoek de dagen waarop de toets niet maken niet telt."""
    rijen = await van_dossier(tx, dossier_id)
    return tuple([Toetsvrij(vanaf=rij.gevraagd_op, tot=await _weet_op(tx, rij)) for rij in rijen])


async def _weet_op(tx: Tx, rij: LbtOntheffingRij) -> date | None:
    """De dag waarop de persoon weet dat het verzoek of de ontheffing niet meer geldt; None als dat nog niet zo is."""
    if rij.status in (Ontheffingstatus.INGETROKKEN, Ontheffingstatus.VERVALLEN):
        return None if rij.gewijzigd_op is None else rij.gewijzigd_op.astimezone(NEDERLAND).date()
    if rij.status is Ontheffingstatus.BESLUIT_INGETROKKEN:
        intrekking = await _intrekking(tx, rij)
        if intrekking is None or intrekking.horen is None:
            return None if intrekking is None else intrekking.dagtekening
        return await _bekend_op(tx, rij, intrekking.id, intrekking.bekendgemaakt_op)
    geldend = await geldend_van(tx, rij) if rij.status is Ontheffingstatus.GEWEIGERD else None
    return None if geldend is None else await _bekend_op(tx, rij, geldend.id, geldend.bekendgemaakt_op)


async def _bekend_op(tx: Tx, rij: LbtOntheffingRij, besluit_id: UUID, op: date | None) -> date | None:
    return None if await retourpost.is_open_over(tx, rij.dossier_id, besluit_id) else op


async def geldend_van(tx: Tx, rij: LbtOntheffingRij | None) -> Geldend | None:
    """Het besluit dat nu op dit verzoek geldt; None als er geen is."""
    soort = None if rij is None else besluit_van(rij.stand)
    if rij is None or soort is None:
        return None
    geldende = await lees_geldende(tx, rij.dossier_id, soort)
    return next((b for b in geldende if b.onderwerp_id == rij.id), None)


async def lees_gronden(tx: Tx, huis: Huis, dossier_id: UUID) -> dict[UUID, Ontheffinggrond]:
    """Per ontheffing haar grond, ontsleuteld; alleen in een transactie met het doel brede_intake (Bi 9.11)."""
    rijen = await tx.lees_als(
        Grondcijfer,
        Grondcijfer.select().where(
            (LbtOntheffingGrond.gemeente_id == tx.gemeente_id) & (LbtOntheffingGrond.dossier_id == dossier_id)
        ),
    )
    return {
        rij.id: msgspec.json.decode(
            huis.kluis.ontsleutel(rij.cijfer, soort=GROND.soort, plek=GROND.plek(tx.gemeente_id, rij.id)),
            type=Ontheffinggrond,
        )
        for rij in rijen
    }


async def bewaar_grond(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, grond: Ontheffinggrond) -> None:
    """Bewaar de grond van deze ontheffing, of vervang haar door wat er nu over bekend is."""
    plek = GROND.plek(tx.gemeente_id, id_)
    cijfer, versie = huis.kluis.versleutel(msgspec.json.encode(grond), soort=GROND.soort, plek=plek)
    await tx.voer_uit(
        "insert into meedoen.lbt_ontheffing_grond"
        " (gemeente_id, id, dossier_id, cijfer, sleutelversie, vastgelegd_op, vastgelegd_door)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict (gemeente_id, id) do update set"
        " cijfer = excluded.cijfer, sleutelversie = excluded.sleutelversie,"
        " vastgelegd_op = excluded.vastgelegd_op, vastgelegd_door = excluded.vastgelegd_door",
        tx.gemeente_id,
        id_,
        dossier_id,
        cijfer,
        versie,
        await tx.nu(),
        tx.medewerker_id,
    )
