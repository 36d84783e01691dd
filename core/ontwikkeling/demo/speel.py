"""`meedoen demo`: de eerste lijn voor een paar honderd mensen over alle gemeenten, een week per slag.

Alles gaat door de voordeur: de simulator meldt mensen aan, klantmanagers werken hun werkvoorraad af, taalscholen
aanvaarden leerlingen. Aan het eind staat er wat er gebeurde en waarom, met de gronden.
"""

import asyncio
import logging
import os
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from core.bootstrap import maak_huis
from core.law.telwoord import tel
from core.ontwikkeling.demo.deur import Deur, Geweigerd
from core.ontwikkeling.demo.klantmanager import Klantmanager
from core.ontwikkeling.demo.onwettig import POGINGEN, ZONDER_POGING, Onwettig
from core.ontwikkeling.demo.toewijzen import wijs_toe
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.embedded.werkmap import open_werkmap
from core.ontwikkeling.opstelling import CHECKOUT, Opstelling, opstelling
from core.ontwikkeling.supervisor import Supervisor
from core.platform.clock import NEDERLAND
from core.platform.db import beheer
from core.platform.db.uow import Databank
from core.platform.tenancy import Actor, Rol, toegang_platform
from core.platform.tenants import Tenant

EIGEN_MAP = CHECKOUT / ".demo"
ZAAD = 2021
WEKEN = 40
STIL_NA = 240.0


def speel(*, aantal: int, om_ons_heen: Mapping[str, str]) -> int:
    """Speel het verhaal in een eigen, verse opstelling; geeft de afsluitcode.

    De verteller is een eigen proces: valt er iets om, dan start de supervisor het opnieuw en gaat het verhaal door.
    """
    EIGEN_MAP.mkdir(exist_ok=True)
    open_werkmap(EIGEN_MAP).wis()
    vertellers: list[int] = []
    with (
        Voortgang() as voortgang,
        opstelling(voortgang, werkplaats=EIGEN_MAP, opdracht="demo", om_ons_heen=om_ons_heen) as o,
    ):
        code = Supervisor(
            o.processen(),
            logmap=o.werkmap.logs,
            voortgang=voortgang,
            servers=o.servers,
            bij_gereed=lambda: vertellers.append(_vertel_apart(o, aantal)),
        ).draai()
        if not vertellers:
            return code or 1
        _, status = os.waitpid(vertellers[0], 0)
    return code or os.waitstatus_to_exitcode(status)


def speel_lopend(o: Opstelling, *, aantal: int) -> int:
    """Speel het verhaal op een opstelling die in een ander venster draait; haar klok gaat mee vooruit."""
    asyncio.run(_Verhaal(o, aantal).speel())
    return 0


def _vertel_apart(o: Opstelling, aantal: int) -> int:
    """Start de verteller als kind van de supervisor; is het verhaal uit, dan vraagt hij de supervisor te stoppen."""
    ouder = os.getpid()
    kind = os.fork()
    if kind:
        return kind
    code = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD})
        code = speel_lopend(o, aantal=aantal)
    except KeyboardInterrupt:
        code = 130
    except Exception:
        logging.getLogger("meedoen.demo").exception("het verhaal brak af")
    finally:
        sys.stdout.flush()
        os.kill(ouder, signal.SIGTERM)
        os._exit(code)


class _Verhaal:
    """Eén demonstratie, van de eerste notificatie tot de tabel."""

    def __init__(self, o: Opstelling, aantal: int) -> None:
        self._o = o
        self._aantal = aantal
        self._gebeurd: Counter[str] = Counter()
        self._redenen: Counter[tuple[str, str]] = Counter()
        self._toegewezen: defaultdict[str, set[str]] = defaultdict(set)

    async def speel(self) -> None:
        begin = _eerstvolgende_maandag()
        huis = maak_huis(self._o.config, actoren=frozenset({Actor.RELAY}))
        await huis.databank.open()
        toeval = random.Random(ZAAD)
        async with httpx2.AsyncClient(base_url=self._o.adres, timeout=30, trust_env=False) as http:
            klanten = [self._klantmanager(http, t, random.Random(toeval.random())) for t in self._o.tenants]
            kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            scherm, gestart = Console(), time.monotonic()
            if not scherm.is_terminal:
                wie = tel(self._aantal, "mens", "mensen")
                scherm.print(f"Het verhaal van {wie} begint; na elke week staat hier hoe ver het is.", highlight=False)
            with Progress(*kolommen, console=scherm, disable=not scherm.is_terminal) as balk:
                week = balk.add_task("weken", total=WEKEN)
                plannen = balk.add_task("mensen met een PIP", total=self._aantal)
                await self._zet_klok(begin)
                await self._meld_aan(http)
                for nummer in range(WEKEN):
                    nu = begin + timedelta(weeks=nummer)
                    await self._zet_klok(nu)
                    await http.post(f"{self._o.simulator}/_besturing/dag")
                    await self._wacht_op_rust(http, huis.databank)
                    stappen = sum(await asyncio.gather(*(k.werk_af(nu.date()) for k in klanten)))
                    await self._wacht_op_rust(http, huis.databank)
                    stappen += sum(await asyncio.gather(*(k.verzend_post(nu.date()) for k in klanten)))
                    await self._wacht_op_rust(http, huis.databank)
                    await asyncio.gather(
                        *(self._wijs_toe(http, t, k, nu.date()) for t, k in zip(self._o.tenants, klanten, strict=True))
                    )
                    balk.update(plannen, completed=self._aantal_pips())
                    balk.advance(week)
                    if not scherm.is_terminal:
                        scherm.print(self._stand(nummer, seconden=time.monotonic() - gestart), highlight=False)
                    if stappen == 0 and nummer > 12 and not await self._komt_er_nog_iets(http):
                        balk.update(week, completed=WEKEN)
                        break
            await self._wacht_op_rust(http, huis.databank)
            await self._tel_duo(http, klanten, (begin + timedelta(weeks=nummer)).date())
            await self._vertel(http, klanten, (begin + timedelta(weeks=nummer)).date())
        await huis.databank.sluit()

    def _deur(self, http: httpx2.AsyncClient, rol: Rol, tenant: Any) -> Deur:
        return Deur(http, tenant.code, self._o.token(rol, tenant))

    def _stand(self, nummer: int, *, seconden: float) -> str:
        """Hoe ver het verhaal is, op een regel: voor wie de uitvoer in een bestand of een pijp leest."""
        minuten, rest = divmod(int(seconden), 60)
        mensen = f"{self._aantal_pips()} van {tel(self._aantal, 'mens', 'mensen')} met een PIP"
        return f"week {nummer + 1} van hoogstens {WEKEN}: {mensen} ({minuten}:{rest:02d})"

    def _aantal_pips(self) -> int:
        return sum(n for wat, n in self._gebeurd.items() if wat.startswith("PIP vastgesteld"))

    async def _zet_klok(self, nu: datetime) -> None:
        seconden = round((nu - datetime.now(UTC)).total_seconds())
        await beheer.verzet_klok(self._o.eigenaar_dsn, seconden=seconden)

    async def _meld_aan(self, http: httpx2.AsyncClient) -> None:
        per_gemeente, rest = divmod(self._aantal, len(self._o.tenants))
        for i, tenant in enumerate(self._o.tenants):
            wens = {"aantal": per_gemeente + (i < rest), "gemeentecodes": [tenant.code[2:]]}
            if wens["aantal"]:
                (await http.post(f"{self._o.simulator}/_besturing/aanmeldingen", json=wens)).raise_for_status()

    async def _wacht_op_rust(self, http: httpx2.AsyncClient, databank: Databank) -> None:
        """Tot de simulator alles bezorgd heeft en de outbox leeg is."""
        uiterlijk = asyncio.get_running_loop().time() + STIL_NA
        while True:
            stand = (await http.get(f"{self._o.simulator}/_besturing/stand")).json()
            async with databank.uow(toegang_platform(Actor.RELAY, oorsprong="demonstratie")) as tx:
                rij = await tx.fetchrow(
                    "select count(*) as open from meedoen.outbox where status in ('nieuw', 'aangeboden', 'bezig')"
                )
            if stand["wachtrij"] == 0 and rij is not None and rij["open"] == 0:
                return
            if asyncio.get_running_loop().time() > uiterlijk:
                raise TimeoutError("de wachtrij raakt niet leeg; kijk in de logs van worker en relay")
            await asyncio.sleep(0.05)

    async def _komt_er_nog_iets(self, http: httpx2.AsyncClient) -> bool:
        """Of DUO nog mensen heeft die niet gehuisvest zijn of op hun toets wachten."""
        tellingen = (await http.get(f"{self._o.simulator}/_besturing/personen")).json()
        return any(t["gehuisvest"] < t["aangemeld"] - t["plichtGeeindigd"] for t in tellingen)

    def _klantmanager(self, http: httpx2.AsyncClient, tenant: Tenant, toeval: random.Random) -> Klantmanager:
        deur, leider = self._deur(http, Rol.KLANTMANAGER, tenant), self._deur(http, Rol.TEAMLEIDER, tenant)
        school = tenant.taalscholen[0].id if tenant.taalscholen else None
        return Klantmanager(deur, leider, toeval, self._gebeurd, self._redenen, Onwettig(deur), school)

    async def _wijs_toe(self, http: httpx2.AsyncClient, tenant: Any, klant: Klantmanager, vandaag: date) -> None:
        """De teamleider deelt nieuwe trajecten toe, en de eerste taalschool van de gemeente krijgt de leerling."""
        if not tenant.taalscholen:
            return
        teamleider, school = (
            self._deur(http, Rol.TEAMLEIDER, tenant),
            self._deur(http, Rol.TAALSCHOOL_MEDEWERKER, tenant),
        )
        collegas = await teamleider.vraag("GET", "medewerkers")
        klantmanager = next(c["id"] for c in collegas if "klantmanager" in c["rollen"])
        while klant.met_pip:
            id_ = klant.met_pip.pop()
            self._toegewezen[tenant.code].add(id_)
            try:
                wat = await wijs_toe(teamleider, school, id_, tenant.taalscholen[0].id, klantmanager, vandaag)
            except Geweigerd as fout:
                self._redenen["naar een taalschool", fout.redenen()] += 1
                continue
            self._gebeurd[wat] += 1

    async def _tel_duo(self, http: httpx2.AsyncClient, klanten: list[Klantmanager], vandaag: date) -> None:
        """Wat DUO deed: termijnen vastgesteld, plichten beëindigd."""
        for klant in klanten:
            for dossier_id in sorted(self._toegewezen[klant.deur.gemeentecode]):
                zaak = await klant.deur.vraag("GET", f"dossiers/{dossier_id}")
                if zaak["fase"] in ("BEEINDIGD", "VOLDAAN"):
                    await klant.onwettig.na_het_einde(dossier_id, vandaag)
                van_duo = any(t["bron"] == "duo" and t["status"] == "lopend" for t in zaak["termijnen"])
                anders = any(w["soort"] == "TERMIJN_VERSCHILT" for w in zaak["werk"])
                if van_duo:
                    wat = "anders dan verwacht" if anders else "zoals verwacht"
                    self._gebeurd[f"DUO stelde de inburgeringstermijn vast, {wat}|art. 11 Wi2021"] += 1
        for telling in (await http.get(f"{self._o.simulator}/_besturing/personen")).json():
            if telling["plichtGeeindigd"]:
                self._gebeurd["DUO meldde het einde van de plicht|art. 3 Wi2021"] += telling["plichtGeeindigd"]

    async def _vertel(self, http: httpx2.AsyncClient, klanten: list[Klantmanager], tot: date) -> None:
        console = Console()
        console.print(f"\nTot en met {tot:%d-%m-%Y} gebeurde er voor {tel(self._aantal, 'mens', 'mensen')}:\n")
        gebeurd = Table("wat", "aantal", "grond")
        for wat, n in sorted(self._gebeurd.items(), key=lambda p: (-p[1], p[0])):
            naam, _, grond = wat.partition("|")
            gebeurd.add_row(naam, str(n), grond)
        console.print(gebeurd)
        if self._redenen:
            console.print("\nWat niet kon, en waarom:\n")
            redenen = Table("stap", "aantal", "reden en grond")
            for (stap, reden), n in self._redenen.most_common():
                redenen.add_row(stap, str(n), reden)
            redenen.add_section()
            redenen.add_row("samen", str(self._redenen.total()), "")
            console.print(redenen)
        console.print("\nWat niet mag, en wat Meedoen dan zegt:\n")
        onwettig = Table("waarborg", "geprobeerd", "antwoord")
        weigeringen = {w: wat for klant in klanten for w, wat in klant.onwettig.weigeringen.items()}
        for waarborg in sorted({*POGINGEN, *ZONDER_POGING}, key=lambda naam: int(naam.removeprefix("PG-"))):
            zelden = (POGINGEN.get(waarborg, "-"), ZONDER_POGING.get(waarborg, "Dit kwam deze keer niet voor."))
            wat, antwoord = weigeringen.get(waarborg, zelden)
            onwettig.add_row(waarborg, wat, antwoord)
        console.print(onwettig)
        console.print("\nWat per gemeente anders is:\n")
        verschil = Table("gemeente", "wat", "hoe", "aantal", "grond")
        for klant, tenant in zip(klanten, self._o.tenants, strict=True):
            for (wat, hoe, grond), n in sorted(klant.lokaal.items()):
                verschil.add_row(tenant.naam, wat, hoe, str(n), grond)
            verschil.add_section()
        console.print(verschil)
        console.print("\nWat er nu nog ligt, per gemeente:\n")
        open_ = Table("gemeente", "soort werk", "aantal", "waarvan verlopen", "grond")
        for klant, tenant in zip(klanten, self._o.tenants, strict=True):
            soorten: Counter[tuple[str, str]] = Counter()
            verlopen: Counter[tuple[str, str]] = Counter()
            async for regel in klant.deur.werkvoorraad():
                sleutel = (regel["soort"], regel["grond"])
                soorten[sleutel] += 1
                verlopen[sleutel] += regel["verlopen"]
            for (soort, grond), n in soorten.most_common():
                open_.add_row(tenant.naam, soort, str(n), str(verlopen[soort, grond]), grond)
        console.print(open_)
        scholen = [
            (
                t,
                await self._deur(http, Rol.TAALSCHOOL_MEDEWERKER, t).vraag_op(
                    "GET", "/v1/eigen-toewijzingen?limiet=200"
                ),
            )
            for t in self._o.tenants
            if t.taalscholen
        ]
        for tenant, pagina in scholen:
            leerlingen = tel(len(pagina["toewijzingen"]), "leerling", "leerlingen")
            console.print(f"{tenant.taalscholen[0].naam} ziet {leerlingen}, en niemand anders.")
        console.print(f"\nDe logs staan in {self._o.werkmap.logs}\n")


def _eerstvolgende_maandag() -> datetime:
    """Maandagochtend negen uur; een week die in het weekend begint speelt niemand."""
    vandaag = datetime.now(NEDERLAND).replace(hour=9, minute=0, second=0, microsecond=0)
    return vandaag + timedelta(days=-vandaag.weekday() % 7)
