"""Oproepen voor de brede intake: O1 tot en met O3, met termijn, brief en uitkomst (art. 14 lid 1 en 2 Wi2021)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer, OnjuisteFase, VoorwaardeNietVervuld
from core.law.fasen import Aanleiding, Fase, mogelijke_overgangen
from core.law.groepen import Doelgroep
from core.law.oproepen import Oproep as Rechtsoproep
from core.law.oproepen import Uitkomst, VolgendeOproep, toets_nieuwe_oproep
from core.law.recht import Duur, Grond, Regelkeuzes
from core.law.termijn import Termijnsoort, gestelde_termijn
from core.law.termijnen import voorstel_oproeptermijn
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.huis import Huis
from core.platform.pluginhost.facade import Invulling
from core.process.besluit import actions as besluit
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier import zaak as dossier
from core.process.dossier.rijen import DossierRij
from core.process.dossier.tables import Termijnbron, Termijnstatus
from core.process.intake.brief import oproepbrief
from core.process.intake.rijen import OproepRij
from core.process.intake.tables import Oproep
from core.process.intake.werksoorten import Soort

SOORT_PER_NUMMER = {1: Termijnsoort.INTAKE_O1, 2: Termijnsoort.INTAKE_O2, 3: Termijnsoort.INTAKE_O3}

_AANLEIDING = {
    Fase.INTAKE_LOOPT: Aanleiding.ONVOLDOENDE_MEDEWERKING,
    Fase.INTAKE_OPGEROEPEN: Aanleiding.OPROEP_HERHAALD,
}


async def eerdere(tx: Tx, dossier_id: UUID) -> list[OproepRij]:
    """De oproepen van een dossier, oudste eerst.

    Het id maakt de vrager zelf en zegt niets over de volgorde; op één dag is de oproep die nog openstaat de laatste.
    """
    rijen = await tx.lees_als(
        OproepRij,
        OproepRij.select()
        .where((Oproep.gemeente_id == tx.gemeente_id) & (Oproep.dossier_id == dossier_id))
        .order_by(Oproep.id),
    )
    return sorted(rijen, key=lambda r: (r.verzonden_op, r.nummer, r.uitkomst is Uitkomst.OPEN))


async def lees(tx: Tx, dossier_id: UUID, oproep_id: UUID) -> OproepRij:
    """Een oproep als rij.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await tx.lees_een_als(
        OproepRij,
        OproepRij.select().where(
            (Oproep.gemeente_id == tx.gemeente_id) & (Oproep.id == oproep_id) & (Oproep.dossier_id == dossier_id)
        ),
    )
    if rij is None:
        raise NietGevonden("Deze oproep bestaat niet.")
    return rij


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, oproep_id: UUID) -> Stand:
    """Hoe de oproep er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await lees(tx, dossier_id, oproep_id)
    await huis.logboek.schrijf(tx, "oproep.lezen", "oproep", object_id=oproep_id, dossiers=[dossier_id])
    klaar = "" if rij.uitkomst is Uitkomst.OPEN else "De uitkomst staat al vast; u hoeft niets te doen."
    return stand_van(rij, velden={"uitkomst": rij.uitkomst, "toelichting": rij.toelichting}, klaar=klaar)


def als_recht(rijen: list[OproepRij], ronde: int) -> tuple[Rechtsoproep, ...]:
    """De oproepen van deze ronde zoals de wet ze leest; na een onderbreking van de plicht begint een nieuwe (PG-4)."""
    return tuple(
        Rechtsoproep(nummer=r.nummer, verzonden_op=r.verzonden_op, termijn_tot=r.termijn_tot, uitkomst=r.uitkomst)
        for r in rijen
        if r.ronde == ronde
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Oproepvoorstel:
    """De oproep die nu aan de beurt is, met een voorgestelde laatste dag en waarom die."""

    volgende: VolgendeOproep
    termijn_tot: date
    lengte: Duur
    grond: Grond
    invulling: Invulling | None


async def stel_voor(tx: Tx, huis: Huis, dossier_id: UUID, *, reden_geen_boete: str = "") -> Oproepvoorstel:
    """Welke oproep nu kan, met een voorstel voor haar termijn: de lengte die hier geldt, tot en met een werkdag.

    Raises:
        NietGevonden, OnjuisteFase: het dossier bestaat niet, of staat niet in een fase voor een oproep.
        VoorwaardeNietVervuld: de wet laat nu geen oproep toe.
    """
    zaak = await dossier.lees_dossier(tx, dossier_id)
    if not any(o.naar is Fase.INTAKE_OPGEROEPEN for o in mogelijke_overgangen(zaak.fase)):
        raise OnjuisteFase(f"In fase {zaak.fase} wordt er niet meer opgeroepen.", grond="art. 14 lid 1 Wi2021")
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    staand = als_recht(await eerdere(tx, dossier_id), zaak.oproepronde)
    nummer = 1 + len({oproep.nummer for oproep in staand if oproep.uitkomst.zonder_resultaat})
    termijn_tot = voorstel_oproeptermijn(nummer, verzonden_op=vandaag, recht=recht)
    volgende = toets_nieuwe_oproep(
        staand,
        termijn_tot=termijn_tot,
        op=vandaag,
        doelgroep=_doelgroep(zaak),
        keuzes=Regelkeuzes(waarschuwing_rechtsmiddel=huis.tenant(tx.gemeente_id).waarschuwing_rechtsmiddel),
        recht=recht,
        reden_geen_boete=reden_geen_boete,
    )
    term = recht.oproep_voorstel_eerste if nummer == 1 else recht.oproep_voorstel_volgende
    waarde = term.op(vandaag)
    return Oproepvoorstel(
        volgende=volgende,
        termijn_tot=termijn_tot,
        lengte=waarde.waarde,
        grond=waarde.grond,
        invulling=huis.plugins_van(tx.gemeente_id).invullingen.get(term.naam),
    )


async def roep_op(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    *,
    termijn_tot: date,
    afspraak_op: datetime,
    plaats: str,
    reden_geen_boete: str = "",
) -> None:
    """Verstuur de oproep die nu aan de beurt is; de wet zegt welke dat is en wat er dan bij moet.

    Dezelfde `oproep_id` nog eens sturen verandert niets.

    Raises:
        NietGevonden, OnjuisteFase: het dossier bestaat niet, of staat niet in een fase voor een oproep.
        VoorwaardeNietVervuld: de wet laat nu geen (zo'n) oproep toe.
        OngeldigeInvoer: termijn of afspraak klopt niet; alle gebreken tegelijk.
        Conflict: dit id is al van een andere oproep.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    if await _bestaat(tx, dossier_id, oproep_id):
        return
    vandaag = await tx.vandaag()
    volgende = toets_nieuwe_oproep(
        als_recht(await eerdere(tx, dossier_id), zaak.rij.oproepronde),
        termijn_tot=termijn_tot,
        op=vandaag,
        doelgroep=_doelgroep(zaak.rij),
        keuzes=Regelkeuzes(waarschuwing_rechtsmiddel=huis.tenant(tx.gemeente_id).waarschuwing_rechtsmiddel),
        recht=huis.recht_van(tx.gemeente_id),
        reden_geen_boete=reden_geen_boete,
    )
    afspraak_dag = afspraak_op.astimezone(NEDERLAND).date()
    if not vandaag <= afspraak_dag <= termijn_tot:
        melding = "De afspraak ligt na vandaag en binnen de termijn van de oproep."
        raise OngeldigeInvoer(
            melding, gebreken=(Gebrek(veld="afspraakOp", melding=melding, grond="art. 14 lid 1 Wi2021"),)
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
                verzonden_op=vandaag,
                termijn_tot=termijn_tot,
                afspraak_op=afspraak_op,
                plaats=plaats,
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
    await _leg_termijn_vast(tx, huis, dossier_id, oproep_id, volgende, vandaag, termijn_tot)
    brief = await oproepbrief(
        tx,
        huis,
        zaak.rij,
        volgende=volgende,
        dagtekening=vandaag,
        termijn_tot=termijn_tot,
        afspraak_op=afspraak_op,
        plaats=plaats,
    )
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=oproep_id)
    await huis.logboek.schrijf(
        tx,
        "oproep.versturen",
        "oproep",
        object_id=oproep_id,
        dossiers=[dossier_id],
        velden=["termijn_tot", "afspraak_op"],
    )


async def leg_uitkomst_vast(
    tx: Tx, huis: Huis, dossier_id: UUID, oproep_id: UUID, *, versie: int, uitkomst: Uitkomst, toelichting: str
) -> None:
    """Verschenen (de intake loopt), afgemeld, niet verschenen, of onvoldoende meegewerkt.

    Raises:
        NietGevonden: de oproep bestaat niet.
        OngeldigeInvoer: een uitkomst is nodig, en bij alles behalve verschijnen een toelichting; `niet verschenen` kan
            pas na de afspraak.
        VersieConflict: iemand anders was eerder.
        Conflict: de uitkomst stond er al.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await lees(tx, dossier_id, oproep_id)
    eis_versie(versie, rij.versie)
    if rij.uitkomst is not Uitkomst.OPEN:
        raise Conflict("De uitkomst van deze oproep is al vastgelegd.")
    gebreken = []
    if uitkomst in (Uitkomst.OPEN, Uitkomst.VERVALLEN):
        gebreken.append(Gebrek(veld="uitkomst", melding="Kies een uitkomst."))
    if uitkomst is not Uitkomst.VERSCHENEN and not toelichting.strip():
        melding = "Leg uit wat er gebeurde, en of de persoon bereikt is."
        gebreken.append(Gebrek(veld="toelichting", melding=melding, grond="art. 3:2 Awb"))
    if uitkomst is Uitkomst.NIET_VERSCHENEN and await tx.nu() < rij.afspraak_op:
        gebreken.append(Gebrek(veld="uitkomst", melding="De afspraak is nog niet geweest."))
    if gebreken:
        raise OngeldigeInvoer("De uitkomst klopt niet.", gebreken=tuple(gebreken))
    await tx.schrijf_een(
        Oproep.update(
            {
                Oproep.uitkomst: uitkomst,
                Oproep.uitkomst_op: await tx.vandaag(),
                Oproep.toelichting: toelichting,
                **await nieuwe_versie(tx, Oproep),
            }
        )
        .where((Oproep.gemeente_id == tx.gemeente_id) & (Oproep.id == oproep_id) & (Oproep.versie == versie))
        .returning(Oproep.id)
    )
    gehaald = uitkomst is Uitkomst.VERSCHENEN
    soort = SOORT_PER_NUMMER.get(rij.nummer, Termijnsoort.INTAKE_O3)
    await termijnen.sluit_soorten(
        tx, dossier_id, (soort,), status=Termijnstatus.GEHAALD if gehaald else Termijnstatus.VERVALLEN
    )
    await werkvoorraad.sluit(tx, Soort.OPROEP_OPVOLGEN, sleutel=str(oproep_id), afhandeling=f"uitkomst: {uitkomst}")
    if gehaald:
        await dossier.ga_naar(tx, zaak, Fase.INTAKE_LOOPT, aanleiding=Aanleiding.VERSCHENEN)
    await huis.logboek.schrijf(
        tx, "oproep.uitkomst", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["uitkomst", "toelichting"]
    )


def _doelgroep(zaak: DossierRij) -> Doelgroep:
    if zaak.doelgroep is None:
        melding = "De doelgroep is nog niet bij DUO gelezen; zonder doelgroep kan niet worden opgeroepen."
        raise VoorwaardeNietVervuld(melding, gebreken=(Gebrek(veld="doelgroep", melding=melding),))
    return zaak.doelgroep


async def _bestaat(tx: Tx, dossier_id: UUID, oproep_id: UUID) -> bool:
    return bool(
        await tx.lees(
            Oproep.select(Oproep.id).where(
                (Oproep.gemeente_id == tx.gemeente_id) & (Oproep.id == oproep_id) & (Oproep.dossier_id == dossier_id)
            )
        )
    )


async def _leg_termijn_vast(
    tx: Tx, huis: Huis, dossier_id: UUID, oproep_id: UUID, volgende: VolgendeOproep, vandaag: date, termijn_tot: date
) -> None:
    recht = huis.recht_van(tx.gemeente_id)
    termijn = gestelde_termijn(
        SOORT_PER_NUMMER.get(volgende.nummer, Termijnsoort.INTAKE_O3),
        start=vandaag,
        gebeurtenis=f"oproep {volgende.nummer} verzonden",
        laatste_dag=termijn_tot,
        grond=Grond("Wi2021", "14", "1"),
        recht=recht,
    )
    termijn_id = await termijnen.leg_vast(tx, dossier_id, termijn, recht=recht, bron=Termijnbron.COLLEGE)
    await werkvoorraad.zet_klaar(
        tx,
        Soort.OPROEP_OPVOLGEN,
        omschrijving=f"Oproep {volgende.nummer}: leg vast of de persoon verscheen",
        grond=str(volgende.grond),
        sleutel=str(oproep_id),
        dossier_id=dossier_id,
        termijn_id=termijn_id,
        vervaldatum=termijn_tot,
    )
