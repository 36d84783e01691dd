"""`meedoen productie`: nakijken of deze installatie gebruikt kan worden."""

import argparse
import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from core.instellingen.tabel import Proces

Omgevingslezer = Callable[[Path], Mapping[str, str]]
_TOETS = (
    "alles wat deze installatie van productie houdt, elk met wat u eraan doet; 1 als er iets is. Wijzigt niets, en"
    " klopt bij elke buur en elke inlogdienst echt aan"
)


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]", omgeving_van: Omgevingslezer) -> None:
    """Zet de opdrachten bij de ontleder. `omgeving_van` geeft bij een werkplaats de variabelen."""
    help_ = "nakijken of deze installatie gebruikt kan worden: toets"
    stappen = delen.add_parser("productie", help=help_, description=help_).add_subparsers(required=True, metavar="stap")
    toets = stappen.add_parser("toets", help=_TOETS, description=_TOETS)
    toets.add_argument("--proces", type=Proces, choices=list(Proces), help="alleen met de geheimen van dit proces")
    toets.add_argument(
        "--back-up", type=_bestand, help="het bestand dat uw back-up bijwerkt, elke keer dat zij gelukt is"
    )
    toets.add_argument(
        "--proef",
        action="store_true",
        help="deze installatie is met opzet niet voor echte mensen: dat is dan om op te letten, en houdt niet tegen",
    )
    toets.add_argument("--json", action="store_true", help="voor een pijplijn, in plaats van tekst")
    toets.set_defaults(opdracht=lambda keuze: _toets(keuze, omgeving_van(keuze.werkplaats)))


def _toets(keuze: argparse.Namespace, omgeving: Mapping[str, str]) -> int:
    # Here and not above: `meedoen --help` need not load everything.
    from core.platform.telemetry import logboek  # noqa: PLC0415
    from core.productie.toets import toets  # noqa: PLC0415

    logboek.richt_in("WARNING")  # beside the outcome: why exactly a provider or a neighbour does not do

    nu = datetime.now(UTC)
    uitslag = asyncio.run(toets(omgeving, nu=nu, proces=keuze.proces, back_up=keuze.back_up, proef=keuze.proef))
    print(uitslag.als_json() if keuze.json else uitslag.als_tekst())
    return 0 if uitslag.in_orde else 1


def _bestand(tekst: str) -> Path:
    if not tekst:
        raise argparse.ArgumentTypeError("noem een bestand")
    return Path(tekst)
