"""Hoe lang een besluit mag blijven liggen, en wanneer een nieuwe dagtekening een motief vraagt (PG-5, PG-6)."""

from datetime import date

import pytest

from core.law.dagtekening import Vastgesteld, toets_motief, uiterlijk_verzenden, voorstel
from core.law.recht import Recht


@pytest.mark.parametrize(
    ("dagtekening", "uiterlijk"),
    [
        ("2026-03-02", "2026-03-05"),  # maandag: dinsdag, woensdag, donderdag
        ("2026-03-05", "2026-03-10"),  # het weekend telt niet
        ("2026-04-02", "2026-04-09"),  # Goede Vrijdag en Tweede Paasdag tellen niet
        ("2026-03-07", "2026-03-11"),  # op een zaterdag vastgesteld
    ],
)
def test_pg_6_drie_werkdagen_na_de_dagtekening(dagtekening: str, uiterlijk: str, recht: Recht) -> None:
    assert uiterlijk_verzenden(date.fromisoformat(dagtekening), recht=recht) == date.fromisoformat(uiterlijk)


@pytest.mark.parametrize(
    ("peildatum", "pip_uiterlijk", "motief", "velden"),
    [
        ("2026-03-06", "2026-03-06", "", []),
        ("2026-03-07", "2026-03-06", "", ["motief"]),
        ("2026-03-07", "2026-03-06", " \n", ["motief"]),
        ("2026-03-07", "2026-03-06", "de brief lag in een la", []),
        ("2026-03-07", None, "", []),
    ],
)
def test_pg_6_na_de_termijn_voor_het_pip_zegt_een_mens_waarom(
    peildatum: str, pip_uiterlijk: str | None, motief: str, velden: list[str]
) -> None:
    laatste = None if pip_uiterlijk is None else date.fromisoformat(pip_uiterlijk)
    gebreken = toets_motief(motief, peildatum=date.fromisoformat(peildatum), pip_uiterlijk=laatste)
    assert [g.veld for g in gebreken] == velden


def test_pg_6_het_werk_stelt_een_nieuwe_dagtekening_voor_tot_de_laatste_dag_voor_het_pip() -> None:
    dag, laatste = date(2026, 3, 2), date(2026, 3, 6)
    assert "Geef het een nieuwe dagtekening" in voorstel(
        Vastgesteld(dagtekening=dag), peildatum=laatste, pip_uiterlijk=laatste
    )
    assert "Kies" in voorstel(Vastgesteld(dagtekening=dag), peildatum=date(2026, 3, 7), pip_uiterlijk=laatste)
