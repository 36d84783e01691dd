"""Wat er nu in een dossier mag, met dezelfde uitkomst als de deur zelf zou geven."""

from uuid import UUID

import msgspec

from core.fouten import Gebrek
from core.law.besluiten import Besluitsoort
from core.law.dagtekening import Vastgesteld
from core.law.handelingen import Handeling, Oordeel, Zaakbeeld, alle, fasen_van
from core.law.mandaat import Beslisser
from core.law.pip import PipGegevens
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.adresboek import lees_adresboek
from core.process.besluit.geldend import Geldend, lees_geldend
from core.process.dossier import werk
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import lees_dossier
from core.process.intake.actions import lees_intake, ontbreekt_aan_inhoud
from core.process.mandaat.register import lees_beslisser
from core.process.ontheffing import actions as ontheffing
from core.process.ontheffing import herdagtekenen as ontheffing_opnieuw
from core.process.ontheffing import opslag as ontheffing_opslag
from core.process.ontheffing.intrekken import zelfde_mens as nam_de_ontheffing
from core.process.oproep import herdagtekenen as waarschuwing_opnieuw
from core.process.oproep.beeld import rechtsoproepen, zaakbeeld
from core.process.oproep.brief import OPROEP
from core.process.pip import herdagtekenen as pip_opnieuw
from core.process.pip.concept import (
    besluitfeiten,
    gebreken_van,
    gegevens_van,
    lees_concept,
    voornemen_van,
    zelfde_mens,
)
from core.process.pip.intrekken import zelfde_mens as nam_het_pip
from core.process.retourpost import opslag as retourpost

_MET_INHOUD = (
    Handeling.OPROEP_OPSTELLEN,
    Handeling.INTAKE_AFRONDEN,
    Handeling.INTAKE_AFRONDEN_IN_AFWEZIGHEID,
)


class BeletselUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat een handeling nu tegenhoudt, en waarop dat rust."""

    veld: str
    melding: str
    grond: str


class HandelingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een handeling; `beletsels` is leeg als zij mag.

    Mag zij niet, dan is `volgende` wat nu wel kan, en `ofwel` de andere stap waar er twee zijn; `watNu` zegt het in
    woorden.
    """

    handeling: str
    omschrijving: str
    mag: bool
    beletsels: list[BeletselUit]
    volgende: str | None
    ofwel: str | None
    wat_nu: str


async def handelingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[HandelingUit]:
    """Elke handeling, in de volgorde van het verhaal; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    dossier = await lees_dossier(tx, dossier_id)
    zaak = await beeld_van(tx, huis, dossier, await lees_beslisser(tx))
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    await huis.logboek.schrijf(tx, "dossier.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [_uit(o) for o in alle(zaak, peildatum=vandaag, recht=recht)]


async def beeld_van(
    tx: Tx, huis: Huis, dossier: DossierRij, beslisser: Beslisser | None, *, om_te_weigeren: bool = True
) -> Zaakbeeld:
    """De zaak zoals de wet haar leest, met wat er aan de inhoud van intake, PIP en brief ontbreekt.

    `beslisser` is wie er nu kijkt, met het mandaatregister (`lees_beslisser`). Wie alleen wil weten wat er mag
    (`om_te_weigeren` is onwaar), leest niet wat er ontbreekt aan een oproep of intake die in deze fase niet kan.
    """
    vandaag = await tx.vandaag()
    concept = await lees_concept(tx, dossier.id)
    ontbreekt = {
        handeling: await _ontbreekt(tx, huis, dossier, handeling)
        for handeling in _MET_INHOUD
        if om_te_weigeren or dossier.fase in fasen_van(handeling)
    }
    if concept is not None:
        inhoud = await gebreken_van(tx, huis, dossier, gegevens_van(concept, vandaag))
        ontbreekt |= dict.fromkeys(
            (Handeling.VOORNEMEN_OPSTELLEN, Handeling.VOORNEMEN_AFZIEN, Handeling.PIP_VASTSTELLEN), inhoud
        )
    gegevens = PipGegevens() if concept is None else gegevens_van(concept, vandaag)
    verzoek = await ontheffing_opslag.van_nu(tx, dossier.id)
    pip = await lees_geldend(tx, dossier.id, pip_opnieuw.SOORT)
    besloten = await ontheffing_opslag.geldend_van(tx, verzoek)
    return await zaakbeeld(
        tx,
        huis,
        dossier,
        heeft_concept=concept is not None,
        heeft_intake=await lees_intake(tx, dossier.id) is not None,
        ontheffing=await ontheffing_opslag.stand_bij(tx, verzoek),
        voornemen=await voornemen_van(tx, dossier, concept),
        ontbreekt=ontbreekt,
        besluiten=await _besluiten(tx, dossier, pip, besloten),
        beslisser=beslisser,
        feiten=await besluitfeiten(tx, dossier, gegevens),
        afgevinkt_werk=await werk.is_er_afgevinkt(tx, huis, dossier.id),
        retourpost=await retourpost.staat_open(tx, dossier.id),
        zelfde_mens=await zelfde_mens(tx, dossier.id)
        | await nam_het_pip(tx, pip)
        | ontheffing.zelfde_mens(tx, verzoek)
        | await nam_de_ontheffing(tx, besloten),
    )


async def _besluiten(
    tx: Tx, dossier: DossierRij, pip: Geldend | None, besloten: Geldend | None
) -> dict[Besluitsoort, Vastgesteld]:
    """Wat er over PIP, oproep en ontheffing geldt, en misschien nog verzonden moet worden."""
    besluiten = {**ontheffing_opnieuw.stand_van(besloten), **await pip_opnieuw.stand_van(tx, pip)}
    staand = [oproep for oproep in await rechtsoproepen(tx, dossier) if not oproep.uitkomst.weg]
    waarschuwing = await waarschuwing_opnieuw.geldend_van(tx, dossier.id, staand[-1].id if staand else None)
    if waarschuwing is not None:
        besluiten[waarschuwing_opnieuw.SOORT] = waarschuwing.stand
    return besluiten


async def heel_beeld(tx: Tx, huis: Huis, dossier_id: UUID, beslisser: Beslisser | None) -> Zaakbeeld:
    """Als `beeld_van`, voor wie nu handelt."""
    return await beeld_van(tx, huis, await lees_dossier(tx, dossier_id), beslisser or await lees_beslisser(tx))


async def _ontbreekt(tx: Tx, huis: Huis, dossier: DossierRij, handeling: Handeling) -> tuple[Gebrek, ...]:
    """Wat er aan de inhoud van deze oproep of intake ontbreekt."""
    if handeling is Handeling.OPROEP_OPSTELLEN:
        return (await lees_adresboek(tx, huis, dossier, OPROEP.onderwerp)).adressering.gebreken
    in_afwezigheid = handeling is Handeling.INTAKE_AFRONDEN_IN_AFWEZIGHEID
    return await ontbreekt_aan_inhoud(tx, huis, dossier.id, in_afwezigheid=in_afwezigheid)


def _uit(oordeel: Oordeel) -> HandelingUit:
    return HandelingUit(
        handeling=oordeel.handeling,
        omschrijving=oordeel.handeling.omschrijving,
        mag=oordeel.mag,
        beletsels=[BeletselUit(veld=g.veld, melding=g.melding, grond=g.grond) for g in oordeel.gebreken],
        volgende=oordeel.volgende,
        ofwel=oordeel.ofwel,
        wat_nu=oordeel.wat_nu,
    )
