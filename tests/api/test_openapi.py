"""De beschrijving van de API: naar de NLGov API Design Rules 2.2, volledig, en goedgekeurd door een mens."""

import asyncio
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.routes import Route, routes_van
from tests.process.wereld import Wereld
from tests.voorbeelden.goedgekeurd import vergelijk_map

HIER = Path(__file__).parent
WORTEL = HIER.parents[1]
SPECTRAL = WORTEL / "node_modules" / ".bin" / "spectral"


async def lees(wereld: Wereld) -> dict[str, Any]:
    antwoord = await wereld.http.get("/v1/openapi.json")
    assert antwoord.status_code == 200
    beschrijving: dict[str, Any] = antwoord.json()
    return beschrijving


def bewerkingen(beschrijving: dict[str, Any]) -> list[dict[str, Any]]:
    return [bewerking for pad in beschrijving["paths"].values() for bewerking in pad.values()]


def per_stap(beschrijving: dict[str, Any], routes: list[Route]) -> dict[str, dict[str, Any]]:
    """De beschrijving in delen: per stap haar paden en de contracten die zij alleen gebruikt, en het gedeelde."""
    stap_van = {_zonder_namen(r.pad.removeprefix("/v1"), r.methode): r.stap for r in routes}
    schemas, delen, gebruikt = beschrijving["components"]["schemas"], dict[str, Any](), dict[str, set[str]]()
    for pad, methoden in beschrijving["paths"].items():
        for methode, bewerking in methoden.items():
            stap = stap_van[_zonder_namen(pad, methode)]
            deel = delen.setdefault(stap, {"paths": {}, "components": {"schemas": {}}})
            deel["paths"].setdefault(pad, {})[methode] = bewerking
            for naam in _verwijzingen(bewerking, schemas):
                gebruikt.setdefault(naam, set()).add(stap)
    gedeeld = {sleutel: waarde for sleutel, waarde in beschrijving.items() if sleutel != "paths"}
    gedeeld["tags"] = sorted(gedeeld["tags"], key=lambda t: str(t["name"]))
    gedeeld["components"] = {**beschrijving["components"], "schemas": {}}
    for naam, schema in schemas.items():
        stappen = gebruikt.get(naam, set())
        thuis = delen[min(stappen)] if len(stappen) == 1 else gedeeld
        thuis["components"]["schemas"][naam] = schema
    return {**delen, "gedeeld": gedeeld}


def _zonder_namen(pad: str, methode: str) -> tuple[str, str]:
    return methode.upper(), re.sub(r"\{\w+\}", "{}", pad)


def _verwijzingen(deel: object, schemas: dict[str, Any]) -> set[str]:
    """De namen van alle contracten die hierin voorkomen, ook langs een ander contract."""
    gevonden: set[str] = set()
    open_: list[object] = [deel]
    while open_:
        tekst = json.dumps(open_.pop())
        nieuw = set(re.findall(r"#/components/schemas/([\w.]+)", tekst)) - gevonden
        gevonden |= nieuw
        open_ += [schemas[naam] for naam in nieuw]
    return gevonden


async def test_iedereen_mag_haar_lezen_ook_vanaf_een_andere_site(wereld: Wereld) -> None:
    antwoord = await wereld.http.get("/v1/openapi.json", headers={"Origin": "https://developer.example.org"})
    assert antwoord.headers["Access-Control-Allow-Origin"] == "*"
    assert antwoord.headers["Content-Type"] == "application/json"
    assert antwoord.json()["info"]["version"] == antwoord.headers["API-Version"]


async def test_zij_is_zoals_iemand_haar_goedkeurde(wereld: Wereld) -> None:
    """Een wijziging van het contract is een besluit: kijk het verschil na en verhoog zo nodig de versie."""
    delen = per_stap(await lees(wereld), routes_van(wereld.huis))
    teksten = {
        f"{naam}.json": json.dumps(deel, ensure_ascii=False, indent=1, sort_keys=True) for naam, deel in delen.items()
    }
    vergelijk_map(HIER / "goedgekeurd" / "openapi", teksten)


def test_samen_zijn_de_delen_de_hele_beschrijving() -> None:
    """Wat een stap alleen gebruikt staat bij haar, wat twee gebruiken bij het gedeelde; er valt niets weg."""
    bestanden = {b.stem: json.loads(b.read_text("utf-8")) for b in (HIER / "goedgekeurd" / "openapi").glob("*.json")}
    schemas = [naam for deel in bestanden.values() for naam in deel["components"]["schemas"]]
    assert len(schemas) == len(set(schemas))
    verwezen = {v.rpartition("/")[2] for v in re.findall(r"#/components/schemas/[\w.]+", json.dumps(bestanden))}
    assert verwezen <= set(schemas)


async def test_spectral_vindt_niets_tegen_de_nlgov_api_design_rules(wereld: Wereld, tmp_path: Path) -> None:
    if not SPECTRAL.exists():
        pytest.skip("spectral ontbreekt; zet het klaar met `make node`")
    bestand = tmp_path / "openapi.json"
    bestand.write_text(json.dumps(await lees(wereld)), encoding="utf-8")
    # Node comes from the wheel, and lies beside this Python.
    pad = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    proces = await asyncio.create_subprocess_exec(
        *(str(SPECTRAL), "lint", "--fail-severity", "warn", "-r", str(HIER / "adr-2.2.yaml"), str(bestand)),
        env={"PATH": pad, "HOME": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    uitvoer, _ = await proces.communicate()
    assert proces.returncode == 0, uitvoer.decode()
    assert b"No results with a severity of" in uitvoer, uitvoer.decode()


async def test_elke_route_staat_erin_en_niets_meer(wereld: Wereld) -> None:
    beschreven = {
        (methode.upper(), len(pad.split("/")), pad.count("{"))
        for pad, methoden in (await lees(wereld))["paths"].items()
        for methode in methoden
    }
    echt = {(r.methode, len(r.pad.removeprefix("/v1").split("/")), len(r.parameters)) for r in routes_van(wereld.huis)}
    assert beschreven == echt
    assert len(bewerkingen(await lees(wereld))) == len(routes_van(wereld.huis))


async def test_elke_bewerking_heeft_een_naam_een_samenvatting_en_uitleg(wereld: Wereld) -> None:
    alle = bewerkingen(await lees(wereld))
    assert len({b["operationId"] for b in alle}) == len(alle)
    for bewerking in alle:
        assert bewerking["summary"].strip(), bewerking["operationId"]
        assert "Vraagt het recht `" in bewerking["description"], bewerking["operationId"]
        assert len(bewerking["tags"]) == 1, bewerking["operationId"]
        assert bewerking["security"][0] == {"bearer": []}, bewerking["operationId"]
        assert [sorted(manier) for manier in bewerking["security"][1:]] in ([["sessie"]], [["formulier", "sessie"]])
        assert all(p["description"] for p in bewerking["parameters"]), bewerking["operationId"]
        if "requestBody" in bewerking:
            assert bewerking["requestBody"]["description"], bewerking["operationId"]


async def test_elk_contract_heeft_uitleg(wereld: Wereld) -> None:
    schemas = (await lees(wereld))["components"]["schemas"]
    assert [naam for naam, schema in schemas.items() if "properties" in schema and not schema.get("description")] == []


async def test_elk_patroon_staat_er_ook_in_woorden_met_een_voorbeeld(wereld: Wereld) -> None:
    """Wie een patroon niet leest, of zijn gereedschap niet, weet dan toch wat er moet staan."""
    patronen = list(_met_patroon(await lees(wereld)))
    for plek in patronen:
        woorden = plek.get("description", "")
        assert "zoals" in woorden or (woorden and "example" in plek), plek
    assert len(patronen) > 100


def _met_patroon(deel: Any) -> Iterator[dict[str, Any]]:
    """Wat een patroon heeft, of een schema met een patroon (een parameter, een kop)."""
    if isinstance(deel, dict):
        if isinstance(deel.get("pattern"), str):
            yield deel
        elif isinstance(deel.get("schema"), dict) and "pattern" in deel["schema"]:
            yield deel
            return
        for binnen in deel.values():
            yield from _met_patroon(binnen)
    elif isinstance(deel, list):
        for binnen in deel:
            yield from _met_patroon(binnen)


async def test_elke_tag_staat_in_de_lijst_en_wordt_gebruikt(wereld: Wereld) -> None:
    beschrijving = await lees(wereld)
    assert {t["name"] for t in beschrijving["tags"]} == {t for b in bewerkingen(beschrijving) for t in b["tags"]}


async def test_geen_bsn_en_geen_naam_in_een_adres(wereld: Wereld) -> None:
    for pad, methoden in (await lees(wereld))["paths"].items():
        namen = [p["name"] for m in methoden.values() for p in m["parameters"]]
        assert not [n for n in [*namen, pad] if "bsn" in n.lower() or "naam" in n.lower() or "vnummer" in n.lower()], (
            pad
        )


async def test_geen_contract_van_een_antwoord_kent_een_bsn(wereld: Wereld) -> None:
    """Het BSN gaat alleen naar binnen, in een zoekopdracht; naar buiten hoogstens dát het bekend is."""
    schemas = (await lees(wereld))["components"]["schemas"]
    met_bsn = {
        naam for naam, schema in schemas.items() for veld in schema.get("properties", {}) if "bsn" in veld.lower()
    }
    assert met_bsn == {"Zoekopdracht", "PersoonUit"}
    assert schemas["PersoonUit"]["properties"]["bsnBekend"] == {"type": "boolean"}
