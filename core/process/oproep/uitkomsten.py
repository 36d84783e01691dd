"""Wat er van een oproep kwam: verschenen of niet, en de boetevraag (PG-2, PG-3, PG-7).

Elke gebeurtenis komt als bewijs in `oproepgebeurtenis`; de oproep zelf houdt alleen haar stand van nu.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer, Waarschuwing
from core.law.boete_elders import Boetelot, LotVanBoete, waarschuw_beslissing
from core.law.boetegrond import rapport_vanaf, te_beantwoorden, vraag_vanaf, zonder_eerste_boete
from core.law.boetemandaat import vraag_register, waarschuw_register
from core.law.boetevraag import Boetevraag, ZonderBoete, in_fase, poort_dicht, toets_boetevraag, welke_antwoorden
from core.law.collegebesluit import Steunt
from core.law.fasen import Aanleiding, Fase
from core.law.groepen import boetegroep
from core.law.handelingen import Handeling
from core.law.herstel import NA_HET_PIP
from core.law.kalender import schrijf_dag
from core.law.mandaat import Collegebesluit
from core.law.medewerking import Verzoek, Verzoeksoort, toets_verzoek, waarschuw_verzoek
from core.law.oproepen import Oproep as Rechtsoproep
from core.law.oproepen import Uitkomst, overtreding_vanaf, te_laat
from core.law.termijn import Termijnsoort
from core.law.uitkomstdag import toets_schreef_aan, toets_uitkomstdag, waarschuw_weigering
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier import zaak as dossier
from core.process.dossier.nagaan import laat_nagaan, niet_gevonden_op
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.mandaat.register import lees_collegas, lees_rijen
from core.process.oproep import alsnog, boetetermijn, eerdere_boete, intrekbrief, keten, toetsweigering
from core.process.oproep.actions import lees
from core.process.oproep.beeld import eis, gebeurtenissen_van, keuzes_van, rechtsoproepen, verzoek_van, zaakbeeld
from core.process.oproep.boetegrond import volg_grond
from core.process.oproep.noteren import noteer
from core.process.oproep.rijen import OproepRij
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.werksoorten import Soort

SOORT_PER_NUMMER = {1: Termijnsoort.INTAKE_O1, 2: Termijnsoort.INTAKE_O2, 3: Termijnsoort.INTAKE_O3}
TERMIJNEN = tuple(SOORT_PER_NUMMER.values())
_HANDELING = {
    Uitkomst.VERSCHENEN: Handeling.VERSCHIJNEN,
    Uitkomst.TERMIJN_GEMIST: Handeling.TERMIJN_GEMIST,
    Uitkomst.KOMST_GEWEIGERD: Handeling.KOMST_WEIGEREN,
    Uitkomst.ONVOLDOENDE_MEDEWERKING: Handeling.ONVOLDOENDE_MEDEWERKING,
}
_VERZET = """
select id from meedoen.oproepgebeurtenis
where gemeente_id = $1 and oproep_id = $2 and soort = 'AFSPRAAK_VERZET'"""
TERMIJN_NA = {
    Uitkomst.VERSCHENEN: Termijnstatus.GEHAALD,
    Uitkomst.TE_LAAT_VERSCHENEN: Termijnstatus.TE_LAAT,
    Uitkomst.TERMIJN_GEMIST: Termijnstatus.GEMIST,
    Uitkomst.KOMST_GEWEIGERD: Termijnstatus.GEMIST,
}


async def leg_uitkomst_vast(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    *,
    versie: int,
    uitkomst: Uitkomst,
    op: date | None = None,
    toelichting: str = "",
    schreef_aan: str = "",
    verzoek: Verzoek | None = None,
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> None:
    """Leg vast wat er van de oproep kwam; `op` is de dag waarop, zonder is dat vandaag. Weigerde hij op schrift, dan is
    dat de dag waarop hij schreef, en `schreef_aan` wie dat kreeg als dat niet de gemeente was.

    Wie na de termijn kwam, kwam te laat; de intake begint dan ook (PG-2). Telt de oproep niet, dan liep er geen
    termijn. Onvoldoende medewerking rust op een verzoek.

    Raises:
        NietGevonden: de oproep bestaat niet.
        OnjuisteFase, VoorwaardeNietVervuld: dit kan nu niet; de melding zegt waarom en wat wel kan.
        OngeldigeInvoer: er ontbreekt iets; alle gebreken tegelijk.
        NietBevestigd: het verzoek kan over medische gegevens gaan, en niemand bevestigde dat dat niet zo is (PG-3); of
            niemand bevestigde dat hij op schrift weigerde te komen (PG-4).
        VersieConflict: iemand anders was eerder.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    vandaag = await tx.vandaag()
    dag = op or vandaag
    handeling = _HANDELING.get(uitkomst)
    if handeling is None:
        raise OngeldigeInvoer("Kies een uitkomst.", gebreken=(Gebrek(veld="uitkomst", melding="Kies een uitkomst."),))
    oproep = await eis_van(tx, huis, zaak, rij, handeling, dag=dag)
    gebreken = [] if toelichting.strip() or uitkomst is Uitkomst.VERSCHENEN else [TOELICHTING]
    if uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING:
        geen_lbt = await huis.proces.geen_leerbaarheidstoets(tx, dossier_id, verzoek, dag)
        waarom = "" if geen_lbt is None else geen_lbt.melding
        gebreken += _gebreken_van(verzoek, waarom, rij.opgesteld_op, vandaag)
    elif verzoek is not None:
        gebreken.append(Gebrek(veld="verzoek", melding="Een verzoek hoort alleen bij onvoldoende medewerking."))
    gebreken += toets_schreef_aan(uitkomst, schreef_aan)
    gebreken += toets_uitkomstdag(uitkomst, oproep, dag=dag, peildatum=vandaag, verzoek=verzoek)
    if gebreken:
        raise OngeldigeInvoer("De uitkomst klopt niet.", gebreken=tuple(gebreken))
    if zaak.rij.fase in NA_HET_PIP:
        await _kwam_alsnog(tx, huis, zaak, rij, dag, toelichting)
        return
    waarschuwingen = (*waarschuw_verzoek(verzoek), *waarschuw_weigering(uitkomst, oproep, dag=dag))
    gewaarschuwd = eis_bevestigd(waarschuwingen, bevestigd)
    recht, termijnstatus = huis.recht_van(tx.gemeente_id), TERMIJN_NA.get(uitkomst)
    if uitkomst is Uitkomst.VERSCHENEN and te_laat(oproep, kwam_op=dag, recht=recht):
        uitkomst, termijnstatus = Uitkomst.TE_LAAT_VERSCHENEN, Termijnstatus.TE_LAAT
    elif uitkomst is Uitkomst.VERSCHENEN and dag > oproep.termijn_tot:
        termijnstatus = Termijnstatus.VERVALLEN
    await zet(tx, rij, {Oproep.uitkomst: uitkomst, Oproep.uitkomst_op: dag, Oproep.toelichting: toelichting})
    await noteer(
        tx,
        rij,
        Gebeurtenissoort.UITKOMST,
        dag,
        toelichting,
        uitkomst=uitkomst,
        schreef_aan=schreef_aan.strip(),
        verzoek=verzoek,
        bevestigd=gewaarschuwd,
    )
    if termijnstatus is not None:
        await termijnen.sluit_van(tx, dossier_id, oproep_id, TERMIJNEN, status=termijnstatus)
    await sluit_werk(tx, oproep_id, afhandeling=f"uitkomst: {uitkomst}")
    if uitkomst.gekomen:
        zaak = await dossier.ga_naar(tx, zaak, Fase.INTAKE_LOOPT, aanleiding=Aanleiding.VERSCHENEN)
    elif uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING:
        zaak = await dossier.ga_naar(tx, zaak, Fase.INTAKE_OPGEROEPEN, aanleiding=Aanleiding.ONVOLDOENDE_MEDEWERKING)
    await vraag_boete(tx, huis, zaak, oproep_id)
    if uitkomst.gekomen:
        await keten.sluit(tx, dossier_id)
        await toetsweigering.volg(tx, zaak)
        await besluit.trek_brief_in(tx, onderwerp_id=oproep_id, afhandeling="de persoon is al gekomen")
    await huis.logboek.schrijf(
        tx, "oproep.uitkomst", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["uitkomst", "toelichting"]
    )


async def _kwam_alsnog(tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, dag: date, toelichting: str) -> None:
    """Hij kwam binnen de termijn uit de boete, en het PIP was er al: dat blijft, en een mens hoort hem (PG-2)."""
    await zet(tx, rij, {})
    await noteer(tx, rij, Gebeurtenissoort.UITKOMST, dag, toelichting, uitkomst=Uitkomst.VERSCHENEN)
    await alsnog.vraag_horen(tx, zaak.id, rij.id, dag)
    await volg_grond(tx, huis, zaak)
    await vraag_boete(tx, huis, zaak, rij.id, anders=alsnog.KWAM)
    await huis.logboek.schrijf(
        tx, "oproep.uitkomst", "oproep", object_id=rij.id, dossiers=[zaak.id], velden=["gebeurtenissen"]
    )


async def beantwoord_boetevraag(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    *,
    versie: int,
    vraag: Boetevraag,
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> None:
    """Het antwoord van het college: boete, geen boete, of er loopt een procedure (art. 22 Wi2021, PG-7).

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij de uitkomst.
        NietBevestigd: wie het rapport opmaakte legde ook de boete op, of het register kent zijn mandaat niet, en
            niemand bevestigde dat dit klopt.
        OngeldigeInvoer: het antwoord is niet af of kan niet; alle gebreken tegelijk.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    vraag, vandaag = in_fase(vraag, zaak.rij.fase), await tx.vandaag()
    oproep = await eis_van(tx, huis, zaak, rij, Handeling.BOETEVRAAG_BEANTWOORDEN)
    groep = boetegroep(zaak.rij.doelgroep, zaak.rij.fijne_doelgroep)
    dicht = poort_dicht(groep, keuzes_van(tx, huis))
    oproepen, recht = await rechtsoproepen(tx, zaak.rij), huis.recht_van(tx.gemeente_id)
    gebreken = toets_boetevraag(
        vraag,
        zonder_boete=zonder_eerste_boete(oproep, oproepen, recht=recht)
        or await _zonder_boete(tx, huis, dossier_id, rij),
        nummer=oproep.nummer,
        dicht=dicht,
        vanaf=rapport_vanaf(oproep, oproepen, recht=recht),
        besluit_vanaf=overtreding_vanaf(oproep) if oproep.uitkomst is Uitkomst.KOMST_GEWEIGERD else None,
        peildatum=vandaag,
        recht=recht,
        staand=oproep.boetevraag,
        niet_gevonden_op=await niet_gevonden_op(tx, vraag.collegenummer),
    )
    if gebreken:
        raise OngeldigeInvoer("Het antwoord op de boetevraag klopt niet.", gebreken=gebreken)
    elders = await _waarschuw_elders(tx, zaak, vraag, oproep.nummer)
    gewaarschuwd = eis_bevestigd((*waarschuw_beslissing(vraag.beslissing), *elders), bevestigd)
    await zet(tx, rij, {})
    await noteer(tx, rij, Gebeurtenissoort.BOETEVRAAG, vandaag, vraag.motief, boetevraag=vraag, bevestigd=gewaarschuwd)
    if Waarschuwingssoort.NIET_IN_REGISTER in gewaarschuwd and vraag.dagtekening is not None:
        await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=vraag_register(nummer=oproep.nummer, dagtekening=vraag.dagtekening),
            grond="art. 10:3 lid 1 Awb",
            sleutel=sleutel_mandaat(oproep_id),
            dossier_id=dossier_id,
            vervaldatum=vandaag,
        )
    if vraag.beslissing is not None and (zelf := vraag.beslissing.collegebesluit) is not None:
        college = Collegebesluit(nummer=zelf.nummer, datum=zelf.datum)
        await laat_nagaan(tx, college, Steunt.BOETE, object_id=oproep_id, dossier_id=dossier_id)
    boete = vraag.bekende_boete
    lot = None if boete is None else LotVanBoete(wat=Boetelot.BLIJFT)
    await intrekbrief.vernieuw(tx, huis, zaak, over=None, boete=boete, lot=lot)
    if vraag.is_antwoord:
        afhandeling = f"antwoord: {vraag.antwoord}"
        await werkvoorraad.sluit(tx, Soort.BOETEVRAAG, sleutel=str(oproep_id), afhandeling=afhandeling)
        await vraag_boete(tx, huis, zaak, oproep_id)
    await huis.logboek.schrijf(
        tx, "oproep.boetevraag", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["boetevraag"]
    )


def sleutel_mandaat(oproep_id: UUID) -> str:
    """De sleutel van het werk over een mandaat dat het register niet kende."""
    return f"{oproep_id}:boete-mandaat"


async def _waarschuw_elders(tx: Tx, zaak: Zaak, vraag: Boetevraag, nummer: int) -> tuple[Waarschuwing, ...]:
    """Of wie de boete elders oplegde volgens het register dat mandaat had (PG-19)."""
    if vraag.beslissing is None:
        return ()
    return waarschuw_register(
        vraag.beslissing,
        nummer=nummer,
        groep=zaak.rij.groep,
        dagtekening=vraag.dagtekening,
        register=[rij.als_recht() for rij in await lees_rijen(tx)],
        collegas=await lees_collegas(tx),
    )


async def _zonder_boete(tx: Tx, huis: Huis, dossier_id: UUID, rij: OproepRij) -> ZonderBoete | None:
    """Waarom op deze oproep geen boete kan rusten: de persoon deed de toets niet, en hij vroeg ontheffing (PG-9) of zij
    hoorde niet bij zijn intake (PG-7)."""
    if rij.uitkomst is not Uitkomst.ONVOLDOENDE_MEDEWERKING:
        return None
    verzoek = verzoek_van(await gebeurtenissen_van(tx, dossier_id), rij.id)
    if verzoek is None or verzoek.soort is not Verzoeksoort.LEERBAARHEIDSTOETS:
        return None
    geen = await huis.proces.geen_leerbaarheidstoets(tx, dossier_id, verzoek, rij.uitkomst_op or await tx.vandaag())
    return None if geen is None or geen.reden is None else ZonderBoete(melding=geen.melding, reden=geen.reden)


TOELICHTING = Gebrek(
    veld="toelichting", melding="Leg uit wat er gebeurde, en of de persoon bereikt is.", grond="art. 3:2 Awb"
)


def _gebreken_van(verzoek: Verzoek | None, geen_lbt: str, vanaf: date, peildatum: date) -> tuple[Gebrek, ...]:
    if verzoek is None:
        melding = "Noem het verzoek waaraan niet is meegewerkt: wat, in welke taal, en wat de persoon deed (PG-3)."
        return (Gebrek(veld="verzoek", melding=melding, grond="art. 14 lid 1 Wi2021"),)
    return toets_verzoek(verzoek, geen_lbt=geen_lbt, vanaf=vanaf, peildatum=peildatum)


async def neem(tx: Tx, dossier_id: UUID, oproep_id: UUID, versie: int) -> tuple[Zaak, OproepRij]:
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await lees(tx, dossier_id, oproep_id)
    eis_versie(versie, rij.versie)
    return zaak, rij


async def eis_van(
    tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, handeling: Handeling, *, dag: date | None = None
) -> Rechtsoproep:
    """De handeling mag, en gaat over de oproep waar het nu om gaat; geeft die zoals de wet haar leest."""
    beeld = await eis(tx, huis, zaak, handeling, dag=dag)
    bedoeld = beeld.oproep
    if handeling is Handeling.BOETEVRAAG_BEANTWOORDEN:
        bedoeld = te_beantwoorden(beeld.oproepen, recht=huis.recht_van(tx.gemeente_id))
    return eis_laatste(bedoeld, rij)


def eis_laatste(bedoeld: Rechtsoproep | None, rij: OproepRij) -> Rechtsoproep:
    """De oproep waar het nu om gaat, als dat deze is.

    Raises:
        OngeldigeInvoer: het gaat nu om een andere.
    """
    if bedoeld is None or bedoeld.id != rij.id:
        welke = "neem de laatste" if bedoeld is None else f"dat is oproep {bedoeld.nummer}"
        melding = f"Dit is niet de oproep waar het nu om gaat; {welke}."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="oproep", melding=melding),))
    return bedoeld


async def zet(tx: Tx, rij: OproepRij, waarden: dict[Any, Any]) -> None:
    """Zet kolommen van de oproep, met een nieuwe versie; `rij` is wat de vrager zag."""
    await tx.schrijf_een(
        Oproep.update({**waarden, **await nieuwe_versie(tx, Oproep)})
        .where((Oproep.gemeente_id == tx.gemeente_id) & (Oproep.id == rij.id) & (Oproep.versie == rij.versie))
        .returning(Oproep.id)
    )


async def sluit_werk(tx: Tx, oproep_id: UUID, *, afhandeling: str) -> None:
    """De oproep is klaar: er is niets meer op te volgen, en een brief over haar afspraak hoeft niet meer."""
    for soort in (Soort.OPROEP_OPVOLGEN, Soort.AFSPRAAK_VERZETTEN):
        await werkvoorraad.sluit(tx, soort, sleutel=str(oproep_id), afhandeling=afhandeling)
    await trek_bevestigingen_in(tx, oproep_id, afhandeling=afhandeling)


async def trek_bevestigingen_in(tx: Tx, oproep_id: UUID, *, afhandeling: str) -> None:
    """De brief over een verzette afspraak gaat niet meer uit als die afspraak er niet meer is."""
    verzet = await tx.fetch(_VERZET, tx.gemeente_id, oproep_id)
    for gebeurtenis in verzet:
        await besluit.trek_brief_in(tx, onderwerp_id=gebeurtenis["id"], afhandeling=afhandeling)


async def vraag_boete(
    tx: Tx, huis: Huis, zaak: Zaak, oproep_id: UUID, *, anders: str = "de persoon kwam op tijd"
) -> None:
    """De boetevraag is werk met een naam erop, ook als de persoon te laat toch kwam (18.5 punt 2); de termijn uit een
    boete ook.

    Kwam hij op tijd, dan is er geen vraag meer; `anders` zegt waarom niet.
    """
    beeld, recht = await zaakbeeld(tx, huis, zaak.rij), huis.recht_van(tx.gemeente_id)
    await boetetermijn.volg_oproepen(tx, huis, zaak.id, beeld.oproepen, fase=zaak.rij.fase)
    oproep = te_beantwoorden(beeld.oproepen, recht=recht)
    for ander in beeld.oproepen:
        if ander is not oproep:
            await werkvoorraad.sluit(tx, Soort.BOETEVRAAG, sleutel=str(ander.id), afhandeling=anders, vervallen=True)
    if oproep is None:
        return
    dicht = poort_dicht(boetegroep(zaak.rij.doelgroep, zaak.rij.fijne_doelgroep), keuzes_van(tx, huis))
    zonder = zonder_eerste_boete(oproep, beeld.oproepen, recht=recht)
    kan = welke_antwoorden(zonder, dicht=dicht)
    eerder = "" if dicht or zonder is not None else await eerdere_boete.in_woorden(tx, zaak.rij)
    vandaag, vanaf = await tx.vandaag(), vraag_vanaf(oproep, beeld.oproepen, recht=recht)
    wanneer = ""
    if vanaf is not None and vanaf > vandaag:
        wanneer = f". De termijn uit de eerste boete loopt nog: dat kan vanaf {schrijf_dag(vanaf)}"
    if vanaf is not None:
        tot = schrijf_dag(vanaf - timedelta(days=1))
        wanneer += f". Kwam de persoon binnen de termijn uit de eerste boete (tot en met {tot}), leg dat dan eerst vast"
    await werkvoorraad.zet_klaar(
        tx,
        Soort.BOETEVRAAG,
        omschrijving=f"Oproep {oproep.nummer}: beantwoord de boetevraag ({kan}){wanneer}"
        + (f". {eerder}" if eerder else ""),
        grond="art. 22 Wi2021",
        sleutel=str(oproep.id),
        dossier_id=zaak.id,
        vervaldatum=max(vandaag, vanaf or vandaag),
    )
