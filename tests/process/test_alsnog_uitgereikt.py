"""Een brief die naar een verkeerd adres ging en daarna is uitgereikt, is bekend (art. 3:40 en 3:41 Awb, PG-1)."""

import datetime as dt
from typing import Any

from tests.process.test_bekendmaking import brief_van_pip
from tests.process.test_intrekken import besluiten, trek_in
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel, opgeroepen, verzend

LATER = VANDAAG + dt.timedelta(days=3)
TERUG = ["ADRES_KWAM_TERUG"]


async def _niet_aangekomen(wereld: Wereld) -> tuple[Zaak, str]:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(LATER)
    id_ = await kom_terug(zaak, "pip_beschikking")
    await oordeel(zaak, id_, "FOUT_ADRES")
    return zaak, id_


async def _verzonden_als(
    zaak: Zaak, wijze: str, sjabloon: str = "pip_beschikking", *, verwacht: int = 204, **anders: object
) -> Any:
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == sjabloon)
    body = {"verzondenOp": LATER.isoformat(), "wijze": wijze, "motief": "hij kwam aan de balie"}
    return await zaak.verbeter_verzending(brief["id"], body | anders, verwacht)


async def _uitgereikt(zaak: Zaak, sjabloon: str = "pip_beschikking") -> None:
    await _verzonden_als(zaak, "UITGEREIKT", sjabloon, ontvanger="de persoon zelf")


async def _oordelen(zaak: Zaak) -> list[str]:
    return [r["oordeel"] for r in await zaak.lees("/retourpost")]


async def test_art_3_41_wie_het_besluit_in_handen_kreeg_kent_het_en_zijn_bezwaar_loopt_van_die_dag(
    wereld: Wereld,
) -> None:
    zaak, _ = await _niet_aangekomen(wereld)
    assert len(await wereld.werk("RETOURPOST")) == 1
    await _uitgereikt(zaak)
    [pip] = await besluiten(zaak, "B04")
    assert pip["bekendgemaaktOp"] == LATER.isoformat()
    lopend = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("BEZWAAR", "lopend")]
    assert [(t["startOp"], t["laatsteDag"]) for t in lopend] == [(LATER.isoformat(), "2026-04-16")]
    assert (await brief_van_pip(zaak))["tijdigTot"] == "2026-04-16"
    assert await _oordelen(zaak) == ["ANDERS_BEKEND"]
    assert await wereld.werk("RETOURPOST") == []
    assert len(await wereld.werk("BEZWAARDAG_MELDEN")) == 1, "op de brief die hij kreeg staat een eerdere dag"
    [correctie] = [c for c in await zaak.lees("/correcties") if c["object"] == "retourpost"]
    assert correctie["motief"] == "hij kwam aan de balie"
    fout = await trek_in(zaak, 400)
    assert velden(fout) == {"horen"}, "wie het kent wordt eerst gehoord"
    fout = await zaak.stuur("/pip/dagtekening", {"besluitId": pip["id"]}, 409)
    assert velden(fout) == {"verzondenOp"}


async def test_art_3_41_ook_langs_een_andere_weg_dan_de_post_en_met_de_post_niet(wereld: Wereld) -> None:
    zaak, _ = await _niet_aangekomen(wereld)
    await _verzonden_als(zaak, "POST", bevestigd=TERUG)
    assert ([b["bekendgemaaktOp"] for b in await besluiten(zaak, "B04")], await _oordelen(zaak)) == (
        [None],
        ["FOUT_ADRES"],
    )
    brief = await brief_van_pip(zaak)
    fout = await zaak.stuur(f"/brieven/{brief['id']}/bezwaardag", None, 409)
    assert "geen termijn voor bezwaar" in fout["detail"]
    await _verzonden_als(zaak, "ELEKTRONISCH", adres="hij@example.org", toelichting="hij vroeg daarom")
    assert [b["bekendgemaaktOp"] for b in await besluiten(zaak, "B04")] == [LATER.isoformat()]


async def test_art_3_41_was_er_toch_geen_uitreiking_dan_oordeelt_een_mens_eerst_opnieuw(wereld: Wereld) -> None:
    zaak, id_ = await _niet_aangekomen(wereld)
    await _uitgereikt(zaak)
    brief = await brief_van_pip(zaak)
    weer = {"verzondenOp": VANDAAG.isoformat(), "wijze": "POST", "motief": "het was de brief van zijn broer"}
    assert velden(await zaak.verbeter_verzending(brief["id"], weer, 400)) == {"wijze"}
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert [b["bekendgemaaktOp"] for b in await besluiten(zaak, "B04")] == [None]
    await zaak.verbeter_verzending(brief["id"], weer | {"bevestigd": TERUG})
    assert await _oordelen(zaak) == ["FOUT_ADRES"]
    [werk] = await wereld.werk("RETOURPOST")
    assert "uit te reiken" in werk["omschrijving"]


async def test_art_3_41_wat_is_uitgereikt_ging_niet_naar_een_verkeerd_adres(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(LATER)
    id_ = await kom_terug(zaak, "pip_beschikking")
    await _uitgereikt(zaak)
    assert await _oordelen(zaak) == ["TE_BEOORDELEN"]
    fout = await oordeel(zaak, id_, "FOUT_ADRES", 400)
    assert "ANDERS_BEKEND" in fout["gebreken"][0]["melding"]
    await oordeel(zaak, id_, "ANDERS_BEKEND")


async def test_pg_1_een_oproep_die_alsnog_is_uitgereikt_telt_van_die_dag(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await wereld.zet_klok(LATER)
    await oordeel(zaak, await kom_terug(zaak), "FOUT_ADRES")
    assert (await zaak.lees("/oproepen"))[-1]["teltNiet"] != []
    await _uitgereikt(zaak, "oproep")
    oproep = (await zaak.lees("/oproepen"))[-1]
    assert (oproep["teltNiet"], oproep["verzondenOp"]) == ([], LATER.isoformat())
    assert await _oordelen(zaak) == ["ANDERS_BEKEND"]


async def test_art_3_41_uitreiken_kan_ook_als_het_adres_nog_hetzelfde_is_en_met_de_post_niet(wereld: Wereld) -> None:
    zaak, id_ = await _niet_aangekomen(wereld)
    fout = await zaak.stuur(f"/retourpost/{id_}/opnieuw", None, 409)
    assert "reik haar uit" in fout["detail"]
    nieuw = (await zaak.stuur(f"/retourpost/{id_}/opnieuw?uitreiken=true", None, 201))["briefId"]
    fout = await verzend(zaak, 409)
    assert "reik haar uit" in fout["detail"], "met de post gaat zij er niet nog eens heen"
    await verzend(zaak, wijze="UITGEREIKT", ontvanger="de persoon zelf")
    assert [b["bekendgemaaktOp"] for b in await besluiten(zaak, "B04")] == [LATER.isoformat()]
    brief = next(b for b in await zaak.lees("/brieven") if b["id"] == nieuw)
    assert (brief["maakteBekend"], brief["tijdigTot"]) == (True, "2026-04-16")


async def test_pg_6_ook_een_nieuwe_dagtekening_kan_worden_uitgereikt(wereld: Wereld) -> None:
    zaak, _ = await _niet_aangekomen(wereld)
    [pip] = await besluiten(zaak, "B04")
    fout = await zaak.stuur("/pip/dagtekening", {"besluitId": pip["id"]}, 409)
    assert "reik haar uit" in fout["detail"]
    await zaak.stuur("/pip/dagtekening", {"besluitId": pip["id"], "uitreiken": True}, 201)
    assert "reik haar uit" in (await verzend(zaak, 409))["detail"]
    await verzend(zaak, wijze="UITGEREIKT", ontvanger="de persoon zelf")
    assert [b["bekendgemaaktOp"] for b in await besluiten(zaak, "B04")] == [None, LATER.isoformat()]


async def test_art_3_41_nog_eens_dezelfde_uitreiking_wijst_naar_het_oordeel(wereld: Wereld) -> None:
    zaak, id_ = await _niet_aangekomen(wereld)
    await _uitgereikt(zaak)
    await oordeel(zaak, id_, "FOUT_ADRES")
    fout = await _verzonden_als(zaak, "UITGEREIKT", ontvanger="de persoon zelf", motief="toch zelf", verwacht=409)
    assert "beoordeel dan de retourpost (ANDERS_BEKEND)" in fout["detail"]
    await oordeel(zaak, id_, "ANDERS_BEKEND")
    assert [b["bekendgemaaktOp"] for b in await besluiten(zaak, "B04")] == [LATER.isoformat()]


async def test_pg_1_een_verbetering_naar_de_post_vraagt_hetzelfde_als_een_verzending(wereld: Wereld) -> None:
    zaak, _ = await _niet_aangekomen(wereld)
    voor = await brief_van_pip(zaak)
    fout = await _verzonden_als(zaak, "POST", verwacht=409)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "ADRES_KWAM_TERUG"
    assert "ook na deze verbetering kwam zij niet aan" in waarschuwing["melding"]
    assert await brief_van_pip(zaak) == voor
    await _verzonden_als(zaak, "POST", bevestigd=TERUG)
    assert await _oordelen(zaak) == ["FOUT_ADRES"]


async def test_pg_1_ook_een_andere_brief_die_toch_met_de_post_daarheen_ging_vraagt_dat(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    await oordeel(zaak, await kom_terug(zaak), "FOUT_ADRES")
    await zaak.trek_oproep_in()
    await zaak.roep_op()
    await verzend(zaak, wijze="UITGEREIKT", ontvanger="de persoon zelf")
    nieuw = (await zaak.lees("/oproepen"))[-1]["id"]
    tweede = next(b for b in await zaak.lees("/brieven") if b["onderwerpId"] == nieuw)
    body = {"verzondenOp": VANDAAG.isoformat(), "wijze": "POST", "motief": "de balie gaf haar aan de postkamer"}
    fout = await zaak.verbeter_verzending(tweede["id"], body, 409)
    [waarschuwing] = fout["waarschuwingen"]
    assert "andere post" in waarschuwing["melding"]
    await zaak.verbeter_verzending(tweede["id"], body | {"bevestigd": TERUG})


async def test_pg_1_wat_nog_klaarligt_houdt_een_verbetering_van_de_eerste_niet_tegen(wereld: Wereld) -> None:
    """De tweede ligt er om uit te reiken; van de eerste was alleen de dag verkeerd."""
    zaak, id_ = await _niet_aangekomen(wereld)
    brief = await brief_van_pip(zaak)
    await zaak.stuur(f"/retourpost/{id_}/opnieuw?uitreiken=true", None, 201)
    await wereld.werk_af()
    body = {"verzondenOp": LATER.isoformat(), "wijze": "POST", "motief": "een dag later", "bevestigd": TERUG}
    await zaak.verbeter_verzending(brief["id"], body)
