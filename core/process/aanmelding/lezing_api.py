"""Opnieuw lezen: een medewerker hoeft niet te wachten tot DUO iets meldt."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.process.aanmelding import brp_lezen

Hier = NamedDependency[SkipValidation[Bezoek]]


class LezingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}"
    tags = ("dossiers",)

    @post(
        "/brp-lezing",
        status_code=204,
        summary="De persoon opnieuw in de BRP laten lezen",
        description="De lezing begint meteen hierna. `brpGelezenOp` in het dossier zegt wanneer zij klaar is.",
        opt=vraagt("brp", "lezen", ook=(409,)),
    )
    async def lees_brp(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await brp_lezen.lees_opnieuw(tx, bezoek.huis, dossier_id)
