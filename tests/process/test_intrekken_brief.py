"""Wat de brieven rond een ingetrokken PIP over de inburgeringstermijn zeggen: haar begin verschuift niet (art. 11 lid 3
Wi2021), en wat DUO gaf geldt (CAL-10)."""

import datetime as dt

from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.test_intrekken import LATER, besluiten, gehoord, trek_in, verzend_intrekking
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak

START, LAATSTE = VANDAAG + dt.timedelta(days=1), dt.date(2029, 3, 2)


async def _door_duo_vastgesteld(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    termijn = Inburgeringstermijn(startdatum=START, einddatum=LAATSTE + dt.timedelta(days=1))
    wereld.duo_weet(zaak.inwoner, termijn=termijn)
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    await wereld.zet_klok(LATER)
    return zaak


async def _brief(zaak: Zaak, sjabloon: str) -> str:
    """De tekst van de laatste brief van deze soort, zoals zij op papier staat."""
    await zaak.wereld.maak_brieven(zaak.id)
    brief = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == sjabloon][-1]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def test_cal_10_het_nieuwe_plan_noemt_de_termijn_die_duo_vaststelde_en_geen_andere(wereld: Wereld) -> None:
    zaak = await _door_duo_vastgesteld(wereld)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    await wereld.werk_af()
    await zaak.schrijf_pip()
    assert "termijn-van-duo" not in [s["code"] for s in (await zaak.lees("/pip/toets"))["signalen"]]
    await zaak.stel_vast(LATER)
    tekst = await _brief(zaak, "pip_beschikking")
    vast = "DUO heeft uw termijn vastgesteld. Hij begint op 3 maart 2026. De laatste dag is 2 maart 2029."
    assert zonder_wit(vast) in tekst
    assert zonder_wit("Deze termijn verandert niet door dit plan.") in tekst
    assert zonder_wit("Wij vragen DUO") not in tekst
    assert zonder_wit("18 maart 2026") not in tekst, "een begin dat DUO niet gaf"
    assert zonder_wit("Uw termijn begint op de dag na de datum van deze brief") not in tekst


async def test_cal_10_ook_na_een_nieuwe_dagtekening_noemt_de_brief_de_termijn_van_duo(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    wereld.duo_weet(zaak.inwoner, termijn=Inburgeringstermijn(startdatum=START, einddatum=LAATSTE))
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    await wereld.zet_klok(LATER)
    besluit = [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"][-1]
    await wereld.mens("teamleider").stuur(zaak.pad("/pip/dagtekening"), {"besluitId": besluit["id"]}, 201)
    [signaal] = [s for s in (await zaak.lees("/pip/toets"))["signalen"] if s["code"] == "termijn-van-duo"]
    assert "03-03-2026 tot en met donderdag 01-03-2029" in signaal["melding"]
    tekst = await _brief(zaak, "pip_beschikking")
    assert zonder_wit("Hij begint op 3 maart 2026. De laatste dag is 1 maart 2029.") in tekst
    assert zonder_wit("Die geldt niet, omdat u toen nog geen plan had gekregen.") in tekst
    assert zonder_wit("Wij vragen DUO om uw termijn opnieuw vast te stellen.") in tekst


async def test_de_brief_over_de_intrekking_zegt_dat_de_termijn_blijft(wereld: Wereld) -> None:
    zaak = await _door_duo_vastgesteld(wereld)
    await trek_in(zaak, horen=gehoord())
    tekst = await _brief(zaak, "besluit_intrekking")
    assert zonder_wit("Uw inburgeringstermijn loopt door, tot en met 2 maart 2029. Hij begint niet opnieuw") in tekst
    assert "alsof" not in tekst
    assert zonder_wit("DUO vragen") not in tekst


async def test_gaf_duo_nog_geen_termijn_dan_noemt_het_nieuwe_plan_het_begin_van_het_eerste(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    wereld.duo_weet(zaak.inwoner, termijn=None)
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    await zaak.schrijf_pip()
    await zaak.stel_vast(LATER)
    tekst = await _brief(zaak, "pip_beschikking")
    assert zonder_wit("Uw termijn begint op 3 maart 2026. De laatste dag is 2 maart 2029.") in tekst
    assert zonder_wit("Het begin van uw termijn verandert niet door dit besluit.") in tekst
    opnieuw = {"besluitId": (await besluiten(zaak, "B04"))[-1]["id"]}
    await wereld.zet_klok(LATER + dt.timedelta(days=1))
    await wereld.mens("teamleider").stuur(zaak.pad("/pip/dagtekening"), opnieuw, 201)
    assert zonder_wit("Uw termijn begint op 3 maart 2026.") in await _brief(zaak, "pip_beschikking"), "het blijft zo"


async def test_zolang_de_brief_over_de_intrekking_ligt_komt_er_geen_nieuw_pip(wereld: Wereld) -> None:
    """Anders leest de persoon na zijn nieuwe plan dat zijn plan niet geldt (art. 3:2 en 3:40 Awb)."""
    zaak = await _door_duo_vastgesteld(wereld)
    await trek_in(zaak, horen=gehoord())
    await zaak.schrijf_pip()
    fout = await zaak.stel_vast(LATER, 409)
    assert velden(fout) == {"bekendmaking"}
    assert "verzend de brief, en leg vast wanneer" in fout["gebreken"][0]["melding"]
    assert (await zaak.lees("/pip/toets"))["kan"] is False
    [vaststellen] = [h for h in await zaak.lees("/handelingen") if h["handeling"] == "PIP_VASTSTELLEN"]
    assert [b["veld"] for b in vaststellen["beletsels"]] == ["bekendmaking"]
    await verzend_intrekking(zaak)
    await zaak.stel_vast(LATER)
