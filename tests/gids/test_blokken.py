"""De handleiding is na te doen: elk blok heeft een naam, elke opdracht bestaat, en wat niet is uitgevoerd zegt dat."""

import re
import shlex

import pytest

from core.cli import _ontleder
from core.instellingen.tabel import INSTELLINGEN, Omgeving
from tests.gids.gids import HANDLEIDING, NIET, blokken
from tests.gids.opstelling import VERZONNEN

TEKST = HANDLEIDING.read_text(encoding="utf-8")
OPDRACHTEN = sorted(
    {
        regel.partition("meedoen-beheer ")[2] or regel.partition("/bin/meedoen ")[2]
        for blok in blokken()
        if blok.taal == "sh" and not blok.is_bestand
        for regel in blok.tekst.replace("\\\n", " ").splitlines()
        if re.search(r"(^|\s)(meedoen-beheer|/opt/meedoen/bin/meedoen) ", regel)
    }
)


def test_elk_blok_heeft_een_naam_die_er_een_keer_is() -> None:
    namen = [blok.naam for blok in blokken()]
    assert len(namen) > 25
    assert "" not in namen
    assert sorted(n for n in namen if n != NIET) == sorted({*namen} - {NIET})


def test_wat_niet_wordt_uitgevoerd_zegt_dat_erboven() -> None:
    for boven in re.findall(rf"([^\n]*)\n\n```\S+ {NIET}\n", TEKST):
        assert "niet uitgevoerd" in boven.casefold(), boven
    assert TEKST.count(f" {NIET}\n") == len(re.findall(rf"\n\n```\S+ {NIET}\n", TEKST))


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
def test_elke_opdracht_van_meedoen_bestaat(opdracht: str) -> None:
    """Wat er niet is, is een SystemExit."""
    assert _ontleder().parse_args(shlex.split(opdracht)).opdracht


def test_elke_instelling_bestaat_en_geen_geheim_staat_in_het_open_bestand() -> None:
    [open_] = [blok.tekst for blok in blokken() if blok.naam.endswith("/meedoen.env")]
    gezet = dict(regel.split("=", 1) for regel in open_.splitlines())
    bekend = {i.variabele: i for i in INSTELLINGEN}
    assert [naam for naam in gezet if bekend[naam].geheim] == []
    assert gezet["MEEDOEN_OMGEVING"] == Omgeving.PRODUCTIE
    assert {i.variabele for i in INSTELLINGEN if not i.geheim and i.standaard is None} <= gezet.keys()


def test_wat_de_test_invult_staat_in_de_handleiding() -> None:
    assert [verzonnen for verzonnen in VERZONNEN if verzonnen not in TEKST] == []
