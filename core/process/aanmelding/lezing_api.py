"""Opnieuw lezen, en wat er gelezen is: een medewerker hoeft niet te wachten tot DUO iets meldt."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.process.aanmelding import gegeven_views, opnieuw_lezen
from core.process.aanmelding.gegeven_views import DuoGegevenUit

Hier = NamedDependency[SkipValidation[Bezoek]]


class LezingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}"
    tags = ("dossiers",)

    @post(
        "/brp-lezing",
        status_code=204,
        summary="De persoon opnieuw in de BRP laten lezen",
        description="De lezing begint meteen hierna. `brpGelezenOp` in het dossier zegt wanneer zij klaar is."
        " Van wie naar een andere gemeente ging leest deze gemeente alleen nog zolang er een brief naar hem toe moet."
        " Komt hij terug, dan heeft hij een nieuw dossier.",
        opt=vraagt("brp", "lezen", ook=(409,)),
    )
    async def lees_brp(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await opnieuw_lezen.lees_brp(tx, bezoek.huis, dossier_id)

    @post(
        "/duo-lezing",
        status_code=204,
        summary="Alles wat DUO over de persoon geeft opnieuw laten lezen",
        description="De lezing begint meteen hierna; een verschil met het dossier wordt overgenomen en is daarna werk."
        " Van wie naar een andere gemeente ging, of wiens dossier gesloten is, leest deze gemeente niets meer (409)."
        " Komt hij terug, dan heeft hij een nieuw dossier.",
        opt=vraagt("duo", "lezen", ook=(409,)),
    )
    async def lees_duo(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await opnieuw_lezen.lees_duo(tx, bezoek.huis, dossier_id)

    @get(
        "/duo-gegevens",
        summary="Wat DUO over de persoon besliste of vaststelde, met de dag waarop het gelezen is",
        opt=vraagt("duo-gegeven", "lezen"),
    )
    async def gegevens(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[DuoGegevenUit]:
        async with bezoek.uow() as tx:
            return await gegeven_views.gegevens(tx, bezoek.huis, dossier_id)
