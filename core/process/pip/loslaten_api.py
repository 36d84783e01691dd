"""Een besluit loslaten dat de persoon niet kent."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.vorm import MET_INHOUD, heel
from core.process.pip import loslaten

Hier = NamedDependency[SkipValidation[Bezoek]]
Motief = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]


class Loslating(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit dat u zag, en waarom het niet meer bekend wordt. Het motief blijft in het dossier: er gaat geen brief
    uit. Alleen na een verhuizing naar een andere gemeente, en alleen van een besluit dat de persoon niet kent."""

    besluit_id: UUID
    motief: Motief


class Losgelaten(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De beslissing om los te laten, zoals zij bij de besluiten staat."""

    besluit_id: UUID


class LoslatenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/besluiten/loslating"
    tags = ("besluiten en brieven",)

    @post(
        summary="Na een verhuizing een besluit loslaten dat de persoon niet kent",
        opt=vraagt("besluit", "loslaten", body=Loslating, beslist=True),
    )
    async def laat_los(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> Losgelaten:
        data = await lees_body(request, Loslating)
        async with bezoek.uow() as tx:
            nieuw = await loslaten.laat_los(tx, bezoek.huis, dossier_id, data.besluit_id, motief=data.motief)
            return Losgelaten(besluit_id=nieuw)
