"""Een maatschappelijke partner: wie hij begeleidt, wanneer, en dat er verder niets te zien is (art. 13 Wi2021)."""

from typing import Any
from uuid import UUID, uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Rol
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import lidmaatschap
from tests.voorbeelden.toewijzing import een_antwoord, toewijzing, zet_stand

REGEL = {
    "id",
    "gemeentecode",
    "gemeente",
    "status",
    "dienst",
    "grond",
    "kenmerk",
    "eigenNummer",
    "naam",
    "geheimhouding",
    "adresregels",
    "adresInOnderzoek",
    "sinds",
    "versie",
}
LIJST = "/eigen-begeleiding"


def _partner(wereld: Wereld) -> Mens:
    return wereld.mens("maatschappelijke_partner", basis="/v1")


async def _bied_aan(zaak: Zaak, verwacht: int = 204, **anders: object) -> Any:
    """Het id van de toewijzing, of het probleem."""
    wereld, id_ = zaak.wereld, str(uuid4())
    organisatie = str(wereld.twee.a.leden["maatschappelijke_partner"].organisatie)
    body = {"id": id_, "organisatieId": organisatie, "dienst": "huisbezoek"} | anders
    antwoord = await zaak.stuur("/toewijzingen", body, verwacht)
    return id_ if verwacht == 204 else antwoord


async def _antwoordt(wereld: Wereld, id_: str, *, aanvaard: bool = True, verwacht: int = 204) -> None:
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}/antwoord"
    await _partner(wereld).stuur(pad, een_antwoord(aanvaard), verwacht)


async def _zaak(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))


async def test_een_aanbod_zegt_de_dienst_en_niets_van_de_persoon(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    id_ = await _bied_aan(zaak)
    [regel] = (await _partner(wereld).lees(LIJST))["begeleiding"]
    assert set(regel) == REGEL
    assert (regel["id"], regel["status"], regel["dienst"]) == (id_, "aangeboden", "huisbezoek")
    assert regel["grond"] == "art. 13 lid 1 Wi2021"
    leeg = {naam: regel[naam] for naam in ("kenmerk", "naam", "adresregels", "geheimhouding", "sinds")}
    assert leeg == {"kenmerk": "", "naam": "", "adresregels": [], "geheimhouding": False, "sinds": None}


async def test_na_aanvaarden_ziet_hij_wie_het_is_en_waar_hij_woont_en_verder_niets(wereld: Wereld) -> None:
    """Al voor de intake: de begeleiding begint op de dag van inschrijving. Nooit een BSN, leerroute of termijn."""
    zaak = await _zaak(wereld)
    await _antwoordt(wereld, await _bied_aan(zaak))
    antwoord = await _partner(wereld).lees(LIJST)
    [regel] = antwoord["begeleiding"]
    assert regel["naam"] == f"{zaak.inwoner.voornamen} {zaak.inwoner.geslachtsnaam}"
    assert regel["adresregels"][0] == f"{zaak.inwoner.straat} {zaak.inwoner.huisnummer}"
    assert (regel["status"], regel["sinds"]) == ("aanvaard", VANDAAG.isoformat())
    assert zaak.inwoner.bsn not in str(antwoord)
    lid = wereld.twee.a.leden["maatschappelijke_partner"]
    gelezen = await wereld.rijen("audit", actie="eigen-begeleiding.lezen")
    assert [(r["organisatie_id"], r["medewerker_id"], r["dossiers"]) for r in gelezen] == [
        (lid.organisatie, lid.medewerker, [zaak.id])
    ]


async def test_een_dienst_is_een_naam_en_geen_bericht_over_de_persoon(wereld: Wereld) -> None:
    """De partner leest haar al bij het aanbod, voordat hij mag weten om wie het gaat."""
    zaak = await Zaak.nieuw(wereld)
    for dienst in ("hulp 9999-90-019", "bel 0612345678", "taal\nmaatje"):
        assert velden(await _bied_aan(zaak, 400, dienst=dienst)) == {"dienst"}


async def test_een_dienst_is_er_een_die_deze_partner_levert(wereld: Wereld) -> None:
    """Vrije woorden kunnen zeggen wie het is of wat hij heeft, en de partner leest ze al voordat hij aanvaardt."""
    zaak = await _zaak(wereld)
    for dienst in ("Hulp bij depressie", "Huisbezoek voor Bassel", "huisbezoek "):
        fout = await _bied_aan(zaak, 400, dienst=dienst)
        assert velden(fout) == {"dienst"}
    assert "huisbezoek, wegwijs" in str(fout)
    lid = wereld.twee.a.leden["maatschappelijke_partner"]
    [hier] = [o for o in await zaak.km.lees("/organisaties") if o["id"] == str(lid.organisatie)]
    await _bied_aan(zaak, dienst=hier["diensten"][0])


async def test_een_dienst_hoort_bij_een_partner_en_niet_bij_een_taalschool(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    assert velden(await _bied_aan(zaak, 400, dienst="")) == {"dienst"}
    school = str(wereld.twee.a.school)
    assert velden(await _bied_aan(zaak, 400, organisatieId=school)) == {"dienst"}


async def test_wie_weigert_of_wiens_opdracht_eindigt_ziet_niets_meer_en_er_blijft_niets_staan(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    geweigerd = await _bied_aan(zaak)
    await _antwoordt(wereld, geweigerd, aanvaard=False)
    beeindigd = await _bied_aan(zaak)
    await _antwoordt(wereld, beeindigd)
    await zaak.stuur(f"/toewijzingen/{beeindigd}/beeindiging", {"versie": 2})
    assert (await _partner(wereld).lees(LIJST))["begeleiding"] == []
    await wereld.werk_af()
    rijen = await wereld.rijen("begeleide")
    assert {r["id"] for r in rijen} == {UUID(geweigerd), UUID(beeindigd)}
    assert {(r["kenmerk"], r["naam"], r["adresregel1"]) for r in rijen} == {("", "", None)}


async def test_een_partner_en_een_school_zien_elkaars_lijst_niet(wereld: Wereld) -> None:
    zaak = await (await _zaak(wereld)).tot_traject()
    await _antwoordt(wereld, await _bied_aan(zaak))
    school = wereld.mens("school", basis="/v1")
    await school.lees(LIJST, 403)
    await _partner(wereld).lees("/eigen-toewijzingen", 403)
    assert (await school.lees("/eigen-toewijzingen"))["toewijzingen"] == []
    assert await wereld.rijen("leerling") == []


async def test_zijn_lijst_gaat_over_gemeenten_heen_in_bladzijden_met_een_leesregel_per_gemeente(wereld: Wereld) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    lid = b.leden["maatschappelijke_partner"]
    await lidmaatschap(
        wereld.eigenaar,
        a.id,
        lid.medewerker,
        rol=Rol.MAATSCHAPPELIJKE_PARTNER_MEDEWERKER,
        organisatie_id=lid.organisatie,
    )
    [doel] = {p.doel for p in PARTIJEN if p.naam == "maatschappelijke_partner"}
    for gemeente in (a, b, a, b, b):
        async with wereld.huis.databank.uow(gemeente.als_klantmanager()) as tx:
            id_ = await toewijzing(tx, organisatie_id=lid.organisatie, doel=doel)
        await zet_stand(wereld.alziend, id_)
    partner = wereld.mens("maatschappelijke_partner", b, basis="/v1")
    lijst = (await partner.lees(LIJST))["begeleiding"]
    assert sorted(r["gemeentecode"] for r in lijst) == [a.code, a.code, b.code, b.code, b.code]
    gezien: list[str] = []
    cursor = ""
    while True:
        pagina = await partner.lees(f"{LIJST}?limiet=2{cursor}")
        gezien += [r["id"] for r in pagina["begeleiding"]]
        if pagina["volgende"] is None:
            break
        cursor = f"&cursor={pagina['volgende']}"
    assert gezien == [r["id"] for r in lijst]
    assert {r["gemeente_id"] for r in await wereld.rijen("audit", actie="eigen-begeleiding.lezen")} == {a.id, b.id}


async def test_aan_het_einde_van_de_plicht_houdt_het_op(wereld: Wereld) -> None:
    zaak = await (await _zaak(wereld)).tot_traject()
    await _antwoordt(wereld, await _bied_aan(zaak))
    await wereld.werk_af()
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Inburgeringsplicht voldaan")
    await wereld.meldt("SS110", zaak.inwoner)
    await wereld.werk_af()
    assert (await _partner(wereld).lees(LIJST))["begeleiding"] == []
    await _bied_aan(zaak, 409)
