"""Oproepen voor de brede intake opstellen: O1 tot en met O3, met termijn en brief (art. 14 lid 1 en 2 Wi2021).

Een oproep is opgesteld als haar brief bevroren is, en telt pas als die verzonden is (PG-1): dan loopt haar termijn.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer
from core.law.afspraken import toets_eerste_afspraak
from core.law.besluiten import Besluitsoort, gronden, heeft_bezwaar
from core.law.boetetermijn import toets_naast_procedure
from core.law.boetevraag import Boeteantwoord
from core.law.fasen import Aanleiding, Fase
from core.law.handelingen import Handeling
from core.law.mandaat import Collegebesluit
from core.law.oproepen import Oproep as Rechtsoproep
from core.law.oproepen import (
    Uitkomst,
    VolgendeOproep,
    antwoord_op_tweede,
    toets_nieuwe_oproep,
    volgende_oproep,
    vorige_oproep,
    waarschuwen_vanaf,
)
from core.law.recht import Duur, Grond
from core.law.termijnen import voorstel_oproeptermijn
from core.law.voornemen import toets_met_derde_oproep
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.platform.pluginhost.facade import Invulling
from core.process.besluit import actions as besluit
from core.process.collega import naam_van
from core.process.dossier import zaak as dossier
from core.process.dossier.oordeel import oordeel_over
from core.process.mandaat.register import lees_beslisser
from core.process.oproep import boetetermijn
from core.process.oproep.beeld import eis, gebeurtenissen_van, rechtsoproepen, schreef_aan, verzoek_van, zaakbeeld
from core.process.oproep.brief import Waar, oproepbrief
from core.process.oproep.brieftekst import Eerder
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Oproep
from core.process.oproep.waarschuwingen import Gesprek, als_json, toets_collega, waarschuw_gesprek, waarschuw_termijn

_AANLEIDING = {Fase.INTAKE_OPGEROEPEN: Aanleiding.OPROEP_HERHAALD}


async def lees(tx: Tx, dossier_id: UUID, oproep_id: UUID) -> OproepRij:
    """Een oproep als rij.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await zoek(tx, oproep_id)
    if rij is None or rij.dossier_id != dossier_id:
        raise NietGevonden("Deze oproep bestaat niet.")
    return rij


async def zoek(tx: Tx, oproep_id: UUID) -> OproepRij | None:
    """De oproep met dit id, of None als het id van iets anders is."""
    return await tx.lees_een_als(
        OproepRij, OproepRij.select().where((Oproep.gemeente_id == tx.gemeente_id) & (Oproep.id == oproep_id))
    )


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, oproep_id: UUID) -> Stand:
    """Hoe de oproep er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await lees(tx, dossier_id, oproep_id)
    await huis.logboek.schrijf(tx, "oproep.lezen", "oproep", object_id=oproep_id, dossiers=[dossier_id])
    klaar = "" if rij.uitkomst is Uitkomst.OPEN else "De uitkomst staat al vast."
    return stand_van(rij, velden={"uitkomst": rij.uitkomst, "toelichting": rij.toelichting}, klaar=klaar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oproepvoorstel:
    """De oproep die nu aan de beurt is, met een voorgestelde laatste dag en waarom die."""

    volgende: VolgendeOproep
    termijn_tot: date
    lengte: Duur
    grond: Grond
    invulling: Invulling | None


async def stel_voor(tx: Tx, huis: Huis, dossier_id: UUID) -> Oproepvoorstel:
    """Welke oproep nu kan, met een voorstel voor haar termijn: de lengte die hier geldt, tot en met een werkdag.

    Raises:
        NietGevonden, OnjuisteFase: het dossier bestaat niet, of staat niet in een fase voor een oproep.
        VoorwaardeNietVervuld: de wet laat nu geen oproep toe.
    """
    staat = await dossier.lees_dossier(tx, dossier_id)
    zaak = await zaakbeeld(tx, huis, staat, beslisser=await lees_beslisser(tx))
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    (await oordeel_over(tx, huis, staat, Handeling.OPROEP_OPSTELLEN, zaak)).eis()
    volgende = volgende_oproep(zaak.oproepen, op=vandaag, recht=recht)
    term = recht.oproep_voorstel_eerste if volgende.nummer == 1 else recht.oproep_voorstel_volgende
    waarde = term.op(vandaag)
    return Oproepvoorstel(
        volgende=volgende,
        termijn_tot=voorstel_oproeptermijn(
            volgende.nummer,
            verzonden_op=vandaag,
            vroegst=volgende.vroegste_termijn,
            uiterlijk=volgende.uiterste_termijn,
            recht=recht,
        ),
        lengte=waarde.waarde,
        grond=volgende.grond if volgende.na_boete else waarde.grond,
        invulling=huis.plugins_van(tx.gemeente_id).invullingen.get(term.naam),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak:
    """Het gesprek, en tot en met welke dag de persoon kan komen; `korter` zegt waarom die termijn korter mag, `plan`
    welk plan het college maakt als hij niet komt, `niet_afwachten` waarom zij niet wacht op een boete.

    `bevestigd` noemt de waarschuwingen die een mens las en waarmee hij doorgaat.
    """

    termijn_tot: date
    gesprek: Gesprek
    korter: str = ""
    plan: str = ""
    niet_afwachten: str = ""
    bevestigd: tuple[Waarschuwingssoort, ...] = ()


GEEN_BESLUIT = Gebrek(
    veld="collegebesluit", melding="Deze oproep is geen besluit; laat het weg.", grond="art. 14 lid 1 Wi2021"
)


async def roep_op(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    afspraak: Afspraak,
    *,
    collegebesluit: Collegebesluit | None = None,
) -> None:
    """Stel de oproep op die nu aan de beurt is; de wet zegt welke dat is en wat er dan bij moet.

    Dezelfde oproep nog eens sturen verandert niets. Koos de gemeente dat de waarschuwing van de tweede een besluit is,
    dan wordt zij zo behandeld: een rij, mandaat, bekendmaking en bezwaar (PG-15); besluit en oproep delen hun id.

    Raises:
        NietGevonden, OnjuisteFase: het dossier bestaat niet, of staat niet in een fase voor een oproep.
        VoorwaardeNietVervuld: de wet laat nu geen (zo'n) oproep toe.
        OngeldigeInvoer: termijn of afspraak klopt niet; alle gebreken tegelijk.
        NietBevestigd: er is een waarschuwing die niet bevestigd is; alle waarschuwingen tegelijk.
        Conflict: dit id is al van een oproep met een andere inhoud.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await dossier.neem_dossier(tx, dossier_id)
    bestaat = await zoek(tx, oproep_id)
    if bestaat is not None:
        van_toen = await besluit.collegebesluit_van(tx, oproep_id)
        _eis_dezelfde(tx, bestaat, dossier_id, afspraak, van_toen, collegebesluit)
        return
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    niet_voor = None
    if collegebesluit is not None:
        niet_voor = waarschuwen_vanaf(await rechtsoproepen(tx, zaak.rij), recht=recht)
    beeld = await eis(tx, huis, zaak, Handeling.OPROEP_OPSTELLEN, collegebesluit=collegebesluit, niet_voor=niet_voor)
    volgende = toets_nieuwe_oproep(
        beeld.oproepen,
        termijn_tot=afspraak.termijn_tot,
        op=vandaag,
        keuzes=beeld.keuzes,
        recht=recht,
        kortere_termijn=bool(afspraak.korter.strip()),
    )
    als_besluit = volgende.met_waarschuwing and heeft_bezwaar(
        Besluitsoort.WAARSCHUWING, beeld.keuzes.waarschuwing_rechtsmiddel
    )
    gesprek = afspraak.gesprek
    eis_afspraak(
        *toets_met_derde_oproep(
            afspraak.plan,
            nummer=volgende.nummer,
            termijn_tot=afspraak.termijn_tot,
            keuze=beeld.keuzes.voornemen_pip_afwezig,
            op=vandaag,
            recht=recht,
        ),
        *toets_naast_procedure(afspraak.niet_afwachten, antwoord_op_tweede(beeld.oproepen, recht=recht)),
        *((GEEN_BESLUIT,) if collegebesluit is not None and not als_besluit else ()),
        *await toets_collega(tx, gesprek.collega_id),
        *toets_eerste_afspraak(gesprek.op.astimezone(NEDERLAND), peildatum=vandaag, termijn_tot=afspraak.termijn_tot),
    )
    bevestigd = eis_bevestigd(
        (
            *await waarschuw_gesprek(tx, huis, oproep_id, gesprek),
            *await waarschuw_termijn(tx, huis, dossier_id, afspraak.termijn_tot, volgende.vroegste_termijn),
        ),
        afspraak.bevestigd,
    )
    aanleiding = _AANLEIDING.get(zaak.rij.fase, Aanleiding.OPROEP_VERZONDEN)
    zaak = await dossier.ga_naar(tx, zaak, Fase.INTAKE_OPGEROEPEN, aanleiding=aanleiding)
    nieuw = await tx.schrijf(
        Oproep.insert(
            Oproep(
                gemeente_id=tx.gemeente_id,
                id=oproep_id,
                dossier_id=dossier_id,
                nummer=volgende.nummer,
                opgesteld_op=vandaag,
                termijn_tot=afspraak.termijn_tot,
                afspraak_op=gesprek.op,
                plaats=gesprek.plaats,
                ruimte=gesprek.ruimte.strip(),
                collega_id=gesprek.collega_id,
                bevestigd=als_json(bevestigd),
                kortere_termijn=afspraak.korter.strip(),
                voorgenomen_plan=afspraak.plan.strip(),
                reden_niet_afwachten=afspraak.niet_afwachten.strip(),
                met_waarschuwing=volgende.met_waarschuwing,
                grond=str(volgende.grond),
                opgeroepen_door=tx.medewerker_id,
                ronde=zaak.rij.oproepronde,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Oproep.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een andere oproep; maak een nieuw id en probeer het opnieuw.")
    rij = await lees(tx, dossier_id, oproep_id)
    if als_besluit:
        await bevries_oproepbrief(tx, huis, zaak, rij, collegebesluit=collegebesluit)
        await besluit.leg_vast(
            tx,
            huis,
            Besluitsoort.WAARSCHUWING,
            id_=oproep_id,
            zaak=zaak,
            onderwerp_id=oproep_id,
            dagtekening=vandaag,
            gronden=gronden(Besluitsoort.WAARSCHUWING, beeld.feiten),
            beslisser=beeld.beslisser,
        )
    else:
        await bevries_oproepbrief(tx, huis, zaak, rij)
    await boetetermijn.volg(tx, huis, zaak)
    await huis.logboek.schrijf(
        tx,
        "oproep.opstellen",
        "oproep",
        object_id=oproep_id,
        dossiers=[dossier_id],
        velden=["termijn_tot", "afspraak_op"],
    )


async def bevries_oproepbrief(
    tx: Tx, huis: Huis, zaak: dossier.Zaak, rij: OproepRij, *, collegebesluit: Collegebesluit | None = None
) -> None:
    """Maak de brief van deze oproep klaar, met de dagtekening van vandaag."""
    recht = huis.recht_van(tx.gemeente_id)
    eerdere = [o for o in (await zaakbeeld(tx, huis, zaak.rij)).oproepen if o.id != rij.id]
    brief = await oproepbrief(
        tx,
        huis,
        zaak.rij,
        volgende=volgende_oproep(eerdere, op=rij.opgesteld_op, recht=recht),
        eerder=await _eerder(tx, zaak, vorige_oproep(eerdere, recht=recht)),
        dagtekening=await tx.vandaag(),
        termijn_tot=rij.termijn_tot,
        waar=Waar(op=rij.afspraak_op, plaats=rij.plaats, ruimte=rij.ruimte, met=await naam_van(tx, rij.collega_id)),
        plan=rij.voorgenomen_plan,
        collegebesluit=collegebesluit,
    )
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=rij.id)


async def _eerder(tx: Tx, zaak: dossier.Zaak, vorige: Rechtsoproep | None) -> Eerder | None:
    if vorige is None or vorige.id is None:
        return None
    vraag, gebeurtenissen = vorige.boetevraag, await gebeurtenissen_van(tx, zaak.rij.id)
    return Eerder(
        uitkomst=vorige.uitkomst,
        op=vorige.uitkomst_op,
        schreef_aan=schreef_aan(gebeurtenissen, vorige.id),
        verzoek=verzoek_van(gebeurtenissen, vorige.id),
        beboet=vraag is not None and vraag.antwoord is Boeteantwoord.BOETE,
    )


def eis_afspraak(*gebreken: Gebrek) -> None:
    """Weiger een afspraak waar iets aan mankeert.

    Raises:
        OngeldigeInvoer: zij is niet te halen, of niet aan deze oproep te houden (PG-1); alle gebreken tegelijk.
    """
    if gebreken:
        raise OngeldigeInvoer("De afspraak klopt niet.", gebreken=gebreken)


def _eis_dezelfde(
    tx: Tx,
    staat: OproepRij,
    dossier_id: UUID,
    afspraak: Afspraak,
    van_toen: Collegebesluit | None,
    collegebesluit: Collegebesluit | None,
) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager; die mag niet stil verdwijnen (C6)."""
    eis_dezelfde(
        "een andere oproep",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        nu={
            "termijnLaatsteDag": afspraak.termijn_tot,
            "afspraakOp": afspraak.gesprek.op,
            "plaats": afspraak.gesprek.plaats,
            "ruimte": afspraak.gesprek.ruimte.strip(),
            "collegaId": afspraak.gesprek.collega_id,
            "kortereTermijn": afspraak.korter.strip(),
            "voorgenomenPlan": afspraak.plan.strip(),
            "redenNietAfwachten": afspraak.niet_afwachten.strip(),
            "collegebesluit": collegebesluit,
        },
        staat={
            "termijnLaatsteDag": staat.termijn_tot,
            "afspraakOp": staat.afspraak_op,
            "plaats": staat.plaats,
            "ruimte": staat.ruimte,
            "collegaId": staat.collega_id,
            "kortereTermijn": staat.kortere_termijn,
            "voorgenomenPlan": staat.voorgenomen_plan,
            "redenNietAfwachten": staat.reden_niet_afwachten,
            "collegebesluit": van_toen,
        },
        zelfde_mens=staat.opgeroepen_door == tx.medewerker_id,
        anders="verzet de afspraak, of trek de oproep in en stel een nieuwe op.",
    )
