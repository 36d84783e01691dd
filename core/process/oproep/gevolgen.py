"""Wat een oproep doet bij een voorval: verzonden begint zij te tellen, en zonder plicht vervalt zij."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.law.bekendmaking import Verzending
from core.law.oproepen import Uitkomst, grond_van_termijn, wat_telt_niet
from core.law.recht import Recht
from core.law.retourpost import Retouroordeel
from core.law.termijn import Termijn, Termijnsoort, gestelde_termijn
from core.law.uitkomst_nu import uitkomst_nu
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Dossier, Termijnbron, Termijnstatus
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak, lees_dossier, werk_bij
from core.process.oproep import alsnog, keten, opvolging, toetsweigering
from core.process.oproep.actions import zoek
from core.process.oproep.beeld import OVER_DE_POST, gebeurtenissen_van, oproepen_van, rechtsoproepen
from core.process.oproep.boetegrond import volg_grond
from core.process.oproep.noteren import noteer
from core.process.oproep.rijen import Gebeurtenisbeeld, OproepRij
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.uitkomsten import SOORT_PER_NUMMER, TERMIJN_NA, TERMIJNEN, vraag_boete, zet
from core.process.oproep.verzenden import waarom_niet_geteld
from core.process.voorvallen import (
    BriefVerzonden,
    FeitenGewijzigd,
    Geschorst,
    Overleden,
    PlichtGeeindigd,
    RetourpostBeoordeeld,
    Verhuisd,
    VerzendingVerbeterd,
)

_SOORT = {
    Retouroordeel.TE_BEOORDELEN: Gebeurtenissoort.POST_TERUG,
    Retouroordeel.FOUT_ADRES: Gebeurtenissoort.POST_NIET_AANGEKOMEN,
}
_NIET_AANGEKOMEN = "Deze oproep ging niet naar het goede adres, en telt niet."


async def laat_oproepen_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """De open oproep vervalt, en loopt de plicht later weer, dan begint het oproepen opnieuw (PG-4).

    Haar termijn en haar werk sluit het dossier; haar brief, als die nog niet verzonden is, de stap besluit.
    """
    van_dit_dossier = (Oproep.gemeente_id == tx.gemeente_id) & (Oproep.dossier_id == zaak.id)
    vandaag = await tx.vandaag()
    open_ = await tx.schrijf(
        Oproep.update(
            {Oproep.uitkomst: Uitkomst.VERVALLEN, Oproep.uitkomst_op: vandaag, **await nieuwe_versie(tx, Oproep)}
        )
        .where(van_dit_dossier & (Oproep.uitkomst == Uitkomst.OPEN))
        .returning(Oproep.id)
    )
    oproepen = await oproepen_van(tx, zaak.id)
    vragen = False if isinstance(voorval, Geschorst) else await _vraag_niet_meer(tx, oproepen, voorval.omschrijving)
    volgende = 1 + max((rij.ronde for rij in oproepen), default=0)
    nieuwe_ronde = volgende > (await lees_dossier(tx, zaak.id)).oproepronde
    if nieuwe_ronde:
        await werk_bij(tx, zaak, {Dossier.oproepronde: volgende})
    return (
        *(["oproep.uitkomst"] if open_ else []),
        *(["dossier.oproepronde"] if nieuwe_ronde else []),
        *(["werkitem.status"] if vragen else []),
    )


async def _vraag_niet_meer(tx: Tx, oproepen: Sequence[OproepRij], afhandeling: str) -> bool:
    """Zonder traject hoort niemand de persoon nog over zijn plan, en wordt er geen uitkomst meer teruggenomen. Waar een
    boete op rust blijft werk: inning en bezwaar gaan door (PG-12)."""
    sleutels = [sleutel for rij in oproepen for sleutel in (alsnog.sleutel(rij.id), toetsweigering.sleutel(rij.id))]
    return await werkvoorraad.sluit_elk(tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=afhandeling, vervallen=True)


async def volg_toets(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd) -> tuple[str, ...]:
    """Blijkt de intake verkort, dan rust er niets meer op de toets: wat daarop rust is werk (art. 15 lid 4, PG-3)."""
    werk = await toetsweigering.volg(tx, zaak)
    boete = await volg_grond(tx, huis, zaak)
    return ("werkitem.status",) if werk or boete else ()


async def laat_termijn_lopen(tx: Tx, huis: Huis, zaak: Zaak, voorval: BriefVerzonden) -> tuple[str, ...]:
    """De brief van een oproep is weg: nu telt zij, loopt haar termijn en komt er werk om haar op te volgen (PG-1)."""
    onderwerp_id = await besluit.onderwerp_van(tx, voorval.brief_id)
    rij = None if onderwerp_id is None else await zoek(tx, onderwerp_id)
    if rij is None or rij.verzonden_op is not None or rij.uitkomst.weg:
        return ()
    recht = huis.recht_van(tx.gemeente_id)
    telt_niet = await waarom_niet_geteld(tx, huis, rij.id, Verzending(op=voorval.verzonden_op))
    waarom = " ".join(waarschuwing.melding for waarschuwing in telt_niet)
    await zet(tx, rij, {Oproep.verzonden_op: voorval.verzonden_op})
    await noteer(tx, rij, Gebeurtenissoort.VERZONDEN, voorval.verzonden_op, waarom)
    if rij.uitkomst is not Uitkomst.OPEN:
        return ("oproep.verzonden_op", "oproepgebeurtenis.soort")
    if voorval.verzonden_op > rij.termijn_tot:
        await opvolging.volg_op(tx, rij, None, telt_niet=waarom, vandaag=await tx.vandaag())
        return ("oproep.verzonden_op", "oproepgebeurtenis.soort", "werkitem.status")
    termijn = _termijn(rij, voorval.verzonden_op, recht)
    termijn_id = await termijnen.leg_vast(
        tx, zaak.id, termijn, recht=recht, bron=Termijnbron.COLLEGE, oorzaak_id=rij.id
    )
    await opvolging.volg_op(tx, rij, termijn_id, telt_niet=waarom, vandaag=await tx.vandaag())
    await keten.sluit(tx, zaak.id)
    return ("oproep.verzonden_op", "oproepgebeurtenis.soort", "termijn.status", "werkitem.status")


async def verbeter_dag(tx: Tx, huis: Huis, zaak: Zaak, voorval: VerzendingVerbeterd) -> tuple[str, ...]:
    """De termijn loopt vanaf de goede dag; haar laatste dag blijft die uit de brief (PG-13). Telt de oproep nu anders
    dan waar een uitkomst op rust, dan kijkt een mens."""
    onderwerp_id = await besluit.onderwerp_van(tx, voorval.brief_id)
    rij = None if onderwerp_id is None else await zoek(tx, onderwerp_id)
    if rij is None or rij.verzonden_op in (None, voorval.verzonden_op) or rij.uitkomst.weg:
        return ()
    await zet(tx, rij, {Oproep.verzonden_op: voorval.verzonden_op})
    await noteer(tx, rij, Gebeurtenissoort.VERZONDEN, voorval.verzonden_op, "de dag van verzending is verbeterd")
    velden = ["oproep.verzonden_op", "oproepgebeurtenis.soort"]
    recht = huis.recht_van(tx.gemeente_id)
    if rij.uitkomst is Uitkomst.OPEN and voorval.verzonden_op <= rij.termijn_tot:
        await termijnen.leg_vast(
            tx,
            zaak.id,
            _termijn(rij, voorval.verzonden_op, recht),
            recht=recht,
            bron=Termijnbron.COLLEGE,
            oorzaak_id=rij.id,
        )
        velden.append("termijn.status")
    elif rij.uitkomst is not Uitkomst.OPEN:
        vraag = await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=(
                f"De dag van verzending van oproep {rij.nummer} is verbeterd naar {voorval.verzonden_op:%d-%m-%Y}. Ga"
                " na of haar uitkomst, en wat daarop rust, nog klopt."
            ),
            grond="art. 14 lid 1 Wi2021",
            sleutel=f"{rij.id}:verzonden",
            dossier_id=zaak.id,
        )
        boete = await volg_grond(tx, huis, zaak)
        velden += ["werkitem.status"] if vraag or boete else []
        velden += ["termijn.status"] if await _volg_dag(tx, huis, zaak, rij, voorval.verzonden_op) else []
    return tuple(velden)


async def _volg_dag(tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, verzonden_op: date) -> bool:
    """Een termijn die eindigde volgt de goede dag; haar laatste dag blijft die uit de brief (PG-13). Telt de oproep dan
    niet (PG-1), dan liep er geen termijn om te missen of te laat op te komen; telt zij, dan vanaf die dag."""
    recht = huis.recht_van(tx.gemeente_id)
    oproep = next((o for o in await rechtsoproepen(tx, zaak.rij) if o.id == rij.id), None)
    if oproep is None:
        return False
    kan_tellen = replace(oproep, retour=None) if oproep.retour is Retouroordeel.TE_BEOORDELEN else oproep
    if wat_telt_niet(kan_tellen, recht=recht):
        return await termijnen.sluit_van(tx, zaak.id, rij.id, TERMIJNEN, status=Termijnstatus.VERVALLEN, te_late=True)
    status = TERMIJN_NA.get(uitkomst_nu(oproep, recht=recht))
    if rij.uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING:  # its day says nothing of when somebody came
        status = None
    if status not in (Termijnstatus.GEMIST, Termijnstatus.TE_LAAT):
        return False
    await termijnen.sluit_van(tx, zaak.id, rij.id, TERMIJNEN, status=Termijnstatus.VERVALLEN, te_late=True)
    return await _eindigt(tx, zaak, rij, verzonden_op, status, recht)


async def volg_retourpost(tx: Tx, huis: Huis, zaak: Zaak, voorval: RetourpostBeoordeeld) -> tuple[str, ...]:
    """Telt zij niet, dan loopt haar termijn niet meer en wordt die niet meer als gemist bewaakt; telt zij toch, dan is
    het zoals het was. Rust er al een uitkomst op, of een boete, dan kijkt een mens."""
    onderwerp_id = await besluit.onderwerp_van(tx, voorval.brief_id)
    rij = None if onderwerp_id is None else await zoek(tx, onderwerp_id)
    if rij is None:
        return ()
    if rij.uitkomst.weg:
        return await _laat_weten_dat_zij_weg_is(tx, zaak, rij, voorval)
    soort = _SOORT.get(voorval.oordeel, Gebeurtenissoort.POST_AANGEKOMEN)
    eerder = [g for g in await gebeurtenissen_van(tx, zaak.id) if g.oproep_id == rij.id and g.soort in OVER_DE_POST]
    if eerder and eerder[-1].soort is soort:
        return ()
    await zet(tx, rij, {})
    await noteer(tx, rij, soort, voorval.terug_op, voorval.waarom)
    velden = ["oproep.versie", "oproepgebeurtenis.soort"]
    if rij.uitkomst is not Uitkomst.OPEN:
        boete = await volg_grond(tx, huis, zaak)
        await vraag_boete(tx, huis, zaak, rij.id, anders="de oproep kwam terug van de post en telt niet")
        velden += ["werkitem.status"] if await _vraag_na(tx, zaak, rij, voorval) or boete else []
        velden += ["termijn.status"] if await _volg_einde(tx, huis, zaak, rij, voorval, eerder) else []
    elif voorval.oordeel is Retouroordeel.FOUT_ADRES:
        await termijnen.sluit_van(tx, zaak.id, rij.id, TERMIJNEN, status=Termijnstatus.VERVALLEN)
        await opvolging.volg_op(tx, rij, None, telt_niet=_NIET_AANGEKOMEN, vandaag=await tx.vandaag())
        velden += ["termijn.status", "werkitem.status"]
    elif voorval.oordeel.telt and voorval.verzonden_op <= rij.termijn_tot:
        recht = huis.recht_van(tx.gemeente_id)
        termijn = _termijn(rij, voorval.verzonden_op, recht)
        termijn_id = await termijnen.leg_vast(
            tx, zaak.id, termijn, recht=recht, bron=Termijnbron.COLLEGE, oorzaak_id=rij.id
        )
        await opvolging.volg_op(tx, rij, termijn_id)
        velden += ["termijn.status", "werkitem.status"]
    return tuple(velden)


async def _volg_einde(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    rij: OproepRij,
    voorval: RetourpostBeoordeeld,
    eerder: Sequence[Gebeurtenisbeeld],
) -> bool:
    """Telt zij niet, dan liep er geen termijn om te missen of te laat op te komen; telt zij toch, dan weer wel."""
    if voorval.oordeel is Retouroordeel.FOUT_ADRES:
        return await termijnen.sluit_van(tx, zaak.id, rij.id, TERMIJNEN, status=Termijnstatus.VERVALLEN, te_late=True)
    was_niet_aangekomen = bool(eerder) and eerder[-1].soort is Gebeurtenissoort.POST_NIET_AANGEKOMEN
    if not voorval.oordeel.telt or not was_niet_aangekomen or voorval.verzonden_op > rij.termijn_tot:
        return False
    recht = huis.recht_van(tx.gemeente_id)
    nu = {o.id: uitkomst_nu(o, recht=recht) for o in await rechtsoproepen(tx, zaak.rij)}.get(rij.id)
    status = None if nu is None else TERMIJN_NA.get(nu)
    if status not in (Termijnstatus.GEMIST, Termijnstatus.TE_LAAT):
        return False
    return await _eindigt(tx, zaak, rij, voorval.verzonden_op, status, recht)


async def _eindigt(tx: Tx, zaak: Zaak, rij: OproepRij, verzonden_op: date, status: Termijnstatus, recht: Recht) -> bool:
    """De termijn van deze oproep liep vanaf deze dag, en eindigde zo."""
    termijn = _termijn(rij, verzonden_op, recht)
    await termijnen.leg_vast(tx, zaak.id, termijn, recht=recht, bron=Termijnbron.COLLEGE, oorzaak_id=rij.id)
    return await termijnen.sluit_van(tx, zaak.id, rij.id, TERMIJNEN, status=status)


async def _laat_weten_dat_zij_weg_is(
    tx: Tx, zaak: Zaak, rij: OproepRij, voorval: RetourpostBeoordeeld
) -> tuple[str, ...]:
    """Wie haar niet kreeg, kreeg ook geen brief dat zij is ingetrokken. Kwam zij toch aan, dan weet hij dat niet."""
    if rij.uitkomst is not Uitkomst.INGETROKKEN or not voorval.oordeel.telt:
        return ()
    gebeurtenissen = [g for g in await gebeurtenissen_van(tx, zaak.id) if g.oproep_id == rij.id]
    over_de_post = [g.soort for g in gebeurtenissen if g.soort in OVER_DE_POST]
    if over_de_post[-1:] != [Gebeurtenissoort.POST_NIET_AANGEKOMEN]:
        return ()
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"Oproep {rij.nummer} van {rij.opgesteld_op:%d-%m-%Y} is ingetrokken omdat zij niet was aangekomen, zonder"
            " brief daarover. Nu blijkt zij toch aangekomen: laat de persoon weten dat zij niet meer geldt."
        ),
        grond="art. 3:2 Awb",
        sleutel=f"{rij.id}:ingetrokken",
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
    return ("werkitem.status",) if nieuw else ()


async def _vraag_na(tx: Tx, zaak: Zaak, rij: OproepRij, voorval: RetourpostBeoordeeld) -> bool:
    if voorval.oordeel is Retouroordeel.TE_BEOORDELEN:
        return False
    telt = "telt toch" if voorval.oordeel.telt else "ging niet naar het goede adres, en telt niet"
    return await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"Oproep {rij.nummer} kwam terug van de post en {telt}. Ga na of haar uitkomst, en wat daarop rust, nog"
            " klopt."
        ),
        grond="art. 14 lid 1 Wi2021",
        sleutel=f"{rij.id}:retour",
        dossier_id=zaak.id,
    )


def _termijn(rij: OproepRij, verzonden_op: date, recht: Recht) -> Termijn:
    """De termijn die het college stelde: vanaf de verzending, tot en met de dag in de brief."""
    return gestelde_termijn(
        SOORT_PER_NUMMER.get(rij.nummer, Termijnsoort.INTAKE_O3),
        start=verzonden_op,
        gebeurtenis=f"oproep {rij.nummer} verzonden",
        laatste_dag=rij.termijn_tot,
        grond=grond_van_termijn(rij.nummer, rij.grond),
        recht=recht,
    )
