"""Het PIP waarmee iemand hierheen verhuisde, zoals DUO het meldde (SS121) en gaf (art. 15 lid 4 Wi2021).

DUO houdt dat plan, ook als de gemeente die het vaststelde het introk (art. 11 lid 3, ADR 0070). Dat legt een mens vast,
en het blijft tellen hoe vaak DUO ook opnieuw gelezen wordt; een ander plan is een ander plan.
"""

from uuid import UUID

from core.law.elders import PlanVanElders, is_ingetrokken
from core.law.intake import Elders, PipVanElders, kwam_met_pip
from core.law.leerroutes import Leerroute
from core.platform.db.uow import Tx
from core.process.aanmelding.rijen import DuoPlan, EldersIngetrokkenRij
from core.process.aanmelding.tables import EldersIngetrokken
from core.process.dossier.rijen import DossierRij

INGETROKKEN = frozenset({"elders_ingetrokken.teruggenomen_op"})
"""Wat er anders is als een PIP van elders is ingetrokken, of toch niet."""
_PLANNEN = """
select d.reden as gemeente, d.dag, d.waarde as leerroute, d.vervallen_op is null as staat, d.reden = g.cbs_code as eigen
from meedoen.duo_gegeven d join meedoen.gemeente g on g.id = d.gemeente_id
where d.gemeente_id = $1 and d.dossier_id = $2 and d.soort = 'PIP'
order by d.id"""


async def pip_van_elders(tx: Tx, dossier: DossierRij) -> PipVanElders | None:
    """Het PIP van de vorige gemeente, met de leerroute als DUO die gaf; None als de persoon zonder PIP kwam, of als dat
    PIP is ingetrokken."""
    return (await lees(tx, dossier)).pip


async def lees(tx: Tx, dossier: DossierRij) -> Elders:
    """Het PIP van de vorige gemeente dat hier telt, of sinds wanneer hier staat dat het is ingetrokken."""
    if not kwam_met_pip(ss120_op=dossier.ss120_op, ss121_op=dossier.ss121_op):
        return Elders()
    plan = await lees_plan(tx, dossier)
    if (rij := await _geldende(tx, dossier, plan)) is not None:
        return Elders(ingetrokken_op=rij.bekend_op)
    return Elders(pip=PipVanElders(leerroute=None if plan is None else plan.leerroute))


async def lees_plan(tx: Tx, dossier: DossierRij) -> PlanVanElders | None:
    """Het laatste PIP van een andere gemeente dat DUO gaf; None als zij er geen geeft.

    Kent DUO een PIP van deze gemeente, dan geeft zij het vorige niet meer; wat zij eerder gaf telt dan nog.
    """
    plannen = await tx.fetch_als(DuoPlan, _PLANNEN, tx.gemeente_id, dossier.id)
    ook_eerder = dossier.leerroute is not None or any(plan.eigen and plan.staat for plan in plannen)
    van_elders = [plan for plan in plannen if not plan.eigen and (plan.staat or ook_eerder)]
    if not van_elders:
        return None
    laatste = van_elders[-1]
    bekend = laatste.leerroute in set(Leerroute)
    leerroute = Leerroute(laatste.leerroute) if bekend else None
    return PlanVanElders(gemeente=laatste.gemeente, dag=laatste.dag, leerroute=leerroute)


async def lees_intrekkingen(tx: Tx, dossier_id: UUID) -> list[EldersIngetrokkenRij]:
    """Wat er over intrekken elders is vastgelegd, ook wat is teruggenomen; oudste eerst."""
    waar = (EldersIngetrokken.gemeente_id == tx.gemeente_id) & (EldersIngetrokken.dossier_id == dossier_id)
    vraag = EldersIngetrokkenRij.select().where(waar)
    return await tx.lees_als(
        EldersIngetrokkenRij, vraag.order_by(EldersIngetrokken.vastgelegd_op, EldersIngetrokken.id)
    )


async def _geldende(tx: Tx, dossier: DossierRij, plan: PlanVanElders | None) -> EldersIngetrokkenRij | None:
    """Waarmee is vastgelegd dat dit plan is ingetrokken; None als dat niet zo is."""
    over_dit_plan = [
        rij
        for rij in await lees_intrekkingen(tx, dossier.id)
        if rij.teruggenomen_op is None
        and is_ingetrokken(rij.intrekking, plan, bekend_op=rij.bekend_op, ss121_op=dossier.ss121_op)
    ]
    return over_dit_plan[-1] if over_dit_plan else None
