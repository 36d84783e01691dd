"""Wat DUO meldt in de loop van de tijd, en dat elke melding aankomt."""

import datetime as dt
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from core.integrations.brp.contract import Datum
from core.integrations.duo.contract import Contactpersoongegevens, Leerroute, Pip
from core.integrations.duo.fouten import DuoFout, DuoOnbereikbaar
from core.ontwikkeling.simulator import berichten
from core.ontwikkeling.simulator.app import maak_simulator
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.ontwikkeling.simulator.opslag import AnderBestand, Opslag
from core.ontwikkeling.simulator.pipregels import tel_maanden_op, termijn_bij
from tests.integrations.wereld import (
    DUO_OIN,
    STICHTSE_VECHT,
    UTRECHT,
    Klok,
    Ontvanger,
    StartWereld,
    Wereld,
    draai_wereld,
)


@pytest.mark.parametrize(
    ("verhaal", "eerste"),
    [
        (Verhaal.AZC_ELDERS, "SS101"),
        (Verhaal.AZC_IN_GEMEENTE, "SS101"),
        (Verhaal.ASIEL_GEHUISVEST, "SS139"),
        (Verhaal.GEZIN, "SS139"),
        (Verhaal.ZONDER_KENNISGEVING, "SS139"),
        (Verhaal.AOW_NABIJ, "SS128"),
    ],
)
async def test_elk_verhaal_begint_met_zijn_eigen_melding(wereld: Wereld, verhaal: Verhaal, eerste: str) -> None:
    assert wereld.meedoen.codes(wereld.wie(verhaal).bsn) == [eerste]


async def test_een_notificatie_draagt_de_koppen_van_duo_voor_de_juiste_gemeente(wereld: Wereld) -> None:
    gemeente = {i.bsn: i.gemeentecode for i in wereld.bevolking}
    oin = {g.code: g.oin for g in (UTRECHT, STICHTSE_VECHT)}
    for verzoek, notificatie in zip(wereld.meedoen.verzoeken, wereld.meedoen.notificaties(), strict=True):
        assert verzoek.url == "http://meedoen.example.org/duo/v1/notificaties"
        assert verzoek.headers["bron"] == DUO_OIN
        assert notificatie.registratie_datum_tijd == wereld.klok.tijd
        if notificatie.bsn:
            assert verzoek.headers["doel"] == oin[gemeente[notificatie.bsn]]
    assert len({v.headers["berichtId"] for v in wereld.meedoen.verzoeken}) == len(wereld.bevolking)


@pytest.mark.parametrize("verhaal", [Verhaal.AZC_ELDERS, Verhaal.AZC_IN_GEMEENTE])
async def test_bij_huisvesting_volgt_ss139_op_de_dag_zelf_en_niet_eerder(wereld: Wereld, verhaal: Verhaal) -> None:
    inwoner = wereld.wie(verhaal)
    await wereld.na_dagen(inwoner.dagen_tot_huisvesting - 1)
    assert wereld.meedoen.codes(inwoner.bsn) == ["SS101"]
    await wereld.na_dagen(1)
    await tot_en_met(wereld, inwoner.bsn, "SS139")


async def test_wie_eerst_alleen_een_v_nummer_heeft_wordt_later_met_bsn_gemeld(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.EERST_V_NUMMER)
    assert [(n.gebeurtenis_id, n.bsn) for n in wereld.meedoen.notificaties() if n.v_nummer == inwoner.v_nummer] == [
        ("SS101", None)
    ]
    await wereld.na_dagen(inwoner.dagen_tot_bsn)
    await tot_en_met(wereld, inwoner.bsn, "SS101")
    plicht = await wereld.duo.lees_inburgeringsplicht(inwoner.bsn, bericht_id=uuid4())
    assert plicht is not None
    assert plicht.datum_kennisgeving_inburgeringsplicht == dt.date(2026, 3, 2)


async def test_een_kennisgeving_kan_ontbreken(wereld: Wereld) -> None:
    plicht = await wereld.duo.lees_inburgeringsplicht(wereld.wie(Verhaal.ZONDER_KENNISGEVING).bsn, bericht_id=uuid4())
    assert plicht is not None
    assert plicht.indicator_inburgeringsplicht
    assert plicht.datum_kennisgeving_inburgeringsplicht is None


async def test_wie_met_ss128_komt_bereikt_binnen_zes_maanden_de_aow_leeftijd(wereld: Wereld) -> None:
    [gelezen] = await wereld.brp.lees_personen([wereld.wie(Verhaal.AOW_NABIJ).bsn])
    assert gelezen.persoon.geboorte is not None
    assert isinstance(gelezen.persoon.geboorte.datum, Datum)
    zevenenzestig = tel_maanden_op(gelezen.persoon.geboorte.datum.datum, 67 * 12)
    assert wereld.klok.vandaag < zevenenzestig < tel_maanden_op(wereld.klok.vandaag, 6)


@pytest.mark.parametrize(("verhaal", "code"), [(Verhaal.OVERLEDEN, "SS111"), (Verhaal.INGETROKKEN, "SS110")])
async def test_het_einde_van_de_plicht_wordt_gemeld_en_daarna_gebeurt_er_niets_meer(
    wereld: Wereld, verhaal: Verhaal, code: str
) -> None:
    inwoner = wereld.wie(verhaal)
    await wereld.na_dagen(inwoner.dagen_tot_einde - 1)
    await wereld.duo.lees_examennummer(inwoner.bsn, bericht_id=uuid4())  # a test is on the way
    await wereld.na_dagen(1)
    await tot_en_met(wereld, inwoner.bsn, code)
    codes = wereld.meedoen.codes(inwoner.bsn)
    await wereld.na_dagen(400)
    await leeg(wereld)
    assert wereld.meedoen.codes(inwoner.bsn) == codes


async def test_de_leerbaarheidstoets_geeft_ss137_en_ss131(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    await wereld.duo.lees_examennummer(inwoner.bsn, bericht_id=uuid4())
    await wereld.na_dagen(1)
    await tot_en_met(wereld, inwoner.bsn, "SS137")
    await wereld.na_dagen(inwoner.dagen_tot_lbt)
    await tot_en_met(wereld, inwoner.bsn, "SS131")


async def test_een_eerste_pip_geeft_ss102_en_een_tweede_niet(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    for over in (0, 1):
        dag = wereld.klok.vandaag + dt.timedelta(days=over)
        await wereld.duo.meld_pip(bsn, Pip(dagtekening_pip=dag, leerroute=Leerroute.B1_ROUTE), bericht_id=uuid4())
    await leeg(wereld)
    assert wereld.meedoen.codes(bsn).count("SS102") == 1


@pytest.mark.parametrize(
    ("dagtekening", "start", "einde"),
    [
        (dt.date(2026, 1, 15), dt.date(2026, 1, 16), dt.date(2029, 1, 16)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2030, 1, 1)),
        (dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), dt.date(2028, 3, 1), dt.date(2031, 3, 1)),
    ],
)
def test_de_termijn_begint_de_dag_na_de_dagtekening_en_het_einde_telt_niet_mee(
    dagtekening: dt.date, start: dt.date, einde: dt.date
) -> None:
    termijn = termijn_bij(dagtekening, vastgesteld=dagtekening)
    assert (termijn.startdatum, termijn.einddatum) == (start, einde)


def test_met_een_contactpersoon_verdwijnen_al_zijn_koppelingen(tmp_path: Path) -> None:
    opslag = Opslag(tmp_path / "los.sqlite", kenmerk="test")
    gegevens = berichten.Contactpersoongegevens(naam="Balie", email="b@example.org", telefoonnummer="0301234567")
    weg, blijft = (opslag.maak_contactpersoon(UTRECHT.code, gegevens) for _ in range(2))
    for bsn, nummer in (("999990007", weg), ("999990019", weg), ("999990020", blijft)):
        opslag.koppel(bsn, nummer)
    opslag.verwijder_contactpersoon(weg)
    assert [opslag.koppeling(bsn) for bsn in ("999990007", "999990019", "999990020")] == [None, None, blijft]
    opslag.sluit()


# De bezorging


async def test_een_melding_wordt_herhaald_met_hetzelfde_bericht_id_tot_zij_is_aangenomen(
    start_wereld: StartWereld,
) -> None:
    meedoen = Ontvanger(antwoorden=[503, httpx2.ConnectError("weg"), 200, 401])
    wereld = await start_wereld(aantal=1, gemeenten=(UTRECHT,), meedoen=meedoen)
    await wereld.besturing.post("/_besturing/aanmeldingen", json={"aantal": 1})
    await leeg(wereld)
    assert len(meedoen.verzoeken) == 5
    assert len({(v.headers["berichtId"], v.content) for v in meedoen.verzoeken}) == 1


async def test_een_herstart_vergeet_niets_en_bezorgt_wat_nog_open_stond(tmp_path: Path) -> None:
    klok, doof = Klok(), Ontvanger(antwoorden=[503] * 1000)
    gegevens = Contactpersoongegevens(naam="Balie", email="balie@example.org", telefoonnummer="0301234567")
    bericht_id = uuid4()
    lang = {"eerste_wachttijd": 3600.0, "langste_wachttijd": 3600.0}
    async with draai_wereld(tmp_path, klok=klok, meedoen=doof, **lang) as eerst:
        await eerst.besturing.post("/_besturing/aanmeldingen", json={"aantal": 909})
        bsn = eerst.wie(Verhaal.GEZIN).bsn
        pip = Pip(dagtekening_pip=klok.vandaag, leerroute=Leerroute.B1_ROUTE)
        await eerst.duo.meld_pip(bsn, pip, bericht_id=uuid4())
        nummer = await eerst.duo.maak_contactpersoon(gegevens, bericht_id=bericht_id)
        await eerst.duo.koppel_contactpersoon(nummer, bsn, bericht_id=uuid4())
        assert (await eerst.besturing.get("/_besturing/stand")).json()["wachtrij"] == 61
        telling = (await eerst.besturing.get("/_besturing/personen")).json()
    async with draai_wereld(tmp_path, klok=klok) as daarna:
        await daarna.meedoen.wacht_op(61)
        assert daarna.meedoen.codes(bsn) == ["SS139", "SS102"]
        assert (await daarna.besturing.get("/_besturing/personen")).json() == telling
        assert await daarna.duo.lees_inburgeringstermijn(bsn, bericht_id=uuid4()) is not None
        assert await daarna.duo.maak_contactpersoon(gegevens, bericht_id=bericht_id) == nummer
        await daarna.duo.ontkoppel_contactpersoon(nummer, bsn, bericht_id=uuid4())


async def test_wat_tijdens_de_stilstand_gebeurde_wordt_bij_de_start_verwerkt(tmp_path: Path) -> None:
    klok = Klok()
    async with draai_wereld(tmp_path, klok=klok) as eerst:
        await eerst.meld_allen_aan()
        inwoner = eerst.wie(Verhaal.AZC_ELDERS)
    klok.tijd += dt.timedelta(days=inwoner.dagen_tot_huisvesting)
    async with draai_wereld(tmp_path, klok=klok) as daarna:
        await tot_en_met(daarna, inwoner.bsn, "SS139")


async def test_een_bestand_van_een_andere_bevolking_wordt_niet_gebruikt(start_wereld: StartWereld) -> None:
    wereld = await start_wereld()
    anders = type(wereld.instellingen)(
        bestand=wereld.instellingen.bestand,
        meedoen=wereld.instellingen.meedoen,
        duo_oin=DUO_OIN,
        gemeenten=wereld.instellingen.gemeenten,
        aantal=wereld.instellingen.aantal,
        zaad=wereld.instellingen.zaad + 1,
    )
    with pytest.raises(AnderBestand):
        maak_simulator(anders, nu=wereld.klok)


# De besturing


async def test_aanmeldingen_gaan_op_volgorde_en_tot_de_bevolking_op_is(start_wereld: StartWereld) -> None:
    wereld = await start_wereld()
    wens = {"aantal": 20, "gemeentecodes": [UTRECHT.code]}
    aantallen = [(await wereld.besturing.post("/_besturing/aanmeldingen", json=wens)).json() for _ in range(3)]
    assert aantallen == [{UTRECHT.code: 20}, {UTRECHT.code: 10}, {UTRECHT.code: 0}]
    telling = {t["gemeentecode"]: t for t in (await wereld.besturing.get("/_besturing/personen")).json()}
    assert (telling[UTRECHT.code]["aangemeld"], telling[STICHTSE_VECHT.code]["aangemeld"]) == (30, 0)


async def test_de_besturing_noemt_geen_personen(wereld: Wereld) -> None:
    teksten = [(await wereld.besturing.get(f"/_besturing/{deel}")).text for deel in ("personen", "stand")]
    assert not any(i.bsn in tekst or i.geslachtsnaam in tekst for i in wereld.bevolking for tekst in teksten)


async def test_de_besturing_is_alleen_van_deze_machine_te_bereiken(wereld: Wereld) -> None:
    ver_weg = httpx2.ASGITransport(app=wereld.app, client=("192.0.2.7", 4711))  # type: ignore[arg-type]
    async with httpx2.AsyncClient(transport=ver_weg, base_url="http://simulator") as http:
        assert (await http.get("/_besturing/stand")).status_code == 403
        assert (await http.post("/_besturing/dag")).status_code == 403


async def test_de_storing_fout_verwerkt_niets_en_gaat_na_het_bestelde_aantal_over(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    await wereld.storing("fout", 2)
    for _ in range(2):
        with pytest.raises(DuoOnbereikbaar, match="500"):
            await wereld.duo.meld_pip(bsn, pip, bericht_id=uuid4())
    assert await wereld.duo.lees_pip(bsn, bericht_id=uuid4()) is None


async def test_de_storing_traag_antwoordt_wel(wereld: Wereld) -> None:
    await wereld.storing("traag")
    assert (await wereld.besturing.get("/_besturing/stand")).json()["storingen"] == {"traag": 1}
    assert await wereld.duo.lees_verlengingsgronden(bericht_id=uuid4())
    assert (await wereld.besturing.get("/_besturing/stand")).json()["storingen"] == {}


async def test_de_storing_dubbel_bezorgt_een_melding_twee_keer_met_hetzelfde_bericht_id(
    start_wereld: StartWereld,
) -> None:
    wereld = await start_wereld()
    await wereld.storing("dubbel", 3)
    await wereld.meld_allen_aan()
    await leeg(wereld)
    berichten = [v.headers["berichtId"] for v in wereld.meedoen.verzoeken]
    assert (len(berichten), len(set(berichten))) == (63, 60)


# De voordeur


@pytest.mark.parametrize(
    ("koppen", "status"),
    [
        ({}, 200),
        ({"bron": None}, 400),
        ({"doel": None}, 400),
        ({"berichtId": None}, 400),
        ({"bron": "123"}, 400),
        ({"berichtId": "geen-uuid"}, 400),
        ({"bron": "00000099000000007777"}, 403),
        ({"doel": UTRECHT.oin}, 403),
    ],
)
async def test_zonder_de_juiste_koppen_doet_duo_niet_open(
    wereld: Wereld, koppen: dict[str, str | None], status: int
) -> None:
    alle = {"bron": UTRECHT.oin, "doel": DUO_OIN, "berichtId": str(uuid4())} | koppen
    gezonden = {naam: waarde for naam, waarde in alle.items() if waarde is not None}
    antwoord = await wereld.besturing.get("/duo/v1/verlengingsgronden", headers=gezonden)
    assert antwoord.status_code == status
    assert antwoord.headers["API-Version"] == "1.0.0"
    if status == 200:
        assert antwoord.headers["berichtId"] == alle["berichtId"]
    else:
        assert antwoord.content == b""


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"{",
        b"[]",
        b'{"leerroute": "B"}',
        b'{"dagtekeningPip": "2026-03-02", "leerroute": "X"}',
        b'{"dagtekeningPip": "2-3-2026", "leerroute": "B"}',
        b'{"dagtekeningPip": "2026-03-02", "leerroute": "B", "niveau": "C1"}',
        b'{"dagtekeningPip": "2026-03-02", "leerroute": "B", "geschatteIntensiteitB1Route": 0}',
        b'{"dagtekeningPip": "2026-03-02", "leerroute": "B", "dagtekening": "2026-03-02"}',
    ],
)
async def test_een_misvormd_pip_is_400_en_laat_niets_achter(wereld: Wereld, inhoud: bytes) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    koppen = {"bron": UTRECHT.oin, "doel": DUO_OIN, "berichtId": str(uuid4()), "Content-Type": "application/json"}
    antwoord = await wereld.besturing.post(f"/duo/v1/personen/{bsn}/PIP", headers=koppen, content=inhoud)
    assert (antwoord.status_code, antwoord.headers["API-Version"]) == (400, "1.2.0")
    assert await wereld.duo.lees_pip(bsn, bericht_id=uuid4()) is None


@pytest.mark.parametrize(
    ("methode", "pad", "status"),
    [
        ("GET", "/duo/v1/personen/12345678/PIP", 400),
        ("GET", "/duo/v1/personen/abcdefghi/inburgeringsplicht", 400),
        ("POST", "/duo/v1/contactpersonen/0/personen/999990019", 400),
        ("DELETE", "/duo/v1/contactpersonen/100000", 400),
        ("DELETE", "/duo/v1/contactpersonen/99999", 404),
        ("GET", "/duo/v1/personen/999990019/bestaat-niet", 404),
    ],
)
async def test_een_misvormd_nummer_is_400_en_een_onbekend_404(
    wereld: Wereld, methode: str, pad: str, status: int
) -> None:
    koppen = {"bron": UTRECHT.oin, "doel": DUO_OIN, "berichtId": str(uuid4())}
    antwoord = await wereld.besturing.request(methode, pad, headers=koppen)
    assert antwoord.status_code == status
    assert "API-Version" in antwoord.headers


async def test_een_verzoek_dat_duo_onleesbaar_vindt_is_voor_de_client_een_fout(wereld: Wereld) -> None:
    gegevens = Contactpersoongegevens(naam="Balie 2", email="balie@example.org", telefoonnummer="0301234567")
    with pytest.raises(DuoFout, match="400"):
        await wereld.duo.maak_contactpersoon(gegevens, bericht_id=uuid4())


# Wachten


async def tot_en_met(wereld: Wereld, bsn: str, code: str) -> None:
    """Wacht tot de laatste melding over deze persoon deze is."""
    await leeg(wereld)
    assert wereld.meedoen.codes(bsn)[-1] == code


async def leeg(wereld: Wereld) -> None:
    """Wacht tot de wachtrij leeg is: zolang er iets open staat komt er nog een verzoek."""
    while (stand := (await wereld.besturing.get("/_besturing/stand")).json())["wachtrij"]:
        await wereld.meedoen.wacht_op(stand["bezorgd"] + 1)
