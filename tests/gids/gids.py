"""De handleiding `docs/in-productie.md` als wat zij is: bestanden om neer te zetten en opdrachten om uit te voeren.

Achter de drie backticks staat de taal en dan een naam. Een naam met een / is een bestand, `niet-uitgevoerd` zegt dat
de test het niet doet, en elke andere naam is een blok dat de test uitvoert zoals het er staat.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

WORTEL = Path(__file__).parents[2]
HANDLEIDING = WORTEL / "docs" / "in-productie.md"
NIET = "niet-uitgevoerd"
_BLOK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PAD = re.compile(r"(?<![\w./])/(?=(?:etc|opt|srv|usr/local|var/lib|var/backups)/)")


@dataclass(frozen=True, slots=True)
class Blok:
    """Wat er tussen twee regels met backticks staat; `naam` is leeg als er geen is."""

    taal: str
    naam: str
    tekst: str

    @property
    def is_bestand(self) -> bool:
        return "/" in self.naam


def blokken() -> tuple[Blok, ...]:
    """Alle blokken, in hun volgorde."""
    return tuple(Blok(t, n or "", inhoud) for t, n, inhoud in _BLOK.findall(HANDLEIDING.read_text(encoding="utf-8")))


def schoon() -> dict[str, str]:
    """De omgeving zonder onze instellingen, en zonder een weg terug naar de checkout."""
    return {n: w for n, w in os.environ.items() if not n.startswith(("MEEDOEN_", "PYTHON", "VIRTUAL_ENV", "MAKE"))}


@dataclass(slots=True)
class Machine:
    """De servers van de handleiding in één map: `/etc` daar is `map/etc` hier.

    `hier` is wat een verzonnen naam of adres uit de handleiding in deze test is.
    """

    map: Path
    hier: dict[str, str]
    programmas: Path
    """Waar `createdb`, `pg_dump` en `pg_restore` staan."""
    gedaan: set[str] = field(default_factory=set)

    @property
    def aangeleverd(self) -> Path:
        """De map met bestanden van anderen, waar de opdrachten in draaien."""
        return self.map / "aangeleverd"

    def pad(self, naam: str) -> Path:
        return self.map / naam.removeprefix("/")

    def vul(self, tekst: str) -> str:
        """De tekst, met wat verzonnen was vervangen en elk pad onder `map`."""
        for verzonnen, echt in self.hier.items():
            tekst = tekst.replace(verzonnen, echt)
        return _PAD.sub(f"{self.map}/", tekst)

    def blok(self, naam: str) -> str:
        """De ingevulde tekst van dit blok."""
        [blok] = [blok for blok in blokken() if blok.naam == naam]
        self.gedaan.add(naam)
        return self.vul(blok.tekst)

    def zet_neer(self, naam: str) -> None:
        """Zet het bestand neer dat zo heet."""
        pad = self.pad(naam)
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(self.blok(naam), encoding="utf-8")

    def voer_uit(
        self, naam: str, *, waar: Path | None = None, code: int = 0, erbij: Mapping[str, str] | None = None
    ) -> str:
        """Voer het blok uit, en geef wat het zei; elke opdracht hoort te lukken, de laatste met `code`."""
        plekken = (self.pad("/usr/local/sbin"), self.programmas, Path(sys.executable).parent, os.environ["PATH"])
        gedaan = subprocess.run(
            ["sh", "-eu"],
            input=self.blok(naam),
            cwd=waar or self.aangeleverd,
            env=schoon() | {"PATH": os.pathsep.join(map(str, plekken))} | dict(erbij or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=500,
            check=False,
        )
        assert gedaan.returncode == code, f"{naam}: {gedaan.returncode}\n{gedaan.stdout}"
        return gedaan.stdout
