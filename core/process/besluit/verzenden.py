"""Een brief verzenden: dan is een besluit bekendgemaakt en loopt de bezwaartermijn (art. 3:41, 6:7 en 6:8 Awb)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld, Waarschuwing
from core.law import al_weg as regels
from core.law.bekendmaking import (
    Opmaak,
    Verzending,
    Verzendwijze,
    bezwaar_tot,
    past_bij_de_brief,
    toets_haar_dag,
    toets_verzending,
    waarheen,
    welke_opmaak,
)
from core.law.fasen import AFGESLOTEN
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.besluit import al_weg, bevroren, richten
from core.process.besluit.actions import lees_brief
from core.process.besluit.afschriften import eis_na_de_brief, met_dezelfde_dag
from core.process.besluit.geldend import besluit_over
from core.process.besluit.opmaken import opmaken_van
from core.process.besluit.rijen import BesluitRij, BriefRij, OpmaakRij, VerzendingRij
from core.process.besluit.tables import Besluit, Brief, Briefstatus, Briefverzending
from core.process.besluit.werksoorten import Soort
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import neem_dossier
from core.process.voorvallen import BesluitBekendgemaakt, BriefVerzonden, meld


async def verzend_brief(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    brief_id: UUID,
    verzending: Verzending,
    *,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Een mens legt vast dat de brief de deur uit is. Hoort er een besluit bij, dan is dat nu bekendgemaakt.

    Precies hetzelfde nog eens vastleggen verandert niets.

    Raises:
        NietGevonden: de brief bestaat niet.
        VoorwaardeNietVervuld: de brief is nog niet opgemaakt, al verzonden, of ingetrokken; of zij is een afschrift en
            de brief zelf is nog niet verzonden, of met een andere dag erop.
            Of zij gaat met de post naar het adres waar dezelfde brief al van terugkwam.
        OngeldigeInvoer: de dag of de wijze klopt niet; alle gebreken tegelijk (PG-6).
        NietBevestigd: wat op de brief rust telt dan niet (PG-1), een ander krijgt haar nu (18.4), of zij is ingetrokken
            en was al weg (PG-12), en dat is niet bevestigd.
    """
    zaak = await neem_dossier(tx, dossier_id)
    brief = await lees_brief(tx, dossier_id, brief_id)
    op_de_brief = bevroren.adres(tx, huis, brief)
    if brief.status is Briefstatus.VERZONDEN:
        eerder = await verzendingen_van(tx, brief_id)
        if zo_vastgelegd(eerder, brief, verzending, op_de_brief=op_de_brief):
            return
    besluit = await besluit_van(tx, brief)
    ingetrokken = await al_weg.door_een_einde(tx, brief, besluit)
    if brief.status is not Briefstatus.GEMAAKT and ingetrokken is None:
        raise VoorwaardeNietVervuld(await al_weg.waarom_niet(tx, brief, besluit) or _WAAROM_NIET[brief.status])
    gemaakt = await _gemaakt(tx, brief, verzending)
    opmaken = tuple(opmaak for _, opmaak in gemaakt)
    gebreken = toets_verzending(
        verzending,
        op_de_brief=op_de_brief,
        dagtekening=None if besluit is None else besluit.dagtekening,
        opmaken=opmaken,
        vandaag=await tx.vandaag(),
        recht=huis.recht_van(tx.gemeente_id),
    )
    gebreken = (*gebreken, *haar_dag(tx, huis, brief, verzending))
    if ingetrokken is not None:
        te_laat = regels.toets(verzending.op, ingetrokken_op=ingetrokken.op, waardoor=ingetrokken.waardoor)
        gebreken = (*te_laat, *gebreken)
    plaats = welke_opmaak(opmaken, verzending.op)
    if gebreken or plaats is None:
        raise OngeldigeInvoer("De verzending klopt niet.", gebreken=gebreken)
    if brief.afschrift_van is None:
        rust_erop = await waarschuw(tx, huis, brief, verzending)
    else:
        rust_erop = ()
    if ingetrokken is None:
        anders_gericht = await richten.waarschuw(tx, huis, zaak.rij, brief)
    else:
        anders_gericht = _was_al_weg(zaak.rij, besluit, ingetrokken)
    alle = (*rust_erop, *anders_gericht)
    await eis_en_bewaar(tx, huis, alle, bevestigd, object_="brief", object_id=brief_id, dossiers=(dossier_id,))
    opmaak, _ = gemaakt[plaats]
    tijdig = None if brief.afschrift_van is not None else opmaak.bezwaar_tot
    if tijdig is None and besluit is not None:
        tijdig = bezwaar_tot(verzending.op, recht=huis.recht_van(tx.gemeente_id))
    await tx.schrijf_een(
        Brief.update(
            {
                Brief.status: Briefstatus.VERZONDEN,
                Brief.verzonden_op: verzending.op,
                Brief.verzonden_door: tx.medewerker_id,
                Brief.verzonden_opmaak: opmaak.id,
                Brief.tijdig_tot: tijdig,
                **await nieuwe_versie(tx, Brief),
            }
        )
        .where((Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id) & (Brief.status == brief.status))
        .returning(Brief.id)
    )
    await leg_verzending_vast(tx, zaak.rij, brief, verzending, op_de_brief=op_de_brief, opmaak_id=opmaak.id)
    if brief.afschrift_van is not None:
        await _sluit_af(tx, huis, brief, ["status", "verzonden_op"])
        return
    if besluit is not None:
        await tx.schrijf_een(
            Besluit.update({Besluit.bekendgemaakt_op: verzending.op})
            .where(
                (Besluit.gemeente_id == tx.gemeente_id)
                & (Besluit.id == besluit.id)
                & Besluit.bekendgemaakt_op.is_null()
            )
            .returning(Besluit.id)
        )
        await meld(tx, huis, zaak, BesluitBekendgemaakt(besluit_id=besluit.id))
    await meld(tx, huis, zaak, BriefVerzonden(brief_id=brief_id, verzonden_op=verzending.op))
    await _sluit_af(tx, huis, brief, ["status", "verzonden_op", *(["bekendgemaakt_op"] if besluit else [])])


def _was_al_weg(
    dossier: DossierRij, besluit: BesluitRij | None, ingetrokken: al_weg.Ingetrokken
) -> tuple[Waarschuwing, ...]:
    if besluit is None:
        return ()
    return regels.waarschuw(
        besluit.soort,
        besluit.dagtekening,
        ingetrokken_op=ingetrokken.op,
        waardoor=ingetrokken.waardoor,
        duo_hoort=dossier.fase not in AFGESLOTEN,
    )


def haar_dag(tx: Tx, huis: Huis, brief: BriefRij, verzending: Verzending) -> tuple[Gebrek, ...]:
    """Of de laatste dag die in de brief staat al voorbij was; een afschrift volgt de brief."""
    en_nu = huis.proces.briefsoort(brief.sjabloon).na_haar_dag
    if not en_nu or brief.afschrift_van is not None:
        return ()
    genoemd = bevroren.lees_als(tx, huis, brief, _GenoemdeDag)
    return toets_haar_dag(verzending.op, laatste_dag=genoemd.laatste_dag or genoemd.uiterlijk_op, en_nu=en_nu)


class _GenoemdeDag(msgspec.Struct, frozen=True, rename="camel"):
    """De laatste dag die een brief de persoon noemt, zoals zij bevroren is."""

    laatste_dag: date | None = None
    uiterlijk_op: date | None = None


async def waarschuw(tx: Tx, huis: Huis, brief: BriefRij, verzending: Verzending) -> tuple[Waarschuwing, ...]:
    """Wat er volgens de stappen mis kan gaan als deze brief zo verzonden is."""
    alle: list[Waarschuwing] = []
    for waarschuw in huis.proces.waarschuwt_bij_verzenden:
        alle += await waarschuw(tx, huis, brief, verzending)
    return tuple(alle)


async def _gemaakt(tx: Tx, brief: BriefRij, verzending: Verzending) -> list[tuple[OpmaakRij, Opmaak]]:
    """Elke opmaak die er is, met de dag waarop zij weg kan; een afschrift met de dag van de brief kan op elke dag."""
    rijen = await opmaken_van(tx, brief.id)
    if brief.afschrift_van is not None:
        rijen = met_dezelfde_dag(await eis_na_de_brief(tx, brief.afschrift_van, verzending.op), rijen)
    return [
        (
            rij,
            Opmaak(
                gemaakt_op=rij.opgemaakt_op.astimezone(NEDERLAND).date(),
                dag=rij.verzenddag if brief.afschrift_van is None else None,
                tot=_tot(rij, rijen) if brief.afschrift_van is None else None,
            ),
        )
        for rij in rijen
        if rij.opgemaakt_op is not None
    ]


def _tot(rij: OpmaakRij, rijen: Sequence[OpmaakRij]) -> date | None:
    """Tot en met welke dag een opmaak van voor een verhuizing of een terugkeer nog weg kan: toen dat bekend werd."""
    erna = (later.gevraagd_op for later in rijen if later.volgnummer > rij.volgnummer and later.stand != rij.stand)
    bekend = min(erna, default=None)
    return None if bekend is None else bekend.astimezone(NEDERLAND).date()


async def _sluit_af(tx: Tx, huis: Huis, brief: BriefRij, velden: list[str]) -> None:
    await werkvoorraad.sluit(tx, Soort.BRIEF_VERZENDEN, sleutel=str(brief.id), afhandeling="verzonden")
    await huis.logboek.schrijf(
        tx, "brief.verzenden", "brief", object_id=brief.id, dossiers=[brief.dossier_id], velden=velden
    )


async def verzendingen_van(tx: Tx, brief_id: UUID) -> list[VerzendingRij]:
    """Wat er over het verzenden van een brief is vastgelegd, oudste eerst; het laatste geldt."""
    return await tx.lees_als(
        VerzendingRij,
        VerzendingRij.select()
        .where((Briefverzending.gemeente_id == tx.gemeente_id) & (Briefverzending.brief_id == brief_id))
        .order_by(Briefverzending.vastgelegd_op)
        .order_by(Briefverzending.id),
    )


async def besluit_van(tx: Tx, brief: BriefRij) -> BesluitRij | None:
    """Het besluit waar een brief de beschikking van is, of None als zij er geen is; een afschrift maakt niet bekend."""
    if brief.afschrift_van is not None:
        return None
    return await besluit_over(tx, brief.onderwerp_id)


async def leg_verzending_vast(
    tx: Tx,
    dossier: DossierRij,
    brief: BriefRij,
    verzending: Verzending,
    *,
    op_de_brief: str,
    opmaak_id: UUID,
    eerder_op: date | None = None,
    motief: str = "",
) -> None:
    """Het bewijs: hoe, waarheen en aan wie, met het adres dat de BRP nu geeft ernaast (PG-1)."""
    persoon = await lees_persoon(tx, dossier)
    await tx.schrijf(
        Briefverzending.insert(
            Briefverzending(
                gemeente_id=tx.gemeente_id,
                id=nieuw_id(),
                dossier_id=brief.dossier_id,
                brief_id=brief.id,
                opmaak_id=opmaak_id,
                verzonden_op=verzending.op,
                wijze=verzending.wijze,
                adres=waarheen(verzending, op_de_brief=op_de_brief),
                brp_adres="\n".join(persoon.adresregels),
                ontvanger=verzending.ontvanger.strip(),
                toelichting=verzending.toelichting.strip(),
                eerder_op=eerder_op,
                motief=motief,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
            )
        )
    )


def zo_vastgelegd(
    eerder: Sequence[VerzendingRij], brief: BriefRij, verzending: Verzending, *, op_de_brief: str
) -> bool:
    """Of precies dit al vastligt, ook het adres; van voor de tijd van de wijzen ging alles met de post."""
    if not past_bij_de_brief(verzending, op_de_brief=op_de_brief):
        return False
    adres = waarheen(verzending, op_de_brief=op_de_brief)
    zo = (verzending.op, verzending.wijze, adres, verzending.ontvanger.strip(), verzending.toelichting.strip())
    if not eerder:
        return zo == (brief.verzonden_op, Verzendwijze.POST, op_de_brief, "", "")
    laatste = eerder[-1]
    return zo == (laatste.verzonden_op, laatste.wijze, laatste.adres, laatste.ontvanger, laatste.toelichting)


_WAAROM_NIET = {
    Briefstatus.TE_MAKEN: "Deze brief wordt nog opgemaakt; probeer het zo weer.",
    Briefstatus.VERZONDEN: (
        "Deze brief is al verzonden, op een andere dag of wijze of naar een ander adres. Klopt dat niet, verbeter de"
        " verzending dan met een motief (verbetering)."
    ),
    Briefstatus.INGETROKKEN: "Deze brief is ingetrokken: zij hoeft niet meer. Verzend haar niet.",
}
