"""Een besluit over ontheffing van de leerbaarheidstoets intrekken."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.process.collegebesluit import als_collegebesluit
from core.process.intrekking import IntrekkingIn, als_horen
from core.process.ontheffing import intrekken

Hier = NamedDependency[SkipValidation[Bezoek]]


class OntheffingsbesluitIntrekking(IntrekkingIn, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit dat u zag, en waarom het niet klopte. De motivering komt in de brief; zet er geen medische gegevens
    in.

    Kent de persoon het besluit, dan is hij eerst gehoord (art. 4:8 Awb); kent hij het niet, laat `horen` dan weg: er
    gaat geen brief uit. Wie het besluit nam trekt het niet zelf in.
    `collegebesluit` alleen als het college zelf besloot (art. 10:7 Awb).
    """


class OntheffingsbesluitIngetrokken(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit dat het eerdere introk; kent de persoon dat, dan wordt zijn brief nu opgemaakt."""

    besluit_id: UUID


class OntheffingIntrekkenApi(Controller):
    path = (
        "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/lbt-ontheffingen/{ontheffing_id:uuid}"
        "/besluit/intrekking"
    )
    tags = ("ontheffing leerbaarheidstoets",)

    @post(
        summary="Een besluit over ontheffing intrekken dat van een ander is, of op verkeerde feiten rust",
        opt=vraagt("besluit", "intrekken", body=OntheffingsbesluitIntrekking, beslist=True),
    )
    async def trek_in(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        ontheffing_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> OntheffingsbesluitIngetrokken:
        data = await lees_body(request, OntheffingsbesluitIntrekking)
        async with bezoek.uow() as tx:
            besluit_id = await intrekken.trek_besluit_in(
                tx,
                bezoek.huis,
                dossier_id,
                ontheffing_id,
                data.besluit_id,
                motivering=data.motivering,
                horen=als_horen(data.horen),
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return OntheffingsbesluitIngetrokken(besluit_id=besluit_id)
