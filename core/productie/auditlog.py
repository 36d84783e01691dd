"""Het auditlog: of er geankerd wordt, en of het anker zelf nog klopt. De regels kijkt `meedoen audit verify` na."""

from collections.abc import AsyncIterator
from datetime import timedelta

from core.platform.audit.anker import Ankerbestand
from core.productie.bevinding import Bevinding, Ernst
from core.productie.installatie import Installatie

NAAM = "auditlog"
NODIG = ("audit_anker", "sleutel_audit")
UITERLIJK = timedelta(hours=2)
"""De zegelaar ankert elk uur, als er iets nieuws verzegeld is."""


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Het ankerbestand van de instellingen."""
    pad = installatie.config.audit_anker
    try:
        ankers = Ankerbestand(pad, installatie.config.sleutel_audit).lees()
    except FileNotFoundError:
        yield Bevinding(
            onderdeel=NAAM,
            wat="er is nog geen anker: knoeien met het hele log blijkt dan niet",
            stap="start `meedoen zegel` en voer `meedoen audit anker` uit; zet MEEDOEN_AUDIT_ANKER op opslag waar men"
            " niet kan wissen",
        )
        return
    except OSError as fout:
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"het ankerbestand is niet te lezen: {fout.strerror}",
            stap="geef wie dit uitvoert leesrecht op het bestand van MEEDOEN_AUDIT_ANKER",
        )
        return
    for nummer, gebrek in ankers.gebreken:
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"regel {nummer} van het ankerbestand: {gebrek}",
            stap="zoek uit wie er aan het bestand zat (docs/audit.md), en begin zo nodig een nieuw",
        )
    if ankers.laatste is None or installatie.nu - ankers.laatste > UITERLIJK:
        sinds = "nooit" if ankers.laatste is None else f"voor het laatst op {ankers.laatste:%d-%m-%Y %H:%M} UTC"
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"er is {sinds} geankerd",
            stap="draait `meedoen zegel`? Gebeurt er niets in een gemeente, dan is er ook niets te ankeren",
            ernst=Ernst.LET_OP,
        )
