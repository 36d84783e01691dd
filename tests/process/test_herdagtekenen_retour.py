"""Een besluit dat naar een verkeerd adres ging is niet bekend: het kan opnieuw, van vandaag (PG-6, art. 3:41 Awb)."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.test_intrekken import trek_in
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel

LATER = VANDAAG + dt.timedelta(days=4)  # op vrijdag, vier werkdagen na maandag 2 maart


async def _niet_aangekomen(wereld: Wereld, *, duo_hoorde_het: bool = True) -> tuple[Zaak, str]:
    """Het PIP ging naar een verkeerd adres; geeft ook het id van de retourpost."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    if duo_hoorde_het:
        await wereld.werk_af()
    await wereld.zet_klok(LATER)
    id_ = await kom_terug(zaak, "pip_beschikking", reden="VERHUISD")
    await oordeel(zaak, id_, "FOUT_ADRES")
    return zaak, id_


async def _besluiten(zaak: Zaak, soort: str = "B04") -> list[dict[str, Any]]:
    return [b for b in await zaak.lees("/besluiten") if b["soort"] == soort]


async def _herdagteken(zaak: Zaak, verwacht: int = 201, **anders: object) -> Any:
    body = {"besluitId": (await _besluiten(zaak))[-1]["id"]} | anders
    return await zaak.stuur("/pip/dagtekening", body, verwacht)


def _bij_duo(zaak: Zaak) -> list[dt.date]:
    return [p.pip.dagtekeningPip for p in zaak.wereld.duo_heeft(zaak.inwoner).pips]


async def _meldingen(zaak: Zaak) -> list[tuple[str, str]]:
    return [(m["soort"], m["status"]) for m in await zaak.lees("/duo-meldingen")]


async def test_pg_6_wat_niemand_bereikte_krijgt_een_nieuwe_dagtekening_en_de_oude_brief_is_van_de_baan(
    wereld: Wereld,
) -> None:
    zaak, id_ = await _niet_aangekomen(wereld)
    [werk] = await wereld.werk("RETOURPOST")
    assert "Of geef het besluit een nieuwe dagtekening" in werk["omschrijving"]
    fout = await _herdagteken(zaak, 409)
    assert "nog dat waar de brief vandaan terugkwam" in fout["detail"]
    await kies_briefadres(zaak)
    nieuw = (await _herdagteken(zaak))["besluitId"]
    assert await wereld.werk("RETOURPOST") == []
    eerst, dan = await _besluiten(zaak)
    assert (dan["id"], dan["vervangt"], dan["dagtekening"]) == (nieuw, eerst["id"], LATER.isoformat())
    fout = await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 409)
    assert "Verzend de brief van het besluit dat nu geldt" in fout["detail"]
    for anders in ("GOED_ADRES", "VERGISSING"):
        assert velden(await oordeel(zaak, id_, anders, 400)) == {"oordeel"}
    await oordeel(zaak, id_, "FOUT_ADRES", motief="ook de buren zeggen het")
    assert await wereld.werk("RETOURPOST") == [], "er is niets opnieuw te verzenden"
    await zaak.maak_pip_bekend()
    assert [b["bekendgemaaktOp"] for b in await _besluiten(zaak)] == [None, LATER.isoformat()]
    lopend = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("BEZWAAR", "lopend")]
    assert [t["startOp"] for t in lopend] == [LATER.isoformat()]
    assert velden(await _herdagteken(zaak, 409)) == {"verzondenOp", "dagtekening"}


async def test_pg_6_de_brief_die_al_opnieuw_klaarlag_gaat_na_een_nieuwe_dagtekening_niet_uit(wereld: Wereld) -> None:
    zaak, id_ = await _niet_aangekomen(wereld)
    await kies_briefadres(zaak)
    klaar = (await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 201))["briefId"]
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    [item] = await wereld.werk("BESLUIT_NIET_VERZONDEN")
    assert "ging naar een verkeerd adres" in item["omschrijving"]
    assert "Geef het een nieuwe dagtekening" in item["omschrijving"]
    await _herdagteken(zaak)
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    assert next(b["status"] for b in await zaak.lees("/brieven") if b["id"] == klaar) == "ingetrokken"


async def test_pg_5_van_vandaag_is_een_nieuwe_dagtekening_niet_nodig_en_gaat_dezelfde_brief_opnieuw(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking"), "FOUT_ADRES")
    await kies_briefadres(zaak)
    fout = await _herdagteken(zaak, 409)
    assert velden(fout) == {"dagtekening"}
    assert "verzend dezelfde brief opnieuw" in fout["gebreken"][0]["melding"]


async def test_art_11_lid_2_duo_hoort_het_oude_plan_niet_meer_en_de_termijn_begint_na_de_nieuwe_dag(
    wereld: Wereld,
) -> None:
    zaak, _ = await _niet_aangekomen(wereld)
    assert _bij_duo(zaak) == [VANDAAG]
    wereld.duo_weet(zaak.inwoner, termijn=None)
    await kies_briefadres(zaak)
    await _herdagteken(zaak)
    await wereld.werk_af()
    assert await _meldingen(zaak) == [("U01", "bevestigd"), ("U02", "bevestigd")]
    assert _bij_duo(zaak) == []
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    assert await _meldingen(zaak) == [("U01", "bevestigd"), ("U02", "bevestigd"), ("U01", "bevestigd")]
    assert _bij_duo(zaak) == [LATER], "daarvan rekent DUO de termijn"
    assert await wereld.werk("MELDING_HERSTELLEN") == []


async def test_art_11_lid_2_stelde_duo_de_termijn_al_vast_dan_vraagt_een_mens_haar_te_verschuiven(
    wereld: Wereld,
) -> None:
    zaak, _ = await _niet_aangekomen(wereld)
    termijn = Inburgeringstermijn(startdatum=VANDAAG + dt.timedelta(days=1), einddatum=dt.date(2029, 3, 3))
    wereld.duo_weet(zaak.inwoner, termijn=termijn)
    await kies_briefadres(zaak)
    await _herdagteken(zaak)
    await wereld.werk_af()
    [werk] = await wereld.werk("MELDING_HERSTELLEN")
    assert "dat het PIP van 02-03-2026 vervalt" in werk["omschrijving"]
    assert "Vraag DUO de termijn dan te laten beginnen op de dag na de dagtekening daarvan" in werk["omschrijving"]
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    assert _bij_duo(zaak) == [VANDAAG, LATER], "het nieuwe plan hoort DUO hoe dan ook"


async def test_art_11_lid_2_tot_duo_de_termijn_verschuift_is_haar_oude_einde_nergens_het_einde(wereld: Wereld) -> None:
    """In het dossier niet en bij de school niet; allebei lezen dat het wordt bijgewerkt."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    toewijzing = str(uuid4())
    inschrijving = {"id": toewijzing, "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    await zaak.stuur("/inschrijvingen", inschrijving | {"bekendOp": VANDAAG.isoformat()})

    async def duo_stelt_vast(van: dt.date) -> None:
        wereld.duo_weet(zaak.inwoner, termijn=Inburgeringstermijn(startdatum=van, einddatum=van.replace(year=2029)))
        await zaak.stuur("/duo-lezing", None)
        await wereld.werk_af()

    async def einden() -> list[tuple[str | None, bool]]:
        leerling = await wereld.mens("school").lees(f"/eigen-toewijzingen/{toewijzing}")
        return [
            (beeld["termijnLaatsteDag"], beeld["termijnWordtBijgewerkt"]) for beeld in (await zaak.lees(), leerling)
        ]

    oud, nieuw = VANDAAG + dt.timedelta(days=1), LATER + dt.timedelta(days=1)
    await duo_stelt_vast(oud)
    assert await einden() == [("2029-03-02", False)] * 2
    await wereld.zet_klok(LATER)
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking", reden="VERHUISD"), "FOUT_ADRES")
    await kies_briefadres(zaak)
    await _herdagteken(zaak)
    beeld = await zaak.lees()
    assert (beeld["termijnVan"], beeld["termijnLaatsteDag"], beeld["termijnWordtBijgewerkt"]) == (None, None, True)
    await zaak.maak_pip_bekend()
    assert await einden() == [(None, True)] * 2
    [loopt] = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert "wordt bijgewerkt" in loopt["uitleg"][-1]
    assert [t["uitleg"][-1] for t in beeld["termijnen"] if t["id"] == loopt["id"]] == [loopt["uitleg"][-1]]
    await duo_stelt_vast(nieuw)
    assert await einden() == [("2029-03-06", False)] * 2
    [loopt] = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert not any("bijgewerkt" in regel for regel in loopt["uitleg"])


async def test_art_11_lid_2_ook_van_een_plan_dat_ingetrokken_is_geldt_het_einde_niet_tot_er_een_van_die_dag_komt(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    van = VANDAAG + dt.timedelta(days=1)
    wereld.duo_weet(zaak.inwoner, termijn=Inburgeringstermijn(startdatum=van, einddatum=van.replace(year=2029)))
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["termijnLaatsteDag"] == "2029-03-02"
    await trek_in(zaak)
    beeld = await zaak.lees()
    assert (beeld["termijnLaatsteDag"], beeld["termijnWordtBijgewerkt"]) == (None, True)
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    beeld = await zaak.lees()
    assert (beeld["termijnLaatsteDag"], beeld["termijnWordtBijgewerkt"]) == ("2029-03-02", False)


async def test_pg_6_wat_duo_nog_niet_hoorde_hoort_zij_niet_meer(wereld: Wereld) -> None:
    zaak, _ = await _niet_aangekomen(wereld, duo_hoorde_het=False)
    await kies_briefadres(zaak)
    await _herdagteken(zaak)
    assert await _meldingen(zaak) == [("U01", "ingetrokken")]


async def test_pg_6_een_geweigerde_melding_van_het_oude_besluit_gaat_niet_opnieuw(wereld: Wereld) -> None:
    zaak, _ = await _niet_aangekomen(wereld, duo_hoorde_het=False)
    wereld.duo_weet(zaak.inwoner, gevestigd=None)
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    assert melding["status"] == "afgewezen"
    await kies_briefadres(zaak)
    await _herdagteken(zaak)
    assert await wereld.werk("MELDING_HERSTELLEN") == []
    await zaak.stuur(f"/duo-meldingen/{melding['id']}/nieuwe-aanbieding", None, 409)
    assert await _meldingen(zaak) == [("U01", "ingetrokken")]


@pytest.mark.parametrize(("soort", "anders"), [("B03", {}), ("B10", WEIGERING)])
async def test_pg_6_een_ontheffing_of_weigering_die_niemand_bereikte_kan_ook_van_vandaag(
    wereld: Wereld, soort: str, anders: dict[str, Any]
) -> None:
    leider = wereld.mens("teamleider")
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_intake()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing(door=leider, **anders)
    await _verzend_ontheffing(zaak)
    await wereld.zet_klok(await zaak.over(4))
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    await oordeel(zaak, id_, "FOUT_ADRES")
    [eerst] = await _besluiten(zaak, soort)
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    pad = zaak.pad(f"/lbt-ontheffingen/{ontheffing['id']}/dagtekening")
    assert "vandaan terugkwam" in (await leider.stuur(pad, {"besluitId": eerst["id"]}, 409))["detail"]
    await kies_briefadres(zaak)
    nieuw = (await leider.stuur(pad, {"besluitId": eerst["id"]}, 201))["besluitId"]
    assert await wereld.werk("RETOURPOST") == []
    assert velden(await oordeel(zaak, id_, "GOED_ADRES", 400)) == {"oordeel"}
    await _verzend_ontheffing(zaak)
    vandaag = (await wereld.vandaag()).isoformat()
    bekend = {b["id"]: b["bekendgemaaktOp"] for b in await _besluiten(zaak, soort)}
    assert bekend == {eerst["id"]: None, nieuw: vandaag}


async def _verzend_ontheffing(zaak: Zaak) -> None:
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "ontheffing_lbt" and b["status"] == "gemaakt"]
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": (await zaak.wereld.vandaag()).isoformat()})
