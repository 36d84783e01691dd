"""Of het plan nog is wat de persoon las, en wat er zwaarder werd (PG-10, art. 3:46 en 4:8 Awb)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.law.leerroutes import Leerroute, Niveau
from core.law.ontheffing import Bewijs
from core.law.pip import PipInhoud
from core.law.planwijziging import legt_hetzelfde_op, wat_niet_gevraagd_is, zelfde_plan
from core.law.urennorm import Revalidatie, Vaardigheid
from core.law.verrekening import Herkomst, Urencategorie, Verrekening

_PORTIE = Verrekening(uren=20, categorie=Urencategorie.NT2, herkomst=Herkomst.BREDE_INTAKE, toegekend=True)
_REVALIDATIE = Revalidatie(
    bewijs=Bewijs.VERKLARING_DESKUNDIGE,
    bewijs_op=date(2026, 2, 20),
    in_traject=True,
    vervallen_vaardigheden=(Vaardigheid.LUISTEREN,),
    motivering="Zo past het bij de revalidatie.",
)
GELEZEN = PipInhoud(
    leerroute=Leerroute.B,
    niveau=Niveau.A2,
    ondersteuning="lessen overdag",
    intensiteit_pvt=12,
    intensiteit_map=40,
    intensiteit_leerroute=600,
    mag_opleiding_afmaken=True,
    verrekeningen=(_PORTIE,),
    motivering="Hij kan het niveau halen.",
)


@pytest.mark.parametrize(
    ("anders", "waarover"),
    [
        ({}, []),
        ({"leerroute": Leerroute.Z, "intensiteit_leerroute": 800}, ["een andere leerroute"]),
        ({"niveau": Niveau.B1}, ["een hoger niveau"]),
        ({"intensiteit_leerroute": 601}, ["meer uren in de leerroute"]),
        ({"intensiteit_leerroute": 599}, []),
        ({"intensiteit_map": 41, "intensiteit_pvt": 11}, ["meer uren voor de module Arbeidsmarkt en Participatie"]),
        ({"lagere_urennorm": 400}, []),
        ({"verrekeningen": ()}, ["minder uren die al meetellen"]),
        ({"verrekeningen": (replace(_PORTIE, toegekend=False),)}, ["minder uren die al meetellen"]),
        ({"verrekeningen": (replace(_PORTIE, uren=30),)}, []),
        ({"mag_opleiding_afmaken": False}, ["de opleiding niet meer afmaken"]),
        ({"participatiewet_beschikkingen": ("P-1",)}, ["een andere beschikking van de Participatiewet"]),
        ({"ondersteuning": "lessen in de avond"}, []),
    ],
)
def test_pg_10_waarover_hij_niets_kon_zeggen(anders: dict[str, Any], waarover: list[str]) -> None:
    assert list(wat_niet_gevraagd_is(GELEZEN, replace(GELEZEN, **anders))) == waarover


@pytest.mark.parametrize(
    ("anders", "zelfde", "hetzelfde"),
    [
        ({}, True, True),
        ({"motivering": "Hij wil het ook zelf."}, False, True),
        ({"wensen": "kok worden"}, False, True),
        ({"ondersteuning": "lessen in de avond"}, False, False),
        ({"intensiteit_leerroute": 599}, False, False),
    ],
)
def test_pg_10_wat_opnieuw_gewogen_wordt(anders: dict[str, Any], zelfde: bool, hetzelfde: bool) -> None:
    nu = replace(GELEZEN, **anders)
    assert zelfde_plan(GELEZEN, nu) is zelfde
    assert legt_hetzelfde_op(GELEZEN, nu) is hetzelfde


def test_pg_10_een_norm_die_omhoog_gaat_en_een_vaardigheid_die_terugkomt_las_hij_niet() -> None:
    lager = replace(GELEZEN, leerroute=Leerroute.Z, lagere_urennorm=400, revalidatie=_REVALIDATIE)
    assert wat_niet_gevraagd_is(lager, replace(lager, lagere_urennorm=399)) == ()
    for norm in (401, None):
        assert wat_niet_gevraagd_is(lager, replace(lager, lagere_urennorm=norm)) == ("een hogere urennorm",)
    terug = replace(_REVALIDATIE, vervallen_vaardigheden=())
    assert wat_niet_gevraagd_is(lager, replace(lager, revalidatie=terug)) == ("een vaardigheid die eerst verviel",)
