"""Wat een college nog kan voor wie elders staat ingeschreven, terwijl niet vaststaat dat het bevoegd is (§14, I8)."""

import datetime as dt
from typing import Any

import pytest

from core.law.bevoegd import Bevoegd, bepaal_bevoegd, toets_college
from core.law.fasen import Fase
from core.law.handelingen import Handeling, Zaakbeeld, aan_zet, beoordeel
from core.law.recht import Recht

HIER, AZC = "GM0001", "GM0009"
PEILDATUM = dt.date(2026, 3, 5)
IN_AZC: dict[str, Any] = {
    "hier": HIER,
    "stond_hier": False,
    "verhuisd": False,
    "met_pip": False,
    "duo_weigert": False,
}
WACHT = {
    "OPROEP_OPSTELLEN",
    "OPROEP_VERZENDEN",
    "AFSPRAAK_VERZETTEN",
    "AFSPRAAK_GEMIST",
    "TERMIJN_GEMIST",
    "KOMST_WEIGEREN",
    "ONVOLDOENDE_MEDEWERKING",
    "BOETEVRAAG_BEANTWOORDEN",
    "INTAKE_BIJWERKEN",
    "LBT_AANVRAGEN",
    "ONTHEFFING_BESLISSEN",
    "ONTHEFFING_WEIGEREN",
    "INTAKE_AFRONDEN",
    "INTAKE_AFRONDEN_IN_AFWEZIGHEID",
    "PIP_SCHRIJVEN",
    "INFORMATIE_VRAGEN",
    "INFORMATIE_NIET_AFWACHTEN",
    "VOORNEMEN_OPSTELLEN",
    "VOORNEMEN_AFZIEN",
    "ZIENSWIJZE_WEGEN",
    "PIP_VASTSTELLEN",
    "PIP_HERDAGTEKENEN",
    "PIP_INTREKKEN",
    "ONTHEFFING_HERDAGTEKENEN",
    "ONTHEFFINGSBESLUIT_INTREKKEN",
    "WAARSCHUWING_HERDAGTEKENEN",
    "INTAKE_HEROPENEN",
}
MAG = {
    "VERSCHIJNEN",
    "PIP_ELDERS_INGETROKKEN",
    "PIP_ELDERS_TERUGNEMEN",
    "PLAN_VASTLEGGEN",
    "PLAN_TERUGNEMEN",
    "ONTHEFFING_VRAGEN",
    "ONTHEFFING_INTREKKEN",
    "INFORMATIE_ONTVANGEN",
    "ZIENSWIJZE_VASTLEGGEN",
    "OPROEP_INTREKKEN",
    "VOORNEMEN_INTREKKEN",
    "AFSPRAAK_TERUGNEMEN",
    "UITKOMST_TERUGNEMEN",
    "BOETEANTWOORD_TERUGNEMEN",
    "INTAKE_WEGLEGGEN",
    "CONCEPT_WEGLEGGEN",
    "BESLUIT_LOSLATEN",
    "RETOURPOST_BEOORDELEN",
    "WERK_HEROPENEN",
    "VERVOLG_PLANNEN",
}


def test_elke_handeling_wacht_of_wacht_niet() -> None:
    assert {str(h) for h in Handeling} == WACHT | MAG
    assert not WACHT & MAG


@pytest.mark.parametrize("bevoegd", [Bevoegd.DUO_GEVRAAGD, Bevoegd.DUO_WEIGERT])
@pytest.mark.parametrize("handeling", Handeling)
def test_zonder_college_gaat_er_niets_uit(handeling: Handeling, bevoegd: Bevoegd) -> None:
    gebreken = toets_college(handeling, bevoegd)
    assert [gebrek.veld for gebrek in gebreken] == ["bevoegd"] * (handeling in WACHT)
    assert toets_college(handeling, Bevoegd.JA) == ()


@pytest.mark.parametrize(
    ("gemeente", "anders", "bevoegd"),
    [
        (AZC, {}, Bevoegd.JA),
        (AZC, {"duo_weigert": True}, Bevoegd.DUO_WEIGERT),
        (AZC, {"verhuisd": True}, Bevoegd.DUO_GEVRAAGD),
        (AZC, {"verhuisd": True, "duo_weigert": True}, Bevoegd.DUO_WEIGERT),
        (AZC, {"duo_weigert": True, "stond_hier": True}, Bevoegd.JA),  # T19 zegt het
        (AZC, {"duo_weigert": True, "met_pip": True}, Bevoegd.JA),
        (HIER, {"duo_weigert": True}, Bevoegd.JA),
        ("", {"duo_weigert": True}, Bevoegd.JA),
        ("GM1999", {"duo_weigert": True}, Bevoegd.JA),
    ],
)
def test_of_dit_college_bevoegd_is(gemeente: str, anders: dict[str, Any], bevoegd: Bevoegd) -> None:
    for fase in (Fase.VOORTRAJECT_COA, Fase.PLICHT_GEMELD, Fase.INTAKE_OPGEROEPEN, Fase.WACHT_OP_DERDE):
        assert bepaal_bevoegd(gemeente, fase, **(IN_AZC | anders)) is bevoegd
    for fase in (Fase.OVERGEDRAGEN, Fase.BEEINDIGD, Fase.ONDERBROKEN):
        assert bepaal_bevoegd(gemeente, fase, **(IN_AZC | anders)) is Bevoegd.JA


def test_wat_er_nu_kan_is_duo_vragen(recht: Recht) -> None:
    zaak = Zaakbeeld(fase=Fase.PLICHT_GEMELD, bevoegd=Bevoegd.DUO_WEIGERT)
    oordeel = beoordeel(Handeling.OPROEP_OPSTELLEN, zaak, peildatum=PEILDATUM, recht=recht)
    assert not oordeel.mag
    assert oordeel.volgende is None
    assert "laat daarna bij DUO opnieuw lezen" in oordeel.wat_nu
    beurt = aan_zet(zaak, peildatum=PEILDATUM, recht=recht)
    assert beurt.handeling is None
    assert "laat daarna bij DUO opnieuw lezen" in beurt.wat_nu
