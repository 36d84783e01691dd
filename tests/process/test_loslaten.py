"""Een besluit dat er ligt en dat de persoon niet kent, als hij verhuist of zijn plicht eindigt (art. 3:40 Awb, T19).

De soorten zijn die van `BESLUITEN`: elke die met een brief bekend wordt, komt hier langs.
"""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from core.law.besluiten import BESLUITEN, Besluitsoort, heeft_bezwaar
from core.law.fasen import Fase
from core.law.recht import WaarschuwingRechtsmiddel
from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.test_intrekken import LATER, besluiten, gehoord, trek_in
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.loslaten import MOTIEF, laat_los
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel

S = Besluitsoort
KAN_LOS = frozenset({S.PIP, S.ONTHEFFING_LBT, S.WEIGERING})
AL_WEG = "WAS_AL_WEG"
VERVALT = frozenset({S.WAARSCHUWING})
"""Zij gaat met haar oproep, en die hoeft na een verhuizing niet meer."""


async def _pip(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()


async def _ontheven(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    return zaak


async def _geweigerd(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing(door=wereld.mens("teamleider"), **WEIGERING)
    return zaak


async def _ingetrokken(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    return zaak


async def _gewaarschuwd(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    await zaak.roep_op(await zaak.over(13))
    return zaak


LIGT: Mapping[Besluitsoort, Callable[[Wereld], Awaitable[Zaak]]] = {
    S.PIP: _pip,
    S.ONTHEFFING_LBT: _ontheven,
    S.WEIGERING: _geweigerd,
    S.INTREKKING: _ingetrokken,
    S.WAARSCHUWING: _gewaarschuwd,
}


def test_elke_soort_die_met_een_brief_bekend_wordt_komt_hier_langs() -> None:
    keuze = WaarschuwingRechtsmiddel.BEZWAARCLAUSULE
    assert {s for s, regel in BESLUITEN.items() if regel.brief and heeft_bezwaar(s, keuze)} == {*LIGT}


async def _die_ligt(zaak: Zaak) -> dict[str, Any] | None:
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    brieven = [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt" and b["afschriftVan"] is None]
    assert len(brieven) < 2
    return brieven[0] if brieven else None


async def _handeling(zaak: Zaak, naam: str = "BESLUIT_LOSLATEN") -> dict[str, Any]:
    [handeling] = [h for h in await zaak.lees("/handelingen") if h["handeling"] == naam]
    return dict(handeling)


async def _verzend(zaak: Zaak, brief: dict[str, Any], verwacht: int = 204, **anders: object) -> Any:
    body = {"verzondenOp": (await zaak.over(0)).isoformat()} | anders
    return await zaak.stuur(f"/brieven/{brief['id']}/verzending", body, verwacht)


@pytest.mark.parametrize("soort", sorted(LIGT))
async def test_na_de_verhuizing_zegt_elk_antwoord_wat_er_nog_kan(wereld: Wereld, soort: Besluitsoort) -> None:
    zaak = await LIGT[soort](wereld)
    assert await _die_ligt(zaak) is not None
    assert velden(await laat_los(zaak, 409, soort=soort)) == set(), "hier kan het college nog intrekken"
    await zaak.verhuist()
    await wereld.maak_brieven(zaak.id)
    brief, handeling = await _die_ligt(zaak), await _handeling(zaak)
    assert handeling["mag"] is (soort in KAN_LOS)
    wat_nu = (await _handeling(zaak, "PIP_INTREKKEN"))["watNu"]
    assert ("het besluit loslaten" in wat_nu and "verzendt u haar nog" in wat_nu) is (soort in KAN_LOS)
    if soort in VERVALT:
        assert brief is None
        return
    assert brief is not None
    [werk] = [w["omschrijving"] for w in (await zaak.lees())["werk"] if w["soort"] == "BRIEF_VERZENDEN"]
    assert ("besluiten/loslating" in werk) is (soort in KAN_LOS)
    if soort not in KAN_LOS:
        fout = await laat_los(zaak, 409, soort=soort)
        assert "de brief over de intrekking verzenden" in fout["gebreken"][0]["melding"]
        await _verzend(zaak, brief)
        return
    fout = await _verzend(zaak, brief, 409)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "VERHUISD"
    assert "Ging zij al weg, bevestig dit dan" in waarschuwing["melding"]
    await _verzend(zaak, brief, bevestigd=["VERHUISD"])
    assert not (await _handeling(zaak))["mag"], "nu kent hij het"
    assert velden(await laat_los(zaak, 409, soort=soort)) == {"besluitId"}


@pytest.mark.parametrize("soort", sorted(KAN_LOS))
async def test_wat_losgelaten_is_gaat_niet_meer_uit_en_werkt_nooit(wereld: Wereld, soort: Besluitsoort) -> None:
    zaak = await LIGT[soort](wereld)
    await zaak.verhuist()
    brief = await _die_ligt(zaak)
    assert brief is not None
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=6))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    [ligt] = await wereld.werk("BESLUIT_NIET_VERZONDEN")
    assert "besluiten/loslating" in ligt["omschrijving"]
    assert "Geef het" not in ligt["omschrijving"], "een nieuwe dagtekening kan niet meer"
    assert velden(await laat_los(zaak, 400, soort=soort, motief=" ")) == {"motief"}
    eerste = await laat_los(zaak, soort=soort)
    assert await laat_los(zaak, soort=soort) == eerste
    await laat_los(zaak, 409, soort=soort, motief="om iets anders")
    [oud], [los] = await besluiten(zaak, soort), await besluiten(zaak, "LOSLATING")
    assert (los["id"], los["vervangt"], los["motief"]) == (eerste["besluitId"], oud["id"], MOTIEF)
    assert (oud["ingetrokkenDoor"], oud["bekendgemaaktOp"], los["mandaatId"]) == (los["id"], None, None)
    await _verzend(zaak, brief, 409)
    nu = await zaak.lees()
    assert (nu["fase"], await _die_ligt(zaak), (await _handeling(zaak))["mag"]) == ("OVERGEDRAGEN", None, False)
    assert "verzend" not in (await _handeling(zaak, "PIP_INTREKKEN"))["watNu"].lower()
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    assert [m["soort"] for m in await zaak.lees("/duo-meldingen") if m["soort"] != "U03"] == []


async def test_een_losgelaten_plan_legt_geen_leerroute_vast_en_laat_geen_termijn_beginnen(wereld: Wereld) -> None:
    zaak = await _pip(wereld)
    await zaak.verhuist()
    await laat_los(zaak)
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    assert (dossier["leerroute"], dossier["intensiteit"]) == (None, None)
    assert [p["status"] for p in await zaak.lees("/pip")] == ["ingetrokken"]
    assert [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("TERMIJN", "lopend")] == []


async def test_wat_naar_een_verkeerd_adres_ging_kan_ook_los_en_wie_het_las_hoort_het(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking"), "FOUT_ADRES")
    await kies_briefadres(zaak)
    wereld.duo_weet(zaak.inwoner, termijn=None)
    await zaak.verhuist()
    await laat_los(zaak)
    await wereld.werk_af()
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "losgelaten" in w["omschrijving"]]
    assert "een afschrift" in werk["omschrijving"]
    soorten = [m["soort"] for m in await zaak.lees("/duo-meldingen")]
    assert soorten[-1] == "U02", "DUO had het al"


async def test_neemt_duo_het_niet_meer_aan_dan_zegt_het_werk_wat_een_mens_haar_vraagt(wereld: Wereld) -> None:
    zaak = await _pip(wereld)
    elders = wereld.twee.b.code.removeprefix("GM")
    await zaak.verhuist(gemeente=elders)
    brief = await _die_ligt(zaak)
    assert brief is not None
    await _verzend(zaak, brief, bevestigd=["VERHUISD"])
    await wereld.werk_af()
    [werk] = await wereld.werk("MELDING_HERSTELLEN")
    assert "Bel DUO: vraag haar vast te leggen dat er een PIP van maandag 02-03-2026 is" in werk["omschrijving"]
    assert "art. 35 lid 4" in werk["omschrijving"]
    assert "Herstel de oorzaak" not in werk["omschrijving"]
    await wereld.km.stuur(
        f"/werkitems/{werk['id']}/afhandeling", {"afhandeling": "DUO gebeld", "versie": werk["versie"]}
    )


EINDES = ("BEEINDIGD", "overleden", "OVERGEDRAGEN")


@pytest.mark.parametrize("einde", EINDES)
@pytest.mark.parametrize("soort", sorted(LIGT))
async def test_was_de_brief_al_weg_toen_het_einde_bekend_werd_dan_is_zij_vast_te_leggen(
    wereld: Wereld, soort: Besluitsoort, einde: str
) -> None:
    """Wie het besluit kent kan bezwaar maken, ook als zijn plicht eindigde (art. 3:41 Awb, PG-12)."""
    zaak = await LIGT[soort](wereld)
    brief, dag = await _die_ligt(zaak), await zaak.over(0)
    assert brief is not None
    if einde == "overleden":
        wereld.duo_weet(zaak.inwoner, overleden=dag)
        await zaak.stuur("/brp-lezing", None)
        await wereld.werk_af()
    else:
        assert await eindig(wereld, zaak, Fase(einde))
    if einde == "OVERGEDRAGEN" and soort not in VERVALT:
        return  # a move leaves the letter where it is, and it is asked about above
    [weg] = [b for b in await zaak.lees("/brieven") if b["id"] == brief["id"]]
    assert weg["status"] == "ingetrokken"
    morgen = dag + dt.timedelta(days=1)
    await wereld.zet_klok(morgen)
    met: dict[str, Any] = {"verzondenOp": dag.isoformat()}
    assert velden(await _verzend(zaak, brief, 400, bevestigd=["WAS_AL_WEG"])) == {"verzondenOp"}, "toen was zij weg"
    fout = await _verzend(zaak, brief, 409, **met)
    [waarschuwing] = [w for w in fout["waarschuwingen"] if w["soort"] == AL_WEG]
    assert "Bevestig dit alleen als u weet dat zij weg was" in waarschuwing["melding"]
    for _ in range(2):
        await _verzend(zaak, brief, **met, bevestigd=[AL_WEG, "VERHUISD"])
    besluit = [b for b in await zaak.lees("/besluiten") if b["soort"] == soort][-1]
    assert besluit["bekendgemaaktOp"] == dag.isoformat()
    bezwaar = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["startOp"]) == ("BEZWAAR", dag.isoformat())]
    assert [t["status"] for t in bezwaar][-1:] == ["lopend"]


async def test_wat_losgelaten_is_en_toch_weg_bleek_zegt_wat_men_dan_doet(wereld: Wereld) -> None:
    zaak = await _pip(wereld)
    await zaak.verhuist()
    brief = await _die_ligt(zaak)
    assert brief is not None
    await laat_los(zaak)
    assert "leg het voor aan een jurist" in (await _verzend(zaak, brief, 409))["detail"]


@pytest.mark.parametrize("soort", sorted(LIGT))
async def test_na_het_einde_van_de_plicht_gaat_er_niets_meer_uit_en_vraagt_niets_erom(
    wereld: Wereld, soort: Besluitsoort
) -> None:
    zaak = await LIGT[soort](wereld)
    assert await eindig(wereld, zaak, Fase.BEEINDIGD)
    assert await _die_ligt(zaak) is None
    await laat_los(zaak, 409, soort=soort)
    assert "erzend" not in (await _handeling(zaak, "PIP_INTREKKEN"))["watNu"]
    await wereld.zet_klok(await zaak.over(6))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
