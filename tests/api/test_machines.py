"""Een ander systeem haalt een token met zijn eigen sleutel, en leest wat zijn rol mag: niet meer, en niet langer."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from joserfc.jwk import ECKey
from redis.asyncio import Redis

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.http.inloggen.machine import BESCHRIJVING
from core.platform.http.inloggen.machinedeur import PAD
from core.platform.http.maat import Maatsoort, maak_maat
from core.platform.http.methoden import LEZEN
from core.platform.inloggen.machine import ALGORITMEN
from core.platform.inloggen.machinetokens import Machinetokens
from core.platform.tenancy import Rol
from tests.api.inloggen import SITE
from tests.api.machines import Opstelling, Systeem, opstelling
from tests.api.routes import geldige_body, routes_van
from tests.logregels import logregels
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import lidmaatschap
from tests.voorbeelden.toewijzing import toewijzing, zet_stand

LIJST = "/v1/eigen-toewijzingen"
KOPPEN = frozenset({"content-type", "content-length", "www-authenticate", "cache-control", "retry-after"})


@pytest_asyncio.fixture(loop_scope="session")
async def hier(wereld: Wereld, valkey: EmbeddedValkey) -> AsyncIterator[Opstelling]:
    async with opstelling(wereld, valkey.url) as gemaakt:
        yield gemaakt


@pytest_asyncio.fixture(loop_scope="session")
async def school(hier: Opstelling) -> Systeem:
    """Het systeem van de school in de eerste gemeente, met een token."""
    return await hier.systeem(hier.beheerder(hier.wereld.twee.a))


async def leerling(wereld: Wereld, gemeente: Any, school: UUID) -> UUID:
    async with wereld.huis.databank.uow(gemeente.als_klantmanager()) as tx:
        id_ = await toewijzing(tx, organisatie_id=school)
    await zet_stand(wereld.alziend, id_)
    return id_


async def test_het_systeem_van_een_school_leest_haar_leerlingen_in_twee_gemeenten(
    hier: Opstelling, wereld: Wereld
) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    beheerder = b.beheerders["taalschool"]
    await lidmaatschap(wereld.eigenaar, a.id, beheerder, rol=Rol.TAALSCHOOL_BEHEERDER, organisatie_id=b.school)
    eigen = {(g.code, str(await leerling(wereld, g, b.school))) for g in (a, b)}
    ander = await leerling(wereld, a, a.school)
    systeem = await hier.systeem(hier.beheerder(b, bij=a), hier.beheerder(b))
    lijst = (await systeem.lees(LIJST)).json()["toewijzingen"]
    assert {(regel["gemeentecode"], regel["id"]) for regel in lijst} == eigen
    for code, id_ in eigen:
        een = await systeem.lees(f"/v1/gemeenten/{code}/eigen-toewijzingen/{id_}")
        assert een.status_code == 200, een.text
    vreemd = await systeem.lees(f"/v1/gemeenten/{a.code}/eigen-toewijzingen/{ander}")
    assert vreemd.status_code == 404


async def test_wie_haar_in_een_gemeente_opneemt_opent_in_een_andere_niets(hier: Opstelling, wereld: Wereld) -> None:
    """De school werkt in beide; haar beheerder in de ene gaat niet over de andere."""
    a, b = wereld.twee.a, wereld.twee.b
    for gemeente in (a, b):
        await leerling(wereld, gemeente, b.school)
    systeem = await hier.systeem(hier.beheerder(b))
    lijst = (await systeem.lees(LIJST)).json()["toewijzingen"]
    assert {regel["gemeentecode"] for regel in lijst} == {b.code}
    assert (await systeem.lees(f"/v1/gemeenten/{a.code}/eigen-toewijzingen/{uuid4()}")).status_code == 404


async def test_andermans_sleutel_opnemen_opent_voor_niemand_iets(hier: Opstelling, wereld: Wereld) -> None:
    """De openbare sleutel kent iedereen: wie haar ook opneemt houdt de eigenaar niet tegen, en leest niet mee."""
    a, b = wereld.twee.a, wereld.twee.b
    await leerling(wereld, b, b.school)
    systeem = await hier.systeem(hier.beheerder(b))
    client = systeem.client
    await hier.neem_op(systeem, hier.beheerder(a))
    assert systeem.client != client
    systeem.client = client
    await systeem.haal()
    assert len((await systeem.lees(LIJST)).json()["toewijzingen"]) == 1


async def test_een_systeem_van_de_gemeente_leest_haar_werkvoorraad_en_geen_dossier(
    hier: Opstelling, wereld: Wereld
) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    systeem = await hier.systeem(hier.beheerder(a, "beheerder"))
    assert (await systeem.lees(f"/v1/gemeenten/{a.code}/werkvoorraad")).status_code == 200
    assert (await systeem.lees(f"/v1/gemeenten/{b.code}/werkvoorraad")).status_code == 404
    assert (await systeem.lees(f"/v1/gemeenten/{a.code}/dossiers/{uuid4()}")).status_code == 403
    assert (await systeem.lees(LIJST)).status_code == 403


async def test_is_de_sleutel_ingetrokken_dan_is_het_volgende_verzoek_te_laat(hier: Opstelling, wereld: Wereld) -> None:
    beheerder, systeem = hier.beheerder(wereld.twee.a), Systeem(http=wereld.http)
    id_ = await hier.neem_op(systeem, beheerder)
    await systeem.haal()
    assert (await systeem.lees(LIJST)).status_code == 200
    for _ in range(2):
        await beheerder.stuur(f"/machines/{id_}/intrekking")
    assert (await systeem.lees(LIJST)).status_code == 403
    geweigerd = await systeem.vraag()
    assert (geweigerd.status_code, geweigerd.json()["error"]) == (401, "invalid_client")


async def test_is_het_lidmaatschap_voorbij_dan_is_het_volgende_verzoek_te_laat(
    hier: Opstelling, wereld: Wereld, school: Systeem
) -> None:
    for kolom in ("tot", "ingetrokken_op"):
        systeem = await hier.systeem(hier.beheerder(wereld.twee.a), naam=f"Systeem {kolom}")
        assert (await systeem.lees(LIJST)).status_code == 200
        await wereld.eigenaar.execute(
            f"update meedoen.lidmaatschap set vanaf = $2, {kolom} = $2 where medewerker_id = $1",
            UUID(systeem.client),
            dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1),
        )
        assert (await systeem.lees(LIJST)).status_code == 403
        assert (await systeem.vraag()).status_code == 401
    assert (await school.lees(LIJST)).status_code == 200, "een ander systeem merkt er niets van"


async def test_tijdens_het_wisselen_zijn_er_twee_sleutels_en_geen_derde(hier: Opstelling, wereld: Wereld) -> None:
    beheerder, systemen = hier.beheerder(wereld.twee.a), [Systeem(http=wereld.http) for _ in range(3)]
    oud, _ = [await hier.neem_op(systeem, beheerder) for systeem in systemen[:2]]
    for systeem in systemen[:2]:
        assert (await (await systeem.haal()).lees(LIJST)).status_code == 200
    with pytest.raises(AssertionError, match="409"):
        await hier.neem_op(systemen[2], beheerder)
    await beheerder.stuur(f"/machines/{oud}/intrekking")
    await hier.neem_op(systemen[2], beheerder)
    assert (await (await systemen[2].haal()).lees(LIJST)).status_code == 200
    with pytest.raises(AssertionError, match="409"):
        await hier.neem_op(systemen[0], beheerder)


@pytest.mark.parametrize(
    ("anders", "status", "fout"),
    [
        ({"grant_type": None}, 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, 400, "unsupported_grant_type"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_secret": "geheim"}, 400, "invalid_request"),
        ({"client_assertion": None}, 401, "invalid_client"),
        ({"client_assertion_type": None}, 401, "invalid_client"),
        ({"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"}, 401, "invalid_client"),
        ({"client_assertion": "a.b.c"}, 401, "invalid_client"),
        ({"client_id": str(uuid4())}, 401, "invalid_client"),
        ({"scope": "dossier:lezen"}, 400, "invalid_scope"),
        ({"scope": "leerling:lezen pip:vaststellen"}, 400, "invalid_scope"),
        ({"scope": "eigen-toewijzing:beantwoorden"}, 400, "invalid_scope"),
    ],
)
async def test_een_verzoek_om_een_token_dat_niet_kan(
    school: Systeem, anders: dict[str, Any], status: int, fout: str
) -> None:
    antwoord = await school.vraag(**anders)
    assert (antwoord.status_code, antwoord.json()["error"]) == (status, fout)
    assert antwoord.json()["error_description"].isascii()
    assert antwoord.headers["cache-control"] == "no-store"


async def test_wie_zich_op_een_andere_manier_meldt_komt_er_niet_in(school: Systeem) -> None:
    met_kop = await school.vraag({"Authorization": "Basic eDp5"})
    assert (met_kop.status_code, met_kop.json()["error"]) == (400, "invalid_request")
    als_json = await school.http.post(PAD, json=school.formulier())
    assert (als_json.status_code, als_json.json()["error"]) == (400, "unsupported_grant_type")
    dubbel = "grant_type=client_credentials&grant_type=client_credentials"
    koppen = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await school.http.post(PAD, content=dubbel, headers=koppen)).status_code == 400
    assert (await school.http.get(PAD)).status_code == 405


async def test_een_bewijs_opent_een_keer(school: Systeem) -> None:
    bewijs = school.bewijs()
    antwoorden = [await school.vraag(client_assertion=bewijs) for _ in range(2)]
    assert [a.status_code for a in antwoorden] == [200, 401]
    assert "herhaald" in antwoorden[1].json()["error_description"]


async def test_een_bewijs_voor_een_ander_of_van_een_ander_opent_niets(
    hier: Opstelling, school: Systeem, capsys: pytest.CaptureFixture[str]
) -> None:
    ander = Systeem(http=school.http, client=school.client, sleutel=ECKey.generate_key("P-256"))
    onbekend = Systeem(http=school.http, client=str(uuid4()), sleutel=school.sleutel)
    gelezen = set()
    for systeem in (ander, onbekend):
        antwoord = await systeem.vraag()
        assert (antwoord.status_code, antwoord.json()["error"]) == (401, "invalid_client")
        gelezen.add((antwoord.content, tuple((k, v) for k, v in antwoord.headers.items() if k in KOPPEN)))
    assert len(gelezen) == 1
    regels = [r for r in logregels(capsys.readouterr().err) if r["event"] == "systeem geweigerd"]
    assert [(r["reden"], r["client"]) for r in regels] == [
        ("handtekening", school.client),
        ("sleutel-onbekend", onbekend.client),
    ]


async def test_een_token_is_hooguit_waarvoor_het_gevraagd_is(hier: Opstelling, school: Systeem) -> None:
    antwoord = (await school.vraag(scope="leerling:lezen")).json()
    assert (antwoord["scope"], antwoord["token_type"], antwoord["expires_in"]) == ("leerling:lezen", "Bearer", 600)
    school.token = antwoord["access_token"]
    fout = await school.lees(LIJST)
    assert (fout.status_code, "eigen-toewijzing:lezen" in fout.json()["detail"]) == (403, True)
    await school.haal()
    assert (await school.lees(LIJST)).status_code == 200


async def test_geen_weigering_raadt_een_recht_aan_dat_het_systeem_nooit_krijgt(
    hier: Opstelling, wereld: Wereld, school: Systeem
) -> None:
    a = wereld.twee.a
    for pad in (f"/v1/gemeenten/{a.code}/werkvoorraad", f"/v1/gemeenten/{a.code}/machines", "/v1/eigen-begeleidingen"):
        fout = await school.lees(pad)
        assert fout.status_code in (403, 404), pad
        assert "`scope`" not in fout.text, fout.text


@pytest.mark.parametrize("token", ["verzonnen", "", "x" * 5000, "é"])
async def test_een_verzonnen_of_verlopen_token_is_er_geen(hier: Opstelling, school: Systeem, token: str) -> None:
    kop = f"Bearer meedoen-machine.{token}".encode()
    antwoord = await school.http.get(LIJST, headers=[(b"Authorization", kop)])
    assert (antwoord.status_code, PAD in antwoord.json()["detail"]) == (401, True)
    await hier.valkey.flushdb()
    assert (await school.lees(LIJST)).status_code == 401


async def test_antwoordt_valkey_niet_dan_is_dat_geen_weigering(hier: Opstelling, school: Systeem) -> None:
    async with Redis(host="127.0.0.1", port=9) as dood:
        hier.wereld.deur.app.state.machinedeur = replace(hier.deur, tokens=Machinetokens(dood))
        for antwoord in (await school.lees(LIJST), await school.vraag()):
            assert (antwoord.status_code, antwoord.headers["retry-after"]) == (503, "5")
        assert (await school.vraag()).json()["error"] == "temporarily_unavailable"
    hier.wereld.deur.app.state.machinedeur = None
    assert (await school.lees(LIJST)).status_code == 401
    assert (await school.vraag()).status_code == 404


async def test_een_systeem_legt_niets_vast_en_neemt_geen_besluit(hier: Opstelling, wereld: Wereld) -> None:
    """Elke route, gevraagd met een token van elke soort systeem (PG-19)."""
    a = wereld.twee.a
    soorten = ("beheerder", "taalschool_beheerder", "maatschappelijke_partner_beheerder")
    systemen = [await hier.systeem(hier.beheerder(a, soort)) for soort in soorten]
    mag = set()
    for route in routes_van(wereld.huis):
        body = None if route.body is None else geldige_body(route.body)
        pad = route.adres({"gemeentecode": a.code})
        for soort, systeem in zip(soorten, systemen, strict=True):
            koppen = {"Authorization": f"Bearer {systeem.token}"}
            antwoord = await wereld.http.request(route.methode, pad, json=body, headers=koppen)
            if route.methode not in LEZEN or route.opt["beslist"]:
                assert (antwoord.status_code, "leest hier alleen" in antwoord.text) == (403, True), route
            if antwoord.status_code not in (401, 403):
                mag.add((soort, str(route.opt["bevoegdheid"])))
    assert mag == {
        ("beheerder", "werkvoorraad:lezen"),
        ("taalschool_beheerder", "eigen-toewijzing:lezen"),
        ("taalschool_beheerder", "leerling:lezen"),
        ("maatschappelijke_partner_beheerder", "eigen-begeleiding:lezen"),
    }


async def test_wat_een_systeem_las_staat_op_zijn_eigen_naam_in_het_auditlog(
    hier: Opstelling, wereld: Wereld, school: Systeem
) -> None:
    a = wereld.twee.a
    await leerling(wereld, a, a.school)
    await school.lees(LIJST)
    await school.lees(f"/v1/gemeenten/{a.code}/eigen-toewijzingen/{uuid4()}")
    regels = await wereld.alziend.fetch(
        "select actie, organisatie_id from meedoen.audit where gemeente_id = $1 and medewerker_id = $2",
        a.id,
        UUID(school.client),
    )
    assert {r["organisatie_id"] for r in regels} == {a.school}
    assert {r["actie"] for r in regels} == {"inloggen.machine", "eigen-toewijzing.lezen", "leerling.lezen"}


async def test_een_systeem_heeft_een_maat_en_een_ander_merkt_daar_niets_van(
    hier: Opstelling, wereld: Wereld, school: Systeem
) -> None:
    ander = await hier.systeem(hier.beheerder(wereld.twee.b))
    wereld.deur.app.state.maat = maak_maat(
        hier.valkey, per_minuut=dict.fromkeys(Maatsoort, 2) | {Maatsoort.INLOGGEN: 9}
    )
    try:
        statussen = [(await school.lees(LIJST)).status_code for _ in range(3)]
        assert statussen == [200, 200, 429]
        assert (await ander.lees(LIJST)).status_code == 200
        tokens = [await school.vraag() for _ in range(3)]
        assert [t.status_code for t in tokens] == [200, 200, 429]
        assert 1 <= int(tokens[2].headers["retry-after"]) <= 60
        assert (await ander.vraag()).status_code == 200
    finally:
        wereld.deur.app.state.maat = None


async def test_de_beschrijving_zegt_hoe_het_moet(hier: Opstelling, wereld: Wereld) -> None:
    gelezen = (await wereld.http.get(BESCHRIJVING)).json()
    assert gelezen["issuer"] == SITE
    assert gelezen["token_endpoint"] == f"{SITE}{PAD}"
    assert gelezen["grant_types_supported"] == ["client_credentials"]
    assert gelezen["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    assert gelezen["token_endpoint_auth_signing_alg_values_supported"] == list(ALGORITMEN)
    assert gelezen["response_types_supported"] == []
    assert "leerling:lezen" in gelezen["scopes_supported"]
    assert not any(not recht.endswith(":lezen") for recht in gelezen["scopes_supported"])
