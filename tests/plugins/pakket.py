"""Een pakket van buiten zoals een installer het neerzet: bestanden, en ernaast de metadata met wat erbij hoort."""

import base64
import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PathDistribution
from pathlib import Path

from core.platform.pluginhost.vinden import Toegelaten, Vindplaats, vingerafdruk


@dataclass(frozen=True, slots=True)
class Pakket:
    map: Path
    naam: str
    onder: str

    @property
    def dist(self) -> PathDistribution:
        return PathDistribution(self.map / f"{self.naam}-1.0.dist-info")

    @property
    def ingeladen(self) -> bool:
        return f"{self.onder}.plugin" in sys.modules

    def vindplaats(self, *, versie: str = "1.0") -> Vindplaats:
        """Een vindplaats die dit pakket toelaat zoals het nu is."""
        return Vindplaats(toegelaten=(self.toegelaten(versie=versie),))

    def toegelaten(self, *, versie: str = "1.0") -> Toegelaten:
        return Toegelaten(pakket=self.naam, versie=versie, sha256=vingerafdruk(self.dist), nagekeken_door="proef")

    def herschrijf(self, bestand: str, inhoud: str) -> None:
        (self.map / self.onder / bestand).write_text(inhoud, encoding="utf-8")

    def voeg_toe(self, bestand: str, *, met_hash: bool, inhoud: bytes = b"") -> None:
        """Zet er een bestand bij en noem het in de RECORD."""
        (self.map / bestand).parent.mkdir(parents=True, exist_ok=True)
        (self.map / bestand).write_bytes(inhoud)
        hash_ = base64.urlsafe_b64encode(sha256(inhoud).digest()).rstrip(b"=").decode()
        with (self.map / f"{self.naam}-1.0.dist-info" / "RECORD").open("a", encoding="utf-8") as record:
            record.write(f"{bestand},{f'sha256={hash_}' if met_hash else ''},\n")


def schrijf_pakket(map_: Path, naam: str, bestanden: Mapping[str, str], *, onder: str = "", plugin: str = "") -> Pakket:
    """Zet het pakket neer, met een entry point voor de plugin (`naam`); `bestanden` staan onder `meedoen_<naam>`."""
    onder = onder or f"meedoen_{naam}"
    info = map_ / f"{naam}-1.0.dist-info"
    for map_nieuw in (map_ / onder, info):
        map_nieuw.mkdir(parents=True, exist_ok=True)
    pakket = Pakket(map_, naam, onder)
    for bestand, inhoud in {"__init__.py": "", **bestanden}.items():
        pakket.voeg_toe(f"{onder}/{bestand}", met_hash=True, inhoud=inhoud.encode())
    metadata = f"Metadata-Version: 2.1\nName: {naam}\nVersion: 1.0\n"
    pakket.voeg_toe(f"{info.name}/METADATA", met_hash=True, inhoud=metadata.encode())
    ingang = f"[meedoen.plugins]\n{plugin or naam} = {onder}.plugin\n"
    pakket.voeg_toe(f"{info.name}/entry_points.txt", met_hash=True, inhoud=ingang.encode())
    pakket.voeg_toe(f"{info.name}/RECORD", met_hash=False, inhoud=(info / "RECORD").read_bytes())
    return pakket


@contextmanager
def zet_pakket(
    map_: Path, naam: str, bestanden: Mapping[str, str], *, onder: str = "", plugin: str = ""
) -> Iterator[Pakket]:
    """Als `schrijf_pakket`, en op het pad van dit proces; na afloop is er niets van over."""
    pakket = schrijf_pakket(map_, naam, bestanden, onder=onder, plugin=plugin)
    sys.path.insert(0, str(map_))
    importlib.invalidate_caches()
    try:
        yield pakket
    finally:
        sys.path.remove(str(map_))
        if pakket.onder.startswith("meedoen_"):
            for module in [n for n in sys.modules if n.partition(".")[0] == pakket.onder]:
                del sys.modules[module]
