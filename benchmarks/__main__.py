"""`python -m benchmarks`: measure Meedoen on this machine and say which targets are met."""

import argparse
import sys
from collections.abc import Callable, Mapping

from rich.console import Console

from benchmarks import audit, inlezen, kern, lezen, ontvanger, schaal, sleutels, zoeken
from benchmarks.verslag import (
    MetingMislukt,
    Verslag,
    als_markdown,
    machine,
    markdown_tabel,
    toon,
    toon_tabel,
)
from core.fouten import Fout
from core.ontwikkeling.embedded.voortgang import Voortgang

Meting = Callable[[Voortgang, argparse.Namespace], Verslag]
METINGEN: Mapping[str, tuple[str, Meting]] = {
    "kern": (
        "een hook door de gevel, een vraag naar een bevoegdheid, en starten met 342 gemeenten (1 minuut)",
        lambda voortgang, keuze: kern.meet(voortgang, kort=keuze.kort),
    ),
    "lezen": (
        "werkvoorraad en dossier over HTTP tegen een kale handler, en wat elk deel kost (3 minuten)",
        lambda voortgang, keuze: lezen.meet(voortgang, kort=keuze.kort),
    ),
    "schaal": (
        "dezelfde opdrachten op 3 en op 342 gemeenten, met en zonder rijbeveiliging (2 minuten)",
        lambda voortgang, keuze: schaal.meet(voortgang, kort=keuze.kort),
    ),
    "zoeken": (
        "zoeken op naam in een gemeente met 60 000 personen: begin en klank (3 minuten)",
        lambda voortgang, keuze: zoeken.meet(voortgang, kort=keuze.kort),
    ),
    "ontvanger": (
        "notificaties van DUO in een vaste stroom, terwijl de worker werkt (3 minuten)",
        lambda voortgang, keuze: ontvanger.meet(
            voortgang, seconden=10 if keuze.kort else keuze.duur, per_seconde=keuze.per_seconde
        ),
    ),
    "inlezen": (
        "900 lopende zaken uit een lijst, gelezen bij DUO en in de BRP (5 minuten)",
        lambda voortgang, keuze: inlezen.meet(voortgang, kort=keuze.kort),
    ),
    "audit": (
        "acht schrijvers in één gemeente met en zonder zegelaar; verzegelen en nalezen (4 minuten)",
        lambda voortgang, keuze: audit.meet(voortgang, kort=keuze.kort),
    ),
    "sleutels": (
        "300 000 nummers over 342 gemeenten op een andere sleutel zetten (5 minuten)",
        lambda voortgang, keuze: sleutels.meet(voortgang, kort=keuze.kort),
    ),
}


def main(argumenten: list[str]) -> int:
    """Exit code 0 when everything was measured, also when a target is not met; 1 when a measurement broke."""
    if not argumenten or (argumenten[0].startswith("-") and argumenten[0] not in ("-h", "--help")):
        argumenten = ["alles", *argumenten]
    keuze = _ontleder().parse_args(argumenten)
    console = Console()
    _toon_machine(console, markdown=keuze.markdown)
    try:
        for naam in METINGEN if keuze.meting == "alles" else (keuze.meting,):
            with Voortgang(Console(stderr=True)) as voortgang:
                verslag = METINGEN[naam][1](voortgang, keuze)
            _toon(verslag, console, markdown=keuze.markdown)
    except MetingMislukt as fout:
        print(f"De meting is mislukt: {fout}.", file=sys.stderr)
        return 1
    except Fout as fout:
        print(fout.melding, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _ontleder() -> argparse.ArgumentParser:
    gemeen = argparse.ArgumentParser(add_help=False)
    gemeen.add_argument("--kort", action="store_true", help="korter en minder nauwkeurig")
    gemeen.add_argument("--markdown", action="store_true", help="de tabellen als Markdown")
    stroom = argparse.ArgumentParser(add_help=False)
    stroom.add_argument("--duur", type=_positief, default=60.0, help="seconden stroom bij de ontvanger (standaard 60)")
    stroom.add_argument(
        "--per-seconde", type=_positief, default=50.0, help="notificaties per seconde bij de ontvanger (standaard 50)"
    )
    o = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Meet de snelheid van Meedoen op deze machine, met eigen servers in een tijdelijke map."
        " Doelen worden gemeld, niet geëist: verhoudingen zeggen iets, losse getallen horen bij deze machine.",
    )
    metingen = o.add_subparsers(dest="meting", metavar="meting", required=True)
    metingen.add_parser("alles", parents=[gemeen, stroom], help="alle, na elkaar (standaard)")
    for naam, (uitleg, _) in METINGEN.items():
        ouders = [gemeen, stroom] if naam == "ontvanger" else [gemeen]
        metingen.add_parser(naam, parents=ouders, help=uitleg, description=uitleg)
    return o


def _positief(tekst: str) -> float:
    waarde = float(tekst)
    if not 0 < waarde <= 3600:
        raise argparse.ArgumentTypeError("geef een getal boven 0, hoogstens 3600")
    return waarde


def _toon(verslag: Verslag, console: Console, *, markdown: bool) -> None:
    if markdown:
        print(f"\n{als_markdown(verslag)}", flush=True)
    else:
        toon(verslag, console)


def _toon_machine(console: Console, *, markdown: bool) -> None:
    if markdown:
        print(f"# Snelheid van Meedoen\n\n{markdown_tabel(machine())}", flush=True)
    else:
        toon_tabel(machine(), console)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
