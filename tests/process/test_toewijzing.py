"""Een leerling bij een taalschool: wat zij ziet, wanneer, en dat er verder niets te zien is (art. 9.2 lid 3 Bi2021)."""

from dataclasses import fields
from typing import Any
from uuid import UUID, uuid4

import httpx2

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.tenancy import Rol
from core.process.dossier.brp import BrpFeiten, verwerk_brp
from tests.process.wereld import VANDAAG, Mens, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import lidmaatschap
from tests.voorbeelden.storing import BLIND, HEEL, STUK, ZIEND
from tests.voorbeelden.toewijzing import een_antwoord, toewijzing, zet_stand

REGEL = {"id", "gemeentecode", "gemeente", "status", "naam", "geheimhouding", "leerroute", "uitersteDag", "versie"} | {
    "gevraagd",
    "eigenNummer",
}
LEERLING = {
    "toewijzingId",
    "gemeentecode",
    "kenmerk",
    "eigenNummer",
    "naam",
    "geheimhouding",
    "adresregels",
    "adresInOnderzoek",
    "leerroute",
    "intensiteitUren",
    "termijnVan",
    "termijnLaatsteDag",
    "termijnWordtBijgewerkt",
    "grond",
    "versie",
}


def _school(wereld: Wereld) -> Mens:
    return wereld.mens("school", basis="/v1")


async def _bied_aan(zaak: Zaak, school: UUID | None = None, verwacht: int = 204) -> str:
    id_ = str(uuid4())
    body = {"id": id_, "organisatieId": str(school or zaak.wereld.twee.a.school)}
    await zaak.stuur("/toewijzingen", body, verwacht)
    return id_


def _pad(wereld: Wereld, id_: str) -> str:
    return f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"


async def _traject(wereld: Wereld, nummer: int = 0) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, nummer=nummer))
    return await zaak.tot_traject()


async def _brp_meldt(zaak: Zaak, **anders: object) -> None:
    """De BRP geeft dezelfde persoon, op een paar gegevens na."""
    wereld = zaak.wereld
    [persoon] = await wereld.rijen("persoon", id=(await wereld.rijen("dossier", id=zaak.id))[0]["persoon_id"])
    feiten: dict[str, Any] = (
        {veld.name: persoon.get(veld.name) for veld in fields(BrpFeiten)}
        | {"vestiging_op": VANDAAG, "in_onderzoek": (), "onleesbaar": ()}
        | anders
    )
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await verwerk_brp(tx, wereld.huis, zaak.id, BrpFeiten(**feiten))


async def test_een_aangeboden_leerling_heeft_nog_geen_naam(wereld: Wereld) -> None:
    zaak, school = await _traject(wereld), _school(wereld)
    id_ = await _bied_aan(zaak)
    [regel] = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert set(regel) == REGEL
    assert (regel["id"], regel["status"], regel["naam"], regel["leerroute"]) == (id_, "aangeboden", "", None)
    await school.lees(_pad(wereld, id_), 404)


async def test_na_aanvaarden_ziet_de_school_naw_leerroute_intensiteit_en_termijn_en_verder_niets(
    wereld: Wereld,
) -> None:
    zaak, school = await _traject(wereld), _school(wereld)
    id_ = await _bied_aan(zaak)
    await school.stuur(_pad(wereld, id_) + "/antwoord", {"aanvaard": True, "versie": 1})
    leerling = await school.lees(_pad(wereld, id_))
    assert set(leerling) == LEERLING
    assert leerling["naam"] == f"{zaak.inwoner.voornamen} {zaak.inwoner.geslachtsnaam}"
    assert leerling["adresregels"][0] == f"{zaak.inwoner.straat} {zaak.inwoner.huisnummer}"
    assert (leerling["leerroute"], leerling["intensiteitUren"]) == ("B1-route", 600)
    assert leerling["grond"] == "art. 9.2 lid 3 Bi2021"
    [regel] = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert (regel["status"], regel["naam"]) == ("aanvaard", leerling["naam"])
    gelezen = await wereld.rijen("audit", actie="leerling.lezen")
    assert [(r["organisatie_id"], r["medewerker_id"]) for r in gelezen] == [
        (wereld.twee.a.school, wereld.twee.a.schoolmedewerker)
    ]


async def test_bij_geheimhouding_staat_er_geen_adres(wereld: Wereld) -> None:
    zaak, school = await _traject(wereld), _school(wereld)
    id_ = await _bied_aan(zaak)
    await school.stuur(_pad(wereld, id_) + "/antwoord", {"aanvaard": True, "versie": 1})
    await _brp_meldt(zaak, geheimhouding=True)
    leerling = await school.lees(_pad(wereld, id_))
    assert (leerling["adresregels"], leerling["geheimhouding"]) == ([], True)
    assert zaak.inwoner.straat not in str(leerling)


async def _antwoord(mens: Mens, methode: str, pad: str, body: object = None) -> httpx2.Response:
    koppen = {"Authorization": f"Bearer {mens.token}"}
    return await mens.http.request(methode, mens.basis + pad, json=body, headers=koppen)


async def _onzichtbaar(mens: Mens, pad: str, onbekend: str) -> None:
    """Lezen en antwoorden geven precies dezelfde 404 als een toewijzing die niet bestaat."""
    vragen: tuple[tuple[str, str, object], ...] = (
        ("GET", "", None),
        ("POST", "/antwoord", {"aanvaard": True, "versie": 1}),
    )
    for methode, rest, body in vragen:
        echt, geen = [await _antwoord(mens, methode, p + rest, body) for p in (pad, onbekend)]
        assert echt.status_code == geen.status_code == 404
        assert echt.content == geen.content
        weg = ("x-request-id",)
        assert [k for k in echt.headers.raw if k[0].decode() not in weg] == [
            k for k in geen.headers.raw if k[0].decode() not in weg
        ]


async def test_een_geweigerde_of_beeindigde_leerling_is_weg(wereld: Wereld) -> None:
    zaak, school = await _traject(wereld), _school(wereld)
    geweigerd = await _bied_aan(zaak)
    await school.stuur(_pad(wereld, geweigerd) + "/antwoord", een_antwoord(False))
    beeindigd = await _bied_aan(zaak)
    await school.stuur(_pad(wereld, beeindigd) + "/antwoord", {"aanvaard": True, "versie": 1})
    await school.lees(_pad(wereld, beeindigd))
    await zaak.stuur(f"/toewijzingen/{beeindigd}/beeindiging", {"versie": 2})
    assert (await school.lees("/eigen-toewijzingen"))["toewijzingen"] == []
    for id_, wat in ((geweigerd, "U hebt dit aanbod geweigerd"), (beeindigd, "beëindigd")):
        echt = await _antwoord(school, "GET", _pad(wereld, id_))
        assert (echt.status_code, wat in echt.json()["detail"]) == (404, True)
        assert zaak.inwoner.bsn not in echt.text
        # Van haar eigen toewijzing mag zij weten dat die voorbij is.
        await school.stuur(_pad(wereld, id_) + "/antwoord", {"aanvaard": True, "versie": 3}, 409)
    nog_eens = await zaak.stuur(f"/toewijzingen/{beeindigd}/beeindiging", {"versie": 3}, 409)
    assert nog_eens["detail"] == "Deze toewijzing is al beëindigd; voor een nieuwe wijst u de persoon opnieuw toe."


async def test_wie_geen_lid_meer_is_ziet_niets_meer(wereld: Wereld) -> None:
    zaak, school = await _traject(wereld), _school(wereld)
    id_ = await _bied_aan(zaak)
    await school.stuur(_pad(wereld, id_) + "/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.alziend.execute(
        "update lidmaatschap set ingetrokken_op = clock_timestamp() where medewerker_id = $1",
        wereld.twee.a.schoolmedewerker,
    )
    await school.lees(_pad(wereld, id_), 404)
    await school.lees("/eigen-toewijzingen", 403)


async def test_een_andere_school_en_een_andere_gemeente_zien_er_niets_van(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    vreemd = wereld.mens("school", wereld.twee.b, basis="/v1")
    assert (await vreemd.lees("/eigen-toewijzingen"))["toewijzingen"] == []
    await _onzichtbaar(vreemd, _pad(wereld, id_), _pad(wereld, str(uuid4())))
    onder_b = f"/gemeenten/{wereld.twee.b.code}/eigen-toewijzingen/"
    await _onzichtbaar(vreemd, onder_b + id_, onder_b + str(uuid4()))
    # Ook een lid van een andere school in deze gemeente ziet haar niet.
    await lidmaatschap(
        wereld.eigenaar,
        wereld.twee.a.id,
        wereld.twee.b.schoolmedewerker,
        rol=Rol.TAALSCHOOL_MEDEWERKER,
        organisatie_id=wereld.twee.b.school,
    )
    await _onzichtbaar(vreemd, _pad(wereld, id_), _pad(wereld, str(uuid4())))


async def test_een_school_in_twee_gemeenten_ziet_haar_leerlingen_in_een_lijst(wereld: Wereld) -> None:
    """Samen Spreken werkt in Krimpenerwaard en in Stichtse Vecht; de uiterste dag bepaalt de volgorde."""
    a, b = wereld.twee.a, wereld.twee.b
    await lidmaatschap(
        wereld.eigenaar, a.id, b.schoolmedewerker, rol=Rol.TAALSCHOOL_MEDEWERKER, organisatie_id=b.school
    )
    for gemeente in (a, b, a, b, b):
        async with wereld.huis.databank.uow(gemeente.als_klantmanager()) as tx:
            id_ = await toewijzing(tx, organisatie_id=b.school)
        await zet_stand(wereld.alziend, id_)
    school = wereld.mens("school", b, basis="/v1")
    lijst = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert sorted(r["gemeentecode"] for r in lijst) == [a.code, a.code, b.code, b.code, b.code]
    assert {r["naam"] for r in lijst} == {"Amina Voorbeeld"}
    gezien: list[str] = []
    cursor = ""
    while True:
        pagina: dict[str, Any] = await school.lees(f"/eigen-toewijzingen?limiet=2{cursor}")
        gezien += [r["id"] for r in pagina["toewijzingen"]]
        if pagina["volgende"] is None:
            break
        cursor = f"&cursor={pagina['volgende']}"
    assert gezien == [r["id"] for r in lijst]
    gelezen = await wereld.rijen("audit", actie="eigen-toewijzing.lezen")
    assert {r["gemeente_id"] for r in gelezen} == {a.id, b.id}
    per_transactie = await wereld.alziend.fetch(
        "select count(distinct gemeente_id) as gemeenten from audit group by xid having count(distinct gemeente_id) > 1"
    )
    assert per_transactie == [], "regels van twee gemeenten in één transactie zou het zegel kunnen missen"


async def test_een_gemeente_waar_de_leesregel_niet_lukt_staat_niet_in_het_antwoord(wereld: Wereld) -> None:
    """Wat niet in het leeslog komt, wordt niet getoond; de andere gemeente wel."""
    a, b = wereld.twee.a, wereld.twee.b
    await lidmaatschap(
        wereld.eigenaar, a.id, b.schoolmedewerker, rol=Rol.TAALSCHOOL_MEDEWERKER, organisatie_id=b.school
    )
    for gemeente in (a, b):
        async with wereld.huis.databank.uow(gemeente.als_klantmanager()) as tx:
            id_ = await toewijzing(tx, organisatie_id=b.school)
        await zet_stand(wereld.alziend, id_)
    school = wereld.mens("school", b, basis="/v1")
    await wereld.alziend.execute(STUK.format(tabel="audit", gemeente=a.id))
    try:
        pagina = await school.lees("/eigen-toewijzingen")
    finally:
        await wereld.alziend.execute(HEEL.format(tabel="audit"))
    assert [r["gemeentecode"] for r in pagina["toewijzingen"]] == [b.code]
    assert pagina["weggelaten"] == [a.code]
    assert {r["gemeente_id"] for r in await wereld.rijen("audit", actie="eigen-toewijzing.lezen")} == {b.id}
    heel = await school.lees("/eigen-toewijzingen")
    assert (len(heel["toewijzingen"]), heel["weggelaten"]) == (2, [])


async def test_een_gemeente_die_niet_te_lezen_is_houdt_de_lijst_op_en_de_leerling_van_een_andere_niet(
    wereld: Wereld,
) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    await lidmaatschap(
        wereld.eigenaar, a.id, b.schoolmedewerker, rol=Rol.TAALSCHOOL_MEDEWERKER, organisatie_id=b.school
    )
    for gemeente in (a, b):
        async with wereld.huis.databank.uow(gemeente.als_klantmanager()) as tx:
            id_ = await toewijzing(tx, organisatie_id=b.school)
        await zet_stand(wereld.alziend, id_)
    school = wereld.mens("school", b, basis="/v1")
    await wereld.alziend.execute(BLIND.format(tabel="leerling", gemeente=a.id, rol="meedoen_taalschool"))
    try:
        fout = await school.lees("/eigen-toewijzingen", 503)
        await school.lees(f"/gemeenten/{b.code}/eigen-toewijzingen/{id_}")
    finally:
        await wereld.alziend.execute(ZIEND.format(tabel="leerling"))
    assert "minstens één daarvan is nu niet te bereiken" in fout["detail"]
    assert len((await school.lees("/eigen-toewijzingen"))["toewijzingen"]) == 2


async def test_aanbieden_kan_pas_met_een_pip_en_een_keer_en_aan_een_eigen_school(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await _bied_aan(zaak, verwacht=409)
    await zaak.tot_vastgesteld()
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    fout = await zaak.stuur("/toewijzingen", body, 409)
    assert "niet eerder dan de persoon zelf" in fout["detail"]
    await zaak.maak_pip_bekend()
    await _bied_aan(zaak, school=uuid4(), verwacht=400)
    id_ = await _bied_aan(zaak)
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    await _bied_aan(zaak, verwacht=409)
    assert [t["status"] for t in await zaak.lees("/toewijzingen")] == ["aangeboden"]


async def test_een_antwoord_geldt_een_keer(wereld: Wereld) -> None:
    zaak, school = await _traject(wereld), _school(wereld)
    id_ = await _bied_aan(zaak)
    await school.stuur(_pad(wereld, id_) + "/antwoord", {"aanvaard": True, "versie": 7}, 409)
    await school.stuur(_pad(wereld, id_) + "/antwoord", {"aanvaard": True, "versie": 1})
    fout = await school.stuur(_pad(wereld, id_) + "/antwoord", een_antwoord(False, versie=2), 409)
    assert fout["detail"] == (
        "Uw organisatie heeft deze toewijzing al aanvaard. Hoort de persoon niet bij u, weiger dan met de reden"
        " NIET_VAN_ONS. Was het om iets anders een vergissing, bel dan de gemeente; zij kan de toewijzing beëindigen."
    )
    assert [t["status"] for t in await zaak.lees("/toewijzingen")] == ["aanvaard"]


async def test_hetzelfde_id_met_een_andere_organisatie_is_een_conflict(wereld: Wereld) -> None:
    """C6: een andere inhoud onder hetzelfde id verdwijnt niet stil."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    await zaak.stuur("/toewijzingen", body)
    await zaak.stuur("/toewijzingen", body)
    await zaak.stuur("/toewijzingen", body | {"organisatieId": str(uuid4())}, 409)
    await zaak.stuur("/toewijzingen", body | {"dienst": "wegwijs"}, 409)
    assert len(await zaak.lees("/toewijzingen")) == 1
