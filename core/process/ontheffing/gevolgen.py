"""Wat een verzoek om ontheffing doet bij een voorval: zonder plicht valt er niets te beslissen."""

from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.fasen import PLICHT_LOOPT, VOOR_HET_GESPREK
from core.law.intake import is_verkort
from core.law.ontheffing import Ontheffingstatus, rust_erop
from core.law.retourpost import Retouroordeel
from core.law.termijn import Termijnsoort
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.aanmelding.elders import INGETROKKEN, pip_van_elders
from core.process.besluit.actions import onderwerp_van
from core.process.besluit.geldend import lees_geldend, lees_geldende
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.melding import actions as melding
from core.process.ontheffing import navragen, opslag
from core.process.ontheffing.tables import LbtOntheffing
from core.process.ontheffing.werksoorten import Soort as Werk
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    FeitenGewijzigd,
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
    """Het verzoek vervalt; zijn termijn en zijn werk sluit het dossier. Wat beslist is blijft.

    Zonder traject is er over de toets niets meer te vragen of te wegen; rust de plicht alleen, dan blijft dat liggen.
    """
    verzoek = ("lbt_ontheffing.status",) if await _laat_vervallen(tx, zaak) else ()
    if isinstance(voorval, Geschorst):
        return verzoek
    sleutels = [f(zaak.id) for f in (navragen.na_rust, navragen.na_intrekken, navragen.na_elders, _hoeft_niet)]
    sleutels += [rust_erop_sleutel(b.id) for b in await lees_geldende(tx, zaak.id, Besluitsoort.ONTHEFFING_LBT)]
    werk = await werkvoorraad.sluit_elk(
        tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=voorval.omschrijving, vervallen=True
    )
    return (*verzoek, *(["werkitem.status"] if werk else []))


def _hoeft_niet(dossier_id: UUID) -> str:
    return f"{dossier_id}:ontheffing-hoeft-niet"


async def laat_vervallen_als_verkort(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd) -> tuple[str, ...]:
    """Gaf DUO de leerroute van een andere gemeente, dan wordt de toets niet gevraagd: op een verzoek om ontheffing is
    niets te beslissen, en het houdt niets tegen (art. 15 lid 4 Wi2021). De persoon hoort dat van een mens. Blijkt die
    leerroute er toch niet te zijn, dan hoeft hij dat niet te horen."""
    sleutel = _hoeft_niet(zaak.id)
    elders = await pip_van_elders(tx, zaak.rij)
    if elders is None or not is_verkort(elders):
        zeg = await werkvoorraad.sluit(
            tx, Dossierwerk.NAVRAGEN, sleutel=sleutel, afhandeling=voorval.omschrijving, vervallen=True
        )
        vraag = voorval.velden >= INGETROKKEN and await _vraag_na_elders(tx, zaak)
        return ("werkitem.status",) if zeg or vraag else ()
    vraag = await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=navragen.na_elders(zaak.id),
        afhandeling="niet nodig: art. 15 lid 4",
        vervallen=True,
    )
    vervallen = await _laat_vervallen(tx, zaak)
    for id_ in vervallen:
        await werkvoorraad.sluit(
            tx, Werk.ONTHEFFING_BESLISSEN, sleutel=str(id_), afhandeling="niet nodig: art. 15 lid 4", vervallen=True
        )
        await termijnen.sluit_van(tx, zaak.id, id_, (Termijnsoort.BESLIS_AANVRAAG,), status=Termijnstatus.VERVALLEN)
        await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=(
                f"Er liep een verzoek om ontheffing van de leerbaarheidstoets. {elders.van_wie} stelde de leerroute al"
                " vast, dus de toets wordt niet gevraagd en op het verzoek hoeft niet te worden beslist. Zeg de persoon"
                " dat hij de toets niet hoeft te maken, en leg vast dat u dat deed."
            ),
            grond="art. 15 lid 4 Wi2021",
            sleutel=sleutel,
            dossier_id=zaak.id,
            vervaldatum=await tx.vandaag(),
        )
    if vervallen:
        return ("lbt_ontheffing.status", "termijn.status", "werkitem.status")
    return ("werkitem.status",) if vraag else ()


async def _vraag_na_elders(tx: Tx, zaak: Zaak) -> bool:
    """Het PIP van elders waarom een verzoek verviel is ingetrokken. De persoon hoorde dat hij de toets niet hoefde te
    maken; een mens vraagt of hij het verzoek nog wil (als na een onderbreking van de plicht)."""
    rij = await opslag.van_nu(tx, zaak.id)
    if rij is None or rij.status is not Ontheffingstatus.VERVALLEN or rij.gewijzigd_bij != FeitenGewijzigd.naam():
        return False
    return await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            "Er liep een verzoek om ontheffing van de leerbaarheidstoets. Het verviel omdat de leerroute al vastlag in"
            " een eerder PIP. Dat PIP is ingetrokken, dus de toets hoort weer bij de intake. Vraag de persoon of hij"
            " het verzoek nog wil, en leg het dan opnieuw vast, met de dag waarop hij het deed."
        ),
        grond="art. 14 lid 6 Wi2021",
        sleutel=navragen.na_elders(zaak.id),
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )


async def _laat_vervallen(tx: Tx, zaak: Zaak) -> list[UUID]:
    rijen = await tx.schrijf(
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
    return [rij["id"] for rij in rijen]


async def meld_aan_duo(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt) -> tuple[str, ...]:
    """De persoon weet dat hij ontheven is, en het besluit werkt (art. 3:40 Awb): nu hoort DUO dat de toets vervalt."""
    geldend = await lees_geldend(tx, zaak.id, Besluitsoort.ONTHEFFING_LBT)
    if geldend is None or geldend.id != voorval.besluit_id or zaak.rij.fase not in PLICHT_LOOPT:
        return await _vraag_na_een_weigering(tx, zaak, voorval)
    if await melding.is_gemeld(tx, melding.LBT_VERVALT, geldend.id):  # its letter was sent again
        return ()
    if not await melding.hoort_duo(tx, melding.LBT_VERVALT, zaak.rij):  # it was gone before he died
        return ()
    await melding.zet_klaar(tx, melding.LBT_VERVALT, zaak=zaak, inhoud={}, besluit_id=geldend.id)
    return ("duo_melding.status",)


async def _vraag_na_een_weigering(tx: Tx, zaak: Zaak, voorval: BesluitBekendgemaakt) -> tuple[str, ...]:
    """Ook het verzoek na een ingetrokken ontheffing is geweigerd, en dat weet hij: de toets moet weer."""
    geweigerd = await lees_geldend(tx, zaak.id, Besluitsoort.WEIGERING)
    if geweigerd is None or geweigerd.id != voorval.besluit_id or zaak.rij.fase not in VOOR_HET_GESPREK:
        return ()
    if is_verkort(await pip_van_elders(tx, zaak.rij)):
        return ()
    return ("werkitem.status",) if await navragen.vraag_de_toets_weer(tx, zaak.id) else ()


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
    rij = await opslag.van_nu(tx, zaak.id)
    verkort = is_verkort(await pip_van_elders(tx, zaak.rij))
    if rij is None or rij.status is not Ontheffingstatus.VERVALLEN or verkort:
        return ()
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            "Voordat de plicht eindigde of rustte, liep er een verzoek om ontheffing van de leerbaarheidstoets. Vraag"
            " de persoon of hij het nog wil, en leg het dan opnieuw vast."
        ),
        grond="art. 14 lid 6 Wi2021",
        sleutel=navragen.na_rust(zaak.id),
        dossier_id=zaak.id,
    )
    return ("werkitem.status",) if nieuw else ()
