"""Elke route van de API, gevraagd met een sessie: lezen mag wie is ingelogd, wijzigen alleen een pagina van Meedoen."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import msgspec
import pytest
import pytest_asyncio

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.http.inloggen.cookies import SESSIE
from core.platform.http.inloggen.deur import pad_van
from core.platform.http.methoden import LEZEN
from core.platform.tenancy import Rol
from tests.api.inloggen import SITE, SUB, Browser, Opstelling, audit_van, nu, opstelling
from tests.api.routes import Route, geldige_body, routes_van
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import lidmaatschap, medewerker

BESLIST = {
    ("startdatum", "kiezen"),
    ("pip", "vaststellen"),
    ("lbt-ontheffing", "besluiten"),
    ("besluit", "intrekken"),
    ("besluit", "loslaten"),
    ("oproep", "opstellen"),
    ("oproep", "boetevraag"),
    ("oproep", "intrekken"),
    ("oproep", "terugnemen"),
    ("dossier", "samenvoegen"),
    ("collegebesluit", "nagaan"),
    ("mandaat", "vastleggen"),
    ("mandaat", "intrekken"),
    ("machine", "opnemen"),
    ("machine", "intrekken"),
    ("webhook", "aanmelden"),
    ("lidmaatschap", "uitnodigen"),
    ("lidmaatschap", "beeindigen"),
    ("lidmaatschap", "functie"),
    ("overname", "vastleggen"),
    ("overname", "beeindigen"),
}
"""Wie hier handelt bewijst zich kort daarvoor opnieuw. De regel: hij beslist over iemand (een besluit, een
waarschuwing, een antwoord op de boetevraag, of het terugnemen daarvan), of over wie dat mag (een mandaat, wie hier
werkt, welk systeem meeleest of iets toegestuurd krijgt, en of een besluit van het college zelf er is), of hij zet in
één keer een ander in de plaats van iemand (een overname, een samenvoeging). Wie vastlegt wat er gebeurde, een brief
verzendt of een dossier aan een collega geeft, beslist daarmee niet."""
ELDERS = "van een pagina van Meedoen"


@pytest_asyncio.fixture(loop_scope="session")
async def hier(wereld: Wereld, valkey: EmbeddedValkey) -> AsyncIterator[Opstelling]:
    async with opstelling(wereld.deur, valkey.url) as gemaakt:
        yield gemaakt


@pytest_asyncio.fixture(loop_scope="session")
async def browser(wereld: Wereld, hier: Opstelling) -> AsyncIterator[Browser]:
    """De browser van een teamleider die is ingelogd."""
    id_ = await medewerker(wereld.eigenaar, onderwerp=SUB, uitgever=hier.buiten.dienst.uitgever)
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, id_, rol=Rol.TEAMLEIDER)
    async with hier.browser() as geopend:
        await geopend.log_in()
        yield geopend


async def vraag(browser: Browser, route: Route, code: str, **koppen: str) -> tuple[int, str]:
    body = None if route.body is None else geldige_body(route.body)
    pad = route.adres({"gemeentecode": code})
    antwoord = await browser.http.request(route.methode, pad, json=body, headers=koppen)
    return antwoord.status_code, antwoord.text


async def test_een_wijziging_die_niet_van_een_pagina_van_meedoen_komt_gebeurt_niet(
    wereld: Wereld, browser: Browser
) -> None:
    routes = [route for route in routes_van(wereld.huis) if route.methode not in LEZEN]
    assert len(routes) > 50
    goed = dict(browser.eigen_pagina)
    fout = [
        {},
        {"Origin": SITE},
        {"X-Meedoen-Formulier": browser.formulier},
        {**goed, "Origin": "https://kwaad.example.org"},
        {**goed, "Origin": "null"},
        {**goed, "X-Meedoen-Formulier": browser.formulier[:-1]},
    ]
    for route in routes:
        for koppen in fout:
            status, tekst = await vraag(browser, route, wereld.twee.a.code, **koppen)
            assert (status, ELDERS in tekst) == (403, True), (route, koppen, tekst)
        _, tekst = await vraag(browser, route, wereld.twee.a.code, **goed)
        assert ELDERS not in tekst, route
        assert '"status":401' not in tekst, route


async def test_zonder_sessie_die_nog_telt_geeft_geen_enkele_route_iets(
    wereld: Wereld, browser: Browser, hier: Opstelling
) -> None:
    goed = dict(browser.eigen_pagina)
    await hier.valkey.flushdb()
    for route in routes_van(wereld.huis):
        status, tekst = await vraag(browser, route, wereld.twee.a.code, **goed)
        assert (status, "/inloggen" in tekst) == (401, True), route


async def test_wie_over_iemand_beslist_bewijst_zich_kort_daarvoor_opnieuw(
    wereld: Wereld, hier: Opstelling, browser: Browser
) -> None:
    """Elke route waarop een besluit genomen wordt, en die waarop men zegt wie dat mag."""
    dienst, code = hier.buiten.dienst, wereld.twee.a.code
    beslissen = [route for route in routes_van(wereld.huis) if route.opt["beslist"]]
    anders = [route for route in routes_van(wereld.huis) if not route.opt["beslist"]]
    assert {r.opt["bevoegdheid"].object for r in beslissen} >= {"pip", "lbt-ontheffing", "besluit", "oproep", "mandaat"}
    dienst.anders["auth_time"] = int(nu().timestamp()) - 1000
    await browser.log_in()
    for route in anders:
        assert "bewijs-opnieuw" not in (await vraag(browser, route, code, **browser.eigen_pagina))[1], route
    for route in beslissen:
        status, tekst = await vraag(browser, route, code, **browser.eigen_pagina)
        assert (status, "bewijs-opnieuw" in tekst) == (401, True), route
        assert f"{pad_van(dienst.afgesproken)}?vers=true" in tekst
    del dienst.anders["auth_time"]
    await browser.log_in(vers="true")
    for route in beslissen:
        assert "bewijs-opnieuw" not in (await vraag(browser, route, code, **browser.eigen_pagina))[1], route


async def test_welke_rechten_over_iemand_beslissen_of_over_wie_dat_mag(wereld: Wereld) -> None:
    """Een recht dat hier bij komt of af gaat is een keuze: lees de regel bij `BESLIST`."""
    beslissen = [route.opt["bevoegdheid"] for route in routes_van(wereld.huis) if route.opt["beslist"]]
    assert {(b.object, b.handeling) for b in beslissen} == BESLIST
    anders = [r for r in routes_van(wereld.huis) if not r.opt["beslist"] and r.methode not in LEZEN]
    ook = {(r.opt["bevoegdheid"].object, r.opt["bevoegdheid"].handeling) for r in anders} & BESLIST
    assert ook == {("dossier", "samenvoegen")}, "een voorstel beslist nog niets"


async def test_elke_route_waarop_men_een_besluit_van_het_college_noemt_beslist(wereld: Wereld) -> None:
    for route in routes_van(wereld.huis):
        velden = () if route.body is None else msgspec.structs.fields(route.body)
        if "collegebesluit" in {veld.name for veld in velden}:
            assert route.opt["beslist"], route


async def test_zich_opnieuw_bewijzen_vraagt_de_dienst_echt_en_maakt_de_dag_niet_langer(
    wereld: Wereld, browser: Browser, hier: Opstelling
) -> None:
    eerder = (await browser.ga("/inloggen/ik")).json()
    oud = browser.formulier
    vertrek = await browser.vertrek(vers="true")
    heen = parse_qs(urlsplit(vertrek.headers["location"]).query)
    assert (heen["prompt"], heen["max_age"]) == (["login"], ["900"])
    await browser.kom_terug(vertrek)
    later = (await browser.ga("/inloggen/ik")).json()
    assert later["uiterlijk"] == eerder["uiterlijk"]
    assert later["bewezenOp"] >= eerder["bewezenOp"]
    assert later["formulier"] != oud
    acties = [actie for _, actie in await audit_van(wereld.alziend, UUID(later["medewerkerId"]))]
    assert acties == ["inloggen.binnen", "inloggen.nieuw-apparaat", "inloggen.opnieuw"]


@pytest.mark.parametrize("pad", ["/inloggen/uit", "/inloggen/afmelding"])
async def test_wie_halverwege_zijn_formulier_weggaat_logt_niemand_uit(
    hier: Opstelling, browser: Browser, pad: str
) -> None:
    """Hij zegt hoe lang het wordt, stuurt een deel en hangt op."""
    if pad.endswith("afmelding"):
        pad = pad_van(browser.dienst.afgesproken).replace("/naar/", "/afmelding/")
    heel = urlencode({"formulier": browser.formulier, "logout_token": browser.dienst.afmelding()}).encode()
    onderweg = iter([{"type": "http.request", "body": heel[:-1], "more_body": True}, {"type": "http.disconnect"}])
    antwoorden: list[Any] = []

    async def ontvang() -> Any:
        return next(onderweg)

    async def stuur(bericht: Any) -> None:
        antwoorden.append(bericht)

    koppen = {
        "host": "meedoen.example.org",
        "cookie": f"{SESSIE}={browser.http.cookies[SESSIE]}",
        "origin": SITE,
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(heel)),
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": pad,
        "raw_path": pad.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(naam.encode(), waarde.encode()) for naam, waarde in koppen.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 443),
    }
    await hier.voordeur(scope, ontvang, stuur)
    assert antwoorden[0]["status"] == 400
    assert (await browser.ga("/inloggen/ik")).status_code == 200


async def test_een_verkeerd_token_valt_niet_terug_op_de_sessie(wereld: Wereld, browser: Browser) -> None:
    for kop in ("Bearer verzonnen", "Basic x", ""):
        antwoord = await browser.http.get(
            f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad", headers={"Authorization": kop}
        )
        assert antwoord.status_code == 401, kop
    assert SESSIE in browser.http.cookies


@pytest.mark.parametrize("naam", ["", "x", "ü", "a" * 5000, "../..", "*"])
async def test_een_verzonnen_sessie_is_er_geen(wereld: Wereld, hier: Opstelling, browser: Browser, naam: str) -> None:
    pad = f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad"
    async with hier.browser() as ander:
        antwoord = await ander.http.get(pad, headers=[(b"Cookie", f"{SESSIE}={naam}".encode())])
    assert antwoord.status_code == 401


async def test_wie_er_inlogt_is_een_ander_dan_wie_een_token_heeft_met_dezelfde_naam(
    wereld: Wereld, hier: Opstelling
) -> None:
    """Een uitgever zegt alleen iets over haar eigen mensen."""
    id_: UUID = await medewerker(wereld.eigenaar, onderwerp="9f0c-elders")
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, id_, rol=Rol.TEAMLEIDER)
    hier.buiten.dienst.anders["sub"] = "9f0c-elders"
    async with hier.browser() as browser:
        assert (await browser.log_in()).status_code == 403
