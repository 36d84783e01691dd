"""Het bericht van of aan DUO achter een werkitem."""

from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.process.aanmelding import duo_bericht
from core.process.aanmelding.duo_bericht import DuoBerichtUit

Hier = NamedDependency[SkipValidation[Bezoek]]


class DuoBerichtApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/werkitems/{werkitem_id:uuid}/duo-bericht"
    tags = ("werkvoorraad",)

    @get(
        summary="Het bericht van of aan DUO waar een werkitem over gaat, met het nummer dat DUO stuurde",
        description="Noemt het werk geen bericht maar een persoon, dan is dit het laatste dat DUO over hem stuurde."
        " Elke keer dat iemand dit leest staat in het leeslog, met het werkitem. 404 als er geen bericht achter zit.",
        opt=vraagt("duo-bericht", "lezen"),
    )
    async def lees(self, gemeentecode: FromPath[str], werkitem_id: FromPath[UUID], bezoek: Hier) -> DuoBerichtUit:
        async with bezoek.uow() as tx:
            return await duo_bericht.bij_werk(tx, bezoek.huis, werkitem_id)
