"""De edities van de sjablonen: welke tekst een brief kreeg, blijft voor altijd na te maken.

Elke map in `sjablonen/` (v1, v2, ...) is één editie: een volledige set sjablonen die nergens buiten zichzelf leest.
Een uitgebrachte editie wordt niet meer gewijzigd; een nieuwe tekst is een nieuwe map. Zo wordt een besluit dat vlak
voor een nieuwe versie is genomen, opgemaakt met de tekst waarmee het is vastgelegd.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.fouten import Fout
from core.platform.letters.gegevens import Brief, Sjabloon, canoniek, gegevens_hash
from core.platform.letters.lettertype import lettertypen

SJABLONENMAP = Path(__file__).with_name("sjablonen")


class BriefFout(Fout):
    """Een brief kon niet worden opgemaakt. De melding noemt nooit een gegeven uit de brief."""

    soort = "brief-fout"
    titel = "De brief kon niet worden opgemaakt"


@dataclass(frozen=True, slots=True, kw_only=True)
class BevrorenBrief:
    """Wat in de commit van het besluit staat: genoeg om de brief later precies zo op te maken."""

    sjabloon: Sjabloon
    sjabloon_versie: str
    gegevens: bytes
    gegevens_hash: str


def bevries(brief: Brief) -> BevrorenBrief:
    """Leg een brief vast: canonieke gegevens, hun hash en de versie van het sjabloon van vandaag."""
    gegevens = canoniek(brief)
    return BevrorenBrief(
        sjabloon=brief.sjabloon,
        sjabloon_versie=sjabloon_versie(brief.sjabloon),
        gegevens=gegevens,
        gegevens_hash=gegevens_hash(gegevens),
    )


def sjabloon_versie(naam: str) -> str:
    """SHA-256 (hex) over de nieuwste editie van een sjabloon en zijn lettertypen.

    Raises:
        BriefFout: er is geen sjabloon met die naam.
    """
    return next(iter(_versies(naam)))


def editie(naam: str, *, versie: str | None = None) -> Path:
    """De map van de editie met deze versie; zonder versie de nieuwste.

    Raises:
        BriefFout: er is geen sjabloon met die naam, of geen editie met die versie.
    """
    versies = _versies(naam)
    try:
        return versies[versie or next(iter(versies))]
    except KeyError:
        raise BriefFout("Het sjabloon waarmee deze brief is vastgelegd, is er niet meer.") from None


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


@cache
def _versies(naam: str) -> dict[str, Path]:
    if naam not in frozenset(Sjabloon):
        raise BriefFout("Er is geen sjabloon met die naam.")
    mappen = sorted(SJABLONENMAP.glob("v*"), key=lambda map_: int(re.sub(r"\D", "", map_.name)), reverse=True)
    return {
        # An edition is hashed as a whole, with the name of the letter in it: its letters share one house style.
        hashlib.sha256(f"{naam}\n{hash_van([*map_.iterdir(), *lettertypen()])}".encode()).hexdigest(): map_
        for map_ in mappen
        if (map_ / f"{naam}.typ").is_file()
    }
