"""De pagina's van het inloggen: voor een mens in gewone woorden, en zonder iets dat een ander erin zet."""

from collections.abc import AsyncIterator
from html.parser import HTMLParser
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.http.inloggen.deur import pad_van
from core.platform.http.inloggen.pagina import BELEID
from core.platform.tenancy import Rol
from tests.api.inloggen import SITE, SUB, Browser, Opstelling, ingangen, opstelling
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import lidmaatschap, medewerker

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
KWAAD = "<script>alert(1)</script>\"'&"


class Gelezen(HTMLParser):
    """Wat er op een pagina staat: de tekst, de koppelingen en de velden van haar formulier."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tekst = ""
        self.elementen: list[str] = []
        self.koppelingen: list[str] = []
        self.velden: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        van = {naam: waarde or "" for naam, waarde in attrs}
        self.elementen.append(tag)
        if tag == "a":
            self.koppelingen.append(van["href"])
        if tag == "input":
            self.velden[van["name"]] = van["value"]

    def handle_data(self, data: str) -> None:
        self.tekst += data


@pytest_asyncio.fixture(loop_scope="session")
async def hier(wereld: Wereld, valkey: EmbeddedValkey) -> AsyncIterator[Opstelling]:
    async with opstelling(wereld.deur, valkey.url) as gemaakt:
        yield gemaakt


@pytest_asyncio.fixture(loop_scope="session")
async def browser(hier: Opstelling) -> AsyncIterator[Browser]:
    async with hier.browser(Accept=BROWSER) as geopend:
        yield geopend


@pytest_asyncio.fixture(loop_scope="session")
async def wie(wereld: Wereld, hier: Opstelling) -> UUID:
    id_ = await medewerker(wereld.eigenaar, onderwerp=SUB, uitgever=hier.buiten.dienst.uitgever)
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, id_, rol=Rol.KLANTMANAGER)
    await lidmaatschap(
        wereld.eigenaar,
        wereld.twee.b.id,
        id_,
        rol=Rol.TAALSCHOOL_MEDEWERKER,
        organisatie_id=wereld.twee.b.school,
    )
    return id_


async def test_wie_komt_kiest_waar_hij_werkt_en_wie_binnen_is_leest_waar_dat_is(
    browser: Browser, wereld: Wereld, wie: UUID
) -> None:
    kies = Gelezen((await browser.ga("/inloggen")).text)
    assert kies.koppelingen == [pad_van(browser.dienst.afgesproken)]
    terug = await browser.kom_terug(await browser.vertrek())
    assert (terug.status_code, terug.headers["location"]) == (303, "/inloggen")
    binnen = Gelezen((await browser.ga("/inloggen")).text)
    assert f"Gemeente {wereld.twee.a.tenant.naam}, als klantmanager" in binnen.tekst
    school = next(o.naam for o in wereld.twee.b.tenant.organisaties if o.id == wereld.twee.b.school)
    assert f"{school}, voor {wereld.twee.b.tenant.naam}, als taalschool medewerker" in binnen.tekst
    uit = await browser.http.post("/inloggen/uit", data=binnen.velden, headers={"Origin": SITE})
    assert (uit.status_code, uit.headers["location"]) == (303, "/inloggen")
    assert "Kies waar u werkt" in Gelezen((await browser.ga("/inloggen")).text).tekst


async def test_een_proef_zegt_op_elke_pagina_dat_zij_niet_voor_echte_mensen_is(
    hier: Opstelling, browser: Browser, wie: UUID
) -> None:
    paden = ("/inloggen", f"/inloggen/naar/{uuid4()}")
    for pad in paden:
        assert "Dit is een proef" not in (await browser.ga(pad)).text
    with hier.anders(proef=True):
        for pad in paden:
            assert "Dit is een proef. Leg hier niets vast over echte mensen." in (await browser.ga(pad)).text
        await browser.log_in()
        assert "Dit is een proef" in (await browser.ga("/inloggen")).text


async def test_een_pagina_laadt_niets_van_een_ander_en_draait_geen_script(browser: Browser, wie: UUID) -> None:
    await browser.log_in()
    for antwoord in (await browser.ga("/inloggen"), await browser.ga(f"/inloggen/naar/{uuid4()}")):
        assert antwoord.headers["content-type"] == "text/html; charset=utf-8"
        assert antwoord.headers.get_list("content-security-policy") == [BELEID]
        assert "script" not in BELEID
        assert not {"script", "img", "link", "iframe"} & set(Gelezen(antwoord.text).elementen)
    anders = await browser.http.get("/inloggen", headers={"Accept": "application/json"})
    assert anders.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("accept", "pagina"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("text/html;q=0.1", True),
        ("application/json;q=0, */*", True),
        ("text/html;q=0", False),
        ("text/html;q=0, */*", False),
        ("text/*;q=0", False),
        ("text/html; q=0.0, application/json;q=0.5", False),
        ("*/*", False),
        ("application/json", False),
        ("", False),
        ("onzin", False),
    ],
)
async def test_wie_geen_pagina_wil_krijgt_er_geen(browser: Browser, accept: str, pagina: bool) -> None:
    antwoord = await browser.http.get("/inloggen", headers={"Accept": accept})
    assert antwoord.headers["content-type"].startswith("text/html") is pagina, antwoord.headers


async def test_een_naam_uit_een_bestand_wordt_tekst(hier: Opstelling, browser: Browser) -> None:
    with hier.anders(ingangen=ingangen(**{KWAAD: browser.dienst.afgesproken})):
        antwoord = await browser.ga("/inloggen")
    assert "<script" not in antwoord.text
    assert KWAAD in Gelezen(antwoord.text).tekst


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("/inloggen/terug?state=verzonnen&code=x", 401),
        ("/inloggen/naar/01a22cd8-6e99-70a3-9cb4-d0fd7c1efaa3", 404),
        ("/inloggen/ik", 401),
    ],
)
async def test_wie_niet_binnenkomt_leest_waarom_en_hoe_verder(browser: Browser, pad: str, status: int) -> None:
    antwoord = await browser.ga(pad)
    assert antwoord.status_code == status
    gelezen = Gelezen(antwoord.text)
    assert gelezen.koppelingen == ["/inloggen"]
    programma = await browser.http.get(pad, headers={"Accept": "application/json"})
    assert programma.headers["content-type"].startswith("application/problem+json")
    assert programma.json()["detail"] in gelezen.tekst


async def test_wie_elders_is_ingelogd_en_hier_niet_werkt_leest_wie_hem_kan_helpen(browser: Browser) -> None:
    antwoord = await browser.kom_terug(await browser.vertrek())
    assert antwoord.status_code == 403
    assert "uit te nodigen" in Gelezen(antwoord.text).tekst
