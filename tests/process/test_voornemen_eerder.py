"""Wie antwoordde op een voornemen dat daarna is ingetrokken, leest dat terug (PG-10, art. 3:46 en 4:8 Awb)."""

import datetime as dt

import pytest

from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.test_intrekken import trek_in
from tests.process.test_voornemen import NA_DE_TERMIJN, tekst_van_het_besluit, voorgelegd
from tests.process.wereld import Wereld, velden
from tests.process.zaak import WERKDAG, Zaak


async def _tekst_van_het_voornemen(zaak: Zaak) -> str:
    laatste = (await zaak.lees("/pip-voornemens"))[-1]["id"]
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == laatste]
    return platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


@pytest.mark.parametrize("gewogen", [True, False], ids=["toen gewogen", "toen niet gewogen"])
async def test_pg_10_wie_op_een_eerder_voornemen_antwoordde_leest_dat_terug(wereld: Wereld, gewogen: bool) -> None:
    """Awb 3:46 en 4:8: zijn antwoord verdwijnt niet met het voornemen waarop hij het gaf."""
    zaak = await voorgelegd(wereld)
    await zaak.zegt_van_voornemen("Ik wil de Z-route.")
    weging = "U krijgt de Z-route."
    if gewogen:
        await zaak.bij_voornemen("weging", {"weging": weging})
    await zaak.bij_voornemen("intrekking", {"motief": "hij wil de Z-route"})
    await zaak.bij_voornemen("weging", {"weging": "te laat"}, 409)
    await zaak.schrijf_pip(versie=1, leerroute="Z", niveau="A2", intensiteitLeerroute=800)
    tweede = WERKDAG + dt.timedelta(days=1)
    await zaak.leg_pip_voor(tweede, versie=2)
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_voornemen()
    na, leider = tweede + dt.timedelta(days=1), wereld.mens("teamleider")
    await wereld.zet_klok(na)
    if not gewogen:
        fout = await zaak.stel_vast(na, 409, versie=2, door=leider)
        assert velden(fout) == {"weging"}
        assert "hoe de zienswijze is gewogen" in fout["detail"]
        await zaak.bij_voornemen("weging", {"weging": weging})
    await zaak.stel_vast(na, versie=2, door=leider)
    voornemen, besluit = await _tekst_van_het_voornemen(zaak), await tekst_van_het_besluit(zaak)
    for tekst in (voornemen, besluit):
        assert zonder_wit("Ik wil de Z-route.") in tekst
        for nooit in ("niet geantwoord", "u niet gehoord"):
            assert zonder_wit(nooit) not in tekst
    assert zonder_wit(weging) in besluit
    assert (zonder_wit(weging) in voornemen) is gewogen


async def test_pg_10_wie_nergens_op_antwoordde_leest_dat_hij_niet_antwoordde(wereld: Wereld) -> None:
    zaak = await voorgelegd(wereld)
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, door=wereld.mens("teamleider"))
    besluit = await tekst_van_het_besluit(zaak)
    for stuk in ("U hebt niet geantwoord.", "Daarom hebben wij u niet gehoord."):
        assert zonder_wit(stuk) in besluit


async def test_pg_10_na_een_ingetrokken_pip_leest_hij_zijn_antwoord_terug_in_het_nieuwe(wereld: Wereld) -> None:
    """Hij antwoordde mondeling, het werd gewogen, en het PIP dat erop rustte is ingetrokken (art. 3:2 en 3:46 Awb)."""
    zaak, leider = await voorgelegd(wereld), wereld.mens("teamleider")
    await zaak.zegt_van_voornemen("Ik wil de onderwijsroute.")
    await zaak.bij_voornemen("weging", {"weging": "Daarvoor is uw niveau nog te laag."})
    await wereld.zet_klok(NA_DE_TERMIJN)
    await zaak.stel_vast(NA_DE_TERMIJN, door=leider)
    await trek_in(zaak, door=zaak.km)
    await zaak.schrijf_pip(leerroute="Z", niveau="A2", intensiteitLeerroute=800)
    await zaak.bij_voornemen("intrekking", {"motief": "het plan is anders"})
    tweede = NA_DE_TERMIJN + dt.timedelta(days=14)
    await zaak.leg_pip_voor(tweede, versie=(await zaak.lees("/pip"))[-1]["versie"])
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_voornemen()
    tekst = await _tekst_van_het_voornemen(zaak)
    for stuk in ("Ik wil de onderwijsroute.", "Daarvoor is uw niveau nog te laag.", "Dat plan geldt niet meer."):
        assert zonder_wit(stuk) in tekst
    assert zonder_wit("u niet gehoord") not in tekst
