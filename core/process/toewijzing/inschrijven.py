"""De inschrijving bij een school is bekend: van de persoon, de school of DUO (art. 9.2 lid 3 Bi2021, PG-20).

Er is niets aan te bieden en niets te aanvaarden: hij volgt er les, of gaat dat doen. Dat feit staat vast vanaf de dag
dat de gemeente het weet, ook voor het PIP. De school leest wat de wet haar geeft zodra het PIP bekendgemaakt is, in
dezelfde projectie als na een aanbod; tot dan is er voor haar niets.
"""

from collections.abc import Collection
from uuid import UUID

from core.fouten import OngeldigeInvoer
from core.law.toewijzen import Inschrijving, toets_inschrijving
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.dossier import zaak as dossier
from core.process.toewijzing.actions import Begin, begin, eis_dezelfde_toewijzing, kies_organisatie
from core.process.toewijzing.opslag import lees_alle


async def leg_vast(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    toewijzing_id: UUID,
    *,
    organisatie_id: UUID,
    inschrijving: Inschrijving,
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> None:
    """Leg vast bij welke school iemand les volgt. Dezelfde `toewijzing_id` nog eens sturen verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: dit is geen school waarmee de gemeente werkt, of de dag kan niet.
        VoorwaardeNietVervuld: de zaak loopt niet, of er is al een school.
        Conflict: dit id is al van een andere toewijzing.
        NietBevestigd: deze school zei dat hij er niet hoort, en dat is niet bevestigd (PG-20).
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    eerder = await lees_alle(tx, dossier_id)
    nieuw = Begin(toewijzing_id, organisatie_id, inschrijving=inschrijving)
    if eis_dezelfde_toewijzing(tx, eerder, nieuw, dossier_id):
        return
    kies_organisatie(tx, huis, organisatie_id, doel=Doel.LESGEVEN)
    recht = huis.recht_van(tx.gemeente_id)
    if gebreken := toets_inschrijving(inschrijving, peildatum=await tx.vandaag(), recht=recht):
        raise OngeldigeInvoer(gebreken[0].melding, gebreken=gebreken)
    await begin(tx, huis, zaak, nieuw, eerder, bevestigd)
    await huis.logboek.schrijf(
        tx,
        "inschrijving.vastleggen",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[dossier_id],
        velden=["inschrijving_bekend_op", "inschrijving_bron", "organisatie_id", "status"],
    )
