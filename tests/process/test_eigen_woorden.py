"""Wat de persoon zelf zei, kan en wil: in de brede intake, in zijn plan, en zoals hij het zei in zijn brief."""

from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.test_brp_vormen import brief_van
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

INBRENG = {
    "eigenWoorden": "Ik was kok in Aleppo.\n\nHier kook ik voor de buren.",
    "sterkePunten": "vroeg op, rustig als het druk is",
    "wensen": "een eigen keuken",
}


async def test_wat_hij_in_de_intake_zei_is_te_lezen_en_houdt_niets_tegen(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vul_intake(**INBRENG)
    gelezen = await zaak.lees("/brede-intake")
    assert {veld: gelezen[veld] for veld in INBRENG} == INBRENG
    assert gelezen["ontbreekt"] == []
    await zaak.vul_intake(versie=1)
    assert (await zaak.lees("/brede-intake"))["ontbreekt"] == [], "wie niets over zichzelf zegt, houdt niets tegen"


async def test_een_plan_dat_verzwijgt_wat_hij_zei_is_een_signaal(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vul_intake(**INBRENG)
    await zaak.rond_intake_af()
    await zaak.schrijf_pip(wensen="een eigen keuken")
    toets = await zaak.lees("/pip/toets")
    [signaal] = [s for s in toets["signalen"] if s["code"] == "eigen-inbreng"]
    assert "eigen woorden en sterke punten" in signaal["melding"]
    assert "wensen" not in signaal["melding"]
    await zaak.schrijf_pip(versie=1, **INBRENG)
    assert (await zaak.lees("/pip/toets"))["signalen"] == []
    assert (await zaak.lees("/pip"))[-1]["eigenWoorden"] == INBRENG["eigenWoorden"]


async def test_de_brief_haalt_hem_aan_zoals_hij_het_zei(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.schrijf_pip(versie=1, **INBRENG)
    for tabel in ("brief_opmaak", "brief"):
        await zaak.wereld.alziend.execute(f"delete from {tabel} where dossier_id = $1", zaak.id)
    await zaak.stel_vast(versie=2)
    bevroren = await brief_van(zaak)
    assert {veld: bevroren[veld] for veld in INBRENG} == INBRENG
    await wereld.maak_brieven(zaak.id)
    [brief] = await zaak.lees("/brieven")
    tekst = platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit("U zei in het gesprek: Ik was kok in Aleppo. Hier kook ik voor de buren.") in tekst
    assert zonder_wit("Dit wilt u graag: een eigen keuken") in tekst


async def test_zonder_eigen_woorden_staat_er_geen_lege_kop_in_de_brief(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.schrijf_pip(versie=1, eigenWoorden=" \n ")
    for tabel in ("brief_opmaak", "brief"):
        await zaak.wereld.alziend.execute(f"delete from {tabel} where dossier_id = $1", zaak.id)
    await zaak.stel_vast(versie=2)
    assert (await brief_van(zaak))["eigenWoorden"] is None
    await wereld.maak_brieven(zaak.id)
    [brief] = await zaak.lees("/brieven")
    assert "vertelde" not in platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def test_art_3_46_van_een_plan_dat_zonder_hem_gemaakt_is_zegt_de_brief_niet_dat_er_een_gesprek_was(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    versie = await zaak.schrijf_pip(versie=1, **INBRENG)
    await zaak.zie_af_van_voornemen(versie=versie)
    await zaak.stel_vast(versie=versie, door=wereld.mens("teamleider"))
    await wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    tekst = platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit("U zei ons eerder: Ik was kok in Aleppo.") in tekst
    assert zonder_wit("in het gesprek") not in tekst
