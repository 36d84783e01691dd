"""Geen open dossier valt stil: het heeft werk, een termijn in zicht of een afspraak, of staat op de lijst (A7)."""

import datetime as dt
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.law.fasen import AFGESLOTEN
from core.law.kalender import plus, volgende_werkdag
from core.law.waarschuwingen import Waarschuwingssoort
from core.process.dossier.stil import WAAK
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak

STIL = "/dossiers/niets-gepland"


async def _stil(mens: Mens, vraag: str = "") -> list[str]:
    return [d["dossierId"] for d in (await mens.lees(f"{STIL}{vraag}"))["dossiers"]]


async def _waak(wereld: Wereld) -> None:
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert {r["status"] for r in await wereld.rijen("outbox", soort=WAAK)} == {"klaar"}


async def _vink_alles_af(wereld: Wereld) -> None:
    await wereld.alziend.execute(
        "update werkitem set status = 'vervallen', afgehandeld_op = now() where status = 'open'"
    )


async def _stilgevallen(wereld: Wereld) -> Zaak:
    """Het PIP is vastgesteld, het werk is gedaan, en de termijn van drie jaar is nog lang niet om."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await _vink_alles_af(wereld)
    return zaak


async def test_een_dossier_met_werk_of_een_termijn_in_zicht_staat_niet_op_de_lijst(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    assert await _stil(wereld.km) == []
    await _vink_alles_af(wereld)
    assert await _stil(wereld.km) == [], "de termijn voor het PIP loopt nog"
    await wereld.zet_klok(VANDAAG + dt.timedelta(weeks=10, days=1))
    assert await _stil(wereld.km) == [str(zaak.id)], "zij is voorbij, en niemand heeft iets te doen"


async def test_de_inburgeringstermijn_van_drie_jaar_houdt_geen_dossier_in_beeld(wereld: Wereld) -> None:
    zaak = await _stilgevallen(wereld)
    assert await _stil(wereld.km) == [str(zaak.id)]
    assert await _stil(wereld.mens("teamleider")) == [str(zaak.id)]
    assert await _stil(wereld.mens("klantmanager", wereld.twee.b)) == []
    await zaak.deel_toe()
    assert await _stil(wereld.km, f"?behandelaar={wereld.twee.a.klantmanager}") == [str(zaak.id)]
    assert await _stil(wereld.km, f"?behandelaar={uuid4()}") == []


async def test_wie_stil_blijft_wordt_werk_dat_sluit_zodra_er_iets_gepland_staat(wereld: Wereld) -> None:
    zaak = await _stilgevallen(wereld)
    await _waak(wereld)
    [werk] = await wereld.werk("NIETS_GEPLAND")
    assert (werk["dossier_id"], werk["vervaldatum"]) == (zaak.id, VANDAAG)
    assert await _stil(wereld.km) == [str(zaak.id)], "werk dat alleen dit zegt, is nog geen plan"
    body = {"id": str(uuid4()), "wat": "bellen over de taalles", "uiterlijk": "2026-03-16"}
    await zaak.stuur("/vervolg", body)
    assert await wereld.werk("NIETS_GEPLAND") == []
    assert await _stil(wereld.km) == []
    [vervolg] = await wereld.werk("VERVOLG")
    assert (vervolg["omschrijving"], vervolg["vervaldatum"]) == ("bellen over de taalles", dt.date(2026, 3, 16))


async def test_elke_dag_waken_geeft_geen_dubbel_werk(wereld: Wereld) -> None:
    await _stilgevallen(wereld)
    for dag in range(3):
        await wereld.zet_klok(VANDAAG + dt.timedelta(days=dag))
        await _waak(wereld)
    [werk] = await wereld.rijen("werkitem", soort="NIETS_GEPLAND")
    assert werk["status"] == "open"


async def test_werk_dat_niets_gepland_zegt_sluit_als_er_weer_een_termijn_loopt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await _vink_alles_af(wereld)
    await wereld.alziend.execute("update termijn set status = 'vervallen'")
    await _waak(wereld)
    assert len(await wereld.werk("NIETS_GEPLAND")) == 1
    await wereld.alziend.execute("update termijn set status = 'lopend' where dossier_id = $1", zaak.id)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=1))
    await _waak(wereld)
    assert await wereld.werk("NIETS_GEPLAND") == []


async def test_over_wie_overleden_is_komt_geen_werk_maar_het_dossier_blijft_in_beeld(wereld: Wereld) -> None:
    zaak = await _stilgevallen(wereld)
    await wereld.alziend.execute("update persoon set overleden = true")
    await _waak(wereld)
    assert await wereld.werk("NIETS_GEPLAND") == []
    assert await _stil(wereld.km) == [str(zaak.id)]


async def test_een_vervolg_is_een_dag_binnen_het_vooruitzicht_en_hetzelfde_nog_eens_verandert_niets(
    wereld: Wereld,
) -> None:
    zaak = await Zaak.nieuw(wereld)
    body = {"id": str(uuid4()), "wat": "bellen", "uiterlijk": VANDAAG.isoformat()}
    uiterst = VANDAAG + dt.timedelta(weeks=26)
    for dag in (VANDAAG - dt.timedelta(days=1), uiterst + dt.timedelta(days=1)):
        fout = await zaak.stuur("/vervolg", body | {"uiterlijk": dag.isoformat()}, 400)
        assert velden(fout) == {"uiterlijk"}
    await zaak.stuur("/vervolg", body)
    await zaak.stuur("/vervolg", body)
    await zaak.stuur("/vervolg", body | {"wat": "schrijven"}, 409)
    await zaak.stuur("/vervolg", body | {"id": str(uuid4()), "uiterlijk": uiterst.isoformat()})
    assert len(await wereld.werk("VERVOLG")) == 2


async def test_in_een_afgesloten_dossier_is_geen_vervolg_te_plannen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update dossier set fase = 'BEEINDIGD'")
    body = {"id": str(uuid4()), "wat": "bellen", "uiterlijk": VANDAAG.isoformat()}
    await zaak.stuur("/vervolg", body, 409)
    assert await wereld.werk("VERVOLG") == []


# ── Over willekeurige wettige handelingen ───────────────────────────────────────────────────────────


async def _zet(zaak: Zaak, handeling: str) -> bool:
    """Doe een handeling waarvan Meedoen zegt dat zij nu mag; False als deze test haar niet kent."""
    match handeling:
        case "OPROEP_OPSTELLEN":
            await zaak.roep_op(await _werkdag(zaak), bevestigd=list(Waarschuwingssoort))
        case "OPROEP_VERZENDEN":
            await zaak.verzend_oproep(bevestigd=list(Waarschuwingssoort))
        case "OPROEP_INTREKKEN":
            await zaak.trek_oproep_in()
        case "AFSPRAAK_GEMIST":
            await zaak.afspraak("AFGEZEGD")
        case "VERSCHIJNEN":
            await zaak.verschijnt()
        case "TERMIJN_GEMIST":
            await zaak.uitkomst("TERMIJN_GEMIST", "gebeld, geen gehoor")
        case "BOETEVRAAG_BEANTWOORDEN":
            await zaak.beantwoord_boetevraag()
        case "INTAKE_BIJWERKEN":
            await zaak.vul_intake(versie=(await zaak.lees("/brede-intake"))["versie"])
        case "INTAKE_AFRONDEN":
            await zaak.rond_intake_af()
        case "INTAKE_AFRONDEN_IN_AFWEZIGHEID":
            await zaak.rond_intake_af(in_afwezigheid=True)
        case "PIP_SCHRIJVEN":
            await zaak.schrijf_pip(versie=await _versie_van_het_concept(zaak))
        case "PIP_VASTSTELLEN":
            await zaak.stel_vast(await zaak.wereld.vandaag(), versie=await _versie_van_het_concept(zaak))
        case _:
            return False
    return True


async def _werkdag(zaak: Zaak) -> dt.date:
    return volgende_werkdag(await zaak.over(21), zaak.wereld.huis.recht)


async def _versie_van_het_concept(zaak: Zaak) -> int:
    rijen = await zaak.wereld.rijen("pip", dossier_id=zaak.id, status="concept")
    return int(rijen[0]["versie"]) if rijen else 0


async def _heeft_iets(wereld: Wereld, zaak: Zaak) -> bool:
    """Hetzelfde oordeel, uit de rijen zelf."""
    vandaag = await wereld.vandaag()
    tot = plus(vandaag, wereld.huis.recht.vooruitzicht.op(vandaag).waarde)
    werk = await wereld.rijen("werkitem", dossier_id=zaak.id, status="open")
    termijnen = await wereld.rijen("termijn", dossier_id=zaak.id, status="lopend")
    afspraken = [
        o
        for o in await wereld.rijen("oproep", dossier_id=zaak.id, uitkomst="OPEN")
        if o["afspraak_op"].date() >= vandaag
    ]
    return (
        any(w["soort"] != "NIETS_GEPLAND" for w in werk)
        or any(vandaag <= t["einde"] <= tot for t in termijnen)
        or bool(afspraken)
    )


@settings(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(keuzes=st.lists(st.tuples(st.integers(0, 99), st.sampled_from([0, 0, 0, 8, 23, 60])), min_size=6, max_size=12))
async def test_na_elke_wettige_handeling_heeft_elk_open_dossier_iets_of_staat_het_op_de_lijst(
    wereld: Wereld, keuzes: list[tuple[int, int]]
) -> None:
    """Wat er gedaan wordt, kiest het toeval uit wat nu mag; daarna verstrijkt soms tijd."""
    await wereld.zet_klok(VANDAAG)
    zaak = await Zaak.nieuw(wereld, asiel=False)
    for keuze, dagen in keuzes:
        mag = [h["handeling"] for h in await zaak.lees("/handelingen") if h["mag"]]
        if mag:
            await _zet(zaak, mag[keuze % len(mag)])
        if dagen:
            await wereld.zet_klok(await zaak.over(dagen))
        stand = await zaak.lees()
        if stand["fase"] in AFGESLOTEN:
            continue
        op_de_lijst = str(zaak.id) in await _stil(wereld.km)
        assert op_de_lijst is not await _heeft_iets(wereld, zaak), (stand["fase"], mag, keuzes)
    await wereld.werk_af()
