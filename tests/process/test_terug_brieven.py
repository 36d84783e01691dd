"""Wat iemand leest in de brieven na zijn terugkeer, en wat een medewerker dan nog moet zeggen (T20, art. 15 lid 4)."""

from typing import Any

from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.terugkeer import gaat_weg, heen_en_terug, over, verhuist_naar
from tests.process.test_intrekken import trek_in, verzend_intrekking
from tests.process.test_terug_intrekken import ZELF_GEVRAAGD
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

VAN_ONS = "een plan van ons, van voordat u verhuisde"


async def test_de_leerroute_die_dit_college_zelf_vastlegde_is_niet_van_een_andere_gemeente(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await wereld.werk_af()
    nu = await heen_en_terug(wereld, zaak)
    await nu.roep_op(await nu.over(14))
    oproep = await _brief(nu, "oproep")
    await nu.verschijnt()
    verkort = {"opleidingEnWerk": "", "rechtOpIndividueelGesprekGemeldOp": (await nu.over(0)).isoformat()}
    await nu.vul_intake_zonder_uitslag(**verkort)
    await nu.rond_intake_af()
    await nu.schrijf_pip()
    await nu.stel_vast(await nu.over(0))
    besluit = await _brief(nu, "pip_beschikking")
    assert zonder_wit(VAN_ONS) in oproep
    assert zonder_wit("Deze leerroute staat al in het plan dat wij voor u maakten voordat u verhuisde") in besluit
    assert zonder_wit("andere gemeente") not in oproep + besluit


async def test_duo_hoort_niet_meer_van_een_mens_dat_het_plan_weg_is_als_hij_terugkwam(wereld: Wereld) -> None:
    """Tot zijn terugkeer staat dat werk in de zaak van toen; daarna hoort DUO zijn volgende plan vanzelf (U01)."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await wereld.werk_af()
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    await verzend_intrekking(zaak)
    await gaat_weg(wereld, zaak)
    assert [w["dossier_id"] for w in await _zeg_duo(wereld)] == [zaak.id]
    await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    assert await _zeg_duo(wereld) == []


async def test_het_werk_noemt_deze_gemeente_als_haar_plan_pas_na_zijn_terugkeer_bekend_wordt(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    nu = await heen_en_terug(wereld, zaak)
    await nu.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    await nu.vraag_ontheffing()
    await _verzend_van_toen(zaak)
    await wereld.werk_af()
    teksten = [w["omschrijving"] for w in (await nu.lees())["werk"] if "hij de toets niet hoeft" in w["omschrijving"]]
    assert len(teksten) == 2, "over het verzoek, en over de toets zelf"
    assert ["Uw gemeente stelde de leerroute al vast" in tekst for tekst in teksten] == [True, True]


async def _zeg_duo(wereld: Wereld) -> list[dict[str, Any]]:
    return [w for w in await wereld.werk("NAVRAGEN") if "Zeg DUO dat het niet meer geldt" in w["omschrijving"]]


async def _brief(zaak: Zaak, sjabloon: str) -> str:
    """De tekst van zijn brief van deze soort, zoals zij op papier staat."""
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == sjabloon]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def _verzend_van_toen(zaak: Zaak) -> None:
    """De brief met het PIP van voor zijn verhuizing gaat vandaag weg."""
    dag = (await zaak.over(0)).isoformat()
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": dag, "bevestigd": ["KOST_DAGEN"]})
    await zaak.wereld.maak_brieven(zaak.id)
    body = {"verzondenOp": dag, "bevestigd": ["VERHUISD", "ANDERS_GERICHT"]}
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", body)
