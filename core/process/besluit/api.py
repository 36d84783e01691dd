"""Besluiten en brieven van een dossier; verzending is bekendmaking."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.bekendmaking import Verzending, Verzendwijze
from core.law.pip_termijnen import PipRegel
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.maat import Maatsoort
from core.platform.http.navraag import Bevestigd
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.besluit import bezwaardag, opmaken, richten, startdatum, verbeteren, verzenden, views
from core.process.besluit.views import BesluitUit, BriefUit
from core.process.dossier import zaak

Hier = NamedDependency[SkipValidation[Bezoek]]


Kort = Annotated[str, msgspec.Meta(max_length=300)]
Lang = Annotated[str, msgspec.Meta(max_length=2_000)]
Motief = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
LEZEN = Bevoegdheid("dossier", "lezen")


class VerzendingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De dag waarop de brief de deur uitging, en hoe. Per post is dat de dag waarop zij aan de vervoerder is gegeven.

    Bij UITGEREIKT noemt `ontvanger` wie haar kreeg, en `adres` waar, als dat niet het adres op de brief is. Bij
    ELEKTRONISCH en ANDERS noemt `adres` waarheen, en `toelichting` waarom het zo mocht (art. 2:8 en 3:41 lid 2 Awb).
    Per post gaat zij naar het adres op de brief, en is een ander `adres` geweigerd; `toelichting` kan het bewijs
    noemen, zoals het nummer van een aangetekende zending. Ligt de dag meer dan enkele werkdagen terug, dan moet dat.
    """

    verzonden_op: date
    wijze: Verzendwijze = Verzendwijze.POST
    adres: Kort = ""
    ontvanger: Kort = ""
    toelichting: Kort = ""


class VerzendenIn(VerzendingIn, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Hoe en wanneer de brief verzonden is. Per post gaat zij naar het adres dat erop staat, en is een ander `adres`
    geweigerd. Telt een oproep zo niet, dan waarschuwt Meedoen eerst; ging zij toch op die dag weg, dan legt u dat vast
    met `bevestigd` (PG-1)."""

    bevestigd: Bevestigd = ()


class VerbeteringIn(VerzendingIn, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Hoe en wanneer de brief echt verzonden is, en waarom dat anders is dan er stond. Wat er stond blijft staan.

    De wijze staat er altijd bij: dit komt helemaal in de plaats van wat er stond, ook van het bewijs. Telt een oproep
    zo niet meer, dan waarschuwt Meedoen eerst; wie doorgaat noemt dat in `bevestigd` (PG-1). Is de brief na een
    verkeerd adres alsnog uitgereikt, of ging zij langs een andere weg dan de post, dan geldt zij van die dag als
    aangekomen en is haar besluit bekend: de retourpost staat dan op ANDERS_BEKEND.
    """

    wijze: Verzendwijze
    motief: Lang
    bevestigd: Bevestigd = ()
    versie: Versie


class Bezwaardag(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De brief over de latere laatste dag voor bezwaar; zij wordt opgemaakt en ligt dan klaar om te verzenden."""

    brief_id: UUID


class OpnieuwGericht(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De brief voor wie haar nu krijgt; zij wordt opgemaakt en ligt dan klaar om te verzenden."""

    brief_id: UUID


class OpmaakIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De dag waarop de brief de deur uitgaat; die komt erop, met de laatste dag voor bezwaar die daaruit volgt.

    Ligt een PIP dan al te lang, dan waarschuwt Meedoen eerst: elke dag kost de persoon een dag van zijn drie jaar, en
    een nieuwe dagtekening niet. Wie het toch zo verzendt noemt KOST_DAGEN in `bevestigd` (PG-6).
    """

    dag: date
    bevestigd: Bevestigd = ()


class Startdatumkeuze(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De keuze van B25: A (kennisgeving), B (SS139) of B_BRP (inschrijving in de BRP), met motief.

    Is de laatste dag voor het PIP dan al voorbij of bijna, dan waarschuwt Meedoen eerst; wie doorgaat noemt dat in
    `bevestigd`.
    """

    regel: Literal["A", "B", "B_BRP"]
    motief: Motief
    versie: Versie
    bevestigd: Bevestigd = ()


class BesluitApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}"
    tags = ("besluiten en brieven",)

    @get("/besluiten", summary="De besluiten in een dossier", opt=vraagt("besluit", "lezen"))
    async def besluiten(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[BesluitUit]:
        async with bezoek.uow() as tx:
            return await views.besluiten(tx, bezoek.huis, dossier_id)

    @post(
        "/startdatumkeuze",
        status_code=204,
        summary="B25: kiezen vanaf welke dag de tien weken lopen",
        opt=vraagt("startdatum", "kiezen", body=Startdatumkeuze, beslist=True),
    )
    async def kies_startdatum(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Startdatumkeuze)
        async with bezoek.wijziging(
            data,
            lambda tx: zaak.stand(tx, bezoek.huis, dossier_id, regel="gekozen_regel", motief="gekozen_motief"),
            leest=LEZEN,
        ) as tx:
            await startdatum.kies_startdatum(
                tx,
                bezoek.huis,
                dossier_id,
                versie=data.versie,
                regel=PipRegel(data.regel),
                motief=data.motief,
                bevestigd=data.bevestigd,
            )

    @get("/brieven", summary="De brieven in een dossier", opt=vraagt("brief", "lezen"))
    async def brieven(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[BriefUit]:
        async with bezoek.uow() as tx:
            return await views.brieven(tx, bezoek.huis, dossier_id)

    @get(
        "/brieven/{brief_id:uuid}/pdf",
        summary="Een brief als PDF",
        media_type="application/pdf",
        opt=vraagt("brief", "lezen", ook=(409,), maat=Maatsoort.OPHALEN),
    )
    async def pdf(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], brief_id: FromPath[UUID], bezoek: Hier
    ) -> Response[bytes]:
        async with bezoek.uow() as tx:
            inhoud = await views.pdf(tx, bezoek.huis, dossier_id, brief_id)
        return _als_pdf(inhoud, f"brief-{brief_id}")

    @get(
        "/brieven/opmaken/{opmaak_id:uuid}/pdf",
        summary="Een opmaak van een brief als PDF, ook een die niet verzonden is",
        media_type="application/pdf",
        opt=vraagt("brief", "lezen", ook=(409,), maat=Maatsoort.OPHALEN),
    )
    async def opmaak_pdf(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        opmaak_id: FromPath[UUID],
        bezoek: Hier,
    ) -> Response[bytes]:
        async with bezoek.uow() as tx:
            inhoud = await views.opmaak_pdf(tx, bezoek.huis, dossier_id, opmaak_id)
        return _als_pdf(inhoud, f"opmaak-{opmaak_id}")

    @post(
        "/brieven/{brief_id:uuid}/opmaak",
        status_code=204,
        summary="Een brief opnieuw laten opmaken voor de dag waarop zij verzonden wordt",
        opt=vraagt("brief", "verzenden", body=OpmaakIn),
    )
    async def maak_op(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        brief_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OpmaakIn)
        async with bezoek.uow() as tx:
            await opmaken.maak_opnieuw_op(tx, bezoek.huis, dossier_id, brief_id, dag=data.dag, bevestigd=data.bevestigd)

    @post(
        "/brieven/{brief_id:uuid}/adressering",
        summary="Een brief die nog niet weg is maken voor wie haar nu krijgt",
        description="Er kwam een vertegenwoordiger, hij trad terug, of er geldt een ander adres. De dagtekening en de"
        " inhoud blijven; de eerste brief en haar afschriften gaan niet uit.",
        opt=vraagt("brief", "verzenden"),
    )
    async def richt_opnieuw(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], brief_id: FromPath[UUID], bezoek: Hier
    ) -> OpnieuwGericht:
        async with bezoek.uow() as tx:
            return OpnieuwGericht(brief_id=await richten.richt_opnieuw(tx, bezoek.huis, dossier_id, brief_id))

    @post(
        "/brieven/{brief_id:uuid}/verzending",
        status_code=204,
        summary="Vastleggen dat een brief verzonden is; een besluit is dan bekendgemaakt",
        opt=vraagt("brief", "verzenden", body=VerzendenIn),
    )
    async def verzend(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        brief_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, VerzendenIn)
        async with bezoek.uow() as tx:
            await verzenden.verzend_brief(
                tx, bezoek.huis, dossier_id, brief_id, _verzending(data), bevestigd=data.bevestigd
            )

    @post(
        "/brieven/{brief_id:uuid}/verbetering",
        status_code=204,
        summary="Een verkeerd vastgelegde verzending verbeteren, met een motief",
        opt=vraagt("brief", "verzenden", body=VerbeteringIn),
    )
    async def verbeter(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        brief_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, VerbeteringIn)
        async with bezoek.wijziging(
            data,
            lambda tx: verbeteren.stand(tx, bezoek.huis, dossier_id, brief_id),
            leest=Bevoegdheid("brief", "lezen"),
        ) as tx:
            await verbeteren.verbeter_verzending(
                tx,
                bezoek.huis,
                dossier_id,
                brief_id,
                _verzending(data),
                versie=data.versie,
                motief=data.motief,
                bevestigd=data.bevestigd,
            )

    @post(
        "/brieven/{brief_id:uuid}/bezwaardag",
        summary="De brief maken die zegt dat er langer bezwaar kan worden gemaakt",
        opt=vraagt("brief", "verzenden"),
    )
    async def schrijf_bezwaardag(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], brief_id: FromPath[UUID], bezoek: Hier
    ) -> Bezwaardag:
        async with bezoek.uow() as tx:
            return Bezwaardag(brief_id=await bezwaardag.schrijf(tx, bezoek.huis, dossier_id, brief_id))


def _verzending(data: VerzendingIn) -> Verzending:
    return Verzending(
        op=data.verzonden_op,
        wijze=data.wijze,
        adres=data.adres,
        ontvanger=data.ontvanger,
        toelichting=data.toelichting,
    )


def _als_pdf(inhoud: bytes, naam: str) -> Response[bytes]:
    koppen = {"Content-Disposition": f'attachment; filename="{naam}.pdf"'}
    return Response(inhoud, media_type="application/pdf", headers=koppen)
