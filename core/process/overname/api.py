"""Een caseload naar een vervanger of opvolger laten gaan."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.vorm import Versie
from core.process.overname import actions, views
from core.process.overname.overzicht import Overzicht, overzicht
from core.process.overname.regels import HOOGSTE_AANTAL, Overnameplan
from core.process.overname.tables import Overnamesoort
from core.process.overname.views import OvernameUit, OvernameVooraf

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("overname", "lezen")


class NieuweOvername(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Van wie naar wie, met een id dat u zelf maakt; nog eens sturen verandert niets.

    Een vervanging duurt van `vanaf` tot en met `tot`, of zonder `tot` tot nader bericht; daarna gaat het werk terug.
    Een opvolging is voorgoed. Zonder `dossiers` gaan alle dossiers mee die op de eerste dag van hem zijn. Mist wie
    overneemt een mandaat dat de ander heeft, wordt hij op die dagen zelf vervangen, of gaat er dan al iets van dezelfde
    medewerker over, dan waarschuwt Meedoen eerst; wie doorgaat noemt dat in `bevestigd`. Twee die elkaar zouden
    vervangen worden geweigerd.
    """

    id: UUID
    soort: Overnamesoort
    van_id: UUID
    naar_id: UUID
    vanaf: date
    tot: date | None = None
    dossiers: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=HOOGSTE_AANTAL)] | None = None
    bevestigd: Bevestigd = ()


class LaatsteDag(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Tot en met wanneer de vervanging duurt, leeg is tot nader bericht; met de versie die u zag. Is de vervanger op
    de dagen die erbij komen zelf weg, of gaat er dan al iets van dezelfde medewerker over, dan waarschuwt Meedoen."""

    tot: date | None
    versie: Versie
    bevestigd: Bevestigd = ()


class EindeOvername(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Nu beëindigen, of intrekken wat nog niet begon; met de versie die u zag."""

    versie: Versie


class OvernameApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/overnames"
    tags = ("overnames",)

    @get(summary="De overnames van caseloads in deze gemeente", opt=vraagt("overname", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], bezoek: Hier) -> list[OvernameUit]:
        async with bezoek.uow() as tx:
            return await views.overnames(tx, bezoek.huis)

    @get(
        "/vooraf",
        summary="Wat er van een medewerker overgaat: dossiers, werk en afspraken",
        description="Er verandert niets. Open dossiers gaan mee, en gesloten waar nog werk ligt.",
        opt=vraagt("overname", "lezen"),
    )
    async def vooraf(
        self,
        gemeentecode: FromPath[str],
        bezoek: Hier,
        van: Annotated[UUID | None, QueryParameter(description="van wie de dossiers zijn; zonder: van uzelf")] = None,
        soort: Annotated[
            Overnamesoort, QueryParameter(description="bij een opvolging ook wat zijn vervanger nu voor hem doet")
        ] = Overnamesoort.VERVANGING,
    ) -> OvernameVooraf:
        async with bezoek.uow() as tx:
            return await views.vooraf(
                tx, bezoek.huis, van or tx.medewerker_id, opvolging=soort is Overnamesoort.OPVOLGING
            )

    @get(
        "/overzicht",
        summary="Wat er op wie weg is wacht: afspraken met telefoonnummer, beloften en concepten",
        description="Er verandert niets. Zonder `tot` zeven dagen. Wat zijn vervanger nu voor hem doet staat erbij.",
        opt=vraagt("overname", "lezen"),
    )
    async def overzicht(
        self,
        gemeentecode: FromPath[str],
        bezoek: Hier,
        van: Annotated[UUID | None, QueryParameter(description="wie weg is; zonder: uzelf")] = None,
        vanaf: Annotated[date | None, QueryParameter(description="de eerste dag; zonder: vandaag")] = None,
        tot: Annotated[date | None, QueryParameter(description="de laatste dag waarop hij weg is")] = None,
    ) -> Overzicht:
        async with bezoek.uow() as tx:
            return await overzicht(tx, bezoek.huis, van or tx.medewerker_id, vanaf=vanaf, tot=tot)

    @post(
        status_code=204,
        summary="Een caseload naar een vervanger of opvolger laten gaan, in één keer",
        description="Alles of niets. Het werk en de afspraken volgen, en DUO krijgt van elke persoon de nieuwe"
        " contactpersoon. Begint zij later, dan gebeurt dat op die dag vanzelf.",
        opt=vraagt("overname", "vastleggen", body=NieuweOvername, ook=(409,), beslist=True),
    )
    async def leg_vast(self, gemeentecode: FromPath[str], request: Request[Any, Any, Any], bezoek: Hier) -> None:
        data = await lees_body(request, NieuweOvername)
        overname = Overnameplan(
            soort=data.soort,
            van_id=data.van_id,
            naar_id=data.naar_id,
            vanaf=data.vanaf,
            tot=data.tot,
            dossiers=None if data.dossiers is None else frozenset(data.dossiers),
        )
        async with bezoek.uow() as tx:
            await actions.leg_vast(tx, bezoek.huis, data.id, overname, bevestigd=data.bevestigd)

    @post(
        "/{overname_id:uuid}/laatste-dag",
        status_code=204,
        summary="Een vervanging langer of korter laten duren",
        opt=vraagt("overname", "vastleggen", body=LaatsteDag, beslist=True),
    )
    async def verzet(
        self, gemeentecode: FromPath[str], overname_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, LaatsteDag)
        async with bezoek.wijziging(data, lambda tx: actions.stand(tx, bezoek.huis, overname_id), leest=LEZEN) as tx:
            await actions.verzet_laatste_dag(
                tx, bezoek.huis, overname_id, versie=data.versie, tot=data.tot, bevestigd=data.bevestigd
            )

    @post(
        "/{overname_id:uuid}/beeindiging",
        status_code=204,
        summary="Een vervanging nu beëindigen, zodat het werk teruggaat; of intrekken wat nog niet begon",
        opt=vraagt("overname", "beeindigen", body=EindeOvername, beslist=True),
    )
    async def beeindig(
        self, gemeentecode: FromPath[str], overname_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, EindeOvername)
        async with bezoek.wijziging(data, lambda tx: actions.stand(tx, bezoek.huis, overname_id), leest=LEZEN) as tx:
            await actions.beeindig(tx, bezoek.huis, overname_id, versie=data.versie)
