"""Beide kanten naast DUO's eigen beschrijving: elk veld, elke grens, elk pad, elke kop en elke status.

Die beschrijving heeft geen licentie en staat daarom niet in deze repository. Ligt zij ernaast, in
`../shared/duo`, dan wordt zij gebruikt; anders worden deze tests overgeslagen.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import msgspec
import pytest

from core.integrations.duo import beslissingen, contract
from core.integrations.duo.client import DuoClient
from core.integrations.duo.fouten import DuoFout
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN, Hulpbron, Soort
from core.ontwikkeling.simulator import berichten
from tests.integrations.wereld import DUO_OIN, UTRECHT, StartWereld
from tests.yamlezer import lees_yaml

DUO = Path(__file__).parents[2].parent / "shared" / "duo"
pytestmark = pytest.mark.skipif(
    not DUO.is_dir(), reason="DUO's beschrijving (geen licentie, niet meegeleverd) ligt niet in ../shared/duo"
)
KOPPELVLAKKEN = (
    "Inburgeringsplicht",
    "Inburgeringstermijn",
    "Leerbaarheidstoets",
    "PIP",
    "Contactpersoon",
    "Examen",
    "Vrijstelling",
    "Ontheffing",
)
ZONDER_BESCHRIJVING = {"Boete": "1.0.0", "Verlenging": "1.0.0", "Gebeurtenis": "1.0.0"}
"""Koppelvlakken waarvan alleen de paden en de velden bekend zijn, uit de twee tabellen; met hun versie."""
BSN = "999990019"

# Written otherwise by us: Python's re has no \p{L} and \p{Pd}; a group around all is left out.
VERTAALD = {
    r"[\s'‘.\p{L}\p{Pd}]{0,100}": r"(?:[\s'‘.\-‐-―⸺⸻〜]|[^\W\d_]){0,100}",
    r"(\d{1,3}\,\d{2})": r"\d{1,3},\d{2}",
}

# (koppelvlak, naam bij DUO): (bij ons, bij de simulator)
TYPEN: Mapping[tuple[str, str], tuple[Any, Any]] = {
    ("Notificatie", "Notificatie"): (contract.Notificatie, berichten.Notificatie),
    ("Notificatie", "Foutmelding"): (contract.Foutmelding, berichten.Foutmelding),
    ("Inburgeringsplicht", "Inburgeringsplicht"): (contract.Inburgeringsplicht, berichten.Inburgeringsplicht),
    ("Inburgeringsplicht", "Inburgeringsplichthistorie"): (
        contract.Inburgeringsplichthistorie,
        berichten.Inburgeringsplichthistorie,
    ),
    ("Inburgeringsplicht", "Doelgroep"): (contract.Doelgroep, berichten.Doelgroep),
    ("Inburgeringsplicht", "Doelgroephistorie"): (contract.Doelgroephistorie, berichten.Doelgroephistorie),
    ("Inburgeringstermijn", "Inburgeringstermijn"): (contract.Inburgeringstermijn, berichten.Inburgeringstermijn),
    ("Inburgeringstermijn", "Inburgeringstermijnhistorie"): (
        contract.Inburgeringstermijnhistorie,
        berichten.Inburgeringstermijnhistorie,
    ),
    ("Inburgeringstermijn", "Verlengingsgrond"): (contract.Verlengingsgrond, berichten.Verlengingsgrond),
    ("Leerbaarheidstoets", "Examennummer"): (contract.Examennummer, berichten.Examennummer),
    ("Leerbaarheidstoets", "Resultaat"): (contract.LbtResultaat, berichten.Resultaat),
    ("PIP", "PIP"): (contract.Pip, berichten.PIP),
    ("PIP", "Gemeente"): (contract.PipVanGemeente, berichten.Gemeente),
    ("PIP", "Foutmelding"): (contract.Foutmelding, berichten.Foutmelding),
    ("Contactpersoon", "Contactpersoon"): (contract.Contactpersoon, berichten.Contactpersoon),
    ("Contactpersoon", "Contactpersoongegevens"): (
        contract.Contactpersoongegevens,
        berichten.Contactpersoongegevens,
    ),
    ("Contactpersoon", "Foutmelding"): (contract.Foutmelding, berichten.Foutmelding),
    **{
        (koppelvlak, naam): (getattr(beslissingen, naam), getattr(berichten, naam))
        for koppelvlak, namen in {
            "Examen": ("Examenresultaat", "GratisPogingTegoed"),
            "Vrijstelling": (
                "GeheleVrijstelling",
                "TijdelijkeVrijstelling",
                "GedeeltelijkeVrijstelling",
                "Vrijstelling",
            ),
            "Ontheffing": ("GeheleOntheffing", "GedeeltelijkeOntheffing", "Ontheffing"),
        }.items()
        for naam in namen
    },
}


@cache
def beschrijving(koppelvlak: str) -> dict[str, Any]:
    gelezen: dict[str, Any] = lees_yaml(DUO / f"{koppelvlak}.yml")
    return gelezen


def plat(schema: dict[str, Any], namen: Mapping[str, Any]) -> dict[str, Any]:
    """Een schema zonder verwijzingen, omschrijvingen en schrijfwijzen die niets betekenen."""
    if "$ref" in schema:
        return plat(namen[schema["$ref"].rsplit("/", 1)[-1]], namen)
    if "anyOf" in schema:  # msgspec writes an optional field as "this or null"
        [keuze] = [s for s in schema["anyOf"] if s != {"type": "null"}]
        return plat(keuze, namen)
    if "enum" in schema:
        return {"enum": sorted(schema["enum"])}
    if schema.get("type") == "object":
        velden = {naam: plat(veld, namen) for naam, veld in schema["properties"].items()}
        return {"velden": velden, "verplicht": sorted(schema.get("required", []))}
    grenzen = ("minLength", "maxLength", "minimum", "maximum")
    resultaat = {"type": schema["type"], **{g: schema[g] for g in grenzen if g in schema}}
    if schema["type"] == "string" and "format" in schema:
        resultaat["format"] = schema["format"]
    if "pattern" in schema:
        resultaat["pattern"] = patroon(schema["pattern"])
    return resultaat


def patroon(tekst: str) -> str:
    """Hetzelfde patroon, los van ankers en van \\d tegenover [0-9].

    Ours says `\\A(?:…)\\Z` where DUO's says nothing: msgspec searches, and `$` would let a newline through.
    """
    kaal = tekst.removeprefix("^").removesuffix("$")
    if kaal.startswith(r"\A(?:") and kaal.endswith(r")\Z"):
        kaal = kaal.removeprefix(r"\A(?:").removesuffix(r")\Z")
    return VERTAALD.get(kaal, kaal).replace(r"\d", "[0-9]").replace(r"\,", ",")


def van_msgspec(soort: Any) -> dict[str, Any]:
    (schema,), namen = msgspec.json.schema_components([soort], ref_template="#/x/{name}")
    return plat(schema, namen)


@pytest.mark.parametrize("kant", [0, 1], ids=["client", "simulator"])
@pytest.mark.parametrize(("koppelvlak", "naam"), TYPEN)
def test_elk_type_is_veld_voor_veld_gelijk_aan_dat_van_duo(koppelvlak: str, naam: str, kant: int) -> None:
    schemas = beschrijving(koppelvlak)["components"]["schemas"]
    assert van_msgspec(TYPEN[koppelvlak, naam][kant]) == plat(schemas[naam], schemas)


def test_elk_type_van_duo_is_overgenomen() -> None:
    gevonden = {
        (koppelvlak, naam)
        for koppelvlak in ("Notificatie", *KOPPELVLAKKEN)
        for naam, schema in beschrijving(koppelvlak)["components"]["schemas"].items()
        if schema["type"] == "object"
    }
    assert gevonden == set(TYPEN)


@pytest.mark.parametrize("kant", [beslissingen, berichten], ids=["client", "simulator"])
@pytest.mark.parametrize("naam", ZONDER_BESCHRIJVING)
def test_waar_de_beschrijving_van_ontbreekt_staat_veld_voor_veld_in_de_tabel(naam: str, kant: Any) -> None:
    with (DUO / "duo_m2m_fields.csv").open(encoding="utf-8") as bestand:
        rijen = [r for r in csv.DictReader(bestand) if r["schema"] == naam]
    ons = van_msgspec(getattr(kant, naam))
    assert set(ons["velden"]) == {r["field"] for r in rijen}
    assert ons["verplicht"] == sorted(r["field"] for r in rijen if r["required"] == "ja")
    for rij in rijen:
        veld = ons["velden"][rij["field"]]
        if rij["constraint"].startswith("enum "):
            assert veld["enum"] == sorted(rij["constraint"].removeprefix("enum ").split("|"))
        elif rij["constraint"]:
            laagst, hoogst = rij["constraint"].split("..")
            assert (veld["minimum"], veld["maximum"]) == (int(laagst), int(hoogst))
        else:
            assert veld.get("format", veld["type"]) == rij["type"]


@pytest.mark.parametrize("kant", [contract.Contactpersoongegevens, berichten.Contactpersoongegevens])
@pytest.mark.parametrize(
    ("naam", "goed"),
    [("Fatma O'Neil-Çelik", True), ("نور الهدى", True), ("A–B.", True), ("R2D2", False), ("a_b", False)],
)
def test_het_vertaalde_patroon_neemt_letters_en_streepjes_van_elke_taal(kant: Any, naam: str, goed: bool) -> None:
    velden = {"naam": naam, "email": "a@example.org", "telefoonnummer": "0301234567"}
    if goed:
        msgspec.convert(velden, kant)
    else:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(velden, kant)


def operaties() -> Iterator[tuple[str, str, str]]:
    for koppelvlak in KOPPELVLAKKEN:
        for pad, methoden in beschrijving(koppelvlak)["paths"].items():
            for methode in methoden:
                yield koppelvlak, methode.upper(), pad


def paden_zonder_beschrijving() -> set[tuple[str, str]]:
    with (DUO / "duo_m2m_endpoints.csv").open(encoding="utf-8") as bestand:
        eindpunten = [r["endpoint"].split(" (")[0] for r in csv.DictReader(bestand) if r["api"] in ZONDER_BESCHRIJVING]
    return {(methode, pad) for methode, pad in (eindpunt.split(" ") for eindpunt in eindpunten)}


def succes(koppelvlak: str, methode: str, pad: str) -> int:
    antwoorden = beschrijving(koppelvlak)["paths"][pad][methode.lower()]["responses"]
    [status] = [int(s) for s in antwoorden if s.startswith("2")]
    return status


def sjabloon(pad: str) -> str:
    """Het pad van een verzoek, met de namen die DUO aan de delen geeft."""
    zonder_basis = pad.removeprefix("/duo/v1")
    return re.sub(r"(?<=/contactpersonen/)[0-9]+", "{id}", zonder_basis.replace(BSN, "{bsn}"))


VOORBEELD_PIP = {"dagtekeningPip": "2026-03-02", "leerroute": "B"}
VOORBEELD_CONTACT = {"naam": "Balie", "email": "balie@example.org", "telefoonnummer": "0301234567"}
VOORBEELDEN: Mapping[str, object] = {
    "/personen/{bsn}/inburgeringsplicht": {"indicatorInburgeringsplicht": True},
    "/personen/{bsn}/doelgroep": {},
    "/personen/{bsn}/inburgeringstermijn": {"startdatum": "2026-03-03", "einddatum": "2029-03-03"},
    "/personen/{bsn}/lbt/examennummer": {"examennummer": "99"},
    "/personen/{bsn}/PIP": {"gemeentecode": "0344", "pip": VOORBEELD_PIP},
    "/contactpersonen": {"id": 7, "contactpersoongegevens": VOORBEELD_CONTACT},
}


async def roep_alles_aan(duo: DuoClient) -> None:
    """Elke methode van de client één keer."""
    pip = msgspec.convert(VOORBEELD_PIP, contract.Pip)
    gegevens = msgspec.convert(VOORBEELD_CONTACT, contract.Contactpersoongegevens)
    for lees in (
        duo.lees_inburgeringsplicht,
        duo.lees_inburgeringsplichthistorie,
        duo.lees_doelgroep,
        duo.lees_doelgroephistorie,
        duo.lees_inburgeringstermijn,
        duo.lees_inburgeringstermijnhistorie,
        duo.lees_examennummer,
        duo.trek_examennummer_in,
        duo.lees_lbt_resultaten,
        duo.lees_pip,
        duo.verwijder_pip,
        duo.lees_examenresultaten,
        duo.lees_gratis_pogingen,
        duo.lees_vrijstellingen,
        duo.lees_ontheffingen,
        duo.lees_verlengingen,
        duo.lees_boetes,
        duo.lees_gebeurtenissen,
    ):
        await lees(BSN, bericht_id=uuid4())
    await duo.lees_verlengingsgronden(bericht_id=uuid4())
    await duo.meld_pip(BSN, pip, bericht_id=uuid4())
    await duo.maak_contactpersoon(gegevens, bericht_id=uuid4())
    await duo.wijzig_contactpersoon(7, gegevens, bericht_id=uuid4())
    await duo.verwijder_contactpersoon(7, bericht_id=uuid4())
    await duo.koppel_contactpersoon(7, BSN, bericht_id=uuid4())
    await duo.ontkoppel_contactpersoon(7, BSN, bericht_id=uuid4())


async def test_de_client_doet_precies_de_verzoeken_die_duo_beschrijft() -> None:
    gedaan: set[tuple[str, str]] = set()
    per_pad = {(methode, pad): koppelvlak for koppelvlak, methode, pad in operaties()}

    def duo(verzoek: httpx2.Request) -> httpx2.Response:
        pad = sjabloon(verzoek.url.path)
        if (verzoek.method, pad) in paden_zonder_beschrijving():
            gedaan.add((verzoek.method, pad))
            return httpx2.Response(200, json=[], headers={"API-Version": "1.0.0"})
        koppelvlak = per_pad[verzoek.method, pad]
        gedaan.add((verzoek.method, pad))
        parameters = beschrijving(koppelvlak)["components"]["parameters"]
        verplicht = {p["name"] for p in parameters.values() if p["in"] == "header" and p["name"] != "API-Version"}
        assert verplicht <= {naam.decode() for naam, _ in verzoek.headers.raw}
        assert UUID(verzoek.headers["berichtId"])
        operatie = beschrijving(koppelvlak)["paths"][pad][verzoek.method.lower()]
        assert bool(verzoek.content) == ("requestBody" in operatie)
        if verzoek.content:
            schema = operatie["requestBody"]["content"]["application/json"]["schema"]
            naam = schema["$ref"].rsplit("/", 1)[-1]
            assert set(json.loads(verzoek.content)) <= set(
                beschrijving(koppelvlak)["components"]["schemas"][naam]["properties"]
            )
        return httpx2.Response(
            succes(koppelvlak, verzoek.method, pad),
            json=VOORBEELDEN.get(pad, []),
            headers={"API-Version": beschrijving(koppelvlak)["info"]["version"]},
        )

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(duo), base_url="http://duo/duo/v1") as http:
        await roep_alles_aan(DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN))
    assert gedaan == set(per_pad) | paden_zonder_beschrijving()


@pytest.mark.parametrize("andere", [200, 201, 202, 204])
async def test_de_client_neemt_bij_een_melding_geen_andere_status_aan_dan_die_van_duo(andere: int) -> None:
    verwacht = succes("PIP", "POST", "/personen/{bsn}/PIP")

    def duo(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(andere, headers={"API-Version": "1.2.0"})

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(duo), base_url="http://duo/duo/v1") as http:
        client = DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN)
        melding = client.meld_pip(BSN, msgspec.convert(VOORBEELD_PIP, contract.Pip), bericht_id=uuid4())
        if andere == verwacht:
            await melding
        else:
            with pytest.raises(DuoFout):
                await melding


async def test_de_simulator_kent_elk_pad_van_duo_en_noemt_de_versie_ervan(start_wereld: StartWereld) -> None:
    wereld = await start_wereld()
    for koppelvlak, methode, pad in operaties():
        echt = "/duo/v1" + pad.replace("{bsn}", BSN).replace("{id}", "7")
        antwoord = await wereld.besturing.request(methode, echt)
        # Without the headers DUO demands; a path that did not exist would have been 404, a method 405.
        assert antwoord.status_code == 400, (methode, pad)
        assert antwoord.headers["API-Version"] == beschrijving(koppelvlak)["info"]["version"], (methode, pad)


async def test_de_simulator_kent_geen_pad_dat_duo_niet_heeft(start_wereld: StartWereld) -> None:
    wereld = await start_wereld()
    eigen = {
        (methode, re.sub(r"\{(\w+?)_?:str\}", r"{\1}", route.path.removeprefix("/duo/v1")))
        for route in wereld.app.routes
        if route.path.startswith("/duo/v1")
        for methode in route.methods
        if methode not in ("OPTIONS", "HEAD")
    }
    assert eigen == {(methode, pad) for _, methode, pad in operaties()} | paden_zonder_beschrijving()


def test_elke_gebeurtenis_van_duo_staat_in_de_tabel() -> None:
    with (DUO / "duo_gebeurtenissen.csv").open(encoding="utf-8") as bestand:
        rijen = list(csv.DictReader(bestand))
    assert {r["gebeurtenis_id"] for r in rijen} == set(GEBEURTENISSEN)
    for rij in rijen:
        onze = GEBEURTENISSEN[rij["gebeurtenis_id"]]
        assert rij["soort"].startswith(onze.soort), onze.code
        genoemd = {n.split("(")[0].strip().lower() for n in rij["te_raadplegen_api"].split(";") if n.strip()}
        # The group is part of the interface Inburgeringsplicht; a new case needs both.
        onze_namen = {h.value for h in onze.lezen} - {Hulpbron.DOELGROEP.value}
        assert onze_namen == (genoemd - {"inburgeringsplicht"} if onze.code in ("SS124", "SS125") else genoemd)


def test_een_attentiesignaal_noemt_nog_geen_bronnen() -> None:
    assert all(not g.lezen for g in GEBEURTENISSEN.values() if g.soort is Soort.ATTENTIESIGNAAL)
    assert all(g.lezen for g in GEBEURTENISSEN.values() if g.soort is Soort.GEBEURTENIS)
