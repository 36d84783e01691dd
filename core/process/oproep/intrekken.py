"""Een open oproep intrekken; kreeg de persoon haar brief al, dan krijgt hij er een die haar intrekt (art. 3:2 Awb)."""

from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.boete_elders import BIJ_INTREKKEN, LotVanBoete, toets_lot
from core.law.boetevraag import Boeteantwoord
from core.law.handelingen import Handeling
from core.law.intrekken import toets_uitleg
from core.law.oproepen import Uitkomst, beboete_oproep
from core.law.retourpost import Retouroordeel
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import bezwaardag
from core.process.besluit.adresboek import lees_adresboek
from core.process.dossier import termijnen
from core.process.dossier.tables import Termijnstatus
from core.process.oproep import boete as boetes
from core.process.oproep import boetetermijn
from core.process.oproep.beeld import rechtsoproepen
from core.process.oproep.intrekbrief import laat_weten, vernieuw
from core.process.oproep.noteren import noteer
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.uitkomsten import TERMIJNEN, eis_van, neem, sluit_werk, zet
from core.process.oproep.vervolgbrieven import INTREKKING, Gevolg


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
    Kwam haar brief niet aan, dan hoort hij er niet van, tenzij het ook over een boete gaat; een uitleg is er dan niet.

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij de uitkomst.
        OngeldigeInvoer: het motief ontbreekt, of wat er met de boete is; of er is een uitleg terwijl er geen brief
            gaat, of zij kan niet in een brief.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    bedoeld = await eis_van(tx, huis, zaak, rij, Handeling.OPROEP_INTREKKEN)
    vandaag = await tx.vandaag()
    oproepen = await rechtsoproepen(tx, zaak.rij)
    beboet = beboete_oproep(oproepen)
    boete = None if beboet is None or beboet.boetevraag is None else beboet.boetevraag.bekende_boete
    gebreken = [] if motief.strip() else [_MOTIEF]
    gebreken += toets_lot(lot, boete, kan=BIJ_INTREKKEN, peildatum=vandaag)
    zonder_brief = _geen_brief(rij, aangekomen=bedoeld.retour is not Retouroordeel.FOUT_ADRES, boete=boete is not None)
    waarom_niet = zonder_brief
    if not waarom_niet and (await lees_adresboek(tx, huis, zaak.rij, INTREKKING.onderwerp)).adressering.gebreken:
        waarom_niet = "Aan de persoon kan geen brief; er komt werk om het hem anders te laten weten."
    gebreken += toets_uitleg(uitleg, geen_brief=waarom_niet)
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
    if not zonder_brief:
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


def _geen_brief(rij: OproepRij, *, aangekomen: bool, boete: bool) -> str:
    """Waarom er over het intrekken geen brief gaat: de persoon weet niet van de oproep. Leeg als er een gaat."""
    if rij.verzonden_op is None:
        return "De brief van deze oproep is nooit verzonden; er gaat dus geen brief over het intrekken."
    if not aangekomen and not boete:
        return "De brief van deze oproep kwam niet aan; er gaat dus geen brief over het intrekken."
    return ""


_MOTIEF = Gebrek(veld="motief", melding="Motiveer waarom de oproep wordt ingetrokken.", grond="art. 3:2 Awb")
