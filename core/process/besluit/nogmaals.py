"""Een brief die naar een verkeerd adres ging nog eens, naar het adres dat nu geldt (art. 3:41 Awb).

Het is een andere brief over hetzelfde: wat erin staat blijft, met de dagtekening en de editie van toen; alleen aan wie
zij gaat is van nu. De eerste blijft te lezen. Verzonden maakt zij bekend, als elke brief.
"""

from collections.abc import Sequence
from uuid import UUID

from core.fouten import VoorwaardeNietVervuld
from core.law.adresboek import Rol
from core.law.bekendmaking import Verzendwijze
from core.law.besluiten import Besluitsoort
from core.law.loslaten import NEEMT_TERUG
from core.law.retourpost import BEKENDMAKEN, toets_zelfde_adres
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import bevroren, exemplaren, geldend
from core.process.besluit.actions import eis_gaat_uit
from core.process.besluit.adresboek import Adresboek, lees_adresboek, vraag_na
from core.process.besluit.geldend import Geldend, brief_onder
from core.process.besluit.rijen import Bekendmaking, BriefRij, Briefstand, VerzendingRij
from core.process.besluit.tables import Besluit, Brief, Briefstatus
from core.process.besluit.verzenden import besluit_van
from core.process.dossier.zaak import Zaak


def wijze_van(verzending: VerzendingRij | None) -> Verzendwijze:
    """Hoe een brief verzonden is; van voor de tijd van de wijzen ging alles met de post."""
    return Verzendwijze.POST if verzending is None else verzending.wijze


async def zoek(tx: Tx, brief_id: UUID) -> Briefstand | None:
    """De brief die na deze opnieuw uitging of uitgaat, of None."""
    return await tx.lees_een_als(
        Briefstand,
        Briefstand.select().where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.opnieuw_na == brief_id)
            & (Brief.status != Briefstatus.INGETROKKEN)
        ),
    )


async def kwam_ervoor(tx: Tx, brief: BriefRij) -> Besluitsoort | None:
    """Wat er voor het besluit in deze brief in de plaats kwam: een andere dagtekening (PG-6) of zijn intrekking; None
    als het nog geldt, of als er geen besluit in staat."""
    besluit = await besluit_van(tx, brief)
    return None if besluit is None else await geldend.kwam_ervoor(tx, besluit.id)


async def waarom_er_niets_op_rust(tx: Tx, brief: BriefRij) -> str:
    """Waarom er op deze brief niets rust, omdat iets anders haar plaats innam; leeg als dat niet zo is."""
    ervoor = await kwam_ervoor(tx, brief)
    if ervoor in NEEMT_TERUG:
        return (
            "Het besluit in deze brief is daarna ingetrokken of losgelaten, en op deze brief rust niets meer. De dagen"
            " die nu tellen zijn die van de brief over de intrekking, als de persoon er een kreeg."
        )
    if ervoor is not None:
        return (
            "Het besluit in deze brief kreeg daarna een nieuwe dagtekening, en op deze brief rust niets meer. De dag"
            " van verzending en de laatste dag voor bezwaar zijn die van de brief met het besluit dat nu geldt."
        )
    ander = await zoek(tx, brief.id)
    if ander is not None and ander.status is Briefstatus.VERZONDEN:
        return (
            "Deze brief ging naar een verkeerd adres en daarna opnieuw uit; op deze rust niets meer. De dag van"
            " verzending en de laatste dag voor bezwaar zijn die van de brief die daarna ging."
        )
    return ""


async def bij_brieven(tx: Tx, dossier_id: UUID) -> tuple[frozenset[UUID], dict[UUID, UUID]]:
    """Van de brieven in een dossier: welke van een besluit zijn, en welke na welke opnieuw uitging of uitgaat."""
    brieven = await tx.lees_als(
        Briefstand,
        Briefstand.select().where((Brief.gemeente_id == tx.gemeente_id) & (Brief.dossier_id == dossier_id)),
    )
    besluiten = await tx.lees_als(
        Bekendmaking,
        Bekendmaking.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id)),
    )
    ids = {brief_onder(besluit.soort, besluit.id, besluit.onderwerp_id) for besluit in besluiten}
    opnieuw = {b.opnieuw_na: b.id for b in brieven if b.opnieuw_na and b.status is not Briefstatus.INGETROKKEN}
    return frozenset(b.id for b in brieven if b.onderwerp_id in ids), opnieuw


async def bevries(tx: Tx, huis: Huis, zaak: Zaak, brief: BriefRij, *, verkeerd_gericht: bool, uitreiken: bool) -> UUID:
    """Bevries dezelfde brief voor wie haar nu krijgt, met haar afschriften, en laat hen opmaken; geeft haar id.

    Was zij `verkeerd_gericht`, dan mankeerde er niets aan het adres; anders gaat er met de post niets meer heen.

    Raises:
        VoorwaardeNietVervuld: de zaak is voorbij, deze soort brief kan zo niet nog eens, er kan geen brief aan de
            persoon, of zijn adres is nog dat waar zij vandaan terugkwam.
    """
    zaak.eis(tx)
    soort = huis.proces.briefsoort(brief.sjabloon)
    if soort.niet_opnieuw:
        raise VoorwaardeNietVervuld(soort.niet_opnieuw, grond=str(BEKENDMAKEN))
    eis_gaat_uit(zaak, soort)
    adresboek = await lees_adresboek(tx, huis, zaak.rij, soort.onderwerp)
    if adresboek.adressering.gebreken:
        raise VoorwaardeNietVervuld("Er kan geen brief worden gemaakt.", gebreken=adresboek.adressering.gebreken)
    if not verkeerd_gericht:
        eerder = bevroren.adresregels(tx, huis, brief)
        _eis_ander_adres(adresboek, ((brief.aan, eerder),), uitreiken=uitreiken)
        adresboek = exemplaren.zonder_afschrift_naar(adresboek, brief.aan, eerder)
    nieuw = await exemplaren.bewaar(tx, huis, brief, adresboek, opnieuw_na=brief.id)
    await vraag_na(tx, huis, zaak.rij, adresboek)
    return nieuw


async def eis_ander_adres(tx: Tx, huis: Huis, zaak: Zaak, oud: Geldend, *, uitreiken: bool) -> None:
    """Kwam de brief van dit besluit terug van een verkeerd adres, dan gaat het met de post niet nog eens daarheen.

    Raises:
        VoorwaardeNietVervuld: het adres van de persoon is nog dat waar een brief met dit besluit vandaan terugkwam.
    """
    if not oud.stand.niet_aangekomen:
        return
    eerdere = await tx.lees_als(
        BriefRij,
        BriefRij.select().where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.onderwerp_id == oud.brief_onder)
            & (Brief.status == Briefstatus.VERZONDEN)
            & Brief.afschrift_van.is_null()
        ),
    )
    soort = huis.proces.briefsoort(eerdere[0].sjabloon)
    adresboek = await lees_adresboek(tx, huis, zaak.rij, soort.onderwerp)
    eerder = [(brief.aan, bevroren.adresregels(tx, huis, brief)) for brief in eerdere]
    _eis_ander_adres(adresboek, eerder, uitreiken=uitreiken)


def _eis_ander_adres(adresboek: Adresboek, eerdere: Sequence[tuple[Rol, tuple[str, ...]]], *, uitreiken: bool) -> None:
    """Wie voor de persoon optreedt kan op hetzelfde adres wonen; het is dan een ander die haar krijgt."""
    aan = adresboek.adressering.aan
    zelfde = (aan.rol, adresboek.geadresseerde(aan).adresregels) in eerdere
    for gebrek in toets_zelfde_adres(zelfde, uitreiken=uitreiken):
        raise VoorwaardeNietVervuld(gebrek.melding, grond=gebrek.grond)
