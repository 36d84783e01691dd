"""Een oproep leeft aan de telefoon: verzetten met bewijs dat de persoon het weet, en intrekken met een brief (PG-2)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core.law.kalender import schrijf_dag
from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel

NIEUW: dict[str, Any] = {"afspraakOp": f"{WERKDAG}T09:30:00Z", "plaats": "Dorpshuis\nKerkplein 2"}
GEBELD = {"wijze": "TELEFOON", "op": "2026-03-02", "met": "de heer zelf", "taal": "Tigrinya, met tolk"}


async def _opgeroepen(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_opgeroepen()


async def _brieven(zaak: Zaak, sjabloon: str) -> list[dict[str, Any]]:
    return [brief for brief in await zaak.lees("/brieven") if brief["sjabloon"] == sjabloon]


async def test_de_brief_zegt_in_welke_ruimte_en_bij_wie(wereld: Wereld) -> None:
    """Wie aan de balie staat moet weten naar wie hij vraagt; ook na het verzetten."""
    zaak = await Zaak.nieuw(wereld)
    collega = str(wereld.twee.a.klantmanager)
    naam = await wereld.alziend.fetchval(
        "select naam from collega where gemeente_id = $1 and medewerker_id = $2", wereld.twee.a.id, UUID(collega)
    )
    await zaak.roep_op(ruimte="Kamer 2.14", collegaId=collega)
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_oproep()
    await zaak.afspraak("VERZET", **NIEUW, ruimte="Spreekkamer 3")
    await wereld.maak_brieven(zaak.id)
    for sjabloon, ruimte in (("oproep", "Kamer 2.14"), ("afspraak_verzet", "Spreekkamer 3")):
        [brief] = await _brieven(zaak, sjabloon)
        tekst = lopende_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
        for stuk in (f"Ruimte {ruimte}", f"Met {naam}"):
            assert zonder_wit(stuk) in tekst, (sjabloon, stuk)


async def test_een_ruimte_die_een_brief_niet_kan_tonen_wordt_geweigerd(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    assert velden(await zaak.roep_op(verwacht=400, ruimte="kamer \U0001f6aa")) == {"ruimte"}


async def test_wie_zijn_afspraak_verzet_krijgt_een_brief_met_de_nieuwe(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("AFGEZEGD")
    assert len(await wereld.werk("AFSPRAAK_VERZETTEN")) == 1, "afgemeld is werk"
    await zaak.afspraak("VERZET", **NIEUW)
    assert await wereld.werk("AFSPRAAK_VERZETTEN") == []
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["nummer"], oproep["plaats"], oproep["uitkomst"]) == (1, NIEUW["plaats"], "OPEN")
    verzet = oproep["gebeurtenissen"][-1]
    assert (verzet["soort"], verzet["afspraak"]["vanPlaats"]) == (
        "AFSPRAAK_VERZET",
        "Endelhovenlaan 1\n3601 GR Maarssen",
    )
    assert verzet["afspraak"]["bevestiging"] == {"wijze": "BRIEF", "op": None, "met": "", "taal": ""}
    [brief] = await _brieven(zaak, "afspraak_verzet")
    assert brief["onderwerpId"] == verzet["id"]
    await wereld.maak_brieven(zaak.id)
    tekst = lopende_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    for stuk in ("Op 2 maart 2026 stuurden wij u", "donderdag 12 maart 2026 om 10:00 uur", "maandag 16 maart 2026",
                 "10:30 uur", "Kerkplein 2", "Dit is geen nieuwe oproep"):  # fmt: skip
        assert zonder_wit(stuk) in tekst, stuk
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": "2026-03-02"})
    assert [g["soort"] for g in (await zaak.lees("/oproepen"))[0]["gebeurtenissen"]].count("VERZONDEN") == 1


async def test_een_gesprek_is_ook_bewijs_en_dan_gaat_er_geen_brief(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    fout = await zaak.afspraak("VERZET", 400, **NIEUW, bevestiging={"wijze": "BALIE"})
    assert velden(fout) == {"bevestiging.op", "bevestiging.met", "bevestiging.taal"}
    await zaak.afspraak("VERZET", **NIEUW, bevestiging=GEBELD)
    assert await _brieven(zaak, "afspraak_verzet") == []
    [oproep] = await zaak.lees("/oproepen")
    assert oproep["gebeurtenissen"][-1]["afspraak"]["bevestiging"] == GEBELD
    assert velden(await zaak.afspraak("AFGEZEGD", 400, bevestiging=GEBELD)) == {"bevestiging"}


async def test_pg2_een_afspraak_gaat_een_keer_niet_door_en_een_nieuwe_kan_weer_gemist_worden(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("AFGEZEGD")
    fout = await zaak.afspraak("AFGEZEGD", 409)
    assert velden(fout) == {"afspraak"}
    assert "verzetten" in fout["gebreken"][0]["melding"]
    await zaak.afspraak("VERZET", **NIEUW)
    await zaak.afspraak("AFGEZEGD")
    await zaak.neem_terug("AFSPRAAK_AFGEZEGD")
    await zaak.afspraak("AFGEZEGD")


async def test_een_gemiste_afspraak_gaat_ook_terug_als_er_al_een_nieuwe_is(wereld: Wereld) -> None:
    """De brief over de nieuwe afspraak ligt er al, en blijft die ene brief."""
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("AFGEZEGD")
    await zaak.afspraak("VERZET", afspraakOp=f"{WERKDAG}T09:00:00Z", plaats="Dorpshuis")
    brieven = await zaak.lees("/brieven")
    await zaak.neem_terug("AFSPRAAK_AFGEZEGD")
    assert [(b["id"], b["status"]) for b in await zaak.lees("/brieven")] == [(b["id"], b["status"]) for b in brieven]
    assert await wereld.werk("AFSPRAAK_VERZETTEN") == []


async def test_wie_zijn_afspraak_miste_leest_dat_hij_niet_kwam_en_niet_dat_zij_niet_doorgaat(wereld: Wereld) -> None:
    """Blijkt hij toch niet gemist te hebben, dan gaat de brief die nog ligt zo niet uit."""
    zaak = await Zaak.nieuw(wereld)
    laatste = WERKDAG + dt.timedelta(days=14)
    await zaak.roep_op(laatste, afspraakOp=f"{VANDAAG + dt.timedelta(days=8)}T09:00:00Z")
    await zaak.verzend_oproep()
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=9))
    await zaak.afspraak("GEMIST")
    await zaak.afspraak("VERZET", afspraakOp=f"{laatste}T09:30:00Z", plaats="Dorpshuis")
    await _leest(zaak, "10 maart 2026 om 10:00 uur. U bent toen niet gekomen. Wij hebben een nieuwe afspraak")
    await zaak.neem_terug("AFSPRAAK_GEMIST")
    assert [b["status"] for b in await _brieven(zaak, "afspraak_verzet")] == ["ingetrokken", "te_maken"]
    await _leest(zaak, "10 maart 2026 om 10:00 uur. Die afspraak is niet doorgegaan. Wij hebben een nieuwe afspraak")


async def _leest(zaak: Zaak, wat: str) -> None:
    """Dit staat in de brief over de nieuwe afspraak die nog uit moet."""
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await _brieven(zaak, "afspraak_verzet") if b["status"] == "gemaakt"]
    tekst = lopende_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit(wat) in tekst
    assert zonder_wit("gaat niet door") not in tekst


async def test_een_brief_die_te_laat_komt_bevestigt_niets(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    morgen: dict[str, Any] = {"afspraakOp": f"{await zaak.over(1)}T09:00:00Z", "plaats": "Dorpshuis"}
    assert velden(await zaak.afspraak("VERZET", 400, **morgen)) == {"bevestiging.wijze"}
    await zaak.afspraak("VERZET", **morgen, bevestiging=GEBELD)


async def test_pg_2_wie_nu_gesproken_is_kan_vandaag_nog_komen(wereld: Wereld) -> None:
    """Een brief komt dan niet op tijd; een gesprek is ook bewijs. Wat al voorbij is kan niet meer."""
    zaak = await _opgeroepen(wereld)
    fout = await _verzet_gesproken(zaak, f"{await zaak.over(0)}T15:00:00Z", 400)
    eerste = schrijf_dag(await zaak.over(1))  # de oproep ging vandaag weg, en dat is voor haar afspraak (PG-1)
    assert f"van {eerste} tot en met {schrijf_dag(WERKDAG)}" in fout["gebreken"][0]["melding"]
    assert "trek deze oproep dan in" in fout["gebreken"][0]["melding"]
    await wereld.zet_klok(WERKDAG)
    straks = f"{WERKDAG}T15:00:00Z"
    fout = await zaak.afspraak("VERZET", 400, afspraakOp=straks, plaats="Dorpshuis")
    assert velden(fout) == {"bevestiging.wijze"}
    assert "of kies" not in fout["gebreken"][0]["melding"], "later is de termijn voorbij"
    fout = await _verzet_gesproken(zaak, f"{WERKDAG}T00:30:00Z", 400)
    assert f"vandaag, {schrijf_dag(WERKDAG)}, later dan" in fout["gebreken"][0]["melding"]
    await _verzet_gesproken(zaak, straks, 204)
    assert await _brieven(zaak, "afspraak_verzet") == []
    assert (await zaak.lees("/oproepen"))[0]["afspraakOp"] == straks
    await zaak.verschijnt()


async def _verzet_gesproken(zaak: Zaak, op: str, verwacht: int) -> Any:
    gesproken = {"wijze": "BALIE", "op": f"{await zaak.over(0)}", "met": "hemzelf", "taal": "Nederlands"}
    fout = await zaak.afspraak("VERZET", verwacht, afspraakOp=op, plaats="Dorpshuis", bevestiging=gesproken)
    assert verwacht != 400 or velden(fout) == {"afspraakOp"}
    return fout


@pytest.mark.parametrize("wat", ["verzet", "afgezegd", "verschenen", "ingetrokken"])
async def test_de_brief_over_een_afspraak_die_er_niet_meer_is_gaat_niet_uit(wereld: Wereld, wat: str) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.afspraak("VERZET", **NIEUW)
    if wat == "verzet":
        await zaak.afspraak("VERZET", **NIEUW | {"plaats": "Stadhuis"})
    elif wat == "afgezegd":
        await zaak.afspraak("AFGEZEGD")
    elif wat == "verschenen":
        await zaak.verschijnt()
    else:
        await zaak.trek_oproep_in()
    nieuw = ["te_maken"] if wat == "verzet" else []
    assert [b["status"] for b in await _brieven(zaak, "afspraak_verzet")] == ["ingetrokken", *nieuw]
    if wat == "verschenen":
        await zaak.neem_terug("UITKOMST")
        assert [b["status"] for b in await _brieven(zaak, "afspraak_verzet")] == ["ingetrokken", "te_maken"]


async def test_een_oproep_die_verzonden_was_wordt_met_een_brief_ingetrokken(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    assert velden(await zaak.trek_oproep_in("", 400)) == {"motief"}
    body = {"motief": "hoort bij zijn broer", "uitlegInBrief": "De brief was voor iemand anders bedoeld."}
    await zaak.bij_oproep("intrekking", body)
    [brief] = await _brieven(zaak, "oproep_intrekking")
    assert await wereld.werk("INTREKKING_MELDEN") == []
    assert await wereld.werk("OPROEP_OPVOLGEN") == []
    assert (await wereld.rijen("termijn", soort="INTAKE_O1"))[0]["status"] == "vervallen"
    await wereld.maak_brieven(zaak.id)
    tekst = lopende_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit("Wij trekken die oproep in") in tekst
    assert zonder_wit("De brief was voor iemand anders bedoeld") in tekst
    assert "broer" not in tekst, "het motief blijft in het dossier"
    [werk] = await wereld.werk("BRIEF_VERZENDEN")
    assert "ingetrokken" in werk["omschrijving"]
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": "2026-03-02"})
    [oproep] = await zaak.lees("/oproepen")
    assert oproep["uitkomst"] == "INGETROKKEN"
    await zaak.roep_op()
    assert (await zaak.lees("/oproepen"))[-1]["nummer"] == 1, "PG-1: wat ingetrokken is telt niet, haar nummer is vrij"


async def test_een_uitleg_waarvoor_geen_brief_gaat_wordt_niet_stil_weggegooid(wereld: Wereld) -> None:
    """Nooit verzonden, niet aangekomen, of er kan geen brief: de weigering zegt het, met de andere gebreken erbij."""
    uitleg = {"uitlegInBrief": "De brief was voor iemand anders bedoeld."}
    nooit, terug, weg = await Zaak.nieuw(wereld), await _opgeroepen(wereld), await _opgeroepen(wereld)
    await nooit.roep_op()
    await oordeel(terug, await kom_terug(terug, "oproep"), "FOUT_ADRES")
    wereld.duo_weet(weg.inwoner, vorm="buitenland")
    await weg.stuur("/brp-lezing", None)
    await wereld.werk_af()
    for zaak, waarom in ((nooit, "nooit verzonden"), (terug, "kwam niet aan"), (weg, "kan geen brief")):
        fout = await zaak.trek_oproep_in("", 400, **uitleg)
        assert velden(fout) == {"motief", "uitlegInBrief"}
        assert waarom in next(g["melding"] for g in fout["gebreken"] if g["veld"] == "uitlegInBrief")
        await zaak.trek_oproep_in()
        assert await _brieven(zaak, "oproep_intrekking") == []


async def test_een_oproep_die_niet_verzonden_was_vraagt_geen_brief(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.trek_oproep_in()
    assert [b["status"] for b in await zaak.lees("/brieven")] == ["ingetrokken"]


async def test_kan_er_geen_brief_aan_hem_dan_is_het_werk_om_het_hem_te_laten_weten(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    wereld.duo_weet(zaak.inwoner, vorm="buitenland")
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    await zaak.trek_oproep_in()
    [werk] = await wereld.werk("INTREKKING_MELDEN")
    assert "anders weten" in werk["omschrijving"]
    assert await _brieven(zaak, "oproep_intrekking") == []
