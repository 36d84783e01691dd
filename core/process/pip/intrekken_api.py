"""Een vastgesteld PIP intrekken."""

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
from core.process.pip import intrekken

Hier = NamedDependency[SkipValidation[Bezoek]]


class PipIntrekking(IntrekkingIn, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit over het PIP dat u zag, en waarom het niet klopte. De motivering komt in de brief.

    Kent de persoon het plan, dan is hij eerst gehoord (art. 4:8 Awb); kent hij het niet, laat `horen` dan weg: er gaat
    geen brief uit. Wie het PIP vaststelde trekt het niet zelf in.
    `collegebesluit` alleen als het college zelf besloot (art. 10:7 Awb).
    """


class PipIngetrokken(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit dat het PIP introk; kent de persoon het plan, dan wordt zijn brief nu opgemaakt."""

    besluit_id: UUID


class PipIntrekkenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip/intrekking"
    tags = ("pip",)

    @post(
        summary="Een vastgesteld PIP intrekken dat van een ander is, of op verkeerde feiten rust",
        opt=vraagt("besluit", "intrekken", body=PipIntrekking, beslist=True),
    )
    async def trek_in(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> PipIngetrokken:
        data = await lees_body(request, PipIntrekking)
        async with bezoek.uow() as tx:
            besluit_id = await intrekken.trek_in(
                tx,
                bezoek.huis,
                dossier_id,
                data.besluit_id,
                motivering=data.motivering,
                horen=als_horen(data.horen),
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return PipIngetrokken(besluit_id=besluit_id)
