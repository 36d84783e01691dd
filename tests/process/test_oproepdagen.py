"""De dagen van een oproep: wanneer een uitkomst kan zijn, en wat het voorstel zegt als het na het PIP eindigt."""

import datetime as dt

from core.law.kalender import schrijf_dag
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import WERKDAG as LAATSTE
from tests.process.zaak import Zaak
from tests.voorbeelden.oproep import VERZOEK


async def _gemeld(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def _opgeroepen(wereld: Wereld) -> Zaak:
    """De eerste oproep is opgesteld en verzonden."""
    return await (await _gemeld(wereld)).tot_opgeroepen()


async def test_pg_2_een_termijn_is_pas_op_de_dag_na_haar_laatste_gemist(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await wereld.zet_klok(LAATSTE + dt.timedelta(days=3))
    fout = await zaak.uitkomst("TERMIJN_GEMIST", "kwam niet", 400, op=LAATSTE.isoformat())
    assert velden(fout) == {"op"}
    assert schrijf_dag(LAATSTE + dt.timedelta(days=1)) in fout["gebreken"][0]["melding"]
    morgen = (await zaak.over(1)).isoformat()
    assert velden(await zaak.uitkomst("TERMIJN_GEMIST", "kwam niet", 400, op=morgen)) == {"op"}
    gisteren = (VANDAAG - dt.timedelta(days=1)).isoformat()
    assert velden(await zaak.uitkomst("KOMST_GEWEIGERD", "schreef een brief", 400, op=gisteren)) == {"op"}
    assert (await zaak.lees("/oproepen"))[0]["uitkomst"] == "OPEN"
    await zaak.uitkomst("TERMIJN_GEMIST", "kwam niet", op=(LAATSTE + dt.timedelta(days=1)).isoformat())


async def test_pg_3_wie_nog_niet_kwam_kon_niet_onvoldoende_meewerken(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await wereld.zet_klok(LAATSTE)
    await zaak.verschijnt()
    gisteren = (LAATSTE - dt.timedelta(days=1)).isoformat()
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK, op=gisteren)
    assert velden(fout) == {"op"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK, op=LAATSTE.isoformat())


async def test_een_voorstel_voorbij_de_laatste_dag_voor_het_pip_zegt_dat(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    [pip] = await wereld.rijen("termijn", status="lopend")
    assert not any("PIP" in regel for regel in (await zaak.lees("/oproepen/voorstel"))["uitleg"])
    await wereld.zet_klok(pip["einde"] - dt.timedelta(days=10))
    voorstel = await zaak.lees("/oproepen/voorstel")
    assert voorstel["termijnLaatsteDag"] > pip["einde"].isoformat()
    assert f"na de laatste dag voor het PIP, {schrijf_dag(pip['einde'])}" in voorstel["uitleg"][-1]


async def test_pg_4_alleen_wie_op_schrift_weigerde_hoeft_zijn_termijn_niet_af_te_wachten(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    body = {"uitkomst": "KOMST_GEWEIGERD", "toelichting": "zei aan de telefoon dat hij niet komt"}
    geweigerd = await zaak.bij_oproep("uitkomst", body, 409)
    [waarschuwing] = geweigerd["waarschuwingen"]
    assert waarschuwing["soort"] == "WEIGERING_OP_SCHRIFT"
    assert "leg dan een contactmoment vast" in waarschuwing["melding"]
    assert "op diezelfde dag pas weg" in waarschuwing["melding"]
    assert (await zaak.lees("/oproepen"))[-1]["uitkomst"] == "OPEN"
    await zaak.bij_oproep("uitkomst", {**body, "bevestigd": ["WEIGERING_OP_SCHRIFT"]}, 204)
    assert (await zaak.lees("/oproepen"))[-1]["uitkomst"] == "KOMST_GEWEIGERD"
