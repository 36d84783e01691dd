"""Wie terugkwam: dit college trekt in zijn eerdere zaak in wat het zelf besloot (T20, art. 3:2 Awb, ADR 0089)."""

import asyncio
from typing import Any

import pytest

from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.terugkeer import gaat_weg, heen_en_terug, over, verhuist_naar, zaak_van_nu
from tests.process.test_intrekken import besluiten, trek_in, verzend_intrekking
from tests.process.test_ontheffingsbesluit_intrekken import trek_in as trek_ontheffing_in
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.retourpost import verzend

ZELF_GEVRAAGD = {"zonder": "ZELF_GEVRAAGD", "motief": "Hij belde ons, en vroeg of het plan weg kan."}


async def _terug(wereld: Wereld) -> tuple[Zaak, Zaak]:
    """Zijn zaak van toen, met een PIP dat hij kent en dat DUO heeft, en die van nu."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await wereld.werk_af()
    return zaak, await heen_en_terug(wereld, zaak)


async def _handeling(zaak: Zaak, naam: str) -> dict[str, Any]:
    [handeling] = [h for h in await zaak.lees("/handelingen") if h["handeling"] == naam]
    return dict(handeling)


async def test_het_eigen_pip_van_toen_wordt_ingetrokken_en_de_zaak_van_nu_is_weer_vrij(wereld: Wereld) -> None:
    zaak, nu = await _terug(wereld)
    assert (await _handeling(zaak, "PIP_INTREKKEN"))["beletsels"][0]["veld"] == "vierOgen", "wie het nam niet"
    elders = await _handeling(nu, "PIP_ELDERS_INGETROKKEN")
    assert not elders["mag"], "het is van dit college zelf"
    assert "in het eerdere dossier" in elders["beletsels"][0]["melding"]
    assert velden(await trek_in(zaak, 400)) == {"horen"}, "hij kent het"
    termijn = [t for t in await nu.lees("/termijnen") if t["soort"].startswith("PIP") and t["status"] == "lopend"]
    eerste = await trek_in(zaak, horen=ZELF_GEVRAAGD)
    assert await trek_in(zaak, horen=ZELF_GEVRAAGD) == eerste
    await wereld.werk_af()
    dossier, eerder = await nu.lees(), await zaak.lees()
    assert (eerder["fase"], dossier["fase"]) == ("OVERGEDRAGEN", "PLICHT_GEMELD")
    assert [p["status"] for p in await zaak.lees("/pip")] == ["ingetrokken"]
    assert not (await nu.lees("/brede-intake"))["verkorteIntake"], "ook al houdt DUO dat plan (art. 11 lid 3)"
    na = [t for t in await nu.lees("/termijnen") if t["soort"].startswith("PIP") and t["status"] == "lopend"]
    assert [(t["soort"], t["laatsteDag"]) for t in na] == [(t["soort"], t["laatsteDag"]) for t in termijn]
    assert "is ingetrokken, en legt geen leerroute vast" in dossier["letOp"]
    assert "nieuwe college" not in eerder["letOp"]
    assert "DUO vanzelf (U01)" in eerder["letOp"]
    assert not (await _handeling(zaak, "PIP_INTREKKEN"))["mag"]
    assert dossier["kenmerk"] in (await _handeling(zaak, "PIP_INTREKKEN"))["watNu"]


async def test_de_brief_is_van_het_college_waar_hij_weer_woont_en_gaat_voor_het_nieuwe_plan(wereld: Wereld) -> None:
    zaak, nu = await _terug(wereld)
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    tekst = await _brief(zaak)
    assert zonder_wit("Wij maken een nieuw plan met u.") in tekst
    assert zonder_wit("uw nieuwe gemeente") not in tekst
    eerder = (await zaak.lees())["kenmerk"]
    lbt = await _handeling(nu, "LBT_AANVRAGEN")
    assert eerder in lbt["beletsels"][0]["melding"], "tot hij het weet hoort de toets er niet bij"
    await _tot_pip(nu)
    vast = await _handeling(nu, "PIP_VASTSTELLEN")
    assert (vast["mag"], [b["veld"] for b in vast["beletsels"]]) == (False, ["bekendmaking"])
    assert eerder in vast["beletsels"][0]["melding"]
    await verzend_intrekking(zaak)
    await wereld.werk_af()
    assert not await _zeg_duo(wereld), "DUO hoort het volgende plan vanzelf"
    await nu.stel_vast(await nu.over(0))
    await nu.maak_pip_bekend()
    await wereld.werk_af()
    assert [m["soort"] for m in await nu.lees("/duo-meldingen") if m["soort"] != "U03"] == ["U01"], "een keer"
    assert [m for m in await zaak.lees("/duo-meldingen") if m["soort"] == "U02"] == []


async def test_wat_er_in_de_zaak_van_nu_op_rust_gaat_daar_eerst_terug(wereld: Wereld) -> None:
    zaak, nu = await _terug(wereld)
    kenmerk = (await nu.lees())["kenmerk"]
    await _rond_verkort_af(nu)
    fout = await trek_in(zaak, 409, horen=ZELF_GEVRAAGD)
    assert velden(fout) == {"intake"}
    assert f"In dossier {kenmerk}" in fout["gebreken"][0]["melding"]
    await nu.schrijf_pip()
    await nu.stel_vast(await nu.over(0))
    assert velden(await trek_in(zaak, 409, horen=ZELF_GEVRAAGD)) == {"pip"}
    await trek_in(nu)  # nobody knows it yet
    await nu.heropen_intake()
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(f"{nu.id}:intake-weer-volledig")]
    assert "Het PIP van uw gemeente van maandag 02-03-2026 is ingetrokken" in werk["omschrijving"]
    assert not (await nu.lees("/brede-intake"))["verkorteIntake"]


async def test_zolang_hij_elders_woont_of_een_ander_plan_telt_kan_het_niet(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await gaat_weg(wereld, zaak)
    fout = await trek_in(zaak, 409, horen=ZELF_GEVRAAGD)
    assert velden(fout) == {"fase"}
    assert "een andere gemeente" in fout["gebreken"][0]["melding"]
    await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    await gaat_weg(wereld, nu)
    assert velden(await trek_in(zaak, 409, horen=ZELF_GEVRAAGD)) == {"fase"}, "hij is weer weg"


async def test_de_brief_zegt_dat_een_eerder_plan_de_leerroute_blijft_vastleggen(wereld: Wereld) -> None:
    zaak, nu = await _terug(wereld)
    await _stel_verkort_vast(nu)
    await nu.maak_pip_bekend()
    await trek_in(nu, horen=ZELF_GEVRAAGD)
    tekst = await _brief(nu)
    assert zonder_wit("Wij hebben die eerder vastgesteld, in een plan van 2 maart 2026. Dat geldt nog.") in tekst
    await verzend_intrekking(nu)
    await nu.heropen_intake()
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    assert zonder_wit("Uw leerroute verandert niet") not in await _brief(zaak), "nu is er geen meer"


async def test_twee_tegelijk_is_een_intrekking(wereld: Wereld) -> None:
    zaak, _ = await _terug(wereld)
    antwoorden = await asyncio.gather(*(trek_in(zaak, horen=ZELF_GEVRAAGD) for _ in range(2)))
    assert antwoorden[0] == antwoorden[1]
    assert len(await besluiten(zaak, "INTREKKING")) == 1


async def test_gaat_hij_daarna_weer_weg_dan_zegt_een_mens_het_duo(wereld: Wereld) -> None:
    """DUO geeft het ingetrokken plan aan zijn nieuwe gemeente (art. 15 lid 4)."""
    zaak, nu = await _terug(wereld)
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    await verzend_intrekking(zaak)
    await wereld.werk_af()
    assert not await _zeg_duo(wereld)
    await gaat_weg(wereld, nu)
    assert [w["dossier_id"] for w in await _zeg_duo(wereld)] == [nu.id]


@pytest.mark.parametrize("verleend", [True, False])
async def test_het_eigen_besluit_over_de_toets_van_toen_wordt_ook_ingetrokken(wereld: Wereld, verleend: bool) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.vraag_ontheffing()
    leider = wereld.mens("teamleider")
    await (zaak.beslis_ontheffing() if verleend else zaak.beslis_ontheffing(door=leider, **WEIGERING))
    await verzend(zaak)
    ander = leider if verleend else zaak.km
    nu = await heen_en_terug(wereld, zaak)
    eerste = await trek_ontheffing_in(zaak, door=ander, horen=ZELF_GEVRAAGD)
    assert await trek_ontheffing_in(zaak, door=ander, horen=ZELF_GEVRAAGD) == eerste
    [verzoek] = await zaak.lees("/lbt-ontheffingen")
    assert verzoek["status"] == "besluit_ingetrokken"
    vragen = [w["omschrijving"] for w in (await nu.lees())["werk"] if "ontheffing wil" in w["omschrijving"]]
    assert len(vragen) == (1 if verleend else 0), "in de zaak van nu"
    assert [w for w in (await zaak.lees())["werk"] if "ontheffing wil" in w["omschrijving"]] == []
    assert zonder_wit("uw nieuwe gemeente") not in await _brief(zaak)
    await nu.vraag_ontheffing()
    beslissen = await _handeling(nu, "ONTHEFFING_BESLISSEN")
    assert [b["veld"] for b in beslissen["beletsels"]] == ["bekendmaking"], "eerst weet hij dat het vorige niet geldt"
    await verzend_intrekking(zaak)
    assert (await _handeling(nu, "ONTHEFFING_BESLISSEN"))["mag"]


@pytest.mark.parametrize("verzonden", [True, False])
async def test_loopt_er_in_de_zaak_van_nu_een_oproep_dan_blijft_die_en_zegt_niets_dat_hij_kan_wachten(
    wereld: Wereld, verzonden: bool
) -> None:
    zaak, nu = await _terug(wereld)
    await nu.roep_op(await nu.over(14))
    if verzonden:
        await nu.verzend_oproep()
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    tekst = await _brief(zaak)
    assert zonder_wit("Wacht op bericht") not in tekst
    assert zonder_wit("De brede intake gaat verder.") in tekst
    assert zonder_wit("Kom dan op de dag die erin staat.") in tekst
    assert zonder_wit("dat u geen toets hoeft te maken? Dat geldt niet meer.") in tekst, "zo stond het in de oproep"
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(f"{nu.id}:intake-weer-volledig")]
    wat = werk["omschrijving"]
    assert ("Lees de brief van de oproep die op maandag 30-03-2026 verzonden is" in wat) is verzonden
    assert ("trek haar in en stel een nieuwe op" in wat) is not verzonden
    assert [o["uitkomst"] for o in await nu.lees("/oproepen")] == ["OPEN"], "zij blijft gelden"


async def test_wie_hier_bleef_leest_dat_hij_op_bericht_wacht(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await wereld.werk_af()
    await trek_in(zaak, horen=ZELF_GEVRAAGD)
    tekst = await _brief(zaak)
    assert zonder_wit("Wacht op bericht van ons.") in tekst, "er loopt geen oproep"
    assert zonder_wit("oproep") not in tekst


async def _brief(zaak: Zaak) -> str:
    """De tekst van de brief over de intrekking, zoals zij op papier staat."""
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "besluit_intrekking"]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def _rond_verkort_af(nu: Zaak) -> None:
    await nu.roep_op(await nu.over(14))
    await nu.verschijnt()
    verkort = {"opleidingEnWerk": "", "rechtOpIndividueelGesprekGemeldOp": (await nu.over(0)).isoformat()}
    await nu.vul_intake_zonder_uitslag(**verkort)
    await nu.rond_intake_af()


async def _stel_verkort_vast(nu: Zaak) -> None:
    await _rond_verkort_af(nu)
    await nu.schrijf_pip()
    await nu.stel_vast(await nu.over(0))


async def _tot_pip(nu: Zaak) -> None:
    await nu.roep_op(await nu.over(14))
    await nu.verschijnt()
    await nu.vul_intake(rechtOpIndividueelGesprekGemeldOp=(await nu.over(0)).isoformat())
    await nu.rond_intake_af()
    await nu.schrijf_pip()


async def _zeg_duo(wereld: Wereld) -> list[dict[str, Any]]:
    return [w for w in await wereld.werk("NAVRAGEN") if "Zeg DUO dat het niet meer geldt" in w["omschrijving"]]
