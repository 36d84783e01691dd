"""Het mandaatregister van een gemeente: lezen, opnemen, intrekken."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.besluiten import Besluitsoort
from core.law.groepen import Doelgroep
from core.law.mandaat import Mandaat
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.vorm import MET_INHOUD, heel
from core.process.mandaat import actions, views
from core.process.mandaat.views import MandaatUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Nummer = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=heel(MET_INHOUD))]
Functie = Annotated[str, msgspec.Meta(max_length=100)]
Tekst = Annotated[str, msgspec.Meta(max_length=1000)]
Motief = Annotated[str, msgspec.Meta(min_length=1, max_length=1000, pattern=heel(MET_INHOUD))]


class MandaatbesluitIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het schriftelijke besluit waarbij het mandaat is verleend (art. 10:5 lid 2 Awb)."""

    nummer: Nummer
    datum: date


class NieuwMandaat(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wie welk besluit mag nemen: een medewerker (`houderId`) of een functie. Het id maakt u zelf.

    `tot` is de laatste dag; leeg is voor onbepaalde tijd. `groep` leeg is elke groep. Met `magDoorgeven` mag er
    ondermandaat uit worden verleend (art. 10:9 Awb); `ondermandaatVan` is het mandaat waaruit dit komt.
    """

    id: UUID
    besluit: Besluitsoort
    houder_id: UUID | None = None
    functie: Functie = ""
    mandaatbesluit: MandaatbesluitIn
    vanaf: date
    tot: date | None = None
    groep: Doelgroep | None = None
    beperking: Tekst = ""
    mag_doorgeven: bool = False
    ondermandaat_van: UUID | None = None


class Mandaatintrekking(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Vanaf welke dag het mandaat niet meer geldt, en waarom."""

    op: date
    motief: Motief


class MandaatApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/mandaten"
    tags = ("mandaten",)

    @get(summary="Het mandaatregister van deze gemeente", opt=vraagt("mandaat", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], bezoek: Hier) -> list[MandaatUit]:
        async with bezoek.uow() as tx:
            return await views.mandaten(tx, bezoek.huis)

    @post(
        status_code=204,
        summary="Een mandaatbesluit in het register opnemen",
        description="Wie een mandaat opneemt krijgt het niet zelf.",
        opt=vraagt("mandaat", "vastleggen", body=NieuwMandaat, beslist=True),
    )
    async def leg_vast(self, gemeentecode: FromPath[str], request: Request[Any, Any, Any], bezoek: Hier) -> None:
        data = await lees_body(request, NieuwMandaat)
        async with bezoek.uow() as tx:
            await actions.leg_vast(tx, bezoek.huis.logboek, _als_recht(data), actions.Opname())

    @post(
        "/{mandaat_id:uuid}/intrekking",
        status_code=204,
        summary="Een mandaat intrekken",
        opt=vraagt("mandaat", "intrekken", body=Mandaatintrekking, beslist=True),
    )
    async def trek_in(
        self, gemeentecode: FromPath[str], mandaat_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Mandaatintrekking)
        async with bezoek.uow() as tx:
            await actions.trek_in(tx, bezoek.huis.logboek, mandaat_id, op=data.op, motief=data.motief)


def _als_recht(data: NieuwMandaat) -> Mandaat:
    return Mandaat(
        id=data.id,
        soort=data.besluit,
        houder_id=data.houder_id,
        functie=data.functie,
        mandaatbesluit_nummer=data.mandaatbesluit.nummer,
        mandaatbesluit_datum=data.mandaatbesluit.datum,
        vanaf=data.vanaf,
        tot=data.tot,
        groep=data.groep,
        beperking=data.beperking,
        mag_doorgeven=data.mag_doorgeven,
        ondermandaat_van=data.ondermandaat_van,
    )
