"""Webhooks: een organisatie laat haar systeem horen wat er met haar toewijzingen gebeurt, zonder dat het vraagt."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.maat import Maatsoort
from core.platform.http.paginering import STANDAARD_LIMIET
from core.platform.http.parameters import Limiet
from core.platform.tenancy import Actor
from core.platform.uitgaand.adres import LANGSTE
from core.platform.vorm import MET_INHOUD, heel
from core.process.verandering import webhook_views, webhooks
from core.process.verandering.webhook_views import AangemeldeWebhook, LeveringUit, WebhookUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Nummer = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Voor = Annotated[
    int | None,
    QueryParameter(description="Alleen wat een lager nummer heeft; het laagste van de vorige keer", ge=1, le=2**31 - 1),
]


class WebhookIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een adres waar Meedoen regels heen stuurt; het id maakt u zelf.

    `adres` is van internet, met https en zonder vraagteken. `naam` zegt wie hier beheert welk systeem het is.
    """

    id: UUID
    naam: Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=heel(MET_INHOUD))]
    adres: Annotated[str, msgspec.Meta(min_length=1, max_length=LANGSTE, pattern=heel(MET_INHOUD))]


class WebhookHervatting(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Verder waar de webhook was, of opnieuw vanaf het nummer na `na`; 0 is vanaf het begin."""

    na: Nummer | None = None


class WebhookApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/webhooks"
    tags = ("webhooks",)

    @get(
        summary="Welke adressen van uw organisatie horen wat er met haar toewijzingen gebeurt",
        opt=vraagt("webhook", "lezen", actor=Actor.LEDEN),
    )
    async def lijst(self, gemeentecode: FromPath[str], bezoek: Hier) -> list[WebhookUit]:
        async with bezoek.uow() as tx:
            return await webhook_views.lijst(tx, bezoek.huis)

    @post(
        status_code=201,
        summary="Een adres aanmelden waar Meedoen regels heen stuurt",
        description="Meedoen vraagt het adres eerst of zij mag sturen (CloudEvents, HTTP 1.1 Web Hooks). Daarna gaat"
        " elke nieuwe regel van `veranderingen` erheen, als CloudEvent en ondertekend (docs/machines.md).",
        opt=vraagt(
            "webhook",
            "aanmelden",
            actor=Actor.LEDEN,
            body=WebhookIn,
            ook=(409,),
            beslist=True,
            maat=Maatsoort.WEBHOOK,
        ),
    )
    async def meld_aan(
        self, gemeentecode: FromPath[str], request: Request[Any, Any, Any], bezoek: Hier
    ) -> AangemeldeWebhook:
        data = await lees_body(request, WebhookIn)
        nieuw = webhooks.NieuweWebhook(id=data.id, naam=data.naam, adres=data.adres)
        async with bezoek.uow() as tx:
            rij, geheim = await webhooks.meld_aan(tx, bezoek.huis, nieuw)
            return AangemeldeWebhook(webhook=webhook_views.als_uit(rij), geheim=geheim)

    @get(
        "/{webhook_id:uuid}/leveringen",
        summary="Wat er van elke regel bij deze webhook terechtkwam, de nieuwste eerst",
        opt=vraagt("webhook", "lezen", actor=Actor.LEDEN),
    )
    async def leveringen(
        self,
        gemeentecode: FromPath[str],
        webhook_id: FromPath[UUID],
        bezoek: Hier,
        voor: Voor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> list[LeveringUit]:
        async with bezoek.uow() as tx:
            return await webhook_views.leveringen(tx, bezoek.huis, webhook_id, voor=voor, limiet=limiet)

    @post(
        "/{webhook_id:uuid}/hervatting",
        status_code=204,
        summary="Weer sturen, of opnieuw sturen vanaf een nummer",
        opt=vraagt(
            "webhook",
            "hervatten",
            actor=Actor.LEDEN,
            body=WebhookHervatting,
            ook=(409,),
            maat=Maatsoort.WEBHOOK,
        ),
    )
    async def hervat(
        self, gemeentecode: FromPath[str], webhook_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, WebhookHervatting)
        async with bezoek.uow() as tx:
            await webhooks.hervat(tx, bezoek.huis, webhook_id, na=data.na)

    @post(
        "/{webhook_id:uuid}/intrekking",
        status_code=204,
        summary="Er niets meer heen sturen",
        opt=vraagt("webhook", "intrekken", actor=Actor.LEDEN),
    )
    async def trek_in(self, gemeentecode: FromPath[str], webhook_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await webhooks.trek_in(tx, bezoek.huis, webhook_id)
