"""Het adres voor brieven dat een mens vastlegt."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.vrijetekst import GEGEVEN_IN_BRIEF
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.dossier import briefadres, briefadres_overnemen, views
from core.process.dossier.eerder import OvernameIn

Hier = NamedDependency[SkipValidation[Bezoek]]
Regel = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=heel(MET_INHOUD)), GEGEVEN_IN_BRIEF]
LEZEN = Bevoegdheid("briefadres", "lezen")


class BriefadresIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waar brieven heen gaan, waarom daarheen, en vanaf welke dag u dat weet. De versie is die van het dossier."""

    adresregels: Annotated[tuple[Regel, ...], msgspec.Meta(min_length=1, max_length=3)]
    grond: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
    sinds: date
    versie: Versie


class BriefadresUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een adres voor brieven. Het laatste geldt, als het niet is ingetrokken.

    `overgenomenVan`: het adres uit de eerdere zaak van wie terugkwam; wie het overnam staat bij `vastgelegdDoor`.
    """

    id: UUID
    adresregels: list[str]
    grond: str
    sinds: date
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    ingetrokken_op: datetime | None
    ingetrokken_door: UUID | None
    overgenomen_van: UUID | None


class NieuwBriefadres(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het id van het vastgelegde adres; daarmee is het in te trekken."""

    id: UUID


class BriefadresApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/briefadressen"
    tags = ("dossiers",)

    @get(summary="De adressen voor brieven die met de hand zijn vastgelegd", opt=vraagt("briefadres", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[BriefadresUit]:
        async with bezoek.uow() as tx:
            rijen = await views.briefadressen(tx, bezoek.huis, dossier_id)
        return msgspec.convert(rijen, list[BriefadresUit], from_attributes=True)

    @put(
        summary="Vastleggen waar brieven aan deze persoon heen gaan",
        description="Voor wie de BRP geen bruikbaar adres geeft. Een eerder briefadres wordt ingetrokken.",
        opt=vraagt("briefadres", "vastleggen", body=BriefadresIn),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> NieuwBriefadres:
        data = await lees_body(request, BriefadresIn)
        async with bezoek.wijziging(data, lambda tx: briefadres.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            id_ = await briefadres.leg_vast(
                tx,
                bezoek.huis,
                dossier_id,
                versie=data.versie,
                adresregels=data.adresregels,
                grond=data.grond,
                sinds=data.sinds,
            )
        return NieuwBriefadres(id=id_)

    @get(
        "/eerder",
        summary="Het adres voor brieven uit de eerdere zaak dat is over te nemen",
        description="Alleen na een terugkeer: wat daar nog geldt, en hier niet staat.",
        opt=vraagt("briefadres", "lezen"),
    )
    async def eerder(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[BriefadresUit]:
        async with bezoek.uow() as tx:
            rijen = await briefadres_overnemen.toon(tx, bezoek.huis, dossier_id)
        return msgspec.convert(rijen, list[BriefadresUit], from_attributes=True)

    @post(
        "/overname",
        status_code=204,
        summary="Het adres voor brieven uit de eerdere zaak overnemen, met zijn grond en dag",
        opt=vraagt("briefadres", "vastleggen", body=OvernameIn, ook=(409,)),
    )
    async def neem_over(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, OvernameIn)
        async with bezoek.uow() as tx:
            await briefadres_overnemen.neem_over(tx, bezoek.huis, dossier_id, data)

    @delete(
        "/{briefadres_id:uuid}",
        status_code=204,
        summary="Een briefadres intrekken; brieven gaan weer naar het adres uit de BRP",
        opt=vraagt("briefadres", "intrekken"),
    )
    async def trek_in(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], briefadres_id: FromPath[UUID], bezoek: Hier
    ) -> None:
        async with bezoek.uow() as tx:
            await briefadres.trek_in(tx, bezoek.huis, dossier_id, briefadres_id)
