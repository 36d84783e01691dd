"""Een gemeente aan het werk, in één proces: de echte API, de echte taken en de echte database, met de simulator als
DUO en BRP. De klok staat op maandag 2 maart 2026 en gaat alleen verder als een test haar verzet.
"""

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx2
import msgspec
from litestar import Litestar

from core.api import Voordeur
from core.bootstrap import DAGELIJKS
from core.integrations.buren import Buren
from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.ontwikkeling.simulator.bevolking import Inwoner, Verhaal
from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.ontwikkeling.simulator.opslag import Stand
from core.platform.clock import NEDERLAND
from core.platform.http.tokens import Tokens
from core.platform.huis import Huis
from core.platform.outbox.dagelijks import Dagwerk
from core.platform.outbox.relay import Relay
from core.process.aanmelding.ontvangst import Postvak
from core.worker import verwerk
from tests.geduld import GEDULD
from tests.process.lijn import Lijn, Post
from tests.process.onthouden import REGISTER, Onthouden
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten, verzet_klok

BEGIN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
VANDAAG = BEGIN.date()
BRIEF = "besluit.maak_brief"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mens:
    """Iemand met een token, die de API gebruikt; elk antwoord moet de verwachte status hebben."""

    http: httpx2.AsyncClient
    token: str
    basis: str

    async def vraag(self, methode: str, pad: str, verwacht: int, body: object = None) -> Any:
        koppen = {"Authorization": f"Bearer {self.token}"}
        antwoord = await self.http.request(methode, self.basis + pad, json=body, headers=koppen)
        assert antwoord.status_code == verwacht, f"{methode} {pad}: {antwoord.status_code} {antwoord.text}"
        if antwoord.headers.get("content-type", "").startswith("application/pdf"):
            return antwoord.content
        return antwoord.json() if antwoord.content else None

    async def lees(self, pad: str, verwacht: int = 200) -> Any:
        return await self.vraag("GET", pad, verwacht)

    async def stuur(self, pad: str, body: object = None, verwacht: int = 204) -> Any:
        return await self.vraag("POST", pad, verwacht, {} if body is None else body)

    async def bewaar(self, pad: str, body: object, verwacht: int = 200) -> Any:
        return await self.vraag("PUT", pad, verwacht, body)


def velden(probleem: dict[str, Any]) -> set[str]:
    """De velden die een probleem noemt."""
    return {g["veld"] for g in probleem["gebreken"]}


@dataclass(kw_only=True, repr=False)  # asyncio prints what a fixture gives, twice per test, and throws it away
class Wereld:
    huis: Huis
    twee: TweeGemeenten
    eigenaar: Any
    alziend: Any
    simulator: SimulatorInstellingen
    simulator_app: Litestar
    lijn: Lijn
    post: Post
    buren: Buren
    deur: Voordeur
    http: httpx2.AsyncClient
    postvak: Postvak
    duo: httpx2.AsyncClient
    """De lijn van DUO naar de ontvanger."""
    bevolking: tuple[Inwoner, ...]
    onthouden: Onthouden | None = None

    def opnieuw(self, twee: TweeGemeenten | None = None) -> "Wereld":
        """Dezelfde wereld voor een volgende test, zo nodig met andere mensen; DUO weet nog niets."""
        with closing(sqlite3.connect(self.simulator.bestand, isolation_level=None)) as db:
            db.executescript(f"begin; {'; '.join(f'delete from {tabel}' for tabel in REGISTER)}; commit")
        self.lijn.vergeet()
        self.deur.weigeringen.vergeet()
        self.post.aangenomen.clear()
        return replace(self, twee=twee or self.twee)

    async def stap(self, naam: str, speel: Callable[[], Awaitable[T]], *, bewaar: bool = False) -> T:
        """Een stap waarmee veel tests beginnen; `Onthouden` zegt wanneer zij niet opnieuw gespeeld wordt."""
        return await (speel() if self.onthouden is None else self.onthouden.stap(self, naam, speel, bewaar=bewaar))

    # ── De klok ─────────────────────────────────────────────────────────────────────────────────────
    async def zet_klok(self, moment: dt.datetime | dt.date) -> None:
        """Verzet de klok van Meedoen en van de simulator, die dezelfde rij lezen."""
        if not isinstance(moment, dt.datetime):
            moment = dt.datetime.combine(moment, BEGIN.timetz())
        await verzet_klok(self.eigenaar, seconden=round((moment - dt.datetime.now(dt.UTC)).total_seconds()))

    async def vandaag(self) -> dt.date:
        """De dag in Nederland op die klok."""
        verschuiving = await self.alziend.fetchval("select verschuiving from klok")
        return (dt.datetime.now(NEDERLAND) + dt.timedelta(seconds=verschuiving)).date()

    # ── Mensen ──────────────────────────────────────────────────────────────────────────────────────
    def mens(self, wie: str, gemeente: Gemeente | None = None, *, basis: str | None = None) -> Mens:
        """`klantmanager`, `teamleider` of `school`, met paden binnen zijn gemeente."""
        hier = gemeente or self.twee.a
        tokens = Tokens(
            self.huis.config.sleutel_token,
            uitgever=self.huis.config.token_uitgever,
            omgeving=self.huis.config.omgeving,
        )
        token = tokens.geef_uit(f"{wie}.{hier.code}", geldig=dt.timedelta(hours=1))
        return Mens(self.http, token, f"/v1/gemeenten/{hier.code}" if basis is None else basis)

    @property
    def km(self) -> Mens:
        return self.mens("klantmanager")

    # ── DUO ─────────────────────────────────────────────────────────────────────────────────────────
    def wie(self, verhaal: Verhaal, *, asiel: bool | None = None, nummer: int = 0) -> Inwoner:
        """Een verzonnen inwoner van de eerste gemeente."""
        passend = [
            i
            for i in self.bevolking
            if f"GM{i.gemeentecode}" == self.twee.a.code and i.verhaal is verhaal and asiel in (None, i.asiel)
        ]
        return passend[nummer]

    def aangemeld(self) -> list[Inwoner]:
        """De inwoners van wie DUO iets weet."""
        with closing(sqlite3.connect(self.simulator.bestand)) as db:
            bekend = {rij[0] for rij in db.execute("select bsn from stand")}
        return [i for i in self.bevolking if i.bsn in bekend]

    def iemand(self, *, asiel: bool = True, gemeente: Gemeente | None = None) -> Inwoner:
        """Een inwoner van wie DUO hier nog niets weet, met een gewoon verhaal: elke keer een ander."""
        hier = gemeente or self.twee.a
        bekend = {i.bsn for i in self.aangemeld()}
        vrij = [i for i in self.bevolking if f"GM{i.gemeentecode}" == hier.code and i.bsn not in bekend]
        # The last two are ordinary until the clock has gone on; who needs that many lets no day of DUO pass.
        for verhaal in (Verhaal.ASIEL_GEHUISVEST if asiel else Verhaal.GEZIN, Verhaal.INGETROKKEN, Verhaal.OVERLEDEN):
            if over := [i for i in vrij if i.verhaal is verhaal and i.asiel is asiel]:
                return over[0]
        raise LookupError(f"de bevolking van {hier.code} is op: elk verhaal neemt er een")

    async def vreemde(self, code: str) -> None:
        """DUO meldt iemand hier, en laat deze gemeente niets van hem lezen: hij hoort bij de andere."""
        inwoner = self.iemand(gemeente=self.twee.b)
        self.duo_weet(inwoner)
        await self.meldt(code, inwoner)
        await self.werk_af()

    def duo_weet(self, inwoner: Inwoner, **anders: object) -> Stand:
        """Zet in het register van DUO (en de BRP) hoe het met deze persoon staat; wat niet genoemd is blijft."""
        with closing(sqlite3.connect(self.simulator.bestand, isolation_level=None)) as db:
            rij = db.execute("select inhoud from stand where bsn = ?", (inwoner.bsn,)).fetchone()
            stand = msgspec.json.decode(rij[0], type=Stand) if rij else _nieuwe_stand()
            for naam, waarde in anders.items():
                setattr(stand, naam, waarde)
            db.execute("insert or replace into stand values (?, ?)", (inwoner.bsn, msgspec.json.encode(stand)))
        return stand

    def duo_heeft(self, inwoner: Inwoner) -> Stand:
        """Wat er bij DUO geregistreerd staat."""
        with closing(sqlite3.connect(self.simulator.bestand)) as db:
            rij = db.execute("select inhoud from stand where bsn = ?", (inwoner.bsn,)).fetchone()
        return msgspec.json.decode(rij[0], type=Stand)

    async def alles_bezorgd(self) -> None:
        """Wacht tot Meedoen alles heeft aangenomen wat DUO te melden heeft."""
        with closing(sqlite3.connect(self.simulator.bestand)) as db:

            def klaar() -> bool:
                te_melden = {rij[0] for rij in db.execute("select bericht_id from melding")}
                return te_melden <= self.post.aangenomen

            async with asyncio.timeout(GEDULD), self.post.iets:
                await self.post.iets.wait_for(klaar)

    async def besturing(self, knop: str, **stand: object) -> None:
        """Bedien de simulator, zoals een mens in de demonstratie."""
        antwoord = await self.lijn.client("http://duo").post(f"/_besturing/{knop}", json=stand or None)
        assert antwoord.status_code in (200, 204), antwoord.text

    async def gebeurt(self, inwoner: Inwoner, *codes: str, bericht: str = "op-volgorde", af: bool = True) -> None:
        """Er gebeurt iets bij DUO, in haar register; daarna komt haar bericht aan en wordt het verwerkt."""
        await self.besturing("gebeurtenissen", codes=codes, bsn=inwoner.bsn, bericht=bericht)
        await self.bezorg()
        if af:
            await self.werk_af()

    async def bezorg(self) -> None:
        """Bezorg wat DUO te melden heeft, in de volgorde waarin zij het meldt."""
        with closing(sqlite3.connect(self.simulator.bestand, isolation_level=None)) as db:
            open_ = db.execute(
                "select id, bericht_id, oin, inhoud from melding where bezorgd = 0 order by id"
            ).fetchall()
            for id_, bericht_id, oin, inhoud in open_:
                antwoord = await self.notificatie(inhoud, doel=oin, bericht_id=bericht_id)
                assert antwoord.status_code == 201, antwoord.text
                db.execute("update melding set bezorgd = 1 where id = ?", (id_,))

    @staticmethod
    def termijn(*, tot: dt.date, van: dt.date = dt.date(2023, 3, 3)) -> Inburgeringstermijn:
        """Een termijn van DUO; `tot` is de eerste dag erna."""
        return Inburgeringstermijn(startdatum=van, einddatum=tot)

    async def storing(self, soort: str, aantal: int = 1) -> None:
        await self.besturing("storing", soort=soort, aantal=aantal)

    async def storingen(self) -> list[str]:
        """De storingen die nog moeten optreden."""
        antwoord = await self.lijn.client("http://duo").get("/_besturing/stand")
        return list(antwoord.json()["storingen"])

    async def notificatie(
        self,
        body: bytes,
        *,
        bron: str | None = None,
        doel: str | None = None,
        bericht_id: str | None = None,
        koppen: Mapping[str, str] = MappingProxyType({}),
    ) -> httpx2.Response:
        """Een bericht bij de ontvanger, zoals het over de lijn komt."""
        eigen = {
            "bron": self.huis.config.duo_oin if bron is None else bron,
            "doel": self.twee.a.tenant.oin if doel is None else doel,
            "berichtId": str(uuid4()) if bericht_id is None else bericht_id,
            "Content-Type": "application/json",
        }
        alle = [(naam.encode(), waarde.encode("latin-1")) for naam, waarde in (eigen | dict(koppen)).items()]
        return await self.duo.post("/duo/v1/notificaties", content=body, headers=alle)

    async def meldt(
        self,
        code: str,
        inwoner: Inwoner,
        *,
        bsn: bool = True,
        v_nummer: bool = False,
        op: dt.datetime = BEGIN,
        gemeente: Gemeente | None = None,
    ) -> None:
        """DUO stuurt een notificatie en zij wordt aangenomen; er is nog niets verwerkt."""
        nummers = {"bsn": inwoner.bsn} if bsn else {}
        doel = (gemeente or self.twee.a).tenant.oin
        body: dict[str, object] = {"registratieDatumTijd": op, "gebeurtenisId": code} | nummers
        if v_nummer:
            body["vNummer"] = inwoner.v_nummer
        antwoord = await self.notificatie(msgspec.json.encode(body), doel=doel)
        assert antwoord.status_code == 201, antwoord.text

    # ── Na de commit ────────────────────────────────────────────────────────────────────────────────
    async def werk_af(self, *, behalve: Collection[str] = (BRIEF,)) -> int:
        """De relay biedt aan en de worker voert uit, tot er niets meer te doen is; geeft het aantal taken.

        Brieven opmaken kost een apart proces en blijft liggen, behalve als een test erom vraagt (`behalve=()`).
        """
        overslaan = {
            r["id"]
            for r in await self.alziend.fetch("select id from outbox where soort = any($1::text[])", list(behalve))
        }
        aangeboden: list[UUID] = []

        async def bied_aan(outbox_id: UUID, _: int) -> None:
            aangeboden.append(outbox_id)

        relay, aantal = Relay(self.huis.databank, bied_aan), 0
        while await relay.ronde():
            for outbox_id in aangeboden:
                if outbox_id not in overslaan:
                    await verwerk(self.huis, self.buren, outbox_id)
                    aantal += 1
            aangeboden.clear()
        return aantal

    async def maak_brieven(self, dossier_id: UUID) -> None:
        """Alleen de brieven van dit dossier; opmaken kost een apart proces."""
        for opmaak in await self.rijen("brief_opmaak", dossier_id=dossier_id, opgemaakt_op=None):
            [taak] = await self.rijen("outbox", onderwerp_id=opmaak["id"])
            await verwerk(self.huis, self.buren, taak["id"])

    def dagwerk(self) -> Dagwerk:
        """Wat elke worker doet: het werk van vandaag klaarzetten."""
        return Dagwerk(self.huis.databank, tuple(g.id for g in (self.twee.a, self.twee.b)), DAGELIJKS)

    async def vergeet_aanbod(self, _: UUID, __: int) -> None:
        """Een wachtrij die alles kwijtraakt."""

    async def wachttijd_voorbij(self) -> None:
        """De wachttijd tot de volgende poging is om; zij loopt op de echte klok, die een test niet verzet."""
        await self.alziend.execute("update outbox set niet_voor = clock_timestamp() where status = 'nieuw'")
        await self.alziend.execute("update outbox set status = 'nieuw' where status = 'aangeboden'")

    # ── Kijken ──────────────────────────────────────────────────────────────────────────────────────
    async def rijen(self, tabel: str, **waar: object) -> list[dict[str, Any]]:
        """De rijen van een tabel, van welke gemeente ook, op volgorde van de sleutel."""
        voorwaarden = (
            " and ".join(f"{kolom} is not distinct from ${n}" for n, kolom in enumerate(waar, start=1)) or "true"
        )
        gevonden = await self.alziend.fetch(f"select * from {tabel} where {voorwaarden} order by 1, 2", *waar.values())
        return [dict(r) for r in gevonden]

    async def werk(self, soort: str, *, status: str = "open") -> list[dict[str, Any]]:
        return await self.rijen("werkitem", soort=soort, status=status)

    async def dossier_id(self, inwoner: Inwoner) -> UUID:
        """Het dossier van deze persoon, gevonden zoals een medewerker het vindt."""
        gevonden = await self.km.stuur("/werkvoorraad/zoekopdrachten", {"bsn": inwoner.bsn}, 200)
        return UUID(gevonden["treffers"][0]["dossierId"])


def _nieuwe_stand() -> Stand:
    return Stand(
        plicht=True,
        plicht_begin=VANDAAG,
        kennisgeving=VANDAAG,
        wijziging=VANDAAG,
        bsn_bekend=True,
        ingeschreven=VANDAAG,
        gevestigd=VANDAAG,
    )
