"""Een organisatie leest wat er met haar toewijzingen gebeurde; dan hoeft haar systeem de lijst niet steeds te lezen."""

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.paginering import STANDAARD_LIMIET
from core.platform.http.parameters import Limiet
from core.platform.tenancy import Actor
from core.process.verandering import views
from core.process.verandering.views import Veranderingen

Hier = NamedDependency[SkipValidation[Bezoek]]
Na = Annotated[int, QueryParameter(description="`tot` van de vorige keer; 0 is vanaf het begin", ge=0, le=2**31 - 1)]
_UITLEG = (
    "Elke regel is een CloudEvent en zegt van welke toewijzing er iets te lezen is, niet van wie. Lees daarna de lijst"
    " of de toewijzing zelf. Een regel nog eens lezen mag, en na een nummer komt nooit een lager (docs/machines.md)."
)


class LeerlingveranderingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/eigen-toewijzingen/veranderingen"
    tags = ("taalschool",)

    @get(
        summary="Wat er met de toewijzingen aan deze taalschool gebeurde",
        description=_UITLEG,
        opt=vraagt("eigen-toewijzing", "lezen", actor=Actor.TAALSCHOOL),
    )
    async def lijst(
        self, gemeentecode: FromPath[str], bezoek: Hier, na: Na = 0, limiet: Limiet = STANDAARD_LIMIET
    ) -> Veranderingen:
        async with bezoek.uow() as tx:
            return await views.veranderingen(tx, bezoek.huis, na=na, limiet=limiet)


class BegeleidingveranderingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/eigen-begeleiding/veranderingen"
    tags = ("maatschappelijke partner",)

    @get(
        summary="Wat er met de toewijzingen aan deze maatschappelijke partner gebeurde",
        description=_UITLEG,
        opt=vraagt("eigen-begeleiding", "lezen", actor=Actor.MAATSCHAPPELIJKE_PARTNER),
    )
    async def lijst(
        self, gemeentecode: FromPath[str], bezoek: Hier, na: Na = 0, limiet: Limiet = STANDAARD_LIMIET
    ) -> Veranderingen:
        async with bezoek.uow() as tx:
            return await views.veranderingen(tx, bezoek.huis, na=na, limiet=limiet)
