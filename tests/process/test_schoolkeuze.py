"""Na de bekendmaking van het PIP valt geen dossier stil: zonder school is er werk, en er is er nooit meer dan een."""

import asyncio
import datetime as dt
from uuid import UUID, uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_einde_plicht import duo_zegt
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.toewijzing import een_antwoord

WERK = "TAALSCHOOL_KIEZEN"
BINNEN = dt.date(2026, 6, 2)
"""Drie maanden na de dagtekening."""


async def _traject(wereld: Wereld, verhaal: Verhaal = Verhaal.ASIEL_GEHUISVEST) -> Zaak:
    return await (await Zaak.gemeld(wereld, wereld.wie(verhaal))).tot_traject()


async def _bied_aan(zaak: Zaak, verwacht: int = 204, school: UUID | None = None) -> str:
    id_ = str(uuid4())
    body = {"id": id_, "organisatieId": str(school or zaak.wereld.twee.a.school)}
    await zaak.stuur("/toewijzingen", body, verwacht)
    return id_


async def _antwoord(zaak: Zaak, id_: str, *, aanvaard: bool) -> None:
    school = zaak.wereld.mens("school", basis="/v1")
    pad = f"/gemeenten/{zaak.wereld.twee.a.code}/eigen-toewijzingen/{id_}/antwoord"
    await school.stuur(pad, een_antwoord(aanvaard))
    await zaak.wereld.werk_af()


async def test_na_de_bekendmaking_is_er_werk_tot_er_een_school_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_vastgesteld()
    assert await wereld.werk(WERK) == [], "tot de bekendmaking werkt het plan niet"
    await zaak.maak_pip_bekend()
    [werk] = await wereld.werk(WERK)
    assert (werk["dossier_id"], werk["vervaldatum"]) == (zaak.id, BINNEN)
    assert werk["grond"] == "art. 16 lid 1 Wi2021"
    id_ = await _bied_aan(zaak)
    assert await wereld.werk(WERK) == []
    await _antwoord(zaak, id_, aanvaard=True)
    assert await wereld.werk(WERK) == []


async def test_een_weigering_of_een_einde_geeft_het_werk_terug(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    await _antwoord(zaak, await _bied_aan(zaak), aanvaard=False)
    assert [w["vervaldatum"] for w in await wereld.werk(WERK)] == [BINNEN]
    id_ = await _bied_aan(zaak)
    await _antwoord(zaak, id_, aanvaard=True)
    await wereld.zet_klok(dt.date(2026, 9, 7))
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})
    assert [w["vervaldatum"] for w in await wereld.werk(WERK)] == [dt.date(2026, 9, 7)]


async def test_van_een_gezinsmigrant_wordt_gevraagd_waar_hij_les_gaat_volgen(wereld: Wereld) -> None:
    await _traject(wereld, Verhaal.GEZIN)
    [werk] = await wereld.werk(WERK)
    assert werk["omschrijving"].startswith("Vraag bij welke taalschool")


async def test_rust_de_plicht_dan_is_er_geen_werk_en_daarna_weer_wel(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    await duo_zegt(zaak, "Tijdelijke vrijstelling")
    assert await wereld.werk(WERK) == []
    await duo_zegt(zaak, None, minuut=55)
    assert [w["dossier_id"] for w in await wereld.werk(WERK)] == [zaak.id]


async def test_pg20_een_leerling_is_nooit_bij_twee_scholen_tegelijk(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    ander = wereld.twee.b.school
    eerste = await _bied_aan(zaak)
    body = {"id": str(uuid4()), "organisatieId": str(ander)}
    fout = await zaak.stuur("/toewijzingen", body, 409)
    assert "Beëindig eerst die toewijzing" in fout["detail"]
    await zaak.stuur(f"/toewijzingen/{eerste}/beeindiging", {"versie": 1})
    await zaak.stuur("/toewijzingen", body)


async def test_pg20_twee_scholen_in_hetzelfde_ogenblik_is_er_een(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    scholen = [wereld.twee.a.school, wereld.twee.b.school]
    koppen = {"Authorization": f"Bearer {wereld.km.token}"}
    antwoorden = await asyncio.gather(
        *(
            wereld.http.post(
                wereld.km.basis + zaak.pad("/toewijzingen"),
                json={"id": str(uuid4()), "organisatieId": str(school)},
                headers=koppen,
            )
            for school in scholen
        )
    )
    assert sorted(a.status_code for a in antwoorden) == [204, 409]
    assert len(await wereld.rijen("toewijzing", dossier_id=zaak.id)) == 1


async def test_de_dagen_van_een_toewijzing_staan_op_de_klok_van_het_huis(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=3))
    await _antwoord(zaak, id_, aanvaard=True)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=7))
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})
    [toewijzing] = await zaak.lees("/toewijzingen")
    velden = ("aangebodenOp", "beantwoordOp", "beeindigdOp")
    dagen = [dt.datetime.fromisoformat(toewijzing[veld]).date() for veld in velden]
    assert dagen == [VANDAAG + dt.timedelta(days=n) for n in (0, 3, 7)]


async def test_sinds_wanneer_een_partner_begeleidt_is_de_dag_op_de_klok_van_het_huis(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    id_ = str(uuid4())
    organisatie = str(wereld.twee.a.leden["maatschappelijke_partner"].organisatie)
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": organisatie, "dienst": "huisbezoek"})
    partner = wereld.mens("maatschappelijke_partner", basis="/v1")
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}/antwoord"
    await partner.stuur(pad, {"aanvaard": True, "versie": 1})
    [regel] = (await partner.lees("/eigen-begeleiding"))["begeleiding"]
    assert regel["sinds"] == VANDAAG.isoformat()


async def test_een_school_leest_wat_er_met_haar_aanbod_gebeurde_en_niet_van_wie_het_was(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    [naam] = [p["naam"] for p in await wereld.rijen("persoon", id=(await wereld.rijen("dossier"))[0]["persoon_id"])]
    school = wereld.mens("school")

    async def leest(id_: str) -> str:
        fout = await school.lees(f"/eigen-toewijzingen/{id_}", 404)
        assert naam not in str(fout)
        return str(fout["detail"])

    id_ = await _bied_aan(zaak)
    assert "nog niet geantwoord" in await leest(id_)
    await _antwoord(zaak, id_, aanvaard=False)
    assert "U hebt dit aanbod geweigerd" in await leest(id_)
    id_ = await _bied_aan(zaak)
    await _antwoord(zaak, id_, aanvaard=True)
    await school.lees(f"/eigen-toewijzingen/{id_}")
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})
    assert "De gemeente heeft deze toewijzing beëindigd" in await leest(id_)
    van_een_ander = await _bied_aan(zaak, school=wereld.twee.b.school)
    assert "bestaat niet, of is u niet" in await leest(van_een_ander)
    assert await leest(van_een_ander) == await leest(str(uuid4()))
