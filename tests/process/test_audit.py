"""Elke handeling laat precies haar regels na: wie, wat, waarvandaan; veldnamen en nooit waarden (BIO 8.15)."""

import datetime as dt
from typing import Any

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.audit.logboek import Auditregel
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import INTAKE, PIP, Zaak


async def _nieuwe_regels(wereld: Wereld, gezien: set[object]) -> list[dict[str, Any]]:
    regels = [r for r in await wereld.rijen("audit") if r["id"] not in gezien]
    gezien |= {r["id"] for r in regels}
    return regels


async def test_elke_stap_laat_precies_zijn_regels_na(wereld: Wereld) -> None:
    gezien: set[object] = set()
    await _nieuwe_regels(wereld, gezien)  # wat er al stond: het mandaatregister is gevuld
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)

    async def acties() -> list[str]:
        return [r["actie"] for r in await _nieuwe_regels(wereld, gezien)]

    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    assert await acties() == []
    await wereld.werk_af()
    gelezen = ["dossier.duo", "dossier.openen", "persoon.brp"]
    assert sorted(await acties()) == ["dossier.bij-feiten-gewijzigd", "dossier.bij-feiten-gewijzigd", *gelezen]
    zaak = Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)
    assert await acties() == ["werkvoorraad.zoeken"]
    await zaak.lees()
    assert await acties() == ["dossier.lezen"]
    await zaak.lees("/termijnen")
    assert await acties() == ["termijn.lezen"]
    await wereld.km.lees("/werkvoorraad")
    assert await acties() == ["werkvoorraad.lezen"]
    await zaak.roep_op()
    assert await acties() == ["oproep.opstellen"]
    await zaak.verschijnt()
    assert (await acties())[-1] == "oproep.uitkomst"
    await zaak.vul_intake()
    assert await acties() == ["brede-intake.bijwerken"]
    await zaak.lees("/brede-intake")
    assert await acties() == ["brede-intake.lezen"]
    await zaak.stuur("/brede-intake/afronding", {"versie": 1})
    assert await acties() == ["brede-intake.afronden"]
    await zaak.schrijf_pip()
    assert await acties() == ["pip.bijwerken"]
    await zaak.lees("/pip")
    assert await acties() == ["pip.lezen"]
    await zaak.stel_vast()
    assert sorted(await acties()) == ["dossier.bij-pip-vastgesteld", "pip.vaststellen"]
    await zaak.maak_pip_bekend()
    assert "brief.verzenden" in await acties()
    await wereld.werk_af()
    assert await acties() == ["duo-melding.verzenden"]
    await zaak.lees("/besluiten")
    assert await acties() == ["besluit.lezen"]


async def test_een_geweigerde_handeling_laat_geen_regel_na(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    voor = await wereld.rijen("audit")
    await zaak.stel_vast(verwacht=409)
    await zaak.roep_op(VANDAAG, 400)
    await zaak.rond_intake_af_zonder_lezen(409)
    assert await wereld.rijen("audit") == voor


async def test_een_regel_noemt_veldnamen_en_nooit_waarden(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    zaak = await Zaak.gemeld(wereld, inwoner)
    await zaak.tot_traject()
    tekst = str(await wereld.rijen("audit"))
    waarden = [inwoner.bsn, inwoner.geslachtsnaam, inwoner.straat, inwoner.postcode, str(inwoner.v_nummer)]
    waarden += [str(w) for w in (*INTAKE.values(), *PIP.values()) if isinstance(w, str) and len(w) > 3]
    assert [w for w in waarden if w in tekst and w != VANDAAG.isoformat()] == []
    [regel] = await wereld.rijen("audit", actie="brede-intake.bijwerken")
    assert "omstandigheden" in regel["velden"]
    assert regel["doel"] == "brede_intake"


async def test_een_regel_zegt_wie_het_was_vanwaar_en_over_welk_dossier(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.lees()
    [mens] = await wereld.rijen("audit", actie="dossier.lezen")
    assert mens["medewerker_id"] == wereld.twee.a.klantmanager
    assert mens["dossiers"] == [zaak.id]
    assert mens["oorsprong"] == "GET /v1/gemeenten/{gemeentecode}/dossiers/{dossier_id}"
    [taak] = await wereld.rijen("audit", actie="dossier.duo")
    assert (taak["medewerker_id"], taak["oorsprong"]) == (None, "taak aanmelding.lees_duo")
    assert abs(mens["tijdstip"] - dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)) < dt.timedelta(minutes=5)


async def test_over_elke_regel_staat_een_mac_die_klopt(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.lees()
    for rij in await wereld.alziend.fetch("select *, xid::text as nummer from audit"):
        velden = {naam: rij[naam] for naam in Auditregel.__slots__}
        regel = Auditregel(**velden | {"dossiers": tuple(rij["dossiers"]), "velden": tuple(rij["velden"])})
        versie = rij["sleutelversie"]
        assert wereld.huis.logboek.mac(regel, xid=int(rij["nummer"]), versie=versie) == rij["mac"]


async def test_lezen_van_brieven_meldingen_oproepen_en_toewijzingen_wordt_gelogd(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    gezien: set[object] = set()
    await _nieuwe_regels(wereld, gezien)
    zonder = []
    for lijst in ("/brieven", "/duo-meldingen", "/oproepen", "/toewijzingen", "/pip/toets"):
        await zaak.lees(lijst)
        regels = await _nieuwe_regels(wereld, gezien)
        if [r["dossiers"] for r in regels] != [[zaak.id]]:
            zonder.append(lijst)
    assert zonder == []
