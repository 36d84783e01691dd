"""Na een nieuwe dagtekening geldt het einde dat DUO van de oude uitrekende niet meer (art. 11 lid 2 Wi2021, PG-6)."""

from datetime import date

import pytest

from core.law.termijn_tonen import GetoondeTermijn, begin_dat_vervalt, toon_termijn

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
