"""De mail met een link, en elke dag: een uitnodiging die een maand geleden verliep noemt niemand meer."""

from core.platform.tenancy import Doel
from core.process.leden.post import TAAK as MAIL
from core.process.taak import Taakbeurt, Taaksoort

_VERGEET = """
update meedoen.uitnodiging set naam = '', functie = '', telefoon = '', email = ''
where gemeente_id = $1 and email <> '' and verloopt_op < statement_timestamp() - interval '30 days'"""


async def ruim_op(beurt: Taakbeurt) -> None:
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        await tx.voer_uit(_VERGEET, tx.gemeente_id)
        await beurt.klaar(tx)


TAKEN = (
    MAIL,
    Taaksoort(soort="leden.ruim_op", wat="een uitnodiging van lang geleden leegmaken", doe=ruim_op, elke_dag=True),
)
