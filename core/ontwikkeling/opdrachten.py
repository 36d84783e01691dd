"""De opdrachten van `meedoen` die bij een ontwikkelomgeving horen: run, demo, reset, token, omgeving, klok.

De opdrachtregel voegt ze toe als deze vleugel er is; in het pakket voor productie bestaat zij niet.
"""

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from core.instellingen.config import Config
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.embedded.werkmap import open_werkmap
from core.ontwikkeling.omgeving import eis_ontwikkeling
from core.platform.clock import NEDERLAND
from core.platform.tenancy import Rol
from core.platform.tenants import kies

_DEMO = (
    "Speel de eerste lijn voor een aantal mensen en laat zien wat er gebeurde. Met --aantal 12 is het verhaal er na een"
    " minuut of twee; dat is een goed begin. 200 mensen duren ruim een kwartier; na elke week staat er hoe ver het is."
)
Opdracht = Callable[[argparse.Namespace], int]


def voeg_toe(delen: "argparse._SubParsersAction[Any]") -> None:
    """Voeg de opdrachten toe aan die van `meedoen`."""
    run = delen.add_parser("run", help="start alles op deze machine: de processen, de simulator en de inlogdiensten")
    run.add_argument("--logniveau", help="DEBUG, INFO, WARNING of ERROR (standaard INFO)")
    run.set_defaults(opdracht=_bij_het_ontwikkelen("run", _run))

    demo = delen.add_parser(
        "demo", help="speel de eerste lijn voor een aantal mensen en laat zien wat er gebeurde", description=_DEMO
    )
    demo.add_argument("--aantal", type=int, default=200, help="hoeveel mensen, over alle gemeenten (standaard 200)")
    demo.add_argument("--lopend", action="store_true", help="op de opstelling die al draait, in plaats van een eigen")
    demo.add_argument("--logniveau", help="DEBUG, INFO, WARNING of ERROR (standaard INFO)")
    demo.set_defaults(opdracht=_bij_het_ontwikkelen("demo", _demo))

    reset = delen.add_parser("reset", help="wis alle gegevens, sleutels en logs van deze checkout")
    reset.set_defaults(opdracht=_bij_het_ontwikkelen("reset", _reset))

    token = delen.add_parser(
        "token", help="een token van een verzonnen medewerker, voor een lopende ontwikkelopstelling"
    )
    token.add_argument("rol", choices=[str(r) for r in Rol if r is not Rol.SYSTEEM], help="namens wie")
    token.add_argument("gemeente", help="naam of code, bijvoorbeeld 'Stichtse Vecht' of GM1904")
    token.add_argument(
        "--tweede",
        action="store_true",
        help="van de tweede klantmanager of teamleider (vier ogen), of bij een tweede taalschool",
    )
    token.set_defaults(opdracht=_bij_het_ontwikkelen("token", _token))

    omgeving = delen.add_parser("omgeving", help="de adressen van een lopende ontwikkelopstelling, als export-regels")
    omgeving.set_defaults(opdracht=_bij_het_ontwikkelen("omgeving", _omgeving))

    klok = delen.add_parser("klok", help="verzet de klok van een lopende ontwikkelopstelling")
    klok.add_argument("datum", type=_moment, help="een dag als JJJJ-MM-DD, met een tijd als JJJJ-MM-DDTUU:MM, of nu")
    klok.set_defaults(opdracht=_bij_het_ontwikkelen("klok", _klok))


def _bij_het_ontwikkelen(naam: str, opdracht: Opdracht) -> Opdracht:
    """De opdracht, die in productie weigert voordat zij iets doet."""

    def doe(keuze: argparse.Namespace) -> int:
        eis_ontwikkeling(naam, os.environ)
        return opdracht(keuze)

    return doe


def lopende_instellingen(werkplaats: Path) -> tuple[Config, dict[str, str]]:
    """De instellingen van de opstelling die nu bij `werkplaats` draait, met hun omgeving.

    Raises:
        EmbeddedFout: er draait er geen.
    """
    from core.ontwikkeling import opstelling  # noqa: PLC0415

    lopend = opstelling.lees_lopende(werkplaats)
    return lopend.config, lopend.omgeving


def _run(keuze: argparse.Namespace) -> int:
    # Hier en niet bovenaan: `meedoen config toets` hoeft geen uvicorn en PostgreSQL te laden.
    from core.ontwikkeling import opstelling, rondleiding  # noqa: PLC0415
    from core.ontwikkeling.supervisor import Supervisor  # noqa: PLC0415

    with (
        Voortgang() as voortgang,
        opstelling.opstelling(
            voortgang, werkplaats=keuze.werkplaats, opdracht="run", om_ons_heen=_om_ons_heen(keuze), inloggen=True
        ) as o,
    ):
        return Supervisor(
            o.processen(),
            logmap=o.werkmap.logs,
            voortgang=voortgang,
            servers=o.servers,
            bij_gereed=lambda: print(rondleiding.welkom(o)),
        ).draai()


def _demo(keuze: argparse.Namespace) -> int:
    from core.ontwikkeling import opstelling  # noqa: PLC0415
    from core.ontwikkeling.demo import speel  # noqa: PLC0415

    if keuze.lopend:
        return speel.speel_lopend(opstelling.lees_lopende(keuze.werkplaats), aantal=keuze.aantal)

    return speel.speel(aantal=keuze.aantal, om_ons_heen=_om_ons_heen(keuze))


def _om_ons_heen(keuze: argparse.Namespace) -> dict[str, str]:
    """De variabelen om ons heen; wat op de opdrachtregel staat gaat voor."""
    return {**os.environ, **({"MEEDOEN_LOGNIVEAU": keuze.logniveau} if keuze.logniveau else {})}


def _reset(keuze: argparse.Namespace) -> int:
    open_werkmap(keuze.werkplaats).wis()
    print("Alles is gewist. `make run` begint opnieuw.")
    return 0


def _token(keuze: argparse.Namespace) -> int:
    from core.ontwikkeling import opstelling  # noqa: PLC0415

    lopend = opstelling.lees_lopende(keuze.werkplaats)
    print(lopend.token(Rol(keuze.rol), kies(lopend.tenants, keuze.gemeente), tweede=keuze.tweede))
    return 0


def _omgeving(keuze: argparse.Namespace) -> int:
    from core.ontwikkeling import opstelling  # noqa: PLC0415

    lopend = opstelling.lees_lopende(keuze.werkplaats)
    print(f"export API={lopend.adres}/v1\nexport SIMULATOR={lopend.simulator}")
    return 0


def _moment(tekst: str) -> datetime:
    """`nu` zet de klok weer gelijk met de echte."""
    return datetime.now(NEDERLAND) if tekst == "nu" else datetime.fromisoformat(tekst)


def _klok(keuze: argparse.Namespace) -> int:
    from core.ontwikkeling import opstelling  # noqa: PLC0415

    lopend = opstelling.lees_lopende(keuze.werkplaats)
    lopend.verzet_klok(keuze.datum)
    print(f"De klok van Meedoen staat nu op {keuze.datum:%d-%m-%Y %H:%M}.")
    return 0
