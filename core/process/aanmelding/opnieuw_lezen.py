"""Alles wat DUO over een persoon geeft opnieuw lezen, omdat een medewerker erom vraagt."""

from uuid import UUID

from core.fouten import VoorwaardeNietVervuld
from core.law.aanschrijven import ZONDER_BSN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.lezingen import NIET_MEER_TE_LEZEN, alle_lezingen, zet_lezing_klaar
from core.process.dossier import personen
from core.process.dossier.tables import Nummersoort
from core.process.dossier.zaak import neem_dossier


async def lees_duo_opnieuw(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """Een medewerker laat de persoon opnieuw bij DUO lezen; het gebeurt na de commit.

    Is de zaak niet meer van dit college, dan is er niets te lezen.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
        VoorwaardeNietVervuld: er is geen BSN bekend om mee te lezen.
    """
    dossier = (await neem_dossier(tx, dossier_id)).rij
    if not await personen.heeft_nummer(tx, dossier.persoon_id, Nummersoort.BSN):
        raise VoorwaardeNietVervuld(
            f"Van deze persoon is geen BSN bekend; zonder BSN kan niet bij DUO worden gelezen. {ZONDER_BSN}"
        )
    for soort in () if dossier.fase in NIET_MEER_TE_LEZEN else alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, dossier_id, vergelijking=True)
    await huis.logboek.schrijf(tx, "duo.opnieuw-lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
