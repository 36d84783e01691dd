"""Het PIP dat nog niet bekendgemaakt is een nieuwe dagtekening geven (PG-5, PG-6): een nieuw besluit voor het oude.

Wat er in het plan staat verandert niet (I1). Het oude besluit blijft te lezen, met zijn dag; zijn brief gaat niet uit,
of, als zij naar een verkeerd adres ging, niet nog eens.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import msgspec

from core.fouten import OngeldigeInvoer
from core.law.besluiten import Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.dagtekening import Vastgesteld, toets_motief
from core.law.handelingen import Handeling
from core.law.mandaat import Collegebesluit
from core.law.recht import U01Moment
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import bevroren, nogmaals
from core.process.besluit.geldend import Geldend, lees_geldend
from core.process.besluit.opnieuw import VERVANGEN, al_gedaan
from core.process.besluit.rijen import BriefRij
from core.process.besluit.tables import Brief
from core.process.dossier import pip_gehaald, termijn_van_duo
from core.process.dossier.zaak import neem_dossier
from core.process.oproep.beeld import eis
from core.process.pip import concept, duo
from core.process.pip.brief import PIP_BESCHIKKING, pip_beschikking
from core.process.retourpost import opslag as retourpost
from core.process.voorvallen import BesluitVervangen, meld

SOORT = Besluitsoort.PIP


class _ZonderU(msgspec.Struct, frozen=True, rename="camel"):
    """Wat een beschikking zegt over hoe het plan zonder de persoon gemaakt is; elke editie noemt het zo."""

    zonder_u: tuple[str, ...] = ()


async def herdagteken(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    besluit_id: UUID,
    *,
    motief: str,
    uitreiken: bool = False,
    collegebesluit: Collegebesluit | None = None,
) -> UUID:
    """Neem het besluit over het PIP opnieuw, met de dagtekening van vandaag; geeft het id van het nieuwe besluit.

    Hetzelfde nog eens vragen op dezelfde dag verandert niets.

    Raises:
        Conflict: dit is niet het besluit over het PIP dat nu geldt; misschien gaf iemand het al een nieuwe dagtekening.
        OnjuisteFase, VoorwaardeNietVervuld: het is bekendgemaakt, het is van vandaag, wie handelt mag het niet, of het
            adres is nog dat waar de brief vandaan terugkwam.
        OngeldigeInvoer: de nieuwe dag valt na de laatste dag voor het PIP, en het motief ontbreekt.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await neem_dossier(tx, dossier_id)
    oud = await lees_geldend(tx, dossier_id, SOORT)
    vandaag = await tx.vandaag()
    if oud is not None and al_gedaan(tx, oud, besluit_id, op=vandaag, motief=motief, collegebesluit=collegebesluit):
        return oud.id
    if oud is None:
        await eis(tx, huis, zaak, Handeling.PIP_HERDAGTEKENEN)
        raise LookupError("zonder besluit laat de toets niemand herdagtekenen")
    rij = await duo.lees_pip(tx, oud.onderwerp_id)
    if rij is None:
        raise LookupError("een besluit over het PIP heeft een PIP")
    gegevens = concept.gegevens_van(rij, vandaag)
    feiten = await concept.besluitfeiten(tx, zaak.rij, gegevens)
    beeld = await eis(
        tx,
        huis,
        zaak,
        Handeling.PIP_HERDAGTEKENEN,
        besluiten={SOORT: oud.stand},
        feiten=feiten,
        zelfde_mens=await concept.zelfde_mens(tx, dossier_id),
        collegebesluit=collegebesluit,
    )
    await nogmaals.eis_ander_adres(tx, huis, zaak, oud, uitreiken=uitreiken)
    pip_uiterlijk = await pip_gehaald.laatste_dag(tx, dossier_id)
    if gebreken := toets_motief(motief, peildatum=vandaag, pip_uiterlijk=pip_uiterlijk):
        raise OngeldigeInvoer("De nieuwe dagtekening valt na de termijn voor het PIP.", gebreken=gebreken)
    # Before the letter: it names the term.
    zaak = await termijn_van_duo.begon_niet(tx, zaak, dagtekening=oud.dagtekening)
    gronden = gronden_van(SOORT, feiten)
    brief = await pip_beschikking(
        tx,
        huis,
        zaak.rij,
        gegevens,
        dagtekening=vandaag,
        gronden=gronden,
        zonder_u=await _zonder_u(tx, huis, oud.id),
        collegebesluit=collegebesluit,
    )
    await besluit.trek_brief_in(tx, onderwerp_id=oud.id, afhandeling=VERVANGEN)
    nieuw = await besluit.leg_vast(
        tx,
        huis,
        SOORT,
        zaak=zaak,
        onderwerp_id=rij.id,
        dagtekening=vandaag,
        gronden=gronden,
        beslisser=beeld.beslisser,
        vervangt=oud.id,
        motief=motief.strip(),
    )
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=nieuw)
    await pip_gehaald.haal_op_een_andere_dag(tx, dossier_id, eerder=oud.dagtekening, op=vandaag)
    await termijn_van_duo.verwacht(tx, huis, dossier_id, dagtekening=vandaag)
    await meld(tx, huis, zaak, BesluitVervangen(besluit_id=oud.id))  # the old day goes back before the new one goes out
    if duo.moment(tx, huis, vandaag) is U01Moment.VASTSTELLING:
        await duo.meld_vastgesteld(tx, zaak, gegevens, dagtekening=vandaag, besluit_id=nieuw)
    await huis.logboek.schrijf(
        tx, "pip.herdagtekenen", "besluit", object_id=nieuw, dossiers=[dossier_id], velden=["dagtekening", "vervangt"]
    )
    return nieuw


async def stand_van(tx: Tx, geldend: Geldend | None) -> Mapping[Besluitsoort, Vastgesteld]:
    """Het besluit over het PIP dat nu geldt, zoals de wet het leest; leeg als er geen is."""
    if geldend is None:
        return {}
    terug = await retourpost.is_open_over(tx, geldend.dossier_id, geldend.brief_onder)
    return {SOORT: replace(geldend.stand, terug=terug)}


async def _zonder_u(tx: Tx, huis: Huis, besluit_id: UUID) -> tuple[str, ...]:
    """Wat de oude brief zegt over hoe het plan zonder de persoon gemaakt is; daaraan verandert de dag niets."""
    oude = await tx.lees_een_als(
        BriefRij,
        BriefRij.select().where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.onderwerp_id == besluit_id)
            & (Brief.sjabloon == PIP_BESCHIKKING.naam)
            & Brief.afschrift_van.is_null()
        ),
    )
    if oude is None:
        raise LookupError("een besluit over het PIP heeft een brief")
    return bevroren.lees_als(tx, huis, oude, _ZonderU).zonder_u
