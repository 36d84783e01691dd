"""Een besluit over het PIP dat nog niet verzonden is een nieuwe dagtekening geven."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.process.collegebesluit import CollegebesluitIn, als_collegebesluit
from core.process.pip import herdagtekenen

Hier = NamedDependency[SkipValidation[Bezoek]]


class Herdagtekening(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit over het PIP dat u zag. De nieuwe dagtekening is die van vandaag; valt zij na de laatste dag voor het
    PIP, dan zegt `motief` waarom.

    `collegebesluit` alleen als het college zelf besloot, in plaats van iemand met mandaat (art. 10:7 Awb).
    """

    besluit_id: UUID
    motief: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    collegebesluit: CollegebesluitIn | None = None


class Herdagtekend(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit dat ervoor in de plaats kwam; zijn brief wordt opgemaakt en ligt dan klaar om te verzenden."""

    besluit_id: UUID


class HerdagtekenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip/dagtekening"
    tags = ("pip",)

    @post(
        summary="Het PIP dat nog niet verzonden is een nieuwe dagtekening geven, die van vandaag",
        opt=vraagt("pip", "vaststellen", body=Herdagtekening),
    )
    async def herdagteken(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> Herdagtekend:
        data = await lees_body(request, Herdagtekening)
        async with bezoek.uow() as tx:
            nieuw = await herdagtekenen.herdagteken(
                tx,
                bezoek.huis,
                dossier_id,
                data.besluit_id,
                motief=data.motief,
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return Herdagtekend(besluit_id=nieuw)
