"""Hoe iemand te bereiken is, en wanneer er contact was."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.contact import Bron, Contactsoort
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.paginering import STANDAARD_LIMIET, Cursors
from core.platform.http.parameters import Cursor, Limiet
from core.platform.vorm import MET_INHOUD, heel
from core.process.contact import gegevens, momenten, overnemen, views
from core.process.contact.gegevens import Gegeven
from core.process.contact.momenten import Moment
from core.process.contact.tables import Contactwijze
from core.process.contact.views import ContactgegevenUit, ContactmomentUit, Momentplaats
from core.process.dossier.eerder import OvernameIn

Hier = NamedDependency[SkipValidation[Bezoek]]
Kort = Annotated[str, msgspec.Meta(max_length=500)]
Verplicht = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=heel(MET_INHOUD))]
Notitie = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, pattern=heel(MET_INHOUD))]


class GegevenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een gegeven met een id dat u zelf maakt, van wie u het weet en sinds wanneer. Een eerder van deze soort vervalt.

    `elektronisch_...`: de persoon maakte zelf kenbaar dat hij daarvoor elektronisch te bereiken is (art. 2:8 Awb).
    """

    id: UUID
    soort: Contactsoort
    waarde: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=heel(MET_INHOUD))]
    bron: Bron
    sinds: date
    toelichting: Kort = ""


class MomentIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een contactmoment met een id dat u zelf maakt. Met `opvolgenOp` wordt `afspraak` werk voor die dag."""

    id: UUID
    wijze: Contactwijze
    op: Annotated[datetime, msgspec.Meta(tz=True)]
    bereikt: bool
    notitie: Notitie
    afspraak: Kort = ""
    opvolgen_op: date | None = None


class MomentverbeteringIn(MomentIn, frozen=True, kw_only=True):
    """Het moment zoals het had moeten staan, met een nieuw id en waarom."""

    motief: Verplicht


class OpvolgingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat u met de afspraak deed."""

    opvolging: Verplicht


class Momentenpagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina contactmomenten; `volgende` is de cursor van de volgende, leeg op de laatste."""

    momenten: list[ContactmomentUit]
    volgende: str | None = None


class ContactgegevenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/contactgegevens"
    tags = ("contact",)

    @get(summary="Hoe iemand te bereiken is, nu en eerder", opt=vraagt("contactgegeven", "lezen"))
    async def lijst(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[ContactgegevenUit]:
        async with bezoek.uow() as tx:
            return await views.contactgegevens(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="Een contactgegeven vastleggen, met bron en dag",
        opt=vraagt("contactgegeven", "vastleggen", body=GegevenIn, ook=(409,)),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, GegevenIn)
        velden = msgspec.structs.asdict(data)
        id_ = velden.pop("id")
        async with bezoek.uow() as tx:
            await gegevens.leg_vast(tx, bezoek.huis, dossier_id, id_, Gegeven(**velden))

    @get(
        "/eerder",
        summary="Hoe de persoon te bereiken was in zijn eerdere zaak, en wat daarvan is over te nemen",
        description="Alleen na een terugkeer: wat daar nog geldt, en hier niet staat.",
        opt=vraagt("contactgegeven", "lezen"),
    )
    async def eerder(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[ContactgegevenUit]:
        async with bezoek.uow() as tx:
            return await views.over_te_nemen(tx, bezoek.huis, dossier_id)

    @post(
        "/overname",
        status_code=204,
        summary="Contactgegevens uit de eerdere zaak overnemen, met hun bron en dag",
        opt=vraagt("contactgegeven", "vastleggen", body=OvernameIn, ook=(409,)),
    )
    async def neem_over(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, OvernameIn)
        async with bezoek.uow() as tx:
            await overnemen.neem_over(tx, bezoek.huis, dossier_id, data)

    @delete(
        "/{gegeven_id:uuid}",
        status_code=204,
        summary="Een contactgegeven intrekken; het blijft te lezen",
        opt=vraagt("contactgegeven", "intrekken"),
    )
    async def trek_in(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], gegeven_id: FromPath[UUID], bezoek: Hier
    ) -> None:
        async with bezoek.uow() as tx:
            await gegevens.trek_in(tx, bezoek.huis, dossier_id, gegeven_id)


class ContactmomentApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/contactmomenten"
    tags = ("contact",)

    @get(summary="De contactmomenten, nieuwste eerst", opt=vraagt("contactmoment", "lezen"))
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Momentenpagina:
        cursors: Cursors = request.app.state.cursors
        na, filters = views.BEGIN, ("contactmomenten", dossier_id)
        if cursor is not None:
            na = cursors.lees_als(Momentplaats, cursor, toegang=bezoek.toegang, filters=filters)
        async with bezoek.uow() as tx:
            rijen, volgende = await views.contactmomenten(tx, bezoek.huis, dossier_id, na=na, limiet=limiet)
        verder = None if volgende is None else cursors.maak(volgende, toegang=bezoek.toegang, filters=filters)
        return Momentenpagina(momenten=rijen, volgende=verder)

    @post(
        status_code=204,
        summary="Een contactmoment vastleggen",
        opt=vraagt("contactmoment", "vastleggen", body=MomentIn, ook=(409,)),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, MomentIn)
        async with bezoek.uow() as tx:
            await momenten.leg_vast(tx, bezoek.huis, dossier_id, data.id, _moment(data))

    @post(
        "/{contactmoment_id:uuid}/verbetering",
        status_code=204,
        summary="Een contactmoment verbeteren, met een motief; wat er stond blijft te lezen",
        opt=vraagt("contactmoment", "vastleggen", body=MomentverbeteringIn, ook=(409,)),
    )
    async def verbeter(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        contactmoment_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, MomentverbeteringIn)
        async with bezoek.uow() as tx:
            await momenten.verbeter(
                tx, bezoek.huis, dossier_id, contactmoment_id, data.id, _moment(data), motief=data.motief
            )

    @post(
        "/{contactmoment_id:uuid}/opvolging",
        status_code=204,
        summary="Vastleggen wat er met de afspraak van een contactmoment gedaan is",
        opt=vraagt("contactmoment", "opvolgen", body=OpvolgingIn, ook=(409,)),
    )
    async def volg_op(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        contactmoment_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OpvolgingIn)
        async with bezoek.uow() as tx:
            await momenten.volg_op(tx, bezoek.huis, dossier_id, contactmoment_id, opvolging=data.opvolging)


def _moment(data: MomentIn) -> Moment:
    return Moment(
        wijze=data.wijze,
        op=data.op,
        bereikt=data.bereikt,
        notitie=data.notitie,
        afspraak=data.afspraak,
        opvolgen_op=data.opvolgen_op,
    )
