"""Andere systemen toelaten: de beheerder van de gemeente over de hare, en die van een organisatie over de hare."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.inloggen.machine import Jwk
from core.platform.inloggen.sessies import nu_hier
from core.platform.tenancy import Actor
from core.platform.vorm import MET_INHOUD, heel
from core.process.machine import actions, views
from core.process.machine.views import MachineUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Naam = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=heel(MET_INHOUD))]


class NieuweMachine(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een ander systeem met zijn openbare sleutel; het id maakt u zelf.

    `naam` zegt wie hier beheert welk systeem het is; een tweede sleutel van hetzelfde systeem heeft dezelfde naam.
    `tot` is de laatste dag, hooguit twee jaar na vandaag.
    """

    id: UUID
    naam: Naam
    sleutel: Jwk
    tot: date


class MachineApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/machines"
    tags = ("machines",)

    @get(
        summary="Welke andere systemen hier lezen",
        description="Een beheerder leest die van zijn gemeente, of van zijn organisatie voor deze gemeente.",
        opt=vraagt("machine", "lezen", actor=Actor.LEDEN),
    )
    async def lijst(self, gemeentecode: FromPath[str], bezoek: Hier) -> list[MachineUit]:
        async with bezoek.uow() as tx:
            return await views.machines(tx, bezoek.huis)

    @post(
        status_code=201,
        summary="Een ander systeem toelaten met zijn openbare sleutel",
        description="Het systeem leest daarna wat een systeem van deze soort mag, en legt niets vast. Met `clientId` en"
        " zijn geheime sleutel haalt het een token (docs/machines.md).",
        opt=vraagt("machine", "opnemen", actor=Actor.LEDEN, body=NieuweMachine, ook=(409,), beslist=True),
    )
    async def neem_op(self, gemeentecode: FromPath[str], request: Request[Any, Any, Any], bezoek: Hier) -> MachineUit:
        data = await lees_body(request, NieuweMachine)
        nieuw = actions.Nieuw(id=data.id, naam=data.naam, sleutel=data.sleutel, tot=data.tot)
        async with bezoek.uow() as tx:
            regel = await actions.neem_op(tx, bezoek.huis, nieuw)
            return views.als_uit(regel, nu=nu_hier())

    @post(
        "/{machine_id:uuid}/intrekking",
        status_code=204,
        summary="Een ander systeem met deze sleutel niet meer binnenlaten",
        description="Geldt vanaf zijn volgende verzoek, ook met een token dat het al heeft.",
        opt=vraagt("machine", "intrekken", actor=Actor.LEDEN, beslist=True),
    )
    async def trek_in(self, gemeentecode: FromPath[str], machine_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await actions.trek_in(tx, bezoek.huis, machine_id)
