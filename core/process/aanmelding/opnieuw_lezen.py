"""Alles wat DUO over een persoon geeft opnieuw lezen, omdat een medewerker erom vraagt."""

from uuid import UUID

from core.fouten import VoorwaardeNietVervuld
from core.law.aanschrijven import ZONDER_BSN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.lezingen import alle_lezingen, eis_van_ons, zet_lezing_klaar
from core.process.dossier import personen
from core.process.dossier.tables import Nummersoort
from core.process.dossier.zaak import neem_dossier


async def lees_duo_opnieuw(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """Een medewerker laat de persoon opnieuw bij DUO lezen; het gebeurt na de commit.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
        VoorwaardeNietVervuld: er is geen BSN bekend om mee te lezen.
        OnjuisteFase: de zaak is niet meer van dit college; DUO geeft dan niets.
    """
    dossier = (await neem_dossier(tx, dossier_id)).rij
    eis_van_ons(dossier.fase, "DUO")
    if not await personen.heeft_nummer(tx, dossier.persoon_id, Nummersoort.BSN):
        raise VoorwaardeNietVervuld(
            f"Van deze persoon is geen BSN bekend; zonder BSN kan niet bij DUO worden gelezen. {ZONDER_BSN}"
        )
    for soort in alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, dossier_id, vergelijking=True)
    await huis.logboek.schrijf(tx, "duo.opnieuw-lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
