"""Toewijzen door de gemeente, en wat een organisatie ziet en antwoordt."""

from datetime import date
from typing import Annotated, Any, Protocol, TypeVar
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.fouten import Onbereikbaar
from core.law.toewijzen import Inschrijving, Inschrijvingsbron, Weigerreden
from core.platform import tenants
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.http.paginering import STANDAARD_LIMIET, Cursors, Plaats
from core.platform.http.parameters import Cursor, Limiet
from core.platform.tenancy import Actor
from core.platform.vorm import Versie, vorm
from core.process.dossier.zaak import stand
from core.process.toewijzing import actions, antwoorden, inschrijven, views
from core.process.toewijzing.antwoorden import Gezegd
from core.process.toewijzing.views import (
    Bladzijde,
    EigenBegeleidingUit,
    EigenToewijzingUit,
    LeerlingUit,
    Organisatie,
    ToewijzingUit,
)

DIENST = f"(?:{tenants.DIENST})?"
"""De naam van een dienst: woorden, geen cijfers. De partner leest haar al bij het aanbod, dus voordat hij leest wie;
welke het zijn staat bij de organisatie."""
_DIENST = "woorden zonder cijfers, met spaties en deze tekens: , & ' ( ) / - ; zoals Taalles (ochtend)"
Hier = NamedDependency[SkipValidation[Bezoek]]
NIET_OVER_ALLEN = (
    "Deze lijst gaat over alle gemeenten waarvoor u werkt, en minstens één daarvan is nu niet te bereiken. Probeer het"
    " over een paar minuten weer."
)
R = TypeVar("R", EigenToewijzingUit, EigenBegeleidingUit)


class Lezer(Protocol[R]):
    """Een view die over gemeenten heen leest."""

    async def __call__(self, tx: Tx, *, na: Plaats, limiet: int) -> Bladzijde[R]: ...


class NieuweToewijzing(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een toewijzing met een id dat u zelf maakt; nog eens sturen verandert niets. `dienst` is er alleen voor een
    maatschappelijke partner: een van de diensten die `GET organisaties` bij hem noemt. Zei de organisatie van deze
    persoon als laatste dat hij er niet hoort (NIET_VAN_ONS), dan waarschuwt Meedoen eerst (HOORDE_ER_NIET)."""

    id: UUID
    organisatie_id: UUID
    dienst: Annotated[str, msgspec.Meta(max_length=80), vorm(DIENST, _DIENST)] = ""
    bevestigd: Bevestigd = ()


class NieuweInschrijving(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Bij welke taalschool hij les volgt of gaat volgen, van wie u dat weet en sinds wanneer; met een id dat u zelf
    maakt. Nog eens sturen verandert niets. Zei de school als laatste dat hij er niet hoort (NIET_VAN_ONS), dan
    waarschuwt Meedoen eerst (HOORDE_ER_NIET)."""

    id: UUID
    organisatie_id: UUID
    bron: Inschrijvingsbron
    bekend_op: date
    bevestigd: Bevestigd = ()


class Beeindiging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Beëindigen, met de versie die u zag."""

    versie: Versie


class Antwoord(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het antwoord van de organisatie: zij neemt hem, of weigert met een `reden`. Bij aanvaarden zegt zij als zij wil
    wanneer, in welke groep en waar hij begint, met wie de gemeente belt, en haar eigen nummer voor hem; geen BSN.
    Later aanvullen mag: aanvaard dan opnieuw, met alles wat er hoort te staan. Hoort iemand die zij aanvaardde of die
    bij haar werd ingeschreven niet bij haar, dan weigert zij met NIET_VAN_ONS, en leest zij hem meteen niet meer."""

    aanvaard: bool
    reden: Weigerreden | None = None
    start_op: date | None = None
    groep: Annotated[str, msgspec.Meta(max_length=100)] = ""
    locatie: Annotated[str, msgspec.Meta(max_length=100)] = ""
    contact: Annotated[str, msgspec.Meta(max_length=100)] = ""
    eigen_nummer: Annotated[str, msgspec.Meta(max_length=40)] = ""
    versie: Versie


class Toedeling(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wie het dossier behandelt, met de versie van het dossier die u zag. Wordt hij vandaag zelf vervangen, of mist
    hij een mandaat dat wie het dossier nu heeft wel heeft, dan waarschuwt Meedoen eerst; wie doorgaat noemt dat in
    `bevestigd`."""

    behandelaar_id: UUID
    bevestigd: Bevestigd = ()
    versie: Versie


class EigenPagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina van de eigen toewijzingen; `volgende` is de cursor van de volgende.

    `weggelaten` zijn de gemeentecodes waarvan nu niets getoond kan worden; vraag het later opnieuw.
    """

    toewijzingen: list[EigenToewijzingUit]
    volgende: str | None
    weggelaten: list[str]


class Begeleidingspagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina van de eigen begeleiding; `volgende` is de cursor van de volgende, en `weggelaten` noemt de gemeenten
    die nu niet te bereiken zijn."""

    begeleiding: list[EigenBegeleidingUit]
    volgende: str | None
    weggelaten: list[str]


class OrganisatieApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/organisaties"
    tags = ("toewijzingen",)

    @get(summary="De organisaties waarmee deze gemeente werkt", opt=vraagt("organisatie", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], bezoek: Hier) -> list[Organisatie]:
        async with bezoek.uow() as tx:
            return await views.organisaties(tx, bezoek.huis)


class ToewijzingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}"
    tags = ("toewijzingen",)

    @post(
        "/behandelaar",
        status_code=204,
        summary="Het dossier toedelen; DUO krijgt de nieuwe contactpersoon",
        opt=vraagt("dossier", "toedelen", body=Toedeling),
    )
    async def deel_toe(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Toedeling)
        async with bezoek.wijziging(
            data,
            lambda tx: stand(tx, bezoek.huis, dossier_id, behandelaar_id="behandelaar_id"),
            leest=Bevoegdheid("dossier", "lezen"),
        ) as tx:
            await actions.deel_toe(
                tx,
                bezoek.huis,
                dossier_id,
                versie=data.versie,
                behandelaar_id=data.behandelaar_id,
                bevestigd=data.bevestigd,
            )

    @get("/toewijzingen", summary="De toewijzingen van een dossier", opt=vraagt("toewijzing", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[ToewijzingUit]:
        async with bezoek.uow() as tx:
            return await views.van_dossier(tx, bezoek.huis, dossier_id)

    @post(
        "/toewijzingen",
        status_code=204,
        summary="Een dossier aan een organisatie aanbieden; waarvoor volgt uit haar soort",
        opt=vraagt("toewijzing", "aanbieden", body=NieuweToewijzing),
    )
    async def bied_aan(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, NieuweToewijzing)
        async with bezoek.uow() as tx:
            await actions.bied_aan(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                organisatie_id=data.organisatie_id,
                dienst=data.dienst,
                bevestigd=data.bevestigd,
            )

    @post(
        "/inschrijvingen",
        status_code=204,
        summary="Vastleggen bij welke taalschool iemand is ingeschreven, ook als hij die zelf koos",
        description="Dat kan zodra er een dossier is, ook voor het PIP. De school leest zijn naam en adres, leerroute"
        " en termijn, en bij een asielstatushouder de intensiteit (art. 9.2 lid 3 Bi2021), zodra het PIP bekendgemaakt"
        " is; tot dan leest zij niets. Een aanbod waarop een school nog niet antwoordde eindigt."
        " Toestemming is daarvoor niet nodig, en ook geen grond.",
        opt=vraagt("inschrijving", "vastleggen", body=NieuweInschrijving, ook=(409,)),
    )
    async def schrijf_in(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, NieuweInschrijving)
        inschrijving = Inschrijving(bron=data.bron, bekend_op=data.bekend_op)
        async with bezoek.uow() as tx:
            await inschrijven.leg_vast(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                organisatie_id=data.organisatie_id,
                inschrijving=inschrijving,
                bevestigd=data.bevestigd,
            )

    @post(
        "/toewijzingen/{toewijzing_id:uuid}/beeindiging",
        status_code=204,
        summary="Een toewijzing beëindigen",
        opt=vraagt("toewijzing", "beeindigen", body=Beeindiging),
    )
    async def beeindig(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        toewijzing_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, Beeindiging)
        async with bezoek.wijziging(
            data,
            lambda tx: actions.stand(tx, bezoek.huis, dossier_id, toewijzing_id),
            leest=Bevoegdheid("toewijzing", "lezen"),
        ) as tx:
            await actions.beeindig(tx, bezoek.huis, dossier_id, toewijzing_id, versie=data.versie)


class EigenToewijzingenApi(Controller):
    path = "/eigen-toewijzingen"
    tags = ("taalschool",)

    @get(
        summary="De leerlingen van deze taalschool, over haar gemeenten heen",
        opt=vraagt("eigen-toewijzing", "lezen", actor=Actor.TAALSCHOOL),
    )
    async def lijst(
        self,
        request: Request[Any, Any, Any],
        bezoek: Hier,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> EigenPagina:
        regels, volgende, weggelaten = await _blader(views.eigen_lijst, request, bezoek, cursor, limiet)
        return EigenPagina(toewijzingen=regels, volgende=volgende, weggelaten=weggelaten)


class EigenBegeleidingApi(Controller):
    path = "/eigen-begeleiding"
    tags = ("maatschappelijke partner",)

    @get(
        summary="Wie deze maatschappelijke partner begeleidt, over zijn gemeenten heen",
        opt=vraagt("eigen-begeleiding", "lezen", actor=Actor.MAATSCHAPPELIJKE_PARTNER),
    )
    async def lijst(
        self,
        request: Request[Any, Any, Any],
        bezoek: Hier,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Begeleidingspagina:
        regels, volgende, weggelaten = await _blader(views.eigen_begeleiding, request, bezoek, cursor, limiet)
        return Begeleidingspagina(begeleiding=regels, volgende=volgende, weggelaten=weggelaten)


async def _blader(
    lees: Lezer[R], request: Request[Any, Any, Any], bezoek: Bezoek, cursor: str | None, limiet: int
) -> tuple[list[R], str | None, list[str]]:
    """Een pagina over gemeenten heen: de regels, de volgende cursor, en de gemeenten waarvan niets getoond kan worden
    omdat de leesregel er niet kwam.

    Raises:
        Onbereikbaar: een van de gemeenten is niet te lezen. De lijst gaat op dag over allen heen, dus een deel ervan
            zou ook van de andere te weinig laten zien.
    """
    cursors: Cursors = request.app.state.cursors
    na = views.BEGIN if cursor is None else cursors.lees(cursor, toegang=bezoek.toegang, filters=())
    try:
        async with bezoek.uow() as tx:
            blad = await lees(tx, na=na, limiet=limiet)
    except Onbereikbaar:
        raise Onbereikbaar(NIET_OVER_ALLEN) from None
    weg = {bezoek.huis.tenant(id_).code for id_ in await bezoek.verantwoord(blad.leesregels)}
    volgende = None if blad.volgende is None else cursors.maak(blad.volgende, toegang=bezoek.toegang, filters=())
    return [r for r in blad.regels if r.gemeentecode not in weg], volgende, sorted(weg)


class LeerlingApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/eigen-toewijzingen/{toewijzing_id:uuid}"
    tags = ("taalschool",)

    @get(
        summary="Een eigen leerling: NAW, leerroute, intensiteit en termijn",
        opt=vraagt("leerling", "lezen", actor=Actor.TAALSCHOOL),
    )
    async def lees(self, gemeentecode: FromPath[str], toewijzing_id: FromPath[UUID], bezoek: Hier) -> LeerlingUit:
        async with bezoek.uow() as tx:
            return await views.leerling(tx, bezoek.huis, toewijzing_id)

    @post(
        "/antwoord",
        status_code=204,
        summary="Wie u is aangeboden aanvaarden of weigeren, of zeggen dat iemand niet bij u hoort",
        opt=vraagt("eigen-toewijzing", "beantwoorden", actor=Actor.ANTWOORD, body=Antwoord),
    )
    async def antwoord(
        self, gemeentecode: FromPath[str], toewijzing_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Antwoord)
        gezegd = Gezegd(
            aanvaard=data.aanvaard,
            reden=data.reden,
            start_op=data.start_op,
            groep=data.groep,
            locatie=data.locatie,
            contact=data.contact,
            eigen_nummer=data.eigen_nummer,
        )
        async with bezoek.wijziging(
            data,
            lambda tx: antwoorden.stand_aanbod(tx, bezoek.huis, toewijzing_id),
            leest=Bevoegdheid("eigen-toewijzing", "beantwoorden"),
        ) as tx:
            await antwoorden.antwoord(tx, bezoek.huis, toewijzing_id, gezegd, versie=data.versie)
