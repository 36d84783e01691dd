"""Wat DUO van ons te horen krijgt: één keer, en bij twijfel eerst lezen wat DUO al heeft (I9)."""

import datetime as dt

import pytest

from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak


async def _vastgesteld(wereld: Wereld) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await zaak.tot_pip()
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    return zaak


async def test_het_pip_wordt_een_keer_gemeld(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    assert wereld.lijn.telling("POST", "PIP") == 0, "niets gaat de deur uit voor de commit"
    await wereld.werk_af()
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["status"], melding["pogingen"]) == ("bevestigd", 1)
    assert wereld.lijn.telling("POST", "PIP") == 1
    pip = wereld.duo_heeft(zaak.inwoner).pips[0].pip
    assert (pip.leerroute, pip.dagtekeningPip) == ("B", VANDAAG)


async def test_na_een_time_out_leest_de_taak_eerst_wat_duo_al_heeft(wereld: Wereld) -> None:
    """DUO nam het PIP aan, maar het antwoord kwam niet; het wordt niet nog eens gestuurd."""
    zaak = await _vastgesteld(wereld)
    await wereld.storing("stil")
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["status"], wereld.lijn.telling("POST", "PIP")) == ("verzonden", 1)
    assert len(wereld.duo_heeft(zaak.inwoner).pips) == 1
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["status"], melding["pogingen"]) == ("bevestigd", 2)
    assert (wereld.lijn.telling("GET", "PIP"), wereld.lijn.telling("POST", "PIP")) == (1, 1)


async def test_had_duo_het_niet_dan_wordt_het_onder_hetzelfde_bericht_id_alsnog_gestuurd(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing("fout")
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).pips == []
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert melding["status"] == "bevestigd"
    assert len(wereld.duo_heeft(zaak.inwoner).pips) == 1


async def test_weigert_duo_dan_herstelt_een_mens_en_wordt_opnieuw_aangeboden(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    wereld.duo_weet(zaak.inwoner, gevestigd=None)
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert melding["status"] == "afgewezen"
    assert melding["foutteksten"] == ["De persoon is nog niet in de gemeente gevestigd."]
    [item] = await wereld.werk("MELDING_HERSTELLEN")
    assert "nog niet in de gemeente gevestigd" in item["omschrijving"]
    assert item["vervaldatum"] == dt.date(2026, 3, 9), "vijf werkdagen (eigen beleid)"
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    assert wereld.lijn.telling("POST", "PIP") == 1, "een weigering wordt niet blind herhaald"
    wereld.duo_weet(zaak.inwoner, gevestigd=VANDAAG)
    nieuw = await zaak.stuur(f"/duo-meldingen/{melding['id']}/nieuwe-aanbieding", None, 201)
    assert nieuw["berichtId"] != melding["id"]
    assert await wereld.werk("MELDING_HERSTELLEN") == []
    await wereld.werk_af()
    assert [m["status"] for m in await zaak.lees("/duo-meldingen")] == ["afgewezen", "bevestigd"]
    for id_ in (melding["id"], nieuw["berichtId"]):
        await zaak.stuur(f"/duo-meldingen/{id_}/nieuwe-aanbieding", None, 409)


@pytest.mark.parametrize(
    ("storing", "redenen"),
    [
        ("weigert", ("De dagtekening ligt te vroeg", "Geen plicht")),
        ("weigert_raar", ("Te lang en nog langer", "van [nummer]", "een losse tekst")),
        ("onleesbaar_met_reden", ("status 400", "niveau is onbekend bij [nummer]")),
    ],
)
async def test_c12_wie_de_weigering_herstelt_leest_de_reden_van_duo_ingekort_en_zonder_nummer(
    wereld: Wereld, storing: str, redenen: tuple[str, ...]
) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing(storing)
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    [item] = await wereld.werk("MELDING_HERSTELLEN")
    assert melding["status"] == "afgewezen"
    for reden in redenen:
        assert reden in item["omschrijving"]
        assert any(reden in tekst for tekst in melding["foutteksten"])
    assert "999990019" not in str(melding) + item["omschrijving"]
    assert all(len(tekst) <= 200 for tekst in melding["foutteksten"])


async def test_stelt_duo_de_verwachte_termijn_vast_dan_hoeft_niemand_te_kijken(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.werk_af()
    await wereld.besturing("dag")
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert (dossier["termijnVan"], dossier["termijnLaatsteDag"]) == ("2026-03-03", "2029-03-02")
    lopend = [t for t in dossier["termijnen"] if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert [(t["bron"], t["laatsteDag"]) for t in lopend] == [("duo", "2029-03-02")]
    assert [w["soort"] for w in dossier["werk"]] == ["TAALSCHOOL_KIEZEN"]


async def test_pg_18_de_termijn_begint_voor_en_na_het_bericht_van_duo_op_dezelfde_dag(wereld: Wereld) -> None:
    async def dagen(zaak: Zaak) -> list[tuple[str, str, str]]:
        rijen = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
        return [(t["bron"], t["startOp"], t["laatsteDag"]) for t in rijen]

    zaak = await _vastgesteld(wereld)
    assert await dagen(zaak) == [("recht", "2026-03-03", "2029-03-02")]
    await wereld.werk_af()
    await wereld.besturing("dag")
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    assert await dagen(zaak) == [("duo", "2026-03-03", "2029-03-02")]


async def test_wijkt_de_termijn_van_duo_af_dan_geldt_die_en_kijkt_er_iemand(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.werk_af()
    anders = Inburgeringstermijn(startdatum=dt.date(2026, 3, 3), einddatum=dt.date(2029, 3, 13))
    wereld.duo_weet(zaak.inwoner, termijn=anders)
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    dossier = await zaak.lees()
    assert dossier["termijnLaatsteDag"] == "2029-03-12"
    assert [w["soort"] for w in dossier["werk"]] == ["TAALSCHOOL_KIEZEN", "TERMIJN_VERSCHILT"]
    lopend = [t for t in dossier["termijnen"] if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert [t["laatsteDag"] for t in lopend] == ["2029-03-12"]


async def test_een_nieuwe_behandelaar_wordt_de_contactpersoon_bij_duo(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    teamleider = wereld.mens("teamleider")
    versie = (await zaak.lees())["versie"]
    keuze = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": versie}
    await teamleider.stuur(zaak.pad("/behandelaar"), keuze)
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["soort"], melding["status"]) == ("U03", "bevestigd")
    assert wereld.lijn.telling("POST", "contactpersonen") == 1
    dossier = await zaak.lees()
    assert dossier["behandelaarId"] == str(wereld.twee.a.klantmanager)
    await teamleider.stuur(zaak.pad("/behandelaar"), keuze, 409)
    tweede = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN, nummer=1))
    keuze = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await tweede.lees())["versie"]}
    await teamleider.stuur(tweede.pad("/behandelaar"), keuze)
    await wereld.werk_af()
    assert wereld.lijn.telling("POST", "contactpersonen") == 1, "DUO kent deze contactpersoon al"


async def test_alleen_een_collega_van_deze_gemeente_kan_behandelaar_worden(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    versie = (await zaak.lees())["versie"]
    for vreemde in (wereld.twee.b.klantmanager, wereld.twee.a.schoolmedewerker):
        keuze = {"behandelaarId": str(vreemde), "versie": versie}
        await wereld.mens("teamleider").stuur(zaak.pad("/behandelaar"), keuze, 400)
    await zaak.stuur("/behandelaar", {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": versie}, 403)
    assert await zaak.lees("/duo-meldingen") == []
