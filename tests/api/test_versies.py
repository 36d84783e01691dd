"""Wie met een oudere versie komt: 409 met wat er nu anders staat, wie dat deed en wat nu kan; er verandert niets."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import msgspec
import pytest
from litestar.handlers import HTTPRouteHandler

from core.api import Voordeur
from core.bootstrap import CONTROLLERS
from core.platform.access.bevoegdheden import HIER, Bevoegdheden
from core.platform.http.probleem import Conflictprobleem
from core.platform.pluginhost.host import bouw_plugins
from core.platform.tenancy import Actor
from tests.api.gezaaid import Gezaaid, zaai
from tests.api.routes import Route, geldige_body, routes_van
from tests.process.stand import stand_van
from tests.process.wereld import Mens, Wereld
from tests.process.zaak import INTAKE, PIP, Zaak
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.begeleiding import HUISHOUDEN
from tests.voorbeelden.proef import Versie
from tests.voorbeelden.toewijzing import een_antwoord

OP = dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)


def _rij_van(route: Route, waarden: Mapping[str, str]) -> tuple[Versie, UUID]:
    """De rij waar de versie van is, volgens de stap van de route."""
    versies = PROEVEN[route.stap].versies
    eind = next((e for e in sorted(versies, key=len, reverse=True) if route.pad.endswith(f"/{e}")), None)
    assert eind is not None, f"noem {route} in `versies` van PROEF in tests/voorbeelden/{route.stap}.py"
    return versies[eind], UUID(waarden[versies[eind].parameter])


def _met_versie(wereld: Wereld) -> list[Route]:
    return [
        r
        for r in routes_van(wereld.huis)
        if r.body is not None and "versie" in {v.encode_name for v in msgspec.structs.fields(r.body)}
    ]


def _mens(wereld: Wereld, route: Route) -> Mens:
    return wereld.mens(route.wie(van_de_gemeente="teamleider"))


async def _stuur(wereld: Wereld, gezaaid: Gezaaid, route: Route, versie: int) -> httpx2.Response:
    assert route.body is not None
    adres = route.adres(gezaaid.voor(route, wereld.twee.a.code))
    koppen = {"Authorization": f"Bearer {_mens(wereld, route).token}"}
    return await wereld.http.request(
        route.methode, adres, json=geldige_body(route.body) | {"versie": versie}, headers=koppen
    )


async def _een_collega_was_eerder(wereld: Wereld, rij: Versie, id_: UUID) -> int:
    """De rij krijgt een hogere versie van een collega; geeft de versie die er eerst stond."""
    versie = await wereld.alziend.fetchval(
        f"update {rij.tabel} set versie = versie + 1, {rij.wie}_op = $2, {rij.wie}_door = $3"
        f" where {rij.kolom} = $1 returning versie",
        id_,
        OP,
        wereld.twee.a.klantmanager,
    )
    return int(versie) - 1


async def test_elke_route_met_een_versie_weigert_een_oudere_en_zegt_wat_er_nu_staat(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    routes = _met_versie(wereld)
    assert len(routes) >= sum(len(proef.versies) for proef in PROEVEN.values())
    for route in routes:
        waarden = gezaaid.voor(route, wereld.twee.a.code)
        gezien = await _een_collega_was_eerder(wereld, *_rij_van(route, waarden))
        voor = await stand_van(wereld.alziend)
        regels = await wereld.alziend.fetchval("select count(*) from audit")
        antwoord = await _stuur(wereld, gezaaid, route, gezien)
        na = await stand_van(wereld.alziend)
        assert {t for t in na if na[t] != voor[t]} == {"audit"}, (route, "alleen het leeslog")
        assert await wereld.alziend.fetchval("select count(*) from audit") > regels
        assert antwoord.status_code == 409, (route, antwoord.text)
        assert antwoord.headers["content-type"] == "application/problem+json"
        probleem = msgspec.json.decode(antwoord.content, type=Conflictprobleem)
        assert probleem.type == "urn:meedoen:probleem:versie-conflict", (route, antwoord.text)
        assert isinstance(nu := probleem.versieconflict, msgspec.Struct), route
        assert (nu.uw_versie, nu.huidige_versie, nu.gewijzigd_op) == (gezien, gezien + 1, OP), route
        van_de_gemeente = route.opt["actor"] is Actor.GEMEENTE
        assert nu.gewijzigd_door == (wereld.twee.a.klantmanager if van_de_gemeente else None), route
        assert bool(nu.gewijzigd_door_naam) is van_de_gemeente, route
        assert nu.volgende_stap, route
        assert route.body is not None
        gestuurd = {v.encode_name for v in msgspec.structs.fields(route.body)} - {"versie", "id"}
        assert {v.veld for v in nu.verschillen} <= gestuurd, route
        assert all(v.uw_waarde != v.huidige_waarde for v in nu.verschillen), route
        assert "bsn" not in antwoord.text.lower(), route
        body = geldige_body(route.body)
        woorden = {naam for naam in ("motief", "toelichting", "reden", "weging") if body.get(naam)}
        assert all(naam in nu.volgende_stap for naam in woorden), (route, "wat iemand schreef en er niet staat")


async def test_met_de_huidige_versie_is_er_nergens_een_versieconflict(wereld: Wereld) -> None:
    """De tegenproef: dezelfde verzoeken, nu met wat er staat; wat er verder ook van komt, niemand was eerder."""
    gezaaid = await zaai(wereld)
    for route in _met_versie(wereld):
        rij, id_ = _rij_van(route, gezaaid.voor(route, wereld.twee.a.code))
        versie = await wereld.alziend.fetchval(f"select versie from {rij.tabel} where {rij.kolom} = $1", id_)
        antwoord = await _stuur(wereld, gezaaid, route, versie)
        assert antwoord.status_code < 500, (route, antwoord.text)
        assert "versie-conflict" not in antwoord.text, (route, antwoord.text)


HANDELINGEN = {naam: maak for proef in PROEVEN.values() for naam, maak in proef.handelingen.items()}


def _vraagt_versie() -> list[str]:
    """Elke route die een versie vraagt, zoals zij in `handelingen` heet."""
    gevonden = []
    for controller in CONTROLLERS:
        for handler in vars(controller).values():
            body = handler.opt.get("body") if isinstance(handler, HTTPRouteHandler) else None
            if body is None or "versie" not in {v.encode_name for v in msgspec.structs.fields(body)}:
                continue
            for methode, pad in product(handler.http_methods, handler.paths):
                heel = re.sub(r":\w+}", "}", f"{vars(controller)['path']}{pad}".rstrip("/"))
                gevonden.append(f"{methode} {heel.removeprefix('/gemeenten/{gemeentecode}')}")
    return sorted(gevonden)


@pytest.mark.lang
@pytest.mark.parametrize("naam", _vraagt_versie())
async def test_wie_een_versie_noemt_verbruikt_haar(wereld: Wereld, naam: str) -> None:
    """Twee die hetzelfde zagen en tegelijk iets doen: de een lukt, de ander hoort dat iemand eerder was."""
    verzoek = await HANDELINGEN[naam](wereld)
    mens = wereld.mens(verzoek.wie)
    koppen = {"Authorization": f"Bearer {mens.token}"}
    body: Any = verzoek.body
    tweede = body | ({"id": str(uuid4())} if "id" in body else {})
    antwoorden = await asyncio.gather(
        *(
            wereld.http.request(naam.partition(" ")[0], mens.basis + verzoek.pad, json=een, headers=koppen)
            for een in (body, tweede)
        )
    )
    gelukt, geweigerd = sorted(antwoorden, key=lambda a: a.status_code)
    assert gelukt.is_success, (naam, gelukt.text)
    assert geweigerd.status_code == 409, (naam, geweigerd.status_code, geweigerd.text)


# ── Wat er dan staat ────────────────────────────────────────────────────────────────────────────────────
async def _in_gesprek(wereld: Wereld) -> Zaak:
    return await (await Zaak.gemeld(wereld, await _inwoner(wereld))).tot_intake()


async def _inwoner(wereld: Wereld) -> Any:
    return next(i for i in wereld.bevolking if f"GM{i.gemeentecode}" == wereld.twee.a.code and i.asiel)


@asynccontextmanager
async def _in_een_ander_huis(wereld: Wereld, **delen: Any) -> AsyncIterator[Mens]:
    """De klantmanager bij dezelfde API en database, met andere onderdelen in het huis."""
    deur: Any = Voordeur(replace(wereld.huis, **delen), open_databank=False)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=deur), base_url="http://meedoen") as http:
        yield Mens(http, wereld.km.token, wereld.km.basis)


def _verschil(probleem: dict[str, Any]) -> dict[str, tuple[object, object]]:
    return {v["veld"]: (v["uwWaarde"], v["huidigeWaarde"]) for v in probleem["versieconflict"]["verschillen"]}


async def test_bij_een_concept_staat_elk_veld_dat_een_collega_anders_vastlegde(wereld: Wereld) -> None:
    zaak = await _in_gesprek(wereld)
    await zaak.schrijf_pip()
    portie = {"uren": 20, "categorie": "NT2", "herkomst": "BREDE_INTAKE", "toegekend": False}
    collega = wereld.mens("teamleider")
    anders = {"versie": 1, "motivering": "wil de zorg in", "intensiteitMap": 48, "verrekeningen": [portie]}
    await collega.bewaar(zaak.pad("/pip/concept"), PIP | anders)
    mijn = PIP | {"versie": 1, "ondersteuning": "taalmaatje"}
    conflict = await zaak.km.bewaar(zaak.pad("/pip/concept"), mijn, 409)
    assert _verschil(conflict) == {
        "ondersteuning": ("taalmaatje", "taalcoach"),
        "motivering": ("leert snel en wil naar B1", "wil de zorg in"),
        "intensiteitMap": (40, 48),
        "verrekeningen": ([], [portie | {"motivering": "", "beslotenOp": None}]),
    }
    nu = conflict["versieconflict"]
    assert (nu["uwVersie"], nu["huidigeVersie"]) == (1, 2)
    assert nu["gewijzigdDoor"] == str(wereld.twee.a.teamleider)
    [naam] = [m["naam"] for m in await zaak.km.lees("/medewerkers") if m["id"] == nu["gewijzigdDoor"]]
    assert nu["gewijzigdDoorNaam"] == naam
    assert conflict["title"] == "Iemand anders heeft dit intussen gewijzigd"
    assert "versie 2" in nu["volgendeStap"]
    await zaak.km.bewaar(zaak.pad("/pip/concept"), mijn | {"versie": 2})


async def test_wie_hetzelfde_nog_eens_stuurt_hoort_dat_het_er_al_staat(wereld: Wereld) -> None:
    """Na een verbroken verbinding weet men niet of het lukte; het antwoord zegt het."""
    zaak = await _in_gesprek(wereld)
    await zaak.vul_intake()
    conflict = await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE, 409)
    assert conflict["title"] == "U hebt dit intussen zelf gewijzigd; lees het opnieuw"
    assert "niets van u vastgelegd" not in conflict["detail"], "wat hij eerder stuurde staat er"
    nu = conflict["versieconflict"]
    assert nu["verschillen"] == []
    assert nu["gewijzigdDoor"] == str(wereld.twee.a.klantmanager)
    assert nu["volgendeStap"].startswith("Wat u stuurde staat er al")


async def test_wie_een_versie_noemt_die_er_nog_niet_is_hoort_niet_dat_een_ander_iets_wijzigde(wereld: Wereld) -> None:
    zaak = await _in_gesprek(wereld)
    await zaak.schrijf_pip()
    for wie in ("klantmanager", "teamleider"):
        conflict = await wereld.mens(wie).bewaar(zaak.pad("/pip/concept"), PIP | {"versie": 9}, 409)
        assert conflict["title"] == "Dit is intussen gewijzigd"


async def test_wie_iets_toelichtte_hoort_dat_het_niet_bewaard_is(wereld: Wereld) -> None:
    """Ook als wat hij verder stuurde er al staat: zijn eigen woorden staan er niet."""
    zaak = await Zaak.gemeld(wereld, await _inwoner(wereld))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    [oproep] = await zaak.lees("/oproepen")
    pad, dag = f"/oproepen/{oproep['id']}/uitkomst", (await zaak.over(0)).isoformat()
    body = {"uitkomst": "VERSCHENEN", "op": dag, "toelichting": "kwam met zijn zus", "versie": oproep["versie"]}
    await zaak.stuur(pad, body)
    collega = wereld.mens("teamleider")
    ander = await collega.stuur(zaak.pad(pad), body | {"toelichting": "kwam te laat"}, 409)
    stap = ander["versieconflict"]["volgendeStap"]
    assert "Niet bewaard is wat u stuurde bij" in stap
    assert "toelichting" in stap
    assert "hoeft niets" not in stap


async def test_een_motief_dat_nergens_mee_te_vergelijken_is_is_niet_bewaard(wereld: Wereld) -> None:
    zaak = await _in_gesprek(wereld)
    await zaak.vul_intake()
    body = {"motief": "verkeerde persoon", "versie": 0}
    conflict = await zaak.stuur("/brede-intake/weglegging", body, 409)
    assert "Niet bewaard is wat u stuurde bij motief." in conflict["versieconflict"]["volgendeStap"]


async def test_omstandigheden_staan_alleen_in_het_verschil_van_wie_ze_zelf_stuurde(wereld: Wereld) -> None:
    zaak = await _in_gesprek(wereld)
    await zaak.vul_intake(persoonlijkeOmstandigheden="herstelt van een operatie")
    met = INTAKE | {"persoonlijkeOmstandigheden": "heeft astma", "verslag": "anders"}
    verschil = _verschil(await zaak.km.bewaar(zaak.pad("/brede-intake"), met, 409))
    assert verschil["persoonlijkeOmstandigheden"] == ("heeft astma", "herstelt van een operatie")
    zonder = {k: v for k, v in met.items() if k != "persoonlijkeOmstandigheden"}
    conflict = await zaak.km.bewaar(zaak.pad("/brede-intake"), zonder, 409)
    assert set(_verschil(conflict)) == {"verslag"}
    assert "operatie" not in str(conflict)
    afronding = await zaak.stuur("/brede-intake/afronding", {"versie": 0}, 409)
    assert _verschil(afronding) == {}
    assert "operatie" not in str(afronding)


async def test_ook_de_antwoorden_op_de_vragen_van_de_gemeente_worden_vergeleken(wereld: Wereld) -> None:
    zaak = await _in_gesprek(wereld)
    tenant = msgspec.structs.replace(wereld.twee.a.tenant, plugins=("municipality_heerenveen",))
    stand = bouw_plugins({tenant.id: tenant}, wereld.huis.recht)

    def antwoord(*, ja: bool) -> dict[str, object]:
        gegeven = [{"vraag": "participatie_aangemeld", "waarde": ja}]
        return {"lokaleAntwoorden": [{"lijst": "heerenveen_regionale_inkoop", "versie": 1, "antwoorden": gegeven}]}

    async with _in_een_ander_huis(wereld, tenants=stand.tenants, plugins=stand.plugins) as km:
        await km.bewaar(zaak.pad("/brede-intake"), INTAKE | antwoord(ja=True))
        conflict = await km.bewaar(zaak.pad("/brede-intake"), INTAKE | antwoord(ja=False), 409)
        zonder = await km.bewaar(zaak.pad("/brede-intake"), INTAKE, 409)
    [paar] = _verschil(conflict).values()
    assert paar == (antwoord(ja=False)["lokaleAntwoorden"], antwoord(ja=True)["lokaleAntwoorden"])
    assert _verschil(zonder) == {}


async def test_een_taak_die_eerder_was_heet_meedoen(wereld: Wereld) -> None:
    """Wat DUO zegt verandert het dossier ook; wie dan met de oude versie komt, ziet dat het geen collega was."""
    zaak = await Zaak.gemeld(wereld, await _inwoner(wereld))
    gezien = (await zaak.lees())["versie"]
    wereld.duo_weet(zaak.inwoner, kennisgeving=dt.date(2026, 2, 27))
    await wereld.meldt("SS101", zaak.inwoner)
    await wereld.werk_af()
    keuze = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": gezien}
    conflict = await wereld.mens("teamleider").stuur(zaak.pad("/behandelaar"), keuze, 409)
    assert conflict["title"] == "Dit is intussen gewijzigd", "een taak is niemand anders"
    nu = conflict["versieconflict"]
    assert nu["huidigeVersie"] > gezien
    assert (nu["gewijzigdDoor"], nu["gewijzigdDoorNaam"]) == (None, "Meedoen")
    assert nu["verschillen"] == [
        {"veld": "behandelaarId", "uwWaarde": str(wereld.twee.a.klantmanager), "huidigeWaarde": None}
    ]


async def test_ook_bij_een_werkitem_staat_wie_het_bijwerkte(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, await _inwoner(wereld))
    [werk] = await wereld.werk("PIP_VASTSTELLEN")
    afhandeling = {"afhandeling": "gedaan", "versie": werk["versie"]}
    wereld.duo_weet(zaak.inwoner, kennisgeving=dt.date(2026, 2, 27))
    await wereld.meldt("SS101", zaak.inwoner)
    await wereld.werk_af()
    eerst = (await zaak.km.stuur(f"/werkitems/{werk['id']}/afhandeling", afhandeling, 409))["versieconflict"]
    assert (eerst["huidigeVersie"], eerst["gewijzigdDoorNaam"]) == (werk["versie"] + 1, "Meedoen")
    keuze = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await zaak.lees())["versie"]}
    await wereld.mens("teamleider").stuur(zaak.pad("/behandelaar"), keuze)
    daarna = (await zaak.km.stuur(f"/werkitems/{werk['id']}/afhandeling", afhandeling, 409))["versieconflict"]
    assert daarna["huidigeVersie"] == werk["versie"] + 2
    assert daarna["gewijzigdDoor"] == str(wereld.twee.a.teamleider)


async def test_wie_een_gedane_zaak_wil_doen_hoort_dat_zij_klaar_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, await _inwoner(wereld))).tot_pip()
    collega = wereld.mens("teamleider")
    await collega.stuur(zaak.pad("/pip/vaststelling"), {"dagtekening": "2026-03-02", "versie": 1}, 201)
    nu = (await zaak.stel_vast(dt.date(2026, 3, 3), verwacht=409))["versieconflict"]
    assert nu["gewijzigdDoor"] == str(wereld.twee.a.teamleider)
    assert nu["verschillen"] == [{"veld": "dagtekening", "uwWaarde": "2026-03-03", "huidigeWaarde": "2026-03-02"}]
    assert "al vastgesteld" in nu["volgendeStap"]
    nu = (await zaak.km.bewaar(zaak.pad("/pip/concept"), PIP | {"versie": 1}, 409))["versieconflict"]
    assert "al vastgesteld" in nu["volgendeStap"]


async def test_naast_de_gekozen_diensten_staat_wat_er_nu_wordt_voorgesteld(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, await _inwoner(wereld))
    for versie, soort in enumerate(("gezin", "alleengaand")):
        await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": versie, "huishouden": soort})
    eigen = [{"dienst": "iets anders", "organisatie": "een ander"}]
    body = {"id": str(UUID(int=1)), "versie": 1, "diensten": eigen, "motief": "past beter"}
    conflict = await zaak.stuur("/begeleiding/vaststelling", body, 409)
    [(uw, huidig)] = _verschil(conflict).values()
    voorstel = (await zaak.lees("/begeleiding"))["voorstel"]["diensten"]
    assert (uw, huidig) == (eigen, [{k: d[k] for k in ("dienst", "organisatie")} for d in voorstel])


async def test_een_taalschool_ziet_dat_er_al_geantwoord_is_en_niet_door_wie(wereld: Wereld) -> None:
    gezaaid = await zaai(wereld)
    school = wereld.mens("school")
    conflict = await school.stuur(
        f"/eigen-toewijzingen/{gezaaid.ids['toewijzing_id']}/antwoord",
        een_antwoord(False),
        409,
    )
    assert _verschil(conflict) == {"aanvaard": (False, True)}
    assert conflict["title"] == "Dit is intussen gewijzigd", (
        "hij was het zelf, en dat staat er voor een school niet bij"
    )
    assert (conflict["versieconflict"]["gewijzigdDoor"], conflict["versieconflict"]["gewijzigdDoorNaam"]) == (None, "")


async def test_wie_mag_wijzigen_maar_niet_lezen_krijgt_alleen_het_conflict(wereld: Wereld, tmp_path: Path) -> None:
    zaak = await _in_gesprek(wereld)
    await zaak.schrijf_pip()
    regels = (HIER / "beleid.csv").read_text(encoding="utf-8").splitlines()
    zonder = [r for r in regels if "pip, lezen" not in r] + ["p, systeem, *, pip, lezen, gemeente, allow"]
    beleid = tmp_path / "beleid.csv"
    beleid.write_text("\n".join(zonder), encoding="utf-8")
    async with _in_een_ander_huis(wereld, bevoegdheden=Bevoegdheden(beleid)) as km:
        conflict = await km.bewaar(zaak.pad("/pip/concept"), PIP, 409)
    assert conflict["type"] == "urn:meedoen:probleem:versie-conflict"
    assert "versieconflict" not in conflict
    assert conflict["title"] == "Dit is intussen gewijzigd", "wie het wijzigde staat er niet bij; hier was hij het zelf"
    assert "taalcoach" not in str(conflict)


@pytest.mark.parametrize("veld", ["uwWaarde", "huidigeWaarde"])
async def test_de_waarden_staan_niet_in_het_logboek(
    wereld: Wereld, veld: str, capfd: pytest.CaptureFixture[str]
) -> None:
    zaak = await _in_gesprek(wereld)
    await zaak.vul_intake(verslag="huidigeWaarde-van-het-verslag")
    body = INTAKE | {"verslag": "uwWaarde-van-het-verslag"}
    conflict = await zaak.km.bewaar(zaak.pad("/brede-intake"), body, 409)
    assert f"{veld}-van-het-verslag" in str(conflict)
    geschreven = capfd.readouterr()
    assert f"{veld}-van-het-verslag" not in geschreven.out + geschreven.err
