"""De brede intake: alles wat ontbreekt in één keer, gezondheid versleuteld, en de leerbaarheidstoets van DUO."""

import datetime as dt

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_einde_plicht import duo_zegt
from tests.process.wereld import BEGIN, VANDAAG, Wereld, velden
from tests.process.zaak import INTAKE, Zaak


async def _intake(wereld: Wereld) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    return await zaak.tot_intake()


async def test_een_lege_intake_noemt_alles_wat_ontbreekt_met_zijn_artikel(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    ontbreekt = (await zaak.lees("/brede-intake"))["ontbreekt"]
    assert {g["veld"] for g in ontbreekt} == {
        "leerbaarheidstoets",
        "opleidingEnWerk",
        "persoonlijkeOmstandigheden",
        "vve",
        "taalniveau",
        "arbeidsmogelijkheden",
        "zelfredzaamheid",
        "rechtOpIndividueelGesprekGemeldOp",
        "verslag",
    }
    assert all(g["grond"].startswith("art. ") for g in ontbreekt)
    await zaak.vul_intake(opleidingEnWerk="", taalniveau=" ")
    fout = await zaak.rond_intake_af(409)
    assert velden(fout) == {"opleidingEnWerk", "taalniveau"}
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"


async def test_wie_de_onderwijsroute_wil_moet_onderzocht_zijn(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vul_intake(wilOnderwijsroute=True)
    assert velden(await zaak.rond_intake_af(409)) == {"onderwijsrouteOnderzoek"}


async def test_persoonlijke_omstandigheden_staan_versleuteld_en_blijven_als_zij_niet_worden_genoemd(
    wereld: Wereld,
) -> None:
    zaak = await _intake(wereld)
    await zaak.vul_intake()
    for tabel in ("persoonlijke_omstandigheden", "brede_intake", "outbox", "audit", "werkitem"):
        assert b"operatie" not in repr(await wereld.rijen(tabel)).encode(), tabel
    zonder = {k: v for k, v in INTAKE.items() if k != "persoonlijkeOmstandigheden"}
    await zaak.km.bewaar(zaak.pad("/brede-intake"), zonder | {"versie": 1})
    assert (await zaak.lees("/brede-intake"))["persoonlijkeOmstandigheden"] == "herstelt van een operatie"


async def test_omstandigheden_zijn_er_alleen_voor_wie_met_het_doel_brede_intake_komt(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vul_intake()
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        rijen = await tx.fetch(
            "select 1 from meedoen.persoonlijke_omstandigheden where gemeente_id = $1", tx.gemeente_id
        )
    assert rijen == []


async def test_een_afgeronde_intake_is_niet_meer_te_wijzigen(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    intake = await zaak.lees("/brede-intake")
    assert intake["afgerondOp"] == "2026-03-02"
    assert intake["ontbreekt"] == []
    await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE | {"versie": intake["versie"]}, 409)
    assert await zaak.lees("/brede-intake") == intake
    await zaak.rond_intake_af(409)


async def test_opslaan_met_een_oude_versie_verandert_niets(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    assert await zaak.vul_intake() == 1
    for versie in (0, 2, 7):
        await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE | {"versie": versie, "verslag": "anders"}, 409)
    assert (await zaak.lees("/brede-intake"))["verslag"] == "gesprek gevoerd"


async def test_de_leerbaarheidstoets_komt_van_duo(wereld: Wereld) -> None:
    """Aanvragen, aangemeld, uitslag; daarna is geen ontheffing meer nodig."""
    zaak = await _intake(wereld)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    assert wereld.lijn.telling("GET", "examennummer") == 1
    toets = (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]
    nummer = wereld.duo_heeft(zaak.inwoner).examennummer
    assert (toets["status"], toets["examennummer"]) == ("aangevraagd", nummer)
    await zaak.vul_intake_zonder_uitslag()
    fout = await zaak.rond_intake_af(409)
    assert velden(fout) == {"leerbaarheidstoets"}
    wacht = f"aangemeld voor de leerbaarheidstoets, met examennummer {nummer}. Wacht op de uitslag"
    assert wacht in fout["detail"], "er is niets aan te vullen: het wacht op DUO"
    assert "De volgende stap" not in fout["detail"]
    [kan] = [h for h in await zaak.lees("/handelingen") if h["handeling"] == "INTAKE_AFRONDEN"]
    assert wacht in kan["watNu"]
    uitslag = {"resultaat": "B1-route haalbaar", "behaaldeScore": "61,00", "benodigdeScore": "55,00"}
    wereld.duo_weet(zaak.inwoner, lbt=[uitslag | {"datumAfname": BEGIN.date()}])
    await wereld.meldt("SS131", zaak.inwoner)
    await wereld.werk_af()
    await zaak.rond_intake_af()


async def test_een_uitslag_onbekend_vraagt_een_motivering(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    uitslag = {"resultaat": "Onbekend", "behaaldeScore": "0,00", "benodigdeScore": "55,00"}
    wereld.duo_weet(zaak.inwoner, lbt=[uitslag | {"datumAfname": BEGIN.date()}])
    await wereld.meldt("SS131", zaak.inwoner)
    await wereld.werk_af()
    await zaak.vul_intake_zonder_uitslag(lbtMotivering="")
    assert velden(await zaak.rond_intake_af(409)) == {"lbtMotivering"}


async def test_wie_morgen_op_het_recht_gewezen_is_is_dat_nog_niet(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    morgen = (BEGIN + dt.timedelta(days=1)).date().isoformat()
    await zaak.vul_intake(rechtOpIndividueelGesprekGemeldOp=morgen)
    assert velden(await zaak.rond_intake_af(409)) == {"rechtOpIndividueelGesprekGemeldOp"}


@pytest.mark.parametrize("reden", ["Verblijfsdoel gewijzigd", "Tijdelijke vrijstelling"])
async def test_na_een_herstelde_plicht_begint_de_intake_opnieuw(wereld: Wereld, reden: str) -> None:
    """T25, of T15 zonder PIP: terug naar het begin. De intake van eerder blijft staan, en telt pas weer als zij opnieuw
    is afgerond; tot dan wordt er geen PIP vastgesteld. Zolang de zaak niet teruggaat, is zij niet te wijzigen."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    versie = (await zaak.lees("/brede-intake"))["versie"]
    await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE | {"versie": versie}, 409)
    await duo_zegt(zaak, reden)
    await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE | {"versie": versie}, 409)
    await duo_zegt(zaak, None, minuut=55)
    assert (await zaak.lees("/brede-intake"))["afgerondOp"] == VANDAAG.isoformat()
    toets = await zaak.lees(f"/pip/toets?dagtekening={VANDAAG}")
    assert "intakeAfgerond" in {g["veld"] for g in toets["ontbreekt"]}, "de toets zegt wat het vaststellen zou zeggen"
    await zaak.rond_intake_af(409)
    conflict = await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE | {"versie": versie - 1}, 409)
    assert "niet meer worden gewijzigd" not in conflict["versieconflict"]["volgendeStap"]
    await zaak.vul_intake(versie=versie, taalniveau="A2")
    assert (await zaak.lees("/brede-intake"))["afgerondOp"] is None
    await zaak.stel_vast(verwacht=409)
    await zaak.tot_intake()
    await zaak.schrijf_pip()
    await zaak.rond_intake_af()
    await zaak.stel_vast(versie=(await zaak.lees("/pip"))[-1]["versie"])
    assert (await zaak.lees())["fase"] == "TRAJECT_ACTIEF"


async def test_na_een_hersteld_einde_met_pip_blijft_dat_pip_staan(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await duo_zegt(zaak, "Verblijfsdoel gewijzigd")
    await duo_zegt(zaak, None, minuut=55)
    await zaak.vul_intake(versie=(await zaak.lees("/brede-intake"))["versie"])
    assert [p["status"] for p in await zaak.lees("/pip")] == ["vastgesteld"]
    await zaak.stel_vast(verwacht=409)


async def test_wie_bij_duo_is_nagelezen_wordt_daarna_nog_gewoon_aangemeld_voor_de_toets(wereld: Wereld) -> None:
    """De nachtelijke vergelijking leest elke bron, ook voordat iemand een examennummer vroeg."""
    zaak = await _intake(wereld)
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees("/brede-intake"))["leerbaarheidstoets"] is None
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).examennummer


async def test_wie_duo_zelf_aanmeldde_krijgt_het_examennummer_als_er_om_gevraagd_wordt(wereld: Wereld) -> None:
    zaak = await _intake(wereld)
    await wereld.meldt("SS137", zaak.inwoner)
    await wereld.werk_af()
    for _ in range(2):
        await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    assert wereld.lijn.telling("GET", "examennummer") == 1
    assert (await wereld.rijen("leerbaarheidstoets"))[0]["examennummer"]


async def test_een_lezing_zonder_uitslag_maakt_van_gevraagd_nog_niet_aangemeld(wereld: Wereld) -> None:
    """Aangemeld is wie een examennummer heeft, of wie DUO aanmeldde (SS137)."""
    zaak = await _intake(wereld)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.alziend.execute("delete from outbox where soort = 'intake.vraag_examennummer'")
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert [rij["status"] for rij in await wereld.rijen("leerbaarheidstoets")] == ["aangevraagd"]
    await wereld.meldt("SS137", zaak.inwoner)
    await wereld.werk_af()
    assert [rij["status"] for rij in await wereld.rijen("leerbaarheidstoets")] == ["aangemeld"]
