"""Het dossier, een werkitem en de medewerkers."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.dossier import nagaan, views, werk
from core.process.dossier.geschiedenis import GeschiedenisUit
from core.process.dossier.termijn_uit import TermijnUit
from core.process.dossier.views import Collega, CorrectieUit, DossierUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Tekst = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
Gemeentecode = FromPath[str]
LEZEN = Bevoegdheid("dossier", "lezen")
WERK_LEZEN = Bevoegdheid("werkvoorraad", "lezen")


class Afhandeling(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er met een werkitem gedaan is."""

    afhandeling: Tekst
    versie: Versie


class Heropening(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom dit werk weer open moet, met de versie die u zag."""

    motief: Tekst
    versie: Versie


class HeropendWerk(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het id waaronder het werk weer openstaat; wat er afgevinkt was blijft staan."""

    id: UUID


class NieuwePoging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De versie van het werkitem die u zag."""

    versie: Versie


class Bevinding(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Of het collegebesluit er is. `bevinding` zegt welk stuk u zag en waar het ligt, of waar u zocht en bij wie u het
    vroeg."""

    bestaat: bool
    bevinding: Tekst
    versie: Versie


class WerkitemApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/werkitems/{werkitem_id:uuid}"
    tags = ("werkvoorraad",)

    @post(
        "/afhandeling",
        status_code=204,
        summary="Een werkitem afvinken, met wat er gedaan is",
        opt=vraagt("werkitem", "afhandelen", body=Afhandeling),
    )
    async def handel_af(
        self, gemeentecode: Gemeentecode, werkitem_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Afhandeling)
        async with bezoek.wijziging(data, lambda tx: werk.stand(tx, bezoek.huis, werkitem_id), leest=WERK_LEZEN) as tx:
            await werk.handel_af(tx, bezoek.huis, werkitem_id, versie=data.versie, afhandeling=data.afhandeling)

    @post(
        "/heropening",
        summary="Werk dat bij vergissing is afgevinkt weer openzetten, met motief",
        opt=vraagt("werkitem", "heropenen", body=Heropening),
    )
    async def heropen(
        self, gemeentecode: Gemeentecode, werkitem_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> HeropendWerk:
        data = await lees_body(request, Heropening)
        async with bezoek.wijziging(data, lambda tx: werk.stand(tx, bezoek.huis, werkitem_id), leest=WERK_LEZEN) as tx:
            id_ = await werk.heropen(tx, bezoek.huis, werkitem_id, versie=data.versie, motief=data.motief)
        return HeropendWerk(id=id_)

    @post(
        "/nieuwe-poging",
        status_code=204,
        summary="Een mislukte taak nog eens laten doen",
        description="Alleen voor een TAAK_MISLUKT. Het werkitem sluit, en komt terug als het weer mislukt.",
        opt=vraagt("werkitem", "afhandelen", body=NieuwePoging),
    )
    async def doe_opnieuw(
        self, gemeentecode: Gemeentecode, werkitem_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, NieuwePoging)
        async with bezoek.wijziging(data, lambda tx: werk.stand(tx, bezoek.huis, werkitem_id), leest=WERK_LEZEN) as tx:
            await werk.doe_taak_opnieuw(tx, bezoek.huis, werkitem_id, versie=data.versie)

    @post(
        "/collegebesluit",
        status_code=204,
        summary="Vastleggen of een opgegeven collegebesluit er is",
        description="Alleen voor een COLLEGEBESLUIT_NAGAAN, en door een ander dan wie het opgaf. Is het er niet, dan is"
        " wat erop rust werk om terug te nemen (COLLEGEBESLUIT_ONTBREEKT).",
        opt=vraagt("collegebesluit", "nagaan", body=Bevinding, beslist=True),
    )
    async def ga_na(
        self, gemeentecode: Gemeentecode, werkitem_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Bevinding)
        async with bezoek.wijziging(data, lambda tx: werk.stand(tx, bezoek.huis, werkitem_id), leest=WERK_LEZEN) as tx:
            await nagaan.leg_bevinding_vast(
                tx, bezoek.huis, werkitem_id, versie=data.versie, bestaat=data.bestaat, bevinding=data.bevinding
            )


class MedewerkerApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/medewerkers"
    tags = ("dossiers",)

    @get(summary="De medewerkers van deze gemeente", opt=vraagt("medewerker", "lezen"))
    async def lijst(self, gemeentecode: Gemeentecode, bezoek: Hier) -> list[Collega]:
        async with bezoek.uow() as tx:
            return await views.medewerkers(tx, bezoek.huis)


class DossierApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}"
    tags = ("dossiers",)

    @get(summary="Een dossier met zijn termijnen en werk", opt=vraagt("dossier", "lezen"))
    async def lees(self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], bezoek: Hier) -> DossierUit:
        async with bezoek.uow() as tx:
            return await views.dossier(tx, bezoek.huis, dossier_id)

    @get("/termijnen", summary="De termijnen van een dossier met hun afleiding", opt=vraagt("dossier", "lezen"))
    async def termijnen(self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], bezoek: Hier) -> list[TermijnUit]:
        async with bezoek.uow() as tx:
            return await views.termijnen(tx, bezoek.huis, dossier_id)

    @get(
        "/persoon/geschiedenis",
        summary="Hoe deze persoon eerder heette en waar hij eerder woonde",
        description="Wat de BRP verving, en het briefadres dat een mens introk, met de grond. Een organisatie die"
        " begeleidt of lesgeeft leest dit niet.",
        opt=vraagt("dossier", "lezen"),
    )
    async def geschiedenis(
        self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], bezoek: Hier
    ) -> GeschiedenisUit:
        async with bezoek.uow() as tx:
            return await views.geschiedenis(tx, bezoek.huis, dossier_id)

    @get("/correcties", summary="Wat in dit dossier is teruggenomen, en waarom", opt=vraagt("dossier", "lezen"))
    async def correcties(
        self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[CorrectieUit]:
        async with bezoek.uow() as tx:
            return await views.correcties(tx, bezoek.huis, dossier_id)
