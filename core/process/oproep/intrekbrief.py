"""De brief dat een oproep is ingetrokken: hem maken, en opnieuw zolang hij er ligt en de boete erin anders wordt.

Wat in een brief bevroren is, moet waar zijn als hij de deur uit gaat (art. 3:2 Awb, PG-8).
"""

from uuid import UUID

import msgspec

from core.law.boete_elders import BekendeBoete, LotVanBoete
from core.law.boetevraag import Boeteantwoord
from core.law.retourpost import Retouroordeel
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import bevroren
from core.process.besluit.adresboek import lees_adresboek
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import Zaak
from core.process.oproep.actions import lees
from core.process.oproep.beeld import gebeurtenissen_van, rechtsoproepen
from core.process.oproep.bekende_afspraak import bekende_afspraak
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Gebeurtenissoort
from core.process.oproep.vervolgbrieven import INTREKKING, Gevolg, brief_bij_intrekken
from core.process.oproep.werksoorten import Soort


class _Boete(msgspec.Struct, frozen=True):
    kenmerk: str


class _Bevroren(msgspec.Struct, frozen=True, rename="camel"):
    """Wat er van de intrekking in elke editie staat."""

    uitleg: str | None = None
    boete: _Boete | None = None
    procedure_loopt: bool = False


async def laat_weten(tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, gebeurtenis_id: UUID, gevolg: Gevolg) -> None:
    """De persoon heeft een brief van een oproep die er niet meer is.

    Zijn nieuwe brief hoort bij het intrekken: onder het id van de oproep gaat een waarschuwing uit die een besluit is.
    """
    if not (await lees_adresboek(tx, huis, zaak.rij, INTREKKING.onderwerp)).adressering.gebreken:
        kende = await bekende_afspraak(tx, rij)
        brief = await brief_bij_intrekken(tx, huis, zaak.rij, rij, gevolg, kende=kende)
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


async def vernieuw(
    tx: Tx, huis: Huis, zaak: Zaak, *, over: BekendeBoete | None, boete: BekendeBoete | None, lot: LotVanBoete | None
) -> None:
    """Wat er over `over` besloten is, staat ook in de brief die er nog ligt; zonder `over` gaat het om een procedure
    die niet meer loopt. `boete` en `lot` zijn wat de persoon nu leest."""
    oproepen = await rechtsoproepen(tx, zaak.rij)
    loopt = any(o.boetevraag and o.boetevraag.antwoord is Boeteantwoord.PROCEDURE_LOOPT for o in oproepen)
    niet_aangekomen = {o.id for o in oproepen if o.retour is Retouroordeel.FOUT_ADRES}
    for gebeurtenis in await gebeurtenissen_van(tx, zaak.id):
        if gebeurtenis.soort is not Gebeurtenissoort.INGETROKKEN:
            continue
        brief = await bevroren.lees_wat_er_ligt(tx, gebeurtenis.id)
        was = None if brief is None else bevroren.lees_als(tx, huis, brief, _Bevroren)
        if was is None or not _gaat_erover(was, over, loopt):
            continue
        await besluit.trek_brief_in(tx, onderwerp_id=gebeurtenis.id, afhandeling="wat er over de boete stond is anders")
        if boete is None and gebeurtenis.oproep_id in niet_aangekomen:
            continue  # he never had the oproep, and there is no fine to tell him about
        gevolg = Gevolg(uitleg=was.uitleg or "", boete=boete, lot=lot, procedure_loopt=loopt)
        await laat_weten(tx, huis, zaak, await lees(tx, zaak.id, gebeurtenis.oproep_id), gebeurtenis.id, gevolg)


def _gaat_erover(was: _Bevroren, over: BekendeBoete | None, loopt: bool) -> bool:
    if over is None:
        return was.procedure_loopt and not loopt
    return was.boete is not None and was.boete.kenmerk == over.kenmerk
