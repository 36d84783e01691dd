"""De waarschuwing die nog niet verzonden is een nieuwe dagtekening geven (PG-6, PG-15).

Haar oproep blijft: dezelfde afspraak en dezelfde laatste dag, in een brief van vandaag. Telt de oproep dan niet meer,
dan wordt zij ingetrokken en komt er een nieuwe.
"""

from uuid import UUID

from core.law.besluiten import Besluitsoort, gronden
from core.law.handelingen import Handeling
from core.law.mandaat import Collegebesluit
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit.geldend import Geldend, lees_geldende
from core.process.besluit.opnieuw import VERVANGEN, al_gedaan
from core.process.dossier import zaak as dossier
from core.process.oproep.actions import bevries_oproepbrief, lees
from core.process.oproep.beeld import eis
from core.process.oproep.uitkomsten import eis_laatste
from core.process.voorvallen import BesluitVervangen, meld

SOORT = Besluitsoort.WAARSCHUWING


async def herdagteken(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    besluit_id: UUID,
    *,
    motief: str,
    collegebesluit: Collegebesluit | None = None,
) -> UUID:
    """Waarschuw opnieuw, met de dagtekening van vandaag; geeft het id van het nieuwe besluit.

    Hetzelfde nog eens vragen op dezelfde dag verandert niets.

    Raises:
        NietGevonden: de oproep bestaat niet.
        Conflict: dit is niet het besluit dat nu geldt.
        OngeldigeInvoer: dit is niet de oproep waar het nu om gaat.
        OnjuisteFase, VoorwaardeNietVervuld: er is al iets verzonden, het is van vandaag, de oproep telt niet meer, of
            wie handelt mag het niet.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await lees(tx, dossier_id, oproep_id)
    oud, vandaag = await geldend_van(tx, dossier_id, oproep_id), await tx.vandaag()
    if oud is not None and al_gedaan(tx, oud, besluit_id, op=vandaag, motief=motief, collegebesluit=collegebesluit):
        return oud.id
    beeld = await eis(
        tx,
        huis,
        zaak,
        Handeling.WAARSCHUWING_HERDAGTEKENEN,
        besluiten={} if oud is None else {SOORT: oud.stand},
        collegebesluit=collegebesluit,
    )
    eis_laatste(beeld.oproep, rij)
    if oud is None:
        raise LookupError("zonder besluit laat de toets niemand herdagtekenen")
    await besluit.trek_brief_in(tx, onderwerp_id=oproep_id, afhandeling=VERVANGEN)
    await bevries_oproepbrief(tx, huis, zaak, rij, collegebesluit=collegebesluit)
    nieuw = await besluit.leg_vast(
        tx,
        huis,
        SOORT,
        zaak=zaak,
        onderwerp_id=oproep_id,
        dagtekening=vandaag,
        gronden=gronden(SOORT, beeld.feiten),
        beslisser=beeld.beslisser,
        vervangt=oud.id,
        motief=motief.strip(),
    )
    await meld(tx, huis, zaak, BesluitVervangen(besluit_id=oud.id))
    await huis.logboek.schrijf(
        tx,
        "oproep.herdagtekenen",
        "besluit",
        object_id=nieuw,
        dossiers=[dossier_id],
        velden=["dagtekening", "vervangt"],
    )
    return nieuw


async def geldend_van(tx: Tx, dossier_id: UUID, oproep_id: UUID | None) -> Geldend | None:
    """De waarschuwing van deze oproep die nu geldt; None als er geen is, of zij geen besluit is."""
    geldende = await lees_geldende(tx, dossier_id, SOORT)
    return next((b for b in geldende if b.onderwerp_id == oproep_id), None)
