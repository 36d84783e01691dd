"""Over welk plan een intrekking elders gaat, en wat er niet aan klopt (art. 15 lid 4, ADR 0070)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.elders import LEES_EERST, Intrekking, PlanVanElders, let_op, toets_intrekking, wat_staat
from core.law.elders_eigen import EigenPlan, EigenPlannen, Lot
from core.law.fasen import AFGESLOTEN, Fase
from core.law.handelingen import Zaakbeeld, aan_zet
from core.law.intake import Elders, PipVanElders
from core.law.leerroutes import Leerroute
from core.law.medewerking import Reactie, Verzoek, Verzoeksoort
from core.law.recht import Recht
from core.law.verkort import geen_toets_toen, zonder_toets

VASTGELEGD = date(2026, 3, 10)
INGETROKKEN = Intrekking(
    gemeente="GM1950", pip_van=date(2025, 11, 3), besluit_van=date(2026, 3, 2), bekend_op=VASTGELEGD
)
ONBEKEND = PipVanElders()


def _plan(gemeente: str = "GM1950", dag: date | None = date(2025, 11, 3), *, staat: bool = True) -> PlanVanElders:
    return PlanVanElders(gemeente=gemeente, dag=dag, leerroute=Leerroute.B, staat=staat)


@pytest.mark.parametrize(
    ("plan", "ss121_op", "ingetrokken"),
    [
        (_plan(), date(2026, 1, 5), True),
        (_plan(), date(2026, 4, 1), True),  # DUO meldde hetzelfde plan nog eens
        (_plan(dag=None), date(2026, 1, 5), True),
        (_plan(dag=date(2025, 9, 1)), date(2026, 1, 5), True),  # een eerder plan van die gemeente is al opgevolgd
        (_plan(dag=date(2026, 3, 2)), date(2026, 1, 5), False),  # op de dag van de intrekking kwam er een nieuw
        (_plan(gemeente="GM0344"), date(2026, 1, 5), False),
        (None, date(2026, 1, 5), True),
        (None, date(2026, 4, 1), False),  # hij kwam opnieuw, en DUO is nog niet gelezen
        (None, None, False),
    ],
)
def test_een_ander_plan_is_een_ander_plan(plan: PlanVanElders | None, ss121_op: date | None, ingetrokken: bool) -> None:
    plannen = () if plan is None else (plan,)
    staat = wat_staat(plannen, (INGETROKKEN,), eigen_pip=False, ss121_op=ss121_op)
    assert (staat.pip is None) is ingetrokken
    assert staat.ingetrokken_op == VASTGELEGD


EIGEN = PlanVanElders(gemeente="GM1904", dag=date(2026, 2, 2), leerroute=Leerroute.B, eigen=True)
WEG = EigenPlan(dag=date(2026, 2, 2), lot=Lot.INGETROKKEN, weg_op=date(2026, 4, 1))
EERDER_EIGEN = replace(EIGEN, dag=date(2025, 5, 5), leerroute=Leerroute.Z)


@pytest.mark.parametrize(
    ("plannen", "weg", "leerroute", "alleen_eigen"),
    [
        ((EIGEN,), (), "B", True),
        ((EIGEN,), (WEG,), None, False),  # DUO houdt het (art. 11 lid 3)
        ((replace(EIGEN, dag=None),), (WEG,), None, False),
        ((EERDER_EIGEN, EIGEN), (WEG,), "Z", True),  # alsof het latere er niet was
        ((_plan(), EIGEN), (), "B", False),
        ((_plan(), EIGEN), (WEG,), "B", False),  # dat van de andere gemeente staat weer
    ],
)
def test_een_eigen_plan_dat_dit_college_introk_bindt_niet(
    plannen: tuple[PlanVanElders, ...], weg: tuple[EigenPlan, ...], leerroute: str | None, alleen_eigen: bool
) -> None:
    staat = wat_staat(plannen, (), eigen_pip=False, ss121_op=date(2026, 3, 5), eigen=weg)
    assert (None if staat.pip is None else staat.pip.leerroute) == leerroute
    assert staat.alleen_eigen is alleen_eigen
    assert staat.ingetrokken_op is None, "dat is van een plan van elders"


VAN_A = PlanVanElders(gemeente="GM1950", dag=date(2025, 11, 3), leerroute=Leerroute.Z, staat=False)
VAN_B = PlanVanElders(gemeente="GM0344", dag=date(2026, 1, 12), leerroute=Leerroute.B)
WEG_B = replace(VAN_B, staat=False)
A_IN = INGETROKKEN
B_IN = Intrekking(
    gemeente="GM0344", pip_van=date(2026, 1, 12), besluit_van=date(2026, 3, 2), bekend_op=date(2026, 3, 12)
)


@pytest.mark.parametrize(
    ("plannen", "intrekkingen", "eigen_pip", "leerroute"),
    [
        ((VAN_A, VAN_B), (), False, "B"),
        ((VAN_A, VAN_B), (B_IN,), False, "Z"),  # alsof B het niet maakte: dat van A staat
        ((VAN_A, VAN_B), (A_IN,), False, "B"),  # dat van B staat los van dat van A
        ((VAN_A, VAN_B), (A_IN, B_IN), False, "ingetrokken"),
        ((VAN_A, VAN_B), (B_IN, A_IN), False, "ingetrokken"),
        ((VAN_A, WEG_B, replace(VAN_A, staat=True)), (), False, "Z"),  # DUO geeft A weer: dat van B is daar weg
        ((VAN_A, WEG_B, replace(VAN_A, staat=True)), (A_IN,), False, "ingetrokken"),
        ((VAN_A, WEG_B), (), False, "onbekend"),  # DUO geeft er geen
        ((VAN_A, WEG_B), (B_IN,), False, "Z"),
        ((VAN_A, WEG_B), (A_IN,), False, "onbekend"),
        ((VAN_A, WEG_B), (A_IN, B_IN), False, "ingetrokken"),
        ((VAN_A,), (B_IN,), False, "Z"),  # dat van B is hier nooit gelezen, en was later
        ((VAN_A,), (), False, "onbekend"),
        ((VAN_A,), (), True, "Z"),  # DUO geeft nu het PIP van hier
        ((VAN_A, WEG_B), (), True, "B"),
        ((VAN_A, WEG_B), (B_IN,), True, "Z"),
        ((), (), True, "onbekend"),
    ],
)
def test_van_meer_plannen_staat_het_laatste_dat_niet_is_ingetrokken(
    plannen: tuple[PlanVanElders, ...], intrekkingen: tuple[Intrekking, ...], eigen_pip: bool, leerroute: str
) -> None:
    staat = wat_staat(plannen, intrekkingen, eigen_pip=eigen_pip, ss121_op=date(2026, 2, 2))
    gezien = "ingetrokken" if staat.pip is None else staat.pip.leerroute or "onbekend"
    assert gezien == leerroute
    assert staat.ingetrokken_op == max((i.bekend_op for i in intrekkingen), default=None)


MOGELIJK = tuple(
    PlanVanElders(gemeente=gemeente, dag=dag, leerroute=leerroute)
    for gemeente, dag, leerroute in (
        ("GM1950", date(2025, 6, 2), Leerroute.B),
        ("GM0344", date(2025, 9, 1), Leerroute.Z),
        ("GM0518", date(2025, 12, 1), Leerroute.O),
    )
)
STAPPEN = st.lists(st.tuples(st.sampled_from(["geeft", "ingetrokken", "terug"]), st.integers(0, 2)), max_size=14)


@given(STAPPEN)
def test_welk_plan_staat_na_elke_volgorde_van_geven_vastleggen_en_terugnemen(stappen: list[tuple[str, int]]) -> None:
    """DUO geeft er steeds één, en wat zij eerder gaf blijft hier staan. Een mens legt vast en neemt terug."""
    rijen: list[PlanVanElders] = []
    geeft: int | None = None
    gegeven: set[int] = set()
    weg: set[int] = set()
    for wat, welk in stappen:
        if wat == "geeft" and welk != geeft:
            rijen = [*(replace(rij, staat=False) for rij in rijen), MOGELIJK[welk]]
            gegeven, geeft = gegeven | {welk}, welk
        elif wat == "ingetrokken":
            weg.add(welk)
        elif wat == "terug":
            weg.discard(welk)
    vastgelegd = [
        Intrekking(gemeente=plan.gemeente, pip_van=plan.dag, besluit_van=plan.dag, bekend_op=VASTGELEGD)
        for plan in (MOGELIJK[welk] for welk in sorted(weg))
        if plan.dag is not None
    ]
    staat = wat_staat(rijen, vastgelegd, eigen_pip=False, ss121_op=date(2026, 1, 5))
    if geeft is None:
        assert staat.pip == (None if weg else ONBEKEND)
        return
    over = [welk for welk in gegeven if welk <= geeft and welk not in weg]
    plan = MOGELIJK[max(over)] if over else None
    verwacht = plan and PipVanElders(leerroute=plan.leerroute, gemeente=plan.gemeente, dag=plan.dag)
    assert staat.pip == verwacht


GEEN_EIGEN = EigenPlannen(gemeente="GM1950")
OPEN_ZONDER_PLAN = frozenset(Fase) - AFGESLOTEN - {Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN}


@pytest.mark.parametrize("fase", Fase)
def test_wie_het_dossier_opent_leest_waarmee_de_persoon_kwam(fase: Fase) -> None:
    kwam = Elders(pip=PipVanElders(leerroute=Leerroute.B, gemeente="GM0344", dag=date(2026, 1, 12)))
    if fase not in OPEN_ZONDER_PLAN:
        assert let_op(kwam, fase, GEEN_EIGEN) == ""
        return
    assert let_op(Elders(), fase, GEEN_EIGEN) == ""
    gezegd = let_op(kwam, fase, GEEN_EIGEN)
    assert "een PIP van gemeente Utrecht (GM0344) van maandag 12-01-2026, met leerroute B." in gezegd
    assert "Die neemt u over, en de brede intake is verkort (art. 15 lid 4 Wi2021)." in gezegd
    onbekend = let_op(Elders(pip=PipVanElders()), fase, GEEN_EIGEN)
    assert "Laat eerst bij DUO opnieuw lezen" in onbekend
    assert "Geeft zij haar wel, dan neemt u haar over" in onbekend
    weg = let_op(Elders(ingetrokken_op=VASTGELEGD), fase, GEEN_EIGEN)
    assert "Dat het is ingetrokken staat hier sinds dinsdag 10-03-2026" in weg
    assert let_op(replace(kwam, ingetrokken_op=VASTGELEGD), fase, GEEN_EIGEN).endswith("kwam is ingetrokken.")


@pytest.mark.parametrize("lot", Lot)
def test_wie_terugkwam_leest_wat_er_van_het_eigen_plan_werd(lot: Lot) -> None:
    eigen = replace(GEEN_EIGEN, plannen=(EigenPlan(dag=date(2026, 1, 12), lot=lot),), eerder=True)
    gezegd = let_op(Elders(pip=PipVanElders()), Fase.PLICHT_GEMELD, eigen)
    if lot is Lot.STAAT:
        assert gezegd.startswith(LEES_EERST)
    else:
        assert f"Het PIP van uw gemeente van maandag 12-01-2026 {lot}. Dat PIP legt u niet vast." in gezegd
    van_een_ander = let_op(Elders(pip=PipVanElders(gemeente="GM0344")), Fase.PLICHT_GEMELD, eigen)
    assert van_een_ander.startswith(LEES_EERST)
    hier = replace(eigen, plannen=(replace(eigen.plannen[0], hier=True),))
    assert let_op(Elders(pip=PipVanElders()), Fase.PLICHT_GEMELD, hier).startswith(LEES_EERST)


@pytest.mark.parametrize(
    ("pip", "eerst"), [(PipVanElders(), True), (PipVanElders(leerroute=Leerroute.B), False), (None, False)]
)
def test_wie_kwam_met_een_leerroute_die_nog_niet_bekend_is_van_hem_wordt_duo_eerst_gelezen(
    pip: PipVanElders | None, eerst: bool, recht: Recht
) -> None:
    for fase in (Fase.PLICHT_GEMELD, Fase.INTAKE_LOOPT):
        beurt = aan_zet(Zaakbeeld(fase=fase, pip_van_elders=pip), peildatum=VASTGELEGD, recht=recht)
        assert beurt.wat_nu.startswith(LEES_EERST) is eerst
        assert beurt.handeling is not None
        assert f"De volgende stap is {'daarna' * eerst}" in beurt.wat_nu.replace("is:", "is ")


@pytest.mark.parametrize(
    ("anders", "plan", "velden"),
    [
        ({}, _plan(), set()),
        ({}, None, set()),
        ({"besluit_van": date(2025, 11, 3)}, _plan(), set()),  # dezelfde dag
        ({"besluit_van": date(2025, 11, 2)}, _plan(), {"besluitVan"}),
        ({"besluit_van": VASTGELEGD}, _plan(), set()),
        ({"besluit_van": date(2026, 3, 11)}, _plan(), {"besluitVan"}),
        ({"gemeente": "GM1904"}, None, {"gemeente"}),
        ({"gemeente": "GM0344"}, _plan(), {"gemeente"}),
        ({"pip_van": date(2025, 11, 4)}, _plan(), {"pipVan"}),
        ({"pip_van": date(2025, 11, 4)}, _plan(dag=None), set()),
    ],
)
def test_wat_er_niet_klopt(anders: dict[str, Any], plan: PlanVanElders | None, velden: set[str]) -> None:
    intrekking = replace(INGETROKKEN, **anders)
    plannen = () if plan is None else (plan,)
    gebreken = toets_intrekking(intrekking, plannen, (), geeft_er_een=plan is not None, eigen_gemeente="GM1904")
    assert {g.veld for g in gebreken} == velden


@pytest.mark.parametrize(
    ("intrekking", "staan_al", "geeft_er_een", "velden"),
    [
        (A_IN, (), True, set()),
        (B_IN, (), True, set()),
        (A_IN, (B_IN,), True, set()),
        (B_IN, (A_IN,), True, set()),
        (B_IN, (B_IN,), True, {"pipVan"}),  # het staat er al
        (replace(A_IN, gemeente="GM0344"), (), True, {"pipVan"}),  # de dag van A bij de gemeente van B
        (replace(A_IN, gemeente="GM0518"), (), True, {"gemeente"}),
        (replace(A_IN, gemeente="GM0518"), (), False, set()),  # DUO geeft er geen, en dit is hier nooit gelezen
    ],
)
def test_elk_plan_is_apart_te_noemen(
    intrekking: Intrekking, staan_al: tuple[Intrekking, ...], geeft_er_een: bool, velden: set[str]
) -> None:
    gebreken = toets_intrekking(
        intrekking, (VAN_A, VAN_B), staan_al, geeft_er_een=geeft_er_een, eigen_gemeente="GM1904"
    )
    assert {g.veld for g in gebreken} == velden


@pytest.mark.parametrize(
    ("soort", "gevraagd_op", "elders", "vrij"),
    [
        (Verzoeksoort.LEERBAARHEIDSTOETS, date(2026, 3, 9), Elders(ingetrokken_op=VASTGELEGD), True),
        (Verzoeksoort.LEERBAARHEIDSTOETS, VASTGELEGD, Elders(ingetrokken_op=VASTGELEGD), False),
        (Verzoeksoort.GESPREK, date(2026, 3, 9), Elders(ingetrokken_op=VASTGELEGD), False),
        (Verzoeksoort.LEERBAARHEIDSTOETS, VASTGELEGD, Elders(pip=PipVanElders(leerroute=Leerroute.B)), True),
        (Verzoeksoort.LEERBAARHEIDSTOETS, VASTGELEGD, Elders(), False),
    ],
)
def test_pg_3_tot_het_is_vastgelegd_rust_er_niets_op_de_toets(
    soort: Verzoeksoort, gevraagd_op: date, elders: Elders, vrij: bool
) -> None:
    verzoek = Verzoek(soort=soort, wat="de toets", taal="Tigrinya", gevraagd_op=gevraagd_op, reactie=Reactie.WEIGERDE)
    assert bool(zonder_toets(verzoek, elders)) is vrij
    assert zonder_toets(None, elders) == ""
    assert (geen_toets_toen(verzoek, elders) is not None) is (vrij and elders.pip is None)
