"""Wat er in een dossier verschuift als het recht wijzigt, met waarom, en als werk voor een mens (PG-13).

De oude termijn vervalt en blijft te lezen; de nieuwe staat ernaast. Een termijn die het college zelf stelde (een
oproep) en wat DUO vaststelde verschuiven niet.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from core.law.herrekenen import Afloop, Vastgelegd, Verschoven, reken_na, tijdig_tot
from core.law.kalender import schrijf_dag
from core.law.recht import Recht
from core.law.termijn import PIP_SOORTEN, Termijnsoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.dossier import werk
from core.process.dossier.rijen import TermijnRij
from core.process.dossier.tables import Termijn, Termijnbron, Termijnstatus, Termijnverschuiving
from core.process.dossier.termijnen import herbereken_pip
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier

_AFLOOP = {
    Termijnstatus.LOPEND: Afloop.LOOPT,
    Termijnstatus.ANDERE_LEZING: Afloop.LOOPT,
    Termijnstatus.GEHAALD: Afloop.GEHAALD,
    Termijnstatus.TE_LAAT: Afloop.TE_LAAT,
}
_GEEINDIGD = {Afloop.GEHAALD: Termijnstatus.GEHAALD, Afloop.TE_LAAT: Termijnstatus.TE_LAAT}
_GROND = "art. 3 lid 3 Atw"


async def herreken(tx: Tx, huis: Huis, zaak: Zaak) -> tuple[str, ...]:
    """Reken elke wettelijke termijn van dit dossier na; geeft de kolommen die veranderden."""
    recht = huis.recht_van(tx.gemeente_id)
    voor = await _wettelijke(tx, zaak.id)
    loopt_voor_pip = {rij.id: rij for rij in voor if rij.soort in PIP_SOORTEN and _AFLOOP[rij.status] is Afloop.LOOPT}
    velden = set(await herbereken_pip(tx, await lees_dossier(tx, zaak.id), recht=recht))
    for nieuw in await _wettelijke(tx, zaak.id):
        oud = _vorige(nieuw, loopt_voor_pip.values())
        if oud is not None and oud.einde != nieuw.einde:
            verschil = reken_na(_vastgelegd(oud), recht=recht)
            reden = "de feiten of het recht van nu" if verschil is None else verschil.reden
            await _noteer(tx, oud, nieuw, tot=nieuw.einde, reden=reden, recht=recht)
            velden |= {"termijnverschuiving.naar_dag", "werkitem.status"}
    for rij in voor:
        if rij.id not in loopt_voor_pip and (verschil := reken_na(_vastgelegd(rij), recht=recht)) is not None:
            await _verschuif(tx, rij, verschil, recht)
            velden |= {"termijn.status", "termijnverschuiving.naar_dag", "werkitem.status"}
    return tuple(sorted(velden))


async def _wettelijke(tx: Tx, dossier_id: UUID) -> list[TermijnRij]:
    """De termijnen waarvoor de Algemene termijnenwet geldt en die lopen of op hun dag eindigden."""
    return await tx.lees_als(
        TermijnRij,
        TermijnRij.select()
        .where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.bron == Termijnbron.RECHT)
            & Termijn.atw.eq(True)
            & Termijn.status.is_in(list(_AFLOOP))
        )
        .order_by(Termijn.id),
    )


def _vorige(nieuw: TermijnRij, eerder: Iterable[TermijnRij]) -> TermijnRij | None:
    """De termijn voor het PIP die vóór deze liep, in dezelfde lezing; een termijn van iets anders had er geen."""
    if nieuw.soort not in PIP_SOORTEN:
        return None
    return next((rij for rij in eerder if rij.status is nieuw.status and rij.id != nieuw.id), None)


def _vastgelegd(rij: TermijnRij) -> Vastgelegd:
    return Vastgelegd(
        start=rij.start,
        ruw_einde=rij.ruw_einde,
        einde=rij.einde,
        afloop=_AFLOOP[rij.status],
        handeling_op=rij.handeling_op,
        gedrukt_einde=rij.gedrukt_einde,
    )


async def _verschuif(tx: Tx, rij: TermijnRij, verschil: Verschoven, recht: Recht) -> None:
    await tx.schrijf(
        Termijn.update({Termijn.status: Termijnstatus.VERVALLEN}).where(
            (Termijn.gemeente_id == tx.gemeente_id) & (Termijn.id == rij.id)
        )
    )
    status = _GEEINDIGD.get(verschil.afloop, rij.status)
    liep = rij.status if verschil.afloop is Afloop.LOOPT else Termijnstatus.LOPEND
    anders = {
        "id": nieuw_id(),
        "einde": verschil.einde,
        "besluit_bekend": verschil.besluit_bekend,
        "uitleg": msgspec.json.encode((*rij.uitleg, verschil.reden)).decode(),
        "status": liep,
        "handeling_op": None,
        "recht_versie": recht.versie,
        "bepaald_op": await tx.nu(),
    }
    gelijk = {naam: getattr(rij, naam) for naam in TermijnRij.__struct_fields__}
    await tx.schrijf(Termijn.insert(Termijn(**(gelijk | anders))))
    if verschil.afloop is not Afloop.LOOPT:
        await tx.schrijf(
            Termijn.update({Termijn.status: status, Termijn.handeling_op: rij.handeling_op}).where(
                (Termijn.gemeente_id == tx.gemeente_id) & (Termijn.id == anders["id"])
            )
        )
    nieuw = msgspec.structs.replace(
        rij, id=anders["id"], einde=verschil.einde, status=status, recht_versie=recht.versie
    )
    await _noteer(tx, rij, nieuw, tot=verschil.tijdig_tot, reden=verschil.reden, recht=recht)


async def _noteer(tx: Tx, oud: TermijnRij, nieuw: TermijnRij, *, tot: date, reden: str, recht: Recht) -> None:
    """Leg vast wat er verschoof, en zet het als werk klaar."""
    await tx.schrijf(
        Termijnverschuiving.insert(
            Termijnverschuiving(
                gemeente_id=tx.gemeente_id,
                id=nieuw_id(),
                dossier_id=oud.dossier_id,
                termijn_id=nieuw.id,
                vorige_id=oud.id,
                soort=nieuw.soort,
                van_dag=oud.einde,
                naar_dag=nieuw.einde,
                tijdig_tot=tot,
                van_status=oud.status,
                naar_status=nieuw.status,
                reden=reden,
                recht_versie=recht.versie,
                verschoven_op=await tx.nu(),
            )
        )
    )
    vandaag = await tx.vandaag()
    was_voorbij = tijdig_tot(oud.einde, oud.gedrukt_einde) < vandaag
    bezwaar = nieuw.soort is Termijnsoort.BEZWAAR and was_voorbij
    await werk.zet_klaar(
        tx,
        Soort.BEZWAAR_NAZIEN if bezwaar else Soort.TERMIJN_VERSCHOVEN,
        omschrijving=_wat_nu(oud, nieuw, tot, reden, bezwaar=bezwaar),
        grond=_GROND,
        sleutel=str(nieuw.id),
        dossier_id=oud.dossier_id,
        termijn_id=nieuw.id,
        vervaldatum=vandaag if was_voorbij else None,
    )


def _wat_nu(oud: TermijnRij, nieuw: TermijnRij, tot: date, reden: str, *, bezwaar: bool) -> str:
    begin = f"De termijn {nieuw.soort} is opnieuw bepaald: {reden}."
    if bezwaar:
        return (
            f"{begin} Bezwaar was op tijd tot en met {schrijf_dag(tot)}. Ga na of een bezwaar als te laat is behandeld,"
            " en leg dat voor aan een jurist."
        )
    if oud.status is Termijnstatus.TE_LAAT and nieuw.status is Termijnstatus.GEHAALD:
        return f"{begin} Wat als te laat stond, was op tijd. Ga na of er iets op rust dat hersteld moet worden."
    if tot > nieuw.einde:
        return f"{begin} In de brief staat {schrijf_dag(tot)}; tegen de persoon geldt die dag (art. 6:11 Awb)."
    return f"{begin} Ga na of iemand de oude dag kent, en laat de nieuwe weten."
