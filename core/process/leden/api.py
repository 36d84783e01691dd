"""Wie hier werkt: de beheerder van de gemeente over haar mensen, en die van een organisatie over de hare."""

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.tenancy import Actor
from core.process.leden import views
from core.process.leden.views import LidUit

Hier = NamedDependency[SkipValidation[Bezoek]]


class LidmaatschapApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/lidmaatschappen"
    tags = ("lidmaatschappen",)

    @get(
        summary="Wie hier werkt",
        description="Een beheerder van de gemeente leest wie bij haar werkt en wie de beheerders van haar organisaties"
        " zijn; een beheerder van een organisatie leest wie er voor deze gemeente bij die organisatie werkt. Hooguit"
        " 500.",
        opt=vraagt("lidmaatschap", "lezen", actor=Actor.LEDEN),
    )
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        bezoek: Hier,
        voorbij: Annotated[bool, QueryParameter(description="ook wie hier werkte")] = False,
    ) -> list[LidUit]:
        async with bezoek.uow() as tx:
            return await views.leden(tx, bezoek.huis, ook_voorbij=voorbij)
