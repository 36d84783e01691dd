"""Wie naar een andere gemeente gaat: hier blijft dat hij ging, wanneer en waarheen, en niets van daarna (I8, T19)."""

import datetime as dt
from typing import Any

import pytest

from core.instellingen.legitimatie import Buur
from core.platform.outbox import bus
from core.process.aanmelding.brp_lezen import VOLG_BRP
from core.process.aanmelding.vergelijken import VERGELIJK_PERSOON
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.retourpost import kies_briefadres

AZC, ANDER_AZC = "GM1950", "GM0014"
VAN_DAARNA = ("adresregel1", "adresregel2", "adresregel3", "adres_vanaf", "naam", "aanschrijfnaam", "aanhef")


def _code(gemeente: str) -> str:
    return gemeente.removeprefix("GM")


async def _persoon(zaak: Zaak) -> dict[str, Any]:
    [dossier] = await zaak.wereld.rijen("dossier", id=zaak.id)
    [persoon] = await zaak.wereld.rijen("persoon", id=dossier["persoon_id"])
    return persoon


async def _lees_brp(zaak: Zaak) -> dict[str, Any]:
    await zaak.stuur("/brp-lezing", None)
    await zaak.wereld.werk_af()
    gelezen: dict[str, Any] = await zaak.lees()
    return gelezen


async def _elke_week(zaak: Zaak) -> dict[str, Any]:
    wereld = zaak.wereld
    await wereld.zet_klok(await wereld.vandaag() + dt.timedelta(days=9))
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet(tx, VOLG_BRP, onderwerp_id=zaak.id, reeks=zaak.id)
    await wereld.werk_af()
    gelezen: dict[str, Any] = await zaak.lees()
    return gelezen


@pytest.mark.parametrize("vorm", ["geheimhouding", ""])
@pytest.mark.parametrize("lees", [_lees_brp, _elke_week])
async def test_de_lezing_die_de_verhuizing_vindt_bewaart_niets_van_daarna(wereld: Wereld, vorm: str, lees: Any) -> None:
    zaak = await Zaak.nieuw(wereld, vorm=vorm)
    voor = await _persoon(zaak)
    dag, elders = VANDAAG + dt.timedelta(days=1), wereld.twee.b.code
    nieuw = {"verhuisd_naar": _code(elders), "gevestigd": dag, "ingeschreven": dag}
    wereld.duo_weet(zaak.inwoner, **nieuw, vorm="huisletter")
    persoon = (await lees(zaak))["persoon"]
    na = await _persoon(zaak)
    assert {naam: na[naam] for naam in VAN_DAARNA} == {naam: voor[naam] for naam in VAN_DAARNA}
    assert (na["inschrijving_gemeente"], na["inschrijving_op"]) == (elders, dag)
    assert (persoon["adressoort"], persoon["geheimhouding"]) == ("verhuisd", voor["geheimhouding"])
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
    assert await zaak.lees("/persoon/geschiedenis") == {"namen": [], "adressen": []}
    assert "Borgesiusstraat" not in str([await wereld.rijen(t) for t in ("persoon", "audit", "werkitem", "outbox")])
    # What was waiting already, or DUO sets going, takes nothing either; not even where he went after that.
    wereld.duo_weet(zaak.inwoner, verhuisd_naar="0363", vorm="woonboot")
    await wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=50))
    await wereld.werk_af()
    daarna = await _persoon(zaak)
    assert {**daarna, "brp_gelezen_op": None, "versie": 0} == {**na, "brp_gelezen_op": None, "versie": 0}


async def test_geheimhouding_die_er_bij_de_verhuizing_bij_kwam_telt_ook_hier(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    voor = await _persoon(zaak)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=_code(wereld.twee.b.code), vorm="geheimhouding")
    assert (await _lees_brp(zaak))["persoon"]["geheimhouding"]
    assert (await _persoon(zaak))["adresregel1"] == voor["adresregel1"]


async def test_wie_na_zijn_verhuizing_overleed_krijgt_geen_brief_meer(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=_code(wereld.twee.b.code))
    await _lees_brp(zaak)
    wereld.duo_weet(zaak.inwoner, overleden=VANDAAG)
    assert (await _lees_brp(zaak))["persoon"]["overleden"]
    assert {b["status"] for b in await zaak.lees("/brieven")} <= {"ingetrokken", "verzonden"}


async def test_moet_er_nog_een_besluit_naar_hem_toe_dan_wordt_zijn_adres_van_nu_gelezen(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=_code(wereld.twee.b.code), vorm="huisletter")
    dossier = await _lees_brp(zaak)
    assert dossier["fase"] == "OVERGEDRAGEN"
    assert dossier["persoon"]["adresregels"][0] == "Borgesiusstraat 103 c"


async def test_van_een_vreemde_met_geheimhouding_staat_er_niet_waar_en_wel_dat_het_geheim_is(wereld: Wereld) -> None:
    inwoner = wereld.iemand(gemeente=wereld.twee.b)
    wereld.duo_weet(inwoner, vorm="geheimhouding")
    await wereld.meldt("SS139", inwoner)
    await wereld.werk_af()
    zaak = Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)
    persoon = (await zaak.lees())["persoon"]
    assert (persoon["ingeschrevenIn"], persoon["ingeschrevenInNaam"]) == (None, "elders")
    assert persoon["geheimhouding"]
    assert not persoon["naam"]
    assert wereld.twee.b.code not in str(
        [await wereld.rijen(t, gemeente_id=wereld.twee.a.id) for t in ("persoon", "audit", "werkitem")]
    )


# ── Wie in een azc elders wacht en aan deze gemeente gekoppeld is ───────────────────────────────────


async def _in_azc(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld, "SS101", verhuisd_naar=_code(AZC))
    assert (await zaak.lees())["persoon"]["ingeschrevenIn"] == AZC
    return zaak


@pytest.mark.parametrize("lees", [_lees_brp, _elke_week])
async def test_wie_uit_het_azc_in_een_andere_gemeente_gaat_wonen_is_van_haar(wereld: Wereld, lees: Any) -> None:
    zaak = await _in_azc(wereld)
    voor = await _persoon(zaak)
    elders = _code(wereld.twee.b.code)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=elders, gemeente=elders, vorm="huisletter")
    dossier = await lees(zaak)
    assert (dossier["fase"], dossier["persoon"]["ingeschrevenIn"]) == ("OVERGEDRAGEN", wereld.twee.b.code)
    assert (await _persoon(zaak))["adresregel1"] == voor["adresregel1"]
    await zaak.roep_op(verwacht=409)
    wereld.lijn.vergeet()
    await _elke_week(zaak)
    assert "personen" not in [wat for _, wat in wereld.lijn.oproepen]


async def test_wie_naar_een_ander_azc_gaat_blijft_van_het_college_waaraan_hij_gekoppeld_is(wereld: Wereld) -> None:
    zaak = await _in_azc(wereld)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=_code(ANDER_AZC), vorm="huisletter")
    dossier = await _lees_brp(zaak)
    assert (dossier["fase"], dossier["persoon"]["ingeschrevenIn"]) == ("PLICHT_GEMELD", ANDER_AZC)
    assert dossier["persoon"]["adresregels"][0] == "Borgesiusstraat 103 c"
    await zaak.roep_op()


async def test_wie_duo_niet_meer_geeft_wordt_niet_meer_gelezen_en_niet_opgeroepen(wereld: Wereld) -> None:
    """Nog in hetzelfde azc: misschien aan een ander gekoppeld. Weigeren sluit niets, maar er gaat ook niets uit."""
    zaak = await _in_azc(wereld)
    await zaak.roep_op()
    elders = _code(wereld.twee.b.code)
    wereld.duo_weet(zaak.inwoner, gemeente=elders)
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    for fout in (
        await zaak.uitkomst("TERMIJN_GEMIST", verwacht=409),
        await zaak.afspraak("VERZET", 409, afspraakOp=f"{VANDAAG + dt.timedelta(days=5)}T10:00:00Z", plaats="hier"),
    ):
        assert "bevoegd" in [g["veld"] for g in fout["gebreken"]], fout
    await zaak.trek_oproep_in()
    fout = await zaak.roep_op(verwacht=409)
    assert [g["veld"] for g in fout["gebreken"]] == ["bevoegd"]
    assert "laat daarna bij DUO opnieuw lezen" in fout["detail"]
    wereld.lijn.vergeet()
    await _elke_week(zaak)
    assert "personen" not in [wat for _, wat in wereld.lijn.oproepen]
    wereld.duo_weet(zaak.inwoner, gemeente=None)
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    await zaak.roep_op(WERKDAG + dt.timedelta(days=14))


async def test_zolang_duo_niet_antwoordt_gaat_er_na_een_verhuizing_niets_uit(wereld: Wereld) -> None:
    zaak = await _in_azc(wereld)
    voor = await _persoon(zaak)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=_code(ANDER_AZC), vorm="huisletter")
    wereld.lijn.weg = "duo"
    await _lees_brp(zaak)
    fout = await zaak.roep_op(verwacht=409)
    assert "bevoegd" in [g["veld"] for g in fout["gebreken"]]
    na = await _persoon(zaak)
    assert (na["adresregel1"], na["inschrijving_gemeente"]) == (voor["adresregel1"], ANDER_AZC)
    wereld.lijn.weg = ""
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    await zaak.roep_op()


async def test_van_wie_naar_een_ander_ging_staat_geen_werk_om_zijn_adres(wereld: Wereld) -> None:
    """Er moet van hier niets naar hem toe, dus is zijn adres hier niet nodig, en wordt het ook niet gelezen (I8)."""
    zaak = await _in_azc(wereld)
    elders = _code(wereld.twee.b.code)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=elders, gemeente=elders)
    wereld.lijn.weg = "duo"
    await _lees_brp(zaak)
    over_adres = [w for w in await wereld.werk("NAVRAGEN") if "adres" in w["omschrijving"]]
    assert over_adres == [], "DUO moet nog zeggen of hij van hier blijft"
    wereld.lijn.weg = ""
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
    assert [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if str(zaak.id) in w["sleutel"]] == []
    assert "leest" not in (await zaak.stuur("/brp-lezing", None, 409))["detail"]
    for over in await zaak.lees("/adressering"):
        [beletsel] = over["beletsels"]
        assert "Lees de persoon opnieuw in de BRP" not in beletsel, "dat wordt geweigerd"
        assert "leg dan een briefadres vast" in beletsel
    await kies_briefadres(zaak)
    assert {over["kan"] for over in await zaak.lees("/adressering")} == {True}


async def test_wat_er_over_zijn_gegevens_openstond_vervalt_met_de_overdracht(wereld: Wereld) -> None:
    zaak = await _in_azc(wereld)
    elders = _code(wereld.twee.b.code)
    wereld.duo_weet(zaak.inwoner, vorm="adres-in-onderzoek")
    await _lees_brp(zaak)
    [open_] = [w for w in await wereld.werk("NAVRAGEN") if f"{zaak.id}:brp:" in w["sleutel"]]
    assert "in onderzoek" in open_["omschrijving"]
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=elders, gemeente=elders)
    await _lees_brp(zaak)
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
    assert [w for w in await wereld.werk("NAVRAGEN") if f"{zaak.id}:brp:" in w["sleutel"]] == []


async def test_wie_duo_al_weigerde_voor_de_brp_zijn_verhuizing_gaf_is_ook_van_een_ander(wereld: Wereld) -> None:
    zaak = await _in_azc(wereld)
    elders = _code(wereld.twee.b.code)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=elders, gemeente=elders)
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"


async def test_weigert_duo_bij_het_vergelijken_dan_wordt_gevraagd_of_zij_hemzelf_nog_geeft(wereld: Wereld) -> None:
    zaak = await _in_azc(wereld)
    elders = _code(wereld.twee.b.code)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=elders, gemeente=elders)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet(tx, VERGELIJK_PERSOON, onderwerp_id=zaak.id, reeks=zaak.id, buur=Buur.DUO)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"


async def test_van_wie_overgedragen_is_telt_alleen_nog_dat_hij_overleed(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=_code(wereld.twee.b.code))
    await _lees_brp(zaak)
    voor = await _persoon(zaak)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar="0363", overleden=VANDAAG, vorm="woonboot")
    await wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=50))
    await wereld.werk_af()
    na = await _persoon(zaak)
    assert na["overleden"]
    van_de_lezing = {"overleden", "overlijdensdatum", "brp_gelezen_op", "versie"}
    assert {n: na[n] for n in na if n not in van_de_lezing} == {n: voor[n] for n in voor if n not in van_de_lezing}
