"""De caseload, wat stilvalt, en een vervolg plannen."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.fasen import Fase
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.paginering import STANDAARD_LIMIET, Cursors
from core.platform.http.parameters import Cursor, Limiet
from core.platform.vorm import MET_INHOUD, heel
from core.process.dossier import dossierlijst, vervolg
from core.process.dossier.dossierlijst import BEGIN, DossierKort, Dossierplaats, Voor
from core.process.dossier.stil import OPEN

Hier = NamedDependency[SkipValidation[Bezoek]]
Gemeentecode = FromPath[str]
VOOR = QueryParameter(description="`mij`: van uzelf; `niemand`: zonder behandelaar, ook van wie hier niet meer werkt")


class Dossierpagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina dossiers; `volgende` is de cursor van de volgende, leeg op de laatste."""

    dossiers: list[DossierKort]
    volgende: str | None


class Vervolg(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er wanneer te doen is. Het id maakt u zelf; hetzelfde nog eens sturen verandert niets."""

    id: UUID
    wat: Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=heel(MET_INHOUD))]
    uiterlijk: date


class DossierlijstApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers"
    tags = ("dossiers",)

    @get(
        summary="De dossiers van u, van een collega, van niemand of van het hele team",
        description="Zonder `fase` de open dossiers. Op volgorde van openen.",
        opt=vraagt("werkvoorraad", "lezen"),
    )
    async def lijst(
        self,
        gemeentecode: Gemeentecode,
        request: Request[Any, Any, Any],
        bezoek: Hier,
        voor: Annotated[Voor | None, VOOR] = None,
        behandelaar: Annotated[UUID | None, QueryParameter(description="de dossiers van deze medewerker")] = None,
        fase: Annotated[
            str | None, QueryParameter(description="alleen deze fasen, met een komma ertussen", max_length=400)
        ] = None,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Dossierpagina:
        wie = van_wie(bezoek, voor, behandelaar)
        fasen = kies_uit(fase, {str(f) for f in Fase}, veld="fase", wat="fase") or OPEN
        filters = ("dossiers", voor, behandelaar, fasen)
        async with bezoek.uow() as tx:
            rijen, volgende = await dossierlijst.pagina(
                tx,
                bezoek.huis,
                behandelaar_id=wie,
                van_niemand=voor == "niemand",
                fasen=fasen,
                na=_na(request, bezoek, cursor, filters),
                limiet=limiet,
            )
        return _pagina(request, bezoek, rijen, volgende, filters)

    @get(
        "/niets-gepland",
        summary="Open dossiers zonder werk, zonder termijn in zicht en zonder afspraak",
        description="Wie er de volgende dag nog op staat, komt als NIETS_GEPLAND in de werkvoorraad.",
        opt=vraagt("werkvoorraad", "lezen"),
    )
    async def niets_gepland(
        self,
        gemeentecode: Gemeentecode,
        request: Request[Any, Any, Any],
        bezoek: Hier,
        behandelaar: Annotated[UUID | None, QueryParameter(description="de dossiers van deze medewerker")] = None,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Dossierpagina:
        filters = ("niets-gepland", behandelaar)
        async with bezoek.uow() as tx:
            rijen, volgende = await dossierlijst.niets_gepland(
                tx,
                bezoek.huis,
                behandelaar_id=behandelaar,
                na=_na(request, bezoek, cursor, filters),
                limiet=limiet,
            )
        return _pagina(request, bezoek, rijen, volgende, filters)

    @post(
        "/{dossier_id:uuid}/vervolg",
        status_code=204,
        summary="Een vervolg plannen: zelf zeggen wat er wanneer te doen is",
        opt=vraagt("vervolg", "plannen", body=Vervolg),
    )
    async def plan_vervolg(
        self, gemeentecode: Gemeentecode, dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Vervolg)
        async with bezoek.uow() as tx:
            await vervolg.plan(tx, bezoek.huis, dossier_id, data.id, wat=data.wat, uiterlijk=data.uiterlijk)


def van_wie(bezoek: Bezoek, voor: str | None, behandelaar: UUID | None) -> UUID | None:
    """Van wie gelezen wordt; None is het hele team, of niemand.

    Raises:
        OngeldigeInvoer: er zijn er twee tegelijk genoemd.
    """
    if voor is not None and behandelaar is not None:
        melding = "noem voor of behandelaar, niet allebei"
        raise OngeldigeInvoer("Kies van wie u leest.", gebreken=(Gebrek(veld="voor", melding=melding),))
    return bezoek.toegang.medewerker_id if voor == "mij" else behandelaar


def kies_uit(gevraagd: str | None, mogelijk: Collection[str], *, veld: str, wat: str) -> tuple[str, ...]:
    """Wat er in een parameter met komma's gevraagd wordt, op volgorde; leeg als er niets gevraagd is.

    Raises:
        OngeldigeInvoer: er staat iets in dat niet bestaat.
    """
    delen = set() if gevraagd is None else set(gevraagd.split(","))
    if delen - set(mogelijk):
        melding = f"Deze {wat} is er niet. Kies uit: {', '.join(sorted(mogelijk))}."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld=veld, melding=melding),))
    return tuple(sorted(delen))


def _na(request: Request[Any, Any, Any], bezoek: Bezoek, cursor: str | None, filters: tuple[object, ...]) -> UUID:
    if cursor is None:
        return BEGIN
    cursors: Cursors = request.app.state.cursors
    return cursors.lees_als(Dossierplaats, cursor, toegang=bezoek.toegang, filters=filters).id


def _pagina(
    request: Request[Any, Any, Any],
    bezoek: Bezoek,
    rijen: list[DossierKort],
    volgende: Dossierplaats | None,
    filters: tuple[object, ...],
) -> Dossierpagina:
    cursors: Cursors = request.app.state.cursors
    verder = None if volgende is None else cursors.maak(volgende, toegang=bezoek.toegang, filters=filters)
    return Dossierpagina(dossiers=rijen, volgende=verder)
