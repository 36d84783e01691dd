"""Een pakketindex op schijf, met wheels die een test zelf maakt: een map `simple/` zoals pip en uv die lezen."""

import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Index:
    map: Path

    @property
    def adres(self) -> str:
        return (self.map / "simple").as_uri()

    def voeg_toe(self, naam: str, versie: str, *eisen: str, extras: tuple[str, ...] = ()) -> None:
        """Een uitgave met één lege module, die `eisen` nodig heeft."""
        info = f"{naam}-{versie}.dist-info"
        kop = ["Metadata-Version: 2.1", f"Name: {naam}", f"Version: {versie}"]
        kop += [f"Provides-Extra: {extra}" for extra in extras] + [f"Requires-Dist: {eis}" for eis in eisen]
        bestanden = {
            f"{naam}.py": f"VERSIE = {versie!r}\n",
            f"{info}/METADATA": "\n".join(kop) + "\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: proef\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        bestanden[f"{info}/RECORD"] = "".join(f"{pad},,\n" for pad in (*bestanden, f"{info}/RECORD"))
        wheel = self._map_van(naam) / f"{naam}-{versie}-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archief:
            for pad, tekst in bestanden.items():
                archief.writestr(pad, tekst)
        self._schrijf_lijst(naam)

    def zet_erbij(self, wheel: Path) -> None:
        """Een bestaand wheel, onder zijn eigen naam."""
        naam = wheel.name.split("-")[0].replace("_", "-")
        (self._map_van(naam) / wheel.name).write_bytes(wheel.read_bytes())
        self._schrijf_lijst(naam)

    def _map_van(self, naam: str) -> Path:
        map_ = self.map / "simple" / naam
        map_.mkdir(parents=True, exist_ok=True)
        return map_

    def _schrijf_lijst(self, naam: str) -> None:
        map_ = self._map_van(naam)
        regels = [
            f'<a href="{w.name}#sha256={sha256(w.read_bytes()).hexdigest()}">{w.name}</a>'
            for w in sorted(map_.glob("*.whl"))
        ]
        (map_ / "index.html").write_text("<!DOCTYPE html>\n" + "\n".join(regels) + "\n", encoding="utf-8")
