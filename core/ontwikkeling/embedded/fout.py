"""De ene fout van dit pakket: wat er mis is en wat men nu kan doen."""

from pathlib import Path

from core.fouten import Fout


class EmbeddedFout(Fout):
    """De database, de wachtrij of hun map wil niet; de boodschap is één zin voor wie `make run` typte."""

    soort = "embedded-fout"
    titel = "De omgeving op deze machine start niet"


# What the servers and initdb say, and what that means for who must solve it.
_OORZAKEN = (
    (("No space left on device", "could not resize shared memory"), "de schijf is vol; maak ruimte en start opnieuw."),
    (
        ("could not bind", "Address already in use"),
        "de poort is in gebruik bij een ander programma; sluit dat en start opnieuw.",
    ),
    (
        ("Permission denied",),
        "de gebruiker waaronder de server draait kan niet bij {map}; kies een map waar iedereen doorheen mag.",
    ),
)
_ERNSTIG = ("FATAL:", "PANIC:", "error:", "fatal:", "Fatal")


def verklaar(wat: str, uitvoer: str, *, map_: Path, log: Path) -> EmbeddedFout:
    """Maak van wat een server als laatste zei één zin: een bekende oorzaak, of anders de ernstigste regel zelf."""
    for kenmerken, gevolg in _OORZAKEN:
        if any(kenmerk in uitvoer for kenmerk in kenmerken):
            return EmbeddedFout(f"{wat}: {gevolg.format(map=map_)}")
    regels = [regel.strip() for regel in uitvoer.splitlines() if regel.strip()] or ["zonder melding"]
    ernstig = [regel for regel in regels if any(woord in regel for woord in _ERNSTIG)] or regels
    return EmbeddedFout(f"{wat} ({ernstig[-1]}); zie {log}, of begin opnieuw met `make reset`.")
