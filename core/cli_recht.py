"""`meedoen recht toepassen`: na een nieuwe versie van de regels, de termijnen die lopen opnieuw laten bepalen."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from core.instellingen.config import Config
from core.law.telwoord import tel
from core.platform.tenancy import Actor

Instellingen = Callable[[Path], tuple[Config, dict[str, str]]]


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]", config_van: Instellingen) -> None:
    """Zet de opdracht bij de ontleder. `config_van` geeft bij een werkplaats de instellingen van de API."""
    recht = delen.add_parser("recht", help="de regels").add_subparsers(required=True, metavar="stap")
    help_ = "na een nieuwe versie van de regels: zet bij elk lopend dossier klaar dat de worker opnieuw rekent"
    toepassen = recht.add_parser("toepassen", help=help_)
    toepassen.set_defaults(opdracht=lambda keuze: asyncio.run(_pas_toe(config_van(keuze.werkplaats)[0])))


async def _pas_toe(config: Config) -> int:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.bootstrap import maak_huis  # noqa: PLC0415
    from core.process.dossier.taken import zet_overal_klaar  # noqa: PLC0415

    huis = maak_huis(config, actoren=frozenset({Actor.GEMEENTE}))
    await huis.databank.open()
    try:
        aantallen = await zet_overal_klaar(huis)
    finally:
        await huis.databank.sluit()
    for code, aantal in sorted(aantallen.items()):
        print(f"{code}: {tel(aantal, 'dossier', 'dossiers')}")
    return 0
