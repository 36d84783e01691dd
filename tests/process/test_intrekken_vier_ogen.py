"""Wie zei dat de persoon een besluit niet kreeg, trekt het niet zelf in zonder hem te horen (vier ogen, ADR 0058)."""

from tests.process.test_intrekken import besluiten, trek_in
from tests.process.test_ontheffingsbesluit_intrekken import trek_in as trek_ontheffing_in
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel, verzend


async def test_wie_zei_dat_de_brief_niet_aankwam_trekt_het_pip_niet_zelf_in(wereld: Wereld) -> None:
    """Anders bepaalt één mens op één dag dat de persoon niet gehoord wordt."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    km, leider = zaak.km, wereld.mens("teamleider")
    id_ = await kom_terug(zaak, "pip_beschikking")
    zaak.km = leider
    await oordeel(zaak, id_, "FOUT_ADRES")
    fout = await trek_in(zaak, 409)
    assert velden(fout) == {"vierOgen"}
    assert "wie zei dat de brief daarover niet aankwam" in fout["gebreken"][0]["melding"]
    [handeling] = [h for h in await zaak.lees("/handelingen") if h["handeling"] == "PIP_INTREKKEN"]
    assert [b["veld"] for b in handeling["beletsels"]] == ["vierOgen"]
    zaak.km = km
    await oordeel(zaak, id_, "FOUT_ADRES", motief="de BRP geeft een ander adres")
    await trek_in(zaak)
    assert len(await besluiten(zaak, "INTREKKING")) == 1


async def test_wie_zei_dat_de_brief_niet_aankwam_trekt_de_ontheffing_niet_zelf_in(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    await verzend(zaak)
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    zaak.km = wereld.mens("teamleider")
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert velden(await trek_ontheffing_in(zaak, 409)) == {"vierOgen"}
    college = {"nummer": "2026-31", "datum": VANDAAG.isoformat()}
    await trek_ontheffing_in(zaak, collegebesluit=college)
