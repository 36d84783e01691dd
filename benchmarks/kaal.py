"""The bare handler: Litestar and asyncpg doing the same transaction, and nothing else.

The same rows, the same audit line (with a constant where the MAC goes) and the same JSON; no token, no membership, no
policy, no unit of work. What the API costs beside this is what Meedoen adds.

It exists twice. `apart` asks as the first version of Meedoen did, each question by itself: that is what Meedoen is
held against, and it does not change when Meedoen learns to ask better. The other plays back the
statements of Meedoen, so that what is left is what Meedoen adds around them.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from litestar import Litestar, get
from litestar.params import FromPath

from benchmarks.opname import LIMIET, Band
from core.bootstrap import WERKSOORTEN
from core.law.fasen import Fase, mogelijke_overgangen
from core.process.dossier.tables import GEEN_DATUM
from core.process.dossier.termijn_uit import TermijnUit
from core.process.dossier.views import DossierUit, PersoonUit, SamenvoegingUit, WerkitemKort
from core.process.dossier.waarover import waarover
from core.process.dossier.werklijst import WerkUit
from core.process.dossier.werkvoorraad_api import Werkpagina

# As they were asked before they became one statement, and before the list without filters had its own.
_PAGINA = """
select w.id, w.soort, w.omschrijving, w.grond, w.vervaldatum, w.dossier_id, w.behandelaar_id, w.sleutel,
       w.versie,
       d.kenmerk, d.fase, p.naam, p.geheimhouding
from meedoen.werkitem w
left join meedoen.dossier d on d.gemeente_id = $1 and d.id = w.dossier_id
left join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
where w.gemeente_id = $1 and w.status = 'open' and (w.vervaldatum, w.id) > ($2, $3)
  and ($4::uuid is null or w.behandelaar_id = $4) and ($5::text is null or w.soort = $5)
  and ($6::date is null or w.vervaldatum <= $6)
order by w.vervaldatum, w.id limit $7"""
_APART = (
    """
select d.id, d.kenmerk, d.fase, d.doelgroep, d.fijne_doelgroep, d.leerroute, d.intensiteit, d.behandelaar_id,
       d.plicht_vanaf, d.plicht_tot, d.reden_geen_plicht, d.kennisgeving_op, d.ss139_op, d.vestiging_op,
       d.gekozen_regel, d.gekozen_motief, d.termijn_van, d.termijn_tot, d.termijn_oude_van,
       d.let_op, d.geopend_op, d.versie,
       p.naam, p.aanschrijfnaam, p.aanhef, p.geboortedatum, p.adressoort, p.adresregel1, p.adresregel2, p.adresregel3,
       p.adres_vanaf, p.inschrijving_gemeente, p.inschrijving_gemeentenaam, p.opschorting, p.in_onderzoek, p.onleesbaar,
       p.geheimhouding, p.overleden, p.overlijdensdatum, p.brp_gelezen_op,
       exists (select from meedoen.persoon_nummer n where n.gemeente_id = $1
               and n.persoon_id = d.persoon_id and n.soort = 'bsn') as bsn_bekend,
       exists (select from meedoen.persoon_nummer n where n.gemeente_id = $1
               and n.persoon_id = d.persoon_id and n.soort = 'vnummer') as v_nummer_bekend
from meedoen.dossier d
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
where d.gemeente_id = $1 and d.id = $2""",
    """
select id, soort, status, start, start_gebeurtenis, ruw_einde, einde, atw, grond, uitleg, besluit_bekend, bron,
       recht_versie
from meedoen.termijn where gemeente_id = $1 and dossier_id = $2 order by id""",
    """
select id, soort, omschrijving, grond, vervaldatum as uiterste_dag, sleutel, versie
from meedoen.werkitem where gemeente_id = $1 and dossier_id = $2 and status = 'open' order by vervaldatum, id""",
    """
select id, soort, status, case when dossier_id = $2 then met_dossier_id else dossier_id end as dossier_id,
       dossier_id = $2 as opgegaan, motief, vastgelegd_door, vastgelegd_op, besloten_door, besloten_op
from meedoen.samenvoeging where gemeente_id = $1 and $2 in (dossier_id, met_dossier_id) order by vastgelegd_op, id""",
)
_KAN_NU = {str(fase): sorted({str(o.aanleiding) for o in mogelijke_overgangen(fase)}) for fase in Fase}


async def _geen_reset(_: object) -> None:
    """As in Meedoen: everything set here ends with the transaction."""


def maak_kaal(dsn: str, *, pagina: Band, dossier: Band, verbindingen: int, apart: bool) -> Litestar:
    """The app with two routes, for the gemeente and the employee of the recording."""
    lees = _lees_apart if apart else _lees_samen
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
            *plaats, hoogste = lezing.waarden
            sql, waarden = (_PAGINA, (*plaats, None, None, None, hoogste)) if apart else (lezing.sql, lezing.waarden)
            rijen = await db.fetch(sql, *waarden)
            await db.execute(pagina.audit.sql, *pagina.auditwaarden({}))
            await db.execute("commit")
        vandaag = date.today()  # noqa: DTZ011 - the bare handler keeps no clock
        return Werkpagina(werk=[_werkregel(r, vandaag) for r in rijen[:LIMIET]], volgende=None)

    @get("/dossiers/{dossier_id:uuid}")
    async def een_dossier(dossier_id: FromPath[UUID]) -> DossierUit:
        vervang = dossier.verplaats(dossier.gemeente_id, dossier_id)
        async with pool.acquire() as db:
            await db.execute(dossier.opening)
            gelezen = await lees(db, dossier, vervang)
            await db.execute(dossier.audit.sql, *dossier.auditwaarden(vervang))
            await db.execute("commit")
        return gelezen

    return Litestar([live, werkvoorraad, een_dossier], lifespan=[levensloop], openapi_config=None, logging_config=None)


async def _lees_apart(db: Any, band: Band, vervang: dict[object, object]) -> DossierUit:
    wie = (vervang[band.gemeente_id], vervang[band.dossier_id])
    (hoofd,), termijnen, werk, samen = [await db.fetch(sql, *wie) for sql in _APART]
    return _dossier(
        hoofd, [_termijn(r, msgspec.json.decode(r["uitleg"])) for r in termijnen], map(_werkitem, werk), samen
    )


async def _lees_samen(db: Any, band: Band, vervang: dict[object, object]) -> DossierUit:
    (lezing,) = band.lezen
    (r,) = await db.fetch(lezing.sql, *lezing.met(vervang))
    termijnen, werk, samen = (msgspec.json.decode(r[naam]) for naam in ("termijnen", "werk", "samenvoegingen"))
    return _dossier(r, [_termijn(t, t["uitleg"]) for t in termijnen], map(_werkitem, werk), samen)


def _of_niets(dag: date) -> date | None:
    return None if dag == GEEN_DATUM else dag


_OVER = {str(soort): soort.over for soort in WERKSOORTEN if soort.over}


def _werkregel(r: Any, vandaag: date) -> WerkUit:
    return WerkUit(
        id=r["id"], soort=r["soort"], omschrijving=r["omschrijving"], grond=r["grond"],
        uiterste_dag=_of_niets(r["vervaldatum"]), streefdag=None, verlopen=r["vervaldatum"] < vandaag,
        dossier_id=r["dossier_id"],
        kenmerk=r["kenmerk"], naam=r["naam"] or "", geheimhouding=bool(r["geheimhouding"]), fase=r["fase"],
        behandelaar_id=r["behandelaar_id"], over=waarover(_OVER, r["soort"], r["sleutel"]), versie=r["versie"],
    )  # fmt: skip


def _termijn(r: Any, uitleg: list[str]) -> TermijnUit:
    return TermijnUit(
        id=r["id"], soort=r["soort"], status=r["status"], start_op=r["start"], start_gebeurtenis=r["start_gebeurtenis"],
        ruwe_laatste_dag=r["ruw_einde"], laatste_dag=r["einde"], streefdag=None, tijdig_tot=r["einde"],
        handeling_op=None,
        algemene_termijnenwet=r["atw"], grond=r["grond"],
        uitleg=uitleg, besluit_gelijkgestelde_dagen_bekend=r["besluit_bekend"],
        bron=r["bron"], recht_versie=r["recht_versie"],
    )  # fmt: skip


def _werkitem(r: Any) -> WerkitemKort:
    return WerkitemKort(
        id=r["id"], soort=r["soort"], omschrijving=r["omschrijving"], grond=r["grond"],
        uiterste_dag=None if r["uiterste_dag"] == GEEN_DATUM else r["uiterste_dag"],
        over=waarover(_OVER, r["soort"], r["sleutel"]),
        versie=r["versie"],
    )  # fmt: skip


def _dossier(r: Any, termijnen: list[TermijnUit], werk: Iterable[WerkitemKort], samen: Iterable[Any]) -> DossierUit:
    return DossierUit(
        id=r["id"], kenmerk=r["kenmerk"], fase=r["fase"], kan_nu=_KAN_NU[r["fase"]],
        persoon=PersoonUit(
            naam=r["naam"], aanschrijfnaam=r["aanschrijfnaam"], aanhef=r["aanhef"],
            geboren=r["geboortedatum"] or None, adressoort=r["adressoort"],
            adresregels=[r[f"adresregel{n}"] for n in (1, 2, 3) if r[f"adresregel{n}"]],
            adres_vanaf=r["adres_vanaf"] or None,
            ingeschreven_in=r["inschrijving_gemeente"] or None,
            ingeschreven_in_naam=r["inschrijving_gemeentenaam"] or None, opschorting=r["opschorting"] or None,
            in_onderzoek=msgspec.json.decode(r["in_onderzoek"]), onleesbaar=msgspec.json.decode(r["onleesbaar"]),
            geheimhouding=r["geheimhouding"], overleden=r["overleden"],
            overlijdensdatum=r["overlijdensdatum"] or None, bsn_bekend=r["bsn_bekend"],
            v_nummer_bekend=r["v_nummer_bekend"], brp_gelezen_op=r["brp_gelezen_op"],
        ),
        doelgroep=r["doelgroep"], fijne_doelgroep=r["fijne_doelgroep"], leerroute=r["leerroute"],
        intensiteit_uren=r["intensiteit"], behandelaar_id=r["behandelaar_id"], plicht_vanaf=r["plicht_vanaf"],
        plicht_tot=r["plicht_tot"], reden_geen_plicht=r["reden_geen_plicht"], kennisgeving_op=r["kennisgeving_op"],
        ss139_op=r["ss139_op"], vestiging_op=r["vestiging_op"], gekozen_regel=r["gekozen_regel"],
        gekozen_motief=r["gekozen_motief"], termijn_van=r["termijn_van"],
        termijn_laatste_dag=None if r["termijn_tot"] is None else r["termijn_tot"] - timedelta(days=1),
        termijn_wordt_bijgewerkt=r["termijn_van"] is not None and r["termijn_van"] == r["termijn_oude_van"],
        let_op=r["let_op"], eerder_dossier_id=None,
        teruggekeerd_op=None,
        vervolg_dossier_id=None,
        geopend_op=r["geopend_op"], termijnen=termijnen, werk=list(werk),
        samenvoegingen=[SamenvoegingUit(**s) for s in samen], versie=r["versie"],
    )  # fmt: skip
