"""Hoe iemand te bereiken is, overgenomen uit de zaak van voor zijn verhuizing (ADR 0096)."""

from uuid import UUID

from core.law.overnemen import Stuk
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.contact.opslag import lees_alle
from core.process.contact.rijen import ContactgegevenRij
from core.process.contact.tables import Contactgegeven
from core.process.dossier import eerder
from core.process.dossier.eerder import Groep, OvernameIn
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import neem_dossier


async def lees_over_te_nemen(tx: Tx, dossier: DossierRij) -> list[ContactgegevenRij]:
    """Wat er in de eerdere zaak nog geldt en hier niet staat, oudste eerst."""
    toen = await eerder.eerdere_zaak(tx, dossier)
    if toen is None:
        return []
    rijen = await lees_alle(tx, toen.id)
    hier = [_stuk(rij) for rij in await lees_alle(tx, dossier.id)]
    lijst = await eerder.aangeboden(tx, dossier, [_stuk(rij) for rij in rijen], hier)
    return [rij for rij in rijen if rij.id in lijst]


async def neem_over(tx: Tx, huis: Huis, dossier_id: UUID, overname: OvernameIn) -> None:
    """Neem deze gegevens over, met hun bron en dag. Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: er is iets bij wat niet over te nemen is.
        Conflict: onder dit id is al iets anders overgenomen.
    """
    zaak = await neem_dossier(tx, dossier_id)
    al = await _lees(tx, overname.id)
    staat = [(rij.dossier_id, rij.overgenomen_van, rij.vastgelegd_door) for rij in al]
    if eerder.is_herhaling(tx, dossier_id, overname.van, staat):
        return
    lijst = await lees_over_te_nemen(tx, zaak.rij)
    eerder.eis_aangeboden(overname.van, [rij.id for rij in lijst])
    for rij in [rij for rij in lijst if rij.id in overname.van]:
        nieuw = nieuw_id()
        await tx.schrijf(
            Contactgegeven.insert(
                Contactgegeven(
                    gemeente_id=tx.gemeente_id,
                    id=nieuw,
                    dossier_id=dossier_id,
                    soort=rij.soort,
                    waarde=rij.waarde,
                    bron=rij.bron,
                    toelichting=rij.toelichting,
                    sinds=rij.sinds,
                    vastgelegd_op=await tx.nu(),
                    vastgelegd_door=tx.medewerker_id,
                    overgenomen_van=rij.id,
                    overname_id=overname.id,
                )
            )
        )
        await huis.logboek.schrijf(
            tx,
            "contactgegeven.overnemen",
            "contactgegeven",
            object_id=nieuw,
            dossiers=[dossier_id, rij.dossier_id],
            velden=["soort", "waarde", "bron"],
        )
    await volg(tx, zaak.rij)


async def volg(tx: Tx, dossier: DossierRij, *, vraag: bool = False) -> bool:
    """Het werk dat vraagt wat er nog klopt begint met `vraag`, en is klaar als er niets meer over te nemen is."""
    if dossier.eerder_id is None:
        return False
    lijst = await lees_over_te_nemen(tx, dossier)
    return await eerder.volg(tx, dossier, Groep.CONTACT, [rij.id for rij in lijst], vraag=vraag)


async def _lees(tx: Tx, overname_id: UUID) -> list[ContactgegevenRij]:
    waar = (Contactgegeven.gemeente_id == tx.gemeente_id) & (Contactgegeven.overname_id == overname_id)
    return await tx.lees_als(ContactgegevenRij, ContactgegevenRij.select().where(waar))


def _stuk(rij: ContactgegevenRij) -> Stuk:
    return Stuk(id=rij.id, wat=rij.soort, geldt=rij.ingetrokken_op is None, overgenomen_van=rij.overgenomen_van)
