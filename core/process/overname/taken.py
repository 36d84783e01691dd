"""Elke dag: de overnames die vandaag beginnen of gisteren eindigden, elk als een eigen taak.

Zo houdt een die niet lukt de andere niet op, en staat zij als werk bij een mens.
"""

from core.platform.outbox import bus
from core.platform.tenancy import Doel
from core.process.overname import actions
from core.process.taak import Taakbeurt, Taaksoort

VOLG, BEGIN, EINDIG = "overname.volg", "overname.begin", "overname.eindig"
_TE_BEGINNEN = "select id from meedoen.overname where gemeente_id = $1 and status = 'gepland' and vanaf <= $2"
_TE_EINDIGEN = "select id from meedoen.overname where gemeente_id = $1 and status = 'loopt' and tot < $2"


async def volg(beurt: Taakbeurt) -> None:
    """Zet klaar wat vandaag te doen is; wat al gedaan is doet de taak niet nog eens."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        vandaag = await tx.vandaag()
        for rij in await tx.fetch(_TE_EINDIGEN, tx.gemeente_id, vandaag):
            await bus.zet(tx, EINDIG, onderwerp_id=rij["id"], reeks=rij["id"])
        for rij in await tx.fetch(_TE_BEGINNEN, tx.gemeente_id, vandaag):
            await bus.zet(tx, BEGIN, onderwerp_id=rij["id"], reeks=rij["id"])
        await beurt.klaar(tx)


async def begin(beurt: Taakbeurt) -> None:
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        await actions.begin(tx, beurt.huis, beurt.bericht.onderwerp_id)
        await beurt.klaar(tx)


async def eindig(beurt: Taakbeurt) -> None:
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        await actions.eindig(tx, beurt.huis, beurt.bericht.onderwerp_id)
        await beurt.klaar(tx)


TAKEN = (
    Taaksoort(soort=VOLG, wat="de overnames van vandaag laten beginnen en eindigen", doe=volg, elke_dag=True),
    Taaksoort(soort=BEGIN, wat="een caseload aan een vervanger of opvolger geven", doe=begin),
    Taaksoort(soort=EINDIG, wat="het werk van een vervanger teruggeven", doe=eindig),
)
