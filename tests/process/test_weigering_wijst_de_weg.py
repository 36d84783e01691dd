"""Een weigering zegt wat er echt is, en wat nu wel kan: wie toch kwam, wat niet aankwam, en een concept dat weg is."""

import datetime as dt

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import PIP, Zaak
from tests.process.zaak import WERKDAG as LAATSTE
from tests.voorbeelden.retourpost import kom_terug, oordeel


async def _gemeld(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def test_pg_2_wie_toch_komt_nadat_de_intake_zonder_hem_af_is_wordt_na_heropenen_gehoord(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.tot_afwezig()
    fout = await zaak.uitkomst("VERSCHENEN", verwacht=409)
    assert "heropen haar dan eerst" in fout["detail"]
    assert "De volgende stap is: de afgeronde brede intake heropenen" in fout["detail"]
    await zaak.heropen_intake()
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    await zaak.uitkomst("VERSCHENEN")
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"


async def test_pg_10_een_voornemen_dat_naar_een_verkeerd_adres_ging_heet_niet_onverzonden(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.tot_afwezig()
    await zaak.leg_pip_voor()
    nog_niet = await zaak.zegt_van_voornemen("Hij wil liever in de avond les.", 409)
    assert "nog niet verzonden" in nog_niet["gebreken"][0]["melding"]
    await zaak.verzend_voornemen()
    await oordeel(zaak, await kom_terug(zaak, "pip_voornemen"), "FOUT_ADRES")
    fout = await zaak.zegt_van_voornemen("Hij wil liever in de avond les.", 409)
    assert velden(fout) == {"verzondenOp"}
    assert "verkeerd adres" in fout["gebreken"][0]["melding"]
    [gebrek] = [g for g in (await zaak.stel_vast(verwacht=409))["gebreken"] if g["veld"] == "verzondenOp"]
    assert "verkeerd adres" in gebrek["melding"]


@pytest.mark.parametrize("telt", [False, True])
async def test_pg_1_op_een_oproep_die_niet_telt_komt_niemand_te_laat(wereld: Wereld, telt: bool) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    verzonden = VANDAAG if telt else LAATSTE - dt.timedelta(days=6)
    await wereld.zet_klok(verzonden)
    await zaak.verzend_oproep(bevestigd=["TELT_NIET"])
    await wereld.zet_klok(LAATSTE + dt.timedelta(days=1))
    await zaak.verschijnt()
    [oproep] = await zaak.lees("/oproepen")
    assert oproep["uitkomst"] == ("TE_LAAT_VERSCHENEN" if telt else "VERSCHENEN")
    assert {t["status"] for t in await wereld.rijen("termijn", soort="INTAKE_O1")} == (
        {"te_laat"} if telt else {"vervallen"}
    )


async def test_pg_1_wie_te_laat_kwam_op_een_oproep_die_niet_blijkt_te_tellen_was_dat_niet(wereld: Wereld) -> None:
    """Wat vastligt blijft te lezen; wat het betekent volgt het oordeel over de post, heen en weer."""
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await wereld.zet_klok(LAATSTE + dt.timedelta(days=1))
    await zaak.verschijnt()
    terug = await kom_terug(zaak)
    for uitspraak, uitkomst, termijn in (
        ("FOUT_ADRES", "VERSCHENEN", "vervallen"),
        ("GOED_ADRES", "TE_LAAT_VERSCHENEN", "te_laat"),
        ("FOUT_ADRES", "VERSCHENEN", "vervallen"),
    ):
        await oordeel(zaak, terug, uitspraak)
        [oproep] = await zaak.lees("/oproepen")
        assert oproep["uitkomst"] == uitkomst
        assert [g["uitkomst"] for g in oproep["gebeurtenissen"] if g["uitkomst"]] == ["TE_LAAT_VERSCHENEN"]
        laatste = max(await wereld.rijen("termijn", soort="INTAKE_O1"), key=lambda t: t["id"])
        assert laatste["status"] == termijn, uitspraak


async def test_wie_een_weggelegd_concept_wijzigt_leest_hoe_een_nieuw_begint(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.leg_concept_weg()
    versie = (await zaak.lees("/pip"))[-1]["versie"]
    fout = await zaak.km.vraag("PUT", zaak.pad("/pip/concept"), 409, PIP | {"versie": versie})
    conflict = fout["versieconflict"]
    assert "stuur versie 0" in conflict["volgendeStap"]
    assert conflict["huidigeVersie"] == 0 != conflict["uwVersie"]
    await zaak.schrijf_pip(versie=0)
