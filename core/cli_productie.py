"""`meedoen productie`: nakijken of deze installatie gebruikt kan worden."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from core.fouten import Fout
from core.instellingen.tabel import Proces

Omgevingslezer = Callable[[Path], Mapping[str, str]]
_SYSTEMD = "schrijf van elk proces een eenheid voor systemd, met alleen de geheimen die het nodig heeft"
_TOETS = (
    "alles wat deze installatie van productie houdt, elk met wat u eraan doet; 1 als er iets is. Wijzigt niets, en"
    " klopt bij elke buur en elke inlogdienst echt aan"
)


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]", omgeving_van: Omgevingslezer) -> None:
    """Zet de opdrachten bij de ontleder. `omgeving_van` geeft bij een werkplaats de variabelen."""
    help_ = "een installatie inrichten en nakijken of zij gebruikt kan worden: systemd, toets"
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
    systemd = stappen.add_parser("systemd", help=_SYSTEMD, description=_SYSTEMD)
    systemd.add_argument("naar", type=_bestand, help="de map van systemd, bijvoorbeeld /etc/systemd/system")
    systemd.add_argument(
        "--map",
        type=_bestand,
        default=Path("/etc/meedoen"),
        help="de map met instellingen (standaard /etc/meedoen): meedoen.env, en geheimen/ met een bestand per geheim",
    )
    systemd.set_defaults(opdracht=_systemd)
    toets.set_defaults(opdracht=lambda keuze: _toets(keuze, omgeving_van(keuze.werkplaats)))


def _systemd(keuze: argparse.Namespace) -> int:
    from core.productie.eenheden import maak_eenheden  # noqa: PLC0415

    programma = Path(sys.executable).with_name("meedoen")
    for naam, tekst in maak_eenheden(keuze.map.resolve(), programma).items():
        try:
            (keuze.naar / naam).write_text(tekst, encoding="utf-8")
        except OSError as fout:
            raise Fout(f"{keuze.naar / naam}: {fout.strerror}.") from None
        print(keuze.naar / naam)
    print("Voer `systemctl daemon-reload` uit, en start ze; na een geheim erbij of eraf maakt u ze opnieuw.")
    return 0


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
