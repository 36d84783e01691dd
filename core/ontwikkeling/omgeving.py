"""What the commands for development do with the variables around them: use them, or refuse in one sentence.

A set-up makes its own settings. Who sets a variable all the same means something by it: nothing is ignored in silence.
A port that somebody names is that port or an error; only a default one moves on, and says to which.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.instellingen import lezers
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.geheimen import Poorten
from core.ontwikkeling.embedded.poorten import ADRES, Reserveer, is_vrij, reden_bezet, zonder

OMGEVING = "MEEDOEN_OMGEVING"
UITWIJK = 900
"""How many ports after the last default are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poort:
    """A port of a set-up: how to set it, what it is for, and which it is otherwise."""

    variabele: str
    waarvoor: str
    standaard: int


POORTEN = {
    "api": Poort(variabele="MEEDOEN_POORT", waarvoor="de API", standaard=8000),
    "simulator": Poort(variabele="MEEDOEN_SIMULATOR_POORT", waarvoor="de simulator", standaard=8001),
    "ontvanger": Poort(variabele="MEEDOEN_ONTVANGER_POORT", waarvoor="de ontvanger", standaard=8002),
    "peil": Poort(variabele="MEEDOEN_ONTVANGER_PEILPOORT", waarvoor="het peilen van de ontvanger", standaard=8003),
    "inlogdienst": Poort(variabele="MEEDOEN_INLOGDIENST_POORT", waarvoor="de inlogdienst", standaard=8004),
    "tweede_inlogdienst": Poort(
        variabele="MEEDOEN_TWEEDE_INLOGDIENST_POORT", waarvoor="de tweede inlogdienst", standaard=8005
    ),
}
DOORGEGEVEN = (
    "MEEDOEN_DB_VERBINDINGEN",
    "MEEDOEN_LOGNIVEAU",
    "MEEDOEN_SENTRY_DSN",
    "MEEDOEN_SENTRY_DSN_BESTAND",
    "MEEDOEN_TENANTS",
)
"""What a set-up takes over as it stands; the settings themselves say whether it is right."""
VAST = {
    OMGEVING: "ontwikkeling",
    "MEEDOEN_ADRES": ADRES,
    "MEEDOEN_ONTVANGER_ADRES": ADRES,
    "MEEDOEN_KLOK": "beweegbaar",
    "MEEDOEN_DUO_AFZENDER": "koptekst",
}
"""What is always so in a set-up, and may therefore be set to just that."""


def eis_ontwikkeling(opdracht: str, omgeving: Mapping[str, str]) -> None:
    """Let a command through only where development happens.

    Raises:
        EmbeddedFout: another environment is set, however it is written.
    """
    if omgeving.get(OMGEVING, VAST[OMGEVING]) != VAST[OMGEVING]:
        raise EmbeddedFout(
            f"`meedoen {opdracht}` is om te ontwikkelen en doet niets met {OMGEVING}={omgeving[OMGEVING]}; "
            "haal die variabele weg als hier ontwikkeld wordt."
        )


def instellingen_van_buiten(opdracht: str, omgeving: Mapping[str, str]) -> dict[str, str]:
    """What a new set-up takes from `omgeving`, but for the ports (`kies_poorten`).

    Raises:
        EmbeddedFout: there are variables that it would not use; the sentence names them all.
    """
    poorten = {poort.variabele for poort in POORTEN.values()}
    over = [
        naam + (f" (hier altijd {VAST[naam]})" if naam in VAST else "")
        for naam, waarde in sorted(omgeving.items())
        if naam.startswith("MEEDOEN_") and naam not in poorten | {*DOORGEGEVEN} and VAST.get(naam) != waarde
    ]
    if over:
        raise EmbeddedFout(
            f"`meedoen {opdracht}` maakt zijn instellingen zelf en gebruikt deze niet: {', '.join(over)}; "
            "haal ze weg met `unset`."
        )
    gekozen = {naam: omgeving[naam] for naam in DOORGEGEVEN if naam in omgeving}
    if "MEEDOEN_TENANTS" in gekozen:
        gekozen["MEEDOEN_TENANTS"] = str(Path(gekozen["MEEDOEN_TENANTS"]).resolve())
    return gekozen


def kies_poorten(
    omgeving: Mapping[str, str],
    *,
    meld: Callable[[str], None],
    poorten: Mapping[str, Poort] = POORTEN,
    reserveer: Reserveer = zonder,
) -> Poorten:
    """The ports a set-up listens on, each reserved; what moves on is said.

    Raises:
        EmbeddedFout: a named port is no port, is in use or is named twice; everything in one sentence.
    """
    genoemd: dict[str, int] = {}
    gebreken: list[str] = []
    for naam, poort in poorten.items():
        if poort.variabele in omgeving:
            try:
                genoemd[naam] = lezers.poort(omgeving[poort.variabele])
            except ValueError as fout:
                gebreken.append(f"{poort.variabele}: {fout}")
    for nummer in sorted(set(genoemd.values())):
        namen = [poorten[naam].variabele for naam, anders in genoemd.items() if anders == nummer]
        if len(namen) > 1:
            gebreken.append(f"{' en '.join(namen)} noemen allebei poort {nummer}")
        elif (reden := reden_bezet(nummer)) is not None:
            gebreken.append(f"{namen[0]}: poort {nummer} {reden}")
        elif not reserveer(nummer):
            gebreken.append(f"{namen[0]}: poort {nummer} is van een andere `make run` die start of draait")
    if gebreken:
        raise EmbeddedFout("; ".join(gebreken) + ". Kies een andere poort, of haal de variabele weg.")
    return Poorten(**genoemd, **_standaardpoorten(poorten, genoemd, meld=meld, reserveer=reserveer))


def _standaardpoorten(
    poorten: Mapping[str, Poort], genoemd: Mapping[str, int], *, meld: Callable[[str], None], reserveer: Reserveer
) -> dict[str, int]:
    """The ports that nobody named: their default, or the next one that is free."""
    bezet = {*genoemd.values()}
    gekozen: dict[str, int] = {}
    for naam, poort in poorten.items():
        if naam in genoemd:
            continue
        if poort.standaard not in bezet and is_vrij(poort.standaard) and reserveer(poort.standaard):
            gekozen[naam] = poort.standaard
        else:
            gekozen[naam] = _volgende(max(p.standaard for p in poorten.values()) + 1, bezet, reserveer)
            meld(f"Poort {poort.standaard} is in gebruik; {poort.waarvoor} gebruikt nu poort {gekozen[naam]}.")
        bezet.add(gekozen[naam])
    return gekozen


def _volgende(vanaf: int, bezet: set[int], reserveer: Reserveer) -> int:
    for nummer in range(vanaf, vanaf + UITWIJK):
        if nummer not in bezet and is_vrij(nummer) and reserveer(nummer):
            return nummer
    raise EmbeddedFout(f"Van {vanaf} tot {vanaf + UITWIJK} is geen poort vrij; sluit een programma en start opnieuw.")
