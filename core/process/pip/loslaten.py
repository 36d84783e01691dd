"""Na een verhuizing een besluit loslaten dat de persoon niet kent (art. 3:40 Awb, T19)."""

from uuid import UUID

from core.fouten import Conflict
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.handelingen import Handeling
from core.law.loslaten import LOSGELATEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit.geldend import Geldend, lees_geldende
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.ontheffing import intrekken as ontheffing
from core.process.oproep.beeld import eis
from core.process.pip import intrekken as pip
from core.process.voorvallen import BesluitIngetrokken, meld

SOORT = Besluitsoort.LOSLATING
_ANDER = (
    "Dit is niet het besluit dat nu geldt. Lees de besluiten opnieuw; misschien liet iemand het al los, of is het een"
    " ander."
)


async def laat_los(tx: Tx, huis: Huis, dossier_id: UUID, besluit_id: UUID, *, motief: str) -> UUID:
    """Maak dit besluit niet meer bekend: het werkt nooit, en de brief gaat niet uit. Geeft het id van de beslissing
    daarover, die in het dossier blijft. Hetzelfde nog eens vragen verandert niets.

    Raises:
        Conflict: dit is niet een besluit dat nu geldt.
        OnjuisteFase, VoorwaardeNietVervuld: de persoon is niet verhuisd, of hij kent het, of het is een intrekking.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await neem_dossier(tx, dossier_id)
    eerder = await _al_gedaan(tx, dossier_id, besluit_id, motief)
    if eerder is not None:
        return eerder
    oud = await _lees(tx, dossier_id, besluit_id)
    await eis(tx, huis, zaak, Handeling.BESLUIT_LOSLATEN, besluiten={} if oud is None else {oud.soort: oud.stand})
    if oud is None:
        raise Conflict(_ANDER)
    await besluit.trek_brief_in(tx, onderwerp_id=oud.brief_onder, afhandeling=LOSGELATEN)
    nieuw = await besluit.leg_vast(
        tx,
        huis,
        SOORT,
        zaak=zaak,
        onderwerp_id=oud.onderwerp_id,
        dagtekening=await tx.vandaag(),
        gronden=gronden_van(SOORT, Besluitfeiten()),
        vervangt=oud.id,
        motief=motief.strip(),
    )
    if oud.soort is Besluitsoort.PIP:
        zaak = await pip.laat_los(tx, zaak, oud)
    else:
        await ontheffing.laat_los(tx, oud)
    await meld(tx, huis, zaak, BesluitIngetrokken(besluit_id=oud.id, soort=oud.soort))
    if oud.iets_verzonden:
        await _laat_navragen(tx, zaak, nieuw)
    await huis.logboek.schrijf(
        tx, "besluit.loslaten", "besluit", object_id=nieuw, dossiers=[dossier_id], velden=["status", "vervangt"]
    )
    return nieuw


async def _lees(tx: Tx, dossier_id: UUID, besluit_id: UUID) -> Geldend | None:
    rijen = [rij for rij in await _van_dossier(tx, dossier_id) if rij.id == besluit_id]
    geldende = await lees_geldende(tx, dossier_id, rijen[0].soort) if rijen else ()
    return next((b for b in geldende if b.id == besluit_id), None)


async def _al_gedaan(tx: Tx, dossier_id: UUID, besluit_id: UUID, motief: str) -> UUID | None:
    """De beslissing waarmee wie handelt precies dit al losliet; None als het nog geldt."""
    ervoor = [rij for rij in await _van_dossier(tx, dossier_id) if rij.vervangt == besluit_id]
    zo = [
        rij
        for rij in ervoor
        if (rij.soort, rij.motief, rij.vastgesteld_door) == (SOORT, motief.strip(), tx.toegang.medewerker_id)
    ]
    if ervoor and not zo:
        raise Conflict(_ANDER)
    return zo[0].id if zo else None


async def _van_dossier(tx: Tx, dossier_id: UUID) -> list[BesluitRij]:
    return await tx.lees_als(
        BesluitRij,
        BesluitRij.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id)),
    )


async def _laat_navragen(tx: Tx, zaak: Zaak, nieuw: UUID) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            "Na de verhuizing is een besluit losgelaten waarvan de brief naar een verkeerd adres ging. Ga na of iemand"
            " de brief of een afschrift las, en laat die weten dat dat besluit niet geldt."
        ),
        grond="art. 3:2 Awb",
        sleutel=f"{zaak.id}:ingetrokken:{nieuw}",
        dossier_id=zaak.id,
    )
