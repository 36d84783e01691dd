"""Wat er in de zelfredzaamheidsroute gevraagd wordt, tegen de tabel; en een plan dat boven zijn eigen norm gaat."""

from datetime import date

import pytest

from core.law.groepen import Doelgroep
from core.law.leerroutes import Leerroute
from core.law.pip import PipInhoud, tegen_de_norm
from core.law.recht import Recht
from core.law.urennorm import URENNORM
from core.law.verrekening import Herkomst, Urencategorie, Verrekening
from core.law.zroute import zroute
from tests.law.tabellen import Geval, lees_tabel


@pytest.mark.parametrize("geval", lees_tabel("zroute"), ids=str)
def test_wat_er_gevraagd_wordt(geval: Geval, recht: Recht) -> None:
    gevraagd = zroute(
        Doelgroep.ASIEL if geval.gegeven["asiel"] else Doelgroep.GEZIN_EN_OVERIG,
        lagere_urennorm=geval.gegeven["norm"],
        belastbaar=geval.gegeven["belastbaar"],
        op=date(2026, 3, 2),
        recht=recht,
    )
    assert {"lessen": gevraagd.lessen, "meedoen": gevraagd.meedoen, "gewoon": gevraagd.gewoon} == geval.dan
    assert gevraagd.gewone_lessen == 800


def _plan(uren: int | None, norm: int | None, *, verrekend: int = 0, route: Leerroute = Leerroute.Z) -> PipInhoud:
    tranche = Verrekening(uren=verrekend, categorie=Urencategorie.NT2, herkomst=Herkomst.BREDE_INTAKE, toegekend=True)
    verrekeningen = (tranche,) if verrekend else ()
    return PipInhoud(leerroute=route, intensiteit_leerroute=uren, lagere_urennorm=norm, verrekeningen=verrekeningen)


@pytest.mark.parametrize(
    ("plan", "signaal"),
    [
        (_plan(600, 400), True),
        (_plan(400, 400), False),
        (_plan(300, 400), False),
        (_plan(800, None), False),
        (_plan(None, 400), False),
        (_plan(400, 400, verrekend=50), True),
        (_plan(350, 400, verrekend=50), False),
        (_plan(600, 400, route=Leerroute.B), False),
    ],
)
def test_b08_een_plan_boven_zijn_eigen_norm(plan: PipInhoud, signaal: bool) -> None:
    gevonden = tegen_de_norm(plan)
    assert [(s.code, s.grond) for s in gevonden] == ([("uren-boven-norm", URENNORM)] if signaal else [])
