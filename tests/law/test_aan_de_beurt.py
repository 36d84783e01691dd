"""Wat er aan de beurt is: een handeling die nu mag, of waarom er geen is; nooit een die niet mag of niet bestaat."""

from dataclasses import replace

import pytest

from core.law.fasen import WACHT_OP, Fase
from core.law.handelingen import Handeling, aan_zet, beoordeel
from core.law.recht import Recht
from tests.law.test_handelingen import RAAD, TABEL, ZONDER_HANDELING, beeld

_BRIEF_OF_COLLEGA = {
    "verzend de brief met het pip",
    "leg vast wanneer de brief de deur uit ging",
    "leg dit voor aan wie het wel mag",
}
"""Wat er te doen is buiten de handelingen om: een brief, of een ander."""
_VERZEND = "verzend de brief, en leg dat vast"


def _beelden_in(fase: Fase) -> set[str]:
    """De beelden die in deze fase voorkomen; voor de eerste oproep is er nog geen."""
    antwoorden = [rij.kan_in[fase] for rij in TABEL.handelingen.values() if fase in rij.kan_in]
    namen = {"kaal", *TABEL.volgende.get(fase, {}), *(naam for a in antwoorden for naam in (*a.ja, *a.nee))}
    return {naam for naam in namen if fase is not Fase.PLICHT_GEMELD or "oproepen" not in TABEL.beelden[naam]}


@pytest.mark.parametrize("fase", Fase)
def test_wat_aan_de_beurt_is_mag_en_anders_staat_er_waarom_niet(fase: Fase, recht: Recht) -> None:
    for naam in _beelden_in(fase):
        zaak, peildatum = beeld(naam, fase)
        beurt = aan_zet(zaak, peildatum=peildatum, recht=recht)
        assert beurt.wat_nu.endswith("."), naam
        if beurt.handeling is not None:
            assert beoordeel(beurt.handeling, zaak, peildatum=peildatum, recht=recht).mag, (naam, beurt)
            # On the person, who can still come or answer; or on a letter that must go out first.
            wacht = "tot en met" in beurt.wat_nu or _VERZEND in beurt.wat_nu
            assert wacht or beurt.handeling.omschrijving in beurt.wat_nu, (naam, beurt)
            continue
        zonder = beurt.wat_nu.lower()
        for zin in sorted(_BRIEF_OF_COLLEGA | ZONDER_HANDELING, key=len, reverse=True):
            zonder = zonder.replace(zin.lower(), "")
        assert not RAAD.search(zonder), (naam, beurt.wat_nu)


def test_zonder_handeling_staat_er_wat_tegenhoudt(recht: Recht) -> None:
    zaak, peildatum = beeld("onbekende_groep", Fase.PLICHT_GEMELD)
    beurt = aan_zet(zaak, peildatum=peildatum, recht=recht)
    assert beurt.handeling is None
    assert "De doelgroep is nog niet bij DUO gelezen" in beurt.wat_nu
    zaak, peildatum = beeld("zonder_mandaat", Fase.INTAKE_AFGEROND)
    beurt = aan_zet(zaak, peildatum=peildatum, recht=recht)
    assert "Leg dit voor aan wie het wel mag: het PIP vaststellen." in beurt.wat_nu


def test_voor_wie_overleden_is_is_niets_aan_de_beurt(recht: Recht) -> None:
    for fase in Fase:
        zaak, peildatum = beeld("concept", fase)
        beurt = aan_zet(replace(zaak, overleden=True), peildatum=peildatum, recht=recht)
        assert beurt.handeling is None
        assert beurt.wat_nu.startswith("Ga na wat er nog moet gebeuren")


@pytest.mark.parametrize("fase", [None, *Fase], ids=str)
def test_waarop_een_fase_wacht_is_geen_opdracht(fase: Fase | None) -> None:
    assert not RAAD.search(WACHT_OP[fase])
    assert not any(handeling.omschrijving in WACHT_OP[fase] for handeling in Handeling)
