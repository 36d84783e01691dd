"""Werk dat over een brief, een oproep of een verzoek gaat noemt het id daarvan; niemand zoekt het in de tekst."""

from uuid import UUID

import pytest

from core.process.stappen import STAPPEN
from tests.process.test_werk_en_de_dag import GEVALLEN
from tests.process.wereld import Wereld

TABEL = {
    "brief": "brief",
    "contactmoment": "contactmoment",
    "duo-melding": "duo_melding",
    "lbt-ontheffing": "lbt_ontheffing",
    "oproep": "oproep",
    "pip-voornemen": "pip_voornemen",
    "retourpost": "retourpost",
    "samenvoeging": "samenvoeging",
    "toewijzing": "toewijzing",
}
OVER = {str(soort): soort.over for stap in STAPPEN for soort in stap.werk if soort.over}
SOORTEN = {geval.soort: naam for naam, geval in GEVALLEN.items() if geval.soort in OVER}


def test_waarover_werk_gaat_is_iets_met_een_id() -> None:
    assert set(OVER.values()) == set(TABEL)


@pytest.mark.parametrize("soort", SOORTEN)
async def test_werk_noemt_waarover_het_gaat(wereld: Wereld, soort: str) -> None:
    zaak = await GEVALLEN[SOORTEN[soort]].maak(wereld)
    lijst = (await wereld.km.lees(f"/werkvoorraad?soort={soort}"))["werk"]
    items = [w for w in lijst if w["dossierId"] == str(zaak.id)]
    assert items
    for item in items:
        assert item["over"]["soort"] == OVER[soort]
        [rij] = await wereld.rijen(TABEL[OVER[soort]], id=UUID(item["over"]["id"]))
        assert rij["dossier_id"] == zaak.id
    in_het_dossier = {w["id"]: w["over"] for w in (await zaak.lees())["werk"]}
    assert all(in_het_dossier[item["id"]] == item["over"] for item in items)


async def test_werk_over_het_hele_dossier_noemt_niets(wereld: Wereld) -> None:
    zaak = await GEVALLEN["school"].maak(wereld)
    [kiezen] = [w for w in (await zaak.lees())["werk"] if w["soort"] == "TAALSCHOOL_KIEZEN"]
    assert kiezen["over"] is None, "dat gaat over het hele dossier"
