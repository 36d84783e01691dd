"""Na een nieuwe dagtekening geldt het einde dat DUO van de oude uitrekende niet meer (art. 11 lid 2 Wi2021, PG-6)."""

from datetime import date

import pytest

from core.law.termijn import Termijnsoort
from core.law.termijn_tonen import (
    GetoondeTermijn,
    TermijnInBrief,
    begin_dat_vervalt,
    is_verstreken,
    termijn_in_brief,
    toon_termijn,
)

BEZWAAR_TOT = date(2026, 4, 13)
OUD, NIEUW, EINDE = date(2026, 3, 3), date(2026, 3, 7), date(2029, 3, 3)


@pytest.mark.parametrize(
    ("van", "oude_van", "bijgewerkt"),
    [(OUD, None, False), (OUD, OUD, True), (NIEUW, OUD, False), (None, OUD, False), (None, None, False)],
)
def test_welk_einde_te_zien_is(van: date | None, oude_van: date | None, bijgewerkt: bool) -> None:
    einde = None if van is None else EINDE
    gezien = toon_termijn(van, einde, oude_van)
    assert gezien == GetoondeTermijn(
        van=None if bijgewerkt else van, tot=None if bijgewerkt else einde, wordt_bijgewerkt=bijgewerkt
    )


@pytest.mark.parametrize(
    ("van_duo", "al_vervallen", "begin"),
    [
        (None, None, NIEUW),
        (NIEUW, None, NIEUW),
        (OUD, OUD, OUD),
        (NIEUW, OUD, NIEUW),
        (None, OUD, NIEUW),
    ],
)
def test_welk_begin_met_de_dagtekening_van_6_maart_vervalt(
    van_duo: date | None, al_vervallen: date | None, begin: date
) -> None:
    """Ging het al eerder over, en rekent DUO nog van de eerste dag, dan is het die."""
    assert begin_dat_vervalt(date(2026, 3, 6), van_duo=van_duo, al_vervallen=al_vervallen) == begin


@pytest.mark.parametrize(
    ("van", "oude_van", "dagtekening", "opnieuw"),
    [
        (None, OUD, date(2026, 3, 6), None),  # DUO gaf er geen: de brief rekent zelf (art. 11 lid 2)
        (OUD, OUD, date(2026, 3, 6), True),
        (OUD, OUD, date(2026, 3, 2), False),  # het nieuwe plan is van dezelfde dag: de termijn klopt
        (OUD, None, date(2026, 3, 6), False),  # van een PIP van elders: het begin blijft (art. 11 lid 3)
        (NIEUW, OUD, date(2026, 3, 6), False),  # DUO verschoof haar al
    ],
)
def test_cal_10_de_brief_noemt_de_dagen_die_duo_gaf(
    van: date | None, oude_van: date | None, dagtekening: date, opnieuw: bool | None
) -> None:
    gezegd = termijn_in_brief(van, None if van is None else EINDE, oude_van, dagtekening=dagtekening)
    if opnieuw is None or van is None:
        assert gezegd is None
    else:
        assert gezegd == TermijnInBrief(start=van, laatste_dag=date(2029, 3, 2), opnieuw=opnieuw)


@pytest.mark.parametrize(
    ("soort", "dag", "verstreken"),
    [
        (Termijnsoort.BEZWAAR, BEZWAAR_TOT, False),
        (Termijnsoort.BEZWAAR, date(2026, 4, 14), True),
        (Termijnsoort.PIP_A, date(2026, 4, 14), False),
        (Termijnsoort.INTAKE_O1, date(2026, 4, 14), False),
    ],
)
def test_alleen_van_bezwaar_verstrijkt_de_dag_zonder_dat_wij_weten_of_er_iets_kwam(
    soort: Termijnsoort, dag: date, verstreken: bool
) -> None:
    """Wie te laat is met een PIP, of met komen, blijkt uit wat een medewerker vastlegt (PG-11)."""
    assert is_verstreken(soort, BEZWAAR_TOT, peildatum=dag) is verstreken
