"""Besluiten en brieven van een dossier; verzending is bekendmaking."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.process.besluit import actions, views
from core.process.besluit.views import BesluitUit, BriefUit

Hier = NamedDependency[SkipValidation[Bezoek]]


class Verzending(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De dag waarop de brief de deur uitging."""

    verzonden_op: date


class BesluitApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}"
    tags = ("besluiten en brieven",)

    @get("/besluiten", summary="De besluiten in een dossier", opt=vraagt("besluit", "lezen"))
    async def besluiten(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[BesluitUit]:
        async with bezoek.uow() as tx:
            return await views.besluiten(tx, bezoek.huis, dossier_id)

    @get("/brieven", summary="De brieven in een dossier", opt=vraagt("brief", "lezen"))
    async def brieven(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[BriefUit]:
        async with bezoek.uow() as tx:
            return await views.brieven(tx, bezoek.huis, dossier_id)

    @get(
        "/brieven/{brief_id:uuid}/pdf",
        summary="Een brief als PDF",
        media_type="application/pdf",
        opt=vraagt("brief", "lezen", ook=(409,)),
    )
    async def pdf(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], brief_id: FromPath[UUID], bezoek: Hier
    ) -> Response[bytes]:
        async with bezoek.uow() as tx:
            inhoud = await views.pdf(tx, bezoek.huis, dossier_id, brief_id)
        return Response(
            inhoud,
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="brief-{brief_id}.pdf"'},
        )

    @post(
        "/brieven/{brief_id:uuid}/verzending",
        status_code=204,
        summary="Vastleggen dat een brief verzonden is; een besluit is dan bekendgemaakt",
        opt=vraagt("brief", "verzenden", body=Verzending),
    )
    async def verzend(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        brief_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, Verzending)
        async with bezoek.uow() as tx:
            await actions.verzend_brief(tx, bezoek.huis, dossier_id, brief_id, verzonden_op=data.verzonden_op)
