"""De ontleder van de opdrachtregel in gewoon Nederlands: wie iets verkeerd typt hoort wat er wel kan.

Argparse zegt zijn fouten in het Engels en noemt de functie die iets niet kon lezen; hier staat er wat het argument is,
in de woorden van zijn eigen uitleg.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

_MELDINGEN: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<wat>.+)", "dit ontbreekt: {wat}"),
    (r"one of the arguments (?P<wat>.+) is required", "kies een van deze: {wat}"),
    (r"unrecognized arguments: (?P<wat>.+)", "dit kent de opdracht niet: {wat}"),
    (r"ambiguous option: (?P<wat>\S+) could match (?P<welke>.+)", "{wat} kan meer dan één optie zijn: {welke}"),
    (r"argument (?P<wat>[^:]+): expected (?:one|at least one) argument", "achter {wat} hoort een waarde"),
    (r"argument (?P<wat>[^:]+): ignored explicit argument .+", "bij {wat} hoort geen waarde"),
    (r"argument (?P<wat>[^:]+): not allowed with argument (?P<welke>.+)", "{wat} kan niet samen met {welke}"),
    (r"argument (?P<wat>[^:]+): (?P<welke>.+)", "{wat}: {welke}"),
)


class _Opmaak(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Ontleder(argparse.ArgumentParser):
    """Zoals `ArgumentParser`, met hulp en fouten in het Nederlands; haar delen zijn ook zo."""

    def __init__(
        self,
        *,
        prog: str | None = None,
        description: str | None = None,
        prefix_chars: str = "-",
        add_help: bool = True,
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            prefix_chars=prefix_chars,
            add_help=False,
            formatter_class=_Opmaak,
        )
        self._positionals.title, self._optionals.title = "achter de opdracht", "opties"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="laat deze uitleg zien")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {_in_het_nederlands(message)}. `{self.prog} --help` legt het uit.\n")

    def _get_value(self, action: argparse.Action, arg_string: str) -> object:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError as fout:
            if not re.match("invalid .+ value: ", fout.message):
                raise
            raise argparse.ArgumentError(action, f"kan zo niet; nodig is: {_wat(action)}") from None

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, f"kies een van deze: {_keuzes(action)}")


def _in_het_nederlands(melding: str) -> str:
    for engels, nederlands in _MELDINGEN:
        if gevonden := re.fullmatch(engels, melding):
            return nederlands.format_map(gevonden.groupdict())
    return melding


def _wat(action: argparse.Action) -> str:
    return _keuzes(action) if action.choices is not None else action.help or "een andere waarde"


def _keuzes(action: argparse.Action) -> str:
    return ", ".join(str(keuze) for keuze in action.choices or ())
