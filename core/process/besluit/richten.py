"""Een brief die nog niet weg is, voor wie haar nu krijgt: er kwam een vertegenwoordiger of een ander adres (PG-1).

Bij het verzenden waarschuwt Meedoen als de brief gericht is aan wie haar niet meer krijgt. Opnieuw gericht is zij een
andere brief over hetzelfde, met de dagtekening en de editie van toen; haar afschriften gaan mee. De eerste gaat niet
uit (§18.4 van de specificatie).
"""

from uuid import UUID

from core.fouten import VoorwaardeNietVervuld, Waarschuwing
from core.law.adresboek import Rol
from core.law.retourpost import BEKENDMAKEN
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.edities import BriefFout, Briefsoort
from core.process.besluit import bevroren, exemplaren
from core.process.besluit.actions import lees_brief
from core.process.besluit.adresboek import Adresboek, lees_adresboek, vraag_na
from core.process.besluit.rijen import BriefRij
from core.process.besluit.tables import Brief
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import neem_dossier

_WEG = "Deze brief is al weg of ingetrokken; alleen een brief die nog weg moet wordt opnieuw gericht."


async def waarschuw(tx: Tx, huis: Huis, dossier: DossierRij, brief: BriefRij) -> tuple[Waarschuwing, ...]:
    """Of deze brief gericht is aan wie haar niet (meer) krijgt, of aan een adres dat niet meer geldt."""
    try:
        soort = _soort(huis, brief)
    except VoorwaardeNietVervuld:
        return ()  # a kind of letter that is gone; that it was sent can still be recorded
    adresboek = await lees_adresboek(tx, huis, dossier, soort.onderwerp)
    verschil = _verschil(adresboek, brief, bevroren.adresregels(tx, huis, brief))
    if not verschil:
        return ()
    melding = (
        f"{verschil} Ging zij nog niet weg, richt haar dan opnieuw (adressering); zij wordt dan gemaakt voor wie haar"
        " nu krijgt."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.ANDERS_GERICHT, melding=melding, grond=str(BEKENDMAKEN)),)


async def richt_opnieuw(tx: Tx, huis: Huis, dossier_id: UUID, brief_id: UUID) -> UUID:
    """Maak deze brief voor wie haar nu krijgt, met haar afschriften; geeft het id van de nieuwe brief.

    Raises:
        NietGevonden: de brief bestaat niet.
        VoorwaardeNietVervuld: zij is al weg, zij is een afschrift, zij gaat al naar wie haar nu krijgt, er kan aan
            niemand worden geschreven. Wat na het einde niet meer uitgaat, is dan al ingetrokken.
    """
    zaak = await neem_dossier(tx, dossier_id)
    zaak.eis(tx)
    brief = await lees_brief(tx, dossier_id, brief_id)
    if brief.afschrift_van is not None:
        raise VoorwaardeNietVervuld("Dit is een afschrift. Richt de brief zelf opnieuw; haar afschriften gaan mee.")
    if brief.status not in bevroren.LIGT_NOG:
        raise VoorwaardeNietVervuld(_WEG)
    adresboek = await lees_adresboek(tx, huis, zaak.rij, _soort(huis, brief).onderwerp)
    adressering = adresboek.adressering
    if adressering.gebreken:
        raise VoorwaardeNietVervuld("Er kan geen brief worden gemaakt.", gebreken=adressering.gebreken)
    regels = bevroren.adresregels(tx, huis, brief)
    if not _verschil(adresboek, brief, regels) and not await _andere_afschriften(tx, huis, brief, adresboek):
        raise VoorwaardeNietVervuld("Deze brief gaat al naar wie haar nu krijgt; verzend haar.", grond=str(BEKENDMAKEN))
    await bevroren.trek_in(tx, brief.id, afhandeling="de brief is opnieuw gericht")
    nieuw = await exemplaren.bewaar(tx, huis, brief, adresboek, opnieuw_na=brief.opnieuw_na)
    await vraag_na(tx, huis, zaak.rij, adresboek)
    await huis.logboek.schrijf(
        tx, "brief.richten", "brief", object_id=nieuw, dossiers=[dossier_id], velden=["gegevens", "aan", "adressering"]
    )
    return nieuw


def _verschil(adresboek: Adresboek, brief: BriefRij, regels: tuple[str, ...]) -> str:
    """Wat er anders is aan wie deze brief krijgt dan erop staat; leeg als dat hetzelfde is."""
    afschrift = brief.afschrift_van is not None
    krijgen = adresboek.adressering.afschriften if afschrift else (adresboek.adressering.aan,)
    van_de_rol = [bestemming for bestemming in krijgen if bestemming.rol is brief.aan]
    if not van_de_rol:
        nu = "niemand" if not krijgen else _wie(krijgen[0].rol)
        wat = "dit afschrift" if afschrift else "haar"
        return f"Deze brief is gericht aan {_wie(brief.aan)}, en nu krijgt {nu} {wat}."
    if regels not in [adresboek.geadresseerde(bestemming).adresregels for bestemming in van_de_rol]:
        return f"Op deze brief staat een adres van {_wie(brief.aan)} dat niet meer geldt."
    return ""


async def _andere_afschriften(tx: Tx, huis: Huis, brief: BriefRij, adresboek: Adresboek) -> bool:
    rijen = await tx.lees_als(
        BriefRij,
        BriefRij.select().where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.afschrift_van == brief.id)
            & Brief.status.is_in([*bevroren.LIGT_NOG])
        ),
    )
    if len(rijen) != len(adresboek.adressering.afschriften):
        return True
    return any(_verschil(adresboek, rij, bevroren.adresregels(tx, huis, rij)) for rij in rijen)


def _soort(huis: Huis, brief: BriefRij) -> Briefsoort:
    try:
        return huis.proces.briefsoort(brief.sjabloon)
    except BriefFout as fout:
        raise VoorwaardeNietVervuld(f"{fout} Aan wie deze brief gaat is niet na te gaan.") from None


def _wie(rol: Rol) -> str:
    return "de persoon" if rol is Rol.PERSOON else f"de {rol}"
