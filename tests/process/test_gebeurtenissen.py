"""Wat DUO meldt, wat er dan gelezen wordt, en wat er daardoor verandert. Een melding zelf verandert niets."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN, Hulpbron, Soort
from core.law.recht import VerblijfZonderSS139
from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.dossier.termijnen import herbereken_pip
from core.process.dossier.zaak import lees_dossier
from tests.process.wereld import BEGIN, VANDAAG, Wereld, velden
from tests.process.zaak import Zaak

BRONNEN: Mapping[Hulpbron, frozenset[str]] = {
    Hulpbron.INBURGERINGSPLICHT: frozenset({"inburgeringsplicht", "doelgroep", "inburgeringstermijn"}),
    Hulpbron.DOELGROEP: frozenset({"inburgeringsplicht", "doelgroep", "inburgeringstermijn"}),
    Hulpbron.INBURGERINGSTERMIJN: frozenset({"inburgeringsplicht", "doelgroep", "inburgeringstermijn"}),
    Hulpbron.LEERBAARHEIDSTOETS: frozenset({"resultaten"}),
    Hulpbron.EXAMEN: frozenset({"resultaten", "gratispogingen"}),
    Hulpbron.VRIJSTELLING: frozenset({"vrijstellingen"}),
    Hulpbron.ONTHEFFING: frozenset({"ontheffingen"}),
    Hulpbron.VERLENGING: frozenset({"verlengingen"}),
    Hulpbron.BOETE: frozenset({"boetes"}),
    Hulpbron.PIP: frozenset({"PIP"}),
}
"""Het laatste deel van het pad van elke bron."""
OM_DE_PLICHT = {Hulpbron.INBURGERINGSPLICHT, Hulpbron.DOELGROEP, Hulpbron.INBURGERINGSTERMIJN}
"""Geeft DUO die van iemand die nooit in de BRP gelezen is, dan volgt de BRP."""


@pytest.mark.parametrize("code", [c for c, g in GEBEURTENISSEN.items() if g.soort is Soort.GEBEURTENIS])
async def test_wat_er_bij_een_gebeurtenis_gelezen_wordt(wereld: Wereld, code: str) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    await wereld.meldt(code, inwoner)
    await wereld.werk_af()
    soort = GEBEURTENISSEN[code]
    bronnen = {*soort.lezen, *soort.ook}
    gelezen = {pad for bron in bronnen for pad in BRONNEN[bron]}
    gelezen |= {"personen"} if soort.brp or bronnen & OM_DE_PLICHT else set()
    assert {bron for _, bron in wereld.lijn.oproepen} == gelezen
    assert len(wereld.lijn.oproepen) == len(gelezen), "elke bron wordt één keer gelezen"


async def test_ss139_brengt_plicht_doelgroep_adres_en_termijn(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    zaak = await Zaak.gemeld(wereld, inwoner)
    dossier = await zaak.lees()
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert dossier["doelgroep"] == "ASIEL"
    assert dossier["kennisgevingOp"] == dossier["ss139Op"] == dossier["vestigingOp"] == VANDAAG.isoformat()
    assert dossier["persoon"]["naam"] == f"{inwoner.voornamen} {inwoner.geslachtsnaam}"
    assert dossier["persoon"]["adresregels"][0] == f"{inwoner.straat} {inwoner.huisnummer}"
    [termijn] = [t for t in dossier["termijnen"] if t["status"] != "vervallen"]
    assert (termijn["startOp"], termijn["laatsteDag"], termijn["status"]) == ("2026-03-02", "2026-05-11", "lopend")
    assert "art. 5.3 lid 1 Bi2021" in termijn["grond"]
    assert [w["soort"] for w in dossier["werk"]] == ["PIP_VASTSTELLEN"]


async def test_ss101_in_een_azc_elders_laat_nog_geen_termijn_lopen(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.AZC_ELDERS)
    zaak = await Zaak.gemeld(wereld, inwoner, "SS101", gevestigd=None)
    dossier = await zaak.lees()
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert dossier["vestigingOp"] is None
    assert [t for t in dossier["termijnen"] if t["status"] == "lopend"] == []
    assert [w["soort"] for w in dossier["werk"]] == ["NAVRAGEN"]


async def test_zonder_ss139_loopt_er_een_termijn_als_het_recht_naar_de_inschrijving_kijkt(wereld: Wereld) -> None:
    """De lezing dat hij nog in een azc woont is een parameter: zij geldt, en met de andere verandert de uitkomst."""
    zaak = await Zaak.gemeld(
        wereld,
        wereld.wie(Verhaal.AZC_IN_GEMEENTE),
        "SS101",
        kennisgeving=dt.date(2026, 2, 10),
        ingeschreven=dt.date(2026, 1, 15),
    )
    stand = {t["status"]: t["startOp"] for t in (await zaak.lees())["termijnen"]}
    assert stand == {"andere_lezing": "2026-02-10"}
    recht = wereld.huis.recht
    volgens_brp = replace(recht.pip_verblijf_zonder_ss139.waarden[0], waarde=VerblijfZonderSS139.VOLGENS_BRP)
    parameter = replace(recht.pip_verblijf_zonder_ss139, waarden=(volgens_brp,))
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await herbereken_pip(
            tx, await lees_dossier(tx, zaak.id), recht=replace(recht, pip_verblijf_zonder_ss139=parameter)
        )
    stand = {t["status"]: t["startOp"] for t in (await zaak.lees())["termijnen"] if t["status"] != "vervallen"}
    assert stand == {"lopend": "2026-02-10"}


async def test_na_huisvesting_begint_de_termijn_op_ss139_en_is_de_vraag_van_de_baan(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.AZC_ELDERS)
    zaak = await Zaak.gemeld(wereld, inwoner, "SS101", gevestigd=None)
    later = BEGIN + dt.timedelta(days=30)
    await wereld.zet_klok(later)
    wereld.duo_weet(inwoner, gevestigd=later.date(), ingeschreven=later.date())
    await wereld.meldt("SS139", inwoner, op=later)
    await wereld.werk_af()
    dossier = await zaak.lees()
    [termijn] = [t for t in dossier["termijnen"] if t["status"] == "lopend"]
    assert (termijn["startOp"], termijn["laatsteDag"]) == ("2026-04-01", "2026-06-10")
    assert [w["soort"] for w in dossier["werk"]] == ["PIP_VASTSTELLEN"]


async def test_ss128_waarschuwt_voor_de_aow_leeftijd(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.AOW_NABIJ), "SS128")
    assert "AOW-leeftijd" in (await zaak.lees())["letOp"]


async def test_ss120_telt_als_vestiging_van_wie_verhuisde(wereld: Wereld) -> None:
    await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN), "SS120")
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["ss120_op"], dossier["ss139_op"]) == (VANDAAG, None)


async def test_ss102_neemt_de_termijn_van_duo_over(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    termijn = Inburgeringstermijn(startdatum=dt.date(2026, 3, 3), einddatum=dt.date(2029, 3, 3))
    wereld.duo_weet(inwoner, termijn=termijn)
    await wereld.meldt("SS102", inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert (dossier["termijnVan"], dossier["termijnLaatsteDag"]) == ("2026-03-03", "2029-03-02")
    [eigen] = [t for t in dossier["termijnen"] if t["bron"] == "duo"]
    assert (eigen["laatsteDag"], eigen["status"]) == ("2029-03-02", "lopend")


async def test_ss131_en_ss137_brengen_de_leerbaarheidstoets(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    zaak = await Zaak.gemeld(wereld, inwoner)
    await wereld.meldt("SS137", inwoner)
    await wereld.werk_af()
    assert (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]["status"] == "aangemeld"
    wereld.duo_weet(inwoner, lbt=[_uitslag(dt.date(2026, 3, 1)), _uitslag(dt.date(2026, 2, 1), "0,00")])
    await wereld.meldt("SS131", inwoner)
    await wereld.werk_af()
    toets = (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]
    assert (toets["status"], toets["resultaat"]) == ("resultaat", "B1-route haalbaar")
    assert (toets["behaaldeScore"], toets["afgenomenOp"]) == ("61,00", "2026-03-01")


async def test_ss110_eindigt_de_plicht_en_het_werk_vervalt(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.INGETROKKEN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    wereld.duo_weet(inwoner, plicht=False, plicht_einde=VANDAAG, reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert (dossier["fase"], dossier["redenGeenPlicht"]) == ("BEEINDIGD", "Verblijfsdoel gewijzigd")
    assert dossier["werk"] == []
    assert {t["status"] for t in dossier["termijnen"]} == {"vervallen"}


async def test_ss111_legt_het_overlijden_vast(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.OVERLEDEN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    wereld.duo_weet(inwoner, plicht=False, plicht_einde=VANDAAG, reden="Overlijden", overleden=VANDAAG)
    await wereld.meldt("SS111", inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert dossier["fase"] == "BEEINDIGD"
    assert (dossier["persoon"]["overleden"], dossier["persoon"]["overlijdensdatum"]) == (True, VANDAAG.isoformat())


@pytest.mark.parametrize("code", ["SS110", "SS111", "SS102"])
async def test_een_melding_verandert_niets_als_duo_bij_lezen_iets_anders_zegt(wereld: Wereld, code: str) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    await Zaak.gemeld(wereld, inwoner)
    voor = await wereld.rijen("dossier"), await wereld.rijen("termijn"), await wereld.rijen("werkitem")
    await wereld.meldt(code, inwoner)
    await wereld.werk_af()
    assert (await wereld.rijen("dossier"), await wereld.rijen("termijn"), await wereld.rijen("werkitem")) == voor


async def test_meer_meldingen_over_een_persoon_leiden_tot_een_lezing(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    wereld.duo_weet(inwoner)
    for code in ("SS101", "SS139"):
        await wereld.meldt(code, inwoner)
    await wereld.werk_af()
    assert wereld.lijn.telling("GET", "inburgeringsplicht") == 1
    assert wereld.lijn.telling("POST", "personen") == 1
    assert {r["status"] for r in await wereld.rijen("duo_ontvangst")} == {"verwerkt"}


async def test_opnieuw_lezen_zonder_verschil_verandert_niets(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    zaak = await Zaak.gemeld(wereld, inwoner)
    voor = await zaak.lees()
    await wereld.meldt("SS101", inwoner)
    await wereld.werk_af()
    na = await zaak.lees()
    assert na["termijnen"] == voor["termijnen"]
    assert na["werk"] == voor["werk"]
    assert na["versie"] == voor["versie"]


async def test_zonder_datum_van_de_kennisgeving_loopt_de_termijn_vanaf_ss139(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ZONDER_KENNISGEVING), kennisgeving=None)
    dossier = await zaak.lees()
    assert dossier["kennisgevingOp"] is None
    [termijn] = dossier["termijnen"]
    assert termijn["startGebeurtenis"] == "melding SS139 van DUO"
    assert any("datum van de kennisgeving is leeg" in w["omschrijving"] for w in dossier["werk"])


async def _azc_in_eigen_gemeente(wereld: Wereld) -> Zaak:
    """Stond al in de BRP van deze gemeente toen de kennisgeving kwam; SS139 komt later (B25)."""
    return await Zaak.gemeld(
        wereld,
        wereld.wie(Verhaal.AZC_IN_GEMEENTE),
        plicht_begin=dt.date(2026, 2, 10),
        kennisgeving=dt.date(2026, 2, 10),
        ingeschreven=dt.date(2026, 1, 15),
    )


async def test_uit_een_azc_in_de_eigen_gemeente_kiest_een_mens_de_startdatum(wereld: Wereld) -> None:
    zaak = await _azc_in_eigen_gemeente(wereld)
    dossier = await zaak.lees()
    assert {t["status"]: t["startOp"] for t in dossier["termijnen"]} == {
        "lopend": "2026-03-02",
        "andere_lezing": "2026-02-10",
    }
    [vraag] = [w for w in dossier["werk"] if w["soort"] == "STARTDATUM_KIEZEN"]
    assert vraag["grond"] == "art. 5.3 lid 1 Bi2021"
    keuze = {"regel": "A", "motief": "stond hier al ingeschreven", "versie": dossier["versie"]}
    await zaak.stuur("/startdatumkeuze", keuze)
    na = await zaak.lees()
    assert (na["gekozenRegel"], na["gekozenMotief"]) == ("A", "stond hier al ingeschreven")
    lopend = {t["startOp"]: t["status"] for t in na["termijnen"] if t["status"] != "vervallen"}
    assert lopend == {"2026-02-10": "lopend", "2026-03-02": "andere_lezing"}, "beide datums blijven zichtbaar"
    assert (na["kennisgevingOp"], na["ss139Op"]) == ("2026-02-10", "2026-03-02")
    assert [w["soort"] for w in na["werk"]] == ["PIP_VASTSTELLEN"]
    await zaak.stuur("/startdatumkeuze", keuze | {"versie": na["versie"]}, 409)


async def test_alleen_een_mogelijke_lezing_kan_gekozen_worden(wereld: Wereld) -> None:
    zaak = await _azc_in_eigen_gemeente(wereld)
    voor = await zaak.lees()
    fout = await zaak.stuur("/startdatumkeuze", {"regel": "B_BRP", "motief": "m", "versie": voor["versie"]}, 400)
    assert velden(fout) == {"regel"}
    assert await zaak.lees() == voor


async def test_kiezen_met_een_oude_versie_verandert_niets(wereld: Wereld) -> None:
    zaak = await _azc_in_eigen_gemeente(wereld)
    voor = await zaak.lees()
    await zaak.stuur("/startdatumkeuze", {"regel": "A", "motief": "m", "versie": voor["versie"] - 1}, 409)
    assert await zaak.lees() == voor


async def test_een_tijdelijke_vrijstelling_zet_de_zaak_stil_en_intrekken_herstelt_haar(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    wereld.duo_weet(inwoner, plicht=False, reden="Tijdelijke vrijstelling")
    await wereld.meldt("SS110", inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert dossier["fase"] == "TIJDELIJK_VRIJGESTELD"
    assert dossier["werk"] == []
    wereld.duo_weet(inwoner, plicht=True, reden=None)
    await wereld.meldt("SS101", inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert [w["soort"] for w in dossier["werk"]] == ["PIP_VASTSTELLEN"]


async def test_wie_duo_niet_kent_moet_nagevraagd_worden(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    await wereld.meldt("SS139", inwoner)
    await wereld.werk_af()
    teksten = {w["omschrijving"] for w in await wereld.werk("NAVRAGEN")}
    assert any("DUO kent voor deze persoon geen inburgeringsplicht" in t for t in teksten)
    assert any("De BRP kent deze persoon niet" in t for t in teksten)
    assert (await wereld.rijen("dossier"))[0]["fase"] == "VOORTRAJECT_COA"


async def test_geeft_duo_geen_toegang_dan_wordt_er_niet_eindeloos_gevraagd(wereld: Wereld) -> None:
    van_een_ander = next(i for i in wereld.bevolking if f"GM{i.gemeentecode}" == wereld.twee.b.code)
    wereld.duo_weet(van_een_ander)
    await wereld.meldt("SS139", van_een_ander)
    await wereld.werk_af()
    [item] = await wereld.werk("DUO_GEEN_TOEGANG")
    assert item["grond"] == "art. 34 Wi2021"
    [rij] = await wereld.rijen("outbox", soort="aanmelding.lees_duo")
    assert (rij["status"], rij["pogingen"]) == ("mislukt", 1)
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    assert wereld.lijn.telling("GET", "inburgeringsplicht") == 1


def _uitslag(dag: dt.date, score: str = "61,00") -> object:
    return {
        "resultaat": "B1-route haalbaar",
        "behaaldeScore": score,
        "benodigdeScore": "55,00",
        "datumAfname": dag,
    }
