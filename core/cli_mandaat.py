"""`meedoen mandaat`: het mandaatregister van een gemeente tonen, vullen en bijhouden (art. 10:5 lid 2 Awb)."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from core.instellingen.config import Config
from core.law.besluiten import Besluitsoort
from core.law.groepen import Doelgroep
from core.law.telwoord import tel
from core.platform.ids import nieuw_id
from core.platform.tenants import Tenant, kies, lees_tenants

Instellingen = Callable[[Path], tuple[Config, dict[str, str]]]


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]", config_van: Instellingen) -> None:
    """Zet de opdrachten bij de ontleder. `config_van` geeft bij een werkplaats de instellingen van de API."""
    help_ = "wie namens het college welk besluit mag nemen: toon, leg-vast, trek-in, laad"
    stappen = delen.add_parser("mandaat", help=help_, description=help_).add_subparsers(required=True, metavar="stap")

    def stap(naam: str, doe: Callable[[argparse.Namespace, Config], int], uitleg: str) -> argparse.ArgumentParser:
        ontleder: argparse.ArgumentParser = stappen.add_parser(naam, help=uitleg, description=uitleg)
        ontleder.set_defaults(opdracht=lambda keuze: doe(keuze, config_van(keuze.werkplaats)[0]))
        return ontleder

    toon = stap("toon", _toon, "het register van een gemeente, met wat er nu geldt")
    toon.add_argument("gemeente", help="naam of code, bijvoorbeeld GM1904")

    vast = stap("leg-vast", _leg_vast, "neem een mandaatbesluit in het register op")
    vast.add_argument("gemeente", help="naam of code, bijvoorbeeld GM1904")
    vast.add_argument(
        "--besluit",
        type=Besluitsoort,
        required=True,
        metavar="CODE",
        help="welk besluit, bijvoorbeeld B04: het PIP",
    )
    houder = vast.add_mutually_exclusive_group(required=True)
    houder.add_argument("--functie", default="", help="wie deze functie heeft, zoals zij bij de medewerker staat")
    houder.add_argument("--medewerker", type=UUID, help="een medewerker, met zijn id uit `GET .../medewerkers`")
    vast.add_argument("--nummer", type=_ingevuld, required=True, help="nummer van het mandaatbesluit")
    vast.add_argument("--datum", type=_dag, required=True, help="datum van het mandaatbesluit, jjjj-mm-dd")
    vast.add_argument("--vanaf", type=_dag, required=True, help="de eerste dag waarop het geldt")
    vast.add_argument("--tot", type=_dag, help="de laatste dag; zonder geldt het voor onbepaalde tijd")
    vast.add_argument("--groep", type=Doelgroep, help="alleen voor deze groep: ASIEL of GEZIN_EN_OVERIG")
    vast.add_argument("--beperking", default="", help="een grens in woorden, die wie beslist te lezen krijgt")
    vast.add_argument("--mag-doorgeven", action="store_true", help="er mag ondermandaat uit komen (art. 10:9 Awb)")
    vast.add_argument("--ondermandaat-van", type=UUID, help="het id van het mandaat waaruit dit komt")

    weg = stap("trek-in", _trek_in, "trek een mandaat in; wat er al mee besloten is blijft staan")
    weg.add_argument("gemeente", help="naam of code, bijvoorbeeld GM1904")
    weg.add_argument("mandaat", type=UUID, help="het id, zoals `meedoen mandaat toon` het geeft")
    weg.add_argument("--op", type=_dag, help="vanaf welke dag, jjjj-mm-dd (standaard vandaag)")
    weg.add_argument("--motief", type=_ingevuld, required=True, help="waarom, bijvoorbeeld het nummer van het besluit")

    laad = stap("laad", _laad, "neem op wat onder `mandaten` in de tenantbestanden staat; herhalen verandert niets")
    laad.add_argument("gemeente", nargs="?", help="alleen deze; zonder elke gemeente")
    for ontleder in (vast, weg, laad):
        ontleder.add_argument("--door", type=_ingevuld, required=True, help="wie dit doet: naam en functie")


def _toon(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.mandaat import opdrachten  # noqa: PLC0415

    print(asyncio.run(opdrachten.toon(config, _tenant(config, keuze.gemeente))))
    return 0


def _leg_vast(keuze: argparse.Namespace, config: Config) -> int:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.law.mandaat import Mandaat  # noqa: PLC0415
    from core.process.mandaat import opdrachten  # noqa: PLC0415

    tenant = _tenant(config, keuze.gemeente)
    mandaat = Mandaat(
        id=nieuw_id(),
        soort=keuze.besluit,
        houder_id=keuze.medewerker,
        functie=keuze.functie,
        mandaatbesluit_nummer=keuze.nummer,
        mandaatbesluit_datum=keuze.datum,
        vanaf=keuze.vanaf,
        tot=keuze.tot,
        groep=keuze.groep,
        beperking=keuze.beperking,
        mag_doorgeven=keuze.mag_doorgeven,
        ondermandaat_van=keuze.ondermandaat_van,
    )
    asyncio.run(opdrachten.leg_vast(config, tenant, mandaat, door=keuze.door))
    print(f"Opgenomen in het register van {tenant.naam}: {mandaat.id}.")
    return 0


def _trek_in(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.mandaat import opdrachten  # noqa: PLC0415

    tenant = _tenant(config, keuze.gemeente)
    asyncio.run(opdrachten.trek_in(config, tenant, keuze.mandaat, op=keuze.op, motief=keuze.motief, door=keuze.door))
    print(f"Ingetrokken in het register van {tenant.naam}; wat ermee besloten is blijft staan.")
    return 0


def _laad(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.mandaat import opdrachten  # noqa: PLC0415

    tenants = tuple(lees_tenants(config.tenants).values())
    gekozen = tenants if keuze.gemeente is None else (kies(tenants, keuze.gemeente),)
    for code, aantal in sorted(asyncio.run(opdrachten.laad(config, gekozen, door=keuze.door)).items()):
        print(f"{code}: {tel(aantal, 'mandaat', 'mandaten')} opgenomen")
    return 0


def _tenant(config: Config, gezocht: str) -> Tenant:
    return kies(tuple(lees_tenants(config.tenants).values()), gezocht)


def _ingevuld(tekst: str) -> str:
    if not 0 < len(tekst.strip()) <= 200:
        raise argparse.ArgumentTypeError("vul dit in, met hoogstens 200 tekens")
    return tekst.strip()


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise argparse.ArgumentTypeError("noem een dag als jjjj-mm-dd") from None
