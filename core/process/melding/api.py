"""Meldingen aan DUO inzien en herstellen."""

from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.process.dossier import zaak as dossier
from core.process.melding import actions, views
from core.process.melding.views import MeldingUit

Hier = NamedDependency[SkipValidation[Bezoek]]


class Opnieuw(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het berichtId waaronder de melding opnieuw wordt aangeboden."""

    bericht_id: UUID


class MeldingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/duo-meldingen"
    tags = ("meldingen aan DUO",)

    @get(summary="Wat er aan DUO gemeld is over een dossier", opt=vraagt("duo-melding", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[MeldingUit]:
        async with bezoek.uow() as tx:
            return await views.meldingen(tx, bezoek.huis, dossier_id)

    @post(
        "/{melding_id:uuid}/nieuwe-aanbieding",
        summary="Een geweigerde melding met dezelfde inhoud opnieuw aanbieden",
        opt=vraagt("duo-melding", "herstellen"),
    )
    async def bied_opnieuw_aan(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], melding_id: FromPath[UUID], bezoek: Hier
    ) -> Opnieuw:
        async with bezoek.uow() as tx:
            await dossier.lees_dossier(tx, dossier_id)
            nieuw = await actions.bied_opnieuw_aan(tx, bezoek.huis, dossier_id, melding_id)
        return Opnieuw(bericht_id=nieuw)
