"""Een brief opmaken: eenmaal vanzelf, en opnieuw voor elke andere dag waarop zij de deur uitgaat (PG-6).

Wat bevroren is verandert niet. Alleen de dag van verzending, en de laatste dag voor bezwaar die daaruit volgt, komen
er bij het opmaken op; elke opmaak blijft bewaard.
"""

from datetime import date
from uuid import UUID

from core.fouten import NietGevonden, OngeldigeInvoer, VoorwaardeNietVervuld, Waarschuwing
from core.law.bekendmaking import toets_opmaakdag
from core.law.besluiten import Besluitsoort
from core.law.dagtekening import waarschuw_laat
from core.law.fasen import Fase
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.letters.edities import BriefFout, Editie
from core.platform.outbox import bus
from core.process.besluit.afschriften import lees_origineel
from core.process.besluit.geldend import besluit_over
from core.process.besluit.rijen import Briefstand, OpmaakRij
from core.process.besluit.tables import Brief, Briefopmaak, Briefstatus
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier

MAAK_BRIEF = "besluit.maak_brief"
_VERHUISD = """
select
  coalesce(o.na_verhuizing, case when x.id is null then d.fase else nu.fase end = 'OVERGEDRAGEN') as verhuisd,
  coalesce(o.na_terugkeer, x.id is null and d.fase = 'OVERGEDRAGEN' and nu.fase <> 'OVERGEDRAGEN') as terug
from meedoen.brief b
join meedoen.dossier d on d.gemeente_id = $1 and d.id = b.dossier_id
left join meedoen.besluit x on x.gemeente_id = $1 and x.id = b.onderwerp_id and x.vastgesteld_op > d.opgevolgd_op
join meedoen.dossier nu on nu.gemeente_id = $1 and nu.persoon_id = d.persoon_id and nu.opgevolgd_op is null
left join meedoen.brief origineel on origineel.gemeente_id = $1 and origineel.id = b.afschrift_van
left join meedoen.brief_opmaak o on o.gemeente_id = $1 and o.id = origineel.verzonden_opmaak
where b.gemeente_id = $1 and b.id = $2"""
TEGELIJK = 3
"""Zoveel keer wacht één brief tegelijk op haar opmaak: wie meer vraagt, laat alle gemeenten op hun brieven wachten."""


async def zet_klaar(tx: Tx, brief_id: UUID, *, dossier_id: UUID, volgnummer: int = 1, dag: date | None = None) -> UUID:
    """Laat een brief opmaken; zonder dag komt de dag erop waarop dat gebeurt. Ging de persoon intussen naar een andere
    gemeente, of kwam hij terug, dan staat erop wat dat betekent."""
    id_, (verhuisd, terug) = nieuw_id(), await _stand_nu(tx, brief_id)
    await tx.schrijf(
        Briefopmaak.insert(
            Briefopmaak(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                brief_id=brief_id,
                volgnummer=volgnummer,
                verzenddag=dag,
                na_verhuizing=verhuisd,
                na_terugkeer=terug,
                gevraagd_op=await tx.nu(),
                gevraagd_door=tx.toegang.medewerker_id,
            )
        )
    )
    await bus.zet(tx, MAAK_BRIEF, onderwerp_id=id_, reeks=brief_id)
    return id_


async def maak_opnieuw_op(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    brief_id: UUID,
    *,
    dag: date,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Laat een brief die nog niet verzonden is opnieuw opmaken, voor de dag waarop zij weggaat; haar afschriften ook.

    Op een afschrift staat de dag van de brief; is die verzonden, dan kan het ook voor die dag als zij voorbij is.

    Is zij voor die dag al opgemaakt of gevraagd, dan verandert er niets.

    Raises:
        NietGevonden: de brief bestaat niet.
        VoorwaardeNietVervuld: zij is al verzonden, ingetrokken, er staat geen dag op, haar sjabloon is er niet meer, of
            er wachten al te veel opmaken van haar.
        OngeldigeInvoer: de dag is voorbij.
        NietBevestigd: het PIP ligt dan te lang, en dat is niet bevestigd (PG-6).
    """
    await neem_dossier(tx, dossier_id)
    brief = await tx.lees_een_als(
        Briefstand,
        Briefstand.select().where(
            (Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id) & (Brief.dossier_id == dossier_id)
        ),
    )
    if brief is None:
        raise NietGevonden("Deze brief bestaat niet.")
    if brief.status in _WAAROM_NIET:
        raise VoorwaardeNietVervuld(_WAAROM_NIET[brief.status])
    if not _editie(huis, brief).drukt_verzenddag:
        raise VoorwaardeNietVervuld(
            "Op deze brief staat geen dag van verzending. Zij kan op elke dag weg zoals zij is."
        )
    origineel = None if brief.afschrift_van is None else await lees_origineel(tx, brief.afschrift_van)
    if origineel is None or origineel.verzenddag != dag:
        gebreken = toets_opmaakdag(dag, vandaag=await tx.vandaag())
        if gebreken:
            raise OngeldigeInvoer("De dag waarvoor u de brief wilt opmaken klopt niet.", gebreken=gebreken)
    if origineel is None:
        laat = await _waarschuw_laat(tx, huis, dossier_id, brief, dag)
        await eis_en_bewaar(tx, huis, laat, bevestigd, object_="brief", object_id=brief_id, dossiers=(dossier_id,))
    afschriften = await tx.lees_als(
        Briefstand,
        Briefstand.select()
        .where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.afschrift_van == brief_id)
            & Brief.status.not_in([*_WAAROM_NIET])
        )
        .order_by(Brief.id),
    )
    for stuk in (brief, *afschriften):
        await _maak_op_voor(tx, huis, stuk.id, dossier_id=dossier_id, dag=dag)


async def _waarschuw_laat(
    tx: Tx, huis: Huis, dossier_id: UUID, brief: Briefstand, dag: date
) -> tuple[Waarschuwing, ...]:
    """Alleen van het PIP begint een termijn met de dagtekening (art. 11 lid 2); wie het al kent verliest niets."""
    besluit = await besluit_over(tx, brief.onderwerp_id)
    if besluit is None or besluit.soort is not Besluitsoort.PIP or besluit.bekendgemaakt_op is not None:
        return ()
    verhuisd = (await lees_dossier(tx, dossier_id)).fase is Fase.OVERGEDRAGEN
    return waarschuw_laat(besluit.dagtekening, dag, recht=huis.recht_van(tx.gemeente_id), verhuisd=verhuisd)


async def _maak_op_voor(tx: Tx, huis: Huis, brief_id: UUID, *, dossier_id: UUID, dag: date) -> None:
    eerder, stand = await opmaken_van(tx, brief_id), await _stand_nu(tx, brief_id)
    sinds = max((opmaak.volgnummer for opmaak in eerder if opmaak.stand != stand), default=0)
    if any(opmaak.verzenddag == dag and opmaak.volgnummer > sinds for opmaak in eerder):
        return
    if sum(opmaak.opgemaakt_op is None for opmaak in eerder) >= TEGELIJK:
        raise VoorwaardeNietVervuld(
            "Deze brief wordt al voor andere dagen opgemaakt. Wacht tot dat klaar is, en kies dan de dag waarop zij"
            " weggaat."
        )
    await zet_klaar(tx, brief_id, dossier_id=dossier_id, volgnummer=len(eerder) + 1, dag=dag)
    await huis.logboek.schrijf(
        tx, "brief.opmaken", "brief", object_id=brief_id, dossiers=[dossier_id], velden=["verzenddag"]
    )


async def volg_de_persoon(tx: Tx, huis: Huis, zaak: Zaak) -> bool:
    """Laat wat er van deze persoon nog ligt opnieuw opmaken als er niet meer op staat waar hij woont, ook in zijn
    eerdere zaken; de jongste eerst. Of er in deze zaak iets was."""
    hier, zaak_ = False, zaak
    while True:
        liggen = await tx.lees_als(
            Briefstand,
            Briefstand.select()
            .where(
                (Brief.gemeente_id == tx.gemeente_id)
                & (Brief.dossier_id == zaak_.id)
                & Brief.status.not_in([*_WAAROM_NIET])
            )
            .order_by(Brief.id),
        )
        for brief in liggen:
            if not await _maak_op_zoals_nu(tx, brief.id, dossier_id=zaak_.id):
                continue
            hier |= zaak_.id == zaak.id
            if zaak_.id != zaak.id:
                velden = ["na_verhuizing", "na_terugkeer"]
                await huis.logboek.schrijf(
                    tx, "brief.opmaken", "brief", object_id=brief.id, dossiers=[zaak_.id], velden=velden
                )
        if zaak_.rij.eerder_id is None:
            return hier
        zaak_ = await neem_dossier(tx, zaak_.rij.eerder_id)


async def _maak_op_zoals_nu(tx: Tx, brief_id: UUID, *, dossier_id: UUID) -> bool:
    """Laat een brief die er nog ligt opnieuw opmaken nu de persoon verhuisde of terugkwam, voor vandaag en voor elke
    latere dag waarvoor zij al was opgemaakt."""
    eerder, vandaag = await opmaken_van(tx, brief_id), await tx.vandaag()
    if not eerder or eerder[-1].stand == await _stand_nu(tx, brief_id):
        return False
    later = {opmaak.verzenddag for opmaak in eerder if opmaak.verzenddag is not None and opmaak.verzenddag > vandaag}
    for plaats, dag in enumerate(sorted({vandaag, *later}), start=1):
        await zet_klaar(tx, brief_id, dossier_id=dossier_id, volgnummer=len(eerder) + plaats, dag=dag)
    return True


async def _stand_nu(tx: Tx, brief_id: UUID) -> tuple[bool, bool]:
    """Of wat nu van deze brief wordt opgemaakt van na een verhuizing naar een andere gemeente is, en van na een
    terugkeer. Een afschrift zegt wat er op de brief zelf staat."""
    rij = await tx.fetchrow_als(_Verhuisd, _VERHUISD, tx.gemeente_id, brief_id)
    return (False, False) if rij is None else (rij.verhuisd, rij.terug)


class _Verhuisd(Rij, frozen=True):
    verhuisd: bool
    terug: bool


async def opmaken_van(tx: Tx, brief_id: UUID) -> list[OpmaakRij]:
    """Elke opmaak van een brief, oudste eerst; ook die nog gemaakt moet worden."""
    return await tx.lees_als(
        OpmaakRij,
        OpmaakRij.select()
        .where((Briefopmaak.gemeente_id == tx.gemeente_id) & (Briefopmaak.brief_id == brief_id))
        .order_by(Briefopmaak.volgnummer),
    )


def _editie(huis: Huis, brief: Briefstand) -> Editie:
    try:
        return huis.proces.briefsoort(brief.sjabloon).editie(brief.sjabloon_versie)
    except BriefFout as fout:
        raise VoorwaardeNietVervuld(f"{fout} De brief kan niet opnieuw worden opgemaakt.") from None


_WAAROM_NIET = {
    Briefstatus.VERZONDEN: "Deze brief is al verzonden; zij wordt niet meer opgemaakt.",
    Briefstatus.INGETROKKEN: "Deze brief is ingetrokken: zij hoeft niet meer.",
}
