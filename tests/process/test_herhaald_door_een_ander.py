"""Wat voor wie het deed een herhaling is, is dat voor niemand anders: bij elke handeling van elke stap.

De lijst is die van de routes die iets wijzigen; zij groeit met elke stap.
"""

import pytest

from core.platform.tenancy import Rol
from tests.process.test_botsingen import HANDELINGEN
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import lidmaatschap, medewerker

VOOR_IEDER = {
    "POST /dossiers/{dossier_id}/brede-intake/leerbaarheidstoets": "de toets is al gevraagd, en niemand noemde iets",
    "POST /dossiers/{dossier_id}/brieven/{brief_id}/bezwaardag": "de brief ligt er al, en niemand noemde iets",
    "POST /dossiers/{dossier_id}/brieven/{brief_id}/opmaak": "de opmaak voor die dag wordt al gemaakt",
    "POST /dossiers/{dossier_id}/brieven/{brief_id}/verzending": "een feit dat twee mensen zagen; het ligt vast",
    "POST /dossiers/{dossier_id}/brp-lezing": "lezen mag ieder, zo vaak als nodig",
    "POST /dossiers/{dossier_id}/duo-lezing": "lezen mag ieder, zo vaak als nodig",
    "POST /dossiers/{dossier_id}/retourpost/{retourpost_id}/opnieuw": "de brief ligt er al, en niemand noemde iets",
    "POST /dossiers/{dossier_id}/vervolg": "het werk is van niemand",
    "POST /machines": "dezelfde sleutel met hetzelfde id is al toegelaten, en niemand noemde iets",
    "POST /machines/{machine_id}/intrekking": "zij is al ingetrokken, en niemand noemde iets",
    "POST /webhooks": "wie over de organisatie gaat mag haar geheim weten, en niemand noemde iets",
    "POST /webhooks/{webhook_id}/hervatting": "sturen mag ieder die erover gaat laten hervatten, zo vaak als nodig",
    "POST /webhooks/{webhook_id}/intrekking": "zij is al ingetrokken, en niemand noemde iets",
    "POST /lidmaatschappen/{lidmaatschap_id}/nagezien": "nazien mag ieder die erover gaat, zo vaak als nodig",
    "POST /lidmaatschappen/{lidmaatschap_id}/functie": "zij is dan al die functie, en er verandert niets",
}
STEEKPROEF = (
    "POST /dossiers/{dossier_id}/contactgegevens",
    "POST /dossiers/{dossier_id}/lbt-ontheffingen",
    "POST /dossiers/{dossier_id}/oproepen",
    "POST /dossiers/{dossier_id}/pip/intrekking",
)
ANDER = "ander"
ROLLEN = {
    "teamleider": Rol.TEAMLEIDER,
    "klantmanager": Rol.KLANTMANAGER,
    "beheerder": Rol.BEHEERDER,
    "school": Rol.TAALSCHOOL_MEDEWERKER,
    "taalschool_beheerder": Rol.TAALSCHOOL_BEHEERDER,
}


async def _zelfde_functie(wereld: Wereld, wie: str) -> None:
    """Een tweede mens die precies hetzelfde mag: wat hem weigert is niet zijn functie."""
    hier = wereld.twee.a
    id_ = await medewerker(wereld.eigenaar, onderwerp=f"{ANDER}.{hier.code}")
    waar = hier.school if wie in ("school", "taalschool_beheerder") else None
    await lidmaatschap(wereld.eigenaar, hier.id, id_, rol=ROLLEN[wie], naam="Een ander", organisatie_id=waar)


@pytest.mark.parametrize(
    "naam",
    [pytest.param(naam, marks=() if naam in STEEKPROEF else pytest.mark.lang) for naam in sorted(HANDELINGEN)],
)
async def test_een_ander_herhaalt_niet(wereld: Wereld, naam: str) -> None:
    verzoek = await HANDELINGEN[naam](wereld)

    async def stuur(wie: str) -> int:
        mens = wereld.mens(wie)
        koppen = {"Authorization": f"Bearer {mens.token}"}
        antwoord = await wereld.http.request(
            naam.split()[0], mens.basis + verzoek.pad, json=verzoek.body, headers=koppen
        )
        return antwoord.status_code

    await _zelfde_functie(wereld, verzoek.wie)
    assert await stuur(verzoek.wie) < 300
    if await stuur(verzoek.wie) < 300:
        status = await stuur(ANDER)
        assert status == 409 if naam not in VOOR_IEDER else status < 300


def test_wie_een_uitzondering_noemt_noemt_een_handeling() -> None:
    assert set(VOOR_IEDER) <= set(HANDELINGEN)
    assert set(STEEKPROEF) <= set(HANDELINGEN)
