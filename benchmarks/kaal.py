"""The bare handler: Litestar and asyncpg doing the same transaction, and nothing else.

The same statements, the same audit line (with a constant where the MAC goes) and the same JSON; no token, no
membership, no policy, no unit of work. What the API costs beside this is what Meedoen adds.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from litestar import Litestar, get
from litestar.params import FromPath

from benchmarks.opname import LIMIET, Band
from core.law.fasen import Fase, mogelijke_overgangen
from core.process.dossier.api import Werkpagina
from core.process.dossier.tables import GEEN_DATUM
from core.process.dossier.views import DossierUit, PersoonUit, TermijnUit, WerkitemKort
from core.process.dossier.werklijst import WerkUit

_KAN_NU = {str(fase): sorted({str(o.aanleiding) for o in mogelijke_overgangen(fase)}) for fase in Fase}


async def _geen_reset(_: object) -> None:
    """As in Meedoen: everything set here ends with the transaction."""


def maak_kaal(dsn: str, *, pagina: Band, dossier: Band, verbindingen: int) -> Litestar:
    """The app with two routes, for the gemeente and the employee of the recording."""
    pool: asyncpg.Pool[Any]

    @asynccontextmanager
    async def levensloop(_: Litestar) -> AsyncIterator[None]:
        nonlocal pool
        async with asyncpg.create_pool(dsn, min_size=0, max_size=verbindingen, reset=_geen_reset) as pool:
            yield

    @get("/live")
    async def live() -> str:
        return "leeft"

    @get("/werkvoorraad")
    async def werkvoorraad() -> Werkpagina:
        async with pool.acquire() as db:
            await db.execute(pagina.opening)
            (lezing,) = pagina.lezen
            rijen = await db.fetch(lezing.sql, *lezing.waarden)
            await db.execute(pagina.audit.sql, *pagina.auditwaarden({}))
            await db.execute("commit")
        vandaag = date.today()  # noqa: DTZ011 - the bare handler keeps no clock
        return Werkpagina(werk=[_werkregel(r, vandaag) for r in rijen[:LIMIET]], volgende=None)

    @get("/dossiers/{dossier_id:uuid}")
    async def een_dossier(dossier_id: FromPath[UUID]) -> DossierUit:
        vervang = dossier.verplaats(dossier.gemeente_id, dossier_id)
        async with pool.acquire() as db:
            await db.execute(dossier.opening)
            hoofd, termijnen, werk = [await db.fetch(o.sql, *o.met(vervang)) for o in dossier.lezen]
            await db.execute(dossier.audit.sql, *dossier.auditwaarden(vervang))
            await db.execute("commit")
        return _dossier(hoofd[0], [_termijn(r) for r in termijnen], [_werkitem(r) for r in werk])

    return Litestar([live, werkvoorraad, een_dossier], lifespan=[levensloop], openapi_config=None, logging_config=None)


def _naam(r: Any) -> str:
    return " ".join(deel for deel in (r["voornamen"], r["voorvoegsel"], r["geslachtsnaam"]) if deel)


def _of_niets(dag: date) -> date | None:
    return None if dag == GEEN_DATUM else dag


def _werkregel(r: Any, vandaag: date) -> WerkUit:
    return WerkUit(
        id=r["id"], soort=r["soort"], omschrijving=r["omschrijving"], grond=r["grond"],
        uiterste_dag=_of_niets(r["vervaldatum"]), verlopen=r["vervaldatum"] < vandaag, dossier_id=r["dossier_id"],
        kenmerk=r["kenmerk"], naam=_naam(r), fase=r["fase"], behandelaar_id=r["behandelaar_id"], versie=r["versie"],
    )  # fmt: skip


def _termijn(r: Any) -> TermijnUit:
    return TermijnUit(
        id=r["id"], soort=r["soort"], status=r["status"], start_op=r["start"], start_gebeurtenis=r["start_gebeurtenis"],
        ruwe_laatste_dag=r["ruw_einde"], laatste_dag=r["einde"], algemene_termijnenwet=r["atw"], grond=r["grond"],
        uitleg=msgspec.json.decode(r["uitleg"]), besluit_gelijkgestelde_dagen_bekend=r["besluit_bekend"],
        bron=r["bron"], recht_versie=r["recht_versie"],
    )  # fmt: skip


def _werkitem(r: Any) -> WerkitemKort:
    return WerkitemKort(
        id=r["id"], soort=r["soort"], omschrijving=r["omschrijving"], grond=r["grond"],
        uiterste_dag=_of_niets(r["vervaldatum"]), versie=r["versie"],
    )  # fmt: skip


def _dossier(r: Any, termijnen: list[TermijnUit], werk: list[WerkitemKort]) -> DossierUit:
    return DossierUit(
        id=r["id"], kenmerk=r["kenmerk"], fase=r["fase"], kan_nu=_KAN_NU[r["fase"]],
        persoon=PersoonUit(
            naam=_naam(r), geboren=r["geboortedatum"] or None, adres=f"{r['straat']} {r['huisnummer']}".strip() or None,
            postcode=r["postcode"] or None, plaats=r["plaats"] or None, geheimhouding=r["geheimhouding"],
            overleden_op=r["overleden_op"], bsn_bekend=r["bsn_bekend"], v_nummer_bekend=r["v_nummer_bekend"],
            brp_gelezen_op=r["brp_gelezen_op"],
        ),
        doelgroep=r["doelgroep"], fijne_doelgroep=r["fijne_doelgroep"], leerroute=r["leerroute"],
        intensiteit_uren=r["intensiteit"], behandelaar_id=r["behandelaar_id"], plicht_vanaf=r["plicht_vanaf"],
        plicht_tot=r["plicht_tot"], reden_geen_plicht=r["reden_geen_plicht"], kennisgeving_op=r["kennisgeving_op"],
        ss139_op=r["ss139_op"], vestiging_op=r["vestiging_op"], gekozen_regel=r["gekozen_regel"],
        gekozen_motief=r["gekozen_motief"], termijn_van=r["termijn_van"],
        termijn_laatste_dag=None if r["termijn_tot"] is None else r["termijn_tot"] - timedelta(days=1),
        let_op=r["let_op"], geopend_op=r["geopend_op"], termijnen=termijnen, werk=werk, versie=r["versie"],
    )  # fmt: skip
