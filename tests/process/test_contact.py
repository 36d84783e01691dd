"""Hoe iemand te bereiken is, met bron en dag; wat alleen hijzelf kan zeggen; en wat er bij een gesprek beloofd is."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from core.process.dossier.personen import is_nummer_van_iemand
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.contact import AFSPRAAK, GEGEVEN, MOMENT, leg_gegeven_vast, leg_moment_vast
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.vertegenwoordiging import GEMACHTIGDE

BSN = proefbsn(7).onthul()


async def _geldend(zaak: Zaak) -> dict[str, str]:
    return {g["soort"]: g["waarde"] for g in await zaak.lees("/contactgegevens") if g["ingetrokkenOp"] is None}


async def _open_werk(zaak: Zaak) -> list[dict[str, Any]]:
    return await zaak.wereld.rijen("werkitem", dossier_id=zaak.id, soort="CONTACT_OPVOLGEN", status="open")


async def test_een_nieuw_gegeven_vervangt_het_vorige_en_alles_blijft_te_lezen_met_bron_en_dag(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_gegeven_vast(zaak)
    await leg_gegeven_vast(zaak, soort="tolk_dialect", waarde="Asmara", bron="coa")
    await leg_gegeven_vast(zaak, waarde="Amhaars", sinds="2026-03-01", toelichting="zei hij aan de balie")
    assert await _geldend(zaak) == {"taal": "Amhaars", "tolk_dialect": "Asmara"}
    eerste, _, laatste = await zaak.lees("/contactgegevens")
    assert (eerste["waarde"], eerste["ingetrokkenDoor"]) == ("Tigrinya", str(wereld.twee.a.klantmanager))
    assert (laatste["bron"], laatste["sinds"], laatste["toelichting"]) == (
        "persoon",
        "2026-03-01",
        "zei hij aan de balie",
    )


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"soort": "telefoon", "waarde": "niet bekend"}, "waarde"),
        ({"soort": "email", "waarde": "twee@example.org, drie@example.org"}, "waarde"),
        ({"soort": "leest", "waarde": "soms"}, "waarde"),
        ({"soort": "tolk_wens", "waarde": "jong"}, "waarde"),
        ({"waarde": "  "}, "waarde"),
        ({"sinds": (VANDAAG + dt.timedelta(days=1)).isoformat()}, "sinds"),
        ({"toelichting": f"zijn nummer is {BSN}"}, "toelichting"),
        ({"waarde": f"Tigrinya {BSN}"}, "waarde"),
    ],
)
async def test_wat_niet_klopt_wordt_geweigerd_en_het_vorige_blijft_gelden(
    wereld: Wereld, anders: dict[str, object], veld: str
) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_gegeven_vast(zaak)
    body = {"id": str(uuid4())} | GEGEVEN | anders
    assert velden(await zaak.stuur("/contactgegevens", body, 400)) == {veld}
    assert await _geldend(zaak) == {"taal": "Tigrinya"}


async def test_een_telefoonnummer_of_e_mailadres_met_het_nummer_van_iemand_hier_wordt_geweigerd(wereld: Wereld) -> None:
    """Aan een nul met negen cijfers is niet te zien of het een BSN is; of iemand hier dat nummer heeft wel."""
    inwoners = wereld.iemand(asiel=True), wereld.iemand(asiel=True)
    for inwoner in inwoners:
        wereld.duo_weet(inwoner)
        await wereld.meldt("SS139", inwoner, v_nummer=True)
    await wereld.werk_af()
    zaak = Zaak(wereld, inwoners[0], await wereld.dossier_id(inwoners[0]), wereld.km)
    for inwoner in inwoners:
        vnummer = f"{inwoner.v_nummer:010d}"
        for soort, waarde in (("telefoon", vnummer), ("email", f"v{vnummer}@example.org")):
            body = {"id": str(uuid4())} | GEGEVEN | {"soort": soort, "waarde": waarde}
            fout = await zaak.stuur("/contactgegevens", body, 400)
            assert velden(fout) == {"waarde"}
            assert vnummer not in str(fout)
        optreden = {"id": str(uuid4())} | GEMACHTIGDE | {"telefoon": f"{vnummer} (kantoor)"}
        assert velden(await zaak.stuur("/vertegenwoordigingen", optreden, 400)) == {"telefoon"}
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        for tekst, van_iemand in ((f"0{zaak.inwoner.bsn}", True), (f"0{BSN}", False)):
            assert await is_nummer_van_iemand(tx, wereld.huis, tekst) is van_iemand
    nul_ervoor = "0031" + BSN
    for pad, body, veld in (
        ("/contactgegevens", GEGEVEN | {"soort": "telefoon", "waarde": nul_ervoor}, "waarde"),
        ("/vertegenwoordigingen", GEMACHTIGDE | {"telefoon": nul_ervoor}, "telefoon"),
    ):
        assert velden(await zaak.stuur(pad, {"id": str(uuid4())} | body, 400)) == {veld}
    for landnummer in ("+32", "+1", "00963 ", "+4", "+32 (0)"):
        waarde = f"{landnummer}{zaak.inwoner.bsn}"
        for pad, body, veld in (
            ("/contactgegevens", GEGEVEN | {"soort": "telefoon", "waarde": waarde}, "waarde"),
            ("/vertegenwoordigingen", GEMACHTIGDE | {"telefoon": waarde}, "telefoon"),
        ):
            assert velden(await zaak.stuur(pad, {"id": str(uuid4())} | body, 400)) == {veld}, "het BSN van iemand hier"
    await leg_gegeven_vast(zaak, soort="telefoon", waarde=f"+963 {BSN}")
    await leg_gegeven_vast(zaak, soort="telefoon", waarde="0301234567")
    for waarde in (f"+{vnummer}", f"00{vnummer}", f"+1 {vnummer}", f"00963{vnummer}"):
        await leg_gegeven_vast(zaak, 400, soort="telefoon", waarde=waarde)
        await leg_gegeven_vast(zaak, 400, soort="email", waarde=f"{waarde.replace(' ', '')}@example.org")
        optreden = {"id": str(uuid4())} | GEMACHTIGDE | {"telefoon": waarde}
        assert velden(await zaak.stuur("/vertegenwoordigingen", optreden, 400)) == {"telefoon"}
    for soort in ("taal", "tolk_taal", "tolk_dialect"):
        await leg_gegeven_vast(zaak, 400, soort=soort, waarde=f"Dari {vnummer}")
    await leg_gegeven_vast(zaak, soort="email", waarde="anna1985@example.org")


async def test_wie_zo_zoekt_of_iemand_hier_bekend_is_laat_een_regel_na(wereld: Wereld) -> None:
    inwoner = wereld.iemand(asiel=True)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner, v_nummer=True)
    await wereld.werk_af()
    zaak = Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)
    vnummer = f"{inwoner.v_nummer:010d}"
    await leg_moment_vast(zaak, notitie="belde met 06 12345678 over zaak 2026004512")
    await leg_gegeven_vast(zaak, 400, soort="telefoon", waarde="niet bekend")
    assert await wereld.rijen("audit", resultaat="geweigerd") == []
    await leg_moment_vast(zaak, 400, notitie=f"belde over {vnummer[:4]} {vnummer[4:]}")
    await leg_gegeven_vast(zaak, 400, soort="telefoon", waarde=f"+1{inwoner.bsn}")
    optreden = {"id": str(uuid4())} | GEMACHTIGDE | {"telefoon": f"+{vnummer}"}
    await zaak.stuur("/vertegenwoordigingen", optreden, 400)
    geweigerd = await wereld.rijen("audit", resultaat="geweigerd")
    assert {(r["actie"], r["medewerker_id"]) for r in geweigerd} == {
        (actie, wereld.twee.a.klantmanager)
        for actie in ("contactmoment.vastleggen", "contactgegeven.vastleggen", "vertegenwoordiging.vastleggen")
    }
    assert not any(vnummer in str(r) or inwoner.bsn in str(r) for r in geweigerd)


@pytest.mark.parametrize("bron", ["vertegenwoordiger", "coa", "organisatie", "anders"])
async def test_alleen_de_persoon_zelf_maakt_kenbaar_dat_hij_elektronisch_te_bereiken_is(
    wereld: Wereld, bron: str
) -> None:
    """Art. 2:8 Awb: uitdrukkelijk, per soort bericht, en in te trekken."""
    zaak = await Zaak.nieuw(wereld)
    keuze: dict[str, Any] = {"soort": "elektronisch_traject", "waarde": "email"}
    fout = await zaak.stuur("/contactgegevens", {"id": str(uuid4())} | GEGEVEN | keuze | {"bron": bron}, 400)
    assert velden(fout) == {"bron"}
    id_ = await leg_gegeven_vast(zaak, **keuze)
    assert await _geldend(zaak) == {"elektronisch_traject": "email"}
    wegen = {a["onderwerp"]: (a["weg"], a["grond"]) for a in await zaak.lees("/adressering")}
    assert wegen["traject"] == ("elektronisch", "art. 2:8 Awb")
    assert wegen["geld"][0] == wegen["bezwaar"][0] == "post"
    await zaak.km.vraag("DELETE", zaak.pad(f"/contactgegevens/{id_}"), 204)
    await zaak.km.vraag("DELETE", zaak.pad(f"/contactgegevens/{id_}"), 404)
    assert await _geldend(zaak) == {}


async def test_nog_eens_hetzelfde_verandert_niets_en_iets_anders_onder_dat_id_is_een_conflict(wereld: Wereld) -> None:
    zaak, ander = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    gegeven, moment = await leg_gegeven_vast(zaak), await leg_moment_vast(zaak)
    await leg_gegeven_vast(zaak, id=gegeven)
    await leg_moment_vast(zaak, id=moment)
    await leg_gegeven_vast(zaak, 409, id=gegeven, waarde="Amhaars")
    await leg_moment_vast(zaak, 409, id=moment, notitie="iets anders")
    await leg_gegeven_vast(ander, 409, id=gegeven)
    await leg_moment_vast(ander, 409, id=moment)
    assert len(await zaak.lees("/contactgegevens")) == len((await zaak.lees("/contactmomenten"))["momenten"]) == 1


async def test_wat_er_beloofd_is_wordt_werk_voor_die_dag_en_sluit_als_het_gedaan_is(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    moment = await leg_moment_vast(zaak, **AFSPRAAK)
    [werk] = await _open_werk(zaak)
    assert (werk["vervaldatum"], werk["behandelaar_id"]) == (dt.date(2026, 3, 9), wereld.twee.a.klantmanager)
    afvinken = {"afhandeling": "klaar", "versie": werk["versie"]}
    await wereld.km.stuur(f"/werkitems/{werk['id']}/afhandeling", afvinken, 409)
    pad = f"/contactmomenten/{moment}/opvolging"
    assert velden(await zaak.stuur(pad, {"opvolging": f"gemaild over {BSN}"}, 400)) == {"opvolging"}
    await zaak.stuur(pad, {"opvolging": "gebeld, er is plaats"})
    await zaak.stuur(pad, {"opvolging": "gebeld, er is plaats"})
    await zaak.stuur(pad, {"opvolging": "iets anders"}, 409)
    assert await _open_werk(zaak) == []
    [gelezen] = (await zaak.lees("/contactmomenten"))["momenten"]
    assert (gelezen["opvolging"], gelezen["opgevolgdDoor"]) == (
        "gebeld, er is plaats",
        str(wereld.twee.a.klantmanager),
    )


async def test_een_verbetering_heeft_een_motief_en_wat_er_stond_blijft_te_lezen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    oud = await leg_moment_vast(zaak, **AFSPRAAK)
    pad = f"/contactmomenten/{oud}/verbetering"
    nieuw = {"id": str(uuid4())} | MOMENT | {"notitie": "Het was zijn broer die belde."}
    assert velden(await zaak.stuur(pad, nieuw, 400)) == {"motief"}
    await zaak.stuur(pad, nieuw | {"motief": "verkeerde persoon"})
    await zaak.stuur(pad, nieuw | {"motief": "verkeerde persoon"})
    await zaak.stuur(pad, nieuw | {"id": str(uuid4()), "motief": "nog eens"}, 409)
    momenten = {m["id"]: m for m in (await zaak.lees("/contactmomenten"))["momenten"]}
    assert set(momenten) == {oud, nieuw["id"]}
    assert (momenten[oud]["verbeterdDoor"], momenten[oud]["notitie"]) == (nieuw["id"], MOMENT["notitie"])
    assert momenten[nieuw["id"]]["motief"] == "verkeerde persoon"
    assert await _open_werk(zaak) == [], "de belofte stond bij het verkeerde moment"


async def _werk(wereld: Wereld) -> list[Any]:
    """Het werk van elke afspraak, ook wat dicht is."""
    return await wereld.rijen("werkitem", soort="CONTACT_OPVOLGEN")


async def test_wat_verbeterd_is_wijst_naar_wat_ervoor_in_de_plaats_kwam_met_zijn_afspraak(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    momenten = [await leg_moment_vast(zaak, **AFSPRAAK)]
    for notitie in ("Zijn broer belde.", "Zijn zus belde."):
        nieuw = {"id": str(uuid4()), "motief": "verkeerde persoon"} | MOMENT | AFSPRAAK | {"notitie": notitie}
        await zaak.stuur(f"/contactmomenten/{momenten[-1]}/verbetering", nieuw)
        [dicht] = [w for w in await _werk(wereld) if w["sleutel"].endswith(momenten[-1])]
        assert dicht["afhandeling"].endswith(f"de afspraak staat nu bij {nieuw['id']}")
        momenten.append(nieuw["id"])
    eerste, laatste = momenten[0], momenten[-1]
    volg_op = await zaak.stuur(f"/contactmomenten/{eerste}/opvolging", {"opvolging": "gebeld"}, 409)
    nog_eens = {"id": str(uuid4()), "motief": "nog eens"} | MOMENT
    verbeter = await zaak.stuur(f"/contactmomenten/{eerste}/verbetering", nog_eens, 409)
    for fout in (volg_op, verbeter):
        assert laatste in fout["detail"]
    await zaak.stuur(f"/contactmomenten/{laatste}/verbetering", nog_eens)
    [dicht] = [w for w in await _werk(wereld) if w["sleutel"].endswith(laatste)]
    assert dicht["afhandeling"].endswith("er is geen afspraak meer")


@pytest.mark.parametrize(
    ("anders", "velden_"),
    [
        ({"notitie": f"hij heet {BSN[:4]}.{BSN[4:6]}.{BSN[6:]}"}, {"notitie"}),
        ({"afspraak": f"bel {BSN}", "opvolgenOp": "2026-03-09", "notitie": BSN}, {"notitie", "afspraak"}),
        ({"op": "2027-03-01T10:00:00Z", "afspraak": "bellen"}, {"op", "opvolgenOp"}),
        ({"opvolgenOp": "2026-03-09"}, {"afspraak"}),
        ({"wijze": "rooksignaal"}, {"wijze"}),
        ({"notitie": " \u3000"}, {"notitie"}),
        ({"afspraak": "belt terug", "opvolgenOp": "2026-02-27"}, {"opvolgenOp"}),
        ({"afspraak": "belt terug", "opvolgenOp": "2026-09-01"}, {"opvolgenOp"}),
        ({"afspraak": "belt terug", "opvolgenOp": "2100-01-04"}, {"opvolgenOp"}),
    ],
)
async def test_een_moment_dat_niet_klopt_wordt_geweigerd_met_alle_velden(
    wereld: Wereld, anders: dict[str, object], velden_: set[str]
) -> None:
    zaak = await Zaak.nieuw(wereld)
    body = {"id": str(uuid4())} | MOMENT | anders
    assert velden(await zaak.stuur("/contactmomenten", body, 400)) == velden_
    assert (await zaak.lees("/contactmomenten"))["momenten"] == []
    assert await _open_werk(zaak) == []


async def test_de_lijst_komt_per_pagina_nieuwste_eerst_en_niets_dubbel(wereld: Wereld) -> None:
    zaak, ander = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    await leg_moment_vast(ander)
    verwacht = []
    for dag in (1, 1, 2, 1):
        verwacht.append((f"2026-02-0{dag}T09:00:00Z", await leg_moment_vast(zaak, op=f"2026-02-0{dag}T09:00:00Z")))
    gelezen, rest = [], "?limiet=3"
    while rest:
        pagina = await zaak.lees(f"/contactmomenten{rest}")
        gelezen += [m["id"] for m in pagina["momenten"]]
        rest = f"?limiet=3&cursor={pagina['volgende']}" if pagina["volgende"] else ""
    assert gelezen == [id_ for _, id_ in sorted(verwacht, reverse=True)]
    cursor = (await zaak.lees("/contactmomenten?limiet=1"))["volgende"]
    await zaak.km.lees(ander.pad(f"/contactmomenten?limiet=1&cursor={cursor}"), 400)


async def test_na_het_einde_van_de_plicht_blijft_geen_belofte_openstaan(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_moment_vast(zaak, **AFSPRAAK)
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", zaak.inwoner)
    await wereld.werk_af()
    assert await _open_werk(zaak) == []


async def test_na_een_overlijden_geldt_geen_contactgegeven_meer(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_gegeven_vast(zaak, soort="telefoon", waarde="06 12345678")
    await leg_moment_vast(zaak, **AFSPRAAK)
    wereld.duo_weet(zaak.inwoner, vorm="overleden-in-een-maand")
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert await _geldend(zaak) == {}
    assert await _open_werk(zaak) == []
    await leg_gegeven_vast(zaak, 409, soort="telefoon", waarde="06 12345678")


async def test_een_tijdstip_zonder_tijdzone_is_400_en_noemt_het_veld(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    fout = await zaak.stuur("/contactmomenten", {"id": str(uuid4())} | MOMENT | {"op": "2026-03-01T10:15:00"}, 400)
    assert velden(fout) == {"op"}
