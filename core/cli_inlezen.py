"""`meedoen inlezen`: de lopende zaken van een gemeente komen binnen; zie docs/inlezen.md."""

import argparse
from datetime import datetime
from pathlib import Path


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Zet de opdrachten bij de ontleder."""
    help_ = "de lopende zaken van een gemeente uit een lijst: toets"
    stappen = delen.add_parser("inlezen", help=help_, description=help_).add_subparsers(required=True, metavar="stap")
    uitleg = "kijk een lijst na: elke fout met haar rij; er wordt niets ingelezen"
    toets = stappen.add_parser("toets", help=uitleg, description=uitleg)
    toets.set_defaults(opdracht=_toets)
    toets.add_argument("bestand", type=Path, help="de lijst, als .xlsx of .csv")
    toets.add_argument("--scheiding", type=_teken, help="het teken tussen de kolommen van een CSV")
    toets.add_argument("--blad", default="", help="het werkblad, als het bestand er meer heeft")


def _toets(keuze: argparse.Namespace) -> int:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.platform.clock import NEDERLAND  # noqa: PLC0415
    from core.process.inlezen import opdrachten  # noqa: PLC0415

    vandaag = datetime.now(NEDERLAND).date()
    gelezen = opdrachten.kijk_na(keuze.bestand, vandaag=vandaag, scheiding=keuze.scheiding or "", werkblad=keuze.blad)
    print(opdrachten.verslag(gelezen))
    return 1 if gelezen.fouten else 0


def _teken(tekst: str) -> str:
    teken = "\t" if tekst == "tab" else tekst
    if teken not in (";", ",", "\t", "|"):
        raise argparse.ArgumentTypeError("kies ; , | of tab")
    return teken
