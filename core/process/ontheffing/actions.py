"""Ontheffing van de leerbaarheidstoets: het verzoek vastleggen, beslissen en intrekken (art. 14 lid 6 Wi2021, PG-9)."""

from datetime import date
from typing import Any
from uuid import UUID

from core.fouten import Conflict, Gebrek, OngeldigeInvoer
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.handelingen import Handeling
from core.law.intake import is_verkort
from core.law.mandaat import Collegebesluit
from core.law.ontheffing import (
    ONTHEFFING,
    Aanvraag,
    Beslissing,
    Initiatief,
    Ontheffingstatus,
    beslissen_vanaf,
    toets_aanvraag,
    toets_beslissing,
    werk_beslissen,
)
from core.law.termijn import Termijnsoort
from core.law.termijnen import beslistermijn_aanvraag
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.aanmelding.elders import pip_van_elders
from core.process.besluit import actions as besluit
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier import zaak as dossier
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.zaak import Zaak
from core.process.ontheffing import navragen, opslag
from core.process.ontheffing.brief import ontheffingsbrief
from core.process.ontheffing.rijen import LbtOntheffingRij, Ontheffinggrond
from core.process.ontheffing.tables import LbtOntheffing
from core.process.ontheffing.werksoorten import Soort as Werk
from core.process.oproep.beeld import eis
from core.process.voorvallen import OntheffingVerleend, meld

BESLISTERMIJN = (Termijnsoort.BESLIS_AANVRAAG,)


async def vraag(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, aanvraag: Aanvraag) -> None:
    """Leg het verzoek van de persoon vast, of dat de gemeente het zelf onderzoekt; dan loopt de beslistermijn.

    Dezelfde `id_` met dezelfde inhoud nog eens sturen verandert niets. Vraagt het doel brede intake.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OnjuisteFase, VoorwaardeNietVervuld: er loopt al een verzoek, er is al ontheven, of de intake is al voorbij.
        OngeldigeInvoer: een dag klopt niet; alle gebreken tegelijk.
        Conflict: dit id is al van een verzoek met een andere inhoud.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    bestaat = await opslag.zoek(tx, id_)
    if bestaat is not None:
        await _eis_dezelfde(tx, huis, bestaat, dossier_id, aanvraag)
        return
    await eis(tx, huis, zaak, Handeling.ONTHEFFING_VRAGEN, ontheffing=await opslag.stand_van(tx, dossier_id))
    vandaag = await tx.vandaag()
    gebreken = toets_aanvraag(aanvraag, plicht_vanaf=zaak.rij.plicht_vanaf, peildatum=vandaag)
    if gebreken:
        raise OngeldigeInvoer("Het verzoek klopt niet.", gebreken=gebreken)
    nieuw = await tx.schrijf(
        LbtOntheffing.insert(
            LbtOntheffing(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                initiatief=aanvraag.initiatief,
                gevraagd_op=aanvraag.gevraagd_op,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(LbtOntheffing.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een ander verzoek; maak een nieuw id en probeer het opnieuw.")
    grond = Ontheffinggrond(beperking=aanvraag.beperking, bewijs=aanvraag.bewijs, bewijs_op=aanvraag.bewijs_op)
    await opslag.bewaar_grond(tx, huis, dossier_id, id_, grond)
    await navragen.is_gevraagd(tx, dossier_id, afhandeling=navragen.OPNIEUW_GEVRAAGD)
    await laat_beslissen(
        tx, huis, dossier_id, id_, initiatief=aanvraag.initiatief, gevraagd_op=aanvraag.gevraagd_op, opnieuw=False
    )
    await huis.logboek.schrijf(
        tx,
        "lbt-ontheffing.vragen",
        "lbt_ontheffing",
        object_id=id_,
        dossiers=[dossier_id],
        velden=["gevraagd_op", "status"],
    )


async def beslis(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    id_: UUID,
    *,
    versie: int,
    beslissing: Beslissing,
    collegebesluit: Collegebesluit | None = None,
) -> UUID:
    """Verleen of weiger de ontheffing: een besluit met brief, gedagtekend op vandaag. Geeft het id van het besluit.

    Is een ontheffing bekendgemaakt, dan hoort DUO dat de toets vervalt (`gevolgen`).
    Weigeren doet een ander dan wie het verzoek vastlegde.
    Wie beslist heeft mandaat, of legt vast dat het college zelf besloot (`collegebesluit`, PG-19).
    Vraagt het doel brede intake.

    Raises:
        NietGevonden: het verzoek bestaat niet.
        VersieConflict: iemand anders was eerder.
        OnjuisteFase, VoorwaardeNietVervuld: er valt niets (meer) te beslissen, of niet door wie nu handelt.
        OngeldigeInvoer: zo kan er niet worden besloten; alle gebreken tegelijk.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak, rij = await _neem(tx, dossier_id, id_, versie)
    handeling = Handeling.ONTHEFFING_BESLISSEN if beslissing.verlenen else Handeling.ONTHEFFING_WEIGEREN
    grond = (await opslag.lees_gronden(tx, huis, dossier_id))[id_]
    aanvraag = grond.als_aanvraag(rij)
    beeld = await eis(
        tx,
        huis,
        zaak,
        handeling,
        ontheffing=await opslag.stand_bij(tx, rij),
        zelfde_mens=zelfde_mens(tx, rij),
        collegebesluit=collegebesluit,
        niet_voor=beslissen_vanaf(beslissing, aanvraag),
    )
    vandaag = await tx.vandaag()
    gebreken = toets_beslissing(beslissing, aanvraag, peildatum=vandaag, recht=huis.recht_van(tx.gemeente_id))
    if gebreken:
        raise OngeldigeInvoer("Zo kan er niet worden besloten.", gebreken=gebreken)
    soort = Besluitsoort.ONTHEFFING_LBT if beslissing.verlenen else Besluitsoort.WEIGERING
    gronden = gronden_van(soort, Besluitfeiten(gevraagd=Besluitsoort.ONTHEFFING_LBT))
    brief = await ontheffingsbrief(
        tx,
        huis,
        zaak.rij,
        aanvraag=aanvraag,
        beslissing=beslissing,
        gronden=gronden,
        collegebesluit=collegebesluit,
    )
    besluit_id = await besluit.leg_vast(
        tx,
        huis,
        soort,
        zaak=zaak,
        onderwerp_id=id_,
        dagtekening=vandaag,
        gronden=gronden,
        beslisser=beeld.beslisser,
    )
    status = Ontheffingstatus.VERLEEND if beslissing.verlenen else Ontheffingstatus.GEWEIGERD
    waarden = {
        LbtOntheffing.besluit_id: besluit_id,
        LbtOntheffing.besloten_op: vandaag,
        LbtOntheffing.besloten_door: tx.medewerker_id,
    }
    await _zet(tx, rij, status, waarden)
    await opslag.bewaar_grond(tx, huis, dossier_id, id_, _met(grond, beslissing))
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=besluit_id)
    await _sluit(tx, dossier_id, id_, afhandeling=f"ontheffing {status}", op=vandaag)
    if beslissing.verlenen:
        await meld(tx, huis, zaak, OntheffingVerleend(lbt_ontheffing_id=id_))
    velden = ["status", "besluit_id"]
    await huis.logboek.schrijf(
        tx, "lbt-ontheffing.besluiten", "lbt_ontheffing", object_id=id_, dossiers=[dossier_id], velden=velden
    )
    return besluit_id


async def trek_in(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, motief: str) -> None:
    """De persoon trekt het verzoek in, of ambtshalve bleek er geen reden voor ontheffing; er komt geen besluit.

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij beslissen.
        OngeldigeInvoer: het motief ontbreekt.
    """
    zaak, rij = await _neem(tx, dossier_id, id_, versie)
    await eis(tx, huis, zaak, Handeling.ONTHEFFING_INTREKKEN, ontheffing=rij.stand)
    if not motief.strip():
        melding_ = "Leg vast hoe de persoon het verzoek introk, of waarom er ambtshalve geen reden is."
        gebrek = Gebrek(veld="motief", melding=melding_, grond="art. 3:2 Awb")
        raise OngeldigeInvoer("Er ontbreekt een motief.", gebreken=(gebrek,))
    await _zet(tx, rij, Ontheffingstatus.INGETROKKEN, {LbtOntheffing.toelichting: motief})
    await _sluit(tx, dossier_id, id_, afhandeling="verzoek ingetrokken", op=None)
    if not is_verkort(await pip_van_elders(tx, zaak.rij)):
        await navragen.vraag_de_toets_weer(tx, dossier_id)
    await huis.logboek.schrijf(
        tx, "lbt-ontheffing.intrekken", "lbt_ontheffing", object_id=id_, dossiers=[dossier_id], velden=["status"]
    )


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID) -> Stand:
    """Hoe het verzoek er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await opslag.lees(tx, dossier_id, id_)
    await huis.logboek.schrijf(tx, "lbt-ontheffing.lezen", "lbt_ontheffing", object_id=id_, dossiers=[dossier_id])
    klaar = "" if rij.status is Ontheffingstatus.LOOPT else "Op dit verzoek hoeft niet meer te worden beslist."
    return stand_van(rij, velden={"status": rij.status}, klaar=klaar)


def zelfde_mens(tx: Tx, rij: LbtOntheffingRij | None) -> frozenset[Handeling]:
    """Wat wie het verzoek vastlegde er niet zelf mee mag doen: het weigeren, ook opnieuw (vier ogen, PG-19)."""
    zelf = rij is not None and rij.vastgelegd_door == tx.toegang.medewerker_id
    return frozenset({Handeling.ONTHEFFING_WEIGEREN, Handeling.ONTHEFFING_HERDAGTEKENEN}) if zelf else frozenset()


async def _neem(tx: Tx, dossier_id: UUID, id_: UUID, versie: int) -> tuple[Zaak, LbtOntheffingRij]:
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await opslag.lees(tx, dossier_id, id_)
    eis_versie(versie, rij.versie)
    return zaak, rij


async def _eis_dezelfde(tx: Tx, huis: Huis, staat: LbtOntheffingRij, dossier_id: UUID, aanvraag: Aanvraag) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager; die mag niet stil verdwijnen (C6)."""
    gronden = await opslag.lees_gronden(tx, huis, staat.dossier_id)
    eis_dezelfde(
        "een ander verzoek om ontheffing",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        nu=_als_gestuurd(aanvraag),
        staat=_als_gestuurd(gronden[staat.id].als_aanvraag(staat)),
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
        anders="maak een nieuw id, of trek het verzoek in en leg een nieuw vast.",
    )


def _als_gestuurd(aanvraag: Aanvraag) -> dict[str, object]:
    return {
        "initiatief": aanvraag.initiatief,
        "gevraagdOp": aanvraag.gevraagd_op,
        "beperking": aanvraag.beperking,
        "bewijs": aanvraag.bewijs,
        "bewijsOp": aanvraag.bewijs_op,
    }


async def laat_beslissen(
    tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, initiatief: Initiatief, gevraagd_op: date, opnieuw: bool
) -> None:
    """Op een verzoek loopt de termijn van art. 4:13 Awb, vanaf de dag van het verzoek, ook als het besluit erop is
    ingetrokken (`opnieuw`); wie ambtshalve begint, beslist binnen dezelfde tijd."""
    recht, termijn_id = huis.recht_van(tx.gemeente_id), None
    termijn = beslistermijn_aanvraag(gevraagd_op, recht=recht)
    if initiatief is Initiatief.VERZOEK:
        termijn_id = await termijnen.leg_vast(tx, dossier_id, termijn, recht=recht, oorzaak_id=id_)
    await werkvoorraad.zet_klaar(
        tx,
        Werk.ONTHEFFING_BESLISSEN,
        omschrijving=werk_beslissen(opnieuw=opnieuw),
        grond=str(ONTHEFFING),
        sleutel=str(id_),
        dossier_id=dossier_id,
        termijn_id=termijn_id,
        vervaldatum=termijn.einde,
    )


async def _zet(tx: Tx, rij: LbtOntheffingRij, status: Ontheffingstatus, waarden: dict[Any, Any]) -> None:
    await tx.schrijf_een(
        LbtOntheffing.update({**waarden, LbtOntheffing.status: status, **await nieuwe_versie(tx, LbtOntheffing)})
        .where(
            (LbtOntheffing.gemeente_id == tx.gemeente_id)
            & (LbtOntheffing.id == rij.id)
            & (LbtOntheffing.versie == rij.versie)
        )
        .returning(LbtOntheffing.id)
    )


async def _sluit(tx: Tx, dossier_id: UUID, id_: UUID, *, afhandeling: str, op: date | None) -> None:
    """Het werk is gedaan; de termijn is gehaald of te laat op de dag van het besluit (PG-11), of vervallen."""
    await werkvoorraad.sluit(tx, Werk.ONTHEFFING_BESLISSEN, sleutel=str(id_), afhandeling=afhandeling)
    if op is None:
        await termijnen.sluit_van(tx, dossier_id, id_, BESLISTERMIJN, status=Termijnstatus.VERVALLEN)
    else:
        await termijnen.haal_soorten(tx, dossier_id, BESLISTERMIJN, op=op)


def _met(grond: Ontheffinggrond, beslissing: Beslissing) -> Ontheffinggrond:
    return Ontheffinggrond(
        beperking=grond.beperking, bewijs=grond.bewijs, bewijs_op=grond.bewijs_op, beslissing=beslissing
    )
