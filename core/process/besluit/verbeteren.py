"""Een verkeerd vastgelegde verzending verbeteren: met een motief, en nooit ten nadele van wie een dag las (C21).

Wat er stond blijft staan. Een bezwaar is op tijd tot en met de laatste van de dag die de persoon kent en de dag die uit
de goede dag van verzending volgt (`tijdig_tot`; art. 6:11 Awb, PG-13). Is dat een latere dag dan hij kent, dan ligt er
werk om hem dat te schrijven. Kreeg hij haar na een verkeerd adres in handen, dan is zij van die dag bekend (3:41 Awb).
"""

from datetime import date
from uuid import UUID

from core.fouten import OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.bekendmaking import Verzending, bezwaar_tot, toets_verbetering
from core.law.retourpost import BEKENDMAKEN
from core.law.termijnen import bezwaartermijn
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.huis import Huis
from core.process.besluit import bevroren, bezwaardag, nogmaals
from core.process.besluit.actions import lees_brief
from core.process.besluit.opmaken import opmaken_van
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit, Brief, Briefstatus
from core.process.besluit.verzenden import besluit_van, leg_verzending_vast, verzendingen_van, waarschuw, zo_vastgelegd
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import termijnen
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.voorvallen import VerzendingVerbeterd, meld


async def verbeter_verzending(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    brief_id: UUID,
    verzending: Verzending,
    *,
    versie: int,
    motief: str,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Leg vast dat een brief op een andere dag of wijze verzonden is dan er stond.

    Precies hetzelfde nog eens vastleggen verandert niets.

    Raises:
        NietGevonden: de brief bestaat niet.
        VersieConflict: iemand anders was eerder.
        VoorwaardeNietVervuld: de brief is nog niet verzonden, of een andere kwam voor haar in de plaats.
        OngeldigeInvoer: de dag of de wijze klopt niet, of het motief ontbreekt; alle gebreken tegelijk.
        OnjuisteFase: zij kwam terug, en over wat dat betekent is niet meer te oordelen.
        NietBevestigd: wat op de brief rust telt dan niet meer (PG-1), of zij ging met de post naar een adres waar post
            van terugkwam, en dat is niet bevestigd.
    """
    zaak = await neem_dossier(tx, dossier_id)
    brief = await lees_brief(tx, dossier_id, brief_id)
    eis_versie(versie, brief.versie)
    if brief.status is not Briefstatus.VERZONDEN or brief.verzonden_op is None or brief.verzonden_opmaak is None:
        raise VoorwaardeNietVervuld("Deze brief is nog niet verzonden; leg de verzending vast.")
    eerder = await verzendingen_van(tx, brief_id)
    op_de_brief = bevroren.adres(tx, huis, brief)
    if zo_vastgelegd(eerder, brief, verzending, op_de_brief=op_de_brief):
        if eerder and eerder[-1].motief == motief.strip():
            return
        raise VoorwaardeNietVervuld(_STAAT_ER)
    opmaak = next(o for o in await opmaken_van(tx, brief_id) if o.id == brief.verzonden_opmaak)
    if waarom_niet := await nogmaals.waarom_er_niets_op_rust(tx, brief):
        raise VoorwaardeNietVervuld(waarom_niet, grond=str(BEKENDMAKEN))
    besluit = await besluit_van(tx, brief)
    gebreken = toets_verbetering(
        verzending,
        op_de_brief=op_de_brief,
        motief=motief,
        dagtekening=None if besluit is None else besluit.dagtekening,
        gemaakt_op=None if opmaak.opgemaakt_op is None else opmaak.opgemaakt_op.astimezone(NEDERLAND).date(),
        vandaag=await tx.vandaag(),
    )
    if gebreken:
        raise OngeldigeInvoer("De verbetering klopt niet.", gebreken=gebreken)
    if brief.afschrift_van is None:
        alle = await waarschuw(tx, huis, brief, verzending)
        await eis_en_bewaar(tx, huis, alle, bevestigd, object_="brief", object_id=brief_id, dossiers=(dossier_id,))
    recht = huis.recht_van(tx.gemeente_id)
    tijdig = None if brief.tijdig_tot is None else max(brief.tijdig_tot, bezwaar_tot(verzending.op, recht=recht))
    await tx.schrijf_een(
        Brief.update(
            {
                Brief.verzonden_op: verzending.op,
                Brief.verzonden_door: tx.medewerker_id,
                Brief.tijdig_tot: tijdig,
                **await nieuwe_versie(tx, Brief),
            }
        )
        .where((Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id) & (Brief.versie == brief.versie))
        .returning(Brief.id)
    )
    await leg_verzending_vast(
        tx,
        zaak.rij,
        brief,
        verzending,
        op_de_brief=op_de_brief,
        opmaak_id=opmaak.id,
        eerder_op=brief.verzonden_op,
        motief=motief.strip(),
    )
    if besluit is not None and besluit.bekendgemaakt_op not in (None, verzending.op):
        await _maak_anders_bekend(tx, huis, zaak, besluit, verzending.op, tijdig=tijdig)
    if brief.verzonden_op != verzending.op and brief.afschrift_van is None:
        await meld(tx, huis, zaak, VerzendingVerbeterd(brief_id=brief_id, verzonden_op=verzending.op))
    if tijdig is not None and brief.tijdig_tot is not None and tijdig > brief.tijdig_tot:
        await bezwaardag.vervalt(tx, brief_id, afhandeling="de verzending is nog eens verbeterd")
        await bezwaardag.vraag(tx, huis, await lees_brief(tx, dossier_id, brief_id))
    wijze = nogmaals.wijze_van(eerder[-1] if eerder else None)
    await huis.proces.volgt_verbetering(
        tx, huis, zaak, brief_id, eerder=wijze, wijze=verzending.wijze, motief=motief.strip()
    )
    await huis.logboek.schrijf(
        tx,
        "brief.verbeteren",
        "brief",
        object_id=brief_id,
        dossiers=[dossier_id],
        velden=["verzonden_op", "tijdig_tot", *(["bekendgemaakt_op"] if besluit else [])],
    )


_STAAT_ER = (
    "De verzending staat er al precies zo; er is niets te verbeteren, en uw motief is niet vastgelegd. Kijk bij de"
    " brieven wat er staat. Kwam zij terug en kreeg de persoon haar toch, beoordeel dan de retourpost (ANDERS_BEKEND)."
)


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, brief_id: UUID) -> Stand:
    """Hoe de verzending er nu staat, voor wie met een oudere versie kwam; het lezen komt in het leeslog.

    Staat er een ander adres dan op de brief, dan is dat wat een mens noemde; anders noemt niemand er een.
    """
    brief = await lees_brief(tx, dossier_id, brief_id)
    await huis.logboek.schrijf(tx, "brief.lijst", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    verzendingen = await verzendingen_van(tx, brief_id)
    if not verzendingen:
        return stand_van(brief, velden={"verzonden_op": brief.verzonden_op})
    nu = verzendingen[-1]
    velden = {"verzonden_op": nu.verzonden_op, "wijze": nu.wijze, "ontvanger": nu.ontvanger}
    velden |= {"toelichting": nu.toelichting, "motief": nu.motief}
    if nu.adres != bevroren.adres(tx, huis, brief):
        velden["adres"] = nu.adres
    return stand_van(brief, velden=velden)


async def _maak_anders_bekend(
    tx: Tx, huis: Huis, zaak: Zaak, besluit: BesluitRij, op: date, *, tijdig: date | None
) -> None:
    """De bekendmaking en de bezwaartermijn van een besluit volgen de goede dag; de dag waarop de persoon mag rekenen
    blijft erbij staan, ook als het recht later verschuift (PG-13)."""
    await tx.schrijf_een(
        Besluit.update({Besluit.bekendgemaakt_op: op})
        .where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.id == besluit.id))
        .returning(Besluit.id)
    )
    recht = huis.recht_van(tx.gemeente_id)
    await termijnen.leg_vast(
        tx, zaak.id, bezwaartermijn(op, recht=recht), recht=recht, oorzaak_id=besluit.id, gedrukt_einde=tijdig
    )
