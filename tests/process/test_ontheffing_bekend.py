"""Op een besluit over ontheffing dat de persoon niet kent rust niets (art. 3:40 en 3:41 Awb, PG-9): geen tekort, geen
aanmelding voor de toets, geen afgeronde intake en geen PIP."""

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.oproep import VERZOEK
from tests.voorbeelden.retourpost import kom_terug, oordeel, verzend

STANDEN = ("ligt er", "kwam terug", "fout adres")


async def _beslist(wereld: Wereld, *, verlenen: bool) -> Zaak:
    """In de intake is over ontheffing beslist; de brief ligt er nog."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_intake()
    await zaak.vraag_ontheffing()
    if verlenen:
        await zaak.beslis_ontheffing()
    else:
        await zaak.beslis_ontheffing(door=wereld.mens("teamleider"), **WEIGERING)
    return zaak


async def _breng_tot(zaak: Zaak, stand: str) -> str:
    """Zoals `STANDEN` zegt; geeft het id van de retourpost, als die er is."""
    if stand == "ligt er":
        return ""
    await verzend(zaak)
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    if stand == "fout adres":
        await oordeel(zaak, id_, "FOUT_ADRES")
    return id_


async def _maak_bekend(zaak: Zaak, id_: str) -> None:
    if id_:
        await oordeel(zaak, id_, "GOED_ADRES")
    else:
        await verzend(zaak)


@pytest.mark.parametrize("stand", STANDEN)
async def test_pg_9_een_weigering_die_hij_niet_kent_draagt_geen_tekort_en_geen_toets(
    wereld: Wereld, stand: str
) -> None:
    zaak = await _beslist(wereld, verlenen=False)
    id_ = await _breng_tot(zaak, stand)
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK)
    assert velden(fout) == {"verzoek.soort"}
    assert "nog niet bekendgemaakt" in fout["gebreken"][0]["melding"]
    veld = "retourpost" if stand == "kwam terug" else "bekendmaking"
    fout = await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)
    assert velden(fout) == {veld}
    assert ("beoordelen" in fout["detail"]) is (stand == "kwam terug")
    await zaak.vul_intake_zonder_uitslag()
    assert velden(await zaak.rond_intake_af(409)) == {veld, "leerbaarheidstoets"}
    if stand == "fout adres":
        return
    await _maak_bekend(zaak, id_)
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK)


async def test_pg_9_een_verzoek_dat_introk_zegt_niets_over_een_weigering_die_hij_niet_kent(wereld: Wereld) -> None:
    zaak = await _beslist(wereld, verlenen=False)
    id_ = await zaak.vraag_ontheffing()
    await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "belde: laat maar", "versie": 1})
    assert velden(await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK)) == {"verzoek.soort"}


async def test_3_41_op_een_ontheffing_die_terugkwam_rust_niets_tot_iemand_zegt_of_zij_aankwam(wereld: Wereld) -> None:
    zaak = await _beslist(wereld, verlenen=True)
    await verzend(zaak)
    await zaak.vul_intake_zonder_uitslag()
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    fout = await zaak.rond_intake_af(409)
    assert "retourpost" in velden(fout)
    assert "beoordelen" in fout["detail"]
    await oordeel(zaak, id_, "GOED_ADRES")
    await zaak.rond_intake_af()


async def test_3_41_ook_een_pip_wacht_op_het_oordeel_over_een_ontheffing_die_terugkwam(wereld: Wereld) -> None:
    zaak = await _beslist(wereld, verlenen=True)
    await verzend(zaak)
    await zaak.vul_intake_zonder_uitslag()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    assert "PIP_VASTSTELLEN" in {h["handeling"] for h in await zaak.lees("/handelingen") if h["mag"]}
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    fout = await zaak.stel_vast(verwacht=409)
    assert "retourpost" in velden(fout)
    assert "retourpost" in {gebrek["veld"] for gebrek in (await zaak.lees("/pip/toets"))["ontbreekt"]}
    await oordeel(zaak, id_, "VERGISSING")
    await zaak.stel_vast()


async def _pip_ligt_er(wereld: Wereld) -> tuple[Zaak, str]:
    """Het PIP is vastgesteld op een ontheffing; daarna komt de brief over die ontheffing terug."""
    zaak = await _beslist(wereld, verlenen=True)
    await verzend(zaak)
    await zaak.vul_intake_zonder_uitslag()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    return zaak, await kom_terug(zaak, "ontheffing_lbt")


async def test_3_40_na_een_verkeerd_adres_zegt_werk_wat_er_op_de_ontheffing_rust(wereld: Wereld) -> None:
    zaak, id_ = await _pip_ligt_er(wereld)
    await oordeel(zaak, id_, "FOUT_ADRES")
    [item] = [w for w in await wereld.werk("NAVRAGEN") if "ontheffing" in w["omschrijving"]]
    assert "de brede intake en het PIP" in item["omschrijving"]
    await oordeel(zaak, id_, "VERGISSING")
    assert [w for w in await wereld.werk("NAVRAGEN") if "ontheffing" in w["omschrijving"]] == []


@pytest.mark.parametrize("fout", [False, True], ids=["kwam terug", "fout adres"])
async def test_3_40_het_pip_gaat_niet_ongemerkt_uit_op_een_ontheffing_die_niet_bekend_is(
    wereld: Wereld, fout: bool
) -> None:
    zaak, id_ = await _pip_ligt_er(wereld)
    if fout:
        await oordeel(zaak, id_, "FOUT_ADRES")
    await wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    pad, body = f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()}
    nog_niet = await zaak.stuur(pad, body, 409)
    assert "ONTHEFFING_NIET_BEKEND" in [w["soort"] for w in nog_niet["waarschuwingen"]]
    await zaak.stuur(pad, body | {"bevestigd": [w["soort"] for w in nog_niet["waarschuwingen"]]})


async def test_3_40_is_de_ontheffing_bekend_dan_waarschuwt_het_verzenden_van_het_pip_niet(wereld: Wereld) -> None:
    zaak, id_ = await _pip_ligt_er(wereld)
    await oordeel(zaak, id_, "GOED_ADRES")
    await zaak.maak_pip_bekend()
