"""Een weigering en een werkitem zeggen wat er echt aan de hand is, en wat er dan kan."""

from typing import Any

from tests.process.handelen import HANDELINGEN
from tests.process.test_schoolkeuze import WERK, _antwoord, _bied_aan
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak


async def test_pg_10_een_voornemen_zonder_concept_vraagt_om_een_concept_en_niet_om_een_andere_versie(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_concept_weg()
    for versie in (0, 1, 7):
        fout = await zaak.leg_pip_voor(verwacht=409, versie=versie)
        assert fout["type"].endswith("voorwaarde-niet-vervuld"), fout
        assert "een concept van het PIP schrijven" in fout["detail"] or "PIP" in fout["detail"]
    await zaak.schrijf_pip()
    fout = await zaak.leg_pip_voor(verwacht=409, versie=99)
    assert fout["type"].endswith("versie-conflict"), "een ander concept dan u zag"


async def test_wie_in_afwezigheid_wil_afronden_zonder_verslag_vult_de_intake_aan(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
    for weg, gebreken in (({"verslag": ""}, {"verslag"}), ({"verslag": "", "bronnenBijAfwezigheid": ""}, None)):
        velden_ = {"bronnenBijAfwezigheid": "BRP", "verslag": "op stukken"} | weg
        await zaak.vul_intake(versie=(await zaak.lees("/brede-intake"))["versie"], **velden_)
        status, antwoord = await HANDELINGEN["afwezig"](zaak, {})
        assert status == 409
        assert velden(antwoord) == (gebreken or {"verslag", "bronnenBijAfwezigheid"})
        assert "De volgende stap is: de brede intake aanvullen" in antwoord["detail"]
        assert "boetevraag" not in antwoord["detail"]


async def test_pg_2_een_afspraak_die_nog_komt_is_niet_gemist_maar_kan_wel_afgezegd_zijn(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_opgeroepen()
    fout = await zaak.afspraak("GEMIST", 400)
    [gebrek] = fout["gebreken"]
    assert "leg dan AFGEZEGD vast" in gebrek["melding"]
    await zaak.afspraak("AFGEZEGD")


async def test_werk_om_een_school_te_kiezen_zegt_welke_al_weigerde(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    assert "Geweigerd" not in await _werk(wereld)
    namen = {o["id"]: o["naam"] for o in await zaak.km.lees("/organisaties")}
    for keer in (1, 2):
        await _antwoord(zaak, await _bied_aan(zaak), aanvaard=False)
        assert (await _werk(wereld)).count(f"{namen[str(wereld.twee.a.school)]} op 02-03-2026") == keer


async def _werk(wereld: Wereld) -> str:
    [item] = await wereld.werk(WERK)
    tekst: Any = item["omschrijving"]
    return str(tekst)
