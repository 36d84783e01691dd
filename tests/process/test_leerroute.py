"""Waar de leerroute van een PIP op rust: de wens van de persoon (art. 8), of een PIP van elders (art. 15 lid 4)."""

from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak


async def test_alleen_een_besluit_dat_een_leerroute_overneemt_rust_op_artikel_15_lid_4(wereld: Wereld) -> None:
    """Van wie met een plan kwam dat DUO hier niet gaf, is niet bekend welke leerroute dat had."""
    verhuisd, hier = await Zaak.nieuw(wereld, "SS121"), await Zaak.nieuw(wereld)
    for zaak in (verhuisd, hier):
        await zaak.tot_vastgesteld()
        [besluit] = await zaak.lees("/besluiten")
        assert "art. 15 lid 4 Wi2021" not in besluit["gronden"]


async def test_de_onderwijsroute_vraagt_dat_de_persoon_zelf_zei_dat_hij_een_opleiding_wil(wereld: Wereld) -> None:
    """Art. 8 lid 1 Wi2021; wie met een leerroute van elders kwam, houdt die (art. 15 lid 4)."""
    route = {"leerroute": "O", "intensiteitMap": None}
    zonder, met, verhuisd = [await Zaak.nieuw(wereld, code) for code in ("SS139", "SS139", "SS121")]
    for zaak, wil in ((zonder, False), (met, True), (verhuisd, False)):
        await zaak.tot_intake()
        await zaak.vul_intake(wilOnderwijsroute=wil, onderwijsrouteOnderzoek="gesproken met de school" if wil else "")
        await zaak.rond_intake_af()
        await zaak.schrijf_pip(**route)
    fout = await zonder.stel_vast(verwacht=409)
    assert velden(fout) == {"leerroute"}
    assert fout["gebreken"][0]["grond"] == "art. 8 lid 1 Wi2021"
    await met.stel_vast()
    await verhuisd.stel_vast()


async def test_het_eerste_pip_na_een_verhuizing_neemt_de_leerroute_over_die_duo_gaf(wereld: Wereld) -> None:
    """Art. 15 lid 4 Wi2021: de vorige gemeente stelde haar vast, en DUO kent haar uit dat PIP."""
    inwoner = wereld.iemand()
    await wereld.gebeurt(inwoner, "SS121")
    zaak = Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)
    [pip] = [g for g in await zaak.lees("/duo-gegevens") if g["soort"] == "PIP"]
    assert pip["waarde"] == "B", "en zij is te lezen"
    await zaak.tot_pip()
    versie = (await zaak.lees("/pip"))[-1]["versie"]
    await zaak.schrijf_pip(versie=versie, leerroute="Z", niveau=None, intensiteitLeerroute=800)
    fout = await zaak.stel_vast(verwacht=409, versie=versie + 1)
    assert velden(fout) == {"leerroute"}
    assert fout["gebreken"][0]["grond"] == "art. 15 lid 4 Wi2021"
    assert "leerroute B" in fout["gebreken"][0]["melding"]
    await zaak.schrijf_pip(versie=versie + 1)
    await zaak.stel_vast(versie=versie + 2)
    [besluit] = await zaak.lees("/besluiten")
    assert "art. 15 lid 4 Wi2021" in besluit["gronden"]
