"""Samenvoegen: voorstellen, bekijken en beslissen."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.samenvoegen import Groepkeuze
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.collegebesluit import CollegebesluitIn, als_collegebesluit
from core.process.dossier import samenvoegbeeld, samenvoegbeslissing, samenvoegen, uiteenhalen, zaak
from core.process.dossier.samenvoegbeeld import SamenvoegvoorstelUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Tekst = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
LEZEN = Bevoegdheid("dossier", "lezen")


class Samenvoegvoorstel(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Dit voorlopige dossier (alleen een V-nummer) hoort bij een ander dossier, en waarom u dat weet.

    U maakt zelf het `id`; de versie is die van het voorlopige dossier.
    """

    id: UUID
    met_dossier_id: UUID
    motief: Tekst
    versie: Versie


class Uiteenhaalvoorstel(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Deze samenvoeging klopte niet: het zijn twee mensen, en waaruit dat blijkt.

    U maakt zelf het `id`; de versie is die van het dossier dat opging.
    """

    id: UUID
    motief: Tekst
    versie: Versie


class Samenvoegbeslissing(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Of het voorstel wordt uitgevoerd, en waarom (niet); de versie is die van het voorlopige dossier.

    `collegebesluit` alleen als het college zelf besloot (art. 10:7 Awb), na het voorstel; dan legt u dat ook over uw
    eigen voorstel vast, en het dossier zegt dat. Verschillen de dossiers van groep, dan zegt `groep` welke klopt.
    """

    akkoord: bool
    toelichting: Tekst
    collegebesluit: CollegebesluitIn | None = None
    groep: Groepkeuze | None = None
    versie: Versie


class SamenvoegApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/samenvoegingen"
    tags = ("dossiers",)

    @post(
        status_code=204,
        summary="Voorstellen een voorlopig dossier samen te voegen met dat van dezelfde persoon",
        description=(
            "Er verhuist nog niets: een ander beslist. Hebben beide dossiers iets waarvan een dossier er maar één"
            " heeft, dan noemt het antwoord alles wat eerst moet."
        ),
        opt=vraagt("dossier", "samenvoegen", body=Samenvoegvoorstel),
    )
    async def stel_voor(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Samenvoegvoorstel)
        async with bezoek.wijziging(data, lambda tx: zaak.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await samenvoegen.stel_voor(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                versie=data.versie,
                met_dossier_id=data.met_dossier_id,
                motief=data.motief,
            )

    @get(
        "/{samenvoeging_id:uuid}",
        summary="Een voorstel: wat verhuist, waarin de twee dossiers verschillen, en wat het tegenhoudt",
        opt=vraagt("dossier", "samenvoegen"),
    )
    async def lees(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        samenvoeging_id: FromPath[UUID],
        bezoek: Hier,
    ) -> SamenvoegvoorstelUit:
        async with bezoek.uow() as tx:
            return await samenvoegbeeld.voorstel(tx, bezoek.huis, dossier_id, samenvoeging_id)

    @post(
        "/{samenvoeging_id:uuid}/beslissing",
        status_code=204,
        summary="Een voorstel uitvoeren of afwijzen",
        description=(
            "Uitvoeren doet een ander dan wie het voorstelde. Alles wat aan het voorlopige dossier hangt (meldingen van"
            " DUO, werk, termijnen, oproepen, brieven, toewijzingen) verhuist; het voorlopige dossier eindigt, en beide"
            " noemen elkaar in `samenvoegingen`. Afwijzen mag ook wie het voorstelde."
        ),
        opt=vraagt("dossier", "samenvoegen", body=Samenvoegbeslissing, beslist=True),
    )
    async def beslis(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        samenvoeging_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, Samenvoegbeslissing)
        async with bezoek.wijziging(data, lambda tx: zaak.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await samenvoegbeslissing.beslis(
                tx,
                bezoek.huis,
                dossier_id,
                samenvoeging_id,
                versie=data.versie,
                akkoord=data.akkoord,
                toelichting=data.toelichting,
                collegebesluit=als_collegebesluit(data.collegebesluit),
                groep=data.groep,
            )

    @post(
        "/{samenvoeging_id:uuid}/uiteenhalen",
        status_code=204,
        summary="Voorstellen een samenvoeging die niet klopte uit elkaar te halen",
        description=(
            "Dit doet u vanaf het dossier dat opging, met de versie daarvan. Er gaat nog niets terug: een ander"
            " beslist, met dezelfde route als over het samenvoegen. Rust er op de samengevoegde gegevens iets dat"
            " eerst terug moet (een PIP, een besluit, een oproep, een afgeronde intake), dan noemt het antwoord dat"
            " allemaal, met de handeling die eerst komt."
        ),
        opt=vraagt("dossier", "samenvoegen", body=Uiteenhaalvoorstel),
    )
    async def stel_uiteenhalen_voor(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        samenvoeging_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, Uiteenhaalvoorstel)
        async with bezoek.wijziging(data, lambda tx: zaak.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await uiteenhalen.stel_voor(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                versie=data.versie,
                van_samenvoeging=samenvoeging_id,
                motief=data.motief,
            )
