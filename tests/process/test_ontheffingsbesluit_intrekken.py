"""Een besluit over ontheffing intrekken (art. 3:2 Awb, ADR 0058): daarna is er niet beslist."""

import datetime as dt
from typing import Any

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.process.test_einde_plicht import duo_zegt
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.oproep import VERZOEK
from tests.voorbeelden.retourpost import kom_terug, oordeel, verzend

WAAROM = "Dit besluit is genomen met gegevens van een ander."
LATER = VANDAAG + dt.timedelta(days=15)
GEHOORD = {"gelegenheid": {"gegevenOp": VANDAAG.isoformat(), "uiterlijkOp": (LATER - dt.timedelta(days=1)).isoformat()}}


async def _beslist(wereld: Wereld, *, verlenen: bool = True, toets: bool = False) -> Zaak:
    """In de intake is over ontheffing beslist; de brief ligt er nog. `toets`: eerst was er een examennummer."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_intake()
    if toets:
        await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
        await wereld.werk_af()
    await zaak.vraag_ontheffing()
    leider = wereld.mens("teamleider")
    await (zaak.beslis_ontheffing() if verlenen else zaak.beslis_ontheffing(door=leider, **WEIGERING))
    return zaak


async def _bekend(wereld: Wereld, **anders: bool) -> Zaak:
    """De persoon weet het al twee weken."""
    zaak = await _beslist(wereld, **anders)
    await verzend(zaak)
    await wereld.werk_af()
    await wereld.zet_klok(LATER)
    return zaak


async def trek_in(zaak: Zaak, verwacht: int = 201, *, door: Mens | None = None, **anders: object) -> Any:
    """De teamleider trekt in wat de klantmanager besloot."""
    ontheffing = (await zaak.lees("/lbt-ontheffingen"))[-1]
    besluit = [b for b in await zaak.lees("/besluiten") if b["soort"] in ("B03", "B10")][-1]
    body = {"besluitId": besluit["id"], "motivering": WAAROM} | anders
    pad = zaak.pad(f"/lbt-ontheffingen/{ontheffing['id']}/besluit/intrekking")
    return await (door or zaak.wereld.mens("teamleider")).stuur(pad, body, verwacht)


async def _lbt(zaak: Zaak) -> tuple[str, str]:
    lbt = (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]
    return lbt["status"], lbt["examennummer"]


async def _navragen(zaak: Zaak) -> list[str]:
    return [w["omschrijving"] for w in await zaak.wereld.werk("NAVRAGEN") if w["dossier_id"] == zaak.id]


async def _mag_toets_vragen(zaak: Zaak) -> bool:
    return "LBT_AANVRAGEN" in {h["handeling"] for h in await zaak.lees("/handelingen") if h["mag"]}


async def test_wat_niemand_las_wordt_ingetrokken_zonder_horen_en_zonder_brief(wereld: Wereld) -> None:
    zaak = await _beslist(wereld, toets=True)
    nummer = (await _lbt(zaak))[1]
    assert nummer
    eerste = await trek_in(zaak)
    assert await trek_in(zaak) == eerste, "hetzelfde nog eens vragen verandert niets"
    assert "dat nu geldt" in (await trek_in(zaak, 409, motivering="om een andere reden"))["detail"]
    besluiten = {b["soort"]: b for b in await zaak.lees("/besluiten")}
    intrekking = besluiten["INTREKKING"]
    assert (intrekking["vervangt"], intrekking["motief"], intrekking["horen"]) == (besluiten["B03"]["id"], WAAROM, None)
    assert intrekking["gronden"] == ["art. 14 lid 6 Wi2021", "art. 3:2 Awb"]
    assert besluiten["B03"]["ingetrokkenDoor"] == intrekking["id"] == eerste["besluitId"]
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    assert (ontheffing["status"], ontheffing["besluitId"], ontheffing["beslissing"]) == ("loopt", None, None)
    assert {b["status"] for b in await zaak.lees("/brieven") if b["sjabloon"] == "ontheffing_lbt"} == {"ingetrokken"}
    assert not [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "besluit_intrekking"]
    await wereld.werk_af()
    assert await zaak.lees("/duo-meldingen") == [], "DUO hoorde niets, en het examennummer geldt nog"
    assert (await _lbt(zaak))[1] == nummer
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK)
    assert "loopt een verzoek om ontheffing" in fout["gebreken"][0]["melding"], (
        "op zijn verzoek kreeg hij geen antwoord"
    )
    await zaak.beslis_ontheffing()


async def test_wie_besliste_trekt_het_niet_zelf_in(wereld: Wereld) -> None:
    zaak = await _beslist(wereld)
    assert velden(await trek_in(zaak, 409, door=zaak.km)) == {"vierOgen"}
    college = {"nummer": "2026-31", "datum": VANDAAG.isoformat()}
    await trek_in(zaak, door=zaak.km, collegebesluit=college)


async def test_wie_de_ontheffing_kent_wordt_eerst_gehoord_krijgt_een_brief_en_de_toets_wordt_opnieuw_gevraagd(
    wereld: Wereld,
) -> None:
    zaak = await _bekend(wereld, toets=True)
    await zaak.vul_intake_zonder_uitslag()
    assert wereld.duo_heeft(zaak.inwoner).lbt_overgeslagen
    assert velden(await trek_in(zaak, 400)) == {"horen"}
    assert velden(await trek_in(zaak, 400, horen={"zonder": "SPOED"})) == {"horen.motief"}
    await trek_in(zaak, horen=GEHOORD)
    [werk] = [w for w in await _navragen(zaak) if "is ingetrokken" in w]
    assert "Vraag de persoon of hij ontheffing wil" in werk
    assert await _lbt(zaak) == ("vervallen", ""), "DUO nam het examennummer terug"
    intake = await zaak.lees("/brede-intake")
    assert intake["lbtOntheffingBeslotenOp"] is None
    assert velden(await zaak.rond_intake_af(409)) == {"leerbaarheidstoets"}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK)
    assert "ingetrokken, en dat is nog niet bekendgemaakt" in fout["gebreken"][0]["melding"]
    await verzend(zaak)
    intrekking = next(b for b in await zaak.lees("/besluiten") if b["soort"] == "INTREKKING")
    assert intrekking["bekendgemaaktOp"] == LATER.isoformat()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    assert not [w for w in await _navragen(zaak) if "Vraag de persoon" in w], "de toets is aangevraagd"
    assert [w for w in await _navragen(zaak) if "geen examennummer" in w], (
        "DUO slaat de toets over; een mens vraagt het"
    )
    for reactie in ({}, {"reactie": "BLEEF_WEG", "uiterlijkOp": (LATER - dt.timedelta(days=1)).isoformat()}):
        fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "kwam niet", 400, verzoek=VERZOEK | reactie)
        assert velden(fout) == {"verzoek.soort"}, "op die dag was er ontheffing"
        assert "Vraag de toets op die dag of later opnieuw" in fout["gebreken"][0]["melding"]
    gevraagd = VERZOEK | {"gevraagdOp": LATER.isoformat()}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=gevraagd)


async def test_3_40_de_toets_wordt_pas_gevraagd_als_hij_weet_dat_de_ontheffing_is_ingetrokken(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=GEHOORD)
    fout = await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)
    assert velden(fout) == {"bekendmaking"}
    assert "verzend de brief" in fout["gebreken"][0]["melding"]
    assert not await _mag_toets_vragen(zaak)
    await wereld.werk_af()
    assert wereld.lijn.telling("GET", "examennummer") == 0, "DUO wordt niets gevraagd"
    await verzend(zaak)
    assert await _mag_toets_vragen(zaak)
    id_ = await kom_terug(zaak, "besluit_intrekking")
    fout = await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)
    assert velden(fout) == {"retourpost"}
    assert "beoordelen" in fout["detail"]
    await oordeel(zaak, id_, "GOED_ADRES")
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)


async def test_3_40_een_nieuw_verzoek_dat_verviel_zegt_niet_dat_hij_van_de_intrekking_weet(wereld: Wereld) -> None:
    """De brief ligt er, hij vroeg opnieuw, de plicht rustte en is terug: de toets wordt nog steeds niet gevraagd."""
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=GEHOORD)
    await zaak.vraag_ontheffing()
    await duo_zegt(zaak, "Tijdelijke vrijstelling", minuut=30_000)
    await duo_zegt(zaak, None, minuut=30_010)
    assert [o["status"] for o in await zaak.lees("/lbt-ontheffingen")] == ["besluit_ingetrokken", "vervallen"]
    assert [w for w in await _navragen(zaak) if "hij het nog wil" in w], "een mens vraagt het na"
    assert velden(await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)) == {"bekendmaking"}
    assert not await _mag_toets_vragen(zaak)
    await verzend(zaak)
    assert await _mag_toets_vragen(zaak)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)


async def test_na_een_ingetrokken_weigering_staat_het_verzoek_weer_open_en_kan_het_worden_verleend(
    wereld: Wereld,
) -> None:
    """Hij heeft op zijn verzoek geen antwoord: niets rust op de toets, en de acht weken lopen van de eerste dag."""
    zaak = await _bekend(wereld, verlenen=False)
    await trek_in(zaak, door=zaak.km, horen={"zonder": "ZELF_GEVRAAGD", "motief": "belde vanmorgen"})
    assert not [w for w in await _navragen(zaak) if "is ingetrokken" in w]
    [werk] = [w for w in await wereld.werk("ONTHEFFING_BESLISSEN") if w["dossier_id"] == zaak.id]
    assert "staat weer open" in werk["omschrijving"]
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    assert (ontheffing["status"], ontheffing["gevraagdOp"]) == ("loopt", VANDAAG.isoformat())
    termijnen = await wereld.alziend.fetch(
        "select status, start from termijn where dossier_id = $1 and soort = 'BESLIS_AANVRAAG' order by status", zaak.id
    )
    assert [tuple(t) for t in termijnen] == [("gehaald", VANDAAG), ("lopend", VANDAAG)]
    gevraagd = VERZOEK | {"gevraagdOp": LATER.isoformat()}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=gevraagd)
    assert velden(fout) == {"verzoek.soort"}
    assert velden(await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)) == {"ontheffing"}
    await zaak.vraag_ontheffing(409)
    assert velden(await zaak.beslis_ontheffing(409)) == {"bekendmaking"}, "eerst weet hij dat de weigering niet geldt"
    await verzend(zaak)
    await zaak.beslis_ontheffing()
    assert [o["status"] for o in await zaak.lees("/lbt-ontheffingen")] == ["verleend"]
    assert not [w for w in await wereld.werk("ONTHEFFING_BESLISSEN") if w["dossier_id"] == zaak.id]


async def test_het_werk_na_intrekken_sluit_met_het_nieuwe_verzoek_en_staat_er_een_keer(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    for _ in range(2):
        await trek_in(zaak, horen={"zonder": "ZELF_GEVRAAGD", "motief": "belde vanmorgen"})
        assert len([w for w in await _navragen(zaak) if "Vraag de persoon" in w]) == 1
        await verzend(zaak)
        await zaak.vraag_ontheffing()
        assert not [w for w in await _navragen(zaak) if "Vraag de persoon" in w]
        await zaak.beslis_ontheffing()
        await verzend(zaak)


async def test_wat_erop_rust_gaat_eerst_terug(wereld: Wereld) -> None:
    """Eerst het PIP, dan de afgeronde intake, dan de ontheffing; elke weigering noemt de volgende stap."""
    zaak = await _bekend(wereld)
    await zaak.vul_intake_zonder_uitslag()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    college = {"nummer": "2026-7", "datum": LATER.isoformat()}
    await zaak.stel_vast(LATER)
    fout = await trek_in(zaak, 409, horen=GEHOORD)
    assert velden(fout) == {"pip"}
    assert "De volgende stap is: het vastgestelde PIP intrekken." in fout["detail"]
    [pip] = [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"]
    body = {"besluitId": pip["id"], "motivering": WAAROM}
    await wereld.mens("teamleider").stuur(zaak.pad("/pip/intrekking"), body, 201)
    fout = await trek_in(zaak, 409, horen=GEHOORD)
    assert velden(fout) == {"intake"}
    assert "De volgende stap is: de afgeronde brede intake heropenen." in fout["detail"]
    await zaak.heropen_intake()
    await trek_in(zaak, horen=GEHOORD, collegebesluit=college)
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"


async def test_een_brief_die_terugkwam_wordt_eerst_beoordeeld(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    id_ = await kom_terug(zaak, "ontheffing_lbt")
    assert velden(await trek_in(zaak, 409, horen=GEHOORD)) == {"retourpost"}
    await oordeel(zaak, id_, "FOUT_ADRES")
    assert velden(await trek_in(zaak, 400, horen=GEHOORD)) == {"horen"}
    await trek_in(zaak)
    assert await wereld.werk("RETOURPOST") == []
    assert [w for w in await _navragen(zaak) if "een afschrift las" in w]


async def test_wie_geen_mandaat_heeft_hoort_dat_en_zonder_besluit_valt_er_niets_in_te_trekken(wereld: Wereld) -> None:
    zaak = await _beslist(wereld)
    await wereld.alziend.execute("update mandaat set ingetrokken_op = $1 where besluit = 'INTREKKING'", VANDAAG)
    assert velden(await trek_in(zaak, 409)) == {"mandaat"}


@pytest.mark.parametrize("verlenen", [True, False], ids=["verleend", "geweigerd"])
async def test_ligt_de_leerroute_intussen_vast_dan_gaat_het_niet_meer_over_de_toets(
    wereld: Wereld, verlenen: bool
) -> None:
    """De toets hoort niet meer bij de intake (art. 15 lid 4): geen verzoek dat herleeft, en niemand die hem vraagt."""
    zaak = await _bekend(wereld, verlenen=verlenen)
    stand = wereld.duo_heeft(zaak.inwoner)
    await wereld.gebeurt(zaak.inwoner, "SS121", af=False)
    # He did not move again: DUO only tells late with what he came.
    wereld.duo_weet(zaak.inwoner, gevestigd=stand.gevestigd, ingeschreven=stand.ingeschreven)
    await wereld.werk_af()
    voor = len(await _navragen(zaak))
    await trek_in(zaak, door=None if verlenen else zaak.km, horen=GEHOORD)
    [ontheffing] = await zaak.lees("/lbt-ontheffingen")
    assert ontheffing["status"] == "besluit_ingetrokken"
    assert len(await _navragen(zaak)) == voor
    assert not [w for w in await wereld.werk("ONTHEFFING_BESLISSEN") if w["dossier_id"] == zaak.id]
    await wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "besluit_intrekking"]
    tekst = lopende_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit("U hoeft de leerbaarheidstoets niet te maken") in tekst
    assert zonder_wit("U moet de leerbaarheidstoets nog maken") not in tekst


@pytest.mark.parametrize("geweigerd", [False, True])
async def test_komt_er_ook_van_een_nieuw_verzoek_niets_dan_vraagt_een_mens_de_toets_weer(
    wereld: Wereld, geweigerd: bool
) -> None:
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=GEHOORD)
    await verzend(zaak)
    id_ = await zaak.vraag_ontheffing()
    assert not [w for w in await _navragen(zaak) if "examennummer" in w], "op het verzoek wordt eerst beslist"
    if geweigerd:
        gelegenheid = {"gegevenOp": (await zaak.over(0)).isoformat(), "uiterlijkOp": (await zaak.over(14)).isoformat()}
        await wereld.zet_klok(await zaak.over(15))
        nee = WEIGERING | {"gelegenheid": gelegenheid}
        await zaak.beslis_ontheffing(door=wereld.mens("teamleider"), **nee)
        assert not [w for w in await _navragen(zaak) if "examennummer" in w], "hij weet het nog niet (art. 3:40 Awb)"
        await verzend(zaak)
    else:
        await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "belde zelf", "versie": 1})
    [werk] = [w for w in await _navragen(zaak) if "examennummer" in w]
    assert werk.startswith("Er staat geen verzoek om ontheffing van de leerbaarheidstoets meer open")
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    assert not [w for w in await _navragen(zaak) if w == werk], "de toets is aangevraagd"


async def test_is_de_toets_al_aangevraagd_dan_is_er_niets_te_vragen(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=GEHOORD)
    await verzend(zaak)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    id_ = await zaak.vraag_ontheffing()
    await zaak.stuur(f"/lbt-ontheffingen/{id_}/intrekking", {"motief": "belde zelf", "versie": 1})
    assert not [w for w in await _navragen(zaak) if "meer open" in w]
