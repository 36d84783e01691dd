"""`meedoen plugins`: wat er per gemeente aan staat, een plugin uit- of aanzetten, en afdrukken maken."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path

from core.fouten import Fout
from core.instellingen.config import Config, OnjuisteInstellingen
from core.law.telwoord import tel
from core.platform.tenants import Tenant, kies, lees_tenants

Instellingen = Callable[[Path], tuple[Config, dict[str, str]]]


def voeg_toe(
    delen: "argparse._SubParsersAction[argparse.ArgumentParser]",
    tenantmap: Callable[[], Path],
    config_van: Instellingen,
) -> None:
    """Zet de opdracht bij de ontleder. `config_van` geeft bij een werkplaats de instellingen van de API."""
    help_ = "per gemeente haar plugins; ook: uit en aan (GEMEENTE PLUGIN --reden), en afdrukken (MAP)"
    groep = delen.add_parser("plugins", help=help_, description=help_)
    groep.add_argument(
        "woorden",
        nargs="*",
        metavar="GEMEENTE | uit GEMEENTE PLUGIN | aan GEMEENTE PLUGIN | afdrukken MAP",
        help="zonder: alle gemeenten; een gemeente is haar naam of code, bijvoorbeeld GM1904",
    )
    groep.add_argument("--reden", help="waarom zij uit of aan gaat; verplicht bij uit en aan")
    groep.add_argument("--door", help="wie dit doet, naam en functie; verplicht bij uit en aan")

    def doe(keuze: argparse.Namespace) -> int:
        match keuze.woorden:
            case []:
                return _toon(keuze, tenantmap(), config_van, None)
            case [("uit" | "aan") as stand, gemeente, plugin]:
                return _schakel(keuze, config_van, stand, gemeente, plugin)
            case ["afdrukken", map_]:
                return _afdrukken(Path(map_))
            case [gemeente] if gemeente not in ("uit", "aan", "afdrukken"):
                return _toon(keuze, tenantmap(), config_van, gemeente)
            case _:
                groep.print_usage()
                return 2

    groep.set_defaults(opdracht=doe)


def _toon(keuze: argparse.Namespace, map_: Path, config_van: Instellingen, gezocht: str | None) -> int:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.platform.pluginhost import opdrachten  # noqa: PLC0415

    try:
        config: Config | None = config_van(keuze.werkplaats)[0]
    except (Fout, OnjuisteInstellingen):
        config = None
    map_ = map_ if config is None else config.tenants
    tenants = tuple(lees_tenants(map_).values())
    gekozen: tuple[Tenant, ...] = tenants if gezocht is None else (kies(tenants, gezocht),)
    geschakeld = None if config is None else asyncio.run(opdrachten.lees_schakelingen(config, gekozen))
    print(opdrachten.toon(map_, gekozen, geschakeld))
    return 0


def _schakel(keuze: argparse.Namespace, config_van: Instellingen, stand: str, gezocht: str, plugin: str) -> int:
    from core.platform.pluginhost import opdrachten  # noqa: PLC0415
    from core.platform.pluginhost.tables import Stand  # noqa: PLC0415

    for naam, hoogste in (("reden", 500), ("door", 200)):
        if not 0 < len((getattr(keuze, naam) or "").strip()) <= hoogste:
            raise OnjuisteInstellingen((f"--{naam}: vul dit in, met hoogstens {tel(hoogste, 'teken', 'tekens')}",))
    config, _ = config_van(keuze.werkplaats)
    tenant = kies(tuple(lees_tenants(config.tenants).values()), gezocht)
    asyncio.run(
        opdrachten.schakel(
            config,
            tenant,
            plugin,
            Stand(stand),
            door=keuze.door.strip(),
            reden=keuze.reden.strip(),
        )
    )
    print(f"{plugin} staat {stand} in {tenant.naam}; elk proces merkt het bij de volgende handeling.")
    return 0


def _afdrukken(map_: Path) -> int:
    from core.platform.pluginhost import opdrachten  # noqa: PLC0415

    print(opdrachten.afdrukken(map_), end="")
    return 0
