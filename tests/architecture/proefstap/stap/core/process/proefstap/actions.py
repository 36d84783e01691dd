"""De proefstap beginnen en beëindigen: een besluit met brief, werk voor een mens en een taak voor Meedoen."""

from datetime import date
from uuid import UUID

from core.fouten import Conflict, NietGevonden
from core.law.besluiten import Besluitfeiten, Besluitsoort, gronden
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.process.besluit import actions as besluit
from core.process.dossier import werk as werkvoorraad
from core.process.dossier import zaak as dossier
from core.process.mandaat.register import lees_beslisser
from core.process.proefstap.brief import beginbrief
from core.process.proefstap.rijen import ProefstapRij
from core.process.proefstap.tables import Proefstap, Proefstatus
from core.process.proefstap.werksoorten import Soort as Werk
from core.process.voorvallen import ProefstapBegonnen, meld

KIJK_NA = "proefstap.kijk_na"
GRONDEN = gronden(Besluitsoort.ELIP, Besluitfeiten())


async def begin(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, vanaf: date, motivering: str) -> None:
    """Begin de proefstap. Dezelfde `id_` nog eens sturen verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        VoorwaardeNietVervuld: de plicht is geëindigd (`bevries_brief`), de brief kan niet worden gemaakt, of er is
            geen mandaat.
        OngeldigeInvoer: de motivering kan niet op papier.
        Conflict: dit id is al van een ander dossier, of heeft een andere inhoud.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await dossier.neem_dossier(tx, dossier_id)
    if (staat := next((rij for rij in await van_dossier(tx, dossier_id) if rij.id == id_), None)) is not None:
        eis_dezelfde(
            "een andere proefstap",
            dossier_id=dossier_id,
            staat_in=staat.dossier_id,
            nu={"vanaf": vanaf, "motivering": motivering},
            staat={"vanaf": staat.vanaf, "motivering": staat.motivering},
            zelfde_mens=staat.begonnen_door == tx.medewerker_id,
        )
        return
    brief = await beginbrief(tx, huis, zaak.rij, vanaf=vanaf, motivering=motivering, gronden=GRONDEN)
    nieuw = await tx.schrijf(
        Proefstap.insert(
            Proefstap(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                vanaf=vanaf,
                motivering=motivering,
                begonnen_door=tx.medewerker_id,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Proefstap.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een ander dossier; maak een nieuw id en probeer het opnieuw.")
    besluit_id = await besluit.leg_vast(
        tx,
        huis,
        Besluitsoort.ELIP,
        zaak=zaak,
        onderwerp_id=id_,
        dagtekening=brief.dagtekening,
        gronden=GRONDEN,
        beslisser=await lees_beslisser(tx),
    )
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=besluit_id)
    await bus.zet(tx, KIJK_NA, onderwerp_id=id_, reeks=dossier_id)
    await meld(tx, huis, zaak, ProefstapBegonnen(proefstap_id=id_))
    velden = ["vanaf", "motivering", "status"]
    await huis.logboek.schrijf(
        tx, "proefstap.beginnen", "proefstap", object_id=id_, dossiers=[dossier_id], velden=velden
    )


async def beeindig(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int) -> None:
    """Beëindig de proefstap; het werk dat er nog lag hoeft niet meer.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
        VersieConflict: zij is intussen gewijzigd.
        Conflict: zij was al beëindigd.
    """
    await dossier.neem_dossier(tx, dossier_id)
    rij = await lees(tx, dossier_id, id_)
    eis_versie(versie, rij.versie)
    if rij.status is not Proefstatus.LOOPT:
        raise Conflict("De proefstap is al beëindigd.")
    await tx.schrijf_een(
        Proefstap.update({Proefstap.status: Proefstatus.BEEINDIGD, **await nieuwe_versie(tx, Proefstap)})
        .where((Proefstap.gemeente_id == tx.gemeente_id) & (Proefstap.id == id_) & (Proefstap.versie == versie))
        .returning(Proefstap.id)
    )
    await werkvoorraad.sluit(tx, Werk.PROEFSTAP_BEKIJKEN, sleutel=str(id_), afhandeling="beëindigd")
    velden = ["status"]
    await huis.logboek.schrijf(
        tx, "proefstap.beeindigen", "proefstap", object_id=id_, dossiers=[dossier_id], velden=velden
    )


async def van_dossier(tx: Tx, dossier_id: UUID) -> list[ProefstapRij]:
    """Oudste eerst."""
    return await tx.lees_als(
        ProefstapRij,
        ProefstapRij.select()
        .where((Proefstap.gemeente_id == tx.gemeente_id) & (Proefstap.dossier_id == dossier_id))
        .order_by(Proefstap.id),
    )


async def lees(tx: Tx, dossier_id: UUID, id_: UUID) -> ProefstapRij:
    """De proefstap als rij.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await tx.lees_een_als(
        ProefstapRij,
        ProefstapRij.select().where(
            (Proefstap.gemeente_id == tx.gemeente_id) & (Proefstap.id == id_) & (Proefstap.dossier_id == dossier_id)
        ),
    )
    if rij is None:
        raise NietGevonden("Deze proefstap bestaat niet.")
    return rij


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID) -> Stand:
    """Hoe zij er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await lees(tx, dossier_id, id_)
    await huis.logboek.schrijf(tx, "proefstap.lezen", "proefstap", object_id=id_, dossiers=[dossier_id])
    return stand_van(rij, klaar="" if rij.status is Proefstatus.LOOPT else "De proefstap is al beëindigd.")
