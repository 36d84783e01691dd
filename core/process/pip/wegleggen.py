"""Een concept van een PIP wegleggen, en een dat is weggelegd of vervallen weer terughalen; altijd met een motief."""

from uuid import UUID

from core.fouten import NietGevonden, VoorwaardeNietVervuld
from core.law.handelingen import Handeling
from core.law.pip import PipInhoud
from core.law.voornemen import Voornemenstatus
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import correctie
from core.process.dossier.correctie import wijziging
from core.process.dossier.zaak import neem_dossier
from core.process.oproep.beeld import eis
from core.process.pip.concept import VELDEN, lees_concept, lees_laatste, werk_bij
from core.process.pip.rijen import PipRij
from core.process.pip.tables import Pip, Pipstatus
from core.process.pip.voornemen import beeindig_staand


async def leg_weg(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, motief: str) -> None:
    """Dit concept hoeft niet meer; wat erin stond blijft te lezen, en een nieuw begint met versie 0.

    Raises:
        OnjuisteFase, VoorwaardeNietVervuld: er is geen concept.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    laatste = await lees_laatste(tx, dossier_id)
    eis_versie(versie, 0 if laatste is None else laatste.versie)
    rij = await lees_concept(tx, dossier_id)
    await eis(tx, huis, zaak, Handeling.CONCEPT_WEGLEGGEN, heeft_concept=rij is not None)
    if rij is None:
        raise LookupError("zonder concept laat de toets niemand iets wegleggen")
    await tx.schrijf_een(
        Pip.update({Pip.status: Pipstatus.VERVALLEN, **await nieuwe_versie(tx, Pip)})
        .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.id == rij.id) & (Pip.versie == versie))
        .returning(Pip.id)
    )
    await beeindig_staand(tx, zaak, status=Voornemenstatus.VERVALLEN, waarom="het concept is weggelegd")
    await _leg_vast(
        tx, huis, rij, "pip.wegleggen", status=Pipstatus.VERVALLEN, volgnummer=rij.volgnummer, motief=motief
    )


async def haal_terug(tx: Tx, huis: Huis, dossier_id: UUID, *, volgnummer: int, versie: int, motief: str) -> int:
    """Begin weer met wat er in een vervallen concept of een ingetrokken PIP stond; geeft het volgnummer van het nieuwe.

    Raises:
        NietGevonden: dit volgnummer is er niet.
        VoorwaardeNietVervuld: er is al een concept, of dat volgnummer is niet vervallen of ingetrokken.
        OnjuisteFase: er wordt nu geen PIP geschreven.
        VersieConflict: iemand anders was eerder.
    """
    await neem_dossier(tx, dossier_id)
    laatste = await lees_laatste(tx, dossier_id)
    eis_versie(versie, 0 if laatste is None else laatste.versie)
    rij = await tx.lees_een_als(
        PipRij,
        PipRij.select().where(
            (Pip.gemeente_id == tx.gemeente_id) & (Pip.dossier_id == dossier_id) & (Pip.volgnummer == volgnummer)
        ),
    )
    if rij is None or laatste is None:
        raise NietGevonden("Dit PIP bestaat niet.")
    if laatste.status is Pipstatus.CONCEPT:
        raise VoorwaardeNietVervuld("Er is al een concept; leg dat eerst weg.")
    if rij.status not in (Pipstatus.VERVALLEN, Pipstatus.INGETROKKEN):
        raise VoorwaardeNietVervuld("Alleen een vervallen concept of een ingetrokken PIP kan worden teruggehaald.")
    await werk_bij(tx, huis, dossier_id, PipInhoud(**{naam: getattr(rij, naam) for naam in VELDEN}), versie=0)
    nieuw = laatste.volgnummer + 1
    await _leg_vast(tx, huis, rij, "pip.terughalen", status=Pipstatus.CONCEPT, volgnummer=nieuw, motief=motief)
    return nieuw


async def _leg_vast(
    tx: Tx, huis: Huis, rij: PipRij, actie: str, *, status: Pipstatus, volgnummer: int, motief: str
) -> None:
    await correctie.leg_vast(
        tx,
        huis,
        actie,
        "pip",
        object_id=rij.id,
        dossier_id=rij.dossier_id,
        wijzigingen=[wijziging("status", rij.status, status), wijziging("volgnummer", rij.volgnummer, volgnummer)],
        motief=motief,
    )
