"""Wie de knoppen van de simulator verkeerd bedient, leest wat er wel moet (docs/simulator.md)."""

import pytest

from tests.integrations.wereld import UTRECHT, StartWereld, Wereld


@pytest.mark.parametrize("inhoud", [b"", b"{}", b"niets", b'{"onbekend": 1}'])
@pytest.mark.parametrize(
    ("knop", "verplicht"),
    [
        ("aanmeldingen", ["aantal"]),
        ("gebeurtenissen", ["codes"]),
        ("verhuizing", ["bsn", "naar"]),
        ("storing", ["soort"]),
    ],
)
async def test_een_verzoek_dat_niet_klopt_hoort_welke_velden_er_moeten_zijn(
    wereld: Wereld, knop: str, verplicht: list[str], inhoud: bytes
) -> None:
    antwoord = await wereld.besturing.post(
        f"/_besturing/{knop}", content=inhoud, headers={"Content-Type": "application/json"}
    )
    assert antwoord.status_code == 400
    gezegd = antwoord.json()
    assert gezegd["verplicht"] == verplicht
    assert "stuur JSON" in gezegd["reden"]


async def test_wie_duo_nog_niet_kent_kan_niet_verhuizen(start_wereld: StartWereld) -> None:
    wereld = await start_wereld()
    body = {"bsn": wereld.bevolking[0].bsn, "naar": UTRECHT.code}
    antwoord = await wereld.besturing.post("/_besturing/verhuizing", json=body)
    assert antwoord.status_code == 409
    assert "meld hem eerst aan" in antwoord.json()["reden"]
