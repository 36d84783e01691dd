"""De opdrachtregel zegt elke fout in gewoon Nederlands, en wat er wel kan. Gemaakt uit alle opdrachten die er zijn."""

import argparse
import re
from collections.abc import Iterator

import pytest

from core.cli import _ontleder, main
from core.cli_ontleder import Ontleder

ENGELS = re.compile(
    r"\b(?:usage|error|the following|required|invalid|choose|choice|value|expected|argument|unrecognized|show this|"
    r"options:|positional|ignored|ambiguous|could match|not allowed)\b"
)


def _alle(ontleder: argparse.ArgumentParser, woorden: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield woorden
    for actie in ontleder._actions:
        if isinstance(actie, argparse._SubParsersAction):
            for naam, deel in actie.choices.items():
                assert isinstance(deel, Ontleder), naam
                yield from _alle(deel, (*woorden, str(naam)))


OPDRACHTEN = [pytest.param(woorden, id=" ".join(woorden) or "meedoen") for woorden in _alle(_ontleder())]


def _acties(woorden: tuple[str, ...]) -> list[argparse.Action]:
    ontleder: argparse.ArgumentParser = _ontleder()
    for woord in woorden:
        [delen] = [a for a in ontleder._actions if isinstance(a, argparse._SubParsersAction)]
        ontleder = delen.choices[woord]
    return [a for a in ontleder._actions if not isinstance(a, argparse._SubParsersAction)]


def _uitvoer(capsys: pytest.CaptureFixture[str], *woorden: str, code: int = 2) -> str:
    with pytest.raises(SystemExit) as einde:
        main(list(woorden))
    assert einde.value.code == code
    gezegd = capsys.readouterr()
    return gezegd.out + gezegd.err


@pytest.mark.parametrize("woorden", OPDRACHTEN)
def test_de_hulp_is_nederlands_en_zegt_van_elk_argument_wat_het_is(
    woorden: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    hulp = _uitvoer(capsys, *woorden, "--help", code=0)
    assert "gebruik: meedoen" in hulp
    assert not ENGELS.search(hulp), hulp
    for actie in _acties(woorden):
        assert actie.help, (woorden, actie.dest)


@pytest.mark.parametrize("woorden", OPDRACHTEN)
def test_elke_verkeerde_opdracht_krijgt_een_nederlandse_zin(
    woorden: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    proeven: list[tuple[str, ...]] = [("--bestaat-niet", "iets"), ("--help=nu",)]
    for actie in _acties(woorden):
        leesbaar = actie.choices is not None or (actie.type not in (None, str) and actie.nargs != 0)
        if actie.option_strings and actie.nargs is None:
            proeven.append((actie.option_strings[-1],))
        if actie.option_strings and leesbaar and actie.dest != "werkplaats" and "bestand" not in actie.dest:
            proeven.append((actie.option_strings[-1], ""))
        if not actie.option_strings and leesbaar:
            proeven.append(("kan-niet",) * 2)
    for proef in proeven:
        if proef[0] == "--anker" and len(proef) > 1:  # elk pad is een pad
            continue
        gezegd = _uitvoer(capsys, *woorden, *proef)
        assert gezegd.startswith("gebruik: meedoen"), (proef, gezegd)
        assert not ENGELS.search(gezegd), (proef, gezegd)
        assert "--help` legt het uit" in gezegd


@pytest.mark.parametrize(
    ("woorden", "zin"),
    [
        (("klok", "gisteren"), "datum: kan zo niet; nodig is: een dag als JJJJ-MM-DD"),
        (("klok",), "dit ontbreekt: datum"),
        (("token", "koning", "GM1904"), "rol: kies een van deze: klantmanager, teamleider"),
        (("kok",), "opdracht: kies een van deze: run, demo"),
        (("demo", "--aantal", "veel"), "--aantal: kan zo niet; nodig is: hoeveel mensen"),
        (("demo", "--aantal"), "achter --aantal hoort een waarde"),
        (("demo", "--lopend=ja"), "bij --lopend hoort geen waarde"),
        (("run", "extra"), "dit kent de opdracht niet: extra"),
        (("duo", "geweigerd", "--dagen", "0"), "--dagen: noem minstens 1 dag"),
        (("config", "toets", "--proces", "x"), "--proces: kan zo niet; nodig is: api, ontvanger"),
        (("mandaat", "leg-vast", "GM1904"), "dit ontbreekt: --besluit"),
        (("mandaat", "leg-vast", "GM1904", "--functie", "a", "--medewerker", "a"), "--medewerker: kan zo niet"),
    ],
)
def test_de_fout_zegt_wat_er_wel_kan(woorden: tuple[str, ...], zin: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert zin in _uitvoer(capsys, *woorden)
