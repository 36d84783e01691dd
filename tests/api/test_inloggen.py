"""Inloggen in een browser: naar de eigen inlogdienst, terug met een sessie, en uit als het klaar is."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.http.inloggen.cookies import APPARAAT, REIS, SESSIE
from core.platform.http.inloggen.deur import pad_van
from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.sessies import Sessies
from core.platform.tenancy import Rol
from tests.api.inloggen import SITE, SUB, Browser, Opstelling, audit_van, ingangen, opstelling
from tests.logregels import logregels
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import TweeGemeenten, lidmaatschap, medewerker


@pytest_asyncio.fixture(loop_scope="session")
async def hier(wereld: Wereld, valkey: EmbeddedValkey) -> AsyncIterator[Opstelling]:
    async with opstelling(wereld.deur, valkey.url) as gemaakt:
        yield gemaakt


@pytest.fixture
def twee_gemeenten(wereld: Wereld) -> TweeGemeenten:
    return wereld.twee


@pytest_asyncio.fixture(loop_scope="session")
async def wie(wereld: Wereld, twee_gemeenten: TweeGemeenten, hier: Opstelling) -> UUID:
    """Een klantmanager in beide gemeenten, die bij de dienst bekend is."""
    id_ = await medewerker(wereld.eigenaar, onderwerp=SUB, uitgever=hier.buiten.dienst.uitgever)
    for gemeente in (twee_gemeenten.a, twee_gemeenten.b):
        await lidmaatschap(wereld.eigenaar, gemeente.id, id_, rol=Rol.KLANTMANAGER)
    return id_


@pytest_asyncio.fixture(loop_scope="session")
async def browser(hier: Opstelling) -> AsyncIterator[Browser]:
    async with hier.browser() as geopend:
        yield geopend


def werk(gemeente: Any) -> str:
    return f"/v1/gemeenten/{gemeente.code}/werkvoorraad"


async def test_wie_zomaar_komt_leest_waar_hij_inlogt(browser: Browser, twee_gemeenten: TweeGemeenten) -> None:
    voorkant = await browser.ga("/")
    assert (voorkant.status_code, voorkant.headers["location"]) == (303, "/inloggen")
    antwoord = await browser.ga(werk(twee_gemeenten.a))
    assert antwoord.status_code == 401
    assert antwoord.json()["detail"].startswith("Log in op /inloggen")


async def test_wie_inlogt_kan_aan_het_werk(browser: Browser, wie: UUID, twee_gemeenten: TweeGemeenten) -> None:
    assert (await browser.ga(werk(twee_gemeenten.a))).status_code == 401
    keuze = await browser.ga("/inloggen")
    assert keuze.json() == [{"naam": "Heerenveen", "pad": pad_van(browser.dienst.afgesproken)}]
    terug = await browser.log_in("/v1/openapi.json")
    assert (terug.status_code, terug.headers["location"]) == (303, "/v1/openapi.json")
    ik = (await browser.ga("/inloggen/ik")).json()
    assert ik["medewerkerId"] == str(wie)
    assert {plek["gemeentecode"] for plek in ik["plekken"]} == {twee_gemeenten.a.code, twee_gemeenten.b.code}
    assert (await browser.ga(werk(twee_gemeenten.a))).status_code == 200


async def test_de_cookies_zijn_alleen_van_deze_site_en_geen_script_leest_ze(browser: Browser, wie: UUID) -> None:
    vertrek = await browser.vertrek()
    terug = await browser.kom_terug(vertrek)
    for antwoord, naam in ((vertrek, REIS), (terug, SESSIE)):
        [cookie] = [
            k for k in antwoord.headers.get_list("set-cookie") if k.startswith(f"{naam}=") and f"{naam}=;" not in k
        ]
        delen = {deel.strip().lower() for deel in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= delen
        assert not any(deel.startswith("domain") for deel in delen)


async def test_de_naam_van_een_sessie_staat_in_geen_antwoord_en_elke_inlog_geeft_een_nieuwe(
    browser: Browser, wie: UUID
) -> None:
    await browser.log_in()
    eerste = browser.http.cookies[SESSIE]
    assert eerste not in (await browser.ga("/inloggen/ik")).text
    await browser.log_in()
    tweede = browser.http.cookies[SESSIE]
    assert tweede != eerste
    browser.http.cookies.set(SESSIE, eerste, domain="meedoen.example.org", path="/")
    browser.http.cookies.delete(SESSIE, domain="meedoen.example.org", path="/")
    oud = await browser.http.get("/inloggen/ik", headers={"Cookie": f"{SESSIE}={eerste}"})
    assert oud.status_code == 401


async def test_in_twee_tabbladen_tegelijk_inloggen_mag(browser: Browser, wie: UUID) -> None:
    een, twee = await browser.vertrek(), await browser.vertrek()
    assert (await browser.kom_terug(een)).status_code == 303
    assert (await browser.kom_terug(twee)).status_code == 303
    assert (await browser.ga("/inloggen/ik")).status_code == 200


async def test_een_ander_maakt_de_reis_niet_af(hier: Opstelling, browser: Browser, wie: UUID) -> None:
    vertrek = await browser.vertrek()
    async with hier.browser() as ander:
        antwoord = await ander.kom_terug(vertrek)
    assert antwoord.status_code == 401
    assert SESSIE not in antwoord.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "naar",
    [
        "https://kwaad.example.org/",
        "//kwaad.example.org/",
        "/\\kwaad.example.org",
        "/%2f/kwaad.example.org",
        "/../kwaad",
        "kwaad",
        "",
        "javascript:alert(1)",
        "/werk\r\nSet-Cookie: a=b",
        "/werk?terug=//kwaad.example.org",
        "/wérk",
        "/" + "a" * 10 + "//b",
        "/" + "a" * 300,
    ],
)
async def test_na_het_inloggen_gaat_men_nooit_naar_een_andere_site(browser: Browser, naar: str) -> None:
    antwoord = await browser.vertrek(naar)
    assert antwoord.status_code == 400
    assert "naar" in {gebrek["veld"] for gebrek in antwoord.json()["gebreken"]}


async def test_de_vraag_aan_de_dienst_draagt_alles_wat_de_norm_wil(browser: Browser) -> None:
    vertrek = await browser.vertrek()
    vraag = parse_qs(urlsplit(vertrek.headers["location"]).query)
    assert vraag["redirect_uri"] == [f"{SITE}/inloggen/terug"]
    assert vraag["code_challenge_method"] == ["S256"]
    assert all(len(vraag[naam][0]) >= 43 for naam in ("state", "nonce", "code_challenge"))


async def test_wie_nergens_werkt_komt_niet_binnen_en_hoort_wat_te_doen(hier: Opstelling, browser: Browser) -> None:
    antwoord = await browser.kom_terug(await browser.vertrek())
    assert antwoord.status_code == 403
    assert "uit te nodigen" in antwoord.json()["detail"]
    assert SESSIE not in browser.http.cookies
    assert [s async for s in hier.valkey.scan_iter("meedoen:inloggen:sessie:*")] == []


async def test_wie_nergens_meer_werkt_is_er_in_het_volgende_verzoek_uit(
    browser: Browser, wie: UUID, twee_gemeenten: TweeGemeenten, wereld: Wereld
) -> None:
    await browser.log_in()
    assert (await browser.ga(werk(twee_gemeenten.a))).status_code == 200
    await wereld.eigenaar.execute(
        "update meedoen.lidmaatschap set ingetrokken_op = now() where medewerker_id = $1 and gemeente_id = $2",
        wie,
        twee_gemeenten.a.id,
    )
    assert (await browser.ga(werk(twee_gemeenten.a))).status_code == 404
    assert (await browser.ga(werk(twee_gemeenten.b))).status_code == 200
    await wereld.eigenaar.execute(
        "update meedoen.lidmaatschap set ingetrokken_op = now() where medewerker_id = $1", wie
    )
    assert (await browser.ga(werk(twee_gemeenten.b))).status_code == 404
    assert (await browser.ga("/inloggen/ik")).status_code == 403


async def test_uitloggen_eindigt_hier_de_sessie_en_gaat_dan_naar_de_dienst(
    hier: Opstelling, browser: Browser, wie: UUID
) -> None:
    hier.buiten.dienst.uitloggen = True
    await browser.log_in()
    naam = browser.http.cookies[SESSIE]
    antwoord = await browser.log_uit()
    assert antwoord.status_code == 303
    naar = urlsplit(antwoord.headers["location"])
    assert f"{naar.scheme}://{naar.netloc}{naar.path}" == f"{hier.buiten.dienst.uitgever}/uit"
    vraag = parse_qs(naar.query)
    assert vraag["post_logout_redirect_uri"] == [f"{SITE}/inloggen"]
    assert vraag["client_id"] == [hier.buiten.dienst.afgesproken.client]
    assert SESSIE not in browser.http.cookies
    oud = await browser.http.get("/inloggen/ik", headers={"Cookie": f"{SESSIE}={naam}"})
    assert oud.status_code == 401


async def test_uitloggen_lukt_ook_als_de_dienst_dat_niet_kan_of_zwijgt(
    hier: Opstelling, browser: Browser, wie: UUID
) -> None:
    await browser.log_in()
    hier.buiten.storing = True
    antwoord = await browser.log_uit()
    assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/inloggen")
    assert SESSIE not in browser.http.cookies


@pytest.mark.parametrize(
    "koppen", [{"Origin": "https://kwaad.example.org"}, {"Origin": "null"}, {"Origin": SITE + "."}]
)
async def test_een_andere_site_logt_niemand_uit(browser: Browser, wie: UUID, koppen: dict[str, str]) -> None:
    await browser.log_in()
    assert (await browser.log_uit(**koppen)).status_code == 403
    browser.formulier, goed = "geraden", browser.formulier
    assert (await browser.log_uit()).status_code == 403
    browser.formulier = goed
    assert (await browser.ga("/inloggen/ik")).status_code == 200


async def test_logt_iemand_bij_zijn_dienst_uit_dan_is_hij_er_hier_ook_uit(
    hier: Opstelling, browser: Browser, wie: UUID
) -> None:
    await browser.log_in()
    pad = pad_van(browser.dienst.afgesproken).replace("/naar/", "/afmelding/")
    afmelding = browser.dienst.afmelding(
        iat=int(browser.dienst.nu.timestamp()), exp=int(browser.dienst.nu.timestamp()) + 60
    )
    async with hier.browser() as dienst:
        vorm = {"Content-Type": "application/x-www-form-urlencoded"}
        fout = await dienst.http.post(pad, content="logout_token=onzin", headers=vorm)
        assert fout.status_code == 400
        assert (await browser.ga("/inloggen/ik")).status_code == 200
        klaar = await dienst.http.post(pad, content=f"logout_token={afmelding}", headers=vorm)
        assert (klaar.status_code, klaar.content) == (200, b"")
        nog_eens = await dienst.http.post(pad, content=f"logout_token={afmelding}", headers=vorm)
        assert nog_eens.status_code == 400
        elders = f"/inloggen/afmelding/{uuid4()}"
        assert (await dienst.http.post(elders, content=f"logout_token={afmelding}", headers=vorm)).status_code == 404
    assert (await browser.ga("/inloggen/ik")).status_code == 401


async def test_een_sessie_telt_niet_meer_als_de_afspraak_weg_of_strenger_is(
    hier: Opstelling, browser: Browser, wie: UUID
) -> None:
    await browser.log_in()
    afspraak = browser.dienst.afgesproken
    strenger = Inlogdienst(uitgever=afspraak.uitgever, client=afspraak.client, niveaus=("mfa-hoog",))
    for nieuw in (ingangen(), ingangen(Heerenveen=strenger)):
        with hier.anders(ingangen=nieuw):
            assert (await browser.ga("/inloggen/ik")).status_code == 401
    assert (await browser.ga("/inloggen/ik")).status_code == 200


async def test_is_valkey_leeg_dan_logt_men_opnieuw_in_en_is_er_verder_niets(
    hier: Opstelling, browser: Browser, wie: UUID, twee_gemeenten: TweeGemeenten
) -> None:
    await browser.log_in()
    await hier.valkey.flushdb()
    antwoord = await browser.ga(werk(twee_gemeenten.a))
    assert antwoord.status_code == 401
    assert "/inloggen" in antwoord.json()["detail"]
    await browser.log_in()
    assert (await browser.ga(werk(twee_gemeenten.a))).status_code == 200


async def test_antwoordt_valkey_niet_dan_is_dat_geen_weigering(
    hier: Opstelling, browser: Browser, wie: UUID, twee_gemeenten: TweeGemeenten
) -> None:
    await browser.log_in()
    async with Redis(host="127.0.0.1", port=9) as dood:
        with hier.anders(sessies=Sessies(dood)):
            antwoord = await browser.ga(werk(twee_gemeenten.a))
    assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, "5")


async def test_in_en_uitloggen_staan_in_het_auditlog_van_elke_gemeente_waar_men_werkt(
    browser: Browser, wie: UUID, twee_gemeenten: TweeGemeenten, wereld: Wereld
) -> None:
    await browser.log_in()
    await browser.log_uit()
    beide = sorted([twee_gemeenten.a.id, twee_gemeenten.b.id])
    regels = await audit_van(wereld.alziend, wie)
    assert sorted(g for g, actie in regels if actie == "inloggen.binnen") == beide
    assert sorted(g for g, actie in regels if actie == "inloggen.uit") == beide


async def test_een_nieuw_apparaat_valt_op_en_een_bekend_niet(
    hier: Opstelling, browser: Browser, wie: UUID, wereld: Wereld, twee_gemeenten: TweeGemeenten
) -> None:
    async def nieuw() -> int:
        return [actie for _, actie in await audit_van(wereld.alziend, wie)].count("inloggen.nieuw-apparaat")

    await browser.log_in()
    assert await nieuw() == 2, "een regel per gemeente"
    await browser.log_uit()
    await browser.log_in()
    assert await nieuw() == 2
    bewijs = browser.http.cookies[APPARAAT]
    async with hier.browser() as ander:
        await ander.log_in()
        assert await nieuw() == 4
        assert ander.http.cookies[APPARAAT] != bewijs


@pytest.mark.parametrize("ervoor", [b"\xa0", b"\x85", b"\x0b", b"\x1c", b'"', b"x"])
async def test_een_naam_die_op_die_van_onze_cookie_lijkt_is_een_andere(
    browser: Browser, hier: Opstelling, wie: UUID, ervoor: bytes
) -> None:
    """Een browser telt elk teken bij de naam; wat hij niet als `__Host-` kent kan een buurman in het domein zetten."""
    await browser.log_in()
    naam, waarde = SESSIE.encode(), browser.http.cookies[SESSIE].encode()
    async with hier.browser() as ander:
        for kop in (
            ervoor + naam + b"=" + waarde,
            naam + ervoor + b"=" + waarde,
            naam + b"=x; " + naam + b"=" + waarde,
        ):
            antwoord = await ander.http.get("/inloggen/ik", headers=[(b"Cookie", kop)])
            assert antwoord.status_code == 401, kop
        goed = await ander.http.get("/inloggen/ik", headers=[(b"Cookie", b"a=b; " + naam + b"=" + waarde)])
        assert goed.status_code == 200


async def test_wie_elders_niemand_blijkt_te_zijn_blijft_hier_ingelogd(
    browser: Browser, hier: Opstelling, wie: UUID
) -> None:
    await browser.log_in()
    hier.buiten.dienst.anders["sub"] = "niemand-hier"
    assert (await browser.kom_terug(await browser.vertrek())).status_code == 403
    assert (await browser.ga("/inloggen/ik")).json()["medewerkerId"] == str(wie)


async def test_elke_weigering_staat_in_het_logboek_met_haar_reden_en_de_dienst(
    browser: Browser, hier: Opstelling, wie: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    await browser.ga("/inloggen/terug?state=verzonnen&code=x")
    hier.buiten.dienst.anders["acr"] = "wachtwoord"
    antwoord = await browser.kom_terug(await browser.vertrek())
    assert "tweede stap" in antwoord.json()["detail"]
    regels = [r for r in logregels(capsys.readouterr().err) if r["event"] == "inloggen geweigerd"]
    assert [(r["reden"], r["uitgever"]) for r in regels] == [
        ("staat", None),
        ("niveau", hier.buiten.dienst.uitgever),
    ]


async def test_zwijgt_de_dienst_dan_leest_men_dat_en_niet_iets_over_een_adres(
    browser: Browser, hier: Opstelling, wie: UUID
) -> None:
    vertrek = await browser.vertrek()
    hier.buiten.storing = True
    antwoord = await browser.kom_terug(vertrek)
    assert (antwoord.status_code, "dienst-onbereikbaar" in antwoord.json()["detail"]) == (503, True)
    assert antwoord.headers["retry-after"] == "5"


async def test_van_onze_sleutels_gaat_alleen_de_openbare_helft_naar_buiten(browser: Browser) -> None:
    antwoord = await browser.ga("/inloggen/sleutels")
    [sleutel] = antwoord.json()["keys"]
    assert (sleutel["kid"], sleutel["use"]) == ("meedoen", "sig")
    assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & sleutel.keys()


async def test_zonder_inlogdienst_zegt_de_deur_dat(hier: Opstelling, browser: Browser) -> None:
    with hier.met(None):
        for pad in ("/inloggen", "/inloggen/ik", "/inloggen/sleutels", pad_van(browser.dienst.afgesproken)):
            antwoord = await browser.ga(pad)
            assert antwoord.status_code == 401
            assert "geen inlogdienst" in antwoord.json()["detail"]
