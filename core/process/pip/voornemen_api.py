"""Het voornemen van een PIP dat zonder de persoon is gemaakt: opstellen, afzien, antwoorden, intrekken (PG-10)."""

from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.voornemen import Afziengrond
from core.law.zienswijze import Zienswijze, Zienswijzewijze
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import IN_BRIEF
from core.platform.vorm import Versie
from core.process.pip import views, voornemen
from core.process.pip.api import pip_nu
from core.process.pip.views import VoornemenUit

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("pip", "lezen")
Lang = Annotated[str, msgspec.Meta(max_length=4_000)]
InBrief = Annotated[str, msgspec.Meta(max_length=4_000), IN_BRIEF]


class VoornemenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Leg het concept voor, met een id dat u zelf maakt en de versie van het concept die u zag.

    `uiterlijkOp` is de laatste dag om te antwoorden, een werkdag. Is dat korter dan gewoon, of komt het PIP daardoor te
    laat, dan zegt `motief` waarom.
    """

    id: UUID
    uiterlijk_op: date
    motief: Lang = ""
    versie: Versie


class Afziening(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Er wordt zonder voornemen besloten; het motief komt in het besluit. Versie van het concept."""

    id: UUID
    grond: Afziengrond
    motief: InBrief
    bevestigd: Bevestigd = ()
    versie: Versie


class ZienswijzeOpVoornemen(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat de persoon van het voornemen vindt: schriftelijk of mondeling, wanneer, en wat. Versie van het voornemen.

    `isAlles` als hij zei dat hij verder niets te zeggen heeft; het besluit zegt dat dan. Zonder dat kan hij tot en met
    zijn laatste dag nog iets toevoegen, en wordt het PIP pas daarna vastgesteld.
    """

    wijze: Zienswijzewijze
    ontvangen_op: date
    inhoud: InBrief
    is_alles: bool = False
    bevestigd: Bevestigd = ()
    versie: Versie


class Weging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er met de zienswijze gedaan is; het komt zo in het besluit. Versie van het voornemen."""

    weging: InBrief
    bevestigd: Bevestigd = ()
    versie: Versie


class VoornemenIntrekking(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom dit voornemen niet meer geldt. Versie van het voornemen."""

    motief: Lang
    versie: Versie


class VoornemenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip-voornemens"
    tags = ("pip",)

    @get(summary="De voornemens van het PIP, en wat de persoon ervan vond", opt=vraagt("pip", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[VoornemenUit]:
        async with bezoek.uow() as tx:
            return await views.voornemens_van(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="De persoon die er niet bij was het concept voorleggen, met een brief",
        opt=vraagt("pip", "voorleggen", body=VoornemenIn),
    )
    async def stel_op(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, VoornemenIn)
        async with bezoek.wijziging(data, lambda tx: pip_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await voornemen.stel_op(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                versie=data.versie,
                uiterlijk_op=data.uiterlijk_op,
                motief=data.motief,
            )

    @post(
        "/afziening",
        status_code=204,
        summary="Vastleggen dat er zonder voornemen besloten wordt, en waarom",
        opt=vraagt("pip", "voorleggen", body=Afziening),
    )
    async def zie_af(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Afziening)
        async with bezoek.wijziging(data, lambda tx: pip_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await voornemen.zie_af(
                tx, bezoek.huis, dossier_id, data.id, versie=data.versie, grond=data.grond, motief=data.motief
            )

    @post(
        "/{voornemen_id:uuid}/zienswijze",
        status_code=204,
        summary="Vastleggen wat de persoon van het voornemen vindt",
        opt=vraagt("pip", "voorleggen", body=ZienswijzeOpVoornemen),
    )
    async def zienswijze(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        voornemen_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, ZienswijzeOpVoornemen)
        zei = Zienswijze(wijze=data.wijze, ontvangen_op=data.ontvangen_op, inhoud=data.inhoud, is_alles=data.is_alles)
        async with _wijziging(bezoek, data, dossier_id, voornemen_id) as tx:
            await voornemen.leg_zienswijze_vast(
                tx, bezoek.huis, dossier_id, voornemen_id, versie=data.versie, zienswijze=zei
            )

    @post(
        "/{voornemen_id:uuid}/weging",
        status_code=204,
        summary="Vastleggen hoe de zienswijze is gewogen",
        opt=vraagt("pip", "voorleggen", body=Weging),
    )
    async def weeg(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        voornemen_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, Weging)
        async with _wijziging(bezoek, data, dossier_id, voornemen_id) as tx:
            await voornemen.weeg(tx, bezoek.huis, dossier_id, voornemen_id, versie=data.versie, weging=data.weging)

    @post(
        "/{voornemen_id:uuid}/intrekking",
        status_code=204,
        summary="Het voornemen, of de keuze om ervan af te zien, intrekken",
        opt=vraagt("pip", "voorleggen", body=VoornemenIntrekking),
    )
    async def trek_in(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        voornemen_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, VoornemenIntrekking)
        async with _wijziging(bezoek, data, dossier_id, voornemen_id) as tx:
            await voornemen.trek_in(tx, bezoek.huis, dossier_id, voornemen_id, versie=data.versie, motief=data.motief)


def _wijziging(
    bezoek: Bezoek,
    data: ZienswijzeOpVoornemen | Weging | VoornemenIntrekking,
    dossier_id: UUID,
    voornemen_id: UUID,
) -> AbstractAsyncContextManager[Tx]:
    return bezoek.wijziging(data, lambda tx: voornemen.stand(tx, bezoek.huis, dossier_id, voornemen_id), leest=LEZEN)
