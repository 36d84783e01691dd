"""Een briefadres, overgenomen uit de zaak van voor zijn verhuizing (ADR 0096)."""

from uuid import UUID

from core.law.overnemen import Stuk
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import briefadres, eerder
from core.process.dossier.eerder import Groep, OvernameIn
from core.process.dossier.rijen import BriefadresRij, DossierRij
from core.process.dossier.zaak import lees_dossier, neem_dossier


async def lees_over_te_nemen(tx: Tx, dossier: DossierRij) -> list[BriefadresRij]:
    """Het briefadres dat in de eerdere zaak nog geldt, als hier geen ander staat."""
    toen = await eerder.eerdere_zaak(tx, dossier)
    if toen is None:
        return []
    rijen = await briefadres.lees_alle(tx, toen.id)
    hier = [_stuk(rij) for rij in await briefadres.lees_alle(tx, dossier.id)]
    lijst = await eerder.aangeboden(tx, dossier, [_stuk(rij) for rij in rijen], hier)
    return [rij for rij in rijen if rij.id in lijst]


async def toon(tx: Tx, huis: Huis, dossier_id: UUID) -> list[BriefadresRij]:
    """Wat er is over te nemen; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    rijen = await lees_over_te_nemen(tx, await lees_dossier(tx, dossier_id))
    dossiers = list(dict.fromkeys((dossier_id, *(rij.dossier_id for rij in rijen))))
    await huis.logboek.schrijf(tx, "briefadres.lezen", "dossier", object_id=dossier_id, dossiers=dossiers)
    return rijen


async def neem_over(tx: Tx, huis: Huis, dossier_id: UUID, overname: OvernameIn) -> None:
    """Neem het briefadres over, met zijn grond en dag. Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: er is iets bij wat niet over te nemen is.
        Conflict: onder dit id is al iets anders overgenomen.
    """
    zaak = await neem_dossier(tx, dossier_id)
    al = await briefadres.lees_overname(tx, overname.id)
    staat = [(rij.dossier_id, rij.overgenomen_van, rij.vastgelegd_door) for rij in al]
    if eerder.is_herhaling(tx, dossier_id, overname.van, staat):
        return
    lijst = await lees_over_te_nemen(tx, zaak.rij)
    eerder.eis_aangeboden(overname.van, [rij.id for rij in lijst])
    for rij in lijst:
        await briefadres.neem_over(tx, huis, zaak, rij, overname_id=overname.id)
    await volg(tx, zaak.rij)


async def volg(tx: Tx, dossier: DossierRij, *, vraag: bool = False) -> bool:
    """Het werk dat vraagt of het adres nog klopt begint met `vraag`, en is klaar als er niets meer over te nemen is."""
    if dossier.eerder_id is None:
        return False
    lijst = await lees_over_te_nemen(tx, dossier)
    return await eerder.volg(tx, dossier, Groep.BRIEFADRES, [rij.id for rij in lijst], vraag=vraag)


def _stuk(rij: BriefadresRij) -> Stuk:
    return Stuk(id=rij.id, wat="briefadres", geldt=rij.ingetrokken_op is None, overgenomen_van=rij.overgenomen_van)
