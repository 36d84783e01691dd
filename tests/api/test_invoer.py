"""Wat de API niet aanneemt: onbekende velden, kolommen van de database, tekst die niet bewaard kan worden, te veel."""

import asyncio
import importlib
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest

from core.platform.db.tabel import Tabel
from core.platform.http.invoer import GRENS, hoogste_aantal, zoek_gebreken
from core.platform.http.vrijetekst import MET_BSN, kern, maak_netjes
from core.process.dossier.briefadres_api import BriefadresIn
from core.process.vertegenwoordiging.api import OptredenIn
from tests.api.gezaaid import ONBEZAAID, stuur_ruw, zaai
from tests.api.routes import (
    TEKST,
    Route,
    contract_van,
    geldige_body,
    keuzevelden,
    met_body,
    momentvelden,
    patroonvelden,
    routes_van,
    tekstvelden,
)
from tests.process.stand import stand_van
from tests.process.wereld import Wereld, velden
from tests.steekproef import Deel, in_delen
from tests.voorbeelden.goedgekeurd import vergelijk
from tests.voorbeelden.tokens import onderteken

Body = dict[str, Any]
GOEDGEKEURD = Path(__file__).parent / "goedgekeurd"
STUURTEKENS = ("\\u0000", "\\ud800", "\\udfff", "\\u0007", "\\u001b", "\\u009f")


def kolommen(route: Route) -> set[str]:
    """Alle kolommen van de stap van deze route, en die van het dossier, zoals zij op de lijn zouden heten."""
    stap = route.handler.fn.__module__.rpartition(".")[0]
    namen = set()
    for module in (f"{stap}.tables", "core.process.dossier.tables"):
        for ding in vars(importlib.import_module(module)).values():
            if isinstance(ding, type) and issubclass(ding, Tabel) and ding is not Tabel:
                namen |= {kolom._meta.name for kolom in ding._meta.columns}
    return namen


def camel(naam: str) -> str:
    eerste, *rest = naam.split("_")
    return eerste + "".join(deel.capitalize() for deel in rest)


async def test_geen_kolom_van_de_database_is_mee_te_sturen(wereld: Wereld) -> None:
    """Alleen wat het contract noemt komt binnen; status, gemeente, besluiter en versie zet de toepassing zelf."""
    gezaaid = await zaai(wereld)
    voor = await stand_van(wereld.alziend)
    for route in met_body(wereld.huis):
        contract = contract_van(route)
        bekend = {veld.encode_name for veld in msgspec.structs.fields(contract)}
        vreemd = sorted({n for k in kolommen(route) for n in (k, camel(k))} - bekend)
        assert "gemeente_id" in vreemd, route
        for naam in vreemd:
            assert zoek_gebreken(contract, geldige_body(contract) | {naam: None}), (route, naam)
        antwoord = await stuur_ruw(
            wereld, gezaaid, route, json.dumps(geldige_body(contract) | dict.fromkeys(vreemd, "x")).encode()
        )
        assert antwoord.status_code == 400, (route, antwoord.text)
    assert await stand_van(wereld.alziend) == voor


async def test_alle_gebreken_komen_tegelijk_en_zonder_de_ingevoerde_waarden(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    for route in met_body(wereld.huis):
        verplicht = geldige_body(contract_van(route))
        antwoord = await stuur_ruw(wereld, gezaaid, route, b"{}")
        if verplicht:
            assert velden(antwoord.json()) == set(verplicht), route
        fout = {veld.encode_name: {"geheim": "van-iemand"} for veld in msgspec.structs.fields(contract_van(route))}
        antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(fout).encode())
        assert antwoord.status_code == 400, route
        # Een veld dat zelf velden heeft antwoordt daarmee: `verzoek.wat`.
        assert {veld.partition(".")[0] for veld in velden(antwoord.json())} == set(fout), route
        assert "van-iemand" not in antwoord.text


def _naam(geval: tuple[Any, ...]) -> tuple[str, ...]:
    """De richtingen van een geval: de route, het veld, en wat er gestuurd wordt; wat de body verder heeft telt niet."""
    return tuple(str(deel) for deel in geval if not isinstance(deel, dict))


def _velden(wereld: Wereld, soort: Callable[[Any], Iterator[tuple[str, Body]]]) -> Iterator[tuple[Route, str, Body]]:
    for route in met_body(wereld.huis):
        yield from ((route, pad, body) for pad, body in soort(contract_van(route)))


@in_delen
async def test_een_stuurteken_of_halve_letter_is_400_en_geen_500(wereld: Wereld, deel: Deel) -> None:
    gezaaid = await zaai(wereld)
    voor = await stand_van(wereld.alziend)
    gevallen = [(*veld, teken) for veld in _velden(wereld, tekstvelden) for teken in STUURTEKENS]
    for route, pad, body, teken in deel.van(gevallen, _naam):
        antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(body).replace(TEKST, f"1{teken}").encode())
        assert antwoord.status_code == 400, (route, pad, teken, antwoord.text)
    assert await stand_van(wereld.alziend) == voor


def test_een_halve_letter_waar_een_keuze_hoort_is_een_gebrek_en_geen_500(staande_wereld: Wereld) -> None:
    geteld = 0
    for route in met_body(staande_wereld.huis):
        for pad, body in keuzevelden(contract_van(route)):
            halve = json.loads(json.dumps(body).replace(TEKST, "\\ud800"))
            assert pad in {gebrek.veld for gebrek in zoek_gebreken(contract_van(route), halve)}, (route, pad)
            geteld += 1
    assert geteld > 20


@in_delen
async def test_alleen_wit_in_een_tekst_is_nooit_een_500(wereld: Wereld, deel: Deel) -> None:
    """Een database die een lege tekst weigert, is niet de deur die dat zegt."""
    gezaaid = await zaai(wereld)
    for route, pad, body in deel.van(_velden(wereld, tekstvelden), _naam):
        antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(body).replace(TEKST, " \u3000").encode())
        assert antwoord.status_code != 500, (route, pad, antwoord.text)


def test_wie_een_voorgeschreven_vorm_niet_haalt_leest_haar_in_woorden_met_een_voorbeeld(staande_wereld: Wereld) -> None:
    """Een uitdrukking met haken en strepen is geen uitleg; "in de voorgeschreven vorm" ook niet."""
    geteld = 0
    for route in met_body(staande_wereld.huis):
        contract = contract_van(route)
        fout = [(veld, {**body, veld: "!"}, goed) for veld, body, goed in patroonvelden(contract)]
        for veld, body, goed in fout:
            [melding] = [g.melding for g in zoek_gebreken(contract, body) if g.veld == veld]
            begin, _, voorbeeld = melding.partition(", zoals " if ", zoals " in melding else " zoals ")
            assert begin.startswith("verwacht "), (route, veld, melding)
            assert veld not in {g.veld for g in zoek_gebreken(contract, {**body, veld: voorbeeld})}, (route, veld)
            assert veld not in {g.veld for g in zoek_gebreken(contract, {**body, veld: goed})}
            geteld += 1
        for pad, body in tekstvelden(contract):
            leeg = [g.melding for g in zoek_gebreken(contract, _met(body, " ")) if g.veld == pad]
            assert not leeg or any(woord in leeg[0] for woord in ("zoals", "teken")), (route, pad, leeg)
            geteld += bool(leeg)
    assert geteld > 30


async def test_een_bsn_in_een_vrije_tekst_is_400_en_noemt_het_veld(wereld: Wereld) -> None:
    """In elk tekstveld van elke route, op een na dat om een nummer vraagt; het nummer komt nergens terug."""
    gezaaid = await zaai(wereld)
    voor = await stand_van(wereld.alziend)
    for route, pad, body in _vrije_tekst(wereld):
        ruw = json.dumps(body).replace(TEKST, "bel 999.990.019").encode()
        antwoord = await stuur_ruw(wereld, gezaaid, route, ruw)
        assert antwoord.status_code == 400, (route, pad, antwoord.text)
        assert {"veld": pad, "melding": MET_BSN, "grond": ""} in antwoord.json()["gebreken"], (route, pad)
        assert "990" not in antwoord.text
    assert await stand_van(wereld.alziend) == voor


@pytest.mark.parametrize("contract", [BriefadresIn, OptredenIn])
def test_een_bsn_dat_over_twee_adresregels_verdeeld_is_wordt_gezien(contract: Any) -> None:
    """Op een brief staan zij onder elkaar; een adres met een postbus en een postcode is er geen."""

    def gebreken(*regels: str) -> list[str]:
        return [g.veld for g in zoek_gebreken(contract, {"adresregels": [*regels]}) if g.melding == MET_BSN]

    assert gebreken("Straat 9999", "91000 X") == ["adresregels"]
    assert gebreken("Huis", "Straat 9999", "91000 X") == ["adresregels"]
    assert gebreken("Straat 999991000", "3456 AB  STAD") == ["adresregels[0]"]
    assert gebreken("Postbus 99999", "1000 AB  STAD") == []
    assert gebreken("Dorpsstraat 12", "3456 AB  STAD") == []


UIT_WORD = "\ufeff\uf0b7\tdoel\u00adgroep\u200b\r\ncafe\u0301"
BEDOELD = "• doelgroep\ncafé"
NIET_OP_PAPIER = ("feest \U0001f389 maar", "hij zei مرحبا")


def _vrije_tekst(wereld: Wereld) -> Iterator[tuple[Route, str, dict[str, Any]]]:
    """Elk tekstveld van elke route, op een met een voorgeschreven vorm na."""
    for route in met_body(wereld.huis):
        vast = {pad for pad, *_ in patroonvelden(contract_van(route))}
        yield from ((route, pad, body) for pad, body in tekstvelden(contract_van(route)) if pad not in vast)


def _met(body: dict[str, Any], tekst: str) -> Any:
    return json.loads(json.dumps(body).replace(f'"{TEKST}"', json.dumps(tekst)))


def test_tekst_uit_word_wordt_in_elk_tekstveld_wat_er_bedoeld_was(staande_wereld: Wereld) -> None:
    """C2: aan de ene deur, waar het niets verandert aan wat er staat."""
    geteld = 0
    for route, pad, body in _vrije_tekst(staande_wereld):
        netjes = maak_netjes(contract_van(route), _met(body, UIT_WORD))
        assert netjes == _met(body, BEDOELD), (route, pad)
        geteld += 1
    assert geteld > 60


def test_wat_een_brief_niet_kan_tonen_houdt_alleen_een_veld_tegen_dat_in_een_brief_komt(
    staande_wereld: Wereld,
) -> None:
    """C2: bij het opslaan, met het veld en het woord; in een notitie mag elk schrift staan."""
    in_brief: dict[str, list[str]] = {}
    for route, pad, body in _vrije_tekst(staande_wereld):
        for tekst in NIET_OP_PAPIER:
            gebreken = zoek_gebreken(contract_van(route), _met(body, tekst))
            geweigerd = [g for g in gebreken if g.veld == pad and "woord" in g.melding]
            assert all(teken not in g.melding for g in geweigerd for teken in tekst if ord(teken) > 0x24F)
            if geweigerd:
                in_brief.setdefault(pad, []).append(str(route))
    vergelijk(GOEDGEKEURD / "briefvelden.txt", _regels(in_brief))


def _regels(in_brief: dict[str, list[str]]) -> str:
    return "".join(f"{pad}: {route}\n" for pad in sorted(in_brief) for route in sorted(set(in_brief[pad])))


MOMENTEN_DIE_NIET_KUNNEN = (
    "0001-01-01",
    "1899-12-31",
    "2101-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00",
    "1900-01-01T00:00:00+14:00",
    "2100-12-31T23:59:59-00:01",
)


@in_delen
async def test_c5_een_dag_of_tijdstip_dat_niet_kan_is_400_en_noemt_het_veld(wereld: Wereld, deel: Deel) -> None:
    gezaaid = await zaai(wereld)
    voor = await stand_van(wereld.alziend)
    gevallen = [(*veld, moment) for veld in _velden(wereld, momentvelden) for moment in MOMENTEN_DIE_NIET_KUNNEN]
    assert len(gevallen) > 60
    for route, pad, body, moment in deel.van(gevallen, _naam):
        antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(body).replace(TEKST, moment).encode())
        assert antwoord.status_code == 400, (route, pad, moment, antwoord.text)
        assert pad in velden(antwoord.json()), (route, pad, moment)
    assert await stand_van(wereld.alziend) == voor


async def test_alle_dagen_die_niet_kunnen_worden_tegelijk_genoemd(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    for route in met_body(wereld.huis):
        los = {pad: body[pad] for pad, body in momentvelden(contract_van(route)) if pad in body}
        fout = geldige_body(contract_van(route)) | dict.fromkeys(los, "9999-12-31")
        if los:
            antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(fout).encode())
            assert velden(antwoord.json()) == set(los), route


async def test_ook_een_dag_in_het_adres_moet_kunnen(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    gevraagd = set()
    for route, dag in product(routes_van(wereld.huis), ("0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31")):
        for naam in route.dagen_in_het_adres:
            mens = wereld.mens(route.wie(van_de_gemeente="klantmanager"))
            adres = route.adres(gezaaid.voor(route, wereld.twee.a.code))
            antwoord = await wereld.http.get(f"{adres}?{naam}={dag}", headers={"Authorization": f"Bearer {mens.token}"})
            assert (antwoord.status_code, velden(antwoord.json())) == (400, {naam}), (route, dag)
            gevraagd.add(naam)
    assert gevraagd >= {"uiterlijk", "dagtekening"}


@in_delen
async def test_een_naam_die_dubbel_staat_is_400_en_noemt_het_veld(wereld: Wereld, deel: Deel) -> None:
    """Anders beslist de lezer welke van de twee geldt, en een volgende lezer misschien anders."""
    gezaaid = await zaai(wereld)
    voor = await stand_van(wereld.alziend)
    gevallen = [(r, v.encode_name) for r in met_body(wereld.huis) for v in msgspec.structs.fields(contract_van(r))]
    for route, veld in deel.van(gevallen, _naam):
        los = json.dumps(geldige_body(contract_van(route)) | {veld: None})[1:-1]
        antwoord = await stuur_ruw(wereld, gezaaid, route, f'{{{los}, "{veld}": null}}'.encode())
        assert antwoord.status_code == 400, (route, veld)
        gevonden = {g["veld"]: g["melding"] for g in antwoord.json()["gebreken"]}
        assert gevonden == {veld: "staat er meer dan eens"}, (route, antwoord.text)
    assert await stand_van(wereld.alziend) == voor


async def test_een_regeleinde_achter_een_voorgeschreven_vorm_telt_mee(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    geteld = 0
    for route in met_body(wereld.huis):
        for veld, body, goed in patroonvelden(contract_van(route)):
            for fout in (f"{goed}\\n", f"\\n{goed}", f"{goed}\\r\\n"):
                antwoord = await stuur_ruw(wereld, gezaaid, route, json.dumps(body).replace(TEKST, fout).encode())
                assert (antwoord.status_code, velden(antwoord.json())) == (400, {veld}), (route, fout)
                geteld += 1
    assert geteld >= 9


@pytest.mark.parametrize("onderwerp", ["anna\0", "\ud800", "a" * 256, "", 5, ["anna"], {}, None, "\x1b"])
async def test_een_ondertekend_token_met_een_onderwerp_dat_niet_kan_is_401(wereld: Wereld, onderwerp: object) -> None:
    config = wereld.huis.config
    inhoud = {"iss": config.token_uitgever, "aud": "meedoen-ontwikkeling", "sub": onderwerp, "exp": 4_000_000_000}
    token = onderteken(json.dumps(inhoud).encode(), config.sleutel_token)
    antwoord = await wereld.http.get(
        f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad", headers={"Authorization": f"Bearer {token}"}
    )
    assert antwoord.status_code == 401
    assert antwoord.headers["content-type"] == "application/problem+json"


async def test_een_kop_die_dubbel_staat_of_vreemde_bytes_heeft_is_geen_500(wereld: Wereld) -> None:
    pad = f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad"
    goed = f"Bearer {wereld.km.token}".encode()
    for koppen, verwacht in (
        ([(b"authorization", goed), (b"authorization", goed)], 401),
        ([(b"authorization", b"Bearer \xff\xfe\x00")], 401),
        ([(b"authorization", goed), (b"content-type", b"\xff;\x00=\xed\xa0\x80")], 200),
        ([(b"authorization", goed), (b"cookie", b"\xff=\x00; a=\xed\xa0\x80")], 200),
        ([(b"authorization", goed), (b"accept", b"\x00\xff"), (b"accept-language", b"\xff")], 200),
    ):
        assert (await wereld.http.get(pad, headers=koppen)).status_code == verwacht, koppen
    koppen = [(b"authorization", goed), (b"content-type", b"application/json"), (b"content-type", b"text/plain")]
    antwoord = await wereld.http.post(f"{pad}/zoekopdrachten", content=b"{}", headers=koppen)
    assert antwoord.status_code == 415
    for vraag in ("%00=1", "cursor=%00", "cursor=%ff", "cursor=%ed%a0%80", "uiterlijk=%00", "soort=%ff", "limiet=%00"):
        antwoord = await wereld.http.get(f"{pad}?{vraag}", headers={"Authorization": goed.decode()})
        assert antwoord.status_code == 400, vraag


GEEN_OBJECT = (b"", b"{", b"[]", b"null", b'"tekst"', b"1", b"\xff\xfe{", b"[" * 20_000, b'{"versie": 1e999}')
UTF16 = 'application/json; charset="UTF-16"'
ANDER_MEDIATYPE = ("text/plain", "application/xml", "multipart/form-data; boundary=x", "", UTF16)
GEEN_PARAMETER = ("verzonnen=geheim", "limiet=1&limiet=2", "uiterlijk=null", "cursor=NULL")


@in_delen
async def test_wat_geen_object_is_of_geen_json_is_400(wereld: Wereld, deel: Deel) -> None:
    for route, ruw in deel.van(product(met_body(wereld.huis), GEEN_OBJECT), _naam):
        antwoord = await stuur_ruw(wereld, ONBEZAAID, route, ruw)
        assert antwoord.status_code == 400, (route, ruw[:20], antwoord.text)


@in_delen
async def test_een_ander_mediatype_is_415(wereld: Wereld, deel: Deel) -> None:
    for route, soort in deel.van(product(met_body(wereld.huis), ANDER_MEDIATYPE), _naam):
        antwoord = await stuur_ruw(wereld, ONBEZAAID, route, b"{}", soort=soort)
        assert antwoord.status_code == 415, (route, soort)


async def test_te_groot_is_413(wereld: Wereld) -> None:
    for route in met_body(wereld.huis):
        antwoord = await stuur_ruw(wereld, ONBEZAAID, route, b'{"a":"' + b"x" * GRENS + b'"}')
        assert antwoord.status_code == 413, route


@in_delen
async def test_een_parameter_die_niet_bestaat_dubbel_staat_of_null_heet_is_400(wereld: Wereld, deel: Deel) -> None:
    gezaaid = await zaai(wereld)
    leest = [route for route in routes_van(wereld.huis) if route.methode == "GET"]
    for route, vraag in deel.van(product(leest, GEEN_PARAMETER), _naam):
        mens = wereld.mens(route.wie(van_de_gemeente="klantmanager"))
        adres = route.adres(gezaaid.voor(route, wereld.twee.a.code))
        antwoord = await wereld.http.get(f"{adres}?{vraag}", headers={"Authorization": f"Bearer {mens.token}"})
        assert antwoord.status_code == 400, (route, vraag)
        assert "geheim" not in antwoord.text
        assert vraag.partition("=")[0] in velden(antwoord.json()), (route, vraag)


async def test_een_verzoek_dat_halverwege_stopt_laat_geen_verbinding_achter(wereld: Wereld) -> None:
    """Twintig afgebroken verzoeken; daarna werkt de API gewoon door."""
    for _ in range(20):
        taak = asyncio.create_task(wereld.km.lees("/werkvoorraad"))
        await asyncio.sleep(0)
        taak.cancel()
        await asyncio.gather(taak, return_exceptions=True)
    lijsten = await asyncio.gather(*(wereld.km.lees("/werkvoorraad") for _ in range(20)))
    assert all(lijst["werk"] == [] for lijst in lijsten)


def test_elke_lijst_in_een_body_heeft_een_einde(staande_wereld: Wereld) -> None:
    """Wat langer is wordt geweigerd voordat iemand naar de onderdelen kijkt; zonder grens kan dat niet."""

    def lijsten(soort: object, pad: str) -> Iterator[tuple[str, object]]:
        binnen = kern(soort)
        if isinstance(binnen, type) and issubclass(binnen, msgspec.Struct):
            for veld in msgspec.structs.fields(binnen):
                yield from lijsten(veld.type, f"{pad}.{veld.encode_name}")
        elif get_origin(binnen) is tuple:
            yield pad, soort
            yield from lijsten(get_args(binnen)[0], f"{pad}[0]")

    gevonden = {
        pad: hoogste_aantal(soort)
        for route in met_body(staande_wereld.huis)
        for pad, soort in lijsten(contract_van(route), contract_van(route).__name__)
    }
    assert len(gevonden) > 20
    assert [pad for pad, hoogstens in gevonden.items() if hoogstens is None] == []
