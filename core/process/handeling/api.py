"""Wat er nu in een dossier kan, en wat niet en waarom."""

from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.process.handeling import views
from core.process.handeling.views import HandelingUit

Hier = NamedDependency[SkipValidation[Bezoek]]


class HandelingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/handelingen"
    tags = ("dossiers",)

    @get(
        summary="Elke handeling in een dossier: of zij nu mag, wat haar tegenhoudt, en wat wel kan",
        opt=vraagt("dossier", "lezen"),
    )
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[HandelingUit]:
        async with bezoek.uow() as tx:
            return await views.handelingen(tx, bezoek.huis, dossier_id)
