"""De boetevraag van art. 22 Wi2021 tegen de tabel (PG-7), en welke groepen voor een dichte poort staan (§11.5)."""

from datetime import date

import pytest

from core.law.boetevraag import Boetevraag, RedenGeenBoete, ZonderBoete, poort_dicht, toets_boetevraag, welke_antwoorden
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.recht import Boetepoort, Recht, Regelkeuzes
from tests.law.tabellen import Geval, lees_tabel, maak


@pytest.mark.parametrize("geval", lees_tabel("boetevraag"), ids=str)
def test_het_antwoord(geval: Geval, recht: Recht) -> None:
    gebreken = toets_boetevraag(
        maak(Boetevraag, geval.gegeven["vraag"]),
        zonder_boete=maak(ZonderBoete, geval.gegeven["zonder_boete"]) if "zonder_boete" in geval.gegeven else None,
        nummer=geval.gegeven["nummer"],
        dicht=geval.gegeven["dicht"],
        vanaf=date(2026, 5, 12),
        besluit_vanaf=geval.gegeven.get("besluit_vanaf"),
        peildatum=date(2026, 6, 10),
        recht=recht,
        niet_gevonden_op=geval.gegeven.get("niet_gevonden_op"),
    )
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


_HOUDER_OPEN = Regelkeuzes(geopende_boetepoorten=frozenset({Boetepoort.INTERNATIONALE_BESCHERMING}))


@pytest.mark.parametrize(
    ("groep", "keuzes", "dicht"),
    [
        (Doelgroep.GEZIN_EN_OVERIG, Regelkeuzes(), False),
        (Doelgroep.ASIEL, Regelkeuzes(), True),
        (Doelgroep.ASIEL, _HOUDER_OPEN, True),
        (GedetailleerdeDoelgroep.ASIELSTATUSHOUDER, _HOUDER_OPEN, False),
        (GedetailleerdeDoelgroep("Gezinsvormer met Asielstatushouder"), _HOUDER_OPEN, True),
        (Doelgroep.ASIEL, Regelkeuzes(geopende_boetepoorten=frozenset(Boetepoort)), False),
    ],
)
def test_e23_de_boetepoort(groep: Doelgroep | GedetailleerdeDoelgroep, keuzes: Regelkeuzes, dicht: bool) -> None:
    assert poort_dicht(groep, keuzes) is dicht


@pytest.mark.parametrize("dicht", [True, False])
def test_pg_7_kan_er_geen_boete_zijn_dan_noemt_het_werk_de_reden(dicht: bool) -> None:
    zonder = ZonderBoete(melding="er is geen eerste boete", reden=RedenGeenBoete.BUITEN_HET_ARTIKEL)
    assert "alleen: geen boete, met als reden BUITEN_HET_ARTIKEL" in welke_antwoorden(zonder, dicht=dicht)
    assert ("geen boete, met als reden GROEPSPOORT" in welke_antwoorden(None, dicht=dicht)) is dicht
    assert ("procedure loopt" in welke_antwoorden(None, dicht=dicht)) is not dicht
