"""Het geheugen van de simulator: één sqlite-bestand, zodat een herstart niets vergeet.

Everything here is synchronous. The statements take microseconds, and because nothing awaits between BEGIN
and COMMIT, no two requests can interleave inside one transaction.
"""

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec

from core.ontwikkeling.simulator.berichten import (
    PIP,
    Boete,
    Contactpersoongegevens,
    Doelgroephistorie,
    Examenresultaat,
    Gebeurtenis,
    GratisPogingTegoed,
    Inburgeringsplichthistorie,
    Inburgeringstermijn,
    Inburgeringstermijnhistorie,
    Ontheffing,
    RedenGeenInburgeringsplicht,
    Resultaat,
    Verlenging,
    Vrijstelling,
)

_SCHEMA = """
create table if not exists kenmerk (naam text primary key, waarde text not null);
create table if not exists stand (bsn text primary key, inhoud blob not null);
create table if not exists agenda (id integer primary key, op text not null, wat text not null, bsn text not null);
create table if not exists melding (
    id integer primary key, bericht_id text not null unique, oin text not null, inhoud blob not null,
    pogingen integer not null default 0, niet_voor real not null default 0, bezorgd integer not null default 0);
create index if not exists melding_open on melding (niet_voor, id) where bezorgd = 0;
create table if not exists gezien (
    bron text not null, bericht_id text not null, vingerafdruk text not null, status integer not null,
    antwoord blob not null, primary key (bron, bericht_id));
create table if not exists contactpersoon (
    id integer primary key autoincrement, gemeentecode text not null, gegevens blob not null);
create table if not exists koppeling (bsn text primary key, contactpersoon_id integer not null);
"""


class GeregistreerdPip(msgspec.Struct, frozen=True):
    gemeentecode: str
    pip: PIP


class Stand(msgspec.Struct, kw_only=True):
    """Wat DUO en de BRP nu over iemand weten; ontbreekt iemands stand, dan kent DUO hem nog niet."""

    plicht: bool
    plicht_begin: dt.date
    kennisgeving: dt.date | None
    wijziging: dt.date
    bsn_bekend: bool
    ingeschreven: dt.date  # in the BRP of the gemeente where he lives now
    gevestigd: dt.date | None  # left the COA and housed in the gemeente that is in charge
    plicht_einde: dt.date | None = None
    reden: RedenGeenInburgeringsplicht | None = None
    plichthistorie: list[Inburgeringsplichthistorie] = msgspec.field(default_factory=list)
    overleden: dt.date | None = None
    verhuisd_naar: str | None = None  # the code of another gemeente, where the BRP has him registered now
    verhuizingen: int = 0  # how often he went to live in another gemeente; each time at another address
    vertrokken: dt.date | None = None  # left the Netherlands; back when this is None again
    vorm: str | None = None  # how the BRP gives him from now on; takes the place of the form in the population
    geboren: dt.date | None = None  # takes the place of the date in the population
    pips: list[GeregistreerdPip] = msgspec.field(default_factory=list)
    termijn: Inburgeringstermijn | None = None
    termijnhistorie: list[Inburgeringstermijnhistorie] = msgspec.field(default_factory=list)
    gemeente: str | None = None  # the code of the gemeente in charge now; takes the place of the one in the population
    asiel: bool | None = None  # the group now; takes the place of the one in the population
    groephistorie: list[Doelgroephistorie] = msgspec.field(default_factory=list)
    vrijstellingen: list[Vrijstelling] = msgspec.field(default_factory=list)
    ontheffingen: list[Ontheffing] = msgspec.field(default_factory=list)
    verlengingen: list[Verlenging] = msgspec.field(default_factory=list)
    boetes: list[Boete] = msgspec.field(default_factory=list)
    examens: list[Examenresultaat] = msgspec.field(default_factory=list)
    gratis_pogingen: list[GratisPogingTegoed] = msgspec.field(default_factory=list)
    gebeurtenissen: list[Gebeurtenis] = msgspec.field(default_factory=list)
    examennummer: str | None = None
    lbt_overgeslagen: bool = False
    lbt: list[Resultaat] = msgspec.field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """Een notificatie die nog bezorgd moet worden."""

    id: int
    bericht_id: UUID
    oin: str
    inhoud: bytes
    pogingen: int
    niet_voor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agendapunt:
    id: int
    wat: str
    bsn: str
    op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gezien:
    """Wat op een bericht geantwoord is."""

    vingerafdruk: str
    status: int
    antwoord: bytes


class AnderBestand(Exception):
    """Het bestand hoort bij een andere bevolking."""


class Opslag:
    """De tabellen van de simulator. Wijzigen mag alleen binnen `transactie()`."""

    def __init__(self, bestand: Path, *, kenmerk: str) -> None:
        """Open of maak het bestand.

        Raises:
            AnderBestand: als het bestand met een ander kenmerk (zaad, gemeenten, aantal) is gemaakt.
        """
        # Made before sqlite does, that would let everyone on this machine read it; its journals take over these rights.
        os.close(os.open(bestand, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        bestand.chmod(0o600)
        self._db = sqlite3.connect(bestand, isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        self._db.executescript(_SCHEMA)
        self._db.execute("insert or ignore into kenmerk values ('bevolking', ?)", (kenmerk,))
        bekend = self._db.execute("select waarde from kenmerk where naam = 'bevolking'").fetchone()[0]
        if bekend != kenmerk:
            self._db.close()
            raise AnderBestand("dit bestand hoort bij een andere bevolking; gebruik een nieuw bestand")
        # Waiting times belong to the run that set them: after a restart everything open is tried at once.
        self._db.execute("update melding set niet_voor = 0 where bezorgd = 0")

    def sluit(self) -> None:
        self._db.close()

    @contextmanager
    def transactie(self) -> Iterator[None]:
        """Alles of niets; nesten is een fout."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def stand(self, bsn: str) -> Stand | None:
        rij = self._db.execute("select inhoud from stand where bsn = ?", (bsn,)).fetchone()
        return msgspec.json.decode(rij[0], type=Stand) if rij else None

    def standen(self) -> dict[str, Stand]:
        rijen = self._db.execute("select bsn, inhoud from stand")
        return {bsn: msgspec.json.decode(inhoud, type=Stand) for bsn, inhoud in rijen}

    def bewaar_stand(self, bsn: str, stand: Stand) -> None:
        self._db.execute("insert or replace into stand values (?, ?)", (bsn, msgspec.json.encode(stand)))

    def plan(self, wat: str, bsn: str, op: dt.datetime) -> None:
        tijdstip = op.astimezone(dt.UTC).isoformat()
        self._db.execute("insert into agenda (op, wat, bsn) values (?, ?, ?)", (tijdstip, wat, bsn))

    def schrap(self, bsn: str, *wat: str) -> None:
        """Haal wat niet meer gebeurt van de agenda; zonder `wat` alles van deze persoon."""
        for een in wat:
            self._db.execute("delete from agenda where bsn = ? and wat = ?", (bsn, een))
        if not wat:
            self._db.execute("delete from agenda where bsn = ?", (bsn,))

    def neem_eerste(self, nu: dt.datetime) -> Agendapunt | None:
        """Neem het oudste punt dat aan de beurt is van de agenda."""
        rij = self._db.execute(
            "select id, wat, bsn, op from agenda where op <= ? order by op, id limit 1",
            (nu.astimezone(dt.UTC).isoformat(),),
        ).fetchone()
        if rij is None:
            return None
        self._db.execute("delete from agenda where id = ?", (rij[0],))
        return Agendapunt(id=rij[0], wat=rij[1], bsn=rij[2], op=dt.datetime.fromisoformat(rij[3]))

    def stuur(self, bericht_id: UUID, oin: str, inhoud: bytes) -> None:
        self._db.execute(
            "insert into melding (bericht_id, oin, inhoud) values (?, ?, ?)", (str(bericht_id), oin, inhoud)
        )

    def volgende_melding(self) -> Melding | None:
        """De open melding die het eerst aan de beurt is; `niet_voor` kan in de toekomst liggen."""
        rij = self._db.execute(
            "select id, bericht_id, oin, inhoud, pogingen, niet_voor from melding where bezorgd = 0"
            " order by niet_voor, id limit 1"
        ).fetchone()
        if rij is None:
            return None
        return Melding(id=rij[0], bericht_id=UUID(rij[1]), oin=rij[2], inhoud=rij[3], pogingen=rij[4], niet_voor=rij[5])

    def bezorgd(self, melding: Melding) -> None:
        self._db.execute("update melding set bezorgd = 1, pogingen = pogingen + 1 where id = ?", (melding.id,))

    def niet_bezorgd(self, melding: Melding, *, niet_voor: float) -> None:
        self._db.execute(
            "update melding set pogingen = pogingen + 1, niet_voor = ? where id = ?", (niet_voor, melding.id)
        )

    def wachtrij(self) -> tuple[int, int]:
        """Hoeveel meldingen nog open staan, en hoeveel er bezorgd zijn."""
        open_, klaar = self._db.execute(
            "select count(*) - coalesce(sum(bezorgd), 0), sum(bezorgd) from melding"
        ).fetchone()
        return open_, klaar or 0

    def gezien(self, bron: str, bericht_id: UUID) -> Gezien | None:
        rij = self._db.execute(
            "select vingerafdruk, status, antwoord from gezien where bron = ? and bericht_id = ?",
            (bron, str(bericht_id)),
        ).fetchone()
        return Gezien(vingerafdruk=rij[0], status=rij[1], antwoord=rij[2]) if rij else None

    def onthoud(self, bron: str, bericht_id: UUID, gezien: Gezien) -> None:
        self._db.execute(
            "insert into gezien values (?, ?, ?, ?, ?)",
            (bron, str(bericht_id), gezien.vingerafdruk, gezien.status, gezien.antwoord),
        )

    def maak_contactpersoon(self, gemeentecode: str, gegevens: Contactpersoongegevens) -> int:
        ruw = msgspec.json.encode(gegevens)
        rij = self._db.execute(
            "insert into contactpersoon (gemeentecode, gegevens) values (?, ?) returning id", (gemeentecode, ruw)
        ).fetchone()
        return int(rij[0])

    def contactpersoon(self, nummer: int) -> tuple[str, Contactpersoongegevens] | None:
        """De gemeente en de gegevens van een contactpersoon."""
        rij = self._db.execute("select gemeentecode, gegevens from contactpersoon where id = ?", (nummer,)).fetchone()
        return (rij[0], msgspec.json.decode(rij[1], type=Contactpersoongegevens)) if rij else None

    def wijzig_contactpersoon(self, nummer: int, gegevens: Contactpersoongegevens) -> None:
        self._db.execute("update contactpersoon set gegevens = ? where id = ?", (msgspec.json.encode(gegevens), nummer))

    def verwijder_contactpersoon(self, nummer: int) -> None:
        self._db.execute("delete from koppeling where contactpersoon_id = ?", (nummer,))
        self._db.execute("delete from contactpersoon where id = ?", (nummer,))

    def koppel(self, bsn: str, nummer: int) -> None:
        self._db.execute("insert or replace into koppeling values (?, ?)", (bsn, nummer))

    def koppeling(self, bsn: str) -> int | None:
        rij = self._db.execute("select contactpersoon_id from koppeling where bsn = ?", (bsn,)).fetchone()
        return int(rij[0]) if rij else None

    def ontkoppel(self, bsn: str) -> None:
        self._db.execute("delete from koppeling where bsn = ?", (bsn,))
