"""Ontheffing van de leerbaarheidstoets: het verzoek, het besluit en het intrekken."""

from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.ontheffing import Aanvraag, Beperking, Beslissing, Bewijs, Initiatief
from core.law.zienswijze import Gelegenheid, Zienswijze, Zienswijzewijze
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import Brieftekst
from core.platform.tenancy import Doel
from core.platform.vorm import Versie
from core.process.collegebesluit import CollegebesluitIn, als_collegebesluit
from core.process.herdagtekening import Herdagtekend, Herdagtekening
from core.process.ontheffing import actions, herdagtekenen, views
from core.process.ontheffing.views import OntheffingUit

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("lbt-ontheffing", "lezen")


class OntheffingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een verzoek van de persoon, of een onderzoek dat de gemeente zelf begint; met een id dat u zelf maakt.

    Leg alleen vast welke van de twee beperkingen het is en waaruit zij bleek; geen medische gegevens.
    """

    id: UUID
    initiatief: Initiatief
    gevraagd_op: date
    beperking: Beperking
    bewijs: Bewijs
    bewijs_op: date


class ZienswijzeIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat de persoon ervan vindt: schriftelijk of mondeling, wanneer, en wat.

    `isAlles` als hij zei dat hij verder niets te zeggen heeft; zonder dat kan hij tot en met zijn laatste dag nog iets
    toevoegen, en wordt er pas daarna geweigerd.
    """

    wijze: Zienswijzewijze
    ontvangen_op: date
    inhoud: Brieftekst
    is_alles: bool = False


class GelegenheidIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wanneer de persoon de gelegenheid kreeg om te reageren, tot en met welke dag, en wat hij zei."""

    gegeven_op: date
    uiterlijk_op: date
    zienswijze: ZienswijzeIn | None = None


class OntheffingBesluit(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het besluit, met de versie die u zag. `aangetoond`: of de beperking vaststaat.

    `kanToetsNietMaken` hoort bij een auditieve beperking. Een weigering wijkt altijd af van wat de persoon zelf opgaf:
    hij is eerst gehoord (`gelegenheid`, art. 4:7 Awb). De motivering komt in de brief; zet er geen medische gegevens
    in.
    `collegebesluit` alleen als het college zelf besloot (art. 10:7 Awb).
    """

    verlenen: bool
    aangetoond: bool
    kan_toets_niet_maken: bool | None = None
    motivering: Brieftekst
    wijkt_af: bool = False
    gelegenheid: GelegenheidIn | None = None
    collegebesluit: CollegebesluitIn | None = None
    bevestigd: Bevestigd = ()
    versie: Versie


class OntheffingIntrekking(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Hoe en waarom het verzoek is ingetrokken, met de versie die u zag."""

    motief: Annotated[str, msgspec.Meta(max_length=2_000)]
    versie: Versie


class OntheffingBesloten(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit dat is genomen."""

    besluit_id: UUID


class OntheffingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/lbt-ontheffingen"
    tags = ("ontheffing leerbaarheidstoets",)

    @get(summary="De verzoeken om ontheffing van de leerbaarheidstoets", opt=vraagt("lbt-ontheffing", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[OntheffingUit]:
        async with bezoek.uow(Doel.BREDE_INTAKE) as tx:
            return await views.ontheffingen(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="Een verzoek om ontheffing vastleggen, of ambtshalve een onderzoek beginnen",
        opt=vraagt("lbt-ontheffing", "vragen", body=OntheffingIn),
    )
    async def vraag(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, OntheffingIn)
        waarden = msgspec.structs.asdict(data)
        id_ = waarden.pop("id")
        async with bezoek.uow(Doel.BREDE_INTAKE) as tx:
            await actions.vraag(tx, bezoek.huis, dossier_id, id_, Aanvraag(**waarden))

    @post(
        "/{ontheffing_id:uuid}/besluit",
        summary="De ontheffing verlenen of weigeren: een beschikking",
        opt=vraagt("lbt-ontheffing", "besluiten", body=OntheffingBesluit, beslist=True),
    )
    async def beslis(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        ontheffing_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> OntheffingBesloten:
        data = await lees_body(request, OntheffingBesluit)
        async with _wijziging(bezoek, data, dossier_id, ontheffing_id) as tx:
            besluit_id = await actions.beslis(
                tx,
                bezoek.huis,
                dossier_id,
                ontheffing_id,
                versie=data.versie,
                beslissing=_beslissing(data),
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return OntheffingBesloten(besluit_id=besluit_id)

    @post(
        "/{ontheffing_id:uuid}/dagtekening",
        summary="Een besluit over ontheffing dat nog niet bekendgemaakt is een nieuwe dagtekening geven: vandaag",
        opt=vraagt("lbt-ontheffing", "besluiten", body=Herdagtekening, beslist=True),
    )
    async def herdagteken(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        ontheffing_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> Herdagtekend:
        data = await lees_body(request, Herdagtekening)
        async with bezoek.uow(Doel.BREDE_INTAKE) as tx:
            nieuw = await herdagtekenen.herdagteken(
                tx,
                bezoek.huis,
                dossier_id,
                ontheffing_id,
                data.besluit_id,
                motief=data.motief,
                uitreiken=data.uitreiken,
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return Herdagtekend(besluit_id=nieuw)

    @post(
        "/{ontheffing_id:uuid}/intrekking",
        status_code=204,
        summary="Vastleggen dat het verzoek om ontheffing is ingetrokken",
        opt=vraagt("lbt-ontheffing", "vragen", body=OntheffingIntrekking),
    )
    async def trek_in(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        ontheffing_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OntheffingIntrekking)
        async with _wijziging(bezoek, data, dossier_id, ontheffing_id) as tx:
            await actions.trek_in(tx, bezoek.huis, dossier_id, ontheffing_id, versie=data.versie, motief=data.motief)


def _wijziging(
    bezoek: Bezoek, data: OntheffingBesluit | OntheffingIntrekking, dossier_id: UUID, ontheffing_id: UUID
) -> AbstractAsyncContextManager[Tx]:
    return bezoek.wijziging(
        data,
        lambda tx: actions.stand(tx, bezoek.huis, dossier_id, ontheffing_id),
        leest=LEZEN,
        doel=Doel.BREDE_INTAKE,
    )


def _beslissing(data: OntheffingBesluit) -> Beslissing:
    return Beslissing(
        verlenen=data.verlenen,
        aangetoond=data.aangetoond,
        kan_toets_niet_maken=data.kan_toets_niet_maken,
        motivering=data.motivering,
        wijkt_af=data.wijkt_af,
        gelegenheid=None if data.gelegenheid is None else _gelegenheid(data.gelegenheid),
    )


def _gelegenheid(data: GelegenheidIn) -> Gelegenheid:
    zienswijze = data.zienswijze
    return Gelegenheid(
        gegeven_op=data.gegeven_op,
        uiterlijk_op=data.uiterlijk_op,
        zienswijze=None if zienswijze is None else Zienswijze(**msgspec.structs.asdict(zienswijze)),
    )
