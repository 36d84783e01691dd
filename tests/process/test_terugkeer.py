"""Wie verhuisde en terugkomt kan geholpen worden: een nieuwe zaak, naast de eerdere (T19, T20, ADR 0077)."""

import datetime as dt
from typing import Any

import pytest

from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.terugkeer import gaat_weg, heen_en_terug, over, verhuist_naar, zaak_van_nu
from tests.process.test_intrekken import trek_in
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.loslaten import laat_los


async def _pip_termijn(zaak: Zaak) -> dict[str, Any]:
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"].startswith("PIP") and t["status"] == "lopend"]
    return dict(termijn)


async def _dossiers(zaak: Zaak) -> list[dict[str, Any]]:
    """Alle zaken van deze persoon hier, oudste eerst."""
    [eigen] = await zaak.wereld.rijen("dossier", id=zaak.id)
    return await zaak.wereld.rijen("dossier", persoon_id=eigen["persoon_id"])


async def _zonder_versie(zaak: Zaak) -> dict[str, Any]:
    [rij] = await zaak.wereld.rijen("dossier", id=zaak.id)
    anders = {"opgevolgd_op", "versie", "gewijzigd_op", "gewijzigd_door", "gewijzigd_bij"}
    return {naam: waarde for naam, waarde in rij.items() if naam not in anders}


async def _stel_verkort_vast(zaak: Zaak) -> None:
    """Van de oproep tot het PIP, met de verkorte intake van wie met een plan kwam."""
    await zaak.roep_op(await zaak.over(14))
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    await zaak.vul_intake_zonder_uitslag(
        opleidingEnWerk="", rechtOpIndividueelGesprekGemeldOp=(await zaak.over(0)).isoformat()
    )
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    await zaak.stel_vast(await zaak.over(0))


async def test_van_hier_naar_een_ander_en_terug_met_een_plan_van_daar(wereld: Wereld) -> None:
    """A stelt een plan vast, B ook, en A weer: elk met de leerroute van het eerste (art. 15 lid 4)."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    [besluit] = await zaak.lees("/besluiten")
    await gaat_weg(wereld, zaak)
    toen = await _zonder_versie(zaak)
    daar = await zaak_van_nu(wereld, zaak, wereld.twee.b)
    assert (await daar.lees("/brede-intake"))["verkorteIntake"]
    await _stel_verkort_vast(daar)
    await daar.maak_pip_bekend()
    await wereld.werk_af()
    assert [p.gemeentecode for p in wereld.duo_heeft(zaak.inwoner).pips][-1] == wereld.twee.b.code.removeprefix("GM")
    dag = await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    assert nu.id != zaak.id
    dossier, eerder = await nu.lees(), await zaak.lees()
    assert (dossier["fase"], eerder["fase"]) == ("PLICHT_GEMELD", "OVERGEDRAGEN")
    assert (dossier["eerderDossierId"], dossier["teruggekeerdOp"]) == (str(zaak.id), dag.isoformat())
    assert (eerder["vervolgDossierId"], eerder["eerderDossierId"]) == (str(nu.id), None)
    assert dossier["kenmerk"] in eerder["letOp"]
    assert (await _pip_termijn(nu))["startOp"] == dag.isoformat()
    assert (await nu.lees("/brede-intake"))["leerrouteVanElders"] == "B"
    assert await _zonder_versie(zaak) == toen, "wat hier eerder was blijft zoals het was"
    assert (await zaak.lees("/besluiten")) == [besluit]
    [vraag] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":teruggekomen")]
    assert eerder["kenmerk"] in vraag["omschrijving"]
    await _stel_verkort_vast(nu)
    assert (await nu.lees())["fase"] == "TRAJECT_ACTIEF"
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"


async def test_wie_verhuist_woont_daar_op_een_ander_adres_en_na_zijn_terugkeer_weer(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    toen = (await zaak.lees())["persoon"]["adresregels"]
    await gaat_weg(wereld, zaak)
    daar = (await (await zaak_van_nu(wereld, zaak, wereld.twee.b)).lees())["persoon"]["adresregels"]
    await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = (await (await zaak_van_nu(wereld, zaak)).lees())["persoon"]["adresregels"]
    assert len({str(adres) for adres in (toen, daar, nu)}) == 3


async def test_een_plan_van_hier_van_toen_legt_de_leerroute_vast(wereld: Wereld) -> None:
    """De andere gemeente maakte er geen, en DUO zegt zelfs dat hij zonder plan komt: dit college kent het zelf."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await gaat_weg(wereld, zaak)
    wereld.duo_weet(zaak.inwoner, pips=[])
    dag = await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    intake = await nu.lees("/brede-intake")
    assert (intake["verkorteIntake"], intake["leerrouteVanElders"]) == (True, "B")
    termijn = await _pip_termijn(nu)
    assert (termijn["soort"], termijn["startOp"]) == ("PIP_C", dag.isoformat())


@pytest.mark.parametrize("loopt_af", ["verzonden", "losgelaten"])
async def test_een_plan_van_toen_dat_niemand_kent_bindt_pas_als_het_bekend_wordt(wereld: Wereld, loopt_af: str) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    nu = await heen_en_terug(wereld, zaak)
    assert not (await nu.lees("/brede-intake"))["verkorteIntake"], "art. 3:40 Awb"
    eerst = await _pip_termijn(nu)
    if loopt_af == "verzonden":
        await maak_zonder_pdf(wereld, zaak.id)
        [brief] = [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt" and b["afschriftVan"] is None]
        body = {"verzondenOp": (await zaak.over(0)).isoformat(), "bevestigd": ["VERHUISD", "ANDERS_GERICHT"]}
        await zaak.stuur(f"/brieven/{brief['id']}/verzending", body)
    else:
        await laat_los(zaak)
    await wereld.werk_af()
    bekend = loopt_af == "verzonden"
    assert (await nu.lees("/brede-intake"))["verkorteIntake"] is bekend
    assert ((await _pip_termijn(nu))["soort"] == "PIP_C") is bekend
    assert ((await _pip_termijn(nu))["soort"] == eerst["soort"]) is not bekend


async def test_een_ingetrokken_plan_van_toen_bindt_niet(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    await trek_in(zaak)
    wereld.duo_weet(zaak.inwoner, pips=[])
    nu = await heen_en_terug(wereld, zaak)
    assert not (await nu.lees("/brede-intake"))["verkorteIntake"]


async def test_zonder_plan_loopt_de_rest_van_de_termijn_van_toen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    eerst = await _pip_termijn(zaak)
    await zaak.roep_op()
    nu = await heen_en_terug(wereld, zaak)
    nog = await _pip_termijn(nu)
    assert {n: nog[n] for n in ("soort", "startOp", "laatsteDag")} == {
        n: eerst[n] for n in ("soort", "startOp", "laatsteDag")
    }
    assert await nu.lees("/oproepen") == [], "de oproepen van toen tellen hier niet"
    await nu.roep_op(await nu.over(14))
    assert (await nu.lees("/oproepen"))[0]["nummer"] == 1


@pytest.mark.parametrize("nog_eens", ["zelfde", "andere_tijd", "laat_van_toen"])
async def test_een_bericht_dat_nog_eens_of_laat_komt_opent_niets(wereld: Wereld, nog_eens: str) -> None:
    zaak = await Zaak.nieuw(wereld, "SS120", asiel=False)
    nu = await heen_en_terug(wereld, zaak)
    [_, voor] = await _dossiers(zaak)
    terug = dt.datetime.combine(await wereld.vandaag(), dt.time(12), dt.UTC)
    op = {
        "zelfde": terug,
        "andere_tijd": terug + dt.timedelta(minutes=5),
        "laat_van_toen": BEGIN - dt.timedelta(days=3),
    }[nog_eens]
    for _ in range(2):
        await wereld.meldt("SS120", zaak.inwoner, op=op)
        await wereld.werk_af()
    assert [d["id"] for d in await _dossiers(zaak)] == [zaak.id, nu.id]
    [_, na] = await _dossiers(zaak)
    assert (na["fase"], na["teruggekeerd_op"]) == (voor["fase"], voor["teruggekeerd_op"])
    bij = {r["dossier_id"] for r in await wereld.rijen("duo_ontvangst", geregistreerd_op=op.date()) if r["dossier_id"]}
    assert bij == {zaak.id if nog_eens == "laat_van_toen" else nu.id}


async def test_een_laat_bericht_van_zijn_eerste_komst_opent_niets_terwijl_hij_weg_is(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await gaat_weg(wereld, zaak)
    await wereld.meldt("SS120", zaak.inwoner, op=BEGIN - dt.timedelta(days=3))
    await wereld.werk_af()
    assert [d["id"] for d in await _dossiers(zaak)] == [zaak.id]


async def test_komt_het_bericht_van_duo_niet_dan_opent_de_lezing_in_de_brp_de_zaak(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await gaat_weg(wereld, zaak)
    dag = await over(wereld, 28)
    await wereld.besturing("verhuizing", bsn=zaak.inwoner.bsn, naar=wereld.twee.a.code.removeprefix("GM"))
    await wereld.meldt("SS125", zaak.inwoner, op=dt.datetime.combine(dag, dt.time(9), dt.UTC))
    await wereld.meldt("SS139", zaak.inwoner, op=dt.datetime.combine(dag, dt.time(9), dt.UTC))
    await wereld.werk_af()
    nu = await zaak_van_nu(wereld, zaak)
    dossier = await nu.lees()
    assert (nu.id == zaak.id, dossier["fase"], dossier["teruggekeerdOp"]) == (False, "PLICHT_GEMELD", dag.isoformat())
    assert (await _dossiers(zaak))[1]["ss139_op"].isoformat() == dag.isoformat()
    await wereld.bezorg()  # late
    await wereld.werk_af()
    assert [d["id"] for d in await _dossiers(zaak)] == [zaak.id, nu.id]


async def test_wie_wegging_en_terugkwam_tussen_twee_lezingen_krijgt_ook_een_nieuwe_zaak(wereld: Wereld) -> None:
    """Het bericht van de terugkeer komt voordat de verhuizing hier bekend is."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await over(wereld, 2)
    await verhuist_naar(wereld, zaak, wereld.twee.b)
    dag = await over(wereld, 3)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    assert nu.id != zaak.id
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
    assert (await _pip_termijn(nu))["startOp"] == dag.isoformat()
    assert (await nu.lees("/brede-intake"))["leerrouteVanElders"] == "B"


async def test_twee_keer_weg_en_terug_is_drie_zaken(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    tweede = await heen_en_terug(wereld, zaak)
    derde = await heen_en_terug(wereld, tweede)
    assert [d["id"] for d in await _dossiers(zaak)] == [zaak.id, tweede.id, derde.id]
    assert (await tweede.lees())["vervolgDossierId"] == str(derde.id)
    assert (await derde.lees())["eerderDossierId"] == str(tweede.id)
    assert (await derde.lees("/brede-intake"))["leerrouteVanElders"] == "B"


async def test_met_zijn_overlijden_houdt_ook_op_wat_in_de_eerdere_zaak_nog_liep(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    nu = await heen_en_terug(wereld, zaak)
    open_ = await wereld.rijen("werkitem", dossier_id=zaak.id, status="open")
    assert open_, "de vraag naar de boete blijft van dit college (T19)"
    wereld.duo_weet(zaak.inwoner, overleden=await wereld.vandaag())
    await nu.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert await wereld.rijen("werkitem", dossier_id=zaak.id, status="open") == []
