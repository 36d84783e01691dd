"""De overgangen van een zaak: elke regel van de tabel kan, en verder niets."""

from itertools import product

import pytest

from core.fouten import OnjuisteFase
from core.law.fasen import OVERGANGEN, Aanleiding, Fase, mogelijke_overgangen, toets_overgang
from tests.law.tabellen import lees_tabel

Stap = tuple[Fase | None, Fase, Aanleiding]

TOEGESTAAN: dict[Stap, tuple[str, str]] = {
    (Fase(van) if van else None, Fase(naar), Aanleiding(g.gegeven["aanleiding"])): (g.nr.split("-")[0], g.grond)
    for g in lees_tabel("fasen")
    for van in g.gegeven["van"]
    for naar in g.dan["naar"]
}
ALLE: list[Stap] = list(product((None, *Fase), Fase, Aanleiding))


@pytest.mark.parametrize("stap", TOEGESTAAN, ids=str)
def test_wat_in_de_tabel_staat_kan(stap: Stap) -> None:
    van, naar, aanleiding = stap
    overgang = toets_overgang(van, naar, aanleiding=aanleiding)
    assert (overgang.nummer, str(overgang.grond)) == TOEGESTAAN[stap]
    assert (overgang.van, overgang.naar, overgang.aanleiding) == stap


def test_wat_niet_in_de_tabel_staat_mag_niet() -> None:
    """Alle combinaties van fase, fase en aanleiding die de specificatie niet noemt."""
    verboden = [stap for stap in ALLE if stap not in TOEGESTAAN]
    assert len(verboden) == len(ALLE) - len(TOEGESTAAN)
    for van, naar, aanleiding in verboden:
        with pytest.raises(OnjuisteFase):
            toets_overgang(van, naar, aanleiding=aanleiding)


def test_alle_nummers_t1_tot_en_met_t27() -> None:
    assert {o.nummer for o in OVERGANGEN} == {f"T{n}" for n in range(1, 28)}
    assert len(OVERGANGEN) == len(TOEGESTAAN)


def test_de_melding_noemt_de_fase_wat_kan_en_de_volgende_stap() -> None:
    with pytest.raises(OnjuisteFase) as fout:
        toets_overgang(Fase.PLICHT_GEMELD, Fase.TRAJECT_ACTIEF, aanleiding=Aanleiding.PIP_VASTGESTELD)
    melding = fout.value.melding
    assert "staat in PLICHT_GEMELD" in melding
    assert "OPROEP_VERZONDEN (naar INTAKE_OPGEROEPEN)" in melding
    assert "art. 14 lid 1 Wi2021" in melding


@pytest.mark.parametrize("fase", [None, *Fase], ids=str)
def test_elke_fase_heeft_een_melding(fase: Fase | None) -> None:
    with pytest.raises(OnjuisteFase, match="Mogelijk is nu"):
        toets_overgang(fase, Fase.VERNIETIGD, aanleiding=Aanleiding.PIP_VASTGESTELD)


def test_uit_vernietigd_komt_niets_meer() -> None:
    assert mogelijke_overgangen(Fase.VERNIETIGD) == ()
