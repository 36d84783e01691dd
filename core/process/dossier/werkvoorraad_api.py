"""De werkvoorraad, en zoeken: de eerste handeling van wie iemand aan de telefoon heeft."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.maat import Maatsoort
from core.platform.http.paginering import HOOGSTE_LIMIET, STANDAARD_LIMIET, Cursors
from core.platform.http.parameters import Cursor, Limiet
from core.platform.ids import lees_kenmerk
from core.platform.vorm import vorm
from core.process.dossier import werklijst, zoeken
from core.process.dossier.dossierlijst import Voor
from core.process.dossier.dossierlijst_api import VOOR, kies_uit, van_wie
from core.process.dossier.namen import zoeknaam
from core.process.dossier.werklijst import Filters, WerkUit
from core.process.dossier.zoeken import MEESTE_WOORDEN, PAGINA, Treffer, Zoekplaats

Hier = NamedDependency[SkipValidation[Bezoek]]


class Werkpagina(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een pagina van de werkvoorraad; `volgende` is de cursor van de volgende, leeg op de laatste."""

    werk: list[WerkUit]
    volgende: str | None


class Zoekopdracht(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Precies één van de vier. Zoeken gaat met POST: in een adres hoort geen naam en geen nummer.

    Het kenmerk staat op elke brief; punten, streepjes en spaties tellen niet, en INB mag weg.
    Elk woord van `naamBegintMet` is het begin van een voornaam, voorvoegsel of achternaam, in welke volgorde ook. Met
    `klinktAls` telt ook wat zo klinkt; zonder gebeurt dat als er bijna niets gevonden is. De laatste drie horen bij een
    naam.
    """

    kenmerk: Annotated[str, msgspec.Meta(min_length=8, max_length=40)] | None = None
    naam_begint_met: Annotated[str, msgspec.Meta(min_length=2, max_length=100)] | None = None
    v_nummer: Annotated[str, vorm("[0-9]{1,10}", "hoogstens tien cijfers, zoals 1234567890")] | None = None
    bsn: Annotated[str, vorm("[0-9]{9}", "negen cijfers, zoals 123456789")] | None = None
    klinkt_als: bool = False
    limiet: Annotated[int, msgspec.Meta(ge=1, le=HOOGSTE_LIMIET)] = PAGINA
    cursor: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class Treffers(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er gevonden is; dezelfde vorm of er nu iets is of niet. `volgende` is de cursor van de volgende pagina. Wie
    op naam niets vond met wat een kenmerk of nummer lijkt, leest in `tip` met welk veld hij dat zoekt."""

    treffers: list[Treffer]
    volgende: str | None = None
    tip: str | None = None


class WerkvoorraadApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/werkvoorraad"
    tags = ("werkvoorraad",)

    @get(summary="De werkvoorraad, meest verlopen eerst", opt=vraagt("werkvoorraad", "lezen"))
    async def lijst(
        self,
        gemeentecode: FromPath[str],
        request: Request[Any, Any, Any],
        bezoek: Hier,
        behandelaar: Annotated[UUID | None, QueryParameter(description="alleen werk van deze medewerker")] = None,
        voor: Annotated[Voor | None, VOOR] = None,
        soort: Annotated[
            str | None,
            QueryParameter(description="alleen werk van deze soorten, met komma's", max_length=600),
        ] = None,
        uiterlijk: Annotated[
            date | None, QueryParameter(description="alleen werk dat uiterlijk op deze dag klaar moet zijn")
        ] = None,
        verlopen: Annotated[bool, QueryParameter(description="alleen werk waarvan de laatste dag voorbij is")] = False,
        cursor: Cursor = None,
        limiet: Limiet = STANDAARD_LIMIET,
    ) -> Werkpagina:
        cursors: Cursors = request.app.state.cursors
        filters = Filters(
            behandelaar_id=van_wie(bezoek, voor, behandelaar),
            van_niemand=voor == "niemand",
            soorten=kies_uit(soort, bezoek.huis.proces.werk.keys(), veld="soort", wat="soort werk"),
            uiterlijk=uiterlijk,
            verlopen=verlopen,
        )
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
        summary="Dossiers zoeken op kenmerk, naam, V-nummer of BSN",
        opt=vraagt("werkvoorraad", "zoeken", body=Zoekopdracht, maat=Maatsoort.ZOEKEN),
    )
    async def zoek(self, gemeentecode: FromPath[str], request: Request[Any, Any, Any], bezoek: Hier) -> Treffers:
        data = await lees_body(request, Zoekopdracht)
        _eis_een(data)
        if data.kenmerk is not None:
            kenmerk = _kenmerk(data.kenmerk)
            async with bezoek.uow() as tx:
                return Treffers(treffers=await zoeken.op_kenmerk(tx, bezoek.huis, kenmerk))
        if (naam := data.naam_begint_met) is None:
            bsn, vnummer = _nummer(data)
            async with bezoek.uow() as tx:
                return Treffers(treffers=await zoeken.op_nummer(tx, bezoek.huis, bsn=bsn, vnummer=vnummer))
        _eis_woorden(naam)
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
        tip = None if treffers or na is not None else zoeken.ander_veld(naam)
        return Treffers(treffers=treffers, volgende=verder, tip=tip)


def _eis_een(data: Zoekopdracht) -> None:
    manieren = ("kenmerk", "naam_begint_met", "v_nummer", "bsn")
    gegeven = [naam for naam in manieren if getattr(data, naam) is not None]
    if len(gegeven) != 1:
        raise OngeldigeInvoer(
            "Zoek op één ding tegelijk.",
            gebreken=(Gebrek(veld="body", melding="geef precies één van kenmerk, naamBegintMet, vNummer en bsn"),),
        )
    if data.naam_begint_met is None and (data.klinkt_als or data.cursor is not None):
        veld = "klinktAls" if data.klinkt_als else "cursor"
        raise OngeldigeInvoer(
            "Op een kenmerk of nummer is er hooguit één treffer.",
            gebreken=(Gebrek(veld=veld, melding="hoort bij een naam"),),
        )


def _kenmerk(gehoord: str) -> str:
    kenmerk = lees_kenmerk(gehoord)
    if kenmerk is None:
        melding = "een kenmerk is INB- met acht letters en cijfers erachter; de letter U komt er niet in voor"
        raise OngeldigeInvoer("Dit kenmerk kan niet bestaan.", gebreken=(Gebrek(veld="kenmerk", melding=melding),))
    return kenmerk


def _eis_woorden(naam: str) -> None:
    woorden = zoeknaam(naam)
    if len(woorden) < 2:
        melding = "geef minstens twee letters of cijfers"
        raise OngeldigeInvoer("De naam is te kort.", gebreken=(Gebrek(veld="naamBegintMet", melding=melding),))
    if len(woorden.split()) > MEESTE_WOORDEN:
        melding = f"geef hooguit {MEESTE_WOORDEN} woorden"
        raise OngeldigeInvoer("Dit zijn te veel woorden.", gebreken=(Gebrek(veld="naamBegintMet", melding=melding),))


def _nummer(data: Zoekopdracht) -> tuple[Bsn | None, VNummer | None]:
    try:
        return (
            None if data.bsn is None else Bsn(data.bsn),
            None if data.v_nummer is None else VNummer(data.v_nummer),
        )
    except ValueError as fout:
        raise OngeldigeInvoer(
            "Dit nummer kan niet bestaan.", gebreken=(Gebrek(veld="bsn", melding=str(fout)),)
        ) from None
