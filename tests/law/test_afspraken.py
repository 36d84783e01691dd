"""De afspraak en de verzette afspraak tegen hun tabellen, en wat bevestigen is."""

from datetime import date, datetime, time

import pytest

from core.fouten import NietBevestigd, Waarschuwing
from core.law.afspraken import Bevestiging, Bezet, Openingstijd, toets_bevestiging, waarschuw_afspraak
from core.law.recht import Recht
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from tests.law.tabellen import Geval, lees_tabel, maak

VERZONDEN, VANDAAG = date(2026, 3, 2), date(2026, 3, 10)


@pytest.mark.parametrize("geval", lees_tabel("afspraken"), ids=str)
def test_een_verzette_afspraak_is_bevestigd(geval: Geval, recht: Recht) -> None:
    gebreken = toets_bevestiging(
        maak(Bevestiging, geval.gegeven["bevestiging"]),
        afspraak_dag=geval.gegeven["afspraak_dag"],
        vanaf=VERZONDEN,
        termijn_tot=date(2026, 4, 1),
        peildatum=VANDAAG,
        recht=recht,
    )
    assert [g.veld for g in gebreken] == geval.dan["velden"]
    assert {g.grond for g in gebreken} <= {geval.grond}


@pytest.mark.parametrize("geval", lees_tabel("afspraaktijden"), ids=str)
def test_een_afspraak_waarschuwt_voordat_zij_er_is(geval: Geval, recht: Recht) -> None:
    op = datetime.fromisoformat(geval.gegeven["op"])
    tijden = tuple(
        Openingstijd(weekdag=t["weekdag"], van=time.fromisoformat(t["van"]), tot=time.fromisoformat(t["tot"]))
        for t in geval.gegeven.get("openingstijden", ())
    )
    bezet = maak(Bezet, geval.gegeven["bezet"])
    waarschuwingen = waarschuw_afspraak(op, bezet, openingstijden=tijden, recht=recht)
    assert [w.soort for w in waarschuwingen] == geval.dan["soorten"]
    assert geval.dan.get("meldt", "") in " ".join(w.melding for w in waarschuwingen)
    assert {w.grond for w in waarschuwingen} <= {geval.grond}


_NACHT, _ZONDAG = Waarschuwingssoort.BUITEN_KANTOORUREN, Waarschuwingssoort.GEEN_WERKDAG
_BEIDE = (Waarschuwing(soort=_NACHT, melding="in de nacht"), Waarschuwing(soort=_ZONDAG, melding="op zondag"))


@pytest.mark.parametrize("bevestigd", [(), (_NACHT,), (_NACHT, Waarschuwingssoort.TELT_NIET)])
def test_wie_niet_elke_waarschuwing_bevestigt_leest_ze_allemaal(bevestigd: tuple[Waarschuwingssoort, ...]) -> None:
    with pytest.raises(NietBevestigd) as fout:
        eis_bevestigd(_BEIDE, bevestigd)
    assert fout.value.waarschuwingen == _BEIDE
    assert "BUITEN_KANTOORUREN, GEEN_WERKDAG" in fout.value.melding


def test_bewaard_wordt_alleen_wat_er_speelde() -> None:
    assert eis_bevestigd(_BEIDE[:1], (_NACHT, _ZONDAG)) == (_NACHT,)
    assert eis_bevestigd((), tuple(Waarschuwingssoort)) == ()
