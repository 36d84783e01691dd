"""Het besluit over ontheffing dat nog niet bekendgemaakt is een nieuwe dagtekening geven (PG-6).

Wat er besloten is verandert niet. Het oude besluit blijft te lezen, met zijn dag; zijn brief gaat niet (nog eens) uit.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from core.fouten import OngeldigeInvoer
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.dagtekening import Vastgesteld, toets_motief_beslistermijn
from core.law.handelingen import Handeling
from core.law.mandaat import Collegebesluit
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import nogmaals
from core.process.besluit.geldend import Geldend
from core.process.besluit.opnieuw import VERVANGEN, al_gedaan
from core.process.dossier import zaak as dossier
from core.process.ontheffing import opslag
from core.process.ontheffing.actions import zelfde_mens
from core.process.ontheffing.brief import ontheffingsbrief
from core.process.ontheffing.rijen import LbtOntheffingRij
from core.process.oproep.beeld import eis
from core.process.voorvallen import BesluitVervangen, meld

_LAATSTE_DAG = """
select max(einde) as dag from meedoen.termijn
where gemeente_id = $1 and dossier_id = $2 and oorzaak_id = $3 and soort = 'BESLIS_AANVRAAG'
  and status in ('gehaald', 'te_laat')"""
_ANDERE_DAG = """
update meedoen.termijn set handeling_op = $4, status = case when einde >= $4 then 'gehaald' else 'te_laat' end
where gemeente_id = $1 and dossier_id = $2 and oorzaak_id = $3 and soort = 'BESLIS_AANVRAAG'
  and status in ('gehaald', 'te_laat')"""


async def herdagteken(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    ontheffing_id: UUID,
    besluit_id: UUID,
    *,
    motief: str,
    uitreiken: bool = False,
    collegebesluit: Collegebesluit | None = None,
) -> UUID:
    """Neem het besluit opnieuw, met de dagtekening van vandaag; geeft het id van het nieuwe besluit.

    Hetzelfde nog eens vragen op dezelfde dag verandert niets. Vraagt het doel brede intake.

    Raises:
        NietGevonden: het verzoek bestaat niet.
        Conflict: dit is niet het besluit dat nu geldt.
        OnjuisteFase, VoorwaardeNietVervuld: het is bekendgemaakt, het is van vandaag, wie handelt mag het niet, of het
            adres is nog dat waar de brief vandaan terugkwam.
        OngeldigeInvoer: de nieuwe dag valt na de beslistermijn, en het motief ontbreekt.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await opslag.lees(tx, dossier_id, ontheffing_id)
    oud, vandaag = await opslag.geldend_van(tx, rij), await tx.vandaag()
    if oud is not None and al_gedaan(tx, oud, besluit_id, op=vandaag, motief=motief, collegebesluit=collegebesluit):
        return oud.id
    beeld = await eis(
        tx,
        huis,
        zaak,
        Handeling.ONTHEFFING_HERDAGTEKENEN,
        ontheffing=await opslag.stand_bij(tx, rij),
        besluiten=stand_van(oud),
        zelfde_mens=zelfde_mens(tx, rij),
        collegebesluit=collegebesluit,
    )
    grond = (await opslag.lees_gronden(tx, huis, dossier_id))[ontheffing_id]
    if oud is None or grond.beslissing is None:
        raise LookupError("zonder besluit laat de toets niemand herdagtekenen")
    await nogmaals.eis_ander_adres(tx, huis, zaak, oud, uitreiken=uitreiken)
    uiterlijk = await _laatste_dag(tx, rij)
    if gebreken := toets_motief_beslistermijn(motief, peildatum=vandaag, uiterlijk=uiterlijk):
        raise OngeldigeInvoer("De nieuwe dagtekening valt na de beslistermijn.", gebreken=gebreken)
    gronden = gronden_van(oud.soort, Besluitfeiten(gevraagd=Besluitsoort.ONTHEFFING_LBT))
    brief = await ontheffingsbrief(
        tx,
        huis,
        zaak.rij,
        aanvraag=grond.als_aanvraag(rij),
        beslissing=grond.beslissing,
        gronden=gronden,
        collegebesluit=collegebesluit,
    )
    await besluit.trek_brief_in(tx, onderwerp_id=oud.id, afhandeling=VERVANGEN)
    nieuw = await besluit.leg_vast(
        tx,
        huis,
        oud.soort,
        zaak=zaak,
        onderwerp_id=ontheffing_id,
        dagtekening=vandaag,
        gronden=gronden,
        beslisser=beeld.beslisser,
        vervangt=oud.id,
        motief=motief.strip(),
    )
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=nieuw)
    await tx.voer_uit(_ANDERE_DAG, tx.gemeente_id, dossier_id, ontheffing_id, vandaag)
    await meld(tx, huis, zaak, BesluitVervangen(besluit_id=oud.id))
    await huis.logboek.schrijf(
        tx,
        "lbt-ontheffing.herdagtekenen",
        "besluit",
        object_id=nieuw,
        dossiers=[dossier_id],
        velden=["dagtekening", "vervangt"],
    )
    return nieuw


def stand_van(geldend: Geldend | None) -> Mapping[Besluitsoort, Vastgesteld]:
    """Zoals de wet het leest."""
    return {} if geldend is None else {geldend.soort: geldend.stand}


async def _laatste_dag(tx: Tx, rij: LbtOntheffingRij) -> date | None:
    gevonden = await tx.fetchrow(_LAATSTE_DAG, tx.gemeente_id, rij.dossier_id, rij.id)
    return None if gevonden is None else gevonden["dag"]
