"""Wie iets probeerde dat niet mocht staat in het auditlog van zijn eigen gemeente, en niemand merkt daar iets van."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from core.api import Voordeur
from core.platform.audit.inhoud import lees_regels
from core.platform.http.weigeringen import HOOGSTE
from core.platform.tenancy import Actor, Rol, toegang_platform
from tests.api import test_toegang
from tests.api.gezaaid import zaai
from tests.api.routes import routes_van
from tests.api.server import draaiende_api
from tests.geduld import GEDULD
from tests.logregels import logregels
from tests.process.wereld import Mens, Wereld
from tests.voorbeelden.alle import PARAMETERS, vul
from tests.voorbeelden.beheer import LANG_GELEDEN, Gemeente, lidmaatschap, medewerker


async def geweigerd(wereld: Wereld) -> list[dict[str, Any]]:
    return await wereld.rijen("audit", resultaat="geweigerd")


async def _tot(wereld: Wereld, klaar: Callable[[list[dict[str, Any]]], bool]) -> None:
    """Wacht tot de regels die na het antwoord komen er zijn."""
    async with asyncio.timeout(GEDULD):
        while True:
            if klaar(await geweigerd(wereld)):
                return
            await asyncio.sleep(0.02)


async def _vraag(wereld: Wereld, mens: Mens, pad: str) -> httpx2.Response:
    return await wereld.http.get(pad, headers={"Authorization": f"Bearer {mens.token}"})


def _dossier(gemeente: Gemeente, id_: object) -> str:
    return f"/v1/gemeenten/{gemeente.code}/dossiers/{id_}"


async def test_een_poging_in_een_andere_gemeente_staat_in_de_eigen(wereld: Wereld) -> None:
    a, b, doel = wereld.twee.a, wereld.twee.b, uuid4()
    assert (await _vraag(wereld, wereld.km, _dossier(b, doel))).status_code == 404
    [regel] = await geweigerd(wereld)
    assert regel["gemeente_id"] == a.id
    assert regel["medewerker_id"] == a.klantmanager
    assert (regel["actie"], regel["object"], regel["object_id"]) == ("dossier.lezen", "dossier", doel)
    assert regel["oorsprong"] == f"GET /v1/gemeenten/{b.code}/dossiers/{{dossier_id}}"
    assert (regel["doel"], regel["velden"], regel["dossiers"]) == ("beveiliging", [], [])


async def test_elk_id_van_een_andere_gemeente_staat_als_geweigerd_in_de_eigen(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over alle routes en elke parameter van hun pad; bij de buurman komt er niets bij."""
    gezaaid = await zaai(wereld)
    await vul(wereld.huis.databank, wereld.twee.b)
    monkeypatch.setattr(wereld.deur.weigeringen, "hoogste", 10_000)
    bij_de_buren = len(await wereld.rijen("audit", gemeente_id=wereld.twee.b.id))
    gezien: set[object] = set()
    for route in routes_van(wereld.huis):
        mens = wereld.mens(route.wie(van_de_gemeente="teamleider"))
        eigen = gezaaid.voor(route, wereld.twee.a.code)
        for naam in sorted(route.parameters - {"gemeentecode"}):
            [vreemd, *_] = await wereld.rijen(PARAMETERS[naam], gemeente_id=wereld.twee.b.id)
            antwoord = await test_toegang.vraag(wereld, route, eigen | {naam: str(vreemd["id"])}, mens)
            assert antwoord.status_code == 404, (route, naam)
            regels = [r for r in await geweigerd(wereld) if r["id"] not in gezien]
            assert [(r["gemeente_id"], r["actie"]) for r in regels] == [
                (wereld.twee.a.id, str(route.opt["bevoegdheid"]).replace(":", "."))
            ], (route, naam)
            gezien |= {r["id"] for r in regels}
    assert len(await wereld.rijen("audit", gemeente_id=wereld.twee.b.id)) == bij_de_buren


async def test_wat_niet_bestaat_of_niet_mag_in_de_eigen_gemeente_staat_er_ook(wereld: Wereld) -> None:
    a = wereld.twee.a
    assert (await _vraag(wereld, wereld.km, _dossier(a, uuid4()))).status_code == 404
    school = wereld.mens("school")
    assert (await _vraag(wereld, school, f"/v1/gemeenten/{a.code}/werkvoorraad")).status_code == 403
    assert (await _vraag(wereld, wereld.km, "/v1/eigen-toewijzingen")).status_code == 403
    regels = [(r["gemeente_id"], r["medewerker_id"], r["organisatie_id"], r["actie"]) for r in await geweigerd(wereld)]
    assert sorted(regels, key=str) == sorted(
        [
            (a.id, a.klantmanager, None, "dossier.lezen"),
            (a.id, a.schoolmedewerker, a.school, "werkvoorraad.lezen"),
            (a.id, a.klantmanager, None, "eigen-toewijzing.lezen"),
        ],
        key=str,
    )


async def test_een_partner_die_bij_een_andere_gemeente_aanklopt_staat_in_een_gemeente_waar_hij_werkt(
    wereld: Wereld,
) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    pad = f"/v1/gemeenten/{b.code}/eigen-toewijzingen/{uuid4()}"
    assert (await _vraag(wereld, wereld.mens("school"), pad)).status_code == 404
    [regel] = await geweigerd(wereld)
    assert (regel["gemeente_id"], regel["organisatie_id"]) == (a.id, a.school)


async def test_wie_nergens_werkt_en_wie_geen_token_heeft_laat_geen_regel_na(wereld: Wereld) -> None:
    a = wereld.twee.a
    await medewerker(wereld.eigenaar, onderwerp=f"niemand.{a.code}")
    weg = await medewerker(wereld.eigenaar, onderwerp=f"weg.{a.code}")
    await lidmaatschap(wereld.eigenaar, a.id, weg, rol=Rol.KLANTMANAGER, tot=LANG_GELEDEN)
    for token in (wereld.mens("niemand").token, wereld.mens("weg").token):
        antwoord = await _vraag(wereld, Mens(wereld.http, token, ""), _dossier(a, uuid4()))
        assert antwoord.status_code == 404
    assert (await wereld.http.get(_dossier(a, uuid4()))).status_code == 401
    assert (await _vraag(wereld, wereld.km, "/v1/onbekend")).status_code == 404
    assert await geweigerd(wereld) == []


async def test_wat_gewoon_niet_klopt_is_geen_weigering(wereld: Wereld) -> None:
    pad = f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad"
    for vraag, status in (("", 200), ("?limiet=0", 400), ("?verzonnen=1", 400)):
        assert (await _vraag(wereld, wereld.km, f"{pad}{vraag}")).status_code == status
    assert await geweigerd(wereld) == []


async def test_van_een_mens_komen_er_een_paar_en_dan_een_regel_die_telt(wereld: Wereld) -> None:
    """Wie blijft proberen schrijft het log niet vol, en een ander wordt er niet om overgeslagen."""
    for _ in range(HOOGSTE + 7):
        assert (await _vraag(wereld, wereld.km, _dossier(wereld.twee.b, uuid4()))).status_code == 404
    await _vraag(wereld, wereld.mens("teamleider"), _dossier(wereld.twee.b, uuid4()))
    assert len(await geweigerd(wereld)) == HOOGSTE + 1
    await wereld.deur.weigeringen.sluit()
    regels = await geweigerd(wereld)
    assert [r["velden"] for r in regels if r["velden"]] == [["aantal=7"]]
    assert len(regels) == HOOGSTE + 2
    await wereld.deur.weigeringen.sluit()
    assert len(await geweigerd(wereld)) == HOOGSTE + 2


async def test_na_het_venster_komt_de_telling_vanzelf_en_begint_er_een_nieuw(wereld: Wereld) -> None:
    deur = Voordeur(wereld.huis, open_databank=False)
    deur.weigeringen.hoogste, deur.weigeringen.venster = 1, 0.2
    app: Any = deur
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://meedoen") as http:
        koppen = {"Authorization": f"Bearer {wereld.km.token}"}
        for _ in range(4):
            await http.get(_dossier(wereld.twee.b, uuid4()), headers=koppen)
        await _tot(wereld, lambda regels: any(r["velden"] for r in regels))
        voor = len(await geweigerd(wereld))
        await http.get(_dossier(wereld.twee.b, uuid4()), headers=koppen)
        assert len(await geweigerd(wereld)) == voor + 1, "een nieuw venster"
    deur.weigeringen.vergeet()


async def test_de_regels_kloppen_met_hun_mac(wereld: Wereld) -> None:
    await _vraag(wereld, wereld.km, _dossier(wereld.twee.b, uuid4()))
    await _vraag(wereld, wereld.mens("school"), _dossier(wereld.twee.a, uuid4()))
    async with wereld.huis.databank.uow(toegang_platform(Actor.ZEGEL, oorsprong="test")) as tx:
        gevonden = [r async for r in lees_regels(tx, wereld.twee.a.id, wereld.huis.config.sleutel_audit)]
    assert len(gevonden) >= 2
    assert {r.gebrek for r in gevonden} == {""}
    assert len(await geweigerd(wereld)) == 2


def _bytes(antwoord: httpx2.Response) -> tuple[int, bytes, list[tuple[bytes, bytes]]]:
    return (
        antwoord.status_code,
        antwoord.content,
        [(n, w) for n, w in antwoord.headers.raw if n.lower() not in (b"x-request-id", b"date")],
    )


async def test_het_antwoord_wacht_niet_op_de_regel(wereld: Wereld) -> None:
    """Zolang niemand in het log kan schrijven, komt elk antwoord gewoon; de regel komt als het weer kan."""
    async with draaiende_api(wereld.huis) as adres, httpx2.AsyncClient(base_url=adres) as http:
        koppen = {"Authorization": f"Bearer {wereld.km.token}"}
        vrij = _bytes(await http.get(_dossier(wereld.twee.b, uuid4()), headers=koppen))
        async with wereld.eigenaar.transaction():
            await wereld.eigenaar.execute("lock table meedoen.audit in access exclusive mode")
            vast = _bytes(await http.get(_dossier(wereld.twee.b, uuid4()), headers=koppen))
        assert vast == vrij
        await _tot(wereld, lambda regels: len(regels) == 2)


async def test_een_regel_die_niet_lukt_verandert_het_antwoord_niet(
    wereld: Wereld, caplog: pytest.LogCaptureFixture
) -> None:
    goed = _bytes(await _vraag(wereld, wereld.km, _dossier(wereld.twee.b, uuid4())))
    await wereld.eigenaar.execute("alter table meedoen.audit rename column mac to iets_anders")
    try:
        fout = _bytes(await _vraag(wereld, wereld.km, _dossier(wereld.twee.b, uuid4())))
    finally:
        await wereld.eigenaar.execute("alter table meedoen.audit rename column iets_anders to mac")
    assert fout == goed
    assert [r for r in caplog.records if r.name == "meedoen.weigeringen" and r.levelname == "ERROR"]


async def test_de_regel_van_het_verzoek_noemt_ons_id_en_nooit_het_onderwerp(
    wereld: Wereld, capsys: pytest.CaptureFixture[str]
) -> None:
    await wereld.km.lees("/werkvoorraad")
    await _vraag(wereld, wereld.km, _dossier(wereld.twee.b, uuid4()))
    await wereld.http.get("/live")
    geschreven = capsys.readouterr().err
    verzoeken = [r for r in logregels(geschreven) if r["logger"] == "meedoen.verzoek"]
    zelf = str(wereld.twee.a.klantmanager)
    assert [v.get("medewerker") for v in verzoeken] == [zelf, zelf, None]
    assert "klantmanager." not in geschreven
