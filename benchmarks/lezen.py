"""Reading over HTTP: the whole API against a bare handler, and the cost of each part between the two."""

import asyncio
import random
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from benchmarks import gegevens
from benchmarks.belasting import in_lus, salvo, verzoek, vraag_een
from benchmarks.kaal import maak_kaal
from benchmarks.ladder import Sport, maak_ladder
from benchmarks.opname import Opname, neem_op
from benchmarks.proefstand import Proefstand, proefstand, webproces
from benchmarks.rekentijd import Rekentijd, Teller
from benchmarks.verslag import Doel, Grens, MetingMislukt, Tabel, Verslag
from core.api import maak_app
from core.bootstrap import maak_huis
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.opstelling import Opstelling
from core.ontwikkeling.supervisor import Kind
from core.platform.tenancy import Actor, Rol

DOSSIERS = 500
GRENZEN = (0.6, 0.5)
GELIJKTIJDIG = 8
SOORTEN = ("werkvoorraad, pagina van 50", "één dossier")
API_ACTOREN = frozenset(Actor) - {Actor.RELAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trede:
    """One rung: what it adds to the one before it, and the requests for each of `SOORTEN`."""

    naam: str
    proces: str
    poort: int
    vragen: tuple[Sequence[bytes], Sequence[bytes]]


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; about two and a half minutes, or half of one with `kort`.

    The targets are those of the whole API against the bare handler, with only these two taking turns: among ten
    programs each begins its burst with a cold cache, and the larger one pays most. The ladder between them says where
    the rest goes.
    """
    paar, ladder = (Reeks(rondes=6, seconden=0.2), Reeks(rondes=4, seconden=0.2))
    if not kort:
        paar, ladder = Reeks(rondes=30, seconden=0.5), Reeks(rondes=20, seconden=0.2)
    with proefstand(voortgang) as stand:
        with voortgang.stap("Database inrichten en vullen"):
            o = stand.opstelling()
            opname, dossiers = asyncio.run(_bereid_voor(stand, o))
        kinderen, treden = _ladder(stand, o, opname, dossiers)

        async def meet_beide() -> tuple[Metingen, Metingen]:
            return await _meet(stand, (treden[0], treden[-1]), paar), await _meet(stand, treden, ladder)

        samen, elk = stand.draai(kinderen, lambda: in_lus(meet_beide()))
    return Verslag(
        titel="Lezen over HTTP",
        doelen=list(_doelen(samen)),
        tabellen=[_tussen(samen, paar), *_treden(treden, elk, ladder)],
    )


async def _bereid_voor(stand: Proefstand, o: Opstelling) -> tuple[Opname, Sequence[UUID]]:
    """Every gemeente gets its dossiers; the klantmanager of the first one asks, for these."""
    gevuld = await gegevens.vul(stand.dsn_beheer(), [t.id for t in o.tenants], per_gemeente=DOSSIERS)
    dossiers = gevuld[o.tenants[0].id]
    return await neem_op(o.config, o.tenants[0], dossiers[0]), dossiers


def _ladder(
    stand: Proefstand, o: Opstelling, opname: Opname, dossiers: Sequence[UUID]
) -> tuple[list[Kind], list[Trede]]:
    """The processes, and the rungs from bare to whole."""
    tenant = o.tenants[0]
    kaal, samen, rls, delen, routes = (vrije_poort() for _ in range(5))
    bare = partial(maak_kaal, pagina=opname.pagina, dossier=opname.dossier, verbindingen=o.config.db_verbindingen)
    api = next(k for k in o.processen() if k.naam == "api")

    def maak_delen() -> Any:
        huis = maak_huis(o.config, actoren=API_ACTOREN)
        return maak_ladder(huis, toegang=opname.toegang, identiteit=opname.identiteit, gemeentecode=tenant.code)

    kinderen = [
        webproces("kaal", partial(bare, stand.dsn_zonder_rls(), apart=True), kaal, gereed="/live"),
        webproces("kaal-samen", partial(bare, stand.dsn_zonder_rls(), apart=False), samen, gereed="/live"),
        webproces("kaal-rls", partial(bare, stand.dsn("gemeente"), apart=False), rls, gereed="/live"),
        webproces("delen", maak_delen, delen, gereed="/live"),
        webproces("routes", lambda: maak_app(maak_huis(o.config, actoren=API_ACTOREN)), routes, gereed="/ready"),
        api,
    ]
    koppen = {"authorization": f"Bearer {o.token(Rol.KLANTMANAGER, tenant)}"}

    def trede(naam: str, proces: str, poort: int, begin: str = "") -> Trede:
        pagina = [verzoek("GET", f"{begin}/werkvoorraad", koppen=koppen)]
        elk_dossier = [verzoek("GET", f"{begin}/dossiers/{d}", koppen=koppen) for d in dossiers]
        return Trede(naam=naam, proces=proces, poort=poort, vragen=(pagina, elk_dossier))

    volledig = f"/v1/gemeenten/{tenant.code}"
    return kinderen, [
        trede("kaal: Litestar en asyncpg, vragen als in de eerste versie, zonder RLS", "kaal", kaal),
        trede("+ de vragen van Meedoen nu", "kaal-samen", samen),
        trede("+ rol met RLS", "kaal-rls", rls),
        trede("+ unit of work, nummer van de transactie en view", "delen", delen, f"/{Sport.UOW}"),
        trede("+ MAC van de auditregel", "delen", delen, f"/{Sport.AUDIT}"),
        trede("+ lidmaatschap uit de database", "delen", delen, f"/{Sport.LIDMAATSCHAP}"),
        trede("+ token", "delen", delen, f"/{Sport.TOKEN}"),
        trede("+ casbin", "delen", delen, f"/{Sport.CASBIN}"),
        trede("+ route, wacht en parameters", "routes", routes, volledig),
        trede("+ rand: koppen en logregel", "api", o.poorten.api, volledig),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reeks:
    """How many rounds, and how long each burst in them takes, in seconds."""

    rondes: int
    seconden: float

    def __str__(self) -> str:
        return (
            f"{self.rondes} rondes van {self.seconden} s, door elkaar; {GELIJKTIJDIG} verzoeken tegelijk, één"
            f" webproces, {DOSSIERS} dossiers."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meting:
    """One burst: requests per second, and processor time per request."""

    snelheid: float
    rekentijd: Rekentijd


Metingen = list[list[list[Meting]]]  # per kind of question, per rung, per round


async def _meet(stand: Proefstand, treden: Sequence[Trede], reeks: Reeks) -> Metingen:
    """All rungs in turn, each round in another order, so that a busy moment of the machine hits them all."""
    toeval = random.Random(2021)
    metingen: Metingen = [[[] for _ in treden] for _ in SOORTEN]
    for soort in range(len(SOORTEN)):
        await _toets_gelijk(treden, soort)
    for ronde in range(reeks.rondes + 1):
        for soort in range(len(SOORTEN)):
            for plaats in toeval.sample(range(len(treden)), len(treden)):
                meting = await _salvo(stand, treden[plaats], treden[plaats].vragen[soort], toeval, reeks.seconden)
                if ronde > 0:  # the first round warms up
                    metingen[soort][plaats].append(meting)
        stand.voortgang.meld(f"  ronde {ronde} van {reeks.rondes}" if ronde else "  ingespeeld")
    return metingen


async def _salvo(
    stand: Proefstand, trede: Trede, vragen: Sequence[bytes], toeval: random.Random, seconden: float
) -> Meting:
    teller = Teller.van(stand.pidbestand(trede.proces), stand.werkmap.postgres)
    begin = teller.lees()
    uit = await salvo(trede.poort, partial(toeval.choice, vragen), seconden=seconden, gelijktijdig=GELIJKTIJDIG)
    return Meting(snelheid=uit.per_seconde, rekentijd=teller.lees().sinds(begin).gedeeld(uit.aantal))


async def _toets_gelijk(treden: Sequence[Trede], soort: int) -> None:
    """Every rung answers the same, but for the cursor that only the API can make; else nothing is compared here.

    Raises:
        MetingMislukt: a rung answers something else.
    """
    antwoorden = []
    for trede in treden:
        inhoud = msgspec.json.decode(await vraag_een(trede.poort, trede.vragen[soort][0]), type=dict[str, Any])
        antwoorden.append(inhoud | ({"volgende": None} if "volgende" in inhoud else {}))
    for trede, antwoord in zip(treden, antwoorden, strict=True):
        if antwoord != antwoorden[-1]:
            raise MetingMislukt(f"'{trede.naam}' antwoordt iets anders dan de volledige API ({SOORTEN[soort]})")


def _doelen(metingen: Metingen) -> Iterator[Doel]:
    for soort, grens, (kaal, api) in zip(SOORTEN, GRENZEN, metingen, strict=True):
        naam = f"{soort}: volledige API t.o.v. kaal"
        _, midden, _ = _per_ronde(kaal, api)
        tijd = _laagste(kaal).samen / _laagste(api).samen
        yield Doel(naam=f"{naam}, verzoeken/s", gemeten=midden, grens=grens, soort=Grens.MINSTENS)
        yield Doel(naam=f"{naam}, rekentijd", gemeten=tijd, grens=grens, soort=Grens.MINSTENS)


def _per_ronde(kaal: Sequence[Meting], api: Sequence[Meting]) -> Sequence[float]:
    """The quartiles. Each round with itself: what else the machine does changes from round to round."""
    verhoudingen = [hier.snelheid / daar.snelheid for hier, daar in zip(api, kaal, strict=True)]
    return statistics.quantiles(verhoudingen, n=4, method="inclusive")


def _tussen(metingen: Metingen, reeks: Reeks) -> Tabel:
    return Tabel(
        titel="Volledige API t.o.v. kaal, per ronde",
        koppen=("vraag", "laagste kwart", "midden", "hoogste kwart"),
        rijen=[
            (soort, *(f"{deel:.2f}" for deel in _per_ronde(kaal, api)))
            for soort, (kaal, api) in zip(SOORTEN, metingen, strict=True)
        ],
        noot=f"Alleen deze twee om beurten: {reeks}",
    )


def _treden(treden: Sequence[Trede], metingen: Metingen, reeks: Reeks) -> Iterator[Tabel]:
    for soort, per_trede in zip(SOORTEN, metingen, strict=True):
        medianen = [statistics.median(m.snelheid for m in ronde) for ronde in per_trede]
        yield Tabel(
            titel=f"Wat elk deel kost: {soort}",
            koppen=("trede", "verzoeken/s", "t.o.v. kaal", "µs web", "µs database", "µs erbij", "deel"),
            rijen=list(_rijen(treden, per_trede, medianen)),
            noot=f"{reeks} De laatste trede is de volledige API. Verzoeken/s: mediaan. µs: rekentijd per verzoek in het"
            " webproces en in PostgreSQL, eerste kwartiel (ander werk op de machine maakt haar alleen hoger); 'erbij'"
            " is het verschil van de som met de trede erboven.",
        )


def _laagste(ronde: Sequence[Meting]) -> Rekentijd:
    return Rekentijd(
        web=_laagste_kwart(m.rekentijd.web for m in ronde),
        database=_laagste_kwart(m.rekentijd.database for m in ronde),
    )


def _laagste_kwart(tijden: Iterable[float]) -> float:
    return statistics.quantiles(tijden, n=4, method="inclusive")[0]


def _rijen(treden: Sequence[Trede], per_trede: list[list[Meting]], medianen: list[float]) -> Iterator[tuple[str, ...]]:
    tijden = [_laagste(ronde) for ronde in per_trede]
    vorige = Rekentijd(web=0, database=0)
    for trede, tijd, mediaan in zip(treden, tijden, medianen, strict=True):
        erbij = tijd.samen - vorige.samen
        vorige = tijd
        yield (
            trede.naam,
            f"{mediaan:.0f}",
            f"{mediaan / medianen[0]:.2f}",
            f"{tijd.web:.0f}",
            f"{tijd.database:.0f}",
            f"{erbij:+.0f}",
            f"{100 * erbij / tijden[-1].samen:.0f} %",
        )
