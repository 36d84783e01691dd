"""Een echte opstelling in eigen processen, voor tests die minuten duren."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import msgspec

from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.werkmap import open_werkmap
from core.ontwikkeling.omgeving import POORTEN
from core.ontwikkeling.opstelling import LOPEND, Lopend
from tests.voorbeelden.omgeving import TENANTS

MEEDOEN = Path(sys.executable).with_name("meedoen")


class Draaiend:
    """Wat er draait: de processen bij naam, de logs, en de database als superuser."""

    def __init__(self, werkplaats: Path, ouder: int) -> None:
        self.werkplaats = werkplaats
        self.map = open_werkmap(werkplaats).map
        self._ouder = ouder

    def pid(self, naam: str) -> int | None:
        """Het proces met deze naam, dat de supervisor startte."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                gevonden = re.match(r"(\d+) \((.*)\) \S (\d+)", stat.read_text())
            except OSError:
                continue
            if gevonden and gevonden[2] == naam and int(gevonden[3]) == self._ouder:
                return int(gevonden[1])
        return None

    def logs(self) -> dict[str, str]:
        return {p.name: p.read_text(encoding="utf-8", errors="replace") for p in (self.map / "logs").iterdir()}

    async def vraag(self, sql: str) -> list[asyncpg.Record]:
        """Een vraag aan de database, langs alle rijbeveiliging heen: alleen een test mag dit."""
        lopend = msgspec.json.decode((self.map / LOPEND).read_bytes(), type=Lopend)
        poort = lopend.eigenaar_dsn.rsplit(":", 1)[1].split("/")[0]
        wachtwoord = (self.map / "postgres" / "beheer.geheim").read_text().strip()
        verbinding = await asyncpg.connect(
            user="beheer", password=wachtwoord, host="127.0.0.1", port=int(poort), database="meedoen"
        )
        try:
            return list(await verbinding.fetch(sql))
        finally:
            await verbinding.close()

    def demonstreer(self, aantal: int) -> subprocess.Popen[str]:
        """Speel het verhaal op deze opstelling."""
        return subprocess.Popen(
            [MEEDOEN, "--werkplaats", self.werkplaats, "demo", "--lopend", "--aantal", str(aantal)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=schone_omgeving(),
        )


def schone_omgeving() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("MEEDOEN_")}


@contextmanager
def draai(werkplaats: Path, *, logniveau: str = "INFO") -> Iterator[Draaiend]:
    """`meedoen run` in een eigen werkplaats, tot het einde van het blok; daarna blijft er niets over."""
    poorten = {poort.variabele: str(vrije_poort()) for poort in POORTEN.values()}
    proces = subprocess.Popen(
        [MEEDOEN, "--werkplaats", werkplaats, "run", "--logniveau", logniveau],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=schone_omgeving() | poorten | {"MEEDOEN_TENANTS": str(TENANTS)},
    )
    assert proces.stdout is not None
    regels: list[str] = []
    for regel in proces.stdout:
        regels.append(regel)
        if "Ctrl-C stopt alles" in regel:
            break
    else:
        raise AssertionError("meedoen run kwam niet op:\n" + "".join(regels[-20:]))
    try:
        yield Draaiend(werkplaats, proces.pid)
    finally:
        proces.send_signal(signal.SIGINT)
        proces.communicate(timeout=60)
        subprocess.run(
            [MEEDOEN, "--werkplaats", werkplaats, "reset"], check=True, stdout=subprocess.DEVNULL, env=schone_omgeving()
        )
