"""Wat er na het antwoord van een organisatie nog moet, en zolang het er niet is."""

from core.fouten import NietGevonden
from core.platform.tenancy import Doel
from core.process.dossier import zaak as dossier
from core.process.taak import Taakbeurt, Taaksoort
from core.process.toewijzing import antwoordwerk, keuze, navraag
from core.process.toewijzing.antwoorden import BEANTWOORD
from core.process.toewijzing.projecties import ververs
from core.process.toewijzing.rijen import ToewijzingRij
from core.process.toewijzing.tables import Toewijzing
from core.process.verandering.actions import zeg
from core.process.verandering.tables import Verandersoort


async def verwerk_antwoord(beurt: Taakbeurt) -> None:
    """Van wie geweigerd is blijft bij de organisatie niets staan, en er moet een andere school komen. Dat er geantwoord
    is hoort ook haar eigen systeem."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        waar = (Toewijzing.gemeente_id == tx.gemeente_id) & (Toewijzing.id == beurt.bericht.onderwerp_id)
        rij = await tx.lees_een_als(ToewijzingRij, ToewijzingRij.select().where(waar))
        if rij is None:
            raise NietGevonden("Deze toewijzing bestaat niet.")
        zaak = await dossier.neem_dossier(tx, rij.dossier_id)
        await zeg(tx, Verandersoort(rij.status), organisatie_id=rij.organisatie_id, toewijzing_id=rij.id)
        await ververs(tx, rij.dossier_id)
        await keuze.houd_bij(tx, beurt.huis, zaak)
        await navraag.na_antwoord(tx, beurt.huis, zaak, rij)
        await beurt.klaar(tx)


async def waak(beurt: Taakbeurt) -> None:
    """Zet het werk bij van elk aanbod waarop niet geantwoord is en waarvan de laatste dag om te beginnen er is; elk
    dossier in een eigen transactie."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        dossiers = await antwoordwerk.na_te_zien(tx)
    for dossier_id in dossiers:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            if await keuze.houd_bij(tx, beurt.huis, await dossier.neem_dossier(tx, dossier_id)):
                await beurt.huis.logboek.schrijf(
                    tx, "toewijzing.waken", "dossier", dossiers=[dossier_id], velden=["werkitem.status"]
                )
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        await beurt.klaar(tx)


TAKEN = (
    Taaksoort(soort=BEANTWOORD, wat="het antwoord op een toewijzing verwerken", doe=verwerk_antwoord),
    Taaksoort(soort=antwoordwerk.WAAK, wat="de aanbiedingen zonder antwoord nazien", doe=waak, elke_dag=True),
)
