"""Elke nacht vergelijkt Meedoen per persoon wat DUO heeft met het dossier: een verloren bericht wordt gevonden.

Na elke gebeurtenis van DUO is er geen verschil; wat er de eerste keer anders is, komt alleen in de lijst.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from core.bootstrap import DAGELIJKS
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN, Soort
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.aanmelding.brp_lezen import VOLG_BRP
from core.process.aanmelding.lezingen import LEES_DUO, zet_lezing_klaar
from core.process.aanmelding.vergelijken import VERGELIJK
from core.process.aanmelding.verschillen import zoek_gemist
from tests.process.duo_gevallen import GEVALLEN, NOG_GEEN
from tests.process.wereld import BRIEF, VANDAAG, Wereld
from tests.process.zaak import Zaak

LIVE = [code for code, soort in GEBEURTENISSEN.items() if soort.soort is Soort.GEBEURTENIS]
GEWOON = ("SS109", "SS198")
"""Wat in elke gang van de tests gebeurt; de rest duurt samen te lang en draait in `make test-lang`."""
MORGEN = VANDAAG + dt.timedelta(days=1)
M1, M2, M3 = (dt.date(2026, 3, dag) for dag in (1, 2, 3))


# ── De regel zelf ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("genoemd", "ontvangen", "gemist"),
    [
        ([], [("SS139", M2)], []),
        ([("SS139", M2)], [("SS139", M2)], []),
        ([("SS139", M2)], [("SS139", M3)], []),
        ([("SS139", M1)], [("SS139", M3)], [("SS139", M1)]),
        ([("SS139", M2)], [("SS101", M2)], [("SS139", M2)]),
        ([("SS139", M2)], [("SS139", None)], []),
        ([("SS199", M2), ("SS199", M2)], [("SS199", M2)], [("SS199", M2)]),
        ([("SS199", M1), ("SS199", M2)], [("SS199", M2), ("SS199", M3)], []),
        ([("SS199", M3), ("SS199", M2)], [("SS199", M2)], [("SS199", M3)]),
        ([("SS139", dt.date(2026, 2, 1))], [], []),
    ],
)
def test_wat_duo_noemt_en_hier_niet_aankwam(
    genoemd: list[tuple[str, dt.date]],
    ontvangen: list[tuple[str, dt.date | None]],
    gemist: list[tuple[str, dt.date]],
) -> None:
    assert zoek_gemist(genoemd, ontvangen, sinds=M1) == gemist


# ── Nachten ─────────────────────────────────────────────────────────────────────────────────────────
async def _nacht(wereld: Wereld, dag: dt.date) -> None:
    """Wat het dagwerk klaarzet om te vergelijken, tot alles gelezen is."""
    if dag != VANDAAG:  # it is that day: setting it again turns the clock back, before what was heard just now
        await wereld.zet_klok(dag)
    await _begin(wereld)
    await _werk_alles_af(wereld)


async def _begin(wereld: Wereld) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet_eenmaal(tx, VERGELIJK, nieuw_id())


async def _werk_alles_af(wereld: Wereld) -> None:
    await wereld.werk_af()
    # Whose time came just now is not done either: only the count says that all are.
    while await wereld.alziend.fetchval(
        "select count(*) from outbox where status = 'nieuw' and soort like 'aanmelding.%'"
    ):
        await wereld.wachttijd_voorbij()
        if not await wereld.werk_af():
            break


async def _navragen(wereld: Wereld) -> list[str]:
    return [w["omschrijving"] for w in await wereld.werk("NAVRAGEN")]


async def _lijst(wereld: Wereld) -> dict[str, Any]:
    lijst: dict[str, Any] = await wereld.km.lees("/duo-vergelijking")
    return lijst


async def _verloren(wereld: Wereld, zaak: Zaak, code: str) -> None:
    """Het gebeurt bij DUO, en haar bericht komt nooit aan."""
    await wereld.besturing("gebeurtenissen", codes=[code], bsn=zaak.inwoner.bsn)


@pytest.mark.parametrize("code", [pytest.param(c, id=c, marks=() if c in GEWOON else pytest.mark.lang) for c in LIVE])
async def test_na_elke_gebeurtenis_is_er_geen_verschil(wereld: Wereld, code: str) -> None:
    zaak = await GEVALLEN[code].opzet(wereld)
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    await wereld.gebeurt(zaak.inwoner, code)
    if zaak.id == NOG_GEEN:
        zaak.id = await wereld.dossier_id(zaak.inwoner)
    voor = await wereld.rijen("werkitem", dossier_id=zaak.id)
    await _nacht(wereld, MORGEN)
    await _nacht(wereld, MORGEN + dt.timedelta(days=1))
    na = [w for w in await wereld.rijen("werkitem", dossier_id=zaak.id) if w["soort"] != "NIETS_GEPLAND"]
    assert na == [w for w in voor if w["soort"] != "NIETS_GEPLAND"]
    assert (await _lijst(wereld))["verschillen"] == []


async def test_een_verloren_bericht_wordt_gevonden_gevolgd_en_is_werk(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    await _verloren(wereld, zaak, "SS109")
    await _nacht(wereld, MORGEN)
    assert (await zaak.lees())["fase"] == "TIJDELIJK_VRIJGESTELD", "wat erbij hoort is gelezen en gevolgd"
    [tekst] = [t for t in await _navragen(wereld) if "kwam hier niet aan" in t]
    assert "De persoon is tijdelijk vrijgesteld (SS109)" in tekst
    lijst = await _lijst(wereld)
    assert [v["dossierId"] for v in lijst["verschillen"]] == [str(zaak.id)]
    assert tekst in lijst["verschillen"][0]["verschillen"]
    await wereld.bezorg()
    await wereld.werk_af()
    await _nacht(wereld, MORGEN + dt.timedelta(days=1))
    assert [t for t in await _navragen(wereld) if "kwam hier niet aan" in t] == [], "het kwam alsnog"
    assert (await _lijst(wereld))["verschillen"] == []


async def test_wat_een_mens_afvinkte_komt_niet_terug_en_elk_verschil_is_een_keer_werk(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    await _verloren(wereld, zaak, "SS199")
    for dag in range(1, 3):
        await _nacht(wereld, VANDAAG + dt.timedelta(days=dag))
    [item] = [w for w in await wereld.werk("NAVRAGEN") if "kwam hier niet aan" in w["omschrijving"]]
    body = {"afhandeling": "uitslag besproken", "versie": item["versie"]}
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", body)
    await _nacht(wereld, VANDAAG + dt.timedelta(days=3))
    assert [t for t in await _navragen(wereld) if "kwam hier niet aan" in t] == []


async def test_de_nulmeting_is_stil_en_komt_alleen_in_de_lijst(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _verloren(wereld, zaak, "SS199")
    voor = await _navragen(wereld)
    await _nacht(wereld, VANDAAG)
    assert await _navragen(wereld) == voor
    lijst = await _lijst(wereld)
    assert (lijst["stand"]["nulmeting"], lijst["stand"]["vergeleken"], lijst["stand"]["verschillen"]) == (1, 1, 1)
    [regel] = lijst["verschillen"]
    assert regel["verschillen"] == []
    assert any("SS199" in wat for wat in regel["nulmeting"])
    assert any("zonder dat DUO het meldde: examen" in wat for wat in regel["nulmeting"])
    await _nacht(wereld, MORGEN)
    assert await _navragen(wereld) == voor, "wat er bij de nulmeting was, is geschiedenis"
    assert (await _lijst(wereld))["verschillen"][0]["nulmeting"] == regel["nulmeting"], "en blijft te lezen"


async def _vergeleken_en_nog_niet_gelezen(wereld: Wereld) -> Zaak:
    """DUO kent het PIP. Vannacht is vergeleken wat zij noemt; de plicht en de termijn worden zo opnieuw gelezen."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await wereld.bezorg()
    await wereld.werk_af()
    wereld.duo_weet(zaak.inwoner, termijn=wereld.termijn(van=MORGEN, tot=dt.date(2029, 3, 3)))
    await _nacht(wereld, VANDAAG)
    await _nacht(wereld, MORGEN)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await zet_lezing_klaar(tx, LEES_DUO, zaak.id, vergelijking=True)
    return zaak


@pytest.mark.parametrize("bericht", ["voor de lezing", "na de lezing"])
async def test_wat_duo_meldt_terwijl_er_vergeleken_wordt_is_geen_verschil(wereld: Wereld, bericht: str) -> None:
    """Na een PIP stelt DUO de termijn vast en meldt dat (SS102); het vergelijken kan haar bericht net voor zijn."""
    zaak = await _vergeleken_en_nog_niet_gelezen(wereld)
    await _verloren(wereld, zaak, "SS103")
    if bericht == "voor de lezing":
        await wereld.bezorg()
        await wereld.werk_af(behalve=(BRIEF, LEES_DUO))
    await wereld.wachttijd_voorbij()
    await _werk_alles_af(wereld)
    assert (await zaak.lees())["termijnLaatsteDag"] == "2029-09-02"
    if bericht == "na de lezing":
        [tekst] = await _navragen(wereld)
        assert "zonder dat DUO het meldde: termijn tot was 03-03-2029, nu 03-09-2029" in tekst
        await wereld.bezorg()
        await _werk_alles_af(wereld)
    assert await _navragen(wereld) == []
    assert (await _lijst(wereld))["verschillen"] == []


async def test_een_later_bericht_verklaart_niet_wat_eerder_anders_was(wereld: Wereld) -> None:
    zaak = await _vergeleken_en_nog_niet_gelezen(wereld)
    wereld.duo_weet(zaak.inwoner, termijn=wereld.termijn(van=MORGEN, tot=dt.date(2030, 3, 3)))
    await wereld.wachttijd_voorbij()
    await _werk_alles_af(wereld)
    voor = await _navragen(wereld)
    assert [t for t in voor if "termijn tot was 03-03-2029, nu 03-03-2030" in t] != []
    await wereld.zet_klok(MORGEN + dt.timedelta(days=1))
    await wereld.gebeurt(zaak.inwoner, "SS103")
    assert await _navragen(wereld) == voor


async def test_een_pip_dat_duo_niet_meer_kent_is_werk_tot_zij_het_weer_kent(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await _nacht(wereld, VANDAAG)
    pips = wereld.duo_heeft(zaak.inwoner).pips
    wereld.duo_weet(zaak.inwoner, pips=[])
    await _nacht(wereld, MORGEN)
    assert [t for t in await _navragen(wereld) if "kent het nu niet" in t] != []
    wereld.duo_weet(zaak.inwoner, pips=pips)
    await _nacht(wereld, MORGEN + dt.timedelta(days=1))
    assert [t for t in await _navragen(wereld) if "kent het nu niet" in t] == []


async def _gemist(wereld: Wereld) -> list[str]:
    return [t for t in await _navragen(wereld) if "kwam hier niet aan" in t]


async def test_wat_duo_de_vorige_gemeente_meldde_kwam_hier_niet_zoek(wereld: Wereld) -> None:
    """§14: tot hij hier woonde was dat college bevoegd, en hoorde dat het."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    await wereld.besturing("gebeurtenissen", codes=["SS199"], bsn=zaak.inwoner.bsn, bericht="geen")
    await wereld.gebeurt(zaak.inwoner, "SS121")
    await _nacht(wereld, MORGEN + dt.timedelta(days=1))
    assert await _gemist(wereld) == []
    await wereld.besturing("gebeurtenissen", codes=["SS199"], bsn=zaak.inwoner.bsn, bericht="geen")
    await _nacht(wereld, MORGEN + dt.timedelta(days=2))
    assert len(await _gemist(wereld)) == 1, "wat daarna zoekraakt is van ons"


@pytest.mark.parametrize("verhuisd", [True, False])
async def test_wat_de_volgende_gemeente_hoort_is_hier_geen_gemist_bericht(wereld: Wereld, verhuisd: bool) -> None:
    """§14, I8: de BRP zegt eerst of hij weg is; woont hij er nog, dan raakte het bericht wel zoek."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    await wereld.besturing("gebeurtenissen", codes=["SS121"], bsn=zaak.inwoner.bsn, bericht="geen")
    if verhuisd:
        wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    for dag in range(2, 5):
        await _nacht(wereld, VANDAAG + dt.timedelta(days=dag))
        assert verhuisd is ((await zaak.lees())["fase"] == "OVERGEDRAGEN")
        assert not verhuisd or await _gemist(wereld) == []
    assert len(await _gemist(wereld)) == (not verhuisd)


async def test_wie_in_een_azc_elders_wacht_kwam_hier_niet_wonen(wereld: Wereld) -> None:
    """DUO meldt de gemeente waar hij gaat wonen dat hij er kwam, en deze niet; ook als de BRP daarna gelezen is."""
    zaak = await Zaak.nieuw(wereld, "SS101", verhuisd_naar="1950", asiel=False)
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    await wereld.besturing("gebeurtenissen", codes=["SS121", "SS199"], bsn=zaak.inwoner.bsn, bericht="geen")
    await wereld.zet_klok(MORGEN + dt.timedelta(days=1))
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    await _nacht(wereld, MORGEN + dt.timedelta(days=2))
    [ander] = await _gemist(wereld)
    assert "SS199" in ander


async def _toegedeeld(wereld: Wereld) -> Zaak:
    """Een dossier waarvan DUO de behandelaar als contactpersoon bevestigde."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.deel_toe()
    await wereld.werk_af()
    return zaak


async def _zonder_melding(wereld: Wereld, zaak: Zaak, medewerker_id: object) -> None:
    await wereld.alziend.execute("update dossier set behandelaar_id = $2 where id = $1", zaak.id, medewerker_id)


async def test_een_andere_contactpersoon_bij_duo_is_werk_tot_zij_de_behandelaar_heeft(wereld: Wereld) -> None:
    zaak = await _toegedeeld(wereld)
    await _nacht(wereld, VANDAAG)
    assert (await _lijst(wereld))["verschillen"] == []
    await _zonder_melding(wereld, zaak, wereld.twee.a.teamleider)
    for dag in (MORGEN, MORGEN + dt.timedelta(days=1)):
        await _nacht(wereld, dag)
        [tekst] = [t for t in await _navragen(wereld) if "contactpersoon" in t]
    assert "DUO heeft een andere contactpersoon dan de behandelaar" in tekst
    assert tekst in (await _lijst(wereld))["verschillen"][0]["verschillen"]
    await zaak.deel_toe()
    await wereld.werk_af()
    await _nacht(wereld, MORGEN + dt.timedelta(days=2))
    assert [t for t in await _navragen(wereld) if "contactpersoon" in t] == []
    assert (await _lijst(wereld))["verschillen"] == []


async def test_wat_onderweg_is_of_geweigerd_werd_is_geen_verschil_in_contactpersoon(wereld: Wereld) -> None:
    zaak = await _toegedeeld(wereld)
    await _nacht(wereld, VANDAAG)
    await _zonder_melding(wereld, zaak, wereld.twee.a.teamleider)
    for dag, stand in ((1, "te_verzenden"), (2, "verzonden"), (3, "afgewezen")):
        await wereld.alziend.execute("update duo_melding set status = $2 where dossier_id = $1", zaak.id, stand)
        await _nacht(wereld, VANDAAG + dt.timedelta(days=dag))
        assert [t for t in await _navragen(wereld) if "contactpersoon" in t] == [], stand
    await wereld.alziend.execute("update duo_melding set status = 'ingetrokken' where dossier_id = $1", zaak.id)
    await _nacht(wereld, VANDAAG + dt.timedelta(days=4))
    [tekst] = [t for t in await _navragen(wereld) if "contactpersoon" in t]
    assert "DUO heeft geen contactpersoon" in tekst


@pytest.mark.parametrize("al_vergeleken", [False, True])
async def test_de_eerste_keer_dat_de_contactpersoon_meedoet_is_stil_en_een_later_verschil_niet(
    wereld: Wereld, al_vergeleken: bool
) -> None:
    """Ook voor een dossier dat al vergeleken werd voordat de contactpersoon erbij kwam."""
    zaak = await _toegedeeld(wereld)
    if al_vergeleken:
        await _nacht(wereld, VANDAAG)
        await wereld.alziend.execute("update duo_vergelijking set contactpersoon_op = null")
    await _zonder_melding(wereld, zaak, wereld.twee.a.teamleider)
    for dag in range(1, 3):
        await _nacht(wereld, VANDAAG + dt.timedelta(days=dag))
        assert [t for t in await _navragen(wereld) if "contactpersoon" in t] == []
        [regel] = (await _lijst(wereld))["verschillen"]
        assert (regel["verschillen"], len(regel["nulmeting"])) == ([], 1)
    await _zonder_melding(wereld, zaak, None)
    await _nacht(wereld, VANDAAG + dt.timedelta(days=3))
    assert len([t for t in await _navragen(wereld) if "dit dossier heeft geen behandelaar" in t]) == 1


async def test_een_die_faalt_houdt_de_rest_niet_op_en_gaat_later_verder(wereld: Wereld) -> None:
    zaken = [await Zaak.nieuw(wereld, asiel=False) for _ in range(3)]
    await _nacht(wereld, VANDAAG)
    await wereld.zet_klok(MORGEN)
    for zaak in zaken:
        await _verloren(wereld, zaak, "SS199")
    rijen = {r["id"]: r["persoon_id"] for r in await wereld.rijen("dossier")}
    stuk = rijen[zaken[0].id]
    [nummer] = await wereld.rijen("persoon_nummer", persoon_id=stuk, soort="bsn")
    zet = "update persoon_nummer set cijfer = $2 where persoon_id = $1 and soort = 'bsn'"
    await wereld.alziend.execute(zet, stuk, b"stuk")
    await _begin(wereld)
    for _ in zaken:
        await wereld.wachttijd_voorbij()
        await wereld.werk_af()
    gezien = {r["dossier_id"] for r in await wereld.rijen("duo_vergelijking") if r["verschillen"] != "[]"}
    assert gezien == {zaak.id for zaak in zaken[1:]}, "twee zijn er klaar terwijl een derde wacht"
    await wereld.alziend.execute(zet, stuk, nummer["cijfer"])
    await wereld.wachttijd_voorbij()
    await _werk_alles_af(wereld)
    assert len([t for t in await _navragen(wereld) if "kwam hier niet aan" in t]) == 3


async def test_tweemaal_op_een_dag_zet_niemand_dubbel_klaar(wereld: Wereld) -> None:
    await Zaak.nieuw(wereld, asiel=False)
    assert VERGELIJK in DAGELIJKS
    for _ in range(2):
        await _begin(wereld)
    await wereld.werk_af()
    assert len(await wereld.rijen("outbox", soort="aanmelding.vergelijk_persoon")) == 1


async def test_van_wie_overgedragen_is_of_geen_bsn_heeft_wordt_niets_gevraagd(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update dossier set fase = 'OVERGEDRAGEN' where id = $1", zaak.id)
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    wereld.lijn.oproepen.clear()
    await _nacht(wereld, VANDAAG)
    assert wereld.lijn.telling("GET", "gebeurtenissen") == 0
    assert await wereld.rijen("duo_vergelijking") == []


async def test_een_nacht_neemt_zoveel_personen_als_de_beheerder_instelde_en_de_volgende_de_rest(wereld: Wereld) -> None:
    config = replace(wereld.huis.config, duo_per_nacht=1, brp_per_dag=1)
    klein = replace(wereld, huis=replace(wereld.huis, config=config))
    zaken = {(await Zaak.nieuw(wereld)).id for _ in range(2)}
    gezien = []
    for nacht in (1, 2):
        await _nacht(klein, VANDAAG + dt.timedelta(days=nacht))
        gezien.append({rij["dossier_id"] for rij in await wereld.rijen("duo_vergelijking")})
    assert (len(gezien[0]), gezien[1]) == (1, zaken)
    await klein.zet_klok(VANDAAG + dt.timedelta(days=30))
    async with klein.huis.databank.uow(klein.twee.a.als_taak()) as tx:
        await bus.zet_eenmaal(tx, VOLG_BRP, nieuw_id())
    await klein.werk_af()
    opnieuw = "select count(*) from persoon where brp_gelezen_op > $1"
    grens = dt.datetime(2026, 3, 25, tzinfo=dt.UTC)
    assert await wereld.alziend.fetchval(opnieuw, grens) == 1
