"""Uitgenodigd worden en aanvaarden, in een browser: alleen de genodigde, één keer, bij zijn eigen dienst."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

import httpx2
import msgspec
import pytest
import pytest_asyncio

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.ingangen import dienst_id
from core.platform.inloggen.sessies import Sessie
from core.platform.tenancy import Rol
from core.process.leden.uitnodigen import HOOGSTE_OPEN
from tests.api.inloggen import SITE, SUB, Browser, Opstelling, opstelling
from tests.process.wereld import Wereld, velden
from tests.voorbeelden.beheer import lidmaatschap, medewerker
from tests.voorbeelden.leden import een_uitnodiging, nodig_uit, uitnodiging

ADRES = "g.nodigde@example.org"
PAGINA = {"Accept": "text/html"}
ER_NIET = "Deze uitnodiging is er niet (meer)."


@pytest_asyncio.fixture(loop_scope="session")
async def hier(wereld: Wereld, valkey: EmbeddedValkey) -> AsyncIterator[Opstelling]:
    """Een voordeur waar de dienst die van het platform is, en iedereen zich als de genodigde bewijst."""
    async with opstelling(wereld.deur, valkey.url) as gemaakt:
        dienst = gemaakt.buiten.dienst
        dienst.anders |= {"email": "G.Nodigde@example.org", "email_verified": True}
        ingangen = replace(gemaakt.inlogdeur.ingangen, platform=frozenset({dienst_id(dienst.uitgever)}))
        with gemaakt.anders(ingangen=ingangen):
            yield gemaakt


@pytest_asyncio.fixture(loop_scope="session")
async def browser(hier: Opstelling) -> AsyncIterator[Browser]:
    async with hier.browser() as geopend:
        yield geopend


async def link(wereld: Wereld, wie: str = "beheerder", **anders: object) -> str:
    """Het pad van een nieuwe link."""
    gemaakt = await wereld.mens(wie).stuur("/uitnodigingen", een_uitnodiging(**anders), 201)
    assert "Meedoen verstuurt hier geen e-mail" in gemaakt["uitleg"]
    return str(urlsplit(gemaakt["link"]).path)


async def log_in(browser: Browser, pad: str) -> None:
    """Door de link naar de dienst en terug; de pagina kent daarna haar formulierwoord."""
    terug = await browser.kom_terug(await browser.vertrek(pad))
    assert (terug.status_code, terug.headers["location"]) == (303, pad)
    browser.formulier = (await browser.ga(pad)).json()["formulier"] or ""


async def aanvaard(browser: Browser, pad: str, **anders: str) -> httpx2.Response:
    koppen = {"Origin": SITE, "Content-Type": "application/x-www-form-urlencoded", **anders}
    return await browser.http.post(pad, content=urlencode({"formulier": browser.formulier}), headers=koppen)


async def audit(wereld: Wereld, actie: str) -> list[tuple[str, UUID | None]]:
    return [(r["resultaat"], r["medewerker_id"]) for r in await wereld.rijen("audit", actie=actie)]


async def leden_van(wereld: Wereld, sub: str = SUB) -> list[dict[str, Any]]:
    wie = await wereld.rijen("medewerker", onderwerp=sub)
    return [lid for mens in wie for lid in await wereld.rijen("lidmaatschap", medewerker_id=mens["id"])]


async def test_wie_genodigd_is_logt_in_aanvaardt_en_werkt_hier(wereld: Wereld, browser: Browser) -> None:
    pad = await link(wereld, functie="klantmanager inburgering", tot="2099-12-31")
    eerst = await browser.http.get(pad, headers=PAGINA)
    assert "gemeente Stichtse Vecht, als klantmanager" in eerst.text
    assert ADRES not in eerst.text.casefold()
    await log_in(browser, pad)
    assert "Aanvaarden" in (await browser.http.get(pad, headers=PAGINA)).text
    assert await leden_van(wereld) == []
    assert (await aanvaard(browser, pad)).headers["location"] == "/inloggen"
    [lid] = await leden_van(wereld)
    assert (lid["rol"], lid["naam"], lid["email"]) == ("klantmanager", "Gerda Nodigde", ADRES)
    assert (await browser.ga("/v1/gemeenten/GM1904/medewerkers")).status_code == 200
    [rij] = await wereld.rijen("uitnodiging")
    assert (rij["status"], rij["email"], rij["naam"], rij["aanvaard_door"]) == (
        "aanvaard",
        "",
        "",
        lid["medewerker_id"],
    )
    [collega] = await wereld.rijen("collega", medewerker_id=lid["medewerker_id"])
    assert (collega["naam"], collega["functie"]) == ("Gerda Nodigde", "klantmanager inburgering")
    assert await audit(wereld, "lidmaatschap.uitnodigen") == [("gelukt", wereld.twee.a.beheerder)]
    assert await audit(wereld, "lidmaatschap.aanvaarden") == [("gelukt", lid["medewerker_id"])]
    [gezien] = [g for g in await wereld.mens("beheerder").lees("/lidmaatschappen") if g["id"] == str(lid["id"])]
    assert gezien["uitgenodigdDoor"] == str(wereld.twee.a.beheerder)


async def test_een_link_werkt_een_keer_en_drie_dagen_en_kijken_verandert_niets(
    wereld: Wereld, browser: Browser
) -> None:
    ids = [str(uuid4()) for _ in range(3)]
    gebruikt = await link(wereld, id=ids[0])
    await log_in(browser, gebruikt)
    assert (await aanvaard(browser, gebruikt)).status_code == 303
    verlopen = await link(wereld, id=ids[1])
    await wereld.alziend.execute("update uitnodiging set verloopt_op = clock_timestamp() where id = $1", UUID(ids[1]))
    weg = await link(wereld, id=ids[2])
    await wereld.mens("beheerder").stuur(f"/uitnodigingen/{ids[2]}/intrekking")
    verzonnen = f"/inloggen/uitnodiging/GM1904/{'a' * 43}"
    elders = gebruikt.replace("GM1904", "GM9999")
    antwoorden = [await browser.ga(pad) for pad in (gebruikt, verlopen, weg, verzonnen, elders)]
    assert {(a.status_code, a.json()["detail"].startswith(ER_NIET)) for a in antwoorden} == {(404, True)}
    assert len({a.json()["detail"] for a in antwoorden}) == 1
    assert {(await aanvaard(browser, pad)).status_code for pad in (gebruikt, verlopen, weg)} == {404}
    assert len(await leden_van(wereld)) == 1


@pytest.mark.parametrize(
    "bewijs",
    [
        {"email": "een.ander@example.org"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
    ],
    ids=["een ander adres", "niet nagegaan", "een tekst", "geen adres"],
)
async def test_alleen_het_nagegane_adres_van_de_genodigde_telt(
    wereld: Wereld, hier: Opstelling, browser: Browser, bewijs: dict[str, object]
) -> None:
    pad = await link(wereld)
    hier.buiten.dienst.anders |= bewijs
    await log_in(browser, pad)
    browser.formulier = browser.formulier or (await _formulier(hier))
    antwoord = await aanvaard(browser, pad)
    assert (antwoord.status_code, ADRES in antwoord.text.casefold()) == (403, False)
    assert await leden_van(wereld) == []
    assert await audit(wereld, "lidmaatschap.aanvaarden") == [("geweigerd", None)]


async def _formulier(hier: Opstelling) -> str:
    """Het formulierwoord van de enige sessie die er is, zoals zij in Valkey staat."""
    [sleutel] = await hier.valkey.keys("meedoen:inloggen:sessie:*")
    return msgspec.json.decode(await hier.valkey.get(sleutel), type=Sessie).formulier


async def test_alleen_de_dienst_die_hier_is_afgesproken_telt(
    wereld: Wereld, hier: Opstelling, browser: Browser
) -> None:
    pad = await link(wereld)
    await log_in(browser, pad)
    with hier.anders(ingangen=replace(hier.inlogdeur.ingangen, platform=frozenset())):
        assert (await browser.ga(pad)).json()["ingangen"] == []
        assert (await aanvaard(browser, pad)).status_code == 403
    assert await leden_van(wereld) == []


async def test_aanvaarden_komt_van_een_pagina_van_meedoen(wereld: Wereld, browser: Browser) -> None:
    pad = await link(wereld)
    assert (await aanvaard(browser, pad)).status_code == 401
    await log_in(browser, pad)
    assert (await aanvaard(browser, pad, Origin="https://kwaad.example.org")).status_code == 403
    browser.formulier = "x" * 43
    assert (await aanvaard(browser, pad)).status_code == 403
    assert await leden_van(wereld) == []


async def test_wie_hier_al_werkt_krijgt_er_een_rol_bij_en_nooit_van_zichzelf(
    wereld: Wereld, hier: Opstelling, browser: Browser
) -> None:
    uitgever = hier.buiten.dienst.uitgever
    id_ = await medewerker(wereld.eigenaar, onderwerp=SUB, uitgever=uitgever)
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, id_, rol=Rol.BEHEERDER)
    await wereld.alziend.execute(
        "update collega set functie = 'klantmanager inburgering' where medewerker_id = $1", id_
    )
    door_een_ander = await link(wereld, rol="teamleider")
    await log_in(browser, door_een_ander)
    koppen = dict(browser.eigen_pagina)
    zelf = await browser.http.post("/v1/gemeenten/GM1904/uitnodigingen", json=een_uitnodiging(), headers=koppen)
    assert zelf.status_code == 201
    fout = await aanvaard(browser, urlsplit(zelf.json()["link"]).path)
    assert (fout.status_code, "nodigde zichzelf uit" in fout.text) == (403, True)
    assert (await aanvaard(browser, door_een_ander)).status_code == 303
    assert {(lid["medewerker_id"], lid["rol"]) for lid in await leden_van(wereld)} == {
        (id_, "beheerder"),
        (id_, "teamleider"),
    }
    [collega] = await wereld.rijen("collega", medewerker_id=id_)
    assert collega["functie"] == "klantmanager inburgering"
    nog_eens = await link(wereld, rol="teamleider")
    await log_in(browser, nog_eens)
    assert (await aanvaard(browser, nog_eens)).status_code == 409


async def test_op_een_adres_waar_hier_al_iemand_werkt_komt_geen_tweede_account(
    wereld: Wereld, browser: Browser
) -> None:
    """Ook niet van wie uitnodigde, langs een andere dienst: dan was hij voor vier ogen er twee."""
    pad = await link(wereld, rol="teamleider")
    for rol in (Rol.BEHEERDER, Rol.KLANTMANAGER):
        ander = await medewerker(wereld.eigenaar, onderwerp=f"{rol} elders")
        lid = await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, ander, rol=rol, email=ADRES)
        await log_in(browser, pad)
        fout = await aanvaard(browser, pad)
        assert (fout.status_code, "Op dit adres werkt hier al iemand" in fout.text) == (403, True)
        assert await leden_van(wereld) == []
        await wereld.alziend.execute("update lidmaatschap set ingetrokken_op = clock_timestamp() where id = $1", lid)
    assert (await aanvaard(browser, pad)).status_code == 303


@pytest.mark.parametrize("al_hier", [False, True], ids=["nieuw", "al hier"])
async def test_van_vier_keer_tegelijk_aanvaarden_lukt_er_een(
    wereld: Wereld, hier: Opstelling, browser: Browser, al_hier: bool
) -> None:
    if al_hier:
        id_ = await medewerker(wereld.eigenaar, onderwerp=SUB, uitgever=hier.buiten.dienst.uitgever)
        await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, id_, rol=Rol.TEAMLEIDER)
    pad = await link(wereld)
    await log_in(browser, pad)
    antwoorden = await asyncio.gather(*(aanvaard(browser, pad) for _ in range(4)))
    assert sorted(a.status_code for a in antwoorden)[0] == 303
    assert len(await leden_van(wereld)) == 1 + al_hier


async def test_met_een_account_werkt_men_bij_een_school(wereld: Wereld, hier: Opstelling, browser: Browser) -> None:
    """Anders weet zijn lijst niet over wiens leerlingen zij gaat, en heeft hij er geen."""
    a, b = wereld.twee.a, wereld.twee.b
    id_ = await medewerker(wereld.eigenaar, onderwerp=SUB, uitgever=hier.buiten.dienst.uitgever)
    await lidmaatschap(wereld.eigenaar, b.id, id_, rol=Rol.TAALSCHOOL_MEDEWERKER, organisatie_id=b.school)
    pad = await link(wereld, "taalschool_beheerder", rol="taalschool_medewerker")
    await log_in(browser, pad)
    fout = await aanvaard(browser, pad)
    assert (fout.status_code, "andere organisatie van deze soort" in fout.text) == (409, True)
    assert (await browser.ga("/v1/eigen-toewijzingen")).status_code == 200
    assert [lid["gemeente_id"] for lid in await leden_van(wereld)] == [b.id] != [a.id]


async def test_wie_alleen_met_een_link_kwam_mag_nog_niets(wereld: Wereld, browser: Browser) -> None:
    await log_in(browser, await link(wereld))
    assert (await browser.ga("/v1/gemeenten/GM1904/werkvoorraad")).status_code == 404
    assert (await browser.ga("/inloggen/ik")).status_code == 403


async def test_een_school_nodigt_haar_eigen_mensen_uit(wereld: Wereld, browser: Browser) -> None:
    pad = await link(wereld, "taalschool_beheerder", rol="taalschool_medewerker")
    assert "Taalschool De Vecht, voor gemeente Stichtse Vecht" in (await browser.http.get(pad, headers=PAGINA)).text
    await log_in(browser, pad)
    assert (await aanvaard(browser, pad)).status_code == 303
    [lid] = await leden_van(wereld)
    assert (lid["organisatie_id"], lid["rol"]) == (wereld.twee.a.school, "taalschool_medewerker")
    assert (await browser.ga("/v1/eigen-toewijzingen")).status_code == 200


async def test_niemand_geeft_een_rol_die_niet_van_hem_is(wereld: Wereld) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    school = {"organisatieId": str(a.school)}
    fout = [
        ("beheerder", {"rol": "taalschool_medewerker", **school}, "rol"),
        ("beheerder", {"rol": "taalschool_beheerder"}, "organisatieId"),
        ("beheerder", {"rol": "taalschool_beheerder", "organisatieId": str(uuid4())}, "organisatieId"),
        ("beheerder", {"rol": "maatschappelijke_partner_beheerder", **school}, "organisatieId"),
        ("beheerder", school, "organisatieId"),
        ("taalschool_beheerder", {"rol": "klantmanager"}, "rol"),
        ("taalschool_beheerder", {"rol": "taalschool_beheerder"}, "rol"),
        ("taalschool_beheerder", {"rol": "taalschool_medewerker", "organisatieId": str(b.school)}, "organisatieId"),
        ("beheerder", {"vanaf": "2020-01-01"}, "vanaf"),
        ("beheerder", {"tot": "2020-01-01"}, "tot"),
        ("beheerder", {"rol": "taalschool_beheerder", "functie": "docent", **school}, "functie"),
    ]
    for wie, anders, veld in fout:
        probleem = await wereld.mens(wie).stuur("/uitnodigingen", een_uitnodiging(**anders), 400)
        assert veld in {g["veld"] for g in probleem["gebreken"]}, (wie, anders, probleem)
    await wereld.mens("beheerder").stuur("/uitnodigingen", een_uitnodiging(rol="beheerder"), 400)
    await link(wereld, rol="taalschool_beheerder", **school)
    assert await wereld.rijen("uitnodiging", rol="beheerder") == []


async def test_een_maand_na_het_verlopen_noemt_zij_niemand_meer(wereld: Wereld) -> None:
    ids = [uuid4(), uuid4()]
    for id_, rol in zip(ids, ("klantmanager", "teamleider"), strict=True):
        await link(wereld, id=str(id_), rol=rol)
    [oud] = await wereld.rijen("uitnodiging", id=ids[0])
    await wereld.alziend.execute(
        "update uitnodiging set verloopt_op = clock_timestamp() - interval '31 days' where id = $1", oud["id"]
    )
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    over = {r["id"]: (r["naam"], r["email"]) for r in await wereld.rijen("uitnodiging")}
    assert over.pop(oud["id"]) == ("", "")
    assert set(over.values()) == {("Gerda Nodigde", ADRES)}
    gezien = await wereld.mens("beheerder").lees("/uitnodigingen")
    assert [u["id"] for u in gezien] == [str(ids[1])]


async def test_wie_uitnodigde_en_er_niet_meer_over_gaat_laat_niemand_meer_binnen(
    wereld: Wereld, browser: Browser
) -> None:
    tweede = await medewerker(wereld.eigenaar, onderwerp=f"tweede.{wereld.twee.a.code}")
    lid = await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, tweede, rol=Rol.BEHEERDER)
    pad = await link(wereld, "tweede")
    await log_in(browser, pad)
    await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{lid}/einde", {})
    for antwoord in (await browser.ga(pad), await aanvaard(browser, pad)):
        assert (antwoord.status_code, antwoord.json()["detail"].startswith(ER_NIET)) == (404, True)
    [gezien] = await wereld.mens("beheerder").lees("/uitnodigingen")
    assert (gezien["geldt"], gezien["uitgenodigdDoor"]) == (False, str(tweede))
    opnieuw = await link(wereld)
    await log_in(browser, opnieuw)
    assert (await aanvaard(browser, opnieuw)).status_code == 303


async def test_op_een_adres_staat_met_een_rol_een_uitnodiging_open(wereld: Wereld) -> None:
    eerste = str(uuid4())
    await link(wereld, id=eerste)
    fout = await nodig_uit(wereld, email=ADRES.upper(), verwacht=409)
    assert f"/uitnodigingen/{eerste}/intrekking" in fout["detail"]
    await link(wereld, rol="teamleider")
    await wereld.mens("beheerder").stuur(f"/uitnodigingen/{eerste}/intrekking")
    antwoorden = await asyncio.gather(
        *(
            wereld.http.post(
                "/v1/gemeenten/GM1904/uitnodigingen",
                json=een_uitnodiging(),
                headers={"Authorization": f"Bearer {wereld.mens('beheerder').token}"},
            )
            for _ in range(4)
        )
    )
    assert sorted(a.status_code for a in antwoorden) == [201, 409, 409, 409]


async def test_een_mens_heeft_niet_eindeloos_veel_uitnodigingen_open(wereld: Wereld) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_beheerder()) as tx:
        for nummer in range(HOOGSTE_OPEN):
            await uitnodiging(tx, email=f"p{nummer}@example.org")
    fout = await nodig_uit(wereld, verwacht=409)
    assert f"{HOOGSTE_OPEN} uitnodigingen open" in fout["detail"]
    [laatste, *_] = await wereld.mens("beheerder").lees("/uitnodigingen")
    await wereld.mens("beheerder").stuur(f"/uitnodigingen/{laatste['id']}/intrekking")
    await nodig_uit(wereld)


@pytest.mark.parametrize(
    "email", ["a@b@example.org", "a..b@example.org", "a@example", "a@-x.example.org", "a b@example.org", "jan@1.2.3.4"]
)
async def test_een_adres_heeft_de_vorm_van_een_adres(wereld: Wereld, email: str) -> None:
    assert velden(await nodig_uit(wereld, email=email, verwacht=400)) == {"email"}


async def test_terwijl_iemand_inlogt_staat_het_geheim_van_de_link_nergens(
    wereld: Wereld, hier: Opstelling, browser: Browser
) -> None:
    pad = await link(wereld)
    onderweg = await browser.vertrek(pad)
    sleutels = await hier.valkey.keys("*")
    assert sleutels
    for sleutel in sleutels:
        inhoud = await hier.valkey.dump(sleutel) or b""
        assert pad.rsplit("/", 1)[-1].encode() not in sleutel + inhoud
        assert b"uitnodiging" not in inhoud
    assert (await browser.kom_terug(onderweg)).headers["location"] == pad
