"""Een besluit over het PIP dat nog niet bekendgemaakt is een nieuwe dagtekening geven."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.process.collegebesluit import als_collegebesluit
from core.process.herdagtekening import Herdagtekend, Herdagtekening
from core.process.pip import herdagtekenen

Hier = NamedDependency[SkipValidation[Bezoek]]


class HerdagtekenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip/dagtekening"
    tags = ("pip",)

    @post(
        summary="Het PIP dat nog niet bekendgemaakt is een nieuwe dagtekening geven, die van vandaag",
        opt=vraagt("pip", "vaststellen", body=Herdagtekening, beslist=True),
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
                uitreiken=data.uitreiken,
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return Herdagtekend(besluit_id=nieuw)
