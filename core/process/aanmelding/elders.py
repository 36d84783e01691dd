"""De PIP's waarmee iemand hierheen verhuisde, zoals DUO het meldde (SS121) en ze gaf (art. 15 lid 4 Wi2021).

DUO houdt een plan ook als de gemeente die het vaststelde het introk (art. 11 lid 3, ADR 0070). Dat legt een mens vast,
en het blijft tellen hoe vaak DUO ook opnieuw gelezen wordt; een ander plan is een ander plan. Wat zij over elk plan gaf
blijft staan: wie vaker verhuisde kan met meer dan een plan komen.
"""

from dataclasses import dataclass
from uuid import UUID

from core.law.elders import Intrekking, PlanVanElders, bekende_plannen, wat_staat
from core.law.elders import let_op as wat_te_weten
from core.law.fasen import Fase
from core.law.intake import Elders, PipVanElders, kwam_met_pip
from core.law.leerroutes import Leerroute
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.rijen import DuoPlan, EldersIngetrokkenRij
from core.process.aanmelding.tables import EldersIngetrokken
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import lees_dossier

INGETROKKEN = frozenset({"elders_ingetrokken.teruggenomen_op"})
"""Wat er anders is als een PIP van elders is ingetrokken, of toch niet."""
_PLANNEN = """
select d.reden as gemeente, d.dag, d.waarde as leerroute, d.vervallen_op is null as staat,
       d.reden = g.cbs_code as eigen,
       exists (
         select from meedoen.besluit b
         where b.gemeente_id = $1 and b.dossier_id = $2 and b.soort = 'B04'
       ) as zelf
from meedoen.duo_gegeven d join meedoen.gemeente g on g.id = d.gemeente_id
where d.gemeente_id = $1 and d.dossier_id = $2 and d.soort = 'PIP'
order by d.id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plannen:
    """De plannen van elders die DUO gaf, in de volgorde waarin zij ze gaf, en of zij een PIP van hier kent."""

    van_elders: tuple[PlanVanElders, ...]
    eigen_pip: bool

    @property
    def bekend(self) -> tuple[PlanVanElders, ...]:
        return bekende_plannen(self.van_elders, eigen_pip=self.eigen_pip)

    @property
    def geeft_er_een(self) -> bool:
        """Of DUO er nu een geeft, of dat alleen niet doet omdat zij dat van hier geeft."""
        return self.eigen_pip or any(plan.staat for plan in self.van_elders)


async def pip_van_elders(tx: Tx, dossier: DossierRij) -> PipVanElders | None:
    """Het PIP van een andere gemeente dat hier staat, met de leerroute als DUO die gaf; None als de persoon zonder PIP
    kwam, of als elk plan waarmee hij kwam is ingetrokken."""
    return (await lees(tx, dossier)).pip


async def lees(tx: Tx, dossier: DossierRij) -> Elders:
    """Het PIP van een andere gemeente dat hier staat, en wanneer het laatst is vastgelegd dat er een is ingetrokken."""
    if not kwam_met_pip(ss120_op=dossier.ss120_op, ss121_op=dossier.ss121_op):
        return Elders()
    plannen = await lees_plannen(tx, dossier)
    return wat_staat(
        plannen.van_elders,
        await lees_geldende(tx, dossier.id),
        eigen_pip=plannen.eigen_pip,
        ss121_op=dossier.ss121_op,
    )


async def let_op(tx: Tx, huis: Huis, dossier_id: UUID, fase: Fase, *, met_pip: bool) -> str:
    """Dat de persoon met een PIP van elders kwam, met leerroute en dag voor zover bekend; anders leeg."""
    if not met_pip:  # nearly everybody: then nothing is asked of the database
        return ""
    return wat_te_weten(await lees(tx, await lees_dossier(tx, dossier_id)), fase)


async def lees_plannen(tx: Tx, dossier: DossierRij) -> Plannen:
    """Elk PIP van een andere gemeente dat DUO gaf, ook wat zij nu niet meer geeft."""
    rijen = await tx.fetch_als(DuoPlan, _PLANNEN, tx.gemeente_id, dossier.id)
    return Plannen(
        van_elders=tuple(
            PlanVanElders(
                gemeente=rij.gemeente,
                dag=rij.dag,
                leerroute=Leerroute(rij.leerroute) if rij.leerroute in set(Leerroute) else None,
                staat=rij.staat,
            )
            for rij in rijen
            if not rij.eigen
        ),
        eigen_pip=dossier.leerroute is not None or any(rij.zelf or (rij.eigen and rij.staat) for rij in rijen),
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
