"""Een persoon opnieuw lezen bij DUO of in de BRP, omdat een medewerker erom vraagt; het gebeurt na de commit."""

from uuid import UUID

from core.fouten import Gebrek, OnjuisteFase, VoorwaardeNietVervuld
from core.law.aanschrijven import ZONDER_BSN
from core.law.buurlezing import toets_brp_lezing, toets_duo_lezing
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding import vreemde
from core.process.aanmelding.lezingen import LEES_BRP, alle_lezingen, zet_lezing_klaar
from core.process.besluit import geldend
from core.process.dossier import personen
from core.process.dossier.tables import Nummersoort
from core.process.dossier.zaak import Zaak, neem_dossier


async def lees_duo(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """Alles wat DUO over de persoon geeft.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
        VoorwaardeNietVervuld: er is geen BSN bekend om mee te lezen.
        OnjuisteFase: de zaak is niet meer van dit college; DUO geeft dan niets.
    """
    zaak = await neem_dossier(tx, dossier_id)
    _eis(toets_duo_lezing(zaak.rij.fase))
    await _eis_bsn(tx, zaak, "bij DUO")
    for soort in alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, dossier_id, vergelijking=True)
    await huis.logboek.schrijf(tx, "duo.opnieuw-lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])


async def lees_brp(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """Naam, adres en inschrijving in de BRP.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
        VoorwaardeNietVervuld: er is geen BSN bekend om mee te lezen.
        OnjuisteFase: de zaak is van een andere gemeente, en er hoeft van hier niets meer naar zijn adres; of DUO geeft
            hem niet en hij woont elders.
    """
    zaak = await neem_dossier(tx, dossier_id)
    van_een_ander = await vreemde.is_vreemde(tx, huis, zaak.rij)
    brief_moet_weg = await geldend.moet_nog_weg(tx, dossier_id)
    _eis(toets_brp_lezing(zaak.rij.fase, brief_moet_weg=brief_moet_weg, van_een_ander=van_een_ander))
    await _eis_bsn(tx, zaak, "in de BRP")
    await zet_lezing_klaar(tx, LEES_BRP, dossier_id)
    await huis.logboek.schrijf(tx, "brp.opnieuw-lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])


def _eis(gebreken: tuple[Gebrek, ...]) -> None:
    if gebreken:
        raise OnjuisteFase(gebreken[0].melding, grond=gebreken[0].grond)


async def _eis_bsn(tx: Tx, zaak: Zaak, waar: str) -> None:
    if not await personen.heeft_nummer(tx, zaak.rij.persoon_id, Nummersoort.BSN):
        raise VoorwaardeNietVervuld(
            f"Van deze persoon is geen BSN bekend; zonder BSN kan niet {waar} worden gelezen. {ZONDER_BSN}"
        )
