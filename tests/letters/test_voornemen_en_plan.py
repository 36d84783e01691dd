"""Wat in het PIP komt, staat ook in het voornemen ervan: anders kan de persoon er niets van vinden (art. 4:8 Awb, art.
5.3 lid 4 Bi2021). Elk veld van de inhoud valt hieronder, ook een nieuw."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import msgspec
import pytest

from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.ontheffing import Bewijs
from core.law.pip import PipGegevens, PipInhoud
from core.law.urennorm import Revalidatie, Vaardigheid
from core.law.verrekening import Herkomst, Urencategorie, Verrekening
from tests.letters.voorbeelden import GROEPEN
from tests.voorbeelden.pip_brieven import beschikking, plan, voornemen

ANDERS: dict[str, Any] = {
    "leerroute": Leerroute.O,
    "niveau": Niveau.A2,
    "ondersteuning": "Iets anders.",
    "intensiteit_pvt": 13,
    "intensiteit_map": 41,
    "vve_afspraken": "Uw zoon gaat naar de voorschool.",
    "vve_nvt": True,
    "intensiteit_leerroute": 444,
    "geschatte_intensiteit_b1": 321,
    "aantal_voortgangsgesprekken": 9,
    "participatiewet_beschikkingen": ("het besluit over ontzorgen",),
    "a2_knm_examenwens": True,
    "lagere_urennorm": 400,
    "revalidatie": Revalidatie(
        bewijs=Bewijs.VERKLARING_DESKUNDIGE,
        bewijs_op=date(2026, 2, 2),
        in_traject=True,
        vervallen_vaardigheden=(Vaardigheid.LUISTEREN,),
    ),
    "alfabetisering": Alfabetisering.AA,
    "mag_opleiding_afmaken": True,
    "motivering": "Om een andere reden.",
    "eigen_woorden": "Ik was kok.",
    "sterke_punten": "Koken.",
    "wensen": "Een keuken.",
    "verrekeningen": (
        Verrekening(uren=36, categorie=Urencategorie.NT2, herkomst=Herkomst.BREDE_INTAKE, toegekend=True),
    ),
}
"""Van elk veld een waarde die in geen van de plannen staat."""
IN_GEEN_BRIEF = {
    "vve_nvt": "dat er niets af te spreken is, hoeft niemand te lezen",
    "geschatte_intensiteit_b1": "een schatting voor DUO, die de persoon tot niets verplicht",
}


def _anders(brief: Any, andere: Any) -> bool:
    """Of deze twee brieven iets anders zeggen."""
    return bool(msgspec.json.encode(brief) != msgspec.json.encode(andere))


def _met(gegevens: PipGegevens, veld: str) -> PipGegevens:
    return replace(gegevens, **{veld: ANDERS[veld]})


def test_van_elk_veld_van_de_inhoud_staat_hier_een_andere_waarde() -> None:
    assert set(ANDERS) == {veld.name for veld in fields(PipInhoud)}


@pytest.mark.parametrize("veld", ANDERS)
def test_awb_4_8_wat_het_plan_anders_maakt_maakt_het_voornemen_anders(veld: str) -> None:
    in_het_plan = []
    for leerroute in Leerroute:
        voor = plan(leerroute)
        erna = _met(voor, veld)
        for groep in GROEPEN.values():
            if _anders(beschikking(voor, groep), beschikking(erna, groep)):
                in_het_plan.append(leerroute)
                assert _anders(voornemen(voor, groep=groep), voornemen(erna, groep=groep)), leerroute
    assert bool(in_het_plan) is (veld not in IN_GEEN_BRIEF)
