"""Wat er bij het vergelijken met DUO anders was, per gemeente."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.paginering import STANDAARD_LIMIET, Cursors
from core.platform.http.parameters import Cursor, Limiet
from core.process.aanmelding import vergelijking_views
from core.process.aanmelding.vergelijking_views import DuoVerschilUit, Vergeleken, Verschilplaats


class Vergelijkingspagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina van de dossiers waarin DUO iets anders had; `volgende` is de cursor van de volgende."""

    stand: Vergeleken
    verschillen: list[DuoVerschilUit]
    volgende: str | None


class VergelijkingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/duo-vergelijking"
    tags = ("dossiers",)

    @get(
        summary="Wat er bij het vergelijken met DUO anders was, en hoe ver het vergelijken is",
        description="Elke nacht vergelijkt Meedoen per persoon. Wat bij de nulmeting anders was staat alleen hier; wat"
        " daarna anders is, is ook werk.",
        opt=vraagt("duo-vergelijking", "lezen"),
    )
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        request: Request[Any, Any, Any],
        bezoek: NamedDependency[SkipValidation[Bezoek]],
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Vergelijkingspagina:
        cursors: Cursors = request.app.state.cursors
        filters = ("duo-vergelijking",)
        na = UUID(int=0)
        if cursor is not None:
            na = cursors.lees_als(Verschilplaats, cursor, toegang=bezoek.toegang, filters=filters).id
        async with bezoek.uow() as tx:
            stand = await vergelijking_views.stand(tx)
            regels, verder = await vergelijking_views.pagina(tx, bezoek.huis, na=na, limiet=limiet)
        volgende = None if verder is None else cursors.maak(verder, toegang=bezoek.toegang, filters=filters)
        return Vergelijkingspagina(stand=stand, verschillen=regels, volgende=volgende)
