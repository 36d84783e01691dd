"""The key files of one checkout: the two roots and the salts, each in a closed file of its own, as in production."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos, Zouten, lees_zouten, nieuwe_sleutel
from core.ontwikkeling.embedded.bestanden import maak_map, schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout

BESTANDEN = ("sleutel_versleuteling", "sleutel_index", "sleutel_zout")


def lees_of_maak_sleutels(map_: Path, *, gegevens: Path, gemeenten: Iterable[UUID]) -> dict[str, str]:
    """The MEEDOEN_*_BESTAND variables of the key files in `map_`, which are made when there is no data yet.

    `gegevens` is the folder that exists once data hangs on the keys. A new gemeente gets its salt here.

    Raises:
        EmbeddedFout: a file is gone while there is data, or damaged. It is never replaced: without it the data is
            unreadable.
    """
    maak_map(map_, mode=0o700)
    paden = {naam: map_ / naam for naam in BESTANDEN}
    weg = [pad for pad in paden.values() if not pad.exists()]
    if weg and gegevens.exists():
        raise EmbeddedFout(
            f"Het sleutelbestand {weg[0]} is weg, terwijl er gegevens zijn; zet het terug uit een kopie, "
            "of begin opnieuw met `make reset`."
        )
    for pad in weg:
        schrijf(pad, "" if pad.name == "sleutel_zout" else Sleutelbos({1: nieuwe_sleutel()}).als_tekst())
    _vul_zouten_aan(paden["sleutel_zout"], gemeenten, leeg_mag=not gegevens.exists())
    return {f"MEEDOEN_{naam.upper()}_BESTAND": str(pad) for naam, pad in paden.items()}


def _vul_zouten_aan(bestand: Path, gemeenten: Iterable[UUID], *, leeg_mag: bool) -> None:
    try:
        zouten = lees_zouten(bestand.read_text(encoding="utf-8"))
        if not zouten.van and not zouten.vernietigd and not leeg_mag:
            raise ValueError
    except ValueError:
        raise EmbeddedFout(
            f"Het sleutelbestand {bestand} is beschadigd; zet het terug uit een kopie, "
            "of begin opnieuw met `make reset`."
        ) from None
    aangevuld: Zouten = zouten.met_nieuwe(gemeenten)
    if aangevuld != zouten:
        schrijf(bestand, aangevuld.als_tekst())
