"""De soorten brieven en hun edities: welke tekst een brief kreeg, blijft voor altijd na te maken.

Een brief hoort bij haar stap: `core/process/<stap>/brief.py` met de gegevens, `brief/v1/<naam>.typ` met de tekst. Een
editie is die tekst met de huisstijl waarmee zij is uitgegeven, en haar versie is de hash van die twee en de letters.
Een nieuwe brief of een nieuwe tekst verandert dus geen andere. Een uitgebrachte editie wordt niet meer gewijzigd
(test): een nieuwe tekst is een nieuwe map, en een nieuwe huisstijl een nieuwe map in `huisstijl/` en een regel bij
elke brief.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from core.fouten import Fout
from core.law.contact import Onderwerp
from core.platform.letters.lettertype import lettertypen

HUISSTIJLMAP = Path(__file__).with_name("huisstijl")
ZONDER_VERZENDDAG = frozenset({"v1"})
"""De huisstijlen van voordat de dag van verzending op de brief kwam (PG-6)."""


class BriefFout(Fout):
    """Een brief kon niet worden opgemaakt. De melding noemt nooit een gegeven uit de brief."""

    soort = "brief-fout"
    titel = "De brief kon niet worden opgemaakt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editie:
    """Een uitgave van een brief: haar sjabloon, en de huisstijl waarmee zij is uitgegeven."""

    sjabloon: Path
    huisstijl: Path

    @property
    def drukt_verzenddag(self) -> bool:
        """Of de dag van verzending op de brief staat; dan hoort bij elke dag een eigen opmaak."""
        return self.huisstijl.parent.name not in ZONDER_VERZENDDAG

    @property
    def versie(self) -> str:
        """SHA-256 (hex) over sjabloon, huisstijl en lettertypen.

        Raises:
            BriefFout: een van de bestanden ontbreekt, of is een koppeling.
        """
        return _hash((self.sjabloon, self.huisstijl, *lettertypen()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefsoort:
    """Een soort brief: haar naam, hoe zij heet voor wie haar verzendt, en haar edities, de oudste eerst."""

    naam: str
    wat: str
    """Maakt af: "Verzend ..."."""
    onderwerp: Onderwerp
    """Waar zij over gaat; daaraan hangt wie voor de persoon optreedt, en dus aan wie zij gaat."""
    map_: Path
    """Waar de mappen van haar edities staan: `brief` naast `brief.py`."""
    edities: Mapping[str, str] = field(default_factory=lambda: {"v1": "v1"})
    """Bij elke editie de huisstijl waarmee zij is uitgegeven."""
    eerder: Mapping[str, str] = field(default_factory=dict)
    """Versies van voordat een editie de hash van één brief was, en welke editie dat was."""
    gaat_door: bool = False
    """Of zij ook na het einde van de plicht nog verzonden wordt, zoals een beslissing op bezwaar (PG-12)."""
    niet_opnieuw: str = ""
    """Wat men doet in plaats van haar opnieuw te verzenden als zij terugkwam; leeg: zij kan zo nog eens uit."""
    na_haar_dag: str = ""
    """Wat men doet als de laatste dag die zij noemt voorbij is: dan gaat zij niet meer weg. Leeg: zij kan dan nog."""
    als_zij_niet_telt: str = ""
    """Wat men doet met een brief die er nog ligt en vandaag niet zou tellen. Leeg: dat is van haar niet te zeggen."""

    def editie(self, versie: str | None = None) -> Editie:
        """De editie met deze versie; zonder versie de nieuwste.

        Raises:
            BriefFout: er is geen editie met die versie.
        """
        alle = {naam: self._editie(naam) for naam in self.edities}
        if versie is None:
            return alle[list(self.edities)[-1]]
        if versie in self.eerder:
            return alle[self.eerder[versie]]
        for editie in alle.values():
            if editie.versie == versie:
                return editie
        raise BriefFout("Het sjabloon waarmee deze brief is vastgelegd, is er niet meer.")

    def _editie(self, naam: str) -> Editie:
        return Editie(
            sjabloon=self.map_ / naam / f"{self.naam}.typ",
            huisstijl=HUISSTIJLMAP / self.edities[naam] / "huisstijl.typ",
        )


def hash_van(bestanden: Iterable[Path]) -> str:
    """SHA-256 (hex) over naam en inhoud van bestanden, elk met zijn lengte ervoor.

    Raises:
        BriefFout: een bestand is een koppeling; die zou buiten de map kunnen lezen.
    """
    som = hashlib.sha256()
    for pad in sorted(bestanden, key=lambda pad: pad.name):
        if pad.is_symlink() or not pad.is_file():
            raise BriefFout("Een map met sjablonen of lettertypen mag alleen gewone bestanden bevatten.")
        for deel in (pad.name.encode(), pad.read_bytes()):
            som.update(len(deel).to_bytes(8, "big"))
            som.update(deel)
    return som.hexdigest()


_hash = cache(hash_van)
