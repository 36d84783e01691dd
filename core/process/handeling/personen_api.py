"""De werkvoorraad per persoon: wat er nu kan staat voorop, de rest is geteld."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.paginering import Cursors
from core.platform.http.parameters import Cursor
from core.process.dossier import werklijst
from core.process.dossier.dossierlijst import Voor
from core.process.dossier.dossierlijst_api import VOOR, kies_uit, van_wie
from core.process.dossier.werklijst import Filters
from core.process.handeling import personen
from core.process.handeling.personen import PersoonMetWerk

STANDAARD, HOOGSTE = 25, 50
"""Van elke persoon op de pagina wordt gevraagd wat er nu mag; daarom is een pagina korter dan elders."""


class Personenpagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina personen met werk; `volgende` is de cursor van de volgende, leeg op de laatste."""

    personen: list[PersoonMetWerk]
    volgende: str | None


class PersonenApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/werkvoorraad/personen"
    tags = ("werkvoorraad",)

    @get(
        summary="De werkvoorraad per persoon: wat er nu kan, en hoeveel werk er ligt",
        description="De filters kiezen wie erop staat. Werk zonder dossier staat alleen in de lijst per stuk.",
        opt=vraagt("werkvoorraad", "lezen"),
    )
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        request: Request[Any, Any, Any],
        bezoek: NamedDependency[SkipValidation[Bezoek]],
        behandelaar: Annotated[UUID | None, QueryParameter(description="alleen werk van deze medewerker")] = None,
        voor: Annotated[Voor | None, VOOR] = None,
        soort: Annotated[
            str | None,
            QueryParameter(description="alleen wie werk van deze soorten heeft", max_length=600),
        ] = None,
        uiterlijk: Annotated[
            date | None, QueryParameter(description="alleen wie werk heeft dat uiterlijk op deze dag klaar moet zijn")
        ] = None,
        verlopen: Annotated[
            bool, QueryParameter(description="alleen wie werk heeft waarvan de laatste dag voorbij is")
        ] = False,
        cursor: Cursor = None,
        limiet: Annotated[int, QueryParameter(description="hoogste aantal personen", ge=1, le=HOOGSTE)] = STANDAARD,
    ) -> Personenpagina:
        cursors: Cursors = request.app.state.cursors
        filters = Filters(
            behandelaar_id=van_wie(bezoek, voor, behandelaar),
            van_niemand=voor == "niemand",
            soorten=kies_uit(soort, bezoek.huis.proces.werk.keys(), veld="soort", wat="soort werk"),
            uiterlijk=uiterlijk,
            verlopen=verlopen,
        )
        sleutel = ("personen", *filters.sleutel())
        na = werklijst.BEGIN if cursor is None else cursors.lees(cursor, toegang=bezoek.toegang, filters=sleutel)
        async with bezoek.uow() as tx:
            rijen, volgende = await personen.pagina(tx, bezoek.huis, filters=filters, na=na, limiet=limiet)
        verder = None if volgende is None else cursors.maak(volgende, toegang=bezoek.toegang, filters=sleutel)
        return Personenpagina(personen=rijen, volgende=verder)
