"""Wie welke route mag gebruiken, over alle routes: de bevoegdheid, het token, de rol, de gemeente en de id's."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

import httpx2
import msgspec
import pytest

from core.api import Voordeur
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.partijen import MACHINE_VAN, PARTIJEN
from core.platform.tenancy import Actor, Rol
from tests.api.gezaaid import zaai
from tests.api.routes import Route, alle_routes, geldige_body, routes_van
from tests.process.stand import stand_van
from tests.process.wereld import Mens, Wereld
from tests.voorbeelden.alle import PARAMETERS, PROEVEN, vul
from tests.voorbeelden.beheer import lidmaatschap, medewerker, wie_van
from tests.voorbeelden.goedgekeurd import vergelijk_map
from tests.voorbeelden.machine import EEN_JAAR
from tests.voorbeelden.proef import samen

GOEDGEKEURD = Path(__file__).parent / "goedgekeurd"
OPENBAAR = {"GET /v1/openapi.json", "GET /live", "GET /ready"}
"""De nagekeken lijst van wat zonder aanmelding kan; /duo/v1/notificaties herkent DUO aan het certificaat."""
INLOGGEN = {
    "GET /",
    "GET /inloggen",
    "GET /inloggen/naar/{dienst_id}",
    "GET /inloggen/terug",
    "GET /inloggen/sleutels",
    "GET /.well-known/oauth-authorization-server",
    "POST /inloggen/token",
    "POST /inloggen/afmelding/{dienst_id}",
    "GET /inloggen/ik",
    "POST /inloggen/uit",
    "GET /inloggen/uitnodiging/{gemeentecode}/{geheim}",
    "POST /inloggen/uitnodiging/{gemeentecode}/{geheim}",
}
"""De nagekeken lijst van waar men in- en uitlogt; de laatste vier vragen zelf een sessie (test_genodigd.py)."""
VAN_DE_VERZOEKER = (b"x-request-id",)


async def vraag(
    wereld: Wereld, route: Route, waarden: Mapping[str, str], mens: Mens | None, **in_body: object
) -> httpx2.Response:
    """Eén verzoek met deze waarden in het adres en, waar een veld zo heet, in de body; `in_body` alleen daar."""
    koppen = {} if mens is None else {"Authorization": f"Bearer {mens.token}"}
    body = None if route.body is None else geldige_body(route.body)
    if body is not None:
        body |= {naam: waarde for naam, waarde in {**waarden, **in_body}.items() if naam in body}
    return await wereld.http.request(route.methode, route.adres(waarden), json=body, headers=koppen)


def gelijk(een: httpx2.Response, ander: httpx2.Response) -> bool:
    """Of twee antwoorden tot op de byte hetzelfde zijn, op het nummer van het verzoek na."""
    koppen = [[k for k in a.headers.raw if k[0].lower() not in VAN_DE_VERZOEKER] for a in (een, ander)]
    return een.status_code == ander.status_code and een.content == ander.content and koppen[0] == koppen[1]


async def test_elke_route_noemt_een_recht_uit_het_beleid_of_staat_op_de_openbare_lijst(wereld: Wereld) -> None:
    zonder = set()
    for route in alle_routes(Voordeur(wereld.huis, open_databank=False).app):
        if isinstance(bevoegdheid := route.opt.get("bevoegdheid"), Bevoegdheid):
            assert bevoegdheid in wereld.huis.bevoegdheden.rechten, route
            assert isinstance(route.opt["actor"], Actor), route
            assert not {"openbaar", "inloggen"} & route.opt.keys(), route
        else:
            assert route.opt.get("openbaar") or route.opt.get("inloggen"), route
            zonder.add(str(route))
    assert zonder == OPENBAAR | INLOGGEN


async def test_elk_recht_in_het_beleid_wordt_door_een_route_gevraagd(wereld: Wereld) -> None:
    gevraagd = {r.opt["bevoegdheid"] for r in routes_van(wereld.huis)}
    zonder_route = {Bevoegdheid("notificatie", "verwerken")}  # dat doet een taak, geen mens
    assert wereld.huis.bevoegdheden.rechten - gevraagd == zonder_route


async def test_zonder_geldig_token_is_elke_route_dicht(wereld: Wereld) -> None:
    ander = Mens(wereld.http, wereld.km.token[:-4] + "AAAA", "")
    for route in routes_van(wereld.huis):
        waarden = {"gemeentecode": wereld.twee.a.code}
        for mens in (None, ander, Mens(wereld.http, "", ""), Mens(wereld.http, "a.b.c", "")):
            antwoord = await vraag(wereld, route, waarden, mens)
            assert antwoord.status_code == 401, route
            assert antwoord.headers["WWW-Authenticate"] == "Bearer"


async def _systemen(wereld: Wereld) -> None:
    """Van elke soort systeem een, met een token zonder grens: wat er dan dicht blijft, houdt het beleid dicht."""
    a = wereld.twee.a
    van: dict[Rol, UUID | None] = {p.machine: a.leden[p.naam].organisatie for p in PARTIJEN}
    for rol, organisatie in (van | {Rol.GEMEENTE_MACHINE: None}).items():
        id_ = await medewerker(wereld.eigenaar, onderwerp=f"{rol}.{a.code}")
        await lidmaatschap(wereld.eigenaar, a.id, id_, rol=rol, organisatie_id=organisatie, **EEN_JAAR)


async def test_welke_rol_welke_route_mag(wereld: Wereld) -> None:
    """De hele matrix, over echte dossiers: wie er in mag komt verder dan 401, 403 en 404."""
    gezaaid = await zaai(wereld)
    await _systemen(wereld)
    wie = {
        "klantmanager": wereld.mens("klantmanager"),
        "teamleider": wereld.mens("teamleider"),
        "beheerder": wereld.mens("beheerder"),
        **{p.naam: wereld.mens(wie_van(p.actor)) for p in PARTIJEN},
        **{str(p.beheer): wereld.mens(str(p.beheer)) for p in PARTIJEN},
        **{str(rol): wereld.mens(str(rol)) for rol in MACHINE_VAN.values()},
        "beheerder elders": wereld.mens("beheerder", wereld.twee.b),
        "klantmanager elders": wereld.mens("klantmanager", wereld.twee.b),
        **{f"{p.naam} elders": wereld.mens(wie_van(p.actor), wereld.twee.b) for p in PARTIJEN},
    }
    per_stap: dict[str, list[str]] = {}
    for route in routes_van(wereld.huis):
        regels = per_stap.setdefault(route.stap, [])
        regels += [str(route), f"    vraagt {route.opt['bevoegdheid']}"]
        for naam, mens in wie.items():
            waarden = gezaaid.voor(route, wereld.twee.a.code)
            antwoord = await vraag(wereld, route, waarden, mens)
            dicht = antwoord.status_code in (401, 403, 404)
            assert antwoord.status_code < 500, (route, naam, antwoord.text)
            regels.append(f"    {naam:<32} {antwoord.status_code if dicht else 'mag'}")
    vergelijk_map(GOEDGEKEURD / "matrix", {f"{stap}.txt": "\n".join(regels) for stap, regels in per_stap.items()})


async def test_een_andere_gemeente_bestaat_niet(wereld: Wereld) -> None:
    """De code van een gemeente waar men niet werkt geeft hetzelfde als een code die niet bestaat."""
    await zaai(wereld)
    for route in routes_van(wereld.huis):
        if "gemeentecode" not in route.parameters:
            continue
        for wie in ("klantmanager", "beheerder", *(wie_van(p.actor) for p in PARTIJEN)):
            mens = wereld.mens(wie)
            vreemd, geen = [
                await vraag(wereld, route, {"gemeentecode": code}, mens) for code in (wereld.twee.b.code, "GM9999")
            ]
            assert vreemd.status_code == 404, (route, wie)
            assert gelijk(vreemd, geen), (route, wie)


async def test_een_id_uit_een_andere_gemeente_is_een_id_dat_niet_bestaat(wereld: Wereld) -> None:
    """Eén parameter tegelijk van de buurman, de rest van onszelf: 404, tot op de byte als bij een verzonnen id."""
    gezaaid = await zaai(wereld)
    await vul(wereld.huis.databank, wereld.twee.b)
    buurman = await _ids_van_b(wereld)
    voor = await stand_van(wereld.alziend)
    for route in routes_van(wereld.huis):
        mens = wereld.mens(route.wie(van_de_gemeente="teamleider"))
        eigen = gezaaid.voor(route, wereld.twee.a.code)
        for naam in sorted(route.parameters - {"gemeentecode"}):
            vreemd = await vraag(wereld, route, eigen | {naam: buurman[naam]}, mens)
            geen = await vraag(wereld, route, eigen | {naam: str(uuid4())}, mens)
            assert vreemd.status_code == 404, (route, naam, vreemd.text)
            assert gelijk(vreemd, geen), (route, naam)
    na = await stand_van(wereld.alziend)
    assert {t for t in na if na[t] != voor[t]} <= {"audit"}


async def test_een_id_uit_een_andere_gemeente_in_de_body_is_een_id_dat_niet_bestaat(wereld: Wereld) -> None:
    """Een collega, een taalschool of een dossier van de buurman: hetzelfde antwoord als bij een verzonnen id."""
    gezaaid = await zaai(wereld)
    await vul(wereld.huis.databank, wereld.twee.b)
    van_een_ander = samen([proef.ids_van_een_ander for proef in PROEVEN.values()])
    gezien = set()
    for route in routes_van(wereld.huis):
        ids = {v.encode_name for v in msgspec.structs.fields(route.body) if v.type is UUID} if route.body else set()
        for naam in sorted(ids - {"id"}):
            eigen = gezaaid.voor(route, wereld.twee.a.code)
            [dossier] = await wereld.rijen("dossier", id=UUID(eigen["dossier_id"]))
            teamleider, versie = wereld.mens("teamleider"), dossier["versie"]
            assert naam in van_een_ander, f"{route}: noem {naam} in `ids_van_een_ander` van de PROEF van {route.stap}"
            ander = str(await van_een_ander[naam](wereld))
            vreemd = await vraag(wereld, route, eigen | {naam: ander}, teamleider, versie=versie)
            geen = await vraag(wereld, route, eigen | {naam: str(uuid4())}, teamleider, versie=versie)
            assert vreemd.status_code in (400, 404, 409), (route, naam, vreemd.text)
            assert gelijk(vreemd, geen), (route, naam)
            gezien.add(naam)
    assert gezien == set(van_een_ander)


async def _ids_van_b(wereld: Wereld) -> dict[str, str]:
    """Van elke parameter een id uit de andere gemeente."""
    b = wereld.twee.b.id
    return {naam: str((await wereld.rijen(tabel, gemeente_id=b))[0]["id"]) for naam, tabel in PARAMETERS.items()}


async def test_een_lezend_verzoek_verandert_niets_behalve_het_leeslog(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    for route in routes_van(wereld.huis):
        if route.methode != "GET":
            continue
        mens = wereld.mens(route.wie(van_de_gemeente="klantmanager"))
        voor = await stand_van(wereld.alziend)
        antwoord = await vraag(wereld, route, gezaaid.voor(route, wereld.twee.a.code), mens)
        assert antwoord.status_code in (200, 409), (route, antwoord.text)
        na = await stand_van(wereld.alziend)
        assert {t for t in na if na[t] != voor[t]} <= {"audit"}, route


async def test_elk_lezend_verzoek_staat_in_het_leeslog(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    for route in routes_van(wereld.huis):
        if route.methode != "GET":
            continue
        mens = wereld.mens(route.wie(van_de_gemeente="klantmanager"))
        voor = await wereld.alziend.fetchval("select count(*) from audit")
        antwoord = await vraag(wereld, route, gezaaid.voor(route, wereld.twee.a.code), mens)
        erbij = await wereld.alziend.fetchval("select count(*) from audit") - voor
        assert erbij == (1 if antwoord.status_code == 200 else 0), route


@pytest.mark.parametrize("wie", ["klantmanager", "beheerder", *(wie_van(p.actor) for p in PARTIJEN)])
async def test_een_ingetrokken_lidmaatschap_werkt_bij_het_volgende_verzoek(wereld: Wereld, wie: str) -> None:
    mens, route = wereld.mens(wie), "/v1/gemeenten/GM1904/medewerkers"
    await wereld.alziend.execute("update lidmaatschap set ingetrokken_op = clock_timestamp()")
    antwoord = await wereld.http.get(route, headers={"Authorization": f"Bearer {mens.token}"})
    assert antwoord.status_code == 404


async def test_gelijktijdige_verzoeken_van_twee_gemeenten_lopen_niet_door_elkaar(wereld: Wereld) -> None:
    await vul(wereld.huis.databank, wereld.twee.a)
    await vul(wereld.huis.databank, wereld.twee.b)
    mensen = [wereld.mens("klantmanager", g) for g in (wereld.twee.a, wereld.twee.b)] * 20
    lijsten = await asyncio.gather(*(m.lees("/werkvoorraad") for m in mensen))
    per_gemeente = [{w["id"] for w in lijst["werk"]} for lijst in lijsten]
    assert all(p == per_gemeente[n % 2] for n, p in enumerate(per_gemeente))
    assert not per_gemeente[0] & per_gemeente[1]
