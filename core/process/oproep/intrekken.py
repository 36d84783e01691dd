"""Een open oproep intrekken; kreeg de persoon haar brief al, dan krijgt hij er een die haar intrekt (art. 3:2 Awb)."""

from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.handelingen import Handeling
from core.law.oproepen import Uitkomst
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit.adresboek import lees_adresboek
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.zaak import Zaak
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.uitkomsten import TERMIJNEN, eis_van, neem, noteer, sluit_werk, zet
from core.process.oproep.vervolgbrieven import INTREKKING, brief_bij_intrekken
from core.process.oproep.werksoorten import Soort


async def trek_in(
    tx: Tx, huis: Huis, dossier_id: UUID, oproep_id: UUID, *, versie: int, motief: str, uitleg: str = ""
) -> None:
    """Trek een open oproep in: een brief die er nog ligt gaat niet uit, en na een verzonden brief gaat er een uit.

    `motief` blijft in het dossier; `uitleg` leest de persoon. Kan er geen brief aan hem, dan is het werk om het hem
    anders te laten weten.

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij de uitkomst.
        OngeldigeInvoer: het motief ontbreekt, of de uitleg kan niet in een brief.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    await eis_van(tx, huis, zaak, rij, Handeling.OPROEP_INTREKKEN)
    if not motief.strip():
        gebrek = Gebrek(veld="motief", melding="Motiveer waarom de oproep wordt ingetrokken.", grond="art. 3:2 Awb")
        raise OngeldigeInvoer("Er ontbreekt een motief.", gebreken=(gebrek,))
    vandaag = await tx.vandaag()
    await zet(tx, rij, {Oproep.uitkomst: Uitkomst.INGETROKKEN, Oproep.uitkomst_op: vandaag, Oproep.toelichting: motief})
    gebeurtenis_id = await noteer(tx, rij, Gebeurtenissoort.INGETROKKEN, vandaag, motief)
    await termijnen.sluit_van(tx, dossier_id, oproep_id, TERMIJNEN, status=Termijnstatus.VERVALLEN)
    await sluit_werk(tx, oproep_id, afhandeling="oproep ingetrokken")
    await besluit.trek_brief_in(tx, onderwerp_id=oproep_id, afhandeling="oproep ingetrokken")
    if rij.verzonden_op is not None:
        await _laat_weten(tx, huis, zaak, rij, gebeurtenis_id, uitleg)
    await huis.logboek.schrijf(
        tx, "oproep.intrekken", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["uitkomst"]
    )


async def _laat_weten(tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, gebeurtenis_id: UUID, uitleg: str) -> None:
    """De persoon heeft een brief van een oproep die er niet meer is.

    Zijn nieuwe brief hoort bij het intrekken: onder het id van de oproep gaat een waarschuwing uit die een besluit is.
    """
    if not (await lees_adresboek(tx, huis, zaak.rij, INTREKKING.onderwerp)).adressering.gebreken:
        brief = await brief_bij_intrekken(tx, huis, zaak.rij, rij, uitleg=uitleg)
        await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=gebeurtenis_id)
        return
    await werkvoorraad.zet_klaar(
        tx,
        Soort.INTREKKING_MELDEN,
        omschrijving=f"Aan de persoon kan geen brief. Laat hem anders weten dat oproep {rij.nummer} is ingetrokken",
        grond="art. 3:2 Awb",
        sleutel=str(rij.id),
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
