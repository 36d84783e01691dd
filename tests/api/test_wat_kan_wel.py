"""Wie iets verkeerd stuurt hoort alles in een keer, en wat er wel kan; wat hij stuurde komt niet terug."""

import json

import msgspec
import pytest

from tests.api.gezaaid import stuur_ruw, zaai
from tests.api.routes import TEKST, contract_van, geldige_body, keuzevelden, met_body
from tests.process.wereld import Wereld, velden


async def test_elk_onbekend_veld_wordt_genoemd_met_wat_er_kan_en_zonder_de_waarde(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    for route in met_body(wereld.huis):
        bekend = [veld.encode_name for veld in msgspec.structs.fields(contract_van(route))]
        body = geldige_body(contract_van(route)) | {"verzonnenVeld": "geheim-van-iemand", "nogEen": 1}
        antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(body).encode())
        assert antwoord.status_code == 400, route
        gebreken = {g["veld"]: g["melding"] for g in antwoord.json()["gebreken"]}
        assert set(gebreken) == {"verzonnenVeld", "nogEen"}, route
        assert all("bestaat hier niet" in melding for melding in gebreken.values()), route
        for melding in gebreken.values():
            assert "bedoelt u" in melding or all(naam in melding for naam in bekend), (route, melding)
        assert "geheim-van-iemand" not in antwoord.text


async def test_een_verschreven_veld_krijgt_het_goede_voorgesteld(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    geteld = 0
    for route in met_body(wereld.huis):
        body = geldige_body(contract_van(route))
        for naam in [naam for naam in body if len(naam) > 4]:
            verschreven = {n: w for n, w in body.items() if n != naam} | {naam.lower() + "s": body[naam]}
            antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(verschreven).encode())
            gebreken = {g["veld"]: g["melding"] for g in antwoord.json()["gebreken"]}
            assert gebreken[naam] == "ontbreekt", (route, naam)
            assert gebreken[naam.lower() + "s"] == f"dit veld bestaat hier niet; bedoelt u {naam}?", (route, gebreken)
            geteld += 1
    assert geteld > 50


@pytest.mark.parametrize("naam", ["999990019", "999.990.019", "Jansen van Dijk", "<script>", "a" * 51, "naam\n", "é"])
async def test_een_naam_die_geen_veldnaam_kan_zijn_komt_niet_terug(wereld: Wereld, naam: str) -> None:
    """Daar staat misschien iets over een mens: een nummer of zijn naam."""
    gezaaid = await zaai(wereld)
    for route in met_body(wereld.huis)[:5]:
        body = geldige_body(contract_van(route)) | {naam: 1, naam + "x": 2}
        antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(body).encode())
        assert antwoord.status_code == 400, route
        assert velden(antwoord.json()) == {"onbekend veld"}, route
        assert naam not in antwoord.json()["gebreken"][0]["melding"]


async def test_een_keuze_die_niet_bestaat_krijgt_te_horen_wat_er_te_kiezen_is(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    geteld = 0
    for route in met_body(wereld.huis):
        for pad, body in keuzevelden(contract_van(route)):
            ruw = json.dumps(body).replace(TEKST, "VERZONNEN_KEUZE").encode()
            antwoord = await stuur_ruw(wereld, gezaaid, route, ruw)
            assert antwoord.status_code == 400, (route, pad)
            [melding] = [g["melding"] for g in antwoord.json()["gebreken"] if g["veld"] == pad]
            assert melding.startswith("kies een van deze: "), (route, pad, melding)
            assert "VERZONNEN_KEUZE" not in antwoord.text
            geteld += 1
    assert geteld > 20


async def test_elke_fout_in_het_adres_komt_tegelijk(wereld: Wereld) -> None:
    pad = "?voor=jou&behandelaar=mij&uiterlijk=morgen&verlopen=misschien&sort=x&limeit=3"
    fout = await wereld.km.lees(f"/werkvoorraad{pad}", 400)
    assert {g["veld"]: g["melding"] for g in fout["gebreken"]} == {
        "voor": "kies een van deze: mij, niemand",
        "behandelaar": "verwacht een UUID",
        "uiterlijk": "verwacht een datum (JJJJ-MM-DD)",
        "verlopen": "verwacht true of false",
        "sort": "deze parameter bestaat hier niet; bedoelt u soort?",
        "limeit": "deze parameter bestaat hier niet; bedoelt u limiet?",
    }


async def test_wie_iets_niet_mag_hoort_in_woorden_wie_wel(wereld: Wereld) -> None:
    fout = await wereld.km.stuur("/mandaten", {}, 403)
    assert fout["detail"] == "Dit mag een klantmanager niet; een teamleider wel."
    assert ":" not in fout["detail"]
