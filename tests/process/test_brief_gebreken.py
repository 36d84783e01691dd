"""Kan een brief niet worden gemaakt, dan noemt de fout wat iemand kan veranderen, en nooit een plaats in de brief."""

import pytest

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.besluit.briefdelen import in_velden
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak

ONZICHTBAAR = "zacht\u200bafbreken"
TE_LANG = "x" * 61


async def _vaststellen_noemt(zaak: Zaak) -> set[str]:
    """De velden die het vaststellen weigert; de toets zei het al, met dezelfde woorden (C3)."""
    toets = await zaak.lees("/pip/toets")
    fout = await zaak.stel_vast(verwacht=409)
    assert (toets["kan"], toets["ontbreekt"]) == (False, fout["gebreken"])
    return velden(fout)


async def _klaar_voor_pip(wereld: Wereld, **pip: object) -> Zaak:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_intake()
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip(**pip)
    return zaak


@pytest.mark.parametrize(
    ("kolom", "waarde", "veld"),
    [
        ("motivering", ONZICHTBAAR, "motivering"),
        ("ondersteuning", ONZICHTBAAR, "ondersteuning"),
        ("vve_afspraken", ONZICHTBAAR, "vveAfspraken"),
        ("participatiewet_beschikkingen", f'["gewoon", "{ONZICHTBAAR}"]', "participatiewetBeschikkingen"),
        ("motivering", "r\n" * 1_500, "brief"),
    ],
)
async def test_c3_wat_niet_op_papier_kan_zegt_de_toets_al_en_heet_zoals_in_het_concept(
    wereld: Wereld, kolom: str, waarde: str, veld: str
) -> None:
    """Zoals het er staat van voordat de deur het weigerde."""
    zaak = await _klaar_voor_pip(wereld)
    soort = "::jsonb" if waarde.startswith("[") else ""
    await wereld.alziend.execute(f"update meedoen.pip set {kolom} = $1::text{soort}", waarde)
    assert await _vaststellen_noemt(zaak) == {veld}


async def test_c3_een_half_concept_hoort_ook_wat_er_niet_op_papier_kan(wereld: Wereld) -> None:
    """Wat nog leeg is heet niet ook nog een gebrek van de brief."""
    zaak = await _klaar_voor_pip(wereld, intensiteitPvt=None, motivering="", aantalVoortgangsgesprekken=None)
    await wereld.alziend.execute("update meedoen.pip set wensen = $1", ONZICHTBAAR)
    leeg = {"intensiteitPvt", "motivering", "aantalVoortgangsgesprekken"}
    assert await _vaststellen_noemt(zaak) == leeg | {"wensen"}


async def test_c3_bronnen_die_niet_op_papier_kunnen_zegt_de_toets_al(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await wereld.alziend.execute("update meedoen.brede_intake set bronnen_bij_afwezigheid = $1", ONZICHTBAAR)
    assert await _vaststellen_noemt(zaak) == {"bronnenBijAfwezigheid", "voornemen", "vierOgen"}


@pytest.mark.parametrize(
    ("plaats", "veld"),
    [
        ("verrekeningen[2].motief", "verrekeningen[2].motivering"),
        ("verrekeningen[2].uren", "verrekeningen"),
        ("geadresseerde.adresregels[0]", "adres"),
        ("bezwaar.adres[1]", "briefhoofd.bezwaaradres"),
        ("vervangt", "brief"),
        ("", "brief"),
    ],
)
def test_elke_plaats_in_een_brief_heet_naar_waar_zij_vandaan_komt(plaats: str, veld: str) -> None:
    bekend = {"verrekeningen": "verrekeningen", "verrekeningen[n].motief": "verrekeningen[n].motivering"}
    with pytest.raises(VoorwaardeNietVervuld) as fout, in_velden(bekend):
        raise OngeldigeInvoer("Zo kan het niet.", gebreken=(Gebrek(veld=plaats, melding="te lang", grond="art. 1"),))
    assert fout.value.gebreken == (Gebrek(veld=veld, melding="te lang", grond="art. 1"),)


@pytest.mark.parametrize(
    ("kolom", "waarde", "veld"),
    [
        ("adresregel1", "woord " * 80, "adres"),
        ("adresregel1", ONZICHTBAAR, "adres"),
        ("adresregel2", ONZICHTBAAR, "adres"),
        ("aanschrijfnaam", ONZICHTBAAR, "naam"),
        ("aanschrijfnaam", "x" * 601, "naam"),
        ("aanhef", ONZICHTBAAR, "naam"),
    ],
)
async def test_c25_wat_van_de_brp_komt_heet_naam_of_adres(wereld: Wereld, kolom: str, waarde: str, veld: str) -> None:
    zaak = await _klaar_voor_pip(wereld)
    await wereld.alziend.execute(f"update meedoen.persoon set {kolom} = $1", waarde)
    assert await _vaststellen_noemt(zaak) == {veld}
    opgeroepen = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await wereld.alziend.execute(f"update meedoen.persoon set {kolom} = $1", waarde)
    assert velden(await opgeroepen.roep_op(verwacht=409)) == {veld}
    assert await wereld.rijen("oproep", dossier_id=opgeroepen.id) == []


async def test_de_plaats_van_een_oproep_is_van_wie_haar_stuurt(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    for plaats in ("Balie \U0001f44b", f"Balie\n{TE_LANG}", "\n".join("abcdef")):
        assert velden(await zaak.roep_op(verwacht=400, plaats=plaats)) == {"plaats"}, plaats
    assert await wereld.rijen("oproep") == []


async def test_de_naam_van_wie_ondertekent_is_te_herkennen(wereld: Wereld) -> None:
    zaak = await _klaar_voor_pip(wereld)
    await wereld.alziend.execute(
        "update meedoen.collega set naam = $1 where medewerker_id = $2", ONZICHTBAAR, wereld.twee.a.klantmanager
    )
    assert await _vaststellen_noemt(zaak) == {"ondertekenaar"}
