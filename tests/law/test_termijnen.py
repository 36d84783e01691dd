"""De termijnen van de eerste lijn tegen de tabellen, en de eigenschappen die voor elke datum gelden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fouten import OngeldigeInvoer
from core.law.groepen import Doelgroep
from core.law.kalender import is_werkdag
from core.law.pip_termijnen import te_kiezen, vestiging_voor_pip
from core.law.recht import (
    Duur,
    Eenheid,
    NietVanKracht,
    Recht,
    StartRegelB,
    TelwijzeDerde,
    TelwijzeTermijn,
    VerblijfZonderSS139,
)
from core.law.termijnen import (
    DerdeInformatie,
    PipFeiten,
    PipRegel,
    Termijn,
    Termijnsoort,
    aanmaningstermijn,
    bepaal_pip_termijnen,
    beslistermijn_bezwaar,
    betaaltermijn,
    bezwaartermijn,
    inburgeringstermijn,
    oproeptermijn,
    schakelvenster,
    telt_als_in_azc,
    toets_derde_informatie,
    toets_gestelde_datum,
    verdaag_bezwaar,
    vergelijk_met_duo,
    voorstel_oproeptermijn,
    wettelijke_termijn,
)
from tests.law.tabellen import Geval, lees_tabel, maak

DAGEN = st.dates(min_value=date(2022, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize("geval", lees_tabel("pip_termijnen"), ids=str)
def test_pip_termijnen(geval: Geval, recht: Recht) -> None:
    uitkomst = bepaal_pip_termijnen(maak(PipFeiten, geval.gegeven), recht=recht)
    gevonden: dict[str, object] = {}
    if uitkomst.lopend is not None:
        gevonden |= {veld: getattr(uitkomst.lopend, veld) for veld in ("soort", "einde", "ruw_einde", "besluit_bekend")}
        assert str(uitkomst.lopend.grond) == geval.grond
    if uitkomst.andere_lezing is not None:
        gevonden |= {"andere_soort": uitkomst.andere_lezing.soort, "ander_einde": uitkomst.andere_lezing.einde}
        assert str(uitkomst.andere_lezing.grond) == geval.grond
    if uitkomst.afweging is not None:
        gevonden["afweging"] = uitkomst.afweging.code
        gevonden["mogelijkheden"] = [m.code for m in uitkomst.afweging.mogelijkheden]
    if uitkomst.signalen:
        gevonden["signalen"] = [s.code for s in uitkomst.signalen]
    niet_genoemd = {"ruw_einde", "besluit_bekend"} - set(geval.dan)
    assert {k: v for k, v in gevonden.items() if k not in niet_genoemd} == geval.dan


@pytest.mark.parametrize("geval", lees_tabel("startdatum"), ids=str)
def test_pg_14_startdatum(geval: Geval, recht: Recht) -> None:
    feiten = maak(PipFeiten, geval.gegeven)
    gevonden = {"keuzes": [str(r) for r in te_kiezen(feiten, recht=recht)], "vestiging": vestiging_voor_pip(feiten)}
    assert gevonden == geval.dan


AWB: dict[str, Callable[[date, Recht], Termijn]] = {
    "bezwaar": lambda dag, recht: bezwaartermijn(dag, recht=recht),
    "bob": lambda dag, recht: beslistermijn_bezwaar(dag, met_commissie=False, recht=recht),
    "bob_commissie": lambda dag, recht: beslistermijn_bezwaar(dag, met_commissie=True, recht=recht),
    "bob_verdaagd": lambda dag, recht: verdaag_bezwaar(AWB["bob"](dag, recht), recht=recht),
    "bob_commissie_verdaagd": lambda dag, recht: verdaag_bezwaar(AWB["bob_commissie"](dag, recht), recht=recht),
    "betaling": lambda dag, recht: betaaltermijn(dag, recht=recht),
    "aanmaning": lambda dag, recht: aanmaningstermijn(dag, recht=recht),
    "schakelvenster": lambda dag, recht: schakelvenster(dag, recht=recht),
}


@pytest.mark.parametrize("geval", lees_tabel("termijnen"), ids=str)
def test_termijnen(geval: Geval, recht: Recht) -> None:
    termijn = AWB[geval.gegeven["termijn"]](geval.gegeven["start"], recht)
    assert {"einde": termijn.einde, "atw": termijn.atw} == geval.dan
    assert str(termijn.grond) == geval.grond


@pytest.mark.parametrize("geval", lees_tabel("inburgeringstermijn"), ids=str)
def test_inburgeringstermijn_en_duo(geval: Geval, recht: Recht) -> None:
    termijn = inburgeringstermijn(geval.gegeven["dagtekening"], recht=recht)
    verschil = vergelijk_met_duo(termijn, geval.gegeven["duo_start"], geval.gegeven["duo_einde_exclusief"], recht=recht)
    gevonden: dict[str, object] = {v: getattr(termijn, v) for v in ("start", "laatste_dag", "einde_exclusief")}
    if verschil is not None:
        gevonden |= {"dagen_start": verschil.dagen_start, "dagen_einde": verschil.dagen_einde}
        assert (verschil.start, verschil.einde_exclusief) == (
            geval.gegeven["duo_start"],
            geval.gegeven["duo_einde_exclusief"],
        ), "de termijn van DUO geldt"
    assert gevonden == geval.dan
    assert str(termijn.grond) == geval.grond


def test_de_uitleg_laat_elke_stap_zien(recht: Recht) -> None:
    feiten = PipFeiten(doelgroep=Doelgroep.GEZIN_EN_OVERIG, kennisgeving=date(2026, 1, 23))
    termijn = bepaal_pip_termijnen(feiten, recht=recht).lopend
    assert termijn is not None
    assert termijn.uitleg == (
        "kennisgeving van DUO op vrijdag 23-01-2026",
        "10 weken daarna is vrijdag 03-04-2026, Goede Vrijdag (art. 5.3 lid 1 Bi2021)",
        "schuift door naar dinsdag 07-04-2026 (art. 1 lid 1 Atw)",
    )


def test_de_uitleg_zegt_dat_een_besluit_nog_ontbreekt(recht: Recht) -> None:
    termijn = bezwaartermijn(date(2029, 1, 15), recht=recht)
    assert not termijn.besluit_bekend
    assert "2029" in termijn.uitleg[-1]
    assert "opnieuw berekend" in termijn.uitleg[-1]


def test_pg_18_een_verlenging_om_genoeg_werkdagen_heet_naar_art_2_atw(recht: Recht) -> None:
    """Drie dagen over Kerstmis: geen enkele werkdag, dus twee erbij; het einde valt niet alleen op een vrije dag."""
    drie_dagen = replace(
        recht.aanmaningstermijn,
        waarden=tuple(replace(w, waarde=Duur(3, Eenheid.DAGEN)) for w in recht.aanmaningstermijn.waarden),
    )
    termijn = wettelijke_termijn(
        Termijnsoort.BEZWAAR, start=date(2026, 12, 24), gebeurtenis="bekendmaking", lengte=drie_dagen, recht=recht
    )
    assert termijn.einde == date(2026, 12, 29)
    assert "art. 2 Atw" in termijn.uitleg[-1]
    assert not any("art. 1 lid 1 Atw" in regel for regel in termijn.uitleg)


def test_de_uitleg_zegt_waarom_een_lange_termijn_niet_doorschuift(recht: Recht) -> None:
    assert schakelvenster(date(2026, 3, 26), recht=recht).uitleg[1:] == (
        "18 maanden daarna is zondag 26-09-2027 (art. 5.4 lid 1 Bi2021)",
        "schuift niet door: de Algemene termijnenwet geldt niet voor 18 maanden (art. 4 Atw)",
    )


def test_een_regel_die_geen_lezing_is_kan_niet_worden_gekozen(recht: Recht) -> None:
    feiten = PipFeiten(doelgroep=Doelgroep.GEZIN_EN_OVERIG, kennisgeving=date(2026, 1, 23), gekozen_regel=PipRegel.B)
    with pytest.raises(OngeldigeInvoer) as fout:
        bepaal_pip_termijnen(feiten, recht=recht)
    assert [g.veld for g in fout.value.gebreken] == ["regel"]


DAG = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("doelgroep", "kennisgeving", "ss139", "ss120", "in_azc"),
    [
        (Doelgroep.ASIEL, DAG, None, None, True),
        (Doelgroep.ASIEL, DAG, DAG, None, False),
        (Doelgroep.ASIEL, DAG, None, DAG, False),
        (Doelgroep.ASIEL, None, None, None, False),
        (Doelgroep.GEZIN_EN_OVERIG, DAG, None, None, False),
    ],
)
def test_wie_asiel_heeft_en_nergens_gehuisvest_is_gemeld_telt_als_in_een_azc(
    recht: Recht,
    doelgroep: Doelgroep,
    kennisgeving: date | None,
    ss139: date | None,
    ss120: date | None,
    in_azc: bool,
) -> None:
    def telt(recht: Recht) -> bool:
        return telt_als_in_azc(doelgroep=doelgroep, kennisgeving=kennisgeving, ss139=ss139, ss120=ss120, recht=recht)

    assert telt(recht) == in_azc
    volgens_brp = replace(recht.pip_verblijf_zonder_ss139.waarden[0], waarde=VerblijfZonderSS139.VOLGENS_BRP)
    parameter = replace(recht.pip_verblijf_zonder_ss139, waarden=(volgens_brp,))
    assert not telt(replace(recht, pip_verblijf_zonder_ss139=parameter))


def test_regel_b_naar_de_letter_als_het_recht_dat_zegt(recht: Recht) -> None:
    """De andere lezing van art. 5.3 lid 1 is een parameter, geen wijziging van de code."""
    letter = replace(recht.pip_start_regel_b.waarden[0], waarde=StartRegelB.BRP_INSCHRIJVING)
    anders = replace(recht, pip_start_regel_b=replace(recht.pip_start_regel_b, waarden=(letter,)))
    feiten = PipFeiten(
        doelgroep=Doelgroep.ASIEL,
        kennisgeving=date(2026, 2, 2),
        brp_inschrijving=date(2025, 9, 12),
        ss139=date(2026, 4, 14),
    )
    uitkomst = bepaal_pip_termijnen(feiten, recht=anders)
    assert uitkomst.lopend is not None
    assert uitkomst.andere_lezing is not None
    assert (uitkomst.lopend.einde, uitkomst.andere_lezing.einde) == (date(2026, 4, 13), date(2026, 6, 23))
    assert uitkomst.afweging is not None


def test_derde_informatie_naar_de_andere_telwijze(recht: Recht) -> None:
    letter = replace(recht.derde_informatie_telwijze.waarden[0], waarde=TelwijzeDerde.TWEE_WEKEN_NA_ONTVANGST)
    anders = replace(recht, derde_informatie_telwijze=replace(recht.derde_informatie_telwijze, waarden=(letter,)))
    derde = DerdeInformatie(
        gevraagd_aan="ziekenhuis",
        wat="belastbaarheid",
        onmisbaar_omdat="bepaalt de leerroute",
        gevraagd_op=date(2026, 3, 2),
        ontvangen_op=date(2026, 3, 5),
    )
    feiten = PipFeiten(doelgroep=Doelgroep.GEZIN_EN_OVERIG, kennisgeving=date(2026, 1, 15), derde_informatie=derde)
    lopend = bepaal_pip_termijnen(feiten, recht=anders).lopend
    assert lopend is not None
    assert (lopend.soort, lopend.einde) == (Termijnsoort.PIP_D, date(2026, 3, 19))


def test_derde_informatie_noemt_alle_gebreken_tegelijk() -> None:
    leeg = DerdeInformatie(
        gevraagd_aan="", wat="", onmisbaar_omdat="", gevraagd_op=date(2026, 3, 5), ontvangen_op=date(2026, 3, 4)
    )
    velden = {g.veld for g in toets_derde_informatie(leeg)}
    assert velden == {"gevraagdAan", "wat", "onmisbaarOmdat", "ontvangenOp"}


def test_drie_jaar_geteld_vanaf_de_startdag_als_het_recht_dat_zegt(recht: Recht) -> None:
    """E7a, de andere lezing: 28-02-2025 geeft dan 29-02-2028 als laatste dag."""
    startdag = replace(recht.inburgeringstermijn_telwijze.waarden[0], waarde=TelwijzeTermijn.STARTDAG)
    telwijze = replace(recht.inburgeringstermijn_telwijze, waarden=(startdag,))
    termijn = inburgeringstermijn(date(2025, 2, 28), recht=replace(recht, inburgeringstermijn_telwijze=telwijze))
    assert (termijn.laatste_dag, termijn.einde_exclusief) == (date(2028, 2, 29), date(2028, 3, 1))


def test_voor_2022_is_er_geen_inburgeringstermijn(recht: Recht) -> None:
    with pytest.raises(NietVanKracht, match=r"31-12-2021.*01-01-2022"):
        inburgeringstermijn(date(2021, 12, 30), recht=recht)


@pytest.mark.parametrize("dag", [date(2026, 8, 1), date(2026, 4, 6), date(2026, 5, 15)])
def test_een_gestelde_dag_op_een_vrije_dag_wordt_geweigerd(dag: date, recht: Recht) -> None:
    gebreken = toets_gestelde_datum(dag, recht=recht)
    assert [(g.veld, g.grond) for g in gebreken] == [("termijnLaatsteDag", "art. 1 lid 1 Atw")]


def test_een_gestelde_werkdag_is_goed(recht: Recht) -> None:
    assert toets_gestelde_datum(date(2026, 7, 31), recht=recht) == ()


def test_de_oproeptermijn_schuift_niet_door(recht: Recht) -> None:
    termijn = oproeptermijn(2, verzonden_op=date(2026, 4, 28), termijn_tot=date(2026, 5, 11), recht=recht)
    assert (termijn.soort, termijn.einde, termijn.atw, termijn.duur) == (
        Termijnsoort.INTAKE_O2,
        date(2026, 5, 11),
        False,
        None,
    )
    assert str(termijn.grond) == "art. 14 lid 1 Wi2021"


@given(dag=DAGEN, nummer=st.sampled_from([1, 2, 3]))
def test_het_voorstel_voor_een_oproep_is_altijd_te_stellen(recht: Recht, dag: date, nummer: int) -> None:
    assert toets_gestelde_datum(voorstel_oproeptermijn(nummer, verzonden_op=dag, recht=recht), recht=recht) == ()


@given(dag=DAGEN, soort=st.sampled_from(sorted(AWB)))
def test_elke_wettelijke_termijn_houdt_zich_aan_de_atw(recht: Recht, dag: date, soort: str) -> None:
    termijn = AWB[soort](dag, recht)
    assert termijn.einde >= termijn.ruw_einde > termijn.start >= dag
    if termijn.atw:
        assert is_werkdag(termijn.einde, recht)
    else:
        assert termijn.einde == termijn.ruw_einde
    assert termijn.uitleg


@given(
    doelgroep=st.sampled_from(Doelgroep),
    kennisgeving=st.none() | DAGEN,
    ss139=st.none() | DAGEN,
    brp=st.none() | DAGEN,
    in_azc=st.booleans(),
    eigen=st.booleans(),
)
def test_nooit_een_termijn_zonder_kennisgeving_of_ss139(
    recht: Recht,
    doelgroep: Doelgroep,
    kennisgeving: date | None,
    ss139: date | None,
    brp: date | None,
    in_azc: bool,
    eigen: bool,
) -> None:
    """I12, en: geen uitkomst zonder termijn blijft zonder signaal."""
    feiten = PipFeiten(
        doelgroep=doelgroep,
        kennisgeving=kennisgeving,
        ss139=ss139,
        brp_inschrijving=brp,
        in_azc=in_azc,
        azc_in_eigen_gemeente=eigen,
    )
    uitkomst = bepaal_pip_termijnen(feiten, recht=recht)
    if kennisgeving is None and ss139 is None:
        assert uitkomst.lopend is None
    if uitkomst.lopend is None:
        assert uitkomst.signalen
    else:
        assert is_werkdag(uitkomst.lopend.einde, recht)
        assert uitkomst.lopend.start in (kennisgeving, ss139, brp)
    if uitkomst.afweging is not None:
        assert uitkomst.lopend is not None
        assert uitkomst.andere_lezing is not None
