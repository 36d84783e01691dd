"""Wie ziek afbelt laat iemand achter die vandaag komt: wat er op hem wacht is in één keer te lezen (C19)."""

from datetime import date
from typing import Any

from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.contact import leg_gegeven_vast, leg_moment_vast
from tests.voorbeelden.overname import neem_over

PAD = "/overnames/overzicht"


async def _overzicht(wereld: Wereld, **vraag: object) -> Any:
    vragen = {"van": wereld.twee.a.klantmanager} | vraag
    tekst = "&".join(f"{naam}={waarde}" for naam, waarde in vragen.items() if waarde is not None)
    return await wereld.mens("teamleider").lees(f"{PAD}?{tekst}")


async def _van_hem(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    return zaak


async def test_c19_wie_er_komt_staat_er_met_het_nummer_waarop_men_afbelt(wereld: Wereld) -> None:
    zaak = await _van_hem(wereld)
    for soort, waarde in (("telefoon", "0612345678"), ("taal", "Tigrinya")):
        await leg_gegeven_vast(zaak, soort=soort, waarde=waarde)
    await zaak.roep_op()
    [oproep] = await zaak.lees("/oproepen")
    dag = date.fromisoformat(oproep["afspraakOp"][:10])

    assert (await _overzicht(wereld, tot=date.fromordinal(dag.toordinal() - 1)))["afspraken"] == []
    [afspraak] = (await _overzicht(wereld, tot=dag))["afspraken"]

    assert (afspraak["dossierId"], afspraak["op"]) == (str(zaak.id), oproep["afspraakOp"])
    assert afspraak["telefoon"].replace(" ", "").endswith("612345678")
    assert (afspraak["taal"], afspraak["metEenAnder"]) == ("Tigrinya", False)
    assert (await _overzicht(wereld, van=wereld.twee.a.teamleider, tot=dag))["afspraken"] == []


async def test_c19_een_afspraak_met_hem_in_het_dossier_van_een_ander_staat_er_ook(wereld: Wereld) -> None:
    zaak, a = await _van_hem(wereld), wereld.twee.a
    await zaak.roep_op(collegaId=str(a.teamleider))
    laat = {"tot": "2026-05-01"}
    [van_het_dossier] = (await _overzicht(wereld, **laat))["afspraken"]
    [met_de_teamleider] = (await _overzicht(wereld, van=a.teamleider, **laat))["afspraken"]
    assert (van_het_dossier["metEenAnder"], met_de_teamleider["metEenAnder"]) == (True, False)


async def test_c19_een_belofte_staat_er_tot_zij_is_nagekomen_ook_als_zij_te_laat_is(wereld: Wereld) -> None:
    zaak = await _van_hem(wereld)
    moment = await leg_moment_vast(zaak, afspraak="ik bel terug over de kinderopvang", opvolgenOp=VANDAAG.isoformat())
    [belofte] = (await _overzicht(wereld))["beloften"]
    assert (belofte["afspraak"], belofte["opvolgenOp"]) == ("ik bel terug over de kinderopvang", VANDAAG.isoformat())
    await zaak.over(10)
    assert len((await _overzicht(wereld))["beloften"]) == 1
    await zaak.stuur(f"/contactmomenten/{moment}/opvolging", {"opvolging": "gebeld"})
    assert (await _overzicht(wereld))["beloften"] == []


async def test_c19_een_concept_staat_er_tot_het_af_is(wereld: Wereld) -> None:
    zaak = await _van_hem(wereld)
    await zaak.tot_intake()
    await zaak.vul_intake()
    await zaak.schrijf_pip()
    assert [c["wat"] for c in (await _overzicht(wereld))["concepten"]] == ["brede_intake", "pip"]
    await zaak.rond_intake_af()
    assert [c["wat"] for c in (await _overzicht(wereld))["concepten"]] == ["pip"]


async def test_c19_ook_als_de_vervanging_begonnen_is_staat_er_wat_er_op_hem_wachtte(wereld: Wereld) -> None:
    zaak = await _van_hem(wereld)
    await zaak.roep_op()
    await leg_moment_vast(zaak, afspraak="ik bel terug", opvolgenOp=VANDAAG.isoformat())
    laat = {"tot": "2026-05-01"}
    voor = await _overzicht(wereld, **laat)
    await neem_over(wereld, tot="2026-03-20")

    assert await _overzicht(wereld, **laat) == voor
    assert [len(voor["afspraken"]), len(voor["beloften"]), voor["meer"]] == [1, 1, False]


async def test_c19_wie_later_weg_is_ziet_niet_wie_er_daarvoor_komt(wereld: Wereld) -> None:
    zaak = await _van_hem(wereld)
    await zaak.roep_op()
    [oproep] = await zaak.lees("/oproepen")
    dag = date.fromisoformat(oproep["afspraakOp"][:10])
    erna = date.fromordinal(dag.toordinal() + 1)
    assert len((await _overzicht(wereld, vanaf=dag))["afspraken"]) == 1
    assert (await _overzicht(wereld, vanaf=erna))["afspraken"] == []


async def test_het_lezen_staat_in_het_leeslog_met_wie_erin_staan(wereld: Wereld) -> None:
    zaak = await _van_hem(wereld)
    await leg_moment_vast(zaak, afspraak="ik bel terug", opvolgenOp=VANDAAG.isoformat())
    await _overzicht(wereld)
    [regel] = await wereld.rijen("audit", actie="overname.overzien")
    assert regel["dossiers"] == [zaak.id]
