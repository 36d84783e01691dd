"""De begeleiding van een dossier."""

from dataclasses import fields, replace
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.huis import Huis
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.plugin_api import grenzen
from core.plugin_api.beelden import Huishoudsoort
from core.process.begeleiding import actions, views, wegleggen
from core.process.begeleiding.actions import Afspraak
from core.process.begeleiding.voorstel import Huishouden

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("begeleiding", "lezen")
Naam = Annotated[str, msgspec.Meta(min_length=1, max_length=grenzen.LANGSTE_NAAM)]


class HuishoudenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het huishouden zoals het nu is. De eerste keer is de versie 0."""

    versie: Versie
    huishouden: Huishoudsoort
    wacht_op_gezinshereniging: bool
    gedeelde_woning: bool


class AfspraakIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een dienst en wie haar levert."""

    dienst: Naam
    organisatie: Naam


class Vaststelling(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit van een mens, met een id dat u zelf maakt en de versie van het huishouden dat u zag.

    Zonder `diensten` neemt u het voorstel over. Met andere diensten wijkt u af, en dan hoort er een motief bij.
    """

    id: UUID
    versie: Versie
    diensten: Annotated[tuple[AfspraakIn, ...], msgspec.Meta(max_length=grenzen.MEESTE_DIENSTEN)] | None = None
    motief: Annotated[str, msgspec.Meta(max_length=10_000)] = ""


class HuishoudenWeglegging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom dit huishouden weg kan, met de versie die u zag."""

    motief: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
    versie: Versie


class NieuweVersie(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De nieuwe versie van het huishouden, om de volgende keer mee te geven."""

    versie: int


async def _voorstel_nu(tx: Tx, huis: Huis, dossier_id: UUID) -> Stand:
    """Het huishouden is intussen anders; naast de gekozen diensten staat wat er nu wordt voorgesteld."""
    stand = await actions.stand(tx, huis, dossier_id)
    voorstel = (await views.begeleiding(tx, huis, dossier_id)).voorstel
    if voorstel is None:
        return replace(stand, velden={})
    diensten = [AfspraakIn(dienst=d.dienst, organisatie=d.organisatie) for d in voorstel.diensten]
    return replace(stand, velden={"diensten": diensten})


class BegeleidingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/begeleiding"
    tags = ("begeleiding",)

    @get(
        summary="De begeleiding: huishouden, voorstel met gronden, en wat is vastgesteld",
        opt=vraagt("begeleiding", "lezen"),
    )
    async def lees(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> views.BegeleidingUit:
        async with bezoek.uow() as tx:
            return await views.begeleiding(tx, bezoek.huis, dossier_id)

    @put("/beeld", summary="Het huishouden vastleggen", opt=vraagt("begeleiding", "bijwerken", body=HuishoudenIn))
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> NieuweVersie:
        data = await lees_body(request, HuishoudenIn)
        async with bezoek.wijziging(data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            versie = await actions.leg_huishouden_vast(
                tx,
                bezoek.huis,
                dossier_id,
                Huishouden(**{veld.name: getattr(data, veld.name) for veld in fields(Huishouden)}),
                versie=data.versie,
            )
        return NieuweVersie(versie=versie)

    @post(
        "/weglegging",
        status_code=204,
        summary="Het huishouden wegleggen, met motief; zolang er geen begeleiding op is vastgesteld",
        opt=vraagt("begeleiding", "wegleggen", body=HuishoudenWeglegging),
    )
    async def leg_weg(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, HuishoudenWeglegging)
        async with bezoek.wijziging(data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await wegleggen.leg_weg(tx, bezoek.huis, dossier_id, versie=data.versie, motief=data.motief)

    @post(
        "/vaststelling",
        status_code=204,
        summary="Het voorstel overnemen, of er met een motief van afwijken",
        opt=vraagt("begeleiding", "vaststellen", body=Vaststelling),
    )
    async def stel_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Vaststelling)
        afspraken = (
            None
            if data.diensten is None
            else tuple(Afspraak(dienst=d.dienst, organisatie=d.organisatie) for d in data.diensten)
        )
        async with bezoek.wijziging(data, lambda tx: _voorstel_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await actions.stel_vast(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                versie=data.versie,
                afspraken=afspraken,
                motief=data.motief,
            )
