"""Een open oproep intrekken; kreeg de persoon haar brief al, dan krijgt hij er een die haar intrekt (art. 3:2 Awb)."""

from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.boete_elders import BIJ_INTREKKEN, LotVanBoete, toets_lot
from core.law.boetevraag import Boeteantwoord
from core.law.handelingen import Handeling
from core.law.oproepen import Uitkomst, beboete_oproep
from core.law.retourpost import Retouroordeel
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import bezwaardag
from core.process.dossier import termijnen
from core.process.dossier.tables import Termijnstatus
from core.process.oproep import boete as boetes
from core.process.oproep import boetetermijn
from core.process.oproep.beeld import rechtsoproepen
from core.process.oproep.intrekbrief import laat_weten, vernieuw
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.uitkomsten import TERMIJNEN, eis_van, neem, noteer, sluit_werk, zet
from core.process.oproep.vervolgbrieven import Gevolg


async def trek_in(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    *,
    versie: int,
    motief: str,
    uitleg: str = "",
    lot: LotVanBoete | None = None,
) -> None:
    """Trek een open oproep in: een brief die er nog ligt gaat niet uit, en na een verzonden brief gaat er een uit.

    `motief` blijft in het dossier; `uitleg` leest de persoon. Kan er geen brief aan hem, dan is het werk om het hem
    anders te laten weten. Kreeg hij na een eerdere oproep een boete, dan zegt `lot` wat daarmee is; zijn brief ook.
    Kwam haar brief niet aan, dan hoort hij er niet van, tenzij het ook over een boete gaat.

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij de uitkomst.
        OngeldigeInvoer: het motief ontbreekt, of wat er met de boete is, of de uitleg kan niet in een brief.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    bedoeld = await eis_van(tx, huis, zaak, rij, Handeling.OPROEP_INTREKKEN)
    vandaag = await tx.vandaag()
    oproepen = await rechtsoproepen(tx, zaak.rij)
    beboet = beboete_oproep(oproepen)
    boete = None if beboet is None or beboet.boetevraag is None else beboet.boetevraag.bekende_boete
    gebreken = [] if motief.strip() else [_MOTIEF]
    gebreken += toets_lot(lot, boete, kan=BIJ_INTREKKEN, peildatum=vandaag)
    if gebreken:
        raise OngeldigeInvoer("De oproep kan zo niet worden ingetrokken.", gebreken=tuple(gebreken))
    if boete is not None:
        await vernieuw(tx, huis, zaak, over=boete, boete=boete, lot=lot)
    await zet(tx, rij, {Oproep.uitkomst: Uitkomst.INGETROKKEN, Oproep.uitkomst_op: vandaag, Oproep.toelichting: motief})
    gebeurtenis_id = await noteer(tx, rij, Gebeurtenissoort.INGETROKKEN, vandaag, motief)
    await termijnen.sluit_van(tx, dossier_id, oproep_id, TERMIJNEN, status=Termijnstatus.VERVALLEN)
    await sluit_werk(tx, oproep_id, afhandeling="oproep ingetrokken")
    await besluit.trek_brief_in(tx, onderwerp_id=oproep_id, afhandeling="oproep ingetrokken")
    await bezwaardag.vervalt_onder(tx, oproep_id, afhandeling="oproep ingetrokken")
    kwam_aan = rij.verzonden_op is not None and bedoeld.retour is not Retouroordeel.FOUT_ADRES
    if kwam_aan or (rij.verzonden_op is not None and boete is not None):
        loopt = any(o.boetevraag and o.boetevraag.antwoord is Boeteantwoord.PROCEDURE_LOOPT for o in oproepen)
        await laat_weten(
            tx, huis, zaak, rij, gebeurtenis_id, Gevolg(uitleg=uitleg, boete=boete, lot=lot, procedure_loopt=loopt)
        )
    if beboet is not None and beboet.id is not None and lot is not None:
        await boetes.verwerk_lot(tx, huis, zaak, beboet.id, lot, motief=motief)
    await boetetermijn.volg(tx, huis, zaak)
    await huis.logboek.schrijf(
        tx, "oproep.intrekken", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["uitkomst"]
    )


_MOTIEF = Gebrek(veld="motief", melding="Motiveer waarom de oproep wordt ingetrokken.", grond="art. 3:2 Awb")
