"""Wat een verzoek om ontheffing doet bij een voorval: zonder plicht valt er niets te beslissen."""

from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.fasen import PLICHT_LOOPT
from core.law.ontheffing import Ontheffingstatus, rust_erop
from core.law.retourpost import Retouroordeel
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.besluit.actions import onderwerp_van
from core.process.besluit.geldend import lees_geldend
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.melding import actions as melding
from core.process.ontheffing import opslag
from core.process.ontheffing.tables import LbtOntheffing
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    Geschorst,
    Hervat,
    Overleden,
    PlichtGeeindigd,
    RetourpostBeoordeeld,
    Verhuisd,
)


async def laat_verzoek_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Het verzoek vervalt; zijn termijn en zijn werk sluit het dossier. Wat beslist is blijft."""
    vervallen = await tx.schrijf(
        LbtOntheffing.update(
            {LbtOntheffing.status: Ontheffingstatus.VERVALLEN, **await nieuwe_versie(tx, LbtOntheffing)}
        )
        .where(
            (LbtOntheffing.gemeente_id == tx.gemeente_id)
            & (LbtOntheffing.dossier_id == zaak.id)
            & (LbtOntheffing.status == Ontheffingstatus.LOOPT)
        )
        .returning(LbtOntheffing.id)
    )
    return ("lbt_ontheffing.status",) if vervallen else ()


async def meld_aan_duo(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt) -> tuple[str, ...]:
    """De persoon weet dat hij ontheven is, en het besluit werkt (art. 3:40 Awb): nu hoort DUO dat de toets vervalt."""
    geldend = await lees_geldend(tx, zaak.id, Besluitsoort.ONTHEFFING_LBT)
    if geldend is None or geldend.id != voorval.besluit_id or zaak.rij.fase not in PLICHT_LOOPT:
        return ()
    if await melding.is_gemeld(tx, melding.LBT_VERVALT, geldend.id):  # its letter was sent again
        return ()
    await melding.zet_klaar(tx, melding.LBT_VERVALT, zaak=zaak, inhoud={}, besluit_id=geldend.id)
    return ("duo_melding.status",)


def rust_erop_sleutel(besluit_id: UUID) -> str:
    return f"{besluit_id}:rust-erop"


async def zeg_wat_erop_rust(tx: Tx, huis: Huis, zaak: Zaak, voorval: RetourpostBeoordeeld) -> tuple[str, ...]:
    """De brief over de ontheffing ging naar een verkeerd adres terwijl de intake al af is: een mens weegt of die en het
    PIP zo kunnen blijven (art. 3:40 Awb). Telt de brief toch, dan is er niets te wegen."""
    geldend = await lees_geldend(tx, zaak.id, Besluitsoort.ONTHEFFING_LBT)
    if geldend is None or await onderwerp_van(tx, voorval.brief_id) != geldend.id:
        return ()
    sleutel = rust_erop_sleutel(geldend.id)
    if voorval.oordeel.telt:
        gesloten = await werkvoorraad.sluit(
            tx, Dossierwerk.NAVRAGEN, sleutel=sleutel, afhandeling="de brief kwam toch goed aan", vervallen=True
        )
        return ("werkitem.status",) if gesloten else ()
    wat = rust_erop(zaak.rij.fase)
    if voorval.oordeel is not Retouroordeel.FOUT_ADRES or not wat:
        return ()
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=wat,
        grond="art. 3:40 Awb",
        sleutel=sleutel,
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
    return ("werkitem.status",) if nieuw else ()


async def vraag_of_het_verzoek_nog_geldt(tx: Tx, huis: Huis, zaak: Zaak, voorval: Hervat) -> tuple[str, ...]:
    """Een verzoek dat verviel omdat de plicht rustte, was nog niet beantwoord; een mens vraagt of het nog geldt."""
    stand = await opslag.stand_van(tx, zaak.id)
    if stand is None or stand.status is not Ontheffingstatus.VERVALLEN:
        return ()
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            "Voordat de plicht eindigde of rustte, liep er een verzoek om ontheffing van de leerbaarheidstoets. Vraag"
            " de persoon of hij het nog wil, en leg het dan opnieuw vast."
        ),
        grond="art. 14 lid 6 Wi2021",
        sleutel=f"{zaak.id}:ontheffing",
        dossier_id=zaak.id,
    )
    return ("werkitem.status",) if nieuw else ()
