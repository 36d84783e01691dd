"""Of het PIP waarmee iemand hierheen verhuisde nog telt (art. 15 lid 4 Wi2021)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.elders import Intrekkingsbron
from core.law.elders_plan import Planbron
from core.law.leerroutes import Leerroute
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.vorm import MET_INHOUD, heel, vorm
from core.process.intake import elders_ingetrokken, elders_plan, views
from core.process.intake.elders_ingetrokken import Vastlegging

Hier = NamedDependency[SkipValidation[Bezoek]]
Kort = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=heel(MET_INHOUD))]
Verplicht = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, pattern=heel(MET_INHOUD))]


class EldersIngetrokkenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Welk PIP is ingetrokken (`gemeente`, en `pipVan`: zijn dagtekening) en met welk besluit, met een eigen nieuw id.

    Kwam de persoon met meer dan een PIP van elders, leg dan elk plan dat is ingetrokken apart vast. Is een plan
    ingetrokken en een eerder niet, dan staat het eerdere.

    `bron`: u zag het besluit zelf, of die gemeente zei het u. `toelichting` zegt waar het besluit bewaard is, of wie
    het zei en wanneer. Zegt alleen de persoon het, vraag het dan eerst aan die gemeente. Kent Meedoen geen gemeente
    met deze code, dan waarschuwt het eerst; wie doorgaat noemt dat in `bevestigd`.
    """

    id: UUID
    gemeente: Annotated[str, vorm("GM[0-9]{4}", "de CBS-code van een gemeente, zoals GM0344")]
    pip_van: date
    besluit_van: date
    kenmerk: Kort
    bron: Intrekkingsbron
    toelichting: Verplicht
    bevestigd: Bevestigd = ()


class EldersTerugname(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom het PIP van elders toch niet is ingetrokken."""

    motief: Verplicht


class EldersIngetrokkenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er is vastgelegd. Met `teruggenomenOp` was het een vergissing, en telt het niet meer. `gemeentenaam`
    is leeg als Meedoen geen gemeente met die code kent."""

    id: UUID
    gemeente: str
    gemeentenaam: str
    pip_van: date
    besluit_van: date
    kenmerk: str
    bron: str
    toelichting: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    teruggenomen_op: datetime | None


class EldersPlanIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Welk PIP er is dat DUO hier niet gaf: van welke gemeente, met welke dagtekening (`pipVan`) en welke leerroute,
    met een eigen nieuw id.

    `bron`: u zag het PIP zelf, of die gemeente zei het u. `toelichting` zegt waar het bewaard is, of wie het zei en
    wanneer. Zegt alleen de persoon het, vraag het dan eerst aan die gemeente. Kent Meedoen geen gemeente
    met deze code, dan waarschuwt het eerst; wie doorgaat noemt dat in `bevestigd`.
    """

    id: UUID
    gemeente: Annotated[str, vorm("GM[0-9]{4}", "de CBS-code van een gemeente, zoals GM0344")]
    pip_van: date
    leerroute: Leerroute
    bron: Planbron
    toelichting: Verplicht
    bevestigd: Bevestigd = ()


class EldersPlanTerugname(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom dat PIP van elders er niet is."""

    motief: Verplicht


class EldersPlanUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een PIP dat is vastgelegd. Met `teruggenomenOp` was het een vergissing, en telt het niet meer. `gemeentenaam`
    is leeg als Meedoen geen gemeente met die code kent."""

    id: UUID
    gemeente: str
    gemeentenaam: str
    pip_van: date
    leerroute: str
    bron: str
    toelichting: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    teruggenomen_op: datetime | None


class EldersPlanApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip-van-elders/plannen"
    tags = ("brede intake",)

    @get(
        summary="De PIP's van een andere gemeente die zijn vastgelegd omdat DUO ze niet gaf, oudste eerst",
        opt=vraagt("pip-van-elders", "lezen"),
    )
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[EldersPlanUit]:
        async with bezoek.uow() as tx:
            rijen = await views.elders_plannen(tx, bezoek.huis, dossier_id)
        return msgspec.convert(rijen, list[EldersPlanUit], from_attributes=True)

    @post(
        status_code=204,
        summary="Vastleggen dat er een PIP van een andere gemeente is dat DUO niet gaf",
        description=(
            "Het telt daarna als een PIP dat DUO gaf: de leerroute van het laatste PIP dat niet is ingetrokken ligt"
            " vast, de brede intake is verkort (art. 15 lid 4), en de tien weken zijn die van na een verhuizing met een"
            " PIP (art. 5.3 lid 3 Bi2021). Een PIP van deze gemeente zelf kan alleen van voordat Meedoen er was, van"
            " wie hier geen eerdere zaak en geen PIP had: van haar eigen plannen weet Meedoen zelf wat ervan werd. Het"
            " is een feit, en geen besluit van deze gemeente."
        ),
        opt=vraagt("pip-van-elders", "vastleggen", body=EldersPlanIn, ook=(409,)),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, EldersPlanIn)
        nieuw = elders_plan.Vastlegging(
            gemeente=data.gemeente,
            pip_van=data.pip_van,
            leerroute=data.leerroute,
            bron=data.bron,
            toelichting=data.toelichting.strip(),
        )
        async with bezoek.uow() as tx:
            await elders_plan.leg_vast(tx, bezoek.huis, dossier_id, data.id, nieuw, bevestigd=data.bevestigd)

    @post(
        "/{plan_id:uuid}/terugname",
        status_code=204,
        summary="Terugnemen dat er een PIP van elders is, met een motief; wat er stond blijft te lezen",
        opt=vraagt("pip-van-elders", "terugnemen", body=EldersPlanTerugname, ook=(409,)),
    )
    async def neem_terug(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        plan_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, EldersPlanTerugname)
        async with bezoek.uow() as tx:
            await elders_plan.neem_terug(tx, bezoek.huis, dossier_id, plan_id, motief=data.motief)


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
            " en gaf DUO het hier nooit, leg het dan ook vast (`plannen`): de leerroute ligt dan nog vast."
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
            await elders_ingetrokken.leg_vast(tx, bezoek.huis, dossier_id, data.id, nieuw, bevestigd=data.bevestigd)

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
