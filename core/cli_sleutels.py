"""`meedoen sleutels`: sleutelversies wisselen, zouten uitdelen, een gemeente vernietigen. Zie docs/sleutels.md."""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from core.instellingen.config import Config, OnjuisteInstellingen
from core.law.telwoord import tel
from core.platform.sleutelbeheer import opdrachten
from core.platform.sleutelbeheer.begin import begin
from core.platform.sleutelbeheer.opdrachten import Wortel
from core.platform.sleutelbeheer.vernietiging import Opdracht, vernietig, wat_verdwijnt
from core.platform.tenants import kies, lees_tenants

HERSTART = "Start API, worker en ontvanger opnieuw; tot dan werken zij met wat zij bij hun start lazen."


_BEGIN = "maak voor een nieuwe installatie elke sleutel die er nog niet is; wat er al is blijft"


def voeg_toe(delen: Any, config_van: Callable[[Path], tuple[Config, dict[str, str]]]) -> None:
    """Zet de opdrachten bij de ontleder. `config_van` geeft bij een werkplaats de instellingen en hun omgeving."""
    groep = delen.add_parser("sleutels", help="sleutels wisselen, zouten uitdelen, een gemeente vernietigen")
    stappen = groep.add_subparsers(required=True, metavar="stap")

    def stap(naam: str, doe: Callable[[argparse.Namespace, Config], int], help_: str) -> argparse.ArgumentParser:
        ontleder: argparse.ArgumentParser = stappen.add_parser(naam, help=help_, description=help_)
        ontleder.set_defaults(opdracht=lambda keuze: _doe(doe, keuze, config_van))
        return ontleder

    beginnen = stappen.add_parser("begin", help=_BEGIN, description=_BEGIN)
    beginnen.add_argument("map", type=Path, help="de map met geheimen, een bestand per instelling")
    beginnen.set_defaults(opdracht=_begin)
    stap("stand", _stand, "welke versies er zijn, welke actief is, en hoeveel rijen elke nog nodig hebben")
    nieuw = stap("nieuw", _nieuw, "voeg een versie toe die meeleest; herstart daarna alles, dan `activeer`")
    activeer = stap("activeer", _activeer, "laat een versie voortaan versleutelen; herstart daarna alles, dan `roteer`")
    stap("roteer", _roteer, "zet alles over naar de actieve versies; afbreken mag, opnieuw beginnen gaat verder")
    vergeet = stap("vergeet", _vergeet, "haal een versie weg die niets meer gebruikt")
    for ontleder in (nieuw, activeer, vergeet):
        ontleder.add_argument("wortel", type=Wortel, choices=list(Wortel), help="welke wortel")
        ontleder.add_argument("--bestand", type=Path, help="het sleutelbestand (standaard dat van de instellingen)")
    for ontleder in (activeer, vergeet):
        ontleder.add_argument("versie", type=int, help="het nummer van de versie; zie `stand`")
    vergeet.add_argument(
        "--alles-herstart",
        action="store_true",
        help="elk proces is opnieuw gestart nadat een andere versie actief werd",
    )
    zout = stap("zout", _zout, "geef elke nieuwe gemeente uit de tenantbestanden haar zout")
    weg = stap("vernietig", _vernietig, "maak alles wat van een gemeente versleuteld is voorgoed onleesbaar")
    for ontleder in (zout, weg):
        ontleder.add_argument("--bestand", type=Path, help="het zoutbestand (standaard dat van de instellingen)")
    weg.add_argument("gemeente", help="naam of code, bijvoorbeeld GM1904; zij staat nog in de tenantbestanden")
    weg.add_argument(
        "--opdrachtgever", type=_ingevuld, required=True, help="wie de vernietiging opdroeg: naam en functie"
    )
    weg.add_argument("--grond", type=_ingevuld, required=True, help="kenmerk en datum van de opdracht, en het artikel")
    weg.add_argument("--door", type=_ingevuld, required=True, help="wie haar uitvoert: naam en functie")
    weg.add_argument(
        "--bevestig", metavar="NAAM", help="de naam van de gemeente, voluit; zonder dit alleen een overzicht"
    )


def _ingevuld(tekst: str) -> str:
    if not 0 < len(tekst.strip()) <= 200:
        raise argparse.ArgumentTypeError("vul dit in, met hoogstens 200 tekens")
    return tekst.strip()


def _doe(
    doe: Callable[[argparse.Namespace, Config], int],
    keuze: argparse.Namespace,
    config_van: Callable[[Path], tuple[Config, dict[str, str]]],
) -> int:
    config, omgeving = config_van(keuze.werkplaats)
    if hasattr(keuze, "bestand") and keuze.bestand is None:
        naam = f"MEEDOEN_SLEUTEL_{str(getattr(keuze, 'wortel', 'zout')).upper()}_BESTAND"
        if not omgeving.get(naam):
            raise OnjuisteInstellingen((f"{naam}: ontbreekt; wijs het bestand aan met --bestand",))
        keuze.bestand = Path(omgeving[naam])
    return doe(keuze, config)


def _kolommen() -> Any:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.bootstrap import CIJFERKOLOMMEN  # noqa: PLC0415

    return CIJFERKOLOMMEN


def _begin(keuze: argparse.Namespace) -> int:
    gemaakt = begin(keuze.map)
    print(
        "".join(f"{naam}\n" for naam in gemaakt)
        + f"Gemaakt in {keuze.map}: {tel(len(gemaakt), 'sleutel', 'sleutels')}."
    )
    if gemaakt:
        print("Leg van elk een kopie weg, bij verschillende mensen: zonder is een back-up niet te lezen.")
    return 0


def _stand(_: argparse.Namespace, config: Config) -> int:
    print(asyncio.run(opdrachten.lees_stand(config, _kolommen())).als_tekst())
    return 0


def _nieuw(keuze: argparse.Namespace, _: Config) -> int:
    versie = opdrachten.nieuwe_versie(keuze.bestand)
    print(f"Versie {versie} van {keuze.wortel} leest mee. {HERSTART}")
    print(f"Daarna: meedoen sleutels activeer {keuze.wortel} {versie}")
    return 0


def _activeer(keuze: argparse.Namespace, _: Config) -> int:
    opdrachten.activeer(keuze.bestand, keuze.versie)
    print(f"Versie {keuze.versie} van {keuze.wortel} is actief. {HERSTART}")
    print("Daarna: meedoen sleutels roteer")
    return 0


def _roteer(_: argparse.Namespace, config: Config) -> int:
    scherm = Console()
    kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*kolommen, console=scherm, disable=not scherm.is_terminal) as voortgang:

        def balk(naam: str, totaal: int) -> Callable[[int], None]:
            taak = voortgang.add_task(naam, total=totaal)
            if not scherm.is_terminal:
                print(f"{naam}: {tel(totaal, 'rij', 'rijen')}", flush=True)
            return lambda aantal: voortgang.update(taak, advance=aantal)

        uitslag, stand = asyncio.run(opdrachten.roteer(config, _kolommen(), balk=balk))
    print(f"Overgezet: {tel(uitslag.overgezet, 'rij', 'rijen')}.")
    if uitslag.gestopt:
        print(f"GESTOPT  {uitslag.gestopt}. Voer dit opnieuw uit; het gaat verder waar het was.")
    print(stand.als_tekst())
    for regel in uitslag.dicht:
        print(f"OPENT NIET  {regel}")
    for regel in uitslag.dubbel:
        print(f"DUBBEL  {regel}: hetzelfde nummer staat al bij een andere rij; laat de gemeente nagaan wie dit is")
    return 1 if uitslag.dicht or uitslag.dubbel or uitslag.gestopt else 0


def _vergeet(keuze: argparse.Namespace, config: Config) -> int:
    if not keuze.alles_herstart:
        print("Een proces dat nog met deze versie schrijft, maakt hierna gegevens die nooit meer opengaan.")
        print("Is elke API, worker en ontvanger herstart sinds de andere versie actief is? Voeg toe: --alles-herstart")
        return 1
    asyncio.run(opdrachten.vergeet(config, _kolommen(), keuze.wortel, keuze.bestand, keuze.versie))
    print(f"Versie {keuze.versie} van {keuze.wortel} is vergeten. {HERSTART}")
    return 0


def _zout(keuze: argparse.Namespace, config: Config) -> int:
    tenants = lees_tenants(config.tenants).values()
    nieuw = asyncio.run(opdrachten.deel_zouten_uit(config, _kolommen(), tenants, keuze.bestand))
    print(
        "".join(f"{t.code}  {t.naam}\n" for t in nieuw) + f"Een zout kreeg: {tel(len(nieuw), 'gemeente', 'gemeenten')}."
    )
    if nieuw:
        print(f"Leg een kopie van {keuze.bestand} bij de andere sleutels. {HERSTART}")
    return 0


def _vernietig(keuze: argparse.Namespace, config: Config) -> int:
    tenant = kies(tuple(lees_tenants(config.tenants).values()), keuze.gemeente)
    verdwijnt = asyncio.run(wat_verdwijnt(config, _kolommen(), tenant))
    print(f"Van {tenant.naam} ({tenant.code}) opent hierna nooit meer, ook niet uit een kopie van de database:")
    for naam, aantal in verdwijnt.items():
        print(f"{aantal:>10}  {naam}")
    print("Namen, adressen, termijnen en besluiten staan niet versleuteld; die verdwijnen hiermee niet.")
    if keuze.bevestig != tenant.naam:
        print(f"Er is niets vernietigd. Zeker? Voeg toe: --bevestig '{tenant.naam}'")
        return 1
    opdracht = Opdracht(opdrachtgever=keuze.opdrachtgever, grond=keuze.grond, uitgevoerd_door=keuze.door)
    asyncio.run(vernietig(config, _kolommen(), tenant, opdracht, keuze.bestand))
    print(f"Het zout van {tenant.naam} is gewist uit {keuze.bestand}. {HERSTART}")
    print("Vernietig ook elke kopie van dat bestand, en haal het tenantbestand weg.")
    return 0
