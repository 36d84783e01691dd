"""Elke weigering noemt wat er nu wel kan, ook waar dat niet de volgende stap van de fase is."""

import datetime as dt
from typing import Any

from core.law.kalender import schrijf_dag
from tests.process.handelen import HANDELINGEN, derde_partij, zonder_mandaat
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING


async def _geweigerd(zaak: Zaak, handeling: str, met: dict[str, Any] | None = None) -> tuple[set[str], str]:
    status, antwoord = await HANDELINGEN[handeling](zaak, met or {})
    assert status == 409, antwoord
    return velden(antwoord), antwoord["detail"]


async def _in_het_overzicht(zaak: Zaak, handeling: str) -> dict[str, Any]:
    return next(h for h in await zaak.lees("/handelingen") if h["handeling"] == handeling)


async def test_wie_op_een_derde_wacht_hoort_beide_wegen_en_de_tweede_kan(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    assert (await derde_partij(zaak, {"gevraagdOp": (await zaak.over(0)).isoformat()}))[0] == 204
    _, detail = await _geweigerd(zaak, "vaststellen")
    assert "vastleggen dat de informatie van de derde er is, of vastleggen dat het PIP niet langer op" in detail
    overzicht = await _in_het_overzicht(zaak, "PIP_VASTSTELLEN")
    assert (overzicht["volgende"], overzicht["ofwel"]) == ("INFORMATIE_ONTVANGEN", "INFORMATIE_NIET_AFWACHTEN")
    assert overzicht["watNu"] in detail
    assert (await HANDELINGEN["zonder_derde"](zaak, {"motief": "de derde antwoordt niet"}))[0] == 204
    assert (await HANDELINGEN["vaststellen"](zaak, {}))[0] == 201


async def test_wie_geen_mandaat_heeft_voor_een_nieuwe_dagtekening_hoort_wie_wel(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.zet_klok(await zaak.over(4))
    await zonder_mandaat(wereld, "B04")
    gebreken, detail = await _geweigerd(zaak, "herdagtekenen")
    assert gebreken == {"mandaat"}
    assert "Leg dit voor aan wie het wel mag" in detail
    assert "of verzend de brief zoals zij is" in detail
    assert "wijzig zo nodig het PIP" not in detail
    await zaak.maak_pip_bekend()


async def test_zolang_de_derde_oproep_loopt_wacht_wie_in_afwezigheid_wil_afronden(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    status, antwoord = await HANDELINGEN["afwezig"](zaak, {})
    assert status == 409
    [gebrek] = antwoord["gebreken"]
    assert gebrek["melding"].startswith("Oproepen die tellen en geen resultaat gaven: 2; nodig zijn er 3.")
    assert "loopt tot en met" in gebrek["melding"]
    assert "opnieuw op" not in gebrek["melding"], "de derde loopt al"
    assert "komt hij niet, dan kunt u na die dag vastleggen dat de termijn gemist is" in antwoord["detail"]
    laatste = dt.date.fromisoformat((await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"])
    await wereld.zet_klok(laatste + dt.timedelta(days=1))
    await zaak.niet_gekomen()
    assert (await HANDELINGEN["afwezig"](zaak, {}))[0] < 300


async def test_een_afspraak_van_een_oproep_die_er_nog_ligt_verzet_men_door_haar_in_te_trekken(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    over_elf = f"{await zaak.over(11)}T10:00:00Z"
    verzet = {"soort": "VERZET", "afspraakOp": over_elf, "plaats": "Dorpshuis", "toelichting": "belde"}
    gebreken, detail = await _geweigerd(zaak, "afspraak", verzet)
    assert gebreken == {"verzondenOp"}
    assert "De volgende stap is: de oproep intrekken." in detail
    await zaak.trek_oproep_in("andere tijd")
    await zaak.roep_op()


async def test_wie_een_ontheffing_niet_zelf_mag_weigeren_hoort_niet_dat_hij_haar_kan_verlenen(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vraag_ontheffing()
    gebreken, detail = await _geweigerd(zaak, "ontheffingsbesluit", WEIGERING)
    assert gebreken == {"vierOgen"}
    assert "Leg dit voor aan wie het wel mag: de ontheffing van de leerbaarheidstoets weigeren." in detail
    assert "beslissen over ontheffing" not in detail
    overzicht = await _in_het_overzicht(zaak, "ONTHEFFING_WEIGEREN")
    assert (overzicht["volgende"], overzicht["ofwel"]) == (None, None)


async def test_waar_een_verzoek_om_ontheffing_loopt_gaat_de_beslissing_voor(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vraag_ontheffing()
    for handeling in ("ontheffing", "lbt"):
        gebreken, detail = await _geweigerd(zaak, handeling)
        assert gebreken == {"ontheffing"}
        assert "De volgende stap is: beslissen over ontheffing van de leerbaarheidstoets" in detail, handeling


async def test_een_verkeerde_dag_van_komst_raadt_niet_aan_de_oproep_in_te_trekken(wereld: Wereld) -> None:
    """Wie een dag te vroeg of te laat opgaf, verbetert de dag; de oproep deed niets fout."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    for dagen in (-1, 1):
        dag = (await zaak.over(dagen)).isoformat()
        status, antwoord = await HANDELINGEN["uitkomst"](zaak, {"uitkomst": "VERSCHENEN", "op": dag})
        assert (status, velden(antwoord)) == (409, {"op"})
        assert "Neem een dag die wel kan" in antwoord["detail"]
        assert "intrekken" not in antwoord["detail"]
        assert "tot en met vandaag" in antwoord["gebreken"][0]["melding"]
    assert (await HANDELINGEN["uitkomst"](zaak, {"uitkomst": "VERSCHENEN"}))[0] < 300


async def test_van_een_vastgesteld_pip_zegt_de_toets_alleen_dat_en_wat_er_dan_komt(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    toets = await zaak.lees("/pip/toets")
    al = f"Het PIP is al vastgesteld, met de dagtekening {schrijf_dag(VANDAAG)}."
    assert [g["melding"] for g in toets["ontbreekt"]] == [al], "aan een leeg plan ontbreekt niets: er is een plan"
    assert toets["watNu"] == "Verzend de brief met het PIP, en leg vast wanneer."
    fout = await zaak.stel_vast(versie=(await zaak.lees("/pip"))[-1]["versie"], verwacht=409)
    assert fout["detail"].startswith(al)
    assert toets["watNu"] in fout["detail"]
    [kan] = [h for h in await zaak.lees("/handelingen") if h["handeling"] == "PIP_VASTSTELLEN"]
    assert [b["melding"] for b in kan["beletsels"]] == [al]


async def test_wie_de_intake_niet_kan_afronden_om_een_brief_hoort_dat_en_niet_dat_er_iets_in_te_vullen_is(
    wereld: Wereld,
) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verschijnt()
    await zaak.vul_intake_zonder_uitslag()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    for tekst in ((await zaak.lees("/pip/toets"))["watNu"], (await _op_de_lijst(zaak))["watNu"]):
        assert "nog niet bekendgemaakt" in tekst
        assert "verzend de brief" in tekst
        assert "aanvullen" not in tekst


async def test_na_een_gemiste_afspraak_is_de_volgende_stap_een_nieuwe(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    assert (await _op_de_lijst(zaak))["watNu"].startswith("De termijn van de oproep loopt tot en met")
    await zaak.afspraak("AFGEZEGD")
    wat_nu = (await _op_de_lijst(zaak))["watNu"]
    assert wat_nu.startswith("De afspraak ging niet door. Maak een nieuwe, tot en met ")


async def _op_de_lijst(zaak: Zaak) -> dict[str, Any]:
    [persoon] = (await zaak.km.lees("/werkvoorraad/personen"))["personen"]
    return dict(persoon)


async def test_wie_een_verkeerd_pip_niet_zelf_mag_intrekken_krijgt_niet_de_raad_het_te_verzenden(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    gebreken, detail = await _geweigerd(zaak, "pip_zelf_intrekken")
    assert gebreken == {"vierOgen"}
    assert "Leg dit voor aan wie het wel mag" in detail
    assert "verzend de brief" not in detail
