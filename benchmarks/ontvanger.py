"""The door for DUO under a steady stream: how fast it answers while the worker works, and whether anything gets lost.

Receiver, worker, relay and simulator run as in `meedoen run`. Beside them runs an empty handler that gets the same
stream at the same moments. Every so often a notification is sent again, as DUO does when it missed our answer.

Beforehand a stranger asks, in turns, for gemeenten that are served here and for ones that are not: what he can tell
from the time is what he would learn.
"""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
from litestar import Litestar, Request, Response, get, post

from benchmarks.belasting import Deur, Stroom, in_lus, stroom, verzoek, vraag_een, wacht_op
from benchmarks.proefstand import Proefstand, proefstand, webproces
from benchmarks.verslag import Doel, Grens, MetingMislukt, Tabel, Verslag
from core.integrations.duo.contract import Notificatie
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.opstelling import Opstelling
from core.ontwikkeling.simulator.app import maak_simulator
from core.ontwikkeling.simulator.bevolking import Verhaal, maak_bevolking
from core.ontwikkeling.simulator.instellingen import MEESTE_PERSONEN, SimulatorGemeente, SimulatorInstellingen
from core.process.aanmelding.ontvangst import VERWERK

PER_SECONDE = 50
GRENS, GELIJK = 5.0, 1.2
IN_RUST = 5.0
"""Seconds of stream at the empty handler alone, and of the stranger's, before there is any work."""
VREEMDE = "00000099000000001001"
ONBEKEND_DOEL = "00000099000009999000"
BEKEND = 25
"""People per gemeente whom DUO (the simulator) knows; about all the others it answers 404."""
ELKE_HOEVEELSTE_HERHAALD, HERHAALD_NA = 20, 50
GEBEURTENISSEN = ("SS101", "SS120", "SS139")
HOOGSTENS_ACHTERSTAND = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    bericht_id: UUID
    bsn: str
    ruw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the database holds afterwards of the messages that were answered with 201."""

    ontvangen: int
    zonder_taak: int
    met_meer_taken: int
    verwerkt: int
    dossiers: int
    taken: int
    mislukt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkomst:
    rust: Stroom
    vreemde_bekend: Stroom
    vreemde_onbekend: Stroom
    leeg: Stroom
    ontvanger: Stroom
    achterstand: int
    leeg_na: float
    gestuurd: Sequence[Bericht]
    telling: Telling


def meet(voortgang: Voortgang, *, seconden: float, per_seconde: float = PER_SECONDE) -> Verslag:
    """Measure and report; the stream itself takes `seconden`, working off the backlog comes on top of that."""
    with proefstand(voortgang) as stand:
        with voortgang.stap("Database inrichten"):
            o = stand.opstelling()
        poort = vrije_poort()
        instellingen = _simulator(o)
        kinderen = [
            *(kind for kind in o.processen() if kind.naam != "simulator"),
            webproces(
                "simulator",
                lambda: maak_simulator(instellingen, nu=_nu),
                o.poorten.simulator,
                gereed="/_besturing/stand",
            ),
            webproces("leeg", _maak_leeg, poort, gereed="/live"),
        ]
        berichten = _maak_berichten(instellingen, round(seconden * per_seconde))
        uitkomst = stand.draai(kinderen, lambda: in_lus(_meet(stand, o, poort, berichten, per_seconde)))
    return _verslag(uitkomst, seconden, per_seconde)


def _maak_leeg() -> Litestar:
    """What Litestar itself costs: reads the body, answers 201."""

    @get("/live")
    async def live() -> str:
        return "leeft"

    @post("/notificaties", status_code=201)
    async def neem_aan(request: Request[Any, Any, Any]) -> Response[None]:
        await request.body()
        return Response(None, status_code=201, media_type="application/json")

    return Litestar([live, neem_aan], openapi_config=None, logging_config=None)


def _simulator(o: Opstelling) -> SimulatorInstellingen:
    """All people with a valid test number, divided over the gemeenten."""
    return SimulatorInstellingen(
        bestand=o.werkmap.map / "simulator.sqlite",
        meedoen=o.ontvanger,
        duo_oin=o.config.duo_oin,
        gemeenten=tuple(SimulatorGemeente(code=t.code[2:], naam=t.naam, oin=t.oin) for t in o.tenants),
        aantal=MEESTE_PERSONEN,
    )


async def _nu() -> datetime:
    return datetime.now(UTC)


async def _meet(
    stand: Proefstand, o: Opstelling, leeg: int, berichten: Sequence[Bericht], per_seconde: float
) -> Uitkomst:
    meld = stand.voortgang.meld
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        await _meld_mensen_aan(o)
        await wacht_op(lambda: _is_rustig(db), hoogstens=HOOGSTENS_ACHTERSTAND, waarop="de eerste meldingen verwerkt")
        meld("  ingespeeld")
        (rust,) = await stroom([_deur_leeg(leeg)], per_seconde=per_seconde, seconden=IN_RUST)
        vreemde = [_deur_vreemde(o, doel) for doel in (o.tenants[0].oin, ONBEKEND_DOEL)]
        bekend, onbekend = await stroom(vreemde, per_seconde=per_seconde, seconden=IN_RUST)
        seconden = len(berichten) / per_seconde
        ontvanger = Deur("ontvanger", o.poorten.ontvanger, lambda i: berichten[i].ruw)
        naast, echt = await stroom([_deur_leeg(leeg), ontvanger], per_seconde=per_seconde, seconden=seconden)
        achterstand = int(await db.fetchval(_OPEN))
        meld(f"  stroom gestuurd; er wachten nog {achterstand} taken")
        leeg_na = await wacht_op(
            lambda: _is_rustig(db), hoogstens=HOOGSTENS_ACHTERSTAND, waarop="de wachtrij van de worker leeg"
        )
        return Uitkomst(
            rust=rust,
            vreemde_bekend=bekend,
            vreemde_onbekend=onbekend,
            leeg=naast,
            ontvanger=echt,
            achterstand=achterstand,
            leeg_na=leeg_na,
            gestuurd=berichten,
            telling=await _tel(db, berichten),
        )
    finally:
        await db.close()


_OPEN = "select count(*) from meedoen.outbox where status in ('nieuw', 'aangeboden', 'bezig')"
_TEL = """
with verstuurd as (
    select d.gemeente_id, d.id, d.status from meedoen.duo_ontvangst d where d.bericht_id = any($1::uuid[])),
taken as (select v.status, (select count(*) from meedoen.outbox o
    where o.gemeente_id = v.gemeente_id and o.onderwerp_id = v.id and o.soort = $2) as aantal from verstuurd v)
select (select count(*) from verstuurd) as ontvangen,
       (select count(*) from taken where aantal = 0) as zonder_taak,
       (select count(*) from taken where aantal > 1) as met_meer_taken,
       (select count(*) from verstuurd where status <> 'ontvangen') as verwerkt,
       (select count(*) from meedoen.dossier) as dossiers,
       (select count(*) from meedoen.outbox) as taken,
       (select count(*) from meedoen.outbox where status = 'mislukt') as mislukt"""


async def _meld_mensen_aan(o: Opstelling) -> None:
    """Let DUO know some people; it tells the receiver about them, which warms everything up."""
    wens = msgspec.json.encode({"aantal": BEKEND})
    await vraag_een(o.poorten.simulator, verzoek("POST", "/_besturing/aanmeldingen", body=wens))


async def _is_rustig(db: Any) -> bool:
    return int(await db.fetchval(_OPEN)) == 0 and int(await db.fetchval("select count(*) from meedoen.outbox")) > 0


def _deur_leeg(poort: int) -> Deur:
    ruw = verzoek("POST", "/notificaties", body=_inhoud("999990019", "SS139", datetime.now(UTC)))
    return Deur("leeg", poort, lambda _: ruw)


def _deur_vreemde(o: Opstelling, doel: str) -> Deur:
    koppen = {"bron": VREEMDE, "doel": doel, "berichtId": str(uuid4())}
    body = _inhoud("999990019", "SS139", datetime.now(UTC))
    ruw = verzoek("POST", "/duo/v1/notificaties", koppen=koppen, body=body)
    return Deur(f"vreemde, {doel}", o.poorten.ontvanger, lambda _: ruw)


def _inhoud(bsn: str, gebeurtenis: str, tijdstip: datetime) -> bytes:
    return msgspec.json.encode(Notificatie(registratie_datum_tijd=tijdstip, gebeurtenis_id=gebeurtenis, bsn=bsn))


def _maak_berichten(simulator: SimulatorInstellingen, aantal: int) -> list[Bericht]:
    """Notifications about the people of the simulator, each with a moment of its own, and repetitions of those."""
    toeval = random.Random(2021)
    bevolking = maak_bevolking(simulator.zaad, simulator.gemeenten, aantal=simulator.aantal)
    met_bsn = [i for i in bevolking if i.verhaal is not Verhaal.EERST_V_NUMMER]
    berichten: list[Bericht] = []
    for i in range(aantal):
        if i >= HERHAALD_NA and i % ELKE_HOEVEELSTE_HERHAALD == 0:
            berichten.append(berichten[i - HERHAALD_NA])
            continue
        inwoner, bericht_id = toeval.choice(met_bsn), uuid4()
        doel = simulator.gemeente(inwoner.gemeentecode).oin
        koppen = {"bron": simulator.duo_oin, "doel": doel, "berichtId": str(bericht_id)}
        tijdstip = datetime.now(UTC) + timedelta(milliseconds=i)
        body = _inhoud(inwoner.bsn, toeval.choice(GEBEURTENISSEN), tijdstip)
        ruw = verzoek("POST", "/duo/v1/notificaties", koppen=koppen, body=body)
        berichten.append(Bericht(bericht_id=bericht_id, bsn=inwoner.bsn, ruw=ruw))
    return berichten


async def _tel(db: Any, berichten: Sequence[Bericht]) -> Telling:
    rij = await db.fetchrow(_TEL, list({b.bericht_id for b in berichten}), VERWERK)
    if rij is None:
        raise MetingMislukt("de telling gaf niets")
    return Telling(**dict(rij))


def _verslag(u: Uitkomst, seconden: float, per_seconde: float) -> Verslag:
    uniek = len({b.bericht_id for b in u.gestuurd})
    geweigerd = sum(status != 201 for status in u.ontvanger.statussen)
    kwijt = uniek - u.telling.ontvangen + u.telling.zonder_taak
    doelen = [
        Doel(
            naam="p95 van de ontvanger t.o.v. een lege handler op hetzelfde moment",
            gemeten=_percentiel(u.ontvanger, 95) / _percentiel(u.leeg, 95),
            grens=GRENS,
            soort=Grens.HOOGSTENS,
        ),
        Doel(
            naam="p50 van een vreemde voor een onbekend doel t.o.v. een bekend",
            gemeten=_percentiel(u.vreemde_onbekend, 50) / _percentiel(u.vreemde_bekend, 50),
            grens=GELIJK,
            soort=Grens.HOOGSTENS,
        ),
        Doel(naam="notificaties kwijt", gemeten=kwijt, grens=0, soort=Grens.HOOGSTENS, eenheid=""),
        Doel(
            naam="notificaties met meer dan één taak",
            gemeten=u.telling.met_meer_taken,
            grens=0,
            soort=Grens.HOOGSTENS,
            eenheid="",
        ),
        Doel(naam="niet met 201 beantwoord", gemeten=geweigerd, grens=0, soort=Grens.HOOGSTENS, eenheid=""),
    ]
    tijden = Tabel(
        titel=f"Antwoordtijd bij {per_seconde:g} notificaties per seconde, {seconden:g} s lang (ms)",
        koppen=("deur", "verzoeken", "p50", "p95", "p99", "hoogste", "meter te laat p95"),
        rijen=[
            _tijdregel("lege handler, machine verder in rust", u.rust),
            _tijdregel("ontvanger, een vreemde voor een bekend doel", u.vreemde_bekend),
            _tijdregel("ontvanger, een vreemde voor een onbekend doel", u.vreemde_onbekend),
            _tijdregel("lege handler, tegelijk met de ontvanger", u.leeg),
            _tijdregel("ontvanger, met worker en relay", u.ontvanger),
        ],
        noot="Open lus: verzoeken gaan op hun tijd weg, ook als eerdere nog open staan.",
    )
    return Verslag(titel="De ontvanger van DUO", doelen=doelen, tabellen=[tijden, _telregels(u, uniek)])


def _telregels(u: Uitkomst, uniek: int) -> Tabel:
    t = u.telling
    rijen = [
        ("verzoeken verstuurd", len(u.gestuurd)),
        ("waarvan herhaald met hetzelfde berichtId", len(u.gestuurd) - uniek),
        ("verschillende notificaties", uniek),
        ("rijen in duo_ontvangst", t.ontvangen),
        ("daarvan met precies één rij in de outbox", t.ontvangen - t.zonder_taak - t.met_meer_taken),
        ("daarvan verwerkt door de worker", t.verwerkt),
        ("verschillende personen", len({b.bsn for b in u.gestuurd})),
        ("dossiers (ook van wie al bekend was)", t.dossiers),
        ("taken in de outbox, alles bij elkaar", t.taken),
        ("taken opgegeven", t.mislukt),
        ("taken die wachtten toen de stroom stopte", u.achterstand),
        ("seconden tot de wachtrij leeg was", round(u.leeg_na)),
    ]
    return Tabel(titel="Wat er van terechtkwam", koppen=("wat", "aantal"), rijen=[(wat, str(n)) for wat, n in rijen])


def _percentiel(s: Stroom, p: int) -> float:
    return statistics.quantiles(s.tijden, n=100, method="inclusive")[p - 1]


def _tijdregel(naam: str, s: Stroom) -> tuple[str, ...]:
    te_laat = statistics.quantiles(s.te_laat, n=100, method="inclusive")[94]
    delen = [f"{_percentiel(s, p):.2f}" for p in (50, 95, 99)]
    return (naam, str(len(s.tijden)), *delen, f"{max(s.tijden):.1f}", f"{te_laat:.2f}")
