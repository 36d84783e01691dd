"""De proefstappen van een dossier."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import IN_BRIEF
from core.process.proefstap import actions, views

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("proefstap", "lezen")


class ProefstapIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er begint, met een id dat u zelf maakt."""

    id: UUID
    vanaf: date
    motivering: Annotated[str, msgspec.Meta(min_length=1, max_length=4_000), IN_BRIEF]
    bevestigd: Bevestigd = ()


class ProefstapEinde(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Beëindigen, met de versie die u zag."""

    versie: Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)]


class ProefstapApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/proefstappen"
    tags = ("proefstap",)

    @get(summary="De proefstappen van een dossier", opt=vraagt("proefstap", "lezen"))
    async def lijst(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[views.ProefstapUit]:
        async with bezoek.uow() as tx:
            return await views.proefstappen(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="Een proefstap beginnen",
        opt=vraagt("proefstap", "beginnen", body=ProefstapIn),
    )
    async def begin(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, ProefstapIn)
        async with bezoek.uow() as tx:
            await actions.begin(tx, bezoek.huis, dossier_id, data.id, vanaf=data.vanaf, motivering=data.motivering)

    @post(
        "/{proefstap_id:uuid}/beeindiging",
        status_code=204,
        summary="Een proefstap beëindigen",
        opt=vraagt("proefstap", "beeindigen", body=ProefstapEinde),
    )
    async def beeindig(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        proefstap_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, ProefstapEinde)
        async with bezoek.wijziging(
            data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id, proefstap_id), leest=LEZEN
        ) as tx:
            await actions.beeindig(tx, bezoek.huis, dossier_id, proefstap_id, versie=data.versie)
