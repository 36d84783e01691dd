"""`meedoen inlezen`: de lopende zaken van een gemeente komen binnen; zie docs/inlezen.md."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.instellingen.config import Config
from core.platform.tenants import Tenant, kies, lees_tenants

if TYPE_CHECKING:
    from core.platform.huis import Huis
    from core.process.inlezen.lijst import Fout, Lijst

Instellingen = Callable[[Path], tuple[Config, dict[str, str]]]
T = TypeVar("T")


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]", config_van: Instellingen) -> None:
    """Zet de opdrachten bij de ontleder. `config_van` geeft bij een werkplaats de instellingen van de worker."""
    help_ = "de lopende zaken van een gemeente uit een lijst: toets, begin, stand, vergelijk"
    stappen = delen.add_parser("inlezen", help=help_, description=help_).add_subparsers(required=True, metavar="stap")

    def stap(naam: str, doe: Callable[[argparse.Namespace], int], uitleg: str) -> argparse.ArgumentParser:
        ontleder: argparse.ArgumentParser = stappen.add_parser(naam, help=uitleg, description=uitleg)
        ontleder.set_defaults(opdracht=doe, config_van=config_van)
        return ontleder

    toets = stap("toets", _toets, "kijk een lijst na: elke fout met haar rij; er wordt niets ingelezen")
    begin = stap("begin", _begin, "lees een lijst zonder fouten in; de worker doet het werk, persoon voor persoon")
    stand = stap("stand", _stand, "hoe ver de laatste lijst is, en wie geen nieuw dossier kreeg en waarom")
    ernaast = stap("vergelijk", _vergelijk, "leg een lijst naast Meedoen: wie er mist, en wat er verschilt")
    for ontleder in (begin, stand, ernaast):
        ontleder.add_argument("gemeente", help="naam of code, bijvoorbeeld GM1904")
    for ontleder in (toets, begin, ernaast):
        ontleder.add_argument("bestand", help="de lijst, als .xlsx of .csv")
        ontleder.add_argument("--scheiding", type=_teken, help="het teken tussen de kolommen van een CSV")
        ontleder.add_argument("--blad", default="", help="het werkblad, als het bestand er meer heeft")
    begin.add_argument("--door", type=_ingevuld, required=True, help="wie dit doet: naam en functie")


def _toets(keuze: argparse.Namespace) -> int:
    gelezen = _lees(keuze)
    return _meld(gelezen, gelezen.fouten)


def _begin(keuze: argparse.Namespace) -> int:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.process.inlezen import opdrachten  # noqa: PLC0415

    gelezen = _lees(keuze)
    if gelezen.fouten:
        return _meld(gelezen, gelezen.fouten)
    fouten = _met_huis(keuze, lambda huis, tenant: opdrachten.begin(huis, tenant, gelezen.personen, door=keuze.door))
    if uit := _meld(gelezen, fouten):
        return uit
    print("De worker leest hen nu bij DUO en in de BRP. Hoe ver hij is: `meedoen inlezen stand`. Haal de lijst weg.")
    return 0


def _stand(keuze: argparse.Namespace) -> int:
    from core.process.inlezen import opdrachten  # noqa: PLC0415

    print(_met_huis(keuze, opdrachten.stand))
    return 0


def _vergelijk(keuze: argparse.Namespace) -> int:
    from core.process.inlezen import opdrachten  # noqa: PLC0415

    gelezen = _lees(keuze)
    if gelezen.fouten:
        return _meld(gelezen, gelezen.fouten)
    regels = _met_huis(keuze, lambda huis, tenant: opdrachten.vergelijk(huis, tenant, gelezen.personen))
    print("\n".join(regels) or "De lijst en Meedoen zeggen hetzelfde.")
    return 1 if regels else 0


def _lees(keuze: argparse.Namespace) -> "Lijst":
    from core.platform.clock import NEDERLAND  # noqa: PLC0415
    from core.process.inlezen import opdrachten  # noqa: PLC0415

    vandaag = datetime.now(NEDERLAND).date()
    return opdrachten.kijk_na(
        Path(keuze.bestand), vandaag=vandaag, scheiding=keuze.scheiding or "", werkblad=keuze.blad
    )


def _meld(gelezen: "Lijst", fouten: "Sequence[Fout]") -> int:
    """Zeg wat er staat; 1 als er iets te verbeteren is."""
    from core.process.inlezen import opdrachten  # noqa: PLC0415

    print(opdrachten.verslag(gelezen.personen, fouten))
    return 1 if fouten else 0


def _met_huis(keuze: argparse.Namespace, doe: "Callable[[Huis, Tenant], Awaitable[T]]") -> T:
    from core.bootstrap import maak_huis  # noqa: PLC0415
    from core.platform.tenancy import Actor  # noqa: PLC0415

    config, _ = keuze.config_van(keuze.werkplaats)
    tenant = kies(tuple(lees_tenants(config.tenants).values()), keuze.gemeente)

    async def draai() -> T:
        huis = maak_huis(config, actoren=frozenset({Actor.GEMEENTE}))
        await huis.databank.open()
        try:
            return await doe(huis, tenant)
        finally:
            await huis.databank.sluit()

    return asyncio.run(draai())


def _teken(tekst: str) -> str:
    teken = "\t" if tekst == "tab" else tekst
    if teken not in (";", ",", "\t", "|"):
        raise argparse.ArgumentTypeError("kies ; , | of tab")
    return teken


def _ingevuld(tekst: str) -> str:
    if not 0 < len(tekst.strip()) <= 100:
        raise argparse.ArgumentTypeError("vul dit in, met hoogstens 100 tekens")
    return tekst.strip()
