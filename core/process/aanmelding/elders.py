"""De PIP's waarmee iemand hierheen verhuisde, zoals DUO het meldde (SS121) en ze gaf (art. 15 lid 4 Wi2021).

DUO houdt een plan ook als de gemeente die het vaststelde het introk (art. 11 lid 3, ADR 0070). Dat legt een mens vast,
en het blijft tellen hoe vaak DUO ook opnieuw gelezen wordt; een ander plan is een ander plan. Wat zij over elk plan gaf
blijft staan: wie vaker verhuisde kan met meer dan een plan komen.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from msgspec import structs

from core.law.elders import Intrekking, PlanVanElders, bekende_plannen, wat_staat
from core.law.elders import let_op as wat_te_weten
from core.law.elders_eigen import EigenPlannen
from core.law.fasen import Fase
from core.law.intake import Elders, PipVanElders, kwam_met_pip
from core.law.leerroutes import Leerroute
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.rijen import DuoPlan, EigenPlanRij, EldersIngetrokkenRij, EldersPlanRij
from core.process.aanmelding.tables import EldersIngetrokken, EldersPlan
from core.process.dossier.rijen import DossierRij
from core.process.dossier.tables import Dossier
from core.process.dossier.zaak import Zaak, lees_dossier, werk_bij

INGETROKKEN = frozenset({"elders_ingetrokken.teruggenomen_op"})
"""Wat er anders is als een PIP van elders is ingetrokken, of toch niet."""
_PLANNEN = """
select d.reden as gemeente, d.dag, d.waarde as leerroute, d.vervallen_op is null as staat,
       d.reden = g.cbs_code and (h.teruggekeerd_op is null or d.dag is null or d.dag >= h.teruggekeerd_op) as eigen,
       exists (
         select from meedoen.besluit b
         where b.gemeente_id = $1 and b.dossier_id = $2 and b.soort = 'B04'
       ) as zelf, d.reden = g.cbs_code as van_hier
from meedoen.duo_gegeven d join meedoen.gemeente g on g.id = d.gemeente_id
join meedoen.dossier h on h.gemeente_id = $1 and h.id = $2
where d.gemeente_id = $1 and d.dossier_id = $2 and d.soort = 'PIP'
order by d.id"""
_ZONDER_DUO = """
select g.cbs_code as gemeente,
       (select b.dagtekening from meedoen.besluit b
        where b.gemeente_id = $1 and b.dossier_id = e.id and b.soort = 'B04'
        order by b.vastgesteld_op desc, b.id limit 1) as dag,
       e.leerroute, true as staat, false as eigen, false as zelf, true as van_hier
from meedoen.dossier e
join meedoen.gemeente g on g.id = e.gemeente_id
where e.gemeente_id = $1 and e.persoon_id = $2 and e.leerroute is not null and e.opgevolgd_op is not null
  and exists (select from meedoen.besluit b where b.gemeente_id = $1 and b.dossier_id = e.id and b.soort = 'B04'
              and b.bekendgemaakt_op is not null)
union all
select p.gemeente, p.pip_van, p.leerroute, true, false, false, p.gemeente = g.cbs_code
from meedoen.dossier e
join meedoen.gemeente g on g.id = e.gemeente_id
join meedoen.elders_plan p on p.gemeente_id = $1 and p.dossier_id = e.id and p.teruggenomen_op is null
where e.gemeente_id = $1 and e.persoon_id = $2 and (e.id = $3 or e.opgevolgd_op is not null)
order by dag, gemeente"""
"""Wat dit college vaststelde voor hij verhuisde en terugkwam telt als een plan van elders zodra het bekend is (art.
3:40 Awb), en wat een medewerker vastlegde ook (ADR 0077)."""


_EIGEN = """
select b.dagtekening as dag, b.bekendgemaakt_op is not null as bekend, b.dossier_id = $3 as hier,
       w.soort as einde, w.dagtekening as einde_op, w.bekendgemaakt_op as einde_bekend_op
from meedoen.dossier e
join meedoen.besluit b on b.gemeente_id = $1 and b.dossier_id = e.id and b.soort = 'B04'
left join meedoen.besluit w on w.gemeente_id = $1 and w.vervangt = b.id and w.soort in ('INTREKKING', 'LOSLATING')
where e.gemeente_id = $1 and e.persoon_id = $2 and (e.id = $3 or e.opgevolgd_op is not null)
  and not exists (select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = b.id and n.soort = 'B04')
order by b.vastgesteld_op, b.id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plannen:
    """De plannen van elders die DUO gaf, in de volgorde waarin zij ze gaf, en of zij een PIP van hier kent."""

    van_elders: tuple[PlanVanElders, ...]
    zonder_duo: bool
    """Of er een bij is die hier bekend is zonder DUO."""
    vastgelegd: bool
    """Of een medewerker er een vastlegde."""
    eigen_pip: bool
    duo_geeft: bool

    @property
    def bekend(self) -> tuple[PlanVanElders, ...]:
        return bekende_plannen(self.van_elders, eigen_pip=self.eigen_pip)

    @property
    def geeft_er_een(self) -> bool:
        """Of DUO er nu een geeft, of dat alleen niet doet omdat zij dat van hier geeft."""
        return self.eigen_pip or self.duo_geeft


async def pip_van_elders(tx: Tx, dossier: DossierRij) -> PipVanElders | None:
    """Het PIP van een andere gemeente dat hier staat, met de leerroute als DUO die gaf; None als de persoon zonder PIP
    kwam, of als elk plan waarmee hij kwam is ingetrokken."""
    return (await lees(tx, dossier)).pip


async def lees(tx: Tx, dossier: DossierRij, *, zonder_eigen_van: date | None = None) -> Elders:
    """Het PIP van een andere gemeente dat hier staat, en wanneer het laatst is vastgelegd dat er een is ingetrokken;
    `zonder_eigen_van` alsof dit college zijn eigen plan van die dag, van voor de terugkeer, al introk."""
    met_pip = kwam_met_pip(ss120_op=dossier.ss120_op, ss121_op=dossier.ss121_op)
    if not met_pip and not dossier.plan_bekend:
        return Elders()
    eigen = await _lees_eigen(tx, dossier) if dossier.eerder_id is not None else EigenPlannen()
    weg = eigen.na_terugkeer_ingetrokken
    plannen = await lees_plannen(tx, dossier)
    elders = Elders()
    if met_pip or plannen.zonder_duo:
        elders = wat_staat(
            plannen.van_elders,
            await lees_geldende(tx, dossier.id),
            eigen_pip=plannen.eigen_pip,
            ss121_op=dossier.ss121_op,
            eigen=[plan for plan in eigen.van_toen if plan.weg_op is not None or plan.dag == zonder_eigen_van],
        )
    return replace(
        elders,
        vastgelegd=plannen.vastgelegd,
        alleen_eigen=elders.alleen_eigen and dossier.eerder_id is not None,
        eigen_ingetrokken_op=None if weg is None else weg.weg_bekend_op,
        weet_van_eigen_niet=weg is not None and weg.weg_bekend_op is None,
    )


async def let_op(tx: Tx, huis: Huis, dossier_id: UUID, fase: Fase, *, met_pip: bool, met_eerder: bool) -> str:
    """Dat de persoon met een PIP van elders kwam, met leerroute en dag voor zover bekend; anders leeg."""
    if not met_pip:  # nearly everybody: then nothing is asked of the database
        return ""
    dossier = await lees_dossier(tx, dossier_id)
    return wat_te_weten(await lees(tx, dossier), fase, await lees_eigen(tx, huis, dossier))


async def lees_eigen(tx: Tx, huis: Huis, dossier: DossierRij) -> EigenPlannen:
    """Elk PIP dat dit college voor deze persoon vaststelde, en wat ervan werd."""
    return replace(await _lees_eigen(tx, dossier), gemeente=huis.tenant(tx.gemeente_id).code)


async def _lees_eigen(tx: Tx, dossier: DossierRij) -> EigenPlannen:
    rijen = await tx.fetch_als(EigenPlanRij, _EIGEN, tx.gemeente_id, dossier.persoon_id, dossier.id)
    return EigenPlannen(
        gemeente="",
        plannen=tuple(rij.plan for rij in rijen),
        eerder=dossier.eerder_id is not None,
        sinds=dossier.teruggekeerd_op,
    )


async def lees_plannen(tx: Tx, dossier: DossierRij) -> Plannen:
    """Elk PIP waarmee hij kwam: wat DUO gaf, ook als zij het nu niet meer geeft, en wat hier zonder haar bekend is."""
    rijen = await tx.fetch_als(DuoPlan, _PLANNEN, tx.gemeente_id, dossier.id)
    van_duo = [_plan(rij) for rij in rijen if not rij.eigen]
    zonder_duo = await _zonder_duo(tx, dossier)
    hier = {(plan.gemeente, plan.dag) for plan in zonder_duo}
    van_duo = [plan for plan in van_duo if plan.leerroute is not None or (plan.gemeente, plan.dag) not in hier]
    bekend = {(plan.gemeente, plan.dag) for plan in van_duo if plan.staat}
    vastgelegd = await lees_vastgelegde(tx, dossier.id) if dossier.plan_bekend else []
    return Plannen(
        van_elders=(*(plan for plan in zonder_duo if (plan.gemeente, plan.dag) not in bekend), *van_duo),
        zonder_duo=bool(zonder_duo),
        vastgelegd=any(rij.teruggenomen_op is None for rij in vastgelegd),
        eigen_pip=dossier.leerroute is not None or any(rij.zelf or (rij.eigen and rij.staat) for rij in rijen),
        duo_geeft=any(plan.staat for plan in van_duo),
    )


async def _zonder_duo(tx: Tx, dossier: DossierRij) -> list[PlanVanElders]:
    """De plannen waarmee hij kwam die hier bekend zijn zonder dat DUO ze hoeft te geven."""
    if not dossier.plan_bekend:
        return []
    rijen = await tx.fetch_als(DuoPlan, _ZONDER_DUO, tx.gemeente_id, dossier.persoon_id, dossier.id)
    return [_plan(rij) for rij in rijen]


async def lees_vastgelegde(tx: Tx, dossier_id: UUID) -> list[EldersPlanRij]:
    """De plannen die een medewerker vastlegde omdat DUO ze niet gaf, ook wat is teruggenomen; oudste eerst."""
    waar = (EldersPlan.gemeente_id == tx.gemeente_id) & (EldersPlan.dossier_id == dossier_id)
    vraag = EldersPlanRij.select().where(waar)
    return await tx.lees_als(EldersPlanRij, vraag.order_by(EldersPlan.vastgelegd_op, EldersPlan.id))


async def volg_bekend(tx: Tx, zaak: Zaak) -> Zaak:
    """Zet in het dossier of er een plan bekend is dat niet van DUO hoeft te komen. Introk dit college het nadat hij
    terugkwam, dan was het er toen: de tien weken blijven die van art. 5.3 lid 3 Bi2021 (ADR 0070, INTERPRETATION)."""
    was_er = (await _lees_eigen(tx, zaak.rij)).na_terugkeer_ingetrokken is not None
    bekend = was_er or bool(await _zonder_duo(tx, structs.replace(zaak.rij, plan_bekend=True)))
    return zaak if zaak.rij.plan_bekend is bekend else await werk_bij(tx, zaak, {Dossier.plan_bekend: bekend})


def _plan(rij: DuoPlan) -> PlanVanElders:
    return PlanVanElders(
        gemeente=rij.gemeente,
        dag=rij.dag,
        leerroute=Leerroute(rij.leerroute) if rij.leerroute in set(Leerroute) else None,
        staat=rij.staat,
        eigen=rij.van_hier,
    )


async def lees_geldende(tx: Tx, dossier_id: UUID) -> list[Intrekking]:
    """Wat er over intrekken elders is vastgelegd en niet teruggenomen; oudste eerst."""
    return [rij.intrekking for rij in await lees_intrekkingen(tx, dossier_id) if rij.teruggenomen_op is None]


async def lees_intrekkingen(tx: Tx, dossier_id: UUID) -> list[EldersIngetrokkenRij]:
    """Wat er over intrekken elders is vastgelegd, ook wat is teruggenomen; oudste eerst."""
    waar = (EldersIngetrokken.gemeente_id == tx.gemeente_id) & (EldersIngetrokken.dossier_id == dossier_id)
    vraag = EldersIngetrokkenRij.select().where(waar)
    return await tx.lees_als(
        EldersIngetrokkenRij, vraag.order_by(EldersIngetrokken.vastgelegd_op, EldersIngetrokken.id)
    )
