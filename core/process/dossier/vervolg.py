"""Een vervolg plannen: een medewerker zegt zelf wat er wanneer in een dossier te doen is."""

from datetime import date
from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.handelingen import Handeling, Zaakbeeld
from core.law.kalender import schrijf_dag
from core.platform.db.uow import Tx
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.dossier import stil, werk
from core.process.dossier.oordeel import oordeel_over
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import WerkitemRij
from core.process.dossier.tables import Werkitem
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import neem_dossier


async def plan(tx: Tx, huis: Huis, dossier_id: UUID, vervolg_id: UUID, *, wat: str, uiterlijk: date) -> None:
    """Zet werk klaar dat een medewerker zelf bedacht; hetzelfde nog eens sturen verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OnjuisteFase, VoorwaardeNietVervuld: het dossier is afgesloten, of de persoon overleden.
        Conflict, AndereInhoud: dit id is al van een ander vervolg.
        OngeldigeInvoer: de dag is voorbij, of ligt verder weg dan een dossier uit beeld mag zijn.
    """
    zaak = await neem_dossier(tx, dossier_id)
    if (eerder := await _lees(tx, vervolg_id)) is not None:
        eis_dezelfde(
            "een ander vervolg",
            dossier_id=dossier_id,
            staat_in=eerder.dossier_id,
            nu={"wat": wat, "uiterlijk": uiterlijk},
            staat={"wat": eerder.omschrijving, "uiterlijk": eerder.vervaldatum},
            zelfde_mens=True,  # work is of nobody
        )
        return
    vandaag, tot = await stil.zicht(tx, huis)
    beeld = Zaakbeeld(fase=zaak.rij.fase, overleden=(await lees_persoon(tx, zaak.rij)).overleden)
    (await oordeel_over(tx, huis, zaak.rij, Handeling.VERVOLG_PLANNEN, beeld)).eis()
    if not vandaag <= uiterlijk <= tot:
        melding = f"Kies een dag van {schrijf_dag(vandaag)} tot en met {schrijf_dag(tot)}."
        raise OngeldigeInvoer(
            "Deze dag kan niet.", gebreken=(Gebrek(veld="uiterlijk", melding=melding, grond=stil.GROND),)
        )
    await werk.zet_klaar(
        tx,
        Soort.VERVOLG,
        omschrijving=wat,
        grond=stil.GROND,
        sleutel=str(vervolg_id),
        dossier_id=dossier_id,
        vervaldatum=uiterlijk,
    )
    await huis.logboek.schrijf(
        tx, "vervolg.plannen", "werkitem", object_id=vervolg_id, dossiers=[dossier_id], velden=["omschrijving"]
    )


async def _lees(tx: Tx, vervolg_id: UUID) -> WerkitemRij | None:
    rijen = await tx.lees_als(
        WerkitemRij,
        WerkitemRij.select().where(
            (Werkitem.gemeente_id == tx.gemeente_id) & (Werkitem.sleutel == f"{Soort.VERVOLG}:{vervolg_id}")
        ),
    )
    return rijen[0] if rijen else None
