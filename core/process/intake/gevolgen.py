"""Wat de brede intake doet bij een voorval: wat zij DUO nog wilde vragen hoeft niet meer, of vervalt bij haar."""

from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.intake import PipVanElders, is_verkort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.elders import pip_van_elders
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.intake.actions import lees_lbt
from core.process.intake.elders_ingetrokken import weer_volledig
from core.process.intake.tables import Leerbaarheidstoets, Toetsstatus
from core.process.melding import actions as melding
from core.process.voorvallen import (
    BesluitIngetrokken,
    FeitenGewijzigd,
    Geschorst,
    OntheffingVerleend,
    Overleden,
    PlichtGeeindigd,
    Verhuisd,
)

_GeenToetsMeer = PlichtGeeindigd | Geschorst | Verhuisd | Overleden | OntheffingVerleend | FeitenGewijzigd


async def vraag_niet_meer(tx: Tx, huis: Huis, zaak: Zaak, voorval: _GeenToetsMeer) -> tuple[str, ...]:
    """Het werk om een examennummer na te vragen vervalt. Is het traject hier voorbij, dan hoeft de persoon ook niet
    meer te horen wat er bij de intake hoort."""
    sleutels = [f"{zaak.id}:geen-examennummer"]
    if isinstance(voorval, PlichtGeeindigd | Verhuisd | Overleden):
        sleutels += [_hoeft_niet(zaak.id), weer_volledig(zaak.id)]
    werk = await werkvoorraad.sluit_elk(
        tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=voorval.omschrijving, vervallen=True
    )
    return ("werkitem.status",) if werk else ()


async def vraag_niet_meer_als_verkort(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd) -> tuple[str, ...]:
    """Gaf DUO de leerroute van een andere gemeente, dan is er geen toets meer: wij vragen er geen nummer meer voor, en
    wat al bij DUO staat vervalt (art. 15 lid 4 Wi2021). Blijkt die leerroute er toch niet te zijn, dan hoeft niemand de
    persoon nog te zeggen dat hij de toets niet hoeft te maken."""
    elders = await pip_van_elders(tx, zaak.rij)
    if elders is None or not is_verkort(elders):
        werk = await werkvoorraad.sluit(
            tx, Dossierwerk.NAVRAGEN, sleutel=_hoeft_niet(zaak.id), afhandeling=voorval.omschrijving, vervallen=True
        )
        return ("werkitem.status",) if werk else ()
    return (*await vraag_niet_meer(tx, huis, zaak, voorval), *await laat_toets_vervallen(tx, zaak, elders))


async def laat_toets_vervallen(tx: Tx, zaak: Zaak, elders: PipVanElders) -> tuple[str, ...]:
    """DUO hoort dat de toets vervalt (U05), ook als haar nummer nog onderweg is. Wie ervan kan weten, hoort het ook.

    Anders dan bij een ontheffing is er geen besluit met een brief: de leerroute is eerder vastgesteld. De persoon hoort
    het daarom van een mens.
    """
    if not await melding.hoort_duo(tx, melding.LBT_VERVALT, zaak.rij):
        return ()
    toets = await lees_lbt(tx, zaak.id)
    if toets is None or toets.status not in (Toetsstatus.AANGEVRAAGD, Toetsstatus.AANGEMELD):
        return ()
    await tx.schrijf(
        Leerbaarheidstoets.update(
            {Leerbaarheidstoets.status: Toetsstatus.VERVALLEN, Leerbaarheidstoets.examennummer: ""}
        )
        .where((Leerbaarheidstoets.gemeente_id == tx.gemeente_id) & (Leerbaarheidstoets.dossier_id == zaak.id))
        .returning(Leerbaarheidstoets.dossier_id)
    )
    await melding.zet_klaar(tx, melding.LBT_VERVALT, zaak=zaak, inhoud={})
    velden = ("leerbaarheidstoets.status", "duo_melding.status")
    if toets.status is Toetsstatus.AANGEVRAAGD and not toets.examennummer:
        return velden
    await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"De persoon was aangemeld voor de leerbaarheidstoets. {elders.van_wie} stelde de leerroute al vast, dus"
            " de toets vervalt. DUO hoort dat van Meedoen. Zeg de persoon dat hij de toets niet hoeft te maken, en leg"
            " vast dat u dat deed."
        ),
        grond="art. 15 lid 4 Wi2021",
        sleutel=_hoeft_niet(zaak.id),
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
    return (*velden, "werkitem.status")


async def laat_opnieuw_vragen(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitIngetrokken) -> tuple[str, ...]:
    """Er is geen ontheffing meer: de toets is weer aan te vragen. Meldden wij haar bij DUO af (U05), of haalden wij het
    examennummer niet meer op omdat er ontheven was, dan is er geen nummer dat geldt."""
    if voorval.soort is not Besluitsoort.ONTHEFFING_LBT:
        return ()
    afgemeld = await melding.is_weg(tx, melding.LBT_VERVALT, voorval.besluit_id)
    zonder_nummer = (Leerbaarheidstoets.gemeente_id == tx.gemeente_id) & (Leerbaarheidstoets.dossier_id == zaak.id)
    if not afgemeld:
        zonder_nummer &= Leerbaarheidstoets.examennummer == ""
    gewijzigd = await tx.schrijf(
        Leerbaarheidstoets.update(
            {Leerbaarheidstoets.status: Toetsstatus.VERVALLEN, Leerbaarheidstoets.examennummer: ""}
        )
        .where(zonder_nummer & (Leerbaarheidstoets.status != Toetsstatus.RESULTAAT))
        .returning(Leerbaarheidstoets.dossier_id)
    )
    return ("leerbaarheidstoets.status",) if gewijzigd else ()


def _hoeft_niet(dossier_id: UUID) -> str:
    return f"{dossier_id}:toets-hoeft-niet"
