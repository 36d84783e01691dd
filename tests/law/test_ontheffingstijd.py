"""De toets niet maken telt niet op dagen waarop een verzoek om ontheffing openstond of er ontheffing was (PG-3, PG-9).

Er was een verzoek van maandag 2 maart, en op maandag 16 maart wist de persoon dat de toets weer moet.
"""

from datetime import date

import pytest

from core.law.fasen import Fase
from core.law.medewerking import Reactie, Verzoek, Verzoeksoort
from core.law.ontheffing import Initiatief, Ontheffingstand, Ontheffingstatus, herleeft
from core.law.ontheffingstijd import Toetsvrij, geen_verwijt_toen

_TIJD = Toetsvrij(vanaf=date(2026, 3, 2), tot=date(2026, 3, 16))


@pytest.mark.parametrize(
    ("gevraagd", "reactie", "uiterlijk", "dag", "telt"),
    [
        (13, Reactie.WEIGERDE, None, 20, False),  # gevraagd terwijl hij nog ontheven was
        (16, Reactie.WEIGERDE, None, 20, True),
        (10, Reactie.BLEEF_WEG, 12, 20, False),
        (16, Reactie.BLEEF_WEG, 18, 20, True),
        (1, Reactie.WEIGERDE, None, 1, True),  # voor het verzoek
        (1, Reactie.WEIGERDE, None, 2, False),
        (1, Reactie.BLEEF_WEG, 1, 20, True),  # die dag was er nog niets gevraagd
        (1, Reactie.BLEEF_WEG, 18, 20, False),  # intussen vroeg hij ontheffing, en daarna vroeg niemand de toets
    ],
)
def test_de_dag_beslist_en_niet_hoe_het_nu_is(
    gevraagd: int, reactie: Reactie, uiterlijk: int | None, dag: int, telt: bool
) -> None:
    verzoek = Verzoek(
        soort=Verzoeksoort.LEERBAARHEIDSTOETS,
        wat="de toets",
        taal="Tigrinya",
        gevraagd_op=date(2026, 3, gevraagd),
        reactie=reactie,
        uiterlijk_op=None if uiterlijk is None else date(2026, 3, uiterlijk),
    )
    assert (geen_verwijt_toen(verzoek, [_TIJD], dag=date(2026, 3, dag)) == "") is telt


def test_een_verzoek_om_iets_anders_raakt_het_niet_en_zonder_einde_telt_niets() -> None:
    verzoek = Verzoek(
        soort=Verzoeksoort.STUK,
        wat="het diploma",
        taal="Tigrinya",
        gevraagd_op=date(2026, 3, 10),
        reactie=Reactie.WEIGERDE,
    )
    assert geen_verwijt_toen(verzoek, [_TIJD], dag=date(2026, 3, 10)) == ""
    assert geen_verwijt_toen(None, [_TIJD], dag=date(2026, 3, 10)) == ""


@pytest.mark.parametrize(
    ("status", "initiatief", "bekend", "weer"),
    [
        (Ontheffingstatus.GEWEIGERD, Initiatief.VERZOEK, True, True),
        (Ontheffingstatus.GEWEIGERD, Initiatief.VERZOEK, False, True),
        (Ontheffingstatus.VERLEEND, Initiatief.VERZOEK, False, True),  # hij kreeg nooit antwoord
        (Ontheffingstatus.VERLEEND, Initiatief.VERZOEK, True, False),  # het intrekken is het antwoord
        (Ontheffingstatus.VERLEEND, Initiatief.AMBTSHALVE, False, False),
        (Ontheffingstatus.INGETROKKEN, Initiatief.VERZOEK, False, False),
    ],
)
def test_pg_9_een_verzoek_zonder_antwoord_staat_weer_open(
    status: Ontheffingstatus, initiatief: Initiatief, bekend: bool, weer: bool
) -> None:
    stand = Ontheffingstand(status=status, initiatief=initiatief, bekend=bekend)
    assert herleeft(stand, gaat_het_om=True, verkort=False, fase=Fase.INTAKE_LOOPT) is weer
    assert not herleeft(stand, gaat_het_om=False, verkort=False, fase=Fase.INTAKE_LOOPT)
    assert not herleeft(stand, gaat_het_om=True, verkort=False, fase=Fase.TRAJECT_ACTIEF)
    assert not herleeft(stand, gaat_het_om=True, verkort=True, fase=Fase.INTAKE_LOOPT)
