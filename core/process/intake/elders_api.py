"""Of het PIP waarmee iemand hierheen verhuisde nog telt (art. 15 lid 4 Wi2021)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.elders import Intrekkingsbron
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.vorm import MET_INHOUD, heel, vorm
from core.process.intake import elders_ingetrokken, views
from core.process.intake.elders_ingetrokken import Vastlegging

Hier = NamedDependency[SkipValidation[Bezoek]]
Kort = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=heel(MET_INHOUD))]
Verplicht = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, pattern=heel(MET_INHOUD))]


class EldersIngetrokkenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Welk PIP is ingetrokken (`gemeente`, en `pipVan`: zijn dagtekening) en met welk besluit, met een eigen nieuw id.

    Kwam de persoon met meer dan een PIP van elders, leg dan elk plan dat is ingetrokken apart vast. Is een plan
    ingetrokken en een eerder niet, dan staat het eerdere.

    `bron`: u zag het besluit zelf, of die gemeente zei het u. `toelichting` zegt waar het besluit bewaard is, of wie
    het zei en wanneer. Zegt alleen de persoon het, vraag het dan eerst aan die gemeente.
    """

    id: UUID
    gemeente: Annotated[str, vorm("GM[0-9]{4}", "de CBS-code van een gemeente, zoals GM0344")]
    pip_van: date
    besluit_van: date
    kenmerk: Kort
    bron: Intrekkingsbron
    toelichting: Verplicht


class EldersTerugname(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom het PIP van elders toch niet is ingetrokken."""

    motief: Verplicht


class EldersIngetrokkenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er is vastgelegd. Met `teruggenomenOp` was het een vergissing, en telt het niet meer."""

    id: UUID
    gemeente: str
    pip_van: date
    besluit_van: date
    kenmerk: str
    bron: str
    toelichting: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    teruggenomen_op: datetime | None


class PipVanEldersApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip-van-elders/intrekkingen"
    tags = ("brede intake",)

    @get(
        summary="Wat er is vastgelegd over het intrekken van het PIP van een andere gemeente, oudste eerst",
        opt=vraagt("pip-van-elders", "lezen"),
    )
    async def lijst(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[EldersIngetrokkenUit]:
        async with bezoek.uow() as tx:
            rijen = await views.elders_ingetrokken(tx, bezoek.huis, dossier_id)
        return msgspec.convert(rijen, list[EldersIngetrokkenUit], from_attributes=True)

    @post(
        status_code=204,
        summary="Vastleggen dat een andere gemeente het PIP introk waarmee de persoon kwam",
        description=(
            "Staat er daarna geen PIP van elders meer, dan is de brede intake niet meer verkort (art. 15 lid 4): de"
            " leerbaarheidstoets hoort erbij, en de leerroute wordt gekozen. Staat er nog een eerder PIP van weer een"
            " andere gemeente, dan ligt de leerroute daarvan vast. De tien weken en het begin van de drie jaren"
            " verschuiven niet. Het is een feit, en geen besluit van deze gemeente. DUO geeft alleen het laatste PIP:"
            " vraag die gemeente daarom ook of de persoon daar met een PIP van een andere gemeente kwam. Staat dat nog,"
            " en gaf DUO het hier nooit, leg dan niets vast: de leerroute ligt dan nog vast."
        ),
        opt=vraagt("pip-van-elders", "vastleggen", body=EldersIngetrokkenIn, ook=(409,)),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, EldersIngetrokkenIn)
        nieuw = Vastlegging(
            gemeente=data.gemeente,
            pip_van=data.pip_van,
            besluit_van=data.besluit_van,
            kenmerk=data.kenmerk.strip(),
            bron=data.bron,
            toelichting=data.toelichting.strip(),
        )
        async with bezoek.uow() as tx:
            await elders_ingetrokken.leg_vast(tx, bezoek.huis, dossier_id, data.id, nieuw)

    @post(
        "/{intrekking_id:uuid}/terugname",
        status_code=204,
        summary="Terugnemen dat het PIP van elders is ingetrokken, met een motief; wat er stond blijft te lezen",
        opt=vraagt("pip-van-elders", "terugnemen", body=EldersTerugname, ook=(409,)),
    )
    async def neem_terug(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        intrekking_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, EldersTerugname)
        async with bezoek.uow() as tx:
            await elders_ingetrokken.neem_terug(tx, bezoek.huis, dossier_id, intrekking_id, motief=data.motief)
