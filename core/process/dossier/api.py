"""De werkvoorraad, het dossier en zoeken."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.pip_termijnen import PipRegel
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.paginering import HOOGSTE_LIMIET, STANDAARD_LIMIET, Cursors
from core.platform.huis import Huis
from core.platform.vorm import MET_INHOUD, heel
from core.process.dossier import actions, views, werk, werklijst, zaak, zoeken
from core.process.dossier.namen import zoeknaam
from core.process.dossier.views import CorrectieUit, DossierUit, TermijnUit
from core.process.dossier.werklijst import Filters, WerkUit
from core.process.dossier.zoeken import MEESTE_WOORDEN, PAGINA, Treffer, Zoekplaats

Hier = NamedDependency[SkipValidation[Bezoek]]
Tekst = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
Versie = Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)]
Gemeentecode = FromPath[str]
LEZEN = Bevoegdheid("dossier", "lezen")
WERK_LEZEN = Bevoegdheid("werkvoorraad", "lezen")


class Werkpagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina van de werkvoorraad; `volgende` is de cursor van de volgende, leeg op de laatste."""

    werk: list[WerkUit]
    volgende: str | None


class Zoekopdracht(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Precies één van de drie. Zoeken gaat met POST: in een adres hoort geen naam en geen nummer.

    Elk woord van `naamBegintMet` is het begin van een voornaam, voorvoegsel of achternaam, in welke volgorde ook. Met
    `klinktAls` telt ook wat zo klinkt; zonder gebeurt dat als er bijna niets gevonden is. De laatste drie horen bij een
    naam.
    """

    naam_begint_met: Annotated[str, msgspec.Meta(min_length=2, max_length=100)] | None = None
    v_nummer: Annotated[str, msgspec.Meta(pattern=heel("[0-9]{1,10}"))] | None = None
    bsn: Annotated[str, msgspec.Meta(pattern=heel("[0-9]{9}"))] | None = None
    klinkt_als: bool = False
    limiet: Annotated[int, msgspec.Meta(ge=1, le=HOOGSTE_LIMIET)] = PAGINA
    cursor: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class Treffers(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er gevonden is; dezelfde vorm of er nu iets is of niet. `volgende` is de cursor van de volgende pagina."""

    treffers: list[Treffer]
    volgende: str | None = None


class Startdatumkeuze(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De keuze van B25: A (kennisgeving), B (SS139) of B_BRP (inschrijving in de BRP), met motief."""

    regel: Annotated[str, msgspec.Meta(pattern=heel("A|B|B_BRP"))]
    motief: Tekst
    versie: Versie


class Samenvoeging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Dit voorlopige dossier (alleen een V-nummer) hoort bij een ander dossier, en waarom u dat weet."""

    met_dossier_id: UUID
    motief: Tekst
    versie: Versie


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


class Collega(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een medewerker van deze gemeente."""

    id: UUID
    naam: str
    functie: str
    rollen: list[str]


class WerkvoorraadApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/werkvoorraad"
    tags = ("werkvoorraad",)

    @get(summary="De werkvoorraad, meest verlopen eerst", opt=vraagt("werkvoorraad", "lezen"))
    async def lijst(
        self,
        gemeentecode: Gemeentecode,
        request: Request[Any, Any, Any],
        bezoek: Hier,
        behandelaar: Annotated[UUID | None, QueryParameter(description="alleen werk van deze medewerker")] = None,
        soort: Annotated[str | None, QueryParameter(description="alleen werk van deze soort", max_length=60)] = None,
        uiterlijk: Annotated[
            date | None, QueryParameter(description="alleen werk dat uiterlijk op deze dag klaar moet zijn")
        ] = None,
        cursor: Annotated[
            str | None, QueryParameter(description="`volgende` van de vorige pagina", max_length=200)
        ] = None,
        limiet: Annotated[
            int, QueryParameter(description="hoogste aantal regels", ge=1, le=HOOGSTE_LIMIET)
        ] = STANDAARD_LIMIET,
    ) -> Werkpagina:
        cursors: Cursors = request.app.state.cursors
        _eis_soort(bezoek.huis, soort)
        filters = Filters(behandelaar_id=behandelaar, soort=soort, uiterlijk=uiterlijk)
        na = werklijst.BEGIN
        if cursor is not None:
            na = cursors.lees(cursor, toegang=bezoek.toegang, filters=filters.sleutel())
        async with bezoek.uow() as tx:
            rijen, volgende = await werklijst.pagina(tx, bezoek.huis, filters=filters, na=na, limiet=limiet)
        verder = None if volgende is None else cursors.maak(volgende, toegang=bezoek.toegang, filters=filters.sleutel())
        return Werkpagina(werk=rijen, volgende=verder)

    @post(
        "/zoekopdrachten",
        status_code=200,
        summary="Dossiers zoeken op naam, V-nummer of BSN",
        opt=vraagt("werkvoorraad", "zoeken", body=Zoekopdracht),
    )
    async def zoek(self, gemeentecode: Gemeentecode, request: Request[Any, Any, Any], bezoek: Hier) -> Treffers:
        data = await lees_body(request, Zoekopdracht)
        bsn, vnummer, naam = _een_van_drie(data)
        if naam is None:
            async with bezoek.uow() as tx:
                return Treffers(treffers=await zoeken.op_nummer(tx, bezoek.huis, bsn=bsn, vnummer=vnummer))
        cursors: Cursors = request.app.state.cursors
        filters = (zoeknaam(naam), data.klinkt_als)
        na = None
        if data.cursor is not None:
            na = cursors.lees_als(Zoekplaats, data.cursor, toegang=bezoek.toegang, filters=filters)
        async with bezoek.uow() as tx:
            treffers, volgende = await zoeken.op_naam(
                tx, bezoek.huis, naam, klank=data.klinkt_als, na=na, limiet=data.limiet
            )
        verder = None if volgende is None else cursors.maak(volgende, toegang=bezoek.toegang, filters=filters)
        return Treffers(treffers=treffers, volgende=verder)


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


class MedewerkerApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/medewerkers"
    tags = ("dossiers",)

    @get(summary="De medewerkers van deze gemeente", opt=vraagt("medewerker", "lezen"))
    async def lijst(self, gemeentecode: Gemeentecode, bezoek: Hier) -> list[Collega]:
        async with bezoek.uow() as tx:
            rijen = await tx.fetch(
                "select c.medewerker_id as id, c.naam, c.functie, string_agg(l.rol, ',' order by l.rol) as rollen"
                " from meedoen.collega c join meedoen.lidmaatschap l"
                " on l.gemeente_id = c.gemeente_id and l.medewerker_id = c.medewerker_id"
                " where c.gemeente_id = $1 and l.organisatie_id is null and l.ingetrokken_op is null"
                " group by c.medewerker_id, c.naam, c.functie order by c.naam, c.medewerker_id",
                tx.gemeente_id,
            )
        return [Collega(id=r["id"], naam=r["naam"], functie=r["functie"], rollen=r["rollen"].split(",")) for r in rijen]


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

    @get("/correcties", summary="Wat in dit dossier is teruggenomen, en waarom", opt=vraagt("dossier", "lezen"))
    async def correcties(
        self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], bezoek: Hier
    ) -> list[CorrectieUit]:
        async with bezoek.uow() as tx:
            return await views.correcties(tx, bezoek.huis, dossier_id)

    @post(
        "/startdatumkeuze",
        status_code=204,
        summary="B25: kiezen vanaf welke dag de tien weken lopen",
        opt=vraagt("startdatum", "kiezen", body=Startdatumkeuze),
    )
    async def kies_startdatum(
        self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Startdatumkeuze)
        async with bezoek.wijziging(
            data,
            lambda tx: zaak.stand(tx, bezoek.huis, dossier_id, regel="gekozen_regel", motief="gekozen_motief"),
            leest=LEZEN,
        ) as tx:
            await actions.kies_startdatum(
                tx, bezoek.huis, dossier_id, versie=data.versie, regel=PipRegel(data.regel), motief=data.motief
            )

    @post(
        "/samenvoeging",
        status_code=204,
        summary="Een voorlopig dossier samenvoegen met dat van dezelfde persoon",
        opt=vraagt("dossier", "samenvoegen", body=Samenvoeging),
    )
    async def voeg_samen(
        self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Samenvoeging)
        async with bezoek.wijziging(data, lambda tx: zaak.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await actions.voeg_samen(
                tx,
                bezoek.huis,
                dossier_id,
                versie=data.versie,
                met_dossier_id=data.met_dossier_id,
                motief=data.motief,
            )


def _een_van_drie(data: Zoekopdracht) -> tuple[Bsn | None, VNummer | None, str | None]:
    gegeven = [naam for naam in ("naam_begint_met", "v_nummer", "bsn") if getattr(data, naam) is not None]
    if len(gegeven) != 1:
        raise OngeldigeInvoer(
            "Zoek op één ding tegelijk.",
            gebreken=(Gebrek(veld="body", melding="geef precies één van naamBegintMet, vNummer en bsn"),),
        )
    if data.naam_begint_met is not None:
        woorden = zoeknaam(data.naam_begint_met)
        if len(woorden) < 2:
            melding = "geef minstens twee letters of cijfers"
            raise OngeldigeInvoer("De naam is te kort.", gebreken=(Gebrek(veld="naamBegintMet", melding=melding),))
        if len(woorden.split()) > MEESTE_WOORDEN:
            melding = f"geef hooguit {MEESTE_WOORDEN} woorden"
            raise OngeldigeInvoer(
                "Dit zijn te veel woorden.", gebreken=(Gebrek(veld="naamBegintMet", melding=melding),)
            )
        return None, None, data.naam_begint_met
    if data.klinkt_als or data.cursor is not None:
        veld = "klinktAls" if data.klinkt_als else "cursor"
        raise OngeldigeInvoer(
            "Op een nummer is er hooguit één treffer.", gebreken=(Gebrek(veld=veld, melding="hoort bij een naam"),)
        )
    try:
        return (
            None if data.bsn is None else Bsn(data.bsn),
            None if data.v_nummer is None else VNummer(data.v_nummer),
            None,
        )
    except ValueError as fout:
        raise OngeldigeInvoer(
            "Dit nummer kan niet bestaan.", gebreken=(Gebrek(veld="bsn", melding=str(fout)),)
        ) from None


def _eis_soort(huis: Huis, soort: str | None) -> None:
    if soort is not None and soort not in huis.proces.werk:
        melding = f"Deze soort werk is er niet. Kies uit: {', '.join(sorted(huis.proces.werk))}."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="soort", melding=melding),))
