"""DUO antwoordt traag, fout, dubbel, iets anders of niet: er gaat niets verloren, er gaat niets dubbel, en wat een mens
moet weten staat in een werkitem dat zegt wat er gebeurde, wat er geprobeerd is en wat hij nu doet."""

import asyncio
import re
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import uvicorn

from core.bootstrap import TAKEN
from core.integrations.buren import maak_buren
from core.integrations.duo import verbinding
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.meldlijn import herstelwerk, laatste_poging, melding, volgende_poging
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak


async def _vastgesteld(wereld: Wereld) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await zaak.tot_pip()
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    wereld.lijn.vergeet()
    return zaak


async def _gemeld_en_bevestigd(wereld: Wereld, zaak: Zaak, *, verstuurd: int) -> None:
    """Het staat één keer bij DUO, ging zo vaak de deur uit, en niemand hoeft er iets mee."""
    assert (await melding(zaak))["status"] == "bevestigd"
    assert len(wereld.duo_heeft(zaak.inwoner).pips) == 1
    assert wereld.lijn.telling("POST", "PIP") == verstuurd
    for soort in ("MELDING_HERSTELLEN", "TAAK_MISLUKT", "TAAK_VERTRAAGD"):
        assert await wereld.werk(soort) == []


# ── Een melding: het is niet verwerkt ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("storing", ["fout", "onbevoegd", "elders", "onderhoud"])
async def test_nam_duo_de_melding_niet_aan_dan_volgt_zij_later_onder_hetzelfde_bericht_id(
    wereld: Wereld, storing: str
) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing(storing)
    await wereld.werk_af()
    eerst = await melding(zaak)
    assert eerst["status"] == "verzonden"
    assert wereld.duo_heeft(zaak.inwoner).pips == []
    [wachtend] = await wereld.rijen("outbox", soort="melding.verzend")
    assert (wachtend["status"], wachtend["pogingen"]) == ("nieuw", 1)
    assert wachtend["fout"]
    await volgende_poging(wereld)
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=2)
    with closing(sqlite3.connect(wereld.simulator.bestand)) as db:
        assert [UUID(rij[0]) for rij in db.execute("select bericht_id from gezien")] == [UUID(eerst["id"])]


async def test_is_er_geen_verbinding_dan_volgt_zij_later(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    wereld.lijn.plat = True
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).pips == []
    wereld.lijn.plat = False
    await volgende_poging(wereld)
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=2)


# ── Een melding: het is wel verwerkt ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("storing", ["stil", "verwisseld", "enorm"])
async def test_nam_duo_haar_wel_aan_maar_was_het_antwoord_onbruikbaar_dan_gaat_zij_niet_nog_eens(
    wereld: Wereld, storing: str
) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing(storing)
    await wereld.werk_af()
    assert (await melding(zaak))["status"] == "verzonden"
    assert len(wereld.duo_heeft(zaak.inwoner).pips) == 1
    await volgende_poging(wereld)
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=1)
    assert wereld.lijn.telling("GET", "PIP") == 1, "eerst gelezen wat DUO al had"


@pytest.mark.parametrize("lezen", ["fout", "onleesbaar", "onbevoegd", "verminkt", "onderhoud"])
async def test_lukt_ook_het_nakijken_niet_dan_wordt_er_niet_gegokt(wereld: Wereld, lezen: str) -> None:
    """Wat er bij het nakijken misgaat zegt niets over de melding: geen nieuwe verzending, geen weigering."""
    zaak = await _vastgesteld(wereld)
    await wereld.storing("stil")
    await wereld.werk_af()
    await wereld.storing(lezen)
    await volgende_poging(wereld)
    assert (await melding(zaak))["status"] == "verzonden"
    assert wereld.lijn.telling("POST", "PIP") == 1
    await volgende_poging(wereld)
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=1)


async def test_verwerkte_duo_haar_twee_keer_dan_is_dat_hier_een_melding(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing("tweemaal")
    await wereld.werk_af()
    await volgende_poging(wereld)
    gemeld = await melding(zaak)
    assert (gemeld["status"], gemeld["pogingen"]) == ("bevestigd", 1)
    assert len(wereld.duo_heeft(zaak.inwoner).pips) == 2, "de dubbele registratie is van DUO"
    assert wereld.lijn.telling("POST", "PIP") == 1
    assert len(await wereld.rijen("audit", actie="duo-melding.verzenden")) == 1


# ── Een melding: DUO wil haar niet ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("storing", "status", "delen"),
    [
        ("onleesbaar", 400, ("kan de melding niet lezen", "ligt aan Meedoen", "beheerder")),
        ("onbekend", 404, ("kent deze persoon niet", "Ga na of het nummer", "vraag het DUO")),
        ("geen_toegang", 403, ("niet doen", "verhuisd", "vraag DUO dan om toegang")),
    ],
)
async def test_een_definitief_nee_wordt_een_werkitem_dat_uitlegt_wat_nu(
    wereld: Wereld, storing: str, status: int, delen: tuple[str, ...]
) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing(storing)
    await wereld.werk_af()
    gemeld = await melding(zaak)
    assert gemeld["status"] == "afgewezen"
    [rij] = await wereld.rijen("duo_melding")
    assert rij["http_status"] == status
    tekst = await herstelwerk(wereld, zaak, "MELDING_HERSTELLEN")
    for deel in (f"het PIP van {VANDAAG:%d-%m-%Y}", "één keer", "herhaalt het niet", "bied de melding", *delen):
        assert deel in tekst
    await volgende_poging(wereld)
    assert wereld.lijn.telling("POST", "PIP") == 1, "een nee wordt niet blind herhaald"
    await zaak.stuur(f"/duo-meldingen/{gemeld['id']}/nieuwe-aanbieding", None, 201)
    await wereld.werk_af()
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=2)


async def test_een_weigering_noemt_alle_redenen_van_duo(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    wereld.duo_weet(zaak.inwoner, gevestigd=None, plicht=False)
    await wereld.werk_af()
    tekst = await herstelwerk(wereld, zaak, "MELDING_HERSTELLEN")
    assert "niet inburgeringsplichtig" in tekst
    assert "nog niet in de gemeente gevestigd" in tekst
    assert "Herstel de oorzaak" in tekst


async def test_wat_duo_al_had_gaat_ook_bij_een_nieuwe_aanbieding_niet_nog_eens(wereld: Wereld) -> None:
    """DUO nam het aan, het antwoord kwam niet, en nakijken mocht niet: een mens biedt opnieuw aan, en dan pas blijkt
    dat het er al was."""
    zaak = await _vastgesteld(wereld)
    await wereld.storing("stil")
    await wereld.werk_af()
    await wereld.storing("geen_toegang")
    await volgende_poging(wereld)
    gemeld = await melding(zaak)
    assert gemeld["status"] == "afgewezen"
    assert "is niet zeker" in await herstelwerk(wereld, zaak, "MELDING_HERSTELLEN")
    await zaak.stuur(f"/duo-meldingen/{gemeld['id']}/nieuwe-aanbieding", None, 201)
    await wereld.werk_af()
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=1)


async def test_zonder_bsn_gaat_er_niets_uit_en_zegt_een_werkitem_dat(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.alziend.execute("delete from persoon_nummer where soort = 'bsn'")
    await wereld.werk_af()
    tekst = await herstelwerk(wereld, zaak, "MELDING_HERSTELLEN")
    assert "geen BSN bekend" in tekst
    assert "Vraag DUO naar het BSN" in tekst
    assert "Meedoen heeft haar niet gestuurd" in tekst
    assert wereld.lijn.oproepen == []
    assert (await melding(zaak))["pogingen"] == 0


# ── Blijft het misgaan ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("storing", "oorzaak"),
    [("onbevoegd", "certificaat"), ("elders", "status (302)"), ("enorm", "te groot"), ("verwisseld", "ander bericht")],
)
async def test_een_melding_die_blijft_mislukken_wordt_opgegeven_met_uitleg_en_een_mens_laat_haar_opnieuw_doen(
    wereld: Wereld, storing: str, oorzaak: str
) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.storing(storing, 100)
    await wereld.werk_af()
    await laatste_poging(wereld)
    [item] = await wereld.werk("TAAK_MISLUKT")
    tekst = await herstelwerk(wereld, zaak, "TAAK_MISLUKT")
    for deel in (
        "een melding aan DUO versturen",
        "12 pogingen",
        oorzaak.split(" (")[0],
        "niets verloren",
        "nieuwe poging",
    ):
        assert deel in tekst
    assert await wereld.werk("TAAK_VERTRAAGD") == []
    await wereld.storing(storing, 0)
    await zaak.km.stuur(f"/werkitems/{item['id']}/nieuwe-poging", {"versie": item["versie"]})
    await wereld.werk_af()
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=wereld.lijn.telling("POST", "PIP"))


async def test_blijft_duo_weg_dan_zegt_een_werkitem_in_het_dossier_wat_er_wacht_en_waarom(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    wereld.lijn.plat = True
    await wereld.werk_af()
    await laatste_poging(wereld)
    tekst = await herstelwerk(wereld, zaak, "TAAK_VERTRAAGD")
    for deel in (
        "een melding aan DUO versturen",
        "enige minuten",
        "niet te bereiken",
        "wacht hierop",
        "blijft dit",
        "sluit vanzelf",
    ):
        assert deel in tekst
    wereld.lijn.plat = False
    await volgende_poging(wereld)
    await _gemeld_en_bevestigd(wereld, zaak, verstuurd=2)


def test_elke_taak_heeft_een_naam_voor_wie_de_werkvoorraad_leest() -> None:
    for taak in TAKEN.values():
        assert re.fullmatch(r"(de|het|een|bij|naam) .+ [a-z]+en", taak.wat), taak.soort


# ── Lezen ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "storing",
    ["fout", "stil", "onbevoegd", "onleesbaar", "elders", "onderhoud", "verminkt", "verwisseld", "enorm"],
)
async def test_een_onbruikbaar_antwoord_bij_het_lezen_verandert_niets_en_wordt_later_overgedaan(
    wereld: Wereld, storing: str
) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.storing(storing)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["plicht_vanaf"], dossier["doelgroep"]) == (None, None)
    assert await wereld.werk("NAVRAGEN") == [], "een onbruikbaar antwoord is geen antwoord"
    await volgende_poging(wereld)
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["fase"], dossier["doelgroep"]) == ("PLICHT_GEMELD", "ASIEL")
    assert {r["status"] for r in await wereld.rijen("outbox")} == {"klaar"}


async def test_gegevens_van_een_ander_uit_de_brp_komen_niet_in_het_dossier(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.storing("vreemd", 6)  # vijf keer DUO, dat niet zegt over wie het gaat, en dan de BRP
    await wereld.werk_af()
    [persoon] = await wereld.rijen("persoon")
    assert persoon["geslachtsnaam"] == ""
    await volgende_poging(wereld)
    [persoon] = await wereld.rijen("persoon")
    assert persoon["geslachtsnaam"] == inwoner.geslachtsnaam


async def test_geen_toegang_bij_het_lezen_zegt_wat_men_nagaat_en_wanneer_meedoen_weer_leest(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await wereld.storing("geen_toegang")
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    tekst = await herstelwerk(wereld, zaak, "DUO_GEEN_TOEGANG")
    for deel in ("plicht, doelgroep en termijn", "verhuisd", "vraag DUO dan om toegang", "bij de volgende melding"):
        assert deel in tekst


async def test_lezen_dat_blijft_mislukken_wordt_opgegeven_met_uitleg(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await wereld.storing("verminkt", 100)
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    await laatste_poging(wereld)
    tekst = await herstelwerk(wereld, zaak, "TAAK_MISLUKT")
    for deel in ("plicht, doelgroep en termijn bij DUO lezen", "12 pogingen", "voldoet niet aan het koppelvlak"):
        assert deel in tekst


# ── Een antwoord dat niet op wil houden ─────────────────────────────────────────────────────────────────
@asynccontextmanager
async def _aan_een_echte_lijn(wereld: Wereld) -> AsyncIterator[Wereld]:
    """Dezelfde simulator, nu achter een poort: alleen daar kost tijd tijd."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as stopcontact:
        stopcontact.bind(("127.0.0.1", 0))
        stopcontact.listen()
        app: Any = wereld.simulator_app
        vast: dict[str, Any] = {"log_config": None, "access_log": False, "lifespan": "off", "ws": "none"}
        server = uvicorn.Server(uvicorn.Config(app, timeout_graceful_shutdown=1, **vast))
        taak = asyncio.create_task(server.serve(sockets=[stopcontact]))
        adres = f"http://127.0.0.1:{stopcontact.getsockname()[1]}"
        buren = maak_buren(
            replace(wereld.huis.config, duo_adres=f"{adres}/duo/v1", brp_adres=f"{adres}/brp"),
            wereld.huis.tenants.values(),
        )
        try:
            yield replace(wereld, buren=buren)
        finally:
            await buren.sluit()
            server.should_exit = True
            await taak


@pytest.mark.lang
@pytest.mark.parametrize(("storing", "fout"), [("druppelt", "DuoOnbereikbaar"), ("enorm", "DuoFout")])
async def test_een_antwoord_dat_druppelt_of_niet_ophoudt_houdt_de_taak_niet_op(
    wereld: Wereld, storing: str, fout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.storing(storing)
    async with _aan_een_echte_lijn(wereld) as hier:
        with monkeypatch.context() as geduld:
            if storing == "druppelt":
                geduld.setattr(verbinding, "GEDULD", 0.5)
            await hier.werk_af()
        [wachtend] = await wereld.rijen("outbox", soort="aanmelding.lees_duo")
        assert (wachtend["status"], wachtend["fout"]) == ("nieuw", fout)
        await volgende_poging(hier)
    assert (await wereld.rijen("dossier"))[0]["doelgroep"] == "ASIEL"
