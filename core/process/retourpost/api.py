"""Post die terugkomt: vastleggen, beoordelen en opnieuw verzenden."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.law.retourpost import Retouroordeel, Retourreden
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.vorm import Versie
from core.process.retourpost import actions, views
from core.process.retourpost.actions import Terugkomst
from core.process.retourpost.views import RetourpostUit

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("retourpost", "lezen")


class RetourpostIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Welke brief terugkwam, wanneer en waarom; met een id dat u zelf maakt. De toelichting kan noemen wat er op de
    envelop stond; bij ANDERS moet dat."""

    id: UUID
    brief_id: UUID
    terug_op: date
    reden: Retourreden
    toelichting: Annotated[str, msgspec.Meta(max_length=300)] = ""


class RetouroordeelIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Of de brief naar het goede adres ging, en waaruit dat blijkt. Met VERGISSING kwam deze brief niet terug."""

    oordeel: Retouroordeel
    motief: Annotated[str, msgspec.Meta(max_length=2_000)]
    versie: Versie


class OpnieuwUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Dezelfde brief naar het adres dat nu geldt; zij wordt opgemaakt en ligt dan klaar om te verzenden."""

    brief_id: UUID


class RetourpostApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/retourpost"
    tags = ("retourpost",)

    @get(summary="De post die terugkwam, met wat eruit volgt", opt=vraagt("retourpost", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[RetourpostUit]:
        async with bezoek.uow() as tx:
            return await views.retourpost(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="Vastleggen dat een brief van de post terugkwam",
        opt=vraagt("retourpost", "vastleggen", body=RetourpostIn, ook=(409,)),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, RetourpostIn)
        waarden = msgspec.structs.asdict(data)
        id_ = waarden.pop("id")
        async with bezoek.uow() as tx:
            await actions.leg_vast(tx, bezoek.huis, dossier_id, id_, Terugkomst(**waarden))

    @post(
        "/{retourpost_id:uuid}/beoordeling",
        status_code=204,
        summary="Beoordelen of de brief naar het goede adres ging",
        opt=vraagt("retourpost", "beoordelen", body=RetouroordeelIn),
    )
    async def beoordeel(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        retourpost_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, RetouroordeelIn)
        async with bezoek.wijziging(
            data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id, retourpost_id), leest=LEZEN
        ) as tx:
            await actions.beoordeel(
                tx,
                bezoek.huis,
                dossier_id,
                retourpost_id,
                versie=data.versie,
                oordeel=data.oordeel,
                motief=data.motief,
            )

    @post(
        "/{retourpost_id:uuid}/opnieuw",
        summary="Dezelfde brief opnieuw maken, naar het adres dat nu geldt",
        opt=vraagt("brief", "verzenden", ook=(409,)),
    )
    async def verzend_opnieuw(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        retourpost_id: FromPath[UUID],
        bezoek: Hier,
        uitreiken: Annotated[
            bool, QueryParameter(description="zij wordt uitgereikt of elektronisch verzonden, en gaat niet met de post")
        ] = False,
    ) -> OpnieuwUit:
        async with bezoek.uow() as tx:
            nieuw = await actions.verzend_opnieuw(tx, bezoek.huis, dossier_id, retourpost_id, uitreiken=uitreiken)
        return OpnieuwUit(brief_id=nieuw)
