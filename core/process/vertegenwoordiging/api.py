"""Wie voor de persoon optreedt: vastleggen, het bewijs, en het einde."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.adresboek import Vertegenwoordiger
from core.law.contact import Onderwerp
from core.law.vertegenwoordigen import Optreden
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import GEGEVEN_IN_BRIEF
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.dossier.eerder import OvernameIn
from core.process.vertegenwoordiging import actions, views
from core.process.vertegenwoordiging.views import VertegenwoordigingUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Regel = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=heel(MET_INHOUD)), GEGEVEN_IN_BRIEF]
Naam = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=heel(MET_INHOUD)), GEGEVEN_IN_BRIEF]
Kort = Annotated[str, msgspec.Meta(max_length=500)]
Verplicht = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=heel(MET_INHOUD))]
LEZEN = Bevoegdheid("vertegenwoordiging", "lezen")


class OptredenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wie voor de persoon optreedt, met een id dat u zelf maakt.

    `tot` is de laatste dag; leeg is tot nader bericht. Alleen een gemachtigde heeft `onderwerpen`. Zonder bewijs
    blijven brieven naar de persoon gaan. Een ouder, voogd of mentor krijgt alleen een afschrift als u `afschrift`
    kiest, met waarom. Treedt er in die tijd al zo iemand op, zoals een curator, dan waarschuwt Meedoen eerst; wie
    doorgaat noemt dat in `bevestigd`.
    """

    id: UUID
    soort: Vertegenwoordiger
    naam: Naam
    adresregels: Annotated[tuple[Regel, ...], msgspec.Meta(min_length=1, max_length=3)]
    vanaf: date
    bron: Verplicht
    telefoon: Annotated[str, msgspec.Meta(max_length=30)] = ""
    tot: date | None = None
    onderwerpen: Annotated[tuple[Onderwerp, ...], msgspec.Meta(max_length=3)] = ()
    bewijs: Kort = ""
    bewijs_gezien_op: date | None = None
    afschrift: bool = False
    afschrift_motief: Kort = ""
    bevestigd: Bevestigd = ()


class VertegenwoordigerovernameIn(OvernameIn, frozen=True, kw_only=True):
    """Wie u overneemt uit de eerdere zaak. Treedt er al zo iemand op, dan waarschuwt Meedoen eerst."""

    bevestigd: Bevestigd = ()


class BewijsIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het bewijs dat u zag, en wanneer; met de versie van de vertegenwoordiging die u zag."""

    bewijs: Verplicht
    gezien_op: date
    versie: Versie


class EindeIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Sinds wanneer zij voorbij is, en waarom; met de versie van de vertegenwoordiging die u zag."""

    op: date
    reden: Verplicht
    versie: Versie


class VertegenwoordigingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/vertegenwoordigingen"
    tags = ("vertegenwoordiging",)

    @get(summary="Wie voor de persoon optreedt en optrad", opt=vraagt("vertegenwoordiging", "lezen"))
    async def lijst(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[VertegenwoordigingUit]:
        async with bezoek.uow() as tx:
            return await views.vertegenwoordigingen(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="Vastleggen wie voor de persoon optreedt",
        opt=vraagt("vertegenwoordiging", "vastleggen", body=OptredenIn, ook=(409,)),
    )
    async def leg_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, OptredenIn)
        velden = msgspec.structs.asdict(data)
        id_, bevestigd = velden.pop("id"), velden.pop("bevestigd")
        async with bezoek.uow() as tx:
            await actions.leg_vast(tx, bezoek.huis, dossier_id, id_, Optreden(**velden), bevestigd=bevestigd)

    @get(
        "/eerder",
        summary="Wie in de eerdere zaak voor de persoon optreedt en is over te nemen",
        description="Alleen na een terugkeer: wat daar nog geldt, en hier niet staat.",
        opt=vraagt("vertegenwoordiging", "lezen"),
    )
    async def eerder(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[VertegenwoordigingUit]:
        async with bezoek.uow() as tx:
            return await views.over_te_nemen(tx, bezoek.huis, dossier_id)

    @post(
        "/overname",
        status_code=204,
        summary="Vertegenwoordigers uit de eerdere zaak overnemen, met bron, dag en bewijs",
        opt=vraagt("vertegenwoordiging", "vastleggen", body=VertegenwoordigerovernameIn, ook=(409,)),
    )
    async def neem_over(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, VertegenwoordigerovernameIn)
        async with bezoek.uow() as tx:
            await actions.neem_over(tx, bezoek.huis, dossier_id, data, bevestigd=data.bevestigd)

    @post(
        "/{vertegenwoordiging_id:uuid}/bewijs",
        status_code=204,
        summary="Het bewijs van een vertegenwoordiging vastleggen; vanaf dan telt zij",
        opt=vraagt("vertegenwoordiging", "vastleggen", body=BewijsIn),
    )
    async def bewijs(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        vertegenwoordiging_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, BewijsIn)
        async with bezoek.wijziging(
            data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id, vertegenwoordiging_id), leest=LEZEN
        ) as tx:
            await actions.leg_bewijs_vast(
                tx,
                bezoek.huis,
                dossier_id,
                vertegenwoordiging_id,
                bewijs=data.bewijs,
                gezien_op=data.gezien_op,
                versie=data.versie,
            )

    @post(
        "/{vertegenwoordiging_id:uuid}/einde",
        status_code=204,
        summary="Vastleggen dat een vertegenwoordiging voorbij is",
        opt=vraagt("vertegenwoordiging", "beeindigen", body=EindeIn),
    )
    async def einde(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        vertegenwoordiging_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, EindeIn)
        async with bezoek.wijziging(
            data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id, vertegenwoordiging_id), leest=LEZEN
        ) as tx:
            await actions.beeindig(
                tx, bezoek.huis, dossier_id, vertegenwoordiging_id, op=data.op, reden=data.reden, versie=data.versie
            )
