"""Het PIP tegen de tabellen."""

import pytest

from core.law.intake import Lbt
from core.law.leerroutes import Leerroute, Niveau
from core.law.pip import PipGegevens, PipOmgeving, niveau_voor_duo, tegen_de_toets, toets_pip
from core.law.recht import Recht
from core.law.verrekening import Herkomst, Urencategorie, Verrekening, grond_verrekening
from tests.law.tabellen import Geval, lees_tabel, maak


@pytest.mark.parametrize("geval", lees_tabel("pip"), ids=str)
def test_pip(geval: Geval, recht: Recht) -> None:
    gegevens = maak(PipGegevens, geval.gegeven["pip"])
    omgeving = maak(PipOmgeving, geval.gegeven["omgeving"])
    gebreken = toets_pip(gegevens, omgeving, recht=recht)
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


@pytest.mark.parametrize("geval", lees_tabel("verrekening"), ids=str)
def test_verrekening(geval: Geval) -> None:
    verrekening = Verrekening(
        uren=10,
        categorie=Urencategorie(geval.gegeven["categorie"]),
        herkomst=Herkomst(geval.gegeven["herkomst"]),
        toegekend=True,
    )
    grond = grond_verrekening(verrekening, Leerroute(geval.gegeven["leerroute"]))
    assert (grond is not None) is geval.dan["kan"]
    assert str(grond or "") == geval.grond


@pytest.mark.parametrize(
    ("leerroute", "niveau", "verwacht"),
    [
        (Leerroute.B, None, Niveau.B1),
        (Leerroute.O, None, Niveau.B1),
        (Leerroute.Z, None, None),
        (Leerroute.B, Niveau.A2, Niveau.A2),
        (Leerroute.Z, Niveau.A2, Niveau.A2),
    ],
)
def test_het_niveau_dat_duo_leest(leerroute: Leerroute, niveau: Niveau | None, verwacht: Niveau | None) -> None:
    assert niveau_voor_duo(leerroute, niveau) is verwacht


@pytest.mark.parametrize(
    ("leerroute", "uitkomst", "signaal"),
    [
        (Leerroute.B, Lbt.B1_HAALBAAR, False),
        (Leerroute.O, Lbt.B1_HAALBAAR, False),
        (Leerroute.Z, Lbt.B1_HAALBAAR, True),
        (Leerroute.B, Lbt.B1_NIET_HAALBAAR, True),
        (Leerroute.O, Lbt.B1_NIET_HAALBAAR, True),
        (Leerroute.Z, Lbt.B1_NIET_HAALBAAR, False),
        (Leerroute.Z, Lbt.ONBEKEND, False),
        (Leerroute.Z, Lbt.ONTHEVEN, False),
        (Leerroute.Z, None, False),
        (None, Lbt.B1_NIET_HAALBAAR, False),
    ],
)
def test_c3_een_leerroute_die_niet_uit_de_toets_volgt_is_een_signaal(
    leerroute: Leerroute | None, uitkomst: Lbt | None, signaal: bool
) -> None:
    assert [s.code for s in tegen_de_toets(leerroute, uitkomst)] == (["leerroute-tegen-toets"] if signaal else [])
